//! Routes of attendance: checking in for everybody who is signed in, the list for those who keep a unit.

use super::KEEPERS;
use netra_attendance::{api, meeting, pages};
use netra_media::Accepts;
use netra_web::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let paper = Accepts::Paper.body_limit();
    vec![
        Route::get("/hadir", Need::SignedIn, "activities of today to check in to", pages::today),
        Route::post("/hadir", Need::SignedIn, "check in to one of today's", pages::check_in_today),
        Route::get("/hadir/{activity}", Need::SignedIn, "what, where, when, and one button", pages::check_in_form),
        Route::post("/hadir/{activity}", Need::SignedIn, "check in", pages::check_in),
        Route::get("/kegiatan/{id}/layar", KEEPERS, "the screen with the changing code", pages::board),
        Route::get("/kegiatan/{id}/hadir", KEEPERS, "who is there", pages::list),
        Route::post("/kegiatan/{id}/hadir", KEEPERS, "find somebody to mark", pages::search),
        Route::get("/kegiatan/{id}/hadir/orang/{employee}", KEEPERS, "one person and the list", pages::person),
        Route::post("/kegiatan/{id}/hadir/orang/{employee}", KEEPERS, "mark a person", pages::settle),
        Route::get("/kegiatan/{id}/hadir/tamu", KEEPERS, "guests", pages::guests),
        Route::post("/kegiatan/{id}/hadir/tamu", KEEPERS, "enter guests", pages::add_guests),
        Route::get("/kegiatan/{id}/hadir/tamu/{guest}", KEEPERS, "one guest", pages::guest),
        Route::post("/kegiatan/{id}/hadir/tamu/{guest}", KEEPERS, "take a guest off or back", pages::settle_guest),
        Route::get("/kegiatan/{id}/hadir/tamu/{guest}/tanda-tangan", KEEPERS, "a guest's signature", pages::signature),
        Route::post(
            "/kegiatan/{id}/hadir/tamu/{guest}/tanda-tangan",
            KEEPERS,
            "keep a photo of a guest's signature",
            pages::sign_guest,
        )
        .takes(Accepts::Photo.body_limit()),
        Route::get("/kegiatan/{id}/hadir/kertas", KEEPERS, "sheets on paper", pages::sheets),
        Route::post("/kegiatan/{id}/hadir/kertas", KEEPERS, "keep a sheet", pages::keep_sheet).takes(paper),
        Route::get("/kegiatan/{id}/hadir/kertas/{sheet}/berkas", KEEPERS, "the scan of a sheet", pages::scan),
        Route::get("/kegiatan/{id}/hadir/kertas/{sheet}/cabut", KEEPERS, "take a sheet back?", pages::withdraw_form),
        Route::post("/kegiatan/{id}/hadir/kertas/{sheet}/cabut", KEEPERS, "take a sheet back", pages::withdraw),
        Route::get("/kegiatan/{id}/hadir/impor", KEEPERS, "import a meeting list", pages::import_form),
        Route::post("/kegiatan/{id}/hadir/impor", KEEPERS, "read a meeting list", pages::upload)
            .takes(meeting::BODY_LIMIT),
        Route::get("/kegiatan/{id}/hadir/impor/{draft}", KEEPERS, "what a list says", pages::draft),
        Route::post("/kegiatan/{id}/hadir/impor/{draft}", KEEPERS, "choose who is who", pages::choose),
        Route::post("/kegiatan/{id}/hadir/impor/{draft}/konfirmasi", KEEPERS, "count a list", pages::confirm),
        Route::get("/kegiatan/{id}/hadir/berkas.xlsx", KEEPERS, "the list as XLSX", pages::list_xlsx),
        Route::get("/kegiatan/{id}/hadir/berkas.csv", KEEPERS, "the list as CSV", pages::list_csv),
        Route::post("/api/v1/activities/{activity}/attendance", Need::SignedIn, "check in", api::check_in),
        Route::get("/api/v1/activities/{activity}/attendance", KEEPERS, "who is there", api::list),
    ]
}
