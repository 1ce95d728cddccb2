//! SQL of units that passed a directive on, and of reminders.

use crate::model::{DirectiveId, Passed};
use netra_base::{Day, EntryId, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// A unit's passing on as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptPassed {
    pub directive: DirectiveId,
    pub round: i64,
    pub by: i64,
    pub passed: Passed,
}

const COLUMNS: &str = "directive, round, unit, received, at, made_by, function, note, own_order, entry";

fn read(row: &Row<'_>) -> Result<KeptPassed> {
    Ok(KeptPassed {
        directive: DirectiveId(row.int(0)?),
        round: row.int(1)?,
        by: row.int(5)?,
        passed: Passed {
            unit: UnitId(row.int(2)?),
            received: row.opt_int(3)?.map(Moment),
            at: Moment(row.int(4)?),
            function: row.text(6)?,
            note: row.opt_text(7)?,
            order: row.opt_int(8)?.map(DirectiveId),
            entry: EntryId(row.int(9)?),
        },
    })
}

/// Keeps it; its entry comes after. Zero rows changed means that the unit has passed it on before.
pub(crate) fn insert(tx: &mut Tx<'_>, kept: &KeptPassed) -> Result<u64> {
    let one = &kept.passed;
    tx.execute(
        "INSERT INTO directive_passed (directive, round, unit, received, at, made_by, function, note, own_order, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0) ON CONFLICT (directive, round, unit) DO NOTHING",
        params![
            kept.directive.0,
            kept.round,
            one.unit,
            one.received.map(|at| at.0),
            one.at,
            kept.by,
            &one.function,
            one.note.as_deref(),
            one.order.map(|id| id.0),
        ],
    )
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, (id, round, unit): (DirectiveId, i64, UnitId), entry: EntryId) -> Result<()> {
    tx.execute(
        "UPDATE directive_passed SET entry = ?4 WHERE directive = ?1 AND round = ?2 AND unit = ?3",
        params![id.0, round, unit, entry],
    )?;
    Ok(())
}

pub(crate) fn of_unit(tx: &mut Tx<'_>, id: DirectiveId, round: i64, unit: UnitId) -> Result<Option<KeptPassed>> {
    let sql = format!("SELECT {COLUMNS} FROM directive_passed WHERE directive = ?1 AND round = ?2 AND unit = ?3");
    tx.query_opt(&sql, params![id.0, round, unit], read)
}

/// Every unit that passed it on in this round: as many as there are units, a few thousand.
pub(crate) fn of_round(tx: &mut Tx<'_>, id: DirectiveId, round: i64) -> Result<Vec<Passed>> {
    let sql = format!("SELECT {COLUMNS} FROM directive_passed WHERE directive = ?1 AND round = ?2");
    tx.query(&sql, params![id.0, round], |row| read(row).map(|kept| kept.passed))
}

/// Every passing on as it stands after one, a thousand at a time.
pub(crate) fn after(tx: &mut Tx<'_>, (id, round, unit): (i64, i64, i64)) -> Result<Vec<KeptPassed>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM directive_passed WHERE (directive, round, unit) > (?1, ?2, ?3)
         ORDER BY directive, round, unit LIMIT 1000"
    );
    tx.query(&sql, params![id, round, unit], read)
}

/// A reminder of a unit and those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reminder {
    pub directive: DirectiveId,
    pub round: i64,
    pub unit: UnitId,
    pub day: Day,
    pub at: Moment,
    pub by: i64,
    pub outstanding: i64,
}

/// Keeps it; zero rows changed means that there was one on that day.
pub(crate) fn remind(tx: &mut Tx<'_>, one: &Reminder) -> Result<u64> {
    tx.execute(
        "INSERT INTO directive_reminder (directive, round, unit, day, at, made_by, outstanding)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (directive, round, unit, day) DO NOTHING",
        params![one.directive.0, one.round, one.unit, one.day, one.at, one.by, one.outstanding],
    )
}

/// The latest reminder of a unit itself, with how many had not acknowledged then.
pub(crate) fn reminded(tx: &mut Tx<'_>, id: DirectiveId, round: i64, unit: UnitId) -> Result<Option<(Moment, i64)>> {
    tx.query_opt(
        "SELECT at, outstanding FROM directive_reminder WHERE directive = ?1 AND round = ?2 AND unit = ?3 ORDER BY day DESC LIMIT 1",
        params![id.0, round, unit],
        |row| Ok((Moment(row.int(0)?), row.int(1)?)),
    )
}
