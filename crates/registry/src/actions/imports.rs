//! Looking at import runs; running one is `import::roster` and `import::units`.

use crate::import::Problem;
use crate::store::imports::{self, ImportRun};
use netra_base::{AccountId, Error, Result};
use netra_store::Tx;
use serde_json::{Value, json};

/// The run with this number.
///
/// # Errors
/// `NotFound`.
pub fn import_run(tx: &mut Tx<'_>, id: i64) -> Result<ImportRun> {
    imports::run(tx, id)?.ok_or(Error::NotFound)
}

/// The latest runs, of one account or of all, the newest first.
///
/// # Errors
/// When the database fails.
pub fn import_runs(tx: &mut Tx<'_>, by: Option<AccountId>, limit: u32) -> Result<Vec<ImportRun>> {
    imports::latest(tx, by, i64::from(limit))
}

/// Refused rows of a run after a row number, in order.
///
/// # Errors
/// When the database fails.
pub fn import_refusals(tx: &mut Tx<'_>, id: i64, after: u64, limit: u32) -> Result<Vec<Problem>> {
    imports::refusals(tx, id, i64::try_from(after).unwrap_or(i64::MAX), i64::from(limit))
}

/// What the ledger keeps of a run: the file's hash and the outcome. An audit builds it again from the live
/// columns.
#[must_use]
pub fn import_body(run: &ImportRun) -> Value {
    json!({
        "import": run.id,
        "what": run.what,
        "file_name": run.file_name,
        "file_sha256": run.file_sha256,
        "file_bytes": run.file_bytes,
        "account": run.account,
        "started": run.started,
        "read": run.read,
        "inserted": run.inserted,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "refused": run.refused,
    })
}
