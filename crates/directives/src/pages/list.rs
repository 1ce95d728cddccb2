//! The directives that hold for me, what waits for me first; and those that I may know of, found by number in any spelling.

use super::{MENU, validity};
use crate::actions::{self, Listed, Mine};
use crate::model::Directive;
use crate::words;
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Lang, Moment, Role, Zone};
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Table, button_link, empty, filter_form, note, pages, tag, when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// Cards and rows shown of one's own: some 25 KB.
const CARDS: usize = 15;
const ROWS: usize = 40;

const WORKS: [Role; 5] = [Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator];

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn list(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let words: String = visit.asked("cari").unwrap_or_default().chars().take(120).collect();
    let before: Option<i64> = visit.asked("dari").and_then(|cursor| cursor.parse().ok());
    let all = visit.is_any(&WORKS) || !words.is_empty() || before.is_some();
    let keeps = visit.is_any(&[Role::UnitOperator, Role::Administrator]);
    let (asked, asker) = (words.clone(), who.clone());
    let (mine, known, waiting) = site
        .store
        .read(move |tx| {
            let mine = who.employee.map(|employee| actions::mine(tx, employee, now)).transpose()?;
            let known = if all { Some(actions::known(tx, &asker, &asked, before)?) } else { None };
            Ok((mine, known, actions::waiting(tx, &who, now)?))
        })
        .await?;
    let page = visit.page(lang.say("Arahan", "Directives")).current(MENU);
    let lead = match waiting.acknowledge {
        0 => lang.say("Tidak ada arahan yang menunggu pernyataan Anda.", "No directive waits for you.").to_owned(),
        1 => lang.say("Satu arahan menunggu pernyataan Anda.", "One directive waits for you.").to_owned(),
        count => format!("{count} {}", lang.say("arahan menunggu pernyataan Anda.", "directives wait for you.")),
    };
    Ok(page.lead(lead).show(html! {
        @if !waiting.pass_on.is_empty() { (to_pass_on(lang, &waiting.pass_on)) }
        @if let Some(mine) = &mine { (own(lang, mine)) }
        @if keeps { p.actions { (button_link("/arahan/baru", lang.say("Terbitkan arahan", "Issue a directive"))) } }
        h2 { (lang.say("Cari arahan", "Find a directive")) }
        (filter_form(MENU, lang.say("Cari", "Search"), html! {
            (Input::search("cari", lang.say("Nomor atau kata dalam hal", "Number or words of the subject")).value(words).max(120).optional()
                .hint(lang.say("Ejaan nomor bebas: SEK-UM.01.01-1133 dan SEK.UM.01.01-1133 sama.", "Any spelling of a number: SEK-UM.01.01-1133 and SEK.UM.01.01-1133 are one.")).show(Filled::blank(lang)))
        }))
        @if let Some(known) = &known {
            @if known.list.is_empty() { (empty(lang.say("Tidak ada arahan yang cocok.", "No directive fits."), html! {})) }
            @else { (table(lang, &known.list, now)) }
            (pages(&visit, before.is_none(), known.next.map(|cursor| cursor.to_string()).as_deref()))
        }
    }))
}

fn to_pass_on(lang: Lang, due: &[(crate::model::DirectiveId, String, netra_base::UnitId)]) -> Markup {
    note(
        Kind::Warn,
        html! {
            p { strong { (lang.say("Unit Anda belum meneruskan:", "Your unit has not passed on:")) } }
            ul { @for (id, subject, _) in due.iter().take(ROWS) { li { a href={ (MENU) "/" (id) "/teruskan" } { (subject) } } } }
        },
    )
}

fn own(lang: Lang, mine: &Mine) -> Markup {
    let (waits, rest): (Vec<&Listed>, Vec<&Listed>) = mine.list.iter().partition(|one| one.waits);
    let hidden = waits.len() > CARDS || rest.len() > ROWS;
    html! {
        @for one in waits.iter().take(CARDS) { (card(lang, one, mine.person.zone)) }
        @if mine.list.is_empty() {
            (empty(lang.say("Belum ada arahan untuk unit Anda.", "No directive for your unit yet."), html! {}))
        }
        @if !rest.is_empty() {
            h2 { (lang.say("Yang berlaku untuk Anda", "In force for you")) }
            ul {
                @for one in rest.iter().take(ROWS) {
                    li {
                        a href={ (MENU) "/" (one.directive.id) } { (one.directive.subject) } " "
                        span.soft { (one.directive.name_and_day(lang)) } " "
                        (state(lang, one))
                    }
                }
            }
        }
        @if hidden { p.source { (lang.say("Hanya yang terbaru tampil; yang lain ada lewat pencarian.", "Only the newest are shown; search for the others.")) } }
    }
}

fn state(lang: Lang, one: &Listed) -> Markup {
    let done = one.acknowledged.as_ref().is_some_and(|mark| mark.round == one.directive.round);
    match one.read {
        _ if done => tag(Kind::Ok, lang.say("Sudah Anda nyatakan", "Acknowledged by you")),
        Some(_) => tag(Kind::Ok, lang.say("Sudah dibaca", "Read")),
        None => tag(Kind::Plain, lang.say("Belum dibuka", "Not opened yet")),
    }
}

fn card(lang: Lang, one: &Listed, zone: Zone) -> Markup {
    let directive = &one.directive;
    let href = format!("{MENU}/{}", directive.id);
    html! {
        section.card {
            h2 { a href=(href) { (directive.name(lang)) } }
            p { (directive.subject) }
            p.soft { (words::issuer(lang, directive)) " · " (directive.dated.words(lang)) }
            p {
                (tag(Kind::Plain, lang.say("Menunggu pernyataan Anda", "Waits for you")))
                @if let Some(until) = directive.asked.and_then(|asked| asked.until) { " " (lang.say("sampai", "until")) " " (lang.day(until)) }
            }
            @if one.acknowledged.is_some() { p { (lang.say("Naskahnya diperbaiki sesudah pernyataan Anda yang lalu; baca versi barunya.", "Its text was corrected since you acknowledged it; read the new version.")) } }
            @if let Some(at) = one.reminded { p { (tag(Kind::Warn, lang.say("Anda diingatkan", "You were reminded"))) " " (when(at, zone, lang)) } }
            p { (button_link(&href, lang.say("Baca dan nyatakan", "Read and acknowledge"))) }
        }
    }
}

fn table(lang: Lang, list: &[Directive], now: Moment) -> Markup {
    let columns = vec![
        Column::text(lang.say("Hal", "Subject")),
        Column::text(lang.say("Penerbit", "Issuer")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let row = |one: &Directive| {
        vec![
            Cell::of(
                html! { a href={ (MENU) "/" (one.id) } { (one.subject) } br; span.soft { (one.name_and_day(lang)) } },
            ),
            Cell::text(words::issuer(lang, one)),
            Cell::of(validity(lang, one, now.day(Zone::Wib))),
        ]
    };
    html! {
        (Table::new(lang.say("Arahan yang dapat Anda lihat, terbaru dahulu", "Directives that you may see, newest first"), columns).rows(list.iter().map(row)).cards().show())
        p.source { (lang.say("Rantai surat edaran menurut aturan:", "The chain of circulars by the rules:")) " " a href="/aturan/prg-06" { "prg-06" } }
    }
}
