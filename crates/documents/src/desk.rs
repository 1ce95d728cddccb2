//! The desk where doors have papers printed: a few at a time, on threads that may block, so that a crowd that wants papers
//! holds up nobody who wants something else. It is handed to the doors as an `Extension`.

use crate::Paper;
use netra_base::{Error, Result};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Papers set at once: one core goes on answering everybody else.
const AT_ONCE: usize = 1;
/// Papers that may wait: at some 30 ms a page the last waits two seconds.
const WAITING: usize = 64;

type Print = dyn Fn(&Paper) -> Result<Vec<u8>> + Send + Sync;

/// Prints papers for doors. Cheap to clone.
#[derive(Clone)]
pub struct PrintDesk {
    print: Arc<Print>,
    turn: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl std::fmt::Debug for PrintDesk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrintDesk").finish_non_exhaustive()
    }
}

impl PrintDesk {
    /// A desk with this press behind it.
    pub fn new(print: impl Fn(&Paper) -> Result<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self {
            print: Arc::new(print),
            turn: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Arc::new(Semaphore::new(WAITING)),
        }
    }

    /// Prints one paper when its turn comes.
    ///
    /// # Errors
    /// `Busy` when too many wait; what the paper is refused for; failed when its template has a fault.
    pub async fn print(&self, paper: Paper) -> Result<Vec<u8>> {
        let _place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Error::Busy)?;
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(anyhow::Error::from)?;
        let print = Arc::clone(&self.print);
        let work = move || {
            let _turn = turn;
            print(&paper)
        };
        tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?
    }

    /// Prints one paper on this thread: for commands and background work.
    ///
    /// # Errors
    /// As [`PrintDesk::print`], never `Busy`.
    pub fn print_now(&self, paper: &Paper) -> Result<Vec<u8>> {
        (self.print)(paper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::Moment;
    use serde_json::json;

    #[tokio::test]
    async fn a_desk_prints_in_turn_and_says_when_too_many_wait() {
        let desk = PrintDesk::new(|paper| Ok(paper.title.clone().into_bytes()));
        let paper = || Paper::new("surat.typ", "Surat", Moment(0), json!({}));
        assert_eq!(desk.print(paper()).await.unwrap(), b"Surat");
        let held = Arc::clone(&desk.queue).acquire_many_owned(64).await.unwrap();
        assert!(matches!(desk.print(paper()).await, Err(Error::Busy)));
        drop(held);
        assert_eq!(desk.print_now(&paper()).unwrap(), b"Surat");
    }
}
