//! Departures, returns and moves as JSON, within the asker's units.

use super::EmployeeReply;
use crate::actions::{self, Deed};
use crate::model::Departure;
use crate::pages::people::Answer;
use axum::Json;
use axum::extract::{Path, State};
use netra_base::{Day, EmployeeId, Error, Principal, Refusal, Result};
use netra_web::reply::Problem;
use netra_web::{Given, Reply, Signed, Site};
use serde::Deserialize;
use utoipa::ToSchema;

/// Somebody left.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DepartureRequest {
    /// `pensiun`, `mutasi-keluar`, `berhenti`, `meninggal`.
    pub reason: String,
    /// The last day in the service, not in the future.
    pub last_day: String,
}

/// Somebody came back or moved.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PlacementRequest {
    /// The code of the unit, within the asker's own.
    pub unit: String,
    /// The first day there, not in the future.
    pub day: String,
}

/// Records a departure.
#[utoipa::path(post, path = "/api/v1/employees/{id}/departure", tag = "employees", request_body = DepartureRequest,
    params(("id" = i64, Path, description = "The person's number in the registry")),
    responses((status = 200, body = EmployeeReply), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn record_departure(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<i64>,
    Given(asked): Given<DepartureRequest>,
) -> Reply<Json<EmployeeReply>> {
    let reason = Departure::parse(&asked.reason).ok_or_else(|| {
        let words = Departure::ALL.map(Departure::code).join(", ");
        Refusal::new(
            "choice",
            format!("Alasan harus salah satu dari: {words}."),
            format!("The reason must be one of: {words}."),
        )
        .at("reason")
    })?;
    let deed = Deed::Left(reason, day(&asked.last_day).map_err(last_day)?);
    Ok(Json(keep(&site, who, id, deed).await.map_err(|error| match error {
        Error::Refused(list) => Error::Refused(list.into_iter().map(last_day).collect()),
        other => other,
    })?))
}

/// Records a return.
#[utoipa::path(post, path = "/api/v1/employees/{id}/return", tag = "employees", request_body = PlacementRequest,
    params(("id" = i64, Path, description = "The person's number in the registry")),
    responses((status = 200, body = EmployeeReply), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn record_return(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<i64>,
    Given(asked): Given<PlacementRequest>,
) -> Reply<Json<EmployeeReply>> {
    let day = day(&asked.day)?;
    Ok(Json(keep(&site, who, id, Deed::Returned(asked.unit, day)).await?))
}

/// Records a move.
#[utoipa::path(post, path = "/api/v1/employees/{id}/move", tag = "employees", request_body = PlacementRequest,
    params(("id" = i64, Path, description = "The person's number in the registry")),
    responses((status = 200, body = EmployeeReply), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn record_move(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<i64>,
    Given(asked): Given<PlacementRequest>,
) -> Reply<Json<EmployeeReply>> {
    let day = day(&asked.day)?;
    Ok(Json(keep(&site, who, id, Deed::Moved(asked.unit, day)).await?))
}

fn day(text: &str) -> Result<Day, Refusal> {
    Day::parse(text.trim()).ok_or_else(|| {
        Refusal::new(
            "day",
            "Bukan tanggal yang ada; tulis seperti 2024-01-05.",
            "Not a date; write it like 2024-01-05.",
        )
        .at("day")
    })
}

/// The day of a departure has another name here.
fn last_day(refusal: Refusal) -> Refusal {
    if refusal.field.as_deref() == Some("day") { refusal.at("last_day") } else { refusal }
}

async fn keep(site: &Site, who: Principal, id: i64, deed: Deed) -> Result<EmployeeReply> {
    let (chance, now) = (site.chance.clone(), site.now());
    site.store
        .write(move |tx| {
            actions::keep_deed(tx, &chance, now, &who, EmployeeId(id), &deed)?;
            let (person, unit) = actions::person_in_reach(tx, &who, EmployeeId(id))?;
            let answer = Answer { people: Vec::new(), units: [(unit.id, unit)].into(), next: None };
            Ok(EmployeeReply::new(&person, &answer))
        })
        .await
}
