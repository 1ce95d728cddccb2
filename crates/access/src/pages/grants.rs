//! The administrator's page: who holds which role where, granting, and taking back (asked once more on a
//! page of its own).

use super::closing::close_form;
use super::{choices, news, refusals, unit_choices};
use crate::actions::{self, GrantLine, GrantRequest};
use crate::model::Login;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use netra_base::{Error, Principal, Refusal, Role, Zone};
use netra_web::components::{
    Cell, Column, Filled, Input, Select, Table, button, empty, facts, form, pages, quiet_link, when,
};
use netra_web::{Fields, Markup, Refusals, Reply, Signed, Site, Visit, html, redirect};

/// Grants on a page.
const PAGE: usize = 50;

/// GET /akses
pub async fn show(State(site): State<Site>, Signed(who): Signed, visit: Visit) -> Reply {
    let blank = Filled::blank(visit.lang);
    grants_page(&site, who, &visit, (blank, blank), StatusCode::OK).await
}

/// The page again, with what was refused at the form for closing an account.
pub(super) async fn page_after_closing(site: &Site, who: Principal, visit: &Visit, closing: Filled<'_>) -> Reply {
    let blank = Filled::blank(visit.lang);
    grants_page(site, who, visit, (blank, closing), StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn grants_page(
    site: &Site,
    who: Principal,
    visit: &Visit,
    (filled, closing): (Filled<'_>, Filled<'_>),
    status: StatusCode,
) -> Reply {
    let now = site.now();
    let (lines, units) = site
        .store
        .read(move |tx| {
            Ok((actions::grants_in_my_units(tx, &who)?, unit_choices(tx, &who, &[Role::Administrator], now)?))
        })
        .await?;
    let roles = Role::ALL.iter().filter(|role| **role != Role::Employee);
    let roles = roles.map(|role| (role.code().to_owned(), role.name(visit.lang).to_owned())).collect();
    let body = html! {
        (news(visit))
        (list(visit, &lines))
        h2 { (visit.say("Berikan peran", "Grant a role")) }
        (form("/akses", filled, html! {
            (Input::text("login", visit.say("NIP atau nama masuk", "NIP or login"))
                .hint(visit.say("Orangnya harus sudah mengaktifkan akunnya.", "The person has to have an active account."))
                .autocomplete("off").max(120).show(filled))
            (Select::new("peran", visit.say("Peran", "Role"), roles).prompt(visit.say("Pilih peran", "Choose a role")).show(filled))
            (Select::new("unit", visit.say("Pada unit ini dan semua di bawahnya", "On this unit and all below it"), choices(&units))
                .prompt(visit.say("Pilih unit", "Choose a unit")).show(filled))
            (button(visit.say("Berikan peran", "Grant the role")))
        }))
        h2 { (visit.say("Tutup akun", "Close an account")) }
        (close_form(visit, closing))
    };
    Ok(visit
        .page(visit.say("Peran dan akses", "Roles and access"))
        .lead(visit.say(
            "Setiap pemberian dan pencabutan peran dicatat di log. Pemegang peran wajib memakai kode sekali pakai.",
            "Each grant and each taking back is recorded in the log. Holders of roles must use one-time codes.",
        ))
        .status(status)
        .show(body))
}

fn list(visit: &Visit, lines: &[GrantLine]) -> Markup {
    let from: usize = visit.asked("dari").and_then(|text| text.parse().ok()).unwrap_or(0);
    let shown: Vec<&GrantLine> = lines.iter().skip(from).take(PAGE).collect();
    let next = (lines.len() > from + PAGE).then(|| (from + PAGE).to_string());
    let columns = vec![
        Column::text(visit.say("Nama masuk", "Login")),
        Column::text(visit.say("Peran", "Role")),
        Column::text(visit.say("Unit", "Unit")),
        Column::text(visit.say("Sejak", "Since")),
        Column::text(visit.say("Tindakan", "Action")),
    ];
    let rows = shown.iter().map(|line| {
        let revoke = format!("/akses/{}/cabut", line.grant.id);
        vec![
            Cell::text(&line.grant.login),
            Cell::text(role_name(visit, line)),
            Cell::text(format!("{} ({})", line.unit_name, line.unit_code)),
            Cell::of(when(line.grant.granted_at, Zone::Wib, visit.lang)),
            Cell::link(&revoke, visit.say("Cabut", "Take back")),
        ]
    });
    let count = visit.lang.number(i64::try_from(lines.len()).unwrap_or(i64::MAX));
    let caption = format!(
        "{count} {}",
        visit.say("peran berlaku di unit Anda dan di bawahnya", "roles in force on your units and below")
    );
    html! {
        @if lines.is_empty() {
            (empty(visit.say("Belum ada peran yang diberikan.", "No role has been granted yet."), html! {}))
        } @else {
            (Table::new(caption, columns).rows(rows).show())
            (pages(visit, from == 0, next.as_deref()))
        }
    }
}

fn role_name(visit: &Visit, line: &GrantLine) -> String {
    line.grant.role().map_or_else(|| line.grant.role.clone(), |role| role.name(visit.lang).to_owned())
}

/// POST /akses
pub async fn grant(State(site): State<Site>, Signed(who): Signed, visit: Visit, fields: Fields) -> Reply {
    let outcome = match read_request(&fields) {
        Ok(request) => {
            let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
            site.store.write(move |tx| actions::grant(tx, &chance, now, &by, &request)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(redirect("/akses?kabar=diberi")),
        Err(error) => {
            let list = refusals(error)?;
            let filled = Filled::again(visit.lang, &fields, &list);
            let blank = Filled::blank(visit.lang);
            grants_page(&site, who, &visit, (filled, blank), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn read_request(fields: &Fields) -> netra_base::Result<GrantRequest> {
    let mut refused = Refusals::default();
    let login = refused.take(fields.text("login", ("NIP atau nama masuk", "NIP or login"), Login::MAX));
    let role = refused.take(fields.choice("peran", ("Peran", "Role"), Role::parse));
    let unit = refused.take(fields.text("unit", ("Unit", "Unit"), 40));
    let (Some(login), Some(role), Some(unit_code)) = (login, role, unit) else { return Err(refused.into_error()) };
    let login = Login::parse(&login).ok_or_else(|| {
        Refusal::new("login-form", "Nama masuk ini tidak dapat dibaca.", "This login cannot be read.").at("login")
    })?;
    Ok(GrantRequest { login, role, unit_code })
}

async fn line_of(site: &Site, who: &Principal, id: i64) -> netra_base::Result<GrantLine> {
    let who = who.clone();
    let lines = site.store.read(move |tx| actions::grants_in_my_units(tx, &who)).await?;
    lines.into_iter().find(|line| line.grant.id == id).ok_or(Error::NotFound)
}

/// GET /akses/{grant}/cabut
pub async fn ask_revoke(State(site): State<Site>, Signed(who): Signed, Path(id): Path<i64>, visit: Visit) -> Reply {
    let line = line_of(&site, &who, id).await?;
    Ok(revoke_page(&visit, &line, Filled::blank(visit.lang), StatusCode::OK))
}

fn revoke_page(visit: &Visit, line: &GrantLine, filled: Filled<'_>, status: StatusCode) -> axum::response::Response {
    let body = html! {
        (facts(&[
            (visit.say("Nama masuk", "Login"), html! { (line.grant.login) }),
            (visit.say("Peran", "Role"), html! { (role_name(visit, line)) }),
            (visit.say("Unit", "Unit"), html! { (line.unit_name) " (" (line.unit_code) ")" }),
        ]))
        p { (visit.say(
            "Setelah dicabut, sesi yang sedang terbuka pun tidak lagi memiliki peran ini. Pencabutan dicatat di log.",
            "Once taken back, even open sessions no longer have this role. It is recorded in the log.")) }
        (form(&format!("/akses/{}/cabut", line.grant.id), filled, button(visit.say("Cabut peran", "Take the role back"))))
        p { (quiet_link("/akses", visit.say("Batal", "Cancel"))) }
    };
    visit
        .page(visit.say("Cabut peran?", "Take the role back?"))
        .under("/akses", visit.say("Peran dan akses", "Roles and access"))
        .narrow()
        .status(status)
        .show(body)
}

/// POST /akses/{grant}/cabut
pub async fn revoke(State(site): State<Site>, Signed(who): Signed, Path(id): Path<i64>, visit: Visit) -> Reply {
    let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
    match site.store.write(move |tx| actions::revoke(tx, &chance, now, &by, id)).await {
        Ok(_) => Ok(redirect("/akses?kabar=dicabut")),
        Err(error) => {
            let (list, none) = (refusals(error)?, Fields::default());
            let line = line_of(&site, &who, id).await?;
            let filled = Filled::again(visit.lang, &none, &list);
            Ok(revoke_page(&visit, &line, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
