//! What the public may see of drives and coverage: regional offices and above, drives for more than a part of
//! one of them, and sums from which no hidden part can be taken back.

use super::coverage::{Branch, Coverage, coverage};
use crate::model::{Drive, Figures, PublicFigures};
use crate::{rules, store};
use netra_base::{DriveId, Moment, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;
use std::collections::HashMap;

/// One row of what the public sees.
#[derive(Debug, Clone)]
pub struct PublicRow {
    /// The unit.
    pub unit: Unit,
    /// The code of the public unit above.
    pub parent: Option<String>,
    /// Its figures with everything below.
    pub figures: PublicFigures,
}

/// The public's rows, the agency first, then the units of Eselon I and the regional offices by code.
#[must_use]
pub fn public_rows(coverage: &Coverage) -> Vec<PublicRow> {
    let shown = shown(coverage);
    let row = |branch: &&Branch| PublicRow {
        unit: branch.unit.clone(),
        parent: above(&shown, branch).map(|above| above.unit.code.to_string()),
        figures: figures(&shown, Some(branch), &branch.all),
    };
    let mut rows: Vec<PublicRow> = shown.iter().map(row).collect();
    rows.sort_by(|a, b| (a.unit.kind, &a.unit.code).cmp(&(b.unit.kind, &b.unit.code)));
    rows
}

/// The total that the public sees.
#[must_use]
pub fn public_total(coverage: &Coverage) -> PublicFigures {
    figures(&shown(coverage), None, &coverage.total)
}

/// The public units in which somebody is counted.
fn shown(coverage: &Coverage) -> Vec<&Branch> {
    let counted = |all: &Figures| all.should != 0 || all.signed != 0;
    coverage.branches.iter().filter(|b| rules::is_public(b.unit.kind) && counted(&b.all)).collect()
}

/// The nearest public unit above.
fn above<'a>(shown: &[&'a Branch], below: &Branch) -> Option<&'a Branch> {
    let over = |b: &&&Branch| b.unit.id != below.unit.id && below.unit.path.starts_with(&b.unit.path);
    shown.iter().filter(over).max_by_key(|b| b.unit.path.len()).copied()
}

/// What is told of a unit, or of all: its public parts and the rest of it are told each for itself, then summed.
fn figures(shown: &[&Branch], of: Option<&Branch>, all: &Figures) -> PublicFigures {
    let mut rest = Figures { declined: 0, ..*all };
    let mut parts = Vec::new();
    for part in shown.iter().filter(|part| above(shown, part).map(|b| b.unit.id) == of.map(|b| b.unit.id)) {
        parts.push(figures(shown, Some(part), &part.all));
        rest.should -= part.all.should;
        rest.signed -= part.all.signed;
    }
    if rest != Figures::default() || parts.is_empty() {
        parts.push(rules::told(&rest));
    }
    rules::told_sum(&parts)
}

/// The units by number: what the drives' roots are and where they lie.
pub(super) type Units = HashMap<UnitId, Unit>;

/// Every unit.
pub(super) fn units(tx: &mut Tx<'_>) -> Result<Units> {
    Ok(registry::tree(tx, "/", None)?.into_iter().map(|unit| (unit.id, unit)).collect())
}

/// Is this drive shown to the public?
pub(super) fn is_public(units: &Units, drive: &Drive) -> bool {
    let line = |root: &UnitId| -> Vec<(UnitId, UnitKind)> {
        let ids = units.get(root).map_or("", |unit| &unit.path).split('/');
        ids.filter_map(|id| id.parse().ok()).filter_map(|id| units.get(&UnitId(id))).map(|u| (u.id, u.kind)).collect()
    };
    let roots: Vec<_> = drive.audience.units.iter().map(line).collect();
    rules::is_public_drive(&roots)
}

/// A drive with its coverage, from which the public's figures are made.
#[derive(Debug, Clone)]
pub struct PublicDrive {
    /// The drive.
    pub drive: Drive,
    /// Its coverage.
    pub coverage: Coverage,
}

/// The drives that the public sees, newest first, below the number `before`, at most `most`; the second part
/// is the cursor of the next page.
///
/// # Errors
/// When the database fails.
pub fn public_drives(
    tx: &mut Tx<'_>,
    before: Option<DriveId>,
    most: usize,
    now: Moment,
) -> Result<(Vec<PublicDrive>, Option<DriveId>)> {
    let units = units(tx)?;
    let mut out: Vec<PublicDrive> = Vec::new();
    for drive in store::drives(tx)?.into_iter().filter(|drive| before.is_none_or(|before| drive.id < before)) {
        if !is_public(&units, &drive) {
            continue;
        }
        if out.len() == most {
            let last = out.last().map(|one| one.drive.id);
            return Ok((out, last));
        }
        let coverage = coverage(tx, &drive, now)?;
        out.push(PublicDrive { drive, coverage });
    }
    Ok((out, None))
}
