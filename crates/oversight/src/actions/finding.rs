//! A team's own findings. Only members of the unit's team of today see them, and of these not the person concerned
//! nor those below; when that leaves nobody, the nearest team above sees the finding in their place. To everybody
//! else it does not exist, in lists and counts alike.

use super::bodies;
use super::evidence::{self, EvidenceView};
use super::reach::inside;
use crate::model::finding::{Finding, NewFinding};
use crate::model::{Duty, FindingId, Member, Team, TeamId};
use crate::rules::finding::{self as rules, Place};
use crate::store::{findings as store, teams};
use anyhow::Context;
use netra_base::{Chance, EmployeeId, EntryId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// A finding with what is said beside it.
#[derive(Debug, Clone)]
pub struct FindingView {
    /// The finding.
    pub finding: Finding,
    /// Its unit.
    pub unit: Unit,
    /// Was it recorded after its deadline?
    pub late: bool,
    /// The concerned person's name.
    pub concerned: Option<String>,
    /// Who recorded it.
    pub by: String,
    /// Did it come up from a team below, where nobody may see it?
    pub passed_up: bool,
    /// Its files, where one finding is looked at by somebody who opens them.
    pub files: Option<Vec<EvidenceView>>,
}

/// The findings that a member may see.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The unit whose team sees them.
    pub unit: Unit,
    /// The team of today.
    pub team: Team,
    /// Newest first.
    pub list: Vec<FindingView>,
}

fn place(tx: &mut Tx<'_>, employee: EmployeeId) -> Result<Place> {
    let person = registry::employee(tx, employee)?;
    let unit_path = registry::unit(tx, person.unit)?.path;
    Ok(Place { employee, unit_path, position: person.position })
}

/// The unit's team of today with its members of today.
fn crew(tx: &mut Tx<'_>, unit: &Unit, now: Moment) -> Result<Option<(Team, Vec<Member>)>> {
    let today = now.day(unit.zone);
    let Some(team) = teams::of_unit(tx, unit.id)?.into_iter().find(|team| team.valid().has(today)) else {
        return Ok(None);
    };
    let mut members = teams::members(tx, team.id)?;
    members.retain(|member| member.is_in(today));
    Ok(Some((team, members)))
}

/// Those of a crew who may see a finding about this person.
fn free(tx: &mut Tx<'_>, crew: Vec<Member>, concerned: &Place) -> Result<Vec<Member>> {
    let chair = crew.iter().any(|one| one.duty == Duty::Chair && one.employee == concerned.employee);
    let mut free = Vec::new();
    for member in crew {
        if !rules::hidden(concerned, &place(tx, member.employee)?, chair) {
            free.push(member);
        }
    }
    Ok(free)
}

/// The unit whose team sees this finding, with those of it who do: its own unit, or the nearest above when the
/// concern hides it from everybody in its own team.
pub(super) fn seen_by(tx: &mut Tx<'_>, now: Moment, finding: &Finding) -> Result<Option<(UnitId, Vec<Member>)>> {
    let unit = registry::unit(tx, finding.unit)?;
    let Some(concerned) = finding.concerned else {
        return Ok(crew(tx, &unit, now)?.map(|(_, members)| (unit.id, members)));
    };
    let concerned = place(tx, concerned)?;
    let line: Vec<UnitId> = unit.path.split('/').rev().filter_map(|id| id.parse().ok()).map(UnitId).collect();
    for id in line {
        let above = registry::unit(tx, id)?;
        let Some((_, members)) = crew(tx, &above, now)? else {
            // A unit without a team waits for its next one; only who is concerned moves a finding up.
            if id == unit.id {
                return Ok(None);
            }
            continue;
        };
        let free = free(tx, members, &concerned)?;
        if !free.is_empty() {
            return Ok(Some((id, free)));
        }
    }
    Ok(None)
}

/// How many findings of a unit there are, as far as the asker may know. An account that is no employee's may be the very
/// person's in another role: to it no finding about a person counts.
pub(super) fn count(tx: &mut Tx<'_>, who: &Principal, unit: &Unit) -> Result<i64> {
    let asker = match who.employee {
        Some(employee) => Some(place(tx, employee)?),
        None => None,
    };
    let mut count = 0;
    for finding in store::of_unit(tx, unit.id)? {
        let hidden = match (&asker, finding.concerned) {
            (Some(asker), Some(concerned)) => {
                let chair = chairs(tx, finding.team, concerned)?;
                rules::hidden(&place(tx, concerned)?, asker, chair && is_in(tx, finding.team, asker.employee)?)
            }
            (None, concerned) => concerned.is_some(),
            (Some(_), None) => false,
        };
        count += i64::from(!hidden);
    }
    Ok(count)
}

fn chairs(tx: &mut Tx<'_>, team: TeamId, employee: EmployeeId) -> Result<bool> {
    let members = teams::members(tx, team)?;
    Ok(members.iter().any(|one| one.ended.is_none() && one.duty == Duty::Chair && one.employee == employee))
}

fn is_in(tx: &mut Tx<'_>, team: TeamId, employee: EmployeeId) -> Result<bool> {
    Ok(teams::members(tx, team)?.iter().any(|one| one.ended.is_none() && one.employee == employee))
}

/// The findings of the unit's team of today and those passed up to it, for one of its members.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn findings(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<Findings> {
    let (home, team, member) = inside(tx, now, who, id)?;
    let mut own = store::of_unit(tx, home.unit.id)?;
    for finding in store::about_somebody(tx)? {
        let from = registry::unit(tx, finding.unit)?;
        if from.id != home.unit.id && from.path.starts_with(&home.unit.path) {
            own.push(finding);
        }
    }
    own.sort_by_key(|finding| std::cmp::Reverse(finding.id));
    let mut list = Vec::new();
    for finding in own {
        let seen_by = seen_by(tx, now, &finding)?;
        if seen_by.is_some_and(|(unit, people)| unit == home.unit.id && is_one(&people, &member)) {
            list.push(view(tx, finding, home.unit.id)?);
        }
    }
    Ok(Findings { unit: home.unit, team, list })
}

fn is_one(people: &[Member], member: &Member) -> bool {
    people.iter().any(|one| one.employee == member.employee)
}

/// Somebody's name as the roster has it.
pub(super) fn name_of(tx: &mut Tx<'_>, id: EmployeeId) -> Result<String> {
    Ok(registry::standing(tx, id)?.map(|person| person.name).unwrap_or_default())
}

fn view(tx: &mut Tx<'_>, finding: Finding, seen_in: UnitId) -> Result<FindingView> {
    let unit = registry::unit(tx, finding.unit)?;
    let concerned = match finding.concerned {
        Some(id) => Some(name_of(tx, id)?),
        None => None,
    };
    let by = name_of(tx, finding.by)?;
    let late = finding.recorded.day(unit.zone) > finding.deadline;
    Ok(FindingView { passed_up: finding.unit != seen_in, finding, unit, late, concerned, by, files: None })
}

/// One finding, for a member of the team that sees it.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn finding(tx: &mut Tx<'_>, now: Moment, who: &Principal, team: TeamId, id: FindingId) -> Result<FindingView> {
    let (home, _, member) = inside(tx, now, who, team)?;
    let finding = store::finding(tx, id)?.ok_or(Error::NotFound)?;
    match seen_by(tx, now, &finding)? {
        Some((unit, people)) if unit == home.unit.id && is_one(&people, &member) => {
            let files = evidence::of_finding(tx, now, &finding, (&home, &member))?;
            Ok(FindingView { files, ..view(tx, finding, home.unit.id)? })
        }
        _ => Err(Error::NotFound),
    }
}

/// People offered to choose from: one page of a phone.
const OFFERED: usize = 20;

/// Somebody who may be the one concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Who.
    pub employee: EmployeeId,
    /// The name.
    pub name: String,
    /// Name of the unit.
    pub unit: String,
}

/// May this asker record findings of the unit? Answers the unit and its team of today.
///
/// # Errors
/// `NotFound` for everybody but members.
pub fn recording(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<(Unit, Team)> {
    inside(tx, now, who, id).map(|(home, team, _)| (home.unit, team))
}

/// People of the unit and below by words of their names, or the one chosen already.
///
/// # Errors
/// `NotFound` for everybody but members.
pub fn concerned(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    id: TeamId,
    (words, chosen): (&str, Option<EmployeeId>),
) -> Result<Vec<Offered>> {
    let (home, ..) = inside(tx, now, who, id)?;
    let scope = registry::Scope::Below(&home.unit.path);
    let mut people = registry::find_people(tx, words, scope, 0)?.people;
    people.truncate(OFFERED);
    if let Some(chosen) = chosen
        && !people.iter().any(|person| person.id == chosen)
        && let Ok(person) = below(tx, &home.unit, chosen)
    {
        people.insert(0, person);
    }
    let mut out = Vec::new();
    for person in people {
        let unit = registry::unit(tx, person.unit)?.name;
        out.push(Offered { employee: person.id, name: person.name.as_str().to_owned(), unit });
    }
    Ok(out)
}

/// A person of the unit or below; others do not exist here.
fn below(tx: &mut Tx<'_>, unit: &Unit, id: EmployeeId) -> Result<netra_registry::model::Employee> {
    let person = registry::employee(tx, id)?;
    let path = registry::unit(tx, person.unit)?.path;
    if path.starts_with(&unit.path) { Ok(person) } else { Err(Error::NotFound) }
}

/// Records a finding; late or not, with its deadline. The same by the same member is one finding.
///
/// # Errors
/// `NotFound` for everybody but members; a refusal for each thing that is wrong.
pub fn record_finding(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    id: TeamId,
    new: &NewFinding,
) -> Result<FindingId> {
    let (home, team, member) = inside(tx, now, who, id)?;
    let concerned = match new.concerned {
        Some(id) => Some(below(tx, &home.unit, id).map_err(stranger)?),
        None => None,
    };
    let name = concerned.as_ref().map(|person| person.name.as_str());
    rules::may_record(new, home.today, name).map_err(Error::Refused)?;
    let there = store::of_unit(tx, home.unit.id)?;
    let same = |one: &&Finding| one.by == member.employee && is_again(one, new);
    if let Some(same) = there.iter().find(same) {
        return Ok(same.id);
    }
    let finding = Finding {
        id: FindingId(0),
        team: team.id,
        unit: home.unit.id,
        act: new.act.clone(),
        what: new.what.clone(),
        found: new.found,
        recorded: now,
        deadline: rules::deadline(new.found, home.unit.zone).map_err(at_found)?,
        evidence: new.evidence.clone(),
        concerned: new.concerned,
        by: member.employee,
        entry: EntryId(0),
    };
    let id = store::insert(tx, &finding)?;
    let kept = store::kept_after(tx, id.0 - 1)?.into_iter().next().context("the finding was just kept")?;
    let entry = record(tx, chance, now, Kind::FindingRecorded, &bodies::finding(&kept))?;
    store::set_entry(tx, id, entry)?;
    Ok(id)
}

/// A second press says the same in every field.
fn is_again(one: &Finding, new: &NewFinding) -> bool {
    let said = (&one.act, &one.what, one.found, &one.evidence, one.concerned);
    said == (&new.act, &new.what, new.found, &new.evidence, new.concerned)
}

fn stranger(error: Error) -> Error {
    let Error::NotFound = error else { return error };
    Refusal::new(
        "concerned-unknown",
        "Orang itu tidak ada di unit tim atau di bawahnya. Cari lagi, atau kosongkan.",
        "That person is not in the team's unit or below it. Search again, or leave it empty.",
    )
    .at("concerned")
    .into()
}

fn at_found(error: Error) -> Error {
    match error {
        Error::Refused(list) => Error::Refused(list.into_iter().map(|refusal| refusal.at("found")).collect()),
        other => other,
    }
}
