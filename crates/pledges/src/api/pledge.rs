//! Signing, declining, one's own standing and receipt. Signing is the hot path: one write, a small answer.

use super::{drive_id, employee};
use crate::actions::{self, SignRequest, Signed as Pledged, Standing};
use crate::model::{Asked, Reason};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use netra_base::{EntryId, Error, Moment, Principal, Result};
use netra_ledger::Log;
use netra_ledger::actions::Receipt;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit, address};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;

/// A signature or a refusal that stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answered {
    /// Its entry in the ledger.
    entry: i64,
    /// When it was given.
    #[schema(example = "2023-12-21T01:00:00.123Z")]
    at: String,
    /// Was it there before this request?
    again: bool,
    /// The occasion at which it is counted, where the request named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    occasion: Option<i64>,
    /// Why it is not counted at the occasion that the request named; the signature is valid all the same.
    /// `unknown`, `other-drive`, `not-yet`, `over` or `signed-before`.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_counted: Option<&'static str>,
}

impl From<Pledged> for Answered {
    fn from(signed: Pledged) -> Self {
        let (occasion, not_counted) = match signed.occasion {
            Some(Ok(id)) => (Some(id.0), None),
            Some(Err(reason)) => (None, Some(reason.code())),
            None => (None, None),
        };
        Self { entry: signed.entry.0, at: signed.at.utc(), again: signed.again, occasion, not_counted }
    }
}

/// Signs once. When another connection was faster, the second look finds its signature.
pub(crate) async fn sign_once(site: &Site, request: SignRequest, now: Moment) -> Result<Pledged> {
    let sign = || {
        let chance = site.chance.clone();
        site.store.write(move |tx| actions::sign(tx, &chance, now, &request))
    };
    match sign().await {
        Err(Error::Refused(list)) if list.iter().any(|refusal| refusal.code == "answered-meanwhile") => sign().await,
        other => other,
    }
}

pub(crate) fn request(who: &Principal, drive: &str) -> Result<SignRequest> {
    Ok(SignRequest { drive: drive_id(drive)?, employee: employee(who)?, by: who.signed_in_by, occasion: None })
}

/// Signs the drive's text for the person who is signed in. Nobody signs for another: there is no field for it.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/drives/{drive}/pledge", tag = "pledges",
    params(("drive" = i64, Path), ("di" = Option<String>, Query, description = "The code of the occasion at which it is signed, as its screen shows it")),
    responses(
        (status = 200, body = Answered, description = "The signature stands; `again` when it stood before"),
        (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "Outside window or audience")
    )
)]
pub async fn sign(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(drive): Path<String>,
    RawQuery(query): RawQuery,
) -> Reply<Json<Answered>> {
    let asked = query.as_deref().and_then(|query| address::pairs(query).find(|(name, _)| name == "di"));
    let occasion = asked.map(|(_, value)| Asked::read(&value));
    Ok(Json(sign_once(&site, SignRequest { occasion, ..request(&who, &drive)? }, site.now()).await?.into()))
}

/// Why somebody declines.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DeclineBody {
    /// In the person's own words, at most 1,000 characters; only the oversight team reads it.
    reason: String,
}

/// Declines; signing later stays possible.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/drives/{drive}/decline", tag = "pledges", params(("drive" = i64, Path)),
    request_body = DeclineBody,
    responses((status = 200, body = Answered), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn decline(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(drive): Path<String>,
    Given(body): Given<DeclineBody>,
) -> Reply<Json<Answered>> {
    let request = request(&who, &drive)?;
    Ok(Json(decline_once(&site, request, Reason::parse(&body.reason)?, site.now()).await?.into()))
}

pub(crate) async fn decline_once(site: &Site, request: SignRequest, reason: Reason, now: Moment) -> Result<Pledged> {
    let chance = site.chance.clone();
    let decline = actions::Decline { request, reason };
    site.store.write(move |tx| actions::decline(tx, &chance, now, &decline)).await
}

/// Where a person stands with a drive.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingBody {
    /// `signed`, `declined`, `may` or `may-not`.
    state: &'static str,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// The answer's entry in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<i64>,
    /// How the session of the answer was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_in_by: Option<&'static str>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// Where the person who is signed in stands with a drive.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/drives/{drive}/standing", tag = "pledges", params(("drive" = i64, Path)),
    responses((status = 200, body = StandingBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn standing(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply<Json<StandingBody>> {
    let (id, person, now) = (drive_id(&drive)?, employee(&who)?, site.now());
    let standing = site
        .store
        .read(move |tx| {
            let drive = actions::drive(tx, id)?;
            actions::standing(tx, &drive, person, now)
        })
        .await?;
    let answered = |state, answer: crate::model::Answer| StandingBody {
        state,
        at: Some(answer.at.utc()),
        entry: Some(answer.entry.0),
        signed_in_by: Some(answer.by.code()),
        code: None,
        message: None,
    };
    let open = |state| StandingBody { state, at: None, entry: None, signed_in_by: None, code: None, message: None };
    Ok(Json(match standing {
        Standing::Signed(answer) => answered("signed", answer),
        Standing::Declined(answer) => answered("declined", answer),
        Standing::May => open("may"),
        Standing::MayNot(refusal) => StandingBody {
            code: Some(refusal.code),
            message: Some(refusal.say.to(visit.lang).to_owned()),
            ..open("may-not")
        },
    }))
}

/// The sequencer places entries every 200 ms; a second is five of its rounds.
const WAITS: usize = 20;

/// The receipt of an entry, waiting up to a second for its place in the tree.
pub(crate) async fn wait_for_receipt(site: &Site, log: &Log, entry: EntryId) -> Result<Option<Receipt>> {
    for _ in 0..WAITS {
        let published = log.published();
        let found = site.store.read(move |tx| netra_ledger::actions::receipt(tx, entry, &published)).await?;
        if found.is_some() {
            return Ok(found);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(None)
}

/// The receipt of one's own signature: record, salt, leaf and proof. 202 with `Retry-After` while the
/// signature waits for its place in the tree.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/drives/{drive}/receipt", tag = "pledges", params(("drive" = i64, Path)),
    responses(
        (status = 200, description = "The receipt, as `netra verify` reads it", body = Object),
        (status = 202, description = "Not in the tree yet: ask again in a second"),
        (status = 401, body = Problem), (status = 404, body = Problem)
    )
)]
pub async fn receipt(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply<Response> {
    let (id, person, now) = (drive_id(&drive)?, employee(&who)?, site.now());
    let standing = site
        .store
        .read(move |tx| {
            let drive = actions::drive(tx, id)?;
            actions::standing(tx, &drive, person, now)
        })
        .await?;
    let Standing::Signed(answer) = standing else { return Err(Error::NotFound.into()) };
    let json = HeaderValue::from_static("application/json");
    Ok(match wait_for_receipt(&site, &log, answer.entry).await? {
        Some(receipt) => ([(header::CONTENT_TYPE, json)], receipt.to_bytes()?).into_response(),
        None => (StatusCode::ACCEPTED, [(header::RETRY_AFTER, "1")]).into_response(),
    })
}
