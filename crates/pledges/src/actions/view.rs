//! What one asker may see of a drive: the branches that his grants cover, and the whole only when they
//! cover every root of the audience. To everybody else the drive has no figures at all.

use super::coverage::{Burn, Coverage, burn_up, coverage, coverage_within};
use super::public::public_total;
use super::sign::{Standing, standing};
use crate::model::{Drive, Figures};
use crate::{rules, store};
use netra_base::{DriveId, EmployeeId, Error, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_registry::model::Standing as Person;
use netra_store::Tx;

/// A drive as one asker sees it.
#[derive(Debug, Clone)]
pub struct View {
    /// The drive.
    pub drive: Drive,
    /// Its figures, or those of the asker's own branches.
    pub coverage: Coverage,
    /// Is it the whole drive?
    pub whole: bool,
    /// How the signatures grew; only of a whole drive, since minutes are not kept by unit.
    pub burn: Burn,
}

/// Points of a burn-up: a pixel shows no more.
const POINTS: usize = 200;

/// A drive as `by` sees it; as the public does when nobody is signed in.
///
/// # Errors
/// `NotFound` when there is no such drive or the asker's grants touch none of its units.
pub fn view(tx: &mut Tx<'_>, by: Option<&Principal>, id: DriveId, now: Moment) -> Result<View> {
    let drive = store::drive(tx, id)?.ok_or(Error::NotFound)?;
    let paths = audience_paths(tx, &drive)?;
    let Some(by) = by else { return whole(tx, drive, now) };
    if paths.iter().all(|path| rules::sees(by, path)) {
        return whole(tx, drive, now);
    }
    let coverage = coverage_within(tx, &drive, now, |unit| rules::sees(by, &unit.path))?;
    if coverage.branches.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(View { drive, coverage, whole: false, burn: Burn { points: Vec::new() } })
}

fn whole(tx: &mut Tx<'_>, drive: Drive, now: Moment) -> Result<View> {
    let (coverage, burn) = (coverage(tx, &drive, now)?, burn_up(tx, drive.id, POINTS)?);
    Ok(View { drive, coverage, whole: true, burn })
}

fn audience_paths(tx: &mut Tx<'_>, drive: &Drive) -> Result<Vec<String>> {
    drive.audience.units.iter().map(|unit| Ok(registry::unit(tx, *unit)?.path)).collect()
}

/// A line of a list of drives.
#[derive(Debug, Clone)]
pub struct Glimpse {
    /// The drive.
    pub drive: Drive,
    /// The figures that the asker sees.
    pub figures: Figures,
    /// Are they of the whole drive?
    pub whole: bool,
}

/// Drives on one page of a list.
const PAGE: usize = 20;

/// The drives that `by` (or the public) sees, newest first, below the number `before`; the second part is
/// the cursor of the next page.
///
/// # Errors
/// When the database fails.
pub fn glimpses(
    tx: &mut Tx<'_>,
    by: Option<&Principal>,
    before: Option<DriveId>,
    now: Moment,
) -> Result<(Vec<Glimpse>, Option<DriveId>)> {
    let mut out = Vec::new();
    for drive in store::drives(tx)?.into_iter().filter(|drive| before.is_none_or(|before| drive.id < before)) {
        let paths = audience_paths(tx, &drive)?;
        let touched = |by: &Principal| {
            let below = |path: &String| by.grants.iter().any(|g| rules::sees_by(g.role) && g.path.starts_with(path));
            paths.iter().any(|path| rules::sees(by, path) || below(path))
        };
        if by.is_some_and(|by| !touched(by)) {
            continue;
        }
        if out.len() == PAGE {
            let last = out.last().map(|glimpse: &Glimpse| glimpse.drive.id);
            return Ok((out, last));
        }
        out.push(glimpse(tx, by, drive, &paths, now)?);
    }
    Ok((out, None))
}

fn glimpse(tx: &mut Tx<'_>, by: Option<&Principal>, drive: Drive, paths: &[String], now: Moment) -> Result<Glimpse> {
    let whole = by.is_none_or(|by| paths.iter().all(|path| rules::sees(by, path)));
    let seen = |path: &str| by.is_none_or(|by| rules::sees(by, path));
    let coverage = coverage_within(tx, &drive, now, |unit| whole || seen(&unit.path))?;
    let figures = if by.is_some() { coverage.total } else { public_total(&coverage) };
    Ok(Glimpse { drive, figures, whole })
}

/// The drives meant for one person and where he stands with each, newest first.
///
/// # Errors
/// `NotFound` when there is no such person.
pub fn answers(tx: &mut Tx<'_>, employee: EmployeeId, now: Moment) -> Result<(Person, Vec<(Drive, Standing)>)> {
    let person = registry::standing(tx, employee)?.ok_or(Error::NotFound)?;
    let mut out = Vec::new();
    for drive in super::drives_for(tx, &person.unit_path, person.employment)? {
        let standing = standing(tx, &drive, employee, now)?;
        out.push((drive, standing));
    }
    Ok((person, out))
}
