//! Activities for programs under `/api/v1/activities`: list, one, plan, change, start, finish, cancel, file the report. JSON
//! in, JSON out; errors are problem+json. What may be seen and done is decided in actions.

mod plan;

pub use plan::{change, plan};

use crate::actions::{self, Filter, Line, Place, View};
use crate::model::{Activity, ActivityKind, Named, State as Stage, Tally};
use crate::pages::activity_id;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use netra_oversight::model::TeamId;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The part of the description that is about activities.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(list, activity, plan::plan, plan::change, start, finish, cancel, report))]
pub struct ApiDoc;

/// Who leads or speaks.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonBody {
    /// The name, when one was given.
    name: Option<String>,
    /// Jabatan.
    function: Option<String>,
    /// The institution of an outsider, the unit of an employee.
    institution: Option<String>,
}

impl PersonBody {
    fn of(one: &Named) -> Self {
        let name = (!one.name.is_empty()).then(|| one.name.clone());
        Self { name, function: one.function.clone(), institution: one.institution.clone() }
    }
}

/// How many were there.
#[derive(Debug, Serialize, ToSchema)]
pub struct TallyBody {
    /// Employees present, early and late ones included.
    present: i64,
    /// Of these, early.
    early: i64,
    /// Of these, late.
    late: i64,
    /// Guests without an account; not among the present.
    guests: i64,
    /// Counted on sheets of paper without names, perhaps the same people: in no sum with the others.
    on_paper: i64,
}

impl TallyBody {
    fn of(tally: Tally) -> Self {
        let Tally { present, early, late, guests, on_paper, .. } = tally;
        Self { present, early, late, guests, on_paper }
    }
}

/// An activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityBody {
    /// Its number.
    id: i64,
    /// The code of the unit that holds it.
    unit: String,
    /// `roll-call`, `readiness`, `declaration`, `meeting`, `outreach`, `training`, `coordination`.
    kind: &'static str,
    /// `on-site`, `virtual`, `mixed`.
    mode: &'static str,
    /// Its name.
    title: String,
    /// Tema.
    theme: Option<String>,
    /// Where.
    venue: Option<String>,
    /// Its beginning, in the host's own time.
    #[schema(example = "2023-12-21T08:00:00+07:00")]
    starts: String,
    /// Its end.
    ends: String,
    /// `planned`, `running`, `held`, `cancelled`.
    state: &'static str,
    /// Is its report filed?
    reported: bool,
    /// Who leads it.
    leader: PersonBody,
    /// How many of the host's own people should come.
    target: i64,
    /// How many are awaited in all: the target, the invited groups, the delegations.
    expected: i64,
    /// How many were there.
    tally: TallyBody,
    /// The simultaneous drive it belongs to.
    drive: Option<i64>,
    /// The oversight team on whose behalf it is held.
    team: Option<i64>,
}

impl ActivityBody {
    fn of(one: &Activity, unit: &str) -> Self {
        Self {
            id: one.id.0,
            unit: unit.to_owned(),
            kind: one.kind.code(),
            mode: one.mode.code(),
            title: one.title.clone(),
            theme: one.theme.clone(),
            venue: one.venue.clone(),
            starts: one.starts.iso(one.zone),
            ends: one.ends.iso(one.zone),
            state: one.state.code(),
            reported: one.reported.is_some(),
            leader: PersonBody::of(&one.leader),
            target: one.target,
            expected: one.expected,
            tally: TallyBody::of(one.tally),
            drive: one.drive.map(|drive| drive.0),
            team: one.team.map(|team| team.0),
        }
    }
}

/// A page of activities.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityList {
    /// The activities: what comes, soonest first; with `past=1` what is over, latest first.
    activities: Vec<ActivityBody>,
    /// The value of `from` for the next page.
    next: Option<String>,
}

/// The activities that the asker may see, fifty at a time.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activities", tag = "activities",
    params(("past" = Option<String>, Query, description = "`1`: what is over"), ("unit" = Option<String>, Query, description = "a unit's code"),
        ("kind" = Option<String>, Query), ("state" = Option<String>, Query), ("team" = Option<i64>, Query, description = "an oversight team's number"), ("from" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = ActivityList), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn list(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply<Json<ActivityList>> {
    let filter = Filter {
        past: visit.asked("past").as_deref() == Some("1"),
        state: visit.asked("state").as_deref().and_then(Stage::parse),
        kind: visit.asked("kind").as_deref().and_then(ActivityKind::parse),
        unit: visit.asked("unit"),
        team: visit.asked("team").and_then(|id| id.parse().ok()).map(TeamId),
        from: visit.asked("from").as_deref().and_then(Place::parse),
        ..Filter::default()
    };
    let now = site.now();
    let (lines, next) = site.store.read(move |tx| actions::list(tx, now, &who, &filter)).await?;
    let body = |line: &Line| ActivityBody::of(&line.activity, line.unit.code.as_str());
    Ok(Json(ActivityList { activities: lines.iter().map(body).collect(), next: next.map(|place| place.to_string()) }))
}

/// A group that is invited.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupBody {
    /// `inside` or `outside`.
    pub(crate) side: String,
    /// Who.
    pub(crate) name: String,
    /// Of which institution.
    pub(crate) institution: Option<String>,
    /// How many are expected: at least one.
    pub(crate) expected: i64,
}

/// A delegation of another unit.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DelegationBody {
    /// The unit's code.
    pub(crate) unit: String,
    /// How many are expected: at least one.
    pub(crate) expected: i64,
}

/// A line of the agenda.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AgendaBody {
    /// On the host's wall.
    #[schema(example = "08:30")]
    pub(crate) at: String,
    /// What.
    pub(crate) item: String,
    /// By whom: a function.
    pub(crate) by: Option<String>,
}

/// An activity with what belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeBody {
    /// The activity itself.
    #[serde(flatten)]
    activity: ActivityBody,
    /// Whose message the leader reads.
    on_behalf_of: Option<String>,
    /// Who speaks.
    speakers: Vec<PersonBody>,
    /// Who is invited.
    invited: Vec<GroupBody>,
    /// Which units send people.
    delegations: Vec<DelegationBody>,
    /// The order of the day.
    agenda: Vec<AgendaBody>,
    /// Ids of the instruments it rests on.
    basis: Vec<String>,
    /// Why it was cancelled.
    reason: Option<String>,
    /// Signatures counted at this place.
    signed: Option<i64>,
    /// Holidays and quiet days it falls on.
    warnings: Vec<String>,
}

impl WholeBody {
    fn of(view: &View, lang: netra_base::Lang) -> Self {
        let group = |one: &crate::model::Group| GroupBody {
            side: one.side.code().to_owned(),
            name: one.name.clone(),
            institution: one.institution.clone(),
            expected: one.expected,
        };
        let item = |one: &crate::model::AgendaItem| AgendaBody {
            at: one.at.clone(),
            item: one.item.clone(),
            by: one.by.clone(),
        };
        let sent = view.sent.iter();
        Self {
            activity: ActivityBody::of(&view.activity, view.unit.code.as_str()),
            on_behalf_of: view.activity.on_behalf_of.clone(),
            speakers: view.details.speakers.iter().map(PersonBody::of).collect(),
            invited: view.details.invited.iter().map(group).collect(),
            delegations: sent
                .map(|(unit, expected)| DelegationBody { unit: unit.code.to_string(), expected: *expected })
                .collect(),
            agenda: view.details.agenda.iter().map(item).collect(),
            basis: view.activity.basis.clone(),
            reason: view.activity.reason.clone(),
            signed: view.occasion.as_ref().map(|one| one.signed),
            warnings: view.marks.iter().map(|one| format!("{}: {}", one.day, one.mark.words(lang))).collect(),
        }
    }
}

/// One activity.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activities/{activity}", tag = "activities", params(("activity" = i64, Path)),
    responses((status = 200, body = WholeBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn activity(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<WholeBody>> {
    let (id, now) = (activity_id(&id)?, site.now());
    let view = site.store.read(move |tx| actions::view(tx, now, &who, id)).await?;
    Ok(Json(WholeBody::of(&view, visit.lang)))
}

/// Says that an activity has begun.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities/{activity}/start", tag = "activities", params(("activity" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn start(State(site): State<Site>, Signed(who): Signed, Path(id): Path<String>) -> Reply<StatusCode> {
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    site.store.write(move |tx| actions::start(tx, &chance, now, &who, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that an activity is over; it gets a leaf with its counts.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities/{activity}/finish", tag = "activities", params(("activity" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn finish(State(site): State<Site>, Signed(who): Signed, Path(id): Path<String>) -> Reply<StatusCode> {
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    site.store.write(move |tx| actions::finish(tx, &chance, now, &who, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why an activity is cancelled.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CancelBody {
    /// The reason; those invited see it.
    reason: String,
}

/// Cancels an activity; it gets a leaf.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities/{activity}/cancel", tag = "activities", params(("activity" = i64, Path)), request_body = CancelBody,
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn cancel(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Given(body): Given<CancelBody>,
) -> Reply<StatusCode> {
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    site.store.write(move |tx| actions::cancel(tx, &chance, now, &who, id, &body.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A report that was filed.
#[derive(Debug, Serialize, ToSchema)]
pub struct FiledBody {
    /// Its version.
    version: i64,
    /// Its number from the unit's register.
    number: Option<String>,
}

/// Files the report of an activity from the records of this moment; it gets a leaf.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities/{activity}/report", tag = "activities",
    params(("activity" = i64, Path), ("class" = Option<String>, Query, description = "class of its number, `UM.01.01` when none is said")),
    responses((status = 200, body = FiledBody), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn report(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<FiledBody>> {
    let class = visit.asked("class");
    let (id, chance, now) = (activity_id(&id)?, site.chance.clone(), site.now());
    let body = site
        .store
        .write(move |tx| {
            let version = actions::file_report(tx, &chance, now, &who, (id, class.as_deref()))?;
            let number = actions::report(tx, now, &who, id, Some(version))?.report.number;
            Ok(FiledBody { version, number })
        })
        .await?;
    Ok(Json(body))
}
