//! What was held in a span of time: how many activities, how many of these are reported, and which they are. Of the units that
//! somebody keeps or oversees, and of no others: so a figure on a desk and the list behind it count the same.

use super::lists::{Filter, Line, PAGE, Place, Scope, lines};
use crate::model::State;
use crate::rules;
use crate::store::lists;
use netra_base::{Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// A span of beginnings: the first moment, and the first one after it.
pub type Span = (Moment, Moment);

/// How many activities are over, and how many of these are reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldCount {
    /// Over.
    pub held: i64,
    /// Of these, with a filed report.
    pub reported: i64,
}

/// The activities of the asker's units that began within a span and are over, in figures.
///
/// # Errors
/// When the database fails.
pub fn count_held(tx: &mut Tx<'_>, who: &Principal, span: Span) -> Result<HeldCount> {
    let mut units: HashSet<UnitId> = HashSet::new();
    for path in rules::overseen(who) {
        units.extend(registry::unit_ids(tx, path)?);
    }
    let mut count = HeldCount::default();
    if units.is_empty() {
        return Ok(count);
    }
    for (unit, held, reported) in lists::held_in(tx, span)? {
        if units.contains(&unit) {
            count.held += held;
            count.reported += reported;
        }
    }
    Ok(count)
}

/// A page of them, the latest first; with `reported`, only those that have a report or have none.
///
/// # Errors
/// When the database fails.
pub fn list_held(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    (since, until): Span,
    (reported, from): (Option<bool>, Option<Place>),
) -> Result<(Vec<Line>, Option<Place>)> {
    let mut hosts = HashMap::new();
    for path in rules::overseen(who) {
        hosts.extend(registry::tree(tx, path, None)?.into_iter().map(|unit| (unit.id, unit)));
    }
    let scope = Scope::holding(hosts);
    let filter = Filter {
        past: true,
        state: Some(State::Held),
        since: Some(until.plus_ms(-1)),
        after: Some(since),
        reported,
        from,
        ..Filter::default()
    };
    lines(tx, &scope, now, &filter, PAGE)
}
