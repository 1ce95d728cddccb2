//! SQL of the little that the house keeps for itself: a secret and a place in the registry's stream.

use netra_base::Result;
use netra_store::{Tx, params};

const NOBODY: &str = "guesses-at-nobody";
const LEAVERS: &str = "registry-change";

/// The secret under which guesses at logins of nobody are spread, once there is one.
pub(crate) fn secret(tx: &mut Tx<'_>) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT secret FROM access_note WHERE name = ?1";
    Ok(tx.query_opt(sql, params![NOBODY], |row| row.opt_blob(0))?.flatten())
}

/// Keeps a secret unless there is one.
pub(crate) fn keep_secret(tx: &mut Tx<'_>, secret: &[u8; 32]) -> Result<()> {
    let sql = "INSERT INTO access_note (name, secret) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";
    tx.execute(sql, params![NOBODY, secret])?;
    Ok(())
}

/// Up to which change of the registry leavers were looked for.
pub(crate) fn looked_for_leavers(tx: &mut Tx<'_>) -> Result<i64> {
    let sql = "SELECT number FROM access_note WHERE name = ?1";
    Ok(tx.query_opt(sql, params![LEAVERS], |row| row.opt_int(0))?.flatten().unwrap_or(0))
}

pub(crate) fn note_leavers(tx: &mut Tx<'_>, change: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO access_note (name, number) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET number = excluded.number",
        params![LEAVERS, change],
    )?;
    Ok(())
}
