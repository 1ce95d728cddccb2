//! Registers of numbers. A register belongs to the unit whose letterhead a paper carries; its running numbers begin with 1
//! each year and have no gaps: the row of the register is held from before the look until the number is kept or nothing is.
//! Each number taken is an act and leaves its leaf.

use super::bodies::NumberedBody;
use super::heads;
use crate::model::{LetterNumber, Letterhead, NumberId, NumberRequest};
use crate::store::KeptNumber;
use crate::{rules, store};
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Numbers on one page.
const PAGE: usize = 50;

/// Takes the next number of the register of a unit's papers; a key that has one gets the same again. Whether `by` may have
/// a paper of this unit is the question of who asks.
///
/// # Errors
/// `NotFound` for a unit that is not there; refused when the year's register is full.
pub fn take_number(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    unit: UnitId,
    request: &NumberRequest,
) -> Result<LetterNumber> {
    let Letterhead { unit, says, .. } = heads::letterhead(tx, unit)?;
    let year = i64::from(request.day.ymd().0);
    let serial = store::hold(tx, unit, year)? + 1;
    if let Some(known) = store::of_key(tx, &request.key)? {
        return Ok(known);
    }
    if serial > rules::MOST_NUMBERS {
        return Err(Refusal::new(
            "register-full",
            "Buku nomor unit ini untuk tahun itu sudah penuh (999.999 nomor).",
            "The unit's register of that year is full (999,999 numbers).",
        )
        .into());
    }
    let mut number = LetterNumber {
        id: NumberId(0),
        unit,
        year,
        serial,
        text: says.pattern.number(&request.class, request.day, serial),
        class: request.class.clone(),
        day: request.day,
        about: request.about.clone(),
        taken: now,
        by: by.account,
        person: by.employee,
    };
    let kept = KeptNumber::of(&number, &request.key);
    let entry = record(tx, chance, now, Kind::LetterNumbered, &NumberedBody::new(&kept))?;
    number.id = store::enter(tx, &number, request, entry)?;
    Ok(number)
}

/// Takes a number for a letter typed elsewhere.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; refused for a day far from today.
pub fn enter_letter(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    code: &str,
    request: &NumberRequest,
) -> Result<LetterNumber> {
    let unit = heads::office_to_keep(tx, by, code)?;
    rules::may_enter(request.day, now.day(unit.zone))?;
    take_number(tx, chance, now, by, unit.id, request)
}

/// One number, for those who keep its register and for who took it.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn number(tx: &mut Tx<'_>, who: &Principal, id: NumberId) -> Result<(LetterNumber, Unit)> {
    let number = store::number(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, number.unit)?;
    if rules::keeps(who, &unit.path) || number.by == who.account { Ok((number, unit)) } else { Err(Error::NotFound) }
}

/// The names of those who took these numbers; who has left is still named.
fn names(tx: &mut Tx<'_>, numbers: &[LetterNumber]) -> Result<HashMap<EmployeeId, String>> {
    let mut names = HashMap::new();
    for person in numbers.iter().filter_map(|number| number.person) {
        if let Entry::Vacant(free) = names.entry(person) {
            free.insert(registry::employee(tx, person)?.name.to_string());
        }
    }
    Ok(names)
}

/// A page of a register.
#[derive(Debug, Clone)]
pub struct Register {
    /// The unit that was asked for.
    pub unit: Unit,
    /// What its papers carry; the register is that of `letterhead.unit`.
    pub letterhead: Letterhead,
    /// The name of that unit.
    pub of: String,
    /// May the asker take numbers and see them? Who keeps a section does not keep the register of its office.
    pub keeps: bool,
    /// The year shown.
    pub year: i64,
    /// Each year with how many numbers were taken, the latest first.
    pub years: Vec<(i64, i64)>,
    /// The numbers, the latest first.
    pub numbers: Vec<LetterNumber>,
    /// The names of those who took them.
    pub names: HashMap<EmployeeId, String>,
    /// The running number before which the next page begins.
    pub next: Option<i64>,
}

/// The register of a unit's papers in a year, below a running number; without a year, that of today.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub fn register(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    code: Option<&str>,
    (year, before): (Option<i64>, Option<i64>),
) -> Result<Register> {
    let unit = match code {
        Some(code) => heads::office_to_keep(tx, who, code)?,
        None => heads::own_unit(tx, who)?,
    };
    let letterhead = heads::letterhead(tx, unit.id)?;
    let home = registry::unit(tx, letterhead.unit)?;
    let keeps = rules::keeps(who, &home.path);
    let year = year.unwrap_or_else(|| i64::from(now.day(unit.zone).ymd().0));
    let (mut years, mut numbers) = (Vec::new(), Vec::new());
    if keeps {
        years = store::years(tx, home.id)?;
        let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        numbers = store::before(tx, (home.id, year), before.unwrap_or(i64::MAX), most)?;
    }
    let more = numbers.len() > PAGE;
    numbers.truncate(PAGE);
    let next = if more { numbers.last().map(|number| number.serial) } else { None };
    let names = names(tx, &numbers)?;
    Ok(Register { unit, letterhead, of: home.name, keeps, year, years, numbers, names, next })
}
