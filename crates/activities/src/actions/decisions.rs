//! Decisions: taken at an activity, owed by somebody until a day, followed up until done. Doing leaves a record.

use super::lists::FEW;
use super::tell::{full, open, parsed};
use crate::model::after::MOST_DECISIONS;
use crate::model::{ActivityId, Decision, DecisionId, NewDecision, NewOwner, Words, line};
use crate::store::after as store;
use crate::{bodies, rules};
use netra_base::{Chance, Day, Error, Moment, Principal, Refusal, Result, UnitId, Zone};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// The latest due day: two years on. A later one is a slip of the pen.
const FARTHEST_DAYS: i32 = 730;
/// Decisions of one page: each with its form has some 1.2 KB, and a page at most 50.
pub const PAGE: usize = 30;
/// Open decisions on a desk: ten, and one that tells that there are more.
const ON_A_DESK: usize = 11;

/// Enters a decision. The same again changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is not the time, and for each thing that is wrong.
pub fn decide(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, new: &NewDecision) -> Result<DecisionId> {
    let (activity, unit) = open(tx, by, id)?;
    let mut refused = Vec::new();
    let what =
        line(&new.what, &Words::new("what", ("Keputusan", "Decision"), 3..=300)).map_err(|one| refused.push(one));
    let day = activity.starts.day(activity.zone);
    if new.due < day || new.due > day.plus_days(FARTHEST_DAYS) {
        refused.push(
            Refusal::new(
                "day-outside",
                "Tenggat harus sejak hari kegiatan, paling lama dua tahun sesudahnya.",
                "The due day must lie on the day of the activity or within two years after it.",
            )
            .at("due"),
        );
    }
    let owner = owner(tx, by, &new.owner).map_err(|error| match error {
        Error::Refused(list) => refused.extend(list),
        _ => refused.push(unknown()),
    });
    let (Ok(what), Ok((employee, function)), true) = (what, owner, refused.is_empty()) else {
        return Err(Error::Refused(refused));
    };
    let known = store::kept_decisions(tx, id)?;
    let due = new.due.to_string();
    let same = known.iter().find(|one| one.what == what && one.due == due && one.employee == employee);
    if let Some(same) = same {
        return Ok(same.id);
    }
    if known.len() >= MOST_DECISIONS {
        return Err(full("what", MOST_DECISIONS).into());
    }
    store::decide(tx, (id, unit.id), &what, (employee, function.as_deref()), new.due)
}

fn unknown() -> Refusal {
    Refusal::new(
        "person-unknown",
        "Tidak ada pegawai aktif dengan NIP itu di unit Anda. Tulis jabatannya saja.",
        "Nobody in service in your units has that NIP. Write the function instead.",
    )
    .at("nip")
}

type Kept = (Option<netra_base::EmployeeId>, Option<String>);

fn owner(tx: &mut Tx<'_>, by: &Principal, new: &NewOwner) -> Result<Kept> {
    match new {
        NewOwner::Function(text) => {
            Ok((None, Some(line(text, &Words::new("function", ("Penanggung jawab", "Owner"), 2..=160))?)))
        }
        NewOwner::Nip(nip) => {
            let person = registry::employee_by_nip(tx, *nip)?.ok_or_else(unknown)?;
            let unit = registry::unit(tx, person.unit)?;
            if !person.service.is_active() || !rules::keeps(by, &unit.path) {
                return Err(unknown().into());
            }
            Ok((Some(person.id), person.position))
        }
    }
}

/// Takes back an open decision. One that is not there any more changes nothing.
///
/// # Errors
/// As [`decide`].
pub fn undecide(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, decision: DecisionId) -> Result<()> {
    open(tx, by, id)?;
    if store::kept_decision(tx, decision)?.is_none_or(|kept| kept.activity != id) {
        return Ok(());
    }
    store::undecide(tx, decision).map(|_| ())
}

/// Says that a decision was done, on which day, with a note. Who keeps the unit may, and who owes it. A second press
/// changes nothing.
///
/// # Errors
/// `NotFound` for everybody else; refused for a day before the decision or after today.
pub fn done(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: DecisionId,
    (on, note): (Day, &str),
) -> Result<ActivityId> {
    let mut kept = store::kept_decision(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, kept.unit)?;
    let owes = kept.employee.is_some() && kept.employee == by.employee;
    if !owes && !rules::keeps(by, &unit.path) {
        return Err(Error::NotFound);
    }
    if kept.done.is_some() {
        return Ok(kept.activity);
    }
    let activity = super::activity(tx, kept.activity)?;
    let first = activity.starts.day(activity.zone);
    let note = line(note, &Words::new("note", ("Catatan", "Note"), 3..=300));
    let today = now.day(unit.zone);
    let outside = (on < first || on > today).then(|| {
        Refusal::new(
            "day-outside",
            "Tanggalnya harus sejak hari kegiatan, paling lambat hari ini.",
            "The day must lie between that of the activity and today.",
        )
        .at("done")
    });
    let note = match (note, outside) {
        (Ok(note), None) => note,
        (note, outside) => return Err(Error::Refused(outside.into_iter().chain(note.err()).collect())),
    };
    kept.done = Some(on.to_string());
    kept.note = Some(note);
    kept.done_at = Some(now);
    kept.done_by = Some(by.account.0);
    let entry = record(tx, chance, now, Kind::ActivityReported, &bodies::done(&kept))?;
    kept.entry = Some(entry);
    if store::do_it(tx, &kept)? == 0 { Err(Error::NotFound) } else { Ok(kept.activity) }
}

/// An open decision with what is said about it.
#[derive(Debug, Clone)]
pub struct OpenDecision {
    /// The decision.
    pub decision: Decision,
    /// The name of the activity.
    pub title: String,
    /// The unit that held it.
    pub unit: Unit,
    /// Is its day over?
    pub late: bool,
}

/// A place in the list: a due day and a number.
pub type After = (Day, DecisionId);

/// The first open decisions that wait for `who`: of units he keeps, and his own. Those overdue come first.
///
/// # Errors
/// When the database fails.
pub fn open_decisions(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<Vec<OpenDecision>> {
    let units = within(tx, &rules::kept(who))?;
    Ok(listed(tx, who, now, &units, None, ON_A_DESK)?.0)
}

/// The units at and below these paths, in order.
fn within(tx: &mut Tx<'_>, paths: &[&str]) -> Result<Vec<UnitId>> {
    let mut units = Vec::new();
    for path in paths {
        units.extend(registry::unit_ids(tx, path)?);
    }
    units.sort_unstable();
    units.dedup();
    Ok(units)
}

/// How many open decisions there are, and how many of these are overdue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenCount {
    /// Not done yet.
    pub open: i64,
    /// Of these, with a day that is over.
    pub late: i64,
}

/// The open decisions that [`decisions`] lists for `who`, in figures.
///
/// # Errors
/// When the database fails.
pub fn count_open(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<OpenCount> {
    let units = within(tx, &rules::overseen(who))?;
    let mut waiting = Vec::new();
    if !units.is_empty() {
        waiting = store::open_by_day(tx)?;
        waiting.retain(|(unit, ..)| units.binary_search(unit).is_ok());
    }
    if let Some(employee) = who.employee {
        let own = store::owed(tx, employee, ("", 0), MOST_OWED)?;
        waiting.extend(
            own.into_iter().filter(|one| units.binary_search(&one.unit).is_err()).map(|one| (one.unit, one.due, 1)),
        );
    }
    // The day of the west is the earliest, that of the east the latest there is at one moment: only between the two the
    // unit's own clock decides.
    let (west, east) = (now.day(Zone::Wib).to_string(), now.day(Zone::Wit).to_string());
    let mut count = OpenCount::default();
    for (unit, due, decisions) in waiting {
        count.open += decisions;
        let late = due < west || (due < east && due < now.day(registry::unit(tx, unit)?.zone).to_string());
        count.late += if late { decisions } else { 0 };
    }
    Ok(count)
}

/// Decisions that one person may owe before the count ends: more than anybody has.
const MOST_OWED: usize = 1_000;

/// A page of the open decisions of the units that `who` keeps or oversees, and of his own; those overdue come first.
///
/// # Errors
/// When the database fails.
pub fn decisions(
    tx: &mut Tx<'_>,
    who: &Principal,
    now: Moment,
    after: Option<After>,
) -> Result<(Vec<OpenDecision>, Option<After>)> {
    let units = within(tx, &rules::overseen(who))?;
    listed(tx, who, now, &units, after, PAGE)
}

fn listed(
    tx: &mut Tx<'_>,
    who: &Principal,
    now: Moment,
    units: &[UnitId],
    after: Option<After>,
    page: usize,
) -> Result<(Vec<OpenDecision>, Option<After>)> {
    let place = after.map_or_else(Default::default, |(due, id)| (due.to_string(), id.0));
    let place = (place.0.as_str(), place.1);
    let mut found = Vec::new();
    if let Some(employee) = who.employee {
        found.extend(store::owed(tx, employee, place, page + 1)?);
    }
    // Ten questions about 600 units. Each looks at what its own units have open in their index, 2,560 entries when each of them
    // has forty, and reads a page.
    for units in units.chunks(FEW) {
        found.extend(store::taken(tx, units, place, page + 1)?);
    }
    found.sort_by(|one, other| (&one.due, one.id).cmp(&(&other.due, other.id)));
    found.dedup_by_key(|one| one.id);
    let more = found.len() > page;
    found.truncate(page);
    let mut out = Vec::new();
    for kept in found {
        let decision = parsed(tx, kept)?;
        let unit = registry::unit(tx, decision.unit)?;
        let title = super::activity(tx, decision.activity)?.title;
        let late = decision.due < now.day(unit.zone);
        out.push(OpenDecision { decision, title, unit, late });
    }
    let next = out.last().filter(|_| more).map(|last| (last.decision.due, last.decision.id));
    Ok((out, next))
}
