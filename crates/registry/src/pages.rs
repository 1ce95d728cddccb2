//! The registry on screens: units for whoever is signed in, people and imports for those who keep the rosters
//! of a unit. A person outside the asker's units is not there, by any address.
//!
//! What somebody searches for may be a NIP: it travels in the body of a request, never in an address.

mod deeds;
pub(crate) mod imports;
pub(crate) mod outcome;
pub(crate) mod people;
mod units;

pub use deeds::{ask_leave, ask_move, ask_return, leave, move_to, return_to};
pub use imports::{
    import_for_real, import_form, import_progress, import_refusals, import_start, import_view, template,
};
pub use people::{people_found, people_page, person};
pub use units::{unit, unit_tree};

use netra_base::{Error, Refusal};
use netra_web::WebError;

#[cfg(test)]
mod tests;

/// The largest upload: some 1.6 million rows of CSV.
pub const UPLOAD_LIMIT: u64 = 150_000_000;
/// What the upload's route takes: more than the limit, so that a file of 200 MB is received to its end and
/// then refused with a sentence instead of a broken line.
pub const UPLOAD_BODY_LIMIT: usize = 320_000_000;

/// The refusals of an error, to show the form again; any other error goes on.
fn refusals(error: WebError) -> Result<Vec<Refusal>, WebError> {
    match error {
        WebError::Base(Error::Refused(list)) => Ok(list),
        other => Err(other),
    }
}
