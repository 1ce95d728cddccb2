//! The desk where doors hand in what was uploaded: one file at a time, on a thread that may block, so that a crowd that
//! sends photos holds up nobody who wants something else. It is handed to the doors as an `Extension`.

use crate::model::{Accepts, Ready};
use crate::rules;
use netra_base::{Error, Result};
use netra_web::upload::Upload;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Files looked at at once: a large photo takes some 300 MB and a core while it is unpacked; the other core goes on
/// answering everybody else.
const AT_ONCE: usize = 1;
/// Files that may wait, on disk: at a second for a photo of a telephone the last waits a quarter of a minute, and sixteen of
/// 25 MiB take 400 MiB of the disk.
const WAITING: usize = 16;

/// Checks and cleans uploads for doors. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MediaDesk {
    turn: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Default for MediaDesk {
    fn default() -> Self {
        Self::new()
    }
}

impl MediaDesk {
    /// A desk with nobody waiting.
    #[must_use]
    pub fn new() -> Self {
        Self { turn: Arc::new(Semaphore::new(AT_ONCE)), queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)) }
    }

    /// Checks and cleans an upload when its turn comes.
    ///
    /// # Errors
    /// `Busy` when too many wait; a refusal at [`crate::FIELD`] that says what is wrong with the file and what to do.
    pub async fn take(&self, upload: Upload, accepts: Accepts) -> Result<Ready> {
        let _place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Error::Busy)?;
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(anyhow::Error::from)?;
        let work = move || {
            let _turn = turn;
            let bytes = std::fs::read(upload.file.path()).map_err(anyhow::Error::from)?;
            Self::take_now(&bytes, &upload.name, accepts)
        };
        tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?
    }

    /// The same on this thread: for commands, the demonstration and tests.
    ///
    /// # Errors
    /// As [`MediaDesk::take`], never `Busy`.
    pub fn take_now(bytes: &[u8], name: &str, accepts: Accepts) -> Result<Ready> {
        rules::ready(bytes, name, accepts).map_err(|refusal| refusal.at(crate::FIELD).into())
    }

    #[cfg(test)]
    pub(crate) fn queue(&self) -> Arc<Semaphore> {
        Arc::clone(&self.queue)
    }
}
