//! Drives for programs: list, open, look at one, close.

use super::drive_id;
use crate::actions::{self, Known};
use crate::model::{Audience, NewDrive, Wall, Window, WindowZone, drive_title};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use netra_base::{Error, Moment, Refusal, Zone};
use netra_registry::model::Employment;
use netra_web::form::Refusals;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Who};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A drive.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriveBody {
    /// Its number.
    id: i64,
    /// Its name.
    title: String,
    /// Text code and version.
    #[schema(example = "netralitas-1")]
    text: String,
    /// SHA-256 of the canonical text, hexadecimal.
    text_sha256: String,
    /// Codes of the units at the top of the audience; below the regional office only for who sees the whole.
    units: Vec<String>,
    /// Employment kinds of the audience.
    employment: Vec<&'static str>,
    /// Opens, on the wall clock of `zone`.
    #[schema(example = "2023-12-21T08:00")]
    opens: String,
    /// Closes, on the wall clock of `zone`; that minute counts to its end.
    closes: String,
    /// `local`, `wib`, `wita` or `wit`.
    zone: &'static str,
    /// How many should sign on the day it was opened; only for who sees the whole drive.
    #[serde(skip_serializing_if = "Option::is_none")]
    should_at_opening: Option<i64>,
    /// When it was closed.
    closed: Option<String>,
}

impl DriveBody {
    fn of(known: Known) -> Self {
        let Known { drive, whole, units } = known;
        Self {
            id: drive.id.0,
            title: drive.title,
            text: drive.text,
            text_sha256: netra_base::canonical::hex(&drive.text_hash),
            units,
            employment: drive.audience.kinds.iter().map(|kind| kind.code()).collect(),
            opens: drive.window.opens.to_string(),
            closes: drive.window.closes.to_string(),
            zone: drive.window.zone.code(),
            should_at_opening: whole.then_some(drive.should_at_opening),
            closed: drive.closed.map(|(at, _): (Moment, _)| at.iso(Zone::Wib)),
        }
    }
}

/// A list of drives.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriveList {
    /// Newest first.
    drives: Vec<DriveBody>,
}

/// The drives that the asker may know of, newest first: public ones, and those that concern him.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(get, path = "/api/v1/drives", tag = "drives", responses((status = 200, body = DriveList)))]
pub async fn drives(State(site): State<Site>, Who(who): Who) -> Reply<Json<DriveList>> {
    let known = site.store.read(move |tx| actions::known(tx, who.as_ref(), None)).await?;
    Ok(Json(DriveList { drives: known.into_iter().map(DriveBody::of).collect() }))
}

/// One drive.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/drives/{drive}", tag = "drives", params(("drive" = i64, Path)),
    responses((status = 200, body = DriveBody), (status = 404, body = Problem))
)]
pub async fn drive(State(site): State<Site>, Who(who): Who, Path(drive): Path<String>) -> Reply<Json<DriveBody>> {
    let id = drive_id(&drive)?;
    let known = site.store.read(move |tx| actions::known(tx, who.as_ref(), Some(id))).await?;
    Ok(Json(known.into_iter().next().map(DriveBody::of).ok_or(Error::NotFound)?))
}

/// A drive to be opened.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDriveBody {
    /// Its name on screens.
    title: String,
    /// Text code and version.
    #[schema(example = "netralitas-2")]
    text: String,
    /// Codes of the units; those below them belong to it.
    units: Vec<String>,
    /// `pns`, `pppk`, `ppnpn`.
    employment: Vec<String>,
    /// `2023-12-21T08:00`.
    opens: String,
    /// `2023-12-21T23:59`.
    closes: String,
    /// `local`, `wib`, `wita` or `wit`.
    zone: String,
}

/// The number of the drive that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opened {
    /// The number.
    id: i64,
}

/// Units one drive may name: every UPT of a large agency.
const UNITS: usize = 1_000;

/// A drive as asked for, with its units still as codes.
pub(crate) struct Asked {
    pub title: String,
    pub text: String,
    pub units: Vec<String>,
    pub kinds: Vec<Employment>,
    pub window: Window,
}

impl Asked {
    /// Opens it.
    pub(crate) async fn open(self, site: &Site, who: netra_base::Principal) -> netra_base::Result<netra_base::DriveId> {
        let (chance, now) = (site.chance.clone(), site.now());
        if self.units.len() > UNITS {
            let id = "Terlalu banyak unit; pilih unit di atasnya saja.";
            return Err(Refusal::new("units-many", id, "Too many units; name the unit above them.").at("units").into());
        }
        site.store
            .write(move |tx| {
                let units = actions::audience(tx, &self.units)?;
                let audience = Audience { units, kinds: self.kinds };
                let new = NewDrive { title: self.title, text: self.text, audience, window: self.window };
                actions::open(tx, &chance, now, &who, &new)
            })
            .await
    }
}

fn wall(text: &str, field: &'static str) -> Result<Wall, Refusal> {
    Wall::parse(text).ok_or_else(|| {
        let id = format!("{field}: tulis waktu seperti 2023-12-21T08:00.");
        Refusal::new("time", id, format!("{field}: write a time like 2023-12-21T08:00.")).at(field)
    })
}

/// Opens a drive; its denominator of that day gets a leaf of its own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/drives", tag = "drives", request_body = NewDriveBody,
    responses((status = 201, body = Opened), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn open(
    State(site): State<Site>,
    Signed(who): Signed,
    Given(body): Given<NewDriveBody>,
) -> Reply<(StatusCode, Json<Opened>)> {
    let mut refused = Refusals::default();
    let title = refused.take(drive_title(&body.title));
    let opens = refused.take(wall(&body.opens, "opens"));
    let closes = refused.take(wall(&body.closes, "closes"));
    let zone = refused.take(WindowZone::parse(&body.zone).ok_or_else(|| {
        Refusal::new("choice", "zone harus local, wib, wita, atau wit.", "zone must be local, wib, wita or wit.")
            .at("zone")
    }));
    let kinds: Vec<_> = body
        .employment
        .iter()
        .filter_map(|word| refused.take(Employment::parse(word).map_err(|refusal| refusal.at("employment"))))
        .collect();
    let (Some(title), Some(opens), Some(closes), Some(zone)) = (title, opens, closes, zone) else {
        return Err(refused.into_error().into());
    };
    refused.check()?;
    let window = Window { opens, closes, zone };
    let id = Asked { title, text: body.text, units: body.units, kinds, window }.open(&site, who).await?;
    Ok((StatusCode::CREATED, Json(Opened { id: id.0 })))
}

/// Closes a drive whose window has ended everywhere; its figures are frozen and get a leaf of their own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/drives/{drive}/close", tag = "drives", params(("drive" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn close(State(site): State<Site>, Signed(who): Signed, Path(drive): Path<String>) -> Reply<StatusCode> {
    let (id, chance, now) = (drive_id(&drive)?, site.chance.clone(), site.now());
    site.store.write(move |tx| actions::close(tx, &chance, now, &who, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
