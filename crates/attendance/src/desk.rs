//! The desk where lists from meeting tools are read and compared with the roster: one at a time, on a thread that may block,
//! so that nobody who sends lists holds up those who check in. It is handed to the doors as an `Extension`.

use netra_base::{Error, Result};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Lists read at once: one takes some seconds of a core and, with a ministry's roster, 60 MB.
const AT_ONCE: usize = 1;
/// Lists that may wait, on disk: at five seconds each the last waits forty; eight of 5 MiB take 40 MiB.
const WAITING: usize = 8;

/// Reads lists for doors. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ListDesk {
    turn: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Default for ListDesk {
    fn default() -> Self {
        Self::new()
    }
}

impl ListDesk {
    /// A desk with nobody waiting.
    #[must_use]
    pub fn new() -> Self {
        Self { turn: Arc::new(Semaphore::new(AT_ONCE)), queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)) }
    }

    /// Does this work when its turn comes. Who goes away meanwhile leaves the turn taken until the work is done.
    ///
    /// # Errors
    /// `Busy` when too many wait; what the work answers.
    pub(crate) async fn read<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let _place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Error::Busy)?;
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(anyhow::Error::from)?;
        let work = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn lists_are_read_one_after_the_other_and_too_many_are_told() {
        let desk = ListDesk::new();
        let at_once = Arc::new(AtomicUsize::new(0));
        let reads = (0..AT_ONCE + WAITING).map(|_| {
            let (desk, at_once) = (desk.clone(), Arc::clone(&at_once));
            let work = move || {
                let before = at_once.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(std::time::Duration::from_millis(5));
                at_once.fetch_sub(1, Ordering::SeqCst);
                Ok(before)
            };
            tokio::spawn(async move { desk.read(work).await })
        });
        let reads: Vec<_> = reads.collect();
        tokio::task::yield_now().await;
        assert!(matches!(desk.read(|| Ok(())).await, Err(Error::Busy)));
        for read in reads {
            assert_eq!(read.await.unwrap().unwrap(), 0);
        }
        desk.read(|| Ok(())).await.unwrap();
    }
}
