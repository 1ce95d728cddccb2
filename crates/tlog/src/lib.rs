//! The mathematics and the formats of a transparency log, as C2SP writes them down: leaves, Merkle trees in
//! tiles, checkpoints, cosignatures, trust policies, proofs that can be verified offline.
//!
//! It is not a log: it knows no database, no web, no clock and no chance. Stored tiles come in through a
//! closure, time comes in as a number, and everything that goes out is a value.
//!
//! | Room | Holds |
//! |---|---|
//! | [`leaf`] | what one entry of our log looks like, and its hash |
//! | [`tree`] | growing a tree: which tiles change, what the new root is |
//! | [`prove`] | reading tiles: old roots, inclusion and consistency proofs, and checking them |
//! | [`paths`] | the addresses of tiles and the form of entry bundles |
//! | [`keys`] | Ed25519 keys of logs and witnesses, and how they are written |
//! | [`checkpoint`] | tree heads as signed notes, and cosignatures |
//! | [`policy`] | whom to trust: logs, witnesses, quorum |
//! | [`proof`] | the text of an offline proof |
//! | [`receipt`] | the one question most people have: does this receipt hold? |

pub mod checkpoint;
pub mod keys;
pub mod leaf;
pub mod paths;
pub mod policy;
pub mod proof;
pub mod prove;
pub mod receipt;
pub mod tree;

pub use checkpoint::{Checkpoint, CheckpointError, Seal, SignedCheckpoint, Signer};
pub use keys::{KeyError, KeyUse, SigningKey, VerifierKey, WitnessKey};
pub use leaf::{Leaf, LeafError, commitment, leaf_hash};
pub use paths::{PathError, Resource, TilePath};
pub use policy::{Approval, Policy, PolicyError};
pub use proof::{Proof, ProofError};
pub use prove::{Tiles, check_consistency, check_inclusion};
pub use receipt::{Flaw, Verified, verify};
pub use tree::{Frontier, Growth, Tile, TreeError};

/// A SHA-256 hash: of a leaf, of an inner node or of a whole tree.
pub type Hash = [u8; 32];

/// The root of the tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = tlog_tiles::EMPTY_HASH.0;

/// Standard base64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

/// Reads standard base64 in its only canonical spelling.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.decode(text).ok()
}

/// Reads one hash in base64.
pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    if text.len() != 44 {
        return None;
    }
    from_base64(text)?.try_into().ok()
}

/// Reads a decimal number written in its only canonical spelling: digits, no leading zero.
pub(crate) fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    (digits && canonical).then(|| text.parse().ok()).flatten()
}
