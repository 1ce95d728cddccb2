//! Counters of a drive: by unit and employment for coverage, by minute for the burn-up, final figures
//! once it is closed. A counter is kept per lane; its value is the sum over lanes.

use crate::model::Figures;
use netra_base::{DriveId, Result, UnitId};
use netra_registry::model::Employment;
use netra_store::{Kind, Tx, Value, params};

/// Adds to the counters of one unit and kind.
pub(crate) fn count(
    tx: &mut Tx<'_>,
    drive: DriveId,
    unit: UnitId,
    employment: Employment,
    (signed, declined): (i64, i64),
) -> Result<()> {
    let lane = tx.lane();
    tx.execute(
        "INSERT INTO pledge_tally (drive, unit, employment, lane, signed, declined) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (drive, unit, employment, lane)
         DO UPDATE SET signed = pledge_tally.signed + excluded.signed, declined = pledge_tally.declined + excluded.declined",
        params![drive, unit, employment.number(), lane, signed, declined],
    )?;
    Ok(())
}

/// Counts one signature in its minute (minutes since 1970).
pub(crate) fn count_minute(tx: &mut Tx<'_>, drive: DriveId, minute: i64) -> Result<()> {
    let lane = tx.lane();
    tx.execute(
        "INSERT INTO pledge_minute (drive, minute, lane, signed) VALUES (?1, ?2, ?3, 1)
         ON CONFLICT (drive, minute, lane) DO UPDATE SET signed = pledge_minute.signed + 1",
        params![drive, minute, lane],
    )?;
    Ok(())
}

/// Signed and declined so far, by unit and kind.
pub(crate) fn counts(tx: &mut Tx<'_>, drive: DriveId) -> Result<Vec<(UnitId, i64, Figures)>> {
    tx.query(
        "SELECT unit, employment, CAST(SUM(signed) AS {int}), CAST(SUM(declined) AS {int})
         FROM pledge_tally WHERE drive = ?1 GROUP BY unit, employment",
        params![drive],
        |row| Ok((UnitId(row.int(0)?), row.int(1)?, Figures { should: 0, signed: row.int(2)?, declined: row.int(3)? })),
    )
}

/// Signatures by minute, in order.
pub(crate) fn minutes(tx: &mut Tx<'_>, drive: DriveId) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "SELECT minute, CAST(SUM(signed) AS {int}) FROM pledge_minute WHERE drive = ?1 GROUP BY minute ORDER BY minute",
        params![drive],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// Final figures of a closed drive, by unit and kind.
pub(crate) fn finals(tx: &mut Tx<'_>, drive: DriveId) -> Result<Vec<(UnitId, i64, Figures)>> {
    tx.query(
        "SELECT unit, employment, should, signed, declined FROM pledge_final WHERE drive = ?1 ORDER BY unit, employment",
        params![drive],
        |row| {
            let figures = Figures { should: row.int(2)?, signed: row.int(3)?, declined: row.int(4)? };
            Ok((UnitId(row.int(0)?), row.int(1)?, figures))
        },
    )
}

/// Freezes the figures of a drive.
pub(crate) fn keep_finals(tx: &mut Tx<'_>, drive: DriveId, rows: &[(UnitId, i64, Figures)]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = rows
        .iter()
        .map(|(unit, kind, figures)| {
            vec![
                drive.into(),
                (*unit).into(),
                (*kind).into(),
                figures.should.into(),
                figures.signed.into(),
                figures.declined.into(),
            ]
        })
        .collect();
    tx.insert_many(
        "pledge_final",
        &["drive", "unit", "employment", "should", "signed", "declined"],
        &[Kind::Int; 6],
        &rows,
    )?;
    Ok(())
}
