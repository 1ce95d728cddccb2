//! What people do, in their own words, with every rule on it: what holds before candidates are fixed and after, what
//! the election law adds, what else is asked.

use super::parts::{confidence_mark, verdict_tag};
use super::view::View;
use super::{HERE, words};
use crate::model::{Act, Confidence, Person, Row, RuleFacts, Rulebook, Standing, Verdict};
use maud::{Markup, html};
use netra_base::{Day, Lang};

/// A rule that fits an act, and how sure it is here: by analogy, no more than medium.
pub(super) type Fit<'a> = (&'a Row, &'a RuleFacts, Confidence);

/// The rules on an act that hold for this person on the day, at this standing; whatever the circumstances.
pub(super) fn fitting<'a>(
    book: &'a Rulebook,
    act: &'a str,
    person: Person,
    standing: Standing,
    day: Day,
) -> impl Iterator<Item = Fit<'a>> {
    book.rules().filter_map(move |(row, rule)| {
        let own = rule.acts.iter().any(|one| one == act);
        let read_into = rule.acts_by_analogy.iter().any(|one| one == act);
        let fits = rule.applies.contains(&person) && rule.stage.fits(standing) && book.holds(row, day);
        let sure = if own { row.confidence } else { row.confidence.min(Confidence::Medium) };
        ((own || read_into) && fits).then_some((row, rule, sure))
    })
}

/// The body of an act's page.
pub(super) fn body(view: View<'_>, act: &Act, day: Day) -> Markup {
    let (lang, book) = (view.lang, view.book());
    let stages = [
        (Standing::Prospective, lang.say("Sebelum calon ditetapkan", "Before candidates are fixed")),
        (Standing::Candidate, lang.say("Sesudah calon ditetapkan", "After candidates are fixed")),
    ];
    let crimes: Vec<&str> =
        book.crimes().filter(|(_, crime)| crime.acts.contains(&act.id)).map(|(row, _)| row.id.as_str()).collect();
    let unclear: Vec<&str> = book
        .crimes()
        .filter(|(_, crime)| crime.acts_unclear.contains(&act.id))
        .map(|(row, _)| row.id.as_str())
        .collect();
    let group = book.groups.iter().find(|group| group.id == act.group);
    html! {
        p.soft { @if let Some(group) = group { (group.title.to(lang)) " · " } code { (act.id) } }
        @for (standing, title) in stages {
            h2 { (title) }
            @if standing == Standing::Prospective {
                p.soft { (lang.say(
                    "Yang didukung masih bakal calon: belum ditetapkan KPU sebagai calon.",
                    "The one favoured is a prospective candidate: not yet fixed by the election commission.")) }
            }
            (cards(view, &act.id, standing, day))
        }
        @if !crimes.is_empty() {
            h2 { (lang.say("Mungkin juga dilarang undang-undang pemilihan", "Possibly also banned by the election law")) }
            (view.lines(crimes))
        }
        @if !unclear.is_empty() {
            h2 { (lang.say("Belum jelas apakah termasuk", "Not clear whether it falls under")) }
            (view.lines(unclear))
        }
        @if !act.asks.is_empty() {
            h2 { (lang.say("Keadaan yang menentukan", "Circumstances that matter")) }
            ul { @for one in &act.asks { li { (words::circumstance(lang, *one)) } } }
        }
        p.actions { a.btn.quiet href={ (HERE) "/telaah?act=" (act.id) } { (lang.say("Telaah perbuatan ini", "Examine this act")) } }
    }
}

/// The rules of one stage, each as a card: verdict first, then its words.
fn cards(view: View<'_>, act: &str, standing: Standing, day: Day) -> Markup {
    let (lang, book) = (view.lang, view.book());
    // Whom a rule binds stands in its row: each rule once, whoever it is for.
    let mut rows: Vec<Fit<'_>> = Vec::new();
    for fit in Person::ALL.into_iter().flat_map(|person| fitting(book, act, person, standing, day)) {
        if !rows.iter().any(|(known, ..)| known.id == fit.0.id) {
            rows.push(fit);
        }
    }
    html! {
        @if rows.is_empty() {
            p { (lang.say(
                "Tidak ada baris yang mengatur tahap ini. Belum pasti: tanyakan dahulu.",
                "No row settles this stage. Not settled: ask first.")) }
        }
        @for (row, rule, sure) in &rows {
            div.card {
                p { (verdict_tag(lang, rule.verdict)) " " strong { (heaviness(lang, rule)) } (confidence_mark(lang, *sure)) }
                p { (view.link(&row.id)) ": " (row.says.to(lang)) }
                p.soft {
                    (lang.say("Bagi", "For")) " " (words::persons(lang, book, &rule.applies))
                    @if !rule.when.is_empty() { br; (lang.say("Hanya bila", "Only if")) " " (words::circumstances(lang, &rule.when)) }
                    @if !rule.unless.is_empty() { br; (lang.say("Kecuali", "Unless")) " " (words::circumstances(lang, &rule.unless)) }
                }
            }
        }
    }
}

fn heaviness(lang: Lang, rule: &RuleFacts) -> String {
    match (rule.verdict, rule.level) {
        (Verdict::Allowed, _) => String::new(),
        (_, Some(level)) => format!("{}, {}", rule.class.name(lang), words::level(lang, level).to_lowercase()),
        (_, None) => {
            format!("{}, {}", rule.class.name(lang), lang.say("tingkat tidak ditentukan", "level not settled"))
        }
    }
}
