//! The ledger on screens: what the log is, its files for other tools, and the check of a receipt. All of it
//! is public; none of it names a person, except what somebody brings to be checked, which is not kept.

mod about;
mod check;
mod files;
mod number;
pub(crate) mod words;

pub use about::about;
pub use check::{check, check_form};
pub use files::{checkpoint, key, policy, tile};

use tokio::sync::Semaphore;

#[cfg(test)]
mod tests;

/// The largest request to `/verifikasi`: a receipt of 1 MiB, three times as long when pasted into a form that
/// encodes each byte, and the form around it.
pub const CHECK_LIMIT: usize = 3 * crate::verify::MAX_BYTES + 64 * 1024;

/// Files checked at once: a hostile PDF of 1 MiB unpacks to 64 MiB, so that four of them take some 300 MiB.
const CHECKS_AT_ONCE: usize = 4;

static TURNS: Semaphore = Semaphore::const_new(CHECKS_AT_ONCE);

/// Checks a file (up to some milliseconds for a hostile receipt, some hundred for a hostile PDF) off the web's threads, a
/// few at a time.
///
/// # Errors
/// When the thread failed.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> netra_base::Result<T> {
    let _turn = TURNS.acquire().await.map_err(|cause| netra_base::Error::Failed(cause.into()))?;
    tokio::task::spawn_blocking(work).await.map_err(|cause| netra_base::Error::Failed(cause.into()))
}
