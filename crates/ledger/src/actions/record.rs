//! Recording an act: canonical record, fresh salt, commitment, and a place in the line for the sequencer.
//! If we stop here before the commit, neither act nor entry exists; after it, both do.

use crate::model::{Kind, Record};
use crate::store;
use netra_base::{Chance, EntryId, Moment, Result, Zone, canonical};
use netra_store::Tx;
use serde::Serialize;

/// Writes the entry of one act. `body` says everything that the act's live columns say.
///
/// # Errors
/// When the body has no JSON form or the database fails.
pub fn record<B: Serialize>(tx: &mut Tx<'_>, chance: &Chance, now: Moment, kind: Kind, body: &B) -> Result<EntryId> {
    let bytes = canonical_record(kind, now, body)?;
    let salt = chance.bytes::<32>();
    let commitment = netra_tlog::commitment(&salt, &bytes);
    store::insert_entry(tx, kind, &now.day(Zone::Wib).to_string(), now, &salt, &bytes, &commitment)
}

/// The bytes that the record of this act must have.
///
/// # Errors
/// When the body has no JSON form.
pub fn canonical_record<B: Serialize>(kind: Kind, at: Moment, body: &B) -> Result<Vec<u8>> {
    Ok(canonical::json(&Record { act: kind.code(), at: at.utc(), body, v: 1 })?)
}

/// The stored record and salt of an entry, for its owner's receipt.
///
/// # Errors
/// `NotFound` when there is no such entry or it was erased.
pub fn open_record(tx: &mut Tx<'_>, id: EntryId) -> Result<(Vec<u8>, [u8; 32])> {
    let entry = store::entry(tx, id)?.ok_or(netra_base::Error::NotFound)?;
    match (entry.record, entry.salt) {
        (Some(record), Some(salt)) => Ok((record, salt)),
        _ => Err(netra_base::Error::NotFound),
    }
}
