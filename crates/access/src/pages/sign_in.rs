//! Signing in and out. Login and password first; the one-time code is asked for on a page of its own, and
//! only of those who use one, so that nobody else meets a field they cannot fill.

use super::{desk, news, refusals};
use crate::actions::{self, Settled};
use crate::desk::PasswordDesk;
use crate::entrance;
use crate::identify::{CurrentSession, device, first_page, forget, keep};
use crate::model::{Token, TotpSecret};
use crate::rules;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use netra_base::{Moment, Role, Say};
use netra_web::address::is_local;
use netra_web::components::{Cell, Column, Filled, Input, Kind, Table, button, form, note, when};
use netra_web::{Fields, Markup, Reply, Site, Visit, WebError, html, redirect};
use std::sync::Arc;

/// A sign-in that the demonstration shows on its sign-in page.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// The role.
    pub role: Role,
    /// The code of the unit on which it is granted; none where it is not granted.
    pub unit: Option<String>,
    /// What to type.
    pub login: String,
    /// The password.
    pub password: String,
    /// The secret whose current code is shown.
    pub totp: Option<TotpSecret>,
}

/// The demonstration's sign-ins, put on the router as an extension; shown only where `site.demo` is set.
#[derive(Debug, Clone, Default)]
pub struct DemoSignIns(pub Arc<Vec<DemoSignIn>>);

type Demo = Option<Extension<DemoSignIns>>;

fn wanted(path: Option<String>) -> Option<String> {
    path.filter(|path| is_local(path) && path.len() <= 500)
}

/// GET /masuk
pub async fn show(State(site): State<Site>, demo: Demo, visit: Visit) -> Response {
    let next = wanted(visit.asked("lanjut"));
    if visit.who.is_some() {
        return redirect(next.as_deref().unwrap_or("/akun"));
    }
    sign_in_page(&site, &visit, Filled::blank(visit.lang), next.as_deref(), demo, StatusCode::OK)
}

fn sign_in_page(
    site: &Site,
    visit: &Visit,
    filled: Filled<'_>,
    next: Option<&str>,
    demo: Demo,
    status: StatusCode,
) -> Response {
    let fields = html! {
        (Input::text("login", visit.say("NIP atau nama masuk", "NIP or login"))
            .hint(visit.say("PPNPN: kode unit, garis miring, nomor kontrak; contoh KW-20/PPNPN-014.",
                "PPNPN: unit code, slash, contract number; for example KW-20/PPNPN-014."))
            .autocomplete("username").max(120).show(filled))
        (Input::password("sandi", visit.say("Kata sandi", "Password")).autocomplete("current-password").show(filled))
        @if let Some(next) = next { input type="hidden" name="lanjut" value=(next); }
        (button(visit.say("Masuk", "Sign in")))
    };
    let body = html! {
        (news(visit))
        (form("/masuk", filled, fields))
        p { (visit.say("Belum punya akun?", "No account yet?")) " "
            a href="/aktivasi" { (visit.say("Aktifkan dengan kode dari operator unit Anda", "Activate it with the code from your unit's operator")) } "." }
        p.hint { (visit.say(
            "Lupa kata sandi? Mintalah kode baru kepada operator unit Anda.",
            "Forgot your password? Ask your unit's operator for a new code.")) }
        (demo_box(site, visit, demo))
    };
    visit.page(visit.say("Masuk", "Sign in")).current("/masuk").narrow().status(status).show(body)
}

/// The demonstration's sign-ins, with the code that works now; on a phone each role stands folded, so that the form is what
/// one meets.
fn demo_box(site: &Site, visit: &Visit, demo: Demo) -> Markup {
    let Some(Extension(DemoSignIns(list))) = demo.filter(|_| site.demo) else { return html! {} };
    let now = site.now();
    let columns = vec![
        Column::text(visit.say("Peran", "Role")),
        Column::text(visit.say("Masuk dengan", "Sign in with")),
        Column::text(visit.say("Kode", "Code")),
    ];
    let caption = visit.say("Akun peragaan: peran dan unitnya", "Demonstration accounts: role and its unit");
    let mut table = Table::new(caption, columns).cards();
    for role in by_role(&list) {
        table.fold(role[0].role.name(visit.lang), false);
        role.into_iter().for_each(|one| table.row(demo_row(visit, one, now)));
    }
    let says = visit.say(
        "Semua orang di sini rekaan. Kode berganti setiap 30 detik dan hanya berlaku sekali; muat ulang halaman untuk kode berikutnya.",
        "Everybody here is invented. Codes change every 30 seconds and work once; reload the page for the next one.",
    );
    html! {
        (note(Kind::Plain, html! { p { strong { (visit.say("Ini peragaan.", "This is a demonstration.")) } " " (says) } }))
        (table.show())
        p.source { (when(now, netra_base::Zone::Wib, visit.lang)) }
    }
}

/// The sign-ins of each role, in the order in which roles come first.
fn by_role(list: &[DemoSignIn]) -> Vec<Vec<&DemoSignIn>> {
    let mut roles: Vec<Vec<&DemoSignIn>> = Vec::new();
    for one in list {
        match roles.iter_mut().find(|role| role[0].role == one.role) {
            Some(role) => role.push(one),
            None => roles.push(vec![one]),
        }
    }
    roles
}

fn demo_row(visit: &Visit, one: &DemoSignIn, now: Moment) -> Vec<Cell> {
    let code = one.totp.as_ref().map(|secret| rules::totp_code(secret, now));
    let role = html! {
        (one.role.name(visit.lang))
        @if let Some(unit) = &one.unit { " " span.soft { (unit) } }
    };
    let sign_in = html! { code.mono { (one.login) } br; code.mono { (one.password) } };
    let code = html! {
        @match code {
            Some(code) => code.mono { (code) },
            None => span.soft { (visit.say("tanpa kode", "no code")) },
        }
    };
    vec![Cell::of(role), Cell::of(sign_in), Cell::of(code)]
}

/// POST /masuk
pub async fn enter(
    State(site): State<Site>,
    demo: Demo,
    own_desk: Option<Extension<PasswordDesk>>,
    headers: HeaderMap,
    visit: Visit,
    fields: Fields,
) -> Reply {
    let next = wanted(fields.get("lanjut").map(str::to_owned));
    let (login, password) = (fields.get("login").unwrap_or(""), fields.get("sandi").unwrap_or(""));
    let totp = fields.get("totp").map(str::to_owned);
    match entrance::sign_in(&site, &desk(own_desk), login, password, (totp, device(&headers))).await {
        Ok(Settled::Open(opened)) => Ok(keep(redirect(&first_page(&opened, next.as_deref())), &site, &opened)),
        Ok(Settled::Code(ticket)) => {
            let filled = Filled::blank(visit.lang);
            Ok(code_page(&site, &visit, filled, (&ticket, next.as_deref()), demo, StatusCode::OK))
        }
        Err(error) => {
            let list = refusals(error)?;
            let filled = Filled::again(visit.lang, &fields, &list);
            Ok(sign_in_page(&site, &visit, filled, next.as_deref(), demo, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn code_page(
    site: &Site,
    visit: &Visit,
    filled: Filled<'_>,
    (ticket, next): (&Token, Option<&str>),
    demo: Demo,
    status: StatusCode,
) -> Response {
    let fields = html! {
        (Input::digits("totp", visit.say("Kode sekali pakai", "One-time code"))
            .hint(visit.say("Enam angka yang sekarang tampil di aplikasi ponsel Anda.", "The six digits your phone shows now."))
            .autocomplete("one-time-code").max(7).short().show(filled))
        input type="hidden" name="tiket" value=(ticket.as_str());
        @if let Some(next) = next { input type="hidden" name="lanjut" value=(next); }
        (button(visit.say("Masuk", "Sign in")))
    };
    let body = html! {
        (form("/masuk/kode", filled, fields))
        p { a href="/masuk" { (visit.say("Kembali ke awal", "Start again")) } }
        (demo_box(site, visit, demo))
    };
    let lead = visit.say("Kata sandi benar. Tinggal satu langkah.", "The password is right. One step is left.");
    visit
        .page(visit.say("Kode sekali pakai", "One-time code"))
        .current("/masuk")
        .lead(lead)
        .narrow()
        .status(status)
        .show(body)
}

/// POST /masuk/kode
pub async fn enter_code(
    State(site): State<Site>,
    demo: Demo,
    headers: HeaderMap,
    visit: Visit,
    fields: Fields,
) -> Reply {
    let next = wanted(fields.get("lanjut").map(str::to_owned));
    let unfit = || {
        let say = Say::new("Mulai lagi dari halaman masuk.", "Start again from the sign-in page.");
        WebError::Unfit(StatusCode::BAD_REQUEST, say)
    };
    let ticket = fields.get("tiket").and_then(Token::parse).ok_or_else(unfit)?;
    let code = fields.get("totp").unwrap_or("").to_owned();
    match entrance::give_code(&site, ticket.clone(), code, device(&headers)).await {
        Ok(opened) => Ok(keep(redirect(&first_page(&opened, next.as_deref())), &site, &opened)),
        Err(error) => {
            let list = refusals(error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            if list.iter().any(|refusal| refusal.code == "step-expired") {
                let (none, blank) = (Fields::default(), Visit { who: None, ..visit.clone() });
                let filled = Filled::again(visit.lang, &none, &list);
                return Ok(sign_in_page(&site, &blank, filled, next.as_deref(), demo, status));
            }
            let (typed, filled) = (Fields::default(), &list);
            let filled = Filled::again(visit.lang, &typed, filled);
            Ok(code_page(&site, &visit, filled, (&ticket, next.as_deref()), demo, status))
        }
    }
}

/// POST /keluar
pub async fn leave(State(site): State<Site>, session: Option<Extension<CurrentSession>>) -> Reply {
    if let Some(Extension(CurrentSession(key))) = session {
        site.store.write(move |tx| actions::sign_out(tx, &key)).await?;
    }
    Ok(forget(redirect("/masuk?kabar=keluar"), &site))
}
