//! The audit of lessons: every version as its row and its file stand against the record kept when it was published. Where
//! material is taught and what people said of it are no official acts and leave no record.

use crate::model::MaterialId;
use crate::store::{self, Kept};
use netra_base::{Error, Result, UnitId, canonical};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_media::{FileId, actions as media};
use netra_store::Tx;
use serde::Serialize;

/// What the ledger keeps of a published version: hashes and numbers, no text and no name.
#[derive(Debug, Serialize)]
pub(super) struct PublishedBody {
    by: i64,
    content_sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_sha256: Option<String>,
    material: i64,
    unit: i64,
    version: i64,
}

impl PublishedBody {
    pub(super) fn of((material, version, unit): (i64, i64, UnitId), hash: &[u8], file: Option<&[u8]>, by: i64) -> Self {
        Self {
            by,
            content_sha256: canonical::hex(hash),
            file_sha256: file.map(canonical::hex),
            material,
            unit: unit.0,
            version,
        }
    }
}

/// Compares every row of an act with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = (0, 0);
    loop {
        let page = store::kept_after(tx, after)?;
        let Some(last) = page.last() else { break };
        after = (last.material, last.number);
        for version in &page {
            one(tx, audit, version)?;
        }
    }
    for (material, number) in store::torn(tx)? {
        let row = format!("{material}/{number}");
        audit.wrong("lessons_material", row, Some("latest"), "material and versions do not belong together");
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, audit: &mut Audit, kept: &Kept) -> Result<()> {
    let row = format!("{}/{}", kept.material, kept.number);
    // The hashes of the record are made of what stands there today, not of the columns that repeat them.
    let file = live_file(tx, audit, kept, &row)?;
    let hash = kept.content.hash(file)?;
    if hash[..] != kept.hash[..] {
        audit.wrong("lessons_version", &row, Some("content"), "is not the hash of what the version says");
    }
    let unit = store::material(tx, MaterialId(kept.material))?.map_or(UnitId(0), |material| material.unit);
    let about = (kept.material, kept.number, unit);
    let body = PublishedBody::of(about, &hash, file.as_ref().map(|hash| &hash[..]), kept.by);
    audit.live(tx, "lessons_version", row, (kept.entry, Kind::MaterialPublished, kept.published), &body)
}

/// The hash of the bytes of the file as they are kept today.
fn live_file(tx: &mut Tx<'_>, audit: &mut Audit, kept: &Kept, row: &str) -> Result<Option<[u8; 32]>> {
    let Some(id) = kept.file else {
        if kept.file_sha256.is_some() {
            audit.wrong("lessons_version", row, Some("file_sha256"), "is the hash of a file that is not named");
        }
        return Ok(None);
    };
    match media::file(tx, FileId(id)) {
        Ok(file) => {
            let hash = canonical::sha256(&file.bytes);
            if kept.file_sha256.as_deref() != Some(&hash[..]) {
                audit.wrong("lessons_version", row, Some("file_sha256"), "is not the hash of the file");
            }
            Ok(Some(hash))
        }
        Err(Error::NotFound) => {
            audit.wrong("lessons_version", row, Some("file"), "names a file that is not there");
            Ok(None)
        }
        Err(other) => Err(other),
    }
}
