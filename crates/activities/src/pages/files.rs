//! Papers of an activity: invitation, slides, sheet; PDF or a photo of the paper.

use super::minutes::remove;
use super::photos::{asked, received};
use super::{activity_id, address, look_keeper, number, page_of};
use crate::actions::{self, Asked, View};
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::Refusal;
use netra_media::{Accepts, FIELD, MediaDesk};
use netra_web::components::{FileInput, Filled, Input, Kind, button, note, upload_form};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, acted, redirect};

fn show(visit: &Visit, view: &View, again: Option<(&Fields, &[Refusal])>) -> Response {
    let lang = visit.lang;
    let (filled, status) = match again {
        Some((fields, refusals)) => (Filled::again(lang, fields, refusals), StatusCode::UNPROCESSABLE_ENTITY),
        None => (Filled::blank(lang), StatusCode::OK),
    };
    let base = address(view.activity.id);
    let closed = crate::rules::state::may_attach(&view.activity, view.correcting.is_some()).err();
    page_of(visit, lang.say("Berkas kegiatan", "Files of the activity"), &view.activity).narrow().status(status).show(html! {
        @if let Some(refusal) = &closed { (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })) }
        @else {
            (upload_form(&format!("{base}/berkas"), filled, html! {
                (FileInput::new(FIELD, lang.say("Berkas", "File"), Accepts::Paper.chooser()).hint(lang.say("PDF tanpa skrip, atau foto naskah.", "A PDF without scripts, or a photo of the paper.")).show(filled))
                (Input::text("title", lang.say("Nama berkas", "Name of the file")).max(160).show(filled))
                (button(lang.say("Tambah berkas", "Add the file")))
            }))
        }
        @for one in &view.after.files {
            div.card {
                p { a href={ (base) "/berkas/" (one.number) } { (one.title) } }
                @if closed.is_none() { (remove(&format!("{base}/berkas/hapus"), one.number, lang.say("Hapus berkas ini", "Remove this file"))) }
            }
        }
    })
}

/// Papers with the form to add one.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn files(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    Ok(show(&visit, &view, None))
}

/// Adds a paper.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; `Busy` when too many files wait.
pub async fn add_file(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    Extension(desk): Extension<MediaDesk>,
    form: Multipart,
) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    crate::rules::state::may_attach(&view.activity, view.correcting.is_some())?;
    let (fields, ready) = received(&desk, form, Accepts::Paper).await?;
    let (number, now) = (view.activity.id, site.now());
    let title = fields.get("title").unwrap_or_default().to_owned();
    let outcome = match ready {
        Ok(ready) => {
            site.store.write(move |tx| actions::add_file(tx, now, &who, number, &ready, &title)).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/berkas", address(number))),
        |refusals| show(&visit, &view, Some((&fields, refusals))),
    )
}

/// Takes a paper away.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; refused when it is not the time.
pub async fn remove_file(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let id = activity_id(&id)?;
    let which = number(fields.get("number").unwrap_or_default())?;
    site.store.write(move |tx| actions::remove_file(tx, &who, id, which)).await?;
    Ok(redirect(&format!("{}/berkas", address(id))))
}

/// A paper.
///
/// # Errors
/// `NotFound` for those who may not see the activity.
pub async fn file(State(site): State<Site>, Signed(who): Signed, Path((id, which)): Path<(String, String)>) -> Reply {
    asked(&site, who, &id, Asked::File(number(&which)?)).await
}
