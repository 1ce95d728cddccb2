//! What one asker finds on the page where an activity's people learn: material, the own tests, feedback; figures for those
//! who oversee.

use super::respond::audience;
use super::{gain, of_activity, said};
use crate::model::{Gain, Listed, Said, Taught};
use crate::{rules, store};
use netra_activities::actions as activities;
use netra_activities::actions::Reach;
use netra_activities::model::{Activity, ActivityId};
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Refusal, Result};
use netra_guidance::actions::{self as quiz, Begin, Mine};
use netra_guidance::model::{Attempt, Occasion, Phase};
use netra_registry::model::Unit;
use netra_store::Tx;

/// What an employee finds.
#[derive(Debug, Clone)]
pub struct Own {
    /// The own tests at this activity; what forbids each now takes the activity's times into account.
    pub tests: Mine,
    /// Has feedback been given?
    pub answered: bool,
    /// Why feedback cannot be given now.
    pub closed: Option<Refusal>,
}

/// The page of one activity for one asker.
#[derive(Debug, Clone)]
pub struct Learning {
    /// The activity.
    pub activity: Activity,
    /// The unit that holds it.
    pub unit: Unit,
    /// What the asker may do with it.
    pub reach: Reach,
    /// What is taught.
    pub taught: Vec<Taught>,
    /// For an employee in service.
    pub own: Option<Own>,
    /// For who oversees: what was gained.
    pub gain: Option<Gain>,
    /// For the keepers: what was said.
    pub said: Option<Said>,
    /// For the keepers: what could be taught too, latest first.
    pub offered: Vec<Listed>,
}

/// The page of an activity.
///
/// # Errors
/// `NotFound` for those who may not see the activity.
pub fn learning(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityId) -> Result<Learning> {
    let (activity, unit, reach) = activities::seen(tx, who, id)?;
    let taught = of_activity(tx, &activity)?;
    let own = match audience(tx, who, id) {
        Ok((_, employee)) => Some(own(tx, now, &activity, employee)?),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let gain = if reach.oversees { Some(gain(tx, id)?) } else { None };
    let said = if reach.keeps { Some(said(tx, who, id)?) } else { None };
    let mut offered = if reach.keeps { super::materials(tx, super::Cursor::START)?.0 } else { Vec::new() };
    offered.retain(|one| !taught.iter().any(|there| there.material == one.material.id));
    Ok(Learning { activity, unit, reach, taught, own, gain, said, offered })
}

fn own(tx: &mut Tx<'_>, now: Moment, activity: &Activity, employee: EmployeeId) -> Result<Own> {
    let mut tests = quiz::mine_at(tx, employee, Some(&Occasion::activity(activity.id.0)), now)?;
    for (at, phase) in [Phase::Pre, Phase::Post].into_iter().enumerate() {
        // What the quiz itself forbids (taken, passed) says more than that the time is over.
        if tests.refused[at].is_none() {
            tests.refused[at] = rules::may_test(activity, phase, now).err();
        }
    }
    let answered = store::feedback::has_answered(tx, activity.id, employee)?;
    Ok(Own { tests, answered, closed: rules::may_answer(activity, now).err() })
}

/// Begins a test at an activity, or finds the one that runs: who takes it counts at that place.
///
/// # Errors
/// `NotFound` for those the activity is not for; a refusal when this test may not be begun.
pub fn begin_test(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    id: ActivityId,
    phase: Phase,
) -> Result<Attempt> {
    let (activity, employee) = audience(tx, who, id)?;
    rules::may_test(&activity, phase, now)?;
    let occasion = Some(Occasion::activity(id.0));
    quiz::begin(tx, chance, now, &Begin { employee, phase, occasion })
}
