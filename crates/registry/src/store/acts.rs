//! SQL of acts upon one person: who recorded that somebody left, came back or moved.

use super::{broken, day};
use crate::model::Departure;
use netra_base::{AccountId, Day, EmployeeId, EntryId, Moment, Result, UnitId};
use netra_ledger::Kind;
use netra_store::{Row, Tx, params};

/// One act as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Act {
    pub entry: EntryId,
    pub kind: Kind,
    pub employee: EmployeeId,
    /// The state that it made.
    pub change: i64,
    /// The last day of a departure, the first day of a return or a move.
    pub day: Day,
    /// Where the person is afterwards; for a departure, where they were.
    pub unit: UnitId,
    pub reason: Option<Departure>,
    pub account: AccountId,
    pub at: Moment,
}

pub(crate) fn insert(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    tx.execute(
        "INSERT INTO registry_act (entry_id, kind, employee_id, change, day, unit_id, reason, account_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            act.entry,
            act.kind.code(),
            act.employee,
            act.change,
            act.day,
            act.unit,
            act.reason.map(Departure::code),
            act.account,
            act.at,
        ],
    )?;
    Ok(())
}

/// Acts after an entry, in order, a page at a time.
pub(crate) fn after(tx: &mut Tx<'_>, entry: EntryId) -> Result<Vec<Act>> {
    tx.query(
        "SELECT entry_id, kind, employee_id, change, day, unit_id, reason, account_id, at FROM registry_act
         WHERE entry_id > ?1 ORDER BY entry_id LIMIT 500",
        params![entry],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Act> {
    let reason = row.opt_text(6)?.map(|word| Departure::parse(&word).ok_or_else(|| broken("reason"))).transpose()?;
    Ok(Act {
        entry: EntryId(row.int(0)?),
        kind: Kind::parse(&row.text(1)?).ok_or_else(|| broken("kind of act"))?,
        employee: EmployeeId(row.int(2)?),
        change: row.int(3)?,
        day: day(&row.text(4)?)?,
        unit: UnitId(row.int(5)?),
        reason,
        account: AccountId(row.int(7)?),
        at: Moment(row.int(8)?),
    })
}
