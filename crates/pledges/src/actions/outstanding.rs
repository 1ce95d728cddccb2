//! Names: who has not signed, for the operator of the unit itself; why some declined, for the oversight
//! team. Leaders see neither. To everybody else these lists do not exist.

use crate::model::{Answer, Drive};
use crate::store;
use netra_base::{DriveId, EmployeeId, Error, Moment, Principal, Result, Role, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::HashSet;

/// Somebody who has not signed; whether he declined is not told here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    /// The person.
    pub employee: EmployeeId,
    /// The name.
    pub name: String,
    /// NIP, or unit and contract number.
    pub number: String,
}

/// Rows on one page.
pub const PAGE: usize = 50;

/// Those of one unit who have not signed; `after` is the cursor of the page before, 0 at first. The second
/// part is the cursor of the next page.
///
/// # Errors
/// `NotFound` unless the asker operates this unit.
pub fn outstanding(
    tx: &mut Tx<'_>,
    by: &Principal,
    drive: &Drive,
    unit: UnitId,
    after: i64,
) -> Result<(Vec<Outstanding>, Option<i64>)> {
    let unit = registry::unit(tx, unit)?;
    if !by.covers(Role::UnitOperator, &unit.path) {
        return Err(Error::NotFound);
    }
    let mut rows = Vec::new();
    let mut after = after;
    // A unit where nearly everybody signed is read a block at a time until a page is full.
    loop {
        let block = registry::people_of(tx, unit.id, after, BLOCK)?;
        for person in block.people {
            let belongs = crate::rules::in_audience(&drive.audience, &unit.path, person.employment);
            let gone = !person.service.is_active();
            if gone || !belongs || store::signed(tx, drive.id, person.id)?.is_some() {
                continue;
            }
            let number = person.nip.map_or_else(
                || person.contract.as_ref().map(|contract| contract.as_str().to_owned()).unwrap_or_default(),
                |nip| nip.to_string(),
            );
            rows.push(Outstanding { employee: person.id, name: person.name.as_str().to_owned(), number });
            if rows.len() == PAGE {
                return Ok((rows, Some(person.id.0)));
            }
        }
        match block.next {
            Some(next) => after = next,
            None => return Ok((rows, None)),
        }
    }
}

/// People read at once.
const BLOCK: u32 = 500;

/// One refusal as the oversight team sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Who and when.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// Has the person signed since?
    pub signed_since: bool,
}

/// The drives that touch units which the asker's team oversees, newest first; none for others.
///
/// # Errors
/// When the database fails.
pub fn overseen(tx: &mut Tx<'_>, by: &Principal) -> Result<Vec<Drive>> {
    let teams: Vec<_> = by.grants.iter().filter(|grant| grant.role == Role::TeamMember).collect();
    let mut out = Vec::new();
    if teams.is_empty() {
        return Ok(out);
    }
    for drive in store::drives(tx)? {
        for unit in &drive.audience.units {
            let path = registry::unit(tx, *unit)?.path;
            if teams.iter().any(|grant| path.starts_with(&grant.path) || grant.path.starts_with(&path)) {
                out.push(drive);
                break;
            }
        }
    }
    Ok(out)
}

/// Reasons on one page: more than a team reads in a day.
pub const REASONS: usize = 500;

/// The reasons given in the units that the asker's team oversees, the newest [`REASONS`] of them.
///
/// # Errors
/// `NotFound` unless the asker is a team member.
pub fn reasons(tx: &mut Tx<'_>, by: &Principal, drive: DriveId) -> Result<Vec<Refused>> {
    if !by.has(Role::TeamMember) {
        return Err(Error::NotFound);
    }
    let mut own = registry::tree(tx, "/", None)?;
    own.retain(|unit| by.covers(Role::TeamMember, &unit.path));
    let own: HashSet<String> = own.into_iter().map(|unit| unit.code.to_string()).collect();
    let mut out = Vec::new();
    for (answer, reason) in store::declined_in(tx, drive, REASONS, |unit| own.contains(unit))? {
        let signed_since = store::signed(tx, drive, answer.employee)?.is_some();
        out.push(Refused { answer, reason, signed_since });
    }
    Ok(out)
}

/// How many declined and have not signed since, in the units that the asker's team oversees.
///
/// # Errors
/// When the database fails.
pub fn declined_overseen(tx: &mut Tx<'_>, by: &Principal, drive: &Drive, now: Moment) -> Result<i64> {
    let seen = super::coverage_within(tx, drive, now, |unit| by.covers(Role::TeamMember, &unit.path))?;
    Ok(seen.total.declined)
}
