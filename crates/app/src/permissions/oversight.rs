//! Routes of oversight: teams and their decrees, plan and tasks, findings with their evidence. Members of a team hold no
//! role; most doors are for who is signed in, and the action knows who is in the team.

use super::KEEPERS;
use netra_media::Accepts;
use netra_oversight::{api, pages};
use netra_web::Need::SignedIn;
use netra_web::Route;

pub(super) fn routes() -> Vec<Route> {
    let mut all = teams();
    all.extend(decree());
    all.extend(plan());
    all.extend(findings());
    all.extend(programs());
    all
}

fn teams() -> Vec<Route> {
    vec![
        Route::get("/tim", SignedIn, "who has an oversight team today", pages::standing),
        Route::post("/tim", KEEPERS, "forms a team", pages::form_team),
        Route::get("/tim/baru", KEEPERS, "the form to form a team", pages::new_team),
        Route::get("/tim/daftar", SignedIn, "every unit that ought to have a team, and the one it has", pages::units),
        Route::get("/tim/tugas", SignedIn, "what I have to do for my teams", pages::duties),
        Route::get("/tim/unit/{code}", SignedIn, "a unit's team and those below", pages::unit),
        Route::get("/tim/{team}", SignedIn, "one team", pages::team),
        Route::get("/tim/{team}/anggota", KEEPERS, "the form to change members", pages::member_form),
        Route::post("/tim/{team}/anggota", KEEPERS, "changes members", pages::change_member),
        Route::get("/tim/{team}/akhiri", KEEPERS, "asks before a team is ended", pages::end_form),
        Route::post("/tim/{team}/akhiri", KEEPERS, "ends a team", pages::end_team),
    ]
}

fn decree() -> Vec<Route> {
    let upload = Accepts::Paper.body_limit();
    vec![
        Route::get("/tim/{team}/sk", SignedIn, "the decree's papers, for those who see names", pages::decree),
        Route::post("/tim/{team}/sk", KEEPERS, "takes a scan of the decree", pages::add_scan).takes(upload),
        Route::get("/tim/{team}/sk/{scan}", SignedIn, "a scan of the decree", pages::scan_file),
        Route::get("/tim/{team}/sk.pdf", SignedIn, "the decree, set from the record", pages::decree_pdf),
    ]
}

fn plan() -> Vec<Route> {
    vec![
        Route::get("/tim/{team}/rencana", SignedIn, "the plan of supervision, for members", pages::plan),
        Route::post("/tim/{team}/rencana", SignedIn, "plans an item", pages::add_item),
        Route::get("/tim/{team}/rencana/baru", SignedIn, "the form to plan an item", pages::plan_item_form),
        Route::get("/tim/{team}/rencana/{item}", SignedIn, "an item of the plan", pages::item),
        Route::post("/tim/{team}/rencana/{item}", SignedIn, "reports an item", pages::report_visit),
        Route::post(
            "/tim/{team}/rencana/{item}/tindak-lanjut",
            SignedIn,
            "records that a point was followed up",
            pages::follow_up_done,
        ),
        Route::get("/tim/{team}/tugas", SignedIn, "tasks of members", pages::tasks),
        Route::post("/tim/{team}/tugas", SignedIn, "gives a task", pages::give_task),
        Route::get("/tim/{team}/tugas/baru", SignedIn, "the form to give a task", pages::task_form),
        Route::get("/tim/{team}/tugas/{task}", SignedIn, "one task", pages::task),
        Route::post("/tim/{team}/tugas/{task}", SignedIn, "records that a task is done", pages::end_task),
    ]
}

fn findings() -> Vec<Route> {
    let upload = Accepts::Paper.body_limit();
    let evidence = "/tim/{team}/temuan/{finding}/bukti";
    vec![
        Route::get("/tim/{team}/temuan", SignedIn, "the team's own findings, for members", pages::findings),
        Route::post("/tim/{team}/temuan", SignedIn, "records a finding", pages::record_finding),
        Route::get("/tim/{team}/temuan/baru", SignedIn, "the form to record a finding", pages::finding_form),
        Route::get("/tim/{team}/temuan/{finding}", SignedIn, "one finding", pages::finding),
        Route::get(evidence, SignedIn, "the form to add evidence", pages::evidence_form),
        Route::post(evidence, SignedIn, "adds a file of evidence", pages::add_evidence).takes(upload),
        Route::get(
            "/tim/{team}/temuan/{finding}/bukti/{evidence}",
            SignedIn,
            "a file of evidence, for those who supervise or handle",
            pages::evidence_file,
        ),
    ]
}

fn programs() -> Vec<Route> {
    vec![
        Route::get("/api/v1/teams", SignedIn, "who has an oversight team today", api::teams),
        Route::post("/api/v1/teams", KEEPERS, "forms a team", api::form),
        Route::get("/api/v1/teams/{team}", SignedIn, "one team", api::team),
        Route::post("/api/v1/teams/{team}/members", KEEPERS, "changes members", api::change_member),
        Route::post("/api/v1/teams/{team}/end", KEEPERS, "ends a team", api::end),
    ]
}
