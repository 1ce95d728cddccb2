//! Joining, moving, leaving, returning, and the history of it. Each of these writes the person, a state
//! with the next change number, the word index and the headcounts in one transaction.

use crate::model::{ContractNumber, Departure, Employee, Employment, Identity, NewEmployee, Nip, Service, State};
use crate::rules::{self, Decision};
use crate::store::{counts, people, units, words};
use netra_base::{Day, EmployeeId, Error, Refusal, Result, UnitId};
use netra_store::Tx;

/// A page of people and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// The people.
    pub people: Vec<Employee>,
    /// Pass this as `after` to see more; `None` when these were the last.
    pub next: Option<i64>,
}

/// The person with this id.
///
/// # Errors
/// `NotFound`.
pub fn employee(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Employee> {
    people::by_id(tx, id)?.ok_or(Error::NotFound)
}

/// The person with this NIP, if known.
///
/// # Errors
/// When the database fails.
pub fn employee_by_nip(tx: &mut Tx<'_>, nip: Nip) -> Result<Option<Employee>> {
    people::by_nip(tx, nip)
}

/// The PPNPN with this contract in this unit, if known.
///
/// # Errors
/// When the database fails.
pub fn employee_by_contract(tx: &mut Tx<'_>, unit: UnitId, contract: &ContractNumber) -> Result<Option<Employee>> {
    people::by_contract(tx, unit, contract.as_str())
}

/// Takes a new person on.
///
/// # Errors
/// Refused when the NIP or the contract is known already, when employment and NIP disagree, or when the unit
/// has ended; `NotFound` when there is no such unit.
pub fn hire(tx: &mut Tx<'_>, person: &NewEmployee, day: Day) -> Result<EmployeeId> {
    rules::agrees(&person.identity, person.employment)?;
    open_on(tx, person.unit, day)?;
    // Looked up after the lock: of two who take on the same person at once, the second finds the first.
    counts::lock_changes(tx)?;
    let known = match &person.identity {
        Identity::Nip(nip) => people::by_nip(tx, *nip)?,
        Identity::Contract(contract) => people::by_contract(tx, person.unit, contract.as_str())?,
    };
    if known.is_some() {
        return Err(Refusal::new(
            "person-known",
            "Pegawai dengan nomor ini sudah tercatat; cari orangnya dan ubah datanya.",
            "A person with this number is known already; find them and change their record.",
        )
        .at(if person.nip().is_some() { "nip" } else { "nomor_kontrak" })
        .into());
    }
    let id = EmployeeId(counts::take(tx, "employee", 1)?);
    let change = counts::take(tx, "change", 1)?;
    people::insert(tx, &[people::Fresh { id, change, day, person }])?;
    counts::add(tx, &[((person.unit, person.employment), 1)].into())?;
    Ok(id)
}

fn open_on(tx: &mut Tx<'_>, unit: UnitId, day: Day) -> Result<()> {
    let unit = units::by_id(tx, unit)?.ok_or(Error::NotFound)?;
    if unit.exists_on(day) {
        return Ok(());
    }
    Err(rules::unit_not_open(unit.code.as_str()).into())
}

/// Moves a person to another unit from `day` on.
///
/// # Errors
/// `NotFound`; refused when the person has left or the unit does not exist on that day.
pub fn move_to(tx: &mut Tx<'_>, id: EmployeeId, unit: UnitId, day: Day) -> Result<()> {
    counts::lock_changes(tx)?;
    let before = employee(tx, id)?;
    if !before.service.is_active() {
        return Err(gone().into());
    }
    open_on(tx, unit, day)?;
    contract_is_free(tx, &before, unit)?;
    let after = Employee { unit, ..before.clone() };
    apply(tx, &before, after, day)
}

/// Contract numbers are unique within a unit.
fn contract_is_free(tx: &mut Tx<'_>, person: &Employee, unit: UnitId) -> Result<()> {
    let Some(contract) = &person.contract else { return Ok(()) };
    match people::by_contract(tx, unit, contract.as_str())? {
        Some(other) if other.id != person.id => Err(Refusal::new(
            "contract-taken",
            "Di unit itu sudah ada orang lain dengan nomor kontrak ini; perbaiki dahulu salah satu nomornya.",
            "Somebody else in that unit has this contract number; correct one of the numbers first.",
        )
        .at("unit")
        .into()),
        _ => Ok(()),
    }
}

/// Writes corrected data of a person who stays where they are: name, position, grade.
///
/// # Errors
/// `NotFound`; refused when the NIP of the correction is another person's.
pub fn correct(tx: &mut Tx<'_>, id: EmployeeId, person: &NewEmployee, day: Day) -> Result<()> {
    rules::agrees(&person.identity, person.employment)?;
    counts::lock_changes(tx)?;
    let before = employee(tx, id)?;
    match rules::compare(&before, person, day) {
        Decision::Unchanged => Ok(()),
        Decision::Update(after) => apply(tx, &before, *after, day),
    }
}

/// Lets a person go after `last_day`.
///
/// # Errors
/// `NotFound`; refused when they left already.
pub fn leave(tx: &mut Tx<'_>, id: EmployeeId, reason: Departure, last_day: Day) -> Result<()> {
    counts::lock_changes(tx)?;
    let before = employee(tx, id)?;
    if !before.service.is_active() {
        return Err(gone().into());
    }
    let after = Employee { service: Service::Left(reason), left: Some(last_day), ..before.clone() };
    apply(tx, &before, after, last_day.plus_days(1))
}

/// Takes somebody back who left.
///
/// # Errors
/// `NotFound`; refused when they never left or the unit does not exist on that day.
pub fn come_back(tx: &mut Tx<'_>, id: EmployeeId, unit: UnitId, day: Day) -> Result<()> {
    counts::lock_changes(tx)?;
    let before = employee(tx, id)?;
    if before.service.is_active() {
        return Err(Refusal::new(
            "person-active",
            "Pegawai ini masih aktif; pindahkan saja unitnya.",
            "This person is still active; move them to the unit instead.",
        )
        .into());
    }
    open_on(tx, unit, day)?;
    contract_is_free(tx, &before, unit)?;
    let after = Employee { service: Service::Active, left: None, joined: day, unit, ..before.clone() };
    apply(tx, &before, after, day)
}

fn gone() -> Refusal {
    Refusal::new(
        "person-gone",
        "Pegawai ini sudah keluar; catat dahulu bahwa ia kembali.",
        "This person has left; record their return first.",
    )
}

/// Writes the difference between two records of one person.
pub(crate) fn apply(tx: &mut Tx<'_>, before: &Employee, mut after: Employee, day: Day) -> Result<()> {
    if rules::is_new_state(before, &after) {
        after.change = counts::take(tx, "change", 1)?;
        people::insert_states(tx, &[rules::state_of(&after, day, before.change)])?;
        let mut deltas = counts::Deltas::new();
        rules::count(&mut deltas, Some(before), &after);
        counts::add(tx, &deltas)?;
    }
    write_changed(tx, before, &after)
}

/// The person's row, and the word index where it is concerned.
pub(crate) fn write_changed(tx: &mut Tx<'_>, before: &Employee, after: &Employee) -> Result<()> {
    people::update(tx, after)?;
    if before.name != after.name || before.unit != after.unit {
        words::replace(tx, after.id, after.name.as_str(), after.unit)?;
    }
    Ok(())
}

/// Every state of a person, the oldest first.
///
/// # Errors
/// `NotFound`.
pub fn history(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Vec<State>> {
    let mut next = Some(employee(tx, id)?.change);
    let mut states = Vec::new();
    while let Some(change) = next {
        let state = people::state(tx, change)?.ok_or_else(|| crate::store::broken("history"))?;
        next = state.previous;
        states.push(state);
    }
    states.reverse();
    Ok(states)
}

/// States that came after a change number, in order: how others follow joiners, moves and leavers.
///
/// # Errors
/// When the database fails.
pub fn changes_after(tx: &mut Tx<'_>, change: i64, limit: u32) -> Result<Vec<State>> {
    people::states_after(tx, change, i64::from(limit))
}

/// The number of the latest change; 0 when there was none.
///
/// # Errors
/// When the database fails.
pub fn last_change(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(counts::peek(tx, "change")? - 1)
}

/// Active people of every unit at and below a path (`/` for all), by employment.
///
/// # Errors
/// When the database fails.
pub fn headcounts(tx: &mut Tx<'_>, unit_root_path: &str) -> Result<Vec<(UnitId, Employment, i64)>> {
    counts::below_path(tx, unit_root_path)
}

/// Active people at and below a path.
///
/// # Errors
/// When the database fails.
pub fn total(tx: &mut Tx<'_>, unit_root_path: &str) -> Result<i64> {
    Ok(headcounts(tx, unit_root_path)?.into_iter().map(|(_, _, people)| people).sum())
}

/// The people of one unit itself, those who left included, in the order of ids after `after` (0 at first).
///
/// # Errors
/// When the database fails.
pub fn people_of(tx: &mut Tx<'_>, unit: UnitId, after: i64, limit: u32) -> Result<People> {
    super::search::of_units(tx, &[unit], after, limit)
}
