//! Correcting a text and ending a directive; an end counts its figures for good. Both hold the registry's changes, so that two changes of one directive come one
//! after the other and a circle cannot close behind somebody's back.

use super::bodies;
use super::issue::add_version;
use super::reach::{Home, kept_home, person, reach};
use crate::model::{Correction, Directive, DirectiveId, End, Ending, Version};
use crate::rules::{self, Edges};
use crate::store::{directives, versions};
use anyhow::Context;
use netra_base::{Chance, EntryId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// The directive with its newest text and its unit, for those who may change it.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn changing(tx: &mut Tx<'_>, by: &Principal, id: DirectiveId) -> Result<(Directive, Version, Unit)> {
    let Home { directive, unit, .. } = kept_home(tx, by, id)?;
    let version = versions::version(tx, id, directive.version)?.ok_or(Error::NotFound)?;
    Ok((directive, version, unit))
}

/// The directives that a text rests on, in its own order, whether they still hold or not: a form that had no box for one of
/// them would drop it.
///
/// # Errors
/// When the database fails.
pub fn rests(tx: &mut Tx<'_>, version: &Version) -> Result<Vec<Directive>> {
    let mut rests = Vec::new();
    for id in &version.content.chain.directives {
        rests.extend(directives::directive(tx, *id)?);
    }
    Ok(rests)
}

/// Corrects the text: a new version. The same correction again changes nothing. Answers the number of the version.
///
/// # Errors
/// `NotFound` for those who do not keep it; a refusal for each thing that is wrong.
pub fn correct(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: DirectiveId,
    new: &Correction,
) -> Result<i64> {
    registry::hold_changes(tx)?;
    let (directive, before, unit) = changing(tx, by, id)?;
    if before.content == new.content {
        return Ok(before.version);
    }
    if directive.end.is_some() {
        return Err(rules::ended_already().into());
    }
    if new.anew && !rules::runs(&directive, now.day(unit.zone)) {
        return Err(rules::over_for_anew().into());
    }
    if new.of != before.version {
        return Err(Refusal::new(
            "corrected-meanwhile",
            "Naskah ini sudah diperbaiki orang lain. Muat ulang halaman dan periksa versi terbarunya.",
            "Somebody else has corrected this text. Reload the page and look at the newest version.",
        )
        .at("text")
        .into());
    }
    chain_holds(tx, now, by, (&directive, &before), new)?;
    let round = directive.round + i64::from(new.anew);
    let version = Version {
        version: before.version + 1,
        round,
        at: now,
        hash: [0; 32],
        content: new.content.clone(),
        reason: Some(new.reason.clone()),
        entry: EntryId(0),
    };
    let number = version.version;
    add_version(tx, id, version, by.account.0)?;
    let kept = versions::kept(tx, id)?.pop().context("the version was just kept")?;
    let entry = record(tx, chance, now, Kind::DirectiveIssued, &bodies::corrected(&kept))?;
    versions::set_entry(tx, id, number, entry)?;
    Ok(number)
}

/// What it rests on already may stay, whatever has become of it since; what is added must hold.
fn chain_holds(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    (directive, before): (&Directive, &Version),
    new: &Correction,
) -> Result<()> {
    let chain = &new.content.chain;
    let asker = person(tx, by)?;
    let mut rests = Vec::new();
    for id in chain.directives.iter().take(crate::model::MOST_DIRECTIVES) {
        if let Some(found) = directives::directive(tx, *id)?
            && (directive.rests.contains(id) || reach(tx, by, asker.as_ref(), &found)?.is_some())
        {
            rests.push(found);
        }
    }
    let law = netra_rulebook::actions::current(tx, now)?;
    let stays = &before.content.chain.instruments;
    let row = directive.row.as_deref().filter(|row| law.book().row(row).is_some());
    let mut refused = rules::chain_holds((chain, stays), directive.dated, row, (law.book(), &rests));
    let edges = edges(tx, &chain.directives, &|one| one.rests.clone())?;
    if rules::circle(directive.id, &chain.directives, &edges) {
        refused.push(rules::rests_on_itself());
    }
    if refused.is_empty() { Ok(()) } else { Err(Error::Refused(refused)) }
}

/// Directives looked at for a circle: chains have four links, and a web of a thousand is no chain any more.
const WEB: usize = 1_000;

/// What everything points to that can be reached from these.
fn edges(tx: &mut Tx<'_>, from: &[DirectiveId], next: &dyn Fn(&Directive) -> Vec<DirectiveId>) -> Result<Edges> {
    let (mut edges, mut ahead) = (Edges::new(), from.to_vec());
    while let Some(id) = ahead.pop() {
        if edges.contains_key(&id) || edges.len() == WEB {
            continue;
        }
        let to = directives::directive(tx, id)?.map(|one| next(&one)).unwrap_or_default();
        ahead.extend(&to);
        edges.insert(id, to);
    }
    Ok(edges)
}

/// Withdraws a directive, or says which other one takes its place. The same end again changes nothing.
///
/// # Errors
/// `NotFound` for those who do not keep it; a refusal when it has another end already, or would replace itself.
pub fn end(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: DirectiveId, how: &Ending) -> Result<()> {
    registry::hold_changes(tx)?;
    let Home { directive, .. } = kept_home(tx, by, id)?;
    match &directive.end {
        Some(before) if before.how == *how => return Ok(()),
        Some(_) => return Err(rules::ended_already().into()),
        None => {}
    }
    if let Ending::Replaced(successor) = how {
        let replaced_by = |one: &Directive| match &one.end {
            Some(End { how: Ending::Replaced(next), .. }) => vec![*next],
            _ => Vec::new(),
        };
        let edges = edges(tx, &[*successor], &replaced_by)?;
        if rules::circle(id, &[*successor], &edges) {
            return Err(rules::replaces_itself().into());
        }
        let asker = person(tx, by)?;
        let found = directives::directive(tx, *successor)?;
        let known = match &found {
            Some(found) => reach(tx, by, asker.as_ref(), found)?.is_some(),
            None => false,
        };
        if !known {
            return Err(Refusal::new(
                "directive-unknown",
                "Arahan pengganti tidak ditemukan. Pilih dari daftar.",
                "The directive that takes its place is not there. Choose from the list.",
            )
            .at("replaces")
            .into());
        }
        if found.is_some_and(|found| found.rests.contains(&id)) {
            return Err(Refusal::new(
                "rests-on-replaced",
                "Arahan pengganti itu justru berdasar pada arahan ini; ia pelaksanaannya, bukan penggantinya.",
                "That directive rests on this one; it carries it out and does not take its place.",
            )
            .at("replaces")
            .into());
        }
    }
    end_now(tx, chance, by, id, &End { at: now, how: how.clone() })
}

/// Counts the figures of a directive that has no end, and writes the end, each with its entry.
pub(super) fn end_now(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, id: DirectiveId, end: &End) -> Result<()> {
    super::finals::near_enough(tx)?;
    super::finals::count(tx, chance, end.at, Some(by.account), id)?;
    if directives::end(tx, id, end, by.account.0)? == 0 {
        return Err(rules::ended_already().into());
    }
    let kept = directives::kept(tx, id)?.context("the directive is kept")?;
    let entry = record(tx, chance, end.at, Kind::DirectiveIssued, &bodies::ended(&kept))?;
    directives::set_end_entry(tx, id, entry)
}
