//! The audit of correspondence: registers are no acts and leave no leaf; what can be seen is that they have no gaps.

use crate::store;
use netra_base::Result;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Looks whether every register counts from 1 to its last number without gaps.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
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
