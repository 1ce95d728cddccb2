//! The ledger on screens: what the log is, its files for other tools, and the check of a receipt. All of it
//! is public; none of it names a person, except what somebody brings to be checked, which is not kept.

mod about;
mod check;
mod files;
mod words;

pub use about::about;
pub use check::{check, check_form};
pub use files::{checkpoint, key, policy, tile};

#[cfg(test)]
mod tests;

/// The largest request to `/verifikasi`: a receipt of 1 MiB, three times as long when pasted into a form that
/// encodes each byte, and the form around it.
pub const CHECK_LIMIT: usize = 3 * crate::verify::MAX_BYTES + 64 * 1024;

/// Runs a computation (up to some milliseconds for a hostile file) off the web's threads.
///
/// # Errors
/// When the thread failed.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> netra_base::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|cause| netra_base::Error::Failed(cause.into()))
}
