//! SQL of activation codes and of the acts of issuing them.

use crate::model::Hash32;
use netra_base::{AccountId, EmployeeId, EntryId, Moment, Result, UnitId};
use netra_store::{Kind, Tx, Value, params};

/// An act of issuing codes, as its row tells it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IssueRow {
    pub unit: UnitId,
    pub below: bool,
    pub count: i64,
    pub valid_until: Moment,
    pub by: AccountId,
    pub at: Moment,
    pub entry: EntryId,
}

pub(crate) fn insert_issue(tx: &mut Tx<'_>, issue: &IssueRow) -> Result<i64> {
    tx.query_one(
        "INSERT INTO access_codes_issued (unit, below, count, valid_until, issued_by, issued_at, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        params![issue.unit, issue.below, issue.count, issue.valid_until, issue.by, issue.at, issue.entry],
        |row| row.int(0),
    )
}

/// Every act of issuing, for the audit.
pub(crate) fn issues(tx: &mut Tx<'_>) -> Result<Vec<(i64, IssueRow)>> {
    tx.query(
        "SELECT id, unit, below, count, valid_until, issued_by, issued_at, entry FROM access_codes_issued ORDER BY id",
        params![],
        |row| {
            let issue = IssueRow {
                unit: UnitId(row.int(1)?),
                below: row.flag(2)?,
                count: row.int(3)?,
                valid_until: Moment(row.int(4)?),
                by: AccountId(row.int(5)?),
                at: Moment(row.int(6)?),
                entry: EntryId(row.int(7)?),
            };
            Ok((row.int(0)?, issue))
        },
    )
}

/// Writes codes; one that a person had before stops working.
pub(crate) fn replace(tx: &mut Tx<'_>, codes: &[(EmployeeId, Hash32)], issue: i64, expires: Moment) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = codes
        .iter()
        .map(|(employee, hash)| vec![(*employee).into(), hash.into(), issue.into(), expires.into()])
        .collect();
    let kinds = [Kind::Int, Kind::Blob, Kind::Int, Kind::Int];
    let columns = ["employee", "code_hash", "issued", "expires"];
    let tail = "ON CONFLICT (employee) DO UPDATE SET
        code_hash = excluded.code_hash, issued = excluded.issued, expires = excluded.expires, used_at = NULL";
    tx.insert_many_with("access_code", &columns, &kinds, &rows, tail)?;
    Ok(())
}

/// The code of a person that is neither used nor run out.
pub(crate) fn standing(tx: &mut Tx<'_>, employee: EmployeeId, now: Moment) -> Result<Option<Hash32>> {
    tx.query_opt(
        "SELECT code_hash FROM access_code WHERE employee = ?1 AND used_at IS NULL AND expires > ?2 {for_update}",
        params![employee, now],
        |row| row.hash(0),
    )
}

/// Uses a code up. False when it was used in the meantime.
pub(crate) fn use_up(tx: &mut Tx<'_>, employee: EmployeeId, now: Moment) -> Result<bool> {
    let sql = "UPDATE access_code SET used_at = ?2 WHERE employee = ?1 AND used_at IS NULL";
    Ok(tx.execute(sql, params![employee, now])? == 1)
}
