//! Withdrawing a drive: a page that says what goes with it and asks why, before anything happens.

use super::{MENU, address, drive_id, drive_page};
use crate::actions::{self, Going, Withdrawal};
use crate::model::LONGEST_REASON;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Refusal};
use netra_web::components::text::note_refusals;
use netra_web::components::{Filled, Input, Kind, button, form, note, quiet_link};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Asks before a drive is withdrawn.
///
/// # Errors
/// `NotFound` for those who do not keep the drive's unit; refused when it can no longer be withdrawn.
pub async fn withdraw_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let going = site.store.read(move |tx| actions::withdrawing(tx, now, &who, id)).await?;
    Ok(show(&visit, &going, None))
}

fn show(visit: &Visit, going: &Going, again: Option<(&Fields, &[Refusal])>) -> Response {
    let lang = visit.lang;
    let (filled, status) = match again {
        Some((fields, refusals)) => (Filled::again(lang, fields, refusals), StatusCode::UNPROCESSABLE_ENTITY),
        None => (Filled::blank(lang), StatusCode::OK),
    };
    let above: Vec<Refusal> =
        again.map_or(&[][..], |(_, refusals)| refusals).iter().filter(|one| one.field.is_none()).cloned().collect();
    let page = drive_page(visit, lang.say("Tarik kegiatan serentak", "Withdraw the drive"), &going.seen);
    page.current(MENU).narrow().status(status).show(html! {
        @if !above.is_empty() { (note_refusals(&above, lang)) }
        (note(Kind::Warn, html! { p { (takes_along(lang, going)) } }))
        (form(&address(&going.seen, "/tarik"), filled, html! {
            p { (lang.say(
                "Penarikan dicatat di log sebagai versi terakhir kegiatan serentak dan tidak dapat dibatalkan. Kegiatan serentak tetap terlihat di daftar sebagai yang ditarik; alasannya dibaca unit yang diminta dan yang diundang.",
                "The withdrawal is recorded in the log as the last version of the drive and cannot be taken back. The drive stays in the list as withdrawn; the units asked and those invited read the reason.")) }
            input type="hidden" name="places" value=(going.places);
            (Input::text("reason", lang.say("Alasan", "Reason")).max(LONGEST_REASON).show(filled))
            (button(lang.say("Tarik kegiatan serentak ini", "Withdraw this drive")))
            p { (quiet_link(&address(&going.seen, ""), lang.say("Kembali", "Back"))) }
        }))
    })
}

fn takes_along(lang: Lang, going: &Going) -> Markup {
    let many = |count: usize| lang.number(i64::try_from(count).unwrap_or(i64::MAX));
    html! {
        @if going.places == 0 {
            (lang.say("Belum ada tempat yang direncanakan; tidak ada yang ikut dibatalkan.", "No place is planned yet; nothing is cancelled with it."))
        } @else {
            strong { (many(going.places)) " " (lang.say("tempat", "places")) } " "
            (lang.say("yang sudah direncanakan oleh", "that were planned by")) " " (many(going.units)) " "
            (lang.say("unit ikut dibatalkan, dengan alasan yang sama.", "units are cancelled with it, for the same reason."))
        }
    }
}

/// Withdraws the drive and leads to its board.
///
/// # Errors
/// As [`withdraw_form`].
pub async fn withdraw(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, chance, now, by) = (drive_id(&drive)?, site.chance.clone(), site.now(), who.clone());
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let places = fields.get("places").and_then(|text| text.parse().ok()).unwrap_or(usize::MAX);
    let request = Withdrawal { reason, places };
    match site.store.write(move |tx| actions::withdraw(tx, &chance, now, &by, id, &request)).await {
        Ok(()) => Ok(redirect(&format!("/kegiatan/serentak/{id}"))),
        Err(Error::Refused(refusals)) => {
            // What can no longer be withdrawn at all says so in place of the form.
            let going = site.store.read(move |tx| actions::withdrawing(tx, now, &who, id)).await?;
            Ok(show(&visit, &going, Some((&fields, &refusals))))
        }
        Err(other) => Err(other.into()),
    }
}
