//! Final figures: when a directive is withdrawn, replaced or its last day is over, everything that its spread tells is counted
//! once more and kept, with a leaf of its own. From then on it tells the figures of that day, by the tree of that day; who
//! moves or leaves later changes nothing. If we stop before the commit, nothing was counted and the next round counts.

use super::bodies;
use super::spread::{Ground, Line, live};
use crate::model::{Counted, Directive, DirectiveId, Figures, Passed};
use crate::rules;
use crate::store::finals::{self, FinalRow, FinalUnit};
use crate::store::{directives, passed, people};
use anyhow::Context;
use netra_base::{AccountId, Chance, Error, Moment, Result, UnitId, Zone};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Unit};
use netra_store::Tx;
use std::collections::HashMap;

/// Is there a directive whose last day is over and whose figures still move? Not while the counters are behind the registry.
///
/// # Errors
/// When the database fails.
pub fn is_over(tx: &mut Tx<'_>, now: Moment) -> Result<bool> {
    Ok(!directives::over(tx, last_day(now), 1)?.is_empty() && !super::follow::is_behind(tx)?)
}

/// Counts the figures of directives whose last day is over, `most` of them; answers how many. Nobody does it: it is recorded
/// without an account.
///
/// # Errors
/// When the database fails.
pub fn count_over(tx: &mut Tx<'_>, chance: &Chance, now: Moment, most: i64) -> Result<usize> {
    registry::hold_changes(tx)?;
    let over = directives::over(tx, last_day(now), most)?;
    for id in &over {
        count(tx, chance, now, None, *id)?;
    }
    Ok(over.len())
}

/// The day that has begun everywhere: in Jakarta it begins last.
fn last_day(now: Moment) -> netra_base::Day {
    now.day(Zone::Wib)
}

/// Are the counters near enough to the registry for figures to be counted while somebody waits?
///
/// # Errors
/// A refusal that asks for a moment's patience.
pub(super) fn near_enough(tx: &mut Tx<'_>) -> Result<()> {
    let last = registry::last_change(tx)?;
    let behind = last - people::followed(tx)?.unwrap_or(last);
    Ok(rules::near_enough(behind)?)
}

/// Counts a directive for good, unless it is. Whoever calls holds the registry's changes.
pub(super) fn count(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: Option<AccountId>,
    id: DirectiveId,
) -> Result<()> {
    // First the people, then the directive: an answer that is being given holds them in this order too.
    super::follow::follow(tx, usize::MAX)?;
    directives::hold(tx, id)?;
    let directive = directives::directive(tx, id)?.ok_or(Error::NotFound)?;
    if directive.counted.is_some() {
        return Ok(());
    }
    let issuer = registry::unit(tx, directive.unit)?.path;
    let tree = registry::tree(tx, "/", None)?;
    let ground = live(tx, &directive, &issuer, tree)?;
    let (rows, units) = (rows(&ground), units(&directive, &ground));
    finals::keep(tx, id, &rows, &units)?;
    directives::count(tx, id, (Counted { at: now, round: directive.round }, by.map(|account| account.0)))?;
    let kept = directives::kept(tx, id)?.context("the directive is kept")?;
    let entry = record(tx, chance, now, Kind::DirectiveIssued, &bodies::counted(&kept, &rows, &units)?)?;
    directives::set_counted_entry(tx, id, entry)
}

fn rows(ground: &Ground) -> Vec<FinalRow> {
    let mut rows: Vec<FinalRow> = ground
        .rows
        .iter()
        .filter(|(_, _, figures)| *figures != Figures::default())
        .map(|(unit, kind, figures)| FinalRow {
            unit: *unit,
            employment: kind.number(),
            should: figures.should,
            readers: figures.readers,
            acknowledged: figures.acknowledged,
        })
        .collect();
    rows.sort_unstable_by_key(|one| (one.unit, one.employment));
    rows
}

/// The units of the audience and those above them.
fn units(directive: &Directive, ground: &Ground) -> Vec<FinalUnit> {
    let tops: Vec<&str> = ground
        .units
        .iter()
        .filter(|unit| directive.audience.units.contains(&unit.id))
        .map(|unit| unit.path.as_str())
        .collect();
    let mut units: Vec<FinalUnit> = ground
        .units
        .iter()
        .filter(|unit| ground.lines.contains_key(&unit.id) || tops.iter().any(|top| top.starts_with(&unit.path)))
        .map(|unit| {
            let line = ground.lines.get(&unit.id);
            let received = match line {
                Some(Line::Due(received)) => received.map(|at| at.0),
                _ => None,
            };
            let duty = matches!(line, Some(Line::Due(_) | Line::Done(_)));
            FinalUnit { unit: unit.id, path: unit.path.clone(), duty, received }
        })
        .collect();
    units.sort_unstable_by_key(|one| one.unit);
    units
}

/// What the spread of a counted directive is made of: names as they are today, everything else as it was.
pub(super) fn frozen(tx: &mut Tx<'_>, directive: &Directive, tree: Vec<Unit>, round: i64) -> Result<Ground> {
    let kept: HashMap<UnitId, FinalUnit> =
        finals::units(tx, directive.id)?.into_iter().map(|one| (one.unit, one)).collect();
    let mut passed: HashMap<UnitId, Passed> =
        passed::of_round(tx, directive.id, round)?.into_iter().map(|one| (one.unit, one)).collect();
    let issuer = kept.get(&directive.unit).map(|one| one.path.clone()).unwrap_or_default();
    let (mut units, mut lines) = (Vec::new(), HashMap::new());
    for mut unit in tree {
        let Some(then) = kept.get(&unit.id) else { continue };
        if rules::within(&directive.audience.units, &then.path) {
            let line = match passed.remove(&unit.id) {
                Some(done) => Line::Done(Box::new(done)),
                None if then.duty => Line::Due(then.received_at()),
                None if issuer.starts_with(&then.path) => Line::Issuer,
                None => Line::Nobody,
            };
            lines.insert(unit.id, line);
        }
        unit.parent = parent(&then.path);
        unit.path.clone_from(&then.path);
        units.push(unit);
    }
    let mut rows = Vec::new();
    for one in finals::rows(tx, directive.id)? {
        let kind = Employment::from_number(one.employment).context("directive_final.employment cannot be read")?;
        let FinalRow { should, readers, acknowledged, .. } = one;
        rows.push((one.unit, kind, Figures { should, readers, acknowledged, ..Figures::default() }));
    }
    Ok(Ground { units, rows, lines })
}

/// The unit above the last one of a path.
fn parent(path: &str) -> Option<UnitId> {
    path.split('/').filter_map(|id| id.parse().ok()).map(UnitId).rev().nth(1)
}
