//! SQL of what is still owed after activities outside simultaneous drives: a report, or the word that one was held or not.
//! Such rows are few, and stand in an index of their own.

use super::broken;
use super::lists::among;
use crate::model::{ActivityId, State};
use netra_base::{Moment, Result, UnitId};
use netra_store::{Tx, params};

/// Outside drives, not reported, not cancelled; in the words of the index, and in none by which an engine prefers another.
const OWED: &str = "COALESCE(drive, 0) = 0 AND COALESCE(reported, 0) = 0 AND state <> 'cancelled'";

/// An activity after which something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owing {
    pub id: ActivityId,
    pub unit: UnitId,
    pub starts: Moment,
    /// Held: the report is owed. Otherwise nobody has said yet that it was held or cancelled.
    pub held: bool,
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
        "SELECT id, unit, starts, state FROM activity
         WHERE {OWED} {of}
           AND starts >= ?1 AND starts <= ?3 AND (starts < ?3 OR id < ?4) AND (state = 'held' OR ends < ?2)
         ORDER BY starts DESC, id DESC LIMIT {limit}"
    );
    tx.query(&sql, params![since, now, starts, id], |row| {
        let state = State::parse(&row.text(3)?).ok_or_else(|| broken("activity.state"))?;
        let (id, unit) = (ActivityId(row.int(0)?), UnitId(row.int(1)?));
        Ok(Owing { id, unit, starts: Moment(row.int(2)?), held: state == State::Held })
    })
}
