//! Reading and acknowledging. Exactly one acknowledgement a person and round: a second press finds the first and answers
//! with it. If we stop before the commit nothing was answered and nothing exists. Each first holds its person: two answers
//! of one person, a move and the following of it come one after the other, and what is read after that is the latest. Then
//! it joins the directive: whoever ends it waits for the answers being given, and its final figures have them all; an answer
//! that comes after them is refused.

use super::bodies;
use crate::model::{Acknowledgement, Directive, DirectiveId};
use crate::rules::{self, Asker};
use crate::store::{directives, people, tally};
use netra_base::{Chance, EmployeeId, EntryId, Error, Moment, Refusal, Result, SignedInBy, canonical};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions::{history, standing_held as held};
use netra_registry::model::Standing as Person;
use netra_store::Tx;

/// A request to acknowledge. The employee is the one who is signed in: nobody acknowledges for another.
#[derive(Debug, Clone, Copy)]
pub struct AckRequest {
    /// The directive.
    pub directive: DirectiveId,
    /// Who.
    pub employee: EmployeeId,
    /// How the session was opened.
    pub by: SignedInBy,
    /// The version that was read.
    pub version: i64,
}

/// An acknowledgement that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledged {
    /// Its ledger entry.
    pub entry: EntryId,
    /// When it was given.
    pub at: Moment,
    /// Of which version.
    pub version: i64,
    /// Was it there before this request?
    pub again: bool,
}

/// Acknowledges.
///
/// # Errors
/// `NotFound` for an unknown directive or person, and outside the audience; a refusal when it is not asked, over, or
/// when the text was corrected after it was read.
pub fn acknowledge(tx: &mut Tx<'_>, chance: &Chance, now: Moment, request: &AckRequest) -> Result<Acknowledged> {
    let AckRequest { directive: id, employee, .. } = *request;
    let person = held(tx, employee)?.ok_or(Error::NotFound)?;
    directives::join(tx, id)?;
    let directive = directives::directive(tx, id)?.ok_or(Error::NotFound)?;
    if let Some(before) = people::acknowledged(tx, employee, id)?.filter(|before| before.round == directive.round) {
        let Acknowledgement { entry, at, version, .. } = before;
        return Ok(Acknowledged { entry, at, version, again: true });
    }
    if !rules::in_audience(&directive.audience, &person.unit_path, person.employment) {
        return Err(Error::NotFound);
    }
    let today = now.day(person.zone);
    let asker = Asker { unit_path: &person.unit_path, employment: person.employment, active: person.active, today };
    rules::may_acknowledge(&directive, &asker)?;
    if request.version != directive.version {
        return Err(corrected());
    }
    let mut one = Acknowledgement {
        directive: id,
        employee,
        round: directive.round,
        version: directive.version,
        at: now,
        by: request.by,
        unit: person.unit_code.clone(),
        employment: person.employment,
        entry: EntryId(0),
    };
    let hash = canonical::base64(&directive.hash);
    let body = bodies::AcknowledgedBody {
        directive: id,
        employee: employee.0,
        employment: one.employment.code(),
        round: one.round,
        signed_in_by: one.by.code(),
        text_sha256: &hash,
        unit: &one.unit,
        version: one.version,
    };
    one.entry = record(tx, chance, now, Kind::DirectiveAcknowledged, &body)?;
    if people::insert_acknowledged(tx, &one)? == 0 {
        return Err(meanwhile());
    }
    // Who acknowledges by program, without having opened the page, has read it by now.
    let read = people::insert_read(tx, employee, id, directive.round, now)?.cast_signed();
    count(tx, &directive, employee, &person, (read, 1))?;
    Ok(Acknowledged { entry: one.entry, at: now, version: one.version, again: false })
}

/// Notes that a person of the audience opened the directive: once a round, later openings change nothing.
///
/// # Errors
/// `NotFound` for an unknown directive or person.
pub fn mark_read(tx: &mut Tx<'_>, now: Moment, employee: EmployeeId, id: DirectiveId) -> Result<()> {
    let person = held(tx, employee)?.ok_or(Error::NotFound)?;
    let directive = directives::directive(tx, id)?.ok_or(Error::NotFound)?;
    let meant = person.active && rules::in_audience(&directive.audience, &person.unit_path, person.employment);
    if meant && people::insert_read(tx, employee, id, directive.round, now)? == 1 {
        count(tx, &directive, employee, &person, (1, 0))?;
    }
    Ok(())
}

/// Counts where the counters believe the person to be. When they have not yet followed this person's latest move, that is
/// where he was before it: `follow` then moves what he did with him.
fn count(tx: &mut Tx<'_>, directive: &Directive, id: EmployeeId, person: &Person, marks: (i64, i64)) -> Result<()> {
    let of = (directive.id, directive.round);
    let followed = people::followed(tx)?.unwrap_or(i64::MAX);
    if person.change <= followed {
        return tally::count(tx, of, person.unit, person.employment, marks);
    }
    let states = history(tx, id)?;
    let believed = states.iter().rev().find(|state| state.change <= followed).or(states.first());
    match believed {
        Some(state) if state.service.is_active() => tally::count(tx, of, state.unit, state.employment, marks),
        _ => Ok(()),
    }
}

fn corrected() -> Error {
    Refusal::new(
        "corrected-meanwhile",
        "Naskah arahan ini diperbaiki sesudah Anda membukanya. Baca versi terbaru di bawah, lalu nyatakan lagi.",
        "The text was corrected after you opened it. Read the newest version below, then acknowledge it.",
    )
    .at("read")
    .into()
}

/// Two presses at the same moment on two connections: this one is undone whole, and a repeat finds the other.
fn meanwhile() -> Error {
    Refusal::new(
        "answered-meanwhile",
        "Pernyataan Anda baru saja tercatat dari tempat lain. Muat ulang halaman ini.",
        "Your acknowledgement was recorded from elsewhere just now. Reload this page.",
    )
    .into()
}
