//! The doors through the router: what a browser and a program get.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use netra_base::Clock;
use netra_it::store::on_sqlite;
use netra_web::Need::Public;
use netra_web::{Parts, Route, Site, finish, router};
use serde_json::{Value, json};
use tower::ServiceExt;

fn get(house: &House, path: &str) -> (StatusCode, String) {
    let routes = vec![
        Route::get("/aturan/kalender/libur", Public, "", pages::holidays),
        Route::get("/api/v1/calendar/deadline", Public, "", api::deadline),
        Route::get("/api/v1/calendar/holidays", Public, "", api::holidays),
    ];
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(day("2024-02-14").at(Zone::Wib, 9, 0)),
        chance: house.chance.clone(),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let reply = finish(router(routes), site).oneshot(request).await.expect("an answer");
        let status = reply.status();
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    })
}

fn json_of(house: &House, path: &str) -> (StatusCode, Value) {
    let (status, text) = get(house, path);
    (status, serde_json::from_str(&text).expect("JSON"))
}

const PAGE: &str = "/aturan/kalender/libur";

#[test]
fn a_year_is_seen_at_a_glance_in_words_as_well_as_in_colour() {
    on_sqlite(|store| {
        let house = House::new(store);
        let (status, page) = get(&house, &format!("{PAGE}?tahun=2024"));
        assert_eq!(status, StatusCode::OK);
        assert!(page.len() < 50 * 1024, "{} bytes", page.len());
        assert_eq!(page.matches("role=\"img\"").count(), 12, "a picture of each month");
        assert_eq!(page.matches("<rect class=\"nat\"").count(), 19);
        assert_eq!(page.matches("<rect class=\"joint\"").count(), 10);
        assert_eq!(page.matches("<rect class=\"now\"").count(), 1, "today is marked");
        assert_eq!(page.matches("libur nasional</span>").count(), 19, "each is named in its table");
        assert!(page.contains("Rabu 14") && page.contains("(hari ini)"));
        assert!(page.contains("<b>238</b>"), "working days of 2024");
        assert!(!page.contains("style="));
        assert!(get(&house, &format!("{PAGE}?tahun=2023")).1.contains("Hari libur 2023"));
        assert!(!get(&house, &format!("{PAGE}?tahun=2023")).1.contains("class=\"now\""));
        assert!(get(&house, PAGE).1.contains("Hari libur 2024"), "without a year it is this one");
        assert!(get(&house, &format!("{PAGE}?lang=en")).1.contains("Election day: president and legislatures"));
    });
}

#[test]
fn a_year_without_data_says_so_and_offers_the_others() {
    on_sqlite(|store| {
        let house = House::new(store);
        for asked in ["2031", "abc", "99999", "-1"] {
            let (status, page) = get(&house, &format!("{PAGE}?tahun={asked}"));
            assert_eq!(status, StatusCode::NOT_FOUND, "{asked}");
            assert!(page.contains("Belum ada data hari libur") && page.contains("tahun=2024"), "{asked}");
        }
    });
}

#[test]
fn the_form_answers_with_the_deadline_or_with_what_to_correct() {
    on_sqlite(|store| {
        let house = House::new(store);
        let ask = |query: &str| get(&house, &format!("{PAGE}?{query}"));
        let (status, page) = ask("tahun=2024&mulai=2024-02-05&hari=14&jenis=kerja&zona=WITA");
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Rabu, 28 Februari 2024") && page.contains("pukul 23.59 WITA"));
        assert!(page.contains("Hari yang dilewati: 9") && page.contains("Kamis, 8 Februari 2024"));
        let (_, page) = ask("mulai=2024-02-05&hari=14&jenis=kalender&zona=WIT");
        assert!(page.contains("Senin, 19 Februari 2024") && !page.contains("Hari yang dilewati"));
        let (_, page) = ask("mulai=2024-02-30&hari=0&jenis=x&zona=x");
        assert!(page.contains("role=\"alert\"") && page.matches("aria-invalid").count() >= 2, "{page}");
        let (_, page) = ask("mulai=2027-12-30&hari=5&jenis=kerja&zona=WIB");
        assert!(page.contains("hari libur tahun 2028"), "{page}");
        let (_, page) = ask("mulai=%3Cscript%3E&hari=%22%3E%3Ci%3E&jenis=kerja&zona=WIB");
        assert!(!page.contains("<script>") && !page.contains("\"><i>"));
        let (_, page) = ask("mulai=2022-01-03&hari=1400&jenis=kerja&zona=WIB");
        assert!(page.contains("hari lagi") && page.len() < 50 * 1024, "{} bytes", page.len());
    });
}

#[test]
fn programs_get_the_same_answers() {
    on_sqlite(|store| {
        let house = House::new(store);
        let ask = |query: &str| json_of(&house, &format!("/api/v1/calendar/deadline?{query}"));
        let (status, told) = ask("from=2024-02-05&working_days=14&zone=WIB");
        assert_eq!((status, &told["at"]), (StatusCode::OK, &json!("2024-02-28T23:59:59+07:00")));
        assert_eq!(ask("from=2024-02-05&days=14&lang=en").1["deadline"], "2024-02-19");
        for (query, codes) in [
            ("", vec!["day-form", "limit-one"]),
            ("from=2024-02-05&days=3&working_days=3", vec!["limit-one"]),
            ("from=2024-02-05&days=x&zone=x", vec!["limit-range", "zone-unknown"]),
            ("from=2027-12-31&working_days=1", vec!["no-holiday-data"]),
        ] {
            let (status, told) = ask(query);
            let found: Vec<_> =
                told["errors"].as_array().expect("errors").iter().map(|one| one["code"].clone()).collect();
            assert_eq!(
                (status, found),
                (StatusCode::UNPROCESSABLE_ENTITY, codes.into_iter().map(Value::from).collect())
            );
        }
        let years = |query: &str| json_of(&house, &format!("/api/v1/calendar/holidays{query}"));
        assert_eq!(years("").1["years"].as_array().map(Vec::len), Some(6));
        assert_eq!(years("?year=2024").1["years"][0]["joint_leave"], 10);
        assert_eq!(
            (years("?year=2031").0, years("?year=x").0),
            (StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY)
        );
        house.imports(&YEAR_2028.replace("Cuti bersama ", "Sesudah "), now());
        assert!(
            get(&house, &format!("{PAGE}?tahun=2028"))
                .1
                .contains("Sesudah Tahun Baru<span class=\"soft\"> · cuti bersama")
        );
        assert_eq!(years("?year=2028").1["years"][0]["origin"], "imported");
        assert_eq!(ask("from=2027-12-31&working_days=1").1["confidence"], "medium", "an imported year counts at once");
    });
}
