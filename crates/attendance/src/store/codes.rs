//! SQL of secrets and of wrong codes, counted by account.

use super::broken;
use crate::model::Secret;
use netra_activities::model::ActivityId;
use netra_base::{AccountId, Moment, Result};
use netra_store::{Tx, params};

pub(crate) fn secret(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Option<Secret>> {
    let kept =
        tx.query_opt("SELECT secret, made FROM attendance_secret WHERE activity = ?1", params![activity.0], |row| {
            Ok((row.blob(0)?, Moment(row.int(1)?)))
        })?;
    let Some((bytes, made)) = kept else { return Ok(None) };
    let bytes = bytes.try_into().map_err(|_| broken("attendance_secret.secret"))?;
    Ok(Some(Secret::new(bytes, made)))
}

/// Keeps a secret where there is none.
pub(crate) fn keep_secret(tx: &mut Tx<'_>, activity: ActivityId, secret: &Secret) -> Result<()> {
    tx.execute(
        "INSERT INTO attendance_secret (activity, secret, made) VALUES (?1, ?2, ?3) ON CONFLICT (activity) DO NOTHING",
        params![activity.0, secret.bytes().as_slice(), secret.made()],
    )?;
    Ok(())
}

/// Until when nothing is taken from this account, if so.
pub(crate) fn locked_until(tx: &mut Tx<'_>, account: AccountId, now: Moment) -> Result<Option<Moment>> {
    let sql = "SELECT locked_until FROM attendance_guess WHERE account = ?1";
    let until = tx.query_opt(sql, params![account], |row| row.opt_int(0))?;
    Ok(until.flatten().map(Moment).filter(|until| *until > now))
}

/// Counts one more wrong code and answers how many there are now.
pub(crate) fn count(tx: &mut Tx<'_>, account: AccountId, now: Moment, forget_before: Moment) -> Result<i64> {
    tx.query_one(
        "INSERT INTO attendance_guess (account, failures, locked_until, at) VALUES (?1, 1, NULL, ?2)
         ON CONFLICT (account) DO UPDATE SET
           failures = CASE WHEN attendance_guess.at < ?3 THEN 1 ELSE attendance_guess.failures + 1 END, at = ?2
         RETURNING failures",
        params![account, now, forget_before],
        |row| row.int(0),
    )
}

pub(crate) fn lock(tx: &mut Tx<'_>, account: AccountId, until: Moment) -> Result<()> {
    tx.execute("UPDATE attendance_guess SET locked_until = ?2 WHERE account = ?1", params![account, until])?;
    Ok(())
}
