//! Following the registry: when a person moves, leaves or returns, what he has read and acknowledged moves with him in the
//! counters. The registry's changes are numbered; one place remembers how far we went, for all directives at once, so that
//! a move costs what that one person has read and not the number of directives.

use crate::store::{people, tally};
use netra_base::Result;
use netra_registry::actions::{Change, changes_since, hold_changes, last_change, standing_held};
use netra_store::Tx;

/// Changes read at once: a few milliseconds of work.
const PAGE: u32 = 500;

/// Brings the counters up to date, looking at `limit` changes at most; answers how many it looked at.
///
/// # Errors
/// When the database fails.
pub fn follow(tx: &mut Tx<'_>, limit: usize) -> Result<usize> {
    // Another process may be following too; whoever comes second goes on where the first stopped.
    hold_changes(tx)?;
    let Some(mut from) = people::followed(tx)? else { return Ok(0) };
    let mut seen = 0;
    while seen < limit {
        let most = u32::try_from(limit - seen).unwrap_or(PAGE).min(PAGE);
        let (changes, last, looked) = changes_since(tx, from, most)?;
        if looked == 0 {
            break;
        }
        for change in &changes {
            shift(tx, change)?;
        }
        seen += looked;
        from = last;
        people::set_followed(tx, from)?;
    }
    Ok(seen)
}

/// Has the registry changed since the counters were brought up to date?
///
/// # Errors
/// When the database fails.
pub fn is_behind(tx: &mut Tx<'_>) -> Result<bool> {
    let last = last_change(tx)?;
    Ok(people::followed(tx)?.is_some_and(|followed| followed < last))
}

fn shift(tx: &mut Tx<'_>, change: &Change) -> Result<()> {
    let Some(before) = &change.before else { return Ok(()) };
    let after = &change.after;
    // An acknowledgement being given right now is either seen here or counts itself where this person is by now.
    standing_held(tx, after.employee)?;
    for (id, round, acknowledged) in people::marks(tx, after.employee)? {
        let marks = (1, i64::from(acknowledged));
        if before.service.is_active() {
            tally::count(tx, (id, round), before.unit, before.employment, (-marks.0, -marks.1))?;
        }
        if after.service.is_active() {
            tally::count(tx, (id, round), after.unit, after.employment, marks)?;
        }
    }
    Ok(())
}
