//! Lists: the directives that hold for one person, what waits for him first; and all that somebody may know of, with a
//! search by number in any spelling.

use super::reach::{person, reach};
use crate::model::{Acknowledgement, Directive};
use crate::rules::{self, Asker};
use crate::store::{directives, passed, people};
use netra_base::{Day, EmployeeId, Error, Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Standing as Person;
use netra_store::Tx;

/// A directive as it stands with one person.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The directive.
    pub directive: Directive,
    /// When he first opened it in this round.
    pub read: Option<Moment>,
    /// His newest acknowledgement, perhaps of an earlier round.
    pub acknowledged: Option<Acknowledgement>,
    /// Does it wait for his acknowledgement?
    pub waits: bool,
    /// When his unit, or one above it, was last reminded while it waited.
    pub reminded: Option<Moment>,
}

/// The directives that hold for one person.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The person.
    pub person: Person,
    /// His unit's own day.
    pub today: Day,
    /// Those that wait first, each part newest first.
    pub list: Vec<Listed>,
}

/// The ids of a path, from the unit itself upward.
pub(super) fn upward(path: &str) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = path.split('/').filter_map(|id| id.parse().ok()).map(UnitId).collect();
    units.reverse();
    units
}

/// The directives that hold for a unit with this path on a day, newest first.
pub(super) fn running(tx: &mut Tx<'_>, path: &str, today: Day) -> Result<Vec<Directive>> {
    let mut list: Vec<Directive> = Vec::new();
    for unit in upward(path) {
        for one in directives::running_for(tx, unit, today)? {
            if !list.iter().any(|known| known.id == one.id) {
                list.push(one);
            }
        }
    }
    list.sort_by_key(|one| std::cmp::Reverse(one.id));
    Ok(list)
}

/// How a directive stands with this person.
pub(super) fn listed(
    tx: &mut Tx<'_>,
    employee: EmployeeId,
    person: &Person,
    today: Day,
    directive: Directive,
) -> Result<Listed> {
    let read = people::read_at(tx, employee, directive.id, directive.round)?;
    let acknowledged = people::acknowledged(tx, employee, directive.id)?;
    let done = acknowledged.as_ref().is_some_and(|one| one.round == directive.round);
    let asker = Asker { unit_path: &person.unit_path, employment: person.employment, active: person.active, today };
    let waits = !done && rules::may_acknowledge(&directive, &asker).is_ok();
    let mut reminded = None;
    if waits {
        for unit in upward(&person.unit_path) {
            let at = passed::reminded(tx, directive.id, directive.round, unit)?.map(|(at, _)| at);
            reminded = reminded.max(at);
        }
    }
    Ok(Listed { directive, read, acknowledged, waits, reminded })
}

/// The directives that hold for this person now.
///
/// # Errors
/// `NotFound` when there is no such person.
pub fn mine(tx: &mut Tx<'_>, employee: EmployeeId, now: Moment) -> Result<Mine> {
    let person = registry::standing(tx, employee)?.ok_or(Error::NotFound)?;
    let today = now.day(person.zone);
    let mut list = Vec::new();
    if person.active {
        for one in running(tx, &person.unit_path, today)? {
            if one.audience.kinds.contains(&person.employment) {
                list.push(listed(tx, employee, &person, today, one)?);
            }
        }
    }
    list.sort_by_key(|one| (!one.waits, std::cmp::Reverse(one.directive.id)));
    Ok(Mine { person, today, list })
}

/// One page of what somebody may know of.
#[derive(Debug, Clone)]
pub struct Known {
    /// Directives, newest first.
    pub list: Vec<Directive>,
    /// The cursor of the next page.
    pub next: Option<i64>,
}

/// Rows on one page.
const PAGE: usize = 50;
/// Directives read at once, and looked at for one page: a search through years of orders goes on with the next page.
const BLOCK: i64 = 200;
const LOOKED: usize = 2_000;

/// Directives that `who` may know of, newest first, below the cursor; with words, those whose number holds them in any
/// spelling, or whose subject holds each of them.
///
/// # Errors
/// When the database fails.
pub fn known(tx: &mut Tx<'_>, who: &Principal, words: &str, before: Option<i64>) -> Result<Known> {
    let person = person(tx, who)?;
    let (number, words) = (rules::folded(words), words.to_lowercase());
    let fits = |one: &Directive| {
        let subject = one.subject.to_lowercase();
        let by_number = one.number.as_deref().is_some_and(|known| rules::folded(known).contains(&number));
        by_number || words.split_whitespace().all(|word| subject.contains(word))
    };
    let (mut list, mut before, mut looked) = (Vec::new(), before.unwrap_or(i64::MAX), 0);
    loop {
        let block = directives::before(tx, before, BLOCK)?;
        let Some(last) = block.last().map(|one| one.id.0) else { return Ok(Known { list, next: None }) };
        let whole = i64::try_from(block.len()).unwrap_or(BLOCK) == BLOCK;
        looked += block.len();
        for one in block {
            if list.len() == PAGE {
                return Ok(Known { next: list.last().map(|one: &Directive| one.id.0), list });
            }
            if fits(&one) && reach(tx, who, person.as_ref(), &one)?.is_some() {
                list.push(one);
            }
        }
        before = last;
        if !whole {
            return Ok(Known { list, next: None });
        }
        if looked >= LOOKED {
            return Ok(Known { list, next: Some(last) });
        }
    }
}
