//! Announcing a drive and changing it. Each version is one act with one entry; a request that says what holds already, or
//! comes twice, changes nothing.

use super::seen::{Basis, Seen, Units, bases, seen};
use super::{bodies, place};
use crate::model::{ActivityDriveId, Definition, Drive, Exception, NewDrive};
use crate::rules::{self, Announcing, Changing};
use crate::store;
use anyhow::Context;
use netra_activities::actions as activities;
use netra_base::{Chance, Day, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Announces a drive. Answers its number; the same request again answers the same number.
///
/// # Errors
/// A refusal for each field that is wrong; nothing is kept then.
pub fn announce(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    new: &NewDrive,
) -> Result<ActivityDriveId> {
    // Held, so that of two who announce the same at once the second finds the first.
    registry::hold_changes(tx)?;
    let unit = kept_unit(tx, by, &new.unit, "unit")?;
    let announcer = kept_unit(tx, by, &new.announcer, "announcer")?;
    let definition = resolved(tx, &new.definition)?;
    if let Some(twin) = store::twin(tx, unit.id, &definition.title, definition.window.opens)? {
        if twin.definition == definition && twin.announcer == announcer.id {
            return Ok(twin.id);
        }
        let refusal = Refusal::new(
            "title-taken",
            "Unit ini sudah punya kegiatan serentak dengan judul dan waktu mulai yang sama. Ubah kegiatan serentak itu, atau beri judul lain.",
            "This unit has a drive with the same title and beginning already. Change that drive, or choose another title.",
        );
        return Err(refusal.at("title").into());
    }
    let branch = Units::new(registry::tree(tx, &unit.path, Some(definition.window.opens.day))?).branch();
    let known = known(tx, now, &definition.basis)?;
    let facts = Announcing { now, branch: &branch };
    rules::may_announce(&definition, &facts, |id| known.iter().any(|one| one == id)).map_err(Error::Refused)?;
    let id = store::insert(tx, unit.id, announcer.id)?;
    keep(tx, chance, now, by, (id, 1), (&definition, None))?;
    Ok(id)
}

/// Changes a drive into a new version; `based_on` is the version on which the change was written. Answers the version that
/// holds then; when nothing changes it is the old one.
///
/// # Errors
/// `NotFound` for those who may not, a refusal for each thing that is wrong.
pub fn change(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, based_on): (ActivityDriveId, i64),
    new: &Definition<String>,
) -> Result<i64> {
    store::hold(tx, id)?;
    let Seen { drive, unit, keeps, .. } = seen(tx, by, id)?;
    if !keeps {
        return Err(Error::NotFound);
    }
    rules::stands(&drive)?;
    let definition = resolved(tx, new)?;
    if definition == drive.definition {
        return Ok(drive.version);
    }
    let branch = Units::new(registry::tree(tx, &unit.path, Some(definition.window.opens.day))?).branch();
    let places = place::standing(tx, id)?;
    let known = known(tx, now, &definition.basis)?;
    let facts = Changing {
        old: &drive.definition,
        versions: (drive.version, based_on),
        announcing: Announcing { now, branch: &branch },
        places: &places,
    };
    rules::may_change(&definition, &facts, |id| known.iter().any(|one| one == id)).map_err(Error::Refused)?;
    keep(tx, chance, now, by, (id, drive.version + 1), (&definition, None))?;
    Ok(drive.version + 1)
}

/// Keeps a version with its record, and its title where activities are listed; with a reason it withdraws the drive.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, number): (ActivityDriveId, i64),
    what: (&Definition<UnitId>, Option<&str>),
) -> Result<()> {
    store::add_version(tx, (id, number), what, (now, by.account.0))?;
    let kept = store::version(tx, id, number)?.context("the version was just kept")?;
    let body = bodies::announced(tx, &kept)?;
    let entry = record(tx, chance, now, Kind::ActivityDriveOpened, &body)?;
    store::set_entry(tx, (id, number), entry)?;
    activities::name_drive(tx, id, &kept.title)
}

/// The unit with this code, for those who keep it. Unknown and out of reach are one answer.
pub(super) fn kept_unit(tx: &mut Tx<'_>, by: &Principal, code: &str, field: &'static str) -> Result<Unit> {
    match registry::unit_by_code(tx, code) {
        Ok(unit) if rules::keeps(by, &unit.path) => Ok(unit),
        Ok(_) | Err(Error::NotFound) => Err(Refusal::new(
            "unit-unknown",
            "Tidak ada unit dengan kode itu di dalam wewenang Anda. Periksa kodenya di daftar unit.",
            "There is no unit with that code within your authority. Check the code in the list of units.",
        )
        .at(field)
        .into()),
        Err(other) => Err(other),
    }
}

/// Codes become units, lists their usual order, so that what says the same is the same.
fn resolved(tx: &mut Tx<'_>, new: &Definition<String>) -> Result<Definition<UnitId>> {
    let (mut exceptions, mut unknown) = (Vec::new(), Vec::new());
    for one in new.exceptions.iter().take(crate::model::MOST_EXCEPTIONS + 1) {
        match registry::unit_by_code(tx, &one.unit) {
            Ok(unit) => exceptions.push(Exception { unit: unit.id, share: one.share }),
            Err(Error::NotFound) => unknown.push(one.unit.chars().take(32).collect::<String>()),
            Err(other) => return Err(other),
        }
    }
    if !unknown.is_empty() {
        unknown.truncate(10);
        let list = unknown.join(", ");
        return Err(Refusal::new(
            "unit-unknown",
            format!("Tidak ada unit dengan kode: {list}. Periksa kodenya di daftar unit."),
            format!("There is no unit with the code: {list}. Check it in the list of units."),
        )
        .at("exceptions")
        .into());
    }
    exceptions.sort_by_key(|one| one.unit);
    let (mut kinds, mut basis) = (new.kinds.clone(), new.basis.clone());
    kinds.sort_unstable();
    kinds.dedup();
    basis.sort_unstable();
    basis.dedup();
    Ok(Definition {
        title: new.title.clone(),
        theme: new.theme.clone(),
        basis,
        kind: new.kind,
        material: new.material.clone(),
        agenda: new.agenda.clone(),
        window: new.window,
        kinds,
        required: new.required,
        most: new.most,
        exceptions,
        target: new.target,
    })
}

/// Those of the ids that the rulebook of this moment has as instruments.
fn known(tx: &mut Tx<'_>, now: Moment, ids: &[String]) -> Result<Vec<String>> {
    let library = netra_rulebook::actions::current(tx, now)?;
    let is = |id: &&String| library.book().instruments().any(|(row, _)| row.id == **id);
    Ok(ids.iter().filter(is).cloned().collect())
}

/// What the form of a drive offers.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Every instrument of the rulebook.
    pub instruments: Vec<Basis>,
    /// The topmost unit the asker keeps: the likely one.
    pub unit: Unit,
    /// Today there.
    pub today: Day,
}

/// What a keeper may choose from for a new drive.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub fn offer(tx: &mut Tx<'_>, now: Moment, by: &Principal) -> Result<Offer> {
    let kept = by.grants.iter().filter(|grant| rules::keeps(by, &grant.path));
    let top = kept.min_by_key(|grant| (grant.path.len(), grant.unit)).ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, top.unit)?;
    let library = netra_rulebook::actions::current(tx, now)?;
    let ids: Vec<String> = library.book().instruments().map(|(row, _)| row.id.clone()).collect();
    let today = now.day(unit.zone);
    Ok(Offer { instruments: bases(tx, now, &ids)?, unit, today })
}

/// The drive as its form of change shows it: units by code.
///
/// # Errors
/// `NotFound` for those who may not change it; refused once it is withdrawn.
pub fn changing(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    id: ActivityDriveId,
) -> Result<(Seen, Definition<String>, Offer)> {
    let seen = seen(tx, by, id)?;
    if !seen.keeps {
        return Err(Error::NotFound);
    }
    rules::stands(&seen.drive)?;
    let offer = offer(tx, now, by)?;
    let definition = by_code(tx, &seen.drive)?;
    Ok((seen, definition, offer))
}

fn by_code(tx: &mut Tx<'_>, drive: &Drive) -> Result<Definition<String>> {
    let old = &drive.definition;
    let mut exceptions = Vec::new();
    for one in &old.exceptions {
        exceptions.push(Exception { unit: registry::unit(tx, one.unit)?.code.to_string(), share: one.share });
    }
    Ok(Definition {
        title: old.title.clone(),
        theme: old.theme.clone(),
        basis: old.basis.clone(),
        kind: old.kind,
        material: old.material.clone(),
        agenda: old.agenda.clone(),
        window: old.window,
        kinds: old.kinds.clone(),
        required: old.required,
        most: old.most,
        exceptions,
        target: old.target,
    })
}
