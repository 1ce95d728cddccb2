//! Planning a place, moving it while it is planned, and saying while it is going on what turned out otherwise. The drive's
//! row is held meanwhile, so that two places of one unit come one after the other and a change of the drive waits. What makes
//! the activity whole is decided by `activities`.

use super::seen::{Seen, Units, seen};
use crate::model::{ActivityDriveId, ActivityId, Drive};
use crate::rules::{self, Placing, Standing};
use crate::store;
use netra_activities::actions::{self as activities, Pledges, Teams};
use netra_activities::model::{Activity, AgendaItem, Mode, Named, NewActivity, NewDelegation, Somebody, State, Wall};
use netra_base::{Chance, Error, Moment, Principal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Places looked at in one statement.
const BATCH: u32 = 500;

/// Every place of a drive, or of one unit in it, that is not cancelled, by number; `take` says whether to go on.
pub(super) fn each(
    tx: &mut Tx<'_>,
    id: ActivityDriveId,
    unit: Option<UnitId>,
    take: &mut dyn FnMut(Activity) -> bool,
) -> Result<()> {
    let mut after = None;
    loop {
        let page = activities::in_drive(tx, id, unit, after, BATCH)?;
        let full = page.len() == usize::try_from(BATCH).unwrap_or(usize::MAX);
        after = page.last().map(|last| last.id);
        for one in page.into_iter().filter(|one| one.state != State::Cancelled) {
            if !take(one) {
                return Ok(());
            }
        }
        if !full {
            return Ok(());
        }
    }
}

/// The places of a drive as the rules need them.
pub(super) fn standing(tx: &mut Tx<'_>, id: ActivityDriveId) -> Result<Vec<Standing>> {
    let mut out = Vec::new();
    each(tx, id, None, &mut |one| {
        let Activity { unit, starts, ends, zone, state, .. } = one;
        out.push(Standing { unit, starts, ends, zone, state });
        true
    })?;
    Ok(out)
}

/// The place of a drive that its form shows: what the template says, or what stands.
#[derive(Debug, Clone)]
pub struct PlaceForm {
    /// The drive.
    pub seen: Seen,
    /// The units of the branch that are asked and that the asker keeps, in the order of the tree.
    pub units: Vec<Unit>,
    /// The activity as it would be planned.
    pub place: NewActivity,
    /// Has it begun? Then most of it stands.
    pub begun: bool,
}

/// The form for a new place, filled from the template.
///
/// # Errors
/// `NotFound` for those who keep no unit of the branch; refused once the drive is withdrawn.
pub fn place_form(tx: &mut Tx<'_>, by: &Principal, id: ActivityDriveId) -> Result<PlaceForm> {
    let seen = seen(tx, by, id)?;
    let units = kept_units(tx, by, &seen)?;
    if units.is_empty() {
        return Err(Error::NotFound);
    }
    rules::stands(&seen.drive)?;
    let place = template(&seen.drive);
    Ok(PlaceForm { seen, units, place, begun: false })
}

fn kept_units(tx: &mut Tx<'_>, by: &Principal, seen: &Seen) -> Result<Vec<Unit>> {
    let mut units = Units::of(tx, &seen.unit, &seen.drive)?.all().to_vec();
    let asked = |unit: &Unit| seen.drive.definition.required_of(&unit.id, unit.kind).is_some();
    units.retain(|unit| rules::keeps(by, &unit.path) && asked(unit));
    Ok(units)
}

/// An hour after the window opens, or two for an agenda that takes so long: the form's first words, to be changed.
fn template(drive: &Drive) -> NewActivity {
    let set = &drive.definition;
    let starts = set.window.opens;
    let minutes = set.agenda.last().map_or(60, |last| last.minute + 30).clamp(60, 12 * 60);
    let zone = Zone::Wib;
    let ends = starts.at(zone).plus_ms(minutes * 60_000).min(set.window.closes.at(zone));
    let agenda = set.agenda.iter().map(|line| {
        let (hour, minute) = starts.at(zone).plus_ms(line.minute * 60_000).wall(zone);
        AgendaItem { at: format!("{hour:02}:{minute:02}"), item: line.item.clone(), by: None }
    });
    let (hour, minute) = ends.wall(zone);
    NewActivity {
        unit: String::new(),
        kind: set.kind,
        mode: Mode::OnSite,
        title: set.title.clone(),
        theme: Some(set.theme.clone()),
        basis: set.basis.clone(),
        venue: None,
        link: None,
        starts,
        ends: Wall { day: ends.day(zone), hour, minute },
        leader: Somebody::Outside { name: None, function: String::new(), institution: None },
        on_behalf_of: None,
        speakers: Vec::new(),
        invited: Vec::new(),
        delegations: Vec::new(),
        target: set.target,
        budget: None,
        agenda: agenda.collect(),
        team: None,
        drive: Some(drive.id),
        pledge_drive: None,
        confirmed: false,
    }
}

/// What the form of a place offers beside the units.
#[derive(Debug, Clone)]
pub struct Offers {
    /// The teams on whose behalf it may be held: those that act on some day of the window, for its units.
    pub teams: Teams,
    /// The pledge drives that may be signed there.
    pub pledges: Pledges,
}

/// What this form of a place offers.
///
/// # Errors
/// When the database fails.
pub fn offers(tx: &mut Tx<'_>, PlaceForm { seen, units, place, .. }: &PlaceForm) -> Result<Offers> {
    let window = seen.drive.definition.window;
    let teams = activities::teams_to_name(tx, units, (window.opens.day, window.closes.day), place.team)?;
    let pledges = activities::pledges_to_sign(tx, units, place.pledge_drive)?;
    Ok(Offers { teams, pledges })
}

/// What the centre has set stands in every place, whatever a request says.
fn under(drive: &Drive, new: &NewActivity) -> NewActivity {
    let set = &drive.definition;
    NewActivity {
        kind: set.kind,
        theme: Some(set.theme.clone()),
        basis: set.basis.clone(),
        drive: Some(drive.id),
        ..new.clone()
    }
}

/// Plans a place of the drive. Answers its number; the same unit, title, venue and time again is the same place.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive; a refusal for each thing that is wrong.
pub fn plan_place(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityDriveId,
    new: &NewActivity,
) -> Result<ActivityId> {
    store::hold(tx, id)?;
    let seen = seen(tx, by, id)?;
    let unit = super::announce::kept_unit(tx, by, &new.unit, "unit")?;
    let new = under(&seen.drive, new);
    let mine = of_unit(tx, id, &unit)?;
    if let Some(twin) = mine.iter().find(|one| repeats(one, &new, unit.zone)) {
        return Ok(twin.id);
    }
    decide(&seen, &unit, mine.len(), now, &new)?;
    activities::plan(tx, chance, now, by, &new)
}

/// Does a request plan the place that stands once more? Whatever tells two places from each other is looked at: a unit may hold
/// two behind a screen at one hour, or in two rooms that it calls alike.
fn repeats(there: &Activity, new: &NewActivity, zone: Zone) -> bool {
    let venue = new.venue.as_deref().map(fold).filter(|venue| !venue.is_empty());
    let link = new.link.as_deref().map(str::trim).filter(|link| !link.is_empty() && new.mode != Mode::OnSite);
    (there.starts, there.ends, there.mode) == (new.starts.at(zone), new.ends.at(zone), new.mode)
        && fold(&there.title) == fold(&new.title)
        && there.venue.as_deref().map(fold) == venue
        && there.link.as_deref() == link
}

fn fold(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn of_unit(tx: &mut Tx<'_>, id: ActivityDriveId, unit: &Unit) -> Result<Vec<Activity>> {
    let mut mine = Vec::new();
    each(tx, id, Some(unit.id), &mut |one| {
        mine.push(one);
        true
    })?;
    Ok(mine)
}

fn decide(seen: &Seen, unit: &Unit, others: usize, now: Moment, new: &NewActivity) -> Result<()> {
    rules::stands(&seen.drive)?;
    let set = &seen.drive.definition;
    let inside = unit.path.starts_with(&seen.unit.path) && unit.exists_on(set.window.opens.day);
    let facts = Placing {
        window: set.window,
        required: inside.then(|| set.required_of(&unit.id, unit.kind)).flatten(),
        most: set.most,
        others: i64::try_from(others).unwrap_or(i64::MAX),
        zone: unit.zone,
        now,
    };
    rules::may_place(&facts, new.starts.at(unit.zone), new.ends.at(unit.zone)).map_err(Error::Refused)
}

/// A place as the form that changes it shows it.
///
/// # Errors
/// `NotFound` for those who do not keep its unit, or when it is not of this drive.
pub fn moving(tx: &mut Tx<'_>, by: &Principal, id: ActivityDriveId, place: ActivityId) -> Result<PlaceForm> {
    let (activity, unit) = activities::of_keeper(tx, by, place)?;
    if activity.drive != Some(id) {
        return Err(Error::NotFound);
    }
    let seen = seen(tx, by, id)?;
    let (place, begun) = (as_planned(tx, &activity, &unit)?, activity.state == State::Running);
    Ok(PlaceForm { seen, units: vec![unit], place, begun })
}

/// The request that would plan what stands.
fn as_planned(tx: &mut Tx<'_>, there: &Activity, unit: &Unit) -> Result<NewActivity> {
    let details = activities::details(tx, there.id)?;
    let wall = |at: Moment| {
        let (hour, minute) = at.wall(there.zone);
        Wall { day: at.day(there.zone), hour, minute }
    };
    let somebody = |one: Named| match one.employee {
        Some(id) => Somebody::Known(id),
        None => Somebody::Outside {
            name: Some(one.name).filter(|name| !name.is_empty()),
            function: one.function.unwrap_or_default(),
            institution: one.institution,
        },
    };
    let mut delegations = Vec::new();
    for one in details.delegations {
        let unit = registry::unit(tx, one.unit)?.code.to_string();
        delegations.push(NewDelegation { unit, expected: one.expected });
    }
    Ok(NewActivity {
        unit: unit.code.to_string(),
        kind: there.kind,
        mode: there.mode,
        title: there.title.clone(),
        theme: there.theme.clone(),
        basis: there.basis.clone(),
        venue: there.venue.clone(),
        link: there.link.clone(),
        starts: wall(there.starts),
        ends: wall(there.ends),
        leader: somebody(there.leader.clone()),
        on_behalf_of: there.on_behalf_of.clone(),
        speakers: details.speakers.into_iter().map(somebody).collect(),
        invited: details.invited,
        delegations,
        target: there.target,
        budget: there.budget.clone(),
        agenda: details.agenda,
        team: there.team,
        drive: there.drive,
        pledge_drive: there.pledge_drive,
        confirmed: false,
    })
}

/// Changes a place while it is planned; it stays of its unit and within the window. Once it has begun its hours stand, and
/// with them what the centre had set by then.
///
/// # Errors
/// `NotFound` for those who do not keep its unit, or when it is not of this drive; a refusal for each thing that is wrong.
pub fn change_place(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, place): (ActivityDriveId, ActivityId),
    new: &NewActivity,
) -> Result<()> {
    store::hold(tx, id)?;
    let (activity, unit) = activities::of_keeper(tx, by, place)?;
    if activity.drive != Some(id) {
        return Err(Error::NotFound);
    }
    let seen = seen(tx, by, id)?;
    let new = NewActivity { unit: registry::unit(tx, unit.id)?.code.to_string(), ..under(&seen.drive, new) };
    if activity.state == State::Running {
        let (kind, theme, basis) = (activity.kind, activity.theme, activity.basis);
        return activities::change(tx, chance, now, by, place, &NewActivity { kind, theme, basis, ..new });
    }
    let others = of_unit(tx, id, &unit)?.iter().filter(|one| one.id != place).count();
    decide(&seen, &unit, others, now, &new)?;
    activities::change(tx, chance, now, by, place, &new)
}
