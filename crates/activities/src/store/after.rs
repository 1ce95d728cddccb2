//! SQL of what comes of an activity: minutes, money spent, decisions, quotes, photos, files.

use super::lists::among;
use crate::model::{ActivityId, After, Attached, DecisionId, Photo, Quote};
use netra_base::{Day, EmployeeId, EntryId, Moment, Result, UnitId};
use netra_media::FileId;
use netra_store::{Row, Tx, params};

/// A decision as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptDecision {
    pub id: DecisionId,
    pub activity: ActivityId,
    pub unit: UnitId,
    pub what: String,
    pub employee: Option<EmployeeId>,
    pub function: Option<String>,
    pub due: String,
    pub done: Option<String>,
    pub note: Option<String>,
    pub done_at: Option<Moment>,
    pub done_by: Option<i64>,
    pub entry: Option<EntryId>,
}

const DECISION: &str = "SELECT id, activity, unit, what, employee, function, due, done, note, done_at, done_by, entry FROM activity_decision";

fn read(row: &Row<'_>) -> Result<KeptDecision> {
    Ok(KeptDecision {
        id: DecisionId(row.int(0)?),
        activity: ActivityId(row.int(1)?),
        unit: UnitId(row.int(2)?),
        what: row.text(3)?,
        employee: row.opt_int(4)?.map(EmployeeId),
        function: row.opt_text(5)?,
        due: row.text(6)?,
        done: row.opt_text(7)?,
        note: row.opt_text(8)?,
        done_at: row.opt_int(9)?.map(Moment),
        done_by: row.opt_int(10)?,
        entry: row.opt_int(11)?.map(EntryId),
    })
}

pub(crate) fn kept_decisions(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<KeptDecision>> {
    tx.query(&format!("{DECISION} WHERE activity = ?1 ORDER BY id"), params![id.0], read)
}

pub(crate) fn kept_decision(tx: &mut Tx<'_>, id: DecisionId) -> Result<Option<KeptDecision>> {
    tx.query_opt(&format!("{DECISION} WHERE id = ?1"), params![id.0], read)
}

/// Decisions after a number that were done, as they stand, some hundreds at a time.
pub(crate) fn done_after(tx: &mut Tx<'_>, after: DecisionId) -> Result<Vec<KeptDecision>> {
    let sql = format!("{DECISION} WHERE id > ?1 AND (done IS NOT NULL OR entry IS NOT NULL) ORDER BY id LIMIT 500");
    tx.query(&sql, params![after.0], read)
}

/// Keeps a decision.
pub(crate) fn decide(
    tx: &mut Tx<'_>,
    (activity, unit): (ActivityId, UnitId),
    what: &str,
    (employee, function): (Option<EmployeeId>, Option<&str>),
    due: Day,
) -> Result<DecisionId> {
    let id = tx.insert(
        "INSERT INTO activity_decision (activity, unit, what, employee, function, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![activity.0, unit, what, employee, function, due],
    )?;
    Ok(DecisionId(id))
}

/// Takes an open decision away again.
pub(crate) fn undecide(tx: &mut Tx<'_>, id: DecisionId) -> Result<u64> {
    tx.execute("DELETE FROM activity_decision WHERE id = ?1 AND done IS NULL", params![id.0])
}

/// Says that it was done. Zero rows: somebody was faster.
pub(crate) fn do_it(tx: &mut Tx<'_>, kept: &KeptDecision) -> Result<u64> {
    tx.execute(
        "UPDATE activity_decision SET done = ?2, note = ?3, done_at = ?4, done_by = ?5, entry = ?6
         WHERE id = ?1 AND done IS NULL",
        params![kept.id.0, kept.done.as_deref(), kept.note.as_deref(), kept.done_at, kept.done_by, kept.entry],
    )
}

/// Open decisions that a person owes, by due day, after a place.
pub(crate) fn owed(
    tx: &mut Tx<'_>,
    employee: EmployeeId,
    (due, id): (&str, i64),
    limit: usize,
) -> Result<Vec<KeptDecision>> {
    let sql = format!(
        "{DECISION} WHERE employee = ?1 AND done IS NULL AND due >= ?2 AND (due > ?2 OR id > ?3) ORDER BY due, id LIMIT {limit}"
    );
    tx.query(&sql, params![employee.0, due, id], read)
}

/// Open decisions taken by these units, by due day, after a place.
pub(crate) fn taken(
    tx: &mut Tx<'_>,
    units: &[UnitId],
    (due, id): (&str, i64),
    limit: usize,
) -> Result<Vec<KeptDecision>> {
    // Apart and without an order, so that an engine steps to each of the units: for the order it would rather walk the open
    // decisions of everybody by day.
    let sql = format!(
        "WITH waiting AS MATERIALIZED (
           SELECT id, due FROM activity_decision WHERE unit IN ({}) AND done IS NULL AND due >= ?1
         )
         {DECISION} WHERE id IN (SELECT w.id FROM waiting w WHERE w.due > ?1 OR w.id > ?2 ORDER BY w.due, w.id LIMIT {limit})
         ORDER BY due, id",
        among(units)
    );
    tx.query(&sql, params![due, id], read)
}

/// How many open decisions each unit has for each day.
pub(crate) fn open_by_day(tx: &mut Tx<'_>) -> Result<Vec<(UnitId, String, i64)>> {
    tx.query(
        "SELECT unit, due, COUNT(*) FROM activity_decision WHERE done IS NULL GROUP BY unit, due ORDER BY unit, due",
        params![],
        |row| Ok((UnitId(row.int(0)?), row.text(1)?, row.int(2)?)),
    )
}

/// What came of an activity, but for its decisions.
pub(crate) fn of(tx: &mut Tx<'_>, id: ActivityId) -> Result<After> {
    let (minutes, evidence) =
        tx.query_one("SELECT minutes, evidence FROM activity WHERE id = ?1", params![id.0], |row| {
            Ok((row.opt_text(0)?, row.opt_int(1)?.map(FileId)))
        })?;
    let quotes = tx.query(
        "SELECT number, who, says FROM activity_quote WHERE activity = ?1 ORDER BY number",
        params![id.0],
        |row| Ok(Quote { number: row.int(0)?, who: row.text(1)?, says: row.text(2)? }),
    )?;
    let photos = photos(tx, id)?;
    let files = tx.query(
        "SELECT number, file, title FROM activity_file WHERE activity = ?1 ORDER BY number",
        params![id.0],
        |row| Ok(Attached { number: row.int(0)?, file: FileId(row.int(1)?), title: row.text(2)? }),
    )?;
    Ok(After { minutes, decisions: Vec::new(), quotes, photos, files, evidence })
}

pub(crate) fn photos(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<Photo>> {
    tx.query(
        "SELECT number, file, alt, caption FROM activity_photo WHERE activity = ?1 ORDER BY number",
        params![id.0],
        |row| Ok(Photo { number: row.int(0)?, file: FileId(row.int(1)?), alt: row.text(2)?, caption: row.text(3)? }),
    )
}

/// The next number in one of the numbered tables of an activity: one more than the highest there is.
fn next(tx: &mut Tx<'_>, table: &str, id: ActivityId) -> Result<i64> {
    let sql = format!("SELECT CAST(COALESCE(MAX(number), 0) AS {{int}}) FROM {table} WHERE activity = ?1");
    Ok(tx.query_one(&sql, params![id.0], |row| row.int(0))? + 1)
}

pub(crate) fn write_minutes(tx: &mut Tx<'_>, id: ActivityId, text: Option<&str>) -> Result<()> {
    tx.execute("UPDATE activity SET minutes = ?2 WHERE id = ?1", params![id.0, text])?;
    Ok(())
}

pub(crate) fn spend(tx: &mut Tx<'_>, id: ActivityId, realised: Option<i64>) -> Result<()> {
    tx.execute("UPDATE activity SET realised = ?2 WHERE id = ?1", params![id.0, realised])?;
    Ok(())
}

pub(crate) fn prove(tx: &mut Tx<'_>, id: ActivityId, file: FileId) -> Result<()> {
    tx.execute("UPDATE activity SET evidence = ?2 WHERE id = ?1", params![id.0, file.0])?;
    Ok(())
}

pub(crate) fn quote(tx: &mut Tx<'_>, id: ActivityId, who: &str, says: &str) -> Result<i64> {
    let number = next(tx, "activity_quote", id)?;
    tx.execute(
        "INSERT INTO activity_quote (activity, number, who, says) VALUES (?1, ?2, ?3, ?4)",
        params![id.0, number, who, says],
    )?;
    Ok(number)
}

pub(crate) fn unquote(tx: &mut Tx<'_>, id: ActivityId, number: i64) -> Result<u64> {
    tx.execute("DELETE FROM activity_quote WHERE activity = ?1 AND number = ?2", params![id.0, number])
}

pub(crate) fn photo(tx: &mut Tx<'_>, id: ActivityId, file: FileId, (alt, caption): (&str, &str)) -> Result<i64> {
    let number = next(tx, "activity_photo", id)?;
    tx.execute(
        "INSERT INTO activity_photo (activity, number, file, alt, caption) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.0, number, file.0, alt, caption],
    )?;
    Ok(number)
}

pub(crate) fn unphoto(tx: &mut Tx<'_>, id: ActivityId, number: i64) -> Result<u64> {
    tx.execute("DELETE FROM activity_photo WHERE activity = ?1 AND number = ?2", params![id.0, number])
}

pub(crate) fn file(tx: &mut Tx<'_>, id: ActivityId, file: FileId, title: &str) -> Result<i64> {
    let number = next(tx, "activity_file", id)?;
    tx.execute(
        "INSERT INTO activity_file (activity, number, file, title) VALUES (?1, ?2, ?3, ?4)",
        params![id.0, number, file.0, title],
    )?;
    Ok(number)
}

pub(crate) fn unfile(tx: &mut Tx<'_>, id: ActivityId, number: i64) -> Result<u64> {
    tx.execute("DELETE FROM activity_file WHERE activity = ?1 AND number = ?2", params![id.0, number])
}
