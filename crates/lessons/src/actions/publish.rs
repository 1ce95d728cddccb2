//! Publishing material and its versions. Each version is an act: the record holds the hash of its texts and of its file. A
//! version that says what the latest says already is not published again.

use super::audit::PublishedBody;
use crate::model::{Attached, Content, MOST_VERSIONS, Material, MaterialId, Version};
use crate::{rules, store};
use netra_base::{Chance, EntryId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_ledger::{Kind, actions::record};
use netra_media::{FileId, FileKind, actions as media};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// A material to be published.
#[derive(Debug, Clone)]
pub struct NewMaterial {
    /// The code of the unit that publishes it.
    pub unit: String,
    /// What its first version says.
    pub content: Content,
    /// Its file.
    pub file: Attached,
}

/// The units for which `who` may publish.
///
/// # Errors
/// `NotFound` when there is none.
pub fn publishing(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Vec<Unit>> {
    let mut units = registry::tree(tx, "/", None)?;
    units.retain(|unit| {
        rules::publishes(unit.kind) && rules::keeps(who, &unit.path) && unit.exists_on(now.day(unit.zone))
    });
    if units.is_empty() { Err(Error::NotFound) } else { Ok(units) }
}

fn of_keeper(tx: &mut Tx<'_>, now: Moment, who: &Principal, unit: &Unit) -> Result<()> {
    let known = publishing(tx, now, who)?.iter().any(|one| one.id == unit.id);
    if known { Ok(()) } else { Err(Error::NotFound) }
}

/// Publishes a material with its first version. The same a second time finds the first.
///
/// # Errors
/// `NotFound` when the asker does not keep such a unit; a refusal when there is neither text nor file.
pub fn publish(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, new: &NewMaterial) -> Result<MaterialId> {
    let unit = registry::unit_by_code(tx, &new.unit)?;
    of_keeper(tx, now, by, &unit)?;
    let sha256 = checked(&new.content, &new.file, None)?;
    let hash = new.content.hash(sha256)?;
    if let Some(there) = store::same(tx, unit.id, hash)? {
        return Ok(there);
    }
    let id = store::insert(tx, unit.id, now)?;
    let material = Material { id, unit: unit.id, latest: 0, published: now };
    let file = kept_file(tx, now, by, &new.file, None)?;
    add(tx, chance, now, by, (material, &new.content, file, hash))?;
    Ok(id)
}

/// Publishes a new version; answers its number. What the latest version says already keeps that one's number.
///
/// # Errors
/// `NotFound` when the asker does not keep the material's unit; a refusal when there is neither text nor file.
pub fn revise(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: MaterialId,
    (content, file): (&Content, &Attached),
) -> Result<i64> {
    let material = store::material_held(tx, id)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, material.unit)?;
    of_keeper(tx, now, by, &unit)?;
    let latest = store::version(tx, id, material.latest)?.ok_or(Error::NotFound)?;
    let hash = content.hash(checked(content, file, latest.file)?)?;
    if hash == latest.hash {
        return Ok(latest.number);
    }
    if material.latest >= MOST_VERSIONS {
        return Err(Refusal::new(
            "material-versions",
            format!("Satu materi paling banyak {MOST_VERSIONS} versi. Terbitkan sebagai materi baru."),
            format!("A material has at most {MOST_VERSIONS} versions. Publish it as a new one."),
        )
        .into());
    }
    let file = kept_file(tx, now, by, file, latest.file)?;
    add(tx, chance, now, by, (material, content, file, hash))
}

type KeptFile = Option<(FileId, [u8; 32])>;

/// The hash of the file, once there is something to publish at all.
fn checked(content: &Content, file: &Attached, before: KeptFile) -> Result<Option<[u8; 32]>> {
    let sha256 = match file {
        Attached::Nothing => None,
        Attached::AsBefore => before.map(|(_, hash)| hash),
        Attached::New(ready) if ready.kind() == FileKind::Paper => Some(ready.sha256()),
        Attached::New(_) => {
            return Err(Refusal::new(
                "material-pdf",
                "Berkas materi harus PDF. Simpan gambar itu sebagai PDF, lalu kirim lagi.",
                "The file of a material is a PDF. Save the picture as PDF, then send it again.",
            )
            .at(netra_media::FIELD)
            .into());
        }
    };
    if content.body.is_empty() && sha256.is_none() {
        let say = ("Isi teks materi, atau pilih berkas PDF-nya.", "Fill in the text, or choose its PDF file.");
        return Err(Refusal::new("material-empty", say.0, say.1).at("body").into());
    }
    Ok(sha256)
}

fn kept_file(tx: &mut Tx<'_>, now: Moment, by: &Principal, file: &Attached, before: KeptFile) -> Result<KeptFile> {
    Ok(match file {
        Attached::Nothing => None,
        Attached::AsBefore => before,
        Attached::New(ready) => Some((media::keep(tx, now, by.account, ready)?, ready.sha256())),
    })
}

fn add(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (material, content, file, hash): (Material, &Content, KeptFile, [u8; 32]),
) -> Result<i64> {
    let number = material.latest + 1;
    let mut version = Version {
        material: material.id,
        number,
        content: content.clone(),
        file,
        hash,
        published: now,
        entry: EntryId(0),
    };
    let file = file.map(|(_, hash)| hash);
    let body = PublishedBody::of(
        (material.id.0, number, material.unit),
        &hash,
        file.as_ref().map(|hash| &hash[..]),
        by.account.0,
    );
    version.entry = record(tx, chance, now, Kind::MaterialPublished, &body)?;
    store::insert_version(tx, &version, by.account)?;
    store::set_latest(tx, material.id, number, now)?;
    Ok(number)
}

/// The unit of a material for who keeps it.
///
/// # Errors
/// `NotFound` for everybody else.
pub(super) fn keeps(tx: &mut Tx<'_>, now: Moment, who: &Principal, unit: UnitId) -> Result<bool> {
    let unit = registry::unit(tx, unit)?;
    match of_keeper(tx, now, who, &unit) {
        Ok(()) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}
