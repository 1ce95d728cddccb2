//! Checking in: one row a person and activity, and one step of the counters. A second press finds the first row; a fresh
//! code makes a doubtful row a good one. A wrong code is written down, so it is an answer and no error. If we stop before
//! the commit nothing was answered and nothing exists.

use super::home::{active, home, kept};
use super::mark::arrive;
use crate::model::{Attendee, State, Via};
use crate::rules::code::{Code, Secret, Shown};
use crate::rules::{self, lock_until};
use crate::store::{self, codes};
use netra_activities::actions as activities;
use netra_activities::model::{Activity, ActivityId};
use netra_base::{AccountId, Chance, Error, Moment, Principal, Refusal, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// What a check-in page, and the judging of a code, need to know.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The activity.
    pub activity: Activity,
    /// The unit that holds it.
    pub host: Unit,
    /// The secret of its codes, once somebody has shown one.
    pub secret: Option<Secret>,
    /// Until when this account may not try.
    pub locked: Option<Moment>,
    /// The asker's own row.
    pub mine: Option<Attendee>,
    /// Is the asker an employee at all?
    pub person: bool,
    /// May the asker be told of the activity: one who sees it elsewhere, who is on its list, or who has the code that is on
    /// the screen? To others it is as if there were none, until a code of it turns up.
    pub told: bool,
}

/// Looks at an activity before checking in, with the code that came along. An account that is no employee's sees only what
/// it sees elsewhere.
///
/// # Errors
/// `NotFound` when there is no such activity, or an account that is no employee's may not know of it.
pub fn look(tx: &mut Tx<'_>, now: Moment, who: &Principal, (id, code): (ActivityId, Option<&Code>)) -> Result<Looked> {
    let activity = activities::activity(tx, id)?;
    let host = registry::unit(tx, activity.unit)?;
    let secret = codes::secret(tx, id)?;
    let locked = codes::locked_until(tx, who.account, now)?;
    let mine = match who.employee {
        Some(employee) => store::attendee(tx, id, employee)?,
        None => None,
    };
    let person = who.employee.is_some();
    let on_screen = secret.as_ref().zip(code).is_some_and(|(secret, code)| secret.is_now(code, now));
    // What costs least first: in a crowd nearly everybody has the code.
    let told = mine.is_some() || person && locked.is_none() && on_screen || sees(tx, who, id)?;
    if !person && !told {
        return Err(Error::NotFound);
    }
    Ok(Looked { activity, host, secret, locked, mine, person, told })
}

fn sees(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<bool> {
    match activities::seen(tx, who, id) {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Writes down a code that is of no activity the asker may know of, and answers the sentence for it.
///
/// # Errors
/// When the database fails.
pub fn missed(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Refusal> {
    match locked(tx, who.account, now)? {
        Some(until) => Ok(rules::locked(until, now)),
        None => count(tx, who.account, now),
    }
}

/// A code that was judged, and where it came from.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// What it turned out to be.
    pub shown: Shown,
    /// Scanned or typed.
    pub via: Via,
    /// The browser, as the hash of its random number.
    pub device: Option<[u8; 32]>,
}

/// What came of a check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Counted.
    Present {
        /// The row.
        row: Attendee,
        /// Was it there before this press?
        again: bool,
    },
    /// Kept, and for the operator to decide.
    Doubtful(Attendee),
    /// Not taken, and written down.
    Refused(Refusal),
}

/// Checks the asker in.
///
/// # Errors
/// `NotFound` when there is no such activity; refused outside its time, while locked, for those who are no employee, and
/// for whom the operator took off the list.
pub fn check_in(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityId, sent: &Sent) -> Result<Came> {
    let employee = who.employee.ok_or_else(rules::not_staff)?;
    let before = store::attendee(tx, id, employee)?;
    match before.as_ref().map(|row| row.state) {
        Some(State::Present) => return Ok(came(before, true)),
        Some(State::Absent) => return Err(rules::taken_off().into()),
        Some(State::Doubtful) | None => {}
    }
    // The activity first, before any row of a person: whoever ends it, or confirms a list, waits for us or we for him.
    activities::shared(tx, id)?;
    let home = home(tx, id)?;
    let timing = rules::admits(&home.activity, now)?;
    if let Some(until) = locked(tx, who.account, now)? {
        return Err(rules::locked(until, now).into());
    }
    let (state, code_from) = match sent.shown {
        Shown::Now => (State::Present, None),
        Shown::Earlier(_) if before.is_some() => return Ok(came(before, true)),
        Shown::Earlier(from) => (State::Doubtful, Some(from)),
        Shown::Never => return Ok(Came::Refused(count(tx, who.account, now)?)),
    };
    let person = active(tx, employee)?.ok_or_else(rules::not_staff)?;
    let row = Attendee {
        activity: id,
        employee,
        party: home.party(&person.unit_path),
        unit: person.unit,
        name: person.name,
        at: now,
        timing,
        via: sent.via,
        state,
        code_from,
        device: sent.device,
        settled: None,
    };
    if arrive(tx, before.as_ref(), &row, None)? {
        return Ok(came(Some(row), false));
    }
    // Two presses at the same moment on two connections: the other one's row is the answer.
    Ok(came(store::attendee(tx, id, employee)?, true))
}

fn came(row: Option<Attendee>, again: bool) -> Came {
    match row {
        Some(row) if row.state == State::Present => Came::Present { row, again },
        Some(row) => Came::Doubtful(row),
        None => Came::Refused(rules::taken_off()),
    }
}

/// Until when this account may not try, if so.
fn locked(tx: &mut Tx<'_>, account: AccountId, now: Moment) -> Result<Option<Moment>> {
    codes::locked_until(tx, account, now)
}

/// Writes a wrong code down.
fn count(tx: &mut Tx<'_>, account: AccountId, now: Moment) -> Result<Refusal> {
    let failures = codes::count(tx, account, now, now.plus_ms(-rules::MEMORY_MS))?;
    let Some(until) = lock_until(failures, now) else { return Ok(rules::wrong_code()) };
    codes::lock(tx, account, until)?;
    Ok(rules::locked(until, now))
}

/// The secret of an activity's codes for its keeper's screen; none when none was shown yet.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn secret_of(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Option<Secret>> {
    kept(tx, who, id)?;
    codes::secret(tx, id)
}

/// The same; made when there is none.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn screen(tx: &mut Tx<'_>, chance: &Chance, now: Moment, who: &Principal, id: ActivityId) -> Result<Secret> {
    if let Some(secret) = secret_of(tx, who, id)? {
        return Ok(secret);
    }
    codes::keep_secret(tx, id, &Secret::new(chance.bytes(), now))?;
    codes::secret(tx, id)?.ok_or(Error::NotFound)
}
