//! How much of a team somebody may see. A membership counts while it lasts: who left the unit this morning sees
//! nothing more, also before the team's list has followed.

use crate::model::{Member, Team, TeamId};
use crate::rules;
use crate::store::teams;
use netra_base::{Day, EmployeeId, Error, Moment, Principal, Result, Role};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// What somebody may see and do with a team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// In the unit's team that is valid today.
    pub member: bool,
    /// Keeps the teams of the unit: forms, changes, ends.
    pub keeps: bool,
    /// Sees who is in it: the unit's staff, its members, those who oversee the unit.
    pub names: bool,
    /// Sees the plan: members, oversight teams above, auditors. Not those who may be visited.
    pub plan: bool,
    /// Sees counts of plan and findings.
    pub counts: bool,
}

/// A team with its unit and the unit's own day.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub team: Team,
    pub unit: Unit,
    pub today: Day,
}

pub(crate) fn home(tx: &mut Tx<'_>, now: Moment, id: TeamId) -> Result<Home> {
    let team = teams::team(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, team.unit)?;
    let today = now.day(unit.zone);
    Ok(Home { team, unit, today })
}

/// The membership of a person in the unit's team that is valid today.
pub(crate) fn membership(
    tx: &mut Tx<'_>,
    employee: EmployeeId,
    unit: &Unit,
    today: Day,
) -> Result<Option<(Team, Member)>> {
    for member in teams::of_person(tx, employee)?.into_iter().filter(|member| member.is_in(today)) {
        let team = teams::team(tx, member.team)?.ok_or(Error::NotFound)?;
        if team.unit != unit.id || !team.valid().has(today) {
            continue;
        }
        let here = registry::standing(tx, employee)?;
        if here.is_some_and(|person| person.active && rules::in_line(&unit.path, &person.unit_path)) {
            return Ok(Some((team, member)));
        }
    }
    Ok(None)
}

pub(crate) fn reach(tx: &mut Tx<'_>, who: &Principal, unit: &Unit, today: Day) -> Result<Reach> {
    let (mut member, mut staff) = (false, false);
    if let Some(employee) = who.employee {
        member = membership(tx, employee, unit, today)?.is_some();
        let here = registry::standing(tx, employee)?;
        staff = here.is_some_and(|person| person.active && person.unit_path.starts_with(&unit.path));
    }
    let oversees = rules::oversees(who, &unit.path);
    let reads = [Role::TeamMember, Role::Auditor].iter().any(|role| who.covers(*role, &unit.path));
    Ok(Reach {
        member,
        keeps: rules::keeps(who, &unit.path),
        names: member || staff || oversees,
        plan: member || reads,
        counts: member || oversees,
    })
}

/// The team's home and the asker's membership in its unit's team of today; to others there is no such page.
pub(crate) fn inside(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<(Home, Team, Member)> {
    let home = home(tx, now, id)?;
    let employee = who.employee.ok_or(Error::NotFound)?;
    let (team, member) = membership(tx, employee, &home.unit, home.today)?.ok_or(Error::NotFound)?;
    Ok((home, team, member))
}
