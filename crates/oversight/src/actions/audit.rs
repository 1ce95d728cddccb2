//! The audit of oversight: every team, change, report, follow-up and finding as its rows stand against the record
//! kept at the time. Memberships are parts of the acts they came and went with. Rows are read unparsed, so that
//! a damaged one is a finding and not the end of the audit.

mod files;

use super::bodies;
use crate::model::TeamId;
use crate::store::files as kept_files;
use crate::store::findings;
use crate::store::plan::{self, KeptItem};
use crate::store::tasks as kept_tasks;
use crate::store::teams::{self, KeptMember, KeptTeam};
use netra_base::Result;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;
use std::collections::HashSet;

/// Compares every row of an act with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = teams::kept_after(tx, after)?;
        let Some(last) = page.last() else { break };
        after = last.id.0;
        for team in &page {
            one_team(tx, audit, team)?;
        }
    }
    let orphans = teams::orphans(tx)?;
    if orphans > 0 {
        audit.wrong(
            "oversight_member",
            "?",
            Some("team"),
            format!("{orphans} memberships of teams that are not there"),
        );
    }
    changes_of_no_team(tx, audit)?;
    reports(tx, audit)?;
    recorded(tx, audit)?;
    files::evidence(tx, audit)?;
    files::scans(tx, audit)?;
    tasks(tx, audit)
}

fn one_team(tx: &mut Tx<'_>, audit: &mut Audit, team: &KeptTeam) -> Result<()> {
    let members = teams::kept_members(tx, team.id)?;
    let body = bodies::formed(team, &members);
    audit.live(tx, "oversight_team", team.id, (team.entry, Kind::TeamFormed, team.formed), &body)?;
    let changes = teams::changes(tx, team.id)?;
    let scans = kept_files::scans(tx, team.id)?;
    for change in &changes {
        let body = bodies::changed(change, Some(team), &members, &scans);
        audit.live(tx, "oversight_change", change.id, (change.entry, Kind::TeamChanged, change.at), &body)?;
    }
    let known: HashSet<i64> = changes.iter().map(|change| change.id).collect();
    let mut points_to = |table: &str, row: i64, column: &str, change: Option<i64>| {
        if change.is_some_and(|change| !known.contains(&change)) {
            audit.wrong(table, row, Some(column), "names a change of this team that is not there");
        }
    };
    points_to("oversight_team", team.id.0, "ended", team.ended);
    for member in &members {
        points_to("oversight_member", member.id.0, "came", member.came);
        points_to("oversight_member", member.id.0, "gone", member.gone);
        points_to("oversight_member", member.id.0, "settled", member.settled);
    }
    for scan in &scans {
        points_to("oversight_scan", scan.id.0, "change", Some(scan.change));
    }
    if team.ended.is_some() != team.last_day.is_some() || team.ended.is_some() != team.end_reason.is_some() {
        audit.wrong("oversight_team", team.id, Some("last_day"), "is neither ended nor going on");
    }
    for member in members.iter().filter(|member| !whole(member)) {
        audit.wrong("oversight_member", member.id, Some("last_day"), "is neither ended nor going on");
    }
    Ok(())
}

fn whole(member: &KeptMember) -> bool {
    let ended = member.gone.is_some();
    member.last_day.is_some() == ended && member.reason.is_some() == ended && (ended || member.settled.is_none())
}

fn changes_of_no_team(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = teams::changes_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for change in &page {
            if teams::kept_after(tx, change.team - 1)?.first().is_none_or(|team| team.id != TeamId(change.team)) {
                audit.wrong("oversight_change", change.id, Some("team"), "belongs to a team that is not there");
            }
        }
    }
}

fn reports(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = plan::reported_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for item in &page {
            report(tx, audit, item)?;
        }
    }
}

fn report(tx: &mut Tx<'_>, audit: &mut Audit, item: &KeptItem) -> Result<()> {
    let (Some(at), Some(entry)) = (item.reported, item.entry) else {
        audit.wrong("oversight_item", item.id, Some("state"), "is neither planned nor reported");
        return Ok(());
    };
    let body = bodies::reported(tx, item)?;
    audit.live(tx, "oversight_item", item.id, (entry, Kind::VisitReported, at), &body)?;
    for point in plan::kept_follow_ups(tx, item.id)? {
        let row = format!("{}/{}", item.id, point.number);
        match (point.done_at, point.entry) {
            (Some(at), Some(entry)) => {
                let body = bodies::followed_up(item.id, &point);
                audit.live(tx, "oversight_follow_up", row, (entry, Kind::VisitReported, at), &body)?;
            }
            (None, None) if point.done.is_none() && point.done_by.is_none() => {}
            _ => audit.wrong("oversight_follow_up", row, Some("done"), "is neither open nor done"),
        }
    }
    Ok(())
}

fn recorded(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = findings::kept_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for finding in &page {
            let act = (finding.entry, Kind::FindingRecorded, finding.recorded);
            audit.live(tx, "oversight_finding", finding.id, act, &bodies::finding(finding))?;
        }
    }
}

fn tasks(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = 0;
    loop {
        let page = kept_tasks::kept_after(tx, after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for task in &page {
            let act = (task.entry, Kind::AssignmentGiven, task.given);
            audit.live(tx, "oversight_task", task.id, act, &bodies::given(task))?;
            match (task.ended, task.end_entry) {
                (Some(at), Some(entry)) => {
                    let act = (entry, Kind::AssignmentGiven, at);
                    audit.live(tx, "oversight_task", task.id, act, &bodies::ended(task))?;
                }
                (None, None) if task.state == "open" && task.done_day.is_none() && task.reason.is_none() => {}
                _ => audit.wrong("oversight_task", task.id, Some("state"), "is neither open nor ended"),
            }
        }
    }
}
