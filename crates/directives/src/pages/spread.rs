//! How far a directive has come, for those who see figures: the whole or their own branches, a unit and those below it,
//! fifty rows a page, folded where they are many. Numbers only.

use super::{MENU, directive_id, directive_page, validity};
use crate::actions::{self, Branch, Line, Spread};
use crate::model::Figures;
use crate::words;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Error, Lang, Role, Zone};
use netra_web::charts::{Bar, bars};
use netra_web::components::{Cell, Column, Figure, Kind, Table, empty, figures, fold, pages, quiet_link, tag, when};
use netra_web::{Reply, Signed, Site, Visit};

/// Rows on one page.
const PAGE: usize = 50;

/// How far it has come; `?unit=CODE` for a unit and those below it.
///
/// # Errors
/// `NotFound` when the asker sees figures of none of its units, or not of the one asked for.
pub async fn spread(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let (id, now, lang) = (directive_id(&id)?, site.now(), visit.lang);
    let asker = who.clone();
    let spread = site.store.read(move |tx| actions::spread(tx, now, &asker, id)).await?;
    let base = format!("{MENU}/{id}/sebaran");
    let asked = visit.asked("unit").map(|code| code.to_uppercase());
    let branch = match &asked {
        Some(code) => {
            let found = spread.branches.iter().find(|branch| branch.unit.code.as_str() == code);
            Some(found.ok_or(Error::NotFound)?)
        }
        None => None,
    };
    let (totals, below) = match branch {
        Some(branch) => (branch.all, spread.below(branch.unit.id)),
        None => match spread.tops().as_slice() {
            // One top alone says what the figures above say: its own rows are more telling.
            [one] => (spread.total, std::iter::once(*one).chain(spread.below(one.unit.id)).collect()),
            tops => (spread.total, tops.to_vec()),
        },
    };
    let mut page = directive_page(&visit, lang.say("Sebaran arahan", "How far it has come"), &spread.directive);
    if let Some(branch) = branch {
        page = page.under(base.clone(), lang.say("Sebaran", "How far it has come"));
        for step in way(&spread, branch) {
            page = page.under(format!("{base}?unit={}", step.unit.code), step.unit.name.clone());
        }
    }
    let lead = branch.map_or(spread.directive.subject.clone(), |branch| branch.unit.name.clone());
    let counted = spread.directive.counted.is_some();
    let operates =
        branch.filter(|one| !counted && who.covers(Role::UnitOperator, &one.unit.path) && one.own.should > 0);
    Ok(page.lead(lead).show(html! {
        p {
            (validity(lang, &spread.directive, now.day(Zone::Wib)))
            @if counted { " " (tag(Kind::Plain, lang.say("Angka akhir", "Final figures"))) " " (when(spread.at, Zone::Wib, lang)) }
        }
        @if !spread.whole { p.soft { (lang.say("Angka ini untuk unit dalam wewenang Anda.", "These figures are for the units within your authority.")) } }
        (counts(lang, &spread, &totals))
        p.source { (lang.say("Dihitung", "Counted")) " " (when(spread.at, Zone::Wib, lang)) "." }
        (fold(lang.say("Apa yang dihitung", "What is counted"), counted, html! { p.source { (words::denominator(lang, &spread.directive)) } }))
        @if let Some(branch) = branch {
            (line(lang, branch))
            @if operates.is_some() { p.actions { (quiet_link(&format!("{MENU}/{id}/belum/{}", branch.unit.code), lang.say("Siapa yang belum", "Who has not"))) } }
        }
        h2 { (lang.say("Per unit", "By unit")) }
        (rows(&visit, &base, spread.directive.asked.is_some(), &below))
        @if branch.is_none() {
            h2 { (lang.say("Per jenis kepegawaian", "By kind of employment")) }
            (kinds(lang, &spread))
        }
    }))
}

/// The branches above one, from the top down.
fn way<'a>(spread: &'a Spread, branch: &Branch) -> Vec<&'a Branch> {
    let mut way = Vec::new();
    let mut above = branch.unit.parent;
    while let Some(found) = above.and_then(|id| spread.of(id)) {
        above = found.unit.parent;
        way.push(found);
    }
    way.reverse();
    way
}

fn counts(lang: Lang, spread: &Spread, totals: &Figures) -> Markup {
    let of = |whole: i64, id: &str, en: &str| {
        format!("{} {} {}", lang.say("dari", "of"), lang.number(whole), lang.say(id, en))
    };
    let acknowledged = of(totals.should, "pegawai sudah menyatakan", "employees have acknowledged it");
    let mut list = Vec::new();
    if spread.directive.asked.is_some() {
        let sentence = format!("{acknowledged} ({})", lang.percent(totals.acknowledged, totals.should));
        list.push(Figure::new(lang.number(totals.acknowledged), sentence).share(totals.acknowledged, totals.should));
    }
    let read = of(totals.should, "pegawai sudah membukanya", "employees have opened it");
    list.push(Figure::new(lang.number(totals.readers), read).share(totals.readers, totals.should));
    let passed = of(totals.duty, "unit sudah meneruskan", "units have passed it on");
    list.push(Figure::new(lang.number(totals.passed), passed).share(totals.passed, totals.duty));
    if spread.directive.asked.is_some() {
        let left = lang.say(
            "belum menyatakan; nama hanya untuk operator unitnya",
            "have not; names are for their unit's operator only",
        );
        list.push(Figure::new(lang.number(totals.outstanding()), left));
    }
    figures(&list)
}

/// How the unit itself stands with passing on.
fn line(lang: Lang, branch: &Branch) -> Markup {
    let zone = branch.unit.zone;
    html! {
        p {
            @match &branch.line {
                Line::Issuer => (lang.say("Unit ini, atau unit di bawahnya, menerbitkan arahan ini.", "This unit, or one below it, issued the directive.")),
                Line::Nobody => (lang.say("Unit ini tidak perlu meneruskan.", "This unit need not pass it on.")),
                Line::Due(received) => {
                    (tag(Kind::Warn, lang.say("Belum meneruskan", "Not passed on yet")))
                    @if let Some(at) = received { " · " (lang.say("diterima", "received")) " " (when(*at, zone, lang)) }
                },
                Line::Done(passed) => {
                    (tag(Kind::Ok, lang.say("Diteruskan", "Passed on"))) " " (when(passed.at, zone, lang)) ", " (passed.function)
                    @if let Some(at) = passed.received { " · " (lang.say("diterima", "received")) " " (when(at, zone, lang)) }
                },
            }
        }
    }
}

/// Rows that a phone shows before the whole list is folded, and how many of those furthest behind stand above it.
const OPEN: usize = 12;
const BEHIND: usize = 6;

/// The units below: all of them, or those furthest behind with the whole list folded below them.
fn rows(visit: &Visit, base: &str, asked: bool, below: &[&Branch]) -> Markup {
    let lang = visit.lang;
    let from: usize = visit.asked("dari").and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    let shown: Vec<&Branch> = below.iter().skip(from).take(PAGE).copied().collect();
    let next = (below.len() > from + PAGE).then(|| (from + PAGE).to_string());
    let caption = lang.say("Tiap unit dengan semua di bawahnya", "Each unit with everything below it");
    let all = html! {
        (table(lang, base, caption, &shown))
        (pages(visit, from == 0, next.as_deref()))
    };
    if shown.is_empty() {
        return empty(lang.say("Tidak ada unit di bawahnya.", "No unit below."), html! {});
    }
    if below.len() <= OPEN || from > 0 {
        return all;
    }
    let done = |branch: &Branch| if asked { branch.all.acknowledged } else { branch.all.readers };
    let mut behind: Vec<&Branch> = below.iter().filter(|branch| branch.all.should > done(branch)).copied().collect();
    // By share, the smallest first: a/b < c/d as a·d < c·b, exact for counts of people.
    behind.sort_by(|one, other| (done(one) * other.all.should).cmp(&(done(other) * one.all.should)));
    behind.truncate(BEHIND);
    let behind_most = lang.say("Yang paling tertinggal", "Furthest behind");
    let whole = format!("{} ({})", lang.say("Semua unit", "All units"), below.len());
    html! {
        @if !behind.is_empty() { (table(lang, base, behind_most, &behind)) }
        (fold(&whole, behind.is_empty(), all))
    }
}

fn table(lang: Lang, base: &str, caption: &str, shown: &[&Branch]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Menyatakan", "Acknowledged")),
        Column::number(lang.say("Dibuka", "Opened")),
        Column::number(lang.say("Seharusnya", "Should")),
        Column::text(lang.say("Meneruskan", "Passed on")),
    ];
    let row = |branch: &&Branch| {
        let all = &branch.all;
        vec![
            Cell::of(html! { a href={ (base) "?unit=" (branch.unit.code) } { (branch.unit.name) } }),
            Cell::of(html! {
                (lang.number(all.acknowledged)) " " span.soft { "(" (lang.percent(all.acknowledged, all.should)) ")" }
            }),
            Cell::number(lang, all.readers),
            Cell::number(lang, all.should),
            Cell::of(html! {
                @match &branch.line {
                    Line::Done(_) => (tag(Kind::Ok, lang.say("ya", "yes"))),
                    Line::Due(_) => (tag(Kind::Warn, lang.say("belum", "not yet"))),
                    Line::Issuer => (lang.say("penerbit", "issuer")),
                    Line::Nobody => "–",
                }
                " " span.soft { (lang.number(all.passed)) "/" (lang.number(all.duty)) }
            }),
        ]
    };
    Table::new(caption, columns).rows(shown.iter().map(row)).cards().show()
}

fn kinds(lang: Lang, spread: &Spread) -> Markup {
    let list: Vec<Bar> = spread
        .by_kind
        .iter()
        .map(|(kind, figures)| Bar {
            label: kind.name().to_owned(),
            part: if spread.directive.asked.is_some() { figures.acknowledged } else { figures.readers },
            whole: figures.should,
            href: None,
            words: None,
        })
        .collect();
    bars(lang.say("Per jenis kepegawaian", "By kind of employment"), &list, lang)
}
