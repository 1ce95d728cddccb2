//! Routes of lessons.

use netra_web::Route;

pub(super) fn routes() -> Vec<Route> {
    Vec::new()
}
