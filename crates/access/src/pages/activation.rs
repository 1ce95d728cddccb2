//! Activation: number, code from the slip, a password of one's own; then the visitor is signed in.

use super::account::{new_password, new_password_fields};
use super::{desk, refusals};
use crate::desk::PasswordDesk;
use crate::entrance;
use crate::identify::keep;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use netra_web::components::{Filled, Input, button, form};
use netra_web::{Fields, Reply, Site, Visit, html, redirect};

/// GET /aktivasi
pub async fn show(visit: Visit) -> Response {
    activation_page(&visit, Filled::blank(visit.lang), StatusCode::OK)
}

fn activation_page(visit: &Visit, filled: Filled<'_>, status: StatusCode) -> Response {
    let body = html! {
        (form("/aktivasi", filled, html! {
            (Input::text("login", "NIP")
                .hint(visit.say("18 angka. PPNPN: kode unit, garis miring, nomor kontrak, seperti pada lembar kode.",
                    "18 digits. PPNPN: unit code, slash, contract number, as on the slip."))
                .autocomplete("username").max(120).show(filled))
            (Input::text("kode", visit.say("Kode aktivasi", "Activation code"))
                .hint(visit.say("16 huruf dan angka pada lembar kode; huruf besar atau kecil sama saja, tanda hubung boleh dilewati.",
                    "16 letters and digits on the slip; capitals and hyphens do not matter."))
                .autocomplete("off").max(40).show(filled))
            (new_password_fields(visit, filled))
            (button(visit.say("Aktifkan akun", "Activate the account")))
        }))
        p.hint { (visit.say(
            "Belum punya lembar kode, atau kodenya hilang? Mintalah kepada operator unit Anda. Kode berlaku 14 hari dan hanya sekali.",
            "No slip, or lost it? Ask your unit's operator. A code is valid for 14 days and works once.")) }
        p { (visit.say("Sudah punya akun?", "Have an account?")) " " a href="/masuk" { (visit.say("Masuk", "Sign in")) } "." }
    };
    visit
        .page(visit.say("Aktivasi akun", "Activate your account"))
        .lead(visit.say(
            "Sekali saja, dengan kode dari operator unit Anda.",
            "Once only, with the code from your unit's operator.",
        ))
        .narrow()
        .status(status)
        .show(body)
}

/// POST /aktivasi
pub async fn activate(
    State(site): State<Site>,
    own_desk: Option<Extension<PasswordDesk>>,
    visit: Visit,
    fields: Fields,
) -> Reply {
    let (login, code) = (fields.get("login").unwrap_or(""), fields.get("kode").unwrap_or(""));
    let outcome = match new_password(&fields) {
        Ok(password) => entrance::activate(&site, &desk(own_desk), login, code, &password).await,
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(opened) => Ok(keep(redirect("/akun?kabar=aktif"), &site, &opened)),
        Err(error) => {
            let list = refusals(error)?;
            let filled = Filled::again(visit.lang, &fields, &list);
            Ok(activation_page(&visit, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
