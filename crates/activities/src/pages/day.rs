//! The buttons of the day: start, finish, cancel.

use super::{activity_id, address, look_keeper, page_of};
use crate::actions::{self, View};
use crate::rules::state;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::Refusal;
use netra_web::components::{Filled, Input, button, form, quiet_link};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, acted, redirect};

/// Says that the activity has begun.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; refused when it is not the time.
pub async fn start(State(site): State<Site>, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    site.store.write(move |tx| actions::start(tx, &chance, now, &who, id)).await?;
    Ok(redirect(&address(id)))
}

/// Says that the activity is over.
///
/// # Errors
/// As [`start`].
pub async fn finish(State(site): State<Site>, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    site.store.write(move |tx| actions::finish(tx, &chance, now, &who, id)).await?;
    Ok(redirect(&address(id)))
}

fn show(visit: &Visit, view: &View, again: Option<(&Fields, &[Refusal])>) -> Response {
    let lang = visit.lang;
    let (filled, status) = match again {
        Some((fields, refusals)) => (Filled::again(lang, fields, refusals), StatusCode::UNPROCESSABLE_ENTITY),
        None => (Filled::blank(lang), StatusCode::OK),
    };
    let base = address(view.activity.id);
    let page = page_of(visit, lang.say("Batalkan kegiatan", "Cancel the activity"), &view.activity);
    page.narrow().status(status).show(form(&format!("{base}/batal"), filled, html! {
        p { (lang.say("Pembatalan tidak dapat ditarik kembali dan dicatat dalam log. Alasannya terlihat oleh yang diundang.", "Cancelling cannot be taken back and is recorded in the log. Those invited see the reason.")) }
        (Input::text("reason", lang.say("Alasan", "Reason")).max(300).show(filled))
        (button(lang.say("Batalkan kegiatan ini", "Cancel this activity")))
        p { (quiet_link(&base, lang.say("Kembali", "Back"))) }
    }))
}

/// Asks before an activity is cancelled.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn cancel_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    state::may_cancel(&view.activity)?;
    Ok(show(&visit, &view, None))
}

/// Cancels an activity.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn cancel(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    let (id, chance, now) = (view.activity.id, site.chance.clone(), site.now());
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    acted(
        site.store.write(move |tx| actions::cancel(tx, &chance, now, &who, id, &reason)).await,
        |()| redirect(&address(id)),
        |refusals| show(&visit, &view, Some((&fields, refusals))),
    )
}
