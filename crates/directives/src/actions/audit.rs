//! The audit of directives: every issue, correction, end, scan, passing on and acknowledgement as its rows stand against
//! the record kept at the time; final figures against theirs; the counters against the people they count. Rows are read
//! unparsed, so that a damaged one is a finding and not the end of the audit.

use super::bodies;
use crate::model::DirectiveId;
use crate::store::directives::{self, KeptDirective};
use crate::store::versions::{self, KeptVersion};
use crate::store::{finals, list, list_text, passed, people, tally};
use netra_base::{Result, UnitId, canonical};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// The hashes of the texts, by directive and version, as acknowledgements name them, with the round of each.
type Hashes = HashMap<(DirectiveId, i64), (String, i64)>;

/// Compares every row of an act with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut hashes = Hashes::new();
    let mut after = 0;
    loop {
        let page = directives::kept_after(tx, after)?;
        let Some(last) = page.last() else { break };
        after = last.id.0;
        for directive in &page {
            one_directive(tx, audit, directive, &mut hashes)?;
        }
    }
    for (table, strays) in [
        ("directive_version", versions::strays(tx)?),
        ("directive_audience", directives::strays(tx)?),
        ("directive_final", finals::strays(tx)?),
    ] {
        if strays > 0 {
            audit.wrong(table, "?", Some("directive"), format!("{strays} rows of directives that are not there"));
        }
    }
    passings(tx, audit, &hashes)?;
    acknowledgements(tx, audit, &hashes)?;
    counters(tx, audit)
}

fn one_directive(tx: &mut Tx<'_>, audit: &mut Audit, kept: &KeptDirective, hashes: &mut Hashes) -> Result<()> {
    let all = versions::kept(tx, kept.id)?;
    match all.first().filter(|first| first.version == 1) {
        Some(first) => {
            let act = (kept.entry, Kind::DirectiveIssued, kept.issued);
            audit.live(tx, "directive", kept.id, act, &bodies::issued(kept, first))?;
        }
        None => audit.wrong("directive_version", kept.id, Some("version"), "the first version is not there"),
    }
    let mut before: Option<&KeptVersion> = None;
    for version in &all {
        one_version(tx, audit, kept, (before, version))?;
        hashes.insert((kept.id, version.version), (canonical::base64(&version.hash), version.round));
        before = Some(version);
    }
    ending(tx, audit, kept)?;
    counting(tx, audit, kept)?;
    let index = list_text(directives::audience(tx, kept.id)?);
    let units = list(&kept.units, "directive.units", UnitId).unwrap_or_default();
    if index != list_text(units.into_iter().map(|unit| unit.0)) {
        audit.wrong("directive_audience", kept.id, Some("unit"), "differs from the units of the directive");
    }
    for original in versions::originals(tx, kept.id)? {
        let row = format!("{}/{}", original.directive, original.version);
        let act = (original.entry, Kind::DirectiveIssued, original.at);
        audit.live(tx, "directive_original", &row, act, &bodies::original(&original))?;
        let there = netra_media::actions::about(tx, netra_media::FileId(original.file));
        if there.is_ok_and(|about| about.sha256.as_slice() != original.sha256) {
            audit.wrong("directive_original", row, Some("file"), "is not the file that was attached");
        }
    }
    Ok(())
}

fn one_version(
    tx: &mut Tx<'_>,
    audit: &mut Audit,
    kept: &KeptDirective,
    (before, version): (Option<&KeptVersion>, &KeptVersion),
) -> Result<()> {
    let row = format!("{}/{}", kept.id, version.version);
    if version.hash != bodies::text_hash(kept, version)? {
        audit.wrong("directive_version", &row, Some("hash"), "is not the hash of what the version says");
    }
    match before {
        Some(before) => {
            if version.version != before.version + 1 || !(0..=1).contains(&(version.round - before.round)) {
                audit.wrong("directive_version", &row, Some("version"), "does not follow the version before it");
            }
            let act = (version.entry, Kind::DirectiveIssued, version.at);
            audit.live(tx, "directive_version", row, act, &bodies::corrected(version))
        }
        None => {
            let same = version.entry == kept.entry && version.at == kept.issued && version.by == kept.issued_by;
            if !same || version.round != 1 || version.reason.is_some() {
                audit.wrong("directive_version", row, Some("version"), "is not the version that was issued");
            }
            Ok(())
        }
    }
}

fn ending(tx: &mut Tx<'_>, audit: &mut Audit, kept: &KeptDirective) -> Result<()> {
    match (kept.ended, kept.end_entry) {
        (Some(at), Some(entry)) => {
            audit.live(tx, "directive", kept.id, (entry, Kind::DirectiveIssued, at), &bodies::ended(kept))
        }
        (None, None) if kept.ended_by.is_none() && kept.end_reason.is_none() && kept.successor.is_none() => Ok(()),
        _ => {
            audit.wrong("directive", kept.id, Some("ended"), "is neither ended nor going on");
            Ok(())
        }
    }
}

/// Final figures against their record; who is ended has some.
fn counting(tx: &mut Tx<'_>, audit: &mut Audit, kept: &KeptDirective) -> Result<()> {
    match (kept.counted, kept.counted_entry) {
        (Some(at), Some(entry)) => {
            let (rows, units) = (finals::rows(tx, kept.id)?, finals::units(tx, kept.id)?);
            let body = bodies::counted(kept, &rows, &units)?;
            audit.live(tx, "directive_final", kept.id, (entry, Kind::DirectiveIssued, at), &body)
        }
        (None, None) if kept.ended.is_none() && kept.counted_by.is_none() && kept.counted_round.is_none() => Ok(()),
        _ => {
            audit.wrong("directive", kept.id, Some("counted"), "is neither counted nor going on");
            Ok(())
        }
    }
}

fn passings(tx: &mut Tx<'_>, audit: &mut Audit, hashes: &Hashes) -> Result<()> {
    let rounds: HashSet<(DirectiveId, i64)> = hashes.iter().map(|((id, _), (_, round))| (*id, *round)).collect();
    let mut after = (i64::MIN, i64::MIN, i64::MIN);
    loop {
        let page = passed::after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.directive.0, last.round, last.passed.unit.0);
        for kept in &page {
            let row = format!("{}/{}/{}", kept.directive, kept.round, kept.passed.unit);
            if !rounds.contains(&(kept.directive, kept.round)) {
                audit.wrong("directive_passed", &row, Some("round"), "belongs to a round that is not there");
            }
            let act = (kept.passed.entry, Kind::DirectivePassedOn, kept.passed.at);
            audit.live(tx, "directive_passed", row, act, &bodies::passed(kept))?;
        }
    }
}

fn acknowledgements(tx: &mut Tx<'_>, audit: &mut Audit, hashes: &Hashes) -> Result<()> {
    let mut after = (i64::MIN, i64::MIN, i64::MIN);
    loop {
        let page = people::acknowledged_after(tx, after)?;
        let Some(last) = page.last() else { break };
        after = (last.employee.0, last.directive.0, last.round);
        for kept in &page {
            let row = format!("{}/{}/{}", kept.directive, kept.round, kept.employee);
            let text = hashes.get(&(kept.directive, kept.version));
            if text.is_none_or(|(_, round)| *round != kept.round) {
                audit.wrong("directive_acknowledged", &row, Some("version"), "names a text that is not there");
            }
            let hash = text.map(|(hash, _)| hash.as_str()).unwrap_or_default();
            let act = (kept.entry, Kind::DirectiveAcknowledged, kept.at);
            audit.live(tx, "directive_acknowledged", row, act, &bodies::acknowledged(kept, hash))?;
        }
    }
    let unread = people::unread(tx)?;
    if unread > 0 {
        audit.wrong(
            "directive_read",
            "?",
            Some("employee"),
            format!("{unread} acknowledgements of texts never opened"),
        );
    }
    Ok(())
}

/// Counters that have followed the registry to its end: each reader counts where its person is today. Those that are still
/// behind are left for the next audit.
fn counters(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    if people::followed(tx)? != Some(registry::last_change(tx)?) {
        return Ok(());
    }
    let mut there: HashMap<tally::Place, (i64, i64)> = HashMap::new();
    let mut after = (i64::MIN, i64::MIN, i64::MIN);
    let mut latest = None;
    loop {
        let page = people::marks_after(tx, after)?;
        let Some((employee, last)) = page.last() else { break };
        after = (employee.0, last.0.0, last.1);
        for (employee, (id, round, acknowledged)) in page {
            if latest.as_ref().is_none_or(|(known, _)| *known != employee) {
                latest = Some((employee, registry::standing(tx, employee)?.filter(|person| person.active)));
            }
            let Some((_, Some(person))) = &latest else { continue };
            let count = there.entry((id.0, round, person.unit.0, person.employment.number())).or_default();
            count.0 += 1;
            count.1 += i64::from(acknowledged);
        }
    }
    for (place, counted) in tally::all(tx)? {
        let kept = there.remove(&place).unwrap_or_default();
        same(audit, place, counted, kept);
    }
    for (place, kept) in there {
        same(audit, place, (0, 0), kept);
    }
    Ok(())
}

fn same(audit: &mut Audit, (id, round, unit, kind): tally::Place, counted: (i64, i64), kept: (i64, i64)) {
    for (column, counted, kept) in [("readers", counted.0, kept.0), ("acknowledged", counted.1, kept.1)] {
        if counted != kept {
            let what = format!("counts {counted} people where {kept} are kept");
            audit.wrong("directive_tally", format!("{id}/{round}/{unit}/{kind}"), Some(column), what);
        }
    }
}
