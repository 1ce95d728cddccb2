//! The form for a unit's letterhead, and a sample page that carries it.

use super::{asked_unit, of_unit, unit_page};
use crate::actions;
use crate::model::{self, Letterhead, Letterings, Pattern};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::{Day, Error, Lang, Refusal, Result};
use netra_documents::{Paper, PrintDesk};
use netra_registry::model::Unit;
use netra_web::components::{Checkbox, Filled, Input, TextArea, button, details, form};
use netra_web::form::{Fields, Refusals};
use netra_web::reply::pdf;
use netra_web::{Reply, Signed, Site, Visit, redirect};
use serde_json::json;

async fn shown(site: &Site, unit: &Unit) -> Result<Letterhead> {
    let id = unit.id;
    site.store.read(move |tx| actions::letterhead(tx, id)).await
}

/// The form, filled with what the unit's papers carry now.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn letterhead_form(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let unit = asked_unit(&site, &visit, &who).await?;
    let now = shown(&site, &unit).await?;
    Ok(show(&visit, &unit, &now, Filled::blank(visit.lang), StatusCode::OK))
}

fn show(visit: &Visit, unit: &Unit, now: &Letterhead, filled: Filled<'_>, status: StatusCode) -> Response {
    let (lang, says) = (visit.lang, &now.says);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let own = now.unit == unit.id;
    // A unit that writes under its office's head so far begins with a pattern of its own: two registers, two patterns.
    let pattern =
        if own { says.pattern.as_str().to_owned() } else { Pattern::of_code(unit.code.as_str()).as_str().to_owned() };
    unit_page(visit, lang.say("Kop naskah", "Letterhead"), unit).status(status).show(form("/naskah/kop", filled, html! {
        p { strong { (unit.name) } " (" (unit.code) ")" }
        @if !own { p { (lang.say(
            "Unit ini memakai kop kantornya. Bila disimpan di sini, unit ini punya kop dan buku nomor sendiri.",
            "This unit uses the letterhead of its office. Once kept here, it has a letterhead and a register of its own.")) } }
        input type="hidden" name="unit" value=(unit.code);
        (Input::text("agency", lang.say("Nama instansi", "Name of the agency")).value(&says.agency).max(120).show(filled))
        (TextArea::new("lines", lang.say("Unit di bawahnya", "Units below it"), 500).value(says.lines.join("\n")).hint(lang.say("Satu unit satu baris, unit sendiri paling bawah; paling banyak empat.", "One unit a line, the unit itself last; at most four.")).optional().show(filled))
        (Input::text("address", lang.say("Alamat", "Address")).value(text(&says.address)).max(160).optional().show(filled))
        (Input::text("contact", lang.say("Telepon dan surel", "Telephone and mail")).value(text(&says.contact)).max(160).optional().show(filled))
        (Input::text("place", lang.say("Ditandatangani di", "Signed in")).value(text(&says.place)).max(60).show(filled))
        (Input::text("head", lang.say("Jabatan kepala", "Function of the head")).value(&says.head).max(120).show(filled))
        (Input::text("head_name", lang.say("Nama kepala", "Name of the head")).value(text(&says.head_name)).hint(lang.say("Kosongkan bila naskah cukup memuat jabatan dan tempat tanda tangan.", "Leave it empty when papers carry only the function and a line to sign on.")).max(100).optional().autocomplete("off").show(filled))
        (Checkbox::new("seal", lang.say("Tunjukkan tempat cap dinas pada blok tanda tangan", "Show the place of the seal in the signature block")).ticked(says.seal).show(filled))
        (Input::text("pattern", lang.say("Pola nomor", "Pattern of numbers")).value(pattern).hint(lang.say("Misalnya W.20-{class}-{serial:4} menjadi W.20-UM.01.01-0112. Bagian lain: {year}, {month}, {roman}.", "W.20-{class}-{serial:4} becomes W.20-UM.01.01-0112. Other parts: {year}, {month}, {roman}.")).max(60).show(filled))
        (details(lang.say("Lambang dan gambar cap", "Emblem and picture of the seal"), html! { p { (lang.say(
            "Gambar tidak diunggah di sini. Pengelola server menaruhnya di folder naskah: lambang.png dan cap.png, atau lambang-KODE.png dan cap-KODE.png untuk satu unit.",
            "Pictures are not uploaded here. Whoever runs the server lays them into the folder naskah: lambang.png and cap.png, or lambang-CODE.png and cap-CODE.png for one unit.")) } }))
        (button(lang.say("Simpan kop", "Keep the letterhead")))
    }))
}

/// Keeps the letterhead and leads back to the register.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn keep(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let (now, code) = (site.now(), fields.get("unit").unwrap_or_default().to_owned());
    let asker = who.clone();
    let unit = site.store.read(move |tx| actions::office_to_keep(tx, &asker, &code)).await?;
    let code = unit.code.to_string();
    let outcome = match parse(&fields) {
        Ok(says) => site.store.write(move |tx| actions::keep_letterhead(tx, now, &who, &code, &says)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(redirect(&of_unit(super::HERE, &unit))),
        Err(Error::Refused(refusals)) => refused(&site, &visit, &unit, (&fields, &refusals)).await,
        Err(other) => Err(other.into()),
    }
}

async fn refused(site: &Site, visit: &Visit, unit: &Unit, (fields, refusals): (&Fields, &[Refusal])) -> Reply {
    let now = shown(site, unit).await?;
    let filled = Filled::again(visit.lang, fields, refusals);
    Ok(show(visit, unit, &now, filled, StatusCode::UNPROCESSABLE_ENTITY))
}

fn parse(fields: &Fields) -> Result<Letterings> {
    let mut refused = Refusals::default();
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let agency = refused.take(model::agency(text("agency")));
    let lines = refused.take(model::unit_lines(text("lines")));
    let address = refused.take(model::address(text("address")));
    let contact = refused.take(model::contact(text("contact")));
    let place = refused.take(model::place(text("place")));
    let head = refused.take(model::head(text("head")));
    let head_name = refused.take(model::head_name(text("head_name")));
    let pattern = refused.take(Pattern::parse(text("pattern")));
    let (
        Some(agency),
        Some(lines),
        Some(address),
        Some(contact),
        Some(place),
        Some(head),
        Some(head_name),
        Some(pattern),
    ) = (agency, lines, address, contact, place, head, head_name, pattern)
    else {
        return Err(refused.into_error());
    };
    let seal = fields.ticked("seal");
    Ok(Letterings { agency, lines, address, contact, place: Some(place), head, head_name, seal, pattern })
}

/// A letter about nothing with the unit's letterhead, number and signature block; CONTOH stands on it.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; what the press says.
pub async fn sample(
    State(site): State<Site>,
    Extension(desk): Extension<PrintDesk>,
    visit: Visit,
    Signed(who): Signed,
) -> Reply {
    let unit = asked_unit(&site, &visit, &who).await?;
    let (now, id) = (site.now(), unit.id);
    let today = now.day(unit.zone);
    let (head, signature) =
        site.store.read(move |tx| Ok((actions::letterhead(tx, id)?, actions::signature(tx, id, today)?))).await?;
    let data = letter(&head, &signature.data(), today);
    let paper = Paper { specimen: true, ..Paper::new("surat-dinas.typ", "Contoh surat dinas", now, data) };
    Ok(pdf(&format!("contoh-kop-{}.pdf", unit.code), desk.print(paper).await?))
}

/// Papers are in Indonesian, whatever the language of the screen.
fn letter(head: &Letterhead, signature: &serde_json::Value, today: Day) -> serde_json::Value {
    json!({
        "agency": head.data(),
        "number": head.says.pattern.number("UM.01.01", today, 0),
        "nature": "Biasa",
        "subject": "Contoh naskah dinas",
        "date": Lang::Id.day(today),
        "to": ["Penerima surat"],
        "at": "tempat",
        "body": [
            "Halaman ini menunjukkan kop, nomor, dan blok tanda tangan yang dipakai naskah unit ini. Nomornya contoh: tidak diambil dari buku nomor.",
            "Bila ada yang keliru, ubah di halaman kop naskah.",
        ],
        "signature": signature,
    })
}
