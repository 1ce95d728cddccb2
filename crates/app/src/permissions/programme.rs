//! Routes of the programme: pledges and drives, coverage for those inside and for the public, the desk.

use super::{KEEPERS, OVERSEERS, VIEWERS};
use crate::desk;
use netra_base::Role;
use netra_pledges::{api, pages};
use netra_web::Need::{Public, SignedIn};
use netra_web::{Need, Route};

const OPERATORS: Need = Need::Roles(&[Role::UnitOperator]);
const TEAMS: Need = Need::Roles(&[Role::TeamMember]);

pub(super) fn routes() -> Vec<Route> {
    let mut all = own_pledge();
    all.extend(drives());
    all.extend(drive_pages());
    all.extend(programs());
    all
}

fn own_pledge() -> Vec<Route> {
    vec![
        Route::get("/pakta", SignedIn, "drives meant for me", pages::mine),
        Route::get("/pakta/{drive}", SignedIn, "the pledge, to read and sign", pages::pledge),
        Route::post("/pakta/{drive}", SignedIn, "signs the pledge", pages::sign),
        Route::get("/pakta/{drive}/tolak", SignedIn, "the form to decline", pages::decline_form),
        Route::post("/pakta/{drive}/tolak", SignedIn, "declines with a reason", pages::decline),
        Route::get("/pakta/{drive}/bukti", SignedIn, "my receipt", pages::receipt),
        Route::get("/pakta/{drive}/bukti.json", SignedIn, "my receipt as a file", pages::receipt_json),
        Route::get("/pakta/{drive}/bukti.tlog-proof", SignedIn, "my proof as a file", pages::receipt_proof),
        Route::get(
            "/pakta/{drive}/bukti.pdf",
            SignedIn,
            "my pledge as a PDF with the proof inside",
            pages::receipt_pdf,
        ),
    ]
}

fn drives() -> Vec<Route> {
    vec![
        Route::get("/kerja", VIEWERS, "what waits for me", desk::desk),
        Route::get("/gerakan", OVERSEERS, "drives in my units", pages::drives),
        Route::get("/gerakan/baru", KEEPERS, "the form to open a drive", pages::new_drive),
        Route::post("/gerakan", KEEPERS, "opens a drive", pages::open),
        Route::get("/gerakan/{drive}/tutup", KEEPERS, "asks before a drive is closed", pages::close_form),
        Route::post("/gerakan/{drive}/tutup", KEEPERS, "closes a drive for good", pages::close),
    ]
}

fn drive_pages() -> Vec<Route> {
    vec![
        Route::get("/gerakan/{drive}", VIEWERS, "coverage of a drive", pages::coverage),
        Route::get("/gerakan/{drive}/langsung", VIEWERS, "its live count", pages::live),
        Route::get("/gerakan/{drive}/unit/{code}", VIEWERS, "coverage of a unit and those below", pages::unit),
        Route::get(
            "/gerakan/{drive}/belum/{code}",
            OPERATORS,
            "who of the own unit has not signed",
            pages::outstanding,
        ),
        Route::get("/gerakan/{drive}/penolakan", TEAMS, "why some declined", pages::reasons),
        Route::get("/gerakan/{drive}/cakupan.csv", VIEWERS, "coverage as CSV", pages::coverage_csv),
        Route::get("/gerakan/{drive}/cakupan.xlsx", VIEWERS, "coverage as XLSX", pages::coverage_xlsx),
        Route::get("/papan/{drive}", VIEWERS, "the board for the yard", pages::board),
        Route::get("/data", Public, "drives with their figures", pages::public_drives),
        Route::get("/data/{drive}", Public, "coverage from Kanwil upward", pages::public_drive),
        Route::get("/data/{drive}/cakupan.csv", Public, "the same as CSV", pages::public_csv),
    ]
}

fn programs() -> Vec<Route> {
    vec![
        Route::get("/api/v1/drives", Public, "drives", api::drives),
        Route::post("/api/v1/drives", KEEPERS, "opens a drive", api::open),
        Route::get("/api/v1/drives/{drive}", Public, "one drive", api::drive),
        Route::post("/api/v1/drives/{drive}/close", KEEPERS, "closes a drive for good", api::close),
        Route::post("/api/v1/drives/{drive}/pledge", SignedIn, "signs the pledge", api::sign),
        Route::post("/api/v1/drives/{drive}/decline", SignedIn, "declines with a reason", api::decline),
        Route::get("/api/v1/drives/{drive}/standing", SignedIn, "where I stand with a drive", api::standing),
        Route::get("/api/v1/drives/{drive}/receipt", SignedIn, "my receipt", api::receipt),
        Route::get(
            "/api/v1/drives/{drive}/coverage",
            Public,
            "coverage; from Kanwil upward for the public",
            api::coverage,
        ),
        Route::get("/api/v1/drives/{drive}/burn-up", Public, "signatures over time", api::burn_up),
    ]
}
