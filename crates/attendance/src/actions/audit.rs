//! The audit of attendance: every act as its row stands against its record, rows that name an act against that act, and the
//! counters of each activity, in sum, by party and on paper, against its rows and sheets. A check-in leaves no leaf of its own;
//! it is found out by the counters, whose state at the end is in the record that the activity was held.

use super::bodies::{self, kinds};
use crate::store::acts::{self, KeptChange};
use crate::store::{self, guests};
use netra_activities::actions as activities;
use netra_activities::model::{ActivityId, Party, Tally};
use netra_base::{Error, Result};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;
use std::collections::{BTreeMap, HashMap};

/// Activities summed up at once.
const BATCH: u32 = 1_000;

/// Compares every row of an act with its record, and the counters with the rows.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let changes = changes(tx, audit)?;
    let orphans = acts::orphans(tx)?;
    if orphans > 0 {
        let what = format!("{orphans} lines of lists that are not there");
        audit.wrong("attendance_listed", "?", Some("change"), what);
    }
    settled(tx, audit, &changes)?;
    counters(tx, audit)
}

fn changes(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<HashMap<i64, KeptChange>> {
    let mut all = HashMap::new();
    let mut after = 0;
    loop {
        let page = acts::after(tx, after)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for kept in page {
            let body = bodies::changed(tx, &kept)?;
            let entry = (netra_base::EntryId(kept.entry), Kind::AttendanceChanged, kept.at());
            audit.live(tx, "attendance_change", kept.id, entry, &body)?;
            all.insert(kept.id, kept);
        }
    }
    Ok(all)
}

/// A row whose last word was an act stands as that act says.
fn settled(tx: &mut Tx<'_>, audit: &mut Audit, changes: &HashMap<i64, KeptChange>) -> Result<()> {
    let mut said = |table: &str, row: String, change: i64, state: &str| match changes.get(&change) {
        None => audit.wrong(table, row, Some("change"), "names an act that is not there"),
        Some(kept) if kept.kind == kinds::CORRECTION && kept.after.as_deref().is_some_and(|after| after != state) => {
            audit.wrong(table, row, Some("state"), format!("differs from correction {change}"));
        }
        Some(_) => {}
    };
    store::each_changed(tx, |activity, employee, state, change| {
        said("attendance", format!("{activity}/{employee}"), change, state);
    })?;
    guests::each_changed(tx, |guest, counts, change| {
        said("attendance_guest", guest.to_string(), change, if counts { "present" } else { "absent" });
    })
}

fn counters(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    for (id, counted) in sums(tx)? {
        match activities::activity(tx, ActivityId(id)) {
            Ok(activity) => {
                if activity.tally.on_paper != counted.on_paper {
                    let what = "the count on paper of this activity differs from its sheets";
                    audit.wrong("attendance_change", id, Some("counted_on_paper"), what);
                }
                if (Tally { on_paper: counted.on_paper, ..activity.tally }) != counted {
                    let what = "the counters of this activity differ from its rows";
                    audit.wrong("attendance", id, Some("state"), what);
                }
            }
            Err(Error::NotFound) => audit.wrong("attendance", id, Some("activity"), "there is no such activity"),
            Err(other) => return Err(other),
        }
        parties(tx, audit, ActivityId(id))?;
    }
    Ok(())
}

/// What rows, guests and sheets of each activity add up to; nought where there are counters and nothing behind them.
fn sums(tx: &mut Tx<'_>) -> Result<BTreeMap<i64, Tally>> {
    let mut sums: BTreeMap<i64, Tally> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = store::sums(tx, after, BATCH)?;
        let Some((last, _)) = page.last() else { break };
        after = last.0;
        sums.extend(page.into_iter().map(|(id, tally)| (id.0, tally)));
    }
    after = 0;
    loop {
        let page = guests::sums(tx, after, BATCH)?;
        let Some((last, _)) = page.last() else { break };
        after = last.0;
        for (id, guests) in page {
            sums.entry(id.0).or_default().guests = guests;
        }
    }
    after = 0;
    loop {
        let page = acts::with_sheets(tx, after, BATCH)?;
        let Some(last) = page.last() else { break };
        after = last.0;
        for id in page {
            sums.entry(id.0).or_default().on_paper = acts::on_paper(tx, id)?;
        }
    }
    after = 0;
    loop {
        let page = activities::counted(tx, ActivityId(after), BATCH)?;
        let Some(last) = page.last() else { break };
        after = last.0;
        for id in page {
            sums.entry(id.0).or_default();
        }
    }
    Ok(sums)
}

/// Those present of each party by the rows are those that the activity counted.
fn parties(tx: &mut Tx<'_>, audit: &mut Audit, id: ActivityId) -> Result<()> {
    let came = store::parties(tx, id)?.into_iter().filter_map(|(party, present)| Some((party.counted()?, present)));
    let mut found: Vec<(Party, i64)> = came.collect();
    let guests = guests::institutions(tx, id)?;
    found.extend(guests.into_iter().map(|(institution, present)| (Party::Institution(institution), present)));
    if !activities::adds_up(tx, id, &found)? {
        audit.wrong("attendance", id, Some("party"), "the counts by party of this activity differ from its rows");
    }
    Ok(())
}
