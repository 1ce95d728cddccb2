//! Is the house well? `/healthz` answers 200 once the data is complete and everything that was there has its
//! place in the log, and as long as the sequencer keeps up; `/readyz` when requests can be answered. Neither
//! says anything about content.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use netra_ledger::actions::waiting_count;
use netra_web::Site;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// How long entries may wait before the house is unwell: twenty-five rounds of the sequencer.
const PATIENCE_MS: i64 = 5_000;

/// When the sequencer last found nothing left to place, in milliseconds; 0 until it first did.
#[derive(Debug, Clone, Default)]
pub struct CaughtUp(Arc<AtomicI64>);

impl CaughtUp {
    /// Notes that nothing waits now.
    pub fn at(&self, now: netra_base::Moment) {
        self.0.store(now.0, Ordering::Relaxed);
    }
}

/// `GET /healthz`.
pub async fn healthz(
    State(site): State<Site>,
    Extension(caught_up): Extension<CaughtUp>,
) -> (StatusCode, &'static str) {
    match caught_up.0.load(Ordering::Relaxed) {
        0 => (StatusCode::SERVICE_UNAVAILABLE, "entries still wait for their place in the log\n"),
        at if site.now().0 - at > PATIENCE_MS => (StatusCode::SERVICE_UNAVAILABLE, "the sequencer does not keep up\n"),
        _ => readyz(State(site)).await,
    }
}

/// `GET /readyz`.
pub async fn readyz(State(site): State<Site>) -> (StatusCode, &'static str) {
    match site.store.read(waiting_count).await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
