//! Money of an activity: ceiling and source as planned, what was spent, the paper that shows it.

use super::photos::{asked, received};
use super::{address, lines, look_keeper, page_of};
use crate::actions::{self, Asked, View};
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::Refusal;
use netra_media::{Accepts, FIELD, MediaDesk};
use netra_web::components::{FileInput, Filled, Input, Kind, button, facts, form, note, upload_form};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, acted, redirect};

fn show(visit: &Visit, view: &View, again: Option<(bool, &Fields, &[Refusal])>) -> Response {
    let lang = visit.lang;
    let filled = |upload: bool| match again {
        Some((which, fields, refusals)) if which == upload => Filled::again(lang, fields, refusals),
        _ => Filled::blank(lang),
    };
    let status = if again.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let base = address(view.activity.id);
    let closed = crate::rules::state::may_tell(&view.activity, view.correcting.is_some()).err();
    let spent = view.activity.realised.map(|sum| sum.to_string()).unwrap_or_default();
    page_of(visit, lang.say("Anggaran kegiatan", "Budget of the activity"), &view.activity).narrow().status(status).show(html! {
        @if let Some(budget) = &view.activity.budget {
            (facts(&[
                (lang.say("Pagu", "Ceiling"), html! { "Rp" (lang.number(budget.ceiling)) }),
                (lang.say("Sumber dana", "Source of funds"), html! { (budget.source) }),
            ]))
            @if let Some(refusal) = &closed { (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })) }
            @else {
                (form(&format!("{base}/anggaran"), filled(false), html! {
                    (Input::digits("realised", lang.say("Realisasi (rupiah)", "Spent (rupiah)")).value(spent).optional().show(filled(false)))
                    (button(lang.say("Simpan realisasi", "Keep what was spent")))
                }))
                h2 { (lang.say("Bukti", "Evidence")) }
                (upload_form(&format!("{base}/anggaran/bukti"), filled(true), html! {
                    (FileInput::new(FIELD, lang.say("Berkas bukti", "Paper that shows it"), Accepts::Paper.chooser()).show(filled(true)))
                    (button(lang.say("Simpan bukti", "Keep the evidence")))
                }))
            }
            @if view.after.evidence.is_some() { p { a href={ (base) "/anggaran/bukti" } { (lang.say("Lihat bukti yang tersimpan", "See the evidence kept")) } } }
        } @else {
            p { (lang.say("Kegiatan ini direncanakan tanpa anggaran.", "This activity was planned without a budget.")) }
        }
    })
}

/// The budget with its forms.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn budget_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    Ok(show(&visit, &view, None))
}

/// Keeps what was spent; an empty field says that it is not known.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn keep_spent(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    let number = view.activity.id;
    let outcome = match fields.get("realised").map(|text| lines::rupiah(text, "realised")).transpose() {
        Ok(sum) => site.store.write(move |tx| actions::spend(tx, &who, number, sum)).await,
        Err(refusal) => Err(refusal.into()),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/anggaran", address(number))),
        |refusals| show(&visit, &view, Some((false, &fields, refusals))),
    )
}

/// Keeps the paper that shows what was spent.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; `Busy` when too many files wait.
pub async fn keep_evidence(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    Extension(desk): Extension<MediaDesk>,
    form: Multipart,
) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    crate::rules::state::may_tell(&view.activity, view.correcting.is_some())?;
    let (fields, ready) = received(&desk, form, Accepts::Paper).await?;
    let (number, now) = (view.activity.id, site.now());
    let outcome = match ready {
        Ok(ready) => site.store.write(move |tx| actions::prove(tx, now, &who, number, &ready)).await,
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/anggaran", address(number))),
        |refusals| show(&visit, &view, Some((true, &fields, refusals))),
    )
}

/// The paper that shows what was spent, for who oversees the unit.
///
/// # Errors
/// `NotFound` for everybody else.
pub async fn evidence(State(site): State<Site>, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    asked(&site, who, &id, Asked::Evidence).await
}
