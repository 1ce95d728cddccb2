//! The team that others point to: cases ask who handles, activities on whose behalf they are held.

use crate::model::{Function, Member, Period, Team, TeamId};
use crate::store::teams;
use netra_base::{Day, EmployeeId, Error, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::BTreeSet;

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
    for id in line(&path).rev() {
        let Some(team) = teams::of_unit(tx, id)?.into_iter().find(|team| team.valid().has(day)) else { continue };
        let mut members = teams::members(tx, team.id)?;
        members.retain(|member| member.is_in(day));
        return Ok(Some(ValidTeam { team, members }));
    }
    Ok(None)
}

/// The units of a path, from the top.
fn line(path: &str) -> impl DoubleEndedIterator<Item = UnitId> + '_ {
    path.split('/').filter_map(|id| id.parse().ok()).map(UnitId)
}

/// The teams that any of these units may act for on some day of a span, each with its unit: their own and those of the
/// units above them, from the top, the newest of a unit first.
///
/// # Errors
/// When the database fails.
pub fn valid_teams(tx: &mut Tx<'_>, units: &[Unit], span: Period) -> Result<Vec<(Team, Unit)>> {
    let known: BTreeSet<UnitId> = units.iter().flat_map(|unit| line(&unit.path)).collect();
    let mut out = Vec::new();
    for team in teams::valid_between(tx, span.from, span.until)? {
        // An end on the eve of the first day leaves no day at all.
        if known.contains(&team.unit) && team.valid().from <= team.valid().until {
            let unit = registry::unit(tx, team.unit)?;
            out.push((team, unit));
        }
    }
    out.sort_by(|(one, at), (other, there)| (&at.path, other.period.from).cmp(&(&there.path, one.period.from)));
    Ok(out)
}

/// The team with this number and its unit, without a question of rights: for crates that point to it.
///
/// # Errors
/// `NotFound`.
pub fn pointed(tx: &mut Tx<'_>, id: TeamId) -> Result<(Team, Unit)> {
    let team = teams::team(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, team.unit)?;
    Ok((team, unit))
}
