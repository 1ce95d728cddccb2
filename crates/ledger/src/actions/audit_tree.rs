//! The audit of the ledger itself: every record against its commitment, every leaf against its tile, every
//! tile against the tiles below, the root against the head, the head against the published checkpoint; and
//! that every entry either waits or has exactly one place.

use crate::audit::Audit;
use crate::log::Trust;
use crate::model::{Entry, Kind, Waiting};
use crate::store::tree;
use netra_base::{EntryId, Error, Result};
use netra_store::Tx;
use netra_tlog::{Frontier, SignedCheckpoint, Tile, commitment};
use std::collections::HashMap;

/// What was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Extent {
    /// Entries.
    pub entries: u64,
    /// Of which in the tree.
    pub leaves: u64,
    /// Of which wait for the sequencer.
    pub waiting: u64,
}

/// Checks everything the ledger holds. `trust` gives the key and the last published checkpoint.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit_tree(tx: &mut Tx<'_>, audit: &mut Audit, trust: &Trust) -> Result<Extent> {
    let extent = entries(tx, audit)?;
    let frontier = leaves(tx, audit)?;
    head(tx, audit, trust, &frontier)?;
    Ok(extent)
}

fn entries(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<Extent> {
    let mut extent = Extent::default();
    let mut after = EntryId(i64::MIN);
    loop {
        let page = tree::entries_after(tx, after)?;
        let Some((last, ..)) = page.last() else { break };
        after = last.id;
        for (entry, index, waits) in &page {
            extent.entries += 1;
            extent.leaves += u64::from(index.is_some());
            extent.waiting += u64::from(*waits);
            entry_holds(audit, entry);
            match (index, waits) {
                (None, false) => {
                    audit.wrong("ledger_pending", entry.id, None, "the entry neither waits nor has a place")
                }
                (Some(_), true) => {
                    audit.wrong("ledger_pending", entry.id, None, "the entry has a place and waits again")
                }
                _ => {}
            }
        }
    }
    let (_, leaves, waiting) = tree::counts(tx)?;
    if leaves.cast_unsigned() != extent.leaves {
        audit.wrong("ledger_leaf", leaves, Some("entry"), "there are leaves without an entry");
    }
    if waiting.cast_unsigned() != extent.waiting {
        audit.wrong("ledger_pending", waiting, Some("entry"), "something waits that is no entry");
    }
    Ok(extent)
}

fn entry_holds(audit: &mut Audit, entry: &Entry) {
    let table = "ledger_entry";
    let Some(kind) = Kind::parse(&entry.kind) else {
        audit.wrong(table, entry.id, Some("kind"), "no such kind of act");
        return;
    };
    if entry.public_kind != kind.public_code() {
        audit.wrong(table, entry.id, Some("public_kind"), "is not the public kind of this act");
    }
    if entry.day != entry.at.day(netra_base::Zone::Wib).to_string() {
        audit.wrong(table, entry.id, Some("day"), "is not the day of the act's moment");
    }
    match (&entry.salt, &entry.record) {
        (Some(salt), Some(record)) => {
            if commitment(salt, record) != entry.commitment {
                audit.wrong(table, entry.id, Some("record"), "record, salt and commitment do not fit each other");
            }
            let told = serde_json::from_slice::<serde_json::Value>(record).unwrap_or_default();
            if told["act"] != entry.kind.as_str() {
                audit.wrong(table, entry.id, Some("kind"), "differs from the record");
            }
            if told["at"] != entry.at.utc().as_str() {
                audit.wrong(table, entry.id, Some("at"), "differs from the record");
            }
        }
        _ => audit.wrong(table, entry.id, Some("record"), "record or salt is gone"),
    }
}

/// Recomputes the whole tree from the entries and compares every stored tile with it.
fn leaves(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<Frontier> {
    let mut frontier = Frontier::empty();
    let mut tiles: HashMap<u8, i64> = HashMap::new();
    // The unfinished tile of each level. A page of leaves need not touch it, so it outlives the page.
    let mut edge: HashMap<u8, Tile> = HashMap::new();
    loop {
        let first = frontier.size();
        let page = tree::leaves(tx, first, 4_096)?;
        if page.is_empty() {
            break;
        }
        let mut hashes = Vec::with_capacity(page.len());
        for (expected, (index, waiting)) in (first..).zip(&page) {
            if *index != expected {
                audit.wrong("ledger_leaf", waiting.id, Some("idx"), format!("place {expected} is empty"));
                return Ok(frontier);
            }
            hashes.push(leaf_hash(audit, waiting));
        }
        let growth = frontier.grow(&hashes).map_err(|cause| Error::Failed(cause.into()))?;
        for tile in growth.tiles {
            edge.remove(&tile.level);
            if tile.width() < 256 {
                edge.insert(tile.level, tile);
                continue;
            }
            *tiles.entry(tile.level).or_default() += 1;
            compare(tx, audit, tile.level, tile.index, &tile.bytes)?;
        }
        frontier = growth.frontier;
    }
    for tile in edge.into_values() {
        *tiles.entry(tile.level).or_default() += 1;
        compare(tx, audit, tile.level, tile.index, &tile.bytes)?;
    }
    for (level, count) in tree::tile_counts(tx)? {
        let expected = u8::try_from(level).ok().and_then(|level| tiles.get(&level)).copied().unwrap_or(0);
        if count > expected {
            audit.wrong(
                "ledger_tile",
                format!("level {level}"),
                Some("n"),
                format!("{count} tiles where {expected} belong"),
            );
        }
    }
    Ok(frontier)
}

fn leaf_hash(audit: &mut Audit, waiting: &Waiting) -> [u8; 32] {
    match waiting.leaf() {
        Ok(leaf) => leaf.hash(),
        Err(cause) => {
            audit.wrong("ledger_entry", waiting.id, None, format!("cannot be a leaf: {cause}"));
            [0; 32]
        }
    }
}

fn compare(tx: &mut Tx<'_>, audit: &mut Audit, level: u8, index: u64, expected: &[u8]) -> Result<()> {
    let row = format!("{level}/{index}");
    match tree::tile(tx, level, index)? {
        None => audit.wrong("ledger_tile", row, Some("hashes"), "the tile is gone"),
        Some(found) if found == expected => {}
        Some(found) => {
            let at = found.chunks(32).zip(expected.chunks(32)).position(|(a, b)| a != b);
            let which = at.map_or_else(|| "its length".to_owned(), |at| format!("hash {at}"));
            audit.wrong("ledger_tile", row, Some("hashes"), format!("differs from the tree of the entries in {which}"));
        }
    }
    Ok(())
}

/// Whether every entry has its live row: run it after the features have reported theirs.
///
/// # Errors
/// When the database fails.
pub fn audit_acts(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    for (kind, count) in tree::kind_counts(tx)? {
        let found = audit.acts.get(kind.as_str()).copied().unwrap_or_default();
        if found != count.cast_unsigned() {
            let what = format!("{count} entries of this kind, {found} live rows: a row was taken away or added");
            audit.wrong("ledger_entry", &kind, Some("kind"), what);
        }
    }
    Ok(())
}

fn head(tx: &mut Tx<'_>, audit: &mut Audit, trust: &Trust, frontier: &Frontier) -> Result<()> {
    let table = "ledger_head";
    let Some(head) = tree::head(tx)? else {
        audit.wrong(table, 1, None, "the log has no head");
        return Ok(());
    };
    if head.size != frontier.size() {
        audit.wrong(table, 1, Some("size"), format!("says {}, the leaves are {}", head.size, frontier.size()));
    }
    if head.root != frontier.root() {
        audit.wrong(table, 1, Some("root"), "is not the root of the leaves");
    }
    let signed = SignedCheckpoint::parse(head.checkpoint.as_bytes());
    match signed.as_ref().map(|signed| trust.vouches(signed)) {
        Ok(true) => {}
        _ => audit.wrong(table, 1, Some("checkpoint"), "is not a checkpoint signed by this log"),
    }
    if let Ok(signed) = signed {
        let said = signed.checkpoint();
        if said.size() != head.size || *said.root() != head.root {
            audit.wrong(table, 1, Some("checkpoint"), "speaks of another tree than size and root");
        }
    }
    let Some((size, root)) = trust.published else {
        if head.size > 0 {
            audit.wrong(
                table,
                1,
                Some("size"),
                "the published checkpoint is missing: nothing outside the database vouches for it",
            );
        }
        return Ok(());
    };
    if head.size < size || crate::log::root_at(tx, head.size, size).ok() != Some(root) {
        audit.wrong(
            table,
            1,
            Some("size"),
            format!("a checkpoint of {size} leaves was published and is not part of it"),
        );
    }
    Ok(())
}
