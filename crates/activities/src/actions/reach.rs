//! Who sees an activity, and who keeps it. Employees see those of their own unit, of the units above it, and those to which
//! their branch sends a delegation; roles see what their grants cover. To everybody else there is no such activity.

use crate::model::{Activity, ActivityId};
use crate::rules;
use crate::store::{self, details};
use netra_base::{Error, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Standing, Unit};
use netra_store::Tx;

/// What one asker may do with one activity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Plan, start, end, tell, report.
    pub keeps: bool,
    /// Read what is for those who oversee: clashes, doubtful scans, drafts of the report.
    pub oversees: bool,
    /// Read what was given and spent, and the paper that shows it: who keeps the host's branch, leads or audits it.
    pub money: bool,
    /// Take the text for the press.
    pub tells: bool,
    /// Read minutes, decisions and the report: who oversees, who works for the host, who was sent.
    pub reads: bool,
}

/// The activity and its unit, for who keeps the unit.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn of_keeper(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<(Activity, Unit)> {
    let activity = store::activity(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, activity.unit)?;
    if rules::keeps(who, &unit.path) { Ok((activity, unit)) } else { Err(Error::NotFound) }
}

/// The same for who changes it: held until the transaction ends, so that what is read about it stays true until then.
///
/// # Errors
/// As [`of_keeper`].
pub fn held(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<(Activity, Unit)> {
    store::hold(tx, id)?;
    of_keeper(tx, who, id)
}

/// Holds an activity as it stands until the transaction ends, beside others who do the same: nobody ends or changes it
/// meanwhile. Who comes while it is being ended waits here, and then sees that it is over.
///
/// # Errors
/// When the database fails.
pub fn shared(tx: &mut Tx<'_>, id: ActivityId) -> Result<()> {
    store::share(tx, id)
}

/// The activity and its unit, for who may see it, with what he may do.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn seen(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<(Activity, Unit, Reach)> {
    let activity = store::activity(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, activity.unit)?;
    let reach = Reach {
        keeps: rules::keeps(who, &unit.path),
        oversees: rules::oversees(who, &unit.path),
        money: rules::money(who, &unit.path),
        tells: rules::tells(who, &unit.path),
        reads: rules::oversees(who, &unit.path),
    };
    if reach.oversees {
        return Ok((activity, unit, reach));
    }
    let own = match who.employee {
        Some(employee) => registry::standing(tx, employee)?.filter(|person| person.active),
        None => None,
    };
    for delegation in details::of(tx, id)?.delegations {
        let path = registry::unit(tx, delegation.unit)?.path;
        if rules::oversees(who, &path)
            || own.as_ref().is_some_and(|person| rules::sent(&person.unit_path, &path, &unit.path))
        {
            return Ok((activity, unit, Reach { reads: true, ..reach }));
        }
    }
    match own {
        Some(person) if person.unit_path.starts_with(&unit.path) => {
            let reads = person.unit == unit.id;
            Ok((activity, unit, Reach { reads, ..reach }))
        }
        _ => Err(Error::NotFound),
    }
}

/// A unit that is sent to activities, as somebody sees them in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// The unit.
    pub unit: UnitId,
    /// Hosts whose invitation of this unit opens nothing to him.
    pub but: Vec<UnitId>,
}

/// The units of a person's line, from the top. Of those above his own, hosts below them are left out, as [`rules::sent`] says
/// of one activity; of the top nothing is left then.
pub(super) fn line(tx: &mut Tx<'_>, person: &Standing) -> Result<Vec<Sent>> {
    let mut out = Vec::new();
    for id in person.unit_path.split('/').filter_map(|id| id.parse().ok()).map(UnitId) {
        if id == person.unit {
            out.push(Sent { unit: id, but: Vec::new() });
            continue;
        }
        let unit = registry::unit(tx, id)?;
        if unit.parent.is_some() {
            out.push(Sent { unit: id, but: registry::unit_ids(tx, &unit.path)? });
        }
    }
    Ok(out)
}
