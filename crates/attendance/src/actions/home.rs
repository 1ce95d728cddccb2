//! An activity as attendance needs it: the host, and which units were invited.

use crate::model::Party;
use crate::rules;
use netra_activities::actions as activities;
use netra_activities::model::{Activity, ActivityId, Side};
use netra_base::{Principal, Result, Role, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Nip, Standing, Unit};
use netra_store::Tx;

/// Who keeps a unit and its roster.
pub(crate) const KEEPING: [Role; 2] = [Role::UnitOperator, Role::Administrator];

/// An activity with its host and the units that were invited.
#[derive(Debug, Clone)]
pub struct Home {
    /// The activity.
    pub activity: Activity,
    /// The unit that holds it.
    pub host: Unit,
    /// The invited units, each with how many are expected.
    pub invited: Vec<(Unit, i64)>,
    /// How many of the host are expected: its target and the groups it invited from inside the agency. The same number as on
    /// the activity's page and in its report.
    pub own: i64,
}

impl Home {
    /// Among whose people a person of the unit with this path is.
    pub(crate) fn party(&self, person: &str) -> Party {
        let invited: Vec<(UnitId, String)> =
            self.invited.iter().map(|(unit, _)| (unit.id, unit.path.clone())).collect();
        rules::party(person, &self.host.path, &invited)
    }

    /// May this keeper put a person of the unit with this path on the list when he knows the whole NIP: one of host or
    /// delegation, or of his own people?
    pub(crate) fn reaches(&self, who: &Principal, person: &str) -> bool {
        keeps(who, person) || self.party(person) != Party::Visitor
    }

    /// May this keeper be told who this is: one of his own people, or one within reach whose whole NIP he says? Whoever
    /// plans may name any unit as a delegation, and nobody there agrees to it; so a delegation opens no roster.
    pub(crate) fn tells(&self, who: &Principal, person: &Standing, said: Option<Nip>) -> bool {
        let known = said.is_some_and(|nip| nip.to_string() == person.number);
        keeps(who, &person.unit_path) || known && self.reaches(who, &person.unit_path)
    }

    /// The name of a party's unit.
    #[must_use]
    pub fn unit_of(&self, party: Party) -> Option<&Unit> {
        match party {
            Party::Host => Some(&self.host),
            Party::Delegation(id) => self.invited.iter().map(|(unit, _)| unit).find(|unit| unit.id == id),
            Party::Visitor => None,
        }
    }
}

/// Does this asker keep the unit with this path, and so its people's names?
pub(crate) fn keeps(who: &Principal, path: &str) -> bool {
    KEEPING.iter().any(|role| who.covers(*role, path))
}

pub(crate) fn home(tx: &mut Tx<'_>, id: ActivityId) -> Result<Home> {
    let activity = activities::activity(tx, id)?;
    let host = registry::unit(tx, activity.unit)?;
    with_invited(tx, activity, host)
}

/// The same for who keeps the host; to everybody else there is no such list.
pub(crate) fn kept(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Home> {
    let (activity, host) = activities::of_keeper(tx, who, id)?;
    with_invited(tx, activity, host)
}

/// The same, held until the transaction ends: two lists, sheets or queues of guests of one activity come one after the
/// other.
pub(crate) fn kept_held(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Home> {
    let (activity, host) = activities::held(tx, who, id)?;
    with_invited(tx, activity, host)
}

/// The same, held beside others: nobody ends the activity meanwhile, so whether this is a correction stays true.
pub(crate) fn kept_shared(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Home> {
    activities::shared(tx, id)?;
    kept(tx, who, id)
}

fn with_invited(tx: &mut Tx<'_>, activity: Activity, host: Unit) -> Result<Home> {
    let mut invited = Vec::new();
    let details = activities::details(tx, activity.id)?;
    let inside = details.invited.iter().filter(|group| group.side == Side::Inside);
    let own = activity.target + inside.map(|group| group.expected).sum::<i64>();
    for delegation in details.delegations {
        invited.push((registry::unit(tx, delegation.unit)?, delegation.expected));
    }
    Ok(Home { activity, host, invited, own })
}

/// An active person of the roster.
pub(crate) fn active(tx: &mut Tx<'_>, employee: netra_base::EmployeeId) -> Result<Option<Standing>> {
    Ok(registry::standing(tx, employee)?.filter(|person| person.active))
}
