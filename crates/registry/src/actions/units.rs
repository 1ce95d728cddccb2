//! Opening, renaming, moving and ending units, and looking at the tree on a day.

use crate::model::{NewUnit, Unit, UnitCode, UnitSuccessor, unit_name};
use crate::store::{counts, units};
use netra_base::{Day, Error, Refusal, Result, UnitId};
use netra_store::Tx;

/// Opens a unit.
///
/// # Errors
/// Refused when the code is taken (codes are never given twice) or the parent does not exist on the first day.
pub fn open_unit(tx: &mut Tx<'_>, unit: &NewUnit) -> Result<UnitId> {
    if units::by_code(tx, unit.code.as_str())?.is_some() {
        return Err(Refusal::new(
            "code-taken",
            format!("Kode {} sudah dipakai; kode unit tidak pernah dipakai ulang, pilih kode lain.", unit.code),
            format!("The code {} is taken; unit codes are never given again, choose another.", unit.code),
        )
        .at("code")
        .into());
    }
    let above = match unit.parent {
        None => "/".to_owned(),
        Some(parent) => living(tx, parent, unit.valid_from)?.path,
    };
    let id = UnitId(counts::take(tx, "unit", 1)?);
    units::insert(tx, id, unit, &format!("{above}{id}/"))?;
    Ok(id)
}

fn living(tx: &mut Tx<'_>, id: UnitId, on: Day) -> Result<Unit> {
    let unit = units::by_id(tx, id)?.ok_or(Error::NotFound)?;
    if unit.valid_to.is_some_and(|last| last < on) {
        return Err(Refusal::new(
            "unit-ended",
            format!("Unit {} sudah berakhir; pilih unit penggantinya.", unit.code),
            format!("The unit {} has ended; choose the one that succeeded it.", unit.code),
        )
        .at("unit")
        .into());
    }
    Ok(unit)
}

/// Gives a unit another name from `day` on; the former name stays with its last day.
///
/// # Errors
/// `NotFound`, or refused when the name is empty or too long.
pub fn rename_unit(tx: &mut Tx<'_>, id: UnitId, name: &str, day: Day) -> Result<()> {
    let name = unit_name(name)?;
    let mut unit = units::by_id(tx, id)?.ok_or(Error::NotFound)?;
    if unit.name != name {
        let former = std::mem::replace(&mut unit.name, name);
        units::update(tx, &unit, Some(&former), day.plus_days(-1))?;
    }
    Ok(())
}

/// Hangs a unit, with everything below it, under another parent.
///
/// # Errors
/// `NotFound`, or refused when the parent lies below the unit itself.
pub fn move_unit(tx: &mut Tx<'_>, id: UnitId, parent: UnitId) -> Result<()> {
    let unit = units::by_id(tx, id)?.ok_or(Error::NotFound)?;
    let above = units::by_id(tx, parent)?.ok_or(Error::NotFound)?;
    if above.path.starts_with(&unit.path) {
        return Err(Refusal::new(
            "parent-loop",
            format!("Unit {} tidak dapat berada di bawah dirinya sendiri; pilih induk lain.", unit.code),
            format!("The unit {} cannot lie below itself; choose another parent.", unit.code),
        )
        .at("parent")
        .into());
    }
    if unit.parent != Some(parent) {
        units::move_below(tx, id, parent, &unit.path, &format!("{}{id}/", above.path))?;
    }
    Ok(())
}

/// Ends a unit after `last_day` and names who goes on with its work. Its people stay with it until moved.
///
/// # Errors
/// `NotFound`, or refused when it would end before it began or succeed itself.
pub fn end_unit(tx: &mut Tx<'_>, id: UnitId, last_day: Day, successors: &[UnitId]) -> Result<()> {
    let mut unit = units::by_id(tx, id)?.ok_or(Error::NotFound)?;
    if last_day < unit.valid_from || successors.contains(&id) {
        return Err(Refusal::new(
            "unit-end",
            "Hari terakhir harus sesudah hari pertama, dan unit tidak dapat menggantikan dirinya sendiri.",
            "The last day must follow the first, and a unit cannot succeed itself.",
        )
        .at("valid_to")
        .into());
    }
    unit.valid_to = Some(last_day);
    units::update(tx, &unit, None, last_day)?;
    for &successor in successors {
        living(tx, successor, last_day.plus_days(1))?;
        units::add_successor(tx, &UnitSuccessor { unit: id, successor, day: last_day.plus_days(1) })?;
    }
    Ok(())
}

/// The unit with this id.
///
/// # Errors
/// `NotFound`.
pub fn unit(tx: &mut Tx<'_>, id: UnitId) -> Result<Unit> {
    units::by_id(tx, id)?.ok_or(Error::NotFound)
}

/// The unit with this code, in any case.
///
/// # Errors
/// `NotFound`, also for a code that no unit could have.
pub fn unit_by_code(tx: &mut Tx<'_>, code: &str) -> Result<Unit> {
    let code = UnitCode::parse(code).map_err(|_| Error::NotFound)?;
    units::by_code(tx, code.as_str())?.ok_or(Error::NotFound)
}

/// The units at and below a path (`/` for all), those that exist on `on`, or all when it is `None`; each
/// stands after its parent.
///
/// # Errors
/// When the database fails.
pub fn tree(tx: &mut Tx<'_>, path: &str, on: Option<Day>) -> Result<Vec<Unit>> {
    let mut found = units::below_path(tx, path)?;
    found.retain(|unit| on.is_none_or(|day| unit.exists_on(day)));
    Ok(found)
}

/// The numbers of the units at and below a path (`/` for all), those that are over included: whoever only asks what is
/// within reach need not read what the units are.
///
/// # Errors
/// When the database fails.
pub fn unit_ids(tx: &mut Tx<'_>, path: &str) -> Result<Vec<UnitId>> {
    units::ids_below(tx, path, usize::MAX)
}

/// The units directly below one, that exist on `on`, by code.
///
/// # Errors
/// `NotFound`.
pub fn children(tx: &mut Tx<'_>, id: UnitId, on: Day) -> Result<Vec<Unit>> {
    let path = unit(tx, id)?.path;
    let mut found = units::below_path(tx, &path)?;
    found.retain(|unit| unit.parent == Some(id) && unit.exists_on(on));
    found.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(found)
}

/// The units without a parent that exist on `on`: one agency, or several after a split.
///
/// # Errors
/// When the database fails.
pub fn roots(tx: &mut Tx<'_>, on: Day) -> Result<Vec<Unit>> {
    let mut found = units::all(tx)?;
    found.retain(|unit| unit.parent.is_none() && unit.exists_on(on));
    Ok(found)
}

/// Who succeeded a unit.
///
/// # Errors
/// When the database fails.
pub fn successors(tx: &mut Tx<'_>, id: UnitId) -> Result<Vec<UnitSuccessor>> {
    units::successors(tx, id)
}

/// Former names of a unit with the last day of each.
///
/// # Errors
/// When the database fails.
pub fn former_names(tx: &mut Tx<'_>, id: UnitId) -> Result<Vec<(Day, String)>> {
    units::former_names(tx, id)
}
