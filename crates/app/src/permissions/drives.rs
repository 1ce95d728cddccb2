//! Routes of drives: the list, the plan board, the day live, reports and files; announcing, withdrawing, teaching and
//! planning for those who keep units. Boards and recaps are for the press desk too, with the places that have reported; the
//! page of units to remind and names are not. Whole drive or own branch is decided in actions.

use super::{KEEPERS, OVERSEERS};
use netra_drives::{api, pages};
use netra_web::{Need, Route};

/// Who sees figures of places: who oversees them, and who tells the public.
const TELLERS: Need = Need::Roles(&netra_activities::rules::OVERSEERS);

pub(super) fn routes() -> Vec<Route> {
    let mut all = boards();
    all.extend(planning());
    all.extend(programs());
    all
}

fn boards() -> Vec<Route> {
    vec![
        Route::get("/kegiatan/serentak", TELLERS, "simultaneous drives of my units", pages::drives),
        Route::get("/kegiatan/serentak/{drive}", TELLERS, "the plan board", pages::board),
        Route::get("/kegiatan/serentak/{drive}/langsung", TELLERS, "the day live", pages::live),
        Route::get("/kegiatan/serentak/{drive}/papan", TELLERS, "the day on the projector", pages::projector),
        Route::get(
            "/kegiatan/serentak/{drive}/laporan",
            OVERSEERS,
            "reports of a drive and the units to remind",
            pages::reports,
        ),
        Route::get("/kegiatan/serentak/{drive}/rekap.pdf", TELLERS, "the recap on paper", pages::recap_pdf),
        Route::get("/kegiatan/serentak/{drive}/rekap.xlsx", TELLERS, "the recap as a table", pages::recap_xlsx),
        Route::get("/kegiatan/serentak/{drive}/hadir.xlsx", KEEPERS, "attendance with names", pages::attendance_xlsx),
    ]
}

fn planning() -> Vec<Route> {
    vec![
        Route::get("/kegiatan/serentak/baru", KEEPERS, "the form to announce a drive", pages::new_drive),
        Route::post("/kegiatan/serentak", KEEPERS, "announces a drive", pages::announce),
        Route::get("/kegiatan/serentak/{drive}/ubah", KEEPERS, "the form to change a drive", pages::change_form),
        Route::post("/kegiatan/serentak/{drive}/ubah", KEEPERS, "changes a drive", pages::change),
        Route::get(
            "/kegiatan/serentak/{drive}/tarik",
            KEEPERS,
            "asks before a drive is withdrawn",
            pages::withdraw_form,
        ),
        Route::post("/kegiatan/serentak/{drive}/tarik", KEEPERS, "withdraws a drive", pages::withdraw),
        Route::get("/kegiatan/serentak/{drive}/materi", KEEPERS, "the form to choose its material", pages::material),
        Route::post("/kegiatan/serentak/{drive}/materi", KEEPERS, "attaches material or takes it away", pages::teach),
        Route::get("/kegiatan/serentak/{drive}/tempat/baru", KEEPERS, "the form to plan a place", pages::new_place),
        Route::post("/kegiatan/serentak/{drive}/tempat", KEEPERS, "plans a place", pages::plan_place),
        Route::get(
            "/kegiatan/serentak/{drive}/tempat/{place}/ubah",
            KEEPERS,
            "the form to move a place",
            pages::place_form,
        ),
        Route::post("/kegiatan/serentak/{drive}/tempat/{place}/ubah", KEEPERS, "moves a place", pages::change_place),
    ]
}

fn programs() -> Vec<Route> {
    vec![
        Route::get("/api/v1/activity-drives", TELLERS, "simultaneous drives", api::drives),
        Route::post("/api/v1/activity-drives", KEEPERS, "announces a drive", api::announce),
        Route::get("/api/v1/activity-drives/{drive}", TELLERS, "one drive", api::drive),
        Route::get("/api/v1/activity-drives/{drive}/board", TELLERS, "its plan board", api::board),
        Route::post("/api/v1/activity-drives/{drive}/places", KEEPERS, "plans a place", api::plan_place),
    ]
}
