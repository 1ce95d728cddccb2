//! The doors for programs: deadlines and holidays under `/api/v1/calendar`. Public: the calendar is no secret,
//! and nothing about a person is asked or kept.

use crate::actions;
use crate::question::{Question, Written};
use crate::told::{DeadlineBody, YearsBody};
use axum::Json;
use axum::extract::State;
use netra_base::{Error, Refusal};
use netra_web::reply::Problem;
use netra_web::{Reply, Site, Visit};

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(deadline, holidays))]
pub struct ApiDoc;

/// Where a limit ends that began with a receipt on a day. That day is not counted; the deadline lies at the last
/// second of its day in the zone. Exactly one of `working_days` and `days`.
///
/// # Errors
/// Problems as described for the API; `no-holiday-data` for a year whose holidays are not known.
#[utoipa::path(
    get, path = "/api/v1/calendar/deadline", tag = "calendar",
    params(
        ("from" = String, Query, description = "Day of receipt", example = "2024-02-05"),
        ("working_days" = Option<u16>, Query, description = "So many working days, 1 to 3650", example = 14),
        ("days" = Option<u16>, Query, description = "So many calendar days, 1 to 3650"),
        ("zone" = Option<String>, Query, description = "WIB (when not said), WITA or WIT"),
    ),
    responses((status = 200, body = DeadlineBody), (status = 422, body = Problem))
)]
pub async fn deadline(State(site): State<Site>, visit: Visit) -> Reply<Json<DeadlineBody>> {
    let [from, working_days, days, zone] = ["from", "working_days", "days", "zone"].map(|name| visit.asked(name));
    let question = Question::read(Written {
        from: from.as_deref(),
        working_days: working_days.as_deref(),
        days: days.as_deref(),
        zone: zone.as_deref(),
    })?;
    let calendar = site.store.read(actions::calendar).await?;
    let found = calendar.deadline(question.from, question.limit, question.zone)?;
    Ok(Json(DeadlineBody::of(&found, visit.lang)))
}

/// The holidays of one year, or of every year that has data.
///
/// # Errors
/// Problems as described for the API; 404 for a year without data.
#[utoipa::path(
    get, path = "/api/v1/calendar/holidays", tag = "calendar",
    params(("year" = Option<i16>, Query, description = "Only this year", example = 2024)),
    responses((status = 200, body = YearsBody), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn holidays(State(site): State<Site>, visit: Visit) -> Reply<Json<YearsBody>> {
    let asked = match visit.asked("year") {
        None => None,
        Some(text) => Some(text.parse::<i16>().map_err(|_| no_year())?),
    };
    let calendar = site.store.read(actions::calendar).await?;
    let Some(number) = asked else { return Ok(Json(YearsBody::of(calendar.years()))) };
    let year = calendar.year(number).ok_or(Error::NotFound)?;
    Ok(Json(YearsBody::of(std::iter::once(year))))
}

fn no_year() -> Refusal {
    Refusal::new("year-form", "year bukan tahun; tulis seperti 2024.", "year is no year; write it like 2024.")
        .at("year")
}
