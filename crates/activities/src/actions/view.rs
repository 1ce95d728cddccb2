//! One activity as somebody may see it.

use super::clash::{Clash, Of, clashes, known};
use super::days::marks;
use super::reach::{Reach, seen};
use super::report::correcting;
use super::team::{Behalf, behalf};
use super::tell::after;
use crate::model::{Activity, ActivityId, After, Correction, Details, Party, State};
use crate::rules::days::Marked;
use crate::store::{self, details as kept};
use netra_base::{Day, Error, Lang, Moment, Principal, Result, Say};
use netra_pledges::model::Occasion;
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// The activity with this number, without a question of rights: for crates above.
///
/// # Errors
/// `NotFound`.
pub fn activity(tx: &mut Tx<'_>, id: ActivityId) -> Result<Activity> {
    store::activity(tx, id)?.ok_or(Error::NotFound)
}

/// What belongs to it: speakers, invited groups, delegations, agenda.
///
/// # Errors
/// When the database fails.
pub fn details(tx: &mut Tx<'_>, id: ActivityId) -> Result<Details> {
    kept::of(tx, id)
}

/// An activity as somebody may see it.
#[derive(Debug, Clone)]
pub struct View {
    /// The activity.
    pub activity: Activity,
    /// The unit that holds it.
    pub unit: Unit,
    /// What the asker may do.
    pub reach: Reach,
    /// The oversight team on whose behalf it is held.
    pub team: Option<Behalf>,
    /// What belongs to it.
    pub details: Details,
    /// The units that send delegations, with the number expected.
    pub sent: Vec<(Unit, i64)>,
    /// How many came of each party beside the host's own.
    pub came: Vec<(Party, i64)>,
    /// The instruments it rests on: id and name.
    pub basis: Vec<(String, Say)>,
    /// What came of it.
    pub after: After,
    /// The days it falls on that are told apart.
    pub marks: Vec<Marked>,
    /// With what it clashes; for those who oversee.
    pub clashes: Vec<Clash>,
    /// Where a pledge is signed at it, with the count.
    pub occasion: Option<Occasion>,
    /// The asker signs there without the key on its screen: he is one of the host's own.
    pub at_home: bool,
    /// How many versions of its report are filed.
    pub versions: usize,
    /// The opening of its report for correction, while it lasts.
    pub correcting: Option<Correction>,
    /// The host's own day.
    pub today: Day,
}

/// The activity with this number.
///
/// # Errors
/// `NotFound` for those who may not see it.
pub fn view(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityId) -> Result<View> {
    let (activity, unit, reach) = seen(tx, who, id)?;
    let details = kept::of(tx, id)?;
    let mut sent = Vec::new();
    for one in &details.delegations {
        sent.push((registry::unit(tx, one.unit)?, one.expected));
    }
    let library = netra_rulebook::actions::current(tx, now)?;
    let name = |id: &String| {
        let row = library.book().row(id);
        let say = row.map_or_else(
            || Say::new(id.clone(), id.clone()),
            |row| Say::new(row.name(Lang::Id).to_owned(), row.name(Lang::En).to_owned()),
        );
        (id.clone(), say)
    };
    let basis = activity.basis.iter().map(name).collect();
    let marks = marks(tx, now, activity.starts.day(activity.zone), activity.ends.day(activity.zone))?;
    let waits = matches!(activity.state, State::Planned | State::Running);
    let clashes = if reach.oversees && waits { clashes(tx, Of::Activity(id))? } else { Vec::new() };
    let (clashes, team) = (known(tx, who, clashes)?, behalf(tx, &activity)?);
    let occasion = match activity.occasion {
        Some(occasion) => Some(netra_pledges::actions::occasion(tx, occasion)?),
        None => None,
    };
    let at_home = match (&occasion, who.employee) {
        (Some(one), Some(employee)) => netra_pledges::actions::occasion_known(tx, one.id.into(), employee)?.is_some(),
        _ => false,
    };
    let versions = store::report::versions(tx, id)?.len();
    let (after, correcting, came) = (after(tx, id)?, correcting(tx, id)?, store::party::of(tx, id)?);
    let today = now.day(unit.zone);
    Ok(View {
        activity,
        unit,
        reach,
        team,
        details,
        sent,
        came,
        basis,
        after,
        marks,
        clashes,
        occasion,
        at_home,
        versions,
        correcting,
        today,
    })
}
