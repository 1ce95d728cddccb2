//! Routes of lessons: material, and what an activity's people learn.

use super::{KEEPERS, OVERSEERS};
use netra_base::Role;
use netra_lessons::{api, pages};
use netra_media::Accepts;
use netra_web::Need::SignedIn;
use netra_web::{Need, Route};

/// Who reads material: everybody of the agency. An outside supervisor sees only what was shared with him, and material is not.
const READERS: Need = Need::Roles(&[
    Role::Employee,
    Role::UnitOperator,
    Role::TeamMember,
    Role::Examiner,
    Role::AppointingAuthority,
    Role::PublicRelations,
    Role::CorrectionsOfficer,
    Role::Leader,
    Role::Auditor,
    Role::Administrator,
]);

pub(super) fn routes() -> Vec<Route> {
    let paper = Accepts::Paper.body_limit();
    vec![
        Route::get("/materi", READERS, "teaching material", pages::materials),
        Route::get("/materi/baru", KEEPERS, "the form to publish material", pages::new_material),
        Route::post("/materi", KEEPERS, "publishes material", pages::publish).takes(paper),
        Route::get("/materi/{id}", READERS, "the latest version of a material", pages::material),
        Route::get("/materi/{id}/baru", KEEPERS, "the form to publish a new version", pages::new_version),
        Route::post("/materi/{id}/baru", KEEPERS, "publishes a new version", pages::revise).takes(paper),
        Route::get("/materi/{id}/versi/{number}", READERS, "one version", pages::version),
        Route::get("/materi/{id}/versi/{number}/berkas.pdf", READERS, "the file of a version", pages::file),
        Route::get("/kegiatan/{id}/belajar", SignedIn, "material, tests and feedback of an activity", pages::learn),
        Route::post("/kegiatan/{id}/belajar/tes", SignedIn, "begins a test at an activity", pages::begin_test),
        Route::post("/kegiatan/{id}/belajar/tanggapan", SignedIn, "gives feedback once", pages::answer),
        Route::post("/kegiatan/{id}/belajar/materi", KEEPERS, "attaches material or takes it away", pages::teach),
        Route::get("/api/v1/materials", READERS, "teaching material", api::materials),
        Route::post("/api/v1/materials", KEEPERS, "publishes material without a file", api::publish),
        Route::get("/api/v1/materials/{id}", READERS, "one material", api::material),
        Route::get("/api/v1/activities/{id}/learning", OVERSEERS, "what was gained at an activity", api::learning),
        Route::post("/api/v1/activities/{id}/feedback", SignedIn, "gives feedback once", api::answer),
    ]
}
