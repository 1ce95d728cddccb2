//! SQL of readers and acknowledgements, by person; and of how far the counters have followed the registry.

use super::broken;
use crate::model::{Acknowledgement, DirectiveId};
use netra_base::{EmployeeId, EntryId, Moment, Result, SignedInBy};
use netra_registry::model::Employment;
use netra_store::{Row, Tx, params};

/// When this person first opened the directive in this round.
pub(crate) fn read_at(tx: &mut Tx<'_>, who: EmployeeId, id: DirectiveId, round: i64) -> Result<Option<Moment>> {
    tx.query_opt(
        "SELECT at FROM directive_read WHERE employee = ?1 AND directive = ?2 AND round = ?3",
        params![who, id.0, round],
        |row| Ok(Moment(row.int(0)?)),
    )
}

/// Keeps a first opening; zero rows changed means that it was no first one.
pub(crate) fn insert_read(tx: &mut Tx<'_>, who: EmployeeId, id: DirectiveId, round: i64, at: Moment) -> Result<u64> {
    tx.execute(
        "INSERT INTO directive_read (employee, directive, round, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (employee, directive, round) DO NOTHING",
        params![who, id.0, round, at],
    )
}

/// An acknowledgement as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptAcknowledgement {
    pub employee: EmployeeId,
    pub directive: DirectiveId,
    pub round: i64,
    pub version: i64,
    pub at: Moment,
    pub signed_in_by: String,
    pub unit: String,
    pub employment: String,
    pub entry: EntryId,
}

const COLUMNS: &str = "employee, directive, round, version, at, signed_in_by, unit, employment, entry";

fn read_kept(row: &Row<'_>) -> Result<KeptAcknowledgement> {
    Ok(KeptAcknowledgement {
        employee: EmployeeId(row.int(0)?),
        directive: DirectiveId(row.int(1)?),
        round: row.int(2)?,
        version: row.int(3)?,
        at: Moment(row.int(4)?),
        signed_in_by: row.text(5)?,
        unit: row.text(6)?,
        employment: row.text(7)?,
        entry: EntryId(row.int(8)?),
    })
}

fn parse(kept: KeptAcknowledgement) -> Result<Acknowledgement> {
    Ok(Acknowledgement {
        by: SignedInBy::parse(&kept.signed_in_by).ok_or_else(|| broken("directive_acknowledged.signed_in_by"))?,
        employment: Employment::parse(&kept.employment).map_err(|_| broken("directive_acknowledged.employment"))?,
        directive: kept.directive,
        employee: kept.employee,
        round: kept.round,
        version: kept.version,
        at: kept.at,
        unit: kept.unit,
        entry: kept.entry,
    })
}

/// The newest acknowledgement of this person, of whatever round.
pub(crate) fn acknowledged(tx: &mut Tx<'_>, who: EmployeeId, id: DirectiveId) -> Result<Option<Acknowledgement>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM directive_acknowledged WHERE employee = ?1 AND directive = ?2 ORDER BY round DESC LIMIT 1"
    );
    tx.query_opt(&sql, params![who, id.0], read_kept)?.map(parse).transpose()
}

/// Zero rows changed means that somebody was faster.
pub(crate) fn insert_acknowledged(tx: &mut Tx<'_>, one: &Acknowledgement) -> Result<u64> {
    tx.execute(
        "INSERT INTO directive_acknowledged (employee, directive, round, version, at, signed_in_by, unit, employment, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (employee, directive, round) DO NOTHING",
        params![
            one.employee,
            one.directive.0,
            one.round,
            one.version,
            one.at,
            one.by.code(),
            &one.unit,
            one.employment.code(),
            one.entry,
        ],
    )
}

/// What a person has read: directive, round, and whether it was acknowledged.
pub(crate) type Mark = (DirectiveId, i64, bool);

/// Everything that a person has read.
pub(crate) fn marks(tx: &mut Tx<'_>, who: EmployeeId) -> Result<Vec<Mark>> {
    tx.query(
        "SELECT r.directive, r.round, COALESCE(a.entry, 0) FROM directive_read r LEFT JOIN directive_acknowledged a
           ON a.employee = r.employee AND a.directive = r.directive AND a.round = r.round WHERE r.employee = ?1",
        params![who],
        |row| Ok((DirectiveId(row.int(0)?), row.int(1)?, row.int(2)? != 0)),
    )
}

/// Readings of all people after one, in order, with whether they were acknowledged; 5,000 at a time.
pub(crate) fn marks_after(tx: &mut Tx<'_>, after: (i64, i64, i64)) -> Result<Vec<(EmployeeId, Mark)>> {
    tx.query(
        "SELECT r.employee, r.directive, r.round, COALESCE(a.entry, 0) FROM directive_read r
           LEFT JOIN directive_acknowledged a ON a.employee = r.employee AND a.directive = r.directive AND a.round = r.round
         WHERE (r.employee, r.directive, r.round) > (?1, ?2, ?3) ORDER BY r.employee, r.directive, r.round LIMIT 5000",
        params![after.0, after.1, after.2],
        |row| Ok((EmployeeId(row.int(0)?), (DirectiveId(row.int(1)?), row.int(2)?, row.int(3)? != 0))),
    )
}

/// Acknowledgements of all people after one, in order, as they stand; 5,000 at a time, some 1 MB.
pub(crate) fn acknowledged_after(tx: &mut Tx<'_>, after: (i64, i64, i64)) -> Result<Vec<KeptAcknowledgement>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM directive_acknowledged WHERE (employee, directive, round) > (?1, ?2, ?3)
             ORDER BY employee, directive, round LIMIT 5000"
        ),
        params![after.0, after.1, after.2],
        read_kept,
    )
}

/// Acknowledgements of somebody who has not read.
pub(crate) fn unread(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM directive_acknowledged a WHERE NOT EXISTS (SELECT 1 FROM directive_read r
           WHERE r.employee = a.employee AND r.directive = a.directive AND r.round = a.round)",
        params![],
        |row| row.int(0),
    )
}

/// Up to which change of the registry the counters follow it; none before the first directive.
pub(crate) fn followed(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    tx.query_opt("SELECT change FROM directive_followed WHERE id = 1", params![], |row| row.int(0))
}

/// The place from which to follow, at the first directive.
pub(crate) fn begin_following(tx: &mut Tx<'_>, change: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO directive_followed (id, change) VALUES (1, ?1) ON CONFLICT (id) DO NOTHING",
        params![change],
    )?;
    Ok(())
}

pub(crate) fn set_followed(tx: &mut Tx<'_>, change: i64) -> Result<()> {
    tx.execute("UPDATE directive_followed SET change = ?1 WHERE id = 1", params![change])?;
    Ok(())
}
