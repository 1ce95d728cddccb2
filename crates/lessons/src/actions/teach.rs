//! Where material is taught: at an activity by who keeps its unit, at every place of a simultaneous drive by whoever holds
//! the drive. The version of that moment is taught; attaching again takes the latest.

use crate::model::{MOST_AT_A_PLACE, MaterialId, Place, Taught};
use crate::store;
use netra_activities::actions as activities;
use netra_activities::model::{Activity, ActivityDriveId, ActivityId};
use netra_base::{AccountId, Error, Moment, Principal, Refusal, Result};
use netra_store::Tx;

/// Teaches the latest version of a material at an activity. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the activity or there is no such material; refused when there is too much.
pub fn attach(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: ActivityId, material: MaterialId) -> Result<()> {
    activities::of_keeper(tx, by, id)?;
    at(tx, Place::Activity(id), material, (now, by.account))
}

/// Teaches the latest version of a material at every place of a simultaneous drive. Who may do so is decided by whoever
/// holds the drive.
///
/// # Errors
/// `NotFound` when there is no such material; refused when there is too much.
pub fn attach_to_drive(
    tx: &mut Tx<'_>,
    now: Moment,
    by: AccountId,
    drive: ActivityDriveId,
    material: MaterialId,
) -> Result<()> {
    at(tx, Place::Drive(drive), material, (now, by))
}

fn at(tx: &mut Tx<'_>, place: Place, id: MaterialId, by: (Moment, AccountId)) -> Result<()> {
    let material = store::material(tx, id)?.ok_or(Error::NotFound)?;
    let there = store::taught(tx, place)?;
    match there.iter().find(|one| one.material == id) {
        Some(same) if same.number == material.latest => return Ok(()),
        None if there.len() >= MOST_AT_A_PLACE => {
            return Err(Refusal::new(
                "materials-many",
                format!("Paling banyak {MOST_AT_A_PLACE} materi di satu tempat. Lepaskan salah satu dulu."),
                format!("At most {MOST_AT_A_PLACE} materials at one place. Take one away first."),
            )
            .at("material")
            .into());
        }
        _ => {}
    }
    store::attach(tx, place, (id, material.latest), by)
}

/// Takes a material away from an activity. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the activity.
pub fn detach(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, material: MaterialId) -> Result<()> {
    activities::of_keeper(tx, by, id)?;
    store::detach(tx, Place::Activity(id), material)?;
    Ok(())
}

/// Takes a material away from a simultaneous drive; places that attached it themselves keep it. A second press changes
/// nothing. Who may do so is decided by whoever holds the drive.
///
/// # Errors
/// When the database fails.
pub fn detach_from_drive(tx: &mut Tx<'_>, drive: ActivityDriveId, material: MaterialId) -> Result<()> {
    store::detach(tx, Place::Drive(drive), material)?;
    Ok(())
}

/// What is taught at an activity: that of its drive first, then its own.
///
/// # Errors
/// When the database fails.
pub fn of_activity(tx: &mut Tx<'_>, activity: &Activity) -> Result<Vec<Taught>> {
    let mut all = match activity.drive {
        Some(drive) => store::taught(tx, Place::Drive(drive))?,
        None => Vec::new(),
    };
    for own in store::taught(tx, Place::Activity(activity.id))? {
        if !all.iter().any(|one| one.material == own.material) {
            all.push(own);
        }
    }
    Ok(all)
}

/// What is taught at every place of a simultaneous drive.
///
/// # Errors
/// When the database fails.
pub fn of_drive(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<Taught>> {
    store::taught(tx, Place::Drive(drive))
}
