//! The calendar of a unit for calendar programs, behind a secret address that can be taken back: who has it sees name,
//! place and time, what is marked about the day, and nobody's name.

use super::days::Almanac;
use crate::model::Activity;
use crate::rules;
use crate::rules::feed::Event;
use crate::store::lists::{Along, Only};
use crate::store::{feed as store, lists};
use netra_base::{Chance, Error, Moment, Principal, Result, canonical};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// How far back a feed goes: half a year; calendar programs keep what they have read.
const BACK_MS: i64 = 183 * 24 * 3_600_000;
/// Events in a feed at most: two a day for two and a half years, some 400 KB; 700 if each day had two marks.
const MOST: usize = 2_000;

/// Makes a new key for a unit's feed and answers it, this once; the one before is worth nothing from now on.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit.
pub fn make_feed_key(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, code: &str) -> Result<String> {
    let unit = kept(tx, by, code)?;
    // 160 bits: nobody guesses them.
    let key = canonical::hex(&chance.bytes::<20>());
    store::keep(tx, unit.id, &canonical::sha256(key.as_bytes()), (now, by.account.0))?;
    Ok(key)
}

/// Takes the key of a unit's feed back: its address answers nothing from now on.
///
/// # Errors
/// As [`make_feed_key`].
pub fn revoke_feed_key(tx: &mut Tx<'_>, by: &Principal, code: &str) -> Result<()> {
    let unit = kept(tx, by, code)?;
    store::revoke(tx, unit.id).map(|_| ())
}

/// The unit, and since when its feed has a key, if it has one.
///
/// # Errors
/// As [`make_feed_key`].
pub fn feed_key(tx: &mut Tx<'_>, by: &Principal, code: &str) -> Result<(Unit, Option<Moment>)> {
    let unit = kept(tx, by, code)?;
    let made = store::key(tx, unit.id)?.map(|(_, made)| made);
    Ok((unit, made))
}

fn kept(tx: &mut Tx<'_>, by: &Principal, code: &str) -> Result<Unit> {
    let unit = registry::unit_by_code(tx, code)?;
    if rules::keeps(by, &unit.path) { Ok(unit) } else { Err(Error::NotFound) }
}

/// What a unit holds and to what it sends a delegation, for its feed: by beginning, cancelled ones among them so that programs
/// strike them out.
///
/// # Errors
/// `NotFound` when there is no such unit or the key is not its key.
pub fn feed(tx: &mut Tx<'_>, now: Moment, code: &str, key: &str) -> Result<(Unit, Vec<Event>)> {
    let unit = registry::unit_by_code(tx, code)?;
    let (known, _) = store::key(tx, unit.id)?.ok_or(Error::NotFound)?;
    // Hashes are compared, so the time it takes tells nothing about the key.
    if canonical::sha256(key.as_bytes()) != known {
        return Err(Error::NotFound);
    }
    let since = now.plus_ms(-BACK_MS);
    let along = Along::Forwards(since, 0, since);
    let mut all = lists::held_by(tx, unit.id, along, Only::default(), MOST)?;
    // Whoever works in the unit that is sent sees it, whoever the host is.
    all.extend(lists::attended_by(tx, (unit.id, &[]), along, Only::default(), MOST)?);
    all.sort_by_key(|one| (one.starts, one.id));
    all.dedup_by_key(|one| one.id);
    all.truncate(MOST);
    let almanac = Almanac::read(tx, now)?;
    let event = |activity: Activity| Event {
        marks: almanac.marks(activity.starts.day(activity.zone), activity.ends.day(activity.zone)),
        activity,
    };
    Ok((unit, all.into_iter().map(event).collect()))
}
