//! SQL of tasks. Who may see, give or end one is decided in actions and rules; nothing here hides any.

use super::{broken, day};
use crate::model::task::{Task, TaskState};
use crate::model::{TaskId, TeamId};
use netra_base::{Day, EmployeeId, EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

/// A task as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptTask {
    pub id: TaskId,
    pub team: i64,
    pub employee: i64,
    pub what: String,
    pub due: String,
    pub given: Moment,
    pub given_by: i64,
    pub entry: EntryId,
    pub state: String,
    pub done_day: Option<String>,
    pub reason: Option<String>,
    pub ended: Option<Moment>,
    pub ended_by: Option<i64>,
    pub end_entry: Option<EntryId>,
}

const TASK: &str =
    "SELECT id, team, employee, what, due, given, given_by, entry, state, done_day, reason, ended, ended_by,
    end_entry FROM oversight_task";

fn read(row: &Row<'_>) -> Result<KeptTask> {
    Ok(KeptTask {
        id: TaskId(row.int(0)?),
        team: row.int(1)?,
        employee: row.int(2)?,
        what: row.text(3)?,
        due: row.text(4)?,
        given: Moment(row.int(5)?),
        given_by: row.int(6)?,
        entry: EntryId(row.int(7)?),
        state: row.text(8)?,
        done_day: row.opt_text(9)?,
        reason: row.opt_text(10)?,
        ended: row.opt_int(11)?.map(Moment),
        ended_by: row.opt_int(12)?,
        end_entry: row.opt_int(13)?.map(EntryId),
    })
}

fn parse(kept: KeptTask) -> Result<Task> {
    let state = match (kept.state.as_str(), kept.done_day, kept.reason, kept.ended) {
        ("open", None, None, None) => TaskState::Open,
        ("done", Some(done), None, Some(at)) => TaskState::Done { day: day(&done, "oversight_task.done_day")?, at },
        ("withdrawn", None, Some(reason), Some(at)) => TaskState::Withdrawn { reason, at },
        _ => return Err(broken("oversight_task.state")),
    };
    Ok(Task {
        id: kept.id,
        team: TeamId(kept.team),
        employee: EmployeeId(kept.employee),
        what: kept.what,
        due: day(&kept.due, "oversight_task.due")?,
        given: kept.given,
        entry: kept.entry,
        state,
    })
}

/// Keeps a task; its entry comes after.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    (team, employee): (TeamId, EmployeeId),
    (what, due): (&str, Day),
    (at, by): (Moment, i64),
) -> Result<KeptTask> {
    tx.query_one(
        "INSERT INTO oversight_task (team, employee, what, due, given, given_by, entry, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 'open')
         RETURNING id, team, employee, what, due, given, given_by, entry, state, done_day, reason, ended, ended_by, end_entry",
        params![team.0, employee, what, due, at, by],
        read,
    )
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, id: TaskId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE oversight_task SET entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

/// Ends an open task as `kept` says; zero rows changed means that somebody was faster.
pub(crate) fn end(tx: &mut Tx<'_>, kept: &KeptTask) -> Result<u64> {
    tx.execute(
        "UPDATE oversight_task SET state = ?2, done_day = ?3, reason = ?4, ended = ?5, ended_by = ?6, end_entry = ?7
         WHERE id = ?1 AND state = 'open'",
        params![
            kept.id.0,
            &kept.state,
            kept.done_day.as_ref(),
            kept.reason.as_ref(),
            kept.ended,
            kept.ended_by,
            kept.end_entry,
        ],
    )
}

pub(crate) fn kept(tx: &mut Tx<'_>, id: TaskId) -> Result<Option<KeptTask>> {
    tx.query_opt(&format!("{TASK} WHERE id = ?1"), params![id.0], read)
}

pub(crate) fn task(tx: &mut Tx<'_>, id: TaskId) -> Result<Option<Task>> {
    kept(tx, id)?.map(parse).transpose()
}

/// The open tasks of a team, the earliest due first: they are limited.
pub(crate) fn open(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Task>> {
    let kept = tx.query(
        &format!("{TASK} WHERE team = ?1 AND state = 'open' ORDER BY due, id LIMIT 400"),
        params![team.0],
        read,
    )?;
    kept.into_iter().map(parse).collect()
}

/// Tasks that ended, the newest first, from a number downward.
pub(crate) fn ended(tx: &mut Tx<'_>, team: TeamId, below: i64, limit: i64) -> Result<Vec<Task>> {
    let kept = tx.query(
        &format!("{TASK} WHERE team = ?1 AND state <> 'open' AND id < ?2 ORDER BY id DESC LIMIT ?3"),
        params![team.0, below, limit],
        read,
    )?;
    kept.into_iter().map(parse).collect()
}

/// The open tasks of one person, the earliest due first.
pub(crate) fn of_person(tx: &mut Tx<'_>, employee: EmployeeId, limit: i64) -> Result<Vec<Task>> {
    let kept = tx.query(
        &format!("{TASK} WHERE employee = ?1 AND state = 'open' ORDER BY due, id LIMIT ?2"),
        params![employee, limit],
        read,
    )?;
    kept.into_iter().map(parse).collect()
}

/// Of one team: tasks given, done, and open after their day.
pub(crate) fn sums(tx: &mut Tx<'_>, team: TeamId, today: Day) -> Result<(i64, i64, i64)> {
    tx.query_one(
        "SELECT COUNT(CASE WHEN state <> 'withdrawn' THEN 1 END), COUNT(CASE WHEN state = 'done' THEN 1 END),
           COUNT(CASE WHEN state = 'open' AND due < ?2 THEN 1 END) FROM oversight_task WHERE team = ?1",
        params![team.0, today],
        |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)),
    )
}

/// Every task after a number, as it stands, a thousand at a time.
pub(crate) fn kept_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptTask>> {
    tx.query(&format!("{TASK} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![after], read)
}
