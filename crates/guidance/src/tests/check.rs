//! The check of a text through the router: what is marked, what is said, what is refused, and that the text is in the
//! one reply and nowhere else.

use super::ask::{Doors, decent, form};
use super::at;
use axum::http::StatusCode;
use netra_web::address;

const SIDING: &str = "Ayo pilih paslon nomor 2, menang satu putaran!";

fn check(doors: &Doors, text: &str) -> super::ask::Reply {
    doors.post("/tanya/teks", &[("teks", text)])
}

fn tone(reply: &super::ask::Reply) -> &'static str {
    ["Tidak ada yang kami tandai", "Lihat lagi", "Kata-kata ini memihak"]
        .into_iter()
        .find(|words| reply.has(&format!("<span>{words}</span>")))
        .unwrap_or("no tone")
}

#[test]
fn words_that_side_are_marked_with_the_rules_of_both_stages() {
    let doors = Doors::open();
    let page = check(&doors, SIDING);
    decent(&page);
    assert_eq!((page.status, tone(&page)), (StatusCode::OK, "Kata-kata ini memihak"));
    assert!(page.has("<mark>") && page.has("<sup>1") && page.has("masih dapat diubah"));
    assert!(page.has("masih bakal calon") && page.has("bila sudah calon"), "both stages");
    assert!(page.has("/aturan/skb2022-etik-02") && page.has("Mengajak memilih atau mempromosikan"));
    let english = doors.send(at(9, 0), "POST", "/tanya/teks?lang=en", form(&[("teks", SIDING)]));
    assert!(english.has("These words take sides") && english.has("if already a candidate"));
}

#[test]
fn nothing_found_is_said_without_clearing_anybody() {
    let doors = Doors::open();
    let page = check(&doors, "Selamat pagi, besok rapat pukul 09.00 di aula.");
    decent(&page);
    assert_eq!(tone(&page), "Tidak ada yang kami tandai");
    assert!(page.has("Ini bukan izin") && !page.has("<mark>"));
}

#[test]
fn a_warning_against_siding_is_explained_as_harmless() {
    let doors = Doors::open();
    let page = check(&doors, "ASN dilarang mengajak orang memilih paslon nomor 2.");
    assert_ne!(tone(&page), "Kata-kata ini memihak");
    assert!(page.has("Mengapa mungkin tidak apa-apa"));
}

#[test]
fn a_text_is_shown_escaped_and_without_what_cannot_be_seen() {
    let doors = Doors::open();
    let page = check(&doors, &format!("<script>x()</script> \u{0}\u{1b}\u{202e}{SIDING} </textarea><b>"));
    decent(&page);
    assert!(!page.has("<script>x()") && page.has("&lt;script&gt;x()"));
    assert!(!page.has("</textarea><b>") && !page.text.contains(['\u{0}', '\u{1b}', '\u{202e}']));
    assert_eq!(tone(&page), "Kata-kata ini memihak");
}

#[test]
fn of_a_long_text_only_the_sentences_with_marks_are_shown() {
    let doors = Doors::open();
    let filler = "Rapat koordinasi berjalan lancar hari ini. ";
    let mut long = filler.repeat(1_000);
    long.push_str(SIDING);
    let page = check(&doors, &long);
    decent(&page);
    assert!(page.has("hanya kalimat dengan tanda") && page.has("<mark>"));
    assert!(page.text.matches("Rapat koordinasi").count() < 5);
    let many = check(&doors, &format!("{SIDING} {filler}").repeat(900));
    decent(&many);
    assert!(many.has("temuan lain"));
    // Wide characters, and marks everywhere.
    decent(&check(&doors, &"🔥 dukung paslon 02 🔥 menang! ".repeat(130)));
    decent(&check(&doors, &"ă".repeat(99_999)));
}

#[test]
fn too_long_and_empty_texts_are_refused_with_what_to_do() {
    let doors = Doors::open();
    for (text, words) in [
        ("".to_owned(), "Tempelkan dahulu teksnya"),
        (" \u{7} ".to_owned(), "Tempelkan dahulu teksnya"),
        ("kata ".repeat(30_000), "Teksnya 149.999 huruf; paling banyak 100.000"),
    ] {
        let page = check(&doors, &text);
        decent(&page);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("f-teks-e") && page.has(words), "{words}");
    }
    for path in ["/tanya/teks", "/api/v1/guidance/check"] {
        let page = doors.send(at(9, 0), "POST", path, vec![b'a'; 10_000_000]);
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(page.has("paling banyak 1 MB sekali periksa"), "{path}");
    }
}

#[test]
fn the_text_is_in_the_reply_and_nowhere_else() {
    let doors = Doors::open();
    let secret = "xyzzyrahasia";
    let page = check(&doors, &format!("{secret} {SIDING}"));
    assert!(page.has(secret));
    for (_, value) in &page.headers {
        assert!(!String::from_utf8_lossy(value.as_bytes()).contains(secret));
    }
    for part in page.text.split("href=\"").chain(page.text.split("action=\"")).skip(1) {
        let address = part.split('"').next().unwrap_or("");
        assert!(!address::decode(address).contains(secret), "{address}");
    }
    doors.post("/tanya/kata", &[("tanya", secret)]);
    doors.send(at(9, 0), "POST", "/api/v1/guidance/check", format!("{{\"text\": \"{secret}\"}}"));
    for file in std::fs::read_dir(doors.folder.path()).expect("a folder") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("bytes");
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
}

#[test]
fn programs_get_places_in_characters_and_problems_without_the_text() {
    let doors = Doors::open();
    let send = |body: &str| doors.send(at(9, 0), "POST", "/api/v1/guidance/check", body.to_owned());
    let text = format!("Pagi 🔥 é. {SIDING}");
    let reply = send(&serde_json::json!({ "text": text }).to_string());
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.headers["cache-control"], "no-store");
    let found: serde_json::Value = serde_json::from_str(&reply.text).expect("JSON");
    assert_eq!(found["tone"], "strong");
    let first = &found["findings"][0];
    let place = |name: &str| usize::try_from(first[name].as_u64().expect("a place")).expect("small");
    let words: String = text.chars().skip(place("start")).take(place("end") - place("start")).collect();
    assert!(words.starts_with(first["words"][0].as_str().expect("a word")), "{words}");
    assert!(first["act"].is_string() && first["rules"][0].is_string() && first["why"].is_string());
    assert!(found["harmless"].is_array());
    for bad in
        ["rahasia", "{\"text\": rahasia}", "{\"teks\": \"rahasia\"}", "{\"text\": 7, \"rahasia\": 1}", "\u{fffd}"]
    {
        let reply = send(bad);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(reply.headers["content-type"].to_str().expect("text").contains("problem+json"));
        assert!(!reply.has("rahasia"), "{}", reply.text);
    }
}
