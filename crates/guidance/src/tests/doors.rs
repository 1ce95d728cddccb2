//! The doors through the router: practice without a trace, tests with sign-in, certificates, results, and forms that
//! come back.

use super::*;
use crate::rules::{self, Pool};
use crate::{Activities, AtActivity, api, pages};
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use netra_base::Clock;
use netra_documents::PrintDesk;
use netra_it::{each_engine, store::on_sqlite};
use netra_store::{Tx, params};
use netra_web::Need::{Public, SignedIn};
use netra_web::{Need, Parts, Route, Site, address, finish, router};
use tower::ServiceExt;

const OVERSEERS: Need =
    Need::Roles(&[Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator]);

fn routes() -> Vec<Route> {
    vec![
        Route::get("/tanya/kuis", Public, "", pages::quiz),
        Route::get("/tanya/kuis/latihan", Public, "", pages::practice),
        Route::post("/tanya/kuis/latihan", Public, "", pages::practice_graded),
        Route::post("/tanya/kuis/mulai", SignedIn, "", pages::begin_test),
        Route::get("/tanya/kuis/tes/{test}", SignedIn, "", pages::test),
        Route::post("/tanya/kuis/tes/{test}", SignedIn, "", pages::hand_in),
        Route::get("/tanya/kuis/sertifikat/{code}", SignedIn, "", pages::certificate),
        Route::get("/tanya/kuis/sertifikat/{code}/sertifikat.pdf", SignedIn, "", pages::certificate_pdf),
        Route::get("/tanya/kuis/periksa", Public, "", pages::check_certificate_form),
        Route::post("/tanya/kuis/periksa", Public, "", pages::check_certificate),
        Route::get("/tanya/kuis/hasil", OVERSEERS, "", pages::quiz_results),
        Route::get("/tanya/kuis/hasil.csv", OVERSEERS, "", pages::quiz_results_csv),
        Route::get("/api/v1/quiz", Public, "", api::quiz),
        Route::post("/api/v1/quiz", Public, "", api::grade),
        Route::get("/api/v1/quiz/results", OVERSEERS, "", api::results),
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
}

impl House {
    fn ask(&self, now: Moment, who: Option<&Principal>, method: &str, path: &str, body: &str) -> Answer {
        let site = Site::new(Parts {
            store: self.store.clone(),
            clock: Clock::Fixed(now),
            chance: self.chance.clone(),
            demo: true,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        // What the press would print.
        let desk = PrintDesk::new(|paper| Ok(paper.checked()?.into_bytes()));
        let mut doors = router(routes()).layer(Extension(desk)).layer(Extension(Activities::new(outreach)));
        if let Some(who) = who {
            doors = doors.layer(Extension(who.clone()));
        }
        let request = Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let reply = finish(doors, site).oneshot(request).await.expect("an answer");
            let (status, headers) = (reply.status(), reply.headers().clone());
            let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
            Answer { status, headers, text: String::from_utf8(bytes).expect("text") }
        })
    }

    fn get(&self, who: Option<&Principal>, path: &str) -> Answer {
        self.ask(at(9, 0), who, "GET", path, "")
    }

    fn post(&self, who: Option<&Principal>, path: &str, body: &str) -> Answer {
        self.ask(at(9, 0), who, "POST", path, body)
    }

    /// Everything that the quiz keeps, counted.
    fn kept(&self) -> i64 {
        let tables = ["quiz_attempt", "quiz_result", "quiz_missed", "quiz_certificate", "ledger_entry"];
        let count = |table: &str| {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            self.store.read_now(move |tx| tx.query_one(&sql, params![], |row| row.int(0))).expect("counts")
        };
        tables.into_iter().map(count).sum()
    }
}

/// The outreach with this number, held by the ministry the day before everybody's tests.
fn outreach(_: &mut Tx<'_>, occasion: &Occasion) -> Result<Option<AtActivity>> {
    let held = |number| AtActivity {
        title: format!("Penyuluhan <{number}>"),
        day: the_day().plus_days(-1),
        unit: "Kementerian Penyuluh".into(),
    };
    Ok(occasion.activity_number().map(held))
}

/// The values of a hidden field.
fn hidden(page: &str, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\" value=\"");
    let value = |rest: &str| rest.split('"').next().unwrap_or("").to_owned();
    page.split(&mark).skip(1).map(value).collect()
}

/// The body of a form with these draws, so many of them answered rightly.
fn body(draws: &[String], right: usize) -> String {
    let sheet = Sheet::parse(bank(), draws.iter().map(String::as_str)).expect("a sheet");
    let drawn: String = draws.iter().map(|one| format!("soal={one}&")).collect();
    let chosen: Vec<String> = answers(&sheet, right).iter().map(|(id, place)| format!("{id}={place}")).collect();
    format!("{drawn}{}", chosen.join("&"))
}

#[test]
fn practice_explains_every_answer_and_leaves_no_trace() {
    each_engine(|store| {
        let house = House::new(store);
        let page = house.get(None, "/tanya/kuis/latihan").text;
        assert!(page.len() < 50_000, "{} bytes", page.len());
        let draws = hidden(&page, "soal");
        assert_eq!((draws.len(), page.matches("<fieldset").count()), (10, 10));
        assert!(!page.contains("style=") && !page.contains("name=\"tes\""));
        let marked = house.post(None, "/tanya/kuis/latihan", &body(&draws, 6));
        assert_eq!(marked.status, StatusCode::OK);
        assert!(marked.text.contains("Anda menjawab benar 6 dari 10 soal."));
        assert_eq!(marked.text.matches("Jawaban yang benar:").count(), 4);
        for draw in &draws {
            let question = bank().question(crate::model::QuestionId::parse(&draw[..5]).expect("an id")).expect("known");
            assert!(marked.text.contains(&format!("/aturan/{}\"", question.rule)), "{draw}");
        }
        assert!(marked.text.len() < 50_000, "{} bytes", marked.text.len());
        let english = house.post(None, "/tanya/kuis/latihan?lang=en", &body(&draws, 6)).text;
        assert!(english.contains("You answered 6 of 10 questions rightly."));
        assert_ne!(hidden(&house.get(None, "/tanya/kuis/latihan").text, "soal"), draws, "each sheet is new");
        assert_eq!(house.kept(), 0);
    });
}

#[test]
fn a_practice_form_that_somebody_changed_is_refused_in_words() {
    on_sqlite(|store| {
        let house = House::new(store);
        let draws = hidden(&house.get(None, "/tanya/kuis/latihan").text, "soal");
        let twice = [&draws[..9], &draws[..1]].concat();
        let cases = [
            (body(&draws, 5).replacen(&draws[0], "q-999.012", 1), "tidak dikenal"),
            (body(&draws, 5).replacen("soal=", "lain=", 1), "berisi 10 soal, yang dikirim 9"),
            (twice.iter().map(|one| format!("soal={one}&")).collect(), "dikirim dua kali"),
            (String::new(), "yang dikirim 0"),
        ];
        for (form, words) in cases {
            let reply = house.post(None, "/tanya/kuis/latihan", &form);
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(reply.text.contains(words), "{words}: {}", reply.text);
        }
        // A question left open: the same sheet comes back with what was chosen.
        let id = &draws[4][..5];
        let open = body(&draws, 5).split('&').filter(|pair| !pair.starts_with(id)).collect::<Vec<_>>().join("&");
        let reply = house.post(None, "/tanya/kuis/latihan", &open);
        assert_eq!((reply.status, hidden(&reply.text, "soal")), (StatusCode::UNPROCESSABLE_ENTITY, draws.clone()));
        assert!(reply.text.contains(&format!("href=\"#f-{id}\"")) && reply.text.contains("Soal 5 belum dijawab"));
        assert_eq!(reply.text.matches(" checked").count(), 9);
    });
}

#[test]
fn an_employee_takes_both_tests_and_keeps_a_certificate() {
    each_engine(|store| {
        let house = House::new(store);
        let ana = house.employee(0);
        assert_eq!(house.get(None, "/tanya/kuis/tes/awal").goes_to(), "/masuk?lanjut=/tanya/kuis/tes/awal");
        assert!(house.get(None, "/tanya/kuis").text.contains("Masuk untuk tes"));
        assert!(house.get(Some(&ana), "/tanya/kuis").text.contains("Mulai tes awal"));
        assert_eq!(house.get(Some(&ana), "/tanya/kuis/tes/awal").goes_to(), "/tanya/kuis");
        let take = |word: &str, right: usize| {
            assert_eq!(
                house.post(Some(&ana), "/tanya/kuis/mulai", &format!("tes={word}")).status,
                StatusCode::SEE_OTHER
            );
            let path = format!("/tanya/kuis/tes/{word}");
            let page = house.get(Some(&ana), &path).text;
            assert_eq!(house.get(Some(&ana), &path).text, page, "a second opening shows the same sheet");
            assert!(page.contains("24 Januari 2024 pukul 10.00 WITA"), "until when, on the unit's own wall");
            let key = hidden(&page, "tes").pop().expect("a key");
            let form = format!("tes={key}&{}", body(&hidden(&page, "soal"), right));
            let first = house.post(Some(&ana), &path, &form);
            let again = house.post(Some(&ana), &path, &form);
            assert_eq!((first.status, again.status), (StatusCode::OK, StatusCode::OK));
            assert!(again.text.contains("sudah dinilai sebelumnya"));
            assert_eq!(again.text.matches("Jawaban yang benar:").count(), 10 - right, "explained again");
            first.text
        };
        assert!(take("awal", 4).contains("Anda menjawab benar 4 dari 10 soal."));
        let refused = house.post(Some(&ana), "/tanya/kuis/mulai", "tes=awal");
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Tes awal hanya sekali"));
        let passed = take("akhir", 9);
        let at = passed.find("/tanya/kuis/sertifikat/").expect("a link");
        let address = passed[at..].split('"').next().expect("an address").to_owned();
        let paper = house.get(Some(&ana), &address).text;
        for words in ["Contoh B", "Kanwil Bali", "23 Januari 2024", "9 dari 10", "CONTOH", "nomor 1"] {
            assert!(paper.contains(words), "{words}");
        }
        assert!(!paper.contains("style=") && paper.contains("http://localhost:8080/tanya/kuis/periksa"));
        assert_eq!(house.get(Some(&house.employee(1)), &address).status, StatusCode::NOT_FOUND);
        let pdf = format!("{address}/sertifikat.pdf");
        let printed = house.get(Some(&ana), &pdf);
        assert_eq!(printed.headers[header::CONTENT_TYPE], "application/pdf");
        let printed: serde_json::Value = serde_json::from_str(&printed.text).expect("data");
        assert_eq!(printed["score"], "9 dari 10 jawaban benar, diperlukan 7");
        assert!(address.ends_with(printed["check_code"].as_str().expect("a code")), "{printed}");
        assert_eq!(house.get(Some(&house.employee(1)), &pdf).status, StatusCode::NOT_FOUND);
        assert_eq!(house.get(Some(&house.who(Role::Leader, house.root)), &address).status, StatusCode::NOT_FOUND);
        assert!(house.get(Some(&ana), "/tanya/kuis").text.contains(&address));
    });
}

#[test]
fn a_test_sent_too_late_or_with_gaps_says_so() {
    on_sqlite(|store| {
        let house = House::new(store);
        let ana = house.employee(0);
        house.post(Some(&ana), "/tanya/kuis/mulai", "tes=akhir");
        let page = house.get(Some(&ana), "/tanya/kuis/tes/akhir").text;
        let (key, draws) = (hidden(&page, "tes").remove(0), hidden(&page, "soal"));
        let gaps = house.post(Some(&ana), "/tanya/kuis/tes/akhir", &format!("tes={key}"));
        assert_eq!((gaps.status, gaps.text.matches("belum dijawab").count()), (StatusCode::UNPROCESSABLE_ENTITY, 20));
        // Whatever questions the form claims, those that were drawn are marked.
        let other = rules::draw(bank(), Pool::Whole, [9; 32]).expect("draws");
        let other: Vec<String> = other.draws().iter().map(ToString::to_string).collect();
        let foreign = house.post(Some(&ana), "/tanya/kuis/tes/akhir", &format!("tes={key}&{}", body(&other, 10)));
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("tes={key}&{}", body(&draws, 10));
        let late = house.ask(at(9, 1).plus_ms(86_400_000), Some(&ana), "POST", "/tanya/kuis/tes/akhir", &form);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("24 jam sejak dimulai"));
        assert_eq!(house.post(Some(&ana), "/tanya/kuis/tes/lain", &form).status, StatusCode::NOT_FOUND);
        assert_eq!(house.post(Some(&ana), "/tanya/kuis/tes/akhir", "tes=x").goes_to(), "/tanya/kuis");
        let nobody = house.who(Role::Leader, house.root);
        assert_eq!(house.post(Some(&nobody), "/tanya/kuis/mulai", "tes=awal").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn anybody_checks_a_certificate_and_learns_no_name() {
    on_sqlite(|store| {
        let house = House::new(store);
        let given = house.takes(12, Phase::Post, 8, at(8, 0)).certificate.expect("passed");
        let check = |code: &str| house.post(None, "/tanya/kuis/periksa", &format!("code={}", address::encode(code)));
        let valid = check(&given.code.to_string().to_lowercase()).text;
        assert!(valid.contains("Sertifikat ini sah") && valid.contains("23 Januari 2024"));
        assert!(valid.contains("Lembaga Pemasyarakatan"));
        for secret in [&given.name, "Lapas Contoh", "KW-20-PAS", "8 dari 10"] {
            assert!(!valid.contains(secret), "{secret}");
        }
        let unknown = check("0000-0000-0000-0000");
        assert_eq!(unknown.status, StatusCode::OK);
        assert!(unknown.text.contains("Tidak ada sertifikat dengan kode ini"));
        for bad in ["", "ABC", &"A".repeat(70), "<b>ABCD-EFGH-JKM</b>"] {
            let reply = check(bad);
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
            assert!(reply.text.contains("f-code-e") && !reply.text.contains("<b>ABCD"));
        }
        assert!(house.get(None, "/tanya/kuis/periksa").text.contains("16 huruf dan angka"));
    });
}

#[test]
fn a_certificate_names_the_activity_at_which_its_test_was_taken_and_no_other_does() {
    each_engine(|store| {
        let house = House::new(store);
        let told = |person: usize, occasion: Option<Occasion>| {
            let attempt = house.begins_at(person, Phase::Post, occasion, at(8, 0)).expect("begins");
            let given = house.hands_in(person, &attempt, 8, at(8, 10)).expect("grades").certificate.expect("passed");
            let address = format!("/tanya/kuis/sertifikat/{}", given.code);
            let own = |path: &str| house.get(Some(&house.employee(person)), path);
            let paper = own(&format!("{address}/sertifikat.pdf")).json();
            let checked = house.post(None, "/tanya/kuis/periksa", &format!("code={}", given.code)).text;
            assert!(checked.contains("Sertifikat ini sah"), "{checked}");
            for secret in [&given.name, "Lapas Contoh", "KW-20-PAS", "8 dari 10"] {
                assert!(!checked.contains(secret), "{secret}: {checked}");
            }
            (own(&address).text, paper, checked)
        };
        let (page, paper, checked) = told(12, Some(Occasion::activity(7)));
        for words in ["Penyuluhan &lt;7&gt;", "22 Januari 2024", "Kementerian Penyuluh"] {
            assert!(page.contains(words) && checked.contains(words), "{words}: {page}\n{checked}");
        }
        let named = serde_json::json!({
            "title": "Penyuluhan <7>", "date": "22 Januari 2024", "unit": "Kementerian Penyuluh"
        });
        assert_eq!(paper["activity"], named, "{paper}");
        assert!(page.contains("jenis unit, dan kegiatannya"), "the holder hears what others see: {page}");
        for occasion in [None, Occasion::parse("lain"), Occasion::parse("kegiatan-")] {
            let (page, paper, checked) = told(13, occasion);
            assert!(!page.contains("Penyuluh") && !checked.contains("Penyuluh"), "{page}\n{checked}");
            assert!(paper["activity"].is_null(), "{paper}");
        }
    });
}

#[test]
fn leaders_read_results_by_unit_and_never_by_name() {
    each_engine(|store| {
        let house = House::new(store);
        for person in (0..8).chain(12..18).chain(32..35) {
            house.takes(person, Phase::Pre, 5, at(7, 0));
            let minute = i8::try_from(person).expect("a minute");
            house.takes(person, Phase::Post, if person % 2 == 0 { 8 } else { 6 }, at(8, minute));
        }
        let chief = house.who(Role::Leader, house.root);
        let page = house.get(Some(&chief), "/tanya/kuis/hasil").text;
        for words in ["Kanwil Bali", "&lt;5", "Peserta = pegawai", "≥\u{a0}10 peserta", "+2,2"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("Contoh B") && !page.contains("style=") && page.len() < 50_000);
        let bali = house.get(Some(&chief), "/tanya/kuis/hasil?unit=KW-20").text;
        assert!(bali.contains("Lapas Contoh") && !bali.contains("Kanwil Papua"));
        let own = house.who(Role::UnitOperator, house.bali);
        assert_eq!(house.get(Some(&own), "/tanya/kuis/hasil?unit=KW-30").status, StatusCode::NOT_FOUND);
        assert!(!house.get(Some(&own), "/tanya/kuis/hasil").text.contains("Papua"));
        assert_eq!(house.get(Some(&house.employee(0)), "/tanya/kuis/hasil").status, StatusCode::NOT_FOUND);
        let csv = house.get(Some(&chief), "/tanya/kuis/hasil.csv");
        let lines: Vec<&str> = csv.text.lines().collect();
        assert_eq!(lines.len(), 5, "{}", csv.text);
        assert!(lines[0].starts_with("kode,nama,jenis,induk,tes_awal"));
        assert!(
            lines.iter().any(|line| line.starts_with("KW-30,Kanwil Papua,kanwil,KEM,<5,,<5,,<5,<5,,")),
            "{}",
            csv.text
        );
        assert!(lines.iter().skip(1).all(|line| line.contains("Peserta = ") && line.contains("CONTOH")));
        let told = house.get(Some(&chief), "/api/v1/quiz/results").json();
        assert_eq!(told["total"]["pre"], serde_json::json!({"exact": null, "words": "≥ 10"}));
        assert_eq!(told["total"]["gain_tenths"], 22);
        assert_eq!(house.get(None, "/api/v1/quiz/results").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn programs_practise_too() {
    on_sqlite(|store| {
        let house = House::new(store);
        let drawn = house.get(None, "/api/v1/quiz?lang=en").json();
        let questions = drawn["questions"].as_array().expect("a list").clone();
        let answer = |one: &serde_json::Value| serde_json::json!({"question": one["question"], "order": one["order"], "chosen": 0});
        let answers: Vec<_> = questions.iter().map(answer).collect();
        let marked = house.post(None, "/api/v1/quiz", &serde_json::json!({"answers": answers}).to_string());
        let marks = marked.json();
        let right = marks["questions"].as_array().expect("a list").iter().filter(|one| one["correct"] == 0).count();
        assert_eq!((marked.status, &marks["score"], &marks["of"]), (StatusCode::OK, &right.into(), &10.into()));
        assert!(marks["questions"][0]["why"].is_string() && marks["questions"][0]["rule"].is_string());
        let code = |body: serde_json::Value| {
            let reply = house.post(None, "/api/v1/quiz", &body.to_string());
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            reply.json()["errors"][0]["code"].as_str().unwrap_or("").to_owned()
        };
        assert_eq!(code(serde_json::json!({"answers": answers[..9]})), "quiz-count");
        let twice = [&answers[..9], &answers[..1]].concat();
        assert_eq!(code(serde_json::json!({"answers": twice})), "quiz-twice");
        let mut wrong = answers.clone();
        wrong[0]["order"] = serde_json::json!([0, 0, 1]);
        assert_eq!(code(serde_json::json!({"answers": wrong})), "quiz-unknown");
        let mut out = answers.clone();
        out[0]["chosen"] = 7.into();
        assert_eq!(code(serde_json::json!({"answers": out})), "quiz-unanswered");
        assert_eq!(code(serde_json::json!([])), "json");
        assert_eq!(house.kept(), 0);
    });
}
