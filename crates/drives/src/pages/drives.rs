//! The list of drives, newest first, and what waits for who keeps units.

use super::words::standing;
use super::{HOME, MENU, ROWS, address};
use crate::actions::{self, Notice, Seen};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Lang, Role};
use netra_web::components::{Cell, Column, Kind, Table, button_link, empty, note, pages};
use netra_web::{Reply, Signed, Site, Visit};

/// Drives that the asker sees anything of.
///
/// # Errors
/// When the database fails.
pub async fn drives(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let below = visit.asked("dari").and_then(|text| text.parse().ok());
    let announces = who.has(Role::UnitOperator) || who.has(Role::Administrator);
    let (mut list, notices) = site
        .store
        .read(move |tx| Ok((actions::drives(tx, &who, below, ROWS + 1)?, actions::notices(tx, now, &who)?)))
        .await?;
    let more = list.len() > ROWS;
    list.truncate(ROWS);
    let next = list.last().filter(|_| more).map(|seen| seen.drive.id.to_string());
    let lead = lang.say(
        "Satu tema, satu jendela waktu menurut jam setempat, banyak tempat. Pusat menetapkan, unit merencanakan tempatnya, dan setiap angka menyebut dari berapa.",
        "One theme, one window by the local clock, many places. The centre sets it, units plan their places, and every number says of how many.",
    );
    let add = || html! { @if announces { p.actions { (button_link("/kegiatan/serentak/baru", lang.say("Umumkan kegiatan serentak", "Announce a drive"))) } } };
    let page = visit.page(lang.say("Kegiatan serentak", "Simultaneous drives")).current(MENU);
    Ok(page.under(MENU, lang.say("Kegiatan", "Activities")).lead(lead).show(html! {
        (waiting(lang, &notices))
        @if list.is_empty() {
            (empty(lang.say("Belum ada kegiatan serentak di unit Anda.", "There is no simultaneous drive in your units yet."), add()))
        } @else {
            (add())
            (table(lang, &list, now))
            (pages(&visit, below.is_none(), next.as_deref()))
        }
    }))
}

fn table(lang: Lang, list: &[Seen], now: netra_base::Moment) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan serentak", "Drive")),
        Column::text(lang.say("Jendela waktu setempat", "Window, local time")),
        Column::text(lang.say("Diumumkan oleh", "Announced by")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let row = |seen: &Seen| {
        let set = &seen.drive.definition;
        vec![
            Cell::link(&address(seen, ""), &set.title),
            Cell::text(set.window.words(lang)),
            Cell::text(&seen.announcer.name),
            Cell::of(standing(lang, seen, now)),
        ]
    };
    Table::new(lang.say("Kegiatan serentak, yang terbaru di atas", "Simultaneous drives, newest first"), columns)
        .caption_hidden()
        .cards()
        .rows(list.iter().map(row))
        .show()
}

fn waiting(lang: Lang, notices: &[Notice]) -> Markup {
    let words = |notice: &Notice| {
        let mut parts = Vec::new();
        if notice.to_plan > 0 {
            let units = lang.number(notice.to_plan);
            parts.push(match lang {
                netra_base::Lang::Id => format!("{units} unit belum merencanakan semua tempatnya"),
                netra_base::Lang::En => format!("{units} units have not planned all their places"),
            });
        }
        if notice.to_report > 0 {
            let places = lang.number(notice.to_report);
            parts.push(match lang {
                netra_base::Lang::Id => format!("{places} tempat sudah selesai dan belum dilaporkan"),
                netra_base::Lang::En => format!("{places} places are over and not reported"),
            });
        }
        parts.join("; ")
    };
    html! {
        @if !notices.is_empty() {
            (note(Kind::Warn, html! {
                p { strong { (lang.say("Menunggu Anda", "Waiting for you")) } }
                ul { @for notice in notices { li { a href={ (HOME) "/" (notice.drive) } { (notice.title) } ": " (words(notice)) "." } } }
            }))
        }
    }
}
