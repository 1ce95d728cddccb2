//! SQL of adopted versions. Rows are only added.

use netra_base::{EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

/// A version as kept, without its files.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub id: i64,
    pub hash: String,
    pub edition: String,
    pub effective: String,
    pub authority: String,
    pub adopted: Moment,
    pub entry: EntryId,
}

const COLUMNS: &str = "id, hash, edition, effective, adopted, entry, authority";

fn read(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        id: row.int(0)?,
        hash: row.text(1)?,
        edition: row.text(2)?,
        effective: row.text(3)?,
        adopted: Moment(row.int(4)?),
        entry: EntryId(row.int(5)?),
        authority: row.text(6)?,
    })
}

/// Every version, newest adoption first. A few a year.
pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Kept>> {
    tx.query(&format!("SELECT {COLUMNS} FROM rulebook_version ORDER BY id DESC"), params![], read)
}

/// The version in force on that day: the latest to take effect, of two the one adopted last.
pub(crate) fn in_force(tx: &mut Tx<'_>, day: &str) -> Result<Option<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rulebook_version WHERE effective <= ?1 ORDER BY effective DESC, id DESC LIMIT 1"
    );
    tx.query_opt(&sql, params![day], read)
}

/// The files of the version with this hash.
pub(crate) fn files(tx: &mut Tx<'_>, hash: &str) -> Result<Option<String>> {
    let sql = "SELECT files FROM rulebook_version WHERE hash = ?1 ORDER BY id LIMIT 1";
    tx.query_opt(sql, params![hash], |row| row.text(0))
}

/// Keeps a version; answers its number.
pub(crate) fn insert(tx: &mut Tx<'_>, kept: &Kept, files: &str) -> Result<i64> {
    let Kept { hash, edition, effective, authority, adopted, entry, .. } = kept;
    tx.query_one(
        "INSERT INTO rulebook_version (hash, edition, effective, adopted, files, entry, authority)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         RETURNING id",
        params![hash, edition, effective, *adopted, files, *entry, authority],
        |row| row.int(0),
    )
}

/// The files of the version with this number.
pub(crate) fn files_kept(tx: &mut Tx<'_>, id: i64) -> Result<String> {
    tx.query_one("SELECT files FROM rulebook_version WHERE id = ?1", params![id], |row| row.text(0))
}
