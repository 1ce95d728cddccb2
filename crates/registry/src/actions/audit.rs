//! The audit of imports: every finished run against the record of its entry. People themselves are not acts;
//! the file that brought them is.

use super::imports::import_body;
use crate::store::imports;
use netra_base::Result;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every finished import with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = imports::finished_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for run in &page {
            let (Some(entry), Some(at)) = (run.entry, run.finished) else { continue };
            let kind = if run.what == "units" { Kind::UnitsImported } else { Kind::RosterImported };
            audit.live(tx, "registry_import", run.id, (entry, kind, at), &import_body(run))?;
        }
    }
}
