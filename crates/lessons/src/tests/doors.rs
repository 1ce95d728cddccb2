//! The doors through the router: statuses, forms that come back, what is not shown, pages light enough.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::Clock;
use netra_guidance::model::{Occasion, Phase};
use netra_guidance::{Activities, pages as quiz};
use netra_it::store::on_sqlite;
use netra_web::Need::SignedIn;
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    let paper = Accepts::Paper.body_limit();
    vec![
        Route::get("/materi", SignedIn, "", pages::materials),
        Route::get("/materi/baru", SignedIn, "", pages::new_material),
        Route::post("/materi", SignedIn, "", pages::publish).takes(paper),
        Route::get("/materi/{id}", SignedIn, "", pages::material),
        Route::get("/materi/{id}/baru", SignedIn, "", pages::new_version),
        Route::post("/materi/{id}/baru", SignedIn, "", pages::revise).takes(paper),
        Route::get("/materi/{id}/versi/{number}", SignedIn, "", pages::version),
        Route::get("/materi/{id}/versi/{number}/berkas.pdf", SignedIn, "", pages::file),
        Route::get("/kegiatan/{id}/belajar", SignedIn, "", pages::learn),
        Route::post("/kegiatan/{id}/belajar/tes", SignedIn, "", pages::begin_test),
        Route::post("/kegiatan/{id}/belajar/tanggapan", SignedIn, "", pages::answer),
        Route::post("/kegiatan/{id}/belajar/materi", SignedIn, "", pages::teach),
        Route::get("/tanya/kuis/sertifikat/{code}", SignedIn, "", quiz::certificate),
        Route::post("/tanya/kuis/periksa", SignedIn, "", quiz::check_certificate),
        Route::get("/api/v1/materials", SignedIn, "", api::materials),
        Route::post("/api/v1/materials", SignedIn, "", api::publish),
        Route::get("/api/v1/materials/{id}", SignedIn, "", api::material),
        Route::get("/api/v1/activities/{id}/learning", SignedIn, "", api::learning),
        Route::post("/api/v1/activities/{id}/feedback", SignedIn, "", api::answer),
    ]
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn goes_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    #[track_caller]
    fn page(self, status: StatusCode) -> String {
        assert_eq!(self.status, status, "{}", self.text);
        assert!(self.text.len() < 50 * 1024, "{} bytes", self.text.len());
        assert!(!self.text.contains("style=") && !self.text.contains("<script>"), "the policy forbids it");
        self.text
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn send(house: &House, now: Moment, who: &Principal, asked: (&str, &str), (kind, body): (&str, Vec<u8>)) -> Answer {
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(now),
        chance: house.chance.clone(),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let lent = Extension(Activities::new(actions::at_activity));
    let doors: Router<Site> = router(routes()).layer(Extension(MediaDesk::new())).layer(lent);
    let doors = doors.layer(Extension(who.clone()));
    let request = Request::builder().method(asked.0).uri(asked.1).header(header::CONTENT_TYPE, kind);
    let request = request.body(Body::from(body)).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let reply = finish(doors, site).oneshot(request).await.expect("an answer");
        let (status, headers) = (reply.status(), reply.headers().clone());
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    })
}

fn get(house: &House, who: &Principal, path: &str) -> Answer {
    send(house, at(10, 0), who, ("GET", path), (FORM, Vec::new()))
}

fn post(house: &House, who: &Principal, path: &str, body: &str) -> Answer {
    send(house, at(10, 0), who, ("POST", path), (FORM, body.as_bytes().to_vec()))
}

fn tell(house: &House, who: &Principal, path: &str, body: &serde_json::Value) -> Answer {
    send(house, at(10, 0), who, ("POST", path), ("application/json", body.to_string().into_bytes()))
}

/// A form that may bring a file; an empty one is what a browser sends when none was chosen.
fn upload(house: &House, who: &Principal, path: &str, typed: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
    let mut body = Vec::new();
    for (name, value) in typed {
        body.extend(format!("--garis\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let about = format!("content-disposition: form-data; name=\"file\"; filename=\"{}\"", file.0);
    body.extend(format!("--garis\r\n{about}\r\ncontent-type: application/octet-stream\r\n\r\n").bytes());
    body.extend(file.1);
    body.extend(b"\r\n--garis--\r\n");
    send(house, at(10, 0), who, ("POST", path), ("multipart/form-data; boundary=garis", body))
}

const TYPED: [(&str, &str); 5] = [
    ("unit", "KEM"),
    ("title", "Netralitas"),
    ("summary", "Ringkasan materi contoh."),
    ("body", "# Bagian\n\n- [skb2022-etik-04]\n- <script>alert(1)</script>"),
    ("publisher", "Kepala Pusat"),
];

#[test]
fn material_is_published_read_and_replaced() {
    on_sqlite(|store| {
        let house = House::new(store);
        let (centre, reader) = (house.centre(), house.person(0));
        let form = get(&house, &centre, "/materi/baru").page(StatusCode::OK);
        assert!(form.contains("Jabatan penerbit") && form.contains("Unit KW-20"));
        assert_eq!(get(&house, &reader, "/materi/baru").status, StatusCode::NOT_FOUND);
        let reply = upload(&house, &centre, "/materi", &TYPED, ("", b""));
        assert_eq!((reply.status, reply.goes_to()), (StatusCode::SEE_OTHER, "/materi/1"));
        let page = get(&house, &reader, "/materi/1").page(StatusCode::OK);
        assert!(page.contains("href=\"/aturan/skb2022-etik-04\"") && page.contains("<h2>Bagian</h2>"));
        assert!(page.contains("&lt;script&gt;") && !page.contains("/materi/1/baru"));

        let next = [("title", "Netralitas 2"), TYPED[2], ("body", "Baru."), TYPED[4]];
        let reply = upload(&house, &centre, "/materi/1/baru", &next, ("slide.pdf", &pdf("dua")));
        assert_eq!((reply.status, reply.goes_to()), (StatusCode::SEE_OTHER, "/materi/1/versi/2"));
        assert!(get(&house, &centre, "/materi/1/baru").page(StatusCode::OK).contains("Pakai lagi berkas PDF"));
        let old = get(&house, &reader, "/materi/1/versi/1").page(StatusCode::OK);
        assert!(old.contains("sudah diganti") && old.contains("Bagian"));
        let new = get(&house, &reader, "/materi/1").page(StatusCode::OK);
        assert!(new.contains("Netralitas 2") && new.contains("/materi/1/versi/2/berkas.pdf"));
        let file = get(&house, &reader, "/materi/1/versi/2/berkas.pdf");
        assert_eq!(file.text.into_bytes(), pdf("dua"));
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        assert!(get(&house, &reader, "/materi?lang=en").page(StatusCode::OK).contains("Netralitas 2"));
        for path in ["/materi/1/versi/1/berkas.pdf", "/materi/1/versi/3", "/materi/2", "/materi/x"] {
            assert_eq!(get(&house, &reader, path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_form_that_is_refused_comes_back_with_what_was_typed() {
    on_sqlite(|store| {
        let house = House::new(store);
        let centre = house.centre();
        let script = b"%PDF-1.7\n1 0 obj\n<</S/JavaScript/JS(app.alert(1))>>\nendobj\n";
        let short = [TYPED[0], ("title", "N"), TYPED[2], TYPED[3], TYPED[4]];
        let page = upload(&house, &centre, "/materi", &short, ("a.pdf", script)).page(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.contains("JavaScript") && page.contains("3 sampai 160") && page.contains("Ringkasan materi contoh.")
        );
        for (name, bytes, word) in [
            ("a.docx", &b"PK\x03\x04"[..], "arsip"),
            ("a.svg", b"<svg onload='x'/>", "SVG"),
            ("a.heic", b"\0\0\0\x18ftypheic", "HEIC"),
            ("a.pdf", b"", "kosong"),
        ] {
            let page = upload(&house, &centre, "/materi", &TYPED, (name, bytes)).page(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.contains(word), "{name}: {page}");
        }
        assert!(get(&house, &centre, "/materi").page(StatusCode::OK).contains("Belum ada materi"));
        let reader = house.person(0);
        assert_eq!(upload(&house, &reader, "/materi", &TYPED, ("", b"")).status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn people_learn_at_an_activity() {
    on_sqlite(|store| {
        let house = House::new(store);
        let (id, keeper, person) = (house.outreach(), house.keeper(), house.person(0));
        let (here, material) = (format!("/kegiatan/{id}/belajar"), house.material());
        house.starts(id);
        let reply = post(&house, &keeper, &format!("{here}/materi"), &format!("material={material}"));
        assert_eq!((reply.status, reply.goes_to()), (StatusCode::SEE_OTHER, here.as_str()));
        let page = get(&house, &person, &here).page(StatusCode::OK);
        assert!(
            page.contains("/materi/1/versi/1") && page.contains("Mulai tes awal") && page.contains("Apa yang disimpan")
        );
        assert!(!page.contains("Angka tes") && !page.contains("Lepaskan"));

        let reply = post(&house, &person, &format!("{here}/tes"), "tes=awal");
        assert_eq!((reply.status, reply.goes_to()), (StatusCode::SEE_OTHER, "/tanya/kuis/tes/awal"));
        assert!(get(&house, &person, &here).page(StatusCode::OK).contains("Lanjutkan tes"));
        assert_eq!(post(&house, &person, &format!("{here}/tes"), "tes=lain").status, StatusCode::NOT_FOUND);

        let page = post(&house, &person, &format!("{here}/tanggapan"), "useful=9&note=Kata")
            .page(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Pilih satu dari lima") && page.contains("Kata"));
        for _ in 0..2 {
            let reply = post(&house, &person, &format!("{here}/tanggapan"), "useful=4&clear=5&note=Kata");
            assert_eq!((reply.status, reply.goes_to()), (StatusCode::SEE_OTHER, format!("{here}#tanggapan").as_str()));
        }
        assert!(get(&house, &person, &here).page(StatusCode::OK).contains("sudah memberi tanggapan"));

        let page = get(&house, &keeper, &here).page(StatusCode::OK);
        assert!(
            page.contains("Angka tes")
                && page.contains("&lt;5")
                && page.contains("Lepaskan")
                && !page.contains("Kata<")
        );
        let page = get(&house, &keeper, &format!("{here}?lang=en")).page(StatusCode::OK);
        assert!(page.contains("Figures of the tests") && page.contains("Take away"));
        post(&house, &keeper, &format!("{here}/materi"), &format!("lepas={material}"));
        assert!(get(&house, &person, &here).page(StatusCode::OK).contains("Belum ada materi"));
        let page = post(&house, &keeper, &format!("{here}/materi"), "").page(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Pilih materi dulu"));
    });
}

#[test]
fn who_passes_at_an_activity_finds_a_certificate_that_anybody_can_check() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        house.starts(id);
        let page =
            |person: usize| get(&house, &house.person(person), &format!("/kegiatan/{id}/belajar")).page(StatusCode::OK);
        house.takes(0, id, (Phase::Post, 10), at(9, 30));
        house.takes(1, id, (Phase::Post, 3), at(9, 30));
        let passed = page(0);
        let code =
            passed.split("/tanya/kuis/sertifikat/").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
        assert!(passed.contains("href=\"/tanya/kuis/periksa\""), "{passed}");
        let code = netra_guidance::model::Code::parse(code).expect("a code");
        let holder = house.people[0];
        let (found, mine) = (code.clone(), code.clone());
        let told = store.read_now(move |tx| netra_guidance::actions::check(tx, &found)).expect("reads").expect("valid");
        assert_eq!((told.day, told.unit_kind), (day("2024-01-23"), UnitKind::Kanwil), "no name, no unit, no score");
        store.read_now(move |tx| netra_guidance::actions::certificate(tx, holder, &mine)).expect("its holder's");
        assert!(!page(1).contains("/tanya/kuis/sertifikat/"), "who failed has none");
        named_by_all(&house, &code);
    });
}

/// The certificate of the first person and its check name the outreach in Bali, and tell nobody else more than that.
fn named_by_all(house: &House, code: &netra_guidance::model::Code) {
    let own = get(house, &house.person(0), &format!("/tanya/kuis/sertifikat/{code}")).page(StatusCode::OK);
    let checked = post(house, &house.person(18), "/tanya/kuis/periksa", &format!("code={code}")).page(StatusCode::OK);
    for words in ["Penyuluhan netralitas", "23 Januari 2024, Unit KW-20"] {
        assert!(own.contains(words) && checked.contains(words), "{words}: {own}\n{checked}");
    }
    assert!(own.contains("Contoh A"), "{own}");
    for secret in ["Contoh A", "10 dari 10", "Aula", "Kepala Kantor Wilayah"] {
        assert!(!checked.contains(secret), "{secret}: {checked}");
    }
}

#[test]
fn only_an_activity_that_is_there_is_named() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        let named = |occasion: Occasion| store.read_now(move |tx| actions::at_activity(tx, &occasion)).expect("reads");
        let held = named(Occasion::activity(id.0)).expect("there");
        assert_eq!(
            (held.title.as_str(), held.day, held.unit.as_str()),
            ("Penyuluhan netralitas", day("2024-01-23"), "Unit KW-20")
        );
        assert_eq!(named(Occasion::activity(id.0 + 1)), None);
        for other in ["lain", "kegiatan-", "kegiatan-x", "kegiatan-99999999999999999999"] {
            assert_eq!(named(Occasion::parse(other).expect("a label")), None, "{other}");
        }
    });
}

#[test]
fn who_may_not_know_of_an_activity_finds_nothing() {
    on_sqlite(|store| {
        let house = House::new(store);
        let (id, stranger, person) = (house.outreach(), house.person(18), house.person(0));
        house.starts(id);
        let here = format!("/kegiatan/{id}/belajar");
        let material = house.material();
        for answer in [
            get(&house, &stranger, &here),
            post(&house, &stranger, &format!("{here}/tes"), "tes=awal"),
            post(&house, &stranger, &format!("{here}/tanggapan"), "useful=4&clear=5"),
            post(&house, &person, &format!("{here}/materi"), &format!("material={material}")),
            get(&house, &stranger, &format!("/api/v1/activities/{id}/learning")),
            get(&house, &person, &format!("/api/v1/activities/{id}/learning")),
            get(&house, &person, "/kegiatan/999/belajar"),
            get(&house, &person, "/kegiatan/x/belajar"),
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
        }
    });
}

#[test]
fn a_test_out_of_its_time_is_refused_with_a_sentence() {
    on_sqlite(|store| {
        let house = House::new(store);
        let id = house.outreach();
        let path = format!("/kegiatan/{id}/belajar/tes");
        let page = post(&house, &house.person(0), &path, "tes=akhir").page(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("setelah operator memulai"));
    });
}

#[test]
fn programs_publish_read_and_answer() {
    on_sqlite(|store| {
        let house = House::new(store);
        let (id, centre, person) = (house.outreach(), house.centre(), house.person(0));
        house.starts(id);
        let new = serde_json::json!({ "unit": "KEM", "title": "Netralitas", "summary": "Ringkasan contoh.",
            "body": "Isi.", "publisher": "Kepala Pusat" });
        let reply = tell(&house, &centre, "/api/v1/materials", &new);
        assert_eq!((reply.status, reply.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)), "{}", reply.text);
        assert_eq!(tell(&house, &centre, "/api/v1/materials", &new).json()["id"], 1, "the same again finds it");
        assert_eq!(tell(&house, &person, "/api/v1/materials", &new).status, StatusCode::NOT_FOUND);
        let list = get(&house, &person, "/api/v1/materials").json();
        assert_eq!((list["materials"][0]["title"].as_str(), list["next"].is_null()), (Some("Netralitas"), true));
        let one = get(&house, &person, "/api/v1/materials/1").json();
        assert_eq!((one["version"].as_i64(), one["content_sha256"].as_str().map(str::len)), (Some(1), Some(64)));
        let feedback = format!("/api/v1/activities/{id}/feedback");
        let answers = serde_json::json!({ "useful": 4, "clear": 5 });
        assert_eq!(tell(&house, &person, &feedback, &answers).json()["kept"], true);
        assert_eq!(tell(&house, &person, &feedback, &answers).json()["kept"], false);
        let wrong = tell(&house, &house.person(1), &feedback, &serde_json::json!({ "useful": 0, "clear": 5 }));
        assert_eq!(
            (wrong.status, wrong.json()["errors"][0]["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("useful"))
        );
        let figures = get(&house, &house.keeper(), &format!("/api/v1/activities/{id}/learning")).json();
        assert!(figures["gain_tenths"].is_null() && figures["definition"].as_str().is_some());
    });
}
