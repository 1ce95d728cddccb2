//! Withdrawing a drive that was announced by mistake: a last version that says so, with its record, and every planned place
//! cancelled in the same transaction. If we stop before the commit, the drive stands with all its places.

use super::announce::keep;
use super::place::each;
use super::seen::{Seen, seen};
use crate::model::{ActivityDriveId, ActivityId, reason};
use crate::rules::{self, Standing, Withdrawing};
use crate::store;
use netra_activities::actions as activities;
use netra_activities::model::Activity;
use netra_base::{Chance, Error, Moment, Principal, Refusal, Result};
use netra_registry::actions as registry;
use netra_store::Tx;

/// What goes with a drive that is withdrawn.
#[derive(Debug, Clone)]
pub struct Going {
    /// The drive.
    pub seen: Seen,
    /// Places that are planned.
    pub places: usize,
    /// Units that planned them.
    pub units: usize,
}

/// A request to withdraw a drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// How many planned places the asker was told go with it.
    pub places: usize,
}

/// What would go with the drive, before somebody decides.
///
/// # Errors
/// `NotFound` for those who do not keep the drive's unit; refused when it can no longer be withdrawn.
pub fn withdrawing(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: ActivityDriveId) -> Result<Going> {
    let seen = kept(tx, by, id)?;
    rules::stands(&seen.drive)?;
    let (_, places) = standing(tx, id)?;
    rules::may_withdraw(&facts(&seen, now, &places, places.len()))?;
    let mut units: Vec<_> = places.iter().map(|place| place.unit).collect();
    units.sort_unstable();
    units.dedup();
    Ok(Going { seen, places: places.len(), units: units.len() })
}

/// Withdraws the drive; its planned places are cancelled with it. The same request again changes nothing.
///
/// # Errors
/// As [`withdrawing`]; refused for the reason, and when other places are planned than the asker was told.
pub fn withdraw(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityDriveId,
    request: &Withdrawal,
) -> Result<()> {
    store::hold(tx, id)?;
    let seen = kept(tx, by, id)?;
    let reason = reason(&request.reason)?;
    if seen.drive.withdrawn.as_ref() == Some(&reason) {
        return Ok(());
    }
    rules::stands(&seen.drive)?;
    let (ids, places) = standing(tx, id)?;
    rules::may_withdraw(&facts(&seen, now, &places, request.places))?;
    keep(tx, chance, now, by, (id, seen.drive.version + 1), (&seen.drive.definition, Some(&reason)))?;
    let said = format!("Kegiatan serentak ditarik: {reason}");
    for (place, standing) in ids.into_iter().zip(&places) {
        cancel(tx, chance, now, by, (place, standing), &said)?;
    }
    Ok(())
}

fn kept(tx: &mut Tx<'_>, by: &Principal, id: ActivityDriveId) -> Result<Seen> {
    let seen = seen(tx, by, id)?;
    if seen.keeps { Ok(seen) } else { Err(Error::NotFound) }
}

fn facts<'a>(seen: &Seen, now: Moment, places: &'a [Standing], told: usize) -> Withdrawing<'a> {
    Withdrawing { window: seen.drive.definition.window, now, places, told }
}

/// The places that are not cancelled, and how each stands.
fn standing(tx: &mut Tx<'_>, id: ActivityDriveId) -> Result<(Vec<ActivityId>, Vec<Standing>)> {
    let (mut ids, mut places) = (Vec::new(), Vec::new());
    each(tx, id, None, &mut |one| {
        let Activity { id, unit, starts, ends, zone, state, .. } = one;
        ids.push(id);
        places.push(Standing { unit, starts, ends, zone, state });
        true
    })?;
    Ok((ids, places))
}

fn cancel(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (place, standing): (ActivityId, &Standing),
    reason: &str,
) -> Result<()> {
    match activities::cancel(tx, chance, now, by, place, reason) {
        Ok(()) => {}
        // The unit has moved out of the branch: its place is not the asker's to cancel.
        Err(Error::NotFound) => {
            let unit = registry::unit(tx, standing.unit)?.name;
            return Err(Refusal::new(
                "place-elsewhere",
                format!("{unit} punya tempat dalam kegiatan serentak ini dan tidak lagi di bawah wewenang Anda. Mintalah unit itu membatalkan tempatnya dahulu."),
                format!("{unit} has a place in this drive and is no longer within your authority. Have that unit cancel its place first."),
            )
            .into());
        }
        Err(other) => return Err(other),
    }
    // Its row is ours by now: whoever started it a moment before is seen here, and wins.
    if activities::activity(tx, place)?.started.is_some() {
        return Err(Refusal::new(
            "begun-places",
            "1 tempat baru saja mulai; kegiatan serentak tidak dapat ditarik lagi.",
            "1 place has just begun; the drive can no longer be withdrawn.",
        )
        .into());
    }
    Ok(())
}
