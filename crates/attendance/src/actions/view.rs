//! Looking: counts before rows, the list of employees, people to be marked, one person; and what other crates ask.

use super::home::{Home, KEEPING, active, kept};
use crate::model::{Attendee, Party, State};
use crate::store::{self, acts};
use netra_activities::actions as activities;
use netra_activities::model::{ActivityId, Tally};
use netra_base::{EmployeeId, Error, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_registry::model::{Nip, Standing, Unit};
use netra_store::Tx;
use std::collections::HashMap;

/// Rows of a page.
pub const PAGE: usize = 50;
/// People offered by a search.
const OFFERED: usize = 20;

/// How many employees are present.
///
/// # Errors
/// `NotFound` when there is no such activity.
pub fn present_count(tx: &mut Tx<'_>, id: ActivityId) -> Result<i64> {
    Ok(activities::activity(tx, id)?.tally.present)
}

/// Is this employee counted present?
///
/// # Errors
/// When the database fails.
pub fn is_present(tx: &mut Tx<'_>, id: ActivityId, employee: EmployeeId) -> Result<bool> {
    Ok(store::attendee(tx, id, employee)?.is_some_and(|row| row.state == State::Present))
}

/// Who is counted present, in the order of numbers.
///
/// # Errors
/// When the database fails.
pub fn present(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<EmployeeId>> {
    store::present(tx, id)
}

/// Minutes of each employee by the lists of meeting tools, in the order of numbers.
///
/// # Errors
/// When the database fails.
pub fn minutes(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<(EmployeeId, i64)>> {
    Ok(acts::minutes(tx, id)?.into_iter().map(|(employee, minutes)| (EmployeeId(employee), minutes)).collect())
}

/// How many of one party are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// Whose people.
    pub party: Party,
    /// The unit; none for visitors.
    pub unit: Option<Unit>,
    /// How many were expected; none for visitors.
    pub expected: Option<i64>,
    /// How many are present.
    pub present: i64,
}

/// The counts of an activity.
#[derive(Debug, Clone)]
pub struct Sums {
    /// The activity with its host and the invited units.
    pub home: Home,
    /// The counters.
    pub tally: Tally,
    /// Host, delegations, and visitors when there are any.
    pub parties: Vec<PartyView>,
    /// Browsers from which more people checked in than is ordinary.
    pub shared: i64,
}

impl Sums {
    /// How many are awaited in all: the host's own, delegations, invited groups from inside and outside.
    #[must_use]
    pub fn expected(&self) -> i64 {
        self.home.activity.expected
    }
}

/// The counts, for the keeper of the host.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn sums(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Sums> {
    let home = kept(tx, who, id)?;
    counted(tx, home)
}

/// The counts of an activity whose rights were looked at.
///
/// # Errors
/// When the database fails.
pub fn counted(tx: &mut Tx<'_>, home: Home) -> Result<Sums> {
    let id = home.activity.id;
    let found: HashMap<Party, i64> = store::parties(tx, id)?.into_iter().collect();
    let present = |party: Party| found.get(&party).copied().unwrap_or(0);
    let host = PartyView {
        party: Party::Host,
        unit: Some(home.host.clone()),
        expected: Some(home.own),
        present: present(Party::Host),
    };
    let mut parties = vec![host];
    for (unit, expected) in &home.invited {
        let party = Party::Delegation(unit.id);
        parties.push(PartyView { party, unit: Some(unit.clone()), expected: Some(*expected), present: present(party) });
    }
    let visitors = present(Party::Visitor);
    if visitors > 0 {
        parties.push(PartyView { party: Party::Visitor, unit: None, expected: None, present: visitors });
    }
    let shared = i64::try_from(store::shared_devices(tx, id)?.len()).unwrap_or(i64::MAX);
    Ok(Sums { tally: home.activity.tally, parties, shared, home })
}

/// A place in the list: the latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    at: i64,
    employee: i64,
}

impl Place {
    const START: Self = Self { at: i64::MAX, employee: i64::MAX };

    /// Reads `1704067200000-17`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (at, employee) = text.rsplit_once('-')?;
        Some(Self { at: at.parse().ok()?, employee: employee.parse().ok()? })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at, self.employee)
    }
}

/// What the list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state only.
    pub state: Option<State>,
    /// Only those who share a browser with many.
    pub shared: bool,
    /// From this place on.
    pub from: Option<Place>,
}

/// A row of the list with what is said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// The row.
    pub row: Attendee,
    /// The name of the unit of that day.
    pub unit: String,
    /// How many checked in from the same browser, when they are many.
    pub shared: Option<i64>,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct List {
    /// The counts.
    pub sums: Sums,
    /// The rows.
    pub rows: Vec<RowView>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// A page of the list.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn list(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, filter: &Filter) -> Result<List> {
    let sums = sums(tx, who, id)?;
    let from = filter.from.unwrap_or(Place::START);
    let mut page = store::page(tx, id, (filter.state, filter.shared), (from.at, from.employee), PAGE + 1)?;
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let next = if more { page.last().map(|row| Place { at: row.at.0, employee: row.employee.0 }) } else { None };
    let shared: HashMap<[u8; 32], i64> = store::shared_devices(tx, id)?.into_iter().collect();
    let mut names = HashMap::new();
    let mut rows = Vec::with_capacity(page.len());
    for row in page {
        let unit = name_of(tx, &mut names, &row)?;
        let shared = row.device.and_then(|device| shared.get(&device).copied());
        rows.push(RowView { row, unit, shared });
    }
    Ok(List { sums, rows, next })
}

fn name_of(tx: &mut Tx<'_>, names: &mut HashMap<i64, String>, row: &Attendee) -> Result<String> {
    if let Some(name) = names.get(&row.unit.0) {
        return Ok(name.clone());
    }
    let name = registry::unit(tx, row.unit)?.name;
    names.insert(row.unit.0, name.clone());
    Ok(name)
}

/// Somebody who may be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPerson {
    /// Who.
    pub employee: EmployeeId,
    /// The name.
    pub name: String,
    /// NIP, or unit and contract.
    pub number: String,
    /// Name of the unit.
    pub unit: String,
    /// How the person stands on the list, when on it.
    pub state: Option<State>,
    /// The NIP as it was said, for whom is known by it alone.
    pub said: Option<Nip>,
}

/// People of the host and of the keeper's own units by words of the name or NIP; anybody of a delegation by the whole NIP
/// alone.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn search(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, words: &str) -> Result<Vec<FoundPerson>> {
    let home = kept(tx, who, id)?;
    let mut out: Vec<FoundPerson> = Vec::new();
    for path in own(&home, who) {
        let found = registry::find_people(tx, words, registry::Scope::Below(&path), 0)?;
        for person in found.people.into_iter().filter(|person| person.service.is_active()) {
            if out.len() == OFFERED {
                return Ok(out);
            }
            let Some(standing) = active(tx, person.id)? else { continue };
            out.push(found_person(tx, id, (person.id, standing), None)?);
        }
    }
    if out.is_empty()
        && let Ok(nip) = Nip::parse(words)
        && let Some(person) = registry::employee_by_nip(tx, nip)?
        && let Some(standing) = active(tx, person.id)?
        && home.tells(who, &standing, Some(nip))
    {
        out.push(found_person(tx, id, (person.id, standing), Some(nip))?);
    }
    Ok(out)
}

/// The outermost of the units whose people the keeper may look through, the host's first: those are most of the people one
/// looks for.
fn own(home: &Home, who: &Principal) -> Vec<String> {
    let mut paths = vec![home.host.path.clone()];
    paths.extend(who.grants.iter().filter(|grant| KEEPING.contains(&grant.role)).map(|grant| grant.path.clone()));
    paths.sort_unstable();
    let mut outermost: Vec<String> = Vec::new();
    for path in paths {
        if !outermost.iter().any(|above| path.starts_with(above.as_str())) {
            outermost.push(path);
        }
    }
    outermost.sort_by_key(|path| !home.host.path.starts_with(path.as_str()));
    outermost
}

fn found_person(
    tx: &mut Tx<'_>,
    id: ActivityId,
    (employee, standing): (EmployeeId, Standing),
    said: Option<Nip>,
) -> Result<FoundPerson> {
    Ok(FoundPerson {
        employee,
        name: standing.name,
        number: standing.number,
        unit: registry::unit(tx, standing.unit)?.name,
        state: store::attendee(tx, id, employee)?.map(|row| row.state),
        said,
    })
}

/// One person and the list of an activity.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// The activity with its host.
    pub home: Home,
    /// Who.
    pub employee: EmployeeId,
    /// The name.
    pub name: String,
    /// NIP, or unit and contract.
    pub number: String,
    /// Name of the unit.
    pub unit: String,
    /// The row, when the person is on the list.
    pub row: Option<Attendee>,
    /// Minutes by the lists of meeting tools.
    pub minutes: Option<i64>,
    /// How many checked in from the same browser, when they are many.
    pub shared: Option<i64>,
    /// Moment of looking, for what may be done.
    pub now: Moment,
    /// The NIP as it was said, for whom is known by it alone.
    pub said: Option<Nip>,
}

/// One person; of a delegation whose unit the asker does not keep, by the whole NIP.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or the person is neither on the list nor within reach.
pub fn person(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    id: ActivityId,
    (employee, said): (EmployeeId, Option<Nip>),
) -> Result<PersonView> {
    let home = kept(tx, who, id)?;
    let row = store::attendee(tx, id, employee)?;
    let standing = registry::standing(tx, employee)?.ok_or(Error::NotFound)?;
    if row.is_none() && !(standing.active && home.tells(who, &standing, said)) {
        return Err(Error::NotFound);
    }
    let minutes = acts::minutes(tx, id)?.into_iter().find(|(one, _)| *one == employee.0).map(|(_, minutes)| minutes);
    let device = row.as_ref().and_then(|row| row.device);
    let shared = match device {
        Some(device) => store::shared_devices(tx, id)?.into_iter().find(|(one, _)| *one == device).map(|(_, n)| n),
        None => None,
    };
    let unit = registry::unit(tx, standing.unit)?.name;
    Ok(PersonView {
        home,
        employee,
        name: standing.name,
        number: standing.number,
        unit,
        row,
        minutes,
        shared,
        now,
        said,
    })
}
