//! Routes of correspondence: letterheads and registers of numbers, for those who keep a unit.

use super::KEEPERS;
use netra_correspondence::{api, pages};
use netra_web::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/naskah", KEEPERS, "letterhead and register of a unit", pages::register),
        Route::get("/naskah/kop", KEEPERS, "the form to change a letterhead", pages::letterhead_form),
        Route::post("/naskah/kop", KEEPERS, "keeps a letterhead", pages::keep),
        Route::get("/naskah/kop/contoh.pdf", KEEPERS, "a sample page with a letterhead", pages::sample),
        Route::get("/naskah/nomor", KEEPERS, "the form to take a number", pages::number_form),
        Route::post("/naskah/nomor", KEEPERS, "takes a number from a register", pages::take),
        Route::get("/naskah/nomor/{id}", KEEPERS, "a number that was taken", pages::number),
        Route::get("/api/v1/units/{code}/letterhead", KEEPERS, "what a unit's papers carry", api::letterhead),
        Route::get("/api/v1/units/{code}/letter-numbers", KEEPERS, "the register of a unit", api::numbers),
        Route::post("/api/v1/units/{code}/letter-numbers", KEEPERS, "takes a number from a register", api::take),
    ]
}
