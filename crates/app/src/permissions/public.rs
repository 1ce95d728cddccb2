//! Routes that everybody may use: the portal, the log, the check of a receipt, health.

use crate::{health, openapi, portal};
use netra_ledger::{api as ledger_api, pages as ledger};
use netra_web::{Need::Public, Route, assets};

pub(super) fn routes() -> Vec<Route> {
    vec![
        assets::route(),
        Route::get("/", Public, "the portal", portal::home),
        Route::get("/healthz", Public, "is everything complete and in the log?", health::healthz),
        Route::get("/readyz", Public, "can requests be answered?", health::readyz),
        Route::get("/log", Public, "what the public log is", ledger::about),
        Route::get("/log/checkpoint", Public, "the latest signed checkpoint", ledger::checkpoint),
        Route::get("/log/key", Public, "the log's public key", ledger::key),
        Route::get("/log/policy", Public, "the policy that trusts this log", ledger::policy),
        Route::get("/log/tile/{*path}", Public, "tiles of hashes and bundles of leaves", ledger::tile),
        Route::get("/verifikasi", Public, "the form to check a receipt", ledger::check_form),
        Route::post("/verifikasi", Public, "checks a receipt, keeps nothing", ledger::check).takes(ledger::CHECK_LIMIT),
        Route::get("/api/openapi.json", Public, "the description of these doors", openapi::openapi),
        Route::get("/api/v1/log", Public, "origin, size, root, key and checkpoint of the log", ledger_api::log_state),
        Route::post("/api/v1/receipts/verify", Public, "checks a receipt, keeps nothing", ledger_api::verify_receipt)
            .takes(ledger::CHECK_LIMIT),
    ]
}
