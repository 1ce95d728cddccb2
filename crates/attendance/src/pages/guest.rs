//! `/kegiatan/{id}/hadir/tamu/{guest}`: one guest. Taken off the list or put back, with the reason; a photo of the
//! signature, for whoever asks for one.

use super::{activity_id, address, guest_id, page_below};
use crate::actions::{self, Home};
use crate::model::KeptGuest;
use crate::rules;
use axum::Extension;
use axum::extract::{Multipart, Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::{Error, Lang, Principal, Refusal, Result};
use netra_media::{Accepts, FIELD, MediaDesk, Ready};
use netra_web::components::{FileInput, Filled, Input, Kind, button, facts, fold, form, note, tag, upload_form, when};
use netra_web::upload::receive;
use netra_web::{Fields, Reply, Signed, Site, Visit, WebError, acted, redirect};

async fn look(site: &Site, who: &Principal, activity: &str, guest: &str) -> Result<(Home, KeptGuest)> {
    let (id, guest, who) = (activity_id(activity)?, guest_id(guest)?, who.clone());
    site.store.read(move |tx| Ok((actions::sums(tx, &who, id)?.home, actions::guest(tx, &who, id, guest)?))).await
}

/// One guest.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such guest.
pub async fn guest(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, guest)): Path<(String, String)>,
) -> Reply {
    let (home, kept) = look(&site, &who, &activity, &guest).await?;
    Ok(show(&visit, &home, &kept, None, &[]))
}

fn show(visit: &Visit, home: &Home, kept: &KeptGuest, fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let (lang, activity) = (visit.lang, &home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    // Two forms: what was refused stands in the one it was sent from.
    let unsigned = filled.refuses(&[FIELD]);
    let (filled, signed) = if unsigned { (Filled::blank(lang), filled) } else { (filled, Filled::blank(lang)) };
    let base = format!("{}/tamu", address(activity.id));
    let here = format!("{base}/{}", kept.id);
    let words = if kept.counts {
        lang.say("Cabut dari daftar", "Take off the list")
    } else {
        lang.say("Hitung lagi", "Count again")
    };
    let sign = upload_form(
        &format!("{here}/tanda-tangan"),
        signed,
        html! {
            (FileInput::new(FIELD, lang.say("Foto tanda tangan", "Photo of the signature"), Accepts::Photo.chooser()).hint(lang.say("JPEG, PNG, atau WebP. Lokasi dan perangkat dihapus dari fotonya.", "JPEG, PNG or WebP. Place and device are removed from the photo.")).show(signed))
            (button(lang.say("Simpan tanda tangan", "Keep the signature")))
        },
    );
    page_below(visit, &kept.guest.name, activity).under(base, lang.say("Tamu", "Guests")).narrow().status(status).show(html! {
        p { @if kept.counts { (tag(Kind::Ok, lang.say("Dihitung", "Counted"))) } @else { (tag(Kind::Bad, lang.say("Dicabut", "Taken off"))) } }
        (told(lang, home, kept))
        @if kept.signature.is_some() {
            p { img src={ (here) "/tanda-tangan" } alt=(lang.say("Foto tanda tangan tamu ini", "Photo of this guest's signature")) width="320"; }
        }
        @if rules::is_correction(activity) {
            (note(Kind::Warn, html! { p { (lang.say("Kegiatan ini sudah selesai: perubahan dicatat sebagai koreksi di log, dengan alasannya.", "This activity is over: a change is recorded in the log as a correction, with its reason.")) } }))
        }
        (form(&here, filled, html! {
            input type="hidden" name="counts" value=(if kept.counts { "0" } else { "1" });
            (Input::text("reason", lang.say("Alasan", "Reason")).max(300).show(filled))
            (button(words))
        }))
        (fold(lang.say("Tanda tangan tamu (tidak wajib)", "The guest's signature (optional)"), unsigned, sign))
    })
}

fn told(lang: Lang, home: &Home, kept: &KeptGuest) -> maud::Markup {
    let zone = home.activity.zone;
    let mut list = vec![
        (lang.say("Instansi", "Institution"), html! { (kept.guest.institution) }),
        (lang.say("Jabatan", "Function"), html! { (kept.guest.function.as_deref().unwrap_or("–")) }),
        (lang.say("Dicatat", "Entered"), html! { (when(kept.at, zone, lang)) " · " (kept.via.name(lang)) }),
    ];
    if let Some(settled) = &kept.settled {
        list.push((
            lang.say("Diputuskan operator", "Decided by an operator"),
            html! {
                (when(settled.at, zone, lang)) @if let Some(reason) = &settled.reason { ": " (reason) }
            },
        ));
    }
    facts(&list)
}

/// Takes a guest off the list, or puts him back.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such guest.
pub async fn settle_guest(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, guest)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let (home, kept) = look(&site, &who, &activity, &guest).await?;
    let (at, now, chance) = ((home.activity.id, kept.id), site.now(), site.chance.clone());
    let counts = fields.get("counts") == Some("1");
    let reason = fields.get("reason").map(str::to_owned);
    let settle = move |tx: &mut netra_store::Tx<'_>| {
        actions::settle_guest(tx, &chance, now, &who, at, (counts, reason.as_deref()))
    };
    acted(
        site.store.write(settle).await,
        |()| redirect(&format!("{}/tamu", address(at.0))),
        |refusals| show(&visit, &home, &kept, Some(&fields), refusals),
    )
}

/// A file of a form that was taken in; what is wrong with it, for its field.
pub(super) async fn received(
    desk: &MediaDesk,
    form: Multipart,
    accepts: Accepts,
) -> Result<(Fields, Result<Ready>), WebError> {
    match receive(form, FIELD, accepts.limit()).await {
        Ok(upload) => {
            let fields = upload.fields.clone();
            Ok((fields, desk.take(upload, accepts).await))
        }
        // The words typed beside a missing file are lost with it; the form comes back empty.
        Err(WebError::Base(Error::Refused(list))) => Ok((Fields::default(), Err(Error::Refused(list)))),
        Err(other) => Err(other),
    }
}

/// Keeps a photo of the signature.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such guest; `Busy` when too many files wait.
pub async fn sign_guest(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, guest)): Path<(String, String)>,
    Extension(desk): Extension<MediaDesk>,
    form: Multipart,
) -> Reply {
    let (home, kept) = look(&site, &who, &activity, &guest).await?;
    let (at, now) = ((home.activity.id, kept.id), site.now());
    let (fields, ready) = received(&desk, form, Accepts::Photo).await?;
    let outcome = match ready {
        Ok(ready) => site.store.write(move |tx| actions::sign_guest(tx, now, &who, at, &ready)).await,
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/tamu/{}", address(at.0), at.1)),
        |refusals| show(&visit, &home, &kept, Some(&fields), refusals),
    )
}

/// The photo of a guest's signature.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is none.
pub async fn signature(
    Shared(site): Shared<Site>,
    Signed(who): Signed,
    Path((activity, guest)): Path<(String, String)>,
) -> Reply {
    let (id, guest) = (activity_id(&activity)?, guest_id(&guest)?);
    let kept = site.store.read(move |tx| actions::signature(tx, &who, id, guest)).await?;
    Ok(netra_media::reply(kept))
}
