//! Taking a number for a letter typed elsewhere.

use super::{asked_unit, parsed, unit_page};
use crate::actions;
use crate::model::{LetterNumber, NumberId, NumberRequest};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::{Error, Lang, Principal, Refusal, Result, canonical};
use netra_registry::model::Unit;
use netra_web::components::text::copyable;
use netra_web::components::{Filled, Input, Kind, button, facts, form, note, quiet_link, when};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Digits of a form's key.
const KEY: usize = 32;

/// The form.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn number_form(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let unit = asked_unit(&site, &visit, &who).await?;
    let key = canonical::hex(&site.chance.bytes::<16>());
    Ok(show(&site, &visit, &unit, &key, Filled::blank(visit.lang), StatusCode::OK))
}

fn show(site: &Site, visit: &Visit, unit: &Unit, key: &str, filled: Filled<'_>, status: StatusCode) -> Response {
    let lang = visit.lang;
    let today = site.now().day(unit.zone);
    unit_page(visit, lang.say("Ambil nomor", "Take a number"), unit).status(status).show(form("/naskah/nomor", filled, html! {
        p { strong { (unit.name) } " (" (unit.code) ")" }
        p { (lang.say(
            "Nomor yang diambil tidak dapat dikembalikan. Ambil nomor setelah suratnya siap ditandatangani.",
            "A number that was taken cannot be given back. Take it once the letter is ready to be signed.")) }
        input type="hidden" name="unit" value=(unit.code);
        input type="hidden" name="key" value=(key);
        (Input::text("class", lang.say("Kode klasifikasi", "Class of the subject")).hint(lang.say("Dari daftar klasifikasi arsip instansi, misalnya UM.01.01.", "From the agency's list of classes, UM.01.01 for instance.")).max(20).short().show(filled))
        (Input::day("day", lang.say("Tanggal surat", "Day of the letter")).value(today.to_string()).show(filled))
        (Input::text("about", lang.say("Perihal", "About")).hint(lang.say("Tanpa nama orang dan tanpa isi yang rahasia.", "No names of persons, nothing confidential.")).max(200).show(filled))
        (button(lang.say("Ambil nomor berikutnya", "Take the next number")))
    }))
}

/// Takes the number and leads to it; the same form twice leads to the same number.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn take(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let (now, code) = (site.now(), fields.get("unit").unwrap_or_default().to_owned());
    let asker = who.clone();
    let unit = site.store.read(move |tx| actions::office_to_keep(tx, &asker, &code)).await?;
    let code = unit.code.to_string();
    let outcome = match parse(&fields, &who) {
        Ok(request) => {
            let chance = site.chance.clone();
            site.store.write(move |tx| actions::enter_letter(tx, &chance, now, &who, &code, &request)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(number) => Ok(redirect(&format!("/naskah/nomor/{}", number.id))),
        Err(Error::Refused(refusals)) => {
            let key = fields.get("key").unwrap_or_default();
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(show(&site, &visit, &unit, key, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn parse(fields: &Fields, who: &Principal) -> Result<NumberRequest> {
    let mut refused = Refusals::default();
    let key = fields.get("key").filter(|key| key.len() == KEY && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let key = refused.take(key.ok_or_else(|| {
        Refusal::new(
            "key-form",
            "Formulir ini rusak. Buka halamannya lagi dan isi kembali.",
            "This form is damaged. Open the page again and fill it in once more.",
        )
    }));
    let class = refused.take(crate::model::class(fields.get("class").unwrap_or_default()));
    let day = refused.take(fields.day("day", ("Tanggal surat", "The day of the letter")));
    let about = refused.take(crate::model::about(fields.get("about").unwrap_or_default()));
    let (Some(key), Some(class), Some(day), Some(about)) = (key, class, day, about) else {
        return Err(refused.into_error());
    };
    // The account stands in the key: nobody meets another one's form, nor a paper of the house.
    Ok(NumberRequest::new(&class, day, &about, &format!("form:{}:{key}", who.account))?)
}

/// A number that was taken.
///
/// # Errors
/// `NotFound` for those who neither keep its register nor took it.
pub async fn number(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let id = NumberId(parsed(&id)?);
    let (number, unit) = site.store.read(move |tx| actions::number(tx, &who, id)).await?;
    Ok(shown(&visit, &number, &unit))
}

fn shown(visit: &Visit, number: &LetterNumber, unit: &Unit) -> Response {
    let lang: Lang = visit.lang;
    unit_page(visit, lang.say("Nomor surat", "Number of a letter"), unit).show(html! {
        (note(Kind::Ok, html! { p { (lang.say("Nomor ini tercatat di buku nomor. Tulis persis seperti ini.", "This number stands in the register. Write it exactly so.")) } (copyable("nomor", &number.text, lang)) }))
        (facts(&[
            (lang.say("Perihal", "About"), html! { (number.about) }),
            (lang.say("Kode klasifikasi", "Class"), html! { (number.class) }),
            (lang.say("Tanggal surat", "Day of the letter"), html! { (lang.day(number.day)) }),
            (lang.say("Buku nomor", "Register"), html! { (unit.name) ", " (number.year) ", " (lang.say("urutan", "serial")) " " (lang.number(number.serial)) }),
            (lang.say("Diambil", "Taken"), when(number.taken, unit.zone, lang)),
        ]))
        p.actions { (quiet_link(&super::of_unit("/naskah/nomor", unit), lang.say("Ambil nomor lain", "Take another number"))) }
    })
}
