//! What is on today, for somebody's desk.

use super::lists::{FEW, Line};
use super::reach::{Sent, line};
use crate::model::Activity;
use crate::model::plan::LONGEST_HOURS;
use crate::rules;
use crate::store::lists::{self, Along, Only, WAITING};
use netra_base::{Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;

/// Activities of one unit on one day at most.
const MOST: usize = 40;
/// So often forty of the days around are read until there are forty of the day: more than a unit plans in three days.
const MOST_PAGES: usize = 10;
const DAY_MS: i64 = 24 * 3_600_000;

/// What is planned for today or going on, soonest first: activities of the asker's own unit and those above it, those to which
/// they send people, and those of the units he keeps, when these are few. What today is, each activity's own clock says.
///
/// # Errors
/// When the database fails.
pub fn today(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Vec<Line>> {
    let (mut units, mut sent): (Vec<UnitId>, Vec<Sent>) = (Vec::new(), Vec::new());
    if let Some(person) = who.employee.map(|id| registry::standing(tx, id)).transpose()?.flatten()
        && person.active
    {
        units = person.unit_path.split('/').filter_map(|id| id.parse().ok()).map(UnitId).collect();
        sent = line(tx, &person)?;
    }
    for path in rules::kept(who) {
        let kept = registry::unit_ids(tx, path)?;
        // Whoever keeps more has boards that show the day; to him a list of a few places says nothing.
        if kept.len() <= FEW {
            units.extend(kept);
        }
    }
    units.sort_unstable();
    units.dedup();
    // An activity lasts a day at most, and a day begins and ends within a day of now everywhere.
    let first = now.plus_ms(-DAY_MS - LONGEST_HOURS * 3_600_000);
    let only = Only { state: WAITING, far: Some(now.plus_ms(DAY_MS)), ..Only::default() };
    let mut found = Vec::new();
    for unit in units {
        found.extend(todays(now, first, |along| lists::held_by(tx, unit, along, only, MOST))?);
    }
    for Sent { unit, but } in &sent {
        found.extend(todays(now, first, |along| lists::attended_by(tx, (*unit, but), along, only, MOST))?);
    }
    found.sort_by_key(|one| (one.starts, one.id));
    found.dedup_by_key(|one| one.id);
    let mut lines = Vec::with_capacity(found.len());
    for activity in found {
        let unit = registry::unit(tx, activity.unit)?;
        lines.push(Line { activity, unit });
    }
    Ok(lines)
}

/// Those of today by their own clock, of what begins at or after `first`.
fn todays(now: Moment, first: Moment, mut ask: impl FnMut(Along) -> Result<Vec<Activity>>) -> Result<Vec<Activity>> {
    let (mut found, mut place) = (Vec::new(), (first, 0));
    for _ in 0..MOST_PAGES {
        let page = ask(Along::Forwards(place.0, place.1, now.plus_ms(-DAY_MS)))?;
        let end = page.last().filter(|_| page.len() == MOST).map(|last| (last.starts, last.id.0 + 1));
        found.extend(page.into_iter().filter(|one| {
            let (first, last, today) = (one.starts.day(one.zone), one.ends.day(one.zone), now.day(one.zone));
            first <= today && today <= last
        }));
        match end {
            Some(next) if found.len() < MOST => place = next,
            _ => break,
        }
    }
    Ok(found)
}
