//! The audit of access: what the live rows of grants and of issued codes say today, beside their records.

use super::activation::CodesIssued;
use super::grants::{RoleGranted, RoleRevoked};
use crate::store::{codes, grants};
use netra_base::Result;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every live row of an act with its record.
///
/// # Errors
/// When the database fails; what does not add up goes to `audit`.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    for row in grants::all(tx)? {
        let act = (row.entry, Kind::RoleGranted, row.granted_at);
        audit.live(tx, "access_grant", row.id, act, &RoleGranted::of(&row))?;
        if let Some(revoked) = row.revoked {
            let act = (revoked.entry, Kind::RoleRevoked, revoked.at);
            audit.live(tx, "access_grant", row.id, act, &RoleRevoked::of(&row, revoked.by))?;
        }
    }
    for id in grants::half_revoked(tx)? {
        audit.wrong("access_grant", id, Some("revoked_at"), "is taken back in part only");
    }
    for (id, row) in codes::issues(tx)? {
        let act = (row.entry, Kind::CodesIssued, row.at);
        audit.live(tx, "access_codes_issued", id, act, &CodesIssued::of(&row))?;
    }
    Ok(())
}
