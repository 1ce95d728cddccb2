//! Lists of activities that somebody may see, fifty at a time: his own unit's, those above it, those his units send people
//! to; or all within the reach of his grants. What is his own can be listed apart from what only lies within that reach.

use super::reach::{Sent, line};
use crate::model::plan::LONGEST_HOURS;
use crate::model::{Activity, ActivityDriveId, ActivityKind, State};
use crate::rules;
use crate::store::lists::{self, Along, Drives, Only};
use netra_base::{Error, Moment, Principal, Result, UnitId, Zone};
use netra_oversight::model::TeamId;
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Lines of one page.
pub const PAGE: usize = 50;
/// Up to so many units are asked one by one, each along its own index: 64 questions of some 50 µs. A wider reach is most of
/// the house, and then the list of everybody is walked until the page is full. One statement names no more units either.
pub(super) const FEW: usize = 64;

/// A place in a list: a moment and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The beginning; in the list of reports, the moment of filing.
    pub starts: Moment,
    /// The activity's number.
    pub id: i64,
}

impl Place {
    /// Reads `1704067200000-17`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (starts, id) = text.rsplit_once('-')?;
        Some(Self { starts: Moment(starts.parse().ok()?), id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.starts.0, self.id)
    }
}

/// A part of what somebody sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    #[default]
    All,
    /// The activities of the units that his grants name, of the unit he works in and those above it, and those to which one
    /// of these is sent. With a unit in the filter: of that unit.
    Own,
    /// Those of the other units within his reach, and those to which one of these is sent. The places of drives are not among
    /// them: a drive has many, and lists fold them into one line.
    Others,
}

/// What a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is over, latest first, in place of what comes, soonest first.
    pub past: bool,
    /// In this state only.
    pub state: Option<State>,
    /// Of this kind only.
    pub kind: Option<ActivityKind>,
    /// Of the unit with this code, and those below it, only.
    pub unit: Option<String>,
    /// Of this simultaneous drive only.
    pub drive: Option<ActivityDriveId>,
    /// On behalf of this oversight team only.
    pub team: Option<TeamId>,
    /// Which part of what the asker sees.
    pub part: Part,
    /// From this place on.
    pub from: Option<Place>,
    /// A first moment other than this day's, for a calendar.
    pub since: Option<Moment>,
    /// Nothing that begins at or after this moment.
    pub until: Option<Moment>,
    /// Of what is over, nothing that began before this moment.
    pub after: Option<Moment>,
    /// With or without a filed report only.
    pub reported: Option<bool>,
}

/// A line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The activity.
    pub activity: Activity,
    /// The unit that holds it.
    pub unit: Unit,
}

/// Whose activities somebody sees.
pub(super) struct Scope {
    /// Units whose activities he sees.
    pub(super) hosts: HashMap<UnitId, Unit>,
    /// Of these, his own.
    own: HashSet<UnitId>,
    /// Of these, those whose reports he reads whatever they are about.
    pub(super) reads: HashSet<UnitId>,
    /// Units of his that may be sent as delegations.
    sent: Vec<Sent>,
}

impl Scope {
    /// What these units hold, and nothing to which they are sent.
    pub(super) fn holding(hosts: HashMap<UnitId, Unit>) -> Self {
        let all: HashSet<UnitId> = hosts.keys().copied().collect();
        Self { hosts, own: all.clone(), reads: all, sent: Vec::new() }
    }

    /// Is the unit one of this part's hosts?
    pub(super) fn has(&self, part: Part, unit: UnitId) -> bool {
        let fits = match part {
            Part::All => true,
            Part::Own => self.own.contains(&unit),
            Part::Others => !self.own.contains(&unit),
        };
        fits && self.hosts.contains_key(&unit)
    }

    /// The hosts of a part.
    pub(super) fn of(&self, part: Part) -> Vec<UnitId> {
        self.hosts.keys().copied().filter(|unit| self.has(part, *unit)).collect()
    }

    /// Are there hosts beside his own?
    pub(super) fn is_wide(&self) -> bool {
        self.hosts.len() > self.own.len()
    }
}

/// Whose activities `who` sees, of the unit with this code and those below it only, when there is one.
///
/// # Errors
/// `NotFound` when it names a unit that the asker sees nothing of.
pub(super) fn scope(tx: &mut Tx<'_>, who: &Principal, code: Option<&str>) -> Result<Scope> {
    let (mut hosts, mut own, mut sent) = (HashMap::new(), HashSet::new(), Vec::new());
    let grants = who.grants.iter().filter(|grant| rules::oversees(who, &grant.path));
    let mut paths: Vec<&str> = Vec::new();
    for grant in grants {
        own.insert(grant.unit);
        paths.push(grant.path.as_str());
    }
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        for unit in registry::tree(tx, path, None)? {
            hosts.insert(unit.id, unit);
        }
    }
    let mut reads: HashSet<UnitId> = hosts.keys().copied().collect();
    let granted: Vec<UnitId> = hosts.keys().copied().collect();
    if let Some(person) = who.employee.map(|id| registry::standing(tx, id)).transpose()?.flatten()
        && person.active
    {
        reads.insert(person.unit);
        let above = person.unit_path.split('/').filter_map(|id| id.parse().ok()).map(UnitId);
        sent = line(tx, &person)?;
        for id in above {
            own.insert(id);
            if let Entry::Vacant(place) = hosts.entry(id) {
                place.insert(registry::unit(tx, id)?);
            }
        }
    }
    if hosts.len() <= FEW {
        sent.retain(|one| !granted.contains(&one.unit));
        sent.extend(granted.into_iter().map(|unit| Sent { unit, but: Vec::new() }));
    }
    if let Some(code) = code {
        let unit = registry::unit_by_code(tx, code)?;
        hosts.retain(|_, host| host.path.starts_with(&unit.path));
        (own, sent) = (HashSet::from([unit.id]), Vec::new());
    }
    if code.is_some() && hosts.is_empty() {
        return Err(Error::NotFound);
    }
    own.retain(|id| hosts.contains_key(id));
    Ok(Scope { hosts, own, reads, sent })
}

/// A page of the activities that `who` may see, and the place of the next page.
///
/// # Errors
/// `NotFound` when the filter names a unit that the asker sees nothing of.
pub fn list(tx: &mut Tx<'_>, now: Moment, who: &Principal, filter: &Filter) -> Result<(Vec<Line>, Option<Place>)> {
    let scope = scope(tx, who, filter.unit.as_deref())?;
    lines(tx, &scope, now, filter, PAGE)
}

/// At most so many lines, and the place of the next.
pub(super) fn lines(
    tx: &mut Tx<'_>,
    scope: &Scope,
    now: Moment,
    filter: &Filter,
    most: usize,
) -> Result<(Vec<Line>, Option<Place>)> {
    let (found, next) = page(tx, scope, now, filter, most)?;
    let mut lines = Vec::with_capacity(found.len());
    let mut units: BTreeMap<UnitId, Unit> = BTreeMap::new();
    for activity in found {
        let unit = match (scope.hosts.get(&activity.unit), units.get(&activity.unit)) {
            (Some(unit), _) | (None, Some(unit)) => unit.clone(),
            (None, None) => registry::unit(tx, activity.unit)?,
        };
        units.insert(unit.id, unit.clone());
        lines.push(Line { activity, unit });
    }
    Ok((lines, next))
}

/// One page by time, and the place of the next.
fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    now: Moment,
    filter: &Filter,
    most: usize,
) -> Result<(Vec<Activity>, Option<Place>)> {
    let along = along(filter, now);
    let only = Only {
        state: filter.state.map(State::code).unwrap_or_default(),
        kind: filter.kind.map(ActivityKind::code).unwrap_or_default(),
        drives: match (filter.drive, filter.part) {
            (Some(drive), _) => Drives::Of(drive),
            (None, Part::Others) => Drives::Without,
            (None, Part::All | Part::Own) => Drives::Any,
        },
        team: filter.team.map_or(0, |team| team.0),
        far: filter.after.filter(|_| filter.past),
        reported: filter.reported,
    };
    let (mut found, mut stopped) = (Vec::new(), None);
    let hosts = scope.of(filter.part);
    if hosts.len() <= FEW {
        for unit in hosts {
            found.extend(lists::held_by(tx, unit, along, only, most + 1)?);
        }
    } else {
        (found, stopped) = walked(tx, (scope, filter.part), along, only, most)?;
    }
    for Sent { unit, but } in &scope.sent {
        let own = scope.own.contains(unit);
        let mut but = but.clone();
        match filter.part {
            Part::Own if !own => continue,
            Part::Others if own => continue,
            // What his own units hold is not listed again because a unit below is sent there.
            Part::Others => but.extend(&scope.own),
            Part::All | Part::Own => {}
        }
        found.extend(lists::attended_by(tx, (*unit, &but), along, only, most + 1)?);
    }
    found.sort_by_key(|one| (one.starts, one.id));
    found.dedup_by_key(|one| one.id);
    if filter.past {
        found.reverse();
    }
    found.retain(|one| filter.until.is_none_or(|until| one.starts < until));
    let place = |one: &Activity| Place { starts: one.starts, id: one.id.0 };
    let next = match (found.get(most - 1), found.get(most)) {
        // Forwards a page begins with its place, backwards it begins below it.
        (Some(last), Some(_)) if filter.past => Some(place(last)),
        (_, Some(after)) => Some(place(after)),
        (_, None) => stopped.filter(|place| filter.until.is_none_or(|until| place.starts < until)),
    };
    found.truncate(most);
    Ok((found, next))
}

/// What comes begins with what has not ended before today, by the clock of the east, where the day begins first; an activity
/// lasts a day at most. What is over begins before today by the clock of the west.
fn along(filter: &Filter, now: Moment) -> Along {
    let today = |zone: Zone| now.day(zone).start(zone);
    let ends = filter.since.unwrap_or_else(|| today(Zone::Wit));
    match (filter.past, filter.from) {
        (false, None) => Along::Forwards(ends.plus_ms(-LONGEST_HOURS * 3_600_000), 0, ends),
        (false, Some(place)) => Along::Forwards(place.starts, place.id, ends),
        (true, None) => Along::Backwards(filter.since.unwrap_or_else(|| today(Zone::Wib)), i64::MAX),
        (true, Some(place)) => Along::Backwards(place.starts, place.id),
    }
}

/// Pages walked at most for one page of a reach that is wide but not the whole house: 8,000 activities. Whoever sees less
/// than one in a hundred and sixty of them turns pages more often.
pub(super) const MOST_PAGES: usize = 40;

/// Activities of everybody, those of the scope kept; and the place where it stopped when it did not come to the end.
fn walked(
    tx: &mut Tx<'_>,
    (scope, part): (&Scope, Part),
    mut along: Along,
    only: Only<'_>,
    most: usize,
) -> Result<(Vec<Activity>, Option<Place>)> {
    let mut found: Vec<Activity> = Vec::new();
    let mut stopped = None;
    for _ in 0..MOST_PAGES {
        let page = lists::of_all(tx, along, only, 4 * PAGE)?;
        let full = page.len() == 4 * PAGE;
        let Some(last) = page.last().map(|one| Place { starts: one.starts, id: one.id.0 }) else {
            return Ok((found, None));
        };
        (along, stopped) = match along {
            Along::Forwards(_, _, ends) => {
                let next = Place { id: last.id + 1, ..last };
                (Along::Forwards(next.starts, next.id, ends), Some(next))
            }
            Along::Backwards(..) => (Along::Backwards(last.starts, last.id), Some(last)),
        };
        found.extend(page.into_iter().filter(|one| scope.has(part, one.unit)));
        if !full {
            return Ok((found, None));
        }
        if found.len() > most {
            break;
        }
    }
    Ok((found, stopped))
}
