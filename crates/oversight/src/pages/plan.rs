//! The plan of supervision: what comes, what was held, what follows; and the form for a new item, with a due day
//! for each member who goes.

use super::{MENU, team_id, team_page};
use crate::actions::{self, ItemView, MemberView, PlanView};
use crate::model;
use crate::model::plan::{Assignment, ItemKind, ItemState, NewItem};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, EmployeeId, Error, Lang, Refusal, Result};
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Radios, Table, button, button_link, empty, form, note, tag,
};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// The plan of a team.
///
/// # Errors
/// `NotFound` for those who may not read it.
pub async fn plan(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(team): Path<String>) -> Reply {
    let (id, now, lang) = (team_id(&team)?, site.now(), visit.lang);
    let view = site.store.read(move |tx| actions::plan(tx, now, &who, id)).await?;
    let href = format!("{MENU}/{id}/rencana/baru");
    let add = || html! { @if view.reach.member { p.actions { (button_link(&href, lang.say("Tambah kegiatan", "Add an item"))) } } };
    let planned: Vec<&ItemView> = view.items.iter().filter(|one| one.item.state == ItemState::Planned).collect();
    let mut past: Vec<&ItemView> = view.items.iter().filter(|one| one.item.state != ItemState::Planned).collect();
    past.reverse();
    let lead = lang.say(
        "Hanya untuk anggota tim dan pengawas di atasnya: yang akan dikunjungi tidak melihat rencana ini.",
        "For the team's members and the oversight above only: those who will be visited do not see this plan.",
    );
    Ok(team_page(&visit, lang.say("Rencana pengawasan", "Plan of supervision"), &view.team).lead(lead).show(html! {
        (own(lang, &view))
        @if planned.is_empty() && past.is_empty() {
            (empty(lang.say("Belum ada kegiatan dalam rencana.", "Nothing is planned yet."), add()))
        } @else {
            (add())
            h2 { (lang.say("Akan datang", "To come")) }
            @if planned.is_empty() { p.soft { (lang.say("Tidak ada yang menunggu pelaksanaan.", "Nothing waits to be held.")) } }
            @else { (table(lang, &view, lang.say("Kegiatan yang akan datang", "Items to come"), &planned)) }
            @if !past.is_empty() {
                h2 { (lang.say("Sudah dilaporkan", "Reported")) }
                (table(lang, &view, lang.say("Kegiatan yang sudah dilaporkan", "Reported items"), &past))
            }
        }
    }))
}

/// What the asker has to do, in order of the due day.
fn own(lang: Lang, view: &PlanView) -> Markup {
    html! {
        @if !view.duties.is_empty() {
            (note(Kind::Plain, html! {
                p { strong { (lang.say("Tugas Anda", "Your part")) } }
                ul { @for (due, item) in &view.duties {
                    li {
                        a href={ (MENU) "/" (item.team) "/rencana/" (item.id) } { (item.kind.name(lang)) ", " (item.place) } " "
                        (lang.say("paling lambat", "due by")) " " (lang.day(*due)) " "
                        @if *due < view.today { (tag(Kind::Bad, lang.say("Terlambat", "Late"))) }
                    }
                } }
            }))
        }
    }
}

/// Rows of a list: some 40 KB would be too many.
const MOST_ROWS: usize = 60;

fn table(lang: Lang, view: &PlanView, caption: &str, items: &[&ItemView]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Tanggal", "Day")),
        Column::text(lang.say("Kegiatan", "What")),
        Column::text(lang.say("Unit dan tempat", "Unit and place")),
        Column::text(lang.say("Keadaan", "State")),
        Column::number(lang.say("Bertugas", "People")),
        Column::text(lang.say("Tindak lanjut", "Follow-up")),
    ];
    let row = |one: &&ItemView| {
        let href = format!("{MENU}/{}/rencana/{}", view.team.id, one.item.id);
        vec![
            Cell::text(lang.day(one.item.day)),
            Cell::link(&href, one.item.kind.name(lang)),
            Cell::of(html! { (one.unit.name) " · " (one.item.place) }),
            Cell::of(state(lang, one, view.today)),
            Cell::number(lang, i64::try_from(one.who.len()).unwrap_or(i64::MAX)),
            Cell::of(follow_ups(lang, one, view.today)),
        ]
    };
    let table = Table::new(caption, columns).caption_hidden().rows(items.iter().take(MOST_ROWS).map(row));
    html! {
        (table.show())
        @if items.len() > MOST_ROWS { p.source { (lang.say("Hanya 60 yang pertama tampil.", "Only the first 60 are shown.")) } }
    }
}

/// Where an item stands, in a word.
pub(super) fn state(lang: Lang, one: &ItemView, today: Day) -> Markup {
    match &one.item.state {
        ItemState::Planned if one.item.day < today => {
            tag(Kind::Warn, lang.say("Menunggu laporan", "Waits for its report"))
        }
        ItemState::Planned => tag(Kind::Plain, lang.say("Direncanakan", "Planned")),
        ItemState::Held { .. } => tag(Kind::Ok, lang.say("Dilaksanakan", "Held")),
        ItemState::Cancelled { .. } => tag(Kind::Warn, lang.say("Dibatalkan", "Cancelled")),
    }
}

fn follow_ups(lang: Lang, one: &ItemView, today: Day) -> Markup {
    let done = one.follow_ups.iter().filter(|point| point.done.is_some()).count();
    let late = one.follow_ups.iter().any(|point| point.done.is_none() && point.due < today);
    html! {
        @if one.follow_ups.is_empty() { "–" } @else {
            (done) " " (lang.say("dari", "of")) " " (one.follow_ups.len())
            @if late { " " (tag(Kind::Bad, lang.say("terlambat", "late"))) }
        }
    }
}

/// The form for a new item.
///
/// # Errors
/// `NotFound` for those who are not in the team.
pub async fn plan_item_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
) -> Reply {
    let (id, now) = (team_id(&team)?, site.now());
    let (plan, members) = site.store.read(move |tx| actions::planning(tx, now, &who, id)).await?;
    Ok(show(&visit, &plan, &members, None, &[], StatusCode::OK))
}

fn show(
    visit: &Visit,
    plan: &PlanView,
    members: &[MemberView],
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Response {
    let lang = visit.lang;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let kinds = ItemKind::ALL.map(|one| (one.code().to_owned(), one.name(lang).to_owned())).to_vec();
    let action = format!("{MENU}/{}/rencana", plan.team.id);
    let unit = lang.say("Unit tim sendiri atau di bawahnya.", "The team's own unit or one below it.");
    let title = lang.say("Tambah kegiatan", "Add an item");
    let page = team_page(visit, title, &plan.team)
        .under(action.clone(), lang.say("Rencana pengawasan", "Plan of supervision"));
    page.narrow().status(status).show(form(&action, filled, html! {
        (Radios::one("kind", lang.say("Kegiatan", "What"), kinds).chosen(ItemKind::Visit.code()).hint(lang.say("Akun yang diperiksa hanya akun resmi unit, bukan akun pribadi siapa pun.", "Only the unit's official accounts are checked, never anybody's own.")).show(filled))
        (Input::day("day", lang.say("Tanggal", "Day")).show(filled))
        (Input::text("unit", lang.say("Kode unit", "Code of the unit")).value(plan.unit.code.as_str()).hint(unit).max(32).show(filled))
        (Input::text("place", lang.say("Tempat", "Place")).max(160).show(filled))
        (going(lang, members, filled, fields, refusals))
        (button(lang.say("Masukkan ke rencana", "Put into the plan")))
    }))
}

/// A box and a due day for each member.
fn going(
    lang: Lang,
    members: &[MemberView],
    filled: Filled<'_>,
    fields: Option<&Fields>,
    refusals: &[Refusal],
) -> Markup {
    let error = refusals.iter().find(|refusal| refusal.field.as_deref() == Some("who"));
    let ticked = |id: &str| fields.is_some_and(|fields| fields.all("who").any(|one| one == id));
    html! {
        fieldset.field.wrong[error.is_some()] id="f-who" aria-describedby=[error.map(|_| "f-who-e")] {
            legend { (lang.say("Siapa yang bertugas", "Who goes")) }
            p.hint { (lang.say("Batas waktu boleh kosong: lalu sama dengan tanggal kegiatan.", "The due day may stay empty: then it is the day of the item.")) }
            @if let Some(error) = error { p.error id="f-who-e" { (error.say.to(lang)) } }
            @for one in members {
                @let id = one.member.employee.to_string();
                label.pick {
                    input type="checkbox" name="who" value=(id) checked[ticked(&id)];
                    span { (one.name) " " span.soft { (one.member.duty.name(lang).to_lowercase()) } }
                }
                (Input::day(format!("due-{id}"), lang.say("Batas waktunya", "Due by")).optional().show(filled))
            }
        }
    }
}

fn parse(fields: &Fields) -> Result<NewItem> {
    let mut refused = Refusals::default();
    let kind = refused.take(fields.choice("kind", ("kegiatan", "what it is"), ItemKind::parse));
    let day = refused.take(fields.day("day", ("Tanggal", "The day")));
    let unit = refused.take(fields.text("unit", ("kode unit", "the unit's code"), 32));
    let place = refused.take(model::place(fields.get("place").unwrap_or_default()));
    let (Some(kind), Some(day), Some(unit), Some(place)) = (kind, day, unit, place) else {
        return Err(refused.into_error());
    };
    let mut who = Vec::new();
    for id in fields.all("who").filter_map(|id| id.parse().ok()) {
        let name = format!("due-{id}");
        let due = match fields.get(&name) {
            Some(_) => refused.take(fields.day(&name, ("Batas waktu", "The due day"))),
            None => Some(day),
        };
        who.extend(due.map(|due| Assignment { employee: EmployeeId(id), due }));
    }
    refused.check()?;
    Ok(NewItem { kind, day, unit, place, who })
}

/// Puts an item into the plan and leads to it.
///
/// # Errors
/// `NotFound` for those who are not in the team.
pub async fn add_item(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now) = (team_id(&team)?, site.now());
    let asker = who.clone();
    let (plan, members) = site.store.read(move |tx| actions::planning(tx, now, &asker, id)).await?;
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::add_item(tx, now, &who, id, &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(item) => Ok(redirect(&format!("{MENU}/{id}/rencana/{item}"))),
        Err(Error::Refused(refusals)) => {
            Ok(show(&visit, &plan, &members, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
