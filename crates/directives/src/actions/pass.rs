//! Passing a directive on: each unit of the audience once a round, with the moment it was received from above, the
//! function that passes it on, and what the unit adds of its own. It joins the directive first, as an acknowledgement does:
//! the final figures have what was passed on before them, and nothing comes after.

use super::bodies;
use super::issue::unit_to_keep;
use super::reach::home;
use super::spread::{Line, within};
use crate::model::{Directive, DirectiveId, NewPass, Passed};
use crate::rules;
use crate::store::directives;
use crate::store::passed::{self, KeptPassed};
use netra_base::{Chance, Day, EntryId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A unit of the asker's own that has to pass a directive on, or has.
#[derive(Debug, Clone)]
pub struct Own {
    /// The unit.
    pub unit: Unit,
    /// How it stands.
    pub line: Line,
}

/// What there is to pass on, and what has been.
#[derive(Debug, Clone)]
pub struct Passing {
    /// The directive.
    pub directive: Directive,
    /// Does it still hold for one that has to?
    pub runs: bool,
    /// Units that still have to, by code; the first of them where there are more.
    pub due: Vec<Own>,
    /// How many have to altogether.
    pub all_due: usize,
    /// Directives of units that still have to, resting on this one, with their unit's name: the newest hundred that hold. A
    /// unit may send its own along.
    pub covers: Vec<(String, Directive)>,
    /// Units that have, the latest first; the first of them where there are more.
    pub done: Vec<Own>,
    /// How many have altogether.
    pub all_done: usize,
}

impl Passing {
    /// Are there more units than a list to choose from holds? Then their code is typed.
    #[must_use]
    pub fn by_code(&self) -> bool {
        self.all_due > self.due.len()
    }
}

/// Units offered to choose from on one form, about 250 bytes each: 25 KB. Who keeps more of them types the code.
const OFFERED: usize = 100;
/// Units of which is told what they did, with a note of up to 1,000 letters: 15 KB. The spread has them all.
const TOLD: usize = 12;

/// The units of the asker's that have to pass it on, and those that have.
///
/// # Errors
/// `NotFound` when there is none.
pub fn own_units(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: DirectiveId) -> Result<Passing> {
    let home = home(tx, who, id)?;
    if !home.reach.passes {
        return Err(Error::NotFound);
    }
    let spread = within(tx, now, home.directive, &home.unit.path, |unit| rules::keeps(who, &unit.path))?;
    let own = spread.branches.into_iter().filter(|branch| matches!(branch.line, Line::Due(_) | Line::Done(_)));
    let own = own.map(|branch| Own { unit: branch.unit, line: branch.line });
    let passed = |one: &Own| match &one.line {
        Line::Done(passed) => Some(passed.at),
        _ => None,
    };
    let (mut done, mut due): (Vec<Own>, Vec<Own>) = own.partition(|one| passed(one).is_some());
    let (all_due, all_done) = (due.len(), done.len());
    let names: HashMap<UnitId, &str> = due.iter().map(|one| (one.unit.id, one.unit.name.as_str())).collect();
    let today = now.day(home.unit.zone);
    let named = |one: Directive| names.get(&one.unit).map(|name| ((*name).to_owned(), one));
    let covers = directives::covers(tx, id)?.into_iter().filter(|one| rules::runs(one, today));
    let covers = covers.filter_map(named).take(OFFERED).collect();
    let runs = due.iter().any(|one| rules::runs(&spread.directive, now.day(one.unit.zone)));
    due.sort_by_key(|one| one.unit.code.clone());
    done.sort_by_key(|one| (Reverse(passed(one)), one.unit.code.clone()));
    due.truncate(OFFERED);
    done.truncate(TOLD);
    Ok(Passing { directive: spread.directive, runs, due, all_due, covers, done, all_done })
}

/// Passes a directive on; the same unit again answers with what is there. Says whether it was there before.
///
/// # Errors
/// `NotFound` for those who may not know of it; a refusal for each thing that is wrong.
pub fn pass_on(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: DirectiveId,
    new: &NewPass,
) -> Result<(Passed, bool)> {
    directives::join(tx, id)?;
    let home = home(tx, by, id)?;
    let unit = unit_to_keep(tx, by, &new.unit)?;
    let directive = home.directive;
    if let Some(before) = passed::of_unit(tx, id, directive.round, unit.id)? {
        return Ok((before.passed, true));
    }
    if !rules::runs(&directive, now.day(unit.zone)) {
        return Err(Refusal::new(
            "directive-over",
            "Arahan ini tidak berlaku lagi; tidak ada yang perlu diteruskan.",
            "This directive no longer holds; there is nothing to pass on.",
        )
        .into());
    }
    let people = people_below(tx, &directive, &unit)?;
    if !rules::passes_on(&directive.audience, &home.unit.path, &unit.path, people) {
        return Err(Refusal::new(
            "nothing-to-pass",
            "Unit ini tidak perlu meneruskan arahan ini: ia penerbitnya, di luar tujuannya, atau tidak ada pegawainya.",
            "This unit need not pass it on: it issued it, is not in its audience, or has nobody.",
        )
        .at("unit")
        .into());
    }
    order_fits(tx, &directive, (&unit, now.day(unit.zone)), new.order)?;
    let received = received(tx, &directive, &home.unit, &unit)?.filter(|at| *at <= now);
    let one = Passed {
        unit: unit.id,
        received,
        at: now,
        function: new.function.clone(),
        note: new.note.clone(),
        order: new.order,
        entry: EntryId(0),
    };
    let mut kept = KeptPassed { directive: id, round: directive.round, by: by.account.0, passed: one };
    if passed::insert(tx, &kept)? == 0 {
        // Somebody was faster: by now his is there.
        let before = passed::of_unit(tx, id, directive.round, unit.id)?.ok_or(Error::NotFound)?;
        return Ok((before.passed, true));
    }
    let entry = record(tx, chance, now, Kind::DirectivePassedOn, &bodies::passed(&kept))?;
    passed::set_entry(tx, (id, directive.round, unit.id), entry)?;
    kept.passed.entry = entry;
    Ok((kept.passed, false))
}

/// People of the audience in this unit and below.
pub(super) fn people_below(tx: &mut Tx<'_>, directive: &Directive, unit: &Unit) -> Result<i64> {
    let kinds = &directive.audience.kinds;
    let counts = registry::headcounts(tx, &unit.path)?.into_iter();
    Ok(counts.filter(|(_, kind, _)| kinds.contains(kind)).map(|(_, _, people)| people).sum())
}

/// When the unit received it: when the one above passed it on, or when it was issued, where nobody above has to.
pub(super) fn received(tx: &mut Tx<'_>, directive: &Directive, issuer: &Unit, unit: &Unit) -> Result<Option<Moment>> {
    let Some(parent) = unit.parent else { return Ok(Some(directive.issued)) };
    let parent = registry::unit(tx, parent)?;
    // It has people below it: this very unit's.
    if !rules::passes_on(&directive.audience, &issuer.path, &parent.path, 1) {
        return Ok(Some(directive.issued));
    }
    Ok(passed::of_unit(tx, directive.id, directive.round, parent.id)?.map(|kept| kept.passed.at))
}

fn order_fits(
    tx: &mut Tx<'_>,
    directive: &Directive,
    (unit, today): (&Unit, Day),
    order: Option<DirectiveId>,
) -> Result<()> {
    let Some(id) = order else { return Ok(()) };
    let fits = directives::directive(tx, id)?
        .is_some_and(|one| one.unit == unit.id && one.rests.contains(&directive.id) && rules::runs(&one, today));
    if fits {
        return Ok(());
    }
    Err(Refusal::new(
        "order-unfit",
        "Pengantar harus arahan unit ini sendiri yang masih berlaku dan berdasar pada arahan ini. Pilih dari daftar, atau kosongkan.",
        "The cover must be a directive of this unit's own that holds and rests on this one. Choose from the list, or leave it empty.",
    )
    .at("order")
    .into())
}
