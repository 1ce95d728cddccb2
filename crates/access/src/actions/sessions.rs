//! Opening, looking up, touching and ending sessions.

use crate::model::{Account, Hash32, Life, Login, OpenSession, Opened, Token};
use crate::rules;
use crate::store::sessions::{self, Fresh};
use crate::store::{accounts, grants, guesses, notes};
use anyhow::anyhow;
use netra_base::{AccountId, Chance, EmployeeId, Error, Grant, Moment, Principal, Result, Role, SignedInBy};
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::HashMap;

/// What a token stands for at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who is asking.
    pub principal: Principal,
    /// The last use was noted so long ago that it should be noted again ([`touch`]).
    pub stale: bool,
}

/// Looks a session up. None when there is no such session, or it is over.
///
/// One statement for those without roles; holders of roles cost one more for each unit, and one that asks
/// whether they are still in service. Everybody else's sessions end with [`sweep`] after they left, and what
/// they could do in between (signing) asks for itself.
///
/// # Errors
/// When the database fails.
pub fn session(tx: &mut Tx<'_>, key: &Hash32, now: Moment) -> Result<Option<Standing>> {
    let Some(found) = sessions::find(tx, key)? else { return Ok(None) };
    if found.closed || !rules::is_alive(found.life, !found.roles.is_empty(), now) {
        return Ok(None);
    }
    let holds_roles = !found.roles.is_empty();
    if holds_roles && !is_in_service(tx, found.employee)? {
        return Ok(None);
    }
    let mut held = Vec::with_capacity(found.roles.len());
    for (role, unit) in found.roles {
        // A word we do not know, or a unit that is not there, grants nothing but still asks for a code.
        if let (Some(role), Some(unit)) = (Role::parse(&role), super::grants::unit_if_any(tx, unit)?) {
            held.push(Grant { role, unit: unit.id, path: unit.path });
        }
    }
    let principal =
        Principal { account: found.account, employee: found.employee, signed_in_by: found.signed_in_by, grants: held };
    let principal = rules::confine(principal, holds_roles, found.totp);
    Ok(Some(Standing { principal, stale: now.0 - found.life.last_seen.0 > rules::TOUCH }))
}

fn is_in_service(tx: &mut Tx<'_>, employee: Option<EmployeeId>) -> Result<bool> {
    match employee {
        Some(employee) => Ok(registry::standing(tx, employee)?.is_some_and(|person| person.active)),
        None => Ok(true),
    }
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn touch(tx: &mut Tx<'_>, key: &Hash32, now: Moment) -> Result<()> {
    sessions::touch(tx, key, now)
}

/// Opens a session of an account that has proved itself.
///
/// # Errors
/// `NotFound`, or refused when the account is closed.
pub fn open_session(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    account: AccountId,
    by: SignedInBy,
) -> Result<Opened> {
    let account = accounts::by_id(tx, account)?.ok_or(Error::NotFound)?;
    if account.closed.is_some() {
        return Err(rules::gone().into());
    }
    open(tx, chance, now, &account, by)
}

pub(crate) fn open(tx: &mut Tx<'_>, chance: &Chance, now: Moment, account: &Account, by: SignedInBy) -> Result<Opened> {
    if account.totp_pending.is_some() {
        // Drawn in a session of before, perhaps by somebody else; nobody shall be shown it as their own.
        accounts::set_pending(tx, account.id, None)?;
    }
    let with_roles = !grants::of_account(tx, account.id)?.is_empty();
    insert(tx, chance, account, by, (rules::fresh_life(with_roles, now), with_roles))
}

fn insert(
    tx: &mut Tx<'_>,
    chance: &Chance,
    account: &Account,
    by: SignedInBy,
    (life, with_roles): (Life, bool),
) -> Result<Opened> {
    let token = Token::draw(chance);
    let fresh = Fresh {
        hash: token.hash(),
        account: account.id,
        employee: account.employee,
        signed_in_by: by,
        life,
        plain: !with_roles,
    };
    sessions::insert(tx, &[fresh])?;
    let must_enrol = with_roles && by == SignedInBy::Password;
    Ok(Opened { token, account: account.id, signed_in_by: by, expires: life.expires, must_enrol, device: None })
}

/// Ends every session of an account and lets the one with this key go on under a new token: no longer than
/// before, and with a one-time code only as far as the account still uses them.
pub(crate) fn reopen(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    account: &Account,
    (key, totp): (&Hash32, bool),
) -> Result<Opened> {
    let old = sessions::find(tx, key)?.filter(|found| found.account == account.id).ok_or(Error::NotFound)?;
    end_all(tx, account.id)?;
    let by = if totp { old.signed_in_by } else { SignedInBy::Password };
    insert(tx, chance, account, by, (Life { last_seen: now, ..old.life }, !old.roles.is_empty()))
}

/// Ends all that an account has open: its sessions, sign-ins that wait for a code, and a secret that was
/// shown and not confirmed. Answers how many sessions there were.
pub(crate) fn end_all(tx: &mut Tx<'_>, account: AccountId) -> Result<u64> {
    accounts::hold(tx, account)?;
    accounts::set_pending(tx, account, None)?;
    accounts::delete_steps_of(tx, account)?;
    sessions::delete_of(tx, account)
}

/// Opens a session for each of many people, making accounts without a password for those who have none.
/// For preparing a load measurement; a few thousand at a time.
///
/// # Errors
/// When the database fails, or a login is another person's.
pub fn open_sessions_bulk(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: SignedInBy,
    people: &[(EmployeeId, Login)],
) -> Result<Vec<Token>> {
    let (Some(from), Some(to)) = (people.iter().map(|p| p.0).min(), people.iter().map(|p| p.0).max()) else {
        return Ok(Vec::new());
    };
    let logins: Vec<(EmployeeId, &str)> = people.iter().map(|(id, login)| (*id, login.key())).collect();
    accounts::insert_bare(tx, &logins, now)?;
    let of: HashMap<EmployeeId, AccountId> = accounts::of_people(tx, from, to)?.into_iter().collect();
    let holders = grants::accounts_with_roles(tx)?;
    let (mut tokens, mut fresh) = (Vec::with_capacity(people.len()), Vec::with_capacity(people.len()));
    for (employee, _) in people {
        let account =
            *of.get(employee).ok_or_else(|| anyhow!("the login of employee {employee} is another person's"))?;
        let token = Token::draw(chance);
        fresh.push(Fresh {
            hash: token.hash(),
            account,
            employee: Some(*employee),
            signed_in_by: by,
            life: rules::fresh_life(false, now),
            plain: !holders.contains(&account),
        });
        tokens.push(token);
    }
    sessions::insert(tx, &fresh)?;
    Ok(tokens)
}

/// The open sessions of an account, the newest first, at most fifty.
///
/// # Errors
/// When the database fails.
pub fn open_sessions(tx: &mut Tx<'_>, account: AccountId, now: Moment) -> Result<Vec<OpenSession>> {
    let mut list = sessions::of_account(tx, account, now, 50)?;
    list.retain(|s| now.0 - s.last_seen.0 <= rules::IDLE);
    Ok(list)
}

/// Ends one session. Ending it twice is no error.
///
/// # Errors
/// When the database fails.
pub fn sign_out(tx: &mut Tx<'_>, key: &Hash32) -> Result<()> {
    sessions::delete(tx, key)?;
    Ok(())
}

/// Ends every session of an account at once; answers how many there were.
///
/// # Errors
/// When the database fails.
pub fn sign_out_everywhere(tx: &mut Tx<'_>, account: AccountId) -> Result<u64> {
    end_all(tx, account)
}

/// Rows that one sweep takes of a kind: some ten milliseconds.
const SWEEP: u32 = 1_000;

/// Clears away sessions that ran out, sessions of people who left, and guesses that are forgotten, at most a
/// thousand of each at a time. The house calls it now and then until it answers less than a thousand.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, now: Moment) -> Result<u64> {
    let forgotten = guesses::forget(tx, now.plus_ms(-rules::GUESS_MEMORY), SWEEP.into())?;
    let expired = sessions::delete_expired(tx, now, SWEEP.into())?;
    let more = end_leavers(tx)?;
    Ok(if more { SWEEP.into() } else { forgotten.max(expired) })
}

/// Ends what people have open who left since the last sweep. True when there is more of the stream to read.
fn end_leavers(tx: &mut Tx<'_>) -> Result<bool> {
    let from = notes::looked_for_leavers(tx)?;
    let (changes, last, looked) = registry::changes_since(tx, from, SWEEP)?;
    for change in changes.into_iter().filter(|change| !change.after.service.is_active()) {
        // Who came back since has nothing to lose here but a sign-in.
        if let Some(account) = accounts::by_employee(tx, change.after.employee)? {
            end_all(tx, account.id)?;
        }
    }
    if last > from {
        notes::note_leavers(tx, last)?;
    }
    Ok(u32::try_from(looked).unwrap_or(u32::MAX) >= SWEEP)
}
