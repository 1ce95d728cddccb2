//! What the forms offer to rest on and to replace: of the whole house's directives those that this asker most likely means.
//! However many orders other units issue, what holds for his own units stays among them.

use super::list::upward;
use super::reach::{person, reach};
use crate::model::{Directive, DirectiveId};
use crate::rules;
use crate::store::directives;
use netra_base::{Day, Error, Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_rulebook::model::Row;
use netra_store::Tx;
use std::cmp::Reverse;
use std::collections::HashSet;

/// What a form for a directive offers.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The units of the asker's own grants.
    pub units: Vec<Unit>,
    /// Instruments of the law of today.
    pub instruments: Vec<Row>,
    /// Directives to rest on, newest first.
    pub directives: Vec<Directive>,
    /// Of these, those that he may replace.
    pub own: Vec<DirectiveId>,
    /// The first unit's own day.
    pub today: Day,
}

/// Directives offered, and the share of each source: a unit's own, and what is addressed to each of the four levels from the
/// ministry down to it, are five times eight. Twice forty boxes of 300 bytes, to rest on and to replace, are 24 KB of a page
/// of 50.
const OFFERED: usize = 40;
const SHARE: usize = 8;
/// Units of grants whose directives are looked for, seldom more than three: with the levels above them at most a hundred
/// looks.
const GRANTS: usize = 20;
/// Rows of one look: what a unit issued, or, where all that is not enough, what the house did.
const ROWS: i64 = 200;

/// What the form for a new directive offers to this asker; `under`, where he may know of it and it has not ended, is among
/// the directives in any case.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub fn offer(tx: &mut Tx<'_>, now: Moment, by: &Principal, under: Option<DirectiveId>) -> Result<Offer> {
    let mut units = Vec::new();
    for grant in by.grants.iter().filter(|grant| rules::keeps(by, &grant.path)) {
        if units.iter().all(|unit: &Unit| unit.id != grant.unit) {
            units.push(registry::unit(tx, grant.unit)?);
        }
    }
    let today = now.day(units.first().ok_or(Error::NotFound)?.zone);
    let law = netra_rulebook::actions::current(tx, now)?;
    let instruments = law.book().instruments().map(|(row, _)| row.clone()).collect();
    let asker = person(tx, by)?;
    let mut ahead = of_units(tx, &units, today)?;
    if let Some(id) = under
        && let Some(one) = directives::directive(tx, id)?.filter(|one| one.end.is_none())
    {
        ahead.retain(|known| known.id != id);
        ahead.insert(0, one);
    }
    if ahead.len() < OFFERED {
        let mut newest = directives::before(tx, i64::MAX, ROWS)?;
        newest.retain(|one| one.end.is_none() && ahead.iter().all(|known| known.id != one.id));
        ahead.extend(newest);
    }
    let (mut list, mut own) = (Vec::new(), Vec::new());
    for one in ahead {
        if list.len() == OFFERED {
            break;
        }
        let Some(may) = reach(tx, by, asker.as_ref(), &one)? else { continue };
        own.extend(may.keeps.then_some(one.id));
        list.push(one);
    }
    list.sort_by_key(|one| Reverse(one.id));
    Ok(Offer { units, instruments, directives: list, own, today })
}

/// What these units issued themselves and what holds for them, each once: first a share of their own and of each level from
/// the top down, then what is left.
fn of_units(tx: &mut Tx<'_>, units: &[Unit], today: Day) -> Result<Vec<Directive>> {
    let (mut list, mut left) = (Vec::new(), Vec::new());
    for unit in units.iter().take(GRANTS) {
        list.extend(directives::newest_of(tx, unit.id, ROWS)?);
    }
    list.sort_by_key(|one| Reverse(one.id));
    left.extend(list.split_off(list.len().min(SHARE)));
    let levels = |unit: &Unit| upward(&unit.path).into_iter().rev().enumerate().collect::<Vec<_>>();
    let mut levels: Vec<(usize, UnitId)> = units.iter().take(GRANTS).flat_map(levels).collect();
    levels.sort_unstable();
    levels.dedup();
    for (_, unit) in levels {
        let mut running = directives::running_for(tx, unit, today)?;
        left.extend(running.split_off(running.len().min(SHARE)));
        list.extend(running);
    }
    left.sort_by_key(|one| Reverse(one.id));
    list.extend(left);
    let mut seen = HashSet::new();
    list.retain(|one| seen.insert(one.id));
    Ok(list)
}
