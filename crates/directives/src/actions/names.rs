//! Names: who has not acknowledged, for the operator of the unit itself, and the reminder of them. Leaders see counts. To
//! everybody else these lists do not exist. A reminder is a line on the page of those it is for; nothing is sent.

use super::reach::home;
use super::spread::within;
use crate::model::{Directive, DirectiveId};
use crate::rules;
use crate::store::passed::{self, Reminder};
use crate::store::people;
use netra_base::{EmployeeId, Error, Moment, Principal, Refusal, Result, Role};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Somebody who has not acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    /// The person.
    pub employee: EmployeeId,
    /// The name.
    pub name: String,
    /// NIP, or contract number.
    pub number: String,
    /// When the person opened it.
    pub read: Option<Moment>,
}

/// Those of a unit who have not.
#[derive(Debug, Clone)]
pub struct Names {
    /// The directive.
    pub directive: Directive,
    /// The unit.
    pub unit: Unit,
    /// One page of them.
    pub people: Vec<Outstanding>,
    /// The cursor of the next page.
    pub next: Option<i64>,
    /// The last reminder of this unit, with how many it was for.
    pub reminded: Option<(Moment, i64)>,
}

/// Rows on one page.
const PAGE: usize = 50;
/// People read at once.
const BLOCK: u32 = 500;

fn own_unit(tx: &mut Tx<'_>, by: &Principal, id: DirectiveId, code: &str) -> Result<(Directive, Unit)> {
    let directive = home(tx, by, id)?.directive;
    let unit = registry::unit_by_code(tx, code)?;
    let inside = rules::within(&directive.audience.units, &unit.path);
    if !by.covers(Role::UnitOperator, &unit.path) || !inside {
        return Err(Error::NotFound);
    }
    Ok((directive, unit))
}

/// Those of one unit who have not acknowledged, or, where that is not asked, not read; `after` is 0 at first.
///
/// # Errors
/// `NotFound` unless the asker operates this unit, and once its figures are final: names are there to remind people.
pub fn outstanding(tx: &mut Tx<'_>, by: &Principal, id: DirectiveId, code: &str, after: i64) -> Result<Names> {
    let (directive, unit) = own_unit(tx, by, id, code)?;
    if directive.counted.is_some() {
        return Err(Error::NotFound);
    }
    let reminded = passed::reminded(tx, id, directive.round, unit.id)?;
    let (mut found, mut after) = (Vec::new(), after);
    // A unit where nearly everybody has acknowledged is read a block at a time until a page is full.
    loop {
        let block = registry::people_of(tx, unit.id, after, BLOCK)?;
        for person in block.people {
            let meant = rules::in_audience(&directive.audience, &unit.path, person.employment);
            if !meant || !person.service.is_active() {
                continue;
            }
            let read = people::read_at(tx, person.id, id, directive.round)?;
            let done = match directive.asked {
                None => read.is_some(),
                Some(_) => people::acknowledged(tx, person.id, id)?.is_some_and(|one| one.round == directive.round),
            };
            if done {
                continue;
            }
            let contract = || person.contract.as_ref().map(|contract| contract.as_str().to_owned()).unwrap_or_default();
            let number = person.nip.map_or_else(contract, |nip| nip.to_string());
            let name = person.name.as_str().to_owned();
            found.push(Outstanding { employee: person.id, name, number, read });
            if found.len() == PAGE {
                return Ok(Names { directive, unit, people: found, next: Some(person.id.0), reminded });
            }
        }
        match block.next {
            Some(next) => after = next,
            None => return Ok(Names { directive, unit, people: found, next: None, reminded }),
        }
    }
}

/// A reminder that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminded {
    /// When.
    pub at: Moment,
    /// How many had not acknowledged then.
    pub people: i64,
    /// Was it there before this request?
    pub again: bool,
}

/// Reminds those of a unit and below who have not acknowledged: once a day, a second press finds the first.
///
/// # Errors
/// `NotFound` unless the asker operates this unit; a refusal when it is not asked, or nobody is outstanding.
pub fn remind(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: DirectiveId, code: &str) -> Result<Reminded> {
    let (directive, unit) = own_unit(tx, by, id, code)?;
    let day = now.day(unit.zone);
    let round = directive.round;
    if directive.asked.is_none() || !rules::runs(&directive, day) {
        return Err(Refusal::new(
            "nothing-to-remind",
            "Arahan ini tidak (lagi) meminta pernyataan; tidak ada yang perlu diingatkan.",
            "No acknowledgement of this directive is asked any more; there is nobody to remind.",
        )
        .into());
    }
    let issuer = registry::unit(tx, directive.unit)?.path;
    let path = unit.path.clone();
    let spread = within(tx, now, directive, &issuer, |one| one.path.starts_with(&path))?;
    let people = spread.total.outstanding();
    if people == 0 {
        return Err(Refusal::new(
            "nobody-outstanding",
            "Semua pegawai unit ini sudah menyatakan; tidak ada yang perlu diingatkan.",
            "Everybody in this unit has acknowledged; there is nobody to remind.",
        )
        .into());
    }
    let reminder =
        Reminder { directive: id, round, unit: unit.id, day, at: now, by: by.account.0, outstanding: people };
    if passed::remind(tx, &reminder)? == 1 {
        return Ok(Reminded { at: now, people, again: false });
    }
    let (at, people) = passed::reminded(tx, id, round, unit.id)?.ok_or(Error::NotFound)?;
    Ok(Reminded { at, people, again: true })
}
