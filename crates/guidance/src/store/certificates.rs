//! SQL of certificates. The audit reads them unparsed, so that a damaged row is a finding and not its end.

use crate::model::{Certificate, Code, Occasion};
use crate::store;
use netra_base::{EmployeeId, EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

/// A certificate as its row says.
#[derive(Debug)]
pub(crate) struct Kept {
    pub code: String,
    pub attempt: String,
    pub employee: EmployeeId,
    pub name: String,
    pub unit: String,
    pub unit_kind: String,
    pub occasion: Option<String>,
    pub score: i64,
    pub questions: i64,
    pub needed: i64,
    pub day: String,
    pub at: Moment,
    pub entry: EntryId,
}

const COLUMNS: &str =
    "code, attempt, employee, name, unit, unit_kind, occasion, score, questions, needed, day, at, entry";

fn read(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        code: row.text(0)?,
        attempt: row.text(1)?,
        employee: EmployeeId(row.int(2)?),
        name: row.text(3)?,
        unit: row.text(4)?,
        unit_kind: row.text(5)?,
        occasion: row.opt_text(6)?,
        score: row.int(7)?,
        questions: row.int(8)?,
        needed: row.int(9)?,
        day: row.text(10)?,
        at: Moment(row.int(11)?),
        entry: EntryId(row.int(12)?),
    })
}

fn parsed(kept: Kept) -> Result<Certificate> {
    Ok(Certificate {
        code: store::code(&kept.code, "quiz_certificate.code")?,
        day: store::day(&kept.day, "quiz_certificate.day")?,
        employee: kept.employee,
        name: kept.name,
        unit: kept.unit,
        unit_kind: kept.unit_kind,
        occasion: kept.occasion.as_deref().and_then(Occasion::parse),
        score: kept.score,
        questions: kept.questions,
        needed: kept.needed,
        at: kept.at,
        entry: kept.entry,
    })
}

/// The certificate with this code.
pub(crate) fn by_code(tx: &mut Tx<'_>, code: &Code) -> Result<Option<Certificate>> {
    let sql = format!("SELECT {COLUMNS} FROM quiz_certificate WHERE code = ?1");
    tx.query_opt(&sql, params![code.as_str()], read)?.map(parsed).transpose()
}

/// The certificate of this attempt.
pub(crate) fn of_attempt(tx: &mut Tx<'_>, attempt: &Code) -> Result<Option<Certificate>> {
    let sql = format!("SELECT {COLUMNS} FROM quiz_certificate WHERE attempt = ?1");
    tx.query_opt(&sql, params![attempt.as_str()], read)?.map(parsed).transpose()
}

/// The certificates of a person, newest first: one an occasion.
pub(crate) fn of_person(tx: &mut Tx<'_>, employee: EmployeeId) -> Result<Vec<Certificate>> {
    let sql = format!("SELECT {COLUMNS} FROM quiz_certificate WHERE employee = ?1 ORDER BY at DESC, code");
    tx.query(&sql, params![employee], read)?.into_iter().map(parsed).collect()
}

/// Rows of the audit read at once: a screen of memory.
const PAGE: usize = 1_000;

/// The certificates after a code, in the order of codes.
pub(crate) fn after(tx: &mut Tx<'_>, code: &str) -> Result<Vec<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM quiz_certificate WHERE code > ?1 ORDER BY code LIMIT {PAGE}");
    tx.query(&sql, params![code], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, kept: &Kept) -> Result<()> {
    tx.execute(
        &format!(
            "INSERT INTO quiz_certificate ({COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        ),
        params![
            &kept.code,
            &kept.attempt,
            kept.employee,
            &kept.name,
            &kept.unit,
            &kept.unit_kind,
            kept.occasion.as_deref(),
            kept.score,
            kept.questions,
            kept.needed,
            &kept.day,
            kept.at,
            kept.entry,
        ],
    )?;
    Ok(())
}
