//! SQL of simultaneous drives as lists fold them: which there are, newest first, and what the units have in one.

use super::lists::among;
use crate::model::ActivityDriveId;
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// A drive that has places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drive {
    pub id: ActivityDriveId,
    pub title: String,
    /// The first beginning of a place.
    pub first: Moment,
    /// The last.
    pub last: Moment,
}

/// So many of the drives before a number, newest first. Three steps along the drives' index for each.
pub(crate) fn drives(tx: &mut Tx<'_>, before: i64, limit: usize) -> Result<Vec<Drive>> {
    let sql = format!(
        "SELECT n.drive, n.title, (SELECT MIN(a.starts) FROM activity a WHERE a.drive = n.drive),
           (SELECT MAX(a.starts) FROM activity a WHERE a.drive = n.drive)
         FROM activity_drive_name n WHERE n.drive < ?1 AND EXISTS (SELECT 1 FROM activity a WHERE a.drive = n.drive)
         ORDER BY n.drive DESC LIMIT {limit}"
    );
    tx.query(&sql, params![before], |row| {
        Ok(Drive {
            id: ActivityDriveId(row.int(0)?),
            title: row.text(1)?,
            first: Moment(row.int(2)?),
            last: Moment(row.int(3)?),
        })
    })
}

/// What one unit has in a drive, in counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub unit: UnitId,
    pub places: i64,
    pub running: i64,
    pub held: i64,
    pub reported: i64,
    pub first: Moment,
    pub last: Moment,
}

/// The places of a drive by unit; those cancelled only where they are asked for. With `units`, theirs only.
pub(crate) fn shares(
    tx: &mut Tx<'_>,
    drive: ActivityDriveId,
    (state, kind): (&str, &str),
    units: Option<&[UnitId]>,
) -> Result<Vec<Share>> {
    let of = units.map(|units| format!("AND unit IN ({})", among(units))).unwrap_or_default();
    let sql = format!(
        "SELECT unit, COUNT(*), COUNT(CASE WHEN state = 'running' THEN 1 END),
           COUNT(CASE WHEN state = 'held' THEN 1 END), COUNT(reported), MIN(starts), MAX(starts)
         FROM activity WHERE drive = ?1 AND (state = ?2 OR (?2 = '' AND state <> 'cancelled')) AND (?3 = '' OR kind = ?3) {of}
         GROUP BY unit ORDER BY unit"
    );
    tx.query(&sql, params![drive.0, state, kind], |row| {
        Ok(Share {
            unit: UnitId(row.int(0)?),
            places: row.int(1)?,
            running: row.int(2)?,
            held: row.int(3)?,
            reported: row.int(4)?,
            first: Moment(row.int(5)?),
            last: Moment(row.int(6)?),
        })
    })
}
