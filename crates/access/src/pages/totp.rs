//! One-time codes: setting them up with a QR code, confirming them, turning them off.

use super::{desk, news, refusals};
use crate::actions::{self, Me};
use crate::desk::PasswordDesk;
use crate::entrance;
use crate::identify::{CurrentSession, keep};
use crate::model::TotpSecret;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use netra_web::components::{Filled, Input, Kind, button, copyable, form, note, steps, tag};
use netra_web::qr::qr;
use netra_web::{Fields, Markup, Reply, Signed, Site, Visit, html, redirect};

/// The address that authenticator programs read from the QR code. The login is in it for the holder's own
/// list on the phone; it is never part of an address of ours.
fn otpauth(secret: &TotpSecret, login: &str) -> String {
    let label = netra_web::address::encode(&login.replace(':', " ")).replace('/', "%2F");
    format!("otpauth://totp/Netra:{label}?secret={}&issuer=Netra", secret.base32())
}

async fn page_for(
    site: &Site,
    who: netra_base::Principal,
    visit: &Visit,
    filled: Filled<'_>,
    status: StatusCode,
) -> Reply {
    let now = site.now();
    let me = site.store.read(move |tx| actions::me(tx, &who, now)).await?;
    Ok(totp_page(visit, &me, filled, status))
}

/// GET /akun/totp
pub async fn show(State(site): State<Site>, Signed(who): Signed, visit: Visit) -> Reply {
    page_for(&site, who, &visit, Filled::blank(visit.lang), StatusCode::OK).await
}

fn totp_page(visit: &Visit, me: &Me, filled: Filled<'_>, status: StatusCode) -> Response {
    let body = html! {
        (news(visit))
        @if me.must_enrol && me.totp {
            (note(Kind::Warn, html! { p { (visit.say(
                "Sesi ini dibuka dengan kata sandi saja. Keluar, lalu masuk lagi dengan kode sekali pakai untuk memakai peran Anda.",
                "This session was opened with the password alone. Sign out and in again with a one-time code to use your role.")) } }))
        } @else if me.must_enrol {
            (note(Kind::Warn, html! { p { (visit.say(
                "Akun Anda memegang peran, maka kode sekali pakai wajib. Sebelum aktif, sesi ini tidak dapat dipakai untuk hal lain.",
                "Your account holds a role, so one-time codes are required. Until they are on, this session can do nothing else.")) } }))
        }
        @match (me.totp, &me.pending) {
            (true, _) => (turn_off(visit, me, filled)),
            (false, Some(secret)) => (confirm(visit, me, secret, filled)),
            (false, None) => (start(visit, filled)),
        }
    };
    visit
        .page(visit.say("Kode sekali pakai", "One-time codes"))
        .under("/akun", visit.say("Akun saya", "My account"))
        .current("/akun")
        .narrow()
        .status(status)
        .show(body)
}

fn steps_of(visit: &Visit, done: usize) -> Markup {
    let list = [
        visit.say("Pasang aplikasi", "Install an app"),
        visit.say("Pindai kode QR", "Scan the QR code"),
        visit.say("Ketik enam angka", "Type six digits"),
    ];
    steps(&list, done, visit.lang)
}

fn start(visit: &Visit, filled: Filled<'_>) -> Markup {
    html! {
        (steps_of(visit, 0))
        p { (visit.say(
            "Pasang aplikasi autentikator apa pun di ponsel Anda (misalnya Aegis, FreeOTP, atau Google Authenticator). Aplikasi itu menunjukkan enam angka yang berganti setiap 30 detik, tanpa pulsa dan tanpa internet.",
            "Install any authenticator app on your phone (such as Aegis, FreeOTP or Google Authenticator). It shows six digits that change every 30 seconds, without credit and without internet.")) }
        (form("/akun/totp/mulai", filled, button(visit.say("Aplikasi siap, tampilkan kode QR", "The app is ready, show the QR code"))))
    }
}

fn confirm(visit: &Visit, me: &Me, secret: &TotpSecret, filled: Filled<'_>) -> Markup {
    let label = visit.say("Kode QR untuk aplikasi autentikator", "QR code for the authenticator app");
    let groups: Vec<String> =
        secret.base32().as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    html! {
        (steps_of(visit, 1))
        p { (visit.say("Pindai dengan aplikasi di ponsel Anda.", "Scan it with the app on your phone.")) }
        p { (qr(&otpauth(secret, &me.login), label)) }
        p { (visit.say("Tidak dapat memindai? Ketik kunci ini di aplikasi (berdasar waktu):", "Cannot scan? Type this key into the app (time based):")) }
        (copyable("kunci", &groups.join(" "), visit.lang))
        (form("/akun/totp", filled, html! {
            (Input::digits("totp", visit.say("Enam angka yang tampil sekarang", "The six digits shown now"))
                .autocomplete("one-time-code").max(7).short().show(filled))
            (button(visit.say("Aktifkan kode sekali pakai", "Turn one-time codes on")))
        }))
        p.hint { (visit.say(
            "Simpan kunci itu di tempat aman: dengannya ponsel baru dapat disiapkan.",
            "Keep the key in a safe place: with it a new phone can be set up.")) }
    }
}

fn turn_off(visit: &Visit, me: &Me, filled: Filled<'_>) -> Markup {
    html! {
        p { (tag(Kind::Ok, visit.say("aktif", "on"))) " "
            (visit.say("Kode diminta setiap kali Anda masuk.", "A code is asked for at each sign-in.")) }
        @if me.roles.is_empty() {
            h2 { (visit.say("Matikan", "Turn off")) }
            (form("/akun/totp/matikan", filled, html! {
                p.hint { (visit.say(
                    "Tanpa kode, siapa pun yang mengetahui kata sandi Anda dapat masuk.",
                    "Without codes, whoever knows your password can sign in.")) }
                (Input::password("sandi_lama", visit.say("Kata sandi sekarang", "Present password")).autocomplete("current-password").show(filled))
                (button(visit.say("Matikan kode sekali pakai", "Turn one-time codes off")))
            }))
        } @else {
            p { (visit.say(
                "Selama akun ini memegang peran, kode tidak dapat dimatikan.",
                "As long as this account holds a role, codes cannot be turned off.")) }
        }
    }
}

/// POST /akun/totp/mulai
pub async fn begin(State(site): State<Site>, Signed(who): Signed) -> Reply {
    let chance = site.chance.clone();
    site.store.write(move |tx| actions::start_totp(tx, &chance, who.account)).await?;
    Ok(redirect("/akun/totp"))
}

/// POST /akun/totp
pub async fn turn_on(State(site): State<Site>, Signed(who): Signed, visit: Visit, fields: Fields) -> Reply {
    let code = fields.get("totp").unwrap_or("").to_owned();
    let (chance, now, asking) = (site.chance.clone(), site.now(), who.clone());
    match site.store.write(move |tx| actions::confirm_totp(tx, &chance, now, &asking, &code)).await {
        Ok(opened) => Ok(keep(redirect("/akun?kabar=totp-aktif"), &site, &opened)),
        Err(error) => {
            let (list, none) = (refusals(error)?, Fields::default());
            let filled = Filled::again(visit.lang, &none, &list);
            page_for(&site, who, &visit, filled, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// POST /akun/totp/matikan
pub async fn remove(
    State(site): State<Site>,
    own_desk: Option<Extension<PasswordDesk>>,
    Signed(who): Signed,
    Extension(session): Extension<CurrentSession>,
    visit: Visit,
    fields: Fields,
) -> Reply {
    let password = fields.get("sandi_lama").unwrap_or("");
    match entrance::remove_totp(&site, &desk(own_desk), (who.clone(), session), password).await {
        Ok(opened) => Ok(keep(redirect("/akun?kabar=totp-mati"), &site, &opened)),
        Err(error) => {
            let list = refusals(error)?;
            let filled = Filled::again(visit.lang, &fields, &list);
            page_for(&site, who, &visit, filled, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_qr_code_names_the_house_and_the_login() {
        let secret = TotpSecret::draw(&netra_base::Chance::seeded(1));
        let uri = otpauth(&secret, "KW-20/A:1");
        assert!(uri.starts_with("otpauth://totp/Netra:KW-20%2FA%201?secret="), "{uri}");
        assert!(uri.ends_with("&issuer=Netra"));
    }
}
