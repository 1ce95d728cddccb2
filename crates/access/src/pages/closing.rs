//! Closing somebody's account: a login on the administrator's page, then the question on a page of its own.
//! The login travels in the form both times and never in an address.

use super::refusals;
use crate::actions::{self, Closing};
use crate::model::Login;
use axum::extract::State;
use axum::response::Response;
use netra_base::{Refusal, Result};
use netra_web::components::{Filled, Input, button, facts, form, quiet_link};
use netra_web::{Fields, Markup, Reply, Signed, Site, Visit, html, redirect};

/// The form on the page of roles.
pub(super) fn close_form(visit: &Visit, filled: Filled<'_>) -> Markup {
    form(
        "/akses/tutup",
        filled,
        html! {
            (Input::text("akun", visit.say("NIP atau nama masuk", "NIP or login"))
                .hint(visit.say("Untuk orang yang pergi atau akun yang disalahgunakan. Anda ditanya sekali lagi.",
                    "For somebody who left, or an account that is misused. You are asked once more."))
                .autocomplete("off").max(120).show(filled))
            (button(visit.say("Tutup akun", "Close the account")))
        },
    )
}

/// POST /akses/tutup
pub async fn close(State(site): State<Site>, Signed(who): Signed, visit: Visit, fields: Fields) -> Reply {
    let (now, by) = (site.now(), who.clone());
    let sure = fields.get("pasti").is_some();
    let outcome = match read_login(&fields) {
        Ok(login) if sure => {
            site.store.write(move |tx| actions::close_account(tx, now, &by, &login)).await.map(|()| None)
        }
        // In a writer's transaction, since it asks under the same locks.
        Ok(login) => site.store.write(move |tx| actions::look_to_close(tx, now, &by, &login)).await.map(Some),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(None) => Ok(redirect("/akses?kabar=ditutup")),
        Ok(Some(closing)) => Ok(ask(&visit, &closing)),
        Err(error) => {
            // The page has a field `login` in its other form.
            let list: Vec<_> = refusals(error)?.into_iter().map(|refusal| refusal.at("akun")).collect();
            super::grants::page_after_closing(&site, who, &visit, Filled::again(visit.lang, &fields, &list)).await
        }
    }
}

fn read_login(fields: &Fields) -> Result<Login> {
    let login = fields.text("akun", ("NIP atau nama masuk", "NIP or login"), Login::MAX)?;
    Ok(Login::parse(&login).ok_or_else(|| {
        Refusal::new("login-form", "Nama masuk ini tidak dapat dibaca.", "This login cannot be read.")
    })?)
}

fn ask(visit: &Visit, closing: &Closing) -> Response {
    let mut list = vec![(visit.say("Nama masuk", "Login"), html! { (closing.login) })];
    if let Some(name) = &closing.name {
        list.push((visit.say("Nama", "Name"), html! { (name) }));
    }
    list.push((visit.say("Peran", "Roles"), html! { (closing.roles) }));
    let body = html! {
        (facts(&list))
        p { (visit.say(
            "Setelah ditutup, semua sesinya berakhir dan akun ini tidak dapat dipakai atau dibuka lagi.",
            "Once closed, all its sessions end and the account can neither be used nor opened again.")) }
        (form("/akses/tutup", Filled::blank(visit.lang), html! {
            input type="hidden" name="akun" value=(closing.login);
            input type="hidden" name="pasti" value="1";
            (button(visit.say("Tutup akun ini", "Close this account")))
        }))
        p { (quiet_link("/akses", visit.say("Batal", "Cancel"))) }
    };
    visit
        .page(visit.say("Tutup akun?", "Close the account?"))
        .under("/akses", visit.say("Peran dan akses", "Roles and access"))
        .narrow()
        .show(body)
}
