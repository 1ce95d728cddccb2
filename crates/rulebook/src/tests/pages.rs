//! The law as anybody reads it: every row and act in both languages, every chapter from front to back, the search,
//! the examiner's form, old versions, and what is not there.

use crate::{actions, built_in, comes_with, pages};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use netra_base::{Chance, Clock, Day, Moment, Zone};
use netra_calendar::Calendar;
use netra_it::store::on_sqlite;
use netra_store::Store;
use netra_web::Need::Public;
use netra_web::{Parts, Route, Site, assets, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/aturan", Public, "", pages::index),
        Route::get("/aturan/cari", Public, "", pages::search_form),
        Route::post("/aturan/cari", Public, "", pages::search),
        Route::get("/aturan/instrumen", Public, "", pages::instruments),
        Route::get("/aturan/kalender", Public, "", pages::calendar),
        Route::get("/aturan/perubahan", Public, "", pages::versions),
        Route::get("/aturan/telaah", Public, "", pages::decide_form),
        Route::post("/aturan/telaah", Public, "", pages::decide),
        Route::get("/aturan/bab/{name}", Public, "", pages::chapter),
        Route::get("/aturan/{id}", Public, "", pages::row),
    ]
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn at(text: &str) -> Moment {
    day(text).at(Zone::Wib, 9, 0)
}

/// The doors of one house at nine in the morning of a day.
struct Open {
    store: Store,
    now: Moment,
    runtime: tokio::runtime::Runtime,
}

struct Answer {
    status: StatusCode,
    cache: String,
    page: String,
}

impl Open {
    fn on(store: &Store, today: &str) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(&netra_calendar::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { store: store.clone(), now: at(today), runtime }
    }

    fn adopts(&self, change: (&str, &str), from: &str) {
        let (was, is) = change;
        let mut files = built_in::files();
        for text in files.values_mut() {
            *text = text.replace(was, is);
        }
        let (now, from) = (self.now, day(from));
        let calendar = Calendar::built_in().expect("the calendar");
        let adopt = move |tx: &mut netra_store::Tx<'_>| {
            actions::adopt(tx, &Chance::seeded(5), now, &files, (from, "Sekretaris Jenderal"), &calendar)
        };
        self.store.write_now(adopt).expect("adopts");
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        let site = Site::new(Parts {
            store: self.store.clone(),
            clock: Clock::Fixed(self.now),
            chance: Chance::seeded(1),
            demo: true,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        let request = Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request");
        self.runtime.block_on(async {
            let reply = finish(router(routes()), site).oneshot(request).await.expect("an answer");
            let cache = reply.headers().get(header::CACHE_CONTROL).map_or("", |value| value.to_str().unwrap_or(""));
            let (status, cache) = (reply.status(), cache.to_owned());
            let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
            Answer { status, cache, page: String::from_utf8(bytes).expect("text") }
        })
    }

    /// A page that must be there, within its weight and without style of its own.
    fn get(&self, path: &str) -> String {
        let answer = self.ask("GET", path, "");
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        fit(path, &answer.page);
        answer.page
    }
}

/// Everything a browser loads for it stays within 50 KB; nothing inline.
fn fit(path: &str, page: &str) {
    let whole = page.len() + assets::CSS.len() + assets::JS.len();
    assert!(whole <= 50 * 1024, "{path}: page {} bytes, with style and script {whole}", page.len());
    for word in ["style=", "onclick", "<style"] {
        assert!(!page.contains(word), "{path}: {word}");
    }
}

#[test]
fn every_row_and_every_act_has_its_page_in_both_languages() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        let library = comes_with().expect("the book");
        let book = library.book();
        for row in &book.rows {
            for (lang, says) in [("id", &row.says.id), ("en", &row.says.en)] {
                let page = open.get(&format!("/aturan/{}?lang={lang}", row.id));
                let begin: String = says.split([' ', '"', '\'', '&']).take(2).collect::<Vec<_>>().join(" ");
                assert!(page.contains(&begin), "{} {lang}: {begin}", row.id);
                for code in &row.sources {
                    assert!(page.contains(code.as_str()), "{} {lang}: {code}", row.id);
                }
            }
        }
        for act in &book.acts {
            for lang in ["id", "en"] {
                let page = open.get(&format!("/aturan/{}?lang={lang}", act.id));
                let rules = book
                    .rules()
                    .filter(|(row, rule)| rule.acts.contains(&act.id) && book.holds(row, day("2026-11-21")));
                for (row, _) in rules {
                    assert!(page.contains(&format!("/aturan/{}\"", row.id)), "{} names {}", act.id, row.id);
                }
            }
        }
    });
}

#[test]
fn a_rule_says_for_whom_when_what_follows_and_how_sure_it_is() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        let page = open.get("/aturan/skb2022-disiplin-08");
        for words in [
            "Masih diragukan",
            "Keyakinan tinggi",
            "Berlaku hari ini",
            "/aturan/snc-b3",
            "/aturan/snc-k1",
            "/aturan/snc-n1",
            "sumber-sumber menyebut",
            "SKB 2022 Lampiran II",
            "/aturan/partisan-activities",
            "/aturan/pp94-n-6",
            "Contoh kasus",
            "Di buku ini sejak",
            "Tidak boleh",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let low = open.get("/aturan/skb2022-disiplin-09a");
        assert!(low.contains("Belum diverifikasi: tidak menentukan sanksi") && !low.contains("Sanksi yang mungkin"));
        let undecided = open.get("/aturan/pp94-n-1");
        assert!(undecided.contains("Belum pasti: tanyakan") && undecided.contains("tanyakan dahulu"));
        let gone = open.get("/aturan/ins-uu5-2014");
        assert!(gone.contains("Tidak berlaku lagi") && gone.contains("Digantikan oleh"));
        let ended = open.get("/aturan/snc-s1");
        assert!(ended.contains("Belum dapat dipakai"));
    });
}

#[test]
fn every_chapter_reads_from_front_to_back() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        let library = comes_with().expect("the book");
        let book = library.book();
        for chapter in &book.chapters {
            for lang in ["id", "en"] {
                let address = format!("/aturan/bab/{}", chapter.file.trim_end_matches(".toml"));
                let mut all = String::new();
                let mut next = Some(format!("{address}?lang={lang}"));
                for _ in 0..20 {
                    let Some(path) = next else { break };
                    let page = open.get(&path);
                    let more = page.split('"').find(|part| part.contains("?dari=") && !part.contains("lang="));
                    next = more.map(|part| format!("{part}&lang={lang}"));
                    all.push_str(&page);
                }
                for row in book.rows.iter().filter(|row| row.place.file == chapter.file) {
                    let once = format!("<article id=\"{}\">", row.id);
                    assert_eq!(all.matches(&once).count(), 1, "{} {lang}", row.id);
                }
            }
        }
        let first = open.get("/aturan/bab/04-discipline");
        assert!(first.contains("Contoh kasus") && first.contains("PP 94/2021 Pasal 5 huruf n"));
        for path in ["/aturan/bab/99-none", "/aturan/bab/04-discipline?dari=none", "/aturan/bab/04-discipline.toml"] {
            assert_eq!(open.ask("GET", path, "").status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn the_front_door_tells_in_one_glance_what_is_forbidden_allowed_and_open() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        for lang in ["id", "en"] {
            let page = open.get(&format!("/aturan?lang={lang}"));
            for act in &comes_with().expect("the book").book().acts {
                assert!(page.contains(&format!("/aturan/{}\"", act.id)), "{}", act.id);
            }
        }
        let page = open.get("/aturan");
        let words =
            ["Tidak boleh", "Boleh", "Belum pasti", "/aturan/bab/04-discipline", "/aturan/kalender", "/aturan/telaah"];
        for words in words {
            assert!(page.contains(words), "{words}");
        }
    });
}

#[test]
fn a_question_in_free_words_finds_its_rules_and_stays_out_of_the_address() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        let found = open.ask("POST", "/aturan/cari", "tanya=boleh+foto+dengan+caleg%3F");
        fit("/aturan/cari", &found.page);
        assert_eq!((found.status, found.cache.as_str()), (StatusCode::OK, "no-store"));
        assert!(found.page.contains("/aturan/skb2022-disiplin-07") && found.page.contains("/aturan/skb2022-etik-05"));
        assert!(!found.page.contains("tanya="), "the question is in no link");
        let nothing = open.ask("POST", "/aturan/cari", "tanya=xqzzv+wwwq");
        assert!(nothing.page.contains("Tidak ada baris yang cocok"), "{}", nothing.page);
        let long = open.ask("POST", "/aturan/cari", &format!("tanya={}", "a".repeat(2_001)));
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.page.contains("terlalu panjang") && long.page.contains("2.000") || long.page.contains("2000"));
        assert_eq!(open.ask("POST", "/aturan/cari", "tanya=").status, StatusCode::UNPROCESSABLE_ENTITY);
        let script = open.ask("POST", "/aturan/cari", "tanya=%3Cscript%3Efoto");
        assert!(script.status == StatusCode::OK && !script.page.contains("<script>foto"));
        assert!(open.get("/aturan/cari?lang=en").contains("Find the rules"), "where the language switch leads");
    });
}

#[test]
fn the_examiner_gets_the_decision_with_its_grounds_or_what_to_correct() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        let body = "act=photo&contest=president-2024&date=2023-11-13&employment=pns&favours=contestant";
        for path in ["/aturan/telaah", "/aturan/telaah?lang=en"] {
            let told = open.ask("POST", path, body);
            assert_eq!(told.status, StatusCode::OK);
            fit(path, &told.page);
            for id in ["skb2022-disiplin-07", "snc-b1", "ins-pp94-2021", "aut-03"] {
                assert!(told.page.contains(&format!("/aturan/{id}\"")), "{path}: {id}");
            }
        }
        let told = open.ask("POST", "/aturan/telaah", body).page;
        for words in
            ["Tidak boleh", "Pelanggaran disiplin", "Berat", "Seorang pejabat yang memutuskan", "13 November 2023"]
        {
            assert!(told.contains(words), "{words}");
        }
        let before = open.ask("POST", "/aturan/telaah", &body.replace("11-13", "11-12")).page;
        assert!(before.contains("Pelanggaran kode etik") && before.contains("/aturan/snc-m1\""));
        let spouse = "act=spouse-campaign&contest=president-2024&date=2024-01-10&employment=pns&circumstances=spouse&circumstances=unpaid-leave";
        assert!(open.ask("POST", "/aturan/telaah", spouse).page.contains("<span>Boleh</span>"));
        let empty = open.ask("POST", "/aturan/telaah", "");
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["act", "contest", "date", "employment"] {
            assert!(empty.page.contains(&format!("id=\"f-{field}-e\"")), "{field}");
        }
        let leave = open.ask(
            "POST",
            "/aturan/telaah",
            &format!("{body}&employment=x&circumstances=unpaid-leave").replace("=pns", "=pppk"),
        );
        assert!(leave.page.contains("id=\"f-circumstances-e\"") && leave.page.contains("value=\"photo\" checked"));
        let late = open.ask("POST", "/aturan/telaah", &body.replace("2023-11-13", "2031-01-01"));
        assert!(late.page.contains("id=\"f-date-e\""));
        assert!(open.get("/aturan/telaah?act=photo").contains("value=\"photo\" checked"));
    });
}

#[test]
fn the_calendar_shows_today_within_each_contest() {
    on_sqlite(|store| {
        let open = Open::on(store, "2024-01-15");
        let page = open.get("/aturan/kalender");
        assert!(
            page.contains("masa kampanye.")
                && page.contains(">hari ini</text>")
                && page.contains("/aturan/kalender/libur")
        );
        assert_eq!(page.matches("role=\"img\"").count(), 3, "one picture for contests that share their stages");
        for id in ["president-2024", "dpr-2024", "dpd-2024", "dprd-2024", "pilkada-2024", "cal24-07", "calpk-06"] {
            assert!(page.contains(&format!("/aturan/{id}\"")), "{id}");
        }
        let later = Open::on(store, "2026-11-21").get("/aturan/kalender?lang=en");
        assert!(later.contains("all stages are over") && !later.contains(">today</text>"));
    });
}

#[test]
fn instruments_stand_in_their_chain_down_to_the_order_of_a_unit() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        let page = open.get("/aturan/instrumen");
        let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
        assert!(at("/aturan/ins-skb2022\"") < at("/aturan/ins-se14-2022\""));
        assert!(at("/aturan/ins-se14-2022\"") < at("/aturan/ins-se1133-2023\""));
        assert!(at("/aturan/ins-se1133-2023\"") < at("Perintah unit"));
        assert!(page.contains("Tidak berlaku lagi") && page.contains("Berlaku hari ini"));
        open.get("/aturan/instrumen?lang=en");
    });
}

#[test]
fn an_old_version_stays_readable_and_what_changed_is_told() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        assert!(open.get("/aturan/perubahan").contains("versi bawaan"));
        let first = ("Perbuatan serupa", "Perbuatan serupa");
        open.adopts(first, "2026-11-01");
        assert!(open.get("/aturan/perubahan").contains("belum ada yang berubah"));
        let old = comes_with().expect("the book").book().hash.clone();
        let (was, is) = ("Memasang spanduk, baliho, atau alat peraga bagi calon.", "Memasang apa pun bagi calon.");
        open.adopts((was, is), "2026-11-21");
        let page = open.get("/aturan/perubahan");
        assert!(page.contains("1 baris berbeda") && page.contains(was) && page.contains(is), "{page}");
        assert!(page.contains("Semua kasus versi lama memberi jawaban yang sama"));
        assert!(page.contains("22 September 2022") && page.contains("31 Oktober 2023"));
        open.get("/aturan/perubahan?lang=en");
        assert!(!open.get("/aturan/perubahan?dari=60000").contains("1 baris berbeda"));
        open.get("/aturan/perubahan?dari=18446744073709551615");
        let now = open.get("/aturan/skb2022-disiplin-01");
        assert!(
            now.contains(is)
                && !now.contains("Anda membaca versi lain")
                && now.contains("berlaku sejak 1 November 2026")
        );
        let then = open.get(&format!("/aturan/skb2022-disiplin-01?versi={old}"));
        assert!(
            then.contains(was)
                && then.contains("Anda membaca versi lain")
                && then.contains(&format!("/aturan/props?versi={old}"))
        );
        assert_eq!(open.ask("GET", "/aturan/skb2022-disiplin-01?versi=abc", "").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_nobody_wrote_is_not_found() {
    on_sqlite(|store| {
        let open = Open::on(store, "2026-11-21");
        for path in ["/aturan/skb2022-etik-77", "/aturan/%3Cb%3E", "/aturan/..%2F", "/aturan/KOMPAS"] {
            assert_eq!(open.ask("GET", path, "").status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}
