//! What the ledger keeps of each act, made from the rows as they stand: the same when the act is recorded and
//! when it is audited. Texts stand in it as their hashes, so that a text is kept in one place only.

use crate::model::{ItemId, TeamId};
use crate::store::files::{self, KeptEvidence, KeptScan};
use crate::store::findings::KeptFinding;
use crate::store::plan::{self, KeptFollowUp, KeptItem};
use crate::store::tasks::KeptTask;
use crate::store::teams::{self, KeptChange, KeptMember, KeptTeam};
use netra_base::{Result, canonical};
use netra_store::Tx;
use serde::Serialize;

/// The kinds of changes of a team.
pub(crate) mod kinds {
    pub(crate) const MEMBERS: &str = "members";
    pub(crate) const LEFT_UNIT: &str = "left-unit";
    pub(crate) const SETTLED: &str = "settled";
    pub(crate) const ENDED: &str = "ended";
    pub(crate) const SCAN: &str = "scan";
}

#[derive(Debug, Serialize)]
struct Joined {
    duty: String,
    employee: i64,
    from: String,
    functions: String,
    member: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<i64>,
    since: i64,
}

impl Joined {
    fn of(kept: &KeptMember) -> Self {
        Self {
            duty: kept.duty.clone(),
            employee: kept.employee,
            from: kept.from_day.clone(),
            functions: kept.functions.clone(),
            member: kept.id.0,
            replaces: kept.replaces,
            since: kept.since,
        }
    }
}

#[derive(Debug, Serialize)]
struct Left {
    last_day: Option<String>,
    member: i64,
    reason: Option<String>,
}

/// A team formed.
#[derive(Debug, Serialize)]
pub(crate) struct FormedBody {
    by: i64,
    decree_day: String,
    decree_number: String,
    from: String,
    instruments: String,
    issuer: String,
    members: Vec<Joined>,
    team: i64,
    team_title: String,
    unit: i64,
    until: String,
}

pub(crate) fn formed(kept: &KeptTeam, members: &[KeptMember]) -> FormedBody {
    FormedBody {
        by: kept.formed_by,
        decree_day: kept.decree_day.clone(),
        decree_number: kept.decree_number.clone(),
        from: kept.from_day.clone(),
        instruments: kept.basis.clone(),
        issuer: kept.issuer.clone(),
        members: members.iter().filter(|member| member.came.is_none()).map(Joined::of).collect(),
        team: kept.id.0,
        team_title: kept.title.clone(),
        unit: kept.unit,
        until: kept.until_day.clone(),
    }
}

/// A change of a team.
#[derive(Debug, Serialize)]
pub(crate) struct ChangedBody {
    by: Option<i64>,
    change: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    decree: Option<String>,
    joined: Vec<Joined>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    left: Vec<Left>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scan_sha256: Option<String>,
    settled: Vec<i64>,
    team: i64,
}

pub(crate) fn changed(
    change: &KeptChange,
    team: Option<&KeptTeam>,
    members: &[KeptMember],
    scans: &[KeptScan],
) -> ChangedBody {
    let ended = team.filter(|team| team.ended == Some(change.id));
    let left = |member: &KeptMember| Left {
        last_day: member.last_day.clone(),
        member: member.id.0,
        reason: member.reason.clone(),
    };
    ChangedBody {
        by: change.by,
        change: change.kind.clone(),
        decree: change.decree.clone(),
        joined: members.iter().filter(|member| member.came == Some(change.id)).map(Joined::of).collect(),
        last_day: ended.and_then(|team| team.last_day.clone()),
        left: members.iter().filter(|member| member.gone == Some(change.id)).map(left).collect(),
        reason: ended.and_then(|team| team.end_reason.clone()),
        scan_sha256: scans.iter().find(|scan| scan.change == change.id).map(|scan| scan.sha256.clone()),
        settled: members.iter().filter(|member| member.settled == Some(change.id)).map(|member| member.id.0).collect(),
        team: change.team,
    }
}

/// The body of a change by the rows of this moment.
pub(crate) fn changed_now(tx: &mut Tx<'_>, change: &KeptChange) -> Result<ChangedBody> {
    let team = teams::kept_after(tx, change.team - 1)?.into_iter().next().filter(|team| team.id.0 == change.team);
    let members = teams::kept_members(tx, TeamId(change.team))?;
    let scans = files::scans(tx, TeamId(change.team))?;
    Ok(changed(change, team.as_ref(), &members, &scans))
}

#[derive(Debug, Serialize)]
struct Goes {
    due: String,
    employee: i64,
}

#[derive(Debug, Serialize)]
struct Follows {
    due: String,
    number: i64,
    what_sha256: String,
}

/// A visit held or cancelled.
#[derive(Debug, Serialize)]
pub(crate) struct ReportedBody {
    by: Option<i64>,
    checked: i64,
    corrected: i64,
    follow_ups: Vec<Follows>,
    held_day: Option<String>,
    item: i64,
    item_kind: String,
    place: String,
    planned_day: String,
    reached: i64,
    state: String,
    team: i64,
    told_sha256: Option<String>,
    unit: i64,
    who: Vec<Goes>,
}

fn hash(text: &str) -> String {
    canonical::base64(&canonical::sha256(text.as_bytes()))
}

pub(crate) fn reported(tx: &mut Tx<'_>, kept: &KeptItem) -> Result<ReportedBody> {
    let who = plan::assigned(tx, kept.id)?;
    let follow_ups = plan::kept_follow_ups(tx, kept.id)?;
    let follows = |one: KeptFollowUp| Follows { due: one.due, number: one.number, what_sha256: hash(&one.what) };
    Ok(ReportedBody {
        by: kept.reported_by,
        checked: kept.effect.checked,
        corrected: kept.effect.corrected,
        follow_ups: follow_ups.into_iter().map(follows).collect(),
        held_day: kept.held_day.clone(),
        item: kept.id.0,
        item_kind: kept.kind.clone(),
        place: kept.place.clone(),
        planned_day: kept.day.clone(),
        reached: kept.effect.reached,
        state: kept.state.clone(),
        team: kept.team,
        told_sha256: kept.told.as_deref().map(hash),
        unit: kept.unit,
        who: who.into_iter().map(|one| Goes { due: one.due.to_string(), employee: one.employee.0 }).collect(),
    })
}

/// A point followed up.
#[derive(Debug, Serialize)]
pub(crate) struct FollowedUpBody {
    pub by: Option<i64>,
    pub done: Option<String>,
    pub follow_up: i64,
    pub item: i64,
    pub state: &'static str,
}

pub(crate) fn followed_up(item: ItemId, kept: &KeptFollowUp) -> FollowedUpBody {
    FollowedUpBody {
        by: kept.done_by,
        done: kept.done.clone(),
        follow_up: kept.number,
        item: item.0,
        state: "followed-up",
    }
}

/// A finding recorded.
#[derive(Debug, Serialize)]
pub(crate) struct FindingBody {
    act_id: Option<String>,
    by: i64,
    concerned: Option<i64>,
    deadline: String,
    evidence_sha256: Option<String>,
    finding: i64,
    found: String,
    team: i64,
    unit: i64,
    what_sha256: String,
}

pub(crate) fn finding(kept: &KeptFinding) -> FindingBody {
    FindingBody {
        act_id: kept.act.clone(),
        by: kept.by,
        concerned: kept.concerned,
        deadline: kept.deadline.clone(),
        evidence_sha256: kept.evidence.as_deref().map(hash),
        finding: kept.id.0,
        found: kept.found.clone(),
        team: kept.team,
        unit: kept.unit,
        what_sha256: hash(&kept.what),
    }
}

/// A file added to a finding.
#[derive(Debug, Serialize)]
pub(crate) struct EvidenceBody {
    by: i64,
    evidence: i64,
    file_sha256: String,
    finding: i64,
    shows_sha256: String,
}

pub(crate) fn evidence(kept: &KeptEvidence) -> EvidenceBody {
    EvidenceBody {
        by: kept.by,
        evidence: kept.id.0,
        file_sha256: kept.sha256.clone(),
        finding: kept.finding,
        shows_sha256: hash(&kept.shows),
    }
}

/// A task given.
#[derive(Debug, Serialize)]
pub(crate) struct GivenBody {
    by: i64,
    due: String,
    employee: i64,
    state: &'static str,
    task: i64,
    team: i64,
    what_sha256: String,
}

pub(crate) fn given(kept: &KeptTask) -> GivenBody {
    GivenBody {
        by: kept.given_by,
        due: kept.due.clone(),
        employee: kept.employee,
        state: "given",
        task: kept.id.0,
        team: kept.team,
        what_sha256: hash(&kept.what),
    }
}

/// A task done or taken back.
#[derive(Debug, Serialize)]
pub(crate) struct EndedBody {
    by: Option<i64>,
    done: Option<String>,
    reason_sha256: Option<String>,
    state: String,
    task: i64,
}

pub(crate) fn ended(kept: &KeptTask) -> EndedBody {
    EndedBody {
        by: kept.ended_by,
        done: kept.done_day.clone(),
        reason_sha256: kept.reason.as_deref().map(hash),
        state: kept.state.clone(),
        task: kept.id.0,
    }
}
