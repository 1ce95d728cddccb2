//! SQL of import runs and their refusals.

use crate::import::{Outcome, Problem};
use netra_base::{AccountId, EntryId, Moment, Result, Say};
use netra_store::{Kind, Row, Tx, Value, params};
use serde::Serialize;

/// A run as stored: what was read, by whom, and how far it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportRun {
    /// The number.
    pub id: i64,
    /// `roster` or `units`.
    pub what: String,
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub file_sha256: String,
    /// The file's length.
    pub file_bytes: i64,
    /// Who asked.
    #[serde(skip)]
    pub account: Option<AccountId>,
    /// Begun.
    pub started: Moment,
    /// Closed; a run without it is still going on, or was stopped half-way and may be repeated.
    pub finished: Option<Moment>,
    /// Bytes settled, of the file's length.
    pub done_bytes: i64,
    /// Data rows.
    pub read: i64,
    /// New.
    pub inserted: i64,
    /// Changed.
    pub updated: i64,
    /// Same.
    pub unchanged: i64,
    /// Not taken.
    pub refused: i64,
    /// The ledger entry of a closed run.
    pub entry: Option<EntryId>,
    /// It was stopped half-way and closed later; the figures are what it did until then.
    pub interrupted: bool,
}

const COLUMNS: &str = "id, what, file_name, file_hash, file_bytes, account_id, started, finished, done_bytes, read_rows, \
                       inserted, updated, unchanged, refused, entry_id, interrupted";

fn read(row: &Row<'_>) -> Result<ImportRun> {
    Ok(ImportRun {
        id: row.int(0)?,
        what: row.text(1)?,
        file_name: row.text(2)?,
        file_sha256: netra_base::canonical::hex(&row.hash(3)?),
        file_bytes: row.int(4)?,
        account: row.opt_int(5)?.map(AccountId),
        started: Moment(row.int(6)?),
        finished: row.opt_int(7)?.map(Moment),
        done_bytes: row.int(8)?,
        read: row.int(9)?,
        inserted: row.int(10)?,
        updated: row.int(11)?,
        unchanged: row.int(12)?,
        refused: row.int(13)?,
        entry: row.opt_int(14)?.map(EntryId),
        interrupted: row.flag(15)?,
    })
}

/// What is known when a run begins.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub what: &'static str,
    pub name: String,
    pub hash: [u8; 32],
    pub bytes: i64,
    pub by: Option<AccountId>,
    pub at: Moment,
}

pub(crate) fn begin(tx: &mut Tx<'_>, id: i64, start: &Start) -> Result<()> {
    tx.execute(
        "INSERT INTO registry_import (id, what, file_name, file_hash, file_bytes, account_id, started, done_bytes,
         read_rows, inserted, updated, unchanged, refused) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0, 0, 0, 0)",
        params![id, start.what, &start.name, &start.hash, start.bytes, start.by, start.at],
    )?;
    Ok(())
}

fn figure(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The figures so far.
pub(crate) fn advance(tx: &mut Tx<'_>, id: i64, done_bytes: i64, outcome: &Outcome) -> Result<()> {
    tx.execute(
        "UPDATE registry_import SET done_bytes = ?2, read_rows = ?3, inserted = ?4, updated = ?5, unchanged = ?6,
         refused = ?7 WHERE id = ?1 AND finished IS NULL",
        params![
            id,
            done_bytes,
            figure(outcome.read),
            figure(outcome.inserted),
            figure(outcome.updated),
            figure(outcome.unchanged),
            figure(outcome.refused),
        ],
    )?;
    Ok(())
}

/// What one batch did, in the transaction that did it. Answers no when the run was closed meanwhile.
pub(crate) fn add(tx: &mut Tx<'_>, id: i64, [read, inserted, updated, unchanged]: [u64; 4]) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE registry_import SET read_rows = read_rows + ?2, inserted = inserted + ?3, updated = updated + ?4,
         unchanged = unchanged + ?5 WHERE id = ?1 AND finished IS NULL",
        params![id, figure(read), figure(inserted), figure(updated), figure(unchanged)],
    )?;
    Ok(changed == 1)
}

/// Closes a run; nothing adds to it from here on. Answers no when it is closed already.
pub(crate) fn close(tx: &mut Tx<'_>, id: i64, at: Moment, interrupted: bool) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE registry_import SET finished = ?2, interrupted = ?3 WHERE id = ?1 AND finished IS NULL",
        params![id, at, interrupted],
    )?;
    Ok(changed == 1)
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, id: i64, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE registry_import SET entry_id = ?2 WHERE id = ?1", params![id, entry])?;
    Ok(())
}

/// Runs that were not closed: running, or stopped half-way. There are few.
pub(crate) fn unfinished(tx: &mut Tx<'_>) -> Result<Vec<ImportRun>> {
    tx.query(&format!("SELECT {COLUMNS} FROM registry_import WHERE finished IS NULL ORDER BY id"), params![], read)
}

pub(crate) fn add_refusals(tx: &mut Tx<'_>, id: i64, problems: &[Problem]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = problems
        .iter()
        .map(|p| {
            vec![
                id.into(),
                figure(p.row).into(),
                p.column.as_str().into(),
                p.code.as_str().into(),
                p.say.id.as_ref().into(),
                p.say.en.as_ref().into(),
            ]
        })
        .collect();
    let columns = ["import_id", "row_number", "column_name", "code", "message_id", "message_en"];
    let kinds = [Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text];
    tx.insert_many_with("registry_import_refusal", &columns, &kinds, &rows, "ON CONFLICT DO NOTHING")?;
    Ok(())
}

pub(crate) fn run(tx: &mut Tx<'_>, id: i64) -> Result<Option<ImportRun>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM registry_import WHERE id = ?1"), params![id], read)
}

pub(crate) fn latest(tx: &mut Tx<'_>, by: Option<AccountId>, limit: i64) -> Result<Vec<ImportRun>> {
    let everybody = by.is_none();
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM registry_import WHERE (CAST(?1 AS {{int}}) = 1 OR account_id = CAST(?2 AS {{int}}))
             ORDER BY id DESC LIMIT CAST(?3 AS {{int}})"
        ),
        params![everybody, by, limit],
        read,
    )
}

pub(crate) fn refusals(tx: &mut Tx<'_>, id: i64, after: i64, limit: i64) -> Result<Vec<Problem>> {
    tx.query(
        "SELECT row_number, column_name, code, message_id, message_en FROM registry_import_refusal
         WHERE import_id = ?1 AND row_number > ?2 ORDER BY row_number LIMIT CAST(?3 AS {int})",
        params![id, after, limit],
        |row| {
            let say = Say::new(row.text(3)?, row.text(4)?);
            Ok(Problem {
                row: u64::try_from(row.int(0)?).unwrap_or_default(),
                column: row.text(1)?,
                code: row.text(2)?,
                message: say.id.clone().into_owned(),
                say,
            })
        },
    )
}

/// Finished runs after a number, in order, a page at a time.
pub(crate) fn finished_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<ImportRun>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM registry_import WHERE entry_id IS NOT NULL AND id > ?1 ORDER BY id LIMIT 500"),
        params![after],
        read,
    )
}
