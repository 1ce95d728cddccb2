//! Units as JSON: a list by pages, and one with what is below it.

use crate::actions;
use crate::model::Unit;
use axum::Json;
use axum::extract::{Path, State};
use netra_base::{Day, Result, UnitId, Zone};
use netra_store::Tx;
use netra_web::reply::Problem;
use netra_web::{Reply, Signed, Site, Visit};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Units in an answer: some 250 bytes each.
const PAGE: usize = 500;

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitReply {
    /// Its code, `KW-20`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind: `kanwil`, `lapas` ….
    pub kind: String,
    /// Class of a technical unit.
    pub class: Option<String>,
    /// The code of the unit above.
    pub parent: Option<String>,
    /// `WIB`, `WITA`, `WIT`.
    pub zone: String,
    /// First day.
    pub valid_from: String,
    /// Last day, when it has ended.
    pub valid_to: Option<String>,
    /// Invented for a demonstration.
    pub sample: bool,
}

impl UnitReply {
    fn new(unit: &Unit, parent: Option<String>) -> Self {
        Self {
            code: unit.code.to_string(),
            name: unit.name.clone(),
            kind: unit.kind.code().to_owned(),
            class: unit.class.clone(),
            parent,
            zone: unit.zone.abbreviation().to_owned(),
            valid_from: unit.valid_from.to_string(),
            valid_to: unit.valid_to.map(|day| day.to_string()),
            sample: unit.sample,
        }
    }
}

/// A page of units, by code.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitList {
    /// The units.
    pub units: Vec<UnitReply>,
    /// Pass this as `after` to see more; null when these were the last.
    pub next: Option<String>,
}

/// Active people of one employment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Headcount {
    /// `pns`, `pppk`, `ppnpn`.
    pub employment: String,
    /// Active people in the unit and below.
    pub people: i64,
}

/// One unit with what is below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitDetail {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitReply,
    /// Codes of the units directly below that exist today.
    pub children: Vec<String>,
    /// Codes of the units that took over from it.
    pub successors: Vec<String>,
    /// Active people in the unit and below, by employment.
    pub headcounts: Vec<Headcount>,
}

/// The units that exist today, by code.
#[utoipa::path(get, path = "/api/v1/units", tag = "units",
    params(("after" = Option<String>, Query, description = "The code to go on after"), ("search" = Option<String>, Query, description = "Part of a name or code")),
    responses((status = 200, body = UnitList), (status = 401, body = Problem, content_type = "application/problem+json")))]
pub async fn units(State(site): State<Site>, visit: Visit, _: Signed) -> Reply<Json<UnitList>> {
    let today = site.now().day(Zone::Wib);
    let (after, text) = (visit.asked("after").map(|code| code.to_ascii_uppercase()), visit.asked("search"));
    let list = site.store.read(move |tx| list(tx, today, after.as_deref(), text.as_deref())).await?;
    Ok(Json(list))
}

fn list(tx: &mut Tx<'_>, today: Day, after: Option<&str>, text: Option<&str>) -> Result<UnitList> {
    let all = actions::tree(tx, "/", Some(today))?;
    let codes: HashMap<UnitId, String> = all.iter().map(|unit| (unit.id, unit.code.to_string())).collect();
    let mut found = match text {
        Some(text) => actions::find_units(tx, text, actions::Scope::All)?,
        None => all,
    };
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found.retain(|unit| after.is_none_or(|after| unit.code.as_str() > after));
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|unit| unit.code.to_string());
    let parent = |unit: &Unit| unit.parent.and_then(|id| codes.get(&id)).cloned();
    Ok(UnitList { units: found.iter().map(|unit| UnitReply::new(unit, parent(unit))).collect(), next })
}

/// One unit.
#[utoipa::path(get, path = "/api/v1/units/{code}", tag = "units", params(("code" = String, Path, description = "The unit's code")),
    responses((status = 200, body = UnitDetail), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub async fn unit(State(site): State<Site>, _: Signed, Path(code): Path<String>) -> Reply<Json<UnitDetail>> {
    let today = site.now().day(Zone::Wib);
    let detail = site
        .store
        .read(move |tx| {
            let unit = actions::unit_by_code(tx, &code)?;
            let parent = unit.parent.map(|id| actions::unit(tx, id)).transpose()?.map(|above| above.code.to_string());
            let mut successors = Vec::new();
            for link in actions::successors(tx, unit.id)? {
                successors.push(actions::unit(tx, link.successor)?.code.to_string());
            }
            let mut headcounts = crate::model::Employment::ALL.map(|employment| (employment, 0));
            for (_, employment, people) in actions::headcounts(tx, &unit.path)? {
                headcounts.iter_mut().filter(|(kind, _)| *kind == employment).for_each(|(_, sum)| *sum += people);
            }
            Ok(UnitDetail {
                children: actions::children(tx, unit.id, today)?.iter().map(|unit| unit.code.to_string()).collect(),
                successors,
                headcounts: headcounts
                    .map(|(kind, people)| Headcount { employment: kind.code().to_owned(), people })
                    .into(),
                unit: UnitReply::new(&unit, parent),
            })
        })
        .await?;
    Ok(Json(detail))
}
