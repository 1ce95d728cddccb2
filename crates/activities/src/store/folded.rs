//! SQL of simultaneous drives as lists fold them: which there are, newest first, and what the units have in one.

use super::lists::among;
use crate::model::ActivityDriveId;
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// So many of the drives, newest first, with the first and the last beginning of their places. Three steps along the drives'
/// index for each.
pub(crate) fn drives(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<(ActivityDriveId, Moment, Moment)>> {
    let sql = format!(
        "WITH RECURSIVE known (drive) AS (
           SELECT MAX(drive) FROM activity
           UNION ALL
           SELECT (SELECT MAX(a.drive) FROM activity a WHERE a.drive < known.drive) FROM known WHERE known.drive IS NOT NULL
         )
         SELECT drive, (SELECT MIN(a.starts) FROM activity a WHERE a.drive = known.drive),
           (SELECT MAX(a.starts) FROM activity a WHERE a.drive = known.drive)
         FROM known WHERE drive IS NOT NULL LIMIT {limit}"
    );
    tx.query(&sql, params![], |row| Ok((ActivityDriveId(row.int(0)?), Moment(row.int(1)?), Moment(row.int(2)?))))
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

/// The places of a drive by unit and title; those cancelled only where they are asked for. With `units`, theirs only.
pub(crate) fn shares(
    tx: &mut Tx<'_>,
    drive: ActivityDriveId,
    (state, kind): (&str, &str),
    units: Option<&[UnitId]>,
) -> Result<Vec<Share>> {
    let of = units.map(|units| format!("AND unit IN ({})", among(units))).unwrap_or_default();
    let sql = format!(
        "SELECT unit, title, COUNT(*), COUNT(CASE WHEN state = 'running' THEN 1 END),
           COUNT(CASE WHEN state = 'held' THEN 1 END), COUNT(reported), MIN(starts), MAX(starts)
         FROM activity WHERE drive = ?1 AND (state = ?2 OR (?2 = '' AND state <> 'cancelled')) AND (?3 = '' OR kind = ?3) {of}
         GROUP BY unit, title ORDER BY unit, title"
    );
    tx.query(&sql, params![drive.0, state, kind], |row| {
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
    })
}
