//! The door to the database threads: a bounded queue of actions, each with the place where its answer
//! goes. An answer is given only after the commit that holds the action; if the commit fails, everybody in
//! it gets the error.

use crate::tx::Tx;
use anyhow::anyhow;
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use netra_base::{Error, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::oneshot;

/// Actions that may wait. At 15,000 a second this is about two seconds of work; a request that finds the
/// queue full is told to come back, which is kinder than to let it wait longer.
const QUEUE: usize = 32_768;

/// A handle to the waiting line. The threads end when the last handle is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    jobs: Sender<Box<dyn Job>>,
}

/// Something to run in a transaction and to settle after its commit.
pub(crate) trait Job: Send {
    /// Runs the action. False means that its changes must be rolled back.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Gives the answer; `lost` says why an action that succeeded was not committed after all.
    fn settle(self: Box<Self>, lost: Option<Arc<Error>>);
}

struct Waiting<T, F> {
    action: Option<F>,
    outcome: Option<Result<T>>,
    answer: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Waiting<T, F>
where
    T: Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(action) = self.action.take() else { return false };
        let outcome = catch_unwind(AssertUnwindSafe(|| action(tx)))
            .unwrap_or_else(|_| Err(Error::Failed(anyhow!("an action panicked; its changes were undone"))));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn settle(self: Box<Self>, lost: Option<Arc<Error>>) {
        let outcome = match (self.outcome, lost) {
            (Some(Ok(_)) | None, Some(cause)) => Err(Error::Failed(anyhow!("the commit failed: {cause}"))),
            (Some(outcome), _) => outcome,
            (None, None) => Err(Error::Failed(anyhow!("the action was never run"))),
        };
        // Nobody waits any more (a closed connection): the act stands, the answer goes nowhere.
        let _ = self.answer.send(outcome);
    }
}

impl Queue {
    pub(crate) fn new() -> (Self, Receiver<Box<dyn Job>>) {
        let (jobs, waiting) = bounded(QUEUE);
        (Self { jobs }, waiting)
    }

    fn job<T, F>(action: F) -> (Box<dyn Job>, oneshot::Receiver<Result<T>>)
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, receiver) = oneshot::channel();
        (Box::new(Waiting { action: Some(action), outcome: None, answer }), receiver)
    }

    pub(crate) fn submit<T, F>(&self, action: F) -> Result<oneshot::Receiver<Result<T>>>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, receiver) = Self::job(action);
        match self.jobs.try_send(job) {
            Ok(()) => Ok(receiver),
            Err(TrySendError::Full(_)) => Err(Error::Busy),
            Err(TrySendError::Disconnected(_)) => Err(crate::stopped()),
        }
    }

    pub(crate) fn submit_waiting<T, F>(&self, action: F) -> Result<oneshot::Receiver<Result<T>>>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, receiver) = Self::job(action);
        self.jobs.send(job).map_err(|_| crate::stopped())?;
        Ok(receiver)
    }
}

/// How many commits were made for how many actions.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    commits: AtomicU64,
    actions: AtomicU64,
}

impl Stats {
    pub(crate) fn committed(&self, actions: usize) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.actions.fetch_add(actions as u64, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> (u64, u64) {
        (self.commits.load(Ordering::Relaxed), self.actions.load(Ordering::Relaxed))
    }
}
