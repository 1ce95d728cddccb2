//! SQL of accounts and of half-made sign-ins.

use crate::model::{Account, Hash32, NewAccount, TotpSecret};
use netra_base::{AccountId, EmployeeId, Moment, Result};
use netra_store::{Kind, Row, Tx, Value, params};

const COLUMNS: &str =
    "id, employee, login, password_hash, totp_secret, totp_pending, totp_last_step, closed FROM access_account";

fn read(row: &Row<'_>) -> Result<Account> {
    let secret = |bytes: Option<Vec<u8>>| bytes.as_deref().and_then(TotpSecret::from_bytes);
    Ok(Account {
        id: AccountId(row.int(0)?),
        employee: row.opt_int(1)?.map(EmployeeId),
        login: row.text(2)?,
        password_hash: row.opt_text(3)?,
        totp_secret: secret(row.opt_blob(4)?),
        totp_pending: secret(row.opt_blob(5)?),
        totp_last_step: row.opt_int(6)?,
        closed: row.opt_int(7)?.map(Moment),
    })
}

pub(crate) fn by_id(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>> {
    tx.query_opt(&format!("SELECT {COLUMNS} WHERE id = ?1"), params![id], read)
}

pub(crate) fn by_login(tx: &mut Tx<'_>, key: &str) -> Result<Option<Account>> {
    tx.query_opt(&format!("SELECT {COLUMNS} WHERE login = ?1"), params![key], read)
}

pub(crate) fn by_employee(tx: &mut Tx<'_>, employee: EmployeeId) -> Result<Option<Account>> {
    tx.query_opt(&format!("SELECT {COLUMNS} WHERE employee = ?1"), params![employee], read)
}

/// Locks the account for the rest of the transaction where many write at once.
pub(crate) fn hold(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>> {
    tx.query_opt(&format!("SELECT {COLUMNS} WHERE id = ?1 {{for_update}}"), params![id], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, new: &NewAccount, now: Moment) -> Result<AccountId> {
    let secret = new.totp_secret.as_ref().map(TotpSecret::bytes);
    tx.query_one(
        "INSERT INTO access_account (employee, login, password_hash, totp_secret, created)
         VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
        params![new.employee, new.login.key(), new.password_hash.as_deref(), secret, now],
        |row| Ok(AccountId(row.int(0)?)),
    )
}

/// Accounts without a password for those people who have none yet.
pub(crate) fn insert_bare(tx: &mut Tx<'_>, people: &[(EmployeeId, &str)], now: Moment) -> Result<u64> {
    let rows: Vec<Vec<Value<'_>>> =
        people.iter().map(|(employee, key)| vec![(*employee).into(), (*key).into(), now.into()]).collect();
    let kinds = [Kind::Int, Kind::Text, Kind::Int];
    tx.insert_many_with("access_account", &["employee", "login", "created"], &kinds, &rows, "ON CONFLICT DO NOTHING")
}

/// Accounts of people whose ids lie between two, both included.
pub(crate) fn of_people(tx: &mut Tx<'_>, from: EmployeeId, to: EmployeeId) -> Result<Vec<(EmployeeId, AccountId)>> {
    tx.query(
        "SELECT employee, id FROM access_account WHERE employee >= ?1 AND employee <= ?2",
        params![from, to],
        |row| Ok((EmployeeId(row.int(0)?), AccountId(row.int(1)?))),
    )
}

pub(crate) fn set_password(tx: &mut Tx<'_>, id: AccountId, hash: &str) -> Result<()> {
    tx.execute("UPDATE access_account SET password_hash = ?2 WHERE id = ?1", params![id, hash])?;
    Ok(())
}

pub(crate) fn close(tx: &mut Tx<'_>, id: AccountId, now: Moment, by: AccountId) -> Result<bool> {
    let sql = "UPDATE access_account SET closed = ?2, closed_by = ?3 WHERE id = ?1 AND closed IS NULL";
    let changed = tx.execute(sql, params![id, now, by])?;
    Ok(changed == 1)
}

pub(crate) fn set_login(tx: &mut Tx<'_>, id: AccountId, key: &str) -> Result<()> {
    tx.execute("UPDATE access_account SET login = ?2 WHERE id = ?1", params![id, key])?;
    Ok(())
}

pub(crate) fn set_pending(tx: &mut Tx<'_>, id: AccountId, secret: Option<&TotpSecret>) -> Result<()> {
    let bytes = secret.map(TotpSecret::bytes);
    tx.execute("UPDATE access_account SET totp_pending = ?2 WHERE id = ?1", params![id, bytes])?;
    Ok(())
}

pub(crate) fn set_totp(tx: &mut Tx<'_>, id: AccountId, secret: Option<&TotpSecret>, step: Option<i64>) -> Result<()> {
    tx.execute(
        "UPDATE access_account SET totp_secret = ?2, totp_last_step = ?3, totp_pending = NULL WHERE id = ?1",
        params![id, secret.map(TotpSecret::bytes), step],
    )?;
    Ok(())
}

/// Burns a step. False when it, or a later one, was burnt before.
pub(crate) fn burn_step(tx: &mut Tx<'_>, id: AccountId, step: i64) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE access_account SET totp_last_step = ?2
         WHERE id = ?1 AND (totp_last_step IS NULL OR totp_last_step < ?2)",
        params![id, step],
    )?;
    Ok(changed == 1)
}

pub(crate) fn insert_step(
    tx: &mut Tx<'_>,
    hash: &Hash32,
    account: AccountId,
    now: Moment,
    expires: Moment,
) -> Result<()> {
    tx.execute("DELETE FROM access_step WHERE account = ?1 OR expires < ?2", params![account, now])?;
    tx.execute(
        "INSERT INTO access_step (token_hash, account, expires) VALUES (?1, ?2, ?3)",
        params![hash, account, expires],
    )?;
    Ok(())
}

pub(crate) fn step(tx: &mut Tx<'_>, hash: &Hash32, now: Moment) -> Result<Option<AccountId>> {
    tx.query_opt("SELECT account FROM access_step WHERE token_hash = ?1 AND expires > ?2", params![hash, now], |row| {
        Ok(AccountId(row.int(0)?))
    })
}

pub(crate) fn delete_steps_of(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    tx.execute("DELETE FROM access_step WHERE account = ?1", params![account])?;
    Ok(())
}

pub(crate) fn delete_step(tx: &mut Tx<'_>, hash: &Hash32) -> Result<()> {
    tx.execute("DELETE FROM access_step WHERE token_hash = ?1", params![hash])?;
    Ok(())
}
