//! Tasks of members beside the visits of the plan. Giving one and ending one are acts; who reads the plan reads them.

use super::bodies;
use super::finding::name_of;
use super::plan::readable;
use super::reach::{Home, Reach, inside, membership};
use crate::model::task::{NewTask, Task, TaskEnd, TaskState};
use crate::model::{Duty, Member, TaskId, Team, TeamId};
use crate::rules::succession::holder;
use crate::rules::task::{self as rules, Asker, Giving};
use crate::store::{tasks as store, teams};
use anyhow::Context;
use netra_base::{Chance, Day, Error, Moment, Principal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::model::Unit;
use netra_store::Tx;

/// Ended tasks on a page.
const PAGE: i64 = 50;

/// A task with what is said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    /// The task.
    pub task: Task,
    /// Whose it is.
    pub name: String,
    /// Is that person still in the team?
    pub stays: bool,
    /// Who took over the place; if nobody did, somebody else has to be given it.
    pub heir: Option<String>,
    /// May the asker call it done or take it back?
    pub ends: bool,
}

/// The tasks of a team.
#[derive(Debug, Clone)]
pub struct Tasks {
    /// The team.
    pub team: Team,
    /// Its unit.
    pub unit: Unit,
    /// The unit's own day.
    pub today: Day,
    /// What the asker may.
    pub reach: Reach,
    /// Open tasks, the earliest due first.
    pub open: Vec<TaskView>,
    /// Ended ones of this page, the newest first.
    pub ended: Vec<TaskView>,
    /// The number from which the next page goes on downward.
    pub next: Option<i64>,
}

/// The tasks of a team; ended ones below a number, fifty at a time.
///
/// # Errors
/// `NotFound` for those who may not read the plan.
pub fn tasks(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId, below: Option<i64>) -> Result<Tasks> {
    let (home, reach) = readable(tx, now, who, id)?;
    let asker = asker(tx, now, who, id)?;
    let members = teams::members(tx, id)?;
    let mut open = Vec::new();
    for task in store::open(tx, id)? {
        open.push(view(tx, &home, &members, task, asker)?);
    }
    let mut ended = Vec::new();
    let found = store::ended(tx, id, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let next = found.get(usize::try_from(PAGE).unwrap_or(usize::MAX) - 1).filter(|_| found.len() as i64 > PAGE);
    let next = next.map(|task| task.id.0);
    for task in found.into_iter().take(usize::try_from(PAGE).unwrap_or(usize::MAX)) {
        ended.push(view(tx, &home, &members, task, asker)?);
    }
    Ok(Tasks { team: home.team, unit: home.unit, today: home.today, reach, open, ended, next })
}

/// One task, alone in the list it stands in.
///
/// # Errors
/// `NotFound` for those who may not read the plan, and for a task of another team.
pub fn task(tx: &mut Tx<'_>, now: Moment, who: &Principal, (team, id): (TeamId, TaskId)) -> Result<(Tasks, TaskView)> {
    let (home, reach) = readable(tx, now, who, team)?;
    let found = store::task(tx, id)?.filter(|task| task.team == team).ok_or(Error::NotFound)?;
    let asker = asker(tx, now, who, team)?;
    let members = teams::members(tx, team)?;
    let found = view(tx, &home, &members, found, asker)?;
    let (open, ended) = (Vec::new(), Vec::new());
    Ok((Tasks { team: home.team, unit: home.unit, today: home.today, reach, open, ended, next: None }, found))
}

/// The asker as a member of the unit's team of today, if so.
fn asker(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<Option<Asker>> {
    match inside(tx, now, who, id) {
        Ok((_, _, member)) => Ok(Some(Asker { employee: member.employee, duty: member.duty })),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

fn view(tx: &mut Tx<'_>, home: &Home, members: &[Member], task: Task, asker: Option<Asker>) -> Result<TaskView> {
    let stays = membership(tx, task.employee, &home.unit, home.today)?.is_some();
    let (given, heir) = (task.given.day(home.unit.zone), holder(members, task.employee, home.today).heir());
    let ends = asker.is_some_and(|asker| {
        let may = rules::may_end((&task, heir), asker, given, home.today, &TaskEnd::Done(home.today));
        may.is_some_and(|answer| answer.is_ok())
    });
    let heir = heir.map(|heir| name_of(tx, heir)).transpose()?;
    Ok(TaskView { name: name_of(tx, task.employee)?, stays, heir, ends, task })
}

/// Gives a task to each of those named; who has the same one open already keeps that.
///
/// # Errors
/// `NotFound` for those who are not in the team; a refusal for each thing that is wrong.
pub fn give(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    id: TeamId,
    new: &NewTask,
) -> Result<Vec<TaskId>> {
    let (home, team, member) = inside(tx, now, who, id)?;
    if team.id != id {
        return Err(Error::NotFound);
    }
    let mut members = Vec::new();
    for one in teams::members(tx, id)?.into_iter().filter(|one| one.is_in(home.today)) {
        if membership(tx, one.employee, &home.unit, home.today)?.is_some() {
            members.push(one.employee);
        }
    }
    let open = store::open(tx, id)?;
    let facts = Giving {
        valid: team.valid(),
        today: home.today,
        members: &members,
        open: open.len(),
        asker: Asker { employee: member.employee, duty: member.duty },
    };
    rules::may_give(new, &facts).map_err(Error::Refused)?;
    let mut given = Vec::new();
    for employee in &new.who {
        let same = open.iter().find(|one| one.employee == *employee && one.what == new.what && one.due == new.due);
        if let Some(same) = same {
            given.push(same.id);
            continue;
        }
        let kept = store::insert(tx, (id, *employee), (&new.what, new.due), (now, who.account.0))?;
        let entry = record(tx, chance, now, Kind::AssignmentGiven, &bodies::given(&kept))?;
        store::set_entry(tx, kept.id, entry)?;
        given.push(kept.id);
    }
    Ok(given)
}

/// Ends a task: done, or taken back.
///
/// # Errors
/// `NotFound` for everybody but who has it, or has taken over the place, and those who lead the team; refused when it has ended
/// or the day is outside.
pub fn end_task(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    (team, id): (TeamId, TaskId),
    end: &TaskEnd,
) -> Result<()> {
    let (home, _, member) = inside(tx, now, who, team)?;
    let found = store::task(tx, id)?.filter(|task| task.team == team).ok_or(Error::NotFound)?;
    let asker = Asker { employee: member.employee, duty: member.duty };
    let given = found.given.day(home.unit.zone);
    let heir = holder(&teams::members(tx, team)?, found.employee, home.today).heir();
    let may = rules::may_end((&found, heir), asker, given, home.today, end).ok_or(Error::NotFound)?;
    if is_ended_so(&found, end) {
        return Ok(());
    }
    may?;
    let mut kept = store::kept(tx, id)?.context("the task was just read")?;
    match end {
        TaskEnd::Done(day) => {
            kept.state = "done".to_owned();
            kept.done_day = Some(day.to_string());
        }
        TaskEnd::Withdrawn(reason) => {
            kept.state = "withdrawn".to_owned();
            kept.reason = Some(reason.clone());
        }
    }
    (kept.ended, kept.ended_by) = (Some(now), Some(who.account.0));
    kept.end_entry = Some(record(tx, chance, now, Kind::AssignmentGiven, &bodies::ended(&kept))?);
    let rows = store::end(tx, &kept)?;
    (rows == 1).then_some(()).context("a task ended twice at once").map_err(Error::from)
}

/// A second press says again what is recorded.
fn is_ended_so(task: &Task, end: &TaskEnd) -> bool {
    match (&task.state, end) {
        (TaskState::Done { day, .. }, TaskEnd::Done(again)) => day == again,
        (TaskState::Withdrawn { reason, .. }, TaskEnd::Withdrawn(again)) => reason == again,
        _ => false,
    }
}

/// Does this member lead the team's work: chair or secretary? For the form, which offers others only to them.
#[must_use]
pub fn leads(duty: Duty) -> bool {
    matches!(duty, Duty::Chair | Duty::Secretary)
}
