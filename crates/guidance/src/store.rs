//! SQL of the quiz's attempts and results. What a row says is parsed here; an attempt whose questions the bank no
//! longer knows counts as none.

pub(crate) mod certificates;
pub(crate) mod counts;

use crate::model::{Attempt, Bank, Code, Occasion, Phase, Sheet, Taken};
use anyhow::anyhow;
use netra_base::{Day, EmployeeId, Error, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

pub(crate) fn code(text: &str, column: &str) -> Result<Code> {
    Code::parse(text).ok_or_else(|| Error::Failed(anyhow!("{column} cannot be read")))
}

pub(crate) fn day(text: &str, column: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| Error::Failed(anyhow!("{column} cannot be read")))
}

/// The running test of this person and phase.
pub(crate) fn attempt(tx: &mut Tx<'_>, bank: &Bank, employee: EmployeeId, phase: Phase) -> Result<Option<Attempt>> {
    let row = tx.query_opt(
        "SELECT attempt, occasion, sheet, begun FROM quiz_attempt WHERE employee = ?1 AND phase = ?2",
        params![employee, phase.code()],
        |row| Ok((row.text(0)?, row.opt_text(1)?, row.text(2)?, Moment(row.int(3)?))),
    )?;
    let Some((id, occasion, line, begun)) = row else { return Ok(None) };
    let Ok(sheet) = Sheet::from_line(bank, &line) else { return Ok(None) };
    let occasion = occasion.as_deref().and_then(Occasion::parse);
    Ok(Some(Attempt { id: code(&id, "quiz_attempt.attempt")?, phase, occasion, sheet, begun }))
}

/// Keeps a running test in place of an older one of this phase.
pub(crate) fn keep_attempt(tx: &mut Tx<'_>, employee: EmployeeId, attempt: &Attempt) -> Result<()> {
    tx.execute(
        "INSERT INTO quiz_attempt (employee, phase, attempt, occasion, sheet, begun) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (employee, phase) DO UPDATE SET attempt = excluded.attempt, occasion = excluded.occasion,
           sheet = excluded.sheet, begun = excluded.begun",
        params![
            employee,
            attempt.phase.code(),
            attempt.id.as_str(),
            attempt.occasion.as_ref().map(Occasion::as_str),
            attempt.sheet.to_string(),
            attempt.begun,
        ],
    )?;
    Ok(())
}

pub(crate) fn forget_attempt(tx: &mut Tx<'_>, employee: EmployeeId, phase: Phase) -> Result<()> {
    tx.execute("DELETE FROM quiz_attempt WHERE employee = ?1 AND phase = ?2", params![employee, phase.code()])?;
    Ok(())
}

/// Forgets the tests that were begun before a moment; answers how many.
pub(crate) fn forget_before(tx: &mut Tx<'_>, moment: Moment) -> Result<u64> {
    tx.execute("DELETE FROM quiz_attempt WHERE begun < ?1", params![moment])
}

const TAKEN: &str = "attempt, phase, turn, score, questions, passed, day";

fn read_taken(row: &Row<'_>) -> Result<Taken> {
    let unreadable = || Error::Failed(anyhow!("quiz_result.phase cannot be read"));
    Ok(Taken {
        attempt: code(&row.text(0)?, "quiz_result.attempt")?,
        phase: Phase::parse(&row.text(1)?).ok_or_else(unreadable)?,
        turn: row.int(2)?,
        score: row.int(3)?,
        questions: row.int(4)?,
        passed: row.flag(5)?,
        day: day(&row.text(6)?, "quiz_result.day")?,
    })
}

/// The graded tests of a person in one occasion, in order; few, since a passed one is the last.
pub(crate) fn taken(tx: &mut Tx<'_>, employee: EmployeeId, occasion: Option<&Occasion>) -> Result<Vec<Taken>> {
    tx.query(
        &format!(
            "SELECT {TAKEN} FROM quiz_result WHERE employee = ?1 AND COALESCE(occasion, '') = ?2 ORDER BY phase, turn"
        ),
        params![employee, occasion.map_or("", Occasion::as_str)],
        read_taken,
    )
}

/// The graded test of this attempt, when it is this person's.
pub(crate) fn result(tx: &mut Tx<'_>, employee: EmployeeId, attempt: &Code) -> Result<Option<Taken>> {
    tx.query_opt(
        &format!("SELECT {TAKEN} FROM quiz_result WHERE attempt = ?1 AND employee = ?2"),
        params![attempt.as_str(), employee],
        read_taken,
    )
}

/// Keeps a result: the person, the unit at that time, the score; neither questions nor answers.
pub(crate) fn keep_result(
    tx: &mut Tx<'_>,
    (employee, unit): (EmployeeId, UnitId),
    occasion: Option<&Occasion>,
    taken: &Taken,
    at: Moment,
) -> Result<()> {
    tx.execute(
        "INSERT INTO quiz_result (attempt, employee, unit, phase, occasion, turn, score, questions, passed, day,
           at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            taken.attempt.as_str(),
            employee,
            unit,
            taken.phase.code(),
            occasion.map(Occasion::as_str),
            taken.turn,
            taken.score,
            taken.questions,
            taken.passed,
            taken.day,
            at,
        ],
    )?;
    Ok(())
}
