//! The iCalendar feed of a unit (RFC 5545), for calendar programs that have no session: its address holds a key. Times go out
//! in UTC. Nothing in it names a person: title, place, time, holidays and quiet days, and whether it was cancelled.

use super::{MENU, page};
use crate::actions;
use crate::rules::feed::calendar;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;
use netra_base::{Error, Lang, Moment};
use netra_registry::model::Unit;
use netra_web::components::{button, copyable, note, when};
use netra_web::{Reply, Signed, Site, Visit};

/// The feed, for who has its address.
///
/// # Errors
/// `NotFound` without the key.
pub async fn feed(State(site): State<Site>, visit: Visit, Path(file): Path<String>) -> Reply {
    let code = file.strip_suffix(".ics").ok_or(Error::NotFound)?.to_owned();
    let (key, now) = (visit.asked("kunci").ok_or(Error::NotFound)?, site.now());
    let (unit, events) = site.store.read(move |tx| actions::feed(tx, now, &code, &key)).await?;
    let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
    Ok(([kind], calendar(visit.lang, &unit.name, &events, &site.base_url)).into_response())
}

fn show(visit: &Visit, unit: &Unit, made: Option<Moment>, address: Option<&str>) -> Response {
    let lang = visit.lang;
    let base = format!("{MENU}/kalender/{}/alamat", unit.code);
    let title = format!("{} {}", lang.say("Langganan kalender", "Calendar feed of"), unit.name);
    page(visit, &title).narrow().under(format!("{MENU}/kalender"), lang.say("Kalender", "Calendar")).show(html! {
        p { (lang.say(
            "Dengan alamat rahasia ini kalender di telepon atau komputer menampilkan kegiatan unit dan kegiatan yang didatangi utusannya: nama, tempat, waktu, serta hari libur dan masa tenang yang bertepatan dengannya, tanpa nama orang. Siapa pun yang memegang alamatnya dapat membacanya.",
            "With this secret address the calendar of a telephone or computer shows the unit's activities and those to which it sends people: name, place, time, the holidays and quiet days they fall on, and nobody's name. Whoever has the address can read it.")) }
        @if let Some(address) = address {
            (note(netra_web::components::Kind::Ok, html! {
                p { strong { (lang.say("Salin sekarang; alamat ini hanya tampil sekali.", "Copy it now; this address is shown once.")) } }
                (copyable("alamat", address, lang))
            }))
        }
        @match made {
            Some(at) => {
                p { (lang.say("Alamat yang berlaku dibuat", "The address in force was made")) " " (when(at, unit.zone, lang)) "." }
                form method="post" action=(base) { (button(lang.say("Ganti dengan alamat baru", "Replace by a new address"))) }
                form method="post" action={ (base) "/cabut" } { p.actions { button.btn.quiet { (lang.say("Cabut alamat", "Take the address back")) } } }
            },
            None => form method="post" action=(base) { (button(lang.say("Buat alamat langganan", "Make an address"))) },
        }
    })
}

/// The page of a unit's feed, for who keeps the unit.
///
/// # Errors
/// `NotFound` for everybody else.
pub async fn feed_page(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(code): Path<String>) -> Reply {
    let (unit, made) = site.store.read(move |tx| actions::feed_key(tx, &who, &code)).await?;
    Ok(show(&visit, &unit, made, None))
}

/// Makes a new address and shows it, this once. The old one is worth nothing from then on; pressing twice gives the later.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn make_feed(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(code): Path<String>) -> Reply {
    let (chance, now) = (site.chance.clone(), site.now());
    let (unit, key) = site
        .store
        .write(move |tx| {
            let key = actions::make_feed_key(tx, &chance, now, &who, &code)?;
            Ok((actions::feed_key(tx, &who, &code)?.0, key))
        })
        .await?;
    // Calendar programs keep no cookie: the language stands in the address.
    let lang = if visit.lang == Lang::En { "&lang=en" } else { "" };
    let address = site.url(&format!("{MENU}/kalender/{}.ics?kunci={key}{lang}", unit.code));
    Ok(show(&visit, &unit, Some(now), Some(&address)))
}

/// Takes the address back.
///
/// # Errors
/// As [`make_feed`].
pub async fn revoke_feed(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(code): Path<String>,
) -> Reply {
    let unit = site
        .store
        .write(move |tx| {
            actions::revoke_feed_key(tx, &who, &code)?;
            Ok(actions::feed_key(tx, &who, &code)?.0)
        })
        .await?;
    Ok(show(&visit, &unit, None, None))
}
