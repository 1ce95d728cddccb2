//! Growing a tree. A [`Frontier`] is the right edge of a tree: small, kept in memory, rebuilt from stored
//! tiles at any time. Growing it gives the tiles that change and the new root; storing them is for others.
//!
//! Each leaf costs one hash on average: the hash that fills a tile comes out of the same carrying that keeps
//! the root at hand, and is not computed twice.

use tlog_tiles::node_hash;

use crate::{EMPTY_ROOT, Hash};

/// Hashes in a full tile.
pub const TILE_WIDTH: u64 = 256;

/// Bytes in a full tile: 256 hashes of 32 bytes.
pub const TILE_BYTES: usize = 8_192;

/// The largest tree we compute with: 2^48 leaves, nine years at a million leaves a second.
pub const MAX_LEAVES: u64 = 1 << 48;

/// What can go wrong with a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// Beyond [`MAX_LEAVES`].
    #[error("a tree of {size} leaves is larger than the limit of {MAX_LEAVES}")]
    TooLarge {
        /// The size asked for.
        size: u64,
    },
    /// A leaf that the tree does not have.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    IndexBeyondTree {
        /// The leaf asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A tree that is larger than the one there is.
    #[error("a tree of {asked} leaves was asked for, and there are {have}")]
    SizeBeyondTree {
        /// The size asked for.
        asked: u64,
        /// The size there is.
        have: u64,
    },
    /// A tile that must exist was not found.
    #[error("tile {index} of level {level} is missing")]
    TileMissing {
        /// The level of the tile.
        level: u8,
        /// Its number within the level.
        index: u64,
    },
    /// A tile has fewer hashes than the tree says, or a length no tile can have.
    #[error("tile {index} of level {level} has {have} bytes where {need} are needed")]
    TileDamaged {
        /// The level of the tile.
        level: u8,
        /// Its number within the level.
        index: u64,
        /// Bytes needed.
        need: usize,
        /// Bytes found.
        have: usize,
    },
    /// The inclusion proof does not lead from the leaf to the root.
    #[error("the inclusion proof does not lead to the root of the tree")]
    NotIncluded,
    /// The consistency proof does not lead from the old root to the new one.
    #[error("the consistency proof does not connect the two trees")]
    NotConsistent,
}

/// A tile of hashes as it is to be stored: all hashes so far, so that a narrower partial tile is its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// 0 for leaf hashes, 1 for hashes of full tiles of level 0, and so on.
    pub level: u8,
    /// The number of the tile within its level.
    pub index: u64,
    /// The hashes, one after the other.
    pub bytes: Vec<u8>,
}

impl Tile {
    /// How many hashes the tile holds, 1 to 256.
    #[must_use]
    pub fn width(&self) -> u16 {
        u16::try_from(self.bytes.len() / 32).unwrap_or(u16::MAX)
    }
}

/// What growing a tree gives. Nothing has happened until the caller stores the tiles and keeps the frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// The size before.
    pub old_size: u64,
    /// The new right edge, with the new size and root.
    pub frontier: Frontier,
    /// The tiles that are new or longer, by level and then by index.
    pub tiles: Vec<Tile>,
}

/// The right edge of a tree: enough to append and to know the root, at most some 60 KiB.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The roots of the complete subtrees the tree consists of, the largest first: one for each 1 in the size.
    peaks: Vec<Hash>,
    /// For each level, the bytes of its last tile while it is not full.
    edges: Vec<Vec<u8>>,
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Rebuilds the right edge of a tree of this size from stored tiles. The tiles may have grown since; only
    /// their beginnings are used. The caller compares [`Frontier::root`] with the root it trusts.
    ///
    /// # Errors
    /// When a tile on the edge is missing or too short.
    pub fn from_tiles(size: u64, mut read: impl FnMut(u8, u64) -> Option<Vec<u8>>) -> Result<Self, TreeError> {
        if size > MAX_LEAVES {
            return Err(TreeError::TooLarge { size });
        }
        let mut edges = Vec::new();
        for level in 0..levels(size) {
            let hashes = size >> (8 * level);
            let (index, width) = (hashes / TILE_WIDTH, hashes % TILE_WIDTH);
            if width == 0 {
                edges.push(Vec::new());
                continue;
            }
            let tile = read(level, index).ok_or(TreeError::TileMissing { level, index })?;
            edges.push(beginning(level, index, width, &tile)?.to_vec());
        }
        let peaks = edges.iter().rev().flat_map(|edge| peaks_of(edge)).collect();
        Ok(Self { size, peaks, edges })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return EMPTY_ROOT };
        peaks.fold(*last, |right, left| node(left, &right))
    }

    /// What appending these leaf hashes changes. This frontier stays as it is, so that a caller whose
    /// transaction fails simply goes on with it.
    ///
    /// # Errors
    /// When the tree would be larger than [`MAX_LEAVES`].
    pub fn grow(&self, leaves: &[Hash]) -> Result<Growth, TreeError> {
        let size = self.size.saturating_add(leaves.len() as u64);
        if size > MAX_LEAVES {
            return Err(TreeError::TooLarge { size });
        }
        let mut next = self.clone();
        let mut tiles = Vec::with_capacity(leaves.len() / 255 + 8);
        for leaf in leaves {
            next.push(leaf, &mut tiles);
        }
        for level in 0..levels(size) {
            let edge = &next.edges[usize::from(level)];
            if !edge.is_empty() && self.size >> (8 * level) != size >> (8 * level) {
                tiles.push(Tile { level, index: size >> (8 * level) >> 8, bytes: edge.clone() });
            }
        }
        tiles.sort_unstable_by_key(|tile| (tile.level, tile.index));
        Ok(Growth { old_size: self.size, frontier: next, tiles })
    }

    /// Appends one leaf: carries like a binary counter, and hands out each tile it fills.
    fn push(&mut self, leaf: &Hash, filled: &mut Vec<Tile>) {
        let mut hash = *leaf;
        let mut height = 0_u8;
        self.lay(0, &hash);
        while self.size >> height & 1 == 1 {
            let left = self.peaks.pop().expect("a tree has a peak for each 1 in its size");
            hash = node(&left, &hash);
            height += 1;
            if height.is_multiple_of(8) {
                let level = height / 8;
                let bytes = std::mem::take(&mut self.edges[usize::from(level - 1)]);
                filled.push(Tile { level: level - 1, index: self.size >> height, bytes });
                self.lay(level, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Puts a hash at the end of the last tile of a level.
    fn lay(&mut self, level: u8, hash: &Hash) {
        let level = usize::from(level);
        if self.edges.len() <= level {
            self.edges.resize_with(level + 1, || Vec::with_capacity(TILE_BYTES));
        }
        self.edges[level].extend_from_slice(hash);
    }
}

/// The hash of an inner node.
pub(crate) fn node(left: &Hash, right: &Hash) -> Hash {
    node_hash(tlog_tiles::Hash(*left), tlog_tiles::Hash(*right)).0
}

/// How many levels of tiles a tree of this size has.
fn levels(size: u64) -> u8 {
    let bits = u64::BITS - size.leading_zeros();
    u8::try_from(bits.div_ceil(8)).unwrap_or(8)
}

/// The first `width` hashes of a stored tile.
pub(crate) fn beginning(level: u8, index: u64, width: u64, tile: &[u8]) -> Result<&[u8], TreeError> {
    let need = usize::try_from(width * 32).unwrap_or(usize::MAX);
    let have = tile.len();
    if have < need || have > TILE_BYTES || !have.is_multiple_of(32) {
        return Err(TreeError::TileDamaged { level, index, need, have });
    }
    Ok(&tile[..need])
}

/// The roots of the complete subtrees within the hashes of one partial tile, the largest first.
fn peaks_of(mut edge: &[u8]) -> Vec<Hash> {
    let mut peaks = Vec::new();
    for bit in (0..8).rev() {
        let bytes = 32_usize << bit;
        if edge.len() >= bytes {
            let (subtree, rest) = edge.split_at(bytes);
            peaks.push(tlog_tiles::Tile::subtree_hash(subtree).0);
            edge = rest;
        }
    }
    peaks
}
