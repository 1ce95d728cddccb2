//! SQL of the browsers in which an account was signed in to.

use crate::model::Hash32;
use netra_base::{AccountId, Moment, Result};
use netra_store::{Tx, params};

/// Was this account signed in to there?
pub(crate) fn knows(tx: &mut Tx<'_>, account: AccountId, hash: &Hash32) -> Result<bool> {
    let sql = "SELECT account FROM access_device WHERE account = ?1 AND token_hash = ?2";
    Ok(tx.query_opt(sql, params![account, hash], |row| row.int(0))?.is_some())
}

/// Was any account signed in to there?
pub(crate) fn is_known(tx: &mut Tx<'_>, hash: &Hash32) -> Result<bool> {
    let sql = "SELECT account FROM access_device WHERE token_hash = ?1 LIMIT 1";
    Ok(tx.query_opt(sql, params![hash], |row| row.int(0))?.is_some())
}

/// Keeps a browser of an account and forgets all but the `most` that were kept last.
pub(crate) fn keep(tx: &mut Tx<'_>, account: AccountId, hash: &Hash32, now: Moment, most: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO access_device (account, token_hash, since) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![account, hash, now],
    )?;
    tx.execute(
        "DELETE FROM access_device WHERE account = ?1 AND token_hash <> ?2 AND token_hash NOT IN
           (SELECT token_hash FROM access_device WHERE account = ?1 AND token_hash <> ?2
            ORDER BY since DESC LIMIT CAST(?3 AS {int}))",
        params![account, hash, most - 1],
    )?;
    Ok(())
}
