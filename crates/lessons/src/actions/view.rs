//! Material for everybody of the agency, whom the permission table lets in: a list, one material with its versions, one
//! version, its file. Older versions stay readable.

use super::publish::keeps;
use crate::model::{Listed, Material, MaterialId, Version};
use crate::store;
use netra_base::{Error, Moment, Principal, Result};
use netra_media::{Kept, actions as media};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Lines of one page.
pub const PAGE: i64 = 50;

/// A place in the list: a moment and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// When the latest version was published.
    pub published: Moment,
    /// The material's number.
    pub id: i64,
}

impl Cursor {
    /// Before everything.
    pub const START: Self = Self { published: Moment(i64::MAX), id: i64::MAX };

    /// Reads `1704067200000-17`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (published, id) = text.rsplit_once('-')?;
        Some(Self { published: Moment(published.parse().ok()?), id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.published.0, self.id)
    }
}

/// A page of materials, latest first, and the place of the next page.
///
/// # Errors
/// When the database fails.
pub fn materials(tx: &mut Tx<'_>, from: Cursor) -> Result<(Vec<Listed>, Option<Cursor>)> {
    let mut list = store::list(tx, (from.published, from.id), PAGE + 1)?;
    let more = i64::try_from(list.len()).unwrap_or(i64::MAX) > PAGE;
    list.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    for one in &mut list {
        one.unit = registry::unit(tx, one.material.unit)?.name;
    }
    let last = list.last().filter(|_| more);
    let next = last.map(|one| Cursor { published: one.material.published, id: one.material.id.0 });
    Ok((list, next))
}

/// A version of a material as somebody sees it.
#[derive(Debug, Clone)]
pub struct MaterialView {
    /// The material.
    pub material: Material,
    /// The unit that publishes it.
    pub unit: Unit,
    /// The version.
    pub version: Version,
    /// Number and day of all versions, latest first.
    pub versions: Vec<(i64, Moment)>,
    /// May the asker publish a new one?
    pub keeps: bool,
}

/// The latest version of a material.
///
/// # Errors
/// `NotFound` when there is none.
pub fn material(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: MaterialId) -> Result<MaterialView> {
    let latest = store::material(tx, id)?.ok_or(Error::NotFound)?.latest;
    version(tx, now, who, id, latest)
}

/// One version of a material.
///
/// # Errors
/// `NotFound` when there is none.
pub fn version(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: MaterialId, number: i64) -> Result<MaterialView> {
    let material = store::material(tx, id)?.ok_or(Error::NotFound)?;
    let version = store::version(tx, id, number)?.ok_or(Error::NotFound)?;
    Ok(MaterialView {
        material,
        unit: registry::unit(tx, material.unit)?,
        version,
        versions: store::versions(tx, id)?,
        keeps: keeps(tx, now, who, material.unit)?,
    })
}

/// The file of a version.
///
/// # Errors
/// `NotFound` when it has none.
pub fn file(tx: &mut Tx<'_>, id: MaterialId, number: i64) -> Result<Kept> {
    let (file, _) = store::version(tx, id, number)?.ok_or(Error::NotFound)?.file.ok_or(Error::NotFound)?;
    media::file(tx, file)
}
