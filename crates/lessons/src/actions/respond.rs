//! Feedback: one answer a person and activity. That somebody has answered and what was said are kept apart, without time
//! and order; what was said is told to the host's keepers, in groups of at least five.

use crate::model::{Answers, Said};
use crate::rules::{self, SMALLEST};
use crate::store::feedback as store;
use netra_activities::actions as activities;
use netra_activities::model::{Activity, ActivityId};
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_store::Tx;

/// Free answers shown at most: at 500 characters each forty fill some 20 KB of a page.
const MOST_NOTES: i64 = 40;

/// The employee in service who asks, when the activity is for him to see.
///
/// # Errors
/// `NotFound` when he may not know of it, or is no employee in service.
pub(super) fn audience(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<(Activity, EmployeeId)> {
    let (activity, ..) = activities::seen(tx, who, id)?;
    let employee = who.employee.ok_or(Error::NotFound)?;
    match registry::standing(tx, employee)?.filter(|person| person.active) {
        Some(_) => Ok((activity, employee)),
        None => Err(Error::NotFound),
    }
}

/// Keeps the answers of the asker; answers whether they are the first. Later ones change nothing.
///
/// # Errors
/// `NotFound` for those the activity is not for; refused while feedback is not open.
pub fn answer(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    id: ActivityId,
    answers: &Answers,
) -> Result<bool> {
    let (activity, employee) = audience(tx, who, id)?;
    if store::has_answered(tx, id, employee)? {
        return Ok(false);
    }
    rules::may_answer(&activity, now)?;
    keep_answer(tx, chance, (id, employee), answers)
}

/// Keeps an answer; its key is drawn, so that its place in the table says nothing of when it came.
pub(crate) fn keep_answer(
    tx: &mut Tx<'_>,
    chance: &Chance,
    (id, employee): (ActivityId, EmployeeId),
    answers: &Answers,
) -> Result<bool> {
    if !store::note_answered(tx, id, employee)? {
        return Ok(false);
    }
    store::count(tx, id)?;
    store::keep(tx, id, chance.bytes::<16>(), answers)?;
    store::release(tx, id, SMALLEST)?;
    Ok(true)
}

/// What was said of an activity, for who keeps its unit.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn said(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Said> {
    activities::of_keeper(tx, who, id)?;
    let (given, released, useful, clear) = store::sums(tx, id)?;
    Ok(Said { told: rules::told(given, released, useful, clear), notes: store::notes(tx, id, MOST_NOTES)? })
}
