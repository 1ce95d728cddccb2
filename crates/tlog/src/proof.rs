//! The text of an offline proof (`c2sp.org/tlog-proof@v1`): where the leaf stands, the path to the root, and
//! the signed checkpoint. It can be kept for decades and checked without us. Reading it is not checking it.

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::prove::{MAX_INCLUSION_HASHES, check_inclusion};
use crate::receipt::{Flaw, Verified};
use crate::{Hash, Policy, TreeError, base64, from_base64, hash_from_base64, number};

/// The first line.
pub const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The longest text we read: 64 KiB of checkpoint, 88 KiB of extra in base64, 3 KiB of path, rounded up.
pub const MAX_PROOF_BYTES: usize = 160 * 1024;

/// The longest extra data: as long as a leaf can be.
pub const MAX_EXTRA_BYTES: usize = 65_535;

/// What can be wrong with the text of a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Beyond [`MAX_PROOF_BYTES`].
    #[error("the proof has {0} bytes; the limit is 163840")]
    TooLong(usize),
    /// The extra data is beyond [`MAX_EXTRA_BYTES`].
    #[error("the extra data of the proof has {0} bytes; the limit is 65535")]
    ExtraTooLong(usize),
    /// The path is longer than any tree is high.
    #[error("the path of the proof has more than 64 hashes")]
    PathTooLong,
    /// A line is not what it must be.
    #[error("line {line} of the proof is wrong: {what}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What was expected there.
        what: &'static str,
    },
    /// The checkpoint at the end is not one.
    #[error("in the checkpoint of the proof: {0}")]
    Checkpoint(#[from] CheckpointError),
}

/// An offline proof, well formed but not yet checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    extra: Option<Vec<u8>>,
    index: u64,
    path: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

impl Proof {
    /// A proof that leaf `index` is below this checkpoint. `extra` travels along and is not protected by
    /// itself; ours is the bytes of the leaf, which the path protects.
    ///
    /// # Errors
    /// When extra or path are longer than a reader accepts.
    pub fn new(
        extra: Option<Vec<u8>>,
        index: u64,
        path: Vec<Hash>,
        checkpoint: SignedCheckpoint,
    ) -> Result<Self, ProofError> {
        let bytes = extra.as_ref().map_or(0, Vec::len);
        if bytes > MAX_EXTRA_BYTES {
            return Err(ProofError::ExtraTooLong(bytes));
        }
        if path.len() > MAX_INCLUSION_HASHES {
            return Err(ProofError::PathTooLong);
        }
        Ok(Self { extra, index, path, checkpoint })
    }

    /// Reads the text of a proof in its one canonical spelling.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &[u8]) -> Result<Self, ProofError> {
        if text.len() > MAX_PROOF_BYTES {
            return Err(ProofError::TooLong(text.len()));
        }
        let wrong = |line, what| ProofError::Line { line, what };
        let text = std::str::from_utf8(text).map_err(|_| wrong(1, "the proof must be UTF-8"))?;
        let (head, note) =
            text.split_once("\n\n").ok_or(wrong(1, "there must be an empty line before the checkpoint"))?;
        let mut lines = head.split('\n').zip(1..).peekable();
        if lines.next().is_none_or(|(line, _)| line != HEADER) {
            return Err(wrong(1, "the first line must be c2sp.org/tlog-proof@v1"));
        }
        let extra = match lines.next_if(|(line, _)| line.starts_with("extra ")) {
            Some((line, at)) => {
                let data = from_base64(&line["extra ".len()..]);
                Some(data.ok_or(wrong(at, "the extra data must be in base64"))?)
            }
            None => None,
        };
        let what = "the index must be written as: index NUMBER";
        let (line, at) = lines.next().ok_or(wrong(2, what))?;
        let index = line.strip_prefix("index ").and_then(number).ok_or(wrong(at, what))?;
        let mut path = Vec::new();
        for (line, at) in lines {
            if path.len() == MAX_INCLUSION_HASHES {
                return Err(ProofError::PathTooLong);
            }
            path.push(hash_from_base64(line).ok_or(wrong(at, "a hash must be 32 bytes in base64"))?);
        }
        Self::new(extra, index, path, SignedCheckpoint::parse(note.as_bytes())?)
    }

    /// The data that travels along. Not to be believed unless it was hashed as the leaf.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Which leaf.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The path from the sibling of the leaf upwards.
    #[must_use]
    pub fn path(&self) -> &[Hash] {
        &self.path
    }

    /// The checkpoint with its signatures.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Checks everything: that the policy accepts the checkpoint, and that a leaf with this hash is in its tree.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn verify(&self, leaf_hash: &Hash, policy: &Policy) -> Result<Verified, Flaw> {
        let approval = policy.check(&self.checkpoint)?;
        let head = self.checkpoint.checkpoint();
        check_inclusion(&self.path, head.size(), head.root(), self.index, leaf_hash).map_err(|error| match error {
            TreeError::IndexBeyondTree { index, size } => Flaw::IndexBeyondTree { index, size },
            _ => Flaw::NotIncluded { index: self.index, size: head.size() },
        })?;
        Ok(Verified {
            origin: head.origin().to_owned(),
            size: head.size(),
            index: self.index,
            root: *head.root(),
            log: approval.log,
            cosigners: approval.cosigners,
        })
    }
}

/// The text as it is kept and handed out.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", base64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
