//! The plan board: which unit has planned how many of how many places, who has planned none (first), what clashes, what is
//! aimed at and who came. Sums come from one statement over the drive's places, the rest is added up here.

use super::seen::{Basis, Seen, Units, bases, seen};
use crate::model::ActivityDriveId;
use crate::rules;
use netra_activities::actions::{self as activities, Clash, Of, UnitSums};
use netra_activities::model::Tally;
use netra_base::{Moment, Principal, Result, UnitId};
use netra_lessons::model::Taught;
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;
use std::collections::HashMap;

/// Clashes looked for: more than a person works through in a day.
pub const MOST_CLASHES: usize = 200;

/// Where a unit stands with its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// No place planned.
    None,
    /// Some, fewer than asked.
    Some,
    /// As many as asked, or more.
    Enough,
}

impl Group {
    /// All three, those that matter first.
    pub const ALL: [Self; 3] = [Self::None, Self::Some, Self::Enough];

    /// The word in addresses and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::Enough => "enough",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }
}

/// A unit with its places.
#[derive(Debug, Clone)]
pub struct UnitRow {
    /// The unit.
    pub unit: Unit,
    /// Places it is to have; nought for one that is no longer asked but has places.
    pub required: i64,
    /// Its places and who came.
    pub sums: UnitSums,
}

impl UnitRow {
    /// Places that are not cancelled.
    #[must_use]
    pub fn places(&self) -> i64 {
        self.sums.planned + self.sums.running + self.sums.held
    }

    /// Where it stands.
    #[must_use]
    pub fn group(&self) -> Group {
        match self.places() {
            0 => Group::None,
            places if places < self.required => Group::Some,
            _ => Group::Enough,
        }
    }
}

/// Units, places and people of a drive or of a part of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Units that are asked.
    pub units: i64,
    /// Of these, with no place planned.
    pub none: i64,
    /// Of these, with some, fewer than asked.
    pub some: i64,
    /// Of these, with as many as asked.
    pub enough: i64,
    /// Places asked for.
    pub required: i64,
    /// Of the places asked for, planned: at most as many of a unit as it was asked for.
    pub covered: i64,
    /// Places that are not cancelled.
    pub places: i64,
    /// Of these, not begun.
    pub planned: i64,
    /// Of these, going on.
    pub running: i64,
    /// Of these, over.
    pub held: i64,
    /// Of those over, reported.
    pub reported: i64,
    /// Places that were cancelled.
    pub cancelled: i64,
    /// Of those not begun, past their time.
    pub unstarted: i64,
    /// Of those going on, past their time.
    pub unended: i64,
    /// Of the hosts' own people, aimed at; cancelled places not counted.
    pub target: i64,
    /// Everybody who is awaited, delegations and guests too; cancelled places not counted.
    pub expected: i64,
    /// Who came.
    pub tally: Tally,
}

impl Totals {
    /// The sum of these rows.
    #[must_use]
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a UnitRow>) -> Self {
        let mut out = Self::default();
        for row in rows {
            let (sums, places) = (&row.sums, row.places());
            out.units += i64::from(row.required > 0);
            match row.group() {
                Group::None => out.none += i64::from(row.required > 0),
                Group::Some => out.some += 1,
                Group::Enough => out.enough += i64::from(row.required > 0),
            }
            out.required += row.required;
            out.covered += places.min(row.required);
            out.places += places;
            out.planned += sums.planned;
            out.running += sums.running;
            out.held += sums.held;
            out.reported += sums.reported;
            out.cancelled += sums.cancelled;
            out.unstarted += sums.unstarted;
            out.unended += sums.unended;
            out.target += sums.target;
            out.expected += sums.expected;
            out.tally.add(&sums.tally);
        }
        out
    }

    /// Everybody who came: of [`expected`](Self::expected).
    #[must_use]
    pub fn came(&self) -> i64 {
        self.tally.people()
    }

    /// Places that have begun: going on or over.
    #[must_use]
    pub fn begun(&self) -> i64 {
        self.running + self.held
    }
}

/// A clash with the names of the units.
#[derive(Debug, Clone)]
pub struct ClashRow {
    /// What clashes.
    pub clash: Clash,
    /// The units of the two places.
    pub units: (String, String),
}

/// The plan board as somebody sees it.
#[derive(Debug, Clone)]
pub struct Board {
    /// The drive.
    pub seen: Seen,
    /// When this was true.
    pub at: Moment,
    /// What the drive rests on.
    pub basis: Vec<Basis>,
    /// What is taught at every place.
    pub taught: Vec<Taught>,
    /// Every unit the asker sees, in the order of the tree.
    pub rows: Vec<UnitRow>,
    /// The whole drive.
    pub whole: Totals,
    /// What the asker sees of it, when that is not the whole.
    pub branch: Option<Totals>,
    /// What clashes among the places the asker sees, at most [`MOST_CLASHES`].
    pub clashes: Vec<ClashRow>,
    /// The units of the drive's branch.
    units: Units,
}

impl Board {
    /// The regional office at or above a unit; else the unit itself.
    #[must_use]
    pub fn region(&self, id: UnitId) -> Option<&Unit> {
        self.units.region(id)
    }
}

/// The plan board.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub fn board(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityDriveId) -> Result<Board> {
    let mut seen = seen(tx, who, id)?;
    let (units, rows) = rows(tx, now, &seen)?;
    // Nobody is shown a way to plan who keeps no unit that is asked.
    seen.plans = rows.iter().any(|row| row.required > 0 && rules::keeps(who, &row.unit.path));
    let whole = Totals::of(&rows);
    let sees = |unit: &Unit| seen.reach.sees(&unit.path);
    let all = rows.len();
    let rows: Vec<UnitRow> = rows.into_iter().filter(|row| sees(&row.unit)).collect();
    let part = (rows.len() < all).then(|| Totals::of(&rows));
    let clashes = activities::clashes(tx, Of::Drive(id))?;
    let name = |id: UnitId| units.get(id).filter(|unit| sees(unit)).map(|unit| unit.name.clone());
    let clashes = clashes.into_iter().take(MOST_CLASHES).filter_map(|clash| {
        let units = (name(clash.one.unit)?, name(clash.other.unit)?);
        Some(ClashRow { clash, units })
    });
    let clashes = clashes.collect();
    let basis = bases(tx, now, &seen.drive.definition.basis)?;
    let taught = netra_lessons::actions::of_drive(tx, id)?;
    Ok(Board { seen, at: now, basis, taught, rows, whole, branch: part, clashes, units })
}

/// The units of the branch and what each has in the drive. A unit that came later, or left the branch, is among them as long as
/// it has places.
pub(super) fn branch(tx: &mut Tx<'_>, now: Moment, seen: &Seen) -> Result<(Units, HashMap<UnitId, UnitSums>)> {
    let mut units = Units::of(tx, &seen.unit, &seen.drive)?;
    let sums: HashMap<UnitId, UnitSums> =
        activities::drive_sums(tx, seen.drive.id, now)?.into_iter().map(|sums| (sums.unit, sums)).collect();
    let strangers: Vec<UnitId> = sums.keys().copied().filter(|id| units.get(*id).is_none()).collect();
    if !strangers.is_empty() {
        let mut list = units.all().to_vec();
        for id in strangers {
            list.push(registry::unit(tx, id)?);
        }
        units = Units::new(list);
    }
    Ok((units, sums))
}

/// Every unit that is asked or has places, in the order of the tree, and the branch. Of a withdrawn drive nobody is asked.
pub(super) fn rows(tx: &mut Tx<'_>, now: Moment, seen: &Seen) -> Result<(Units, Vec<UnitRow>)> {
    let (units, sums) = branch(tx, now, seen)?;
    let set = &seen.drive.definition;
    let row = |unit: &Unit| {
        let asked = seen.drive.withdrawn.is_none() && unit.exists_on(set.window.opens.day);
        let required = set.required_of(&unit.id, unit.kind).filter(|_| asked);
        let kept = sums.get(&unit.id).copied();
        if required.is_none() && kept.is_none() {
            return None;
        }
        let sums = kept.unwrap_or_else(|| nothing(unit.id));
        Some(UnitRow { unit: unit.clone(), required: required.unwrap_or(0), sums })
    };
    let rows = units.all().iter().filter_map(row).collect();
    Ok((units, rows))
}

fn nothing(unit: UnitId) -> UnitSums {
    UnitSums {
        unit,
        planned: 0,
        running: 0,
        held: 0,
        cancelled: 0,
        reported: 0,
        unstarted: 0,
        unended: 0,
        target: 0,
        expected: 0,
        tally: Tally::default(),
    }
}

/// A regional office with everything at and below it, or another unit by itself.
#[derive(Debug, Clone)]
pub struct RegionSum {
    /// The unit.
    pub unit: Unit,
    /// It and those below.
    pub totals: Totals,
}

/// The regional offices among these rows with what lies at and below each; when there is none, every unit by itself.
#[must_use]
pub fn regions(rows: &[UnitRow]) -> Vec<RegionSum> {
    let offices: Vec<&UnitRow> = rows.iter().filter(|row| row.unit.kind == UnitKind::Kanwil).collect();
    if offices.is_empty() {
        return rows.iter().map(|row| RegionSum { unit: row.unit.clone(), totals: Totals::of([row]) }).collect();
    }
    let mut parts: HashMap<&str, Vec<&UnitRow>> =
        offices.iter().map(|row| (row.unit.path.as_str(), Vec::new())).collect();
    for row in rows {
        // The office stands on the way down to the unit: its path is a beginning of the unit's.
        let path = row.unit.path.as_str();
        let office = path.match_indices('/').map(|(at, _)| &path[..=at]).find(|above| parts.contains_key(above));
        if let Some(rows) = office.and_then(|office| parts.get_mut(office)) {
            rows.push(row);
        }
    }
    let sum = |office: &&UnitRow| {
        let below = parts.get(office.unit.path.as_str()).into_iter().flatten().copied();
        RegionSum { unit: office.unit.clone(), totals: Totals::of(below) }
    };
    offices.iter().map(sum).collect()
}
