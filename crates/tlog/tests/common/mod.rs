//! What the tests of this crate share: a log in memory that stores what growing tells it to, and trees computed
//! the slow way straight from the definition, without the crate.
#![allow(dead_code, reason = "each test program uses its own part of this")]

use std::collections::BTreeMap;

use netra_tlog::{Checkpoint, Frontier, Hash, SignedCheckpoint, SigningKey, Tiles};
use sha2::{Digest, Sha256};

/// The origin of the logs in these tests.
pub const ORIGIN: &str = "log.example.invalid/netra";

/// The key of that log.
pub fn key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, &[7; 32]).unwrap()
}

/// RFC 6962, 2.1, as it is written there.
pub fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(below(many.len()));
            naive_node(&naive_root(left), &naive_root(right))
        }
    }
}

/// RFC 6962, 2.1.1, as it is written there.
pub fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(below(leaves.len()));
    let (mut path, sibling) = if index < left.len() {
        (naive_path(index, left), naive_root(right))
    } else {
        (naive_path(index - left.len(), right), naive_root(left))
    };
    path.push(sibling);
    path
}

/// RFC 6962, 2.1.2, as it is written there: SUBPROOF(m, D, b).
pub fn naive_consistency(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let (left, right) = leaves.split_at(below(leaves.len()));
    let (mut proof, sibling) = if old <= left.len() {
        (naive_consistency(old, left, whole), naive_root(right))
    } else {
        (naive_consistency(old - left.len(), right, false), naive_root(left))
    };
    proof.push(sibling);
    proof
}

/// The hash of an inner node.
pub fn naive_node(left: &Hash, right: &Hash) -> Hash {
    let mut input = vec![1];
    input.extend(left);
    input.extend(right);
    Sha256::digest(input).into()
}

/// The hash of a leaf.
pub fn naive_leaf(bytes: &[u8]) -> Hash {
    let mut input = vec![0];
    input.extend(bytes);
    Sha256::digest(input).into()
}

/// The largest power of two below a number of leaves.
fn below(count: usize) -> usize {
    let mut power = 1;
    while power * 2 < count {
        power *= 2;
    }
    power
}

/// A log in memory.
#[derive(Default)]
pub struct Log {
    pub leaves: Vec<Hash>,
    pub tiles: BTreeMap<(u8, u64), Vec<u8>>,
    pub frontier: Frontier,
}

impl Log {
    /// A log that was given its leaves in batches of these sizes.
    pub fn of(leaves: &[Hash], batches: &[usize]) -> Self {
        let mut log = Self::default();
        let mut rest = leaves;
        for size in batches.iter().chain([&usize::MAX]) {
            let (batch, after) = rest.split_at((*size).min(rest.len()));
            log.append(batch);
            rest = after;
        }
        log
    }

    pub fn append(&mut self, batch: &[Hash]) {
        let growth = self.frontier.grow(batch).unwrap();
        for tile in growth.tiles {
            let old = self.tiles.insert((tile.level, tile.index), tile.bytes.clone()).unwrap_or_default();
            assert!(tile.bytes.starts_with(&old), "a stored tile must only ever grow");
            assert!(tile.bytes.len() > old.len(), "a tile that did not change must not be written");
        }
        self.frontier = growth.frontier;
        self.leaves.extend(batch);
    }

    pub fn reader(&self) -> Tiles<impl FnMut(u8, u64) -> Option<Vec<u8>>> {
        Tiles::new(self.frontier.size(), |level, index| self.tiles.get(&(level, index)).cloned()).unwrap()
    }

    pub fn checkpoint(&self) -> SignedCheckpoint {
        let head = Checkpoint::new(ORIGIN, self.frontier.size(), self.frontier.root()).unwrap();
        SignedCheckpoint::sign(head, &key()).unwrap()
    }
}

/// So many leaves, each different.
pub fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|at| naive_leaf(format!("leaf {at}").as_bytes())).collect()
}

/// Reads hexadecimal.
pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}
