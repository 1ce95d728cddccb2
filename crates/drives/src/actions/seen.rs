//! A drive as somebody sees it: how far, with which units, and what the instruments are called.

use crate::model::{ActivityDriveId, Drive};
use crate::rules::{self, Branch, Look, Reach};
use crate::store;
use netra_base::{Error, Moment, Principal, Result, Say, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;
use std::collections::HashMap;

/// An instrument with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Its id.
    pub id: String,
    /// What it is called, by the rulebook of this moment; the id when that does not know it.
    pub name: Say,
}

/// A drive as somebody sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The drive.
    pub drive: Drive,
    /// The unit whose branch is asked.
    pub unit: Unit,
    /// The unit that announces it.
    pub announcer: Unit,
    /// How far the asker sees.
    pub reach: Reach,
    /// May the asker change the drive?
    pub keeps: bool,
    /// Does the asker keep a unit of the branch, and so may plan places?
    pub plans: bool,
    /// May the asker read the page of units to remind? The press desk reads boards and recaps alone.
    pub reminds: bool,
    /// The units of the asker's grants, by path: the activities at and below them may be opened.
    opens: Vec<String>,
    /// Of these, the units that the asker keeps.
    kept: Vec<String>,
}

impl Seen {
    /// May the asker open the activities of the unit with this path? Who only announces sees their figures alone.
    #[must_use]
    pub fn opens(&self, unit_path: &str) -> bool {
        self.opens.iter().any(|path| unit_path.starts_with(path))
    }

    /// Does the asker keep the unit with this path, and so may say what happened at its places?
    #[must_use]
    pub fn keeps_at(&self, unit_path: &str) -> bool {
        self.kept.iter().any(|path| unit_path.starts_with(path))
    }
}

/// The drive, when the asker sees anything of it.
///
/// # Errors
/// `NotFound`, also for those who see nothing.
pub fn seen(tx: &mut Tx<'_>, who: &Principal, id: ActivityDriveId) -> Result<Seen> {
    let drive = store::drive(tx, id)?.ok_or(Error::NotFound)?;
    let seen = of(tx, who, drive)?;
    if seen.reach == Reach::Nothing { Err(Error::NotFound) } else { Ok(seen) }
}

/// The same as far as the asker may remind.
///
/// # Errors
/// `NotFound` also for those who read boards and recaps alone.
pub(super) fn reminding(tx: &mut Tx<'_>, who: &Principal, id: ActivityDriveId) -> Result<Seen> {
    let seen = seen(tx, who, id)?;
    let reach = rules::reach(who, Look::Reminders, &seen.unit.path, &seen.announcer.path);
    if reach == Reach::Nothing { Err(Error::NotFound) } else { Ok(Seen { reach, ..seen }) }
}

pub(super) fn of(tx: &mut Tx<'_>, who: &Principal, drive: Drive) -> Result<Seen> {
    let unit = registry::unit(tx, drive.unit)?;
    let announcer = registry::unit(tx, drive.announcer)?;
    let reach = rules::reach(who, Look::Figures, &unit.path, &announcer.path);
    let reminds = rules::reach(who, Look::Reminders, &unit.path, &announcer.path) != Reach::Nothing;
    let keeps = rules::keeps(who, &unit.path);
    let inside = |path: &str| path.starts_with(&unit.path) && rules::keeps(who, path);
    let plans = keeps || who.grants.iter().any(|grant| inside(&grant.path));
    let grants = who.grants.iter().map(|grant| grant.path.clone());
    let opens = grants.filter(|path| rules::sees_figures(who, path)).collect();
    let kept = rules::kept(who).into_iter().map(str::to_owned).collect();
    Ok(Seen { drive, unit, announcer, reach, keeps, plans, reminds, opens, kept })
}

/// Looked at in one go: fifty rows on a page may be hidden from the asker, these many are tried for them.
const LOOKED_AT: i64 = 500;

/// Drives that the asker sees anything of, newest first, those below the number `below`; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn drives(tx: &mut Tx<'_>, who: &Principal, below: Option<i64>, limit: usize) -> Result<Vec<Seen>> {
    let mut out = Vec::new();
    for drive in store::before(tx, below.unwrap_or(i64::MAX), LOOKED_AT)? {
        let seen = of(tx, who, drive)?;
        if seen.reach != Reach::Nothing {
            out.push(seen);
        }
        if out.len() == limit {
            break;
        }
    }
    Ok(out)
}

/// What the instruments of a drive are called.
pub(super) fn bases(tx: &mut Tx<'_>, now: Moment, ids: &[String]) -> Result<Vec<Basis>> {
    let library = netra_rulebook::actions::current(tx, now)?;
    let name = |id: &String| match library.book().row(id) {
        Some(row) => row.title.as_ref().unwrap_or(&row.says).clone(),
        None => Say::new(id.clone(), id.clone()),
    };
    Ok(ids.iter().map(|id| Basis { id: id.clone(), name: name(id) }).collect())
}

/// The units of a drive's branch by number, those that exist on its first day, in the order of the tree.
#[derive(Debug, Clone)]
pub struct Units {
    list: Vec<Unit>,
    at: HashMap<UnitId, usize>,
}

impl Units {
    pub(super) fn of(tx: &mut Tx<'_>, unit: &Unit, drive: &Drive) -> Result<Self> {
        Ok(Self::new(registry::tree(tx, &unit.path, Some(drive.definition.window.opens.day))?))
    }

    /// Puts them in the order of the tree, those beside each other by code.
    pub(super) fn new(list: Vec<Unit>) -> Self {
        let codes: HashMap<&str, &str> = list.iter().map(|unit| (last(&unit.path), unit.code.as_str())).collect();
        // The codes on the way down, each closed by a sign below every letter of a code.
        let way = |unit: &Unit| {
            let ways = unit.path.split('/').filter_map(|id| codes.get(id));
            ways.fold(String::new(), |way, code| way + code + "\u{1}")
        };
        let ways: Vec<String> = list.iter().map(way).collect();
        let mut keyed: Vec<(String, Unit)> = ways.into_iter().zip(list).collect();
        keyed.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let list: Vec<Unit> = keyed.into_iter().map(|(_, unit)| unit).collect();
        let at = list.iter().enumerate().map(|(at, unit)| (unit.id, at)).collect();
        Self { list, at }
    }

    /// All of them, each after its parent.
    #[must_use]
    pub fn all(&self) -> &[Unit] {
        &self.list
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.at.get(&id).and_then(|at| self.list.get(*at))
    }

    /// Where it stands in the order of the tree.
    #[must_use]
    pub fn place(&self, id: UnitId) -> usize {
        self.at.get(&id).copied().unwrap_or(usize::MAX)
    }

    /// The regional office at or above a unit; else the unit itself.
    #[must_use]
    pub fn region(&self, id: UnitId) -> Option<&Unit> {
        let own = self.get(id)?;
        let mut next = Some(own);
        while let Some(unit) = next {
            if unit.kind == UnitKind::Kanwil {
                return Some(unit);
            }
            next = unit.parent.and_then(|above| self.get(above));
        }
        Some(own)
    }

    pub(super) fn branch(&self) -> Vec<Branch> {
        self.list.iter().map(|unit| Branch { id: unit.id, kind: unit.kind }).collect()
    }
}

/// The unit's own number in its path: `77` of `/1/5/77/`.
fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}
