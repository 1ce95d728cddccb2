//! Forming a team: decree, period and members in one act with one entry. Changes of the registry are held while
//! it happens, so that nobody moves away between the look and the record, and two teams of one unit come one
//! after the other.

use super::bodies;
use crate::model::{Decree, Member, MemberId, NewTeam, Numbering, Person, Team, TeamId};
use crate::rules::{self, Candidate, Forming};
use crate::store::teams;
use anyhow::Context;
use netra_base::{Chance, Day, EmployeeId, EntryId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_correspondence::actions as correspondence;
use netra_correspondence::model::NumberRequest;
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Standing, Unit};
use netra_store::Tx;

/// Forms a team; `known` says which instruments there are. Answers its number.
///
/// # Errors
/// A refusal for each field that is wrong; nothing is kept then.
pub fn form(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    new: &NewTeam,
    known: &dyn Fn(&str) -> bool,
) -> Result<TeamId> {
    let since = registry::hold_changes(tx)?;
    let unit = unit_to_keep(tx, by, &new.unit)?;
    let mut found = Vec::new();
    for member in &new.members {
        found.push(person(tx, member.person)?);
    }
    let people: Vec<Candidate<'_>> =
        found.iter().zip(&new.members).map(|(found, member)| candidate(found.as_ref(), member.duty)).collect();
    let others: Vec<_> = teams::of_unit(tx, unit.id)?.iter().map(Team::valid).collect();
    let today = now.day(unit.zone);
    let facts = Forming { kind: unit.kind, unit_path: &unit.path, today, others: &others, people: &people };
    rules::may_form(new, &facts, known).map_err(Error::Refused)?;
    teams::begin_following(tx, since)?;
    let decree = numbered(tx, chance, now, by, unit.id, new)?;
    let id = keep(tx, now, by, unit.id, (new, decree))?;
    for ((person, _), member) in found.iter().flatten().zip(&new.members) {
        let member = Member {
            id: MemberId(0),
            team: id,
            employee: *person,
            functions: member.functions.clone(),
            duty: member.duty,
            from: new.period.from,
            since,
            ended: None,
        };
        teams::join(tx, &member, None, None)?;
    }
    let kept = teams::kept_after(tx, id.0 - 1)?.into_iter().next().context("the team was just kept")?;
    let body = bodies::formed(&kept, &teams::kept_members(tx, id)?);
    let entry = record(tx, chance, now, Kind::TeamFormed, &body)?;
    teams::set_entry(tx, id, entry)?;
    Ok(id)
}

/// The decree with its number: its own, or the next of the unit's register, which is taken only if the team is formed.
fn numbered(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    unit: UnitId,
    new: &NewTeam,
) -> Result<Decree> {
    let mut decree = new.decree.clone();
    if let Numbering::Register(class) = &new.numbering {
        let key = format!("team-decree:{unit}:{}", new.period.from);
        let request = NumberRequest::new(class, decree.day, &new.title, &key).map_err(at_number)?;
        decree.number = correspondence::take_number(tx, chance, now, by, unit, &request)?.text;
    }
    Ok(decree)
}

fn at_number(refusal: Refusal) -> Refusal {
    match refusal.field.as_deref() {
        Some("class") => refusal.at("decree_class"),
        Some("day") => refusal.at("decree_day"),
        _ => refusal.at("title"),
    }
}

fn keep(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    unit: UnitId,
    (new, decree): (&NewTeam, Decree),
) -> Result<TeamId> {
    let team = Team {
        id: TeamId(0),
        unit,
        decree,
        title: new.title.clone(),
        period: new.period,
        formed: now,
        entry: EntryId(0),
        ended: None,
    };
    teams::insert(tx, &team, by.account.0)
}

/// The unit with this code, for those who keep its teams. Unknown and out of reach are one answer.
pub(super) fn unit_to_keep(tx: &mut Tx<'_>, by: &Principal, code: &str) -> Result<Unit> {
    match registry::unit_by_code(tx, code) {
        Ok(unit) if rules::keeps(by, &unit.path) => Ok(unit),
        Ok(_) | Err(Error::NotFound) => Err(Refusal::new(
            "unit-unknown",
            "Tidak ada unit dengan kode itu di dalam wewenang Anda. Periksa kodenya di daftar unit.",
            "There is no unit with that code within your authority. Check the code in the list of units.",
        )
        .at("unit")
        .into()),
        Err(other) => Err(other),
    }
}

/// Somebody as a request names him, with what the registry knows.
pub(super) fn person(tx: &mut Tx<'_>, person: Person) -> Result<Option<(EmployeeId, Standing)>> {
    let id = match person {
        Person::Known(id) => Some(id),
        Person::Nip(nip) => registry::employee_by_nip(tx, nip)?.map(|employee| employee.id),
    };
    match id {
        Some(id) => Ok(registry::standing_held(tx, id)?.map(|standing| (id, standing))),
        None => Ok(None),
    }
}

pub(super) fn candidate(found: Option<&(EmployeeId, Standing)>, duty: crate::model::Duty) -> Candidate<'_> {
    match found {
        Some((id, standing)) => Candidate {
            who: Some(*id),
            active: standing.active,
            unit_path: &standing.unit_path,
            employment: standing.employment,
            duty,
        },
        None => Candidate { who: None, active: false, unit_path: "", employment: Employment::Pns, duty },
    }
}

/// The units for which this principal may form a team today, in the order of the tree; empty for others.
///
/// # Errors
/// When the database fails.
pub fn units_to_form(tx: &mut Tx<'_>, by: &Principal, today: Day) -> Result<Vec<Unit>> {
    if !by.grants.iter().any(|grant| rules::keeps(by, &grant.path)) {
        return Ok(Vec::new());
    }
    let mut units = registry::tree(tx, "/", Some(today))?;
    units.retain(|unit| rules::has_teams(unit.kind) && rules::keeps(by, &unit.path));
    Ok(units)
}
