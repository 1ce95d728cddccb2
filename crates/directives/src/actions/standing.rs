//! How a branch stands with the directives in force: one line for the desk of those who see figures. Numbers only.

use crate::model::DirectiveId;
use crate::rules;
use crate::store::{directives, tally};
use netra_base::{Moment, Principal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::HashMap;

/// How many of those who must have acknowledged the directives in force, each person once for each directive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Directives in force that ask for an acknowledgement and are for somebody in the branch.
    pub directives: i64,
    /// Acknowledgements that are asked.
    pub must: i64,
    /// Those that were given.
    pub acknowledged: i64,
    /// The newest of these directives: when it is the only one, its spread tells the same figures.
    pub newest: Option<DirectiveId>,
}

/// Directives looked at, newest first: more that ask at once nobody follows. Their counters, by unit and kind, are read in one
/// statement: with 600 units some 20,000 short rows in the worst case.
const NEWEST: i64 = 20;

/// How the branches of this principal stand: those of his grants that see figures. Nothing for everybody else.
///
/// # Errors
/// When the database fails.
pub fn standing(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<Standing> {
    let mut paths: Vec<&str> =
        who.grants.iter().filter(|grant| rules::sees_by(grant.role)).map(|grant| grant.path.as_str()).collect();
    // A branch below another is told with it.
    paths.sort_unstable();
    paths.dedup_by(|next, before| next.starts_with(&**before));
    let mut standing = Standing::default();
    if paths.is_empty() {
        return Ok(standing);
    }
    let today = now.day(Zone::Wib);
    let asking = directives::asking(tx, today, NEWEST)?;
    let Some(first) = asking.last().map(|one| one.id) else { return Ok(standing) };
    let (mut places, mut people): (HashMap<UnitId, Unit>, Vec<_>) = (HashMap::new(), Vec::new());
    for path in paths {
        places.extend(registry::tree(tx, path, None)?.into_iter().map(|unit| (unit.id, unit)));
        people.extend(registry::headcounts(tx, path)?);
    }
    let given = tally::acknowledged(tx, today, first)?;
    for one in &asking {
        let meant = |unit: UnitId, kind| {
            places.get(&unit).is_some_and(|unit| rules::in_audience(&one.audience, &unit.path, kind))
        };
        let must: i64 = people.iter().filter(|(unit, kind, _)| meant(*unit, *kind)).map(|(_, _, count)| count).sum();
        if must == 0 {
            continue;
        }
        standing.directives += 1;
        standing.newest = standing.newest.or(Some(one.id));
        standing.must += must;
        let of_it = given.iter().filter(|(id, unit, kind, _)| *id == one.id && meant(*unit, *kind));
        standing.acknowledged += of_it.map(|(_, _, _, count)| count).sum::<i64>();
    }
    Ok(standing)
}
