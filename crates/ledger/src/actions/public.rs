//! What the public log serves: tiles of hashes and bundles of leaves, each as wide as asked, cut from what
//! is stored. Any width of a published checkpoint stays servable.

use crate::model::{Head, ReceiptNumber};
use crate::store::{self, tree};
use anyhow::anyhow;
use netra_base::{EntryId, Error, Result};
use netra_store::Tx;
use netra_tlog::Leaf;
use netra_tlog::paths::encode_bundle;

/// The first `width` hashes of a tile.
///
/// # Errors
/// `NotFound` when the tile does not hold so many yet.
pub fn hash_tile(tx: &mut Tx<'_>, level: u8, index: u64, width: u16) -> Result<Vec<u8>> {
    let mut hashes = tree::tile(tx, level, index)?.ok_or(Error::NotFound)?;
    let bytes = usize::from(width) * 32;
    if hashes.len() < bytes {
        return Err(Error::NotFound);
    }
    hashes.truncate(bytes);
    Ok(hashes)
}

/// The first `width` leaves of a bundle.
///
/// # Errors
/// `NotFound` when there are not so many yet.
pub fn entry_bundle(tx: &mut Tx<'_>, index: u64, width: u16) -> Result<Vec<u8>> {
    let first = index.checked_mul(256).filter(|first| *first < 1 << 48).ok_or(Error::NotFound)?;
    let leaves = tree::leaves(tx, first, u64::from(width))?;
    if leaves.len() < usize::from(width) {
        return Err(Error::NotFound);
    }
    let bytes = leaves
        .iter()
        .map(|(_, waiting)| waiting.leaf().map(|leaf| leaf.bytes()))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|cause| Error::Failed(cause.into()))?;
    encode_bundle(&bytes).map_err(|cause| Error::Failed(anyhow!("{cause}")))
}

/// The leaf with this number, if it is below the `published` head: its kind and its day, nothing about anybody.
///
/// # Errors
/// When the database fails.
pub fn leaf_of(tx: &mut Tx<'_>, number: ReceiptNumber, published: &Head) -> Result<Option<Leaf>> {
    if number.index >= published.size {
        return Ok(None);
    }
    let found = tree::leaves(tx, number.index, 1)?.into_iter().next();
    let Some((index, waiting)) = found else { return Ok(None) };
    let leaf = waiting.leaf().map_err(|cause| Error::Failed(cause.into()))?;
    Ok((ReceiptNumber::of(index, leaf.commitment()) == number).then_some(leaf))
}

/// The number of an entry's receipt; none while it has no place below the `published` head.
///
/// # Errors
/// `NotFound` when there is no such entry.
pub fn number_of(tx: &mut Tx<'_>, id: EntryId, published: &Head) -> Result<Option<ReceiptNumber>> {
    let entry = store::entry(tx, id)?.ok_or(Error::NotFound)?;
    let index = tree::index_of(tx, id)?.filter(|index| *index < published.size);
    Ok(index.map(|index| ReceiptNumber::of(index, &entry.commitment)))
}

/// How many entries wait for the sequencer.
///
/// # Errors
/// When the database fails.
pub fn waiting_count(tx: &mut Tx<'_>) -> Result<i64> {
    tree::waiting_count(tx)
}
