//! SQL of imported holidays. Columns are read as they stand; what they mean is checked in actions.

use crate::model::Holiday;
use netra_base::{EntryId, Moment, Result};
use netra_store::{Kind, Row, Tx, Value, params};

/// An import as kept.
#[derive(Debug)]
pub(crate) struct KeptImport {
    pub id: i64,
    pub at: Moment,
    pub file_hash: Vec<u8>,
    pub entry: EntryId,
}

/// A holiday as kept.
#[derive(Debug)]
pub(crate) struct KeptHoliday {
    pub day: String,
    pub year: i64,
    pub kind: String,
    pub reason: String,
    pub reason_en: String,
    pub confidence: String,
}

const COLUMNS: &str = "h.day, h.year, h.kind, h.reason, h.reason_en, h.confidence";

fn read(row: &Row<'_>) -> Result<KeptHoliday> {
    Ok(KeptHoliday {
        day: row.text(0)?,
        year: row.int(1)?,
        kind: row.text(2)?,
        reason: row.text(3)?,
        reason_en: row.text(4)?,
        confidence: row.text(5)?,
    })
}

/// Keeps an import; its number is higher than that of every import before it.
pub(crate) fn insert(tx: &mut Tx<'_>, at: Moment, hash: &[u8; 32], entry: EntryId) -> Result<i64> {
    tx.query_one(
        "INSERT INTO calendar_import (at, file_hash, entry) VALUES (?1, ?2, ?3) RETURNING id",
        params![at, hash, entry],
        |row| row.int(0),
    )
}

/// Keeps the holidays of an import.
pub(crate) fn insert_holidays<'a>(
    tx: &mut Tx<'_>,
    import: i64,
    holidays: impl Iterator<Item = &'a Holiday>,
) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = holidays
        .map(|holiday| {
            vec![
                Value::from(import),
                Value::from(holiday.date.to_string()),
                Value::from(i64::from(holiday.date.ymd().0)),
                Value::from(holiday.kind.code()),
                Value::from(holiday.reason.id.as_ref()),
                Value::from(holiday.reason.en.as_ref()),
                Value::from(holiday.confidence.code()),
            ]
        })
        .collect();
    let columns = ["import_id", "day", "year", "kind", "reason", "reason_en", "confidence"];
    let kinds = [Kind::Int, Kind::Text, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text];
    tx.insert_many("calendar_holiday", &columns, &kinds, &rows)?;
    Ok(())
}

/// The imported holidays in force, by day: of each year those of the newest import that holds it.
pub(crate) fn in_force(tx: &mut Tx<'_>) -> Result<Vec<(Moment, KeptHoliday)>> {
    let sql = format!(
        "SELECT {COLUMNS}, i.at FROM calendar_holiday h JOIN calendar_import i ON i.id = h.import_id
         WHERE h.import_id = (SELECT MAX(n.import_id) FROM calendar_holiday n WHERE n.year = h.year)
         ORDER BY h.day"
    );
    tx.query(&sql, params![], |row| Ok((Moment(row.int(6)?), read(row)?)))
}

/// Every import, oldest first; each is a deed of an administrator, some few a year.
pub(crate) fn imports(tx: &mut Tx<'_>) -> Result<Vec<KeptImport>> {
    tx.query("SELECT id, at, file_hash, entry FROM calendar_import ORDER BY id", params![], |row| {
        Ok(KeptImport {
            id: row.int(0)?,
            at: Moment(row.int(1)?),
            file_hash: row.blob(2)?,
            entry: EntryId(row.int(3)?),
        })
    })
}

/// The holidays of one import, by day.
pub(crate) fn holidays(tx: &mut Tx<'_>, import: i64) -> Result<Vec<KeptHoliday>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM calendar_holiday h WHERE h.import_id = ?1 ORDER BY h.day"),
        params![import],
        read,
    )
}

/// Numbers of imports that holidays name and that are not there.
pub(crate) fn orphans(tx: &mut Tx<'_>) -> Result<Vec<i64>> {
    tx.query(
        "SELECT DISTINCT h.import_id FROM calendar_holiday h
         WHERE NOT EXISTS (SELECT 1 FROM calendar_import i WHERE i.id = h.import_id) ORDER BY h.import_id",
        params![],
        |row| row.int(0),
    )
}
