//! How far a directive has come: who should read it, has, acknowledged it, which units passed it on; by unit, rolled up the
//! tree. Its cost grows with units, not with people: everything comes from counters, or, once it is over, from the figures
//! kept then (`finals`). Numbers only; names are in `names`.

use super::reach::home;
use crate::model::{Audience, Directive, DirectiveId, Figures, Passed};
use crate::rules;
use crate::store::{passed, tally};
use netra_base::{Error, Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Unit};
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// How a unit stands with passing a directive on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// It, or one below it, issued the directive.
    Issuer,
    /// It has nobody to pass it on to.
    Nobody,
    /// It has to; with the moment at which it was received from above.
    Due(Option<Moment>),
    /// It has.
    Done(Box<Passed>),
}

/// A unit with its own figures and those of everything below it.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The unit.
    pub unit: Unit,
    /// Of the people of this unit itself.
    pub own: Figures,
    /// Of this unit and everything below.
    pub all: Figures,
    /// How it stands with passing on.
    pub line: Line,
}

/// How far a directive has come, as far as the asker may see.
#[derive(Debug, Clone)]
pub struct Spread {
    /// The directive.
    pub directive: Directive,
    /// Of everything that the asker sees.
    pub total: Figures,
    /// By employment kind.
    pub by_kind: Vec<(Employment, Figures)>,
    /// Units of the audience and those above them, in the order of the tree.
    pub branches: Vec<Branch>,
    /// When these figures were true: now, or the moment at which they were counted for good.
    pub at: Moment,
    /// Is it the whole audience?
    pub whole: bool,
}

impl Spread {
    /// The branch of this unit.
    #[must_use]
    pub fn of(&self, unit: UnitId) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.unit.id == unit)
    }

    /// The branches directly below this unit, by code.
    #[must_use]
    pub fn below(&self, unit: UnitId) -> Vec<&Branch> {
        let mut below: Vec<&Branch> = self.branches.iter().filter(|branch| branch.unit.parent == Some(unit)).collect();
        below.sort_by_key(|branch| &branch.unit.code);
        below
    }

    /// The tops of what may be seen.
    #[must_use]
    pub fn tops(&self) -> Vec<&Branch> {
        let inside: HashSet<UnitId> = self.branches.iter().map(|branch| branch.unit.id).collect();
        self.branches.iter().filter(|branch| !branch.unit.parent.is_some_and(|unit| inside.contains(&unit))).collect()
    }
}

/// How many people should read it, by unit and kind, as the roster stands now.
pub(super) fn headcount(tx: &mut Tx<'_>, audience: &Audience) -> Result<Vec<(UnitId, Employment, i64)>> {
    let mut out = Vec::new();
    for root in &audience.units {
        let path = registry::unit(tx, *root)?.path;
        let counts = registry::headcounts(tx, &path)?;
        out.extend(counts.into_iter().filter(|(_, kind, _)| audience.kinds.contains(kind)));
    }
    Ok(out)
}

/// Figures of people, by unit and kind. Who read it and then moved out of the audience is no longer asked for, so he is not
/// counted either.
fn rows(tx: &mut Tx<'_>, directive: &Directive, units: &[Unit]) -> Result<Vec<(UnitId, Employment, Figures)>> {
    let audience = &directive.audience;
    let inside: HashSet<UnitId> =
        units.iter().filter(|unit| rules::within(&audience.units, &unit.path)).map(|unit| unit.id).collect();
    let mut rows: HashMap<(UnitId, i64), (Employment, Figures)> = HashMap::new();
    for (unit, kind, count) in headcount(tx, audience)? {
        rows.entry((unit, kind.number())).or_insert((kind, Figures::default())).1.should += count;
    }
    for (unit, number, readers, acknowledged) in tally::counts(tx, directive.id, directive.round)? {
        let kind = Employment::from_number(number).filter(|kind| audience.kinds.contains(kind));
        if let Some(kind) = kind.filter(|_| inside.contains(&unit)) {
            let figures = &mut rows.entry((unit, number)).or_insert((kind, Figures::default())).1;
            figures.readers += readers;
            figures.acknowledged += acknowledged;
        }
    }
    Ok(rows.into_iter().map(|((unit, _), (kind, figures))| (unit, kind, figures)).collect())
}

/// How far it has come within the asker's units.
///
/// # Errors
/// `NotFound` when the asker sees figures of none of its units.
pub fn spread(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: DirectiveId) -> Result<Spread> {
    let home = home(tx, who, id)?;
    if !home.reach.sees {
        return Err(Error::NotFound);
    }
    let spread = within(tx, now, home.directive, &home.unit.path, |unit| rules::sees(who, &unit.path))?;
    if spread.branches.is_empty() { Err(Error::NotFound) } else { Ok(spread) }
}

/// What a spread is made of: units in the order of the tree, figures of their people by kind, and how each unit of the
/// audience stands with passing on.
pub(super) struct Ground {
    pub units: Vec<Unit>,
    pub rows: Vec<(UnitId, Employment, Figures)>,
    pub lines: HashMap<UnitId, Line>,
}

/// The same for those units that `seen` lets through, as the tree stands today; all others are not there.
pub(super) fn within(
    tx: &mut Tx<'_>,
    now: Moment,
    directive: Directive,
    issuer: &str,
    seen: impl Fn(&Unit) -> bool,
) -> Result<Spread> {
    let tree = registry::tree(tx, "/", None)?;
    let known: HashSet<UnitId> = tree.iter().filter(|unit| seen(unit)).map(|unit| unit.id).collect();
    let ground = match directive.counted {
        Some(counted) => super::finals::frozen(tx, &directive, tree, counted.round)?,
        None => live(tx, &directive, issuer, tree)?,
    };
    Ok(rolled(now, directive, ground, &known))
}

/// As everything stands now.
pub(super) fn live(tx: &mut Tx<'_>, directive: &Directive, issuer: &str, units: Vec<Unit>) -> Result<Ground> {
    let rows = rows(tx, directive, &units)?;
    let passed: HashMap<UnitId, Passed> =
        passed::of_round(tx, directive.id, directive.round)?.into_iter().map(|one| (one.unit, one)).collect();
    let places: HashMap<UnitId, &str> = units.iter().map(|unit| (unit.id, unit.path.as_str())).collect();
    let mut people: HashMap<UnitId, i64> = HashMap::new();
    for (unit, _, figures) in &rows {
        let path = places.get(unit).copied().unwrap_or_default();
        above(path).for_each(|id| *people.entry(id).or_default() += figures.should);
    }
    let lines = lines(directive, issuer, &units, (&people, &passed));
    Ok(Ground { units, rows, lines })
}

/// The ids of a path, from the top down to the unit itself.
fn above(path: &str) -> impl Iterator<Item = UnitId> + '_ {
    path.split('/').filter_map(|id| id.parse().ok()).map(UnitId)
}

/// How each unit of the audience stands with passing on.
fn lines(
    directive: &Directive,
    issuer: &str,
    units: &[Unit],
    (people, passed): (&HashMap<UnitId, i64>, &HashMap<UnitId, Passed>),
) -> HashMap<UnitId, Line> {
    let must = |unit: &Unit| {
        rules::passes_on(&directive.audience, issuer, &unit.path, people.get(&unit.id).copied().unwrap_or_default())
    };
    let by_id: HashMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let mut lines = HashMap::new();
    for unit in units.iter().filter(|unit| rules::within(&directive.audience.units, &unit.path)) {
        let line = if let Some(done) = passed.get(&unit.id) {
            Line::Done(Box::new(done.clone()))
        } else if must(unit) {
            let parent = unit.parent.and_then(|id| by_id.get(&id)).filter(|parent| must(parent));
            Line::Due(match parent {
                Some(parent) => passed.get(&parent.id).map(|passed| passed.at),
                None => Some(directive.issued),
            })
        } else if issuer.starts_with(&unit.path) {
            Line::Issuer
        } else {
            Line::Nobody
        };
        lines.insert(unit.id, line);
    }
    lines
}

fn rolled(now: Moment, directive: Directive, ground: Ground, known: &HashSet<UnitId>) -> Spread {
    let Ground { units, rows, mut lines } = ground;
    let mut own: HashMap<UnitId, Figures> = HashMap::new();
    for (unit, _, figures) in &rows {
        own.entry(*unit).or_default().add(figures);
    }
    for (unit, line) in &lines {
        let figures = own.entry(*unit).or_default();
        figures.duty += i64::from(matches!(line, Line::Due(_) | Line::Done(_)));
        figures.passed += i64::from(matches!(line, Line::Done(_)));
    }
    let mut by_kind: Vec<(Employment, Figures)> =
        directive.audience.kinds.iter().map(|kind| (*kind, Figures::default())).collect();
    for (_, kind, figures) in rows.iter().filter(|(unit, _, _)| known.contains(unit)) {
        if let Some((_, sum)) = by_kind.iter_mut().find(|(one, _)| one == kind) {
            sum.add(figures);
        }
    }
    let (mut total, mut all): (Figures, HashMap<UnitId, Figures>) = (Figures::default(), HashMap::new());
    for unit in units.iter().filter(|unit| known.contains(&unit.id)) {
        let Some(figures) = own.get(&unit.id) else { continue };
        total.add(figures);
        above(&unit.path).for_each(|id| all.entry(id).or_default().add(figures));
    }
    let whole = units.iter().filter(|unit| own.contains_key(&unit.id)).all(|unit| known.contains(&unit.id));
    let belongs = |unit: &Unit| rules::within(&directive.audience.units, &unit.path);
    let branches = units
        .into_iter()
        .filter(|unit| known.contains(&unit.id))
        .filter(|unit| all.contains_key(&unit.id) || belongs(unit))
        .map(|unit| Branch {
            own: own.get(&unit.id).copied().unwrap_or_default(),
            all: all.get(&unit.id).copied().unwrap_or_default(),
            line: lines.remove(&unit.id).unwrap_or(Line::Nobody),
            unit,
        })
        .collect();
    let at = directive.counted.map_or(now, |counted| counted.at);
    Spread { directive, total, by_kind, branches, at, whole }
}
