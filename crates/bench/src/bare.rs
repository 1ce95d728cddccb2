//! What the machine can do without us: bare durable inserts through the same group-committing writer, at the
//! same concurrency, without HTTP and without any check. It is what a ceremony is compared with.

use crate::report::{Times, rate};
use crate::store::insert_bare;
use anyhow::Context;
use netra_store::Store;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

/// The outcome.
#[derive(Debug)]
pub struct Bare {
    /// Inserts a second.
    pub rate: f64,
    /// How long each waited for its commit.
    pub times: Times,
}

/// Inserts `count` rows of some 500 bytes, each its own action, `lines` at a time, for `limit` at most.
pub fn run(store: &Store, first: i64, count: usize, lines: u32, limit: Duration) -> anyhow::Result<Bare> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let started = Instant::now();
    let left = Rc::new(Cell::new(count));
    let times = Rc::new(RefCell::new(Times::with_room(count)));
    let failed = Rc::new(RefCell::new(None));
    let tasks = LocalSet::new();
    for _ in 0..lines {
        let (store, left, times, failed) = (store.clone(), Rc::clone(&left), Rc::clone(&times), Rc::clone(&failed));
        tasks.spawn_local(async move {
            while left.get() > 0 && started.elapsed() < limit && failed.borrow().is_none() {
                left.set(left.get() - 1);
                let id = first + i64::try_from(count - left.get()).unwrap_or(0);
                let since = Instant::now();
                match store.write(move |tx| insert_bare(tx, id, &[7; 500])).await {
                    Ok(()) => times.borrow_mut().note(since.elapsed()),
                    Err(error) => *failed.borrow_mut() = Some(error),
                }
            }
        });
    }
    runtime.block_on(tasks);
    let took = started.elapsed();
    if let Some(error) = failed.take() {
        return Err(error.into());
    }
    let times = Rc::try_unwrap(times).ok().context("all tasks are done")?.into_inner().sorted();
    Ok(Bare { rate: rate(times.count(), took), times })
}
