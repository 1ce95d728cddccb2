//! Looking at import runs; running one is `import::roster` and `import::units`.

use crate::import::Problem;
use crate::store::imports::{self, ImportRun};
use netra_base::{AccountId, Chance, Error, Moment, Result};
use netra_ledger::Kind;
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
    let mut body = json!({
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
    });
    if run.interrupted {
        body["interrupted"] = Value::Bool(true);
    }
    body
}

/// Closes a run with one entry in the ledger that says what it did. Answers no when it is closed already.
pub(crate) fn close(tx: &mut Tx<'_>, id: i64, chance: &Chance, at: Moment, interrupted: bool) -> Result<bool> {
    if !imports::close(tx, id, at, interrupted)? {
        return Ok(false);
    }
    let run = import_run(tx, id)?;
    let kind = if run.what == "units" { Kind::UnitsImported } else { Kind::RosterImported };
    let entry = netra_ledger::actions::record(tx, chance, at, kind, &import_body(&run))?;
    imports::set_entry(tx, id, entry)?;
    Ok(true)
}

/// A run that was begun so long ago is not running any more: the largest file takes some minutes.
const LOST_MS: i64 = 24 * 60 * 60 * 1000;

/// Closes the runs that were stopped half-way: earlier ones of this very file, which is now imported again,
/// and those that began more than a day ago.
pub(crate) fn close_interrupted(tx: &mut Tx<'_>, sha256: &str, chance: &Chance, now: Moment) -> Result<()> {
    for run in imports::unfinished(tx)? {
        if run.file_sha256 == sha256 || now.0 - run.started.0 > LOST_MS {
            close(tx, run.id, chance, now, true)?;
        }
    }
    Ok(())
}
