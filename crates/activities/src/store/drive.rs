//! SQL of a drive's activities: a page by beginning, what waits in them by unit, and whom other units send. And what the
//! drive is called.

use super::{ACTIVITY, parse, read};
use crate::model::{Activity, ActivityDriveId, ActivityId, State};
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// Activities of a drive after a place in the order of their beginnings; empty words and -1 leave nothing out.
pub(crate) fn page(
    tx: &mut Tx<'_>,
    drive: ActivityDriveId,
    (state, reported): (Option<State>, Option<bool>),
    (starts, id): (Moment, i64),
    limit: u32,
) -> Result<Vec<Activity>> {
    let sql = format!(
        "{ACTIVITY} WHERE a.drive = ?1 AND a.starts >= ?2 AND (a.starts > ?2 OR a.id > ?3) AND (?4 = '' OR a.state = ?4)
           AND (?5 = -1 OR (CASE WHEN a.reported IS NULL THEN 0 ELSE 1 END) = ?5)
         ORDER BY a.starts, a.id LIMIT {}",
        limit.min(500)
    );
    let reported = reported.map_or(-1, i64::from);
    let kept = tx.query(&sql, params![drive.0, starts, id, state.map_or("", State::code), reported], read)?;
    kept.into_iter().map(parse).collect()
}

/// What one unit has in a drive that somebody must still do something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waits {
    pub unit: UnitId,
    pub places: i64,
    pub unreported: i64,
}

/// What waits in a drive, by unit; cancelled activities count in nothing.
pub(crate) fn waits(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<Waits>> {
    tx.query(
        "SELECT unit, COUNT(CASE WHEN state <> 'cancelled' THEN 1 END),
           COUNT(CASE WHEN state = 'held' AND reported IS NULL THEN 1 END)
         FROM activity WHERE drive = ?1 GROUP BY unit ORDER BY unit",
        params![drive.0],
        |row| Ok(Waits { unit: UnitId(row.int(0)?), places: row.int(1)?, unreported: row.int(2)? }),
    )
}

/// What other units are to send to the activities of a drive that are not cancelled.
pub(crate) fn delegations(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<(ActivityId, UnitId, i64)>> {
    tx.query(
        "SELECT d.activity, d.unit, d.expected FROM activity a JOIN activity_delegation d ON d.activity = a.id
         WHERE a.drive = ?1 AND a.state <> 'cancelled' ORDER BY d.activity, d.unit",
        params![drive.0],
        |row| Ok((ActivityId(row.int(0)?), UnitId(row.int(1)?), row.int(2)?)),
    )
}

/// The activities of a drive that keep a paper on what was spent.
pub(crate) fn proven(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<ActivityId>> {
    tx.query("SELECT id FROM activity WHERE drive = ?1 AND evidence IS NOT NULL ORDER BY id", params![drive.0], |row| {
        Ok(ActivityId(row.int(0)?))
    })
}

/// Keeps what a drive is called from now on.
pub(crate) fn name(tx: &mut Tx<'_>, drive: ActivityDriveId, title: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO activity_drive_name (drive, title) VALUES (?1, ?2) ON CONFLICT (drive) DO UPDATE SET title = excluded.title",
        params![drive.0, title],
    )?;
    Ok(())
}

/// What a drive is called.
pub(crate) fn named(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Option<String>> {
    tx.query_opt("SELECT title FROM activity_drive_name WHERE drive = ?1", params![drive.0], |row| row.text(0))
}
