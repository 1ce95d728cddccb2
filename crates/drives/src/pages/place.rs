//! Planning a place of a drive, and moving it: the doors. The form itself, with how it is read, is in `place_form.rs`.

use super::place_form::{self as fields_of, Shown};
use super::{MENU, address, drive_id, number};
use crate::actions::{self, PlaceForm};
use crate::model::ActivityId;
use axum::extract::{Path, State};
use axum::response::Response;
use netra_activities::model::NewActivity;
use netra_base::{Error, Refusal, Zone};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// The form for a new place, filled from the template.
///
/// # Errors
/// `NotFound` for those who keep no unit of the branch.
pub async fn new_place(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let id = drive_id(&drive)?;
    let form = site.store.read(move |tx| actions::place_form(tx, &who, id)).await?;
    let place = NewActivity { unit: visit.asked("unit").unwrap_or_default(), ..form.place.clone() };
    Ok(show_new(&visit, &form, &fields_of::filled_with(&place, Zone::Wib), &[]))
}

fn show_new(visit: &Visit, form: &PlaceForm, fields: &Fields, refusals: &[Refusal]) -> Response {
    let title = visit.say("Rencanakan tempat", "Plan a place");
    let action = address(&form.seen, "/tempat");
    fields_of::show(visit, &Shown { title, action: &action, form, fields, refusals, new: true })
}

/// Plans a place and leads to its activity.
///
/// # Errors
/// `NotFound` for those who keep no unit of the branch.
pub async fn plan_place(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, chance, now, asker) = (drive_id(&drive)?, site.chance.clone(), site.now(), who.clone());
    let form = site.store.read(move |tx| actions::place_form(tx, &asker, id)).await?;
    if fields.get("do") == Some("more") {
        return Ok(show_new(&visit, &form, &fields, &[]));
    }
    let outcome = match fields_of::parse(&fields, &form.place) {
        Ok(new) => site.store.write(move |tx| actions::plan_place(tx, &chance, now, &who, id, &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(place) => Ok(redirect(&format!("{MENU}/{place}"))),
        Err(Error::Refused(refusals)) => Ok(show_new(&visit, &form, &fields, &refusals)),
        Err(other) => Err(other.into()),
    }
}

fn place_id(text: &str) -> netra_base::Result<ActivityId> {
    number(text).map(ActivityId)
}

/// The form that moves a place.
///
/// # Errors
/// `NotFound` for those who do not keep its unit.
pub async fn place_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((drive, place)): Path<(String, String)>,
) -> Reply {
    let (id, place) = (drive_id(&drive)?, place_id(&place)?);
    let form = site.store.read(move |tx| actions::moving(tx, &who, id, place)).await?;
    let zone = form.units.first().map_or(Zone::Wib, |unit| unit.zone);
    let fields = fields_of::filled_with(&form.place, zone);
    Ok(show_old(&visit, &form, place, &fields, &[]))
}

fn show_old(visit: &Visit, form: &PlaceForm, place: ActivityId, fields: &Fields, refusals: &[Refusal]) -> Response {
    let title = visit.say("Ubah tempat", "Change a place");
    let action = address(&form.seen, &format!("/tempat/{place}/ubah"));
    fields_of::show(visit, &Shown { title, action: &action, form, fields, refusals, new: false })
}

/// Moves a place and leads to its activity.
///
/// # Errors
/// `NotFound` for those who do not keep its unit.
pub async fn change_place(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((drive, place)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let (id, place) = (drive_id(&drive)?, place_id(&place)?);
    let (chance, now, asker) = (site.chance.clone(), site.now(), who.clone());
    let form = site.store.read(move |tx| actions::moving(tx, &asker, id, place)).await?;
    if fields.get("do") == Some("more") {
        return Ok(show_old(&visit, &form, place, &fields, &[]));
    }
    let outcome = match fields_of::parse(&fields, &form.place) {
        Ok(new) => site.store.write(move |tx| actions::change_place(tx, &chance, now, &who, (id, place), &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{place}"))),
        Err(Error::Refused(refusals)) => Ok(show_old(&visit, &form, place, &fields, &refusals)),
        Err(other) => Err(other.into()),
    }
}
