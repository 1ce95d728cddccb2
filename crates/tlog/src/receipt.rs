//! The question a receipt answers: is this leaf in a log I trust? One function, which takes bytes from anybody
//! and never panics. It says nothing about what the leaf means, nor whether the record behind it is true.

use crate::policy::{Cosigner, Refused};
use crate::{Hash, Policy, Proof, ProofError, VerifierKey, leaf_hash};

/// What a receipt that holds has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whose log.
    pub origin: String,
    /// How many leaves the log had.
    pub size: u64,
    /// Which of them this is, from 0.
    pub index: u64,
    /// The root of the tree.
    pub root: Hash,
    /// The key of the log that signed.
    pub log: VerifierKey,
    /// The witnesses of the policy that cosigned.
    pub cosigners: Vec<Cosigner>,
}

/// Why a receipt does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The text is not a proof.
    #[error("the proof cannot be read: {0}")]
    Unreadable(#[from] ProofError),
    /// The policy does not know the log.
    #[error("the log {origin} is not one that the policy knows")]
    UnknownLog {
        /// The origin in the proof.
        origin: String,
    },
    /// The log has not signed with a key of the policy.
    #[error("the checkpoint of {origin} does not carry the signature of that log")]
    NotSignedByLog {
        /// The origin in the proof.
        origin: String,
    },
    /// A signature does not fit.
    #[error("the signature of {name} does not fit the checkpoint")]
    WrongSignature {
        /// The name of the key.
        name: String,
    },
    /// Too few witnesses.
    #[error("the quorum {quorum} is not met: cosigned by {have} of the witnesses in the policy")]
    QuorumNotMet {
        /// The name of the quorum in the policy.
        quorum: String,
        /// How many witnesses of the policy have cosigned.
        have: usize,
    },
    /// The leaf would stand behind the end of the tree.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    IndexBeyondTree {
        /// The index in the proof.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The path does not lead from this leaf to the root: another leaf, or a changed path.
    #[error("the path does not lead from this leaf, at {index} of {size}, to the signed root")]
    NotIncluded {
        /// The index in the proof.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
}

impl From<Refused> for Flaw {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::UnknownLog { origin } => Self::UnknownLog { origin },
            Refused::NotSignedByLog { origin } => Self::NotSignedByLog { origin },
            Refused::WrongSignature { name } => Self::WrongSignature { name },
            Refused::QuorumNotMet { quorum, have } => Self::QuorumNotMet { quorum, have },
        }
    }
}

/// Whether the proof shows that these leaf bytes are in a log that the policy accepts.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify(leaf_bytes: &[u8], proof_text: &[u8], policy: &Policy) -> Result<Verified, Flaw> {
    Proof::parse(proof_text)?.verify(&leaf_hash(leaf_bytes), policy)
}
