//! Following the registry: who moves out of a team's unit or leaves the service leaves the team, and the unit's
//! operator is told. The registry's changes are numbered; one number says how far the teams have followed. If
//! we stop half-way, the next run goes on from there: position and memberships change in one transaction.

use super::change::left_unit;
use crate::rules;
use crate::store::teams;
use netra_base::{Chance, Moment, Result};
use netra_registry::actions::{Change, changes_since, hold_changes, last_change, unit};
use netra_store::Tx;

/// Changes read at once: a few milliseconds of work.
const PAGE: u32 = 500;

/// Looks at `limit` changes of the registry at most and ends the memberships of those who left; answers how many
/// it looked at. Each end is an act with an entry, so it takes the moment and chance.
///
/// # Errors
/// When the database fails.
pub fn follow(tx: &mut Tx<'_>, chance: &Chance, now: Moment, limit: usize) -> Result<usize> {
    if teams::followed(tx)?.is_none() {
        return Ok(0);
    }
    // Another process may be following too; whoever comes second goes on where the first stopped.
    hold_changes(tx)?;
    let mut from = teams::followed(tx)?.unwrap_or_default();
    let mut seen = 0;
    while seen < limit {
        let most = u32::try_from(limit - seen).unwrap_or(PAGE).min(PAGE);
        let (changes, last, looked) = changes_since(tx, from, most)?;
        if looked == 0 {
            break;
        }
        for change in &changes {
            apply(tx, chance, now, change)?;
        }
        seen += looked;
        from = last;
        teams::set_followed(tx, from)?;
    }
    Ok(seen)
}

/// Has the registry changed since the teams followed it?
///
/// # Errors
/// When the database fails.
pub fn is_behind(tx: &mut Tx<'_>) -> Result<bool> {
    let last = last_change(tx)?;
    Ok(teams::followed(tx)?.is_some_and(|followed| followed < last))
}

fn apply(tx: &mut Tx<'_>, chance: &Chance, now: Moment, change: &Change) -> Result<()> {
    let (Some(before), after) = (&change.before, &change.after) else { return Ok(()) };
    for member in teams::of_person(tx, after.employee)? {
        if member.ended.is_some() || after.change <= member.since {
            continue;
        }
        let Some(team) = teams::team(tx, member.team)? else { continue };
        if team.ended.is_some() || team.period.until < after.day {
            continue;
        }
        let home = unit(tx, team.unit)?.path;
        let was = unit(tx, before.unit)?.path;
        let goes_to = if after.service.is_active() { Some(unit(tx, after.unit)?.path) } else { None };
        if rules::leaves(&home, &was, goes_to.as_deref()) {
            left_unit(tx, chance, now, &member, after.day.plus_days(-1).max(member.from))?;
        }
    }
    Ok(())
}
