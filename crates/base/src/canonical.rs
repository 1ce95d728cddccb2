//! Canonical JSON (RFC 8785) and the two hashes built on it. Records are hashed in this form and in no
//! other, so that anybody can compute the same bytes.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The canonical bytes of `value`.
///
/// # Errors
/// When the value has no JSON form (a map with keys that are not text, a NaN).
pub fn json<T: serde::Serialize>(value: &T) -> anyhow::Result<Vec<u8>> {
    serde_json_canonicalizer::to_vec(value).map_err(Into::into)
}

/// SHA-256 of the bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Standard base64 with padding, as the formats of the transparency log write it.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads [`base64`].
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
