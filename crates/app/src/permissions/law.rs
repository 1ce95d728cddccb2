//! Routes of the law and of guidance: rules, calendar, the wizard, the check of a text, the quiz. Nearly all are for
//! everybody, and those that take what somebody asks keep nothing of it.

use super::OVERSEERS;
use netra_calendar::{api as calendar_api, pages as calendar};
use netra_guidance::body::TEXT_LIMIT;
use netra_guidance::{api as guidance_api, pages as guidance};
use netra_rulebook::{api as rules_api, pages as rules};
use netra_web::Need::{Public, SignedIn};
use netra_web::Route;

pub(super) fn routes() -> Vec<Route> {
    let mut all = rules();
    all.extend(asking());
    all.extend(quiz());
    all.extend(programs());
    all
}

fn rules() -> Vec<Route> {
    vec![
        Route::get("/aturan", Public, "the rulebook's front page", rules::index),
        Route::get("/aturan/cari", Public, "the form to search the rules", rules::search_form),
        Route::post("/aturan/cari", Public, "rules that answer free words, keeps nothing", rules::search),
        Route::get("/aturan/instrumen", Public, "instruments with their chain", rules::instruments),
        Route::get("/aturan/kalender", Public, "the stages of each contest", rules::calendar),
        Route::get("/aturan/kalender/libur", Public, "holidays, and where a limit ends", calendar::holidays),
        Route::get("/aturan/perubahan", Public, "versions, and what changed when", rules::versions),
        Route::get("/aturan/telaah", Public, "the examiner's question", rules::decide_form),
        Route::post("/aturan/telaah", Public, "what follows for an act, keeps nothing", rules::decide),
        Route::get("/aturan/bab/{chapter}", Public, "a chapter, to read from front to back", rules::chapter),
        Route::get("/aturan/{id}", Public, "one rule", rules::row),
    ]
}

fn asking() -> Vec<Route> {
    vec![
        Route::get("/tanya", Public, "three ways to ask before acting", guidance::ask::front),
        Route::post("/tanya", Public, "what the rules say of it, keeps nothing", guidance::ask::answer),
        Route::get("/tanya/teks", Public, "the form to check a text", guidance::check::text_page),
        Route::post("/tanya/teks", Public, "marks words that would matter, keeps nothing", guidance::check::check)
            .takes(TEXT_LIMIT),
        Route::get("/tanya/kata", Public, "the form to ask in free words", guidance::words::question_page),
        Route::post("/tanya/kata", Public, "rules that answer free words, keeps nothing", guidance::words::question),
        Route::post(
            "/api/v1/guidance/check",
            Public,
            "marks words that would matter, keeps nothing",
            guidance_api::ask::check,
        )
        .takes(TEXT_LIMIT),
    ]
}

fn quiz() -> Vec<Route> {
    vec![
        Route::get("/tanya/kuis", Public, "what the quiz is, and my tests", guidance::quiz),
        Route::get("/tanya/kuis/latihan", Public, "ten questions for practice", guidance::practice),
        Route::post("/tanya/kuis/latihan", Public, "marks practice, keeps nothing", guidance::practice_graded),
        Route::post("/tanya/kuis/mulai", SignedIn, "begins a test", guidance::begin_test),
        Route::get("/tanya/kuis/tes/{test}", SignedIn, "my running test", guidance::test),
        Route::post("/tanya/kuis/tes/{test}", SignedIn, "hands a test in", guidance::hand_in),
        Route::get("/tanya/kuis/sertifikat/{code}", SignedIn, "my certificate", guidance::certificate),
        Route::get(
            "/tanya/kuis/sertifikat/{code}/sertifikat.pdf",
            SignedIn,
            "my certificate as a paper",
            guidance::certificate_pdf,
        ),
        Route::get("/tanya/kuis/periksa", Public, "the form to check a certificate", guidance::check_certificate_form),
        Route::post("/tanya/kuis/periksa", Public, "checks a certificate, keeps nothing", guidance::check_certificate),
        Route::get("/tanya/kuis/hasil", OVERSEERS, "results by unit, never by name", guidance::quiz_results),
        Route::get("/tanya/kuis/hasil.csv", OVERSEERS, "the same as CSV", guidance::quiz_results_csv),
    ]
}

fn programs() -> Vec<Route> {
    vec![
        Route::get("/api/v1/rules", Public, "every rule", rules_api::list),
        Route::get("/api/v1/rules/{id}", Public, "one rule", rules_api::row),
        Route::post("/api/v1/rules/decide", Public, "what follows for an act, keeps nothing", rules_api::decide),
        Route::post("/api/v1/rules/ask", Public, "rules that answer free words, keeps nothing", rules_api::ask),
        Route::get("/api/v1/quiz", Public, "ten questions", guidance_api::quiz),
        Route::post("/api/v1/quiz", Public, "marks answers, keeps nothing", guidance_api::grade),
        Route::get("/api/v1/quiz/results", OVERSEERS, "results by unit, never by name", guidance_api::results),
        Route::get("/api/v1/calendar/deadline", Public, "where a limit ends", calendar_api::deadline),
        Route::get("/api/v1/calendar/holidays", Public, "holidays", calendar_api::holidays),
    ]
}
