//! The audit of files: a row against its record, and the bytes that are kept against the hash in the row.

use crate::actions::bodies;
use crate::store::files;
use netra_base::{Error, Result, canonical};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_media::{FileId, actions as media};
use netra_store::Tx;

pub(super) fn evidence(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = files::evidence_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for one in &page {
            let act = (one.entry, Kind::FindingRecorded, one.at);
            audit.live(tx, "oversight_evidence", one.id, act, &bodies::evidence(one))?;
            bytes(tx, audit, ("oversight_evidence", one.id.0), (one.file, &one.sha256))?;
        }
    }
}

/// The record of a scan is that of its change, which the audit of the team has looked at.
pub(super) fn scans(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = files::scans_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for one in &page {
            bytes(tx, audit, ("oversight_scan", one.id.0), (one.file, &one.sha256))?;
        }
    }
}

fn bytes(tx: &mut Tx<'_>, audit: &mut Audit, row: (&str, i64), (file, sha256): (i64, &str)) -> Result<()> {
    match media::file(tx, FileId(file)) {
        Ok(kept) if canonical::hex(&canonical::sha256(&kept.bytes)) == sha256 => {}
        Ok(_) => audit.wrong(row.0, row.1, Some("file"), "names a file whose bytes are not those of the record"),
        Err(Error::NotFound) => audit.wrong(row.0, row.1, Some("file"), "names a file that is not there"),
        Err(other) => return Err(other),
    }
    Ok(())
}
