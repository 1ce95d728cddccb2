//! One team as somebody may see it: the decree for everybody inside the house, names for those who may, counts of plan and
//! findings for those who oversee.

use super::finding::count;
use super::notice::{Notice, notices};
use super::reach::{Home, Reach, home, reach};
use crate::model::plan::Sums;
use crate::model::{Function, Member, Team, TeamId};
use crate::rules;
use crate::store::{plan, tasks, teams};
use netra_base::{Day, Error, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// A member with what the roster says about the person today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// The membership.
    pub member: Member,
    /// The name.
    pub name: String,
    /// Jabatan.
    pub position: Option<String>,
    /// Name of the unit.
    pub unit: String,
    /// The successor's name.
    pub successor: Option<String>,
}

/// A change of the team that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// When.
    pub at: Moment,
    /// What: `members`, `left-unit`, `settled`, `ended`, `scan`.
    pub kind: String,
    /// The number of the decree that ordered it.
    pub decree: Option<String>,
}

/// What a team does, in counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// What its plan comes to.
    pub plan: Sums,
    /// Tasks given and not taken back.
    pub tasks: i64,
    /// Of these, done.
    pub tasks_done: i64,
    /// Of these, open after their day.
    pub tasks_late: i64,
    /// Findings of the unit that wait for the case desk, as far as the asker may know of them.
    pub findings: i64,
}

/// A team as somebody may see it.
#[derive(Debug, Clone)]
pub struct TeamView {
    /// The team.
    pub team: Team,
    /// Its unit.
    pub unit: Unit,
    /// The unit's own day.
    pub today: Day,
    /// What the asker may.
    pub reach: Reach,
    /// Members of today, and how many of them have each function.
    pub size: i64,
    /// How many members have each function.
    pub functions: Vec<(Function, i64)>,
    /// Has it a chair and two members?
    pub complete: bool,
    /// Everybody who is or was in it; empty for those who see no names.
    pub members: Vec<MemberView>,
    /// The changes recorded, as they came; empty for those who see no names.
    pub changes: Vec<Changed>,
    /// Counts, for those who see them.
    pub work: Option<Work>,
    /// What waits for the asker at this team.
    pub notices: Vec<Notice>,
}

/// The team with this number.
///
/// # Errors
/// `NotFound`, also for those outside the house.
pub fn team(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<TeamView> {
    if !rules::belongs(who) {
        return Err(Error::NotFound);
    }
    let Home { team, unit, today } = home(tx, now, id)?;
    let reach = reach(tx, who, &unit, today)?;
    let all = teams::members(tx, id)?;
    let here: Vec<&Member> = all.iter().filter(|member| member.is_in(today)).collect();
    let size = i64::try_from(here.len()).unwrap_or(i64::MAX);
    let functions = Function::ALL
        .map(|function| (function, here.iter().filter(|member| member.functions.has(function)).count()))
        .map(|(function, count)| (function, i64::try_from(count).unwrap_or(i64::MAX)));
    let complete = rules::complete(here.iter().map(|member| member.duty)).is_ok();
    let (mut members, mut changes) = (Vec::new(), Vec::new());
    if reach.names {
        let kept = teams::changes(tx, id)?.into_iter();
        changes = kept.map(|one| Changed { at: one.at, kind: one.kind, decree: one.decree }).collect();
        for member in all {
            members.push(seen(tx, member)?);
        }
    }
    let work = if reach.counts { Some(work(tx, who, &unit, id, today)?) } else { None };
    let mut waiting = if reach.keeps { notices(tx, who, now)? } else { Vec::new() };
    waiting.retain(|notice| notice.team == id);
    let functions = functions.to_vec();
    Ok(TeamView { team, unit, today, reach, size, functions, complete, members, changes, work, notices: waiting })
}

pub(super) fn seen(tx: &mut Tx<'_>, member: Member) -> Result<MemberView> {
    let person = registry::employee(tx, member.employee)?;
    let unit = registry::unit(tx, person.unit)?.name;
    let successor = match member.ended.as_ref().and_then(|end| end.successor) {
        Some(id) => registry::standing(tx, id)?.map(|person| person.name),
        None => None,
    };
    Ok(MemberView { member, name: person.name.as_str().to_owned(), position: person.position, unit, successor })
}

fn work(tx: &mut Tx<'_>, who: &Principal, unit: &Unit, id: TeamId, today: Day) -> Result<Work> {
    let (tasks, tasks_done, tasks_late) = tasks::sums(tx, id, today)?;
    Ok(Work { plan: plan::sums(tx, id)?, tasks, tasks_done, tasks_late, findings: count(tx, who, unit)? })
}

/// What all teams did that the asker oversees, in counts; nothing for those who oversee no unit.
///
/// # Errors
/// When the database fails.
pub fn all_plans(tx: &mut Tx<'_>, who: &Principal) -> Result<Option<Sums>> {
    if !who.grants.iter().any(|grant| rules::oversees(who, &grant.path)) {
        return Ok(None);
    }
    let mut sums = Sums::default();
    for (unit, of_unit) in plan::sums_of_all(tx)? {
        if rules::oversees(who, &registry::unit(tx, unit)?.path) {
            sums = sums.plus(of_unit);
        }
    }
    Ok(Some(sums))
}
