//! SQL of the files that are kept; the bytes are read only where they are asked for.

use crate::model::{About, FileId, FileKind, Kept, Ready};
use anyhow::anyhow;
use netra_base::{AccountId, Error, Moment, Result};
use netra_store::{Row, Tx, params};

pub(crate) fn insert(tx: &mut Tx<'_>, now: Moment, by: AccountId, ready: &Ready) -> Result<FileId> {
    let id = tx.insert(
        "INSERT INTO media_file (kind, name, mime, size, sha256, width, height, kept_at, by_account, thumb, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            ready.kind().code(),
            ready.name(),
            ready.kind().mime(),
            i64::try_from(ready.bytes().len()).unwrap_or(i64::MAX),
            ready.sha256(),
            ready.size().map(|(wide, _)| wide),
            ready.size().map(|(_, high)| high),
            now,
            by,
            ready.thumb(),
            ready.bytes(),
        ],
    )?;
    Ok(FileId(id))
}

fn length(row: &Row<'_>, at: usize) -> Result<Option<u32>> {
    Ok(row.opt_int(at)?.and_then(|value| u32::try_from(value).ok()))
}

fn read_kept(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        name: row.text(0)?,
        mime: row.text(1)?,
        sha256: row.hash(2)?,
        width: length(row, 3)?,
        height: length(row, 4)?,
        bytes: row.blob(5)?,
    })
}

pub(crate) fn file(tx: &mut Tx<'_>, id: FileId) -> Result<Kept> {
    tx.query_one(
        "SELECT name, mime, sha256, width, height, bytes FROM media_file WHERE id = ?1",
        params![id.0],
        read_kept,
    )
}

/// The small one; files that are no photos have none.
pub(crate) fn thumb(tx: &mut Tx<'_>, id: FileId) -> Result<Kept> {
    tx.query_one(
        "SELECT name, mime, sha256, width, height, thumb FROM media_file WHERE id = ?1 AND thumb IS NOT NULL",
        params![id.0],
        read_kept,
    )
}

pub(crate) fn about(tx: &mut Tx<'_>, id: FileId) -> Result<About> {
    tx.query_one(
        "SELECT kind, name, mime, size, sha256, width, height, kept_at, by_account FROM media_file WHERE id = ?1",
        params![id.0],
        |row| {
            let kind = FileKind::parse(&row.text(0)?);
            Ok(About {
                id,
                kind: kind.ok_or_else(|| Error::Failed(anyhow!("media_file.kind cannot be read")))?,
                name: row.text(1)?,
                mime: row.text(2)?,
                size: row.int(3)?,
                sha256: row.hash(4)?,
                width: length(row, 5)?,
                height: length(row, 6)?,
                kept: Moment(row.int(7)?),
                by: AccountId(row.int(8)?),
            })
        },
    )
}

pub(crate) fn forget(tx: &mut Tx<'_>, id: FileId) -> Result<u64> {
    tx.execute("DELETE FROM media_file WHERE id = ?1", params![id.0])
}
