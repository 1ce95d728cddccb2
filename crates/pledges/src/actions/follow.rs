//! Following the registry: when a person moves, leaves or returns, his answer moves with him in the
//! counters of every open drive. The registry's changes are numbered; each drive remembers how far it went.
//! If we stop half-way, the next run goes on from there: position and counters change in one transaction.

use crate::store::{self, tally};
use netra_base::{DriveId, Result};
use netra_registry::actions::{Change, changes_since, hold_changes, last_change, standing_held};
use netra_store::Tx;

/// Brings the counters of every open drive up to date, looking at `limit` changes at most; answers how many
/// it looked at. Joiners have no answer yet and cost next to nothing.
///
/// # Errors
/// When the database fails.
pub fn follow(tx: &mut Tx<'_>, limit: usize) -> Result<usize> {
    // Another process may be following too; whoever comes second goes on where the first stopped.
    hold_changes(tx)?;
    let mut seen = 0;
    for (drive, from) in store::following(tx)? {
        seen += follow_one(tx, drive, from, limit - seen)?;
    }
    Ok(seen)
}

/// The same for one drive that stands at `from`, while changes are held.
pub(super) fn follow_one(tx: &mut Tx<'_>, drive: DriveId, mut from: i64, limit: usize) -> Result<usize> {
    let mut seen = 0;
    while seen < limit {
        let most = u32::try_from(limit - seen).unwrap_or(PAGE).min(PAGE);
        let (changes, last, looked) = changes_since(tx, from, most)?;
        if looked == 0 {
            break;
        }
        for change in &changes {
            shift(tx, drive, change)?;
        }
        seen += looked;
        from = last;
        store::set_followed(tx, drive, from)?;
    }
    Ok(seen)
}

/// Has the registry changed since the counters of some open drive were brought up to date?
///
/// # Errors
/// When the database fails.
pub fn is_behind(tx: &mut Tx<'_>) -> Result<bool> {
    let last = last_change(tx)?;
    Ok(store::following(tx)?.iter().any(|(_, followed)| *followed < last))
}

/// Changes read at once: a few milliseconds of work.
const PAGE: u32 = 500;

fn shift(tx: &mut Tx<'_>, drive: DriveId, change: &Change) -> Result<()> {
    let Some(before) = &change.before else { return Ok(()) };
    let after = &change.after;
    // An answer being given right now is either seen here or counts itself where this person is by now.
    standing_held(tx, after.employee)?;
    let signed = store::signed(tx, drive, after.employee)?.is_some();
    let declined = !signed && store::declined(tx, drive, after.employee)?.is_some();
    let answer = (i64::from(signed), i64::from(declined));
    if answer == (0, 0) {
        return Ok(());
    }
    if before.service.is_active() {
        tally::count(tx, drive, before.unit, before.employment, (-answer.0, -answer.1))?;
    }
    if after.service.is_active() {
        tally::count(tx, drive, after.unit, after.employment, answer)?;
    }
    Ok(())
}
