//! Clashes of an activity, or of a drive's activities: one person due at two at once, one venue taken twice.

use super::reach::seen;
use crate::model::{ActivityDriveId, ActivityId, Named, Plan};
use crate::rules::clash::Span;
use crate::store::clash::{self as store, Other};
use crate::store::{activity, details};
use netra_base::{Error, Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;

/// What two activities share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Somebody who leads or speaks at both: for those inside, with the name.
    Person(String),
    /// The venue.
    Venue(String),
}

/// One side of a clash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The activity; 0 for one that is only being planned.
    pub id: ActivityId,
    /// The unit that holds it.
    pub unit: UnitId,
    /// Its name; empty where the asker may not know of it.
    pub title: String,
    /// Its first minute.
    pub starts: Moment,
    /// Its last minute.
    pub ends: Moment,
}

/// Two activities that share somebody or something at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What they share.
    pub what: What,
    /// The one asked about.
    pub one: Party,
    /// The other.
    pub other: Party,
    /// The time they share.
    pub overlap: Span,
}

/// Whose clashes are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of one activity with any other.
    Activity(ActivityId),
    /// Of a drive's activities with each other and with any other.
    Drive(ActivityDriveId),
}

fn party(other: Other) -> Party {
    Party { id: other.id, unit: other.unit, title: other.title, starts: other.starts, ends: other.ends }
}

fn clash(what: What, one: Other, other: Other) -> Option<Clash> {
    let span = |one: &Other| Span { starts: one.starts, ends: one.ends };
    let overlap = span(&one).overlap(span(&other))?;
    Some(Clash { what, one: party(one), other: party(other), overlap })
}

/// The clashes, by time; at most some hundreds.
///
/// # Errors
/// `NotFound` when there is no such activity.
pub fn clashes(tx: &mut Tx<'_>, of: Of) -> Result<Vec<Clash>> {
    match of {
        Of::Drive(drive) => {
            let mut out = Vec::new();
            for (name, one, other) in store::persons_in_drive(tx, drive)? {
                out.extend(clash(What::Person(name), one, other));
            }
            for (venue, one, other) in store::venues_in_drive(tx, drive)? {
                out.extend(clash(What::Venue(venue), one, other));
            }
            out.sort_by_key(|clash| (clash.overlap.starts, clash.one.id, clash.other.id));
            Ok(out)
        }
        Of::Activity(id) => {
            let there = activity(tx, id)?.ok_or(Error::NotFound)?;
            let speakers = details::of(tx, id)?.speakers;
            let key = store::venue_key(tx, id)?;
            let (starts, ends) = (there.starts, there.ends);
            let one = Other { id, unit: there.unit, title: there.title.clone(), starts, ends };
            let leader = there.leader.of_host(&registry::unit(tx, there.unit)?.name);
            let people = std::iter::once(&leader).chain(&speakers);
            found(tx, &one, people, there.venue.as_deref().zip(key.as_deref()))
        }
    }
}

fn found<'a>(
    tx: &mut Tx<'_>,
    one: &Other,
    people: impl Iterator<Item = &'a Named>,
    venue: Option<(&str, &str)>,
) -> Result<Vec<Clash>> {
    let mut out = Vec::new();
    for person in people {
        let key = person.key();
        if key.is_empty() {
            continue;
        }
        for other in store::of_person(tx, &key, (one.starts, one.ends), one.id)? {
            out.extend(clash(What::Person(person.words()), one.clone(), other));
        }
    }
    if let Some((venue, key)) = venue {
        for other in store::of_venue(tx, key, (one.starts, one.ends), one.id)? {
            out.extend(clash(What::Venue(venue.to_owned()), one.clone(), other));
        }
    }
    Ok(out)
}

/// The clashes that a plan would have; `id` is the activity that it changes, 0 for a new one.
pub(super) fn at_planning<'a>(
    tx: &mut Tx<'_>,
    id: ActivityId,
    plan: &Plan,
    people: impl Iterator<Item = &'a Named>,
    key: Option<&str>,
) -> Result<Vec<Clash>> {
    let (starts, ends) = (plan.starts, plan.ends);
    let one = Other { id, unit: UnitId(0), title: plan.new.title.clone(), starts, ends };
    found(tx, &one, people, plan.new.venue.as_deref().zip(key))
}

/// Clashes told one by one: whoever has more has the wrong day.
pub(super) const MOST_TOLD: usize = 12;

/// The same for this asker: of activities that he may not see, and of those that are only counted, the names are left out.
pub(super) fn known(tx: &mut Tx<'_>, who: &Principal, mut clashes: Vec<Clash>) -> Result<Vec<Clash>> {
    for (at, clash) in clashes.iter_mut().enumerate() {
        let shown = at < MOST_TOLD
            && match seen(tx, who, clash.other.id) {
                Ok(_) => true,
                Err(Error::NotFound) => false,
                Err(other) => return Err(other),
            };
        if !shown {
            clash.other.title.clear();
        }
    }
    Ok(clashes)
}
