//! SQL of the ledger's own tables.

pub(crate) mod tree;

use crate::model::{Entry, Kind};
use netra_base::{EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

pub(crate) fn insert_entry(
    tx: &mut Tx<'_>,
    kind: Kind,
    day: &str,
    at: Moment,
    salt: &[u8; 32],
    record: &[u8],
    commitment: &[u8; 32],
) -> Result<EntryId> {
    let id = tx.insert(
        "INSERT INTO ledger_entry (kind, public_kind, day, at, salt, record, commitment)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![kind.code(), kind.public_code(), day, at, salt, record, commitment],
    )?;
    tx.execute("INSERT INTO ledger_pending (entry) VALUES (?1)", params![id])?;
    Ok(EntryId(id))
}

const ENTRY: &str = "SELECT id, kind, public_kind, day, at, salt, record, commitment FROM ledger_entry";

pub(crate) fn read_entry(row: &Row<'_>) -> Result<Entry> {
    let salt = row.opt_blob(5)?.and_then(|bytes| bytes.try_into().ok());
    Ok(Entry {
        id: EntryId(row.int(0)?),
        kind: row.text(1)?,
        public_kind: row.text(2)?,
        day: row.text(3)?,
        at: Moment(row.int(4)?),
        salt,
        record: row.opt_blob(6)?,
        // A damaged commitment must not stop an audit: zeros fit no record.
        commitment: row.blob(7)?.try_into().unwrap_or_default(),
    })
}

pub(crate) fn entry(tx: &mut Tx<'_>, id: EntryId) -> Result<Option<Entry>> {
    tx.query_opt(&format!("{ENTRY} WHERE id = ?1"), params![id], read_entry)
}
