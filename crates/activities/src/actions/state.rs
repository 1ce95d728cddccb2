//! The day itself: an activity starts, ends with what was counted, or is cancelled. Ending and cancelling leave a record.

use super::plan::AFTER_MS;
use super::reach::held;
use crate::model::{ActivityId, State, Words, line};
use crate::rules::state as rules;
use crate::{bodies, store};
use netra_base::{Chance, EntryId, Error, Moment, Principal, Result};
use netra_ledger::{Kind, actions::record};
use netra_pledges::actions as pledges;
use netra_pledges::model::{NewOccasion, Occasion, OccasionId};
use netra_store::Tx;

/// Says that the activity has begun; the place to sign is open from then on. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is not the time.
pub fn start(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: ActivityId) -> Result<()> {
    let (activity, _) = held(tx, by, id)?;
    if activity.state == State::Running {
        return Ok(());
    }
    rules::may_start(&activity, now)?;
    if let Some(occasion) = activity.occasion {
        widen(tx, chance, now, by, occasion)?;
    }
    match store::start(tx, id, now, by.account.0)? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// The place to sign is open from the start on, also when that is earlier or later than planned. A drive that takes no
/// signatures then holds up nothing.
fn widen(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: OccasionId) -> Result<()> {
    let Occasion { drive, unit, title, from, until, .. } = pledges::occasion(tx, id)?;
    if from <= now && now <= until {
        return Ok(());
    }
    let new = NewOccasion { drive, unit, title, from: from.min(now), until: until.max(now.plus_ms(AFTER_MS)) };
    match pledges::change_occasion(tx, chance, now, by, id, &new) {
        Err(Error::Refused(_)) => Ok(()),
        other => other,
    }
}

/// Says that the activity is over, with the counters of this moment, and leaves a record. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused before it began and after it was cancelled.
pub fn finish(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: ActivityId) -> Result<()> {
    let (activity, _) = held(tx, by, id)?;
    if activity.state == State::Held {
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
    let (activity, _) = held(tx, by, id)?;
    let reason = line(reason, &Words::new("reason", ("Alasan pembatalan", "Reason for cancelling"), 3..=300))?;
    if activity.reason.as_deref() == Some(&reason) {
        return Ok(());
    }
    rules::may_cancel(&activity)?;
    if let Some(occasion) = activity.occasion {
        pledges::end_occasion(tx, chance, now, by, occasion)?;
    }
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
    let state = if reason.is_some() { State::Cancelled } else { State::Held };
    kept.state = state.code().to_owned();
    kept.closed = Some(now.0);
    kept.closed_by = Some(by.account.0);
    kept.reason = reason.map(str::to_owned);
    kept.counted = tally
        .map_or([None; 6], |one| [one.present, one.early, one.late, one.doubtful, one.guests, one.on_paper].map(Some));
    let kind = if reason.is_some() { Kind::ActivityCancelled } else { Kind::ActivityHeld };
    let body = bodies::closed(tx, &kept)?;
    let entry: EntryId = record(tx, chance, now, kind, &body)?;
    match store::close(tx, id, (now, by.account.0), (tally, reason), entry)? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
