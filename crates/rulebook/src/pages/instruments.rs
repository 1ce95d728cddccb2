//! The texts the book rests on: who issued them, since when, whether they are in force today, and how one passes the
//! other on, from the joint decision down to the order of a unit.

use super::view::View;
use super::{below, in_force, today, words};
use crate::model::{Instrument, Row, Rulebook, What};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_web::components::{Cell, Column, Figure, Table, figures};
use netra_web::{Reply, Site, Visit};

/// The circular that units pass on to their staff, and the row that says so.
const PASSED_ON: (&str, &str) = ("ins-se1133-2023", "prg-06");

/// A chain is this long at most; the longest one has four links.
const LONGEST: usize = 8;

/// Every instrument, and the chains between them.
///
/// # Errors
/// When the database fails.
pub async fn instruments(State(site): State<Site>, visit: Visit) -> Reply {
    let library = in_force(&site).await?;
    let (lang, day) = (visit.lang, today(&site));
    let view = View::new(lang, &library);
    let book = library.book();
    let all: Vec<(&Row, &Instrument)> = book.instruments().collect();
    let now = all.iter().filter(|(row, _)| book.in_force(&row.id, day, None)).count();
    let lead = lang.say(
        "Undang-undang, peraturan, keputusan bersama, dan surat edaran yang menjadi dasar setiap baris, dengan masa berlakunya.",
        "The laws, regulations, joint decisions and circulars that every row rests on, with the time each is in force.",
    );
    let sentence = format!(
        "{} {} {} {}",
        lang.say("dari", "of"),
        all.len(),
        lang.say("berlaku pada", "are in force on"),
        lang.day(day)
    );
    Ok(below(&visit, lang.say("Dasar hukum", "Instruments")).lead(lead).show(html! {
        (figures(&[Figure::new(now.to_string(), sentence)]))
        h2 { (lang.say("Rantai penurunan", "How one passes the other on")) }
        p { (lang.say(
            "Yang di dalam diturunkan dari yang di luarnya.",
            "What stands inside is derived from what stands around it.")) }
        @for (row, _) in tops(book) { ul { (branch(view, row, "", LONGEST)) } }
        h2 { (lang.say("Semua dasar hukum", "All instruments")) }
        (table(view, &all, day))
    }))
}

fn table(view: View<'_>, all: &[(&Row, &Instrument)], day: Day) -> Markup {
    let lang = view.lang;
    let columns = vec![
        Column::text(lang.say("Dasar hukum", "Instrument")),
        Column::text(lang.say("Masa berlaku", "In force")),
        Column::text(lang.say("Penerbit", "Issuer")),
        Column::text(lang.say("Diturunkan dari", "Derived from")),
    ];
    let row = |(row, instrument): &(&Row, &Instrument)| {
        let only = instrument.elections.iter().map(|one| words::election(lang, *one)).collect::<Vec<_>>().join(", ");
        vec![
            Cell::of(view.named(&row.id)),
            Cell::of(html! { (view.state(row, day)) " " (words::span(lang, row))
            @if !only.is_empty() { span.soft { "; " (lang.say("hanya untuk", "only for")) " " (only) } } }),
            Cell::text(instrument.issuer.as_ref().map_or("", |issuer| issuer.to(lang))),
            Cell::of(
                html! { @for (at, id) in instrument.derived_from.iter().enumerate() { @if at > 0 { ", " } (view.link(id)) } },
            ),
        ]
    };
    let caption = lang.say("Dasar hukum dengan masa berlakunya", "Instruments with the time each is in force");
    Table::new(caption, columns).caption_hidden().rows(all.iter().map(row)).show()
}

/// Instruments from which others are derived and which are derived from none.
fn tops(book: &Rulebook) -> impl Iterator<Item = (&Row, &Instrument)> {
    book.instruments().filter(|(row, one)| one.derived_from.is_empty() && passed_on_by(book, &row.id).next().is_some())
}

/// Instruments that pass this one on.
fn passed_on_by<'a>(book: &'a Rulebook, id: &'a str) -> impl Iterator<Item = &'a Row> {
    book.instruments().filter(move |(_, one)| one.derived_from.iter().any(|from| from == id)).map(|(row, _)| row)
}

/// This instrument with everything derived from it.
fn branch(view: View<'_>, row: &Row, here: &str, left: usize) -> Markup {
    let book = view.book();
    let unit_order = row.id == PASSED_ON.0 && book.row(PASSED_ON.1).is_some();
    let below: Vec<&Row> = if left == 0 { Vec::new() } else { passed_on_by(book, &row.id).collect() };
    // An instrument derived from another one of this list is shown below that one, not twice.
    let direct = |one: &&Row| {
        let What::Instrument(facts) = &one.what else { return false };
        !below.iter().any(|other| other.id != one.id && facts.derived_from.contains(&other.id))
    };
    html! {
        li aria-current=[(row.id == here).then_some("true")] {
            @if row.id == here { strong { (row.name(view.lang)) } } @else { (view.named(&row.id)) }
            " " span.soft { (words::span(view.lang, row)) }
            @if unit_order || !below.is_empty() {
                ul {
                    @for one in below.iter().filter(|one| direct(one)) { (branch(view, one, here, left.saturating_sub(1))) }
                    @if unit_order { li { (unit(view.lang)) " (" (view.link(PASSED_ON.1)) ")" } }
                }
            }
        }
    }
}

fn unit(lang: Lang) -> &'static str {
    lang.say(
        "Perintah unit: Kantor Wilayah atau UPT kepada pegawainya",
        "Order of the unit: a regional office or local unit to its staff",
    )
}

/// Where this instrument stands in its chain: what it passes on, and who passes it on.
pub(super) fn chain(view: View<'_>, row: &Row, day: Day) -> Markup {
    let (lang, book) = (view.lang, view.book());
    let What::Instrument(instrument) = &row.what else { return html! {} };
    let further = passed_on_by(book, &row.id).next().is_some() || row.id == PASSED_ON.0;
    html! {
        @if !instrument.derived_from.is_empty() || further {
            h2 { (lang.say("Rantai penurunan", "How it is passed on")) }
            @if !instrument.derived_from.is_empty() {
                p { (lang.say("Diturunkan dari", "Derived from")) ":" }
                ul { @for id in &instrument.derived_from { li {
                    (view.named(id))
                    @if let Some(from) = book.row(id) { " " (view.state(from, day)) }
                } } }
            }
            @if further {
                p { (lang.say("Diteruskan oleh", "Passed on by")) ":" }
                ul { (branch(view, row, &row.id, LONGEST)) }
            }
        }
    }
}
