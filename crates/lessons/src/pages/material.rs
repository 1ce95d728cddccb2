//! One version of a material, with who published it, its fingerprint and the other versions; and its file.

use super::{address, material_id, number, page, text};
use crate::actions::{self, MaterialView};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, canonical};
use netra_web::components::{Kind, button_link, copyable, details, facts, note, quiet_link, when};
use netra_web::{Reply, Signed, Site, Visit};

/// The latest version of a material.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn material(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let (id, now) = (material_id(&id)?, site.now());
    let view = site.store.read(move |tx| actions::material(tx, now, &who, id)).await?;
    Ok(show(&visit, &view))
}

/// A version of a material, also one that has been replaced.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn version(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((id, version)): Path<(String, String)>,
) -> Reply {
    let (id, version, now) = (material_id(&id)?, number(&version)?, site.now());
    let view = site.store.read(move |tx| actions::version(tx, now, &who, id, version)).await?;
    Ok(show(&visit, &view))
}

/// The file of a version.
///
/// # Errors
/// `NotFound` when it has none.
pub async fn file(State(site): State<Site>, Signed(_): Signed, Path((id, version)): Path<(String, String)>) -> Reply {
    let (id, version) = (material_id(&id)?, number(&version)?);
    let kept = site.store.read(move |tx| actions::file(tx, id, version)).await?;
    Ok(netra_media::reply(kept))
}

fn show(visit: &Visit, view: &MaterialView) -> Response {
    let (lang, version, id) = (visit.lang, &view.version, view.material.id);
    let own = address(id, Some(version.number));
    let latest = version.number == view.material.latest;
    page(visit, &version.content.title).narrow().lead(&version.content.summary).show(html! {
        @if !latest {
            (note(Kind::Warn, html! { p {
                (lang.say("Versi ini sudah diganti.", "This version has been replaced.")) " "
                a href=(address(id, None)) { (lang.say("Baca versi terbaru", "Read the latest version")) }
            } }))
        }
        @if version.file.is_some() {
            p.actions { (button_link(&format!("{own}/berkas.pdf"), lang.say("Unduh PDF", "Download the PDF"))) }
        }
        (text(&version.content.body))
        h2 { (lang.say("Penerbitan", "Publication")) }
        (facts(&[
            (lang.say("Diterbitkan oleh", "Published by"), html! { (version.content.publisher) ", " (view.unit.name) }),
            (lang.say("Versi", "Version"), html! { (version.number) }),
            (lang.say("Waktu", "Time"), when(version.published, view.unit.zone, lang)),
        ]))
        (details(lang.say("Sidik jari (SHA-256)", "Fingerprint (SHA-256)"), hashes(lang, view)))
        @if view.keeps && latest {
            p.actions { (quiet_link(&format!("{}/baru", address(id, None)), lang.say("Terbitkan versi baru", "Publish a new version"))) }
        }
        (versions(lang, view))
    })
}

fn hashes(lang: Lang, view: &MaterialView) -> Markup {
    let version = &view.version;
    html! {
        p { (lang.say("Judul, ringkasan, isi, penerbit, dan berkas bersama-sama, seperti tercatat di log:", "Title, summary, text, publisher and file together, as recorded in the log:")) }
        (copyable("sidik-isi", &canonical::hex(&version.hash), lang))
        @if let Some((_, hash)) = &version.file {
            p { (lang.say("Berkas PDF:", "The PDF file:")) }
            (copyable("sidik-berkas", &canonical::hex(hash), lang))
        }
    }
}

fn versions(lang: Lang, view: &MaterialView) -> Markup {
    let list = html! {
        ul { @for (number, published) in &view.versions {
            li {
                @if *number == view.version.number { (lang.say("Versi", "Version")) " " (number) }
                @else { a href=(address(view.material.id, Some(*number))) { (lang.say("Versi", "Version")) " " (number) } }
                ", " (when(*published, view.unit.zone, lang))
            }
        } }
    };
    html! { @if view.versions.len() > 1 { (details(lang.say("Semua versi", "All versions"), list)) } }
}
