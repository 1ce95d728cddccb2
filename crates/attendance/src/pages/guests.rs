//! `/kegiatan/{id}/hadir/tamu`: guests without an account. A queue is entered in one go: a line each, one press.

use super::{activity_id, address, clock, page_below};
use crate::actions::{self, Home};
use crate::model::{Guest, KeptGuest, Via, guest_lines};
use crate::rules;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, Moment, Principal, Refusal, Result};
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Table, TextArea, button, details, empty, form, note, pages, tag,
};
use netra_web::{Fields, Reply, Signed, Site, Visit, acted, redirect};

/// A page of guests.
struct Page {
    home: Home,
    guests: Vec<KeptGuest>,
    next: Option<i64>,
    now: Moment,
}

async fn look(site: &Site, visit: &Visit, who: &Principal, activity: &str) -> Result<Page> {
    let (id, now, who) = (activity_id(activity)?, site.now(), who.clone());
    let from = visit.asked("dari").and_then(|text| text.parse().ok());
    site.store
        .read(move |tx| {
            let home = actions::sums(tx, &who, id)?.home;
            let (guests, next) = actions::guests(tx, &who, id, from)?;
            Ok(Page { home, guests, next, now })
        })
        .await
}

/// Guests with the forms to enter some.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn guests(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
) -> Reply {
    let page = look(&site, &visit, &who, &activity).await?;
    Ok(show(&visit, &page, None, &[]))
}

fn show(visit: &Visit, page: &Page, fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let (lang, activity) = (visit.lang, &page.home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let count = lang.number(activity.tally.guests);
    page_below(visit, visit.say("Tamu", "Guests"), activity).status(status).show(html! {
        p { strong { (count) } " " (lang.say("tamu dihitung, di luar angka pegawai", "guests counted, apart from employees")) }
        @match rules::may_keep(activity, page.now) {
            Err(refusal) => (note(Kind::Plain, html! { p { (refusal.say.to(lang)) } })),
            Ok(()) => (ask(lang, page, filled, fields)),
        }
        h2 { (lang.say("Yang sudah dicatat", "Entered so far")) }
        @if page.guests.is_empty() {
            (empty(lang.say("Belum ada tamu.", "No guests yet."), html! {}))
        } @else {
            (rows(lang, page))
            (pages(visit, visit.asked("dari").is_none(), page.next.map(|next| next.to_string()).as_deref()))
        }
    })
}

/// One guest, or a queue of them; of the two forms only the one that was sent shows again what was typed.
fn ask(lang: Lang, page: &Page, filled: Filled<'_>, fields: Option<&Fields>) -> Markup {
    let action = format!("{}/tamu", address(page.home.activity.id));
    let queue = fields.is_some_and(|fields| fields.get("do") == Some("lines"));
    let (one, many) = if queue { (Filled::blank(lang), filled) } else { (filled, Filled::blank(lang)) };
    let paste = form(
        &action,
        many,
        html! {
            input type="hidden" name="do" value="lines";
            (TextArea::new("lines", lang.say("Satu baris satu orang", "One line, one person"), 40_000)
                .hint(lang.say("nama; instansi; jabatan. Jabatan boleh kosong. Tempelan dari lembar kerja juga terbaca.", "name; institution; function. The function may be empty. What is pasted from a spreadsheet is read too.")).show(many))
            (button(lang.say("Catat semua", "Enter all")))
        },
    );
    html! {
        (form(&action, one, html! {
            (Input::text("name", lang.say("Nama", "Name")).max(120).autocomplete("off").show(one))
            (Input::text("institution", lang.say("Instansi", "Institution")).max(160).autocomplete("off").show(one))
            (Input::text("function", lang.say("Jabatan", "Function")).max(160).autocomplete("off").optional().show(one))
            (button(lang.say("Catat tamu", "Enter the guest")))
        }))
        @if queue { h2 { (lang.say("Banyak tamu sekaligus", "Many guests at once")) } (paste) }
        @else { (details(lang.say("Banyak tamu sekaligus: tempel daftarnya", "Many guests at once: paste the list"), paste)) }
    }
}

fn rows(lang: Lang, page: &Page) -> Markup {
    let base = address(page.home.activity.id);
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("Instansi", "Institution")),
        Column::text(lang.say("Jabatan", "Function")),
        Column::text(lang.say("Pukul", "At")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let row = |one: &KeptGuest| {
        vec![
            Cell::link(&format!("{base}/tamu/{}", one.id), &one.guest.name),
            Cell::text(&one.guest.institution),
            Cell::text(one.guest.function.as_deref().unwrap_or("–")),
            Cell::text(clock(lang, one.at, &page.home.activity)),
            Cell::of(html! {
                @if one.counts { (tag(Kind::Ok, lang.say("Dihitung", "Counted"))) } @else { (tag(Kind::Bad, lang.say("Dicabut", "Taken off"))) }
                @if one.signature.is_some() { " " (tag(Kind::Plain, lang.say("Bertanda tangan", "Signed"))) }
            }),
        ]
    };
    let caption = lang.say("Tamu, yang terakhir dahulu", "Guests, the latest first");
    Table::new(caption, columns).caption_hidden().cards().rows(page.guests.iter().map(row)).show()
}

fn parse(fields: &Fields) -> Result<Vec<Guest>, Refusal> {
    let text = |name: &str| fields.get(name).unwrap_or_default();
    if fields.get("do") == Some("lines") {
        return guest_lines(text("lines"));
    }
    Ok(vec![Guest::parse(text("name"), text("institution"), text("function"))?])
}

/// Enters guests and leads back to their list.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn add_guests(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
    fields: Fields,
) -> Reply {
    let page = look(&site, &visit, &who, &activity).await?;
    let (id, now, chance) = (page.home.activity.id, site.now(), site.chance.clone());
    let outcome = match parse(&fields) {
        Ok(guests) => {
            let add = move |tx: &mut netra_store::Tx<'_>| {
                actions::add_guests(tx, &chance, now, &who, id, (&guests, Via::Operator))
            };
            site.store.write(add).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    acted(
        outcome,
        |_| redirect(&format!("{}/tamu", address(id))),
        |refusals| show(&visit, &page, Some(&fields), refusals),
    )
}
