//! The wizard and the free question through the router, on the built-in book: what is answered for which choices, on
//! which day, in which language, and that nothing of it goes anywhere.

use super::at;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use netra_base::{Chance, Clock, Day, Moment, Zone};
use netra_store::Store;
use netra_web::Need::Public;
use netra_web::{Parts, Route, Site, address, finish, router};
use tower::ServiceExt;

pub(super) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub(super) fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The words of the verdict, as a reader sees them.
    fn verdict(&self) -> &str {
        let after = self.text.split("class=\"verdict\"").nth(1).and_then(|rest| rest.split("<span>").nth(1));
        after.and_then(|rest| rest.split("</span>").next()).unwrap_or("")
    }
}

/// A house with a migrated, empty store: it speaks the book that comes with the binary.
pub(super) struct Doors {
    store: Store,
    pub folder: tempfile::TempDir,
}

impl Doors {
    pub(super) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::sqlite(&folder.path().join("netra.db")).expect("opens");
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
        Self { store, folder }
    }

    pub(super) fn send(&self, now: Moment, method: &str, path: &str, body: impl Into<Body>) -> Reply {
        let site = Site::new(Parts {
            store: self.store.clone(),
            clock: Clock::Fixed(now),
            chance: Chance::seeded(3),
            demo: true,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        let doors = router(vec![
            Route::get("/tanya", Public, "", pages::ask::front),
            Route::post("/tanya", Public, "", pages::ask::answer),
            Route::get("/tanya/teks", Public, "", pages::check::text_page),
            Route::post("/tanya/teks", Public, "", pages::check::check),
            Route::get("/tanya/kata", Public, "", pages::words::question_page),
            Route::post("/tanya/kata", Public, "", pages::words::question),
            Route::post("/api/v1/guidance/check", Public, "", api::ask::check),
        ]);
        let request = Request::builder().method(method).uri(path).body(body.into()).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let reply = finish(doors, site).oneshot(request).await.expect("an answer");
            let (status, headers) = (reply.status(), reply.headers().clone());
            let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
            Reply { status, headers, text: String::from_utf8(bytes).expect("text") }
        })
    }

    pub(super) fn get(&self, path: &str) -> Reply {
        self.send(at(9, 0), "GET", path, "")
    }

    pub(super) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(at(9, 0), "POST", path, form(fields))
    }

    fn asks(&self, act: &str, contest: &str, date: &str, employment: &str, circumstances: &[&str]) -> Reply {
        let mut fields = vec![("act", act), ("contest", contest), ("date", date), ("employment", employment)];
        fields.extend(circumstances.iter().map(|one| ("circumstances", *one)));
        self.post("/tanya", &fields)
    }
}

pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", address::encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What every page here must be.
#[track_caller]
pub(super) fn decent(reply: &Reply) {
    assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
    assert!(!reply.headers.contains_key(header::LOCATION) && !reply.headers.contains_key(header::SET_COOKIE));
    assert!(reply.text.len() <= 30_000, "{} bytes beside style and script", reply.text.len());
    assert!(!reply.has("style=") && !reply.has("method=\"get\"") && !reply.has(" onclick"));
    let once = |id: &str| reply.text.matches(&format!("id=\"{id}\"")).count() <= 1;
    assert!(["f-act", "f-teks", "f-tanya", "perbuatan"].into_iter().all(once), "an id twice");
}

const NO: &str = "Tidak boleh";
const YES: &str = "Boleh";
const ASK: &str = "Belum pasti: tanyakan";

#[test]
fn the_front_door_offers_three_ways_and_says_that_nothing_is_kept() {
    let doors = Doors::open();
    let page = doors.get("/tanya");
    decent(&page);
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Saya akan melakukan sesuatu",
        "action=\"/tanya/teks\"",
        "action=\"/tanya/kata\"",
        "/tanya/kuis",
        "/aturan",
        "tidak ada yang kami simpan",
        "value=\"2024-01-23\"",
        "Partai politik, bukan satu calon",
        "Saya tidak tahu",
        "Kepala desa",
    ] {
        assert!(page.has(words), "{words}");
    }
    assert_eq!(page.text.matches("<details class=\"more\" open").count(), 1, "the first group only");
    assert_eq!(page.text.matches("name=\"contest\"").count(), 7);
    assert!(!page.has("sudah selesai"), "elections are on");
    let english = doors.get("/tanya?lang=en");
    assert!(english.has("What are you about to do?") && english.has("we keep and record nothing"));
    for (path, field) in [("/tanya/teks", "f-teks"), ("/tanya/kata", "f-tanya")] {
        let page = doors.get(path);
        decent(&page);
        assert!(page.has(field), "{path}: a reload and the language switch lead here");
    }
}

#[test]
fn when_all_elections_are_over_the_page_says_so_and_still_answers() {
    let doors = Doors::open();
    let later = Day::parse("2026-11-21").expect("a day").at(Zone::Wib, 9, 0);
    let page = doors.send(later, "GET", "/tanya", "");
    assert!(page.has("Semua pemilihan dalam buku aturan sudah selesai") && page.has("value=\"2026-11-21\""));
    // On the wall in Jakarta it is already the next day.
    let night = Day::parse("2026-11-20").expect("a day").at(Zone::Wib, 23, 30).plus_ms(3_600_000);
    assert!(doors.send(night, "GET", "/tanya", "").has("value=\"2026-11-21\""));
    let fields = [("act", "photo"), ("contest", "president-2024"), ("date", "2023-11-20"), ("employment", "pns")];
    assert_eq!(doors.send(later, "POST", "/tanya", form(&fields)).verdict(), NO);
}

/// Act, contest, day, who, circumstances; the verdict and words that must stand on the page.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
);

/// The first four days stand on both sides of the day on which each contest's candidates were fixed.
const TABLE: &[Row] = &[
    (
        "social-media-engagement",
        "president-2024",
        "2023-11-12",
        "pns",
        &[],
        NO,
        &["skb2022-etik-04", "Pelanggaran kode etik", "masih bakal calon", "tertutup", "terbuka", "13 November 2023"],
    ),
    (
        "social-media-engagement",
        "president-2024",
        "2023-11-13",
        "pns",
        &[],
        NO,
        &["skb2022-disiplin-06", "Pelanggaran disiplin", "sudah calon"],
    ),
    ("social-media-engagement", "dpr-2024", "2023-11-03", "pns", &[], NO, &["Pelanggaran disiplin"]),
    ("social-media-engagement", "pilkada-2024", "2024-09-21", "pppk", &[], NO, &["Pelanggaran kode etik"]),
    ("photo", "president-2024", "2024-01-10", "ppnpn", &[], NO, &["Pelanggaran kontrak kerja"]),
    ("vote", "president-2024", "2024-02-14", "pns", &[], YES, &["alw-01"]),
    ("vote", "president-2024", "2024-02-14", "village-head", &[], YES, &["alw-01"]),
    (
        "campaign-listener",
        "president-2024",
        "2024-01-10",
        "pns",
        &[],
        ASK,
        &["pp94-n-1", "tim pembinaan dan pengawasan"],
    ),
    ("spouse-campaign", "dprd-2024", "2024-01-10", "pns", &["spouse"], NO, &["skb2022-etik-07"]),
    ("spouse-campaign", "dprd-2024", "2024-01-10", "pns", &["spouse", "unpaid-leave"], YES, &["cltn-03"]),
    ("party-membership", "party", "2024-01-10", "pns", &[], NO, &["skb2022-disiplin-05"]),
    (
        "party-membership",
        "unknown",
        "2026-06-01",
        "pns",
        &[],
        NO,
        &["skb2022-disiplin-05", "tidak bergantung pada apakah"],
    ),
    (
        "attend-declaration",
        "president-2024",
        "2024-01-10",
        "pns",
        &["state-facilities"],
        NO,
        &["pp94-n-4", ": berat", "hd-10"],
    ),
];

#[test]
fn the_verdict_follows_from_the_choices() {
    let doors = Doors::open();
    for (act, contest, date, who, circumstances, verdict, words) in TABLE {
        let page = doors.asks(act, contest, date, who, circumstances);
        decent(&page);
        assert_eq!((page.status, page.verdict()), (StatusCode::OK, *verdict), "{act} {contest} {date} {who}");
        for word in *words {
            assert!(page.has(word), "{act} {contest} {date} {who}: {word}");
        }
        assert_eq!(*verdict != YES, page.has("Yang boleh Anda lakukan"), "{act}: what is allowed instead");
        assert!(page.has("Seberapa pasti") && page.has("bukan putusan"), "{act}");
        assert!(page.has(&format!("value=\"{act}\" checked")) && page.has(&format!("value=\"{date}\"")), "{act}: kept");
    }
}

#[test]
fn every_act_forbidden_or_unsure_names_something_allowed() {
    let doors = Doors::open();
    let library = netra_rulebook::comes_with().expect("the built-in book");
    for act in &library.book().acts {
        let page = doors.asks(&act.id, "president-2024", "2024-01-10", "pns", &[]);
        decent(&page);
        assert_eq!(page.status, StatusCode::OK, "{}", act.id);
        let help = page.text.split("Yang boleh Anda lakukan").nth(1).is_some_and(|rest| rest.contains("/aturan/"));
        assert!(page.verdict() == YES || help, "{}", act.id);
    }
}

#[test]
fn who_does_not_know_for_whom_sees_both_stages() {
    let doors = Doors::open();
    // In March 2024 those of the general election are candidates, those of the regional one are not yet.
    let page = doors.asks("photo", "unknown", "2024-03-01", "pns", &[]);
    assert_eq!(page.verdict(), NO);
    for words in ["Jika masih bakal calon", "Jika sudah calon", "skb2022-etik-05", "skb2022-disiplin-07"] {
        assert!(page.has(words), "{words}");
    }
    assert!(page.has("Misalnya: Pemilihan kepala daerah 2024"), "{}", page.text);
    let party = doors.asks("campaign-team", "party", "2024-03-01", "pns", &[]);
    assert!(party.has("Sebelum calon ditetapkan") && party.has("calon belum ditetapkan") && !party.has("orangnya"));
    // A year before, nobody was a candidate anywhere: one answer.
    let page = doors.asks("photo", "unknown", "2023-03-01", "pns", &[]);
    assert!(page.has("skb2022-etik-05") && !page.has("Jika sudah calon"));
}

#[test]
fn a_date_without_an_answer_is_no_error_but_a_reason_to_ask() {
    let doors = Doors::open();
    for (contest, date, words) in [
        ("president-2024", "2026-11-21", "berakhir 20 Maret 2024"),
        ("unknown", "2026-11-21", "tidak ada pemilihan yang berlangsung"),
        ("president-2024", "2031-01-01", "dibaca sampai"),
        ("president-2024", "2019-01-01", "tidak ada data"),
    ] {
        let page = doors.asks("photo", contest, date, "pns", &[]);
        decent(&page);
        assert_eq!((page.status, page.verdict()), (StatusCode::OK, ASK), "{contest} {date}");
        for word in [words, "Sebagai pegangan", "Jika masih bakal calon", "tidak bergantung pada tahap", "Yang boleh"] {
            assert!(page.has(word), "{contest} {date}: {word}");
        }
    }
    assert_eq!(doors.asks("photo", "president-2024", "2022-12-01", "ppnpn", &[]).verdict(), ASK);
}

/// The same, and the field at which it is refused.
type Wrong = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str], &'static str);

#[test]
fn what_is_missing_unknown_or_contradictory_comes_back_at_its_field() {
    let doors = Doors::open();
    let all = doors.post("/tanya", &[]);
    assert_eq!(all.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["f-act-e", "f-contest-e", "f-date-e", "f-employment-e"] {
        assert!(all.has(&format!("id=\"{field}\"")), "{field}");
    }
    let cases: [Wrong; 8] = [
        ("fly", "president-2024", "2024-01-10", "pns", &[], "f-act-e"),
        ("photo", "mars-2024", "2024-01-10", "pns", &[], "f-contest-e"),
        ("photo", "president-2024", "2024-02-30", "pns", &[], "f-date-e"),
        ("photo", "unknown", "soon", "pns", &[], "f-date-e"),
        ("photo", "president-2024", "2024-01-10", "king", &[], "f-employment-e"),
        ("photo", "president-2024", "2024-01-10", "pns", &["drunk"], "f-circumstances-e"),
        ("spouse-campaign", "president-2024", "2024-01-10", "pppk", &["unpaid-leave"], "f-circumstances-e"),
        ("vote", "unknown", "2024-01-10", "pns", &["mobilising"], "f-circumstances-e"),
    ];
    for (act, contest, date, who, circumstances, at) in cases {
        let page = doors.asks(act, contest, date, who, circumstances);
        decent(&page);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {contest} {date} {who}");
        assert!(page.has(&format!("id=\"{at}\"")) && page.verdict().is_empty(), "{act} {contest} {who}: {at}");
    }
    let contradiction = doors.asks("vote", "unknown", "2024-01-10", "pns", &["mobilising"]);
    assert!(
        contradiction.has("mengerahkan orang lain (menyuruh, mengumpulkan)”") && !contradiction.has("“mobilising”")
    );
    let rude = doors.asks("\"><script>x()</script>", "unknown", "2024-01-10", "pns", &[]);
    assert!(!rude.has("<script>x()"));
}

#[test]
fn a_question_in_free_words_leads_to_the_act_and_its_wizard() {
    let doors = Doors::open();
    let page = doors.post("/tanya/kata", &[("tanya", "boleh foto dengan caleg adik saya?")]);
    decent(&page);
    assert_eq!(page.status, StatusCode::OK);
    for words in ["skb2022-etik-05", "Jika masih bakal calon", "Jika sudah calon", "Periksa menurut keadaan saya"] {
        assert!(page.has(words), "{words}");
    }
    let first = page.text.split("name=\"act\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let act = first.expect("an act with its button");
    assert!(act.contains("photo"), "{act} first");
    let wizard = doors.post("/tanya", &[("act", act), ("isi", "1")]);
    decent(&wizard);
    assert_eq!(wizard.status, StatusCode::OK);
    assert!(wizard.has(&format!("value=\"{act}\" checked")) && wizard.has("value=\"2024-01-23\""));
    assert!(!wizard.has("class=\"summary\""), "nothing is wrong yet");
}

#[test]
fn a_question_that_means_nothing_here_is_met_kindly() {
    let doors = Doors::open();
    let none = doors.post("/tanya/kata", &[("tanya", "qqqq zzzz")]);
    decent(&none);
    assert!(none.has("Itu bukan berarti boleh"));
    for question in ["", "   ", &"a".repeat(2_001)] {
        let page = doors.post("/tanya/kata", &[("tanya", question)]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("f-tanya-e"));
    }
    let rude = doors.post("/tanya/kata", &[("tanya", "</textarea><script>x()</script> foto\u{0}")]);
    assert!(!rude.has("<script>x()"));
    let english =
        doors.send(at(9, 0), "POST", "/tanya/kata?lang=en", form(&[("tanya", "take a photo with a candidate")]));
    assert!(english.has("Check it for my own case"), "{}", english.text);
}
