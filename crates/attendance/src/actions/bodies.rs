//! What the ledger keeps of each act, made from the rows as they stand: the same when the act is recorded and when it is
//! audited. Persons are numbers, texts and lists their hashes.

use crate::store::acts::{self, KeptChange};
use netra_base::{Result, canonical};
use netra_store::Tx;
use serde::Serialize;

/// The kinds of acts.
pub(crate) mod kinds {
    pub(crate) const IMPORT: &str = "import";
    pub(crate) const PAPER: &str = "paper";
    pub(crate) const WITHDRAWN: &str = "paper-withdrawn";
    pub(crate) const CORRECTION: &str = "correction";
}

/// An act.
#[derive(Debug, Serialize)]
pub(crate) struct ChangedBody {
    activity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    by: i64,
    change: String,
    counted_on_paper: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    employee: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guest: Option<i64>,
    guests: i64,
    ignored: i64,
    listed_sha256: String,
    persons: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scan: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdraws: Option<i64>,
}

fn hash(bytes: &[u8]) -> String {
    canonical::base64(&canonical::sha256(bytes))
}

pub(crate) fn changed(tx: &mut Tx<'_>, kept: &KeptChange) -> Result<ChangedBody> {
    Ok(ChangedBody {
        activity: kept.activity,
        after: kept.after.clone(),
        before: kept.before.clone(),
        by: kept.by,
        change: kept.kind.clone(),
        counted_on_paper: kept.counted,
        employee: kept.employee,
        file_sha256: kept.sha256.as_deref().map(canonical::base64),
        guest: kept.guest,
        guests: kept.guests,
        ignored: kept.ignored,
        listed_sha256: listed(tx, kept.id)?,
        persons: kept.persons,
        reason_sha256: kept.reason.as_deref().map(|reason| hash(reason.as_bytes())),
        scan: kept.scan,
        withdraws: kept.withdraws,
    })
}

/// The hash of what the list or the sheet said, line by line.
fn listed(tx: &mut Tx<'_>, change: i64) -> Result<String> {
    use std::fmt::Write;
    let mut text = String::new();
    let word = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    for one in acts::listed(tx, change)? {
        let (minutes, first, last) = (word(one.minutes), word(one.first), word(one.last));
        let (employee, guest) = (word(one.employee), word(one.guest));
        let _ = writeln!(text, "{} {employee} {guest} {minutes} {first} {last}", one.number);
    }
    Ok(hash(text.as_bytes()))
}
