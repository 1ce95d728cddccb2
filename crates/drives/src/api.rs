//! The doors of drives for programs: the drives one sees, one of them, its board, announcing, planning a place.

mod bodies;
mod place;

pub use place::plan_place;

use crate::actions::{self, Group};
use crate::pages::drive_id;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use bodies::{BoardBody, DriveBody, DriveList, Made, NewDriveBody};
use netra_base::Error;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};

/// The part of the description that is about drives.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(drives, announce, drive, board, place::plan_place))]
pub struct ApiDoc;

/// Drives of one page.
const PAGE: usize = 50;

/// Simultaneous drives of activities that the asker sees, newest first; `?below=` continues.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activity-drives", tag = "activity drives",
    params(("below" = Option<i64>, Query, description = "only drives with a smaller number")),
    responses((status = 200, body = DriveList), (status = 401, body = Problem))
)]
pub async fn drives(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply<Json<DriveList>> {
    let below = visit.asked("below").and_then(|text| text.parse().ok());
    let mut list = site.store.read(move |tx| actions::drives(tx, &who, below, PAGE + 1)).await?;
    let more = list.len() > PAGE;
    list.truncate(PAGE);
    let below = list.last().filter(|_| more).map(|seen| seen.drive.id.0);
    Ok(Json(DriveList { drives: list.iter().map(DriveBody::of).collect(), below }))
}

/// Announces a drive; it gets a leaf of its own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activity-drives", tag = "activity drives", request_body = NewDriveBody,
    responses((status = 201, body = Made), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn announce(
    State(site): State<Site>,
    Signed(who): Signed,
    Given(body): Given<NewDriveBody>,
) -> Reply<(StatusCode, Json<Made>)> {
    let (new, chance, now) = (body.parse()?, site.chance.clone(), site.now());
    let id = site.store.write(move |tx| actions::announce(tx, &chance, now, &who, &new)).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.0 })))
}

/// One drive with what the centre has set.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activity-drives/{drive}", tag = "activity drives", params(("drive" = i64, Path)),
    responses((status = 200, body = DriveBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn drive(State(site): State<Site>, Signed(who): Signed, Path(drive): Path<String>) -> Reply<Json<DriveBody>> {
    let id = drive_id(&drive)?;
    let seen = site.store.read(move |tx| actions::seen(tx, &who, id)).await?;
    Ok(Json(DriveBody::of(&seen)))
}

/// The plan board: totals with their denominators, and the units that the asker sees; with `?state=none` those that have
/// planned nothing, with `?unit=KW-20` those at and below that unit.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activity-drives/{drive}/board", tag = "activity drives",
    params(
        ("drive" = i64, Path), ("state" = Option<String>, Query, description = "`none`, `some` or `enough`"),
        ("unit" = Option<String>, Query, description = "a unit's code"),
    ),
    responses((status = 200, body = BoardBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn board(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply<Json<BoardBody>> {
    let (id, now) = (drive_id(&drive)?, site.now());
    let state = visit.asked("state").map(|code| Group::parse(&code).ok_or(Error::NotFound)).transpose()?;
    let mut board = site.store.read(move |tx| actions::board(tx, now, &who, id)).await?;
    if let Some(code) = visit.asked("unit") {
        let row = board.rows.iter().find(|row| row.unit.code.as_str().eq_ignore_ascii_case(&code));
        let path = row.ok_or(Error::NotFound)?.unit.path.clone();
        board.rows.retain(|row| row.unit.path.starts_with(&path));
    }
    board.rows.retain(|row| state.is_none_or(|state| row.group() == state));
    Ok(Json(BoardBody::of(&board, visit.lang)))
}
