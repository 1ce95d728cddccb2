//! SQL of the tree: entries that wait, leaves with their places, tiles, the head. The head is replaced by
//! compare-and-swap, so that two sequencers cannot both win.

use crate::model::{Head, Waiting};
use netra_base::{EntryId, Result};
use netra_store::{Kind, Tx, Value, params};

/// Entries that wait for a place, in the order of writing.
pub(crate) fn waiting(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Waiting>> {
    tx.query(
        "SELECT e.id, e.public_kind, e.day, e.commitment FROM ledger_pending p JOIN ledger_entry e ON e.id = p.entry
         ORDER BY p.entry LIMIT ?1",
        params![i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| Ok(Waiting { id: EntryId(row.int(0)?), kind: row.text(1)?, day: row.text(2)?, commitment: row.hash(3)? }),
    )
}

/// How many entries wait.
pub(crate) fn waiting_count(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT COUNT(*) FROM ledger_pending", params![], |row| row.int(0))
}

/// The head of the tree; none before the first.
pub(crate) fn head(tx: &mut Tx<'_>) -> Result<Option<Head>> {
    tx.query_opt("SELECT size, root, checkpoint FROM ledger_head WHERE one = 1", params![], |row| {
        // A root of another length is no root of ours; all zeros fit no tree, and the audit says so.
        let root = row.blob(1)?.try_into().unwrap_or_default();
        Ok(Head { size: row.int(0)?.cast_unsigned(), root, checkpoint: row.text(2)? })
    })
}

/// Makes the first head; false when there is one already.
pub(crate) fn first_head(tx: &mut Tx<'_>, head: &Head) -> Result<bool> {
    let changed = tx.execute(
        "INSERT INTO ledger_head (one, size, root, checkpoint) VALUES (1, ?1, ?2, ?3) ON CONFLICT (one) DO NOTHING",
        params![head.size.cast_signed(), &head.root, &head.checkpoint],
    )?;
    Ok(changed == 1)
}

/// Replaces the head if it still has the size we grew from; false when somebody else was faster.
pub(crate) fn swap_head(tx: &mut Tx<'_>, from: u64, to: &Head) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE ledger_head SET size = ?2, root = ?3, checkpoint = ?4 WHERE one = 1 AND size = ?1",
        params![from.cast_signed(), to.size.cast_signed(), &to.root, &to.checkpoint],
    )?;
    Ok(changed == 1)
}

/// Gives entries their places, from `first` on, and takes them out of the line.
pub(crate) fn place(tx: &mut Tx<'_>, first: u64, entries: &[EntryId]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> =
        entries.iter().zip(first.cast_signed()..).map(|(entry, index)| vec![(*entry).into(), index.into()]).collect();
    tx.insert_many("ledger_leaf", &["entry", "idx"], &[Kind::Int, Kind::Int], &rows)?;
    let (Some(low), Some(high)) = (entries.first(), entries.last()) else { return Ok(()) };
    // Between low and high another writer may just have put an entry that was not placed: it stays.
    tx.execute(
        "DELETE FROM ledger_pending WHERE entry BETWEEN ?1 AND ?2
           AND entry IN (SELECT entry FROM ledger_leaf WHERE idx >= ?3)",
        params![*low, *high, first.cast_signed()],
    )?;
    Ok(())
}

/// The place of an entry in the tree.
pub(crate) fn index_of(tx: &mut Tx<'_>, id: EntryId) -> Result<Option<u64>> {
    tx.query_opt("SELECT idx FROM ledger_leaf WHERE entry = ?1", params![id], |row| Ok(row.int(0)?.cast_unsigned()))
}

/// Leaves from `first` on, at most `count`: kind, day, commitment.
pub(crate) fn leaves(tx: &mut Tx<'_>, first: u64, count: u64) -> Result<Vec<(u64, Waiting)>> {
    tx.query(
        "SELECT l.idx, e.id, e.public_kind, e.day, e.commitment
         FROM ledger_leaf l JOIN ledger_entry e ON e.id = l.entry
         WHERE l.idx >= ?1 AND l.idx < ?2 ORDER BY l.idx",
        params![first.cast_signed(), (first + count).cast_signed()],
        |row| {
            // A damaged commitment must not stop an audit: zeros fit no tile.
            let commitment = row.blob(4)?.try_into().unwrap_or_default();
            let waiting = Waiting { id: EntryId(row.int(1)?), kind: row.text(2)?, day: row.text(3)?, commitment };
            Ok((row.int(0)?.cast_unsigned(), waiting))
        },
    )
}

/// A tile as far as it is filled.
pub(crate) fn tile(tx: &mut Tx<'_>, level: u8, index: u64) -> Result<Option<Vec<u8>>> {
    tx.query_opt(
        "SELECT hashes FROM ledger_tile WHERE level = ?1 AND n = ?2",
        params![i64::from(level), index.cast_signed()],
        |row| row.blob(0),
    )
}

/// Stores a tile, or more of it.
pub(crate) fn keep_tile(tx: &mut Tx<'_>, level: u8, index: u64, hashes: &[u8]) -> Result<()> {
    tx.execute(
        "INSERT INTO ledger_tile (level, n, hashes) VALUES (?1, ?2, ?3)
         ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes",
        params![i64::from(level), index.cast_signed(), hashes],
    )?;
    Ok(())
}

/// How many tiles there are at each level.
pub(crate) fn tile_counts(tx: &mut Tx<'_>) -> Result<Vec<(i64, i64)>> {
    tx.query("SELECT level, COUNT(*) FROM ledger_tile GROUP BY level ORDER BY level", params![], |row| {
        Ok((row.int(0)?, row.int(1)?))
    })
}

/// Entries with their place, if any, and whether they wait, in the order of writing, a page at a time.
pub(crate) fn entries_after(tx: &mut Tx<'_>, after: EntryId) -> Result<Vec<(crate::model::Entry, Option<u64>, bool)>> {
    tx.query(
        "SELECT e.id, e.kind, e.public_kind, e.day, e.at, e.salt, e.record, e.commitment, l.idx, p.entry
         FROM ledger_entry e LEFT JOIN ledger_leaf l ON l.entry = e.id LEFT JOIN ledger_pending p ON p.entry = e.id
         WHERE e.id > ?1 ORDER BY e.id LIMIT 2000",
        params![after],
        |row| {
            let entry = super::read_entry(row)?;
            Ok((entry, row.opt_int(8)?.map(i64::cast_unsigned), row.opt_int(9)?.is_some()))
        },
    )
}

/// How many entries there are of each kind.
pub(crate) fn kind_counts(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>> {
    tx.query("SELECT kind, COUNT(*) FROM ledger_entry GROUP BY kind ORDER BY kind", params![], |row| {
        Ok((row.text(0)?, row.int(1)?))
    })
}

/// Entries, leaves and waiting entries: three counts that must agree.
pub(crate) fn counts(tx: &mut Tx<'_>) -> Result<(i64, i64, i64)> {
    tx.query_one(
        "SELECT (SELECT COUNT(*) FROM ledger_entry), (SELECT COUNT(*) FROM ledger_leaf), (SELECT COUNT(*) FROM ledger_pending)",
        params![],
        |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)),
    )
}
