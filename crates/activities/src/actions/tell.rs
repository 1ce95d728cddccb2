//! Telling what came of an activity: minutes, quotes, money spent. Open from its start until its report is filed, and again
//! while that is opened for correction.

use super::reach::held;
use super::report::correcting;
use crate::model::after::MOST_QUOTES;
use crate::model::plan::MOST_RUPIAH;
use crate::model::{Activity, ActivityId, After, Decision, Owner, Words, line, paragraph};
use crate::rules::state as rules;
use crate::store::after::{self as store, KeptDecision};
use netra_base::{Day, Error, Lang, Principal, Refusal, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Characters of minutes at most: ten pages.
pub const MOST_MINUTES: usize = 20_000;

/// The activity, when what came of it may change now.
pub(super) fn open(tx: &mut Tx<'_>, by: &Principal, id: ActivityId) -> Result<(Activity, Unit)> {
    allowed(tx, by, id, rules::may_tell)
}

/// The activity, when papers may be attached to it now.
pub(super) fn attaching(tx: &mut Tx<'_>, by: &Principal, id: ActivityId) -> Result<()> {
    allowed(tx, by, id, rules::may_attach).map(|_| ())
}

fn allowed(
    tx: &mut Tx<'_>,
    by: &Principal,
    id: ActivityId,
    may: fn(&Activity, bool) -> Result<(), Refusal>,
) -> Result<(Activity, Unit)> {
    let (activity, unit) = held(tx, by, id)?;
    let correcting = correcting(tx, id)?.is_some();
    may(&activity, correcting)?;
    Ok((activity, unit))
}

/// What came of an activity, with the names of the roster of today.
///
/// # Errors
/// `NotFound` when there is no such activity.
pub fn after(tx: &mut Tx<'_>, id: ActivityId) -> Result<After> {
    let mut after = store::of(tx, id)?;
    for kept in store::kept_decisions(tx, id)? {
        after.decisions.push(parsed(tx, kept)?);
    }
    Ok(after)
}

pub(super) fn parsed(tx: &mut Tx<'_>, kept: KeptDecision) -> Result<Decision> {
    let owner = match kept.employee {
        Some(id) => {
            let name = registry::standing(tx, id)?.map(|person| person.name).unwrap_or_default();
            Owner::Employee { id, name, function: kept.function }
        }
        None => Owner::Function(kept.function.unwrap_or_default()),
    };
    let day = |text: &str, column| Day::parse(text).ok_or_else(|| crate::store::broken(column));
    let done = match kept.done {
        Some(on) => Some((day(&on, "activity_decision.done")?, kept.note.unwrap_or_default())),
        None => None,
    };
    let due = day(&kept.due, "activity_decision.due")?;
    Ok(Decision { id: kept.id, activity: kept.activity, unit: kept.unit, what: kept.what, owner, due, done })
}

/// Writes the minutes, in place of what was there; an empty text takes them away.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is not the time, and for the text.
pub fn write_minutes(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, text: &str) -> Result<()> {
    open(tx, by, id)?;
    if text.trim().is_empty() {
        return store::write_minutes(tx, id, None);
    }
    let text = paragraph(text, &Words::new("minutes", ("Risalah", "Minutes"), 3..=MOST_MINUTES))?;
    store::write_minutes(tx, id, Some(&text))
}

/// Adds what somebody said. The same words by the same again change nothing.
///
/// # Errors
/// As [`write_minutes`]; `too-many`.
pub fn quote(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, who: &str, says: &str) -> Result<i64> {
    open(tx, by, id)?;
    let who = line(who, &Words::new("who", ("Siapa yang berkata", "Who said it"), 2..=160));
    let says = paragraph(says, &Words::new("says", ("Kutipan", "Quote"), 3..=600));
    let (who, says) = match (who, says) {
        (Ok(who), Ok(says)) => (who, says.replace('\n', " ")),
        (one, other) => return Err(Error::Refused(one.err().into_iter().chain(other.err()).collect())),
    };
    let known = store::of(tx, id)?.quotes;
    if let Some(same) = known.iter().find(|one| one.who == who && one.says == says) {
        return Ok(same.number);
    }
    if known.len() >= MOST_QUOTES {
        return Err(full("says", MOST_QUOTES).into());
    }
    store::quote(tx, id, &who, &says)
}

/// That a list is full.
pub(super) fn full(field: &'static str, most: usize) -> Refusal {
    Refusal::new(
        "too-many",
        format!("Sudah ada {most}, yang terbanyak. Hapus satu dulu."),
        format!("There are {most} already, the most there can be. Remove one first."),
    )
    .at(field)
}

/// Takes a quote away. One that is not there any more changes nothing.
///
/// # Errors
/// As [`write_minutes`].
pub fn unquote(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, number: i64) -> Result<()> {
    open(tx, by, id)?;
    store::unquote(tx, id, number).map(|_| ())
}

/// Says what was spent of the budget; none when it is not known.
///
/// # Errors
/// As [`write_minutes`]; refused without a budget and for an odd sum. More than the ceiling is kept as it is told.
pub fn spend(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, realised: Option<i64>) -> Result<()> {
    let (activity, _) = open(tx, by, id)?;
    if activity.budget.is_none() {
        return Err(Refusal::new("no-budget", "Kegiatan ini tanpa anggaran.", "This activity has no budget.").into());
    }
    if realised.is_some_and(|sum| !(0..=MOST_RUPIAH).contains(&sum)) {
        let most = |lang: Lang| lang.number(MOST_RUPIAH);
        return Err(Refusal::new(
            "number",
            format!("Realisasi harus 0 sampai {} rupiah.", most(Lang::Id)),
            format!("What was spent must be 0 to {} rupiah.", most(Lang::En)),
        )
        .at("realised")
        .into());
    }
    store::spend(tx, id, realised)
}
