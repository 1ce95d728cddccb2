//! Afterwards: who has reported and who has not, what was gained at each place, and the list of units to remind. Nobody is
//! named.

use super::words::{counted, withdrawn_note};
use super::{MENU, ROWS, address, drive_id, drive_page, place_cell};
use crate::actions::{self, Owing, PlaceRow, Reports};
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
    let page = drive_page(&visit, lang.say("Laporan gerakan", "Reports of the drive"), &list.seen);
    Ok(page.current(MENU).show(html! {
        (withdrawn_note(lang, &list.seen))
        (figures(&[
            Figure::new(lang.number(totals.reported), sentence).share(totals.reported, totals.held),
            Figure::new(lang.number(totals.held - totals.reported), missing),
            Figure::new(lang.number(totals.places - totals.held), open),
        ]))
        p.source { (lang.say("Keadaan", "As of")) " " (when(list.at, list.seen.unit.zone, lang)) }
        (remind(lang, &list))
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
    if one.unsaid > 0 {
        parts.push(format!(
            "{} {}",
            lang.number(one.unsaid),
            lang.say(
                "tempat lewat waktunya dan belum dinyatakan selesai",
                "places past their time and not said to be over"
            )
        ));
    }
    parts.join(", ")
}

/// Whom to remind, with a text to send.
fn remind(lang: Lang, list: &Reports) -> Markup {
    let units: Vec<&str> = list.owing.iter().map(|one| one.unit.name.as_str()).collect();
    let title = &list.seen.drive.definition.title;
    let text = match lang {
        Lang::Id => format!("Mohon laporan {title} dilengkapi: {}.", units.join("; ")),
        Lang::En => format!("Please complete the reports of {title}: {}.", units.join("; ")),
    };
    let more = units.len().saturating_sub(REMINDED);
    html! {
        h2 { (lang.say("Yang perlu diingatkan", "Whom to remind")) }
        @if units.is_empty() {
            p { (lang.say("Tidak ada: semua tempat yang waktunya lewat sudah dilaporkan.", "Nobody: every place whose time is over is reported.")) }
        } @else {
            p { strong { (lang.number(i64::try_from(units.len()).unwrap_or(i64::MAX))) } " " (lang.say("unit.", "units.")) }
            ul { @for one in list.owing.iter().take(REMINDED) { li { (one.unit.name) " " span.soft { (one.unit.code) } ": " (owed(lang, one)) "." } } }
            @if more > 0 { p.source { (lang.say("Hanya 60 yang pertama tampil; semuanya ada di rekap XLSX.", "Only the first 60 are shown; all are in the XLSX recap.")) } }
            @else { (details(lang.say("Teks pengingat", "Text of the reminder"), copyable("pengingat", &text, lang))) }
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
        Column::number(lang.say("Hadir", "Present")),
        Column::number(lang.say("Tamu", "Guests")),
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
            Cell::number(lang, place.tally.present),
            Cell::number(lang, place.tally.guests),
            Cell::text(gain.words(lang)),
            Cell::of(told(place.finished)),
            Cell::of(told(place.reported)),
        ]
    };
    let next = list.next.map(|place| place.to_string());
    let caption = lang.say("Tempat menurut waktu mulainya", "Places by their beginning");
    html! {
        (Table::new(caption, columns).caption_hidden().rows(list.places.iter().zip(&list.gains).map(row)).show())
        p.source { (list.gain_means.to(lang)) }
        (pages(visit, first, next.as_deref()))
    }
}
