//! SQL of feedback. Each answer is counted in `lessons_turn`, whose row holds the others back until it is kept: so answers
//! are released in whole groups also where many write at once.

use crate::model::Answers;
use netra_activities::model::ActivityId;
use netra_base::{EmployeeId, Result};
use netra_store::{Tx, params};

/// Notes that a person has answered; answers whether this is the first time.
pub(crate) fn note_answered(tx: &mut Tx<'_>, activity: ActivityId, employee: EmployeeId) -> Result<bool> {
    let rows = tx.execute(
        "INSERT INTO lessons_answered (activity, employee) VALUES (?1, ?2) ON CONFLICT (activity, employee) DO NOTHING",
        params![activity.0, employee],
    )?;
    Ok(rows == 1)
}

pub(crate) fn has_answered(tx: &mut Tx<'_>, activity: ActivityId, employee: EmployeeId) -> Result<bool> {
    let found = tx.query_opt(
        "SELECT employee FROM lessons_answered WHERE activity = ?1 AND employee = ?2",
        params![activity.0, employee],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Counts one more answer of the activity and holds the count.
pub(crate) fn count(tx: &mut Tx<'_>, activity: ActivityId) -> Result<()> {
    tx.execute(
        "INSERT INTO lessons_turn (activity, given) VALUES (?1, 1)
         ON CONFLICT (activity) DO UPDATE SET given = lessons_turn.given + 1",
        params![activity.0],
    )?;
    Ok(())
}

pub(crate) fn keep(tx: &mut Tx<'_>, activity: ActivityId, key: [u8; 16], answers: &Answers) -> Result<()> {
    tx.execute(
        "INSERT INTO lessons_feedback (activity, key, useful, clear, note, told) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
        params![activity.0, key.to_vec(), answers.useful.number(), answers.clear.number(), answers.note.as_ref(),],
    )?;
    Ok(())
}

/// Lets the answers that wait be told, when there are enough of them.
pub(crate) fn release(tx: &mut Tx<'_>, activity: ActivityId, smallest: i64) -> Result<()> {
    tx.execute(
        "UPDATE lessons_feedback SET told = 1 WHERE activity = ?1 AND told = 0
           AND (SELECT COUNT(*) FROM lessons_feedback waiting WHERE waiting.activity = ?1 AND waiting.told = 0) >= ?2",
        params![activity.0, smallest],
    )?;
    Ok(())
}

/// How many answers there are, how many of them may be told, and the sums of those.
pub(crate) fn sums(tx: &mut Tx<'_>, activity: ActivityId) -> Result<(i64, i64, i64, i64)> {
    tx.query_one(
        "SELECT COALESCE((SELECT given FROM lessons_turn WHERE activity = ?1), 0), CAST(COALESCE(SUM(told), 0) AS {int}), CAST(COALESCE(SUM(told * useful), 0) AS {int}),
           CAST(COALESCE(SUM(told * clear), 0) AS {int})
         FROM lessons_feedback WHERE activity = ?1",
        params![activity.0],
        |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?)),
    )
}

/// Free answers that may be told, by their drawn keys.
pub(crate) fn notes(tx: &mut Tx<'_>, activity: ActivityId, most: i64) -> Result<Vec<String>> {
    tx.query(
        "SELECT note FROM lessons_feedback WHERE activity = ?1 AND told = 1 AND note IS NOT NULL ORDER BY key LIMIT ?2",
        params![activity.0, most],
        |row| row.text(0),
    )
}
