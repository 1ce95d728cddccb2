//! What was reported, newest first: the list from which the press desk takes its texts. It holds reports that were filed, in
//! their last version, of units whose reports the asker reads. And the photos of a report.

use super::landing::{Folded, Listed, folded};
use super::lists::{FEW, Filter, Line, MOST_PAGES, PAGE, Part, Place, Scope, scope};
use super::report::report;
use crate::model::{ActivityId, ActivityKind};
use crate::rules;
use crate::store;
use crate::store::filed::{self, Newest, Only};
use netra_base::{Error, Moment, Principal, Result};
use netra_media::{FileId, Kept, actions as media};
use netra_store::Tx;

/// A report that was filed.
#[derive(Debug, Clone)]
pub struct Reported {
    /// The activity and its unit.
    pub line: Line,
    /// The last version.
    pub version: i64,
    /// When it was filed.
    pub filed: Moment,
    /// It is open for correction: what it says may change.
    pub correcting: bool,
    /// How many photos there are.
    pub photos: i64,
    /// May the asker take the text for the press?
    pub tells: bool,
}

/// A page of what was reported.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Newest first.
    pub list: Vec<Reported>,
    /// The place of the next page.
    pub next: Option<Place>,
    /// Simultaneous drives with reported places at units that are not the asker's own, on the first page: a line each, since
    /// a drive's places would drown everything else.
    pub drives: Vec<Folded>,
    /// There may be more of them.
    pub drives_more: bool,
}

/// The reports that `who` may read. Of the filter, unit, kind, drive and team count; with a drive or a team each place stands.
///
/// # Errors
/// `NotFound` when the filter names a unit that the asker sees nothing of.
pub fn reported(tx: &mut Tx<'_>, who: &Principal, filter: &Filter) -> Result<News> {
    let mut scope = scope(tx, who, filter.unit.as_deref())?;
    let reads = std::mem::take(&mut scope.reads);
    scope.hosts.retain(|unit, _| reads.contains(unit));
    let (found, next) = page(tx, &scope, filter)?;
    let mut out = News { next, ..News::default() };
    for one in found {
        let (Some(activity), Some(unit)) = (store::activity(tx, one.activity)?, scope.hosts.get(&one.unit)) else {
            continue;
        };
        let tells = rules::tells(who, &unit.path);
        let line = Line { activity, unit: unit.clone() };
        let Newest { version, filed, correcting, photos, .. } = one;
        out.list.push(Reported { line, version, filed, correcting, photos, tells });
    }
    if !whole(filter) && filter.from.is_none() {
        (out.drives, out.drives_more) = folded(tx, &scope, who, filter, Listed::Reported)?;
    }
    Ok(out)
}

/// Of one drive or one team the places of drives are listed one by one, whoever holds them.
fn whole(filter: &Filter) -> bool {
    filter.drive.is_some() || filter.team.is_some()
}

/// One page by the moment of filing, and the place of the next.
fn page(tx: &mut Tx<'_>, scope: &Scope, filter: &Filter) -> Result<(Vec<Newest>, Option<Place>)> {
    let mut from = filter.from.map_or((Moment(i64::MAX), i64::MAX), |place| (place.starts, place.id));
    let kind = filter.kind.map(ActivityKind::code).unwrap_or_default();
    let team = filter.team.map_or(0, |team| team.0);
    let only = |drive: i64| Only { kind, drive, team };
    let place = |one: &Newest| Place { starts: one.filed, id: one.activity.0 };
    let (mut found, mut stopped) = (Vec::new(), None);
    if scope.hosts.len() <= FEW {
        for unit in scope.hosts.keys() {
            let otherwise = if whole(filter) || scope.has(Part::Own, *unit) { 0 } else { -1 };
            let only = only(filter.drive.map_or(otherwise, |drive| drive.0));
            found.extend(filed::newest(tx, Some(*unit), from, only, PAGE + 1)?);
        }
        found.sort_by_key(|one| std::cmp::Reverse((one.filed, one.activity)));
    } else {
        let shown = |one: &Newest| {
            let folds = !whole(filter) && one.driven && !scope.has(Part::Own, one.unit);
            scope.hosts.contains_key(&one.unit) && !folds
        };
        for _ in 0..MOST_PAGES {
            let page = filed::newest(tx, None, from, only(filter.drive.map_or(0, |drive| drive.0)), 4 * PAGE)?;
            stopped = page.last().filter(|_| page.len() == 4 * PAGE).map(place);
            found.extend(page.into_iter().filter(shown));
            match stopped {
                Some(last) if found.len() <= PAGE => from = (last.starts, last.id),
                _ => break,
            }
        }
    }
    let next = if found.len() > PAGE { found.get(PAGE - 1).map(place) } else { stopped };
    found.truncate(PAGE);
    Ok((found, next))
}

/// A photo of a report, as the version asked for shows it, by its place in it; the small one or the whole.
///
/// # Errors
/// `NotFound` for those who may not see the report, and for a photo that is not in it or is not kept any more.
pub fn report_photo(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    (id, version): (ActivityId, Option<i64>),
    (number, small): (usize, bool),
) -> Result<Kept> {
    let photos = report(tx, now, who, id, version)?.report.photos;
    let file =
        number.checked_sub(1).and_then(|at| photos.get(at)).map(|one| FileId(one.file)).ok_or(Error::NotFound)?;
    if small { media::thumb(tx, file) } else { media::file(tx, file) }
}
