//! Counters and sums: attendance moves the counters, a drive's boards read the sums.

use crate::model::{Activity, ActivityDriveId, ActivityId, Party, Tally, folded};
use crate::store::{self, lists, party as kept};
use netra_base::{Moment, Result, UnitId};
use netra_store::Tx;
use std::collections::BTreeMap;

/// Moves the counters of those present by this much. Who may, and whether the activity is open for it, is the caller's
/// question.
///
/// # Errors
/// When the database fails.
pub fn add_tally(tx: &mut Tx<'_>, id: ActivityId, delta: &Tally) -> Result<()> {
    if *delta == Tally::default() { Ok(()) } else { store::count(tx, id, delta) }
}

/// Activities after a number that have counters, in the order of numbers: what attendance's audit recounts.
///
/// # Errors
/// When the database fails.
pub fn counted(tx: &mut Tx<'_>, after: ActivityId, limit: u32) -> Result<Vec<ActivityId>> {
    store::counted(tx, after, limit)
}

/// Moves the count of one party by this much, in the transaction that moves the counters. The host's own are what the
/// others leave of those present, so they are not counted a second time. The rows behind it are attendance's, and its audit
/// recounts them.
///
/// # Errors
/// When the database fails.
pub fn add_party(tx: &mut Tx<'_>, id: ActivityId, party: &Party, delta: i64) -> Result<()> {
    if delta == 0 { Ok(()) } else { kept::add(tx, id, party, delta) }
}

/// The parties of which anybody came, with how many.
///
/// # Errors
/// When the database fails.
pub fn parties(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<(Party, i64)>> {
    kept::of(tx, id)
}

/// Are the counts by party those that attendance found in its rows?
///
/// # Errors
/// When the database fails.
pub fn adds_up(tx: &mut Tx<'_>, id: ActivityId, found: &[(Party, i64)]) -> Result<bool> {
    let mut rows: BTreeMap<(&str, String), i64> = BTreeMap::new();
    for (party, present) in found {
        *rows.entry(party.key()).or_default() += present;
    }
    let kept = kept::rows(tx, id)?;
    let same = |(kind, key, name, present): &(String, String, String, i64)| {
        let spelled = if kind == "guest" { folded(name) == *key } else { name.is_empty() };
        spelled && rows.get(&(kind.as_str(), key.clone())) == Some(present)
    };
    Ok(kept.len() == rows.len() && kept.iter().all(same))
}

/// The activities of a drive by number, of one unit or of all, after one; at most 500.
///
/// # Errors
/// When the database fails.
pub fn in_drive(
    tx: &mut Tx<'_>,
    drive: ActivityDriveId,
    unit: Option<UnitId>,
    after: Option<ActivityId>,
    limit: u32,
) -> Result<Vec<Activity>> {
    lists::in_drive(tx, drive, unit, after.map_or(i64::MIN, |id| id.0), limit)
}

/// What one unit has in a drive, in counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitSums {
    /// The unit.
    pub unit: UnitId,
    /// Activities planned and not started.
    pub planned: i64,
    /// Going on.
    pub running: i64,
    /// Over.
    pub held: i64,
    /// Cancelled; they count in nothing else.
    pub cancelled: i64,
    /// Of those over, with a filed report.
    pub reported: i64,
    /// Of those planned, past their time.
    pub unstarted: i64,
    /// Of those going on, past their time.
    pub unended: i64,
    /// The sum of the targets.
    pub target: i64,
    /// How many are awaited at those that are not cancelled.
    pub expected: i64,
    /// The sum of the counters.
    pub tally: Tally,
}

/// What each unit has in a drive at this moment, by unit; units without an activity are not in it.
///
/// # Errors
/// When the database fails.
pub fn drive_sums(tx: &mut Tx<'_>, drive: ActivityDriveId, now: Moment) -> Result<Vec<UnitSums>> {
    let sums = lists::drive_sums(tx, drive, now)?;
    let of = |(unit, sums): (UnitId, lists::Sums)| UnitSums {
        unit,
        planned: sums.planned,
        running: sums.running,
        held: sums.held,
        cancelled: sums.cancelled,
        reported: sums.reported,
        unstarted: sums.unstarted,
        unended: sums.unended,
        target: sums.target,
        expected: sums.expected,
        tally: sums.tally,
    };
    Ok(sums.into_iter().map(of).collect())
}
