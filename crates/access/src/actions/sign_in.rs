//! Signing in, in steps: look (which hash to check, unless locked), settle (after the password was checked
//! at the desk), and, where one-time codes are on, settle the code.

use super::devices::{self, subject_from};
use super::guesses::{Checked, Verdict, gate, keep_subject_of_nobody, subject_of_nobody};
use super::sessions::open;
use crate::model::{Account, Device, Login, Opened, Token};
use crate::rules;
use crate::store::{accounts, guesses};
use netra_base::{AccountId, Chance, Error, Moment, Result, SignedInBy};
use netra_registry::actions as registry;
use netra_store::Tx;

/// What the desk needs to check a password.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The account, if there is one.
    pub account: Option<AccountId>,
    /// Its hash, if it has a password.
    pub password_hash: Option<String>,
}

/// The account of a login: by the login itself, or as the present contract of a person.
pub(crate) fn account_of(tx: &mut Tx<'_>, login: &Login) -> Result<Option<Account>> {
    if let Some(account) = accounts::by_login(tx, login.key())? {
        return Ok(Some(account));
    }
    match person_of(tx, login)? {
        Some(person) => accounts::by_employee(tx, person.id),
        None => Ok(None),
    }
}

/// The person whom a login names in the registry.
pub(crate) fn person_of(tx: &mut Tx<'_>, login: &Login) -> Result<Option<netra_registry::model::Employee>> {
    if let Some(nip) = login.nip() {
        return registry::employee_by_nip(tx, nip);
    }
    for (unit, contract) in login.contracts() {
        let unit = match registry::unit_by_code(tx, &unit) {
            Ok(unit) => unit,
            Err(Error::NotFound | Error::Refused(_)) => continue,
            Err(other) => return Err(other),
        };
        if let Some(person) = registry::employee_by_contract(tx, unit.id, &contract)? {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

/// Finds what the desk needs. A login that nobody has is looked at like any other.
///
/// # Errors
/// Refused while locked.
pub fn look(tx: &mut Tx<'_>, login: &Login, device: Device, now: Moment) -> Result<Looked> {
    let account = account_of(tx, login)?;
    let subject = match &account {
        Some(account) => Some(subject_from(tx, account, device)?),
        None => subject_of_nobody(tx, &login.subject("account"))?,
    };
    if let Some(subject) = subject
        && let Some(until) = guesses::seen_locked_until(tx, &subject, now)?
    {
        return Err(rules::locked(until, now).at("sandi").into());
    }
    let (id, hash) = account.map_or((None, None), |a| (Some(a.id), a.password_hash));
    Ok(Looked { account: id, password_hash: hash })
}

/// A sign-in whose password was checked.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// What was typed.
    pub login: Login,
    /// What [`look`] found.
    pub account: Option<AccountId>,
    /// What came of the password.
    pub checked: Checked,
    /// The one-time code, when it was given at once.
    pub totp: Option<String>,
    /// From where.
    pub device: Device,
}

/// How far a sign-in came.
#[derive(Debug, Clone)]
pub enum Settled {
    /// In.
    Open(Opened),
    /// The password was right; the one-time code is asked for next, with this ticket.
    Code(Token),
}

/// Opens a session, asks for the one-time code, or refuses and counts.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &mut Tx<'_>, chance: &Chance, now: Moment, attempt: &Attempt) -> Result<Verdict<Settled>> {
    let account = match attempt.account {
        Some(id) => accounts::hold(tx, id)?,
        None => None,
    };
    if account.as_ref().is_some_and(|account| !attempt.checked.holds(account)) {
        return Ok(Err(rules::wrong_password()));
    }
    let subject = match &account {
        Some(account) => subject_from(tx, account, attempt.device)?,
        None => keep_subject_of_nobody(tx, chance, &attempt.login.subject("account"))?,
    };
    if let Err(refusal) = gate(tx, &subject, attempt.checked.right && account.is_some(), rules::wrong_password(), now)?
    {
        return Ok(Err(if refusal.field.is_some() { refusal } else { refusal.at("sandi") }));
    }
    let Some(account) = account else { return Err(Error::NotFound) };
    if is_gone(tx, &account)? {
        guesses::clear(tx, &subject)?;
        return Ok(Err(rules::gone()));
    }
    match (account.totp_secret, &attempt.totp) {
        (None, _) => {
            guesses::clear(tx, &subject)?;
            let opened = open(tx, chance, now, &account, SignedInBy::Password)?;
            Ok(Ok(Settled::Open(devices::keep(tx, chance, now, opened, attempt.device)?)))
        }
        (Some(_), Some(code)) => Ok(check_code(tx, chance, now, &account, (code, attempt.device))?.map(Settled::Open)),
        (Some(_), None) => {
            let ticket = Token::draw(chance);
            accounts::insert_step(tx, &ticket.hash(), account.id, now, now.plus_ms(rules::STEP_LIFE))?;
            Ok(Ok(Settled::Code(ticket)))
        }
    }
}

/// The second step: the one-time code of a sign-in whose password was right.
///
/// # Errors
/// Refused when the ticket has run out.
pub fn settle_code(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    ticket: &Token,
    (code, device): (&str, Device),
) -> Result<Verdict<Opened>> {
    let account = match accounts::step(tx, &ticket.hash(), now)? {
        Some(id) => accounts::hold(tx, id)?,
        None => None,
    };
    let Some(account) = account.filter(|a| a.closed.is_none()) else {
        return Err(netra_base::Refusal::new(
            "step-expired",
            "Waktu untuk mengisi kode sudah habis. Masukkan NIP dan kata sandi sekali lagi.",
            "The time for the code has run out. Enter login and password once more.",
        )
        .into());
    };
    let opened = check_code(tx, chance, now, &account, (code, device))?;
    if opened.is_ok() {
        accounts::delete_step(tx, &ticket.hash())?;
    }
    Ok(opened)
}

fn check_code(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    account: &Account,
    (code, device): (&str, Device),
) -> Result<Verdict<Opened>> {
    let subject = subject_from(tx, account, device)?;
    let step = account.totp_secret.and_then(|secret| rules::totp_step(&secret, code, account.totp_last_step, now));
    let burnt = match step {
        // A lock keeps even the right code out, and must not burn it.
        Some(step) if guesses::locked_until(tx, &subject, now)?.is_none() => accounts::burn_step(tx, account.id, step)?,
        _ => false,
    };
    if let Err(refusal) = gate(tx, &subject, burnt, rules::wrong_totp(), now)? {
        return Ok(Err(if refusal.field.is_some() { refusal } else { refusal.at("totp") }));
    }
    guesses::clear(tx, &subject)?;
    let opened = open(tx, chance, now, account, SignedInBy::PasswordTotp)?;
    Ok(Ok(devices::keep(tx, chance, now, opened, device)?))
}

/// Is the account closed, or its holder no longer with the agency?
pub(crate) fn is_gone(tx: &mut Tx<'_>, account: &Account) -> Result<bool> {
    if account.closed.is_some() {
        return Ok(true);
    }
    match account.employee {
        Some(employee) => Ok(!registry::employee(tx, employee)?.service.is_active()),
        None => Ok(false),
    }
}
