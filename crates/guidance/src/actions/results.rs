//! The results of units as one asker may see them: his own branches, each with everything below it, small counts
//! not told; and the questions missed most, of the whole house, without units.

use crate::model::{Bank, Missed, Occasion, Told};
use crate::rules;
use crate::store::counts;
use netra_base::{Error, Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::HashMap;

/// A unit with the figures of itself and everything below it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The unit.
    pub unit: Unit,
    /// Its figures as they may be told.
    pub told: Told,
}

/// What an asker sees of the quiz.
#[derive(Debug, Clone)]
pub struct Results {
    /// The units in which somebody took a test and those above, in the order of the tree.
    pub lines: Vec<Line>,
    /// Of all of them.
    pub total: Told,
    /// Missed most, worst first.
    pub missed: Vec<Missed>,
    /// When these figures were true.
    pub at: Moment,
}

impl Results {
    /// The line of the unit with this code.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.unit.code.as_str().eq_ignore_ascii_case(code))
    }

    /// The lines directly below this unit.
    #[must_use]
    pub fn below(&self, unit: UnitId) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.unit.parent == Some(unit)).collect()
    }

    /// The topmost lines.
    #[must_use]
    pub fn tops(&self) -> Vec<&Line> {
        let inside = |unit: UnitId| self.lines.iter().any(|line| line.unit.id == unit);
        self.lines.iter().filter(|line| !line.unit.parent.is_some_and(inside)).collect()
    }
}

/// The figures of one occasion as they may be told. Who may ask for them is the question of whoever holds the occasion.
///
/// # Errors
/// When the database fails.
pub fn at_occasion(tx: &mut Tx<'_>, occasion: &Occasion) -> Result<Told> {
    let settings = &Bank::house()?.settings;
    Ok(rules::told(settings, &counts::of_occasion(tx, occasion, settings.smallest)?))
}

/// Questions told as missed most: a teacher's hour holds no more.
const MOST: usize = 10;

/// The results that `by` may see.
///
/// # Errors
/// `NotFound` when his grants cover no unit.
pub fn results(tx: &mut Tx<'_>, by: &Principal, now: Moment) -> Result<Results> {
    let settings = &Bank::house()?.settings;
    let mut units = registry::tree(tx, "/", None)?;
    units.retain(|unit| rules::sees(by, &unit.path));
    if units.is_empty() {
        return Err(Error::NotFound);
    }
    let raw = counts::by_unit(tx, settings.smallest)?;
    let (mut total, mut sums) = (Told::default(), HashMap::<UnitId, Told>::new());
    for unit in &units {
        let Some(figures) = raw.get(&unit.id) else { continue };
        let told = rules::told(settings, figures);
        total.add(&told);
        for above in unit.path.split('/').filter_map(|id| id.parse().ok()) {
            sums.entry(UnitId(above)).or_default().add(&told);
        }
    }
    let line = |unit: Unit| sums.get(&unit.id).map(|told| Line { told: *told, unit });
    let missed = rules::most_missed(settings, counts::missed(tx)?, MOST);
    Ok(Results { lines: units.into_iter().filter_map(line).collect(), total, missed, at: now })
}
