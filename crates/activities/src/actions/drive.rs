//! A drive's activities for its boards: a page of them by beginning, what waits in them, and whom other units send. And what
//! the drive is called, for the lists that tell it in one line.

use super::Place;
use crate::model::{Activity, ActivityDriveId, ActivityId, State};
use crate::store::drive as store;
use netra_base::{Moment, Result, UnitId};
use netra_store::Tx;

/// A page of a drive's activities by beginning, strictly after a place, in this state and reported or not when said; at most
/// 500.
///
/// # Errors
/// When the database fails.
pub fn drive_page(
    tx: &mut Tx<'_>,
    drive: ActivityDriveId,
    state: Option<State>,
    reported: Option<bool>,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<Activity>> {
    let after = after.map_or((Moment(i64::MIN), 0), |place| (place.starts, place.id));
    store::page(tx, drive, (state, reported), after, limit)
}

/// What one unit has in a drive that somebody must still do something about; cancelled activities count in nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitWaits {
    /// The unit.
    pub unit: UnitId,
    /// Its activities.
    pub places: i64,
    /// Of these, over and not reported.
    pub unreported: i64,
}

/// What waits in a drive, by unit; units without an activity are not in it. One statement.
///
/// # Errors
/// When the database fails.
pub fn drive_waits(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<UnitWaits>> {
    let of = |one: store::Waits| UnitWaits { unit: one.unit, places: one.places, unreported: one.unreported };
    Ok(store::waits(tx, drive)?.into_iter().map(of).collect())
}

/// What other units are to send to a drive's activities that are not cancelled: activity, unit, people.
///
/// # Errors
/// When the database fails.
pub fn delegations_in_drive(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<(ActivityId, UnitId, i64)>> {
    store::delegations(tx, drive)
}

/// A drive's activities that keep a paper on what was spent. Whoever shows it asks [`crate::rules::money`] first.
///
/// # Errors
/// When the database fails.
pub fn proven_in_drive(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<ActivityId>> {
    store::proven(tx, drive)
}

/// Keeps what a simultaneous drive is called, wherever activities are listed. Told by whoever keeps the drives, in the
/// transaction in which a drive gets its title; checked in the audit there.
///
/// # Errors
/// When the database fails.
pub fn name_drive(tx: &mut Tx<'_>, drive: ActivityDriveId, title: &str) -> Result<()> {
    store::name(tx, drive, title)
}

/// What a simultaneous drive is called here.
///
/// # Errors
/// When the database fails.
pub fn drive_name(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Option<String>> {
    store::named(tx, drive)
}
