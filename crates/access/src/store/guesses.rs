//! SQL of wrong guesses, counted under a hash of what was guessed at.

use crate::model::Hash32;
use netra_base::{Moment, Result};
use netra_store::{Tx, params};

/// Until when this subject is locked, if it is.
pub(crate) fn locked_until(tx: &mut Tx<'_>, subject: &Hash32, now: Moment) -> Result<Option<Moment>> {
    let until = tx.query_opt(
        "SELECT locked_until FROM access_guess WHERE subject = ?1 {for_update}",
        params![subject],
        |row| row.opt_int(0),
    )?;
    Ok(until.flatten().map(Moment).filter(|until| *until > now))
}

/// The same for a reader, who locks nothing.
pub(crate) fn seen_locked_until(tx: &mut Tx<'_>, subject: &Hash32, now: Moment) -> Result<Option<Moment>> {
    let sql = "SELECT locked_until FROM access_guess WHERE subject = ?1";
    let until = tx.query_opt(sql, params![subject], |row| row.opt_int(0))?;
    Ok(until.flatten().map(Moment).filter(|until| *until > now))
}

/// Counts one more wrong guess and answers how many there are now.
pub(crate) fn count(tx: &mut Tx<'_>, subject: &Hash32, now: Moment, forget_before: Moment) -> Result<i64> {
    tx.query_one(
        "INSERT INTO access_guess (subject, failures, locked_until, at) VALUES (?1, 1, NULL, ?2)
         ON CONFLICT (subject) DO UPDATE SET
           failures = CASE WHEN access_guess.at < ?3 THEN 1 ELSE access_guess.failures + 1 END, at = ?2
         RETURNING failures",
        params![subject, now, forget_before],
        |row| row.int(0),
    )
}

pub(crate) fn lock(tx: &mut Tx<'_>, subject: &Hash32, until: Moment) -> Result<()> {
    tx.execute("UPDATE access_guess SET locked_until = ?2 WHERE subject = ?1", params![subject, until])?;
    Ok(())
}

pub(crate) fn clear(tx: &mut Tx<'_>, subject: &Hash32) -> Result<()> {
    tx.execute("DELETE FROM access_guess WHERE subject = ?1", params![subject])?;
    Ok(())
}

/// Forgets guesses older than `before`, at most `limit`.
pub(crate) fn forget(tx: &mut Tx<'_>, before: Moment, limit: i64) -> Result<u64> {
    tx.execute(
        "DELETE FROM access_guess WHERE subject IN
           (SELECT subject FROM access_guess WHERE at < ?1 LIMIT CAST(?2 AS {int}))",
        params![before, limit],
    )
}
