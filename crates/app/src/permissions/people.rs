//! Routes of persons: signing in, the own account, activation, roles, the registry.

use super::KEEPERS;
use netra_access::{api, pages};
use netra_base::Role;
use netra_registry::{api as registry_api_doors, pages as registry};
use netra_web::Need::{Public, SignedIn};
use netra_web::{Need, Route};

const ADMINISTRATORS: Need = Need::Roles(&[Role::Administrator]);

pub(super) fn routes() -> Vec<Route> {
    let mut all = access_pages();
    all.extend(access_api());
    all.extend(registry_pages());
    all.extend(registry_api());
    all
}

fn access_pages() -> Vec<Route> {
    vec![
        Route::get("/masuk", Public, "the sign-in form", pages::sign_in::show),
        Route::post("/masuk", Public, "signs in", pages::sign_in::enter),
        Route::post("/masuk/kode", Public, "the second step: a one-time code", pages::sign_in::enter_code),
        Route::post("/keluar", Public, "signs out", pages::sign_in::leave),
        Route::get("/aktivasi", Public, "the form to activate an account", pages::activation::show),
        Route::post("/aktivasi", Public, "activates an account with a one-time code", pages::activation::activate),
        Route::get("/akun", SignedIn, "the own account and its sessions", pages::account::show),
        Route::post("/akun/sandi", SignedIn, "changes the password", pages::account::change_password),
        Route::post("/akun/keluar-semua", SignedIn, "signs out everywhere", pages::account::leave_everywhere),
        Route::get("/akun/totp", SignedIn, "one-time codes: state and set-up", pages::totp::show),
        Route::post("/akun/totp/mulai", SignedIn, "draws a secret for one-time codes", pages::totp::begin),
        Route::post("/akun/totp", SignedIn, "turns one-time codes on", pages::totp::turn_on),
        Route::post("/akun/totp/matikan", SignedIn, "turns one-time codes off", pages::totp::remove),
        Route::get("/kode", KEEPERS, "the form to issue activation codes", pages::codes::show),
        Route::post("/kode", KEEPERS, "issues activation codes, shown once", pages::codes::issue),
        Route::get("/akses", ADMINISTRATORS, "roles in one's own units", pages::grants::show),
        Route::post("/akses", ADMINISTRATORS, "grants a role", pages::grants::grant),
        Route::post(
            "/akses/tutup",
            ADMINISTRATORS,
            "asks before an account is closed, and closes it",
            pages::closing::close,
        ),
        Route::get(
            "/akses/{grant}/cabut",
            ADMINISTRATORS,
            "asks before a role is taken back",
            pages::grants::ask_revoke,
        ),
        Route::post("/akses/{grant}/cabut", ADMINISTRATORS, "takes a role back", pages::grants::revoke),
    ]
}

fn access_api() -> Vec<Route> {
    vec![
        Route::post("/api/v1/sessions", Public, "opens a session", api::open_session),
        Route::delete("/api/v1/sessions/current", SignedIn, "ends this session", api::end_session),
        Route::delete("/api/v1/sessions", SignedIn, "ends every session of the account", api::end_sessions),
        Route::get("/api/v1/me", SignedIn, "who am I", api::me),
        Route::post("/api/v1/activations", Public, "activates an account with a one-time code", api::activate),
        Route::post("/api/v1/units/{code}/codes", KEEPERS, "issues activation codes, answered once", api::issue_codes),
        Route::get("/api/v1/grants", ADMINISTRATORS, "roles in one's own units", api::grants),
        Route::post("/api/v1/grants", ADMINISTRATORS, "grants a role", api::grant),
        Route::delete("/api/v1/grants/{grant}", ADMINISTRATORS, "takes a role back", api::revoke),
    ]
}

fn registry_pages() -> Vec<Route> {
    let upload = registry::UPLOAD_BODY_LIMIT;
    vec![
        Route::get("/unit", SignedIn, "the tree of units", registry::unit_tree),
        Route::get("/unit/{code}", SignedIn, "one unit", registry::unit),
        Route::get("/pegawai", KEEPERS, "the form to find people", registry::people_page),
        Route::post("/pegawai", KEEPERS, "finds people in the own units", registry::people_found),
        Route::get("/pegawai/{id}", KEEPERS, "one person of the own units, with the history", registry::person),
        Route::get("/pegawai/{id}/keluar", KEEPERS, "asks before somebody is recorded as gone", registry::ask_leave),
        Route::post("/pegawai/{id}/keluar", KEEPERS, "records that somebody left", registry::leave),
        Route::get("/pegawai/{id}/kembali", KEEPERS, "the form to record a return", registry::ask_return),
        Route::post("/pegawai/{id}/kembali", KEEPERS, "records that somebody came back", registry::return_to),
        Route::get("/pegawai/{id}/pindah", KEEPERS, "the form to move somebody", registry::ask_move),
        Route::post("/pegawai/{id}/pindah", KEEPERS, "moves somebody within the own units", registry::move_to),
        Route::get("/pegawai/templat.csv", KEEPERS, "an empty roster", registry::template),
        Route::get("/pegawai/impor", KEEPERS, "the form to import a roster", registry::import_form),
        Route::post("/pegawai/impor", KEEPERS, "takes a roster", registry::import_start).takes(upload),
        Route::get("/pegawai/impor/{id}", KEEPERS, "how an import went, row by row", registry::import_view),
        Route::get("/pegawai/impor/{id}/kemajuan", KEEPERS, "how far an import is", registry::import_progress),
        Route::post("/pegawai/impor/{id}/jalankan", KEEPERS, "runs a tried import for real", registry::import_for_real),
        Route::get("/pegawai/impor/{id}/penolakan.csv", KEEPERS, "the refused rows", registry::import_refusals),
    ]
}

fn registry_api() -> Vec<Route> {
    use registry_api_doors as doors;
    let upload = registry::UPLOAD_BODY_LIMIT;
    vec![
        Route::get("/api/v1/units", SignedIn, "units", doors::units),
        Route::get("/api/v1/units/{code}", SignedIn, "one unit", doors::unit),
        Route::get("/api/v1/employees", KEEPERS, "people of the own units", doors::employees),
        Route::post("/api/v1/employees/search", KEEPERS, "finds people in the own units", doors::search_employees),
        Route::post("/api/v1/employees/{id}/departure", KEEPERS, "records that somebody left", doors::record_departure),
        Route::post("/api/v1/employees/{id}/return", KEEPERS, "records that somebody came back", doors::record_return),
        Route::post("/api/v1/employees/{id}/move", KEEPERS, "moves somebody within the own units", doors::record_move),
        Route::post("/api/v1/imports", KEEPERS, "takes a roster or units", doors::start_import).takes(upload),
        Route::get("/api/v1/imports/{id}", KEEPERS, "how an import went", doors::import_outcome),
    ]
}
