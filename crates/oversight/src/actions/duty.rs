//! What one person has to do for the teams of which he is a member: visits of the plan, points that follow from them,
//! tasks. What is due first comes first, so what is late stands on top. Who has left a team owes it nothing.

use super::reach::membership;
use crate::model::plan::Item;
use crate::model::task::Task;
use crate::model::{ItemId, TeamId};
use crate::store::{plan, tasks, teams};
use netra_base::{Day, EmployeeId, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::HashMap;

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
    let mut owed: Vec<(TeamId, Day, Owed)> = Vec::new();
    owed.extend(plan::duties(tx, employee)?.into_iter().map(|(due, item)| (item.team, due, Owed::Visit(item))));
    for (id, number, what, due) in plan::open_points(tx, employee, MOST)? {
        if let Some(item) = plan::item(tx, id)? {
            owed.push((item.team, due, Owed::Point(id, number, what)));
        }
    }
    owed.extend(tasks::of_person(tx, employee, MOST)?.into_iter().map(|task| (task.team, task.due, Owed::Task(task))));
    let mut homes: HashMap<TeamId, Option<(String, Day)>> = HashMap::new();
    let mut out = Vec::new();
    for (team, due, what) in owed {
        let home = match homes.get(&team) {
            Some(known) => known.clone(),
            None => {
                let home = member_of(tx, now, employee, team)?;
                homes.insert(team, home.clone());
                home
            }
        };
        if let Some((unit, today)) = home {
            out.push(MyDuty { team, unit, today, due, what });
        }
    }
    out.sort_by_key(|one| one.due);
    Ok(out)
}

/// The unit of a team and its day, if the person is in the unit's team of today.
fn member_of(tx: &mut Tx<'_>, now: Moment, employee: EmployeeId, team: TeamId) -> Result<Option<(String, Day)>> {
    let Some(team) = teams::team(tx, team)? else { return Ok(None) };
    let unit = registry::unit(tx, team.unit)?;
    let today = now.day(unit.zone);
    Ok(membership(tx, employee, &unit, today)?.map(|_| (unit.name, today)))
}
