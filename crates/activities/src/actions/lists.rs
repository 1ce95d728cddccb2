//! Lists of activities that somebody may see, fifty at a time: his own unit's, those above it, those his units send people
//! to; or all within the reach of his grants.

use crate::model::plan::LONGEST_HOURS;
use crate::model::{Activity, ActivityKind, State};
use crate::rules;
use crate::store::lists::{self, Along, Only};
use netra_base::{Error, Moment, Principal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// Lines of one page.
pub const PAGE: usize = 50;
/// Up to so many units are asked one by one, each along its own index: 64 questions of some 50 µs. A wider reach is most of
/// the house, and then the list of everybody is walked until the page is full.
const FEW: usize = 64;

/// A place in a list: a beginning and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The beginning.
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
    /// From this place on.
    pub from: Option<Place>,
    /// A first moment other than this day's, for a calendar.
    pub since: Option<Moment>,
    /// Nothing that begins at or after this moment.
    pub until: Option<Moment>,
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
struct Scope {
    /// Units whose activities he sees.
    hosts: HashMap<UnitId, Unit>,
    /// Units of his that may be sent as delegations.
    sent: Vec<UnitId>,
}

fn scope(tx: &mut Tx<'_>, who: &Principal) -> Result<Scope> {
    let mut hosts = HashMap::new();
    let mut sent = Vec::new();
    let mut paths: Vec<&str> =
        who.grants.iter().filter(|grant| rules::oversees(who, &grant.path)).map(|grant| grant.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        for unit in registry::tree(tx, path, None)? {
            hosts.insert(unit.id, unit);
        }
    }
    if let Some(person) = who.employee.map(|id| registry::standing(tx, id)).transpose()?.flatten()
        && person.active
    {
        let above = person.unit_path.split('/').filter_map(|id| id.parse().ok()).map(UnitId);
        for id in above {
            sent.push(id);
            if let Entry::Vacant(place) = hosts.entry(id) {
                place.insert(registry::unit(tx, id)?);
            }
        }
    }
    if hosts.len() <= FEW {
        sent.extend(hosts.keys().copied().filter(|id| !sent.contains(id)).collect::<Vec<_>>());
    }
    Ok(Scope { hosts, sent })
}

/// A page of the activities that `who` may see, and the place of the next page.
///
/// # Errors
/// `NotFound` when the filter names a unit that the asker sees nothing of.
pub fn list(tx: &mut Tx<'_>, now: Moment, who: &Principal, filter: &Filter) -> Result<(Vec<Line>, Option<Place>)> {
    let mut scope = scope(tx, who)?;
    if let Some(code) = filter.unit.as_deref() {
        let unit = registry::unit_by_code(tx, code)?;
        scope.hosts.retain(|_, host| host.path.starts_with(&unit.path));
        scope.sent.clear();
        if scope.hosts.is_empty() {
            return Err(Error::NotFound);
        }
    }
    let (found, next) = page(tx, &scope, now, filter)?;
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
fn page(tx: &mut Tx<'_>, scope: &Scope, now: Moment, filter: &Filter) -> Result<(Vec<Activity>, Option<Place>)> {
    let along = along(filter, now);
    let only = Only {
        state: filter.state.map(State::code).unwrap_or_default(),
        kind: filter.kind.map(ActivityKind::code).unwrap_or_default(),
    };
    let (mut found, mut stopped) = (Vec::new(), None);
    if scope.hosts.len() <= FEW {
        for unit in scope.hosts.keys() {
            found.extend(lists::held_by(tx, *unit, along, only, PAGE + 1)?);
        }
    } else {
        (found, stopped) = walked(tx, scope, along, only)?;
    }
    for unit in &scope.sent {
        found.extend(lists::attended_by(tx, *unit, along, only, PAGE + 1)?);
    }
    found.sort_by_key(|one| (one.starts, one.id));
    found.dedup_by_key(|one| one.id);
    if filter.past {
        found.reverse();
    }
    found.retain(|one| filter.until.is_none_or(|until| one.starts < until));
    let place = |one: &Activity| Place { starts: one.starts, id: one.id.0 };
    let next = match (found.get(PAGE - 1), found.get(PAGE)) {
        // Forwards a page begins with its place, backwards it begins below it.
        (Some(last), Some(_)) if filter.past => Some(place(last)),
        (_, Some(after)) => Some(place(after)),
        (_, None) => stopped.filter(|place| filter.until.is_none_or(|until| place.starts < until)),
    };
    found.truncate(PAGE);
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
const MOST_PAGES: usize = 40;

/// Activities of everybody, those of the scope kept; and the place where it stopped when it did not come to the end.
fn walked(tx: &mut Tx<'_>, scope: &Scope, mut along: Along, only: Only<'_>) -> Result<(Vec<Activity>, Option<Place>)> {
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
        found.extend(page.into_iter().filter(|one| scope.hosts.contains_key(&one.unit)));
        if !full {
            return Ok((found, None));
        }
        if found.len() > PAGE {
            break;
        }
    }
    Ok((found, stopped))
}
