//! A drive's activities for its boards: a page of them by beginning, and whom other units send.

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

/// What other units are to send to a drive's activities that are not cancelled: activity, unit, people.
///
/// # Errors
/// When the database fails.
pub fn delegations_in_drive(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<(ActivityId, UnitId, i64)>> {
    store::delegations(tx, drive)
}
