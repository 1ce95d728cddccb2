//! The pledge that is signed at an activity: which drives a form offers for it.

use netra_base::{DriveId, Result};
use netra_pledges::actions as pledges;
use netra_pledges::model::Drive;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Drives offered: the newest that concern the units, as many as a list shows well; at 220 bytes each some 7 KB.
const OFFERED: usize = 30;

/// Pledge drives for a form to offer, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pledges(pub(crate) Vec<Drive>);

/// The pledge drives that may be signed at an activity of one of these units. With them the one that it names already, also
/// when that is closed or older: it is for the keeper to take it out.
///
/// # Errors
/// When the database fails.
pub fn pledges_to_sign(tx: &mut Tx<'_>, units: &[Unit], named: Option<DriveId>) -> Result<Pledges> {
    let mut drives = pledges::drives_at(tx, units)?;
    drives.truncate(OFFERED);
    if let Some(id) = named.filter(|id| drives.iter().all(|drive| drive.id != *id)) {
        drives.push(pledges::drive(tx, id)?);
    }
    Ok(Pledges(drives))
}
