//! Teams for programs under `/api/v1/teams`: who has one, one team, forming it, changing its members. JSON in,
//! JSON out; errors are problem+json. Plans and findings are not here: they are for people in the team. What may
//! be seen is decided in actions.

use crate::actions::{self, MemberView, TeamView, UnitStanding};
use crate::instruments::Instruments;
use crate::model::{
    self, Change, ChangeRequest, Decree, Duty, EndReason, Function, Functions, MemberId, NewMember, NewTeam, Numbering,
    Period, Person,
};
use crate::pages::team_id;
use crate::rules;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use netra_base::{Day, Refusal, Zone};
use netra_web::form::Refusals;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(teams, form, team, change_member, end))]
pub struct ApiDoc;

/// A unit that ought to have a team, and the one it has.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitTeamBody {
    /// The unit's code.
    unit: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: &'static str,
    /// Has it a valid team, its own or that of the nearest unit above?
    valid: bool,
    /// The number of that team; absent when there is none, and for those outside the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<i64>,
    /// Is it the unit's own, or that of the nearest unit above? Absent for those outside the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<bool>,
    /// The team's last day; absent as its number is.
    #[schema(example = "2024-12-31")]
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Has it a chair and two members? Absent for those outside the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<bool>,
}

impl UnitTeamBody {
    fn of(one: &UnitStanding, inside: bool) -> Self {
        let has = one.has.as_ref().filter(|_| inside);
        Self {
            unit: one.unit.code.to_string(),
            name: one.unit.name.clone(),
            kind: one.unit.kind.code(),
            valid: one.has.is_some(),
            team: has.map(|has| has.team.0),
            own: inside.then(|| one.own().is_some()),
            until: has.map(|has| has.until.to_string()),
            complete: inside.then(|| has.is_some_and(|has| has.complete)),
        }
    }
}

/// Who has a team.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamList {
    /// When this was true.
    at: String,
    /// What is counted.
    denominator: String,
    /// Units that ought to have a team.
    total: i64,
    /// With a valid team, their own or one above.
    with_team: i64,
    /// The units in the order of the tree.
    units: Vec<UnitTeamBody>,
}

/// Every Kanwil and UPT with its team of today; with `?unit=KW-20` those at and below that unit.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/teams", tag = "teams", params(("unit" = Option<String>, Query, description = "a unit's code")),
    responses((status = 200, body = TeamList), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn teams(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply<Json<TeamList>> {
    let (now, asked) = (site.now(), visit.asked("unit"));
    let (standing, path) = site
        .store
        .read(move |tx| {
            let path = match asked {
                Some(code) => netra_registry::actions::unit_by_code(tx, &code)?.path,
                None => "/".to_owned(),
            };
            Ok((actions::standing(tx, now)?, path))
        })
        .await?;
    let counts = standing.counts(&path);
    let units = standing.units.iter().filter(|one| one.unit.path.starts_with(&path));
    let units = units.map(|one| UnitTeamBody::of(one, rules::belongs(&who))).collect();
    let denominator = visit.say(
        "Setiap Kantor Wilayah dan UPT yang ada pada saat itu; punya tim berarti timnya sendiri atau tim unit terdekat di atasnya berlaku.",
        "Every regional office and UPT there is at that moment; to have a team means that its own, or that of the nearest unit above, is valid.",
    );
    let denominator = denominator.to_owned();
    Ok(Json(TeamList { at: now.iso(Zone::Wib), denominator, total: counts.units, with_team: counts.with(), units }))
}

/// A member as somebody who may see names sees one.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberBody {
    /// The membership's number.
    id: i64,
    /// The name.
    name: String,
    /// Jabatan.
    position: Option<String>,
    /// `chair`, `secretary` or `member`.
    duty: &'static str,
    /// `guidance`, `supervision`, `handling`.
    functions: Vec<&'static str>,
    /// The first day.
    from: String,
    /// The last day, for who is no longer in it.
    until: Option<String>,
    /// Why.
    reason: Option<&'static str>,
    /// The successor's name.
    successor: Option<String>,
}

impl MemberBody {
    fn of(one: MemberView) -> Self {
        let end = one.member.ended.as_ref();
        Self {
            id: one.member.id.0,
            duty: one.member.duty.code(),
            functions: one.member.functions.iter().map(Function::code).collect(),
            from: one.member.from.to_string(),
            until: end.map(|end| end.last_day.to_string()),
            reason: end.map(|end| end.reason.code()),
            name: one.name,
            position: one.position,
            successor: one.successor,
        }
    }
}

/// A team.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamBody {
    /// Its number.
    id: i64,
    /// The code of its unit.
    unit: String,
    /// Its name.
    title: String,
    /// The number of the decree.
    decree_number: String,
    /// The day of the decree.
    decree_day: String,
    /// The function that issued it.
    issuer: String,
    /// Ids of the instruments it rests on.
    basis: Vec<String>,
    /// The first day.
    from: String,
    /// The last day, an early end taken into account.
    until: String,
    /// Is it valid today, by the unit's own date?
    valid: bool,
    /// Has it a chair and two members today?
    complete: bool,
    /// Members today.
    size: i64,
    /// Members and former members; absent for those who may not see names.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<MemberBody>>,
}

impl TeamBody {
    fn of(view: TeamView) -> Self {
        let valid = view.team.valid();
        let names = view.reach.names;
        Self {
            id: view.team.id.0,
            unit: view.unit.code.to_string(),
            valid: valid.has(view.today),
            complete: view.complete,
            size: view.size,
            from: valid.from.to_string(),
            until: valid.until.to_string(),
            decree_day: view.team.decree.day.to_string(),
            title: view.team.title,
            decree_number: view.team.decree.number,
            issuer: view.team.decree.issuer,
            basis: view.team.decree.basis,
            members: names.then(|| view.members.into_iter().map(MemberBody::of).collect()),
        }
    }
}

/// One team.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/teams/{team}", tag = "teams", params(("team" = i64, Path)),
    responses((status = 200, body = TeamBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn team(State(site): State<Site>, Signed(who): Signed, Path(team): Path<String>) -> Reply<Json<TeamBody>> {
    let (id, now) = (team_id(&team)?, site.now());
    let view = site.store.read(move |tx| actions::team(tx, now, &who, id)).await?;
    Ok(Json(TeamBody::of(view)))
}

/// A member to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewMemberBody {
    /// The NIP.
    nip: String,
    /// `chair`, `secretary` or `member`.
    duty: String,
    /// `guidance`, `supervision`, `handling`: at least one.
    functions: Vec<String>,
}

impl NewMemberBody {
    fn parse(&self, at: usize) -> Result<NewMember, Refusal> {
        let person = Person::of_nip(&self.nip).map_err(|refusal| refusal.at(format!("nip-{at}")))?;
        let duty = choice(&self.duty, format!("duty-{at}"), Duty::parse)?;
        let field = format!("fn-{at}");
        let read = |word: &String| choice(word, field.clone(), Function::parse);
        let functions = self.functions.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let functions = Functions::new(functions).map_err(|refusal| refusal.at(field.clone()))?;
        Ok(NewMember { person, functions, duty })
    }
}

/// A team to be formed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTeamBody {
    /// The code of its unit.
    #[schema(example = "KW-20")]
    unit: String,
    /// Its name.
    title: String,
    /// The number of the decree; absent to take the next of the unit's register.
    decree_number: Option<String>,
    /// The class of that number in the register.
    #[schema(example = "KP.05.02")]
    decree_class: Option<String>,
    /// The day of the decree.
    #[schema(example = "2022-10-19")]
    decree_day: String,
    /// The function that issued it, not the person.
    issuer: String,
    /// Ids of the instruments it rests on.
    basis: Vec<String>,
    /// The first day.
    from: String,
    /// The last day.
    until: String,
    /// One chair and at least two members.
    members: Vec<NewMemberBody>,
}

/// The number of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Formed {
    /// The number.
    id: i64,
}

fn day(text: &str, field: &'static str) -> Result<Day, Refusal> {
    Day::parse(text).ok_or_else(|| {
        let id = format!("{field}: tulis tanggal seperti 2024-01-05.");
        Refusal::new("day", id, format!("{field}: write a date like 2024-01-05.")).at(field)
    })
}

fn choice<T>(text: &str, field: String, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
    parse(text).ok_or_else(|| {
        let id = format!("{field}: kata tidak dikenal; lihat uraian API.");
        Refusal::new("choice", id, format!("{field}: unknown word; see the description of the API.")).at(field)
    })
}

impl NewTeamBody {
    fn parse(self) -> netra_base::Result<NewTeam> {
        let mut refused = Refusals::default();
        let title = refused.take(model::title(&self.title));
        let number = match (&self.decree_number, &self.decree_class) {
            (None, Some(class)) => model::decree_class(class).map(|class| (String::new(), Numbering::Register(class))),
            (number, _) => {
                model::decree_number(number.as_deref().unwrap_or_default()).map(|number| (number, Numbering::Given))
            }
        };
        let number = refused.take(number);
        let decree_day = refused.take(day(&self.decree_day, "decree_day"));
        let issuer = refused.take(model::issuer(&self.issuer));
        let from = refused.take(day(&self.from, "from"));
        let until = refused.take(day(&self.until, "until"));
        // One more than there may be, so that too many are refused as such and not looked up one by one.
        let members = self.members.iter().take(model::MOST_MEMBERS + 1).enumerate();
        let members: Vec<NewMember> = members.filter_map(|(at, one)| refused.take(one.parse(at))).collect();
        let (Some(title), Some((number, numbering)), Some(day), Some(issuer), Some(from), Some(until)) =
            (title, number, decree_day, issuer, from, until)
        else {
            return Err(refused.into_error());
        };
        refused.check()?;
        let decree = Decree { number, day, issuer, basis: self.basis };
        Ok(NewTeam { unit: self.unit, decree, numbering, title, period: Period { from, until }, members })
    }
}

/// Forms a team by decree; it gets a leaf of its own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/teams", tag = "teams", request_body = NewTeamBody,
    responses((status = 201, body = Formed), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn form(
    State(site): State<Site>,
    Extension(known): Extension<Instruments>,
    Signed(who): Signed,
    Given(body): Given<NewTeamBody>,
) -> Reply<(StatusCode, Json<Formed>)> {
    let (new, chance, now) = (body.parse()?, site.chance.clone(), site.now());
    let id = site
        .store
        .write(move |tx| {
            let ids = known.at(tx, now)?;
            actions::form(tx, &chance, now, &who, &new, &|id| ids.iter().any(|one| one.id == id))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(Formed { id: id.0 })))
}

/// A change of members.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeBody {
    /// `join`, `leave`, `replace` or `settle` (who left the unit needs no successor).
    change: String,
    /// The first day of who comes; who goes is in the team until the day before.
    day: String,
    /// The number of the decree.
    decree: Option<String>,
    /// The membership that ends or has ended.
    member: Option<i64>,
    /// `replaced`, `request`, `conflict` or `duties`.
    reason: Option<String>,
    /// The NIP of the successor.
    nip: Option<String>,
    /// Who comes, for `join`.
    joins: Option<NewMemberBody>,
}

impl ChangeBody {
    fn parse(self) -> Result<ChangeRequest, Refusal> {
        let missing = |field: &'static str| {
            Refusal::new("required", format!("Isi {field}."), format!("Fill in: {field}.")).at(field)
        };
        let member = || self.member.map(MemberId).ok_or_else(|| missing("member"));
        let given = |code: &str| EndReason::GIVEN.into_iter().find(|reason| reason.code() == code);
        let reason = || choice(self.reason.as_deref().unwrap_or_default(), "reason".to_owned(), given);
        let change = match self.change.as_str() {
            "join" => Change::Join(self.joins.as_ref().ok_or_else(|| missing("joins"))?.parse(0)?),
            "leave" => Change::Leave(member()?, reason()?),
            "settle" => Change::Settle(member()?),
            "replace" => {
                let nip = self.nip.as_deref().ok_or_else(|| missing("nip"))?;
                Change::Replace(member()?, reason()?, Person::of_nip(nip).map_err(|refusal| refusal.at("nip"))?)
            }
            other => return choice(other, "change".to_owned(), |_| None),
        };
        let decree = self.decree.as_deref().map(model::decree_number).transpose()?;
        Ok(ChangeRequest { change, day: day(&self.day, "day")?, decree })
    }
}

/// Changes the members of a team; the change gets a leaf of its own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/teams/{team}/members", tag = "teams", params(("team" = i64, Path)), request_body = ChangeBody,
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn change_member(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(team): Path<String>,
    Given(body): Given<ChangeBody>,
) -> Reply<StatusCode> {
    let (id, chance, now) = (team_id(&team)?, site.chance.clone(), site.now());
    let request = body.parse()?;
    site.store.write(move |tx| actions::change(tx, &chance, now, &who, id, &request)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The end of a team.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EndBody {
    /// The last day.
    last_day: String,
    /// Why.
    reason: String,
}

/// Ends a team before its period does; the end gets a leaf of its own.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/teams/{team}/end", tag = "teams", params(("team" = i64, Path)), request_body = EndBody,
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn end(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(team): Path<String>,
    Given(body): Given<EndBody>,
) -> Reply<StatusCode> {
    let (id, chance, now) = (team_id(&team)?, site.chance.clone(), site.now());
    let (last_day, reason) = (day(&body.last_day, "last_day")?, model::end_reason(&body.reason)?);
    site.store.write(move |tx| actions::end(tx, &chance, now, &who, id, (last_day, &reason))).await?;
    Ok(StatusCode::NO_CONTENT)
}
