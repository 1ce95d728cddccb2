//! What one person has to do for the teams of which he is a member: visits of the plan, points that follow from them,
//! tasks. What is due first comes first, so what is late stands on top. Who has left a team owes it nothing: whoever takes a
//! place takes over what is open there, and what nobody takes over stands with those who lead the team. No row changes hands
//! for that: the succession is recorded with the team, and the ledger goes on telling to whom a thing was given.

use super::finding::name_of;
use super::reach::membership;
use super::task::leads;
use crate::model::plan::Item;
use crate::model::task::Task;
use crate::model::{ItemId, Member, TeamId};
use crate::rules::succession::{Holder, holder};
use crate::store::{plan, tasks, teams};
use netra_base::{Day, EmployeeId, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// Of each kind at most: three kinds make a page of some 40 KB.
const MOST: i64 = 50;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// A visit, still to be held or reported.
    Visit(Item),
    /// A point that follows from a visit: item, number, words.
    Point(ItemId, i64, String),
    /// A task.
    Task(Task),
}

impl Owed {
    /// What it is, whoever has to do it.
    fn key(&self) -> (u8, i64, i64) {
        match self {
            Self::Visit(item) => (0, item.id.0, 0),
            Self::Point(item, number, _) => (1, item.0, *number),
            Self::Task(task) => (2, task.id.0, 0),
        }
    }
}

/// Whose work it was, when somebody left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// Of this person, whose place the asker took.
    Taken(String),
    /// Of this person, whose place nobody took: whoever leads the team sees to it.
    Open(String),
}

/// Something that one person has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyDuty {
    /// For which team.
    pub team: TeamId,
    /// The name of its unit.
    pub unit: String,
    /// The unit's own day.
    pub today: Day,
    /// By when.
    pub due: Day,
    /// What.
    pub what: Owed,
    /// Whose it was, if not the asker's own.
    pub left: Option<Left>,
}

impl MyDuty {
    /// Is its day over?
    #[must_use]
    pub fn late(&self) -> bool {
        self.due < self.today
    }
}

/// What the asker has to do, the earliest due first; nothing for an account that is nobody's.
///
/// # Errors
/// When the database fails.
pub fn duties(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Vec<MyDuty>> {
    let Some(employee) = who.employee else { return Ok(Vec::new()) };
    let mut owed: Vec<Given> = given_to(tx, employee)?.into_iter().map(|one| (one, None)).collect();
    owed.extend(left_by_others(tx, now, employee)?);
    let mut homes: HashMap<TeamId, Option<(String, Day)>> = HashMap::new();
    let (mut out, mut seen) = (Vec::new(), HashSet::new());
    for ((team, due, what), left) in owed {
        // Who goes on a visit himself does not take it over a second time.
        if !seen.insert(what.key()) {
            continue;
        }
        let home = match homes.get(&team) {
            Some(known) => known.clone(),
            None => {
                let home = member_of(tx, now, employee, team)?;
                homes.insert(team, home.clone());
                home
            }
        };
        if let Some((unit, today)) = home {
            out.push(MyDuty { team, unit, today, due, what, left });
        }
    }
    out.sort_by_key(|one| one.due);
    Ok(out)
}

/// Open work, and who left it.
type Given = ((TeamId, Day, Owed), Option<Left>);

/// What was given to one person and is open.
fn given_to(tx: &mut Tx<'_>, employee: EmployeeId) -> Result<Vec<(TeamId, Day, Owed)>> {
    let mut owed: Vec<(TeamId, Day, Owed)> = Vec::new();
    owed.extend(plan::duties(tx, employee)?.into_iter().map(|(due, item)| (item.team, due, Owed::Visit(item))));
    for (id, number, what, due) in plan::open_points(tx, employee, MOST)? {
        if let Some(item) = plan::item(tx, id)? {
            owed.push((item.team, due, Owed::Point(id, number, what)));
        }
    }
    owed.extend(tasks::of_person(tx, employee, MOST)?.into_iter().map(|task| (task.team, task.due, Owed::Task(task))));
    Ok(owed)
}

/// What those left whose place this person took; and, where he leads the team, what nobody took over.
fn left_by_others(tx: &mut Tx<'_>, now: Moment, employee: EmployeeId) -> Result<Vec<Given>> {
    let mut out = Vec::new();
    for own in teams::of_person(tx, employee)? {
        let Some(team) = teams::team(tx, own.team)? else { continue };
        let today = now.day(registry::unit(tx, team.unit)?.zone);
        if !own.is_in(today) {
            continue;
        }
        let members = teams::members(tx, own.team)?;
        let mut gone: Vec<EmployeeId> = members.iter().map(|one| one.employee).collect();
        gone.sort_unstable();
        gone.dedup();
        for other in gone {
            let held = holder(&members, other, today);
            let mine = held == Holder::Heir(employee);
            if !mine && (held != Holder::Nobody || !leads(own.duty)) {
                continue;
            }
            let mut work = given_to(tx, other)?;
            work.retain(|(team, ..)| *team == own.team);
            if work.is_empty() {
                continue;
            }
            let name = name_of(tx, other)?;
            let left = if mine { Left::Taken(name) } else { Left::Open(name) };
            for one in work {
                if mine || nobody_goes(tx, &members, &one.2, today)? {
                    out.push((one, Some(left.clone())));
                }
            }
        }
    }
    Ok(out)
}

/// Is there nobody left for it? A visit and what follows from it are for all who go.
fn nobody_goes(tx: &mut Tx<'_>, members: &[Member], what: &Owed, today: Day) -> Result<bool> {
    let item = match what {
        Owed::Visit(item) => item.id,
        Owed::Point(item, ..) => *item,
        Owed::Task(_) => return Ok(true),
    };
    let goes = plan::assigned(tx, item)?;
    Ok(goes.iter().all(|one| holder(members, one.employee, today) == Holder::Nobody))
}

/// The unit of a team and its day, if the person is in the unit's team of today.
fn member_of(tx: &mut Tx<'_>, now: Moment, employee: EmployeeId, team: TeamId) -> Result<Option<(String, Day)>> {
    let Some(team) = teams::team(tx, team)? else { return Ok(None) };
    let unit = registry::unit(tx, team.unit)?;
    let today = now.day(unit.zone);
    Ok(membership(tx, employee, &unit, today)?.map(|_| (unit.name, today)))
}
