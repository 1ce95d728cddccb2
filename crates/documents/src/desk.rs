//! The desk where doors have papers printed: a few at a time, on threads that may block, so that a crowd that wants papers
//! holds up nobody who wants something else. It is handed to the doors as an `Extension`.

use crate::Paper;
use netra_base::{Error, Result};
use std::borrow::Borrow;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Papers set at once: one core goes on answering everybody else.
const AT_ONCE: usize = 1;
/// Papers that may wait: at some 30 ms a page the last waits two seconds.
const WAITING: usize = 64;

/// Papers of a batch for each thread before their files are handed on: a batch of files is some megabytes.
const BATCH_PER_THREAD: usize = 16;

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

    /// Prints many papers, for commands and background work: on all cores but one, which goes on serving people. Each file is
    /// handed on in order, `each(number from 0, file)`, so that whoever asked can tell how far it is. Stops at the first
    /// failure of either. Answers how many were handed on.
    ///
    /// # Errors
    /// The first paper's or `each`'s error.
    pub fn print_many_now<P: Borrow<Paper> + Sync>(
        &self,
        papers: impl IntoIterator<Item = P>,
        mut each: impl FnMut(usize, Vec<u8>) -> Result<()>,
    ) -> Result<usize> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).max(1);
        let mut papers = papers.into_iter();
        let mut done = 0;
        loop {
            let batch: Vec<P> = papers.by_ref().take(threads * BATCH_PER_THREAD).collect();
            if batch.is_empty() {
                return Ok(done);
            }
            for file in self.batch(&batch, threads) {
                each(done, file?)?;
                done += 1;
            }
        }
    }

    fn batch<P: Borrow<Paper> + Sync>(&self, batch: &[P], threads: usize) -> Vec<Result<Vec<u8>>> {
        let share = batch.len().div_ceil(threads);
        let one = |paper: &P| (self.print)(paper.borrow());
        std::thread::scope(|scope| {
            let workers: Vec<_> =
                batch.chunks(share).map(|papers| scope.spawn(|| papers.iter().map(one).collect::<Vec<_>>())).collect();
            let lost = |_| vec![Err(anyhow::anyhow!("a thread that prints was lost").into())];
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(lost)).collect()
        })
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

    #[test]
    fn many_papers_come_in_order_and_stop_at_the_first_failure() {
        let desk = PrintDesk::new(|paper| paper.checked().map(|_| paper.title.clone().into_bytes()));
        let numbered = |at: usize| Paper::new("surat.typ", &format!("Surat {at}"), Moment(0), json!({}));
        let mut seen = Vec::new();
        let done = desk.print_many_now((0..75).map(numbered), |at, file| {
            assert_eq!(at, seen.len());
            seen.push(String::from_utf8(file).unwrap());
            Ok(())
        });
        assert_eq!((done.unwrap(), seen.len(), seen[74].as_str()), (75, 75, "Surat 74"));
        let papers: Vec<Paper> =
            (0..10).map(|at| if at == 3 { Paper::new("a", " ", Moment(0), json!({})) } else { numbered(at) }).collect();
        let mut handed_on = 0;
        let outcome = desk.print_many_now(&papers, |_, _| {
            handed_on += 1;
            Ok(())
        });
        assert!(matches!(outcome, Err(Error::Refused(_))));
        assert_eq!(handed_on, 3);
    }
}
