//! Making, closing and looking at accounts, and changing one's own password.

use super::guesses::{Verdict, own_password};
use super::sessions::open;
use crate::model::{GrantRow, NewAccount, OpenSession, Opened};
use crate::rules;
use crate::store::{accounts, grants, sessions};
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

/// Closes an account and ends its sessions; its grants stay on record but open nothing.
///
/// # Errors
/// `NotFound` when there is none, or it was closed before.
pub fn close_account(tx: &mut Tx<'_>, account: AccountId, now: Moment) -> Result<()> {
    if !accounts::close(tx, account, now)? {
        return Err(Error::NotFound);
    }
    sessions::delete_of(tx, account)?;
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
        must_enrol: !roles.is_empty() && who.signed_in_by == SignedInBy::Password,
        roles,
        sessions: super::sessions::open_sessions(tx, account.id, now)?,
    })
}

/// Changes one's own password, ends every session of the account and opens a new one.
///
/// # Errors
/// `NotFound`.
pub fn change_password(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    right: bool,
    new_hash: &str,
) -> Result<Verdict<Opened>> {
    let account = match own_password(tx, who.account, right, now)? {
        Ok(account) => account,
        Err(refusal) => return Ok(Err(refusal)),
    };
    accounts::set_password(tx, account.id, new_hash)?;
    sessions::delete_of(tx, account.id)?;
    if super::sign_in::is_gone(tx, &account)? {
        return Ok(Err(rules::gone()));
    }
    Ok(Ok(open(tx, chance, now, &account, who.signed_in_by)?))
}
