//! Members who come, go and take another's place, and the end of a team. Each is one act with one entry.

use super::bodies::{self, kinds};
use super::form::{candidate, person};
use super::reach::{Home, home};
use crate::model::{Change, ChangeRequest, Duty, EndReason, Functions, Member, MemberId, TeamId};
use crate::rules::{self, Changing};
use crate::store::teams::{self, KeptChange};
use netra_base::{Chance, Day, EmployeeId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_store::Tx;

/// The team for those who may change it.
pub(super) fn kept(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: TeamId) -> Result<Home> {
    let home = home(tx, now, id)?;
    if rules::keeps(by, &home.unit.path) { Ok(home) } else { Err(Error::NotFound) }
}

/// May this asker change the members of the team at all?
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub fn changing(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: TeamId) -> Result<()> {
    kept(tx, now, by, id).map(|_| ())
}

/// Writes the entry of a change whose rows are in place.
pub(super) fn enter(tx: &mut Tx<'_>, chance: &Chance, now: Moment, change: &KeptChange) -> Result<()> {
    let body = bodies::changed_now(tx, change)?;
    let entry = record(tx, chance, now, Kind::TeamChanged, &body)?;
    teams::set_change_entry(tx, change.id, entry)
}

/// Changes the members of a team.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams; a refusal when the change is not sound.
pub fn change(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: TeamId,
    request: &ChangeRequest,
) -> Result<()> {
    let since = registry::hold_changes(tx)?;
    let home = kept(tx, now, by, id)?;
    let members = teams::members(tx, id)?;
    let (named, duty) = match &request.change {
        Change::Join(new) => (Some(new.person), new.duty),
        Change::Replace(_, _, person) => (Some(*person), Duty::Member),
        Change::Leave(..) | Change::Settle(_) => (None, Duty::Member),
    };
    let found = match named {
        Some(named) => person(tx, named)?,
        None => None,
    };
    let comes = named.map(|_| candidate(found.as_ref(), duty));
    let facts = Changing { team: &home.team, unit_path: &home.unit.path, today: home.today, members: &members, comes };
    let about = rules::may_change(&request.change, request.day, &facts)?;
    let kind = if matches!(request.change, Change::Settle(_)) { kinds::SETTLED } else { kinds::MEMBERS };
    let row = teams::insert_change(tx, id, kind, now, Some(by.account.0), request.decree.as_deref())?;
    let new = found.as_ref().map(|(employee, _)| *employee);
    match (&request.change, about) {
        (Change::Join(joins), _) => {
            let place = Place { functions: &joins.functions, duty: joins.duty, replaces: None };
            come(tx, id, (new, request.day, since), &place, row.id)?;
        }
        (Change::Leave(_, reason), Some(member)) => go(tx, member, request.day, *reason, row.id)?,
        (Change::Replace(_, reason, _), Some(member)) => {
            if member.ended.is_some() {
                settled(teams::settle(tx, member.id, row.id)?)?;
            } else {
                go(tx, member, request.day, *reason, row.id)?;
            }
            let place = Place { functions: &member.functions, duty: member.duty, replaces: Some(member.id) };
            come(tx, id, (new, request.day, since), &place, row.id)?;
        }
        (Change::Settle(_), Some(member)) => settled(teams::settle(tx, member.id, row.id)?)?,
        (_, None) => return Err(Error::NotFound),
    }
    enter(tx, chance, now, &row)
}

/// Where somebody comes in.
struct Place<'a> {
    functions: &'a Functions,
    duty: Duty,
    replaces: Option<MemberId>,
}

fn come(
    tx: &mut Tx<'_>,
    team: TeamId,
    (who, from, since): (Option<EmployeeId>, Day, i64),
    place: &Place<'_>,
    change: i64,
) -> Result<()> {
    let employee = who.ok_or(Error::NotFound)?;
    let (functions, duty) = (place.functions.clone(), place.duty);
    let member = Member { id: MemberId(0), team, employee, functions, duty, from, since, ended: None };
    teams::join(tx, &member, Some(change), place.replaces)
}

fn go(tx: &mut Tx<'_>, member: &Member, day: Day, reason: EndReason, change: i64) -> Result<()> {
    settled(teams::leave(tx, member.id, day.plus_days(-1), reason, change)?)
}

fn settled(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The team to be ended, and why it cannot be, if so.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub fn ending(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: TeamId) -> Result<Option<Refusal>> {
    let home = kept(tx, now, by, id)?;
    let day = home.today.max(home.team.period.from.plus_days(-1));
    Ok(rules::may_end(&home.team, home.today, day).err())
}

/// Ends a team before its period does.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams; refused when it has ended or the day is outside.
pub fn end(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: TeamId,
    (last_day, reason): (Day, &str),
) -> Result<()> {
    registry::hold_changes(tx)?;
    let home = kept(tx, now, by, id)?;
    rules::may_end(&home.team, home.today, last_day)?;
    let row = teams::insert_change(tx, id, kinds::ENDED, now, Some(by.account.0), None)?;
    settled(teams::end(tx, id, last_day, reason, row.id)?)?;
    enter(tx, chance, now, &row)
}

/// Ends a membership because the registry says that the person left the unit; the unit's operator is told.
pub(super) fn left_unit(tx: &mut Tx<'_>, chance: &Chance, now: Moment, member: &Member, last_day: Day) -> Result<()> {
    let row = teams::insert_change(tx, member.team, kinds::LEFT_UNIT, now, None, None)?;
    settled(teams::leave(tx, member.id, last_day, EndReason::LeftUnit, row.id)?)?;
    enter(tx, chance, now, &row)
}
