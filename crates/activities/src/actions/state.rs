//! The day itself: an activity starts, ends with what was counted, or is cancelled. Ending and cancelling leave a record.

use super::reach::of_keeper;
use crate::model::{ActivityId, Words, line};
use crate::rules::state as rules;
use crate::{bodies, store};
use netra_base::{Chance, EntryId, Error, Moment, Principal, Result};
use netra_ledger::{Kind, actions::record};
use netra_pledges::model::NewOccasion;
use netra_store::Tx;

/// So long after its last minute a pledge still counts at the place: the queue before the screen.
const AFTER_MS: i64 = 3 * 3_600_000;

/// Says that the activity has begun; at a declaration the place to sign opens. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is not the time.
pub fn start(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: ActivityId) -> Result<()> {
    let (activity, unit) = of_keeper(tx, by, id)?;
    if activity.state == crate::model::State::Running {
        return Ok(());
    }
    rules::may_start(&activity, now)?;
    let occasion = match activity.pledge_drive {
        Some(drive) => {
            let until = activity.ends.max(now).plus_ms(AFTER_MS);
            let new = NewOccasion { drive, unit: unit.id, title: activity.title.clone(), from: now, until };
            Some(netra_pledges::actions::open_occasion(tx, chance, now, by, &new)?)
        }
        None => None,
    };
    match store::start(tx, id, (now, by.account.0), occasion)? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Says that the activity is over, with the counters of this moment, and leaves a record. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused before it began and after it was cancelled.
pub fn finish(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: ActivityId) -> Result<()> {
    let (activity, _) = of_keeper(tx, by, id)?;
    if activity.state == crate::model::State::Held {
        return Ok(());
    }
    rules::may_finish(&activity, now)?;
    close(tx, chance, now, by, id, None)
}

/// Cancels an activity that is not over, with the reason, and leaves a record. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is over, and for the reason.
pub fn cancel(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    reason: &str,
) -> Result<()> {
    let (activity, _) = of_keeper(tx, by, id)?;
    let reason = line(reason, &Words::new("reason", ("Alasan pembatalan", "Reason for cancelling"), 3..=300))?;
    if activity.reason.as_deref() == Some(&reason) {
        return Ok(());
    }
    rules::may_cancel(&activity)?;
    close(tx, chance, now, by, id, Some(&reason))
}

/// The record is made from the row as it will stand.
fn close(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    reason: Option<&str>,
) -> Result<()> {
    let mut kept = store::kept(tx, id)?.ok_or(Error::NotFound)?;
    let tally = reason.is_none().then_some(kept.tally);
    let state = if reason.is_some() { crate::model::State::Cancelled } else { crate::model::State::Held };
    kept.state = state.code().to_owned();
    kept.closed = Some(now.0);
    kept.closed_by = Some(by.account.0);
    kept.reason = reason.map(str::to_owned);
    kept.counted = tally.map_or([None; 5], |one| {
        [Some(one.present), Some(one.early), Some(one.late), Some(one.doubtful), Some(one.guests)]
    });
    let kind = if reason.is_some() { Kind::ActivityCancelled } else { Kind::ActivityHeld };
    let body = bodies::closed(tx, &kept)?;
    let entry: EntryId = record(tx, chance, now, kind, &body)?;
    match store::close(tx, id, (now, by.account.0), (tally, reason), entry)? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
