//! The doors through the router: statuses, forms that come back, what is not shown, pages light enough.

use super::damage::scan;
use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::Clock;
use netra_documents::PrintDesk;
use netra_ledger::{Log, SigningKey};
use netra_media::MediaDesk;
use netra_web::Need::SignedIn;
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/arahan", SignedIn, "", pages::list),
        Route::post("/arahan", SignedIn, "", pages::issue),
        Route::get("/arahan/baru", SignedIn, "", pages::new_directive),
        Route::get("/arahan/{id}", SignedIn, "", pages::directive),
        Route::post("/arahan/{id}/terima", SignedIn, "", pages::acknowledge),
        Route::get("/arahan/{id}/surat.pdf", SignedIn, "", pages::pdf),
        Route::get("/arahan/{id}/asli", SignedIn, "", pages::original),
        Route::post("/arahan/{id}/asli", SignedIn, "", pages::attach),
        Route::get("/arahan/{id}/asli/kirim", SignedIn, "", pages::attach_form),
        Route::get("/arahan/{id}/koreksi", SignedIn, "", pages::correct_form),
        Route::post("/arahan/{id}/koreksi", SignedIn, "", pages::correct),
        Route::get("/arahan/{id}/akhiri", SignedIn, "", pages::end_form),
        Route::post("/arahan/{id}/akhiri", SignedIn, "", pages::end),
        Route::get("/arahan/{id}/teruskan", SignedIn, "", pages::pass_form),
        Route::post("/arahan/{id}/teruskan", SignedIn, "", pages::pass_on),
        Route::get("/arahan/{id}/sebaran", SignedIn, "", pages::spread),
        Route::get("/arahan/{id}/belum/{code}", SignedIn, "", pages::names),
        Route::post("/arahan/{id}/ingatkan/{code}", SignedIn, "", pages::remind),
        Route::get("/api/v1/directives", SignedIn, "", api::directives),
        Route::post("/api/v1/directives", SignedIn, "", api::issue),
        Route::get("/api/v1/directives/{id}", SignedIn, "", api::directive),
        Route::post("/api/v1/directives/{id}/acknowledge", SignedIn, "", api::acknowledge),
        Route::post("/api/v1/directives/{id}/pass-on", SignedIn, "", api::pass_on),
        Route::get("/api/v1/directives/{id}/spread", SignedIn, "", api::spread),
    ]
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn goes_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    #[track_caller]
    pub(super) fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        assert!(self.text.len() < 50 * 1024, "{} bytes", self.text.len());
        assert!(!self.text.contains("style=") && !self.text.contains("<script>"), "the policy forbids it");
        self.text
    }

    #[track_caller]
    pub(super) fn refuses(self, field: &str) -> String {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text);
        assert!(self.text.contains(&format!("f-{field}-e")), "{field}: {}", self.text);
        self.text
    }
}

fn ask(house: &House, who: Option<&Principal>, request: Request<Body>) -> Answer {
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(today()),
        chance: house.chance.clone(),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let desk = PrintDesk::new(|paper| Ok(format!("{} {}", paper.template, paper.checked()?).into_bytes()));
    let folder = tempfile::tempdir().expect("a folder");
    let key = SigningKey::from_seed("netra.invalid/test", &[7; 32]).expect("a key");
    let log = Log::open(&house.store, folder.path(), key).expect("opens");
    let mut doors: Router<Site> =
        router(routes()).layer(Extension(desk)).layer(Extension(MediaDesk::new())).layer(Extension(log));
    if let Some(who) = who {
        doors = doors.layer(Extension(who.clone()));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let reply = finish(doors, site).oneshot(request).await.expect("an answer");
        let (status, headers) = (reply.status(), reply.headers().clone());
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    })
}

fn request(method: &str, path: &str, body: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request")
}

pub(super) fn get(house: &House, who: &Principal, path: &str) -> Answer {
    ask(house, Some(who), request("GET", path, ""))
}

pub(super) fn post(house: &House, who: &Principal, path: &str, body: &str) -> Answer {
    ask(house, Some(who), request("POST", path, body))
}

const FORM: &str = "key=abc&kind=circular&unit=E1-01&numbering=typed&number=SEK-UM.01.01-1133&dated=2023-11-23\
    &issuer=Plh.+Sekretaris+Jenderal&subject=Ketentuan+netralitas&text=Jaga+netralitas+di+dalam+dan+di+luar+kantor.\
    &basis=ins-skb2022&row=ins-se1133-2023&units=KEM&kinds=pns&kinds=pppk&kinds=ppnpn&from=2023-11-23&asks=1&asked_until=2023-12-15";

#[test]
fn an_operator_issues_a_circular_by_form_and_people_acknowledge_it() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        assert_eq!(ask(&house, None, request("GET", "/arahan", "")).goes_to(), "/masuk?lanjut=/arahan");
        let form = get(&house, &by, "/arahan/baru").page();
        assert!(form.contains("ins-skb2022") && form.contains("prg-06") && form.contains("name=\"key\""));
        assert_eq!(get(&house, &house.person(2), "/arahan/baru").status, StatusCode::NOT_FOUND);
        let issued = post(&house, &by, "/arahan", FORM);
        assert_eq!((issued.status, issued.goes_to()), (StatusCode::SEE_OTHER, "/arahan/1"));
        assert_eq!(post(&house, &by, "/arahan", FORM).goes_to(), "/arahan/1", "a second press");
        let who = house.person(8);
        let mine = get(&house, &who, "/arahan").page();
        assert!(mine.contains("Satu arahan menunggu") && mine.contains("15 Desember 2023"));
        let page = get(&house, &who, "/arahan/1").page();
        assert!(page.contains("Saya sudah membaca dan memahami") && page.contains("Keputusan Bersama"));
        assert!(page.contains("Meneruskan adalah tugas setiap unit") && page.contains("belum meneruskan"));
        assert_eq!(post(&house, &who, "/arahan/1/terima", "version=1").goes_to(), "/arahan/1");
        assert_eq!(post(&house, &who, "/arahan/1/terima", "version=1").goes_to(), "/arahan/1", "a second press");
        let done = get(&house, &who, "/arahan/1?lang=en").page();
        assert!(done.contains("You have acknowledged this directive") && done.contains("bukti.json"));
        assert!(!done.contains("I have read and understood"));
        assert!(get(&house, &who, "/arahan").page().contains("Sudah Anda nyatakan"));
        for path in ["/arahan/2", "/arahan/x", "/arahan/99999999999999999999", "/arahan/1?versi=9"] {
            assert_eq!(get(&house, &who, path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn what_is_wrong_in_the_form_stands_at_its_field() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        let wrong = |from: &str, to: &str| post(&house, &by, "/arahan", &FORM.replace(from, to));
        for (from, to, field) in [
            ("number=SEK-UM.01.01-1133", "number=", "number"),
            ("dated=2023-11-23", "dated=2023-02-30", "dated"),
            ("issuer=Plh.+Sekretaris+Jenderal", "issuer=", "issuer"),
            ("text=Jaga+netralitas+di+dalam+dan+di+luar+kantor.", "text=pendek", "text"),
            ("units=KEM", "units=KEM%0AKW-77", "units"),
            ("units=KEM", "units=", "units"),
            ("&kinds=ppnpn", "", "kinds"),
            ("basis=ins-skb2022", "basis=ins-se1133-2023", "basis"),
            ("from=2023-11-23", "from=2023-11-23&until=2023-11-01", "until"),
            ("asked_until=2023-12-15", "asked_until=2022-12-15", "asked_until"),
            ("unit=E1-01", "unit=KW-99", "unit"),
        ] {
            let back = wrong(from, to).refuses(field);
            assert!(back.contains("Ketentuan netralitas"), "what was typed stays");
        }
        assert!(get(&house, &house.person(2), "/arahan").page().contains("Belum ada arahan"), "nothing was kept");
        let warned = wrong("&kinds=ppnpn", "").text;
        assert!(warned.contains("prg-06, prg-07") && warned.contains("Memang tidak untuk PPNPN"));
        let meant = wrong("&kinds=ppnpn", "&without_ppnpn=1");
        assert_eq!(meant.goes_to(), "/arahan/1");
        assert!(get(&house, &by, "/arahan/1").page().contains("/aturan/prg-07"));
        let year = FORM.replace("key=abc", "key=def").replace("dated=2023-11-23", "year=2022&dated=");
        let year = year.replace("from=2023-11-23", "from=").replace("row=ins-se1133-2023", "row=ins-se14-2022");
        let year = year.replace("number=SEK-UM.01.01-1133", "number=SEK-14.KP.05.02+Tahun+2022");
        assert_eq!(post(&house, &by, "/arahan", &year.replace("asked_until=2023-12-15", "")).goes_to(), "/arahan/2");
        assert!(get(&house, &house.person(2), "/arahan/2").page().contains("harinya tidak diketahui"));
    });
}

#[test]
fn the_form_shows_the_day_that_working_days_come_to_before_it_keeps_anything() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        let days = |days: &str| FORM.replace("asked_until=2023-12-15", &format!("asked_days={days}"));
        for (text, field) in [
            (days("0"), "asked_days"),
            (days("dua"), "asked_days"),
            (format!("{FORM}&asked_days=5"), "asked_days"),
            (days("5").replace("from=2023-11-23", "from=2098-11-23"), "asked_days"),
            (days("5").replace("from=2023-11-23", "from=2023-11-23&until=2023-11-29"), "asked_days"),
        ] {
            post(&house, &by, "/arahan", &text).refuses(field);
        }
        let asked = |body: &str| {
            let back = post(&house, &by, "/arahan", body);
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", back.text);
            assert!(
                back.text.contains("Periksa dulu batas pernyataannya.") && !back.text.contains("Perlu diperbaiki dulu")
            );
            back.text
        };
        let back = asked(&days("10"));
        assert!(back.contains("10 hari kerja sesudah 24 November 2023 berakhir Jumat, 8 Desember 2023."), "{back}");
        assert!(
            back.contains("name=\"confirmed\" value=\"2023-12-08\"") && back.contains("Ya, Jumat, 8 Desember 2023")
        );
        assert!(get(&house, &house.person(2), "/arahan").page().contains("Belum ada arahan"), "nothing was kept");
        let other = format!("{}&confirmed=2023-12-08", days("11"));
        let back = asked(&other);
        assert!(back.contains("value=\"2023-12-11\"") && !back.contains("value=\"2023-12-11\" checked"), "asked anew");
        let sunday = FORM.replace("2023-12-15", "2023-12-17");
        assert!(asked(&sunday).contains("Minggu, 17 Desember 2023 bukan hari kerja."));
        let both = sunday.replace("issuer=Plh.+Sekretaris+Jenderal", "issuer=Kepala&basis=ins-x");
        post(&house, &by, "/arahan", &both).refuses("confirmed");
        let seen = format!("{}&confirmed=2023-12-08", days("10"));
        assert_eq!(post(&house, &by, "/arahan", &seen).goes_to(), "/arahan/1");
        let page = get(&house, &house.person(2), "/arahan/1").page();
        assert!(
            page.contains("paling lambat 8 Desember 2023 (10 hari kerja)") && page.contains("Jumat, 8 Desember 2023")
        );
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn long_lists_are_folded_and_open_where_something_is_refused() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        house.issued();
        let form = get(&house, &by, "/arahan/baru").page();
        let fold = |page: &str, words: &str| {
            let (before, _) = page.split_once(&format!("<summary>{words}")).expect("a fold");
            before.rsplit("<details").next().is_some_and(|tag| tag.contains("open"))
        };
        for words in ["Dasar hukum (", "Arahan yang menjadi dasar (", "Arahan yang diganti (", "Untuk amanat: "] {
            assert!(!fold(&form, words), "{words}");
        }
        let wrong = FORM.replace("key=abc", "key=def").replace("basis=ins-skb2022", "basis=ins-se1133-2023");
        let back = post(&house, &by, "/arahan", &wrong).refuses("basis");
        assert!(fold(&back, "Dasar hukum (1 dari ") && !fold(&back, "Arahan yang menjadi dasar ("));
        let correct = get(&house, &by, "/arahan/1/koreksi").page();
        assert!(!fold(&correct, "Dasar hukum (1 terpilih sekarang)"));
    });
}

#[test]
fn a_directive_that_is_over_shows_its_final_figures_with_their_day() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let by = house.operator();
        house.acknowledges(2, id, 1, today()).expect("acknowledges");
        assert!(get(&house, &by, "/arahan/1/sebaran?unit=KW-20").page().contains("Siapa yang belum"));
        assert_eq!(get(&house, &by, "/api/v1/directives/1/spread").json()["final"], false);
        house.ends(id, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
        let (who, papua) = (house.people[3], house.papua);
        store.write_now(move |tx| registry::move_to(tx, who, papua, day("2023-11-27"))).expect("moves");
        house.follows();
        let page = get(&house, &by, "/arahan/1/sebaran").page();
        assert!(
            page.contains("Angka akhir") && page.contains("26 November 2023") && page.contains("dibekukan"),
            "{page}"
        );
        let bali = get(&house, &by, "/arahan/1/sebaran?unit=KW-20").page();
        assert!(bali.contains("dari 7 pegawai sudah menyatakan") && !bali.contains("Siapa yang belum"), "{bali}");
        assert_eq!(get(&house, &by, "/arahan/1/belum/KW-20").status, StatusCode::NOT_FOUND);
        let told = get(&house, &by, "/api/v1/directives/1/spread").json();
        assert_eq!((&told["final"], &told["at"]), (&true.into(), &"2023-11-26T12:00:00+07:00".into()));
    });
}

#[test]
fn units_pass_it_on_and_the_spread_tells_numbers() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let bali = house.who(Role::UnitOperator, house.bali);
        assert!(get(&house, &bali, "/arahan").page().contains("Unit Anda belum meneruskan"));
        let form = get(&house, &bali, "/arahan/1/teruskan").page();
        assert!(
            form.contains("KW-20-LAPAS-01")
                && form.contains("unit di atasnya belum meneruskan")
                && !form.contains("KW-30")
        );
        post(&house, &bali, "/arahan/1/teruskan", "unit=KW-20&function=").refuses("function");
        post(&house, &bali, "/arahan/1/teruskan", "unit=KW-30&function=Kepala").refuses("unit");
        let pass = "unit=KW-20&function=Kepala+Kantor+Wilayah&note=Dibacakan+saat+apel.";
        assert_eq!(post(&house, &bali, "/arahan/1/teruskan", pass).goes_to(), "/arahan/1/teruskan");
        assert!(get(&house, &bali, "/arahan/1/teruskan").page().contains("Dibacakan saat apel."));
        assert!(get(&house, &house.person(6), "/arahan/1").page().contains("Dibacakan saat apel."));
        house.acknowledges(6, id, 1, today()).expect("acknowledges");
        let leader = house.who(Role::Leader, house.bali);
        let spread = get(&house, &leader, "/arahan/1/sebaran").page();
        assert!(spread.contains("dari 7 pegawai sudah menyatakan") && spread.contains("dari 2 unit sudah meneruskan"));
        assert!(!spread.contains("Orang") && !spread.contains("KW-30"), "no names, nobody else's units");
        let unit = get(&house, &leader, "/arahan/1/sebaran?unit=kw-20-lapas-01").page();
        assert!(unit.contains("dari 4 pegawai sudah menyatakan") && !unit.contains("Siapa yang belum"));
        assert_eq!(get(&house, &leader, "/arahan/1/sebaran?unit=KW-30").status, StatusCode::NOT_FOUND);
        assert_eq!(get(&house, &house.person(6), "/arahan/1/sebaran").status, StatusCode::NOT_FOUND);
        assert_eq!(get(&house, &leader, "/arahan/1/teruskan").status, StatusCode::NOT_FOUND);
        assert_eq!(get(&house, &leader, "/arahan/1/belum/KW-20").status, StatusCode::NOT_FOUND);
        let names = get(&house, &bali, "/arahan/1/belum/KW-20-LAPAS-01").page();
        assert!(names.contains("Orang HH") && !names.contains("Orang GG") && names.contains("tidak mengirim surel"));
        let reminded = post(&house, &bali, "/arahan/1/ingatkan/KW-20-LAPAS-01", "");
        assert_eq!(reminded.goes_to(), "/arahan/1/belum/KW-20-LAPAS-01");
        assert!(get(&house, &house.person(7), "/arahan/1").page().contains("mengingatkan Anda"));
        assert!(get(&house, &house.person(7), "/arahan").page().contains("Anda diingatkan"));
    });
}

#[test]
fn a_text_is_corrected_and_a_directive_ends_on_pages_of_their_own() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let by = house.operator();
        for path in ["/arahan/1/koreksi", "/arahan/1/akhiri", "/arahan/1/asli/kirim"] {
            get(&house, &by, path).page();
            for who in
                [house.person(2), house.who(Role::UnitOperator, house.papua), house.who(Role::Leader, house.root)]
            {
                assert_eq!(get(&house, &who, path).status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        let text = "of=1&subject=Ketentuan+baru&text=Isi+yang+sama+sekali+berbeda+dari+sebelumnya.&basis=ins-skb2022";
        post(&house, &by, "/arahan/1/koreksi", text).refuses("reason");
        post(&house, &by, "/arahan/1/koreksi", &format!("{text}&reason=Salah+ketik&rests=1")).refuses("rests");
        house.acknowledges(2, id, 1, today()).expect("acknowledges");
        let good = format!("{text}&reason=Salah+ketik&anew=1");
        assert_eq!(post(&house, &by, "/arahan/1/koreksi", &good).goes_to(), "/arahan/1");
        assert_eq!(post(&house, &by, "/arahan/1/koreksi", &good).goes_to(), "/arahan/1", "a second press");
        let page = get(&house, &house.person(2), "/arahan/1").page();
        assert!(page.contains("baca dan nyatakan lagi") && page.contains("Semua versi"));
        let late = post(&house, &house.person(2), "/arahan/1/terima", "version=1");
        assert!(
            late.status == StatusCode::UNPROCESSABLE_ENTITY && late.text.contains("diperbaiki sesudah Anda membukanya")
        );
        assert!(get(&house, &house.person(2), "/arahan/1?versi=1").page().contains("Ini versi lama"));
        post(&house, &by, "/arahan/1/akhiri", "how=withdrawn").refuses("reason");
        post(&house, &by, "/arahan/1/akhiri", "how=replaced&replaces=1").refuses("replaces");
        let end = "how=withdrawn&reason=Salah+terbit";
        assert_eq!(post(&house, &by, "/arahan/1/akhiri", end).goes_to(), "/arahan/1");
        let ended = get(&house, &house.person(3), "/arahan/1").page();
        assert!(ended.contains("Arahan ini dicabut: Salah terbit") && !ended.contains("Saya sudah membaca"));
        assert!(get(&house, &by, "/arahan/1/akhiri").page().contains("sudah dicabut"));
    });
}

#[test]
fn the_paper_says_what_the_page_says_and_the_scan_is_kept() {
    each_engine(|store| {
        let house = House::new(store);
        house.issued();
        let paper = get(&house, &house.person(5), "/arahan/1/surat.pdf");
        assert_eq!(paper.headers[header::CONTENT_TYPE], "application/pdf");
        let data = paper.text.strip_prefix("surat-edaran.typ ").expect("the template");
        let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
        assert_eq!(data["number"], "SEK-UM.01.01-1133");
        assert_eq!(data["signature"]["position"], "Plh. Sekretaris Jenderal");
        assert_eq!(data["signature"]["date"], "23 November 2023");
        assert_eq!(data["body"][1], serde_json::json!(["Baca.", "Teruskan."]));
        assert!(data["basis"][0].as_str().is_some_and(|basis| basis.contains("Keputusan Bersama")), "{data}");
        let by = house.operator();
        let send = |who: &Principal, file: &[u8]| {
            let mut body =
                b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"surat.pdf\"\r\n\r\n".to_vec();
            body.extend(file);
            body.extend(b"\r\n--x--\r\n");
            let kind = "multipart/form-data; boundary=x";
            let request = Request::builder().method("POST").uri("/arahan/1/asli").header(header::CONTENT_TYPE, kind);
            ask(&house, Some(who), request.body(Body::from(body)).expect("a request"))
        };
        send(&by, b"not a PDF").refuses("file");
        assert_eq!(send(&house.person(5), &scan()).status, StatusCode::NOT_FOUND);
        assert_eq!(get(&house, &by, "/arahan/1/asli").status, StatusCode::NOT_FOUND);
        assert_eq!(send(&by, &scan()).goes_to(), "/arahan/1");
        assert_eq!(send(&by, &scan()).goes_to(), "/arahan/1", "a second press");
        let kept = get(&house, &house.person(5), "/arahan/1/asli");
        assert!(kept.status == StatusCode::OK && kept.text.starts_with("%PDF"));
        assert!(get(&house, &house.person(5), "/arahan/1").page().contains("Pindaian naskah asli"));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn programs_issue_read_acknowledge_and_pass_on() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        let new = r#"{"key":"k1","kind":"circular","unit":"E1-01","number":"SEK-UM.01.01-1133","dated":"2023-11-23",
            "issuer":"Plh. Sekretaris Jenderal","subject":"Ketentuan netralitas","text":"Jaga netralitas di dalam dan di luar.",
            "instruments":["ins-skb2022"],"units":["KEM"],"from":"2023-11-23","asks":true}"#;
        let issued = post(&house, &by, "/api/v1/directives", new);
        assert_eq!((issued.status, issued.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)), "{}", issued.text);
        let days = new.replace("\"k1\"", "\"k9\"").replace("\"asks\":true", "\"asks\":true,\"asked_working_days\":3");
        let days = days.replace("1133", "1144");
        let counted = post(&house, &by, "/api/v1/directives", &days).json();
        assert_eq!(counted["asked_until"], "2023-11-29", "{counted}");
        assert!(counted["asked_note"].as_str().is_some_and(|note| note.contains("3 hari kerja")), "{counted}");
        let none = post(
            &house,
            &by,
            "/api/v1/directives",
            &days.replace("\"k9\"", "\"k8\"").replace("_days\":3", "_days\":0"),
        );
        assert_eq!(none.json()["errors"][0]["field"], "asked_working_days", "{}", none.text);
        let bad = post(
            &house,
            &by,
            "/api/v1/directives",
            &new.replace("2023-11-23\",\n", "x\",\n").replace("\"k1\"", "\"k2\""),
        );
        assert_eq!(
            (bad.status, bad.json()["errors"][0]["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("dated"))
        );
        let who = house.person(8);
        let list = get(&house, &who, "/api/v1/directives?cari=SEK.UM.01.01-1133").json();
        assert_eq!(list["directives"][0]["subject"], "Ketentuan netralitas");
        let one = get(&house, &who, "/api/v1/directives/1").json();
        assert!(one["meant"] == true && one["acknowledged"].is_null() && one["instruments"][0] == "ins-skb2022");
        let first = post(&house, &who, "/api/v1/directives/1/acknowledge", r#"{"version":1}"#).json();
        let second = post(&house, &who, "/api/v1/directives/1/acknowledge", r#"{"version":1}"#).json();
        assert!(first["again"] == false && second["again"] == true && first["entry"] == second["entry"]);
        let pass = r#"{"unit":"KW-20","function":"Kepala Kantor Wilayah"}"#;
        assert_eq!(post(&house, &by, "/api/v1/directives/1/pass-on", pass).json()["again"], false);
        let spread = get(&house, &by, "/api/v1/directives/1/spread").json();
        assert_eq!((&spread["total"]["acknowledged"], &spread["total"]["passed"]), (&1.into(), &1.into()));
        assert_eq!(post(&house, &who, "/api/v1/directives/1/pass-on", pass).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(get(&house, &who, "/api/v1/directives/1/spread").status, StatusCode::NOT_FOUND);
        assert_eq!(get(&house, &who, "/api/v1/directives/9").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_large_house_stays_light() {
    on_sqlite(|store| {
        let house = House::new(store);
        store
            .write_now(|tx| netra_registry::demo::seed_organisation(tx, day("2020-01-01")).map(|_| ()))
            .expect("seeds");
        let root = store.read_now(|tx| registry::unit_by_code(tx, "KUMHAM")).expect("known").id;
        netra_registry::demo::seed_people(store, 2, 1_400, day("2021-01-04"), &mut |_| false).expect("seeds");
        let by = house.who(Role::UnitOperator, root);
        for number in 0..60 {
            let mut new = house.circular(&format!("{number}"));
            (new.unit, new.audience.units) = ("KUMHAM".into(), vec![root]);
            new.content.subject = format!("Ketentuan netralitas dengan judul yang agak panjang nomor {number}");
            house.issues(by.clone(), new).expect("issues");
        }
        for path in [
            "/arahan",
            "/arahan/baru",
            "/arahan/1",
            "/arahan/1/teruskan",
            "/arahan/1/sebaran",
            "/arahan/1/koreksi",
            "/arahan/1/akhiri",
        ] {
            get(&house, &by, path).page();
        }
        let office = store.read_now(|tx| registry::unit_by_code(tx, "KW-11")).expect("known").id;
        let person = store.read_now(move |tx| registry::people_of(tx, office, 0, 1)).expect("reads").people[0].id;
        let mine = Principal { employee: Some(person), grants: Vec::new(), ..by.clone() };
        assert!(get(&house, &mine, "/arahan").page().contains("Hanya yang terbaru tampil"));
        let mut seen = 0;
        let mut next = Some("/arahan?cari=netralitas".to_owned());
        while let Some(path) = next {
            let page = get(&house, &mine, &path).page();
            seen += page.matches("<td").count() / 2;
            let cursor = page.split("dari=").nth(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
            next = cursor
                .filter(|cursor| !cursor.is_empty() && seen < 60)
                .map(|cursor| format!("/arahan?cari=netralitas&dari={cursor}"));
        }
        assert_eq!(seen, 60, "fifty a page, none twice");
    });
}
