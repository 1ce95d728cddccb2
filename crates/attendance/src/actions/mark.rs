//! Keeping the list by hand: somebody was there, was not, a doubtful scan is accepted or not. Who did it stands beside the
//! row; once the activity is held each such change is a correction and leaves its leaf.

use super::bodies::{self, kinds};
use super::home::{active, kept_shared};
use crate::model::{self, Attendee, Settled, State, Timing, Via, difference};
use crate::rules;
use crate::store::{self, acts, acts::KeptChange};
use netra_activities::actions as activities;
use netra_activities::model::{ActivityId, Tally};
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::model::Nip;
use netra_store::Tx;

/// A mark by an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// About whom.
    pub employee: EmployeeId,
    /// Present, or not counted.
    pub to: State,
    /// In time or late, for somebody who is not on the list yet.
    pub timing: Timing,
    /// Seen by the operator, or read from the sheet on paper.
    pub via: Via,
    /// Why.
    pub reason: Option<String>,
    /// The whole NIP as it was said: without it nobody of a delegation is marked whose unit the operator does not keep.
    pub said: Option<Nip>,
}

/// Writes a row and moves the counters; false when somebody was faster.
pub(crate) fn arrive(
    tx: &mut Tx<'_>,
    before: Option<&Attendee>,
    after: &Attendee,
    change: Option<i64>,
) -> Result<bool> {
    let (was, written) = match before {
        None => (Tally::default(), store::insert(tx, after, change)?),
        Some(before) => (before.weight(), store::set(tx, before.state, after, change)?),
    };
    if written == 0 {
        return Ok(false);
    }
    let delta = difference(&was, &after.weight());
    activities::add_tally(tx, after.activity, &delta)?;
    // A row stays with the party it came with.
    if let Some(party) = before.unwrap_or(after).party.counted() {
        activities::add_party(tx, after.activity, &party, delta.present)?;
    }
    Ok(true)
}

/// Marks somebody present or not. The same mark again changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or the person is out of reach; refused before it began, for what was
/// cancelled, and without the reason where one is asked for.
pub fn mark(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: ActivityId, mark: &Mark) -> Result<()> {
    let home = kept_shared(tx, by, id)?;
    rules::may_keep(&home.activity, now)?;
    let before = store::attendee(tx, id, mark.employee)?;
    if mark.to == State::Doubtful {
        return Err(Error::NotFound);
    }
    if before.as_ref().is_some_and(|row| row.state == mark.to) {
        return Ok(());
    }
    let correction = rules::is_correction(&home.activity);
    let reason = reason(mark.reason.as_deref(), before.as_ref().map(|row| row.state), mark.to, correction)?;
    let settled = Some(Settled { by: by.account, at: now, reason: reason.clone() });
    let after = match &before {
        Some(row) => Attendee { state: mark.to, settled, ..row.clone() },
        None if mark.to == State::Absent => return Err(not_there().into()),
        None => {
            let person = active(tx, mark.employee)?.ok_or(Error::NotFound)?;
            if !home.tells(by, &person, mark.said) {
                return Err(Error::NotFound);
            }
            Attendee {
                activity: id,
                employee: mark.employee,
                party: home.party(&person.unit_path),
                unit: person.unit,
                name: person.name,
                at: now,
                timing: mark.timing,
                via: mark.via,
                state: State::Present,
                code_from: None,
                device: None,
                settled,
            }
        }
    };
    let mut change = None;
    if correction {
        let mut kept = KeptChange::new(id, kinds::CORRECTION, now, by.account);
        kept.employee = Some(mark.employee.0);
        kept.before = before.as_ref().map(|row| row.state.code().to_owned());
        kept.after = Some(mark.to.code().to_owned());
        kept.reason = reason;
        change = Some(leave(tx, chance, now, kept)?);
    }
    if arrive(tx, before.as_ref(), &after, change)? { Ok(()) } else { Err(meanwhile().into()) }
}

/// Keeps an act that is complete as it is, with its record.
pub(super) fn leave(tx: &mut Tx<'_>, chance: &Chance, now: Moment, mut kept: KeptChange) -> Result<i64> {
    kept.id = acts::insert(tx, &kept)?;
    let body = bodies::changed(tx, &kept)?;
    let entry = record(tx, chance, now, Kind::AttendanceChanged, &body)?;
    acts::complete(tx, &kept, entry)?;
    Ok(kept.id)
}

/// The reason, where one is asked for, or where one is given.
pub(super) fn reason(
    given: Option<&str>,
    from: Option<State>,
    to: State,
    correction: bool,
) -> Result<Option<String>, Refusal> {
    match given.filter(|text| !text.trim().is_empty()) {
        Some(text) => model::reason(text).map(Some),
        None if rules::needs_reason(from, to, correction) => model::reason("").map(Some),
        None => Ok(None),
    }
}

fn not_there() -> Refusal {
    Refusal::new(
        "attendance-unknown",
        "Orang ini tidak ada di daftar hadir, jadi tidak ada yang dicabut.",
        "This person is not on the list, so there is nothing to take off.",
    )
}

/// Two changes of one row at the same moment: this one is undone whole, and a look at the list shows the other.
pub(super) fn meanwhile() -> Refusal {
    Refusal::new(
        "attendance-meanwhile",
        "Baris ini baru saja diubah dari tempat lain. Muat ulang, lalu lihat lagi.",
        "This row was changed from elsewhere just now. Reload and look again.",
    )
}
