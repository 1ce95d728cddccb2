//! The permission table: every route of the house, who may use it, and its door. The router is built from
//! this table and from nothing else, so a route that is not here does not exist. Rights on a single unit are
//! decided in actions, by the grants of who asks. `netra routes` prints the table.

use crate::health;
use netra_web::{Need, Route, assets};

/// Every route.
pub fn routes() -> Vec<Route> {
    let mut all = vec![
        assets::route(),
        Route::get("/healthz", Need::Public, "is everything complete and in the log?", health::healthz),
        Route::get("/readyz", Need::Public, "can requests be answered?", health::readyz),
    ];
    all.sort_by_key(|route| (route.path, route.verb));
    all
}
