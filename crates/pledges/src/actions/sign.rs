//! Signing and declining. Exactly one signature a person and drive: a second press finds the first
//! signature and answers with it. If we stop before the commit nothing was answered and nothing exists.
//! Every answer first holds its person: two answers of one person, a move and the following of it come one
//! after the other, and what is read after that is the latest.

use crate::model::{Answer, Asked, DeclinedBody, Drive, NotCounted, OccasionId, Reason, SignedBody};
use crate::rules::{Asker, counts_at, may_answer};
use crate::store::{self, occasions, tally};
use netra_base::{Chance, DriveId, EmployeeId, EntryId, Error, Moment, Refusal, Result, SignedInBy, canonical};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions::{history, standing as person, standing_held as held};
use netra_registry::model::Standing as Person;
use netra_store::Tx;

/// A request to answer a drive. The employee is the one who is signed in: nobody signs for another.
#[derive(Debug, Clone, Copy)]
pub struct SignRequest {
    /// The drive.
    pub drive: DriveId,
    /// Who signs.
    pub employee: EmployeeId,
    /// How his session was opened.
    pub by: SignedInBy,
    /// The occasion he says he is at, if any. A signature there is counted there, if he may know of it.
    pub occasion: Option<Asked>,
}

/// A signature that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Its ledger entry.
    pub entry: EntryId,
    /// When it was given.
    pub at: Moment,
    /// Was it there before this request?
    pub again: bool,
    /// Where the request named an occasion: the one at which it is counted, or why it is not.
    pub occasion: Option<std::result::Result<OccasionId, NotCounted>>,
}

/// A request to decline.
#[derive(Debug, Clone)]
pub struct Decline {
    /// As for a signature.
    pub request: SignRequest,
    /// Why.
    pub reason: Reason,
}

/// Where a person stands with a drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Has signed.
    Signed(Answer),
    /// Has declined and not signed since.
    Declined(Answer),
    /// May answer now.
    May,
    /// May not, and why.
    MayNot(Refusal),
}

/// Signs.
///
/// # Errors
/// `NotFound` for an unknown drive or person, a refusal outside window or audience.
pub fn sign(tx: &mut Tx<'_>, chance: &Chance, now: Moment, request: &SignRequest) -> Result<Signed> {
    let person = held(tx, request.employee)?.ok_or(Error::NotFound)?;
    let drive = store::drive(tx, request.drive)?.ok_or(Error::NotFound)?;
    if let Some(before) = store::signed(tx, request.drive, request.employee)? {
        let occasion =
            request.occasion.map(|asked| before.occasion.filter(|at| *at == asked.id).ok_or(NotCounted::SignedBefore));
        return Ok(Signed { entry: before.entry, at: before.at, again: true, occasion });
    }
    may_answer(&drive, &asker(&person), now)?;
    let occasion = match request.occasion {
        Some(asked) => {
            let place = occasions::place(tx, asked.id)?;
            Some(counts_at(place.as_ref(), (asked, &person.unit_path), request.drive, now))
        }
        None => None,
    };
    let counted = occasion.and_then(|outcome| outcome.ok());
    let declined_before = store::declined(tx, request.drive, request.employee)?.is_some();
    let hash = canonical::base64(&drive.text_hash);
    let told = SignedBody { occasion: counted, ..body(&drive, &hash, &person, request) };
    let entry = record(tx, chance, now, Kind::Pledge, &told)?;
    if store::insert_signed(tx, &Answer { occasion: counted, ..answer(&person, request, now, entry) })? == 0 {
        return Err(signed_meanwhile());
    }
    let declined = if declined_before { -1 } else { 0 };
    count(tx, &drive, request.employee, &person, (1, declined))?;
    tally::count_minute(tx, request.drive, now.0.div_euclid(60_000))?;
    if let Some(id) = counted {
        occasions::count(tx, id)?;
    }
    Ok(Signed { entry, at: now, again: false, occasion })
}

/// Declines. Who declined before gets the first answer back; who signed cannot decline any more.
///
/// # Errors
/// As [`sign`], and a refusal when the person has signed.
pub fn decline(tx: &mut Tx<'_>, chance: &Chance, now: Moment, decline: &Decline) -> Result<Signed> {
    let request = &decline.request;
    let person = held(tx, request.employee)?.ok_or(Error::NotFound)?;
    let drive = store::drive(tx, request.drive)?.ok_or(Error::NotFound)?;
    if store::signed(tx, request.drive, request.employee)?.is_some() {
        return Err(Refusal::new(
            "signed-already",
            "Anda sudah menandatangani pakta ini; tanda tangan tidak dapat ditarik.",
            "You have signed this pact; a signature cannot be withdrawn.",
        )
        .into());
    }
    if let Some((before, _)) = store::declined(tx, request.drive, request.employee)? {
        return Ok(Signed { entry: before.entry, at: before.at, again: true, occasion: None });
    }
    may_answer(&drive, &asker(&person), now)?;
    let hash = canonical::base64(&drive.text_hash);
    let reason = decline.reason.as_str();
    let told = DeclinedBody { answer: body(&drive, &hash, &person, request), reason };
    let entry = record(tx, chance, now, Kind::PledgeDeclined, &told)?;
    if store::insert_declined(tx, &answer(&person, request, now, entry), reason)? == 0 {
        return Err(signed_meanwhile());
    }
    count(tx, &drive, request.employee, &person, (0, 1))?;
    Ok(Signed { entry, at: now, again: false, occasion: None })
}

/// Where this person stands with this drive at `now`.
///
/// # Errors
/// `NotFound` for an unknown drive or person.
pub fn standing(tx: &mut Tx<'_>, drive: &Drive, employee: EmployeeId, now: Moment) -> Result<Standing> {
    if let Some(answer) = store::signed(tx, drive.id, employee)? {
        return Ok(Standing::Signed(answer));
    }
    let declined = store::declined(tx, drive.id, employee)?;
    let person = person(tx, employee)?.ok_or(Error::NotFound)?;
    Ok(match (may_answer(drive, &asker(&person), now), declined) {
        (_, Some((answer, _))) => Standing::Declined(answer),
        (Ok(()), None) => Standing::May,
        (Err(refusal), None) => Standing::MayNot(refusal),
    })
}

/// Counts an answer where the drive's counters believe the person to be. When they have not yet followed
/// this person's latest move, that is where he was before it: `follow` then moves the answer with him.
fn count(tx: &mut Tx<'_>, drive: &Drive, id: EmployeeId, person: &Person, answer: (i64, i64)) -> Result<()> {
    if person.change <= drive.followed {
        return tally::count(tx, drive.id, person.unit, person.employment, answer);
    }
    let states = history(tx, id)?;
    let believed = states.iter().rev().find(|state| state.change <= drive.followed).or(states.first());
    match believed {
        Some(state) if state.service.is_active() => tally::count(tx, drive.id, state.unit, state.employment, answer),
        _ => Ok(()),
    }
}

/// Two presses at the same moment on two connections: this one is undone whole, and a repeat finds the other.
fn signed_meanwhile() -> Error {
    Refusal::new(
        "answered-meanwhile",
        "Jawaban Anda baru saja tercatat dari tempat lain. Muat ulang halaman ini.",
        "Your answer was recorded from elsewhere just now. Reload this page.",
    )
    .into()
}

fn asker(person: &Person) -> Asker<'_> {
    Asker { unit_path: &person.unit_path, zone: person.zone, employment: person.employment, active: person.active }
}

fn body<'a>(drive: &'a Drive, hash: &'a str, person: &'a Person, request: &SignRequest) -> SignedBody<'a> {
    SignedBody {
        drive: drive.id,
        drive_title: &drive.title,
        employee: request.employee,
        employment: person.employment.code(),
        name: &person.name,
        number: &person.number,
        occasion: None,
        signed_in_by: request.by.code(),
        text: &drive.text,
        text_sha256: hash,
        unit: &person.unit_code,
    }
}

fn answer(person: &Person, request: &SignRequest, at: Moment, entry: EntryId) -> Answer {
    Answer {
        drive: request.drive,
        employee: request.employee,
        at,
        by: request.by,
        name: person.name.clone(),
        number: person.number.clone(),
        unit: person.unit_code.clone(),
        employment: person.employment,
        entry,
        occasion: None,
    }
}
