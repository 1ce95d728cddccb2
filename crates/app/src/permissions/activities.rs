//! Routes of activities: lists, plan, the day, what came of it, report, calendar.

use super::{KEEPERS, OVERSEERS};
use netra_activities::{api, pages};
use netra_media::Accepts;
use netra_web::Need::{Public, SignedIn};
use netra_web::Route;

pub(super) fn routes() -> Vec<Route> {
    let mut all = lists();
    all.extend(one());
    all.extend(told());
    all.extend(report());
    all.extend(programs());
    all
}

fn lists() -> Vec<Route> {
    vec![
        Route::get("/kegiatan", SignedIn, "activities that I may see", pages::list),
        Route::get("/kegiatan/baru", KEEPERS, "the form to plan an activity", pages::new_activity),
        Route::post("/kegiatan", KEEPERS, "plans an activity", pages::plan),
        Route::get("/kegiatan/kalender", SignedIn, "a month of activities", pages::calendar),
        // The key in its address is what lets a calendar program in; without it the feed does not exist.
        Route::get("/kegiatan/kalender/{file}", Public, "the calendar feed of a unit, by its key", pages::feed),
        Route::get("/kegiatan/kalender/{code}/alamat", KEEPERS, "the address of a unit's feed", pages::feed_page),
        Route::post("/kegiatan/kalender/{code}/alamat", KEEPERS, "makes a new address, shown once", pages::make_feed),
        Route::post("/kegiatan/kalender/{code}/alamat/cabut", KEEPERS, "takes the address back", pages::revoke_feed),
        Route::get("/kegiatan/selesai", OVERSEERS, "what was held in a year, and what was reported", pages::held),
        Route::get("/kegiatan/keputusan", SignedIn, "decisions that wait to be done", pages::decisions),
        Route::post("/kegiatan/keputusan/{decision}", SignedIn, "says that one is done", pages::decided_done),
    ]
}

fn one() -> Vec<Route> {
    vec![
        Route::get("/kegiatan/{id}", SignedIn, "one activity", pages::activity),
        Route::get("/kegiatan/{id}/ubah", KEEPERS, "the form to change a plan", pages::change_form),
        Route::post("/kegiatan/{id}/ubah", KEEPERS, "changes a plan", pages::change),
        Route::post("/kegiatan/{id}/mulai", KEEPERS, "says that it has begun", pages::start),
        Route::post("/kegiatan/{id}/selesai", KEEPERS, "says that it is over", pages::finish),
        Route::get("/kegiatan/{id}/batal", KEEPERS, "asks before it is cancelled", pages::cancel_form),
        Route::post("/kegiatan/{id}/batal", KEEPERS, "cancels it", pages::cancel),
    ]
}

fn told() -> Vec<Route> {
    let photo = Accepts::Photo.body_limit();
    let paper = Accepts::Paper.body_limit();
    vec![
        Route::get("/kegiatan/{id}/risalah", KEEPERS, "minutes, decisions, quotes", pages::minutes),
        Route::post("/kegiatan/{id}/risalah", KEEPERS, "writes the minutes", pages::write_minutes),
        Route::post("/kegiatan/{id}/risalah/keputusan", KEEPERS, "adds a decision", pages::decide),
        Route::post("/kegiatan/{id}/risalah/keputusan/hapus", KEEPERS, "takes a decision back", pages::undecide),
        Route::post("/kegiatan/{id}/risalah/kutipan", KEEPERS, "adds a quote", pages::quote),
        Route::post("/kegiatan/{id}/risalah/kutipan/hapus", KEEPERS, "takes a quote away", pages::unquote),
        Route::get("/kegiatan/{id}/foto", KEEPERS, "photos, to add and remove", pages::photos),
        Route::post("/kegiatan/{id}/foto", KEEPERS, "takes a photo", pages::add_photo).takes(photo),
        Route::post("/kegiatan/{id}/foto/hapus", KEEPERS, "takes a photo away", pages::remove_photo),
        Route::get("/kegiatan/{id}/foto/{number}", SignedIn, "a photo", pages::photo),
        Route::get("/kegiatan/{id}/foto/{number}/kecil", SignedIn, "the small one of a photo", pages::thumb),
        Route::get("/kegiatan/{id}/berkas", KEEPERS, "files, to add and remove", pages::files),
        Route::post("/kegiatan/{id}/berkas", KEEPERS, "takes a file", pages::add_file).takes(paper),
        Route::post("/kegiatan/{id}/berkas/hapus", KEEPERS, "takes a file away", pages::remove_file),
        Route::get("/kegiatan/{id}/berkas/{number}", SignedIn, "a file", pages::file),
        Route::get("/kegiatan/{id}/anggaran", KEEPERS, "its budget", pages::budget_form),
        Route::post("/kegiatan/{id}/anggaran", KEEPERS, "keeps what was spent", pages::keep_spent),
        Route::get("/kegiatan/{id}/anggaran/bukti", SignedIn, "the paper that shows it", pages::evidence),
        Route::post("/kegiatan/{id}/anggaran/bukti", KEEPERS, "takes that paper", pages::keep_evidence).takes(paper),
    ]
}

fn report() -> Vec<Route> {
    vec![
        Route::get("/kegiatan/{id}/laporan", SignedIn, "its report", pages::report),
        Route::post("/kegiatan/{id}/laporan", KEEPERS, "files its report", pages::file_report),
        Route::post("/kegiatan/{id}/laporan/koreksi", KEEPERS, "opens it for correction", pages::correct_report),
        Route::get("/kegiatan/{id}/laporan/teks", SignedIn, "its text for the press desk, to read", pages::report_text),
        Route::get("/kegiatan/{id}/laporan/foto/{number}", SignedIn, "a photo of its report", pages::report_photo),
        Route::get("/kegiatan/{id}/laporan/foto/{number}/kecil", SignedIn, "the small one", pages::report_thumb),
        Route::get("/kegiatan/{id}/laporan.pdf", SignedIn, "its report as a paper", pages::report_pdf),
        Route::get("/kegiatan/{id}/laporan.md", SignedIn, "its report for the press desk", pages::report_markdown),
    ]
}

fn programs() -> Vec<Route> {
    vec![
        Route::get("/api/v1/activities", SignedIn, "activities that I may see", api::list),
        Route::post("/api/v1/activities", KEEPERS, "plans an activity", api::plan),
        Route::get("/api/v1/activities/{activity}", SignedIn, "one activity", api::activity),
        Route::put("/api/v1/activities/{activity}", KEEPERS, "changes a plan", api::change),
        Route::post("/api/v1/activities/{activity}/start", KEEPERS, "says that it has begun", api::start),
        Route::post("/api/v1/activities/{activity}/finish", KEEPERS, "says that it is over", api::finish),
        Route::post("/api/v1/activities/{activity}/cancel", KEEPERS, "cancels it", api::cancel),
        Route::post("/api/v1/activities/{activity}/report", KEEPERS, "files its report", api::report),
    ]
}
