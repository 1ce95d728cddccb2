//! The audit of imported holidays: the live rows of every import, also of those no longer in force, against the
//! record of its entry.

use super::{Body, Line};
use crate::store;
use netra_base::Result;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every import with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    for import in store::imports(tx)? {
        let lines = store::holidays(tx, import.id)?.into_iter().map(Line::kept);
        let body = Body::of(&import.file_hash, lines)?;
        let act = (import.entry, Kind::HolidaysImported, import.at);
        audit.live(tx, "calendar_import", import.id, act, &body)?;
    }
    for id in store::orphans(tx)? {
        audit.wrong("calendar_holiday", id, Some("import_id"), "belongs to an import that is not there");
    }
    Ok(())
}
