//! The verbs of media: keep a file, give it back, forget it. Who may do so is decided by the feature that owns it.
//!
//! The same content kept twice is two rows: each belongs to one place, and forgetting it there takes nothing from
//! elsewhere. A feature that wants a second press to change nothing compares [`Ready::sha256`] with what it has.

use crate::model::{About, FileId, Kept, Ready};
use crate::store;
use netra_base::{AccountId, Error, Moment, Result};
use netra_store::Tx;

/// Keeps a file.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx<'_>, now: Moment, by: AccountId, ready: &Ready) -> Result<FileId> {
    store::insert(tx, now, by, ready)
}

/// A file with its bytes.
///
/// # Errors
/// `NotFound` when there is none.
pub fn file(tx: &mut Tx<'_>, id: FileId) -> Result<Kept> {
    store::file(tx, id)
}

/// The small one of a photo, at most 320 pixels long.
///
/// # Errors
/// `NotFound` when there is no such photo.
pub fn thumb(tx: &mut Tx<'_>, id: FileId) -> Result<Kept> {
    store::thumb(tx, id)
}

/// What a file is, without its bytes.
///
/// # Errors
/// `NotFound` when there is none.
pub fn about(tx: &mut Tx<'_>, id: FileId) -> Result<About> {
    store::about(tx, id)
}

/// Forgets a file for good.
///
/// # Errors
/// `NotFound` when there is none.
pub fn forget(tx: &mut Tx<'_>, id: FileId) -> Result<()> {
    if store::forget(tx, id)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}
