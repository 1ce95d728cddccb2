//! Planning a place of a drive, and moving it: the doors. The form itself, with how it is read, is in `place_form.rs`.

use super::place_form::{self as fields_of, Shown};
use super::{MENU, address, drive_id, number};
use crate::actions::{self, Offers, PlaceForm};
use crate::model::{ActivityDriveId, ActivityId};
use axum::extract::{Path, State};
use axum::response::Response;
use netra_activities::model::NewActivity;
use netra_base::{Principal, Refusal, Zone};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, acted, redirect};

/// The form of a place, and what it offers.
struct Offered {
    form: PlaceForm,
    offers: Offers,
}

/// The form for a new place of a drive, or for the one that stands.
async fn offered(
    site: &Site,
    who: &Principal,
    (drive, place): (ActivityDriveId, Option<ActivityId>),
) -> netra_base::Result<Offered> {
    let who = who.clone();
    site.store
        .read(move |tx| {
            let form = match place {
                Some(place) => actions::moving(tx, &who, drive, place)?,
                None => actions::place_form(tx, &who, drive)?,
            };
            let offers = actions::offers(tx, &form)?;
            Ok(Offered { form, offers })
        })
        .await
}

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
    let offered = offered(&site, &who, (id, None)).await?;
    let place = NewActivity { unit: visit.asked("unit").unwrap_or_default(), ..offered.form.place.clone() };
    Ok(show_new(&visit, &offered, &fields_of::filled_with(&place, Zone::Wib), &[]))
}

fn show_new(visit: &Visit, Offered { form, offers }: &Offered, fields: &Fields, refusals: &[Refusal]) -> Response {
    let title = visit.say("Rencanakan tempat", "Plan a place");
    let action = address(&form.seen, "/tempat");
    fields_of::show(visit, &Shown { title, action: &action, form, offers, fields, refusals, new: true })
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
    let (id, chance, now) = (drive_id(&drive)?, site.chance.clone(), site.now());
    let offered = offered(&site, &who, (id, None)).await?;
    if fields.get("do") == Some("more") {
        return Ok(show_new(&visit, &offered, &fields, &[]));
    }
    let outcome = match fields_of::parse(&fields, &offered.form.place) {
        Ok(new) => site.store.write(move |tx| actions::plan_place(tx, &chance, now, &who, id, &new)).await,
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |place| redirect(&format!("{MENU}/{place}")),
        |refusals| show_new(&visit, &offered, &fields, refusals),
    )
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
    let offered = offered(&site, &who, (id, Some(place))).await?;
    let zone = offered.form.units.first().map_or(Zone::Wib, |unit| unit.zone);
    let fields = fields_of::filled_with(&offered.form.place, zone);
    Ok(show_old(&visit, &offered, place, &fields, &[]))
}

fn show_old(
    visit: &Visit,
    Offered { form, offers }: &Offered,
    place: ActivityId,
    fields: &Fields,
    refusals: &[Refusal],
) -> Response {
    let title = if form.begun {
        visit.say("Ubah pelaksanaan", "Change how it is held")
    } else {
        visit.say("Ubah tempat", "Change a place")
    };
    let action = address(&form.seen, &format!("/tempat/{place}/ubah"));
    fields_of::show(visit, &Shown { title, action: &action, form, offers, fields, refusals, new: false })
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
    let (chance, now) = (site.chance.clone(), site.now());
    let offered = offered(&site, &who, (id, Some(place))).await?;
    if fields.get("do") == Some("more") {
        return Ok(show_old(&visit, &offered, place, &fields, &[]));
    }
    let outcome = match fields_of::parse(&fields, &offered.form.place) {
        Ok(new) => site.store.write(move |tx| actions::change_place(tx, &chance, now, &who, (id, place), &new)).await,
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{MENU}/{place}")),
        |refusals| show_old(&visit, &offered, place, &fields, refusals),
    )
}
