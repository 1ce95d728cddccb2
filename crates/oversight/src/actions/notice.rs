//! What waits for those who keep a unit's teams: a member who left the unit, a team that is not complete, one
//! that ends soon. Made from what is there at the moment; nothing is sent.

use super::standing::own_teams;
use crate::model::{EndReason, Member, TeamId};
use crate::rules;
use crate::store::teams;
use netra_base::{Day, Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// What waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// This member left the unit and has no successor yet; the name is as in the roster, and so many visits, points to follow
    /// up and tasks of his are open.
    MemberLeft(Box<Member>, String, i64),
    /// The team lacks a chair or members.
    Incomplete,
    /// The team ends on this day.
    EndsSoon(Day),
}

/// Something that waits for the keepers of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The team.
    pub team: TeamId,
    /// Its unit.
    pub unit: Unit,
    /// What.
    pub what: What,
}

/// Notices at most: more than somebody does in a day.
const MOST: usize = 200;

/// What waits for this principal, the most pressing first; nothing for those who keep no unit.
///
/// # Errors
/// When the database fails.
pub fn notices(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<Vec<Notice>> {
    let mut out = Vec::new();
    if !who.grants.iter().any(|grant| rules::keeps(who, &grant.path)) {
        return Ok(out);
    }
    let own = own_teams(tx, now, |path| rules::keeps(who, path))?;
    for member in teams::waiting(tx)? {
        if out.len() == MOST {
            break;
        }
        out.extend(left(tx, who, now, member)?);
    }
    let mut later = Vec::new();
    for (unit, has) in own {
        let notice = |what| Notice { team: has.team, unit: unit.clone(), what };
        if !has.complete {
            out.push(notice(What::Incomplete));
        }
        if has.soon {
            later.push(notice(What::EndsSoon(has.until)));
        }
    }
    out.extend(later);
    out.truncate(MOST);
    Ok(out)
}

fn left(tx: &mut Tx<'_>, who: &Principal, now: Moment, member: Member) -> Result<Option<Notice>> {
    let Some(team) = teams::team(tx, member.team)? else { return Ok(None) };
    let unit = registry::unit(tx, team.unit)?;
    if !rules::keeps(who, &unit.path) || !team.valid().has(now.day(unit.zone)) {
        return Ok(None);
    }
    debug_assert_eq!(member.ended.as_ref().map(|end| end.reason), Some(EndReason::LeftUnit));
    let name = registry::standing(tx, member.employee)?.map(|person| person.name).unwrap_or_default();
    let open = teams::open_work(tx, team.id, member.employee)?;
    Ok(Some(Notice { team: team.id, unit, what: What::MemberLeft(Box::new(member), name, open) }))
}
