//! Tasks of members: the team's list, the form to give one, one task; and what one person has to do for all teams, with
//! what is late on top.

use super::{MENU, number, page, team_id, team_page};
use crate::actions::{self, Left, MemberView, MyDuty, Owed, PlanView, TaskView, Tasks};
use crate::model::task::{NewTask, TaskEnd, TaskState};
use crate::model::{self, TaskId, TeamId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, EmployeeId, Error, Lang, Principal, Refusal, Result};
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Radios, Table, button, button_link, empty, facts, form, pages, quiet_link, tag,
    when,
};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// What the asker has to do, the earliest due first.
///
/// # Errors
/// When the database fails.
pub async fn duties(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let list = site.store.read(move |tx| actions::duties(tx, now, &who)).await?;
    let columns = vec![
        Column::text(lang.say("Tugas", "Task")),
        Column::text(lang.say("Batas waktu", "Due by")),
        Column::text(lang.say("Tim", "Team")),
    ];
    let late = list.iter().filter(|one| one.late()).count();
    let lead = lang.say(
        "Kunjungan, tindak lanjut, dan tugas lain untuk tim Anda; yang paling dekat batasnya lebih dahulu.",
        "Visits, points to follow up and other tasks for your teams; what is due first comes first.",
    );
    Ok(page(&visit, lang.say("Tugas saya", "My tasks")).lead(lead).show(html! {
        @if list.is_empty() {
            (empty(lang.say("Tidak ada tugas yang menunggu Anda.", "No task waits for you."), quiet_link(MENU, lang.say("Ke tim pengawasan", "To the oversight teams"))))
        } @else {
            p { strong { (list.len()) } " " (lang.say("tugas menunggu", "tasks wait"))
                @if late > 0 { ", " (tag(Kind::Bad, &format!("{late} {}", lang.say("terlambat", "late")))) } }
            (Table::new(lang.say("Tugas Anda, yang terlambat di atas", "Your tasks, late ones on top"), columns).caption_hidden().rows(list.iter().map(|one| mine(lang, one))).show())
        }
    }))
}

/// One row; on a phone the button stands below its task.
fn mine(lang: Lang, one: &MyDuty) -> Vec<Cell> {
    let base = format!("{MENU}/{}", one.team);
    let what = match &one.what {
        Owed::Visit(item) => {
            html! { a href={ (base) "/rencana/" (item.id) } { (item.kind.name(lang)) ", " (item.place) } }
        }
        Owed::Point(item, _, words) => html! {
            a href={ (base) "/rencana/" (item) "#tindak-lanjut" } { (words) } " "
            span.soft { (lang.say("tindak lanjut kunjungan", "follow-up of a visit")) }
        },
        Owed::Task(task) => html! {
            a href={ (base) "/tugas/" (task.id) } { (task.what) }
            form method="post" action={ (base) "/tugas/" (task.id) } {
                input type="hidden" name="end" value="done";
                input type="hidden" name="done" value=(one.today);
                input type="hidden" name="back" value="mine";
                p.actions { button.btn.quiet { (lang.say("Selesai hari ini", "Done today")) } }
            }
        },
    };
    vec![
        Cell::of(html! { (what) @if let Some(left) = &one.left { p.soft { (left_words(lang, left)) } } }),
        Cell::of(html! { (lang.day(one.due)) @if one.late() { " " (tag(Kind::Bad, lang.say("Terlambat", "Late"))) } }),
        Cell::of(html! { a href=(base) { (one.unit) } }),
    ]
}

/// Whose it was.
#[must_use]
pub fn left_words(lang: Lang, left: &Left) -> String {
    match (left, lang) {
        (Left::Taken(name), Lang::Id) => format!("menggantikan {name}"),
        (Left::Taken(name), Lang::En) => format!("in the place of {name}"),
        (Left::Open(name), Lang::Id) => format!("belum dialihkan, dari {name} yang tidak lagi di tim"),
        (Left::Open(name), Lang::En) => format!("has nobody: of {name}, who is no longer in the team"),
    }
}

/// The tasks of a team.
///
/// # Errors
/// `NotFound` for those who may not read the plan.
pub async fn tasks(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(team): Path<String>) -> Reply {
    let (id, now, lang) = (team_id(&team)?, site.now(), visit.lang);
    let below = visit.asked("dari").and_then(|text| text.parse().ok());
    let view = site.store.read(move |tx| actions::tasks(tx, now, &who, id, below)).await?;
    let href = format!("{MENU}/{id}/tugas/baru");
    let add = || html! { @if view.reach.member { p.actions { (button_link(&href, lang.say("Beri tugas", "Give a task"))) } } };
    let title = lang.say("Tugas anggota", "Tasks of members");
    Ok(team_page(&visit, title, &view.team).show(html! {
        (add())
        @if view.open.is_empty() && view.ended.is_empty() {
            (empty(lang.say("Belum ada tugas di luar kunjungan.", "No tasks beside the visits yet."), html! {}))
        }
        @if !view.open.is_empty() && below.is_none() {
            h2 { (lang.say("Belum selesai", "Open")) }
            (table(lang, &view, lang.say("Tugas yang belum selesai", "Open tasks"), &view.open))
            @if view.open.len() > MOST_ROWS { p.source { (lang.say("Hanya 100 yang paling dekat batasnya tampil.", "Only the 100 that are due first are shown.")) } }
        }
        @if !view.ended.is_empty() {
            h2 { (lang.say("Selesai atau ditarik", "Done or taken back")) }
            (table(lang, &view, lang.say("Tugas yang selesai atau ditarik", "Tasks done or taken back"), &view.ended))
            (pages(&visit, below.is_none(), view.next.map(|next| next.to_string()).as_deref()))
        }
    }))
}

/// Rows of open tasks: some 25 KB.
const MOST_ROWS: usize = 100;

fn table(lang: Lang, view: &Tasks, caption: &str, list: &[TaskView]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Tugas", "Task")),
        Column::text(lang.say("Anggota", "Member")),
        Column::text(lang.say("Batas waktu", "Due by")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let row = |one: &TaskView| {
        vec![
            Cell::link(&format!("{MENU}/{}/tugas/{}", view.team.id, one.task.id), &one.task.what),
            Cell::text(whose(lang, one)),
            Cell::text(lang.day(one.task.due)),
            Cell::of(state(lang, one, view.today)),
        ]
    };
    Table::new(caption, columns).caption_hidden().rows(list.iter().take(MOST_ROWS).map(row)).show()
}

/// Who has it: the one it was given to, and whoever took the place.
fn whose(lang: Lang, one: &TaskView) -> String {
    match (&one.heir, &one.task.state) {
        (Some(heir), TaskState::Open) => {
            format!("{heir}, {} {}", lang.say("menggantikan", "in the place of"), one.name)
        }
        _ => one.name.clone(),
    }
}

fn state(lang: Lang, one: &TaskView, today: Day) -> Markup {
    match &one.task.state {
        TaskState::Open if !one.stays && one.heir.is_none() => tag(
            Kind::Bad,
            lang.say("Tidak lagi di tim: beri kepada yang lain", "No longer in the team: give it to somebody else"),
        ),
        TaskState::Open if one.task.due < today => tag(Kind::Bad, lang.say("Terlambat", "Late")),
        TaskState::Open => tag(Kind::Plain, lang.say("Belum selesai", "Open")),
        TaskState::Done { day, .. } if *day > one.task.due => {
            tag(Kind::Warn, lang.say("Selesai terlambat", "Done late"))
        }
        TaskState::Done { .. } => tag(Kind::Ok, lang.say("Selesai", "Done")),
        TaskState::Withdrawn { .. } => tag(Kind::Warn, lang.say("Ditarik", "Taken back")),
    }
}

/// The form for a task.
///
/// # Errors
/// `NotFound` for those who are not in the team.
pub async fn task_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(team): Path<String>) -> Reply {
    let (id, now) = (team_id(&team)?, site.now());
    let asker = who.employee;
    let (plan, members) = site.store.read(move |tx| actions::planning(tx, now, &who, id)).await?;
    Ok(show(&visit, &plan, &whom(asker, members), None, &[], StatusCode::OK))
}

/// Whom the asker may give a task: everybody, or himself.
fn whom(asker: Option<EmployeeId>, members: Vec<MemberView>) -> Vec<MemberView> {
    let own = |one: &MemberView| Some(one.member.employee) == asker;
    let leads = members.iter().any(|one| own(one) && actions::leads(one.member.duty));
    members.into_iter().filter(|one| leads || own(one)).collect()
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
    let who = members.iter().map(|one| {
        (one.member.employee.to_string(), format!("{}, {}", one.name, one.member.duty.name(lang).to_lowercase()))
    });
    let mut who = Radios::several("who", lang.say("Untuk siapa", "For whom"), who.collect());
    if let [only] = members {
        who = who.chosen(only.member.employee.to_string()).hint(lang.say(
            "Tugas untuk anggota lain diberikan ketua atau sekretaris.",
            "Tasks for others are given by chair or secretary.",
        ));
    }
    let action = format!("{MENU}/{}/tugas", plan.team.id);
    let page = team_page(visit, lang.say("Beri tugas", "Give a task"), &plan.team)
        .under(action.clone(), lang.say("Tugas anggota", "Tasks of members"));
    page.narrow().status(status).show(form(&action, filled, html! {
        (Input::text("what", lang.say("Tugas", "Task")).max(300).hint(lang.say("Misalnya: siapkan penyuluhan di kelurahan. Tanpa nama orang yang diawasi.", "For instance: prepare the outreach at the kelurahan. No names of those who are supervised.")).show(filled))
        (Input::day("due", lang.say("Paling lambat", "Due by")).show(filled))
        (who.show(filled))
        p.soft { (lang.say("Masing-masing mendapat tugasnya sendiri di \"Tugas saya\". Pemberian tugas dicatat di log.", "Each gets a task of their own under \"My tasks\". Giving a task is recorded in the log.")) }
        (button(lang.say("Beri tugas ini", "Give this task")))
    }))
}

fn parse(fields: &Fields) -> Result<NewTask> {
    let mut refused = Refusals::default();
    let what = refused.take(model::task_text(fields.get("what").unwrap_or_default()));
    let due = refused.take(fields.day("due", ("Batas waktu", "The due day")));
    let (Some(what), Some(due)) = (what, due) else { return Err(refused.into_error()) };
    refused.check()?;
    let who = fields.all("who").filter_map(|id| id.parse().ok()).map(EmployeeId).collect();
    Ok(NewTask { what, due, who })
}

/// Gives a task and leads to the list.
///
/// # Errors
/// `NotFound` for those who are not in the team.
pub async fn give_task(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now, chance) = (team_id(&team)?, site.now(), site.chance.clone());
    let asker = who.clone();
    let (plan, members) = site.store.read(move |tx| actions::planning(tx, now, &asker, id)).await?;
    let employee = who.employee;
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::give(tx, &chance, now, &who, id, &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(redirect(&format!("{MENU}/{id}/tugas"))),
        Err(Error::Refused(refusals)) => {
            let members = whom(employee, members);
            Ok(show(&visit, &plan, &members, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

type At = (TeamId, TaskId);

async fn look(site: &Site, who: &Principal, at: At) -> Result<(Tasks, TaskView)> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::task(tx, now, &who, at)).await
}

/// One task.
///
/// # Errors
/// `NotFound` for those who may not read the plan.
pub async fn task(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, task)): Path<(String, String)>,
) -> Reply {
    let (tasks, one) = look(&site, &who, (team_id(&team)?, TaskId(number(&task)?))).await?;
    Ok(show_task(&visit, &tasks, &one, None, &[], StatusCode::OK))
}

fn show_task(
    visit: &Visit,
    tasks: &Tasks,
    one: &TaskView,
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Response {
    let lang = visit.lang;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let list = format!("{MENU}/{}/tugas", tasks.team.id);
    let page = team_page(visit, lang.say("Tugas", "Task"), &tasks.team)
        .under(list.clone(), lang.say("Tugas anggota", "Tasks of members"));
    let action = format!("{list}/{}", one.task.id);
    page.narrow().status(status).show(html! {
        p { (state(lang, one, tasks.today)) }
        p.lead { (one.task.what) }
        (facts(&[
            (lang.say("Untuk", "For"), html! { (whose(lang, one)) }),
            (lang.say("Paling lambat", "Due by"), html! { (lang.day(one.task.due)) }),
            (lang.say("Diberikan", "Given"), when(one.task.given, tasks.unit.zone, lang)),
        ]))
        @match &one.task.state {
            TaskState::Open => @if one.ends {
                (form(&action, filled, html! {
                    (Radios::one("end", lang.say("Apa yang terjadi?", "What happened?"), vec![("done".into(), lang.say("Selesai", "Done").into()), ("withdrawn".into(), lang.say("Ditarik: tidak perlu lagi", "Taken back: not needed any more").into())]).chosen("done").show(filled))
                    (Input::day("done", lang.say("Selesai pada", "Done on")).value(tasks.today.to_string()).optional().show(filled))
                    (Input::text("reason", lang.say("Alasan, bila ditarik", "Reason, when taken back")).max(300).optional().show(filled))
                    (button(lang.say("Catat", "Record")))
                }))
            },
            TaskState::Done { day, at } => p { (lang.say("Selesai", "Done on")) " " (lang.day(*day)) ". " span.soft { (lang.say("Dicatat", "Recorded")) " " (when(*at, tasks.unit.zone, lang)) } },
            TaskState::Withdrawn { reason, at } => p { (lang.say("Ditarik", "Taken back")) ": " (reason) " " span.soft { (when(*at, tasks.unit.zone, lang)) } },
        }
    })
}

fn parse_end(fields: &Fields) -> Result<TaskEnd> {
    match fields.get("end") {
        Some("done") => Ok(TaskEnd::Done(fields.day("done", ("Hari selesai", "The day it was done"))?)),
        Some("withdrawn") => Ok(TaskEnd::Withdrawn(model::task_reason(fields.get("reason").unwrap_or_default())?)),
        _ => Err(Refusal::new("choice", "Pilih apa yang terjadi.", "Choose what happened.").at("end").into()),
    }
}

/// Records that a task is done, or takes it back, and leads to it, or back to the own tasks.
///
/// # Errors
/// `NotFound` for everybody but who has it and those who lead the team.
pub async fn end_task(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, task)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let at = (team_id(&team)?, TaskId(number(&task)?));
    let (tasks, one) = look(&site, &who, at).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse_end(&fields) {
        Ok(end) => site.store.write(move |tx| actions::end_task(tx, &chance, now, &who, at, &end)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) if fields.get("back") == Some("mine") => Ok(redirect(&format!("{MENU}/tugas"))),
        Ok(()) => Ok(redirect(&format!("{MENU}/{}/tugas/{}", at.0, at.1))),
        Err(Error::Refused(refusals)) => {
            Ok(show_task(&visit, &tasks, &one, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
