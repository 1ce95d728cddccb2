//! Routes of the programme: pledges and drives, coverage for those inside and for the public, the desk.

use super::VIEWERS;
use crate::portal;
use netra_web::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/kerja", VIEWERS, "what waits for me", portal::desk)]
}
