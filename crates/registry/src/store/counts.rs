//! Headcounts per unit and employment, and the counters that give out ids and change numbers.

use super::below;
use crate::model::Employment;
use netra_base::{Result, UnitId};
use netra_store::{Row, Tx, params};
use std::collections::BTreeMap;

/// Differences to headcounts, gathered over a batch.
pub(crate) type Deltas = BTreeMap<(UnitId, Employment), i64>;

/// Takes `count` numbers in a row; the first is returned. The counter's row stays locked until the commit,
/// so numbers are handed out in the order of commits.
pub(crate) fn take(tx: &mut Tx<'_>, counter: &str, count: i64) -> Result<i64> {
    tx.query_one(
        "UPDATE registry_counter SET next = next + ?1 WHERE name = ?2 RETURNING next",
        params![count, counter],
        |row| Ok(row.int(0)? - count),
    )
}

/// Locks the counter of changes until the commit, without taking a number: from here on nobody else adds or
/// changes people. Whoever also takes ids of people does so afterwards, so that no two wait for each other.
pub(crate) fn lock_changes(tx: &mut Tx<'_>) -> Result<()> {
    take(tx, "change", 0).map(|_| ())
}

/// The number that will be given out next.
pub(crate) fn peek(tx: &mut Tx<'_>, counter: &str) -> Result<i64> {
    tx.query_one("SELECT next FROM registry_counter WHERE name = ?1", params![counter], |row| row.int(0))
}

pub(crate) fn add(tx: &mut Tx<'_>, deltas: &Deltas) -> Result<()> {
    let lane = tx.lane();
    for ((unit, employment), delta) in deltas {
        if *delta != 0 {
            tx.execute(
                "INSERT INTO registry_headcount (unit_id, employment, lane, people) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (unit_id, employment, lane) DO UPDATE SET people = registry_headcount.people + excluded.people",
                params![*unit, employment.number(), lane, *delta],
            )?;
        }
    }
    Ok(())
}

/// Active people of every unit at or below `path`, by employment; units without people are left out.
pub(crate) fn below_path(tx: &mut Tx<'_>, path: &str) -> Result<Vec<(UnitId, Employment, i64)>> {
    tx.query(
        "SELECT h.unit_id, h.employment, CAST(SUM(h.people) AS {int}) FROM registry_unit u
         JOIN registry_headcount h ON h.unit_id = u.id
         WHERE u.path >= ?1 AND u.path < ?2
         GROUP BY h.unit_id, h.employment HAVING SUM(h.people) <> 0 ORDER BY h.unit_id, h.employment",
        params![path, below(path)],
        |row| {
            let employment = Employment::from_number(row.int(1)?).ok_or_else(|| super::broken("employment"))?;
            Ok((UnitId(row.int(0)?), employment, row.int(2)?))
        },
    )
}

/// Unit and employment with how many people.
pub(crate) type Heads = Vec<((i64, i64), i64)>;

/// Active people by unit and employment: as counted all along, and as the rows say now. For the audit.
pub(crate) fn kept_and_there(tx: &mut Tx<'_>) -> Result<[Heads; 2]> {
    let read = |row: &Row<'_>| Ok(((row.int(0)?, row.int(1)?), row.int(2)?));
    let kept = tx.query(
        "SELECT unit_id, employment, CAST(SUM(people) AS {int}) FROM registry_headcount
         GROUP BY unit_id, employment HAVING SUM(people) <> 0",
        params![],
        read,
    )?;
    let there = tx.query(
        "SELECT unit_id, employment, COUNT(*) FROM registry_employee WHERE service = 0 GROUP BY unit_id, employment",
        params![],
        read,
    )?;
    Ok([kept, there])
}
