//! Photos of an activity: the form that takes one, the thumbnails, the pictures themselves for who may see the activity.

use super::minutes::remove;
use super::{activity_id, address, look_keeper, number, one, page_of};
use crate::actions::{self, Asked, View};
use crate::model::after::MOST_PHOTOS;
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::{Principal, Refusal, Result};
use netra_media::{Accepts, FIELD, MediaDesk, Ready};
use netra_web::components::{FileInput, Filled, Input, Kind, button, note, upload_form};
use netra_web::form::Fields;
use netra_web::upload::receive_with_fields;
use netra_web::{Reply, Signed, Site, Visit, WebError, acted, redirect};

fn show(visit: &Visit, view: &View, again: Option<(&Fields, &[Refusal])>) -> Response {
    let lang = visit.lang;
    let (filled, status) = match again {
        Some((fields, refusals)) => (Filled::again(lang, fields, refusals), StatusCode::UNPROCESSABLE_ENTITY),
        None => (Filled::blank(lang), StatusCode::OK),
    };
    let base = address(view.activity.id);
    let closed = crate::rules::state::may_tell(&view.activity, view.correcting.is_some()).err();
    let full = view.after.photos.len() >= MOST_PHOTOS;
    page_of(visit, lang.say("Foto kegiatan", "Photos of the activity"), &view.activity).status(status).show(html! {
        @if let Some(refusal) = &closed { (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })) }
        @else if full { (note(Kind::Plain, html! { p { (lang.say("Sudah 24 foto, yang terbanyak.", "There are 24 photos, the most there can be.")) } })) }
        @else {
            (upload_form(&format!("{base}/foto"), filled, html! {
                (FileInput::new(FIELD, lang.say("Foto", "Photo"), Accepts::Photo.chooser()).hint(lang.say("Lokasi dan jenis perangkat dihapus dari foto sebelum disimpan.", "Place and device are removed from the photo before it is kept.")).show(filled))
                (Input::text("caption", lang.say("Keterangan foto", "Caption")).max(200).show(filled))
                (Input::text("alt", lang.say("Uraian foto", "Description of the photo")).max(200).hint(lang.say("Apa yang terlihat, untuk yang tidak dapat melihatnya. Jangan menyebut nama.", "What is seen, for those who cannot see it. Write no names.")).show(filled))
                (button(lang.say("Tambah foto", "Add the photo")))
            }))
        }
        @if !view.after.photos.is_empty() {
            h2 { (lang.say("Foto yang sudah ada", "Photos that are there")) }
            ul.photos { @for photo in &view.after.photos {
                li {
                    (one::photo(&base, photo))
                    @if closed.is_none() { (remove(&format!("{base}/foto/hapus"), photo.number, lang.say("Hapus foto ini", "Remove this photo"))) }
                }
            } }
        }
    })
}

/// Photos with the form to add one.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn photos(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    Ok(show(&visit, &view, None))
}

/// What an upload brought, or why not; the fields typed beside it either way.
pub(super) async fn received(desk: &MediaDesk, form: Multipart, accepts: Accepts) -> Reply<(Fields, Result<Ready>)> {
    let (fields, upload) = receive_with_fields(form, FIELD, accepts.limit()).await?;
    match upload {
        Ok(upload) => Ok((fields, desk.take(upload, accepts).await)),
        Err(WebError::Base(error)) => Ok((fields, Err(error))),
        Err(other) => Err(other),
    }
}

/// Adds a photo.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; `Busy` when too many photos wait.
pub async fn add_photo(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    Extension(desk): Extension<MediaDesk>,
    form: Multipart,
) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    crate::rules::state::may_tell(&view.activity, view.correcting.is_some())?;
    let (fields, ready) = received(&desk, form, Accepts::Photo).await?;
    let (number, now) = (view.activity.id, site.now());
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let (alt, caption) = (text("alt"), text("caption"));
    let outcome = match ready {
        Ok(ready) => {
            let add =
                move |tx: &mut netra_store::Tx<'_>| actions::add_photo(tx, now, &who, number, &ready, (&alt, &caption));
            site.store.write(add).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/foto", address(number))),
        |refusals| show(&visit, &view, Some((&fields, refusals))),
    )
}

/// Takes a photo away.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; refused when it is not the time.
pub async fn remove_photo(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let id = activity_id(&id)?;
    let which = number(fields.get("number").unwrap_or_default())?;
    site.store.write(move |tx| actions::remove_photo(tx, &who, id, which)).await?;
    Ok(redirect(&format!("{}/foto", address(id))))
}

pub(super) async fn asked(site: &Site, who: Principal, id: &str, asked: Asked) -> Reply {
    let id = activity_id(id)?;
    let kept = site.store.read(move |tx| actions::file(tx, &who, id, asked)).await?;
    Ok(netra_media::reply(kept))
}

/// A photo, whole.
///
/// # Errors
/// `NotFound` for those who may not see the activity.
pub async fn photo(State(site): State<Site>, Signed(who): Signed, Path((id, which)): Path<(String, String)>) -> Reply {
    asked(&site, who, &id, Asked::Photo(number(&which)?)).await
}

/// The small one of a photo.
///
/// # Errors
/// As [`photo`].
pub async fn thumb(State(site): State<Site>, Signed(who): Signed, Path((id, which)): Path<(String, String)>) -> Reply {
    asked(&site, who, &id, Asked::Thumb(number(&which)?)).await
}
