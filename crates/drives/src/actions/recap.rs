//! The recap: every place with its figures, the totals of the same rows, and what a paper needs of the announcing unit. Sums
//! are always those of the rows that are shown.

use super::board::{Totals, UnitRow, branch, rows};
use super::live::late;
use super::place::each;
use super::seen::{Seen, seen};
use crate::model::{ActivityDriveId, ActivityId};
use crate::rules;
use netra_activities::actions as activities;
use netra_activities::model::Activity;
use netra_activities::rules::money as reads_money;
use netra_base::{Error, Moment, Principal, Result, Say, UnitId};
use netra_correspondence::actions as correspondence;
use netra_correspondence::model::{Letterhead, SignatureBlock};
use netra_lessons::actions as lessons;
use netra_lessons::model::Gain;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// Money of a place, or of the places of a unit together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// What was planned, in rupiah; none where a place costs nothing.
    pub ceiling: Option<i64>,
    /// What was spent; none where nobody has said so.
    pub realised: Option<i64>,
    /// Places that keep a paper which shows it.
    pub proven: i64,
}

impl Money {
    fn of(place: &Activity, proven: bool) -> Self {
        let ceiling = place.budget.as_ref().map(|budget| budget.ceiling);
        Self { ceiling, realised: place.realised, proven: i64::from(proven) }
    }

    /// Adds another's.
    pub(crate) fn add(&mut self, other: &Self) {
        let sum = |one: Option<i64>, other: Option<i64>| match (one, other) {
            (None, other) => other,
            (Some(one), other) => Some(one + other.unwrap_or_default()),
        };
        self.ceiling = sum(self.ceiling, other.ceiling);
        self.realised = sum(self.realised, other.realised);
        self.proven += other.proven;
    }
}

/// A place with its unit, its region and what delegations were expected.
#[derive(Debug, Clone)]
pub struct RecapRow {
    /// The place.
    pub place: Activity,
    /// The unit that holds it.
    pub unit: Unit,
    /// The regional office it belongs to, by name; else the unit's own name.
    pub region: String,
    /// Is its time over while nobody has said that it began, or that it is over?
    pub late: bool,
    /// Of those awaited, people whom other units were to send.
    pub delegated: i64,
    /// What was gained by the tests there; small counts are not in it.
    pub gain: Gain,
    /// Its money, for those who may read it.
    pub money: Option<Money>,
}

/// The recap as somebody sees it.
#[derive(Debug, Clone)]
pub struct Recap {
    /// The drive.
    pub seen: Seen,
    /// When it was counted.
    pub at: Moment,
    /// Places that are not cancelled, by unit in the order of the tree, then by beginning.
    pub rows: Vec<RecapRow>,
    /// Units with their sums, in the order of the tree.
    pub units: Vec<UnitRow>,
    /// The sums of these.
    pub totals: Totals,
    /// The money of those of these units whose money the asker may read.
    pub money: HashMap<UnitId, Money>,
    /// What a gain means.
    pub gain_means: Say,
    /// Is this the whole drive, or the asker's branch?
    pub whole: bool,
    /// The letterhead of the announcing unit.
    pub letterhead: Letterhead,
    /// Who signs for it.
    pub signature: SignatureBlock,
}

/// The recap of what the asker sees.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub fn recap(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityDriveId) -> Result<Recap> {
    let seen = seen(tx, who, id)?;
    let (units, all) = rows(tx, now, &seen)?;
    let whole = all.len();
    let sums: Vec<UnitRow> = all.into_iter().filter(|row| seen.reach.sees(&row.unit.path)).collect();
    let mut delegated: HashMap<ActivityId, i64> = HashMap::new();
    for (place, _, expected) in activities::delegations_in_drive(tx, id)? {
        *delegated.entry(place).or_default() += expected;
    }
    let mut places = Vec::new();
    each(tx, id, None, &mut |place| {
        if let Some(unit) = units.get(place.unit).filter(|unit| seen.reach.sees(&unit.path)) {
            let region = units.region(unit.id).map_or_else(|| unit.name.clone(), |region| region.name.clone());
            places.push((unit.clone(), region, place));
        }
        true
    })?;
    places.sort_by_key(|(unit, _, place)| (units.place(unit.id), place.starts, place.id));
    let ids: Vec<ActivityId> = places.iter().map(|(.., place)| place.id).collect();
    let gains = lessons::gains(tx, &ids)?;
    let proven: HashSet<ActivityId> = activities::proven_in_drive(tx, id)?.into_iter().collect();
    let read = sums.iter().filter(|row| reads_money(who, &row.unit.path));
    let mut money: HashMap<UnitId, Money> = read.map(|row| (row.unit.id, Money::default())).collect();
    let row = |((unit, region, place), gain): ((Unit, String, Activity), Gain)| {
        let delegated = delegated.get(&place.id).copied().unwrap_or_default();
        let late = late(&place, now);
        let own = Money::of(&place, proven.contains(&place.id));
        let money = money.get_mut(&unit.id).map(|sum| {
            sum.add(&own);
            own
        });
        RecapRow { place, unit, region, late, delegated, gain, money }
    };
    let rows = places.into_iter().zip(gains).map(row).collect();
    let letterhead = correspondence::letterhead(tx, seen.announcer.id)?;
    let signature = correspondence::signature(tx, seen.announcer.id, now.day(seen.announcer.zone))?;
    let totals = Totals::of(&sums);
    let (gain_means, whole) = (netra_lessons::model::definition()?, sums.len() == whole);
    Ok(Recap { whole, seen, at: now, rows, units: sums, totals, money, gain_means, letterhead, signature })
}

/// The places whose attendance the asker may take along with names: those of units that he keeps.
///
/// # Errors
/// `NotFound` for those who keep no unit of the drive.
pub fn attended(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityDriveId) -> Result<(Seen, Vec<ActivityId>)> {
    let seen = seen(tx, who, id)?;
    if !seen.plans {
        return Err(Error::NotFound);
    }
    let (units, _) = branch(tx, now, &seen)?;
    let mut places = Vec::new();
    each(tx, id, None, &mut |place| {
        if let Some(unit) = units.get(place.unit).filter(|unit| rules::keeps(who, &unit.path)) {
            places.push((units.place(unit.id), place.starts, place.id));
        }
        true
    })?;
    places.sort_unstable();
    Ok((seen, places.into_iter().map(|(.., id)| id).collect()))
}
