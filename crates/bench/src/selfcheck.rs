//! The check of a text: megabytes a second on long ordinary text, on posts and on hostile text, and how often it is right on the
//! labelled posts. The measured half was written by somebody who had not seen the word list; its hash is reported.

use crate::SelfcheckArgs;
use crate::report::{Report, Times, round};
use netra_base::canonical::{hex, sha256};
use netra_guidance::selfcheck::measure::{measure, posts};
use netra_guidance::selfcheck::{Lexicon, check};
use serde_json::json;
use std::time::{Duration, Instant};

const MEASURED: &str = include_str!("../../../data/selfcheck/measured.toml");
const TUNED: &str = include_str!("../../../data/selfcheck/dev.toml");

/// A long text: the posts one after the other, so often.
const LONG: usize = 1024 * 1024;
/// Megabytes as people who sell disks count them.
const MB: f64 = 1_000_000.0;

/// Measures.
pub fn run(args: &SelfcheckArgs) -> anyhow::Result<Report> {
    let mut report = Report::new("selfcheck");
    let lexicon = Lexicon::built_in()?;
    for (name, text) in [("measured", MEASURED), ("tuned_on", TUNED)] {
        let labelled = posts(text)?;
        let measure = measure(&labelled, lexicon);
        report
            .add(name, json!({ "posts": labelled.len(), "sha256": hex(&sha256(text.as_bytes())), "figures": measure }));
    }
    let ordinary = long_text(&prose()?);
    let dense = long_text(&posts(MEASURED)?.iter().map(|post| post.text.as_str()).collect::<Vec<_>>().join("\n"));
    // Ordinary text, posts one after the other, and each of the eight hostile ones.
    let span = Duration::from_secs(args.seconds) / 10;
    let (rate, times) = speed(&ordinary, lexicon, span);
    report.times(rate, &times);
    report.add("unit", "megabytes a second, one core, texts of one megabyte");
    report.add("posts", json!({ "mb_per_s": round(speed(&dense, lexicon, span).0) }));
    let mut worst = (f64::INFINITY, "");
    for (name, unit) in HOSTILE {
        let text = unit.repeat(LONG / unit.len());
        let (rate, _) = speed(&text, lexicon, span);
        if rate < worst.0 {
            worst = (rate, name);
        }
        report.add(name, json!({ "mb_per_s": round(rate) }));
    }
    report.ratio = Some(round(worst.0 / rate));
    report.ratio_of = format!("ordinary text; the slowest hostile one is {}", worst.1);
    Ok(report)
}

/// Ordinary long text: what the rulebook says, row after row.
fn prose() -> anyhow::Result<String> {
    let library = netra_rulebook::comes_with()?;
    Ok(library.book().rows.iter().map(|row| row.says.id.as_ref()).collect::<Vec<_>>().join("\n"))
}

/// A text as often as a megabyte holds it.
fn long_text(text: &str) -> String {
    format!("{text}\n").repeat(LONG / (text.len() + 1))
}

/// What somebody might send to stall it, repeated to a megabyte.
const HOSTILE: [(&str, &str); 8] = [
    ("one_word", "a"),
    ("hashtags", "#Dukung"),
    ("spelled_out", "c.a.l.e.g."),
    ("accents", "e\u{301}\u{302}"),
    ("zero_width", "d\u{200b}"),
    ("emoji", "\u{1f44d}\u{1f3fd}"),
    ("leet", "c4l3g d1ukung "),
    ("patterns", "dukung paslon 02 coblos "),
];

/// Megabytes a second, and how long each text took.
fn speed(text: &str, lexicon: &Lexicon, span: Duration) -> (f64, Times) {
    let (start, mut times, mut checked) = (Instant::now(), Times::with_room(1_000), 0usize);
    loop {
        let one = Instant::now();
        std::hint::black_box(check(std::hint::black_box(text), lexicon));
        times.note(one.elapsed());
        checked += text.len();
        if start.elapsed() >= span {
            return (checked as f64 / MB / start.elapsed().as_secs_f64(), times.sorted());
        }
    }
}
