//! The plan of supervision: what a team means to look at, what it reports, what follows from it. Members of the
//! unit's team of today write; oversight teams above and auditors read.

use super::bodies;
use super::duty::{Left, Owed, duties};
use super::finding::name_of;
use super::reach::{Home, Reach, home, inside, reach};
use super::view::{MemberView, seen};
use crate::model::plan::{Assignment, Effect, FollowUp, Item, ItemState, NewItem, NewReport};
use crate::model::{ItemId, Member, Team, TeamId};
use crate::rules::plan::{self as rules, Planning};
use crate::rules::succession::holder;
use crate::store::plan::{self as store, KeptItem, Told};
use crate::store::teams;
use anyhow::Context;
use netra_base::{Chance, Day, EntryId, Error, Moment, Principal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Somebody who goes, with the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goes {
    /// The part in it.
    pub assignment: Assignment,
    /// The name.
    pub name: String,
    /// Who took the place, if that person left the team.
    pub heir: Option<String>,
}

/// An item with what belongs to it.
#[derive(Debug, Clone)]
pub struct ItemView {
    /// The item.
    pub item: Item,
    /// The unit that is looked at.
    pub unit: Unit,
    /// Who goes.
    pub who: Vec<Goes>,
    /// What follows.
    pub follow_ups: Vec<FollowUp>,
}

/// A team's plan.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// The team.
    pub team: Team,
    /// Its unit.
    pub unit: Unit,
    /// The unit's own day.
    pub today: Day,
    /// May the asker write in it?
    pub reach: Reach,
    /// The items by day.
    pub items: Vec<ItemView>,
    /// What the asker has to do on items still planned, by due day.
    pub duties: Vec<(Day, Item)>,
}

pub(super) fn readable(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<(Home, Reach)> {
    let home = home(tx, now, id)?;
    let reach = reach(tx, who, &home.unit, home.today)?;
    if reach.plan { Ok((home, reach)) } else { Err(Error::NotFound) }
}

/// The plan of a team.
///
/// # Errors
/// `NotFound` for those who may not read it.
pub fn plan(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<PlanView> {
    let (home, reach) = readable(tx, now, who, id)?;
    let members = teams::members(tx, id)?;
    let mut items = Vec::new();
    for item in store::items(tx, id)? {
        items.push(view(tx, &members, item, home.today)?);
    }
    let own = duties(tx, now, who)?.into_iter().filter(|one| !matches!(one.left, Some(Left::Open(_))));
    let duties = own.filter_map(|one| match one.what {
        Owed::Visit(item) if item.team == id => Some((one.due, item)),
        _ => None,
    });
    let duties = duties.collect();
    Ok(PlanView { team: home.team, unit: home.unit, today: home.today, reach, items, duties })
}

fn view(tx: &mut Tx<'_>, members: &[Member], item: Item, today: Day) -> Result<ItemView> {
    let unit = registry::unit(tx, item.unit)?;
    let mut who = Vec::new();
    for assignment in store::assigned(tx, item.id)? {
        let name = name_of(tx, assignment.employee)?;
        let heir = holder(members, assignment.employee, today).heir();
        let heir = heir.map(|heir| name_of(tx, heir)).transpose()?;
        who.push(Goes { assignment, name, heir });
    }
    let follow_ups = store::follow_ups(tx, item.id)?;
    Ok(ItemView { item, unit, who, follow_ups })
}

/// One item, with the plan it belongs to for the asker's rights.
///
/// # Errors
/// `NotFound` for those who may not read the plan, and for an item of another team.
pub fn item(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    (team, id): (TeamId, ItemId),
) -> Result<(PlanView, ItemView)> {
    let (home, reach) = readable(tx, now, who, team)?;
    let item = store::item(tx, id)?.filter(|item| item.team == team).ok_or(Error::NotFound)?;
    let members = teams::members(tx, team)?;
    let found = view(tx, &members, item, home.today)?;
    let plan =
        PlanView { team: home.team, unit: home.unit, today: home.today, reach, items: Vec::new(), duties: Vec::new() };
    Ok((plan, found))
}

/// What the form for a new item offers: the team, its unit, and the members of today.
///
/// # Errors
/// `NotFound` for those who are not in the team.
pub fn planning(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<(PlanView, Vec<MemberView>)> {
    let (home, team, _) = inside(tx, now, who, id)?;
    if team.id != id {
        return Err(Error::NotFound);
    }
    let reach = reach(tx, who, &home.unit, home.today)?;
    let mut members = Vec::new();
    for member in teams::members(tx, id)?.into_iter().filter(|member| member.is_in(home.today)) {
        members.push(seen(tx, member)?);
    }
    let plan = PlanView { team, unit: home.unit, today: home.today, reach, items: Vec::new(), duties: Vec::new() };
    Ok((plan, members))
}

/// Plans an item; the same for the same members is one.
///
/// # Errors
/// `NotFound` for those who are not in the team; a refusal for each thing that is wrong.
pub fn add_item(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId, new: &NewItem) -> Result<ItemId> {
    let (home, team, _) = inside(tx, now, who, id)?;
    if team.id != id {
        return Err(Error::NotFound);
    }
    let unit = match registry::unit_by_code(tx, &new.unit) {
        Ok(unit) => Some(unit),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let members: Vec<_> = teams::members(tx, id)?
        .into_iter()
        .filter(|member| member.is_in(home.today))
        .map(|member| member.employee)
        .collect();
    let open = usize::try_from(store::sums(tx, id)?.planned).unwrap_or(usize::MAX);
    let facts = Planning {
        valid: team.valid(),
        team_path: &home.unit.path,
        unit_path: unit.as_ref().map(|unit| unit.path.as_str()),
        members: &members,
        open,
    };
    rules::may_plan(new, &facts).map_err(Error::Refused)?;
    let unit = unit.ok_or(Error::NotFound)?;
    let mut goes = new.who.clone();
    goes.sort_by_key(|one| (one.due, one.employee));
    for same in store::same(tx, id, unit.id, new)? {
        if store::assigned(tx, same)? == goes {
            return Ok(same);
        }
    }
    store::insert(tx, id, unit.id, new, (now, who.account.0))
}

/// Reports an item as held or cancelled, with one entry. The same report a second time changes nothing.
///
/// # Errors
/// `NotFound` for those who are not in the unit's team; a refusal for each thing that is wrong.
pub fn report(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    (team, id): (TeamId, ItemId),
    report: &NewReport,
) -> Result<()> {
    let (home, ..) = inside(tx, now, who, team)?;
    let item = store::item(tx, id)?.filter(|item| item.team == team).ok_or(Error::NotFound)?;
    if is_reported_so(tx, &item, report)? {
        return Ok(());
    }
    rules::may_report(&item, &home.team, home.today, report).map_err(Error::Refused)?;
    let (state, held, told, effect) = match report {
        NewReport::Held { day, findings, effect, .. } => ("held", Some(*day), findings.as_str(), *effect),
        NewReport::Cancelled { reason } => ("cancelled", None, reason.as_str(), Effect::default()),
    };
    if let NewReport::Held { follow_ups, .. } = report {
        for (number, point) in (1..).zip(follow_ups) {
            store::add_follow_up(tx, id, number, &point.what, point.due)?;
        }
    }
    let kept = KeptItem {
        id,
        team: team.0,
        kind: item.kind.code().to_owned(),
        day: item.day.to_string(),
        unit: item.unit.0,
        place: item.place.clone(),
        state: state.to_owned(),
        held_day: held.map(|day| day.to_string()),
        told: Some(told.to_owned()),
        effect,
        reported: Some(now),
        reported_by: Some(who.account.0),
        entry: None,
    };
    let body = bodies::reported(tx, &kept)?;
    let entry: EntryId = record(tx, chance, now, Kind::VisitReported, &body)?;
    let told = Told { state, held, told, effect, at: now, by: who.account.0, entry };
    if store::report(tx, id, &told)? == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// A second press says again what is recorded.
fn is_reported_so(tx: &mut Tx<'_>, item: &Item, report: &NewReport) -> Result<bool> {
    Ok(match (&item.state, report) {
        (
            ItemState::Held { day, findings, effect, .. },
            NewReport::Held { day: on, findings: found, follow_ups, effect: did },
        ) => {
            let points = store::follow_ups(tx, item.id)?;
            let points: Vec<_> = points.iter().map(|point| (point.what.as_str(), point.due)).collect();
            let again: Vec<_> = follow_ups.iter().map(|point| (point.what.as_str(), point.due)).collect();
            (day, findings, effect, points) == (on, found, did, again)
        }
        (ItemState::Cancelled { reason, .. }, NewReport::Cancelled { reason: again }) => reason == again,
        _ => false,
    })
}

/// Records that a point was followed up. The same day a second time changes nothing.
///
/// # Errors
/// `NotFound` for those who are not in the unit's team; refused when it is done already or the day is outside.
pub fn finish(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    (team, id, number): (TeamId, ItemId, i64),
    done: Day,
) -> Result<()> {
    let (home, ..) = inside(tx, now, who, team)?;
    let item = store::item(tx, id)?.filter(|item| item.team == team).ok_or(Error::NotFound)?;
    let ItemState::Held { day: held, .. } = item.state else { return Err(Error::NotFound) };
    let points = store::kept_follow_ups(tx, id)?;
    let mut point = points.into_iter().find(|point| point.number == number).ok_or(Error::NotFound)?;
    if point.done.as_ref() == Some(&done.to_string()) {
        return Ok(());
    }
    rules::may_finish(held, home.today, point.done.is_some(), done)?;
    point.done = Some(done.to_string());
    point.done_by = Some(who.account.0);
    let entry = record(tx, chance, now, Kind::VisitReported, &bodies::followed_up(id, &point))?;
    let rows = store::finish(tx, (id, number), done, (now, who.account.0), entry)?;
    (rows == 1).then_some(()).context("a point was followed up twice at once").map_err(Error::from)
}
