//! Counters of readers and acknowledgements by unit and employment. A counter is kept per lane; its value is the sum over
//! lanes.

use super::broken;
use crate::model::DirectiveId;
use netra_base::{Day, Result, UnitId};
use netra_registry::model::Employment;
use netra_store::{Tx, params};

/// Adds readers and acknowledgements to the counters of one unit and kind.
pub(crate) fn count(
    tx: &mut Tx<'_>,
    (id, round): (DirectiveId, i64),
    unit: UnitId,
    employment: Employment,
    (readers, acknowledged): (i64, i64),
) -> Result<()> {
    let lane = tx.lane();
    tx.execute(
        "INSERT INTO directive_tally (directive, round, unit, employment, lane, readers, acknowledged)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (directive, round, unit, employment, lane)
         DO UPDATE SET readers = directive_tally.readers + excluded.readers,
           acknowledged = directive_tally.acknowledged + excluded.acknowledged",
        params![id.0, round, unit, employment.number(), lane, readers, acknowledged],
    )?;
    Ok(())
}

/// Unit, employment's number, readers, acknowledged.
pub(crate) type Count = (UnitId, i64, i64, i64);

/// The counters of one round, by unit and kind.
pub(crate) fn counts(tx: &mut Tx<'_>, id: DirectiveId, round: i64) -> Result<Vec<Count>> {
    tx.query(
        "SELECT unit, employment, CAST(SUM(readers) AS {int}), CAST(SUM(acknowledged) AS {int})
         FROM directive_tally WHERE directive = ?1 AND round = ?2 GROUP BY unit, employment",
        params![id.0, round],
        |row| Ok((UnitId(row.int(0)?), row.int(1)?, row.int(2)?, row.int(3)?)),
    )
}

/// Acknowledgements of the directives from this number on that are in force on a day, each in its newest round, by
/// directive, unit and kind; in one statement.
pub(crate) fn acknowledged(
    tx: &mut Tx<'_>,
    today: Day,
    from: DirectiveId,
) -> Result<Vec<(DirectiveId, UnitId, Employment, i64)>> {
    tx.query(
        "SELECT t.directive, t.unit, t.employment, CAST(SUM(t.acknowledged) AS {int}) FROM directive d
           JOIN directive_tally t ON t.directive = d.id
             AND t.round = (SELECT MAX(v.round) FROM directive_version v WHERE v.directive = d.id)
         WHERE d.counted IS NULL AND d.asks = 1 AND (d.until_day IS NULL OR d.until_day >= ?1) AND d.id >= ?2
           AND t.acknowledged <> 0 GROUP BY t.directive, t.unit, t.employment",
        params![today, from.0],
        |row| {
            let kind = Employment::from_number(row.int(2)?).ok_or_else(|| broken("directive_tally.employment"))?;
            Ok((DirectiveId(row.int(0)?), UnitId(row.int(1)?), kind, row.int(3)?))
        },
    )
}

/// Directive, round, unit and employment's number of a counter.
pub(crate) type Place = (i64, i64, i64, i64);

/// Every counter, summed over its lanes: as many as there are directives, units and kinds.
pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<(Place, (i64, i64))>> {
    tx.query(
        "SELECT directive, round, unit, employment, CAST(SUM(readers) AS {int}), CAST(SUM(acknowledged) AS {int})
         FROM directive_tally GROUP BY directive, round, unit, employment",
        params![],
        |row| Ok(((row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?), (row.int(4)?, row.int(5)?))),
    )
}
