//! The scan of the signed original: one for each version of the text, kept by the media crate, its hash in the ledger.

use super::bodies;
use super::reach::{home, kept_home};
use crate::model::DirectiveId;
use crate::store::versions::{self, Original};
use netra_base::{Chance, EntryId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_media::{FileId, Kept, Ready};
use netra_registry::actions as registry;
use netra_store::Tx;

/// Keeps the scan of the newest version. The same file again changes nothing.
///
/// # Errors
/// `NotFound` for those who do not keep the directive; a refusal when the version has another scan.
pub fn attach_original(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: DirectiveId,
    ready: &Ready,
) -> Result<()> {
    registry::hold_changes(tx)?;
    let version = kept_home(tx, by, id)?.directive.version;
    let sha256 = ready.sha256();
    let before = versions::originals(tx, id)?.into_iter().find(|one| one.version == version);
    match before {
        Some(before) if before.sha256 == sha256 => return Ok(()),
        Some(_) => {
            return Err(Refusal::new(
                "original-there",
                "Versi ini sudah mempunyai pindaian naskah asli. Perbaiki naskahnya dahulu bila suratnya memang lain.",
                "This version has a scan of its original. Correct the text first when the letter is another.",
            )
            .at(netra_media::FIELD)
            .into());
        }
        None => {}
    }
    let file = netra_media::actions::keep(tx, now, by.account, ready)?;
    let mut one = Original {
        directive: id,
        version,
        file: file.0,
        sha256: sha256.to_vec(),
        at: now,
        by: by.account.0,
        entry: EntryId(0),
    };
    one.entry = record(tx, chance, now, Kind::DirectiveIssued, &bodies::original(&one))?;
    versions::insert_original(tx, &one)?;
    Ok(())
}

/// The scan of a version, for those who may read the directive.
///
/// # Errors
/// `NotFound` for everybody else, and when there is none.
pub fn original(tx: &mut Tx<'_>, who: &Principal, id: DirectiveId, version: Option<i64>) -> Result<Kept> {
    let version = version.unwrap_or(home(tx, who, id)?.directive.version);
    home(tx, who, id)?;
    let found = versions::originals(tx, id)?.into_iter().find(|one| one.version == version).ok_or(Error::NotFound)?;
    netra_media::actions::file(tx, FileId(found.file))
}
