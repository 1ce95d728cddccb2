//! The audit of activities: every row of an act against its record. The counters and the counts by party move with the rows
//! of attendance; its audit recounts them.

use super::report::correcting;
use crate::bodies;
use crate::model::{ActivityId, DecisionId, Filed, State};
use crate::store::{self, Kept, after, clash, lists, report};
use netra_base::{EntryId, Moment, Result};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;
use serde_json::Value;

/// Compares every row of an act with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut last = ActivityId(i64::MIN);
    loop {
        let page = lists::closed_after(tx, last)?;
        let Some(end) = page.last() else { break };
        last = end.id;
        for kept in &page {
            closed(tx, audit, kept)?;
        }
    }
    let mut last = ActivityId(i64::MIN);
    loop {
        let page = report::reported_after(tx, last)?;
        let Some(end) = page.last() else { break };
        last = *end;
        for id in page {
            reported(tx, audit, id)?;
        }
    }
    let strays = report::strays(tx)?;
    if strays > 0 {
        audit.wrong("activity_report", "?", Some("activity"), format!("{strays} of no activity"));
    }
    for id in lists::miscounted(tx)? {
        audit.wrong("activity", id, Some("expected"), "is not the sum of target, groups and delegations");
    }
    for id in clash::unmarked(tx)? {
        audit.wrong("activity_contested", id, Some("activity"), "clashes and is not noted");
    }
    done(tx, audit)
}

fn closed(tx: &mut Tx<'_>, audit: &mut Audit, kept: &Kept) -> Result<()> {
    let kind = match State::parse(&kept.state) {
        Some(State::Held) => Kind::ActivityHeld,
        Some(State::Cancelled) => Kind::ActivityCancelled,
        _ => {
            audit.wrong("activity", kept.id, Some("state"), "has an entry and is not over");
            return Ok(());
        }
    };
    let (Some(entry), Some(at)) = (kept.entry, kept.closed) else {
        audit.wrong("activity", kept.id, Some("entry"), "is over without an entry");
        return Ok(());
    };
    let body = bodies::closed(tx, kept)?;
    audit.live(tx, "activity", kept.id, (EntryId(entry), kind, Moment(at)), &body)
}

fn reported(tx: &mut Tx<'_>, audit: &mut Audit, id: ActivityId) -> Result<()> {
    let versions = report::versions(tx, id)?;
    let corrections = report::corrections(tx, id)?;
    let kept = store::kept(tx, id)?;
    let team = kept.as_ref().and_then(|kept| kept.team);
    for (expected, filed) in (1i64..).zip(&versions) {
        let row = format!("{id}/{}", filed.version);
        if filed.version != expected {
            audit.wrong("activity_report", &row, Some("version"), format!("where version {expected} should be"));
        }
        if expected > 1 && !corrections.iter().any(|one| one.version == filed.version) {
            audit.wrong("activity_correction", &row, Some("version"), "a later version without its opening");
        }
        let body = bodies::reported(id, team, filed)?;
        audit.live(tx, "activity_report", row, (filed.entry, Kind::ActivityReported, filed.at), &body)?;
    }
    for one in &corrections {
        let act = (one.entry, Kind::ActivityReported, one.at);
        audit.live(tx, "activity_correction", format!("{id}/{}", one.version), act, &bodies::corrected(id, one))?;
    }
    if kept.and_then(|kept| kept.reported) != versions.first().map(|one| one.at.0) {
        audit.wrong("activity", id, Some("reported"), "is not when its first report was filed");
    }
    match versions.last() {
        Some(filed) if correcting(tx, id)?.is_none() => unchanged(tx, audit, id, filed),
        _ => Ok(()),
    }
}

/// What the last version was made from is still there as it was.
fn unchanged(tx: &mut Tx<'_>, audit: &mut Audit, id: ActivityId, filed: &Filed) -> Result<()> {
    let now = bodies::made_from(tx, id)?;
    if now == filed.made_from {
        return Ok(());
    }
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (now, then) = (read(&now), read(&filed.made_from));
    for (part, table) in [
        ("decisions", "activity_decision"),
        ("evidence", "activity"),
        ("files", "activity_file"),
        ("minutes", "activity"),
        ("photos", "activity_photo"),
        ("quotes", "activity_quote"),
        ("realised", "activity"),
    ] {
        if now[part] != then[part] {
            audit.wrong(table, id, Some(part), format!("differs from what version {} was made from", filed.version));
        }
    }
    Ok(())
}

fn done(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut last = DecisionId(i64::MIN);
    loop {
        let page = after::done_after(tx, last)?;
        let Some(end) = page.last() else { return Ok(()) };
        last = end.id;
        for kept in &page {
            let (Some(entry), Some(at)) = (kept.entry, kept.done_at) else {
                audit.wrong("activity_decision", kept.id, Some("entry"), "is done without an entry");
                continue;
            };
            let act = (entry, Kind::ActivityReported, at);
            audit.live(tx, "activity_decision", kept.id, act, &bodies::done(kept))?;
        }
    }
}
