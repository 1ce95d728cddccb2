//! The report of an activity: a draft from the records of this moment until it is filed, then what was filed. Filing takes
//! a number from the unit's register and leaves a record; a filed report changes only by a new version of the same number,
//! after it was opened for correction with a reason.

use super::reach::{Reach, held, seen};
use super::team::behalf;
use super::tell::after;
use crate::bodies;
use crate::model::after::MOST_VERSIONS;
use crate::model::{Activity, ActivityId, Correction, Details, Filed, Party, Report, Words, line};
use crate::rules::report::{Facts, Sent, compose};
use crate::rules::state as rules;
use crate::store::{details, party, report as store};
use anyhow::Context;
use netra_base::{Chance, Error, Lang, Moment, Principal, Refusal, Result, UnitId, canonical};
use netra_correspondence::actions as papers;
use netra_correspondence::model::NumberRequest;
use netra_documents::Picture;
use netra_ledger::{Kind, actions::record};
use netra_media::{FileId, actions as media};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

/// The class of its number in the register when nobody says another: public relations and reports (UM, umum).
pub const REPORT_CLASS: &str = "UM.01.01";

/// The opening for correction that no later version has closed yet.
pub(super) fn correcting(tx: &mut Tx<'_>, id: ActivityId) -> Result<Option<Correction>> {
    let filed = store::versions(tx, id)?.last().map_or(0, |one| one.version);
    Ok(store::corrections(tx, id)?.pop().filter(|one| one.version > filed))
}

/// A report as somebody may see it.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The activity.
    pub activity: Activity,
    /// The unit that holds it.
    pub unit: Unit,
    /// What the asker may do.
    pub reach: Reach,
    /// What it says.
    pub report: Report,
    /// The filed version that this is; none for a draft.
    pub filed: Option<Filed>,
    /// Every version filed: number and moment.
    pub versions: Vec<(i64, Moment)>,
    /// The opening for correction, while it lasts.
    pub correcting: Option<Correction>,
}

/// What a version says.
pub(super) fn told(filed: &Filed) -> Result<Report> {
    Ok(serde_json::from_str(&filed.data).context("activity_report.data cannot be read")?)
}

/// The report: the version asked for, or what was filed last, or a draft. It holds minutes, so it is for those who may read
/// them; the money is left out for those who may not read that. Drafts are for those who oversee the unit, and so are the
/// photos of a version before the last: a correction may have taken one away so that it is seen no more.
///
/// # Errors
/// `NotFound` for those who may not see it, and for a version that is not there.
pub fn report(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    id: ActivityId,
    version: Option<i64>,
) -> Result<ReportView> {
    let (activity, unit, reach) = seen(tx, who, id)?;
    if !reach.reads {
        return Err(Error::NotFound);
    }
    let filed = store::versions(tx, id)?;
    let correcting = correcting(tx, id)?;
    let last = filed.last().map_or(0, |one| one.version);
    let versions = filed.iter().map(|one| (one.version, one.at)).collect();
    let draft = version.is_none() && (filed.is_empty() || correcting.is_some()) && reach.oversees;
    if draft {
        let next = correcting.as_ref().map_or(1, |one| one.version);
        let why = correcting.as_ref().map(|one| one.reason.as_str());
        let report = composed(tx, now, (&activity, &unit), (None, next, why))?.without_money(!reach.money);
        return Ok(ReportView { activity, unit, reach, report, filed: None, versions, correcting });
    }
    let mut found = filed.into_iter().rev().filter(|one| version.is_none_or(|version| one.version == version));
    let filed = found.next().ok_or(Error::NotFound)?;
    let report = told(&filed)?.without_money(!reach.money);
    let report = report.without_photos(filed.version < last && !reach.oversees);
    Ok(ReportView { activity, unit, reach, report, filed: Some(filed), versions, correcting })
}

/// The delegations, the count of other units' people, the institutions with how many came.
type Others = (Vec<Sent>, i64, Vec<(String, i64)>);

/// Who came beside the host's own. A delegation stays when nobody came of it, and when it was taken out of the plan after
/// somebody had.
fn others(tx: &mut Tx<'_>, id: ActivityId, details: &Details) -> Result<Others> {
    let mut sent: Vec<(UnitId, Option<i64>, i64)> =
        details.delegations.iter().map(|one| (one.unit, Some(one.expected), 0)).collect();
    let (mut visitors, mut institutions) = (0, Vec::new());
    for (party, present) in party::of(tx, id)? {
        match party {
            Party::Delegation(unit) => match sent.iter_mut().find(|(known, ..)| *known == unit) {
                Some((_, _, came)) => *came = present,
                None => sent.push((unit, None, present)),
            },
            Party::Visitor => visitors = present,
            Party::Institution(name) => institutions.push((name, present)),
        }
    }
    let mut named = Vec::with_capacity(sent.len());
    for (unit, expected, present) in sent {
        named.push(Sent { unit: registry::unit(tx, unit)?.name, expected, present });
    }
    Ok((named, visitors, institutions))
}

fn composed(
    tx: &mut Tx<'_>,
    now: Moment,
    (activity, unit): (&Activity, &Unit),
    (number, version, correction): (Option<&str>, i64, Option<&str>),
) -> Result<Report> {
    let details = details::of(tx, activity.id)?;
    let after = after(tx, activity.id)?;
    let (sent, visitors, institutions) = others(tx, activity.id, &details)?;
    let library = netra_rulebook::actions::current(tx, now)?;
    let name = |id: &String| library.book().row(id).map_or_else(|| id.clone(), |row| row.name(Lang::Id).to_owned());
    let basis: Vec<String> = activity.basis.iter().map(name).collect();
    let mut photos = Vec::new();
    for photo in &after.photos {
        photos.push(canonical::hex(&media::about(tx, photo.file)?.sha256));
    }
    let signed = match activity.occasion {
        Some(occasion) => Some(netra_pledges::actions::occasion(tx, occasion)?.signed),
        None => None,
    };
    let team = behalf(tx, activity)?.map(|one| one.words());
    let day = now.day(activity.zone);
    Ok(compose(&Facts {
        unit: &unit.name,
        activity,
        details: &details,
        after: &after,
        sent: &sent,
        visitors,
        institutions: &institutions,
        basis: &basis,
        team: team.as_deref(),
        photos: &photos,
        signed,
        agency: papers::letterhead(tx, unit.id)?.data(),
        signature: papers::signature(tx, unit.id, day)?.data(),
        number,
        version,
        correction,
        now,
    }))
}

/// Files the report from the records of this moment, with a number of this class ([`REPORT_CLASS`] when none is said); answers
/// its version. A second press finds the version that is there. A correction keeps the number that the report has.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused before the activity is over, and for the class.
pub fn file_report(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, class): (ActivityId, Option<&str>),
) -> Result<i64> {
    let (activity, unit) = held(tx, by, id)?;
    let correcting = correcting(tx, id)?;
    let before = store::versions(tx, id)?.pop();
    let last = before.as_ref().map_or(0, |one| one.version);
    if last > 0 && correcting.is_none() {
        return Ok(last);
    }
    rules::may_report(&activity, correcting.is_some())?;
    let version = last + 1;
    let number = match before {
        Some(before) => {
            rules::keeps_number(class)?;
            before.number
        }
        None => {
            let about: String = format!("Laporan kegiatan: {}", activity.title).chars().take(200).collect();
            let (class, key) = (class.unwrap_or(REPORT_CLASS), format!("activity-report:{id}"));
            let request = NumberRequest::new(class, now.day(activity.zone), &about, &key)?;
            papers::take_number(tx, chance, now, by, unit.id, &request)?.text
        }
    };
    let why = correcting.as_ref().map(|one| one.reason.as_str());
    let report = composed(tx, now, (&activity, &unit), (Some(&number), version, why))?;
    let data = String::from_utf8(canonical::json(&report)?).context("a report is text")?;
    let made_from = bodies::made_from(tx, id)?;
    let mut filed =
        Filed { version, at: now, by: by.account.0, number, data, made_from, entry: netra_base::EntryId(0) };
    filed.entry = record(
        tx,
        chance,
        now,
        Kind::ActivityReported,
        &bodies::reported(id, activity.team.map(|team| team.0), &filed)?,
    )?;
    store::insert(tx, id, &filed)?;
    Ok(version)
}

/// Opens a filed report for correction, with the reason, and leaves a record. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when nothing is filed, and for the reason.
pub fn correct_report(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    reason: &str,
) -> Result<()> {
    let (activity, _) = held(tx, by, id)?;
    let reason = line(reason, &Words::new("reason", ("Alasan koreksi", "Reason for the correction"), 3..=300))?;
    let open = correcting(tx, id)?;
    if open.as_ref().is_some_and(|one| one.reason == reason) {
        return Ok(());
    }
    rules::may_correct(&activity, open.is_some())?;
    let version = store::versions(tx, id)?.last().map_or(1, |one| one.version + 1);
    if version > MOST_VERSIONS {
        return Err(Refusal::new(
            "too-many",
            format!("Laporan ini sudah dikoreksi sampai versi {MOST_VERSIONS}; tidak dapat lagi."),
            format!("This report was corrected up to version {MOST_VERSIONS}; no more is possible."),
        )
        .at("reason")
        .into());
    }
    let mut one = Correction { version, reason, at: now, by: by.account.0, entry: netra_base::EntryId(0) };
    one.entry = record(tx, chance, now, Kind::ActivityReported, &bodies::corrected(id, &one))?;
    store::open(tx, id, &one)
}

/// The pictures of a report, in its order. One that is not kept any more is passed over with the rest behind it, so that
/// numbers stay true.
///
/// # Errors
/// When the database fails.
pub fn pictures(tx: &mut Tx<'_>, report: &Report) -> Result<Vec<Picture>> {
    let mut out = Vec::new();
    for photo in &report.photos {
        match media::file(tx, FileId(photo.file)) {
            Ok(kept) => out.push(Picture { bytes: kept.bytes }),
            Err(Error::NotFound) => break,
            Err(other) => return Err(other),
        }
    }
    Ok(out)
}
