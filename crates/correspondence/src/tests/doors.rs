//! The doors through the router: statuses, forms that come back, pages light enough, a sample page handed to the press.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::{Chance, Clock};
use netra_documents::PrintDesk;
use netra_it::store::on_sqlite;
use netra_web::Need::SignedIn;
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/naskah", SignedIn, "", pages::register),
        Route::get("/naskah/kop", SignedIn, "", pages::letterhead_form),
        Route::post("/naskah/kop", SignedIn, "", pages::keep),
        Route::get("/naskah/kop/contoh.pdf", SignedIn, "", pages::sample),
        Route::get("/naskah/nomor", SignedIn, "", pages::number_form),
        Route::post("/naskah/nomor", SignedIn, "", pages::take),
        Route::get("/naskah/nomor/{id}", SignedIn, "", pages::number),
        Route::get("/api/v1/units/{code}/letterhead", SignedIn, "", api::letterhead),
        Route::get("/api/v1/units/{code}/letter-numbers", SignedIn, "", api::numbers),
        Route::post("/api/v1/units/{code}/letter-numbers", SignedIn, "", api::take),
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
    fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        assert!(self.text.len() < 50 * 1024, "{} bytes", self.text.len());
        assert!(!self.text.contains("style=") && !self.text.contains("<script>"), "the policy forbids it");
        self.text
    }
}

fn ask(house: &House, who: &Principal, method: &str, path: &str, body: &str) -> Answer {
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(now()),
        chance: Chance::seeded(7),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let desk = PrintDesk::new(|paper| Ok(paper.checked()?.into_bytes()));
    let doors: Router<Site> = router(routes()).layer(Extension(desk)).layer(Extension(who.clone()));
    let request = Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let reply = finish(doors, site).oneshot(request).await.expect("an answer");
        let (status, headers) = (reply.status(), reply.headers().clone());
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
        Answer { status, headers, text: String::from_utf8(bytes).expect("text") }
    })
}

fn get(house: &House, who: &Principal, path: &str) -> Answer {
    ask(house, who, "GET", path, "")
}

const HEAD: &str = "unit=KW-20&agency=Kementerian+Contoh&lines=Kantor+Wilayah+Bali%0D%0A&place=Denpasar\
    &head=Kepala+Kantor+Wilayah+Bali&seal=1&pattern=";

#[test]
fn a_letterhead_is_changed_by_form_and_seen_on_a_sample_page() {
    on_sqlite(|store| {
        let house = House::new(store);
        let by = house.keeper(house.bali);
        assert!(get(&house, &by, "/naskah").page().contains("Belum ada kop yang disimpan"));
        assert!(get(&house, &by, "/naskah/kop").page().contains("KW-20-{class}-{serial:4}"));
        let bad = ask(&house, &by, "POST", "/naskah/kop", &format!("{HEAD}W.20&address=Jalan+Contoh"));
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("Pola nomor tidak dapat dibaca") && bad.text.contains("Jalan Contoh"));
        let good = ask(&house, &by, "POST", "/naskah/kop", &format!("{HEAD}W.20-%7Bclass%7D-%7Bserial%3A4%7D"));
        assert_eq!((good.status, good.goes_to()), (StatusCode::SEE_OTHER, "/naskah?unit=KW-20"));
        let page = get(&house, &by, "/naskah?unit=kw-20-adm").page();
        assert!(page.contains("Kop kantor tempat unit ini berada") && page.contains("Denpasar"), "{page}");
        let sample = get(&house, &by, "/naskah/kop/contoh.pdf");
        assert_eq!(sample.headers[header::CONTENT_TYPE], "application/pdf");
        let paper = sample.json();
        assert_eq!((&paper["agency"]["code"], &paper["number"]), (&"KW-20".into(), &"W.20-UM.01.01-0000".into()));
        assert_eq!(paper["signature"]["place"], "Denpasar");
        for path in ["/naskah?unit=KEM", "/naskah/kop?unit=KEM", "/naskah/kop/contoh.pdf?unit=NONE", "/naskah?tahun=x"]
        {
            assert_eq!(get(&house, &by, path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_number_is_taken_by_form_once_and_the_register_pages() {
    on_sqlite(|store| {
        let house = House::new(store);
        let by = house.keeper(house.bali);
        let form = get(&house, &by, "/naskah/nomor").page();
        let key = form.split("name=\"key\" value=\"").nth(1).and_then(|rest| rest.get(..32)).expect("a key").to_owned();
        let send = |day: &str| {
            let body = format!("unit=KW-20&key={key}&class=UM.01.01&day={day}&about=Undangan+rapat");
            ask(&house, &by, "POST", "/naskah/nomor", &body)
        };
        let far = send("2026-01-01");
        assert_eq!(far.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(far.text.contains("paling jauh 31 hari lagi") && far.text.contains(&key));
        let first = send("2024-01-15").goes_to().to_owned();
        assert_eq!(send("2024-01-15").goes_to(), first, "pressed twice");
        let page = get(&house, &by, &first).page();
        assert!(page.contains("KW-20-UM.01.01-0001") && page.contains("urutan 1"), "{page}");
        let stranger = house.keeper(house.prison);
        assert_eq!(get(&house, &stranger, &first).status, StatusCode::NOT_FOUND);
        for at in 0..60 {
            house.take(house.bali, "2024-01-15", &format!("k{at}"));
        }
        house.take(house.bali, "2023-01-15", "old");
        let list = get(&house, &by, "/naskah").page();
        assert!(list.contains("-0061") && list.contains("-0012") && !list.contains("-0011<"), "fifty rows");
        let next = get(&house, &by, "/naskah?dari=12").page();
        assert!(next.contains("-0011") && next.contains("oleh Anda") && next.contains("oleh akun nomor"), "{next}");
        assert!(get(&house, &by, "/naskah?tahun=2023").page().contains("15 Januari 2023"));
        let section = house.keeper(house.division);
        let theirs = get(&house, &section, "/naskah").page();
        assert!(theirs.contains("dipegang kantor") && !theirs.contains("-0061"), "{theirs}");
    });
}

#[test]
fn programs_take_numbers_too() {
    on_sqlite(|store| {
        let house = House::new(store);
        let by = house.keeper(house.bali);
        let path = "/api/v1/units/KW-20/letter-numbers";
        let body = r#"{"class":"UM.01.01","day":"2024-01-15","about":"Undangan","key":"surat-1"}"#;
        let first = ask(&house, &by, "POST", path, body).json();
        assert_eq!((&first["number"], &first["serial"]), (&"KW-20-UM.01.01-0001".into(), &1.into()));
        assert_eq!(ask(&house, &by, "POST", path, body).json()["id"], first["id"]);
        let other = house.keeper(house.root);
        assert_eq!(ask(&house, &other, "POST", path, body).json()["serial"], 2, "another account's own name");
        let bad = ask(&house, &by, "POST", path, &body.replace("UM.01.01", "U M"));
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let list = get(&house, &by, path).json();
        assert_eq!((list["year"].as_i64(), list["numbers"].as_array().expect("a list").len()), (Some(2024), 2));
        assert_eq!(get(&house, &by, "/api/v1/units/KW-20/letterhead").json()["head"], "Kepala Kantor Wilayah Bali");
        let stranger = house.keeper(house.prison);
        for path in [path, "/api/v1/units/KW-20/letterhead"] {
            assert_eq!(get(&house, &stranger, path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}
