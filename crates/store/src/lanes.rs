//! Lanes: small numbers handed to database connections, so that counters kept per lane never wait for each
//! other. Two processes on one PostgreSQL may share a lane; then they wait, which is slower and still right.

use std::sync::atomic::{AtomicI64, Ordering};

/// Lanes in use: as many as one process has writers, so a sum over lanes stays short.
const LANES: i64 = 16;

static NEXT: AtomicI64 = AtomicI64::new(0);

/// The next lane, starting at a place that depends on the process.
pub(crate) fn next() -> i64 {
    (i64::from(std::process::id()) + NEXT.fetch_add(1, Ordering::Relaxed)) % LANES
}
