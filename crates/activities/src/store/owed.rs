//! SQL of what is still owed after activities outside simultaneous drives: a report, or the word that one was held or not.
//! Such rows are few, and stand in an index of their own.

use super::lists::among;
use crate::model::ActivityId;
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// Outside drives, not reported, not cancelled; in the words of the index, and in none by which an engine prefers another.
const OWED: &str = "COALESCE(drive, 0) = 0 AND COALESCE(reported, 0) = 0 AND state <> 'cancelled'";

/// An activity after which something is owed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owing {
    pub id: ActivityId,
    pub unit: UnitId,
    pub starts: Moment,
}

/// Activities that began at or after `since` and below a place, and after which something is owed now, the latest first; of these
/// units, or with none of everybody.
pub(crate) fn owed(
    tx: &mut Tx<'_>,
    units: &[UnitId],
    (since, now): (Moment, Moment),
    (starts, id): (Moment, i64),
    limit: usize,
) -> Result<Vec<Owing>> {
    let of = if units.is_empty() { String::new() } else { format!("AND unit IN ({})", among(units)) };
    let sql = format!(
        "SELECT id, unit, starts FROM activity
         WHERE {OWED} {of}
           AND starts >= ?1 AND starts <= ?3 AND (starts < ?3 OR id < ?4) AND (state = 'held' OR ends < ?2)
         ORDER BY starts DESC, id DESC LIMIT {limit}"
    );
    tx.query(&sql, params![since, now, starts, id], |row| {
        Ok(Owing { id: ActivityId(row.int(0)?), unit: UnitId(row.int(1)?), starts: Moment(row.int(2)?) })
    })
}
