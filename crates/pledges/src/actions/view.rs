//! What one asker may see of a drive: the branches that his grants cover, and the whole only when they
//! cover every root of the audience. To everybody else the drive has no figures at all. How many declined is
//! for the oversight team alone: beside the list of those who have not signed it would tell who.

use super::coverage::{Burn, Coverage, burn_up, coverage, coverage_within, rows_in};
use super::public::{Units, is_public, units};
use super::sign::{Standing, standing};
use crate::model::{Drive, Figures};
use crate::{rules, store};
use netra_base::{DriveId, EmployeeId, Error, Grant, Moment, Principal, Result, Role, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Standing as Person, Unit};
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// A drive as one asker sees it.
#[derive(Debug, Clone)]
pub struct View {
    /// The drive.
    pub drive: Drive,
    /// Its figures, or those of the asker's own branches.
    pub coverage: Coverage,
    /// Is it the whole drive?
    pub whole: bool,
    /// Does the asker belong to the oversight team of all these units? To others nobody declined.
    pub team: bool,
    /// How the signatures grew; only of a whole drive, since minutes are not kept by unit.
    pub burn: Burn,
}

/// Points of a burn-up: a pixel shows no more.
const POINTS: usize = 200;

/// A drive as `by` sees it; as the public does when nobody is signed in.
///
/// # Errors
/// `NotFound` when there is no such drive, the public does not see it, or the asker's grants touch none of
/// its units.
pub fn view(tx: &mut Tx<'_>, by: Option<&Principal>, id: DriveId, now: Moment) -> Result<View> {
    let drive = store::drive(tx, id)?.ok_or(Error::NotFound)?;
    let Some(by) = by else {
        if !is_public(&units(tx)?, &drive) {
            return Err(Error::NotFound);
        }
        return whole(tx, drive, now).map(View::without_refusals);
    };
    let paths = audience_paths(tx, &drive)?;
    if paths.iter().all(|path| rules::sees(by, path)) {
        return whole(tx, drive, now).map(|view| view.told_to(by));
    }
    let coverage = coverage_within(tx, &drive, now, |unit| rules::sees(by, &unit.path))?;
    if coverage.branches.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(View { drive, coverage, whole: false, team: false, burn: Burn { points: Vec::new() } }.told_to(by))
}

impl View {
    fn told_to(mut self, by: &Principal) -> Self {
        let mut counted = self.coverage.branches.iter().filter(|branch| branch.own != Figures::default());
        self.team = counted.all(|branch| by.covers(Role::TeamMember, &branch.unit.path)) && by.has(Role::TeamMember);
        if self.team { self } else { self.without_refusals() }
    }

    fn without_refusals(mut self) -> Self {
        let coverage = &mut self.coverage;
        coverage.total.declined = 0;
        coverage.by_kind.iter_mut().for_each(|(_, figures)| figures.declined = 0);
        for branch in &mut coverage.branches {
            branch.own.declined = 0;
            branch.all.declined = 0;
        }
        self
    }
}

fn whole(tx: &mut Tx<'_>, drive: Drive, now: Moment) -> Result<View> {
    let (coverage, burn) = (coverage(tx, &drive, now)?, burn_up(tx, drive.id, POINTS)?);
    Ok(View { drive, coverage, whole: true, team: false, burn })
}

fn audience_paths(tx: &mut Tx<'_>, drive: &Drive) -> Result<Vec<String>> {
    drive.audience.units.iter().map(|unit| Ok(registry::unit(tx, *unit)?.path)).collect()
}

/// A line of a list of drives.
#[derive(Debug, Clone)]
pub struct Glimpse {
    /// The drive.
    pub drive: Drive,
    /// The figures that the asker sees; refusals are not among them.
    pub figures: Figures,
    /// Are they of the whole drive?
    pub whole: bool,
}

/// Drives on one page of a list.
const PAGE: usize = 20;

/// The drives of which `by` sees figures, newest first, below the number `before`; the second part is
/// the cursor of the next page.
///
/// # Errors
/// When the database fails.
pub fn glimpses(tx: &mut Tx<'_>, by: &Principal, before: Option<DriveId>) -> Result<(Vec<Glimpse>, Option<DriveId>)> {
    let mut out = Vec::new();
    // Read once for all drives: some name every unit of a region, and each figure asks where a unit lies.
    let units = registry::tree(tx, "/", None)?;
    let by_id: HashMap<UnitId, &str> = units.iter().map(|unit| (unit.id, unit.path.as_str())).collect();
    for drive in store::drives(tx)?.into_iter().filter(|drive| before.is_none_or(|before| drive.id < before)) {
        let paths: Vec<&str> = drive.audience.units.iter().filter_map(|unit| by_id.get(unit).copied()).collect();
        if !touched(by, &paths, rules::sees_by) {
            continue;
        }
        if out.len() == PAGE {
            let last = out.last().map(|glimpse: &Glimpse| glimpse.drive.id);
            return Ok((out, last));
        }
        out.push(glimpse(tx, by, drive, (&paths, &units))?);
    }
    Ok((out, None))
}

/// Do grants of such roles lie above, at or below these units?
fn touched(by: &Principal, paths: &[impl AsRef<str>], role: impl Fn(Role) -> bool) -> bool {
    let lies = |path: &str, g: &Grant| path.starts_with(&g.path) || g.path.starts_with(path);
    let mut grants = by.grants.iter().filter(|grant| role(grant.role));
    grants.any(|grant| paths.iter().any(|path| lies(path.as_ref(), grant)))
}

/// The total of the coverage that [`view`] shows.
fn glimpse(tx: &mut Tx<'_>, by: &Principal, drive: Drive, (paths, units): (&[&str], &[Unit])) -> Result<Glimpse> {
    let whole = paths.iter().all(|path| rules::sees(by, path));
    let seen: HashSet<UnitId> =
        units.iter().filter(|unit| whole || rules::sees(by, &unit.path)).map(|unit| unit.id).collect();
    let mut figures = Figures::default();
    for (_, _, row) in rows_in(tx, &drive, units)?.into_iter().filter(|(unit, _, _)| seen.contains(unit)) {
        figures.add(&row);
    }
    Ok(Glimpse { drive, figures: Figures { declined: 0, ..figures }, whole })
}

/// A drive as a thing that is held: what, when, for whom.
#[derive(Debug, Clone)]
pub struct Known {
    /// The drive.
    pub drive: Drive,
    /// May the asker see its figures whole?
    pub whole: bool,
    /// Codes of the units at the top of its audience, as far as the asker may know them.
    pub units: Vec<String>,
}

/// The drives that `by` may know of, newest first, or the one asked for: public ones, those that touch his
/// grants, and those that he may sign.
///
/// # Errors
/// When the database fails.
pub fn known(tx: &mut Tx<'_>, by: Option<&Principal>, one: Option<DriveId>) -> Result<Vec<Known>> {
    let units = units(tx)?;
    let person = match by.and_then(|by| by.employee) {
        Some(id) => registry::standing(tx, id)?,
        None => None,
    };
    let mut drives = match one {
        Some(id) => store::drive(tx, id)?.into_iter().collect(),
        None => store::drives(tx)?,
    };
    drives.retain(|drive| {
        let meant = |p: &Person| rules::in_audience(&drive.audience, &p.unit_path, p.employment);
        let paths = || roots(&units, drive).map(|unit| unit.path.clone()).collect::<Vec<_>>();
        let concerns = |by: &Principal| touched(by, &paths(), |role| rules::sees_by(role) || role == Role::TeamMember);
        is_public(&units, drive) || person.as_ref().is_some_and(meant) || by.is_some_and(concerns)
    });
    let known = |drive: Drive| {
        let whole = by.is_some_and(|by| roots(&units, &drive).all(|unit| rules::sees(by, &unit.path)));
        let told = roots(&units, &drive).filter(|unit| whole || rules::is_public(unit.kind));
        let units = told.map(|unit| unit.code.to_string()).collect();
        Known { whole, units, drive }
    };
    Ok(drives.into_iter().map(known).collect())
}

fn roots<'a>(units: &'a Units, drive: &Drive) -> impl Iterator<Item = &'a Unit> {
    drive.audience.units.iter().filter_map(|id| units.get(id))
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
