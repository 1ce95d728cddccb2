//! Reading a tree from its stored tiles: the root of any earlier size, inclusion and consistency proofs, and
//! checking such proofs. Tiles are read through a closure and not authenticated here: a proof shows by itself
//! whether it leads to the root one trusts, and a damaged tile gives a proof that does not.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tlog_tiles::{HashReader, split_stored_hash_index};

use crate::tree::{MAX_LEAVES, TILE_WIDTH, beginning};
use crate::{EMPTY_ROOT, Hash, TreeError};

/// The longest inclusion path: a tree of 2^64 leaves would be 64 high.
pub const MAX_INCLUSION_HASHES: usize = 64;

/// The longest consistency proof: one hash for each height, and one more.
pub const MAX_CONSISTENCY_HASHES: usize = 65;

/// Tiles kept at hand by one reader: 512 of 8 KiB make 4 MiB.
const MAX_KEPT_TILES: usize = 512;

/// A tree in stored tiles. Tiles that were read once are kept as long as the reader lives, so one reader
/// serves a batch of proofs well.
pub struct Tiles<F> {
    size: u64,
    read: RefCell<F>,
    kept: RefCell<HashMap<(u8, u64), Vec<u8>>>,
    trouble: Cell<Option<TreeError>>,
}

impl<F: FnMut(u8, u64) -> Option<Vec<u8>>> Tiles<F> {
    /// The tree of this size, whose tile (level, index) the closure reads. The stored tile may hold more
    /// hashes than this size has. A closure that can fail keeps its error aside and answers `None`.
    ///
    /// # Errors
    /// When the size is larger than [`MAX_LEAVES`].
    pub fn new(size: u64, read: F) -> Result<Self, TreeError> {
        if size > MAX_LEAVES {
            return Err(TreeError::TooLarge { size });
        }
        Ok(Self { size, read: RefCell::new(read), kept: RefCell::default(), trouble: Cell::new(None) })
    }

    /// The size of the tree.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree when it had so many leaves.
    ///
    /// # Errors
    /// When the tree never had that size yet, or a tile is missing or damaged.
    pub fn root(&self, size: u64) -> Result<Hash, TreeError> {
        self.holds(size)?;
        if size == 0 {
            return Ok(EMPTY_ROOT);
        }
        let root = tlog_tiles::tree_hash(size, self);
        root.map(|hash| hash.0).map_err(|_| self.trouble())
    }

    /// The hash of one leaf.
    ///
    /// # Errors
    /// When the leaf is not in the tree, or its tile is missing or damaged.
    pub fn leaf(&self, index: u64) -> Result<Hash, TreeError> {
        if index >= self.size {
            return Err(TreeError::IndexBeyondTree { index, size: self.size });
        }
        self.subtree(0, index)
    }

    /// The proof that leaf `index` is in the tree of the first `size` leaves, from its sibling upwards.
    ///
    /// # Errors
    /// When there is no such leaf or size, or a tile is missing or damaged.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, TreeError> {
        self.holds(size)?;
        if index >= size {
            return Err(TreeError::IndexBeyondTree { index, size });
        }
        let proof = tlog_tiles::prove_record(size, index, self).map_err(|_| self.trouble())?;
        Ok(proof.into_iter().map(|hash| hash.0).collect())
    }

    /// The proof that the tree of the first `old` leaves is the beginning of the tree of the first `new`
    /// ones. It is empty when both are the same, or when the old tree had no leaves.
    ///
    /// # Errors
    /// When there is no such size, or a tile is missing or damaged.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, TreeError> {
        self.holds(new)?;
        if old > new {
            return Err(TreeError::SizeBeyondTree { asked: old, have: new });
        }
        if old == 0 {
            return Ok(Vec::new());
        }
        let proof = tlog_tiles::prove_tree(new, old, self).map_err(|_| self.trouble())?;
        Ok(proof.into_iter().map(|hash| hash.0).collect())
    }

    fn holds(&self, size: u64) -> Result<(), TreeError> {
        if size > self.size {
            return Err(TreeError::SizeBeyondTree { asked: size, have: self.size });
        }
        Ok(())
    }

    /// Why reading failed. The library's own errors are too coarse to say which tile it was.
    fn trouble(&self) -> TreeError {
        self.trouble.take().unwrap_or(TreeError::NotIncluded)
    }

    /// The root of the complete subtree number `n` of this height.
    fn subtree(&self, height: u8, n: u64) -> Result<Hash, TreeError> {
        let (level, within) = (height / 8, height % 8);
        let first = n << within;
        let (index, offset) = (first / TILE_WIDTH, first % TILE_WIDTH);
        let width = offset + (1 << within);
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= MAX_KEPT_TILES {
            kept.clear();
        }
        let tile = match kept.entry((level, index)) {
            Entry::Occupied(tile) => tile.into_mut(),
            Entry::Vacant(place) => {
                let read = (self.read.borrow_mut())(level, index);
                place.insert(read.ok_or(TreeError::TileMissing { level, index })?)
            }
        };
        let tile = beginning(level, index, width, tile)?;
        let from = usize::try_from(offset * 32).unwrap_or(tile.len());
        Ok(tlog_tiles::Tile::subtree_hash(&tile[from..]).0)
    }
}

impl<F: FnMut(u8, u64) -> Option<Vec<u8>>> HashReader for Tiles<F> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let mut hashes = Vec::with_capacity(indexes.len());
        for index in indexes {
            let (height, n) = split_stored_hash_index(*index);
            match self.subtree(height, n) {
                Ok(hash) => hashes.push(tlog_tiles::Hash(hash)),
                Err(trouble) => {
                    self.trouble.set(Some(trouble));
                    return Err(tlog_tiles::Error::InvalidTile);
                }
            }
        }
        Ok(hashes)
    }
}

/// Checks that leaf `index`, with this hash, is in the tree of this size and root.
///
/// # Errors
/// When it is not, or the proof does not show it.
pub fn check_inclusion(proof: &[Hash], size: u64, root: &Hash, index: u64, leaf_hash: &Hash) -> Result<(), TreeError> {
    if index >= size {
        return Err(TreeError::IndexBeyondTree { index, size });
    }
    if proof.len() > MAX_INCLUSION_HASHES {
        return Err(TreeError::NotIncluded);
    }
    let (root, leaf) = (tlog_tiles::Hash(*root), tlog_tiles::Hash(*leaf_hash));
    tlog_tiles::check_record(&wrap(proof), size, root, index, leaf).map_err(|_| TreeError::NotIncluded)
}

/// Checks that the tree of `old` leaves is the beginning of the tree of `new` leaves.
///
/// # Errors
/// When it is not, or the proof does not show it.
pub fn check_consistency(
    proof: &[Hash],
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
) -> Result<(), TreeError> {
    if old > new {
        return Err(TreeError::SizeBeyondTree { asked: old, have: new });
    }
    if proof.len() > MAX_CONSISTENCY_HASHES {
        return Err(TreeError::NotConsistent);
    }
    if old == 0 {
        // Every tree begins with the empty one. There is nothing to prove, so there must be no proof.
        let new_fits = new > 0 || *new_root == EMPTY_ROOT;
        let fits = proof.is_empty() && *old_root == EMPTY_ROOT && new_fits;
        return if fits { Ok(()) } else { Err(TreeError::NotConsistent) };
    }
    let (old_root, new_root) = (tlog_tiles::Hash(*old_root), tlog_tiles::Hash(*new_root));
    tlog_tiles::check_tree(&wrap(proof), new, new_root, old, old_root).map_err(|_| TreeError::NotConsistent)
}

fn wrap(proof: &[Hash]) -> Vec<tlog_tiles::Hash> {
    proof.iter().map(|hash| tlog_tiles::Hash(*hash)).collect()
}
