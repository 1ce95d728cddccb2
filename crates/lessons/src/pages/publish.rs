//! The forms that publish a material and its next version: text, a PDF, or both.

use super::{HOME, address, material_id, page};
use crate::actions::{self, MaterialView, NewMaterial};
use crate::model::{Attached, Content, LONGEST_BODY, MaterialId};
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Result};
use netra_media::{Accepts, FIELD, FileKind, MediaDesk};
use netra_registry::model::Unit;
use netra_web::components::{Checkbox, FileInput, Filled, Input, Select, TextArea, button, upload_form};
use netra_web::form::Fields;
use netra_web::upload::{Upload, receive_optional};
use netra_web::{Reply, Signed, Site, Visit, WebError, redirect};

/// The form to publish a material.
///
/// # Errors
/// `NotFound` for those who publish none.
pub async fn new_material(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let now = site.now();
    let units = site.store.read(move |tx| actions::publishing(tx, now, &who)).await?;
    Ok(first(&visit, &units, Filled::blank(visit.lang), StatusCode::OK))
}

fn first(visit: &Visit, units: &[Unit], filled: Filled<'_>, status: StatusCode) -> Response {
    let lang = visit.lang;
    let choices: Vec<(String, String)> = units.iter().map(|unit| (unit.code.to_string(), unit.name.clone())).collect();
    let unit = Select::new("unit", lang.say("Unit penerbit", "Unit that publishes"), choices);
    let body = html! { (unit.show(filled)) (inputs(lang, filled, None)) (button(lang.say("Terbitkan", "Publish"))) };
    page(visit, visit.say("Materi baru", "New material")).narrow().status(status).show(upload_form(HOME, filled, body))
}

fn inputs(lang: Lang, filled: Filled<'_>, before: Option<&MaterialView>) -> Markup {
    let old = before.map(|view| &view.version.content);
    let value = |text: fn(&Content) -> &String| old.map(text).cloned().unwrap_or_default();
    let has_file = before.is_some_and(|view| view.version.file.is_some());
    html! {
        (Input::text("title", lang.say("Judul", "Title")).max(160).value(value(|one| &one.title)).show(filled))
        (TextArea::new("summary", lang.say("Ringkasan", "Summary"), 600).value(value(|one| &one.summary)).show(filled))
        (TextArea::new("body", lang.say("Isi", "Text"), LONGEST_BODY).optional().value(value(|one| &one.body))
            .hint(lang.say(
                "Teks biasa. Baris kosong memisahkan paragraf; \"# \" di awal baris menjadi judul bagian, \"- \" menjadi butir; [skb2022-etik-04] menjadi tautan ke aturan itu. Boleh kosong bila ada PDF.",
                "Plain text. A blank line parts paragraphs; \"# \" begins a heading, \"- \" a point of a list; [skb2022-etik-04] becomes a link to that rule. May stay empty when there is a PDF."))
            .show(filled))
        @if has_file {
            (Checkbox::new("keep", lang.say("Pakai lagi berkas PDF versi sebelumnya", "Use the PDF of the version before again")).optional().ticked(true).show(filled))
        }
        (FileInput::new(FIELD, lang.say("Berkas PDF", "PDF file"), FileKind::Paper.mime()).optional()
            .hint(lang.say("Paling besar 16 MiB, tanpa program dan tanpa sandi.", "At most 16 MiB, without scripts and without a password."))
            .show(filled))
        (Input::text("publisher", lang.say("Jabatan penerbit", "Function that publishes")).max(160).value(value(|one| &one.publisher))
            .hint(lang.say("Jabatan, bukan nama orang.", "A function, not a person's name.")).show(filled))
    }
}

/// What a form brought: its fields, and the file once it is checked; or why the file is refused.
async fn taken(desk: &MediaDesk, form: Multipart) -> Result<(Fields, Result<Attached>), WebError> {
    let (upload, fields) = match receive_optional(form, FIELD, Accepts::Paper.limit()).await {
        Ok(read) => read,
        Err(WebError::Base(error @ Error::Refused(_))) => return Ok((Fields::default(), Err(error))),
        Err(other) => return Err(other),
    };
    let file = match upload {
        Some(upload) => check(desk, upload).await,
        None if fields.ticked("keep") => Ok(Attached::AsBefore),
        None => Ok(Attached::Nothing),
    };
    Ok((fields, file))
}

async fn check(desk: &MediaDesk, upload: Upload) -> Result<Attached> {
    desk.take(upload, Accepts::Paper).await.map(Attached::New)
}

/// Everything that is wrong at once: the texts and the file.
fn parse(fields: &Fields, file: Result<Attached>) -> Result<(Content, Attached)> {
    let get = |name| fields.get(name).unwrap_or_default();
    let content = Content::parse(get("title"), get("summary"), get("body"), get("publisher"));
    match (content, file) {
        (Ok(content), Ok(file)) => Ok((content, file)),
        (Err(mut refused), Err(Error::Refused(more))) if *fields != Fields::default() => {
            refused.extend(more);
            Err(Error::Refused(refused))
        }
        (_, Err(error)) => Err(error),
        (Err(refused), Ok(_)) => Err(Error::Refused(refused)),
    }
}

/// Publishes a material and leads to it.
///
/// # Errors
/// `NotFound` for those who publish none.
pub async fn publish(
    State(site): State<Site>,
    Extension(desk): Extension<MediaDesk>,
    visit: Visit,
    Signed(who): Signed,
    form: Multipart,
) -> Reply {
    let (now, asker) = (site.now(), who.clone());
    // Who may not is told so before anything is taken in.
    let units = site.store.read(move |tx| actions::publishing(tx, now, &asker)).await?;
    let (fields, file) = taken(&desk, form).await?;
    let outcome = match parse(&fields, file) {
        Ok((content, file)) => {
            let new = NewMaterial { unit: fields.get("unit").unwrap_or_default().to_owned(), content, file };
            let chance = site.chance.clone();
            site.store.write(move |tx| actions::publish(tx, &chance, now, &who, &new)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(redirect(&address(id, None))),
        Err(Error::Refused(refusals)) => {
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(first(&visit, &units, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

async fn look(site: &Site, who: &Principal, id: MaterialId) -> Result<MaterialView> {
    let (now, who) = (site.now(), who.clone());
    let view = site.store.read(move |tx| actions::material(tx, now, &who, id)).await?;
    if view.keeps { Ok(view) } else { Err(Error::NotFound) }
}

/// The form to publish the next version.
///
/// # Errors
/// `NotFound` for those who do not keep the material.
pub async fn new_version(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look(&site, &who, material_id(&id)?).await?;
    Ok(next(&visit, &view, Filled::blank(visit.lang), StatusCode::OK))
}

fn next(visit: &Visit, view: &MaterialView, filled: Filled<'_>, status: StatusCode) -> Response {
    let (lang, own) = (visit.lang, address(view.material.id, None));
    let body =
        html! { (inputs(lang, filled, Some(view))) (button(lang.say("Terbitkan versi ini", "Publish this version"))) };
    let lead = lang.say(
        "Versi lama tetap dapat dibaca dan tetap diajarkan di kegiatan yang memakainya, sampai operatornya mengganti.",
        "The old version stays readable, and stays what is taught at the activities that use it until their operator changes that.",
    );
    page(visit, visit.say("Versi baru", "New version"))
        .under(own.clone(), view.version.content.title.clone())
        .lead(lead)
        .narrow()
        .status(status)
        .show(upload_form(&format!("{own}/baru"), filled, body))
}

/// Publishes the next version and leads to it.
///
/// # Errors
/// `NotFound` for those who do not keep the material.
pub async fn revise(
    State(site): State<Site>,
    Extension(desk): Extension<MediaDesk>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    form: Multipart,
) -> Reply {
    let (id, now) = (material_id(&id)?, site.now());
    let view = look(&site, &who, id).await?;
    let (fields, file) = taken(&desk, form).await?;
    let outcome: Result<i64, Error> = match parse(&fields, file) {
        Ok((content, file)) => {
            let chance = site.chance.clone();
            site.store.write(move |tx| actions::revise(tx, &chance, now, &who, id, (&content, &file))).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(number) => Ok(redirect(&address(id, Some(number)))),
        Err(Error::Refused(refusals)) => {
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(next(&visit, &view, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
