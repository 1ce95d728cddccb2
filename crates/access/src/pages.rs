//! The screens of access: signing in and out, the own account, one-time codes, activation, roles, and the
//! issue of activation codes. They turn forms into requests and outcomes into pages; they decide nothing.

pub mod account;
pub mod activation;
pub mod closing;
pub mod codes;
pub mod grants;
pub mod sign_in;
pub mod totp;

use crate::desk::PasswordDesk;
use axum::Extension;
use netra_base::{Error, Refusal, Role, Zone};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use netra_web::components::{Kind, note};
use netra_web::{Markup, Visit, WebError, html};

/// The desk of this request: the one on the router, else the one of the process.
pub(crate) fn desk(given: Option<Extension<PasswordDesk>>) -> PasswordDesk {
    given.map_or_else(PasswordDesk::house, |Extension(desk)| desk)
}

/// The refusals of an error, for showing the form again; any other error goes on.
fn refusals(error: Error) -> Result<Vec<Refusal>, WebError> {
    match error {
        Error::Refused(list) => Ok(list),
        other => Err(other.into()),
    }
}

/// What has just been done, told by a word in the address.
fn news(visit: &Visit) -> Markup {
    let words = match visit.asked("kabar").as_deref() {
        Some("aktif") => visit.say(
            "Akun Anda sudah aktif dan Anda sudah masuk. Lembar kode boleh dibuang.",
            "Your account is active and you are signed in. You may throw the slip away.",
        ),
        Some("sandi") => visit.say(
            "Kata sandi diganti. Semua sesi lain telah diakhiri.",
            "The password was changed. Every other session has ended.",
        ),
        Some("totp-aktif") => visit.say(
            "Kode sekali pakai aktif. Mulai sekarang kode diminta setiap kali Anda masuk.",
            "One-time codes are on. From now on one is asked for at each sign-in.",
        ),
        Some("totp-mati") => visit.say("Kode sekali pakai dimatikan.", "One-time codes were turned off."),
        Some("keluar") => visit.say("Anda sudah keluar.", "You are signed out."),
        Some("keluar-semua") => visit
            .say("Semua sesi Anda di semua perangkat sudah diakhiri.", "All your sessions on every device have ended."),
        Some("diberi") => {
            visit.say("Peran diberikan dan dicatat di log.", "The role was granted and recorded in the log.")
        }
        Some("dicabut") => {
            visit.say("Peran dicabut dan dicatat di log.", "The role was taken back and recorded in the log.")
        }
        Some("ditutup") => visit
            .say("Akun ditutup dan semua sesinya berakhir.", "The account was closed and all its sessions have ended."),
        _ => return html! {},
    };
    note(Kind::Ok, html! { p { (words) } })
}

/// The units at and below those on which `who` holds one of `roles`, as choices of a list, deeper ones set in.
fn unit_choices(
    tx: &mut Tx<'_>,
    who: &netra_base::Principal,
    roles: &[Role],
    now: netra_base::Moment,
) -> netra_base::Result<Vec<Unit>> {
    let mut units = Vec::new();
    for grant in crate::rules::outermost(&who.grants, roles) {
        units.extend(registry::tree(tx, &grant.path, Some(now.day(Zone::Wib)))?);
    }
    Ok(units)
}

fn choices(units: &[Unit]) -> Vec<(String, String)> {
    let top = units.iter().map(Unit::depth).min().unwrap_or(0);
    let words = |unit: &Unit| format!("{}{} ({})", "\u{2003}".repeat(unit.depth() - top), unit.name, unit.code);
    units.iter().map(|unit| (unit.code.to_string(), words(unit))).collect()
}
