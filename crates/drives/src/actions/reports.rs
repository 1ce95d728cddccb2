//! Afterwards: who has reported and who has not. A place whose time is over but that nobody has begun is told too: it was
//! either held and not said, or it was not held.

use super::board::{Totals, rows};
use super::live::{LivePick, PlaceRow, page};
use super::place::each;
use super::seen::{Seen, seen};
use crate::model::ActivityDriveId;
use netra_activities::actions::Place;
use netra_activities::model::State;
use netra_base::{Moment, Principal, Result, Say};
use netra_lessons::model::Gain;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Units in the list of reminders: a message to so many is sent in one go.
pub const MOST_REMINDED: usize = 600;

/// What a unit still owes.
#[derive(Debug, Clone)]
pub struct Owing {
    /// The unit.
    pub unit: Unit,
    /// Places that are over and not reported.
    pub reports: i64,
    /// Places whose time is over and that nobody has begun or ended.
    pub unsaid: i64,
}

/// Reports of a drive as somebody sees them.
#[derive(Debug, Clone)]
pub struct Reports {
    /// The drive.
    pub seen: Seen,
    /// As of when.
    pub at: Moment,
    /// What the asker sees.
    pub totals: Totals,
    /// Who is to be reminded, in the order of the tree.
    pub owing: Vec<Owing>,
    /// A page of places, reported ones or not.
    pub places: Vec<PlaceRow>,
    /// What was gained at each of these; small counts are not in it.
    pub gains: Vec<Gain>,
    /// What a gain means.
    pub gain_means: Say,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// Who has reported (`reported`) or not, and whom to remind.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub fn reports(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    id: ActivityDriveId,
    (reported, after, limit): (bool, Option<Place>, usize),
) -> Result<Reports> {
    let seen = seen(tx, who, id)?;
    let (units, rows) = rows(tx, &seen)?;
    let rows: Vec<_> = rows.into_iter().filter(|row| seen.reach.sees(&row.unit.path)).collect();
    let mut owing: Vec<Owing> = Vec::new();
    for row in &rows {
        let reports = row.sums.held - row.sums.reported;
        if reports > 0 {
            owing.push(Owing { unit: row.unit.clone(), reports, unsaid: 0 });
        }
    }
    each(tx, id, None, &mut |place| {
        let late = place.state != State::Held && place.ends < now;
        let Some(unit) = units.get(place.unit).filter(|unit| late && seen.reach.sees(&unit.path)) else {
            return true;
        };
        match owing.iter_mut().find(|one| one.unit.id == unit.id) {
            Some(one) => one.unsaid += 1,
            None => owing.push(Owing { unit: unit.clone(), reports: 0, unsaid: 1 }),
        }
        true
    })?;
    owing.sort_by_key(|one| units.place(one.unit.id));
    owing.truncate(MOST_REMINDED);
    let pick = LivePick { state: Some(State::Held), reported: Some(reported), below: None, after, limit };
    let (places, next) = page(tx, &seen, &units, &pick)?;
    let ids: Vec<_> = places.iter().map(|row| row.place.id).collect();
    let (gains, gain_means) = (netra_lessons::actions::gains(tx, &ids)?, netra_lessons::model::definition()?);
    Ok(Reports { totals: Totals::of(&rows), seen, at: now, owing, places, gains, gain_means, next })
}
