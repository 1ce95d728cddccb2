//! SQL of acts: lists confirmed, sheets on paper, corrections; and of what a list or a sheet said, person by person.

use super::broken;
use crate::model::{ChangeId, Sheet};
use netra_activities::model::ActivityId;
use netra_base::{AccountId, EntryId, Moment, Result};
use netra_media::FileId;
use netra_store::{Kind, Row, Tx, Value, params};

/// An act as its row says.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeptChange {
    pub id: i64,
    pub activity: i64,
    pub kind: String,
    pub at: i64,
    pub by: i64,
    pub employee: Option<i64>,
    pub guest: Option<i64>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub reason: Option<String>,
    pub scan: Option<i64>,
    pub sha256: Option<Vec<u8>>,
    pub counted: i64,
    pub persons: i64,
    pub guests: i64,
    pub ignored: i64,
    pub withdraws: Option<i64>,
    pub entry: i64,
}

impl KeptChange {
    /// An act that is being made.
    pub(crate) fn new(activity: ActivityId, kind: &str, at: Moment, by: AccountId) -> Self {
        Self { activity: activity.0, kind: kind.to_owned(), at: at.0, by: by.0, ..Self::default() }
    }

    /// When it was made.
    pub(crate) fn at(&self) -> Moment {
        Moment(self.at)
    }
}

const CHANGE: &str =
    "SELECT id, activity, kind, at, made_by, employee, guest, before, after, reason, scan, sha256, counted,
    persons, guests, ignored, withdraws, entry FROM attendance_change";

fn read(row: &Row<'_>) -> Result<KeptChange> {
    Ok(KeptChange {
        id: row.int(0)?,
        activity: row.int(1)?,
        kind: row.text(2)?,
        at: row.int(3)?,
        by: row.int(4)?,
        employee: row.opt_int(5)?,
        guest: row.opt_int(6)?,
        before: row.opt_text(7)?,
        after: row.opt_text(8)?,
        reason: row.opt_text(9)?,
        scan: row.opt_int(10)?,
        sha256: row.opt_blob(11)?,
        counted: row.int(12)?,
        persons: row.int(13)?,
        guests: row.int(14)?,
        ignored: row.int(15)?,
        withdraws: row.opt_int(16)?,
        entry: row.int(17)?,
    })
}

/// Keeps an act; its figures and entry come after ([`complete`]).
pub(crate) fn insert(tx: &mut Tx<'_>, change: &KeptChange) -> Result<i64> {
    tx.insert(
        "INSERT INTO attendance_change (activity, kind, at, made_by, employee, guest, before, after, reason, scan, sha256,
           counted, persons, guests, ignored, withdraws, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0)",
        params![
            change.activity,
            &change.kind,
            change.at,
            change.by,
            change.employee,
            change.guest,
            change.before.as_deref(),
            change.after.as_deref(),
            change.reason.as_deref(),
            change.scan,
            change.sha256.as_deref(),
            change.counted,
            change.persons,
            change.guests,
            change.ignored,
            change.withdraws,
        ],
    )
}

/// Writes what came of an act, and its entry.
pub(crate) fn complete(tx: &mut Tx<'_>, change: &KeptChange, entry: EntryId) -> Result<()> {
    tx.execute(
        "UPDATE attendance_change SET persons = ?2, guests = ?3, ignored = ?4, entry = ?5 WHERE id = ?1",
        params![change.id, change.persons, change.guests, change.ignored, entry],
    )?;
    Ok(())
}

pub(crate) fn change(tx: &mut Tx<'_>, activity: ActivityId, id: ChangeId) -> Result<Option<KeptChange>> {
    tx.query_opt(&format!("{CHANGE} WHERE activity = ?1 AND id = ?2"), params![activity.0, id.0], read)
}

/// The act that kept this content for the activity, when there is one that was not taken back.
pub(crate) fn by_content(
    tx: &mut Tx<'_>,
    activity: ActivityId,
    kind: &str,
    sha256: &[u8; 32],
) -> Result<Option<KeptChange>> {
    let sql = format!(
        "{CHANGE} WHERE activity = ?1 AND kind = ?2 AND sha256 = ?3
         AND NOT EXISTS (SELECT 1 FROM attendance_change w WHERE w.withdraws = attendance_change.id) ORDER BY id LIMIT 1"
    );
    tx.query_opt(&sql, params![activity.0, kind, sha256], read)
}

/// Who took an act back, if somebody did.
pub(crate) fn withdrawn_by(tx: &mut Tx<'_>, id: i64) -> Result<Option<i64>> {
    tx.query_opt("SELECT MIN(id) FROM attendance_change WHERE withdraws = ?1", params![id], |row| row.opt_int(0))
        .map(Option::flatten)
}

/// The sheets of an activity, the latest first.
pub(crate) fn sheets(tx: &mut Tx<'_>, activity: ActivityId, limit: usize) -> Result<Vec<Sheet>> {
    let sql = format!(
        "SELECT c.id, c.scan, c.made_by, c.at, c.counted, c.persons,
           (SELECT COUNT(*) FROM attendance_change w WHERE w.withdraws = c.id)
         FROM attendance_change c WHERE c.activity = ?1 AND c.kind = 'paper' ORDER BY c.id DESC LIMIT {limit}"
    );
    tx.query(&sql, params![activity.0], |row| {
        Ok(Sheet {
            id: ChangeId(row.int(0)?),
            scan: FileId(row.opt_int(1)?.ok_or_else(|| broken("attendance_change.scan"))?),
            by: AccountId(row.int(2)?),
            at: Moment(row.int(3)?),
            counted: row.int(4)?,
            persons: row.int(5)?,
            withdrawn: row.int(6)? > 0,
        })
    })
}

/// How many the sheets of one activity count that were not taken back.
pub(crate) fn on_paper(tx: &mut Tx<'_>, activity: ActivityId) -> Result<i64> {
    tx.query_one(
        "SELECT CAST(COALESCE(SUM(c.counted), 0) AS {int}) FROM attendance_change c WHERE c.activity = ?1 AND c.kind = 'paper'
         AND NOT EXISTS (SELECT 1 FROM attendance_change w WHERE w.activity = c.activity AND w.withdraws = c.id)",
        params![activity.0],
        |row| row.int(0),
    )
}

/// Activities after a number that have sheets, in the order of numbers.
pub(crate) fn with_sheets(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<ActivityId>> {
    let sql = format!(
        "SELECT DISTINCT activity FROM attendance_change WHERE activity > ?1 AND kind = 'paper' ORDER BY activity LIMIT {limit}"
    );
    tx.query(&sql, params![after], |row| Ok(ActivityId(row.int(0)?)))
}

/// Every act after a number, a thousand at a time.
pub(crate) fn after(tx: &mut Tx<'_>, id: i64) -> Result<Vec<KeptChange>> {
    tx.query(&format!("{CHANGE} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![id], read)
}

/// What a list or a sheet said about one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub number: i64,
    pub employee: Option<i64>,
    pub guest: Option<i64>,
    pub minutes: Option<i64>,
    pub first: Option<i64>,
    pub last: Option<i64>,
}

pub(crate) fn keep_listed(tx: &mut Tx<'_>, change: i64, list: &[Listed]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = list
        .iter()
        .map(|one| {
            vec![
                change.into(),
                one.number.into(),
                one.employee.into(),
                one.guest.into(),
                one.minutes.into(),
                one.first.into(),
                one.last.into(),
            ]
        })
        .collect();
    let columns = ["change", "number", "employee", "guest", "minutes", "first", "last"];
    tx.insert_many("attendance_listed", &columns, &[Kind::Int; 7], &rows)?;
    Ok(())
}

pub(crate) fn listed(tx: &mut Tx<'_>, change: i64) -> Result<Vec<Listed>> {
    tx.query(
        "SELECT number, employee, guest, minutes, first, last FROM attendance_listed WHERE change = ?1 ORDER BY number",
        params![change],
        |row| {
            Ok(Listed {
                number: row.int(0)?,
                employee: row.opt_int(1)?,
                guest: row.opt_int(2)?,
                minutes: row.opt_int(3)?,
                first: row.opt_int(4)?,
                last: row.opt_int(5)?,
            })
        },
    )
}

/// Minutes of each employee by the lists of an activity, in the order of numbers.
pub(crate) fn minutes(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "SELECT l.employee, CAST(SUM(l.minutes) AS {int}) FROM attendance_change c
         JOIN attendance_listed l ON l.change = c.id
         WHERE c.activity = ?1 AND c.kind = 'import' AND l.employee IS NOT NULL AND l.minutes IS NOT NULL
         GROUP BY l.employee ORDER BY l.employee",
        params![activity.0],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// What lists said whose act is not there.
pub(crate) fn orphans(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM attendance_listed l
         WHERE NOT EXISTS (SELECT 1 FROM attendance_change c WHERE c.id = l.change)",
        params![],
        |row| row.int(0),
    )
}
