//! Guests without an account: one, or a queue of them at once; the same name and institution twice is one guest. A photo of
//! the signature may stand beside a guest, or nothing.

use super::bodies::kinds;
use super::home::{kept, kept_held};
use super::mark::{leave, meanwhile, reason};
use crate::model::{ChangeId, Guest, GuestId, KeptGuest, Settled, State, Via};
use crate::rules;
use crate::store::{self, acts::KeptChange};
use netra_activities::actions as activities;
use netra_activities::model::{Activity, ActivityId, Party, Tally};
use netra_base::{Chance, Error, Moment, Principal, Refusal, Result};
use netra_media::{FileId, Kept, Ready, actions as media};
use netra_store::Tx;
use std::collections::BTreeMap;

/// Guests of one activity: a stadium's stand. At 150 bytes each they are under a megabyte.
pub const MOST_GUESTS: i64 = 5_000;
/// Guests on a page.
const PAGE: usize = 50;

/// Enters guests; answers how many of them were new.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused before it began, for what was cancelled, and when there are
/// too many.
pub fn add_guests(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    (guests, via): (&[Guest], Via),
) -> Result<usize> {
    let home = kept_held(tx, by, id)?;
    rules::may_keep(&home.activity, now)?;
    let added = enter(tx, now, by, &home.activity, (guests, via, None))?.into_iter().filter(|(_, new)| *new).count();
    if added > 0 && rules::is_correction(&home.activity) {
        let mut change = KeptChange::new(id, kinds::CORRECTION, now, by.account);
        change.guests = i64::try_from(added).unwrap_or(0);
        leave(tx, chance, now, change)?;
    }
    Ok(added)
}

/// Enters guests without asking rights or leaving a record; each with whether it counts only now.
pub(super) fn enter(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    activity: &Activity,
    (guests, via, change): (&[Guest], Via, Option<ChangeId>),
) -> Result<Vec<(GuestId, bool)>> {
    let id = activity.id;
    let mut out = Vec::with_capacity(guests.len());
    let mut added = 0;
    let mut institutions: BTreeMap<_, (Party, i64)> = BTreeMap::new();
    let change = change.map(|change| change.0);
    for guest in guests {
        let new = store::guests::insert(tx, id, guest, (now, by.account, via), change)? == 1;
        let there = store::guests::by_key(tx, id, &guest.key())?.ok_or(Error::NotFound)?;
        let mut back = false;
        if !new && !there.counts {
            // Who was taken off and is entered again counts again; once, when two do so at the same moment.
            let settled = Settled { by: by.account, at: now, reason: None };
            back = store::guests::set_counts(tx, there.id, true, &settled, change)? == 1;
        }
        if new || back {
            added += 1;
            let party = Party::Institution(there.guest.institution);
            institutions.entry(party.key()).or_insert((party, 0)).1 += 1;
        }
        out.push((there.id, new || back));
    }
    if activity.tally.guests + added > MOST_GUESTS {
        return Err(too_many().into());
    }
    activities::add_tally(tx, id, &Tally { guests: added, ..Tally::default() })?;
    for (party, added) in institutions.into_values() {
        activities::add_party(tx, id, &party, added)?;
    }
    Ok(out)
}

fn too_many() -> Refusal {
    Refusal::new(
        "guests-many",
        format!(
            "Paling banyak {MOST_GUESTS} tamu untuk satu kegiatan; hitung yang lain di Lembar kertas: jumlahnya disebut tersendiri dalam laporan."
        ),
        format!(
            "At most {MOST_GUESTS} guests for one activity; count the others under Paper sheets: their number is told apart in the report."
        ),
    )
    .at("lines")
}

/// Guests, the latest first, before a number; and the number of the next page.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn guests(
    tx: &mut Tx<'_>,
    who: &Principal,
    id: ActivityId,
    before: Option<i64>,
) -> Result<(Vec<KeptGuest>, Option<i64>)> {
    kept(tx, who, id)?;
    let mut page = store::guests::page(tx, id, before.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let next = if more { page.last().map(|guest| guest.id.0) } else { None };
    Ok((page, next))
}

/// One guest.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such guest.
pub fn guest(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, guest: GuestId) -> Result<KeptGuest> {
    kept(tx, who, id)?;
    store::guests::guest(tx, id, guest)?.ok_or(Error::NotFound)
}

/// Takes a guest off the list, or puts him back. The same again changes nothing.
///
/// # Errors
/// `NotFound`; refused without the reason.
pub fn settle_guest(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, guest): (ActivityId, GuestId),
    (counts, why): (bool, Option<&str>),
) -> Result<()> {
    let home = kept_held(tx, by, id)?;
    rules::may_keep(&home.activity, now)?;
    let before = store::guests::guest(tx, id, guest)?.ok_or(Error::NotFound)?;
    if before.counts == counts {
        return Ok(());
    }
    let state = |counts: bool| if counts { State::Present } else { State::Absent };
    let correction = rules::is_correction(&home.activity);
    let why = reason(why, Some(state(before.counts)), state(counts), correction)?;
    let mut change = None;
    if correction {
        let mut act = KeptChange::new(id, kinds::CORRECTION, now, by.account);
        act.guest = Some(guest.0);
        act.before = Some(state(before.counts).code().to_owned());
        act.after = Some(state(counts).code().to_owned());
        act.reason.clone_from(&why);
        change = Some(leave(tx, chance, now, act)?);
    }
    let settled = Settled { by: by.account, at: now, reason: why };
    if store::guests::set_counts(tx, guest, counts, &settled, change)? == 0 {
        return Err(meanwhile().into());
    }
    let delta = if counts { 1 } else { -1 };
    activities::add_tally(tx, id, &Tally { guests: delta, ..Tally::default() })?;
    activities::add_party(tx, id, &Party::Institution(before.guest.institution), delta)
}

/// Puts a photo of the signature beside a guest, in place of the one before.
///
/// # Errors
/// `NotFound`.
pub fn sign_guest(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    (id, guest): (ActivityId, GuestId),
    ready: &Ready,
) -> Result<()> {
    kept_held(tx, by, id)?;
    let before = self::guest(tx, by, id, guest)?;
    let file = media::keep(tx, now, by.account, ready)?;
    store::guests::set_signature(tx, guest, Some(file))?;
    match before.signature {
        Some(old) => media::forget(tx, old),
        None => Ok(()),
    }
}

/// The photo of a guest's signature.
///
/// # Errors
/// `NotFound`.
pub fn signature(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, guest: GuestId) -> Result<Kept> {
    let file: FileId = self::guest(tx, who, id, guest)?.signature.ok_or(Error::NotFound)?;
    media::file(tx, file)
}
