//! What the ledger keeps of each act, made from the rows as they stand: the same when the act is recorded and when it is
//! audited. Texts and names stand in it as hashes, so that a text is kept in one place only and a record names nobody.

use crate::model::{ActivityId, Correction, Filed, Named};
use crate::store::after::{self, KeptDecision};
use crate::store::{self, Kept, details};
use netra_base::{Error, Result, canonical};
use netra_media::{FileId, actions as media};
use netra_store::Tx;
use serde::Serialize;
use serde_json::{Value, json};

fn hash(text: &str) -> String {
    canonical::base64(&canonical::sha256(text.as_bytes()))
}

fn hash_of(value: &Value) -> Result<String> {
    Ok(canonical::base64(&canonical::sha256(&canonical::json(value)?)))
}

fn person(one: &Named) -> Value {
    json!([one.employee.map(|id| id.0), one.name, one.institution, one.function])
}

#[derive(Debug, Serialize)]
struct Sent {
    expected: i64,
    unit: i64,
}

/// An activity held or cancelled.
#[derive(Debug, Serialize)]
pub(crate) struct ClosedBody {
    activity: i64,
    activity_kind: String,
    agenda_sha256: String,
    by: Option<i64>,
    ceiling: Option<i64>,
    delegations: Vec<Sent>,
    doubtful: Option<i64>,
    drive: Option<i64>,
    early: Option<i64>,
    ends: i64,
    expected: i64,
    guests: Option<i64>,
    instruments: String,
    invited_sha256: String,
    late: Option<i64>,
    leader_sha256: String,
    link_sha256: Option<String>,
    mode: String,
    occasion: Option<i64>,
    on_behalf_of_sha256: Option<String>,
    on_paper: Option<i64>,
    planned: i64,
    planned_by: i64,
    pledge_drive: Option<i64>,
    present: Option<i64>,
    reason_sha256: Option<String>,
    source_sha256: Option<String>,
    speakers_sha256: String,
    started: Option<i64>,
    started_by: Option<i64>,
    starts: i64,
    state: String,
    target: i64,
    team: Option<i64>,
    theme_sha256: Option<String>,
    title_sha256: String,
    unit: i64,
    venue_sha256: Option<String>,
    zone: String,
}

pub(crate) fn closed(tx: &mut Tx<'_>, kept: &Kept) -> Result<ClosedBody> {
    let details = details::of(tx, kept.id)?;
    let agenda: Vec<Value> = details.agenda.iter().map(|one| json!([one.at, one.item, one.by])).collect();
    let invited = details.invited.iter().map(|one| json!([one.side.code(), one.name, one.institution, one.expected]));
    let speakers = details.speakers.iter().map(person);
    let opt = |text: &Option<String>| text.as_deref().map(hash);
    let [present, early, late, doubtful, guests, on_paper] = kept.counted;
    Ok(ClosedBody {
        activity: kept.id.0,
        activity_kind: kept.kind.clone(),
        agenda_sha256: hash_of(&Value::Array(agenda))?,
        by: kept.closed_by,
        ceiling: kept.ceiling,
        delegations: details.delegations.iter().map(|one| Sent { expected: one.expected, unit: one.unit.0 }).collect(),
        doubtful,
        drive: kept.drive,
        early,
        ends: kept.ends,
        expected: kept.expected,
        guests,
        instruments: kept.basis.clone(),
        invited_sha256: hash_of(&Value::Array(invited.collect()))?,
        late,
        leader_sha256: hash_of(&person(&kept.leader))?,
        link_sha256: opt(&kept.link),
        mode: kept.mode.clone(),
        occasion: kept.occasion,
        on_behalf_of_sha256: opt(&kept.on_behalf_of),
        on_paper,
        planned: kept.planned,
        planned_by: kept.planned_by,
        pledge_drive: kept.pledge_drive,
        present,
        reason_sha256: opt(&kept.reason),
        source_sha256: opt(&kept.source),
        speakers_sha256: hash_of(&Value::Array(speakers.collect()))?,
        started: kept.started,
        started_by: kept.started_by,
        starts: kept.starts,
        state: kept.state.clone(),
        target: kept.target,
        team: kept.team,
        theme_sha256: opt(&kept.theme),
        title_sha256: hash(&kept.title),
        unit: kept.unit,
        venue_sha256: opt(&kept.venue),
        zone: kept.zone.clone(),
    })
}

/// A decision that was done.
#[derive(Debug, Serialize)]
pub(crate) struct DoneBody {
    activity: i64,
    by: Option<i64>,
    decision: i64,
    done: Option<String>,
    due: String,
    employee: Option<i64>,
    function_sha256: Option<String>,
    note_sha256: Option<String>,
    unit: i64,
    what_sha256: String,
}

pub(crate) fn done(kept: &KeptDecision) -> DoneBody {
    let opt = |text: &Option<String>| text.as_deref().map(hash);
    DoneBody {
        activity: kept.activity.0,
        by: kept.done_by,
        decision: kept.id.0,
        done: kept.done.clone(),
        due: kept.due.clone(),
        employee: kept.employee.map(|id| id.0),
        function_sha256: opt(&kept.function),
        note_sha256: opt(&kept.note),
        unit: kept.unit.0,
        what_sha256: hash(&kept.what),
    }
}

/// Hashes of what a report is made from, as canonical JSON: minutes, decisions, quotes, photos, files, money. Kept with a
/// version, so that a change of any of them after it was filed is seen.
pub(crate) fn made_from(tx: &mut Tx<'_>, id: ActivityId) -> Result<String> {
    let after = after::of(tx, id)?;
    let realised = store::kept(tx, id)?.and_then(|kept| kept.realised);
    let file = |tx: &mut Tx<'_>, id: FileId| Ok::<_, Error>(canonical::hex(&media::about(tx, id)?.sha256));
    let mut photos = Vec::new();
    for one in &after.photos {
        photos.push(json!([one.number, file(tx, one.file)?, one.alt, one.caption]));
    }
    let mut files = Vec::new();
    for one in &after.files {
        files.push(json!([one.number, file(tx, one.file)?, one.title]));
    }
    let evidence = after.evidence.map(|id| file(tx, id)).transpose()?;
    let decisions = after::kept_decisions(tx, id)?;
    let decisions =
        decisions.iter().map(|one| json!([one.id.0, one.what, one.employee.map(|id| id.0), one.function, one.due]));
    let quotes = after.quotes.iter().map(|one| json!([one.number, one.who, one.says]));
    let all = json!({
        "decisions": hash_of(&Value::Array(decisions.collect()))?,
        "evidence": evidence,
        "files": hash_of(&Value::Array(files))?,
        "minutes": after.minutes.as_deref().map(hash),
        "photos": hash_of(&Value::Array(photos))?,
        "quotes": hash_of(&Value::Array(quotes.collect()))?,
        "realised": realised,
    });
    Ok(String::from_utf8_lossy(&canonical::json(&all)?).into_owned())
}

/// A version of a report that was filed.
#[derive(Debug, Serialize)]
pub(crate) struct ReportedBody {
    activity: i64,
    by: i64,
    data_sha256: String,
    made_from: Value,
    number: String,
    team: Option<i64>,
    version: i64,
}

/// Of the activity's team too: a report is made on its behalf.
pub(crate) fn reported(id: ActivityId, team: Option<i64>, filed: &Filed) -> Result<ReportedBody> {
    Ok(ReportedBody {
        activity: id.0,
        by: filed.by,
        data_sha256: hash(&filed.data),
        made_from: serde_json::from_str(&filed.made_from).unwrap_or_default(),
        number: filed.number.clone(),
        team,
        version: filed.version,
    })
}

/// A filed report that was opened for correction.
#[derive(Debug, Serialize)]
pub(crate) struct CorrectedBody {
    activity: i64,
    by: i64,
    opens: i64,
    reason_sha256: String,
}

pub(crate) fn corrected(id: ActivityId, one: &Correction) -> CorrectedBody {
    CorrectedBody { activity: id.0, by: one.by, opens: one.version, reason_sha256: hash(&one.reason) }
}
