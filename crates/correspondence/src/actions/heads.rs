//! Letterheads: a unit's own, or that of the office it is a part of, or one made from the registry's names.

use crate::model::{Letterhead, Letterings, Pattern, SignatureBlock};
use crate::{rules, store};
use netra_base::{Day, Error, Moment, Principal, Result, Role, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// From the root down to the unit.
fn line_of(tx: &mut Tx<'_>, unit: UnitId) -> Result<Vec<Unit>> {
    let unit = registry::unit(tx, unit)?;
    let mut line = Vec::new();
    for id in unit.path.split('/').filter_map(|id| id.parse().ok()) {
        line.push(if id == unit.id.0 { unit.clone() } else { registry::unit(tx, UnitId(id))? });
    }
    Ok(line)
}

/// What stands on a unit's papers: its own letterhead, or else that of the nearest unit above up to its office. An office
/// that keeps none writes under its name in the registry, with the agency's name of the nearest letterhead above: a prison
/// does not write under the name of the regional office.
///
/// # Errors
/// `NotFound` for a unit that is not there.
pub fn letterhead(tx: &mut Tx<'_>, unit: UnitId) -> Result<Letterhead> {
    let mut line = line_of(tx, unit)?;
    while let Some(last) = line.last() {
        if let Some(says) = store::letterhead(tx, last.id)? {
            return Ok(Letterhead { unit: last.id, code: last.code.to_string(), kept: true, says });
        }
        if rules::is_office(last.kind) || line.len() == 1 {
            break;
        }
        line.pop();
    }
    let mut agency = None;
    for above in line.iter().rev().skip(1) {
        agency = store::letterhead(tx, above.id)?.map(|says| says.agency);
        if agency.is_some() {
            break;
        }
    }
    let office = line.last().ok_or(Error::NotFound)?;
    let says = rules::from_names(&line, agency.as_deref());
    Ok(Letterhead { unit: office.id, code: office.code.to_string(), kept: false, says })
}

/// Who signs a unit's papers, and where; `day` is the paper's.
///
/// # Errors
/// `NotFound` for a unit that is not there.
pub fn signature(tx: &mut Tx<'_>, unit: UnitId, day: Day) -> Result<SignatureBlock> {
    let Letterhead { code, says, .. } = letterhead(tx, unit)?;
    Ok(SignatureBlock { code, place: says.place, day, position: says.head, name: says.head_name, seal: says.seal })
}

/// The unit with this code, for those who keep its papers.
///
/// # Errors
/// `NotFound` when there is none, or the asker does not keep it.
pub fn office_to_keep(tx: &mut Tx<'_>, who: &Principal, code: &str) -> Result<Unit> {
    let unit = registry::unit_by_code(tx, code)?;
    if rules::keeps(who, &unit.path) { Ok(unit) } else { Err(Error::NotFound) }
}

/// The unit whose papers somebody keeps who names none: that of the first grant.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub fn own_unit(tx: &mut Tx<'_>, who: &Principal) -> Result<Unit> {
    let keeps = |role| role == Role::UnitOperator || role == Role::Administrator;
    let grant = who.grants.iter().find(|grant| keeps(grant.role)).ok_or(Error::NotFound)?;
    registry::unit(tx, grant.unit)
}

/// Keeps a unit's letterhead. The same words twice are one.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; refused when another unit writes its numbers so.
pub fn keep_letterhead(tx: &mut Tx<'_>, now: Moment, by: &Principal, code: &str, says: &Letterings) -> Result<UnitId> {
    let unit = office_to_keep(tx, by, code)?;
    let kept = store::letterheads(tx)?.into_iter().map(|(other, says)| (other, says.pattern));
    // Also those of units that keep no letterhead: they write their numbers by their code.
    let by_code = registry::tree(tx, "/", None)?.into_iter().map(|one| (one.id, Pattern::of_code(one.code.as_str())));
    let others: Vec<Pattern> =
        kept.chain(by_code).filter(|(other, _)| *other != unit.id).map(|(_, pattern)| pattern).collect();
    rules::pattern_is_free(&says.pattern, &others)?;
    store::keep(tx, unit.id, says, (now, by.account))?;
    Ok(unit.id)
}
