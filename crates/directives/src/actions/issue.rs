//! Issuing a directive: paper, text, chain, audience and the ends of what it replaces in one transaction. Changes of the
//! registry are held while it happens: the denominator is that of this very moment, and two requests with one key, or with
//! one number, come one after the other.

use super::bodies;
use super::reach::{person, reach};
use super::spread::headcount;
use crate::model::{
    Asked, Audience, Content, Dated, Directive, DirectiveId, Due, End, Ending, NewDirective, Numbering, Version,
};
use crate::rules::due::{self, Last};
use crate::rules::{self, Issuing};
use crate::store::{directives, people, versions};
use anyhow::Context;
use netra_base::{Chance, EntryId, Error, Moment, Principal, Refusal, Result, UnitId};
use netra_correspondence::actions::take_number;
use netra_correspondence::model::NumberRequest;
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Issues a directive; the same request again answers with the directive that is there.
///
/// # Errors
/// A refusal for each field that is wrong; nothing is kept then.
pub fn issue(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, new: &NewDirective) -> Result<DirectiveId> {
    let change = registry::hold_changes(tx)?;
    let key = format!("{}:{}", by.account, new.key);
    if let Some(before) = directives::by_key(tx, &key)? {
        return Ok(before);
    }
    let unit = unit_to_keep(tx, by, &new.unit)?;
    let (audience, replaced, last) = checked(tx, now, by, new, &unit)?;
    people::begin_following(tx, change)?;
    let number = numbered(tx, chance, now, (by, &unit), (new, &key))?;
    let should = headcount(tx, &audience)?.iter().map(|(_, _, count)| count).sum();
    let directive = Directive {
        id: DirectiveId(0),
        kind: new.kind,
        unit: unit.id,
        number,
        dated: new.dated,
        issuer: new.issuer.clone(),
        read_by: new.read_by.clone(),
        occasion: new.occasion.clone(),
        row: new.row.clone(),
        replaces: new.replaces.clone(),
        audience,
        from: new.from,
        until: new.until,
        asked: new.asked.map(|_| Asked {
            until: last.as_ref().map(|last| last.day),
            days: last.as_ref().and_then(|last| last.days),
        }),
        issued: now,
        should_at_issue: should,
        entry: EntryId(0),
        end: None,
        counted: None,
        version: 1,
        round: 1,
        subject: new.content.subject.clone(),
        hash: [0; 32],
        rests: new.content.chain.directives.clone(),
    };
    let id = directives::insert(tx, &directive, &key, by.account.0)?;
    first_version(tx, chance, now, by, (id, &new.content))?;
    for old in replaced {
        super::change::end_now(tx, chance, by, old, &End { at: now, how: Ending::Replaced(id) })?;
    }
    Ok(id)
}

/// Keeps the first version and the entry that both rows share.
fn first_version(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, content): (DirectiveId, &Content),
) -> Result<()> {
    let version = Version {
        version: 1,
        round: 1,
        at: now,
        hash: [0; 32],
        content: content.clone(),
        reason: None,
        entry: EntryId(0),
    };
    add_version(tx, id, version, by.account.0)?;
    let kept = directives::kept(tx, id)?.context("the directive was just kept")?;
    let first = versions::kept(tx, id)?.pop().context("the version was just kept")?;
    let entry = record(tx, chance, now, Kind::DirectiveIssued, &bodies::issued(&kept, &first))?;
    directives::set_entry(tx, id, entry)?;
    versions::set_entry(tx, id, 1, entry)
}

/// Keeps a version with the hash of what it says.
pub(super) fn add_version(tx: &mut Tx<'_>, id: DirectiveId, mut version: Version, by: i64) -> Result<()> {
    let directive = directives::kept(tx, id)?.context("the directive is kept")?;
    version.hash = bodies::text_hash(&directive, &versions::as_kept(id, &version, by))?;
    versions::insert(tx, id, &version, by)
}

fn checked(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    new: &NewDirective,
    unit: &Unit,
) -> Result<(Audience, Vec<DirectiveId>, Option<Last>)> {
    let mut paths = Vec::new();
    for unit in &new.audience.units {
        paths.push((*unit, registry::unit(tx, *unit)?.path));
    }
    let (mut rests, mut replaced) = (Vec::new(), Vec::new());
    let asker = person(tx, by)?;
    // No more than there may be: too many are refused as such and not looked up one by one.
    for id in new.content.chain.directives.iter().take(crate::model::MOST_DIRECTIVES) {
        if let Some(found) = directives::directive(tx, *id)?
            && reach(tx, by, asker.as_ref(), &found)?.is_some()
        {
            rests.push(found);
        }
    }
    for id in new.replaces.iter().take(crate::model::MOST_DIRECTIVES) {
        if let Some(found) = directives::directive(tx, *id)?
            && rules::keeps(by, &registry::unit(tx, found.unit)?.path)
        {
            replaced.push(found);
        }
    }
    let same = match &new.number {
        Numbering::Typed(number) => same(tx, unit.id, number, new.dated)?,
        _ => None,
    };
    let law = netra_rulebook::actions::current(tx, now)?;
    let last = last_of(tx, now, new, unit)?;
    let facts = Issuing {
        today: now.day(unit.zone),
        covers: paths.iter().all(|(_, path)| rules::keeps(by, path)),
        book: law.book(),
        rests: &rests,
        replaced: &replaced,
        same: same.as_ref(),
        last: &last,
    };
    rules::may_issue(new, &facts).map_err(Error::Refused)?;
    let audience = Audience { units: rules::topmost(&paths), kinds: new.audience.kinds.clone() };
    Ok((audience, replaced.into_iter().map(|one| one.id).collect(), last.ok().flatten()))
}

/// The last day to acknowledge on the calendar in force, counted from today or from the first day of its validity, whichever
/// comes later; or why it cannot be counted.
type Counting = Result<Option<Last>, Vec<Refusal>>;

fn last_of(tx: &mut Tx<'_>, now: Moment, new: &NewDirective, unit: &Unit) -> Result<Counting> {
    let Some(asked) = new.asked.filter(|asked| *asked != Due::Open) else { return Ok(Ok(None)) };
    let today = now.day(unit.zone);
    let first = new.from.map_or(today, |from| from.max(today));
    let calendar = netra_calendar::actions::calendar(tx)?;
    match due::last(asked, first, &calendar, unit.zone) {
        Ok(last) => Ok(Ok(last)),
        Err(Error::Refused(list)) => Ok(Err(list)),
        Err(other) => Err(other),
    }
}

/// The last day to acknowledge as it would be kept now, to be shown before it is.
///
/// # Errors
/// A refusal for a unit that the asker does not keep, and where the days cannot be counted.
pub fn last_day(tx: &mut Tx<'_>, now: Moment, by: &Principal, new: &NewDirective) -> Result<Option<Last>> {
    let unit = unit_to_keep(tx, by, &new.unit)?;
    last_of(tx, now, new, &unit)?.map_err(Error::Refused)
}

fn same(tx: &mut Tx<'_>, unit: UnitId, number: &str, dated: Dated) -> Result<Option<Directive>> {
    let of_unit = directives::of_unit(tx, unit, dated.year())?;
    Ok(of_unit.into_iter().find(|one| rules::same_paper(one, number, dated)))
}

fn numbered(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    (by, unit): (&Principal, &Unit),
    (new, key): (&NewDirective, &str),
) -> Result<Option<String>> {
    match (&new.number, new.dated) {
        (Numbering::Typed(number), _) => Ok(Some(number.clone())),
        (Numbering::Taken(class), Dated::Day(day)) => {
            // The register keeps a line of what a number was for; the whole subject stands on the paper.
            let about: String = new.content.subject.chars().take(200).collect();
            let request = NumberRequest::new(class, day, &about, &format!("directive:{key}"))?;
            Ok(Some(take_number(tx, chance, now, by, unit.id, &request)?.text))
        }
        _ => Ok(None),
    }
}

/// The unit with this code, for those who keep it. Unknown and out of reach are one answer.
pub(super) fn unit_to_keep(tx: &mut Tx<'_>, by: &Principal, code: &str) -> Result<Unit> {
    match registry::unit_by_code(tx, code) {
        Ok(unit) if rules::keeps(by, &unit.path) => Ok(unit),
        Ok(_) | Err(Error::NotFound) => Err(Refusal::new(
            "unit-unknown",
            "Tidak ada unit dengan kode itu di dalam wewenang Anda. Periksa kodenya di daftar unit.",
            "There is no unit with that code within your authority. Check the code in the list of units.",
        )
        .at("unit")
        .into()),
        Err(other) => Err(other),
    }
}

/// The units with these codes, for an audience.
///
/// # Errors
/// A refusal that names every code no unit has.
pub fn audience(tx: &mut Tx<'_>, codes: &[String]) -> Result<Vec<UnitId>> {
    let (mut units, mut unknown) = (Vec::new(), Vec::new());
    for code in codes.iter().take(crate::model::MOST_UNITS + 1) {
        match registry::unit_by_code(tx, code) {
            Ok(unit) => units.push(unit.id),
            Err(Error::NotFound) => unknown.push(code.chars().take(40).collect::<String>()),
            Err(other) => return Err(other),
        }
    }
    if unknown.is_empty() {
        return Ok(units);
    }
    let list = unknown.join(", ");
    Err(Refusal::new(
        "unit-unknown",
        format!("Tidak ada unit dengan kode {list}. Periksa kodenya di daftar unit."),
        format!("No unit has the code {list}. Check it in the list of units."),
    )
    .at("units")
    .into())
}
