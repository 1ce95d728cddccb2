//! Making, closing and looking at accounts, and changing one's own password.

use super::guesses::{Checked, Verdict, own_password};
use super::sessions::{end_all, reopen};
use crate::model::{GrantRow, Hash32, Login, NewAccount, OpenSession, Opened};
use crate::rules;
use crate::store::{accounts, grants};
use netra_base::{
    AccountId, Chance, EmployeeId, Error, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId, Zone,
};
use netra_registry::actions as registry;
use netra_store::Tx;

/// Makes an account.
///
/// # Errors
/// Refused when the login or the employee has one already.
pub fn create_account(tx: &mut Tx<'_>, now: Moment, new: &NewAccount) -> Result<AccountId> {
    let of_employee = match new.employee {
        Some(employee) => accounts::by_employee(tx, employee)?,
        None => None,
    };
    if of_employee.is_some() || accounts::by_login(tx, new.login.key())?.is_some() {
        return Err(Refusal::new(
            "login-taken",
            "Akun dengan nama masuk ini sudah ada; pilih nama lain.",
            "There is an account with this login already; choose another name.",
        )
        .at("login")
        .into());
    }
    accounts::insert(tx, new, now)
}

/// The first administrator of a fresh house: an account with one-time codes, and the role on `unit` (the
/// root). Repeating it with the same login changes nothing.
///
/// # Errors
/// Refused when the login is an account without that role.
pub fn first_administrator(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    new: &NewAccount,
    unit: UnitId,
) -> Result<AccountId> {
    if let Some(known) = accounts::by_login(tx, new.login.key())?
        && grants::held(tx, known.id, Role::Administrator, unit)?.is_some()
    {
        return Ok(known.id);
    }
    let account = create_account(tx, now, new)?;
    super::grants::grant_as_house(tx, chance, now, account, Role::Administrator, unit)?;
    Ok(account)
}

/// An account that may be closed, for being asked once more.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The account.
    pub account: AccountId,
    /// Its login.
    pub login: String,
    /// The person's name, when it belongs to one.
    pub name: Option<String>,
    /// Roles it holds.
    pub roles: usize,
}

/// Finds the account with this login, if `by` may close it: an administrator of the person's unit and of
/// every unit on which the account holds a role; of the root, when there are neither.
///
/// # Errors
/// Refused when there is no open account of the kind, or it is the last administrator of a root.
pub fn look_to_close(tx: &mut Tx<'_>, now: Moment, by: &Principal, login: &Login) -> Result<Closing> {
    let missing = super::grants::no_account;
    let account = super::sign_in::account_of(tx, login)?.filter(|a| a.closed.is_none()).ok_or_else(missing)?;
    let held = grants::of_account(tx, account.id)?;
    let person = account.employee.map(|employee| registry::employee(tx, employee)).transpose()?;
    let (mut units, mut administers) = (Vec::new(), Vec::new());
    if let Some(person) = &person {
        units.push(registry::unit(tx, person.unit)?);
    }
    for grant in &held {
        let unit = registry::unit(tx, grant.unit)?;
        units.push(unit.clone());
        administers.push((grant, unit));
    }
    if units.is_empty() {
        units = registry::roots(tx, now.day(Zone::Wib))?;
    }
    if units.is_empty() || !units.iter().all(|unit| rules::may_grant(by, &unit.path)) {
        return Err(missing().into());
    }
    for (grant, unit) in administers {
        super::grants::not_the_last(tx, grant, &unit)?;
    }
    let name = person.map(|person| person.name.to_string());
    Ok(Closing { account: account.id, login: account.login, name, roles: held.len() })
}

/// Closes an account and ends all it has open; its grants stay on record but open nothing.
///
/// # Errors
/// As [`look_to_close`]; `NotFound` when it was closed in the meantime.
pub fn close_account(tx: &mut Tx<'_>, now: Moment, by: &Principal, login: &Login) -> Result<()> {
    let account = look_to_close(tx, now, by, login)?.account;
    if !accounts::close(tx, account, now, by.account)? {
        return Err(Error::NotFound);
    }
    end_all(tx, account)?;
    Ok(())
}

/// What an account's holder sees of it.
#[derive(Debug, Clone)]
pub struct Me {
    /// The account.
    pub account: AccountId,
    /// The person, when it belongs to one; also where the session itself may not act for them yet.
    pub employee: Option<EmployeeId>,
    /// The person's name.
    pub name: Option<String>,
    /// The unit's name.
    pub unit: Option<String>,
    /// The zone of the unit's wall clock.
    pub zone: Zone,
    /// What they type to sign in.
    pub login: String,
    /// How this session was opened.
    pub signed_in_by: SignedInBy,
    /// Are one-time codes on?
    pub totp: bool,
    /// A secret that was shown and not confirmed yet.
    pub pending: Option<crate::model::TotpSecret>,
    /// A role is held and this session was opened without a code: it can only set codes up.
    pub must_enrol: bool,
    /// Roles held, whether this session may use them or not.
    pub roles: Vec<(GrantRow, String)>,
    /// Open sessions, the newest first.
    pub sessions: Vec<OpenSession>,
}

/// Who is asking, in full.
///
/// # Errors
/// `NotFound` when the account is gone.
pub fn me(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<Me> {
    let account = accounts::by_id(tx, who.account)?.ok_or(Error::NotFound)?;
    let (mut name, mut unit, mut zone) = (None, None, Zone::Wib);
    if let Some(employee) = account.employee {
        let person = registry::employee(tx, employee)?;
        if let Some(own) = super::grants::unit_if_any(tx, person.unit)? {
            (unit, zone) = (Some(own.name), own.zone);
        }
        name = Some(person.name.to_string());
    }
    let mut roles = Vec::new();
    for grant in grants::of_account(tx, account.id)? {
        let unit = super::grants::unit_if_any(tx, grant.unit)?.map(|unit| unit.name).unwrap_or_default();
        roles.push((grant, unit));
    }
    Ok(Me {
        account: account.id,
        employee: account.employee,
        name,
        unit,
        zone,
        login: account.login,
        signed_in_by: who.signed_in_by,
        totp: account.totp_secret.is_some(),
        pending: account.totp_pending,
        must_enrol: !roles.is_empty() && (who.signed_in_by == SignedInBy::Password || account.totp_secret.is_none()),
        roles,
        sessions: super::sessions::open_sessions(tx, account.id, now)?,
    })
}

/// Changes one's own password and ends every session of the account; the one with `key` goes on under a new
/// token, no longer than before.
///
/// # Errors
/// `NotFound`.
pub fn change_password(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    (who, key): (&Principal, &Hash32),
    checked: &Checked,
    new_hash: &str,
) -> Result<Verdict<Opened>> {
    let account = match own_password(tx, who.account, checked, now)? {
        Ok(account) => account,
        Err(refusal) => return Ok(Err(refusal)),
    };
    accounts::set_password(tx, account.id, new_hash)?;
    if super::sign_in::is_gone(tx, &account)? {
        end_all(tx, account.id)?;
        return Ok(Err(rules::gone()));
    }
    Ok(Ok(reopen(tx, chance, now, &account, (key, account.totp_secret.is_some()))?))
}
