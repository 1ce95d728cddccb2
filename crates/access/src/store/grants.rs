//! SQL of granted roles. A grant is never deleted; taking it back fills its last three columns.

use crate::model::{GrantRow, Revoked};
use netra_base::{AccountId, EntryId, Moment, Result, Role, UnitId};
use netra_store::{Row, Tx, params};
use std::collections::HashSet;

// A grant stays in sight when its account does not: an audit must not lose it.
const SELECT: &str =
    "SELECT g.id, g.account, COALESCE(a.login, ''), g.role, g.unit, g.granted_by, g.granted_at, g.entry,
    g.revoked_by, g.revoked_at, g.revoke_entry FROM access_grant g LEFT JOIN access_account a ON a.id = g.account";

fn read(row: &Row<'_>) -> Result<GrantRow> {
    let revoked = match (row.opt_int(8)?, row.opt_int(9)?, row.opt_int(10)?) {
        (Some(by), Some(at), Some(entry)) => Some(Revoked { by: AccountId(by), at: Moment(at), entry: EntryId(entry) }),
        _ => None,
    };
    Ok(GrantRow {
        id: row.int(0)?,
        account: AccountId(row.int(1)?),
        login: row.text(2)?,
        role: row.text(3)?,
        unit: UnitId(row.int(4)?),
        granted_by: row.opt_int(5)?.map(AccountId),
        granted_at: Moment(row.int(6)?),
        entry: EntryId(row.int(7)?),
        revoked,
    })
}

/// A grant to be written.
pub(crate) struct Fresh {
    pub account: AccountId,
    pub role: Role,
    pub unit: UnitId,
    pub by: Option<AccountId>,
    pub at: Moment,
    pub entry: EntryId,
}

pub(crate) fn insert(tx: &mut Tx<'_>, grant: &Fresh) -> Result<i64> {
    tx.query_one(
        "INSERT INTO access_grant (account, role, unit, granted_by, granted_at, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        params![grant.account, grant.role.code(), grant.unit, grant.by, grant.at, grant.entry],
        |row| row.int(0),
    )
}

/// The accounts that hold any role.
pub(crate) fn accounts_with_roles(tx: &mut Tx<'_>) -> Result<HashSet<AccountId>> {
    let sql = "SELECT DISTINCT account FROM access_grant WHERE revoked_at IS NULL";
    Ok(tx.query(sql, params![], |row| Ok(AccountId(row.int(0)?)))?.into_iter().collect())
}

pub(crate) fn held(tx: &mut Tx<'_>, account: AccountId, role: Role, unit: UnitId) -> Result<Option<i64>> {
    tx.query_opt(
        "SELECT id FROM access_grant WHERE account = ?1 AND role = ?2 AND unit = ?3 AND revoked_at IS NULL",
        params![account, role.code(), unit],
        |row| row.int(0),
    )
}

/// A grant in force.
pub(crate) fn in_force(tx: &mut Tx<'_>, id: i64) -> Result<Option<GrantRow>> {
    tx.query_opt(&format!("{SELECT} WHERE g.id = ?1 AND g.revoked_at IS NULL"), params![id], read)
}

/// Every grant in force, by unit and login. There are as many as there are officers: some thousands.
pub(crate) fn all_in_force(tx: &mut Tx<'_>) -> Result<Vec<GrantRow>> {
    tx.query(&format!("{SELECT} WHERE g.revoked_at IS NULL ORDER BY g.unit, g.role, a.login, g.id"), params![], read)
}

/// Every grant there ever was, for the audit.
pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<GrantRow>> {
    tx.query(&format!("{SELECT} ORDER BY g.id"), params![], read)
}

pub(crate) fn of_account(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<GrantRow>> {
    tx.query(&format!("{SELECT} WHERE g.account = ?1 AND g.revoked_at IS NULL ORDER BY g.id"), params![account], read)
}

/// Locks the grants of this role on this unit for the rest of the transaction where many write at once.
pub(crate) fn hold_all(tx: &mut Tx<'_>, role: Role, unit: UnitId) -> Result<()> {
    tx.query(
        "SELECT id FROM access_grant WHERE role = ?1 AND unit = ?2 AND revoked_at IS NULL ORDER BY id {for_update}",
        params![role.code(), unit],
        |row| row.int(0),
    )?;
    Ok(())
}

/// How many open accounts hold this role on exactly this unit.
pub(crate) fn holders(tx: &mut Tx<'_>, role: Role, unit: UnitId) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM access_grant g JOIN access_account a ON a.id = g.account
         WHERE g.role = ?1 AND g.unit = ?2 AND g.revoked_at IS NULL AND a.closed IS NULL",
        params![role.code(), unit],
        |row| row.int(0),
    )
}

pub(crate) fn revoke(tx: &mut Tx<'_>, id: i64, revoked: &Revoked) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE access_grant SET revoked_by = ?2, revoked_at = ?3, revoke_entry = ?4
         WHERE id = ?1 AND revoked_at IS NULL",
        params![id, revoked.by, revoked.at, revoked.entry],
    )?;
    Ok(changed == 1)
}

/// Grants whose three columns of taking back are neither all empty nor all filled: somebody edited them.
pub(crate) fn half_revoked(tx: &mut Tx<'_>) -> Result<Vec<i64>> {
    tx.query(
        "SELECT id FROM access_grant WHERE NOT (
           (revoked_by IS NULL AND revoked_at IS NULL AND revoke_entry IS NULL)
           OR (revoked_by IS NOT NULL AND revoked_at IS NOT NULL AND revoke_entry IS NOT NULL)) ORDER BY id",
        params![],
        |row| row.int(0),
    )
}
