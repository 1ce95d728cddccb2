//! The team that others point to: cases ask who handles, activities who organises.

use crate::model::{Function, Member, Team};
use crate::store::teams;
use netra_base::{Day, EmployeeId, Result, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;

/// A team that is valid on a day, with its members of that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidTeam {
    /// The team: the unit's own, or that of the nearest unit above (`team.unit`).
    pub team: Team,
    /// Who is in it on that day.
    pub members: Vec<Member>,
}

impl ValidTeam {
    /// Those with this function.
    pub fn with(&self, function: Function) -> impl Iterator<Item = EmployeeId> + '_ {
        self.members.iter().filter(move |member| member.functions.has(function)).map(|member| member.employee)
    }
}

/// The team that a unit has on a day by the unit's own calendar: its own, or that of the nearest unit above.
///
/// # Errors
/// `NotFound` for a unit that is not there.
pub fn valid_team(tx: &mut Tx<'_>, unit: UnitId, day: Day) -> Result<Option<ValidTeam>> {
    let path = registry::unit(tx, unit)?.path;
    for id in path.split('/').rev().filter_map(|id| id.parse().ok()).map(UnitId) {
        let Some(team) = teams::of_unit(tx, id)?.into_iter().find(|team| team.valid().has(day)) else { continue };
        let mut members = teams::members(tx, team.id)?;
        members.retain(|member| member.is_in(day));
        return Ok(Some(ValidTeam { team, members }));
    }
    Ok(None)
}
