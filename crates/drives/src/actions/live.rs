//! The day itself: what has begun, who is there now, what is over, by place and in all; as of a moment that is said.

use super::board::{RegionSum, Totals, UnitRow, regions, rows};
use super::seen::{Seen, Units, seen};
use crate::model::ActivityDriveId;
use crate::rules::Reach;
use netra_activities::actions::{self as activities, Place};
use netra_activities::model::{Activity, State};
use netra_base::{Error, Moment, Principal, Result};
use netra_registry::model::Unit;
use netra_store::Tx;

/// Places looked through in one statement for who sees a branch only.
const BATCH: u32 = 200;

/// A place with its unit.
#[derive(Debug, Clone)]
pub struct PlaceRow {
    /// The place.
    pub place: Activity,
    /// The unit that holds it.
    pub unit: Unit,
    /// Is its time over while nobody has said that it began, or that it is over?
    pub late: bool,
}

/// Which places are looked at.
#[derive(Debug, Clone, Default)]
pub struct LivePick {
    /// In this state; in all but cancelled ones when none.
    pub state: Option<State>,
    /// Reported or not; both when none.
    pub reported: Option<bool>,
    /// Past its time without being over, or not; both when none.
    pub late: Option<bool>,
    /// Of the unit with this code and those below it only.
    pub below: Option<String>,
    /// After this one of the list.
    pub after: Option<Place>,
    /// So many.
    pub limit: usize,
}

/// The day as somebody sees it.
#[derive(Debug, Clone)]
pub struct Live {
    /// The drive.
    pub seen: Seen,
    /// As of when.
    pub at: Moment,
    /// The whole drive.
    pub whole: Totals,
    /// What the asker sees of it, when that is not the whole.
    pub branch: Option<Totals>,
    /// By regional office, of what the asker sees.
    pub regions: Vec<RegionSum>,
    /// A page of places.
    pub places: Vec<PlaceRow>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// The day itself, with one page of places.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub fn live(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityDriveId, pick: &LivePick) -> Result<Live> {
    let seen = seen(tx, who, id)?;
    let (units, rows) = rows(tx, now, &seen)?;
    let whole = Totals::of(&rows);
    let all = rows.len();
    let rows: Vec<UnitRow> = rows.into_iter().filter(|row| seen.reach.sees(&row.unit.path)).collect();
    let branch = (rows.len() < all).then(|| Totals::of(&rows));
    let (places, next) = page(tx, now, &seen, &units, pick)?;
    Ok(Live { regions: regions(&rows), seen, at: now, whole, branch, places, next })
}

/// A page of places that the asker sees, and where the next begins.
pub(super) fn page(
    tx: &mut Tx<'_>,
    now: Moment,
    seen: &Seen,
    units: &Units,
    pick: &LivePick,
) -> Result<(Vec<PlaceRow>, Option<Place>)> {
    let mut out = Vec::new();
    if pick.limit == 0 {
        return Ok((out, None));
    }
    let below = match &pick.below {
        None => None,
        Some(code) => {
            let unit = units.all().iter().find(|unit| unit.code.as_str().eq_ignore_ascii_case(code));
            Some(unit.filter(|unit| seen.reach.sees(&unit.path)).ok_or(Error::NotFound)?.path.clone())
        }
    };
    let inside = |row: &PlaceRow| {
        below.as_deref().is_none_or(|path| row.unit.path.starts_with(path))
            && pick.late.is_none_or(|late| row.late == late)
    };
    // One more than a page, to know whether there is another; who sees a branch only has more of them looked through.
    let wide = seen.reach == Reach::Whole && below.is_none() && pick.late.is_none();
    let batch = if wide { u32::try_from(pick.limit + 1).unwrap_or(BATCH) } else { BATCH };
    let mut after = pick.after;
    loop {
        let found = activities::drive_page(tx, seen.drive.id, pick.state, pick.reported, after, batch)?;
        let full = found.len() == usize::try_from(batch).unwrap_or(usize::MAX);
        after = found.last().map(|last| Place { starts: last.starts, id: last.id.0 });
        // By beginning: what begins after this moment is not late, nor is anything behind it.
        let full = full && !(pick.late == Some(true) && found.last().is_some_and(|last| last.starts > now));
        let kept = found.into_iter().filter(|place| place.state != State::Cancelled);
        out.extend(kept.filter_map(|place| with_unit(seen, units, place, now)).filter(inside));
        if !full || out.len() > pick.limit {
            break;
        }
    }
    let more = out.len() > pick.limit;
    out.truncate(pick.limit);
    let next = out.last().filter(|_| more).map(|last| Place { starts: last.place.starts, id: last.place.id.0 });
    Ok((out, next))
}

fn with_unit(seen: &Seen, units: &Units, place: Activity, now: Moment) -> Option<PlaceRow> {
    let unit = units.get(place.unit).filter(|unit| seen.reach.sees(&unit.path))?.clone();
    let late = late(&place, now);
    Some(PlaceRow { place, unit, late })
}

/// Is its time over while nobody has said that it began, or that it is over?
pub(super) fn late(place: &Activity, now: Moment) -> bool {
    matches!(place.state, State::Planned | State::Running) && place.ends < now
}
