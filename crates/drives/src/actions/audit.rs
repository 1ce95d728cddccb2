//! The audit of drives: every version as its rows stand against the record kept at the time. Rows are read unparsed, so that
//! a damaged one is a finding and not the end of the audit. What lists of activities call a drive is its latest title.

use super::bodies;
use crate::model::ActivityDriveId;
use crate::store;
use netra_activities::actions as activities;
use netra_base::Result;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every version of every drive with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = store::after(tx, after)?;
        let Some((last, _)) = page.last() else { break };
        after = last.0;
        for (drive, latest) in page {
            one(tx, audit, drive, latest)?;
        }
    }
    for (table, count) in store::orphans(tx)? {
        if count > 0 {
            audit.wrong(table, "?", Some("drive"), format!("{count} rows of a drive or version that is not there"));
        }
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, audit: &mut Audit, drive: ActivityDriveId, latest: i64) -> Result<()> {
    let versions = store::versions(tx, drive)?;
    let in_order = versions.iter().zip(1..).all(|(version, number)| version.number == number);
    if !in_order || versions.last().map(|last| last.number) != Some(latest) {
        audit.wrong("drives_drive", drive, Some("version"), "its versions are not 1 up to the latest");
    }
    let named = activities::drive_name(tx, drive)?;
    if named.as_ref() != versions.last().map(|last| &last.title) {
        audit.wrong("activity_drive_name", drive, Some("title"), "is not the title of the latest version");
    }
    for kept in &versions {
        let body = bodies::announced(tx, kept)?;
        let row = format!("{}/{}", kept.drive, kept.number);
        audit.live(tx, "drives_version", row, (kept.entry, Kind::ActivityDriveOpened, kept.at), &body)?;
    }
    Ok(())
}
