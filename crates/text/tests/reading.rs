//! What a reader of a post would notice: words are found where they stand and read as they are meant, whatever was done
//! to them; no text makes the reading stall or panic.

use netra_text::{Kind, Language, words};
use proptest::prelude::*;
use std::time::Duration;

fn language() -> Language {
    Language::indonesian().clone().knowing(["dukung", "paslon", "coblos", "menang", "pilih", "caleg"].map(String::from))
}

fn read(text: &str) -> String {
    let language = language();
    let pieces: Vec<String> = language
        .words(text)
        .map(|word| match word.kind {
            Kind::Word => language.full(&word.text).into_owned(),
            Kind::Mention => format!("@{}", word.text),
            Kind::Stop if word.text == "\n" => "¶".into(),
            _ => word.text.into_owned(),
        })
        .collect();
    pieces.join(" ")
}

#[test]
fn posts_are_read_as_they_are_meant() {
    for (post, meant) in [
        ("Yg penting jgn golput!!!", "yang penting jangan golput !"),
        ("#DukungPaslon02 ✌🏽🔥", "dukung paslon 02 ✌ 🔥"),
        ("#dukungpaslon02", "dukung paslon 02"),
        ("dukuuuung c4l3g m4nt@p", "dukung caleg mantap"),
        ("c.a.l.e.g itu c a l e g", "caleg itu caleg"),
        ("p-i-l-i-h 02", "pilih 02"),
        ("a b c saja", "a b c saja"),
        ("paslon02 dan teman2", "paslon 02 dan teman"),
        ("2024 02 01 1,5 2-0 10.000", "2024 02 01 1,5 2-0 10.000"),
        ("no. 2 ya. Pilih no.2", "nomor 2 ya . pilih nomor 2"),
        ("lihat https://contoh.id/a?b=1 dan www.contoh.com/x ok", "lihat dan oke"),
        ("surat ke ana@contoh.id ya", "surat ke ya"),
        ("@akun_resmi halo", "@akun_resmi halo"),
        ("саlеg раѕlоn", "caleg paslon"),
        ("pi\u{200b}lih ｄｕｋｕｎｇ", "pilih dukung"),
        ("3x lipat 5jt", "3 x lipat 5 jt"),
        ("Jum'at do’a", "jumat doa"),
        ("\"kata dia\" “kutip”", "\" kata dia \" “ kutip ”"),
        ("nomor 2️⃣", "nomor 2"),
        ("satu\ndua... tiga?!", "satu ¶ dua . tiga ?"),
        ("👨‍👩‍👧 🇮🇩", "👨 🇮 🇩"),
        ("", ""),
    ] {
        assert_eq!(read(post), meant, "{post}");
    }
}

#[test]
fn a_place_points_into_the_original() {
    let text = "Ayo, DUKUUUNG #PilihNomor2 ya Bu Ani";
    let language = language();
    let places: Vec<_> = language.words(text).map(|word| &text[word.span]).collect();
    assert_eq!(places, ["Ayo", "DUKUUUNG", "Pilih", "Nomor", "2", "ya", "Bu", "Ani"]);
    let capitals: Vec<_> = language.words(text).filter(|word| word.capital).map(|word| word.span.start).collect();
    assert_eq!(capitals, [0, 15, 20, 30, 33]);
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "dukung",
        "Paslon02",
        "c4l3g",
        "#",
        "@",
        "$",
        ".",
        "..",
        " ",
        "a.b.c.d.",
        "\u{200b}",
        "\u{301}",
        "✌🏽",
        "👨‍👩‍👧",
        "'",
        "’",
        "\"",
        "\n",
        "02",
        "2-",
        "www.",
        "http://",
        "é",
        "саlеg",
        "\u{0}",
        "\u{7}",
        "①",
        "x.id",
        "_",
        "!",
        "\u{202e}",
    ]);
    prop::collection::vec(prop_oneof![piece.prop_map(String::from), any::<char>().prop_map(String::from)], 0..60)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_in_order_and_in_bounds(text in pieces()) {
        let language = language();
        for (number, pieces) in [words(&text).collect::<Vec<_>>(), language.words(&text).collect()].into_iter().enumerate() {
            let mut last = 0;
            for word in pieces {
                prop_assert!(!word.text.is_empty() && word.span.start < word.span.end, "{number} {word:?}");
                prop_assert!(text.get(word.span.clone()).is_some(), "{number} {word:?}");
                prop_assert!(word.span.start >= last || word.kind == Kind::Number, "{number} {word:?}");
                prop_assert!(word.text.chars().count() <= 64 || word.kind != Kind::Word, "{number} {word:?}");
                last = word.span.start;
                let _ = language.stem(&language.full(&word.text)).len();
            }
        }
    }
}

fn fastest(language: &Language, text: &str) -> Duration {
    let once = || {
        netra_it::processor_time(|| {
            let length: usize = language.words(text).map(|word| word.text.len()).sum();
            assert!(length <= 4 * text.len());
        })
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Twice the text takes about twice the time: not four times, whatever the text is made of.
#[test]
fn no_text_stalls_the_reading() {
    let language = language();
    for unit in [
        "a",
        "ab",
        "A",
        "\u{301}",
        "#",
        "#a",
        "#ab",
        "a.b.c.",
        "a b ",
        "\u{200b}",
        "✌🔥",
        "👨\u{200d}",
        "@",
        "@a",
        "$a",
        "1",
        "1.",
        "a1",
        "1a",
        "'a",
        "’",
        "\"",
        ".",
        "\n",
        "www.",
        "http://",
        "x.id ",
        "é",
        "с",
        "a\u{301}",
        "dukung ",
        "?",
        "-",
        "a-",
        "\u{0}",
    ] {
        let half = unit.repeat(512 * 1024 / unit.len() / 4);
        let whole = unit.repeat(1024 * 1024 / unit.len() / 4);
        // A busy machine spoils caches too: another try is given.
        let linear = || fastest(&language, &whole) < fastest(&language, &half) * 3 + Duration::from_millis(20);
        assert!((0..5).any(|_| linear()), "{unit:?}: twice the text takes more than three times the time");
    }
}
