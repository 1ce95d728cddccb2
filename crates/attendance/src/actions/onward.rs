//! What a check-in leads on to: at a declaration, the pledge that is signed there. Whoever is counted present may know of
//! that place, so the way there carries its key.

use crate::store;
use netra_activities::model::{Activity, ActivityId};
use netra_base::{EmployeeId, Moment, Principal, Result};
use netra_pledges::actions::{self as pledges, Standing};
use netra_pledges::model::{Asked, Drive};
use netra_store::Tx;

/// The pledge that is signed at an activity, for somebody who is there.
#[derive(Debug, Clone)]
pub struct Onward {
    /// The drive.
    pub drive: Drive,
    /// The place at which it counts.
    pub at: Asked,
    /// Where the person stands with it.
    pub standing: Standing,
}

/// What follows the asker's check-in; nothing for who is not counted present, and where nothing is signed.
///
/// # Errors
/// When the database fails.
pub fn onward(tx: &mut Tx<'_>, now: Moment, who: &Principal, activity: &Activity) -> Result<Option<Onward>> {
    let (Some(drive), Some(occasion)) = (activity.pledge_drive, activity.occasion) else { return Ok(None) };
    let Some(employee) = present(tx, activity.id, who)? else { return Ok(None) };
    let drive = pledges::drive(tx, drive)?;
    let standing = pledges::standing(tx, &drive, employee, now)?;
    let at = pledges::occasion(tx, occasion)?.code();
    Ok(Some(Onward { drive, at, standing }))
}

fn present(tx: &mut Tx<'_>, id: ActivityId, who: &Principal) -> Result<Option<EmployeeId>> {
    let Some(employee) = who.employee else { return Ok(None) };
    let row = store::attendee(tx, id, employee)?;
    Ok(row.filter(|row| row.state == crate::model::State::Present).map(|_| employee))
}
