//! The whole book as one Markdown document that a lawyer reads from front to back: chapter by chapter, each row
//! with its articles, the rule, exceptions, cases, source and open doubts.

use crate::model::{Person, Row, RuleFacts, Rulebook, Stage, What};
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
    for (name, text) in own_facts(&reading.book, row, lang) {
        fact(name, text);
    }
    fact(lang.say("Instrumen", "Instruments"), row.instruments().join(", "));
    fact(lang.say("Menunjuk", "Points to"), row.points_to().join(", "));
    let day = |day: Option<netra_base::Day>| day.map_or_else(|| "…".to_owned(), |day| lang.day(day));
    if row.from.is_some() || row.until.is_some() {
        fact(lang.say("Berlaku", "In force"), format!("{} – {}", day(row.from), day(row.until)));
    } else {
        fact(lang.say("Berlaku", "In force"), row.since(lang).unwrap_or_default());
    }
    fact(lang.say("Sumber", "Sources"), format!("{} ({})", row.sources.join(", "), row.confidence.name(lang)));
    let text = |say: &Option<Say>| say.as_ref().map_or_else(String::new, |say| say.to(lang).to_owned());
    fact(lang.say("Kepastian", "How sure"), text(&row.confidence_note));
    fact(lang.say("Catatan", "Note"), text(&row.note));
    fact(lang.say("**Keraguan**", "**In doubt**"), text(&row.doubt));
    let cases: Vec<_> = reading.cases.iter().filter(|case| case.rule == row.id).collect();
    for case in &cases {
        let mark = if case.applies { lang.say("kena", "applies") } else { lang.say("tidak kena", "does not apply") };
        let date = case.facts.date.map_or_else(String::new, |date| format!(", {date}"));
        let _ = writeln!(out, "- {} ({mark}{date}): {}", lang.say("Kasus", "Case"), case.says);
    }
    out.push('\n');
}

/// What only rows of this kind say.
fn own_facts(book: &Rulebook, row: &Row, lang: Lang) -> Vec<(&'static str, String)> {
    let say = |say: &Option<Say>| say.as_ref().map_or_else(String::new, |say| say.to(lang).to_owned());
    match &row.what {
        What::Rule(rule) => rule_facts(book, rule, lang),
        What::Sanction(one) => vec![
            (lang.say("Tingkat", "Level"), one.level.map_or(String::new(), |level| level.name(lang).to_owned())),
            (lang.say("Bagi", "For"), persons(book, &one.applies, lang)),
            (lang.say("Menunggu", "Awaits"), say(&one.awaits)),
            (lang.say("Pengganti sementara", "Stands in for"), one.instead_of.clone().unwrap_or_default()),
            (lang.say("Dijatuhkan oleh", "Imposed by"), say(&one.imposed_by)),
        ],
        What::Crime(crime) => vec![
            (lang.say("Mengikat", "Binds"), crime.who.to(lang).to_owned()),
            (lang.say("Perbuatan", "Acts"), titles(book, &crime.acts, lang)),
            (lang.say("Perbuatan yang belum pasti", "Acts not settled"), titles(book, &crime.acts_unclear, lang)),
            (lang.say("Ancaman", "Penalty"), say(&crime.penalty)),
            (lang.say("Jalur", "Way"), crime.lane.name(lang).to_owned()),
        ],
        What::Step(step) => vec![
            (lang.say("Oleh", "By"), say(&step.by)),
            (lang.say("Batas", "Limit"), step.limit.map_or(String::new(), |limit| limit.words(lang))),
            (lang.say("Dihitung sejak", "Counts from"), say(&step.counts_from)),
            (
                lang.say("Keyakinan atas batasnya", "How sure the limit is"),
                step.limit_confidence.map_or(String::new(), |sure| sure.name(lang).to_owned()),
            ),
        ],
        What::Authority(one) => one
            .may
            .iter()
            .map(|may| {
                let to: Vec<_> = may.positions.iter().map(|one| one.name(lang)).collect();
                let levels: Vec<_> = may.levels.iter().map(|one| one.name(lang)).collect();
                (lang.say("Boleh", "May"), format!("{}: {}", to.join(", "), levels.join(", ")))
            })
            .collect(),
        What::Contest(one) => vec![
            (lang.say("Calon sejak", "Candidates from"), lang.day(one.fixed)),
            (lang.say("Kampanye", "Campaign"), one.campaign.map(|day| lang.day(day)).join(" – ")),
            (lang.say("Masa tenang", "Quiet days"), one.quiet.map(|day| lang.day(day)).join(" – ")),
            (lang.say("Pemungutan suara", "Voting"), lang.day(one.voting)),
        ],
        What::Event(one) => {
            vec![(lang.say("Tanggal", "Dates"), [one.first, one.last].map(|day| lang.day(day)).join(" – "))]
        }
        _ => Vec::new(),
    }
}

fn rule_facts(book: &Rulebook, rule: &RuleFacts, lang: Lang) -> Vec<(&'static str, String)> {
    let stage = match rule.stage {
        Stage::Prospective => lang.say("bakal calon", "before candidates are fixed"),
        Stage::Candidate => lang.say("calon", "once candidates are fixed"),
        Stage::Contest => lang.say("sampai tahapan berakhir", "until the contest is over"),
        Stage::Any => lang.say("kapan saja", "always"),
    };
    let levels: Vec<_> = rule.levels_in_sources.iter().map(|level| level.name(lang)).collect();
    let unless = rule.unless.iter().map(|one| format!("{} {}", lang.say("kecuali", "unless"), one.code()));
    let when = rule.when.iter().map(|one| format!("{} {}", lang.say("hanya jika", "only when"), one.code()));
    vec![
        (lang.say("Perbuatan", "Acts"), titles(book, &rule.acts, lang)),
        (lang.say("Dibaca juga untuk", "Read also for"), titles(book, &rule.acts_by_analogy, lang)),
        (lang.say("Bagi", "For"), persons(book, &rule.applies, lang)),
        (lang.say("Dibaca juga bagi", "Read also onto"), persons(book, &rule.applies_by_analogy, lang)),
        (lang.say("Tahap", "Stage"), stage.to_owned()),
        (lang.say("Jawaban", "Answer"), rule.verdict.name(lang).to_owned()),
        (lang.say("Jenis pelanggaran", "Class"), rule.class.name(lang).to_owned()),
        (lang.say("Tingkat", "Level"), rule.level.map_or(String::new(), |level| level.name(lang).to_owned())),
        (lang.say("Tingkat menurut sumber", "Levels in the sources"), levels.join(", ")),
        (lang.say("Partai", "Party"), if rule.party { lang.say("juga", "too").to_owned() } else { String::new() }),
        (lang.say("Pengecualian", "Exceptions"), unless.chain(when).collect::<Vec<_>>().join("; ")),
    ]
}

fn titles(book: &Rulebook, acts: &[String], lang: Lang) -> String {
    acts.iter().filter_map(|id| book.act(id)).map(|act| act.title.to(lang)).collect::<Vec<_>>().join("; ")
}

fn persons(book: &Rulebook, list: &[Person], lang: Lang) -> String {
    list.iter().filter_map(|one| book.person(*one)).map(|row| row.title.to(lang)).collect::<Vec<_>>().join(", ")
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
