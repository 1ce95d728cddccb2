//! What waits for an operator: units with too few places planned while the window is still to close, places over and not
//! reported. Of the latest drives only; older ones no longer wait for anybody. Asked on every first page, so it reads no
//! board: some ten small statements, however many units and places there are.

use crate::model::{ActivityDriveId, Drive};
use crate::rules;
use crate::store::{self, AT_ONCE};
use netra_activities::actions::{self as activities, UnitWaits};
use netra_base::{Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// Drives among which those of the asker are looked for: a ministry runs a few a year, its offices some more.
const LOOKED_AT: i64 = 500;

/// What waits in one drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The drive.
    pub drive: ActivityDriveId,
    /// Its name.
    pub title: String,
    /// Units the asker keeps that have fewer places than asked, while they can still plan some.
    pub to_plan: i64,
    /// Places the asker keeps that are over and not reported.
    pub to_report: i64,
}

/// What waits for this principal in the latest drives of the units that he keeps.
///
/// # Errors
/// When the database fails.
pub fn notices(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Vec<Notice>> {
    let roots = rules::kept(who);
    let standing = if roots.is_empty() { Vec::new() } else { store::standing(tx, LOOKED_AT)? };
    if standing.is_empty() {
        return Ok(Vec::new());
    }
    let mut kept: HashSet<UnitId> = HashSet::new();
    for path in &roots {
        kept.extend(registry::unit_ids(tx, path)?);
    }
    // A drive asks the branch of its unit: that lies at or below what is kept, or on the way down to it.
    let inside = |unit: UnitId| kept.contains(&unit) || roots.iter().any(|path| below(path, unit));
    let mut mine = standing.into_iter().filter(|(_, unit)| inside(*unit)).map(|(id, _)| id);
    let ids: [i64; AT_ONCE] = std::array::from_fn(|_| mine.next().unwrap_or_default());
    let drives = store::some(tx, ids)?;
    let mut units: Vec<Unit> = Vec::new();
    if drives.iter().any(|drive| now < drive.definition.window.last()) {
        for path in &roots {
            units.extend(registry::tree(tx, path, None)?);
        }
    }
    let mut out = Vec::new();
    for drive in drives {
        let waits = activities::drive_waits(tx, drive.id)?;
        let to_report = waits.iter().filter(|one| kept.contains(&one.unit)).map(|one| one.unreported).sum();
        let to_plan = to_plan(&drive, &units, &waits, now);
        if to_plan > 0 || to_report > 0 {
            out.push(Notice { drive: drive.id, title: drive.definition.title, to_plan, to_report });
        }
    }
    Ok(out)
}

/// Is the unit on the way down this path, or its end?
fn below(path: &str, unit: UnitId) -> bool {
    path.contains(&format!("/{unit}/"))
}

/// Of these units, those that have too few places while their window is open: as the plan board counts them.
fn to_plan(drive: &Drive, units: &[Unit], waits: &[UnitWaits], now: Moment) -> i64 {
    let set = &drive.definition;
    let places: HashMap<UnitId, i64> = waits.iter().map(|one| (one.unit, one.places)).collect();
    let short = |unit: &&Unit| {
        let has = places.get(&unit.id).copied();
        let asked = (has.is_some() || below(&unit.path, drive.unit)) && unit.exists_on(set.window.opens.day);
        let required = set.required_of(&unit.id, unit.kind).filter(|_| asked).unwrap_or_default();
        now < set.window.closes.at(unit.zone) && has.unwrap_or_default() < required
    };
    i64::try_from(units.iter().filter(short).count()).unwrap_or(i64::MAX)
}
