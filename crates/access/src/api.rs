//! The doors for programs: sessions, who am I, activation, codes, grants. JSON in, JSON out; every error is
//! a `application/problem+json`. The same walks as the pages, the same limits.

use crate::actions::{self, GrantRequest, Settled};
use crate::desk::PasswordDesk;
use crate::entrance;
use crate::identify::CurrentSession;
use crate::model::{Device, Login, Opened};
use crate::pages::desk;
use crate::rules;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use netra_base::{Error, Refusal, Role, Zone};
use netra_web::reply::Problem;
use netra_web::{Given, Reply, Signed, Site, WebError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A sign-in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SessionRequest {
    /// NIP, `UNITCODE/contract`, or a chosen name.
    pub login: String,
    /// The password.
    pub password: String,
    /// The one-time code, where the account uses them.
    pub totp: Option<String>,
}

/// A session that was opened. The token goes into `Authorization: Bearer …`.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionReply {
    /// The token; shown this once.
    pub token: String,
    /// When the session ends at the latest.
    pub expires: String,
    /// `password` or `password-totp`.
    pub signed_in_by: String,
    /// A role is held, so this session can only set one-time codes up.
    pub must_enrol: bool,
}

impl SessionReply {
    fn reply(opened: &Opened) -> Response {
        let body = Self {
            token: opened.token.as_str().to_owned(),
            expires: opened.expires.iso(Zone::Wib),
            signed_in_by: opened.signed_in_by.code().to_owned(),
            must_enrol: opened.must_enrol,
        };
        secret((StatusCode::CREATED, Json(body)).into_response())
    }
}

fn unknown_word(field: &'static str) -> Refusal {
    Refusal::new("choice", "Isi dengan kata yang dikenal.", "Give a word that is known.").at(field)
}

/// A reply that no cache may keep.
fn secret(mut reply: Response) -> Response {
    reply.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

/// Refusals name the fields of this door, which speaks English, not those of the screens.
fn in_english(error: Error) -> WebError {
    let Error::Refused(mut list) = error else { return error.into() };
    for refusal in &mut list {
        let name = match refusal.field.as_deref() {
            Some("sandi") => "password",
            Some("kode") => "code",
            Some("peran") => "role",
            _ => continue,
        };
        refusal.field = Some(name.into());
    }
    Error::Refused(list).into()
}

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(open_session, end_session, end_sessions, me, activate, issue_codes, grants, grant, revoke))]
pub struct ApiDoc;

/// Sign in.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "sessions", request_body = SessionRequest,
    responses((status = 201, body = SessionReply), (status = 422, body = Problem, description = "Wrong, locked (says how long), or a one-time code is needed")))]
pub async fn open_session(
    State(site): State<Site>,
    own_desk: Option<Extension<PasswordDesk>>,
    Given(request): Given<SessionRequest>,
) -> Reply {
    let SessionRequest { login, password, totp } = request;
    match entrance::sign_in(&site, &desk(own_desk), &login, &password, (totp, Device::Program))
        .await
        .map_err(in_english)?
    {
        Settled::Open(opened) => Ok(SessionReply::reply(&opened)),
        Settled::Code(_) => Err(rules::totp_needed().into()),
    }
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/sessions/current", tag = "sessions",
    responses((status = 204, description = "The session has ended"), (status = 401, body = Problem)))]
pub async fn end_session(
    State(site): State<Site>,
    Signed(_): Signed,
    session: Option<Extension<CurrentSession>>,
) -> Reply<StatusCode> {
    if let Some(Extension(CurrentSession(key))) = session {
        site.store.write(move |tx| actions::sign_out(tx, &key)).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// How many sessions ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedReply {
    /// The count, this one included.
    pub ended: u64,
}

/// Sign out everywhere.
#[utoipa::path(delete, path = "/api/v1/sessions", tag = "sessions",
    responses((status = 200, body = EndedReply), (status = 401, body = Problem)))]
pub async fn end_sessions(State(site): State<Site>, Signed(who): Signed) -> Reply<Json<EndedReply>> {
    let ended = site.store.write(move |tx| actions::sign_out_everywhere(tx, who.account)).await?;
    Ok(Json(EndedReply { ended }))
}

/// A role on a unit and below.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleReply {
    /// `unit-operator`, `leader`, …
    pub role: String,
    /// The unit's name.
    pub unit: String,
}

/// Who is asking.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeReply {
    /// The account's number.
    pub account: i64,
    /// The employee's number, when the account belongs to one.
    pub employee: Option<i64>,
    /// What its holder types to sign in.
    pub login: String,
    /// `password` or `password-totp`.
    pub signed_in_by: String,
    /// Are one-time codes on?
    pub totp: bool,
    /// A role is held, but this session can only set one-time codes up.
    pub must_enrol: bool,
    /// Roles held.
    pub roles: Vec<RoleReply>,
    /// Open sessions.
    pub sessions: usize,
}

/// Who am I?
#[utoipa::path(get, path = "/api/v1/me", tag = "sessions",
    responses((status = 200, body = MeReply), (status = 401, body = Problem)))]
pub async fn me(State(site): State<Site>, Signed(who): Signed) -> Reply<Json<MeReply>> {
    let now = site.now();
    let me = site.store.read(move |tx| actions::me(tx, &who, now)).await?;
    Ok(Json(MeReply {
        account: me.account.0,
        employee: me.employee.map(|employee| employee.0),
        login: me.login,
        signed_in_by: me.signed_in_by.code().to_owned(),
        totp: me.totp,
        must_enrol: me.must_enrol,
        roles: me.roles.into_iter().map(|(grant, unit)| RoleReply { role: grant.role, unit }).collect(),
        sessions: me.sessions.len(),
    }))
}

/// An activation.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ActivationRequest {
    /// NIP, or `UNITCODE/contract`.
    pub login: String,
    /// The code from the slip, in any case, with or without hyphens.
    pub code: String,
    /// The new password: at least 12 characters.
    pub password: String,
}

/// Activate an account with a one-time code; the answer is a session.
#[utoipa::path(post, path = "/api/v1/activations", tag = "sessions", request_body = ActivationRequest,
    responses((status = 201, body = SessionReply), (status = 422, body = Problem)))]
pub async fn activate(
    State(site): State<Site>,
    own_desk: Option<Extension<PasswordDesk>>,
    Given(request): Given<ActivationRequest>,
) -> Reply {
    let ActivationRequest { login, code, password } = request;
    let opened = entrance::activate(&site, &desk(own_desk), &login, &code, &password).await.map_err(in_english)?;
    Ok(SessionReply::reply(&opened))
}

/// Which codes to issue.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct CodesRequest {
    /// Also for every unit below.
    pub below: bool,
    /// Only for this person of your units, who may have an account already (password or phone lost).
    pub login: Option<String>,
}

/// One slip.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipReply {
    /// The person's name.
    pub name: String,
    /// What they type.
    pub login: String,
    /// The unit's name.
    pub unit: String,
    /// The code in groups of four; shown this once.
    pub code: String,
}

/// Codes that were issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodesReply {
    /// The unit's code.
    pub unit: String,
    /// Until when they work.
    pub valid_until: String,
    /// The number of the ledger entry.
    pub entry: i64,
    /// One for each person without an account.
    pub slips: Vec<SlipReply>,
}

/// Issue activation codes for the people of a unit who have no account.
#[utoipa::path(post, path = "/api/v1/units/{code}/codes", tag = "access", request_body = CodesRequest,
    params(("code" = String, Path, description = "The unit's code")),
    responses((status = 201, body = CodesReply), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn issue_codes(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(unit): Path<String>,
    Given(request): Given<CodesRequest>,
) -> Reply {
    let login = request.login.map(|login| Login::parse(&login).ok_or_else(|| unknown_word("login"))).transpose()?;
    let (chance, now) = (site.chance.clone(), site.now());
    let issued = site
        .store
        .write(move |tx| match &login {
            Some(login) => actions::issue_code_for(tx, &chance, now, &who, login),
            None => actions::issue_codes(tx, &chance, now, &who, &unit, request.below),
        })
        .await?;
    let slips = issued.slips.into_iter();
    let body = CodesReply {
        unit: issued.unit_code,
        valid_until: issued.valid_until.iso(Zone::Wib),
        entry: issued.entry.0,
        slips: slips.map(|s| SlipReply { name: s.name, login: s.login, unit: s.unit, code: s.code }).collect(),
    };
    Ok(secret((StatusCode::CREATED, Json(body)).into_response()))
}

/// A grant in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantReply {
    /// Its number.
    pub id: i64,
    /// Who holds it.
    pub login: String,
    /// `unit-operator`, `leader`, …
    pub role: String,
    /// The unit's code.
    pub unit: String,
    /// Since when.
    pub since: String,
}

/// The grants in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantsReply {
    /// By unit, role and login.
    pub grants: Vec<GrantReply>,
}

/// The roles in force on the units you administer.
#[utoipa::path(get, path = "/api/v1/grants", tag = "access",
    responses((status = 200, body = GrantsReply), (status = 404, body = Problem)))]
pub async fn grants(State(site): State<Site>, Signed(who): Signed) -> Reply<Json<GrantsReply>> {
    let lines = site.store.read(move |tx| actions::grants_in_my_units(tx, &who)).await?;
    let grants = lines.into_iter().map(|line| GrantReply {
        id: line.grant.id,
        login: line.grant.login,
        role: line.grant.role,
        unit: line.unit_code,
        since: line.grant.granted_at.iso(Zone::Wib),
    });
    Ok(Json(GrantsReply { grants: grants.collect() }))
}

/// A grant to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewGrantRequest {
    /// To whom.
    pub login: String,
    /// `unit-operator`, `leader`, …
    pub role: String,
    /// The unit's code; the role reaches everything below.
    pub unit: String,
}

/// The grant that stands now.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewGrantReply {
    /// Its number.
    pub id: i64,
}

/// Grant a role. Granting what is held already answers the grant there is.
#[utoipa::path(post, path = "/api/v1/grants", tag = "access", request_body = NewGrantRequest,
    responses((status = 201, body = NewGrantReply), (status = 422, body = Problem)))]
pub async fn grant(State(site): State<Site>, Signed(who): Signed, Given(request): Given<NewGrantRequest>) -> Reply {
    let role = Role::parse(&request.role).ok_or_else(|| unknown_word("role"))?;
    let login = Login::parse(&request.login).ok_or_else(|| unknown_word("login"))?;
    let request = GrantRequest { login, role, unit_code: request.unit };
    let (chance, now) = (site.chance.clone(), site.now());
    let id = site.store.write(move |tx| actions::grant(tx, &chance, now, &who, &request)).await.map_err(in_english)?;
    Ok((StatusCode::CREATED, Json(NewGrantReply { id })).into_response())
}

/// Take a role back.
#[utoipa::path(delete, path = "/api/v1/grants/{grant}", tag = "access",
    params(("grant" = i64, Path, description = "The grant's number")),
    responses((status = 204, description = "Taken back"), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn revoke(State(site): State<Site>, Signed(who): Signed, Path(id): Path<i64>) -> Reply<StatusCode> {
    let (chance, now) = (site.chance.clone(), site.now());
    site.store.write(move |tx| actions::revoke(tx, &chance, now, &who, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
