//! Counters and sums: attendance moves the counters, a drive's boards read the sums.

use crate::model::{Activity, ActivityDriveId, ActivityId, Tally};
use crate::store::{self, lists};
use netra_base::{Result, UnitId};
use netra_store::Tx;

/// Moves the counters of those present by this much. Who may, and whether the activity is open for it, is the caller's
/// question.
///
/// # Errors
/// When the database fails.
pub fn add_tally(tx: &mut Tx<'_>, id: ActivityId, delta: &Tally) -> Result<()> {
    if *delta == Tally::default() { Ok(()) } else { store::count(tx, id, delta) }
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
    /// The sum of the targets.
    pub target: i64,
    /// The sum of the counters.
    pub tally: Tally,
}

/// What each unit has in a drive, by unit; units without an activity are not in it.
///
/// # Errors
/// When the database fails.
pub fn drive_sums(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<UnitSums>> {
    let sums = lists::drive_sums(tx, drive)?;
    let of = |(unit, sums): (UnitId, lists::Sums)| UnitSums {
        unit,
        planned: sums.planned,
        running: sums.running,
        held: sums.held,
        cancelled: sums.cancelled,
        reported: sums.reported,
        target: sums.target,
        tally: sums.tally,
    };
    Ok(sums.into_iter().map(of).collect())
}
