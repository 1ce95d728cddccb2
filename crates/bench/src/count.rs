//! Counting afterwards: is every acknowledged signature there, once, with its record in the ledger? It reads
//! the rows themselves; what the server said is not asked.

use crate::store;
use anyhow::anyhow;
use netra_base::DriveId;
use netra_store::Store;
use serde::Deserialize;
use std::collections::HashMap;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Signatures of the drive.
    pub pledges: u64,
    /// Acknowledged, and without a signature or without its record.
    pub lost: u64,
    /// Records beyond the first of a person for the drive.
    pub double: u64,
    /// There without having been acknowledged: under way when the window or the server ended.
    pub unacknowledged: u64,
}

#[derive(Deserialize)]
struct Record {
    body: Body,
}

#[derive(Deserialize)]
struct Body {
    drive: i64,
    employee: i64,
}

/// Counts the signatures of `drive`; `acknowledged` are numbers of employees less one.
pub fn count(db: &Store, drive: DriveId, acknowledged: &[u32]) -> anyhow::Result<Count> {
    let count = db.read_long(|tx| {
        let mut signed = HashMap::new();
        store::signatures(tx, drive, |employee, entry| {
            signed.insert(employee, entry);
        })?;
        let mut records: HashMap<i64, (u64, bool)> = HashMap::with_capacity(signed.len());
        store::records(tx, |entry, bytes| {
            let Record { body } = serde_json::from_slice(bytes).map_err(|cause| anyhow!("entry {entry}: {cause}"))?;
            if body.drive == drive.0 {
                let found = records.entry(body.employee).or_default();
                found.0 += 1;
                found.1 |= signed.get(&body.employee) == Some(&entry);
            }
            Ok(())
        })?;
        Ok(compare(&signed, &records, acknowledged))
    })?;
    Ok(count)
}

fn compare(signed: &HashMap<i64, i64>, records: &HashMap<i64, (u64, bool)>, acknowledged: &[u32]) -> Count {
    let there = |person: &&u32| records.get(&(i64::from(**person) + 1)).is_some_and(|(_, named)| *named);
    let mut once: Vec<u32> = acknowledged.to_vec();
    once.sort_unstable();
    once.dedup();
    let found = once.iter().filter(there).count() as u64;
    Count {
        pledges: signed.len() as u64,
        lost: once.len() as u64 - found,
        double: records.values().map(|(count, _)| count.saturating_sub(1)).sum(),
        unacknowledged: (signed.len() as u64).saturating_sub(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_a_doubled_and_an_unanswered_signature_are_told_apart() {
        // Employees 1 to 4: fine; its record is missing; recorded twice; never acknowledged. 9 is gone.
        let signed = HashMap::from([(1, 11), (2, 12), (3, 13), (4, 14)]);
        let records = HashMap::from([(1, (1, true)), (3, (2, true)), (4, (1, true))]);
        let found = compare(&signed, &records, &[0, 1, 2, 8, 8]);
        assert_eq!(found, Count { pledges: 4, lost: 2, double: 1, unacknowledged: 2 });
    }
}
