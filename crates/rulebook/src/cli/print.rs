//! The whole book as one Markdown document that a lawyer reads from front to back: chapter by chapter, each row
//! with its articles, the rule, exceptions, cases, source and open doubts.

use crate::model::{Row, Rulebook, What};
use crate::read::Reading;
use netra_base::{Lang, Say};
use std::fmt::Write;

/// The document.
pub(super) fn book(reading: &Reading, lang: Lang) -> String {
    let book = &reading.book;
    let mut out = format!("# {}\n\n{}\n\n", book.title.to(lang), book.lead.to(lang));
    let _ = writeln!(out, "{} {} · SHA-256 {}\n", lang.say("Edisi", "Edition"), book.edition, book.hash);
    for chapter in &book.chapters {
        let _ = writeln!(out, "## {}\n\n{}\n", chapter.title.to(lang), chapter.lead.to(lang));
        for row in book.rows.iter().filter(|row| row.place.file == chapter.file) {
            one(reading, row, lang, &mut out);
        }
        if chapter.file.contains("acts") {
            acts(book, lang, &mut out);
        }
        if chapter.file.contains("sources") {
            for source in &book.sources {
                let _ = writeln!(out, "- **{}** {}", source.id, source.title.to(lang));
            }
        }
    }
    out
}

fn one(reading: &Reading, row: &Row, lang: Lang, out: &mut String) {
    let title = row.title.as_ref().map_or_else(String::new, |title| format!(" · {}", title.to(lang)));
    let _ = writeln!(out, "### {}{title}\n\n{}\n", row.id, row.says.to(lang));
    let mut fact = |name: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "- {name}: {text}");
        }
    };
    fact(lang.say("Pasal", "Articles"), row.articles.join("; "));
    let mut exceptions = Vec::new();
    if let What::Rule(rule) = &row.what {
        fact(lang.say("Perbuatan", "Acts"), rule.acts.join(", "));
        fact(lang.say("Bagi", "For"), rule.applies.iter().map(|one| one.code()).collect::<Vec<_>>().join(", "));
        fact(lang.say("Putusan", "Verdict"), rule.verdict.name(lang).to_owned());
        let level = rule.level.map_or("–", |level| level.name(lang));
        fact(lang.say("Kelas, tingkat", "Class, level"), format!("{}, {level}", rule.class.name(lang)));
        exceptions.extend(rule.unless.iter().map(|one| format!("{} {}", lang.say("kecuali", "unless"), one.code())));
        exceptions
            .extend(rule.when.iter().map(|one| format!("{} {}", lang.say("hanya jika", "only when"), one.code())));
    }
    fact(lang.say("Pengecualian", "Exceptions"), exceptions.join("; "));
    fact(lang.say("Instrumen", "Instruments"), row.instruments().join(", "));
    let day = |day: Option<netra_base::Day>| day.map_or_else(|| "…".to_owned(), |day| lang.day(day));
    if row.from.is_some() || row.until.is_some() {
        fact(lang.say("Berlaku", "In force"), format!("{} – {}", day(row.from), day(row.until)));
    }
    fact(lang.say("Sumber", "Sources"), format!("{} ({})", row.sources.join(", "), row.confidence.name(lang)));
    let text = |say: &Option<Say>| say.as_ref().map_or_else(String::new, |say| say.to(lang).to_owned());
    fact(lang.say("Kepastian", "How sure"), text(&row.confidence_note));
    fact(lang.say("Catatan", "Note"), text(&row.note));
    fact(lang.say("**Belum sepakat**", "**In doubt**"), text(&row.doubt));
    let cases: Vec<_> = reading.cases.iter().filter(|case| case.rule == row.id).collect();
    for case in &cases {
        let mark = if case.applies { lang.say("kena", "applies") } else { lang.say("tidak kena", "does not apply") };
        let date = case.facts.date.map_or_else(String::new, |date| format!(", {date}"));
        let _ = writeln!(out, "- {} ({mark}{date}): {}", lang.say("Kasus", "Case"), case.says);
    }
    out.push('\n');
}

fn acts(book: &Rulebook, lang: Lang, out: &mut String) {
    for group in &book.groups {
        let _ = writeln!(out, "### {}\n", group.title.to(lang));
        for act in book.acts.iter().filter(|act| act.group == group.id) {
            let _ = writeln!(out, "- **{}** {}", act.id, act.title.to(lang));
        }
        out.push('\n');
    }
}
