//! Occasions at which a drive is signed: opened, changed and ended by who keeps the unit, mostly together with an
//! activity. Opening one is a plan and leaves no leaf; each signature given there names it in its own record.

use crate::model::{Drive, NewOccasion, Occasion, OccasionId, occasion_title};
use crate::rules::{self, Host};
use crate::store::{self, occasions};
use netra_base::{Chance, DriveId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Opens an occasion. Each call opens one: whoever calls it keeps the number with the thing it belongs to, in the same
/// transaction.
///
/// # Errors
/// `NotFound` unless the asker keeps the unit; refusals at the fields `title`, `until` and `pledge_drive`.
pub fn open_occasion(
    tx: &mut Tx<'_>,
    _chance: &Chance,
    now: Moment,
    by: &Principal,
    new: &NewOccasion,
) -> Result<OccasionId> {
    let unit = kept_unit(tx, by, new.unit)?;
    let title = occasion_title(&new.title)?;
    let drive = store::drive(tx, new.drive)?.ok_or_else(unknown_drive)?;
    let audience = audience_paths(tx, &drive)?;
    let most = i64::try_from(rules::MOST_OCCASIONS).unwrap_or(i64::MAX);
    let held = occasions::of_unit(tx, drive.id, unit.id, most)?.len();
    let host = Host { path: &unit.path, zone: unit.zone, audience: &audience, held };
    rules::may_open_occasion(new, &drive, &host).map_err(Error::Refused)?;
    occasions::insert(tx, &NewOccasion { title, ..new.clone() }, now, by.account.0)
}

/// Changes title and times of an occasion; drive and unit stay.
///
/// # Errors
/// As [`open_occasion`]; a refusal when somebody has signed there and the time would shrink.
pub fn change_occasion(tx: &mut Tx<'_>, by: &Principal, id: OccasionId, new: &NewOccasion) -> Result<()> {
    let known = occasion(tx, id)?;
    let unit = kept_unit(tx, by, known.unit)?;
    let title = occasion_title(&new.title)?;
    let drive = store::drive(tx, known.drive)?.ok_or(Error::NotFound)?;
    rules::may_change_occasion(&known, new)?;
    if (known.from, known.until) != (new.from, new.until) {
        let audience = audience_paths(tx, &drive)?;
        let host = Host { path: &unit.path, zone: unit.zone, audience: &audience, held: 0 };
        rules::may_open_occasion(new, &drive, &host).map_err(Error::Refused)?;
    }
    occasions::update(tx, id, &title, new.from, new.until)
}

/// Ends an occasion now: who signs later is not counted there. Ending twice, or after its time, changes nothing.
///
/// # Errors
/// `NotFound` unless the asker keeps the unit.
pub fn end_occasion(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: OccasionId) -> Result<()> {
    let known = occasion(tx, id)?;
    kept_unit(tx, by, known.unit)?;
    if known.until <= now {
        return Ok(());
    }
    // One that had not begun ends before its first moment: nothing counts at it.
    occasions::update(tx, id, &known.title, known.from, now)
}

/// The occasion with this number, and how many signed there.
///
/// # Errors
/// `NotFound`.
pub fn occasion(tx: &mut Tx<'_>, id: OccasionId) -> Result<Occasion> {
    occasions::occasion(tx, id)?.ok_or(Error::NotFound)
}

/// The occasions of a drive that a unit holds, the latest first.
///
/// # Errors
/// When the database fails.
pub fn occasions_of(tx: &mut Tx<'_>, drive: DriveId, unit: UnitId) -> Result<Vec<Occasion>> {
    occasions::of_unit(tx, drive, unit, i64::try_from(rules::MOST_OCCASIONS).unwrap_or(i64::MAX))
}

/// The occasion with its unit and drive, for who sees figures of the unit: what a projector shows.
///
/// # Errors
/// `NotFound` when there is none or the asker's grants do not cover its unit.
pub fn occasion_seen(tx: &mut Tx<'_>, by: &Principal, id: OccasionId) -> Result<(Occasion, Unit, Drive)> {
    let known = occasion(tx, id)?;
    let unit = registry::unit(tx, known.unit)?;
    if !rules::sees(by, &unit.path) {
        return Err(Error::NotFound);
    }
    let drive = store::drive(tx, known.drive)?.ok_or(Error::NotFound)?;
    Ok((known, unit, drive))
}

/// The drives that are not closed and concern a unit: those an occasion of that unit may be for. Newest first.
///
/// # Errors
/// When the database fails.
pub fn drives_at(tx: &mut Tx<'_>, unit: &Unit) -> Result<Vec<Drive>> {
    let mut out = Vec::new();
    for drive in store::drives(tx)?.into_iter().filter(|drive| drive.closed.is_none()) {
        if rules::concerns(&audience_paths(tx, &drive)?, &unit.path) {
            out.push(drive);
        }
    }
    Ok(out)
}

fn kept_unit(tx: &mut Tx<'_>, by: &Principal, unit: UnitId) -> Result<Unit> {
    let unit = registry::unit(tx, unit)?;
    if rules::keeps_occasions(by, &unit.path) { Ok(unit) } else { Err(Error::NotFound) }
}

fn audience_paths(tx: &mut Tx<'_>, drive: &Drive) -> Result<Vec<String>> {
    drive.audience.units.iter().map(|unit| Ok(registry::unit(tx, *unit)?.path)).collect()
}

fn unknown_drive() -> Refusal {
    Refusal::new(
        "drive-unknown",
        "Gerakan ini tidak ada. Pilih salah satu dari daftar, atau kosongkan.",
        "There is no such drive. Choose one from the list, or none.",
    )
    .at("pledge_drive")
}
