//! The audit of imports and of acts upon one person: every live row against the record of its entry. People
//! themselves are not acts; the file that brought them is.

use super::acts::Body;
use super::imports::import_body;
use crate::store::acts::{self, Act};
use crate::store::{counts, imports, people};
use netra_base::{EntryId, Result};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;
use std::collections::{HashMap, HashSet};

/// Compares every closed import and every act with its record. Imports that were never closed are counted
/// under `import-unfinished`, as information: one may be running, or its file will be imported again.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    imports_of(tx, audit)?;
    headcounts(tx, audit)?;
    let unfinished = imports::unfinished(tx)?.len();
    if unfinished > 0 {
        audit.acts.insert("import-unfinished", unfinished as u64);
    }
    let mut after = EntryId(0);
    loop {
        let page = acts::after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.entry;
        for act in &page {
            audit.live(tx, "registry_act", act.entry, (act.entry, act.kind, act.at), &Body::of(act))?;
            made(tx, audit, act)?;
        }
    }
}

/// The denominators: what was counted all along against the people there are.
fn headcounts(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let [kept, there] = counts::kept_and_there(tx)?;
    let there: HashMap<_, _> = there.into_iter().collect();
    let mut seen = HashSet::new();
    for (place, count) in kept {
        seen.insert(place);
        let people = there.get(&place).copied().unwrap_or_default();
        if people != count {
            let what = format!("counts {count} people where {people} are kept");
            audit.wrong("registry_headcount", format!("{}/{}", place.0, place.1), Some("people"), what);
        }
    }
    for ((unit, employment), people) in there.into_iter().filter(|(place, _)| !seen.contains(place)) {
        let what = format!("counts nobody where {people} are kept");
        audit.wrong("registry_headcount", format!("{unit}/{employment}"), Some("people"), what);
    }
    Ok(())
}

fn imports_of(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = imports::finished_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for run in &page {
            let (Some(entry), Some(at)) = (run.entry, run.finished) else { continue };
            let kind = if run.what == "units" { Kind::UnitsImported } else { Kind::RosterImported };
            audit.live(tx, "registry_import", run.id, (entry, kind, at), &import_body(run))?;
        }
    }
}

/// Does the history still hold the state that the act made?
fn made(tx: &mut Tx<'_>, audit: &mut Audit, act: &Act) -> Result<()> {
    let table = "registry_employee_history";
    let Some(state) = people::state(tx, act.change)? else {
        audit.wrong(table, act.change, Some("change"), format!("the state made by entry {} is gone", act.entry));
        return Ok(());
    };
    let first = if act.kind == Kind::EmployeeLeft { act.day.plus_days(1) } else { act.day };
    for (column, differs) in [
        ("employee_id", state.employee != act.employee),
        ("unit_id", state.unit != act.unit),
        ("day", state.day != first),
        ("service", state.service != act.reason.map_or(crate::model::Service::Active, crate::model::Service::Left)),
    ] {
        if differs {
            audit.wrong(table, act.change, Some(column), format!("differs from the record of entry {}", act.entry));
        }
    }
    Ok(())
}
