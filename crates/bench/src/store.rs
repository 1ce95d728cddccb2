//! SQL of the measurements: a table for bare inserts, the baseline of the import, and counting what is there
//! afterwards. Reading other crates' tables is allowed here alone, and for counting alone: a measurement that
//! asked the measured code whether all is well would prove little.

use netra_base::{DriveId, Result};
use netra_store::{Kind, Migration, Tx, Value, params};

/// The table of bare inserts, as wide as a pledge with its record.
pub const BARE: Migration = Migration {
    name: "bench-0001",
    sql: "CREATE TABLE bench_bare (id {int} NOT NULL PRIMARY KEY, body {blob} NOT NULL) {strict}",
};

/// One bare insert.
pub fn insert_bare(tx: &mut Tx<'_>, id: i64, body: &[u8]) -> Result<()> {
    tx.execute("INSERT INTO bench_bare (id, body) VALUES (?1, ?2)", params![id, body])?;
    Ok(())
}

/// Every signature of a drive: the person and the entry.
pub fn signatures(tx: &mut Tx<'_>, drive: DriveId, mut each: impl FnMut(i64, i64)) -> Result<()> {
    tx.for_each("SELECT employee, entry FROM pledge WHERE drive = ?1", params![drive], |row| {
        each(row.int(0)?, row.int(1)?);
        Ok(())
    })
}

/// Every record of a signature in the ledger: its entry and its bytes.
pub fn records(tx: &mut Tx<'_>, mut each: impl FnMut(i64, &[u8]) -> Result<()>) -> Result<()> {
    tx.for_each("SELECT id, record FROM ledger_entry WHERE kind = 'pledge'", params![], |row| {
        each(row.int(0)?, &row.opt_blob(1)?.unwrap_or_default())
    })
}

/// Every row of attendance: the activity, the person, and whether the person counts.
pub fn attendance(tx: &mut Tx<'_>, mut each: impl FnMut(i64, i64, bool)) -> Result<()> {
    tx.for_each("SELECT activity, employee, state FROM attendance", params![], |row| {
        each(row.int(0)?, row.int(1)?, row.text(2)? == "present");
        Ok(())
    })
}

/// The activity of every photo that is kept.
pub fn photographed(tx: &mut Tx<'_>, mut each: impl FnMut(i64)) -> Result<()> {
    let sql = "SELECT p.activity FROM activity_photo p JOIN media_file f ON f.id = p.file";
    tx.for_each(sql, params![], |row| {
        each(row.int(0)?);
        Ok(())
    })
}

/// What the counters of all activities add up to.
pub fn counted_present(tx: &mut Tx<'_>) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(present), 0) AS {int}) FROM activity_tally";
    tx.query_one(sql, params![], |row| row.int(0))
}

/// Entries that still wait for a place in the log.
pub fn waiting(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one("SELECT COUNT(*) FROM ledger_pending", params![], |row| row.int(0))
}

/// A person as three rows: the employee, the first state, the words to be found by.
#[derive(Debug)]
pub struct Rows {
    /// Of `registry_employee`.
    pub people: Vec<Vec<Value<'static>>>,
    /// Of `registry_employee_history`.
    pub states: Vec<Vec<Value<'static>>>,
    /// Of `registry_words`.
    pub words: Vec<Vec<Value<'static>>>,
}

/// The engine's own bulk insert: one prepared INSERT a table, row after row, and nothing else.
pub fn insert_rows(tx: &mut Tx<'_>, rows: &Rows) -> Result<()> {
    use Kind::{Int, Text};
    let people =
        ["id", "nip", "contract", "name", "employment", "service", "position", "grade", "unit_id", "joined", "change"];
    let people_kinds = [Int, Int, Text, Text, Int, Int, Text, Text, Int, Text, Int];
    tx.insert_many("registry_employee", &people, &people_kinds, &rows.people)?;
    let states = ["change", "employee_id", "day", "unit_id", "employment", "service", "previous"];
    tx.insert_many("registry_employee_history", &states, &[Int, Int, Text, Int, Int, Int, Int], &rows.states)?;
    tx.insert_many("registry_words", &["rowid", "words"], &[Int, Text], &rows.words)?;
    Ok(())
}
