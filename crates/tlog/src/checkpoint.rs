//! Checkpoints: the head of a tree (origin, size, root) as a note with signatures below. Reading a note does
//! not mean believing it: nothing in it counts before a signature by a key one already trusted is verified.

use std::fmt;

use signed_note::{Note, NoteError, Signature, VerificationError, Verifier, Verifiers};

use crate::keys::{KeyUse, SigningKey, VerifierKey, WitnessKey, cosignature_time};
use crate::{Hash, base64, hash_from_base64, number};

/// The longest note we read. A checkpoint with 16 large signatures has less than half of this.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;

/// The most signatures we read below one note: what every reader of notes must accept.
pub const MAX_SIGNATURES: usize = 16;

/// What can be wrong with a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Beyond [`MAX_NOTE_BYTES`].
    #[error("the note has {0} bytes; the limit is 65536")]
    TooLong(usize),
    /// Beyond [`MAX_SIGNATURES`].
    #[error("the note has more than 16 signatures")]
    TooManySignatures,
    /// Not text, an empty line and signature lines.
    #[error("this is not a signed note: text, an empty line, and signature lines are expected")]
    NotANote,
    /// The text of the note is not a checkpoint.
    #[error("line {line} of the checkpoint is wrong: {what}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What was expected there.
        what: &'static str,
    },
    /// The key belongs to another log.
    #[error("the key of {key} cannot sign a checkpoint of {origin}")]
    OtherOrigin {
        /// The name of the key.
        key: String,
        /// The origin of the checkpoint.
        origin: String,
    },
    /// A signature line is not of its form.
    #[error("this is not a signature line: it must be an em dash, the name and the signature in base64")]
    SignatureLine,
    /// A signature by a known key does not fit the text.
    #[error("the signature of {name} does not fit the checkpoint: one of them was changed")]
    WrongSignature {
        /// The name of the key.
        name: String,
    },
    /// No known key has signed.
    #[error("none of the known keys has signed this checkpoint")]
    NotSigned,
}

/// The head of a tree: whose log, how many leaves, which root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// The head of the tree of this size and root in the log of this origin.
    ///
    /// # Errors
    /// When the origin is empty or is not one line.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        if !is_line(origin) {
            return Err(CheckpointError::Line { line: 1, what: "the origin must be one line of text" });
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions: Vec::new() })
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// When it is not the text of a checkpoint in its one canonical spelling.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let wrong = |line, what| CheckpointError::Line { line, what };
        let body = text.strip_suffix('\n').ok_or(wrong(1, "the text must end with a newline"))?;
        let mut lines = body.split('\n');
        let origin = lines.next().unwrap_or_default();
        let size = lines.next().and_then(number).ok_or(wrong(2, "the size must be a decimal number"))?;
        let root = lines.next().and_then(hash_from_base64);
        let root = root.ok_or(wrong(3, "the root must be 32 bytes in base64"))?;
        let mut checkpoint = Self::new(origin, size, root)?;
        for (at, line) in lines.enumerate() {
            if !is_line(line) {
                return Err(wrong(at + 4, "an extension line must not be empty"));
            }
            checkpoint.extensions.push(line.to_owned());
        }
        Ok(checkpoint)
    }

    /// Whose log it is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> &Hash {
        &self.root
    }

    /// Further lines a log may have added. Ours never does.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, base64(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// One signature line below a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal(Signature);

impl Seal {
    /// Reads one line, without its newline: what a witness answers with.
    ///
    /// # Errors
    /// When it is not a signature line.
    pub fn parse(line: &str) -> Result<Self, CheckpointError> {
        if line.len() > MAX_NOTE_BYTES || !is_line(line) {
            return Err(CheckpointError::SignatureLine);
        }
        Signature::from_bytes(line.as_bytes()).map(Self).map_err(|_| CheckpointError::SignatureLine)
    }

    fn new(key: &VerifierKey, signature: Vec<u8>) -> Result<Self, CheckpointError> {
        let signature = Signature::new(key.name().to_owned(), key.id(), signature);
        signature.map(Self).map_err(|_| CheckpointError::SignatureLine)
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The id of the key.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    fn same_key(&self, other: &Self) -> bool {
        self.name() == other.name() && self.id() == other.id()
    }
}

/// The line, with its newline.
impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0.to_bytes()))
    }
}

/// Somebody known who has signed, verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The key.
    pub key: VerifierKey,
    /// For a witness: when it signed, in seconds since 1970, by its own clock.
    pub seconds: Option<u64>,
}

/// A checkpoint and the signatures below it, which may be anybody's until verified.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    seals: Vec<Seal>,
}

impl SignedCheckpoint {
    /// Signs a checkpoint as its log.
    ///
    /// # Errors
    /// When the key belongs to another origin.
    pub fn sign(checkpoint: Checkpoint, key: &SigningKey) -> Result<Self, CheckpointError> {
        let mut signed = Self { checkpoint, seals: Vec::new() };
        signed.sign_also(key)?;
        Ok(signed)
    }

    /// Adds the signature of a further key of the same log: how a log changes its key without a gap.
    ///
    /// # Errors
    /// When the key belongs to another origin, or there are too many signatures.
    pub fn sign_also(&mut self, key: &SigningKey) -> Result<(), CheckpointError> {
        let public = key.verifier();
        if public.name() != self.checkpoint.origin {
            let (key, origin) = (public.name().to_owned(), self.checkpoint.origin.clone());
            return Err(CheckpointError::OtherOrigin { key, origin });
        }
        self.add(Seal::new(public, key.sign(self.checkpoint.to_string().as_bytes()))?)
    }

    /// What a witness says to this checkpoint at this time (seconds since 1970). The witness must have checked
    /// before that the tree only grew since the last one it cosigned.
    ///
    /// # Errors
    /// Never for a key that was made by its constructors.
    pub fn cosign(&self, key: &WitnessKey, seconds: u64) -> Result<Seal, CheckpointError> {
        Seal::new(key.verifier(), key.sign(self.checkpoint.to_string().as_bytes(), seconds))
    }

    /// Adds a signature line; a line of the same key is replaced.
    ///
    /// # Errors
    /// When there are too many signatures.
    pub fn add(&mut self, seal: Seal) -> Result<(), CheckpointError> {
        self.seals.retain(|old| !old.same_key(&seal));
        if self.seals.len() >= MAX_SIGNATURES {
            return Err(CheckpointError::TooManySignatures);
        }
        self.seals.push(seal);
        Ok(())
    }

    /// Reads a note from anybody, within limits.
    ///
    /// # Errors
    /// When it is not a checkpoint with signatures, or beyond the limits.
    pub fn parse(note: &[u8]) -> Result<Self, CheckpointError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(CheckpointError::TooLong(note.len()));
        }
        let text = std::str::from_utf8(note).map_err(|_| CheckpointError::NotANote)?;
        let (_, lines) = text.rsplit_once("\n\n").ok_or(CheckpointError::NotANote)?;
        if lines.bytes().filter(|byte| *byte == b'\n').count() > MAX_SIGNATURES {
            return Err(CheckpointError::TooManySignatures);
        }
        let parsed = Note::from_bytes(note).map_err(|_| CheckpointError::NotANote)?;
        let body = std::str::from_utf8(parsed.text()).map_err(|_| CheckpointError::NotANote)?;
        let seals = lines.lines().map(Seal::parse).collect::<Result<Vec<_>, _>>()?;
        let signed = Self { checkpoint: Checkpoint::parse(body)?, seals };
        if signed.to_string() != text {
            return Err(CheckpointError::NotANote);
        }
        Ok(signed)
    }

    /// The head of the tree. Not to be believed before the signatures are verified.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The signature lines, verified or not.
    #[must_use]
    pub fn seals(&self) -> &[Seal] {
        &self.seals
    }

    /// Who of these keys has signed. Signatures of unknown keys are passed over; a wrong signature of a known
    /// key spoils the whole note. A log's key counts only below its own origin.
    ///
    /// # Errors
    /// When a signature is wrong, or nobody known has signed.
    pub fn signers(&self, known: &[&VerifierKey]) -> Result<Vec<Signer>, CheckpointError> {
        let own = |key: &&VerifierKey| key.usage() == KeyUse::Witness || key.name() == self.checkpoint.origin;
        let known = Known(known.iter().copied().filter(own).collect());
        let seals: Vec<Signature> = self.seals.iter().map(|seal| seal.0.clone()).collect();
        let text = self.checkpoint.to_string();
        let note = Note::new(text.as_bytes(), &seals).map_err(|_| CheckpointError::NotANote)?;
        let (verified, _) = note.verify(&known).map_err(|error| match error {
            NoteError::InvalidSignature { name, .. } => CheckpointError::WrongSignature { name },
            _ => CheckpointError::NotSigned,
        })?;
        let signer = |signature: &Signature| {
            let key = known.find(signature.name(), signature.id())?.clone();
            let witness = key.usage() == KeyUse::Witness;
            let seconds = witness.then(|| cosignature_time(signature.signature())).flatten();
            Some(Signer { key, seconds })
        };
        Ok(verified.iter().filter_map(signer).collect())
    }

    /// Checks that the log with this key has signed.
    ///
    /// # Errors
    /// When it has not, or the checkpoint is another log's.
    pub fn verify(&self, log: &VerifierKey) -> Result<&Checkpoint, CheckpointError> {
        if log.usage() != KeyUse::Log || log.name() != self.checkpoint.origin {
            let (key, origin) = (log.name().to_owned(), self.checkpoint.origin.clone());
            return Err(CheckpointError::OtherOrigin { key, origin });
        }
        self.signers(&[log])?;
        Ok(&self.checkpoint)
    }
}

/// The note as it is published.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.checkpoint)?;
        self.seals.iter().try_for_each(|seal| write!(f, "{seal}"))
    }
}

/// The keys a reader trusts, in the form the library asks for them.
struct Known<'a>(Vec<&'a VerifierKey>);

impl Known<'_> {
    fn find(&self, name: &str, id: u32) -> Option<&VerifierKey> {
        self.0.iter().copied().find(|key| key.name() == name && key.id() == id)
    }
}

impl Verifiers for Known<'_> {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        match self.find(name, id) {
            Some(key) => Ok(key),
            None => Err(VerificationError::UnknownKey { name: name.to_owned(), id }),
        }
    }
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c < ' ')
}
