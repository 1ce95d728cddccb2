//! The doors for programs: drives, signing, coverage, receipts under `/api/v1`. JSON in, JSON out; errors
//! are problem+json. What may be seen is decided in actions.

mod coverage;
mod drives;
mod pledge;

pub use coverage::{burn_up, coverage};
pub use drives::{close, drive, drives, open};
pub use pledge::{decline, receipt, sign, standing};

pub(crate) use drives::Asked;
pub(crate) use pledge::{decline_once, request, sign_once, wait_for_receipt};

use netra_base::{DriveId, EmployeeId, Error, Principal, Result};

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(
    drives::drives,
    drives::open,
    drives::drive,
    drives::close,
    pledge::sign,
    pledge::decline,
    pledge::standing,
    pledge::receipt,
    coverage::coverage,
    coverage::burn_up
))]
pub struct ApiDoc;

/// The employee whose account this is; an account of nobody has no pledges.
pub(crate) fn employee(who: &Principal) -> Result<EmployeeId> {
    who.employee.ok_or(Error::NotFound)
}

/// The number in the address; what is no number is no drive.
pub(crate) fn drive_id(text: &str) -> Result<DriveId> {
    text.parse().map(DriveId).map_err(|_| Error::NotFound)
}
