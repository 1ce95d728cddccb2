//! What the demonstration tells of attendance: who came to a sample activity, early, in time and late, a few with a code
//! that had passed, and the guests it names. Everything goes through the same verbs as on the day itself.

use crate::actions::{self, Sent, home};
use crate::model::{Guest, Via};
use crate::rules::code::Shown;
use netra_activities::model::ActivityId;
use netra_base::{AccountId, Chance, EmployeeId, Moment, Principal, Result, SignedInBy};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// Who comes to a sample activity.
#[derive(Debug, Clone, Default)]
pub struct Share {
    /// So many of a hundred expected.
    pub of_hundred: i64,
    /// At most so many in all, so that the demonstration is built in time; 0 for no bound.
    pub most: usize,
    /// So many send a code that has passed.
    pub doubtful: usize,
    /// Guests that the operator enters.
    pub guests: Vec<Guest>,
}

/// Lets people come to an activity that has begun; `by` keeps its host. Answers how many employees are present.
///
/// # Errors
/// `NotFound` when `by` does not keep the host; when the database fails.
pub fn fill(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, id: ActivityId, share: &Share) -> Result<i64> {
    let home = home::kept(tx, by, id)?;
    let starts = home.activity.starts;
    actions::screen(tx, chance, starts.plus_ms(-30 * 60_000), by, id)?;
    let mut people = of(tx, &home.host, wanted(home.activity.target, share), &[])?;
    for (unit, expected) in &home.invited {
        let more = of(tx, unit, wanted(*expected, share), &people)?;
        people.extend(more);
    }
    if share.most > 0 {
        people.truncate(share.most);
    }
    let doubtful = share.doubtful.min(people.len() / 4);
    for (at, employee) in people.iter().enumerate() {
        let who = Principal {
            account: AccountId(0),
            employee: Some(*employee),
            signed_in_by: SignedInBy::Password,
            grants: Vec::new(),
        };
        let (now, via) = came(at, starts);
        let shown = if at < doubtful { Shown::Earlier(now.plus_ms(-11 * 60_000)) } else { Shown::Now };
        actions::check_in(tx, now, &who, id, &Sent { shown, via, device: None })?;
    }
    if !share.guests.is_empty() {
        actions::add_guests(tx, chance, starts.plus_ms(5 * 60_000), by, id, (&share.guests, Via::Operator))?;
    }
    actions::present_count(tx, id)
}

fn wanted(expected: i64, share: &Share) -> usize {
    usize::try_from(expected * share.of_hundred / 100).unwrap_or(0)
}

/// Two in nine come early, one late; every seventh types the digits.
fn came(at: usize, starts: Moment) -> (Moment, Via) {
    let second = i64::try_from(at % 50).unwrap_or(0) * 1_000;
    let minutes = match at % 9 {
        0 | 1 => -12,
        8 => 22,
        _ => 3,
    };
    (starts.plus_ms(minutes * 60_000 + second), if at % 7 == 6 { Via::Typed } else { Via::Qr })
}

/// Active people at and below a unit, in the order of units, without those who are counted already.
fn of(tx: &mut Tx<'_>, unit: &Unit, count: usize, without: &[EmployeeId]) -> Result<Vec<EmployeeId>> {
    let mut out = Vec::new();
    for part in registry::tree(tx, &unit.path, None)? {
        let mut after = 0;
        while out.len() < count {
            let page = registry::people_of(tx, part.id, after, 500)?;
            for person in page.people.into_iter().filter(|person| person.service.is_active()) {
                if out.len() < count && !without.contains(&person.id) {
                    out.push(person.id);
                }
            }
            let Some(next) = page.next else { break };
            after = next;
        }
    }
    Ok(out)
}
