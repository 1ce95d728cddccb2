//! A receipt: the record, its salt, its leaf, and the proof that the leaf is in the signed tree. One
//! canonical JSON text, so that not a byte of it can be changed unnoticed.

use crate::model::{Head, ReceiptNumber};
use crate::store::{self, tree};
use anyhow::anyhow;
use netra_base::{EntryId, Error, Result, canonical};
use netra_store::Tx;
use netra_tlog::{Leaf, Proof, SignedCheckpoint, Tiles};
use serde::{Deserialize, Serialize};

/// What a receipt file holds; field order is that of canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The leaf's canonical text.
    pub leaf: String,
    /// The offline proof (`c2sp.org/tlog-proof@v1`).
    pub proof: String,
    /// The canonical record.
    pub record: serde_json::Value,
    /// The salt, base64.
    pub salt: String,
    /// `CONTOH` on the receipts of a demonstration, and on no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
    /// `netra-receipt`, so that a stranger knows what he holds.
    #[serde(rename = "type")]
    pub kind: String,
    /// Version of this form.
    pub v: u8,
}

/// The word on samples.
pub(crate) const SAMPLE: &str = "CONTOH";

/// Is a log of this name a demonstration's? Its host ends in `.invalid`, which nobody can ever own.
pub(crate) fn is_sample(origin: &str) -> bool {
    origin.split('/').next().unwrap_or_default().ends_with(".invalid")
}

impl Receipt {
    /// The file's bytes.
    ///
    /// # Errors
    /// Never in practice.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        Ok(canonical::json(self)?)
    }

    /// Its number, as it stands on paper; none when leaf or proof cannot be read.
    #[must_use]
    pub fn number(&self) -> Option<ReceiptNumber> {
        let leaf = Leaf::parse(self.leaf.as_bytes()).ok()?;
        let proof = Proof::parse(self.proof.as_bytes()).ok()?;
        Some(ReceiptNumber::of(proof.index(), leaf.commitment()))
    }
}

/// The receipt of an entry under the `published` head, or `None` while it has no place below it. Only what was
/// published is handed out: a head that is newer may yet be lost with the database.
///
/// # Errors
/// `NotFound` when there is no such entry or it was erased.
pub fn receipt(tx: &mut Tx<'_>, id: EntryId, published: &Head) -> Result<Option<Receipt>> {
    let entry = store::entry(tx, id)?.ok_or(Error::NotFound)?;
    let (Some(record), Some(salt)) = (entry.record, entry.salt) else { return Err(Error::NotFound) };
    let Some(index) = tree::index_of(tx, id)?.filter(|index| *index < published.size) else { return Ok(None) };
    let leaf = Leaf::new(&entry.public_kind, &entry.day, entry.commitment).map_err(failed)?;
    let proof = proof(tx, index, &leaf.bytes(), published)?;
    Ok(Some(Receipt {
        leaf: String::from_utf8(leaf.bytes()).map_err(failed)?,
        proof: proof.to_string(),
        record: serde_json::from_slice(&record).map_err(failed)?,
        salt: canonical::base64(&salt),
        sample: is_sample(proof.checkpoint().checkpoint().origin()).then(|| SAMPLE.to_owned()),
        kind: "netra-receipt".into(),
        v: 1,
    }))
}

/// The proof that the leaf at `index` is in the tree of this head; `extra` travels with it.
fn proof(tx: &mut Tx<'_>, index: u64, extra: &[u8], head: &Head) -> Result<Proof> {
    let path = Tiles::new(head.size, |level, n| tree::tile(tx, level, n).ok().flatten())
        .and_then(|tiles| tiles.inclusion(index, head.size))
        .map_err(failed)?;
    let checkpoint = SignedCheckpoint::parse(head.checkpoint.as_bytes()).map_err(failed)?;
    Proof::new(Some(extra.to_vec()), index, path, checkpoint).map_err(failed)
}

fn failed(cause: impl std::fmt::Display) -> Error {
    Error::Failed(anyhow!("making a receipt: {cause}"))
}
