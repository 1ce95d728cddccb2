//! Coverage of a drive: how many should have signed, have, declined, by unit, rolled up the tree, and over
//! time. Its cost grows with units, not with people: everything comes from counters.

use crate::model::{Drive, Figures};
use crate::rules::in_audience;
use crate::store::tally;
use netra_base::{DriveId, Moment, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Unit};
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// A unit with its own figures and those of everything below it.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The unit.
    pub unit: Unit,
    /// Of the people of this unit itself.
    pub own: Figures,
    /// Of this unit and everything below.
    pub all: Figures,
}

/// The coverage of one drive.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// Of the whole audience.
    pub total: Figures,
    /// By employment kind.
    pub by_kind: Vec<(Employment, Figures)>,
    /// Every unit of the audience and those above it, in the order of the tree.
    pub branches: Vec<Branch>,
    /// When these figures were true.
    pub at: Moment,
    /// Are they final?
    pub is_final: bool,
}

impl Coverage {
    /// The branch of this unit.
    #[must_use]
    pub fn of(&self, unit: UnitId) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.unit.id == unit)
    }

    /// The branches directly below this unit.
    #[must_use]
    pub fn below(&self, unit: UnitId) -> Vec<&Branch> {
        self.branches.iter().filter(|branch| branch.unit.parent == Some(unit)).collect()
    }

    /// The top of the tree that the audience lies in, or the tops of what may be seen of it.
    #[must_use]
    pub fn tops(&self) -> Vec<&Branch> {
        let inside = |unit: UnitId| self.branches.iter().any(|branch| branch.unit.id == unit);
        self.branches.iter().filter(|branch| !branch.unit.parent.is_some_and(inside)).collect()
    }
}

/// How many should sign, by unit and kind, as the roster stands now.
pub(super) fn denominators(tx: &mut Tx<'_>, drive: &Drive) -> Result<Vec<(UnitId, Employment, i64)>> {
    let mut out = Vec::new();
    for root in &drive.audience.units {
        let unit = registry::unit(tx, *root)?;
        out.extend(
            registry::headcounts(tx, &unit.path)?
                .into_iter()
                .filter(|(_, kind, _)| drive.audience.kinds.contains(kind)),
        );
    }
    Ok(out)
}

/// Every unit and kind that belongs to the audience as the tree stands now.
fn audience_places(units: &[Unit], drive: &Drive) -> HashSet<(UnitId, i64)> {
    let kinds = &drive.audience.kinds;
    let inside = |unit: &&Unit| kinds.first().is_some_and(|kind| in_audience(&drive.audience, &unit.path, *kind));
    let inside = units.iter().filter(inside);
    inside.flat_map(|unit| kinds.iter().map(move |kind| (unit.id, kind.number()))).collect()
}

/// The figures of each unit and kind: final ones of a closed drive, today's of an open one.
pub(super) fn rows(tx: &mut Tx<'_>, drive: &Drive) -> Result<Vec<(UnitId, i64, Figures)>> {
    let units = if drive.closed.is_some() { Vec::new() } else { registry::tree(tx, "/", None)? };
    rows_in(tx, drive, &units)
}

/// The same for who has read the tree already; a closed drive needs none.
pub(super) fn rows_in(tx: &mut Tx<'_>, drive: &Drive, units: &[Unit]) -> Result<Vec<(UnitId, i64, Figures)>> {
    if drive.closed.is_some() {
        return tally::finals(tx, drive.id);
    }
    let mut rows: HashMap<(UnitId, i64), Figures> = HashMap::new();
    for (unit, kind, count) in denominators(tx, drive)? {
        rows.entry((unit, kind.number())).or_default().should += count;
    }
    let inside = audience_places(units, drive);
    for (unit, kind, figures) in tally::counts(tx, drive.id)? {
        // Who signed and then moved out of the audience is no longer asked for, so he is not counted either;
        // his counter stays and counts again should he come back.
        if inside.contains(&(unit, kind)) {
            rows.entry((unit, kind)).or_default().add(&figures);
        }
    }
    let mut rows: Vec<_> = rows.into_iter().map(|((unit, kind), figures)| (unit, kind, figures)).collect();
    rows.retain(|(_, _, figures)| *figures != Figures::default());
    rows.sort_unstable_by_key(|(unit, kind, _)| (*unit, *kind));
    Ok(rows)
}

/// The coverage of a drive.
///
/// # Errors
/// When the database fails.
pub fn coverage(tx: &mut Tx<'_>, drive: &Drive, now: Moment) -> Result<Coverage> {
    coverage_within(tx, drive, now, |_| true)
}

/// The coverage of that part of a drive whose units `seen` lets through; all other units are not there.
///
/// # Errors
/// When the database fails.
pub fn coverage_within(tx: &mut Tx<'_>, drive: &Drive, now: Moment, seen: impl Fn(&Unit) -> bool) -> Result<Coverage> {
    let mut units = registry::tree(tx, "/", None)?;
    let mut rows = rows_in(tx, drive, &units)?;
    units.retain(|unit| seen(unit));
    let known: HashSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    rows.retain(|(unit, _, _)| known.contains(unit));
    let mut own: HashMap<UnitId, Figures> = HashMap::new();
    let mut by_kind: Vec<(Employment, Figures)> =
        drive.audience.kinds.iter().map(|kind| (*kind, Figures::default())).collect();
    let mut total = Figures::default();
    for (unit, kind, figures) in &rows {
        own.entry(*unit).or_default().add(figures);
        total.add(figures);
        if let Some((_, sum)) = by_kind.iter_mut().find(|(employment, _)| employment.number() == *kind) {
            sum.add(figures);
        }
    }
    let mut all: HashMap<UnitId, Figures> = HashMap::new();
    for unit in &units {
        let Some(figures) = own.get(&unit.id) else { continue };
        for above in unit.path.split('/').filter_map(|id| id.parse().ok()) {
            all.entry(UnitId(above)).or_default().add(figures);
        }
    }
    let belongs = |unit: &Unit| drive.audience.kinds.iter().any(|kind| in_audience(&drive.audience, &unit.path, *kind));
    let branches = units
        .into_iter()
        .filter(|unit| all.contains_key(&unit.id) || belongs(unit))
        .map(|unit| Branch {
            own: own.get(&unit.id).copied().unwrap_or_default(),
            all: all.get(&unit.id).copied().unwrap_or_default(),
            unit,
        })
        .collect();
    let at = drive.closed.map_or(now, |(at, _)| at);
    Ok(Coverage { total, by_kind, branches, at, is_final: drive.closed.is_some() })
}

/// Signatures over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burn {
    /// Moments with the number signed up to then, rising.
    pub points: Vec<(Moment, i64)>,
}

/// How the number of signatures grew, in at most `most` points.
///
/// # Errors
/// When the database fails.
pub fn burn_up(tx: &mut Tx<'_>, id: DriveId, most: usize) -> Result<Burn> {
    let minutes = tally::minutes(tx, id)?;
    let step = minutes.len().div_ceil(most.max(2)).max(1);
    let mut sum = 0;
    let last = minutes.len().saturating_sub(1);
    let mut points = Vec::new();
    for (at, (minute, signed)) in minutes.into_iter().enumerate() {
        sum += signed;
        if at.is_multiple_of(step) || at == last {
            points.push((Moment((minute + 1) * 60_000), sum));
        }
    }
    Ok(Burn { points })
}
