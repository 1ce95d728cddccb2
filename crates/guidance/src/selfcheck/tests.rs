//! The check as people would notice it: every pattern's cases, the labelled posts, and texts made to break it.

use super::measure::{Measure, measure, posts};
use super::{Lexicon, MAX_FINDINGS, Tone, check};
use proptest::prelude::*;
use std::time::Duration;

const DEV: &str = include_str!("../../../../data/selfcheck/dev.toml");
const TUNING: &str = include_str!("../../../../data/selfcheck/tuning.toml");

fn lexicon() -> &'static Lexicon {
    Lexicon::built_in().expect("data/selfcheck/lexicon.toml")
}

#[test]
fn every_pattern_finds_its_cases_and_leaves_the_others_alone() {
    let mut wrong = Vec::new();
    for pattern in &lexicon().patterns {
        let found = |text: &str| check(text, lexicon()).findings.iter().any(|finding| finding.sign == pattern.id);
        let missed = pattern.cases.hits.iter().filter(|text| !found(text)).map(|text| ("does not find", text));
        let alarmed = pattern.cases.misses.iter().filter(|text| found(text)).map(|text| ("finds", text));
        wrong.extend(missed.chain(alarmed).map(|(what, text)| format!("{} {what}: {text}", pattern.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn dev() -> Measure {
    measure(&posts(DEV).expect("data/selfcheck/dev.toml"), lexicon())
}

#[test]
fn the_posts_it_was_tuned_on_are_told_apart() {
    let dev = dev();
    println!("dev\n{dev}");
    if std::env::var_os("NETRA_SHOW_WRONG").is_some() {
        show_wrong();
    }
    assert!(dev.strong.precision() >= 0.98 && dev.strong.recall() >= 0.9, "{dev}");
}

/// A second author's posts. Before any pattern was written for them the check had a precision of 0.92 and a recall of
/// 0.56 on them; tuned on every other one, 0.89 and 0.59 on the rest. The floors are those of a set that was tuned on.
#[test]
fn the_second_set_it_was_tuned_on_is_told_apart() {
    let tuning = measure(&posts(TUNING).expect("data/selfcheck/tuning.toml"), lexicon());
    println!("tuning\n{tuning}");
    assert!(tuning.strong.precision() >= 0.97 && tuning.strong.recall() >= 0.78, "{tuning}");
}

#[test]
fn official_everyday_and_news_posts_are_left_alone() {
    let measures = [dev(), measure(&posts(TUNING).expect("data/selfcheck/tuning.toml"), lexicon())];
    let quiet =
        ["official", "everyday", "news"].map(|kind| measures.each_ref().map(|of| of.by_kind.get(kind).copied()));
    let counts = || quiet.iter().flatten().flatten();
    let (alarmed, all) = counts().fold((0, 0), |(alarmed, all), of| (alarmed + of.alarmed, all + of.alarmed + of.left));
    assert!(f64::from(alarmed) <= 0.02 * f64::from(all), "{alarmed} of {all}");
}

fn show_wrong() {
    for post in posts(DEV).expect("dev") {
        let findings = check(&post.text, lexicon());
        let siding = post.label == super::measure::Label::Siding;
        if siding != (findings.tone == Tone::Strong) {
            println!("{:?} {} {}", findings.tone, post.kind, post.text);
            for finding in findings.findings {
                let words: Vec<_> = finding.words.iter().map(|span| &post.text[span.clone()]).collect();
                println!("    {} {:?} {:?} {:?}", finding.sign, finding.tone, words, finding.lowered_by);
            }
        }
    }
}

const MEASURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/selfcheck/measured.toml");

/// The half that nobody who wrote patterns has seen. Only counts are printed, never a post. The floors stand a little
/// below what was measured; what the check misses here it was never told of.
#[test]
fn the_posts_nobody_tuned_on_are_told_apart() {
    let measured = std::fs::read_to_string(MEASURED).expect("data/selfcheck/measured.toml");
    let measured = measure(&posts(&measured).expect("labelled posts"), lexicon());
    println!("measured\n{measured}");
    assert!(measured.strong.precision() >= 0.89 && measured.strong.recall() >= 0.57, "{measured}");
    let quiet = ["official", "everyday"].map(|kind| measured.by_kind.get(kind).copied().unwrap_or_default());
    let alarmed: u32 = quiet.iter().map(|count| count.alarmed).sum();
    let left: u32 = quiet.iter().map(|count| count.left).sum();
    assert!(f64::from(alarmed) <= 0.05 * f64::from(alarmed + left), "{measured}");
}

#[test]
fn a_finding_points_at_its_words_and_names_act_and_rules() {
    let text = "Sudah siang. Ayo dukung paslon 02 ya!";
    let findings = check(text, lexicon());
    assert_eq!(findings.tone, Tone::Strong);
    let call = findings.findings.iter().find(|finding| finding.sign == "call-number").expect("a call");
    let words: Vec<_> = call.words.iter().map(|span| &text[span.clone()]).collect();
    assert_eq!(words, ["dukung", "paslon 02"]);
    assert_eq!(&text[call.span.clone()], "dukung paslon 02");
    assert_eq!(call.act, "online-campaign");
    assert_eq!(call.rules, ["skb2022-etik-02", "skb2022-disiplin-02"]);
}

#[test]
fn a_reason_is_named_where_it_lowers() {
    for (text, tone, reason) in [
        ("ASN dilarang mengajak coblos nomor 2", Tone::Clear, "prohibition"),
        ("Coblos nomor 2 untuk ketua OSIS ya!", Tone::Clear, "other-election"),
        ("Kata saksi, ia berteriak \"coblos nomor 2\" di jalan", Tone::Look, "quotation"),
        ("Apakah boleh dukung paslon 02?", Tone::Clear, "question"),
        ("Polisi menyebut warga diminta coblos paslon 02", Tone::Clear, "news"),
    ] {
        let findings = check(text, lexicon());
        assert_eq!(findings.tone, tone, "{text}: {findings:?}");
        assert!(findings.harmless.iter().any(|harmless| harmless.id == reason), "{text}: {findings:?}");
    }
}

#[test]
fn disguises_do_not_help() {
    for text in [
        "c0bl0s n0m0r urut 2 ya",
        "D U K U N G paslon 02 ya",
        "dukuuuung pasloooon 02 🔥",
        "dukung pa\u{200b}slon 02 ya",
        "ｄｕｋｕｎｇ раѕlоn 02 ya",
        "#DukungPaslon02 🔥",
        "#dukungpaslon02 🔥",
        "dukung PASLON02 ya!!",
    ] {
        assert_eq!(check(text, lexicon()).tone, Tone::Strong, "{text}");
    }
    assert_eq!(check("", lexicon()).tone, Tone::Clear);
    assert_eq!(check("Selamat pagi semua 😊", lexicon()).findings, []);
}

#[test]
fn more_findings_than_fit_are_counted() {
    let findings = check(&"Ayo dukung paslon 02 ya!\n".repeat(500), lexicon());
    assert_eq!(findings.findings.len(), MAX_FINDINGS);
    assert!(findings.more > 0);
}

#[test]
fn a_broken_lexicon_says_where() {
    for (toml, says) in [
        ("[groups\n", "line 1"),
        ("groups = 1", "line 1"),
        ("[groups]\na = [\"x  y\"]\n[act]\n", "pattern"),
        ("pattern = []\nreason = []\n[groups]\na = [\"x  y\"]\n[act]\n", "a space too many"),
    ] {
        let error = format!("{:#}", Lexicon::read(toml).expect_err("broken"));
        assert!(error.contains(says), "{toml}: {error}");
    }
}

proptest! {
    #[test]
    fn any_text_is_checked_in_bounds(parts in prop::collection::vec(any::<char>(), 0..200), pick in prop::collection::vec(0_usize..12, 0..40)) {
        const WORDS: [&str; 12] =
            ["dukung ", "paslon 02 ", "\"", "🔥", "kata ", "!", "?\n", "ya ", "c0blos ", "#Menang02 ", "bupati ", "jangan "];
        let mut text: String = parts.into_iter().collect();
        text.extend(pick.into_iter().map(|at| WORDS[at]));
        let findings = check(&text, lexicon());
        for finding in &findings.findings {
            prop_assert!(text.get(finding.span.clone()).is_some());
            prop_assert!(finding.words.iter().all(|word| text.get(word.clone()).is_some() && word.start < word.end));
            prop_assert!(!finding.rules.is_empty());
        }
        prop_assert_eq!(&findings, &check(&text, lexicon()));
    }
}

fn fastest(text: &str) -> Duration {
    let once = || netra_it::processor_time(|| assert!(check(text, lexicon()).findings.len() <= MAX_FINDINGS));
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Twice the text takes about twice the time, whatever the text is made of.
#[test]
fn no_text_stalls_the_check() {
    const WHOLE: usize = 1 << 20;
    for unit in [
        "a",
        "ab ",
        "\u{301}",
        "#",
        "#dukung",
        "a.b.c.",
        "\u{200b}",
        "✌🔥",
        "✌!",
        "🔥\n",
        "👨\u{200d}",
        "dukung ",
        "dukung paslon 02 ya! ",
        "paslon ",
        "02 ",
        "\"kata ",
        "ya gaes kita ",
        "calon bupati kita ",
        "coblos nomor urut 2 kata siapa? ",
    ] {
        // a part of it in tests without optimisation: the ratio says the same; a busy machine is given another try
        let [half, whole] = [16, 8].map(|part| unit.repeat(WHOLE / unit.len() / part));
        let linear = || fastest(&whole) < fastest(&half) * 3 + Duration::from_millis(20);
        assert!((0..5).any(|_| linear()), "{unit:?}: twice the text takes more than three times the time");
    }
}

/// What a long text costs; the floor holds only where the compiler optimises.
#[test]
fn speed_of_the_check() {
    let (siding, clear): (Vec<_>, Vec<_>) =
        posts(DEV).expect("dev").into_iter().partition(|post| post.label == super::measure::Label::Siding);
    for (name, posts) in [("posts of siding", siding), ("other posts", clear)] {
        let text: String = posts.into_iter().map(|post| post.text + "\n").collect();
        let text = text.repeat((1 << 21) / text.len() + 1);
        let rate = f64::from(u32::try_from(text.len()).expect("megabytes")) / fastest(&text).as_secs_f64() / 1e6;
        println!("{name}: {rate:.0} MB/s");
        assert!(cfg!(debug_assertions) || rate >= 10.0, "{name}: {rate:.0} MB/s");
    }
}
