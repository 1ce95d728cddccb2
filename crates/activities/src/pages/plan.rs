//! Planning an activity and changing its plan: forms that come back with what was typed and what was refused; warnings
//! come back once, to be confirmed.

use super::form::{First, Offer, body, parse};
use super::one::change_words;
use super::{MENU, address, begun, lines, look_keeper, page, page_of};
use crate::actions::{self, View, is_warning};
use crate::model::plan::{AHEAD_DAYS, LATE_DAYS};
use crate::model::{Side, TeamId};
use crate::rules;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use netra_base::{DriveId, Error, Lang, Moment, Principal, Refusal, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use netra_web::components::{Filled, form};
use netra_web::form::Fields;
use netra_web::{Page, Reply, Signed, Site, Visit, redirect};

/// What a plan names already.
type Named = (Option<TeamId>, Option<DriveId>);

/// What the form of a plan at these units offers, and what the plan names already.
fn offer(tx: &mut Tx<'_>, now: Moment, lang: Lang, units: Vec<Unit>, (team, drive): Named) -> Result<Offer> {
    let Some(unit) = units.first().cloned() else { return Err(Error::NotFound) };
    let library = netra_rulebook::actions::current(tx, now)?;
    let instruments = library.book().instruments();
    let instruments = instruments.map(|(row, _)| (row.id.clone(), row.name(lang).to_owned())).collect();
    let pledges = actions::pledges_to_sign(tx, &units, drive)?;
    let today = now.day(unit.zone);
    let days = (today.plus_days(-LATE_DAYS), today.plus_days(AHEAD_DAYS));
    let teams = actions::teams_to_name(tx, &units, days, team)?;
    Ok(Offer { units, instruments, pledges, teams, day: today.plus_days(1) })
}

/// The page with the form: its heading, where it leads, what it offers, what stands in it at first.
struct Shown<'a> {
    page: Page<'a>,
    action: &'a str,
    offer: &'a Offer,
    first: &'a First,
}

fn show(lang: Lang, shown: Shown<'_>, again: Option<(&Fields, &[Refusal])>) -> Response {
    let (fields, refusals) = again.map_or((None, &[][..]), |(fields, refusals)| (Some(fields), refusals));
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // Warnings are not faults: they stand in their own note.
    let warnings = if refusals.iter().all(is_warning) { refusals } else { &[] };
    let faults = at_form(refusals, fields);
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, &faults));
    let body = if shown.first.begun {
        begun::body(lang, filled, shown.first, warnings)
    } else {
        body(lang, filled, shown.offer, shown.first, warnings)
    };
    shown.page.narrow().status(status).show(form(shown.action, filled, body))
}

/// Refusals at the fields of this form: it asks for the day apart from the hour, and for invited groups in two lists, the
/// lines of each counted by themselves.
fn at_form(refusals: &[Refusal], fields: Option<&Fields>) -> Vec<Refusal> {
    let text = |name: &str| fields.and_then(|fields| fields.get(name)).unwrap_or_default();
    let side = |name: &'static str, side: Side| {
        rules::invited(&lines::groups(text(name), side)).into_iter().map(move |one| one.at(name))
    };
    let mut faults: Vec<Refusal> = Vec::new();
    for one in refusals.iter().filter(|one| !is_warning(one)) {
        match (one.code, one.field.as_deref()) {
            ("day-far", _) => faults.push(one.clone().at("day")),
            ("too-many", Some("invited")) => faults.push(one.clone().at("outside")),
            (_, Some("invited")) => {}
            _ => faults.push(one.clone()),
        }
    }
    if refusals.iter().any(|one| one.field.as_deref() == Some("invited")) {
        faults.extend(side("inside", Side::Inside).chain(side("outside", Side::Outside)));
    }
    faults
}

async fn offered(site: &Site, visit: &Visit, who: &Principal) -> Result<Offer> {
    let (now, who, lang) = (site.now(), who.clone(), visit.lang);
    site.store
        .read(move |tx| {
            let units = actions::planning(tx, now, &who)?;
            offer(tx, now, lang, units, (None, None))
        })
        .await
}

/// The form for a new activity.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn new_activity(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let offer = offered(&site, &visit, &who).await?;
    Ok(show(visit.lang, new_page(&visit, &offer, &First::blank(&offer.units[0], offer.day)), None))
}

fn new_page<'a>(visit: &'a Visit, offer: &'a Offer, first: &'a First) -> Shown<'a> {
    let page = page(visit, visit.say("Rencanakan kegiatan", "Plan an activity"));
    Shown { page, action: MENU, offer, first }
}

/// Plans an activity and leads to it.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn plan(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let offer = offered(&site, &visit, &who).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::plan(tx, &chance, now, &who, &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(redirect(&address(id))),
        Err(Error::Refused(refusals)) => {
            let first = First::blank(&offer.units[0], offer.day);
            Ok(show(visit.lang, new_page(&visit, &offer, &first), Some((&fields, &refusals))))
        }
        Err(other) => Err(other.into()),
    }
}

/// What the form of a change begins with: the plan, with NIPs where they are known.
async fn changing(site: &Site, visit: &Visit, view: &View) -> Result<(Offer, First)> {
    let (now, lang, seen) = (site.now(), visit.lang, view.clone());
    site.store
        .read(move |tx| {
            let mut nips = Vec::new();
            for one in std::iter::once(&seen.activity.leader).chain(&seen.details.speakers) {
                let nip = match one.employee {
                    Some(id) => registry::employee(tx, id)?.nip.map(|nip| nip.to_string()),
                    None => None,
                };
                nips.push(nip);
            }
            let named = (seen.activity.team, seen.activity.pledge_drive);
            let offer = offer(tx, now, lang, vec![seen.unit.clone()], named)?;
            Ok((offer, First::of(&seen, &nips)))
        })
        .await
}

fn change_page<'a>(visit: &'a Visit, view: &View, action: &'a str, parts: &'a (Offer, First)) -> Shown<'a> {
    let page = page_of(visit, change_words(visit.lang, &view.activity), &view.activity);
    Shown { page, action, offer: &parts.0, first: &parts.1 }
}

/// The form that changes a plan, or of one that has begun what happened in its place.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn change_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    crate::rules::state::may_change(&view.activity)?;
    if let Some(drive) = view.activity.drive {
        // A place of a simultaneous drive is changed there: the drive keeps its window.
        return Ok(redirect(&format!("/kegiatan/serentak/{drive}/tempat/{}/ubah", view.activity.id)));
    }
    let action = format!("{}/ubah", address(view.activity.id));
    let parts = changing(&site, &visit, &view).await?;
    Ok(show(visit.lang, change_page(&visit, &view, &action, &parts), None))
}

/// Changes a plan.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    let number = view.activity.id;
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::change(tx, &chance, now, &who, number, &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&address(number))),
        Err(Error::Refused(refusals)) => {
            let action = format!("{}/ubah", address(number));
            let parts = changing(&site, &visit, &view).await?;
            Ok(show(visit.lang, change_page(&visit, &view, &action, &parts), Some((&fields, &refusals))))
        }
        Err(other) => Err(other.into()),
    }
}
