//! The audit of live columns against records: a feature tells what its columns say today, the ledger
//! compares that with the canonical record kept at the time and names every field that differs.

use crate::actions::record::canonical_record;
use crate::model::Kind;
use crate::store;
use netra_base::{EntryId, Moment, Result};
use netra_store::Tx;
use serde::Serialize;
use std::collections::HashMap;

/// One thing that does not add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The table it was found in.
    pub table: String,
    /// Which row: an id, never a name.
    pub row: String,
    /// The column or field, where one can be told.
    pub column: Option<String>,
    /// What is wrong.
    pub what: String,
}

/// Collects findings; features report their live rows to it.
#[derive(Debug, Default)]
pub struct Audit {
    /// What does not add up. Only the first [`Audit::KEPT`] are kept; `wrong` counts them all.
    pub findings: Vec<Finding>,
    /// How many things do not add up.
    pub wrong: u64,
    /// Acts compared, by kind.
    pub acts: HashMap<&'static str, u64>,
}

impl Audit {
    /// Findings kept in full: enough to act on, little enough to hold.
    pub const KEPT: usize = 1_000;

    /// Notes one finding.
    pub fn wrong(&mut self, table: &str, row: impl ToString, column: Option<&str>, what: impl Into<String>) {
        self.wrong += 1;
        if self.findings.len() < Self::KEPT {
            self.findings.push(Finding {
                table: table.to_owned(),
                row: row.to_string(),
                column: column.map(str::to_owned),
                what: what.into(),
            });
        }
    }

    /// Compares what a live row says with the record of its entry.
    ///
    /// # Errors
    /// When the database fails; what does not add up is a finding, not an error.
    pub fn live<B: Serialize>(
        &mut self,
        tx: &mut Tx<'_>,
        table: &str,
        row: impl ToString,
        (entry, kind, at): (EntryId, Kind, Moment),
        body: &B,
    ) -> Result<()> {
        *self.acts.entry(kind.code()).or_default() += 1;
        let row = row.to_string();
        let Some(kept) = store::entry(tx, entry)? else {
            self.wrong(table, row, Some("entry"), format!("ledger entry {entry} does not exist"));
            return Ok(());
        };
        if kept.kind != kind.code() {
            self.wrong(table, &row, Some("entry"), format!("entry {entry} is a {}, not a {}", kept.kind, kind.code()));
        }
        let Some(record) = kept.record else { return Ok(()) };
        let now = canonical_record(kind, at, body)?;
        if now != record {
            for column in differing(&record, &now) {
                self.wrong(table, &row, Some(&column), format!("differs from the record of entry {entry}"));
            }
        }
        Ok(())
    }
}

/// The names of the fields in which two records differ; `record` when they cannot be read.
fn differing(kept: &[u8], now: &[u8]) -> Vec<String> {
    let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    let (Some(kept), Some(now)) = (read(kept), read(now)) else { return vec!["record".into()] };
    let mut names = Vec::new();
    for part in ["act", "at", "v"] {
        if kept[part] != now[part] {
            names.push(part.to_owned());
        }
    }
    if let (Some(kept), Some(now)) = (kept["body"].as_object(), now["body"].as_object()) {
        let mut keys: Vec<&String> = kept.keys().chain(now.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        names.extend(keys.into_iter().filter(|key| kept.get(*key) != now.get(*key)).cloned());
    }
    if names.is_empty() { vec!["record".into()] } else { names }
}
