//! The own account: who I am, how this session was opened, where else I am signed in, my password.

use super::{desk, news, refusals};
use crate::actions::{self, Me};
use crate::desk::PasswordDesk;
use crate::entrance;
use crate::identify::{CurrentSession, forget, keep};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use netra_base::{Principal, Refusal};
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Table, button, button_link, facts, form, note, quiet_link, tag, when,
};
use netra_web::{Fields, Markup, Reply, Signed, Site, Visit, html, redirect};

async fn read_me(site: &Site, who: Principal) -> netra_base::Result<Me> {
    let now = site.now();
    site.store.read(move |tx| actions::me(tx, &who, now)).await
}

/// GET /akun
pub async fn show(
    State(site): State<Site>,
    Signed(who): Signed,
    session: Option<Extension<CurrentSession>>,
    visit: Visit,
) -> Reply {
    let me = read_me(&site, who).await?;
    Ok(account_page(&visit, &me, session, Filled::blank(visit.lang), StatusCode::OK))
}

fn account_page(
    visit: &Visit,
    me: &Me,
    session: Option<Extension<CurrentSession>>,
    filled: Filled<'_>,
    status: StatusCode,
) -> Response {
    let body = html! {
        (news(visit))
        @if me.must_enrol {
            (note(Kind::Warn, html! {
                p { (visit.say(
                    "Akun Anda memegang peran. Peran itu baru dapat dipakai setelah Anda masuk dengan kode sekali pakai.",
                    "Your account holds a role. It can be used once you sign in with a one-time code.")) }
                p { a href="/akun/totp" { (visit.say("Siapkan kode sekali pakai", "Set up one-time codes")) } }
            }))
        } @else if me.employee.is_some() {
            p.actions { (button_link("/pakta", visit.say("Ke pakta saya", "To my pledges"))) }
        }
        (identity(visit, me))
        h2 { (visit.say("Kode sekali pakai", "One-time codes")) }
        p {
            @if me.totp { (tag(Kind::Ok, visit.say("aktif", "on"))) } @else { (tag(Kind::Plain, visit.say("belum aktif", "off"))) }
            " " (visit.say("Kode dari ponsel melindungi akun Anda bila kata sandi diketahui orang.",
                "A code from your phone protects your account when somebody learns your password."))
        }
        p { (quiet_link("/akun/totp", visit.say("Atur kode sekali pakai", "Manage one-time codes"))) }
        (sessions(visit, me, session))
        h2 #sandi { (visit.say("Ganti kata sandi", "Change the password")) }
        (password_form(visit, me, filled))
    };
    visit.page(visit.say("Akun saya", "My account")).current("/akun").narrow().status(status).show(body)
}

fn identity(visit: &Visit, me: &Me) -> Markup {
    let mut list = Vec::new();
    if let Some(name) = &me.name {
        list.push((visit.say("Nama", "Name"), html! { (name) }));
    }
    list.push((visit.say("Nama masuk", "Login"), html! { (me.login) }));
    if let Some(unit) = &me.unit {
        list.push((visit.say("Unit", "Unit"), html! { (unit) }));
    }
    if !me.roles.is_empty() {
        list.push((
            visit.say("Peran", "Roles"),
            html! {
                @for (grant, unit) in &me.roles {
                    div { (grant.role().map_or(grant.role.as_str(), |role| role.name(visit.lang))) ", " (unit) }
                }
            },
        ));
    }
    list.push((
        visit.say("Sesi ini dibuka dengan", "This session was opened with"),
        html! { (me.signed_in_by.name(visit.lang)) },
    ));
    facts(&list)
}

fn sessions(visit: &Visit, me: &Me, current: Option<Extension<CurrentSession>>) -> Markup {
    let columns = vec![
        Column::text(visit.say("Dibuka", "Opened")),
        Column::text(visit.say("Dengan", "With")),
        Column::text(visit.say("Terakhir dipakai", "Last used")),
        Column::text(visit.say("Berakhir paling lambat", "Ends at the latest")),
    ];
    let rows = me.sessions.iter().map(|open| {
        let here = current.as_ref().is_some_and(|Extension(CurrentSession(key))| *key == open.key);
        let since = html! {
            (when(open.opened, me.zone, visit.lang))
            @if here { " " (tag(Kind::Ok, visit.say("sesi ini", "this session"))) }
        };
        vec![
            Cell::of(since),
            Cell::text(open.signed_in_by.name(visit.lang)),
            Cell::of(when(open.last_seen, me.zone, visit.lang)),
            Cell::of(when(open.expires, me.zone, visit.lang)),
        ]
    });
    html! {
        h2 { (visit.say("Sesi yang terbuka", "Open sessions")) }
        (Table::new(visit.say("Di mana akun ini sedang masuk", "Where this account is signed in"), columns).rows(rows).show())
        (form("/akun/keluar-semua", Filled::blank(visit.lang), html! {
            p.hint { (visit.say(
                "Ada sesi yang tidak Anda kenali, atau ponsel hilang? Akhiri semuanya, termasuk sesi ini.",
                "A session you do not know, or a lost phone? End them all, this one included.")) }
            p.actions { button.btn.quiet { (visit.say("Keluar dari semua perangkat", "Sign out everywhere")) } }
        }))
    }
}

fn password_form(visit: &Visit, me: &Me, filled: Filled<'_>) -> Markup {
    form(
        "/akun/sandi",
        filled,
        html! {
            // Password managers file the new password under this name.
            input type="hidden" name="login" autocomplete="username" value=(me.login);
            (Input::password("sandi_lama", visit.say("Kata sandi sekarang", "Present password")).autocomplete("current-password").show(filled))
            (new_password_fields(visit, filled))
            (button(visit.say("Ganti kata sandi", "Change the password")))
        },
    )
}

/// The new password, twice.
pub(super) fn new_password_fields(visit: &Visit, filled: Filled<'_>) -> Markup {
    html! {
        (Input::password("sandi", visit.say("Kata sandi baru", "New password"))
            .hint(visit.say("Paling sedikit 12 huruf. Sebuah kalimat pendek mudah diingat dan sulit ditebak.",
                "At least 12 characters. A short sentence is easy to remember and hard to guess."))
            .autocomplete("new-password").show(filled))
        (Input::password("sandi_ulang", visit.say("Kata sandi baru, sekali lagi", "New password, once more")).autocomplete("new-password").show(filled))
    }
}

/// The new password, if both fields say the same.
pub(super) fn new_password(fields: &Fields) -> Result<String, Refusal> {
    let password = fields.get("sandi").unwrap_or("");
    if password != fields.get("sandi_ulang").unwrap_or("") {
        return Err(Refusal::new(
            "password-repeat",
            "Kedua isian kata sandi baru tidak sama; ketik sekali lagi.",
            "The two new passwords differ; type them again.",
        )
        .at("sandi_ulang"));
    }
    Ok(password.to_owned())
}

/// POST /akun/sandi
pub async fn change_password(
    State(site): State<Site>,
    own_desk: Option<Extension<PasswordDesk>>,
    Signed(who): Signed,
    Extension(session): Extension<CurrentSession>,
    visit: Visit,
    fields: Fields,
) -> Reply {
    let outcome = match new_password(&fields) {
        Ok(new) => {
            let old = fields.get("sandi_lama").unwrap_or("");
            entrance::change_password(&site, &desk(own_desk), (who.clone(), session), old, &new).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(opened) => Ok(keep(redirect("/akun?kabar=sandi"), &site, &opened)),
        Err(error) => {
            let list = refusals(error)?;
            let me = read_me(&site, who).await?;
            let filled = Filled::again(visit.lang, &fields, &list);
            Ok(account_page(&visit, &me, Some(Extension(session)), filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// POST /akun/keluar-semua
pub async fn leave_everywhere(State(site): State<Site>, Signed(who): Signed) -> Reply {
    site.store.write(move |tx| actions::sign_out_everywhere(tx, who.account)).await?;
    Ok(forget(redirect("/masuk?kabar=keluar-semua"), &site))
}
