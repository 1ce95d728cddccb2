//! One entry of our log: a kind, a day and a commitment to a record that stays with us. The bytes of a leaf
//! have exactly one spelling (RFC 8785), because the hash of those bytes is what the tree holds. The record
//! itself, and who it is about, never appears here.

use sha2::{Digest, Sha256};

use crate::{Hash, base64, hash_from_base64};

/// The longest kind. Kinds are short fixed words such as `pledge.signed`.
pub const MAX_KIND_BYTES: usize = 64;

/// Says what the hash of a commitment is for, so that it can never be mistaken for another hash.
const COMMITMENT_TAG: &[u8] = b"netra/record/v1\n";

/// What can be wrong with a leaf.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// The kind is empty, too long or has characters that would need escaping.
    #[error("the kind {0:?} is not 1 to 64 characters of a-z, 0-9 and . _ / - beginning with a letter")]
    Kind(String),
    /// The day is not a day of the calendar.
    #[error("the day {0:?} is not a day written as 2024-01-05")]
    Day(String),
    /// The bytes do not have the one form leaves have.
    #[error("these bytes are not a leaf: {0}")]
    Form(&'static str),
}

/// One entry of the log. A value of this type is always well formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    kind: String,
    day: String,
    commitment: Hash,
}

impl Leaf {
    /// A leaf of this kind, on this day (`2024-01-05`), committing to a record.
    ///
    /// # Errors
    /// When the kind or the day is not written as it must be.
    pub fn new(kind: &str, day: &str, commitment: Hash) -> Result<Self, LeafError> {
        if !kind_is_plain(kind) {
            return Err(LeafError::Kind(shorten(kind)));
        }
        if !is_day(day) {
            return Err(LeafError::Day(shorten(day)));
        }
        Ok(Self { kind: kind.to_owned(), day: day.to_owned(), commitment })
    }

    /// Reads the canonical bytes of a leaf and nothing else: whatever is accepted here is spelt again in
    /// exactly the same bytes by [`Leaf::bytes`].
    ///
    /// # Errors
    /// When a single byte differs from the canonical form.
    pub fn parse(bytes: &[u8]) -> Result<Self, LeafError> {
        let text = std::str::from_utf8(bytes).map_err(|_| LeafError::Form("not UTF-8"))?;
        let rest =
            text.strip_prefix("{\"commitment\":\"").ok_or(LeafError::Form("it does not begin with the commitment"))?;
        let (commitment, rest) =
            rest.split_once("\",\"day\":\"").ok_or(LeafError::Form("there is no day after the commitment"))?;
        let (day, rest) = rest.split_once("\",\"kind\":\"").ok_or(LeafError::Form("there is no kind after the day"))?;
        let kind = rest.strip_suffix("\",\"v\":1}").ok_or(LeafError::Form("it does not end with version 1"))?;
        let commitment =
            hash_from_base64(commitment).ok_or(LeafError::Form("the commitment is not 32 bytes in base64"))?;
        let leaf = Self::new(kind, day, commitment)?;
        if leaf.bytes() != bytes {
            return Err(LeafError::Form("it is not in canonical form"));
        }
        Ok(leaf)
    }

    /// The canonical bytes: what is stored, served and hashed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        format!(
            "{{\"commitment\":\"{}\",\"day\":\"{}\",\"kind\":\"{}\",\"v\":1}}",
            base64(&self.commitment),
            self.day,
            self.kind
        )
        .into_bytes()
    }

    /// The hash of this leaf in the tree.
    #[must_use]
    pub fn hash(&self) -> Hash {
        leaf_hash(&self.bytes())
    }

    /// What kind of act this is.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The day of the act, `2024-01-05`.
    #[must_use]
    pub fn day(&self) -> &str {
        &self.day
    }

    /// The commitment to the record.
    #[must_use]
    pub fn commitment(&self) -> &Hash {
        &self.commitment
    }

    /// Whether this leaf commits to this record under this salt.
    #[must_use]
    pub fn commits_to(&self, salt: &[u8; 32], canonical_record: &[u8]) -> bool {
        commitment(salt, canonical_record) == self.commitment
    }
}

/// The hash of any leaf bytes as RFC 6962 takes it: SHA-256 of a zero byte and the bytes.
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

/// The commitment to a record in canonical form. Without the salt nobody can guess the record from it.
#[must_use]
pub fn commitment(salt: &[u8; 32], canonical_record: &[u8]) -> Hash {
    Sha256::new().chain_update(COMMITMENT_TAG).chain_update(salt).chain_update(canonical_record).finalize().into()
}

/// A kind needs no escaping in JSON, so that its canonical form is itself.
fn kind_is_plain(kind: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'/' | b'-');
    kind.len() <= MAX_KIND_BYTES
        && kind.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && kind.bytes().all(plain)
}

/// Whether the text is a day of the Gregorian calendar written as `2024-01-05`.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return false;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// Enough of a wrong text to recognise it by.
fn shorten(text: &str) -> String {
    text.chars().take(80).collect()
}
