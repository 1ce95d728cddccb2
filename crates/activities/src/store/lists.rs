//! SQL of lists of activities: by drive, by unit and time, of everybody by time. Each page follows an index.

use super::{ACTIVITY, parse, read};
use crate::model::{Activity, ActivityDriveId, ActivityId, Tally};
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, Value, params};
use std::fmt::Write;

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
    pub unstarted: i64,
    pub unended: i64,
    pub target: i64,
    pub expected: i64,
    pub tally: Tally,
}

/// The counts of a drive by unit at this moment: everything about the activities stands in one index.
pub(crate) fn drive_sums(tx: &mut Tx<'_>, drive: ActivityDriveId, now: Moment) -> Result<Vec<(UnitId, Sums)>> {
    let mut out = tx.query(
        "SELECT unit, COUNT(CASE WHEN state = 'planned' THEN 1 END), COUNT(CASE WHEN state = 'running' THEN 1 END),
           COUNT(CASE WHEN state = 'held' THEN 1 END), COUNT(CASE WHEN state = 'cancelled' THEN 1 END), COUNT(reported),
           COUNT(CASE WHEN state = 'planned' AND ends < ?2 THEN 1 END), COUNT(CASE WHEN state = 'running' AND ends < ?2 THEN 1 END),
           CAST(COALESCE(SUM(CASE WHEN state <> 'cancelled' THEN target END), 0) AS {int}),
           CAST(COALESCE(SUM(CASE WHEN state <> 'cancelled' THEN expected END), 0) AS {int})
         FROM activity WHERE drive = ?1 GROUP BY unit ORDER BY unit",
        params![drive.0, now],
        |row| {
            let sums = Sums {
                planned: row.int(1)?,
                running: row.int(2)?,
                held: row.int(3)?,
                cancelled: row.int(4)?,
                reported: row.int(5)?,
                unstarted: row.int(6)?,
                unended: row.int(7)?,
                target: row.int(8)?,
                expected: row.int(9)?,
                tally: Tally::default(),
            };
            Ok((UnitId(row.int(0)?), sums))
        },
    )?;
    let tallies = tx.query(
        "SELECT a.unit, CAST(SUM(t.present) AS {int}), CAST(SUM(t.early) AS {int}), CAST(SUM(t.late) AS {int}),
           CAST(SUM(t.doubtful) AS {int}), CAST(SUM(t.guests) AS {int}), CAST(SUM(t.on_paper) AS {int})
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
                on_paper: row.int(6)?,
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

/// Which places of simultaneous drives a list has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Drives {
    /// Those of every drive.
    #[default]
    Any,
    /// None.
    Without,
    /// Those of this drive, and nothing else.
    Of(ActivityDriveId),
}

impl Drives {
    /// As the statements below take it: numbers of drives begin at 1.
    fn code(self) -> i64 {
        match self {
            Self::Any => 0,
            Self::Without => -1,
            Self::Of(drive) => drive.0,
        }
    }
}

/// As a state: planned or running.
pub(crate) const WAITING: &str = "waiting";

/// What a list leaves out: empty words leave nothing out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Only<'a> {
    pub state: &'a str,
    pub kind: &'a str,
    pub drives: Drives,
    /// Of the team with this number; 0 leaves nothing out.
    pub team: i64,
    /// Nothing that begins at or after this moment; backwards, nothing that begins before it.
    pub far: Option<Moment>,
    /// With or without a filed report.
    pub reported: Option<bool>,
}

const ONLY: &str =
    "(?4 = '' OR a.state = ?4 OR (?4 = 'waiting' AND a.state IN ('planned', 'running'))) AND (?5 = '' OR a.kind = ?5)
    AND (?8 = -1 OR (CASE WHEN a.reported IS NULL THEN 0 ELSE 1 END) = ?8)
    AND (?9 = 0 OR (?9 = -1 AND a.drive IS NULL) OR a.drive = ?9) AND (?10 = 0 OR a.team = ?10)";

fn page(tx: &mut Tx<'_>, (from, of): (&str, i64), along: Along, only: Only<'_>, limit: usize) -> Result<Vec<Activity>> {
    // The plain bound before the pair lets both engines walk the index.
    let (bound, order, at, id, ends) = match along {
        Along::Forwards(at, id, ends) => {
            ("a.starts >= ?2 AND (a.starts > ?2 OR a.id >= ?3) AND a.starts < ?7", "a.starts, a.id", at, id, ends)
        }
        Along::Backwards(at, id) => (
            "a.starts <= ?2 AND (a.starts < ?2 OR a.id < ?3) AND a.starts >= ?7",
            "a.starts DESC, a.id DESC",
            at,
            id,
            Moment(i64::MIN),
        ),
    };
    let endless = if matches!(along, Along::Forwards(..)) { Moment(i64::MAX) } else { Moment(i64::MIN) };
    let (far, reported) = (only.far.unwrap_or(endless), only.reported.map_or(-1, i64::from));
    let sql = format!("{ACTIVITY} WHERE {from} AND {bound} AND {ONLY} AND a.ends >= ?6 ORDER BY {order} LIMIT {limit}");
    let (drives, team) = (only.drives.code(), only.team);
    let values: &[Value<'_>] = params![of, at, id, only.state, only.kind, ends, far, reported, drives, team];
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

/// Units as a statement names them: in order, each once, so that the same units make the same statement and it is prepared once.
pub(super) fn among(units: &[UnitId]) -> String {
    let mut units = units.to_vec();
    units.sort_unstable();
    units.dedup();
    units.iter().map(UnitId::to_string).collect::<Vec<_>>().join(", ")
}

/// Activities to which a unit sends a delegation, but for those of these hosts.
pub(crate) fn attended_by(
    tx: &mut Tx<'_>,
    (unit, but): (UnitId, &[UnitId]),
    along: Along,
    only: Only<'_>,
    limit: usize,
) -> Result<Vec<Activity>> {
    let mut from = "a.id IN (SELECT d.activity FROM activity_delegation d WHERE d.unit = ?1)".to_owned();
    if !but.is_empty() {
        // A regional office has some seventy units.
        let _ = write!(from, " AND a.unit NOT IN ({})", among(but));
    }
    page(tx, (&from, unit.0), along, only, limit)
}

/// Of the activities that are over and began within a span: unit, how many, and how many of these are reported.
pub(crate) fn held_in(tx: &mut Tx<'_>, (since, until): (Moment, Moment)) -> Result<Vec<(UnitId, i64, i64)>> {
    tx.query(
        "SELECT unit, COUNT(*), COUNT(reported) FROM activity WHERE starts >= ?1 AND starts < ?2 AND state = 'held'
         GROUP BY unit ORDER BY unit",
        params![since, until],
        |row| Ok((UnitId(row.int(0)?), row.int(1)?, row.int(2)?)),
    )
}

/// Activities of everybody; those of one drive or one team along its own index.
pub(crate) fn of_all(tx: &mut Tx<'_>, along: Along, only: Only<'_>, limit: usize) -> Result<Vec<Activity>> {
    match only.drives {
        _ if only.team != 0 => page(tx, ("a.team = ?1", only.team), along, only, limit),
        Drives::Of(drive) => page(tx, ("a.drive = ?1", drive.0), along, only, limit),
        Drives::Any | Drives::Without => page(tx, ("?1 = 0", 0), along, only, limit),
    }
}

/// Activities that do not await what their plan says, at most a hundred.
pub(crate) fn miscounted(tx: &mut Tx<'_>) -> Result<Vec<ActivityId>> {
    tx.query(
        "SELECT a.id FROM activity a WHERE a.expected <> a.target
           + (SELECT COALESCE(SUM(g.expected), 0) FROM activity_group g WHERE g.activity = a.id)
           + (SELECT COALESCE(SUM(d.expected), 0) FROM activity_delegation d WHERE d.activity = a.id)
         ORDER BY a.id LIMIT 100",
        params![],
        |row| Ok(ActivityId(row.int(0)?)),
    )
}

/// Activities after a number that were closed, as they stand, some hundreds at a time.
pub(crate) fn closed_after(tx: &mut Tx<'_>, after: ActivityId) -> Result<Vec<super::Kept>> {
    let sql = format!(
        "{ACTIVITY} WHERE a.id > ?1 AND (a.state IN ('held', 'cancelled') OR a.entry IS NOT NULL) ORDER BY a.id LIMIT 500"
    );
    tx.query(&sql, params![after.0], read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_units_make_the_same_statement() {
        let one = among(&[10, 9, 2, 9].map(UnitId));
        assert_eq!((one.as_str(), among(&[9, 2, 10].map(UnitId)).as_str()), ("2, 9, 10", "2, 9, 10"));
    }
}
