//! Planning and changing for programs.

use super::{AgendaBody, DelegationBody, GroupBody};
use crate::actions;
use crate::model::{ActivityKind, AgendaItem, Budget, Group, Mode, NewActivity, NewDelegation, Side, Somebody};
use crate::pages::activity_id;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use netra_base::{DriveId, Refusal, Result};
use netra_oversight::model::TeamId;
use netra_pledges::model::Wall;
use netra_registry::model::Nip;
use netra_web::form::Refusals;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who leads or speaks: a NIP of the asker's units, or a function with institution and perhaps a name.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SomebodyBody {
    /// The NIP.
    nip: Option<String>,
    /// The name of an outsider, when it matters.
    name: Option<String>,
    /// The function.
    function: Option<String>,
    /// The institution.
    institution: Option<String>,
}

impl SomebodyBody {
    fn parse(self, field: &'static str) -> Result<Somebody, Refusal> {
        match self.nip {
            Some(nip) => Nip::parse(&nip).map(Somebody::Nip).map_err(|refusal| refusal.at(field)),
            None => Ok(Somebody::Outside {
                name: self.name,
                function: self.function.unwrap_or_default(),
                institution: self.institution,
            }),
        }
    }
}

/// An activity to be planned, or its changed plan.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewActivityBody {
    /// The code of the unit that holds it.
    unit: String,
    /// `roll-call`, `readiness`, `declaration`, `meeting`, `outreach`, `training`, `coordination`.
    kind: String,
    /// `on-site`, `virtual`, `mixed`.
    mode: String,
    /// Its name.
    title: String,
    /// Tema.
    theme: Option<String>,
    /// Ids of the instruments it rests on.
    #[serde(default)]
    basis: Vec<String>,
    /// Where; needed unless it is virtual.
    venue: Option<String>,
    /// The virtual room: https.
    link: Option<String>,
    /// Its beginning on the host's wall.
    #[schema(example = "2023-12-21T08:00")]
    starts: String,
    /// Its end on the host's wall.
    ends: String,
    /// Who leads it.
    leader: SomebodyBody,
    /// Whose message the leader reads: a function.
    on_behalf_of: Option<String>,
    /// Who speaks.
    #[serde(default)]
    speakers: Vec<SomebodyBody>,
    /// Who is invited.
    #[serde(default)]
    invited: Vec<GroupBody>,
    /// Which units send people.
    #[serde(default)]
    delegations: Vec<DelegationBody>,
    /// How many of the host's own people should come.
    #[serde(default)]
    target: i64,
    /// Rupiah at most.
    budget_ceiling: Option<i64>,
    /// Where the money comes from.
    budget_source: Option<String>,
    /// The order of the day.
    #[serde(default)]
    agenda: Vec<AgendaBody>,
    /// The oversight team on whose behalf it is held: valid on its day, of the host or of a unit above.
    team: Option<i64>,
    /// The pledge drive that is signed there.
    pledge_drive: Option<i64>,
    /// The warnings (clashes, holidays, quiet days) are known.
    #[serde(default)]
    confirmed: bool,
}

fn choice<T>(text: &str, field: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
    parse(text).ok_or_else(|| {
        let id = format!("{field}: kata tidak dikenal; lihat uraian API.");
        Refusal::new("choice", id, format!("{field}: unknown word; see the description of the API.")).at(field)
    })
}

fn wall(text: &str, field: &'static str) -> Result<Wall, Refusal> {
    Wall::parse(text).ok_or_else(|| {
        let id = format!("{field}: tulis waktu seperti 2023-12-21T08:00.");
        Refusal::new("time", id, format!("{field}: write a time like 2023-12-21T08:00.")).at(field)
    })
}

impl NewActivityBody {
    fn parse(self) -> Result<NewActivity> {
        let mut refused = Refusals::default();
        let kind = refused.take(choice(&self.kind, "kind", ActivityKind::parse));
        let mode = refused.take(choice(&self.mode, "mode", Mode::parse));
        let starts = refused.take(wall(&self.starts, "starts"));
        let ends = refused.take(wall(&self.ends, "ends"));
        let leader = refused.take(self.leader.parse("leader"));
        let speakers = self.speakers.into_iter();
        let speakers = speakers.filter_map(|one| refused.take(one.parse("speakers"))).collect();
        let mut invited = Vec::new();
        for one in self.invited {
            let side = refused.take(choice(&one.side, "invited", Side::parse));
            let group = |side| Group { side, name: one.name, institution: one.institution, expected: one.expected };
            invited.extend(side.map(group));
        }
        let (Some(kind), Some(mode), Some(starts), Some(ends), Some(leader)) = (kind, mode, starts, ends, leader)
        else {
            return Err(refused.into_error());
        };
        refused.check()?;
        let delegations = self.delegations.into_iter();
        let agenda = self.agenda.into_iter();
        Ok(NewActivity {
            unit: self.unit,
            kind,
            mode,
            title: self.title,
            theme: self.theme,
            basis: self.basis,
            venue: self.venue,
            link: self.link,
            starts,
            ends,
            leader,
            on_behalf_of: self.on_behalf_of,
            speakers,
            invited,
            delegations: delegations.map(|one| NewDelegation { unit: one.unit, expected: one.expected }).collect(),
            target: self.target,
            budget: self
                .budget_ceiling
                .map(|ceiling| Budget { ceiling, source: self.budget_source.unwrap_or_default() }),
            agenda: agenda.map(|one| AgendaItem { at: one.at, item: one.item, by: one.by }).collect(),
            team: self.team.map(TeamId),
            drive: None,
            pledge_drive: self.pledge_drive.map(DriveId),
            confirmed: self.confirmed,
        })
    }
}

/// The number of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Planned {
    /// The number.
    id: i64,
}

/// Plans an activity. The same plan again finds the first.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities", tag = "activities", request_body = NewActivityBody,
    responses((status = 201, body = Planned), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn plan(
    State(site): State<Site>,
    Signed(who): Signed,
    Given(body): Given<NewActivityBody>,
) -> Reply<(StatusCode, Json<Planned>)> {
    let (new, chance, now) = (body.parse()?, site.chance.clone(), site.now());
    let id = site.store.write(move |tx| actions::plan(tx, &chance, now, &who, &new)).await?;
    Ok((StatusCode::CREATED, Json(Planned { id: id.0 })))
}

/// Changes the plan of an activity that is not over; once it has begun, only leader, speakers, venue, link and agenda.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    put, path = "/api/v1/activities/{activity}", tag = "activities", params(("activity" = i64, Path)), request_body = NewActivityBody,
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn change(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Given(body): Given<NewActivityBody>,
) -> Reply<StatusCode> {
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    let new = body.parse()?;
    site.store.write(move |tx| actions::change(tx, &chance, now, &who, id, &new)).await?;
    Ok(StatusCode::NO_CONTENT)
}
