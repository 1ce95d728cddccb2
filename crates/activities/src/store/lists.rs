//! SQL of lists of activities: by drive, by unit and time, of everybody by time. Each page follows an index.

use super::{ACTIVITY, parse, read};
use crate::model::{Activity, ActivityDriveId, ActivityId, Tally};
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, Value, params};

/// The activities of a drive by number, after one.
pub(crate) fn in_drive(
    tx: &mut Tx<'_>,
    drive: ActivityDriveId,
    unit: Option<UnitId>,
    after: i64,
    limit: u32,
) -> Result<Vec<Activity>> {
    let sql = format!(
        "{ACTIVITY} WHERE a.drive = ?1 AND a.id > ?2 AND (?3 = 0 OR a.unit = ?3) ORDER BY a.id LIMIT {}",
        limit.min(500)
    );
    let kept = tx.query(&sql, params![drive.0, after, unit.map_or(0, |unit| unit.0)], read)?;
    kept.into_iter().map(parse).collect()
}

/// What one unit has in a drive, in counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub planned: i64,
    pub running: i64,
    pub held: i64,
    pub cancelled: i64,
    pub reported: i64,
    pub target: i64,
    pub tally: Tally,
}

/// The counts of a drive by unit.
pub(crate) fn drive_sums(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<(UnitId, Sums)>> {
    let mut out = tx.query(
        "SELECT unit, COUNT(CASE WHEN state = 'planned' THEN 1 END), COUNT(CASE WHEN state = 'running' THEN 1 END),
           COUNT(CASE WHEN state = 'held' THEN 1 END), COUNT(CASE WHEN state = 'cancelled' THEN 1 END), COUNT(reported),
           CAST(COALESCE(SUM(CASE WHEN state <> 'cancelled' THEN target END), 0) AS {int})
         FROM activity WHERE drive = ?1 GROUP BY unit ORDER BY unit",
        params![drive.0],
        |row| {
            let sums = Sums {
                planned: row.int(1)?,
                running: row.int(2)?,
                held: row.int(3)?,
                cancelled: row.int(4)?,
                reported: row.int(5)?,
                target: row.int(6)?,
                tally: Tally::default(),
            };
            Ok((UnitId(row.int(0)?), sums))
        },
    )?;
    let tallies = tx.query(
        "SELECT a.unit, CAST(SUM(t.present) AS {int}), CAST(SUM(t.early) AS {int}), CAST(SUM(t.late) AS {int}),
           CAST(SUM(t.doubtful) AS {int}), CAST(SUM(t.guests) AS {int})
         FROM activity a JOIN activity_tally t ON t.activity = a.id
         WHERE a.drive = ?1 AND a.state <> 'cancelled' GROUP BY a.unit ORDER BY a.unit",
        params![drive.0],
        |row| {
            let tally = Tally {
                present: row.int(1)?,
                early: row.int(2)?,
                late: row.int(3)?,
                doubtful: row.int(4)?,
                guests: row.int(5)?,
            };
            Ok((UnitId(row.int(0)?), tally))
        },
    )?;
    for (unit, tally) in tallies {
        if let Ok(at) = out.binary_search_by_key(&unit, |(unit, _)| *unit) {
            out[at].1.tally = tally;
        }
    }
    Ok(out)
}

/// Which part of time a list looks at. Places in it are a beginning and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// Beginning at or after this place, soonest first; of these what has not ended before the last moment.
    Forwards(Moment, i64, Moment),
    /// Beginning before this place, latest first.
    Backwards(Moment, i64),
}

/// What a list leaves out: empty words leave nothing out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Only<'a> {
    pub state: &'a str,
    pub kind: &'a str,
}

const ONLY: &str = "(?4 = '' OR a.state = ?4) AND (?5 = '' OR a.kind = ?5)";

fn page(tx: &mut Tx<'_>, (from, of): (&str, i64), along: Along, only: Only<'_>, limit: usize) -> Result<Vec<Activity>> {
    // The plain bound before the pair lets both engines walk the index.
    let (bound, order, at, id, ends) = match along {
        Along::Forwards(at, id, ends) => {
            ("a.starts >= ?2 AND (a.starts > ?2 OR a.id >= ?3)", "a.starts, a.id", at, id, ends)
        }
        Along::Backwards(at, id) => {
            ("a.starts <= ?2 AND (a.starts < ?2 OR a.id < ?3)", "a.starts DESC, a.id DESC", at, id, Moment(i64::MIN))
        }
    };
    let sql = format!("{ACTIVITY} WHERE {from} AND {bound} AND {ONLY} AND a.ends >= ?6 ORDER BY {order} LIMIT {limit}");
    let values: &[Value<'_>] = params![of, at, id, only.state, only.kind, ends];
    tx.query(&sql, values, read)?.into_iter().map(parse).collect()
}

/// Activities that a unit holds.
pub(crate) fn held_by(
    tx: &mut Tx<'_>,
    unit: UnitId,
    along: Along,
    only: Only<'_>,
    limit: usize,
) -> Result<Vec<Activity>> {
    page(tx, ("a.unit = ?1", unit.0), along, only, limit)
}

/// Activities to which a unit sends a delegation.
pub(crate) fn attended_by(
    tx: &mut Tx<'_>,
    unit: UnitId,
    along: Along,
    only: Only<'_>,
    limit: usize,
) -> Result<Vec<Activity>> {
    let from = "a.id IN (SELECT d.activity FROM activity_delegation d WHERE d.unit = ?1)";
    page(tx, (from, unit.0), along, only, limit)
}

/// Activities of everybody.
pub(crate) fn of_all(tx: &mut Tx<'_>, along: Along, only: Only<'_>, limit: usize) -> Result<Vec<Activity>> {
    page(tx, ("?1 = 0", 0), along, only, limit)
}

/// Activities after a number that were closed, as they stand, some hundreds at a time.
pub(crate) fn closed_after(tx: &mut Tx<'_>, after: ActivityId) -> Result<Vec<super::Kept>> {
    let sql = format!(
        "{ACTIVITY} WHERE a.id > ?1 AND (a.state IN ('held', 'cancelled') OR a.entry IS NOT NULL) ORDER BY a.id LIMIT 500"
    );
    tx.query(&sql, params![after.0], read)
}
