//! The decree as a paper: scans of the signed one, handed in by those who keep the unit's teams, and what is needed to
//! set it from the record. Both name people, so both are for those who see who is in the team.

use super::bodies::kinds;
use super::change::{enter, kept};
use super::reach::{Home, home, reach};
use super::view::{MemberView, seen};
use crate::model::{Scan, ScanId, Team, TeamId};
use crate::rules;
use crate::store::{files, teams};
use netra_base::{Chance, Error, Moment, Principal, Result, canonical};
use netra_correspondence::actions as correspondence;
use netra_correspondence::model::{Letterhead, SignatureBlock};
use netra_media::{About, Kept, Ready, actions as media};
use netra_registry::model::Unit;
use netra_store::Tx;

/// The team, for those who see names; and whether the asker keeps it.
fn readable(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<(Home, bool)> {
    let home = home(tx, now, id)?;
    let reach = reach(tx, who, &home.unit, home.today)?;
    if reach.names { Ok((home, reach.keeps)) } else { Err(Error::NotFound) }
}

/// The decree with its scans.
#[derive(Debug, Clone)]
pub struct Scans {
    /// The team.
    pub team: Team,
    /// Its unit.
    pub unit: Unit,
    /// May the asker hand in another?
    pub keeps: bool,
    /// The scans, as they came.
    pub list: Vec<(Scan, About)>,
}

/// The scans of a team's decree.
///
/// # Errors
/// `NotFound` for those who do not see names.
pub fn scans(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<Scans> {
    let (Home { team, unit, .. }, keeps) = readable(tx, now, who, id)?;
    let mut list = Vec::new();
    for kept in files::scans(tx, id)? {
        let scan = Scan::from(kept);
        let about = media::about(tx, scan.file)?;
        list.push((scan, about));
    }
    Ok(Scans { team, unit, keeps, list })
}

/// Hands in a scan of the signed decree, or of one that changed the team; the same file twice is one.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams; refused when there are too many.
pub fn add_scan(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: TeamId,
    ready: &Ready,
) -> Result<ScanId> {
    kept(tx, now, by, id)?;
    let there = files::scans(tx, id)?;
    let sha256 = canonical::hex(&ready.sha256());
    if let Some(same) = there.iter().find(|one| one.sha256 == sha256) {
        return Ok(same.id);
    }
    rules::may_scan(there.len())?;
    let file = media::keep(tx, now, by.account, ready)?;
    let change = teams::insert_change(tx, id, kinds::SCAN, now, Some(by.account.0), None)?;
    let scan = files::insert_scan(tx, id, (file, &sha256), now, change.id)?;
    enter(tx, chance, now, &change)?;
    Ok(scan)
}

/// One scan, with its bytes.
///
/// # Errors
/// `NotFound` for those who do not see names.
pub fn scan_file(tx: &mut Tx<'_>, now: Moment, who: &Principal, (team, id): (TeamId, ScanId)) -> Result<Kept> {
    readable(tx, now, who, team)?;
    let found = files::scans(tx, team)?.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    media::file(tx, Scan::from(found).file)
}

/// What a decree is set from.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The team.
    pub team: Team,
    /// Its unit.
    pub unit: Unit,
    /// Those whom the decree appointed, with their positions as the roster has them today.
    pub members: Vec<MemberView>,
    /// What stands on the unit's papers.
    pub letterhead: Letterhead,
    /// Who signs.
    pub signature: SignatureBlock,
}

/// What the decree that formed a team is set from. Changes have decrees of their own.
///
/// # Errors
/// `NotFound` for those who do not see names.
pub fn sheet(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: TeamId) -> Result<Sheet> {
    let (Home { team, unit, .. }, _) = readable(tx, now, who, id)?;
    let first = teams::kept_members(tx, id)?.into_iter().filter(|one| one.came.is_none());
    let first: Vec<_> = first.map(|one| one.id).collect();
    let mut members = Vec::new();
    for member in teams::members(tx, id)?.into_iter().filter(|one| first.contains(&one.id)) {
        members.push(seen(tx, member)?);
    }
    members.sort_by_key(|one| (one.member.duty, one.member.id));
    let letterhead = correspondence::letterhead(tx, unit.id)?;
    let signature = correspondence::signature(tx, unit.id, team.decree.day)?;
    Ok(Sheet { team, unit, members, letterhead, signature })
}
