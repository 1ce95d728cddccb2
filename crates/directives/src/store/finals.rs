//! SQL of final figures: of each unit and kind, and of each unit its place in the tree and its duty to pass on, as they were
//! when the directive was over. Written once, never changed.

use crate::model::DirectiveId;
use netra_base::{Moment, Result, UnitId};
use netra_store::{Kind, Tx, Value, params};
use serde::Serialize;

/// People of one unit and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct FinalRow {
    pub unit: UnitId,
    /// The employment's number.
    pub employment: i64,
    pub should: i64,
    pub readers: i64,
    pub acknowledged: i64,
}

/// A unit with its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FinalUnit {
    pub unit: UnitId,
    pub path: String,
    /// Had it to pass the directive on?
    pub duty: bool,
    /// When it had received it, as long as it had not passed it on.
    pub received: Option<i64>,
}

pub(crate) fn keep(tx: &mut Tx<'_>, id: DirectiveId, rows: &[FinalRow], units: &[FinalUnit]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = rows
        .iter()
        .map(|one| {
            vec![
                id.0.into(),
                one.unit.into(),
                one.employment.into(),
                one.should.into(),
                one.readers.into(),
                one.acknowledged.into(),
            ]
        })
        .collect();
    let columns = ["directive", "unit", "employment", "should", "readers", "acknowledged"];
    tx.insert_many("directive_final", &columns, &[Kind::Int; 6], &rows)?;
    let units: Vec<Vec<Value<'_>>> = units
        .iter()
        .map(|one| vec![id.0.into(), one.unit.into(), (&one.path).into(), one.duty.into(), one.received.into()])
        .collect();
    let columns = ["directive", "unit", "path", "duty", "received"];
    let kinds = [Kind::Int, Kind::Int, Kind::Text, Kind::Int, Kind::Int];
    tx.insert_many("directive_final_unit", &columns, &kinds, &units)?;
    Ok(())
}

/// The final figures of a directive, by unit and kind: as many as there are units, three times.
pub(crate) fn rows(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Vec<FinalRow>> {
    tx.query(
        "SELECT unit, employment, should, readers, acknowledged FROM directive_final WHERE directive = ?1
         ORDER BY unit, employment",
        params![id.0],
        |row| {
            Ok(FinalRow {
                unit: UnitId(row.int(0)?),
                employment: row.int(1)?,
                should: row.int(2)?,
                readers: row.int(3)?,
                acknowledged: row.int(4)?,
            })
        },
    )
}

/// The units of its figures, in order.
pub(crate) fn units(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Vec<FinalUnit>> {
    tx.query(
        "SELECT unit, path, duty, received FROM directive_final_unit WHERE directive = ?1 ORDER BY unit",
        params![id.0],
        |row| {
            Ok(FinalUnit {
                unit: UnitId(row.int(0)?),
                path: row.text(1)?,
                duty: row.int(2)? != 0,
                received: row.opt_int(3)?,
            })
        },
    )
}

impl FinalUnit {
    /// When it had received it.
    pub(crate) fn received_at(&self) -> Option<Moment> {
        self.received.map(Moment)
    }
}

/// Figures of directives that are not counted, or not there.
pub(crate) fn strays(tx: &mut Tx<'_>) -> Result<i64> {
    let mut strays = 0;
    for table in ["directive_final", "directive_final_unit"] {
        let sql = format!(
            "SELECT COUNT(*) FROM {table} f WHERE NOT EXISTS
               (SELECT 1 FROM directive d WHERE d.id = f.directive AND d.counted IS NOT NULL)"
        );
        strays += tx.query_one(&sql, params![], |row| row.int(0))?;
    }
    Ok(strays)
}
