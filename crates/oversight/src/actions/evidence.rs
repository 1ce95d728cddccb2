//! Files that show something of a finding: photos, papers. Who supervises or handles opens them, of those who see the
//! finding; who recorded it may add to it, also when it is hidden from him since. A file added is an act with its hash.

use super::bodies;
use super::finding::{name_of, seen_by};
use super::reach::{Home, inside};
use crate::model::finding::{Evidence, Finding};
use crate::model::{EvidenceId, FindingId, Member, Team, TeamId};
use crate::rules::finding as rules;
use crate::store::{files, findings as store};
use netra_base::{Chance, Error, Moment, Principal, Result, canonical};
use netra_ledger::{Kind, actions::record};
use netra_media::{About, Kept, Ready, actions as media};
use netra_registry::actions as registry;
use netra_store::Tx;

/// A file with what is said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceView {
    /// The file's place in the finding.
    pub evidence: Evidence,
    /// What file it is.
    pub about: About,
    /// Who added it.
    pub by: String,
}

/// The finding, if this member may add to it; and whether the files that are there may be opened too.
fn within(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    (team, id): (TeamId, FindingId),
) -> Result<(Home, Team, Member, Finding, bool)> {
    let (home, team, member) = inside(tx, now, who, team)?;
    let finding = store::finding(tx, id)?.ok_or(Error::NotFound)?;
    let opens = opens(tx, now, &finding, &home, &member)?;
    let own = finding.by == member.employee && finding.unit == home.unit.id;
    if opens || own { Ok((home, team, member, finding, opens)) } else { Err(Error::NotFound) }
}

fn opens(tx: &mut Tx<'_>, now: Moment, finding: &Finding, home: &Home, member: &Member) -> Result<bool> {
    let Some((unit, people)) = seen_by(tx, now, finding)? else { return Ok(false) };
    let may = rules::open_files(&people, |one| &one.functions);
    Ok(unit == home.unit.id && may.iter().any(|one| one.employee == member.employee))
}

/// The files of a finding that the asker sees; none for those who do not open them.
pub(super) fn of_finding(
    tx: &mut Tx<'_>,
    now: Moment,
    finding: &Finding,
    (home, member): (&Home, &Member),
) -> Result<Option<Vec<EvidenceView>>> {
    if !opens(tx, now, finding, home, member)? {
        return Ok(None);
    }
    let mut out = Vec::new();
    for kept in files::evidence(tx, finding.id)? {
        let evidence = Evidence::from(kept);
        let about = media::about(tx, evidence.file)?;
        out.push(EvidenceView { by: name_of(tx, evidence.by)?, about, evidence });
    }
    Ok(Some(out))
}

/// May this asker add files to the finding? Answers the team of today, and whether the finding itself may be opened.
///
/// # Errors
/// `NotFound` for everybody but those who open its files and who recorded it.
pub fn adding(tx: &mut Tx<'_>, now: Moment, who: &Principal, at: (TeamId, FindingId)) -> Result<(Team, bool)> {
    let (_, team, _, _, opens) = within(tx, now, who, at)?;
    Ok((team, opens))
}

/// Adds a file; the same file twice is one.
///
/// # Errors
/// `NotFound` as for [`adding`]; refused when there are too many, or what it shows names somebody.
pub fn add_evidence(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    who: &Principal,
    at: (TeamId, FindingId),
    (ready, shows): (&Ready, &str),
) -> Result<EvidenceId> {
    let (_, _, member, finding, _) = within(tx, now, who, at)?;
    let there = files::evidence(tx, finding.id)?;
    let sha256 = canonical::hex(&ready.sha256());
    if let Some(same) = there.iter().find(|one| one.sha256 == sha256) {
        return Ok(same.id);
    }
    let concerned = match finding.concerned {
        Some(id) => registry::standing(tx, id)?.map(|person| person.name),
        None => None,
    };
    rules::may_add(shows, there.len(), concerned.as_deref())?;
    let file = media::keep(tx, now, who.account, ready)?;
    let kept = files::insert_evidence(tx, finding.id, (file, &sha256), shows, (now, member.employee))?;
    let entry = record(tx, chance, now, Kind::FindingRecorded, &bodies::evidence(&kept))?;
    files::set_evidence_entry(tx, kept.id, entry)?;
    Ok(kept.id)
}

/// A file of a finding, with its bytes.
///
/// # Errors
/// `NotFound` for everybody but those who open the finding's files.
pub fn evidence_file(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    (team, finding, id): (TeamId, FindingId, EvidenceId),
) -> Result<Kept> {
    let (.., opens) = within(tx, now, who, (team, finding))?;
    let found = files::evidence(tx, finding)?.into_iter().find(|one| one.id == id).filter(|_| opens);
    media::file(tx, Evidence::from(found.ok_or(Error::NotFound)?).file)
}
