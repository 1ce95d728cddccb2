//! Occasions at which a drive is signed: opened, changed and ended by who keeps the unit, mostly together with an
//! activity. Each is an act: it keeps how the occasion stands from then on, and leaves a leaf. Each signature given there names
//! it in its own record.

use crate::model::{Asked, Drive, NewOccasion, Occasion, OccasionId, OccasionKey, occasion_title};
use crate::rules::{self, Host};
use crate::store::occasions::KeptVersion;
use crate::store::{self, occasions};
use netra_base::{Chance, DriveId, EmployeeId, EntryId, Error, Moment, Principal, Refusal, Result, UnitId, canonical};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use serde::Serialize;

/// What the record of a version says: when and where which drive is signed, the title as a hash.
#[derive(Debug, Serialize)]
pub(super) struct OccasionBody {
    by: i64,
    drive: DriveId,
    ends: i64,
    key: i64,
    occasion: OccasionId,
    starts: i64,
    title_sha256: String,
    unit: i64,
    version: i64,
}

impl OccasionBody {
    pub(super) fn new(occasion: &Occasion, kept: &KeptVersion) -> Self {
        Self {
            by: kept.by,
            drive: occasion.drive,
            ends: kept.ends,
            key: occasion.key.number(),
            occasion: kept.occasion,
            starts: kept.starts,
            title_sha256: canonical::base64(&canonical::sha256(kept.title.as_bytes())),
            unit: occasion.unit.0,
            version: kept.version,
        }
    }
}

/// Opens an occasion. Each call opens one: whoever calls it keeps the number with the thing it belongs to, in the same
/// transaction.
///
/// # Errors
/// `NotFound` unless the asker keeps the unit; refusals at the fields `title`, `until` and `pledge_drive`.
pub fn open_occasion(
    tx: &mut Tx<'_>,
    chance: &Chance,
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
    let key = OccasionKey::new(i64::try_from(chance.below(OccasionKey::MANY)).unwrap_or(0));
    let id = occasions::insert(tx, &NewOccasion { title, ..new.clone() }, key)?;
    keep_version(tx, chance, now, by, id)?;
    Ok(id)
}

/// Keeps how an occasion stands from now on, with its record.
fn keep_version(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: OccasionId) -> Result<()> {
    let occasion = occasion(tx, id)?;
    let mut kept = KeptVersion {
        occasion: id,
        version: occasions::last_version(tx, id)? + 1,
        title: occasion.title.clone(),
        starts: occasion.from.0,
        ends: occasion.until.0,
        at: now,
        by: by.account.0,
        entry: EntryId(0),
    };
    kept.entry = record(tx, chance, now, Kind::OccasionOpened, &OccasionBody::new(&occasion, &kept))?;
    occasions::keep_version(tx, &kept)
}

/// Changes title and times of an occasion; drive and unit stay. The same again changes nothing.
///
/// # Errors
/// As [`open_occasion`]; a refusal when somebody has signed there and the time would shrink.
pub fn change_occasion(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: OccasionId,
    new: &NewOccasion,
) -> Result<()> {
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
    if (&known.title, known.from, known.until) == (&title, new.from, new.until) {
        return Ok(());
    }
    occasions::update(tx, id, &title, new.from, new.until)?;
    keep_version(tx, chance, now, by, id)
}

/// Ends an occasion now: who signs later is not counted there. Ending twice, or after its time, changes nothing.
///
/// # Errors
/// `NotFound` unless the asker keeps the unit.
pub fn end_occasion(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: OccasionId) -> Result<()> {
    let known = occasion(tx, id)?;
    kept_unit(tx, by, known.unit)?;
    if known.until <= now {
        return Ok(());
    }
    // One that had not begun ends before its first moment: nothing counts at it.
    occasions::update(tx, id, &known.title, known.from, now)?;
    keep_version(tx, chance, now, by, id)
}

/// The occasion with this number, and how many signed there.
///
/// # Errors
/// `NotFound`.
pub fn occasion(tx: &mut Tx<'_>, id: OccasionId) -> Result<Occasion> {
    occasions::occasion(tx, id)?.ok_or(Error::NotFound)
}

/// The occasion that somebody says he is at, if he may know of it.
///
/// # Errors
/// When the database fails.
pub fn occasion_known(tx: &mut Tx<'_>, asked: Asked, employee: EmployeeId) -> Result<Option<Occasion>> {
    let Some(occasion) = occasions::occasion(tx, asked.id)? else { return Ok(None) };
    let Some(person) = registry::standing(tx, employee)? else { return Ok(None) };
    Ok(Some(occasion).filter(|occasion| rules::knows(&occasion.place(), asked, &person.unit_path)))
}

/// Is a drive signed at some occasion now? Which one is not said.
///
/// # Errors
/// When the database fails.
pub fn gathers(tx: &mut Tx<'_>, drive: DriveId, now: Moment) -> Result<bool> {
    occasions::any_at(tx, drive, now)
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

/// The drives that are not closed and concern one of these units: those an occasion there may be for. Newest first.
///
/// # Errors
/// When the database fails.
pub fn drives_at(tx: &mut Tx<'_>, units: &[Unit]) -> Result<Vec<Drive>> {
    let mut out = Vec::new();
    for drive in store::drives(tx)?.into_iter().filter(|drive| drive.closed.is_none()) {
        let audience = audience_paths(tx, &drive)?;
        if units.iter().any(|unit| rules::concerns(&audience, &unit.path)) {
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
