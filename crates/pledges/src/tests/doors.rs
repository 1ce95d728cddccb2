//! The doors through the router: statuses, redirects, forms that come back, files, and what is not shown.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::Clock;
use netra_documents::PrintDesk;
use netra_ledger::{Log, SigningKey};
use netra_web::Need::{Public, SignedIn};
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/pakta", SignedIn, "", pages::mine),
        Route::get("/pakta/{drive}", SignedIn, "", pages::pledge),
        Route::post("/pakta/{drive}", SignedIn, "", pages::sign),
        Route::get("/pakta/{drive}/tolak", SignedIn, "", pages::decline_form),
        Route::post("/pakta/{drive}/tolak", SignedIn, "", pages::decline),
        Route::get("/pakta/{drive}/bukti", SignedIn, "", pages::receipt),
        Route::get("/pakta/{drive}/bukti.json", SignedIn, "", pages::receipt_json),
        Route::get("/pakta/{drive}/bukti.tlog-proof", SignedIn, "", pages::receipt_proof),
        Route::get("/pakta/{drive}/bukti.pdf", SignedIn, "", pages::receipt_pdf),
        Route::get("/gerakan", SignedIn, "", pages::drives),
        Route::get("/gerakan/baru", SignedIn, "", pages::new_drive),
        Route::post("/gerakan", SignedIn, "", pages::open),
        Route::get("/gerakan/{drive}", SignedIn, "", pages::coverage),
        Route::get("/gerakan/{drive}/langsung", SignedIn, "", pages::live),
        Route::get("/gerakan/{drive}/unit/{code}", SignedIn, "", pages::unit),
        Route::get("/gerakan/{drive}/belum/{code}", SignedIn, "", pages::outstanding),
        Route::get("/gerakan/{drive}/penolakan", SignedIn, "", pages::reasons),
        Route::get("/gerakan/{drive}/tutup", SignedIn, "", pages::close_form),
        Route::post("/gerakan/{drive}/tutup", SignedIn, "", pages::close),
        Route::get("/gerakan/{drive}/cakupan.csv", SignedIn, "", pages::coverage_csv),
        Route::get("/gerakan/{drive}/cakupan.xlsx", SignedIn, "", pages::coverage_xlsx),
        Route::get("/papan/{drive}", SignedIn, "", pages::board),
        Route::get("/data", Public, "", pages::public_drives),
        Route::get("/data/{drive}", Public, "", pages::public_drive),
        Route::get("/data/{drive}/cakupan.csv", Public, "", pages::public_csv),
        Route::get("/api/v1/drives", Public, "", api::drives),
        Route::post("/api/v1/drives", SignedIn, "", api::open),
        Route::get("/api/v1/drives/{drive}", Public, "", api::drive),
        Route::post("/api/v1/drives/{drive}/close", SignedIn, "", api::close),
        Route::post("/api/v1/drives/{drive}/pledge", SignedIn, "", api::sign),
        Route::post("/api/v1/drives/{drive}/decline", SignedIn, "", api::decline),
        Route::get("/api/v1/drives/{drive}/standing", SignedIn, "", api::standing),
        Route::get("/api/v1/drives/{drive}/receipt", SignedIn, "", api::receipt),
        Route::get("/api/v1/drives/{drive}/coverage", Public, "", api::coverage),
        Route::get("/api/v1/drives/{drive}/burn-up", Public, "", api::burn_up),
    ]
}

/// A press that gives back what it was to print.
pub(super) fn desk() -> PrintDesk {
    PrintDesk::new(|paper| {
        paper.checked()?;
        let files: Vec<_> = paper.attachments.iter().map(|file| file.name.as_str()).collect();
        let told = serde_json::json!({
            "template": paper.template, "title": paper.title, "made": paper.made.utc(), "specimen": paper.specimen,
            "verify": paper.verify, "data": paper.data, "files": files,
        });
        Ok(told.to_string().into_bytes())
    })
}

/// A house with its doors open at noon of the day.
pub(super) struct Open {
    pub(super) house: House,
    pub(super) log: Log,
    _folder: tempfile::TempDir,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(super) fn goes_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }
}

impl Open {
    pub(super) fn new(store: &Store) -> Self {
        let house = House::new(store);
        let folder = tempfile::tempdir().expect("a folder");
        let key = SigningKey::from_seed("uji.netra.invalid/1", &[7; 32]).expect("a key");
        let log = Log::open(store, folder.path(), key).expect("opens");
        Self { house, log, _folder: folder }
    }

    pub(super) fn employee(&self, person: usize) -> Principal {
        Principal { employee: Some(self.house.people[person]), grants: Vec::new(), ..self.house.operator() }
    }

    pub(super) fn ask(&self, who: Option<&Principal>, method: &str, path: &str, body: &str) -> Answer {
        self.ask_at(at(12, 0), who, method, path, body)
    }

    pub(super) fn ask_at(&self, now: Moment, who: Option<&Principal>, method: &str, path: &str, body: &str) -> Answer {
        let site = Site::new(Parts {
            store: self.house.store.clone(),
            clock: Clock::Fixed(now),
            chance: self.house.chance.clone(),
            demo: true,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        let mut doors: Router<Site> = router(routes()).layer(Extension(self.log.clone())).layer(Extension(desk()));
        if let Some(who) = who {
            doors = doors.layer(Extension(who.clone()));
        }
        let request = Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let reply = finish(doors, site).oneshot(request).await.expect("an answer");
            let (status, headers) = (reply.status(), reply.headers().clone());
            let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
            Answer { status, headers, bytes }
        })
    }

    pub(super) fn get(&self, who: &Principal, path: &str) -> Answer {
        self.ask(Some(who), "GET", path, "")
    }
}

#[test]
fn a_person_reads_signs_and_takes_the_receipt_away() {
    each_engine(|store| {
        let open = Open::new(store);
        let ana = open.employee(0);
        assert_eq!(open.ask(None, "GET", "/pakta/1", "").goes_to(), "/masuk?lanjut=/pakta/1");
        assert!(open.get(&ana, "/pakta").text().contains("Satu pakta menunggu"));
        let page = open.get(&ana, "/pakta/1").text();
        for words in
            ["ins-skb2022", "berlaku sejak", "kata sandi dan kode sekali pakai", "CONTOH", "08.00 sampai 23.59 WITA"]
        {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("name=\"employee\"") && !page.contains("style="));
        let unread = open.ask(Some(&ana), "POST", "/pakta/1", "");
        assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unread.text().contains("f-read-e"));
        // Whoever sends another's number signs for himself all the same.
        let signed = open.ask(Some(&ana), "POST", "/pakta/1", "read=1&employee=2");
        assert_eq!((signed.status, signed.goes_to()), (StatusCode::SEE_OTHER, "/pakta/1/bukti"));
        assert_eq!(open.house.of(open.house.bali).signed, 1);
        let waiting = open.get(&ana, "/pakta/1/bukti");
        assert_eq!((waiting.status, waiting.headers.get(header::REFRESH).is_some()), (StatusCode::OK, true));
        open.log.sequence_all(store).expect("sequences");
        let receipt = open.get(&ana, "/pakta/1/bukti").text();
        assert!(receipt.contains("Tanda tangan Anda tercatat") && receipt.contains("pernyataan server"));
        let again = open.ask(Some(&ana), "POST", "/pakta/1", "read=1");
        assert_eq!(again.goes_to(), "/pakta/1/bukti?lagi=1");
        assert!(open.get(&ana, "/pakta/1/bukti?lagi=1").text().contains("bukti yang sama"));
        for (path, name) in [
            ("/pakta/1/bukti.json", "bukti-pakta-1-CONTOH.json"),
            ("/pakta/1/bukti.tlog-proof", "bukti-pakta-1-CONTOH.tlog-proof"),
        ] {
            let file = open.get(&ana, path);
            assert!(file.headers[header::CONTENT_DISPOSITION].to_str().expect("text").contains(name));
            assert!(netra_ledger::verify::check(&file.bytes, &open.log.policy()).is_ok(), "{path}");
        }
        let other = open.employee(1);
        assert_eq!(open.get(&other, "/pakta/1/bukti.json").status, StatusCode::NOT_FOUND);
        assert_eq!(open.get(&open.house.operator(), "/pakta/1").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn english_readers_are_told_that_the_indonesian_text_is_signed() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let page = open.get(&open.employee(0), "/pakta/1?lang=en").text();
        assert!(page.contains("You sign the Indonesian text") && page.contains("Saya menjaga netralitas"));
    });
}

#[test]
fn declining_asks_for_a_reason_and_leaves_signing_open() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let ana = open.employee(0);
        assert!(open.get(&ana, "/pakta/1/tolak").text().contains("hanya dibaca anggota tim"));
        let empty = open.ask(Some(&ana), "POST", "/pakta/1/tolak", "reason=++");
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text().contains("f-reason-e"));
        assert_eq!(open.ask(Some(&ana), "POST", "/pakta/1/tolak", "reason=Belum+siap").status, StatusCode::SEE_OTHER);
        assert!(open.get(&ana, "/pakta/1/tolak").text().contains("Penolakan Anda tercatat"));
        assert!(open.get(&ana, "/pakta/1").text().contains("Tanda tangan</button>"));
        let over = open.ask_at(at(23, 30), Some(&ana), "GET", "/pakta/1", "");
        assert!(!over.text().contains("Tanda tangan</button>"), "no button that cannot work");
        assert_eq!(open.ask(Some(&ana), "POST", "/pakta/1", "read=1").status, StatusCode::SEE_OTHER);
        assert_eq!(open.ask(Some(&ana), "POST", "/pakta/1/tolak", "reason=x").status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn outside_the_window_the_page_says_when() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let early = open.ask_at(at(6, 30), Some(&open.employee(0)), "POST", "/pakta/1", "read=1");
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text().contains("baru dibuka 21 Desember 2023 pukul 08.00 WITA"));
    });
}

#[test]
fn each_asker_sees_his_branches_and_to_others_they_do_not_exist() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let house = &open.house;
        house.declines(8, at(9, 0)).expect("declines");
        let ok = StatusCode::OK;
        let no = StatusCode::NOT_FOUND;
        let leader = house.who(Role::Leader, house.bali);
        let keeper = house.who(Role::UnitOperator, house.bali);
        let chief = house.who(Role::Leader, house.root);
        let team = house.who(Role::TeamMember, house.root);
        let cases: [(&Principal, &str, StatusCode); 18] = [
            (&leader, "/gerakan/1", ok),
            (&leader, "/gerakan/1/langsung", ok),
            (&leader, "/gerakan/1/unit/KW-20", ok),
            (&leader, "/gerakan/1/unit/KW-20-PAS", ok),
            (&leader, "/gerakan/1/unit/KW-30", no),
            (&leader, "/gerakan/1/unit/KEM", no),
            (&leader, "/gerakan/1/belum/KW-20", no),
            (&leader, "/papan/1", ok),
            (&leader, "/gerakan/9", no),
            (&leader, "/gerakan/x", no),
            (&chief, "/gerakan/1/unit/KW-30", ok),
            (&chief, "/gerakan/1/penolakan", no),
            (&keeper, "/gerakan/1/belum/KW-20-PAS", ok),
            (&keeper, "/gerakan/1/belum/KW-30", no),
            (&keeper, "/gerakan/1/tutup", no),
            (&keeper, "/gerakan/1/penolakan", no),
            (&team, "/gerakan/1/penolakan", ok),
            (&team, "/gerakan/1", no),
        ];
        for (who, path, expected) in cases {
            assert_eq!(open.get(who, path).status, expected, "{path} as {:?}", who.grants[0].role);
        }
        assert!(open.get(&team, "/gerakan").text().contains("/gerakan/1/penolakan"));
        assert!(!open.get(&chief, "/gerakan").text().contains("penolakan"));
        let page = open.get(&leader, "/gerakan/1").text();
        assert!(!page.contains("Kanwil Papua") && page.contains("dari 16 pegawai") && !page.contains("style="));
        let reasons = open.get(&team, "/gerakan/1/penolakan").text();
        assert!(reasons.contains("belum sempat membaca") && reasons.contains("<strong>1</strong>"));
        assert!(!open.get(&chief, "/gerakan/1").text().contains("belum sempat membaca"));
        assert!(!String::from_utf8_lossy(&open.get(&leader, "/gerakan/1/cakupan.csv").bytes).contains("KW-30"));
    });
}

#[test]
fn how_many_declined_is_told_to_the_oversight_team_alone() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let house = &open.house;
        house.declines(8, at(9, 0)).expect("declines");
        let places = [
            "/gerakan/1",
            "/gerakan/1/langsung",
            "/gerakan/1/unit/KW-20-PAS",
            "/gerakan/1/cakupan.csv",
            "/api/v1/drives/1/coverage",
        ];
        let tells = |who: &Principal, place: &str| {
            let told = open.get(who, place).text().to_lowercase();
            assert!(told.contains("26") || told.contains("lapas"), "{place}: {told}");
            told.contains("menolak") || told.contains("declined")
        };
        for place in places {
            for role in [Role::Leader, Role::UnitOperator, Role::Auditor, Role::Administrator] {
                assert!(!tells(&house.who(role, house.root), place), "{place} as {role:?}");
            }
            let mut team = house.who(Role::Leader, house.root);
            team.grants.extend(house.who(Role::TeamMember, house.root).grants);
            assert!(tells(&team, place), "{place}");
            let mut elsewhere = house.who(Role::Leader, house.root);
            elsewhere.grants.extend(house.who(Role::TeamMember, house.papua).grants);
            assert!(!tells(&elsewhere, place), "{place}");
        }
        let page = open.get(&house.operator(), "/gerakan/1/langsung").text();
        assert!(page.contains("belum menandatangani") && page.contains("<b>26</b>"), "{page}");
        let mut team = house.who(Role::Leader, house.root);
        team.grants.extend(house.who(Role::TeamMember, house.root).grants);
        let coverage = open.get(&team, "/api/v1/drives/1/coverage").json();
        assert_eq!(coverage["total"]["declined"], 1);
    });
}

#[test]
fn a_drive_is_opened_by_form_and_what_is_wrong_stands_at_its_field() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let keeper = open.house.who(Role::UnitOperator, open.house.bali);
        assert!(open.get(&keeper, "/gerakan/baru").text().contains("Kanwil Bali"));
        assert_eq!(open.get(&open.employee(0), "/gerakan/baru").status, StatusCode::NOT_FOUND);
        let good = "title=Ikrar+Bali&text=netralitas-2&units=KW-20&kinds=pns&opens=2023-12-22&opens_time=08:00&closes=2023-12-22&closes_time=10:00&zone=local";
        let cases = [
            (good.replace("Ikrar+Bali", "x"), "f-title-e"),
            (good.replace("units=KW-20", ""), "f-units-e"),
            (good.replace("units=KW-20", "units=KW-30"), "f-units-e"),
            (good.replace("units=KW-20", "more_units=TIDAK-ADA"), "f-units-e"),
            (good.replace("kinds=pns", ""), "f-kinds-e"),
            (good.replace("closes=2023-12-22", "closes=2023-12-21"), "f-closes-e"),
            (good.replace("opens=2023-12-22", "opens=2023-02-29"), "f-opens-e"),
            (good.replace("netralitas-2", "lain-1"), "f-text-e"),
        ];
        for (body, field) in cases {
            let reply = open.ask(Some(&keeper), "POST", "/gerakan", &body);
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert!(reply.text().contains(field), "{field}: {body}");
        }
        let opened = open.ask(Some(&keeper), "POST", "/gerakan", good);
        assert_eq!((opened.status, opened.goes_to()), (StatusCode::SEE_OTHER, "/gerakan/2"));
        assert!(open.get(&keeper, "/gerakan/2").text().contains("Ikrar Bali"));
    });
}

#[test]
fn a_drive_is_closed_on_a_page_of_its_own_after_its_time() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let chief = open.house.operator();
        assert!(open.get(&chief, "/gerakan/1/tutup").text().contains("masih berjalan"));
        assert_eq!(open.ask(Some(&chief), "POST", "/gerakan/1/tutup", "").status, StatusCode::UNPROCESSABLE_ENTITY);
        let later = at(12, 0).plus_ms(86_400_000);
        assert_eq!(open.ask_at(later, Some(&chief), "POST", "/gerakan/1/tutup", "").goes_to(), "/gerakan/1");
        assert!(open.ask_at(later, Some(&chief), "GET", "/gerakan/1", "").text().contains("Angka akhir"));
    });
}

#[test]
fn the_public_page_tells_offices_and_no_refusals() {
    on_sqlite(|store| {
        let open = Open::new(store);
        for person in 0..7 {
            open.house.signs(person, at(9, 0)).expect("signs");
        }
        open.house.declines(9, at(9, 0)).expect("declines");
        assert!(open.ask(None, "GET", "/data", "").text().contains("Deklarasi contoh"));
        let page = open.ask(None, "GET", "/data/1", "").text();
        assert!(page.contains("Kanwil Bali") && !page.contains("Lapas") && !page.contains("menolak"));
        assert!(page.len() < 50_000, "{} bytes", page.len());
        assert_eq!(open.ask(None, "GET", "/data/7", "").status, StatusCode::NOT_FOUND);
        let body = open.ask(None, "GET", "/api/v1/drives/1/coverage", "").json();
        assert_eq!(body["public"], true);
        assert_eq!(body["total"]["declined"], serde_json::Value::Null);
        assert!(body["units"].as_array().expect("a list").iter().all(|unit| unit["kind"] != "lapas"));
    });
}

#[test]
fn a_drive_of_one_prison_is_not_public() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let small = open.house.opens(new_drive(vec![open.house.prison])).expect("opens");
        let mut both = new_drive(vec![open.house.prison, open.house.papua]);
        both.title = "Ikrar dua kantor".into();
        open.house.opens(both).expect("opens");
        assert_eq!(small.0, 2);
        let leader = open.house.who(Role::Leader, open.house.papua);
        for place in [
            "/data/2",
            "/data/2/cakupan.csv",
            "/api/v1/drives/2",
            "/api/v1/drives/2/coverage",
            "/api/v1/drives/2/burn-up",
        ] {
            for who in [None, Some(&leader), Some(&open.employee(0))] {
                assert_eq!(open.ask(who, "GET", place, "").status, StatusCode::NOT_FOUND, "{place}");
            }
        }
        assert!(!open.ask(None, "GET", "/data", "").text().contains("/data/2\""));
        let listed = |who: Option<&Principal>| -> Vec<i64> {
            let list = open.ask(who, "GET", "/api/v1/drives", "").json();
            list["drives"].as_array().expect("a list").iter().filter_map(|drive| drive["id"].as_i64()).collect()
        };
        assert_eq!(listed(None), [3, 1]);
        assert_eq!(listed(Some(&open.employee(8))), [3, 2, 1], "who may sign it knows of it");
        assert_eq!(listed(Some(&open.house.who(Role::Leader, open.house.prison))), [3, 2, 1]);
        let told = open.ask(None, "GET", "/api/v1/drives/3", "").json();
        assert_eq!(told["units"], serde_json::json!(["KW-30"]), "and no prison in a public one");
    });
}

#[test]
fn programs_sign_ask_and_take_receipts() {
    each_engine(|store| {
        let open = Open::new(store);
        let ana = open.employee(0);
        let base = "/api/v1/drives/1";
        assert_eq!(open.ask(None, "POST", &format!("{base}/pledge"), "").status, StatusCode::UNAUTHORIZED);
        assert_eq!(open.get(&ana, &format!("{base}/standing")).json()["state"], "may");
        let first = open.ask(Some(&ana), "POST", &format!("{base}/pledge"), "").json();
        let second = open.ask(Some(&ana), "POST", &format!("{base}/pledge"), "{}").json();
        assert_eq!((&first["again"], &second["again"]), (&false.into(), &true.into()));
        assert_eq!(first["entry"], second["entry"]);
        assert_eq!(open.get(&ana, &format!("{base}/receipt")).status, StatusCode::ACCEPTED);
        open.log.sequence_all(store).expect("sequences");
        let receipt = open.get(&ana, &format!("{base}/receipt"));
        assert!(netra_ledger::verify::check(&receipt.bytes, &open.log.policy()).is_ok());
        let ben = open.employee(1);
        let declined = open.ask(Some(&ben), "POST", &format!("{base}/decline"), "{\"reason\":\"Belum siap\"}");
        assert_eq!(declined.status, StatusCode::OK);
        assert_eq!(
            open.ask(Some(&ben), "POST", &format!("{base}/decline"), "{").status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            open.ask_at(at(1, 0), Some(&open.employee(2)), "POST", &format!("{base}/pledge"), "").status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let chief = open.house.operator();
        let coverage = open.get(&chief, &format!("{base}/coverage")).json();
        assert_eq!((&coverage["total"]["signed"], &coverage["total"]["outstanding"]), (&1.into(), &25.into()));
        assert_eq!(open.get(&chief, &format!("{base}/burn-up")).json()["points"][0]["signed"], 1);
        let new = serde_json::json!({"title": "Ikrar", "text": "netralitas-2", "units": ["KW-30"], "employment": ["pns"],
            "opens": "2023-12-22T08:00", "closes": "2023-12-22T09:00", "zone": "wit"});
        let opened = open.ask(Some(&chief), "POST", "/api/v1/drives", &new.to_string());
        assert_eq!((opened.status, &opened.json()["id"]), (StatusCode::CREATED, &2.into()));
        let wrong = open.ask(Some(&chief), "POST", "/api/v1/drives", &new.to_string().replace("T08:00", " 8"));
        assert_eq!(
            (wrong.status, &wrong.json()["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"opens".into())
        );
        assert_eq!(
            open.ask(Some(&ana), "POST", "/api/v1/drives", &new.to_string()).status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let told = open.ask(None, "GET", "/api/v1/drives/2", "").json();
        assert_eq!(
            (&told["units"], &told["should_at_opening"]),
            (&serde_json::json!(["KW-30"]), &serde_json::Value::Null)
        );
        assert_eq!(open.get(&ana, "/api/v1/drives/2").json()["should_at_opening"], serde_json::Value::Null);
        assert_eq!(open.get(&chief, "/api/v1/drives/2").json()["should_at_opening"], 7);
        assert_eq!(open.ask(None, "GET", "/api/v1/drives", "").json()["drives"].as_array().map(Vec::len), Some(2));
        let later = at(12, 0).plus_ms(86_400_000);
        assert_eq!(
            open.ask_at(later, Some(&chief), "POST", &format!("{base}/close"), "").status,
            StatusCode::NO_CONTENT
        );
    });
}
