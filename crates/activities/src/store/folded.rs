//! SQL of simultaneous drives as lists fold them: which there are, newest first, and what the units have in one.

use crate::model::ActivityDriveId;
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// The newest drive with a number below this one, with the first and the last beginning of its places. Three steps along
/// the drives' index.
pub(crate) fn drive_below(tx: &mut Tx<'_>, below: i64) -> Result<Option<(ActivityDriveId, Moment, Moment)>> {
    let newest = "SELECT MAX(drive) FROM activity WHERE drive < ?1";
    let Some(drive) = tx.query_one(newest, params![below], |row| row.opt_int(0))? else { return Ok(None) };
    let ends = "SELECT (SELECT MIN(starts) FROM activity WHERE drive = ?1), (SELECT MAX(starts) FROM activity WHERE drive = ?1)";
    let ends = tx.query_one(ends, params![drive], |row| Ok((row.opt_int(0)?, row.opt_int(1)?)))?;
    let (Some(first), Some(last)) = ends else { return Ok(None) };
    Ok(Some((ActivityDriveId(drive), Moment(first), Moment(last))))
}

/// What one unit has in a drive under one title, in counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Share {
    pub unit: UnitId,
    pub title: String,
    pub places: i64,
    pub running: i64,
    pub held: i64,
    pub reported: i64,
    pub first: Moment,
    pub last: Moment,
}

/// The places of a drive by unit and title; those cancelled only where they are asked for.
pub(crate) fn shares(tx: &mut Tx<'_>, drive: ActivityDriveId, (state, kind): (&str, &str)) -> Result<Vec<Share>> {
    tx.query(
        "SELECT unit, title, COUNT(*), COUNT(CASE WHEN state = 'running' THEN 1 END),
           COUNT(CASE WHEN state = 'held' THEN 1 END), COUNT(reported), MIN(starts), MAX(starts)
         FROM activity WHERE drive = ?1 AND (state = ?2 OR (?2 = '' AND state <> 'cancelled')) AND (?3 = '' OR kind = ?3)
         GROUP BY unit, title ORDER BY unit, title",
        params![drive.0, state, kind],
        |row| {
            Ok(Share {
                unit: UnitId(row.int(0)?),
                title: row.text(1)?,
                places: row.int(2)?,
                running: row.int(3)?,
                held: row.int(4)?,
                reported: row.int(5)?,
                first: Moment(row.int(6)?),
                last: Moment(row.int(7)?),
            })
        },
    )
}
