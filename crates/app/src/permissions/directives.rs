//! Routes of directives: mine, issuing and changing, passing on, how far they have come, who has not.

use super::{KEEPERS, VIEWERS};
use netra_base::Role;
use netra_directives::{api, pages};
use netra_media::Accepts;
use netra_web::Need::SignedIn;
use netra_web::{Need, Route};

const OPERATORS: Need = Need::Roles(&[Role::UnitOperator]);

pub(super) fn routes() -> Vec<Route> {
    let mut all = own();
    all.extend(keeping());
    all.extend(programs());
    all
}

fn own() -> Vec<Route> {
    vec![
        Route::get("/arahan", SignedIn, "directives for me, and those I may know of", pages::list),
        Route::get("/arahan/{id}", SignedIn, "one directive, to read", pages::directive),
        Route::post("/arahan/{id}/terima", SignedIn, "acknowledges it", pages::acknowledge),
        Route::get("/arahan/{id}/bukti.json", SignedIn, "my receipt as a file", pages::receipt_json),
        Route::get("/arahan/{id}/surat.pdf", SignedIn, "the directive as PDF", pages::pdf),
        Route::get("/arahan/{id}/asli", SignedIn, "the scan of its signed original", pages::original),
    ]
}

fn keeping() -> Vec<Route> {
    let upload = Accepts::Paper.body_limit();
    vec![
        Route::get("/arahan/baru", KEEPERS, "the form to issue a directive", pages::new_directive),
        Route::post("/arahan", KEEPERS, "issues a directive", pages::issue),
        Route::get("/arahan/{id}/koreksi", KEEPERS, "the form to correct its text", pages::correct_form),
        Route::post("/arahan/{id}/koreksi", KEEPERS, "issues a new version of its text", pages::correct),
        Route::get("/arahan/{id}/akhiri", KEEPERS, "asks before it is withdrawn or replaced", pages::end_form),
        Route::post("/arahan/{id}/akhiri", KEEPERS, "withdraws or replaces it", pages::end),
        Route::get("/arahan/{id}/asli/kirim", KEEPERS, "the form to send a scan", pages::attach_form),
        Route::post("/arahan/{id}/asli", KEEPERS, "takes a scan of its signed original", pages::attach).takes(upload),
        Route::get("/arahan/{id}/teruskan", KEEPERS, "the form to pass it on", pages::pass_form),
        Route::post("/arahan/{id}/teruskan", KEEPERS, "passes it on in one unit", pages::pass_on),
        Route::get("/arahan/{id}/sebaran", VIEWERS, "how far it has come", pages::spread),
        Route::get("/arahan/{id}/belum/{code}", OPERATORS, "who of the own unit has not", pages::names),
        Route::post("/arahan/{id}/ingatkan/{code}", OPERATORS, "reminds them", pages::remind),
    ]
}

fn programs() -> Vec<Route> {
    vec![
        Route::get("/api/v1/directives", SignedIn, "directives that I may know of", api::directives),
        Route::post("/api/v1/directives", KEEPERS, "issues a directive", api::issue),
        Route::get("/api/v1/directives/{id}", SignedIn, "one directive with its text", api::directive),
        Route::post("/api/v1/directives/{id}/acknowledge", SignedIn, "acknowledges it", api::acknowledge),
        Route::post("/api/v1/directives/{id}/pass-on", KEEPERS, "passes it on in one unit", api::pass_on),
        Route::get("/api/v1/directives/{id}/spread", VIEWERS, "how far it has come", api::spread),
    ]
}
