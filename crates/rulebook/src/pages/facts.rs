//! What a row says besides its words, by its kind: for whom, when, which answer, which sanctions its level can mean,
//! how long, by whom. Shown as facts by name on the row's page and in its chapter.

use super::parts::{confidence_badge, confidence_mark};
use super::view::View;
use super::words;
use crate::model::{Class, Crime, Instrument, Level, Person, Row, RuleFacts, Sanction, Step, Verdict, What};
use maud::{Markup, html};
use netra_base::Lang;

/// Facts by name.
pub(super) type List = Vec<(&'static str, Markup)>;

/// The facts of this row's kind.
pub(super) fn of_kind(view: View<'_>, row: &Row) -> List {
    let lang = view.lang;
    match &row.what {
        What::Rule(rule) => of_rule(view, rule),
        What::Crime(crime) => of_crime(view, row, crime),
        What::Sanction(sanction) => of_sanction(view, sanction),
        What::Instrument(instrument) => of_instrument(lang, instrument),
        What::Step(step) => of_step(lang, step),
        What::Former { maps_to } => {
            vec![(lang.say("Sekarang disebut", "Now called"), view.lines(maps_to.iter().map(String::as_str)))]
        }
        What::Event(event) => vec![
            (
                lang.say("Tanggal", "Date"),
                html! {
                    (lang.day(event.first))
                    @if event.last != event.first { " " (lang.say("sampai", "to")) " " (lang.day(event.last)) }
                    @if !event.held { " (" (lang.say("tidak diselenggarakan", "not held")) ")" }
                },
            ),
            (lang.say("Pemilihan", "Contests"), view.names(&event.contests)),
        ],
        What::Authority(authority) => vec![
            (lang.say("Pejabat", "Office"), html! { (authority.office.to(lang)) }),
            (
                lang.say("Boleh menjatuhkan", "May impose"),
                html! {
                    ul { @for may in &authority.may { li {
                        @for (at, position) in may.positions.iter().enumerate() { @if at > 0 { ", " } (position.name(lang)) }
                        ": "
                        @for (at, level) in may.levels.iter().enumerate() { @if at > 0 { ", " } (level.name(lang).to_lowercase()) }
                        @if may.except_dismissal { " (" (lang.say("selain pemberhentian", "except dismissal")) ")" }
                    } } }
                },
            ),
        ],
        What::Supervisor(supervisor) => {
            vec![(lang.say("Pengawas", "Who oversees"), html! { (supervisor.who.to(lang)) })]
        }
        What::Contest(contest) => {
            vec![(lang.say("Jenis", "Kind"), html! { (words::election(lang, contest.election)) })]
        }
        What::Principle | What::Obligation => Vec::new(),
    }
}

fn of_rule(view: View<'_>, rule: &RuleFacts) -> List {
    let (lang, book) = (view.lang, view.book());
    let mut list = Vec::new();
    if !rule.acts.is_empty() {
        list.push((lang.say("Perbuatan", "Acts"), view.names(&rule.acts)));
    }
    if !rule.acts_by_analogy.is_empty() {
        list.push((lang.say("Dibaca ke dalamnya", "Read into it"), view.names(&rule.acts_by_analogy)));
    }
    list.push((lang.say("Bagi", "For"), html! { (words::persons(lang, book, &rule.applies)) }));
    list.push((lang.say("Kapan", "When"), html! { (words::stage(lang, rule.stage)) }));
    if !rule.when.is_empty() {
        list.push((lang.say("Hanya bila", "Only if"), html! { (words::circumstances(lang, &rule.when)) }));
    }
    if !rule.unless.is_empty() {
        list.push((lang.say("Kecuali", "Unless"), html! { (words::circumstances(lang, &rule.unless)) }));
    }
    if rule.party {
        let also = lang.say("juga bila yang didukung partai politik", "also when a party as such is favoured");
        list.push((lang.say("Partai", "Party"), html! { (also) }));
    }
    if rule.verdict != Verdict::Allowed && rule.class != Class::None {
        list.push((lang.say("Jenis pelanggaran", "Class"), html! { (rule.class.name(lang)) }));
        list.push((lang.say("Tingkat", "Level"), level(lang, rule)));
    }
    if let Some(level) = rule.level {
        list.push((lang.say("Sanksi yang mungkin", "Possible sanctions"), sanctions(view, level, &rule.applies)));
    }
    let rows = |ids: &[String]| view.lines(ids.iter().map(String::as_str));
    if !rule.basis.is_empty() {
        list.push((lang.say("Baris dasar", "Rests on"), rows(&rule.basis)));
    }
    if !rule.limits.is_empty() {
        list.push((lang.say("Batasnya", "Its limits"), rows(&rule.limits)));
    }
    list
}

fn level(lang: Lang, rule: &RuleFacts) -> Markup {
    let sources = rule.levels_in_sources.iter().map(|one| words::level(lang, *one).to_lowercase()).collect::<Vec<_>>();
    html! {
        @match rule.level {
            Some(level) => (words::level(lang, level)),
            None => (lang.say("tidak ditentukan", "not settled")),
        }
        @if !sources.is_empty() {
            " (" (lang.say("sumber-sumber menyebut", "the sources say")) " " (sources.join(lang.say(" dan ", " and "))) ")"
        }
    }
}

/// What a level can mean, for each kind of person.
fn sanctions(view: View<'_>, level: Level, applies: &[Person]) -> Markup {
    let (lang, book) = (view.lang, view.book());
    let of = |person: Person| {
        let wanted = if person == Person::Ppnpn { None } else { Some(level) };
        let mut all: Vec<_> =
            book.sanctions().filter(|(_, one)| one.applies.contains(&person) && one.level == wanted).collect();
        all.sort_by_key(|(_, one)| one.weight);
        all
    };
    html! {
        @for person in applies {
            @let all = of(*person);
            @if !all.is_empty() {
                p { (words::person(lang, book, *person)) ":" }
                ul { @for (row, one) in all { li {
                    (view.line(&row.id))
                    @if one.besides { " (" (lang.say("hanya sebagai tambahan", "only on top of another")) ")" }
                    @if one.awaits.is_some() { " (" (lang.say("belum dapat dipakai", "cannot be used yet")) ")" }
                } } }
            }
        }
    }
}

fn of_crime(view: View<'_>, row: &Row, crime: &Crime) -> List {
    let (lang, book) = (view.lang, view.book());
    let elections = crime.elections.iter().map(|one| words::election(lang, *one)).collect::<Vec<_>>().join(", ");
    let mut list = vec![
        (lang.say("Mengikat", "Binds"), html! { (crime.who.to(lang)) }),
        (lang.say("Dalam", "In"), html! { (elections) ", " (words::during(lang, crime.during)) }),
        (lang.say("Jalur", "Way"), html! { (crime.lane.name(lang)) }),
    ];
    if let Some(penalty) = &crime.penalty {
        let sure = crime.penalty_confidence.unwrap_or(row.confidence);
        list.push((lang.say("Ancaman", "Penalty"), html! { (penalty.to(lang)) (confidence_mark(lang, sure)) }));
    }
    if !crime.acts.is_empty() {
        list.push((lang.say("Perbuatan", "Acts"), view.names(&crime.acts)));
    }
    if !crime.acts_unclear.is_empty() {
        list.push((lang.say("Belum jelas", "Not clear"), view.names(&crime.acts_unclear)));
    }
    if !crime.applies.is_empty() {
        list.push((lang.say("Bagi", "For"), html! { (words::persons(lang, book, &crime.applies)) }));
    }
    list
}

fn of_sanction(view: View<'_>, sanction: &Sanction) -> List {
    let (lang, book) = (view.lang, view.book());
    let level = sanction.level.map_or(lang.say("Menurut kontrak", "By contract"), |level| words::level(lang, level));
    let mut list = vec![
        (lang.say("Tingkat", "Level"), html! { (level) }),
        (lang.say("Bagi", "For"), html! { (words::persons(lang, book, &sanction.applies)) }),
    ];
    if let Some(who) = &sanction.imposed_by {
        list.push((lang.say("Dijatuhkan oleh", "Imposed by"), html! { (who.to(lang)) }));
    }
    if let Some(awaits) = &sanction.awaits {
        list.push((
            lang.say("Belum dapat dipakai; menunggu", "Cannot be used yet; it awaits"),
            html! { (awaits.to(lang)) },
        ));
    }
    if let Some(other) = &sanction.instead_of {
        list.push((lang.say("Sementara menggantikan", "Stands in for"), view.line(other)));
    }
    if sanction.besides {
        let how = lang.say("Hanya sebagai tambahan pada sanksi lain", "Only on top of another sanction");
        list.push((lang.say("Pemakaian", "Use"), html! { (how) }));
    }
    list
}

fn of_instrument(lang: Lang, instrument: &Instrument) -> List {
    let mut list = Vec::new();
    if let Some(issuer) = &instrument.issuer {
        list.push((lang.say("Diterbitkan oleh", "Issued by"), html! { (issuer.to(lang)) }));
    }
    if !instrument.elections.is_empty() {
        let only = instrument.elections.iter().map(|one| words::election(lang, *one)).collect::<Vec<_>>().join(", ");
        list.push((lang.say("Hanya untuk", "Only for"), html! { (only) }));
    }
    list
}

fn of_step(lang: Lang, step: &Step) -> List {
    let mut list = vec![(lang.say("Jalur", "Way"), html! { (words::path(lang, &step.path)) })];
    if let Some(by) = &step.by {
        list.push((lang.say("Oleh", "By"), html! { (by.to(lang)) }));
    }
    if let Some(limit) = step.limit {
        list.push((
            lang.say("Batas waktu", "Time limit"),
            html! {
                (limit.words(lang))
                @if let Some(sure) = step.limit_confidence { " " (confidence_badge(lang, sure)) }
            },
        ));
    }
    if let Some(from) = &step.counts_from {
        list.push((lang.say("Dihitung sejak", "Counted from"), html! { (from.to(lang)) }));
    }
    list
}
