//! Activities as a page shows them first: one's own, then each simultaneous drive in one line, then those of other units
//! within reach.

use super::lists::{FEW, Filter, Line, Part, Scope, lines, scope};
use crate::model::{ActivityDriveId, ActivityKind, State};
use crate::rules;
use crate::store::folded as store;
use netra_base::{Moment, Principal, Result, Zone};
use netra_store::Tx;
use std::collections::HashSet;

/// Lines of each part on the first page; more stand in the list of that part. With what is just over and the drives some
/// fifty lines, like a page of a list.
const FIRST: usize = 20;
/// Of one's own that is just over.
const LATELY: usize = 4;
/// Drives in one list, whose places are all in the drive's own list; that there are others is said.
const MOST_DRIVES: usize = 6;
/// Drives looked at, newest first, until so many are found: a drive a week for ten years. One takes three steps along an index,
/// and where its time fits it is read. For at most 64 units these are as many steps, 0.2 ms, and all drives are 100 ms.
const LOOKED_AT: usize = 500;
/// Drives read at most for a wider reach: one takes 2 ms with 2,000 places, so that 50 are 100 ms as well. Mostly the first ones
/// count and end the search; but of those with a report, of one kind or in one state there may be none. That there may be more
/// is said, and who asks for fewer units finds them.
const MOST_READ: usize = 50;
/// Drives looked at in one go: the newest are mostly enough.
const AT_ONCE: usize = 50;

/// A simultaneous drive in one line: its places at units that are not the asker's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The drive.
    pub drive: ActivityDriveId,
    /// What it is called.
    pub title: String,
    /// How many places there are, cancelled ones left out.
    pub places: i64,
    /// Of these, running.
    pub running: i64,
    /// Of these, over.
    pub held: i64,
    /// Of these, reported.
    pub reported: i64,
    /// The first beginning.
    pub first: Moment,
    /// The last beginning.
    pub last: Moment,
    /// May the asker see its board?
    pub board: bool,
}

/// The first page.
#[derive(Debug, Clone, Default)]
pub struct Landing {
    /// One's own, as the filter orders them.
    pub own: Vec<Line>,
    /// There are more of them.
    pub own_more: bool,
    /// One's own that are just over, latest first; none in a list of what is over.
    pub lately: Vec<Line>,
    /// Drives with places elsewhere.
    pub drives: Vec<Folded>,
    /// There may be more of them.
    pub drives_more: bool,
    /// Those of other units.
    pub others: Vec<Line>,
    /// There are more of them.
    pub others_more: bool,
    /// The asker sees activities of other units, if there are any.
    pub wide: bool,
}

/// The first page of what `who` may see.
///
/// # Errors
/// `NotFound` when the filter names a unit that the asker sees nothing of.
pub fn landing(tx: &mut Tx<'_>, now: Moment, who: &Principal, filter: &Filter) -> Result<Landing> {
    let scope = scope(tx, who, filter.unit.as_deref())?;
    let part = |part: Part, past: bool| Filter { part, past, from: None, ..filter.clone() };
    let (own, next) = lines(tx, &scope, now, &part(Part::Own, filter.past), FIRST)?;
    let mut out = Landing { own, own_more: next.is_some(), wide: scope.is_wide(), ..Landing::default() };
    if !filter.past {
        out.lately = lines(tx, &scope, now, &part(Part::Own, true), LATELY)?.0;
    }
    if out.wide {
        (out.drives, out.drives_more) = folded(tx, &scope, who, filter, Listed::Timed(now))?;
        let (others, next) = lines(tx, &scope, now, &part(Part::Others, filter.past), FIRST)?;
        (out.others, out.others_more) = (others, next.is_some());
        let shown: HashSet<_> = out.own.iter().map(|line| line.activity.id).collect();
        out.others.retain(|line| !shown.contains(&line.activity.id));
    }
    Ok(out)
}

/// A stretch of time, whole: for a calendar.
#[derive(Debug, Clone, Default)]
pub struct Stretch {
    /// By beginning.
    pub lines: Vec<Line>,
    /// Drives with places elsewhere.
    pub drives: Vec<Folded>,
    /// There may be more of them.
    pub drives_more: bool,
    /// There are more lines than are given.
    pub more: bool,
}

/// What begins between the filter's `since` and `until`, the first `most` of it.
///
/// # Errors
/// As [`landing`].
pub fn stretch(tx: &mut Tx<'_>, now: Moment, who: &Principal, filter: &Filter, most: usize) -> Result<Stretch> {
    let scope = scope(tx, who, filter.unit.as_deref())?;
    let mut out = Stretch::default();
    for part in [Part::Own, Part::Others] {
        let (page, next) = lines(tx, &scope, now, &Filter { part, ..filter.clone() }, most)?;
        out.lines.extend(page);
        out.more |= next.is_some();
    }
    out.lines.sort_by_key(|line| (line.activity.starts, line.activity.id));
    out.lines.dedup_by_key(|line| line.activity.id);
    out.more |= out.lines.len() > most;
    out.lines.truncate(most);
    (out.drives, out.drives_more) = folded(tx, &scope, who, filter, Listed::Timed(now))?;
    Ok(out)
}

/// Which drives a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// Those of the filter's time, seen from this moment.
    Timed(Moment),
    /// Those with a report.
    Reported,
}

impl Listed {
    /// Does what begins first and last at these moments fall into the list's time?
    fn fits(self, filter: &Filter, first: Moment, last: Moment) -> bool {
        let Self::Timed(now) = self else { return true };
        let today = |zone: Zone| now.day(zone).start(zone);
        match filter.since {
            Some(since) => last >= since && filter.until.is_none_or(|until| first < until),
            None if filter.past => first < today(Zone::Wib),
            None => last >= today(Zone::Wit),
        }
    }

    fn has(self, filter: &Filter, one: &Folded) -> bool {
        self.fits(filter, one.first, one.last) && (self != Self::Reported || one.reported > 0)
    }
}

/// The drives that have places at other units, newest first; and whether there may be more than these. Only those count that
/// belong to the list and have a place that the asker sees.
pub(super) fn folded(
    tx: &mut Tx<'_>,
    scope: &Scope,
    who: &Principal,
    filter: &Filter,
    listed: Listed,
) -> Result<(Vec<Folded>, bool)> {
    let mut out = Vec::new();
    let units = scope.of(Part::Others);
    if units.is_empty() {
        return Ok((out, false));
    }
    let units = (units.len() <= FEW).then_some(units.as_slice());
    let only =
        (filter.state.map(State::code).unwrap_or_default(), filter.kind.map(ActivityKind::code).unwrap_or_default());
    let (mut read, mut before) = (0, i64::MAX);
    for _ in 0..LOOKED_AT / AT_ONCE {
        let drives = store::drives(tx, before, AT_ONCE)?;
        let Some(last) = drives.last().map(|drive| drive.id.0) else { return Ok((out, false)) };
        for drive in drives {
            if !listed.fits(filter, drive.first, drive.last) {
                continue;
            }
            if units.is_none() && read == MOST_READ {
                return Ok((out, true));
            }
            read += 1;
            let mut shares = store::shares(tx, drive.id, only, units)?;
            shares.retain(|share| scope.has(Part::Others, share.unit));
            let Some(one) = folded_one(scope, who, drive, &shares).filter(|one| listed.has(filter, one)) else {
                continue;
            };
            if out.len() == MOST_DRIVES {
                return Ok((out, true));
            }
            out.push(one);
        }
        before = last;
    }
    Ok((out, true))
}

fn folded_one(scope: &Scope, who: &Principal, drive: store::Drive, shares: &[store::Share]) -> Option<Folded> {
    let (first, last) = (shares.iter().map(|share| share.first).min()?, shares.iter().map(|share| share.last).max()?);
    let sum = |of: fn(&store::Share) -> i64| shares.iter().map(of).sum();
    let board =
        |share: &store::Share| scope.hosts.get(&share.unit).is_some_and(|unit| rules::oversees(who, &unit.path));
    Some(Folded {
        drive: drive.id,
        title: drive.title,
        places: sum(|share| share.places),
        running: sum(|share| share.running),
        held: sum(|share| share.held),
        reported: sum(|share| share.reported),
        first,
        last,
        board: shares.iter().any(board),
    })
}
