//! Cases in words: what happened, under which facts, and whether the row applies. Cases are written in Indonesian, by
//! those who wrote the row.

use super::words;
use crate::model::Rulebook;
use crate::rules::Case;
use maud::{Markup, html};
use netra_base::Lang;
use netra_web::components::{Kind, tag};

/// The cases of one row, in the order in which they were written.
pub(super) fn of<'a>(cases: &'a [Case], id: &str) -> Vec<&'a Case> {
    cases.iter().filter(|case| case.rule == id).collect()
}

/// Cases as a list.
pub(super) fn list(lang: Lang, book: &Rulebook, cases: &[&Case]) -> Markup {
    html! { ul { @for case in cases { li { (one(lang, book, case)) } } } }
}

/// One case.
pub(super) fn one(lang: Lang, book: &Rulebook, case: &Case) -> Markup {
    let mark = match (&case.refused, case.applies) {
        (Some(_), _) => tag(Kind::Plain, lang.say("Tidak dijawab", "No answer")),
        (None, true) => tag(Kind::Ok, lang.say("Kena", "Applies")),
        (None, false) => tag(Kind::Plain, lang.say("Tidak kena", "Does not apply")),
    };
    let facts = facts(lang, book, case);
    html! {
        (mark) " " span lang="id" { (case.says) } "."
        @if !facts.is_empty() { " " span.soft { (facts) } }
    }
}

/// The facts of a case and its expected answer, on one line.
fn facts(lang: Lang, book: &Rulebook, case: &Case) -> String {
    let facts = &case.facts;
    let mut all: Vec<String> = Vec::new();
    all.extend(facts.employment.as_deref().map(|code| short(lang, code)));
    all.extend(facts.contest.clone());
    all.extend(facts.date.map(|day| lang.day(day)));
    if !facts.circumstances.is_empty() {
        all.push(words::circumstances(lang, &facts.circumstances));
    }
    all.extend(facts.after.as_ref().map(|id| format!("{} {id}", lang.say("pengulangan setelah", "repeat after"))));
    all.extend(facts.from.map(|day| format!("{} {}", lang.say("dihitung sejak", "counted from"), lang.day(day))));
    all.extend(facts.done.map(|day| format!("{} {}", lang.say("dilakukan", "done on"), lang.day(day))));
    all.extend(facts.position.map(|position| position.name(lang).to_owned()));
    all.extend(facts.level.map(|level| words::level(lang, level).to_lowercase()));
    // Acts stand in the row itself; only what is asked of a case that has several, or of another row's act, is told.
    if facts.acts.len() > 1 {
        let titles = facts.acts.iter().map(|id| book.act(id).map_or(id.as_str(), |act| act.title.to(lang)));
        all.push(titles.collect::<Vec<_>>().join(" + "));
    }
    let expected = &case.expected;
    let answer: Vec<&str> = [
        expected.verdict.map(|verdict| verdict.name(lang)),
        expected.class.map(|class| class.name(lang)),
        expected.level.map(|level| level.name(lang)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let told = all.join(" · ");
    if answer.is_empty() { told } else { format!("{told} → {}", answer.join(", ")) }
}

/// `pns` as people write it.
fn short(lang: Lang, code: &str) -> String {
    if code == "village-head" { lang.say("kepala desa", "village head").into() } else { code.to_uppercase() }
}
