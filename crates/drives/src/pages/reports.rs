//! Afterwards: who has reported and who has not, what was gained at each place, and the list of units to remind. Nobody is
//! named.

use super::words::{counted, state, withdrawn_note};
use super::{MENU, ROWS, address, drive_id, drive_page, place_cell};
use crate::actions::{self, MOST_LATE, Owing, PlaceRow, Reports};
use crate::rules::Reach;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_activities::actions::Place;
use netra_base::Lang;
use netra_lessons::model::Gain;
use netra_web::components::{Cell, Column, Figure, Table, copyable, details, empty, figures, pages, quiet_link, when};
use netra_web::{Reply, Signed, Site, Visit};

/// Units shown in the list of reminders: one screen and a half.
const REMINDED: usize = 60;

/// Reports of a drive: `?laporan=sudah` shows those filed, else those that are missing.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub async fn reports(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let filed = visit.asked("laporan").as_deref() == Some("sudah");
    let after = visit.asked("dari").as_deref().and_then(Place::parse);
    let list = site.store.read(move |tx| actions::reports(tx, now, &who, id, (filed, after, ROWS))).await?;
    let totals = &list.totals;
    let held = lang.number(totals.held);
    let sentence = match lang {
        Lang::Id => {
            format!("dari {held} tempat yang selesai sudah dilaporkan ({})", lang.percent(totals.reported, totals.held))
        }
        Lang::En => {
            format!("of {held} places that are over are reported ({})", lang.percent(totals.reported, totals.held))
        }
    };
    let missing = match lang {
        Lang::Id => format!("dari {held} tempat yang selesai belum dilaporkan"),
        Lang::En => format!("of {held} places that are over are not reported"),
    };
    let open = match lang {
        Lang::Id => format!("dari {} tempat belum dinyatakan selesai", lang.number(totals.places)),
        Lang::En => format!("of {} places have not been said to be over", lang.number(totals.places)),
    };
    let page = drive_page(&visit, lang.say("Laporan kegiatan serentak", "Reports of the drive"), &list.seen);
    Ok(page.current(MENU).show(html! {
        (withdrawn_note(lang, &list.seen))
        (figures(&[
            Figure::new(lang.number(totals.reported), sentence).share(totals.reported, totals.held),
            Figure::new(lang.number(totals.held - totals.reported), missing),
            Figure::new(lang.number(totals.places - totals.held), open),
        ]))
        p.source { (lang.say("Keadaan", "As of")) " " (when(list.at, list.seen.unit.zone, lang)) }
        (remind(lang, &list, &site.url(&address(&list.seen, "/laporan"))))
        (late(lang, &list))
        h2 { (if filed { lang.say("Sudah dilaporkan", "Reported") } else { lang.say("Selesai, belum dilaporkan", "Over, not reported") }) }
        p { @if filed {
            a href=(address(&list.seen, "/laporan")) { (lang.say("Lihat yang belum dilaporkan", "See those not reported")) }
        } @else {
            a href=(visit.here_with("laporan", "sudah")) { (lang.say("Lihat yang sudah dilaporkan", "See those reported")) }
        } }
        (places(lang, &visit, &list, after.is_none()))
        (counted(lang))
    }))
}

fn owed(lang: Lang, one: &Owing) -> String {
    let mut parts = Vec::new();
    if one.reports > 0 {
        parts.push(format!("{} {}", lang.number(one.reports), lang.say("laporan belum masuk", "reports missing")));
    }
    if one.unstarted > 0 {
        let words = lang.say("tempat lewat waktunya, tidak dimulai", "places past their time, never begun");
        parts.push(format!("{} {words}", lang.number(one.unstarted)));
    }
    if one.unended > 0 {
        let words = lang.say("tempat lewat waktunya, belum diakhiri", "places past their time, not ended");
        parts.push(format!("{} {words}", lang.number(one.unended)));
    }
    parts.join(", ")
}

/// Whom to remind, with a text to send; whoever sees a branch alone is himself the one who is awaited.
fn remind(lang: Lang, list: &Reports, href: &str) -> Markup {
    let units = i64::try_from(list.owing.len()).unwrap_or(i64::MAX);
    let own = list.seen.reach != Reach::Whole;
    let heading = match own {
        true => lang.say("Yang masih ditunggu dari unit Anda", "What is still awaited from your units"),
        false => lang.say("Yang perlu diingatkan", "Whom to remind"),
    };
    let more = list.owing.len().saturating_sub(REMINDED);
    html! {
        h2 { (heading) }
        @if list.owing.is_empty() {
            p { (lang.say("Tidak ada: semua tempat yang waktunya lewat sudah dilaporkan.", "Nobody: every place whose time is over is reported.")) }
        } @else {
            p { strong { (lang.number(units)) } " " (lang.say("unit.", "units.")) }
            ul { @for one in list.owing.iter().take(REMINDED) { li { (one.unit.name) " " span.soft { (one.unit.code) } ": " (owed(lang, one)) "." } } }
            @if more > 0 { p.source { (lang.say("Hanya 60 yang pertama tampil; semuanya ada di rekap XLSX.", "Only the first 60 are shown; all are in the XLSX recap.")) } }
            @if !own || list.owing.len() > 1 {
                (details(lang.say("Teks pengingat", "Text of the reminder"), copyable("pengingat", &reminder(lang, list, href), lang)))
            }
        }
    }
}

/// What is sent to those who owe something: what it is, unit by unit, and where it is done.
fn reminder(lang: Lang, list: &Reports, href: &str) -> String {
    let units = list.owing.iter().take(REMINDED).map(|one| format!("- {}: {}", one.unit.name, owed(lang, one)));
    let units = units.collect::<Vec<_>>().join("\n");
    let (title, at) = (&list.seen.drive.definition.title, lang.moment(list.at, list.seen.unit.zone));
    match lang {
        Lang::Id => format!(
            "Yth. operator unit, {title} belum lengkap per {at}:\n{units}\nBuka {href} lalu pilih tempat unit Anda. \
             Yang sudah selesai: sampaikan laporannya. Yang lewat waktunya: catat sebagai terlaksana, atau batalkan dengan alasannya."
        ),
        Lang::En => format!(
            "To the operators of the units: {title} is not complete as of {at}:\n{units}\nOpen {href} and choose your unit's place. \
             Where it is over: file its report. Where its time is over: record it as held, or cancel it and say why."
        ),
    }
}

/// Places past their time: the way to each, for those who can say what became of it.
fn late(lang: Lang, list: &Reports) -> Markup {
    let item = |row: &PlaceRow| {
        let place = &row.place;
        let venue = place.venue.as_deref().unwrap_or(place.mode.name(lang));
        let href = format!("{MENU}/{}", place.id);
        html! { li {
            @if list.seen.opens(&row.unit.path) { a href=(href) { (venue) } } @else { (venue) }
            ", " (row.unit.name) ", " (when(place.starts, place.zone, lang)) ": " (state(lang, place.state, row.late))
        } }
    };
    html! {
        @if !list.late.is_empty() {
            h2 { (lang.say("Lewat waktunya", "Past their time")) }
            @if list.late.iter().any(|row| list.seen.keeps_at(&row.unit.path)) {
                p { (lang.say("Buka tempatnya: catat sebagai terlaksana, akhiri, atau batalkan dengan alasannya.", "Open the place: record it as held, end it, or cancel it and say why.")) }
            }
            ul { @for row in &list.late { (item(row)) } }
            @if list.late.len() == MOST_LATE { p { a href=(address(&list.seen, "/langsung?keadaan=lewat")) { (lang.say("Lihat semuanya di hari pelaksanaan", "See all of them on the day's page")) } } }
        }
    }
}

fn places(lang: Lang, visit: &Visit, list: &Reports, first: bool) -> Markup {
    if list.places.is_empty() {
        let back = quiet_link(&address(&list.seen, ""), lang.say("Ke papan rencana", "To the plan board"));
        return empty(lang.say("Tidak ada.", "None."), back);
    }
    let columns = vec![
        Column::text(lang.say("Tempat", "Place")),
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Datang", "Came")),
        Column::number(lang.say("Ditunggu", "Awaited")),
        Column::number(lang.say("Perolehan", "Gain")),
        // Set as numbers: on one line.
        Column::number(lang.say("Selesai", "Over")),
        Column::number(lang.say("Laporan", "Report")),
    ];
    let row = |(row, gain): (&PlaceRow, &Gain)| {
        let place = &row.place;
        let venue = place.venue.as_deref().unwrap_or(place.mode.name(lang));
        let told = |at: Option<netra_base::Moment>| match at {
            Some(at) => when(at, place.zone, lang),
            None => html! { "–" },
        };
        vec![
            place_cell(&list.seen, row, venue),
            Cell::text(&row.unit.name),
            Cell::number(lang, place.tally.people()),
            Cell::number(lang, place.expected),
            Cell::text(gain.words(lang)),
            Cell::of(told(place.finished)),
            match place.reported {
                None if list.seen.keeps_at(&row.unit.path) => Cell::link(
                    &format!("{MENU}/{}/laporan", place.id),
                    lang.say("Sampaikan laporan", "File the report"),
                ),
                at => Cell::of(told(at)),
            },
        ]
    };
    let next = list.next.map(|place| place.to_string());
    let caption = lang.say("Tempat menurut waktu mulainya", "Places by their beginning");
    html! {
        (Table::new(caption, columns).caption_hidden().cards().rows(list.places.iter().zip(&list.gains).map(row)).show())
        p.source { (list.gain_means.to(lang)) }
        (pages(visit, first, next.as_deref()))
    }
}
