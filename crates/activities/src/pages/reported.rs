//! The list of what was reported, for the press desk and for those who oversee: when, where, how many came, photos, and the
//! way to text and paper.

use super::list::{back, more_drives, place, span};
use super::{MENU, address, came, day_words};
use crate::actions::{Folded, News, Reported};
use maud::{Markup, html};
use netra_base::Lang;
use netra_web::components::{Cell, Column, Kind, Table, empty, pages, tag, when};
use netra_web::{Visit, address as web};

/// The list, what was reported of each simultaneous drive above it.
pub(super) fn show(visit: &Visit, first: bool, news: &News) -> Markup {
    let lang = visit.lang;
    let next = news.next.map(|place| place.to_string());
    html! {
        @if !news.drives.is_empty() {
            h2 { (lang.say("Kegiatan serentak", "Simultaneous drives")) }
            (drives(lang, &news.drives))
        }
        (more_drives(lang, news.drives_more))
        @if !news.drives.is_empty() { h2 { (lang.say("Laporan", "Reports")) } }
        @if news.list.is_empty() {
            (empty(lang.say("Belum ada laporan yang disampaikan. Laporan muncul di sini begitu unit menyampaikannya sesudah kegiatan selesai.", "No report is filed yet. A report stands here as soon as a unit files it once its activity is over."), back(lang)))
        } @else { (table(lang, &news.list)) }
        (pages(visit, first, next.as_deref()))
    }
}

fn drives(lang: Lang, list: &[Folded]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan serentak", "Drive")),
        Column::text(lang.say("Hari", "Day")),
        Column::number(lang.say("Dilaporkan", "Reported")),
        Column::text(lang.say("Ambil", "Take")),
    ];
    let row = |one: &Folded| {
        let places = web::with_query(MENU, &[("waktu", "dilaporkan"), ("gerakan", &one.drive.to_string())]);
        let board = format!("{MENU}/serentak/{}", one.drive);
        let name = if one.board { Cell::link(&board, &one.title) } else { Cell::text(&one.title) };
        let (reported, all) = (lang.number(one.reported), lang.number(one.places));
        vec![
            name,
            Cell::text(span(lang, one)),
            Cell::text(format!("{reported} {} {all} {}", lang.say("dari", "of"), lang.say("tempat", "places"))),
            Cell::of(html! {
                a href=(places) { (lang.say("Laporan tiap tempat", "Report of each place")) }
                @if one.board { ", " a href={ (board) "/rekap.pdf" } { (lang.say("rekap PDF", "recap PDF")) } }
            }),
        ]
    };
    let caption = lang.say("Kegiatan serentak yang dilaporkan", "Simultaneous drives with reports");
    Table::new(caption, columns).caption_hidden().cards().rows(list.iter().map(row)).show()
}

fn table(lang: Lang, list: &[Reported]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan", "Activity")),
        Column::text(lang.say("Dilaporkan", "Reported")),
        Column::text(lang.say("Tempat", "Place")),
        Column::number(lang.say("Hadir", "Present")),
        Column::text(lang.say("Ambil", "Take")),
    ];
    let caption = lang.say("Laporan yang disampaikan, terbaru di atas", "Reports that were filed, the newest first");
    Table::new(caption, columns).caption_hidden().cards().rows(list.iter().map(|one| row(lang, one))).show()
}

fn row(lang: Lang, one: &Reported) -> Vec<Cell> {
    let activity = &one.line.activity;
    let base = format!("{}/laporan", address(activity.id));
    let version = format!("?versi={}", one.version);
    vec![
        Cell::of(html! {
            a href={ (base) (version) } { (activity.title) } br;
            span.soft { (activity.kind.name(lang)) ", " (day_words(lang, activity.starts, activity.zone)) }
        }),
        Cell::of(html! {
            (when(one.filed, activity.zone, lang))
            @if one.correcting { " " (tag(Kind::Warn, lang.say("sedang dikoreksi", "being corrected"))) }
            @else if one.version > 1 { " " (tag(Kind::Plain, &format!("{} {}", lang.say("dikoreksi, versi", "corrected, version"), one.version))) }
        }),
        Cell::of(place(lang, &one.line)),
        Cell::text(came(lang, activity)),
        Cell::of(html! {
            @if one.tells { a href={ (base) "/teks" (version) } { (lang.say("Teks", "Text")) } ", " }
            a href={ (base) ".pdf" (version) } { "PDF" }
            @if one.photos > 0 { ", " a href={ (base) (version) "#foto" } { (lang.number(one.photos)) " " (lang.say("foto", "photos")) } }
        }),
    ]
}
