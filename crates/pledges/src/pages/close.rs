//! Closing a drive, confirmed on a page of its own: the figures are frozen and published, for good.

use crate::actions;
use crate::api::drive_id;
use crate::model::Drive;
use crate::words;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::{Error, Refusal};
use netra_web::components::{Filled, Kind, form, note, quiet_link};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Asks whether to close, or says from when on it can be.
///
/// # Errors
/// `NotFound` unless the asker runs all of the drive's units.
pub async fn close_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let (drive, refusal) = site.store.read(move |tx| actions::may_close(tx, now, &who, id)).await?;
    Ok(show(&visit, &drive, refusal.as_ref(), StatusCode::OK))
}

fn show(visit: &Visit, drive: &Drive, refusal: Option<&Refusal>, status: StatusCode) -> Response {
    let lang = visit.lang;
    let href = format!("/gerakan/{}", drive.id);
    let page = visit.page(lang.say("Tutup gerakan", "Close the drive")).current("/gerakan").narrow().status(status);
    page.under("/gerakan", lang.say("Gerakan ikrar", "Pledge drives")).under(href.clone(), drive.title.clone()).show(html! {
        p.lead { (drive.title) " · " (words::window(lang, &drive.window, None)) }
        @match refusal {
            Some(refusal) => { (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })) p { (quiet_link(&href, lang.say("Kembali ke cakupan", "Back to the coverage"))) } },
            None => {
                (note(Kind::Warn, html! { p { (lang.say(
                    "Menutup membekukan angka untuk selamanya: jumlah seharusnya dan jawabannya per unit dicatat sebagai satu catatan di log. Ini tidak dapat dibatalkan.",
                    "Closing freezes the figures for good: how many should have signed and the answers, by unit, are recorded as one leaf of the log. It cannot be undone.")) } }))
                (form(&format!("{href}/tutup"), Filled::blank(lang), html! {
                    p.actions { button.btn { (lang.say("Tutup gerakan ini", "Close this drive")) } (quiet_link(&href, lang.say("Batal", "Cancel"))) }
                }))
            },
        }
    })
}

/// Closes and leads to the final figures.
///
/// # Errors
/// `NotFound` unless the asker runs all of the drive's units.
pub async fn close(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    _: Fields,
) -> Reply {
    let (id, chance, now) = (drive_id(&drive)?, site.chance.clone(), site.now());
    match site.store.write(move |tx| actions::close(tx, &chance, now, &who, id)).await {
        Ok(()) => Ok(redirect(&format!("/gerakan/{id}"))),
        Err(Error::Refused(refusals)) => {
            let drive = site.store.read(move |tx| actions::drive(tx, id)).await?;
            Ok(show(&visit, &drive, refusals.first(), StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
