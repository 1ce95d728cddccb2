//! Who has a valid team today: every Kanwil and UPT, by its own team or that of the nearest unit above. A count
//! says of how many and when.

use crate::model::{Duty, SOON_DAYS, Team, TeamId};
use crate::rules;
use crate::store::teams;
use netra_base::{Day, Error, Moment, Principal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;
use std::collections::HashMap;

/// The team that a unit has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Has {
    /// The team.
    pub team: TeamId,
    /// Whose team it is.
    pub of: UnitId,
    /// That unit's name.
    pub of_name: String,
    /// Its last day.
    pub until: Day,
    /// Does it end within a month?
    pub soon: bool,
    /// Has it a chair and two members?
    pub complete: bool,
}

/// A unit and the team it has today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub unit: Unit,
    /// Its team, or that of the nearest unit above.
    pub has: Option<Has>,
}

impl UnitStanding {
    /// Is it the unit's own team?
    #[must_use]
    pub fn own(&self) -> Option<&Has> {
        self.has.as_ref().filter(|has| has.of == self.unit.id)
    }
}

/// Every unit that ought to have a team, in the order of the tree.
#[derive(Debug, Clone)]
pub struct Standing {
    /// When this was true.
    pub at: Moment,
    /// The units.
    pub units: Vec<UnitStanding>,
}

/// Counts of units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Units that ought to have a team.
    pub units: i64,
    /// With a team of their own.
    pub own: i64,
    /// With that of a unit above.
    pub above: i64,
    /// Whose team, own or above, lacks a chair or members.
    pub incomplete: i64,
}

impl Counts {
    /// With any valid team.
    #[must_use]
    pub fn with(&self) -> i64 {
        self.own + self.above
    }

    /// Without.
    #[must_use]
    pub fn without(&self) -> i64 {
        self.units - self.with()
    }
}

impl Standing {
    /// The counts of the units at and below a path (`/` for all).
    #[must_use]
    pub fn counts(&self, path: &str) -> Counts {
        self.counts_of(|unit| unit.path.starts_with(path))
    }

    /// The counts of the units that `among` lets through.
    #[must_use]
    pub fn counts_of(&self, among: impl Fn(&Unit) -> bool) -> Counts {
        let mut counts = Counts::default();
        for one in self.units.iter().filter(|one| among(&one.unit)) {
            counts.units += 1;
            counts.own += i64::from(one.own().is_some());
            counts.above += i64::from(one.has.is_some() && one.own().is_none());
            counts.incomplete += i64::from(one.has.as_ref().is_some_and(|has| !has.complete));
        }
        counts
    }

    /// The regional offices.
    pub fn offices(&self) -> impl Iterator<Item = &UnitStanding> {
        self.units.iter().filter(|one| one.unit.kind == UnitKind::Kanwil)
    }
}

/// Who has a team at this moment, by each unit's own clock.
///
/// # Errors
/// When the database fails.
pub fn standing(tx: &mut Tx<'_>, now: Moment) -> Result<Standing> {
    let units = registry::tree(tx, "/", Some(now.day(Zone::Wib)))?;
    let teams = valid(tx, now, &units)?;
    let should = units.into_iter().filter(|unit| rules::should_have_team(unit.kind));
    let units = should.map(|unit| UnitStanding { has: nearest(&teams, &unit.path), unit }).collect();
    Ok(Standing { at: now, units })
}

/// One unit of any kind, those below it that ought to have a team, and the teams it had, which those outside the house do not
/// see.
///
/// # Errors
/// `NotFound` for a code that no unit has.
pub fn of_unit(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    code: &str,
) -> Result<(UnitStanding, Standing, Vec<Team>)> {
    let unit = registry::unit_by_code(tx, code)?;
    if !rules::has_teams(unit.kind) {
        return Err(Error::NotFound);
    }
    let units = registry::tree(tx, "/", Some(now.day(Zone::Wib)))?;
    let teams_now = valid(tx, now, &units)?;
    let path = unit.path.clone();
    let below = units
        .into_iter()
        .filter(|one| one.path.starts_with(&path) && one.path != path && rules::should_have_team(one.kind));
    let below = below.map(|unit| UnitStanding { has: nearest(&teams_now, &unit.path), unit }).collect();
    let history = if rules::belongs(who) { teams::of_unit(tx, unit.id)? } else { Vec::new() };
    let own = UnitStanding { has: nearest(&teams_now, &unit.path), unit };
    Ok((own, Standing { at: now, units: below }, history))
}

/// The team of the unit itself or of the nearest above: ids in a path run from the root down.
fn nearest(teams: &HashMap<UnitId, Has>, path: &str) -> Option<Has> {
    path.split('/').rev().filter_map(|id| id.parse().ok()).find_map(|id| teams.get(&UnitId(id)).cloned())
}

/// The day of the west is the earliest, that of the east the latest there is at one moment.
fn days(now: Moment) -> (Day, Day) {
    (now.day(Zone::Wib), now.day(Zone::Wit))
}

/// Up to so many units are read one by one, some 10 µs each; the whole tree of a ministry takes 2 ms.
const FEW: usize = 100;

/// The units with a team of their own that is valid today, and that team; of the units that ought to have one and that `kept`
/// lets through. It reads those units and no others.
pub(super) fn own_teams(tx: &mut Tx<'_>, now: Moment, kept: impl Fn(&str) -> bool) -> Result<Vec<(Unit, Has)>> {
    let (first, last) = days(now);
    let with: Vec<UnitId> = teams::valid_between(tx, first, last)?.iter().map(|team| team.unit).collect();
    let mut units = Vec::new();
    if with.len() <= FEW {
        for id in with {
            units.push(registry::unit(tx, id)?);
        }
        units.sort_by(|one, other| one.path.cmp(&other.path));
        units.dedup_by_key(|unit| unit.id);
    } else {
        units = registry::tree(tx, "/", None)?;
    }
    units.retain(|unit| unit.exists_on(first) && rules::should_have_team(unit.kind) && kept(&unit.path));
    let mut teams = if units.is_empty() { HashMap::new() } else { valid(tx, now, &units)? };
    Ok(units.into_iter().filter_map(|unit| teams.remove(&unit.id).map(|has| (unit, has))).collect())
}

/// The valid team of each unit that has one.
fn valid(tx: &mut Tx<'_>, now: Moment, units: &[Unit]) -> Result<HashMap<UnitId, Has>> {
    let (first, last) = days(now);
    let by_id: HashMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let mut crews: HashMap<TeamId, Vec<(Duty, Day, Option<Day>)>> = HashMap::new();
    for (team, duty, from, until) in teams::crews(tx, first)? {
        crews.entry(team).or_default().push((duty, from, until));
    }
    let mut out = HashMap::new();
    for team in teams::valid_between(tx, first, last)? {
        let Some(unit) = by_id.get(&team.unit) else { continue };
        let today = now.day(unit.zone);
        if !team.valid().has(today) {
            continue;
        }
        let crew = crews.remove(&team.id).unwrap_or_default().into_iter();
        let here = crew.filter(|(_, from, last)| *from <= today && last.is_none_or(|last| today <= last));
        let until = team.valid().until;
        let has = Has {
            team: team.id,
            of: unit.id,
            of_name: unit.name.clone(),
            until,
            soon: until <= today.plus_days(SOON_DAYS),
            complete: rules::complete(here.map(|(duty, ..)| duty)).is_ok(),
        };
        out.insert(unit.id, has);
    }
    Ok(out)
}
