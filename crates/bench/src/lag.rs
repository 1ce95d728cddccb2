//! How far the public log is behind: every 200 ms it is noted how many were acknowledged, and how long it
//! takes until a published checkpoint has as many leaves. The log places entries in the order of writing, so
//! this is the lag of whoever was acknowledged at that moment, to the 20 ms between two looks.

use crate::http::published_size;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// How often a moment is noted, and how often the log is looked at.
const NOTE: Duration = Duration::from_millis(200);
const LOOK: Duration = Duration::from_millis(20);
/// A log that does not catch up in this time after the end is reported as it is.
const PATIENCE: Duration = Duration::from_secs(30);

/// A thread that watches.
#[derive(Debug)]
pub struct Watch {
    over: Arc<AtomicBool>,
    thread: JoinHandle<Vec<Duration>>,
}

impl Watch {
    /// Watches the log at `address`, in which there were `before` leaves, while `acknowledged` grows.
    pub fn start(address: SocketAddr, before: u64, acknowledged: Arc<AtomicU64>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&over);
        Self { over, thread: spawn(move || watch(address, before, &acknowledged, &end)) }
    }

    /// Waits until the log has caught up; the lags, shortest first.
    pub fn end(self) -> Vec<Duration> {
        self.over.store(true, Ordering::Relaxed);
        let mut lags = self.thread.join().unwrap_or_default();
        lags.sort_unstable();
        lags
    }
}

fn watch(address: SocketAddr, before: u64, acknowledged: &AtomicU64, over: &AtomicBool) -> Vec<Duration> {
    let mut lags = Vec::new();
    let mut waiting: Vec<(Instant, u64)> = Vec::new();
    let (mut noted, mut ended) = (Instant::now(), None);
    loop {
        if ended.is_none() && over.load(Ordering::Relaxed) {
            ended = Some(Instant::now());
            waiting.push((Instant::now(), before + acknowledged.load(Ordering::Relaxed)));
        }
        if ended.is_none() && noted.elapsed() >= NOTE {
            noted = Instant::now();
            waiting.push((noted, before + acknowledged.load(Ordering::Relaxed)));
        }
        let size = published_size(address).unwrap_or(0);
        waiting.retain(|(since, wanted)| {
            let covered = size >= *wanted;
            if covered {
                lags.push(since.elapsed());
            }
            !covered
        });
        let given_up = ended.is_some_and(|at| at.elapsed() > PATIENCE);
        if ended.is_some() && (waiting.is_empty() || given_up) {
            lags.extend(waiting.iter().map(|(since, _)| since.elapsed()));
            return lags;
        }
        sleep(LOOK);
    }
}
