//! What is taught at every place of a drive: whoever keeps the drive's unit attaches published material and takes it away.
//! Material itself, and the tests, are lessons'.

use super::seen::{Seen, seen};
use crate::model::ActivityDriveId;
use crate::{rules, store};
use netra_base::{Error, Moment, Principal, Result};
use netra_lessons::actions::{self as lessons, Cursor};
use netra_lessons::model::{Listed, MaterialId, Taught};
use netra_store::Tx;

/// The material of a drive, for those who choose it.
#[derive(Debug, Clone)]
pub struct Teaching {
    /// The drive.
    pub seen: Seen,
    /// What is taught.
    pub taught: Vec<Taught>,
    /// The latest published material that could be taught too.
    pub offered: Vec<Listed>,
}

/// What is taught and what could be.
///
/// # Errors
/// `NotFound` for those who do not keep the drive's unit.
pub fn teaching(tx: &mut Tx<'_>, by: &Principal, id: ActivityDriveId) -> Result<Teaching> {
    let seen = kept(tx, by, id)?;
    let taught = lessons::of_drive(tx, id)?;
    let (mut offered, _) = lessons::materials(tx, Cursor::START)?;
    offered.retain(|one| !taught.iter().any(|there| there.material == one.material.id));
    Ok(Teaching { seen, taught, offered })
}

/// Teaches the latest version of a material at every place. A second press changes nothing.
///
/// # Errors
/// `NotFound` for those who do not keep the drive's unit, and when there is no such material; refused when there is too much
/// and once the drive is withdrawn.
pub fn teach(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: ActivityDriveId, material: MaterialId) -> Result<()> {
    store::hold(tx, id)?;
    rules::stands(&kept(tx, by, id)?.drive)?;
    lessons::attach_to_drive(tx, now, by.account, id, material)
}

/// Takes a material away from the drive. A second press changes nothing.
///
/// # Errors
/// As [`teach`].
pub fn stop_teaching(tx: &mut Tx<'_>, by: &Principal, id: ActivityDriveId, material: MaterialId) -> Result<()> {
    store::hold(tx, id)?;
    rules::stands(&kept(tx, by, id)?.drive)?;
    lessons::detach_from_drive(tx, id, material)
}

fn kept(tx: &mut Tx<'_>, by: &Principal, id: ActivityDriveId) -> Result<Seen> {
    let seen = seen(tx, by, id)?;
    if seen.keeps { Ok(seen) } else { Err(Error::NotFound) }
}
