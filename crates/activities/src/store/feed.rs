//! SQL of the keys of calendar feeds: only their hashes are kept.

use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// Keeps the hash of a unit's key, in place of the one before.
pub(crate) fn keep(tx: &mut Tx<'_>, unit: UnitId, key: &[u8; 32], (at, by): (Moment, i64)) -> Result<()> {
    tx.execute(
        "INSERT INTO activity_feed (unit, key, made, made_by) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (unit) DO UPDATE SET key = excluded.key, made = excluded.made, made_by = excluded.made_by",
        params![unit, key, at, by],
    )?;
    Ok(())
}

/// The hash of a unit's key, and when it was made.
pub(crate) fn key(tx: &mut Tx<'_>, unit: UnitId) -> Result<Option<([u8; 32], Moment)>> {
    tx.query_opt("SELECT key, made FROM activity_feed WHERE unit = ?1", params![unit], |row| {
        Ok((row.hash(0)?, Moment(row.int(1)?)))
    })
}

/// Takes a unit's key back.
pub(crate) fn revoke(tx: &mut Tx<'_>, unit: UnitId) -> Result<u64> {
    tx.execute("DELETE FROM activity_feed WHERE unit = ?1", params![unit])
}
