//! One item of a plan: who goes, the report of what was found with its follow-ups, or why it was cancelled; and
//! the forms for both.

use super::plan::state;
use super::{MENU, number, team_id, team_page, text};
use crate::actions::{self, ItemView, PlanView};
use crate::model::plan::{Effect, FollowUp, ItemState, LARGEST_COUNT, NewFollowUp, NewReport};
use crate::model::{self, ItemId, TeamId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Principal, Refusal, Result};
use netra_web::components::text::note_refusals;
use netra_web::components::{Figure, Filled, Input, Kind, TextArea, button, details, facts, figures, form, tag, when};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Rows for points to follow up.
const ROWS: usize = 5;

fn address(team: &str, item: &str) -> Result<(TeamId, ItemId)> {
    Ok((team_id(team)?, ItemId(number(item)?)))
}

async fn look(site: &Site, who: &Principal, at: (TeamId, ItemId)) -> Result<(PlanView, ItemView)> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::item(tx, now, &who, at)).await
}

/// One item.
///
/// # Errors
/// `NotFound` for those who may not read the plan.
pub async fn item(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, item)): Path<(String, String)>,
) -> Reply {
    let (plan, view) = look(&site, &who, address(&team, &item)?).await?;
    Ok(show(&visit, &plan, &view, None, &[], StatusCode::OK))
}

fn show(
    visit: &Visit,
    plan: &PlanView,
    view: &ItemView,
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Response {
    let lang = visit.lang;
    let href = format!("{MENU}/{}/rencana", plan.team.id);
    let page = team_page(visit, view.item.kind.name(lang), &plan.team)
        .under(href.clone(), lang.say("Rencana pengawasan", "Plan of supervision"));
    let base = format!("{href}/{}", view.item.id);
    // Who took a place is said while there is something left to take over.
    let open = view.item.state == ItemState::Planned || view.follow_ups.iter().any(|point| point.done.is_none());
    page.narrow().status(status).show(html! {
        p { (state(lang, view, plan.today)) }
        (facts(&[
            (lang.say("Tanggal", "Day"), html! { (lang.day(view.item.day)) }),
            (lang.say("Unit", "Unit"), html! { (view.unit.name) }),
            (lang.say("Tempat", "Place"), html! { (view.item.place) }),
            (lang.say("Bertugas", "Who goes"), html! { ul { @for one in &view.who {
                li { (one.name) @if let Some(heir) = one.heir.as_ref().filter(|_| open) { " (" (lang.say("digantikan", "replaced by")) " " (heir) ")" } ", " (lang.say("paling lambat", "due by")) " " (lang.day(one.assignment.due))
                    @if view.item.state == ItemState::Planned && one.assignment.due < plan.today { " " (tag(Kind::Bad, lang.say("Terlambat", "Late"))) } }
            } } }),
        ]))
        @match &view.item.state {
            ItemState::Planned => @if plan.reach.member { (forms(lang, plan, &base, fields, refusals)) },
            ItemState::Held { .. } => (held(lang, plan, view, &base, refusals)),
            ItemState::Cancelled { reason, at, .. } => {
                h2 { (lang.say("Dibatalkan", "Cancelled")) }
                (text(reason))
                p.source { (lang.say("Dicatat", "Recorded")) " " (when(*at, plan.unit.zone, lang)) }
            },
        }
    })
}

fn held(lang: Lang, plan: &PlanView, view: &ItemView, base: &str, refusals: &[Refusal]) -> Markup {
    let ItemState::Held { day, findings, effect, at, .. } = &view.item.state else { return html! {} };
    html! {
        h2 { (lang.say("Laporan", "Report")) }
        p { (lang.say("Dilaksanakan", "Held on")) " " (lang.day(*day)) "." }
        (text(findings))
        (figures(&[
            Figure::new(lang.number(effect.reached), lang.say("orang dijangkau", "people reached")),
            Figure::new(lang.number(effect.checked), lang.say("hal diperiksa", "things checked")),
            Figure::new(lang.number(effect.corrected), lang.say("diperbaiki di tempat", "put right on the spot")),
        ]))
        p.source { (lang.say("Menurut laporan tim, dicatat", "By the team's report, recorded")) " " (when(*at, plan.unit.zone, lang)) }
        @if !view.follow_ups.is_empty() {
            h2 id="tindak-lanjut" { (lang.say("Tindak lanjut", "Follow-up")) }
            @if !refusals.is_empty() { (note_refusals(refusals, lang)) }
            @for point in &view.follow_ups { (follow_up(lang, plan, point, base)) }
        }
    }
}

fn follow_up(lang: Lang, plan: &PlanView, point: &FollowUp, base: &str) -> Markup {
    let number = point.number.to_string();
    html! {
        section.card {
            p { strong { (point.what) } }
            @match point.done {
                Some((day, _)) => p { (tag(Kind::Ok, lang.say("Selesai", "Done"))) " " (lang.day(day)) },
                None => {
                    p {
                        (lang.say("Batas waktu", "Due")) " " (lang.day(point.due)) " "
                        @if point.due < plan.today { (tag(Kind::Bad, lang.say("Terlambat", "Late"))) }
                    }
                    @if plan.reach.member {
                        form method="post" action={ (base) "/tindak-lanjut" } {
                            input type="hidden" name="point" value=(number);
                            (Input::day("done", lang.say("Selesai pada", "Done on")).value(plan.today.to_string()).show(Filled::blank(lang)))
                            (button(lang.say("Catat selesai", "Record as done")))
                        }
                    }
                },
            }
        }
    }
}

fn forms(lang: Lang, plan: &PlanView, base: &str, fields: Option<&Fields>, refusals: &[Refusal]) -> Markup {
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let cancels = fields.is_some_and(|fields| fields.get("outcome") == Some("cancelled"));
    let (first, second) = if cancels { (Filled::blank(lang), filled) } else { (filled, Filled::blank(lang)) };
    let cancel = form(
        base,
        second,
        html! {
            input type="hidden" name="outcome" value="cancelled";
            (TextArea::new("reason", lang.say("Alasan pembatalan", "Reason for cancelling"), 500).show(second))
            (button(lang.say("Batalkan kegiatan ini", "Cancel this item")))
        },
    );
    html! {
        h2 { (lang.say("Laporkan", "Report")) }
        (form(base, first, html! {
            input type="hidden" name="outcome" value="held";
            (Input::day("day", lang.say("Dilaksanakan pada", "Held on")).value(plan.today.to_string()).show(first))
            (TextArea::new("findings", lang.say("Apa yang ditemukan", "What was found"), 4_000).hint(lang.say("Jangan menulis nama. Dugaan pelanggaran dicatat sebagai temuan tim, bukan di sini.", "Write no names. A suspected breach is recorded as a finding of the team, not here.")).show(first))
            @for (name, id, en) in COUNTS { (Input::digits(name, lang.say(id, en)).short().value("0").show(first)) }
            h3 { (lang.say("Tindak lanjut", "Follow-up")) }
            p.hint { (lang.say("Baris kosong diabaikan.", "Empty rows are ignored.")) }
            @for at in 0..ROWS {
                (Input::text(format!("follow-{at}"), format!("{} {}", lang.say("Yang harus dilakukan", "To be done"), at + 1)).max(300).optional().show(first))
                (Input::day(format!("due-{at}"), lang.say("Batas waktu", "Due by")).optional().show(first))
            }
            (button(lang.say("Catat laporan", "Record the report")))
        }))
        @if cancels { (cancel) } @else { (details(lang.say("Batalkan kegiatan ini", "Cancel this item"), cancel)) }
    }
}

/// The figures of effect, by their fields.
const COUNTS: [(&str, &str, &str); 3] = [
    ("reached", "Orang yang dijangkau", "People reached"),
    ("checked", "Hal yang diperiksa (akun, kendaraan, ruang)", "Things checked (accounts, vehicles, rooms)"),
    ("corrected", "Yang diperbaiki di tempat", "Put right on the spot"),
];

fn parse(fields: &Fields) -> Result<NewReport> {
    if fields.get("outcome") == Some("cancelled") {
        let reason = model::cancel_reason(fields.get("reason").unwrap_or_default())?;
        return Ok(NewReport::Cancelled { reason });
    }
    let mut refused = Refusals::default();
    let day = refused.take(fields.day("day", ("Hari pelaksanaan", "The day it was held")));
    let findings = refused.take(model::visit_findings(fields.get("findings").unwrap_or_default()));
    let [reached, checked, corrected] =
        COUNTS.map(|(name, id, en)| refused.take(fields.number(name, (id, en), 0..=LARGEST_COUNT)));
    let mut follow_ups = Vec::new();
    for at in 0..ROWS {
        let (name, due) = (format!("follow-{at}"), format!("due-{at}"));
        if let Some(what) = fields.get(&name) {
            let what = refused.take(model::follow_up(what).map_err(|refusal| refusal.at(name.clone())));
            let due = refused.take(fields.day(&due, ("Batas waktu", "The due day")));
            follow_ups.extend(what.zip(due).map(|(what, due)| NewFollowUp { what, due }));
        }
    }
    let (Some(day), Some(findings), Some(reached), Some(checked), Some(corrected)) =
        (day, findings, reached, checked, corrected)
    else {
        return Err(refused.into_error());
    };
    refused.check()?;
    Ok(NewReport::Held { day, findings, follow_ups, effect: Effect { reached, checked, corrected } })
}

/// Records what came of an item, or that it will not be held.
///
/// # Errors
/// `NotFound` for those who are not in the unit's team.
pub async fn report_visit(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, item)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let at = address(&team, &item)?;
    let (plan, view) = look(&site, &who, at).await?;
    if !plan.reach.member {
        return Err(Error::NotFound.into());
    }
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse(&fields) {
        Ok(report) => site.store.write(move |tx| actions::report(tx, &chance, now, &who, at, &report)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{team}/rencana/{item}"))),
        Err(Error::Refused(refusals)) => {
            Ok(show(&visit, &plan, &view, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn parse_done(fields: &Fields) -> Result<(i64, Day)> {
    let mut refused = Refusals::default();
    let point = fields.choice("point", ("tindak lanjutnya", "the point"), |text| number(text).ok());
    let point = refused.take(point);
    let day = refused.take(fields.day("done", ("Hari selesai", "The day it was done")));
    point.zip(day).ok_or_else(|| refused.into_error())
}

/// Records that a point was followed up.
///
/// # Errors
/// `NotFound` for those who are not in the unit's team.
pub async fn follow_up_done(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, item)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let at = address(&team, &item)?;
    let (plan, view) = look(&site, &who, at).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    if !plan.reach.member {
        return Err(Error::NotFound.into());
    }
    let outcome = match parse_done(&fields) {
        Ok((point, day)) => {
            site.store.write(move |tx| actions::finish(tx, &chance, now, &who, (at.0, at.1, point), day)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{team}/rencana/{item}"))),
        Err(Error::Refused(refusals)) => {
            Ok(show(&visit, &plan, &view, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
