//! Afterwards: who has reported and who has not. A place whose time is over but that nobody has begun is told too: it was
//! either held and not said, or it was not held.

use super::board::{Totals, UnitRow, rows};
use super::live::{LivePick, PlaceRow, page};
use super::seen::{Seen, reminding};
use crate::model::ActivityDriveId;
use netra_activities::actions::{Place, UnitSums};
use netra_activities::model::State;
use netra_base::{Moment, Principal, Result, Say};
use netra_lessons::model::Gain;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Units in the list of reminders: a message to so many is sent in one go.
pub const MOST_REMINDED: usize = 600;

/// Late places shown: one screen. The day's own page has all of them.
pub const MOST_LATE: usize = 20;

/// What a unit still owes.
#[derive(Debug, Clone)]
pub struct Owing {
    /// The unit.
    pub unit: Unit,
    /// Places that are over and not reported.
    pub reports: i64,
    /// Places whose time is over and that never began.
    pub unstarted: i64,
    /// Places whose time is over and that nobody has said to be over.
    pub unended: i64,
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
    /// Places past their time that nobody has begun or ended, the first [`MOST_LATE`].
    pub late: Vec<PlaceRow>,
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
/// `NotFound` for those who see nothing of the drive but its figures.
pub fn reports(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    id: ActivityDriveId,
    (reported, after, limit): (bool, Option<Place>, usize),
) -> Result<Reports> {
    let seen = reminding(tx, who, id)?;
    let (units, rows) = rows(tx, now, &seen)?;
    // In the order of the tree, as the rows are.
    let rows: Vec<UnitRow> = rows.into_iter().filter(|row| seen.reach.sees(&row.unit.path)).collect();
    let owing = rows.iter().filter_map(owing).take(MOST_REMINDED).collect();
    let totals = Totals::of(&rows);
    let late = LivePick { late: Some(true), limit: MOST_LATE, ..LivePick::default() };
    let (late, _) =
        if totals.unstarted + totals.unended > 0 { page(tx, now, &seen, &units, &late)? } else { (Vec::new(), None) };
    let pick = LivePick { state: Some(State::Held), reported: Some(reported), after, limit, ..LivePick::default() };
    let (places, next) = page(tx, now, &seen, &units, &pick)?;
    let ids: Vec<_> = places.iter().map(|row| row.place.id).collect();
    let (gains, gain_means) = (netra_lessons::actions::gains(tx, &ids)?, netra_lessons::model::definition()?);
    Ok(Reports { totals, seen, at: now, owing, late, places, gains, gain_means, next })
}

fn owing(row: &UnitRow) -> Option<Owing> {
    let UnitSums { held, reported, unstarted, unended, .. } = row.sums;
    let reports = held - reported;
    (reports + unstarted + unended > 0).then(|| Owing { unit: row.unit.clone(), reports, unstarted, unended })
}
