//! Granting roles on a unit and below, and taking them back. Both are official acts with a ledger entry.

use super::sign_in::account_of;
use crate::model::{GrantRow, Login, Revoked};
use crate::rules;
use crate::store::grants::{self, Fresh};
use crate::store::{accounts, sessions};
use netra_base::{AccountId, Chance, EntryId, Error, Moment, Principal, Refusal, Result, Role, UnitId};
use netra_ledger::Kind;
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use serde::Serialize;

/// What the ledger keeps of a grant.
#[derive(Debug, Serialize)]
pub(crate) struct RoleGranted<'a> {
    account: i64,
    by: Option<i64>,
    role: &'a str,
    unit: i64,
}

/// What the ledger keeps of a grant taken back.
#[derive(Debug, Serialize)]
pub(crate) struct RoleRevoked<'a> {
    account: i64,
    by: i64,
    grant: i64,
    role: &'a str,
    unit: i64,
}

impl<'a> RoleGranted<'a> {
    pub(crate) fn of(row: &'a GrantRow) -> Self {
        Self { account: row.account.0, by: row.granted_by.map(|by| by.0), role: &row.role, unit: row.unit.0 }
    }
}

impl<'a> RoleRevoked<'a> {
    pub(crate) fn of(row: &'a GrantRow, by: AccountId) -> Self {
        Self { account: row.account.0, by: by.0, grant: row.id, role: &row.role, unit: row.unit.0 }
    }
}

/// What an administrator asks for.
#[derive(Debug, Clone)]
pub struct GrantRequest {
    /// To whom.
    pub login: Login,
    /// What.
    pub role: Role,
    /// On which unit and below.
    pub unit_code: String,
}

/// The unit with this id, if it is there.
pub(crate) fn unit_if_any(tx: &mut Tx<'_>, id: UnitId) -> Result<Option<Unit>> {
    match registry::unit(tx, id) {
        Ok(unit) => Ok(Some(unit)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Grants a role. Granting what is held already changes nothing and answers the grant there is.
///
/// # Errors
/// Refused when the unit is unknown or outside the administrator's own, when there is no such account, when
/// it is the administrator's own (somebody else has to see it), or when the role is `employee`, which comes with the employee's record.
pub fn grant(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, request: &GrantRequest) -> Result<i64> {
    if request.role == Role::Employee {
        return Err(Refusal::new(
            "role-employee",
            "Peran pegawai melekat pada data pegawai; tidak perlu diberikan.",
            "The role of employee comes with the record of the employee; it is not granted.",
        )
        .at("peran")
        .into());
    }
    let unit = match registry::unit_by_code(tx, &request.unit_code) {
        Ok(unit) if rules::may_grant(by, &unit.path) => unit,
        Ok(_) | Err(Error::NotFound | Error::Refused(_)) => return Err(not_your_unit().into()),
        Err(other) => return Err(other),
    };
    let account = account_of(tx, &request.login)?.filter(|a| a.closed.is_none()).ok_or_else(no_account)?;
    if account.id == by.account {
        return Err(not_to_oneself().into());
    }
    record_grant(tx, chance, now, Some(by.account), (account.id, request.role, unit.id))
}

/// A grant made by the house itself while it is set up: the first administrator, the demo's people.
///
/// # Errors
/// When the database fails.
pub fn grant_as_house(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    account: AccountId,
    role: Role,
    unit: UnitId,
) -> Result<i64> {
    record_grant(tx, chance, now, None, (account, role, unit))
}

fn record_grant(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: Option<AccountId>,
    (account, role, unit): (AccountId, Role, UnitId),
) -> Result<i64> {
    // Held before anything is decided: turning codes off and activation look at the grants under the same lock.
    accounts::hold(tx, account)?;
    if let Some(held) = grants::held(tx, account, role, unit)? {
        return Ok(held);
    }
    let body = RoleGranted { account: account.0, by: by.map(|by| by.0), role: role.code(), unit: unit.0 };
    let entry = netra_ledger::actions::record(tx, chance, now, Kind::RoleGranted, &body)?;
    sessions::roles_came(tx, account)?;
    grants::insert(tx, &Fresh { account, role, unit, by, at: now, entry })
}

fn not_your_unit() -> Refusal {
    Refusal::new(
        "unit-not-yours",
        "Unit ini tidak ada atau berada di luar kewenangan Anda; pilih unit di bawah unit Anda.",
        "There is no such unit, or it lies outside your own; choose a unit below yours.",
    )
    .at("unit")
}

fn not_to_oneself() -> Refusal {
    Refusal::new(
        "grant-to-oneself",
        "Peran untuk diri sendiri harus diberikan oleh administrator lain.",
        "A role for yourself has to be granted by another administrator.",
    )
    .at("login")
}

pub(crate) fn no_account() -> Refusal {
    Refusal::new(
        "account-missing",
        "Belum ada akun dengan NIP atau nama masuk ini. Orangnya harus mengaktifkan akunnya dulu.",
        "There is no account with this login yet. The person has to activate theirs first.",
    )
    .at("login")
}

/// Takes a grant back. The sessions of its holder have it no longer from the next request on.
///
/// # Errors
/// `NotFound` for a grant outside the administrator's own units or one taken back before; refused for the
/// last administrator of a root, after whom nobody could grant anything.
pub fn revoke(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: i64) -> Result<EntryId> {
    let row = grants::in_force(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, row.unit)?;
    if !rules::may_grant(by, &unit.path) {
        return Err(Error::NotFound);
    }
    not_the_last(tx, &row, &unit)?;
    let body = RoleRevoked::of(&row, by.account);
    let entry = netra_ledger::actions::record(tx, chance, now, Kind::RoleRevoked, &body)?;
    if !grants::revoke(tx, id, &Revoked { by: by.account, at: now, entry })? {
        return Err(Error::NotFound);
    }
    Ok(entry)
}

/// Refuses to lose the last administrator of a root. Two who try at once come one after the other.
pub(crate) fn not_the_last(tx: &mut Tx<'_>, row: &GrantRow, unit: &Unit) -> Result<()> {
    if unit.parent.is_some() || row.role() != Some(Role::Administrator) {
        return Ok(());
    }
    grants::hold_all(tx, Role::Administrator, unit.id)?;
    if grants::holders(tx, Role::Administrator, unit.id)? < 2 {
        return Err(Refusal::new(
            "last-administrator",
            "Ini administrator terakhir di unit teratas. Beri peran itu kepada orang lain dulu.",
            "This is the last administrator of the topmost unit. Grant the role to somebody else first.",
        )
        .into());
    }
    Ok(())
}

/// A grant with its unit, for a list.
#[derive(Debug, Clone)]
pub struct GrantLine {
    /// The grant.
    pub grant: GrantRow,
    /// The unit's code.
    pub unit_code: String,
    /// The unit's name.
    pub unit_name: String,
}

/// The grants in force on the units that `by` administers, by unit.
///
/// # Errors
/// When the database fails.
pub fn grants_in_my_units(tx: &mut Tx<'_>, by: &Principal) -> Result<Vec<GrantLine>> {
    let mut lines = Vec::new();
    let mut unit: Option<Unit> = None;
    for grant in grants::all_in_force(tx)? {
        if unit.as_ref().is_none_or(|unit| unit.id != grant.unit) {
            unit = unit_if_any(tx, grant.unit)?;
        }
        if let Some(unit) = unit.as_ref().filter(|unit| rules::may_grant(by, &unit.path)) {
            lines.push(GrantLine { grant, unit_code: unit.code.to_string(), unit_name: unit.name.clone() });
        }
    }
    Ok(lines)
}
