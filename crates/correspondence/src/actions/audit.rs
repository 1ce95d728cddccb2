//! The audit of correspondence: every number against its record, and every register counts from 1 without gaps.

use super::bodies::NumberedBody;
use crate::store;
use netra_base::{EntryId, Moment, Result};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every number with its record, and looks whether every register counts from 1 to its last number without gaps.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = i64::MIN;
    loop {
        let page = store::kept_after(tx, after)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for kept in page {
            let act = (EntryId(kept.entry), Kind::LetterNumbered, Moment(kept.taken));
            audit.live(tx, "correspondence_number", kept.id, act, &NumberedBody::new(&kept))?;
        }
    }
    for sum in store::sums(tx)? {
        if sum.count != sum.last || sum.highest != sum.last || sum.first != 1 {
            let row = format!("{}/{}", sum.unit, sum.year);
            let what = format!("{} numbers up to {}, the register says {}", sum.count, sum.highest, sum.last);
            audit.wrong("correspondence_register", row, Some("last"), what);
        }
    }
    let strays = store::strays(tx)?;
    if strays > 0 {
        audit.wrong("correspondence_number", "?", Some("unit"), format!("{strays} numbers of no register"));
    }
    Ok(())
}
