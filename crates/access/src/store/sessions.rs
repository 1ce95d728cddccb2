//! SQL of sessions. The first statement here is the busiest of the house: it runs for every request that
//! brings a token.

use super::{number, signed_in_by};
use crate::model::{Hash32, Life, OpenSession};
use netra_base::{AccountId, EmployeeId, Moment, Result, SignedInBy, UnitId};
use netra_store::{Kind, Tx, Value, params};

/// A session with its account and the roles that the account holds.
pub(crate) struct Found {
    pub account: AccountId,
    pub employee: Option<EmployeeId>,
    pub signed_in_by: SignedInBy,
    pub life: Life,
    pub closed: bool,
    pub totp: bool,
    pub roles: Vec<(String, UnitId)>,
}

/// A session. Most are plain, and one row tells everything: closing an account deletes its sessions, granting
/// a role makes them plain no longer ([`roles_came`]).
pub(crate) fn find(tx: &mut Tx<'_>, hash: &Hash32) -> Result<Option<Found>> {
    let plain = tx.query_opt(
        "SELECT account, employee, signed_in_by, opened, last_seen, expires, plain FROM access_session
         WHERE token_hash = ?1",
        params![hash],
        |row| {
            let found = Found {
                account: AccountId(row.int(0)?),
                employee: row.opt_int(1)?.map(EmployeeId),
                signed_in_by: signed_in_by(row.int(2)?),
                life: Life {
                    opened: Moment(row.int(3)?),
                    last_seen: Moment(row.int(4)?),
                    expires: Moment(row.int(5)?),
                },
                closed: false,
                totp: false,
                roles: Vec::new(),
            };
            Ok((found, row.flag(6)?))
        },
    )?;
    match plain {
        None => Ok(None),
        Some((found, true)) => Ok(Some(found)),
        Some((_, false)) => with_roles(tx, hash),
    }
}

/// The sessions of this account are looked at with its roles from now on.
pub(crate) fn roles_came(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    tx.execute("UPDATE access_session SET plain = 0 WHERE account = ?1", params![account])?;
    Ok(())
}

fn with_roles(tx: &mut Tx<'_>, hash: &Hash32) -> Result<Option<Found>> {
    let mut found: Option<Found> = None;
    tx.for_each(
        "SELECT s.account, s.employee, s.signed_in_by, s.opened, s.last_seen, s.expires, a.closed,
           CAST(CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS {int}), g.role, g.unit
         FROM access_session s
         JOIN access_account a ON a.id = s.account
         LEFT JOIN access_grant g ON g.account = s.account AND g.revoked_at IS NULL
         WHERE s.token_hash = ?1",
        params![hash],
        |row| {
            if found.is_none() {
                found = Some(Found {
                    account: AccountId(row.int(0)?),
                    employee: row.opt_int(1)?.map(EmployeeId),
                    signed_in_by: signed_in_by(row.int(2)?),
                    life: Life {
                        opened: Moment(row.int(3)?),
                        last_seen: Moment(row.int(4)?),
                        expires: Moment(row.int(5)?),
                    },
                    closed: row.opt_int(6)?.is_some(),
                    totp: row.flag(7)?,
                    roles: Vec::new(),
                });
            }
            if let (Some(found), Some(role), Some(unit)) = (&mut found, row.opt_text(8)?, row.opt_int(9)?) {
                found.roles.push((role, UnitId(unit)));
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// A session to be written.
pub(crate) struct Fresh {
    pub hash: Hash32,
    pub account: AccountId,
    pub employee: Option<EmployeeId>,
    pub signed_in_by: SignedInBy,
    pub life: Life,
    /// Does the account hold no role?
    pub plain: bool,
}

pub(crate) fn insert(tx: &mut Tx<'_>, sessions: &[Fresh]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = sessions
        .iter()
        .map(|s| {
            vec![
                (&s.hash).into(),
                s.account.into(),
                s.employee.into(),
                number(s.signed_in_by).into(),
                s.life.opened.into(),
                s.life.last_seen.into(),
                s.life.expires.into(),
                s.plain.into(),
            ]
        })
        .collect();
    let columns = ["token_hash", "account", "employee", "signed_in_by", "opened", "last_seen", "expires", "plain"];
    let kinds = [Kind::Blob, Kind::Int, Kind::Int, Kind::Int, Kind::Int, Kind::Int, Kind::Int, Kind::Int];
    tx.insert_many("access_session", &columns, &kinds, &rows)?;
    Ok(())
}

pub(crate) fn touch(tx: &mut Tx<'_>, hash: &Hash32, now: Moment) -> Result<()> {
    let sql = "UPDATE access_session SET last_seen = ?2 WHERE token_hash = ?1 AND last_seen < ?2";
    tx.execute(sql, params![hash, now])?;
    Ok(())
}

pub(crate) fn delete(tx: &mut Tx<'_>, hash: &Hash32) -> Result<u64> {
    tx.execute("DELETE FROM access_session WHERE token_hash = ?1", params![hash])
}

pub(crate) fn delete_of(tx: &mut Tx<'_>, account: AccountId) -> Result<u64> {
    tx.execute("DELETE FROM access_session WHERE account = ?1", params![account])
}

/// Deletes sessions that ran out, at most `limit`.
pub(crate) fn delete_expired(tx: &mut Tx<'_>, now: Moment, limit: i64) -> Result<u64> {
    tx.execute(
        "DELETE FROM access_session WHERE token_hash IN
           (SELECT token_hash FROM access_session WHERE expires < ?1 LIMIT CAST(?2 AS {int}))",
        params![now, limit],
    )
}

pub(crate) fn of_account(tx: &mut Tx<'_>, account: AccountId, now: Moment, limit: i64) -> Result<Vec<OpenSession>> {
    tx.query(
        "SELECT token_hash, signed_in_by, opened, last_seen, expires FROM access_session
         WHERE account = ?1 AND expires > ?2 ORDER BY opened DESC LIMIT CAST(?3 AS {int})",
        params![account, now, limit],
        |row| {
            Ok(OpenSession {
                key: row.hash(0)?,
                signed_in_by: signed_in_by(row.int(1)?),
                opened: Moment(row.int(2)?),
                last_seen: Moment(row.int(3)?),
                expires: Moment(row.int(4)?),
            })
        },
    )
}
