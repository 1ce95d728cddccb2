//! What the keepers of units still owe after activities outside simultaneous drives: the report of one that was held, or the
//! word that one whose time is over was held or cancelled. Places of drives have boards that say so.

use super::lists::{FEW, Line, PAGE, Place};
use crate::rules;
use crate::store::owed::{self as store, Owing};
use netra_base::{Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;

const DAY_MS: i64 = 24 * 3_600_000;
/// So far back what is owed waits for somebody: two months. What is older is told by the year's list of what was held.
pub const OWED_DAYS: i64 = 62;
/// Up to so many units are asked for by name, four statements; whoever keeps more keeps most of the house.
const NAMED: usize = 4 * FEW;
/// Rows read at most for one answer: small ones of one index, some 2 ms.
const MOST: usize = 2_000;

/// What somebody still owes.
#[derive(Debug, Clone, Default)]
pub struct Owed {
    /// The latest of them.
    pub first: Vec<Line>,
    /// All of them, the first included.
    pub all: usize,
    /// There may be more than were counted.
    pub more: bool,
}

/// What is owed now in the units that `who` keeps, the latest first: the first ones, and how many there are.
///
/// # Errors
/// When the database fails.
pub fn owed(tx: &mut Tx<'_>, now: Moment, who: &Principal, first: usize) -> Result<Owed> {
    let (found, stopped) = found(tx, now, who, None)?;
    let more = stopped.is_some();
    Ok(Owed { first: lines(tx, found.iter().take(first))?, all: found.len(), more })
}

/// A page of the same, and the place of the next.
///
/// # Errors
/// When the database fails.
pub fn list_owed(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    from: Option<Place>,
) -> Result<(Vec<Line>, Option<Place>)> {
    let (found, stopped) = found(tx, now, who, from)?;
    let last = found.get(PAGE - 1).filter(|_| found.len() > PAGE);
    let next = last.map_or(stopped, |one| Some(place(one)));
    Ok((lines(tx, found.iter().take(PAGE))?, next))
}

fn place(one: &Owing) -> Place {
    Place { starts: one.starts, id: one.id.0 }
}

fn lines<'a>(tx: &mut Tx<'_>, found: impl Iterator<Item = &'a Owing>) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for one in found {
        lines.push(Line { activity: super::activity(tx, one.id)?, unit: registry::unit(tx, one.unit)? });
    }
    Ok(lines)
}

/// Below a place, and where it stopped when it did not come to the end.
fn found(tx: &mut Tx<'_>, now: Moment, who: &Principal, from: Option<Place>) -> Result<(Vec<Owing>, Option<Place>)> {
    let mut units: Vec<UnitId> = Vec::new();
    for path in rules::kept(who) {
        units.extend(registry::unit_ids(tx, path)?);
    }
    if units.is_empty() {
        return Ok((Vec::new(), None));
    }
    units.sort_unstable();
    // One may be started and ended some hours before its time.
    let below = from.map_or((now.plus_ms(DAY_MS), i64::MAX), |place| (place.starts, place.id));
    let span = (now.plus_ms(-OWED_DAYS * DAY_MS), now);
    let named = units.len() <= NAMED;
    let asked: Vec<&[UnitId]> = if named { units.chunks(FEW).collect() } else { vec![&[]] };
    let (mut all, mut stopped) = (Vec::new(), None);
    for some in asked {
        let part = store::owed(tx, some, span, below, MOST)?;
        if part.len() == MOST {
            stopped = stopped.max(part.last().map(|one| (one.starts, one.id.0)));
        }
        all.extend(part);
    }
    // What lies below the place where one part stopped was not looked at in that part.
    all.retain(|one| {
        let kept = named || units.binary_search(&one.unit).is_ok();
        kept && stopped.is_none_or(|last| last <= (one.starts, one.id.0))
    });
    all.sort_by_key(|one| std::cmp::Reverse((one.starts, one.id)));
    Ok((all, stopped.map(|(starts, id)| Place { starts, id })))
}
