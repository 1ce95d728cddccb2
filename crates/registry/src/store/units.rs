//! SQL of units, their former names and successors.

use super::{below, broken, day};
use crate::model::{NewUnit, Unit, UnitKind, UnitSuccessor};
use netra_base::{Day, Result, UnitId, Zone};
use netra_store::{Row, Tx, params};

const COLUMNS: &str = "id, code, name, kind, class, short, parent_id, path, zone, valid_from, valid_to, sample, source";

fn read(row: &Row<'_>) -> Result<Unit> {
    Ok(Unit {
        id: UnitId(row.int(0)?),
        code: Unit::stored_code(row.text(1)?),
        name: row.text(2)?,
        kind: UnitKind::parse(&row.text(3)?).map_err(|_| broken("kind of unit"))?,
        class: row.opt_text(4)?,
        short: row.opt_text(5)?,
        parent: row.opt_int(6)?.map(UnitId),
        path: row.text(7)?,
        zone: Zone::parse(&row.text(8)?).ok_or_else(|| broken("zone"))?,
        valid_from: day(&row.text(9)?)?,
        valid_to: row.opt_text(10)?.as_deref().map(day).transpose()?,
        sample: row.flag(11)?,
        source: row.opt_text(12)?,
    })
}

pub(crate) fn insert(tx: &mut Tx<'_>, id: UnitId, unit: &NewUnit, path: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO registry_unit (id, code, name, kind, class, short, parent_id, path, zone, valid_from, sample, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            id, unit.code.as_str(), &unit.name, unit.kind.code(), unit.class.as_deref(), unit.short.as_deref(),
            unit.parent, path, unit.zone.abbreviation(), unit.valid_from, unit.sample, unit.source.as_deref(),
        ],
    )?;
    Ok(())
}

pub(crate) fn by_id(tx: &mut Tx<'_>, id: UnitId) -> Result<Option<Unit>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM registry_unit WHERE id = ?1"), params![id], read)
}

pub(crate) fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Unit>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM registry_unit WHERE code = ?1"), params![code], read)
}

pub(crate) fn below_path(tx: &mut Tx<'_>, path: &str) -> Result<Vec<Unit>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM registry_unit WHERE path >= ?1 AND path < ?2 ORDER BY path"),
        params![path, below(path)],
        read,
    )
}

/// Ids of units at and below a path, at most so many.
pub(crate) fn ids_below(tx: &mut Tx<'_>, path: &str, limit: usize) -> Result<Vec<UnitId>> {
    tx.query(
        "SELECT id FROM registry_unit WHERE path >= ?1 AND path < ?2 ORDER BY path LIMIT CAST(?3 AS {int})",
        params![path, below(path), i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| Ok(UnitId(row.int(0)?)),
    )
}

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Unit>> {
    tx.query(&format!("SELECT {COLUMNS} FROM registry_unit ORDER BY path"), params![], read)
}

/// Writes the fields that may change; the former name stays with its last day.
pub(crate) fn update(tx: &mut Tx<'_>, unit: &Unit, former_name: Option<&str>, last_day: Day) -> Result<()> {
    if let Some(name) = former_name {
        tx.execute(
            "INSERT INTO registry_unit_name (unit_id, last_day, name) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![unit.id, last_day, name],
        )?;
    }
    tx.execute(
        "UPDATE registry_unit SET name = ?2, kind = ?3, zone = ?4, valid_from = ?5, valid_to = ?6, class = ?7
         WHERE id = ?1",
        params![
            unit.id,
            &unit.name,
            unit.kind.code(),
            unit.zone.abbreviation(),
            unit.valid_from,
            unit.valid_to,
            unit.class.as_deref(),
        ],
    )?;
    Ok(())
}

/// Hangs a unit and everything below it under another path.
pub(crate) fn move_below(tx: &mut Tx<'_>, id: UnitId, parent: UnitId, from: &str, to: &str) -> Result<()> {
    let cut = i64::try_from(from.len()).unwrap_or(i64::MAX).saturating_add(1);
    tx.execute(
        "UPDATE registry_unit SET path = CAST(?1 AS {text}) || substr(path, CAST(?2 AS INTEGER))
         WHERE path >= ?3 AND path < ?4",
        params![to, cut, from, below(from)],
    )?;
    tx.execute("UPDATE registry_unit SET parent_id = ?2 WHERE id = ?1", params![id, parent])?;
    Ok(())
}

pub(crate) fn add_successor(tx: &mut Tx<'_>, link: &UnitSuccessor) -> Result<()> {
    tx.execute(
        "INSERT INTO registry_unit_successor (unit_id, successor_id, day) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![link.unit, link.successor, link.day],
    )?;
    Ok(())
}

pub(crate) fn successors(tx: &mut Tx<'_>, unit: UnitId) -> Result<Vec<UnitSuccessor>> {
    tx.query(
        "SELECT unit_id, successor_id, day FROM registry_unit_successor WHERE unit_id = ?1 ORDER BY successor_id",
        params![unit],
        |row| Ok(UnitSuccessor { unit: UnitId(row.int(0)?), successor: UnitId(row.int(1)?), day: day(&row.text(2)?)? }),
    )
}

pub(crate) fn former_names(tx: &mut Tx<'_>, unit: UnitId) -> Result<Vec<(Day, String)>> {
    tx.query(
        "SELECT last_day, name FROM registry_unit_name WHERE unit_id = ?1 ORDER BY last_day",
        params![unit],
        |row| Ok((day(&row.text(0)?)?, row.text(1)?)),
    )
}
