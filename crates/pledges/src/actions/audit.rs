//! The audit of pledges: what the live columns say today against the records kept at the time, and the
//! burn-up against the signatures it counts. It reads rows unparsed, so that a damaged one is a finding and
//! not the end of the audit. Rows that are missing altogether are found by the ledger's own audit.

mod places;

use super::drive::{ClosedBody, OpenedBody};
use crate::model::{DeclinedBody, OccasionId, PledgeText, SignedBody};
use crate::store::kept::{self, KeptAnswer, KeptDrive};
use crate::store::{self, tally};
use netra_base::{DriveId, EmployeeId, Result, canonical};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_registry::actions as registry;
use netra_store::Tx;
use std::collections::HashMap;

/// A drive with what its answers' records repeat.
struct Known {
    drive: KeptDrive,
    hash: String,
}

/// Compares every drive, text, signature and refusal with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut known = HashMap::new();
    for drive in kept::drives(tx)? {
        let hash = check_text(tx, audit, &drive)?;
        check_closing(tx, audit, &drive)?;
        known.insert(drive.id, Known { drive, hash });
    }
    let mut there = HashMap::new();
    let signed = check_answers(tx, audit, &known, Some(&mut there))?;
    check_answers(tx, audit, &known, None)?;
    places::check(tx, audit, there)?;
    for id in known.keys() {
        let counted: i64 = tally::minutes(tx, *id)?.iter().map(|(_, count)| count).sum();
        let there = signed.get(id).copied().unwrap_or_default();
        if counted != there {
            let what = format!("counts {counted} signatures where {there} are kept");
            audit.wrong("pledge_minute", id, Some("signed"), what);
        }
    }
    check_tallies(tx, audit)
}

/// The counters of open drives that have followed the registry to its end: each answer counts where its
/// person is today. A drive that is still behind is left for the next audit.
fn check_tallies(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let last = registry::last_change(tx)?;
    let open: Vec<DriveId> =
        store::following(tx)?.into_iter().filter(|(_, followed)| *followed == last).map(|(id, _)| id).collect();
    let mut there: HashMap<(DriveId, i64, i64), (i64, i64)> = HashMap::new();
    for refusals in [false, true] {
        let mut after = (DriveId(i64::MIN), EmployeeId(i64::MIN));
        loop {
            let page = kept::answers_after(tx, after, refusals)?;
            let Some(end) = page.last() else { break };
            after = (end.drive, end.employee);
            for answer in page.iter().filter(|answer| open.contains(&answer.drive)) {
                let Some(person) = registry::standing(tx, answer.employee)?.filter(|person| person.active) else {
                    continue;
                };
                let place = (answer.drive, person.unit.0, person.employment.number());
                if !refusals {
                    there.entry(place).or_default().0 += 1;
                } else if store::signed(tx, answer.drive, answer.employee).is_ok_and(|signed| signed.is_none()) {
                    there.entry(place).or_default().1 += 1;
                }
            }
        }
    }
    for drive in open {
        for (unit, kind, counted) in tally::counts(tx, drive)? {
            let kept = there.remove(&(drive, unit.0, kind)).unwrap_or_default();
            tally_is(audit, (drive, unit.0, kind), (counted.signed, counted.declined), kept);
        }
    }
    for (place, kept) in there {
        tally_is(audit, place, (0, 0), kept);
    }
    Ok(())
}

fn tally_is(audit: &mut Audit, (drive, unit, kind): (DriveId, i64, i64), counted: (i64, i64), kept: (i64, i64)) {
    for (column, counted, kept) in [("signed", counted.0, kept.0), ("declined", counted.1, kept.1)] {
        if counted != kept {
            let what = format!("counts {counted} answers where {kept} are kept");
            audit.wrong("pledge_tally", format!("{drive}/{unit}/{kind}"), Some(column), what);
        }
    }
}

/// Checks a drive with its text; answers the text's hash as signatures name it.
fn check_text(tx: &mut Tx<'_>, audit: &mut Audit, drive: &KeptDrive) -> Result<String> {
    let (body, hash) = match store::text(tx, &drive.text) {
        Ok(Some(found)) => found,
        Ok(None) => {
            audit.wrong("pledge_text", &drive.text, Some("code"), "the text of a drive is not there");
            return Ok(String::new());
        }
        Err(cause) => {
            audit.wrong("pledge_text", &drive.text, Some("hash"), cause.to_string());
            return Ok(String::new());
        }
    };
    if canonical::sha256(body.as_bytes()) != hash {
        audit.wrong("pledge_text", &drive.text, Some("body"), "differs from its hash");
    }
    let text = serde_json::from_str::<PledgeText>(&body).ok();
    if text.as_ref().is_some_and(|text| text.key() != drive.text) {
        audit.wrong("pledge_text", &drive.text, Some("code"), "is not the code that the text itself says");
    }
    let instruments = text.map(|text| text.instruments).unwrap_or_default();
    let hash = canonical::base64(&hash);
    let opened = OpenedBody {
        closes: drive.closes.clone(),
        drive: drive.id,
        instruments: &instruments,
        kinds: drive.kinds.clone(),
        opened_by: drive.opened_by,
        opens: drive.opens.clone(),
        should_at_opening: drive.should_at_opening,
        text: &drive.text,
        text_sha256: hash.clone(),
        title: &drive.title,
        units: drive.units.clone(),
        zone: &drive.zone,
    };
    audit.live(tx, "pledge_drive", drive.id, (drive.entry, Kind::DriveOpened, drive.opened), &opened)?;
    Ok(hash)
}

fn check_closing(tx: &mut Tx<'_>, audit: &mut Audit, drive: &KeptDrive) -> Result<()> {
    let finals = tally::finals(tx, drive.id)?;
    match (drive.closed, drive.closed_entry) {
        (Some(at), Some(entry)) => {
            let closed = ClosedBody::new(drive.id, drive.closed_by, &finals);
            audit.live(tx, "pledge_final", drive.id, (entry, Kind::DriveClosed, at), &closed)
        }
        (None, None) if finals.is_empty() => Ok(()),
        _ => {
            audit.wrong("pledge_drive", drive.id, Some("closed"), "is neither open nor closed");
            Ok(())
        }
    }
}

fn check_answers(
    tx: &mut Tx<'_>,
    audit: &mut Audit,
    known: &HashMap<DriveId, Known>,
    mut occasions: Option<&mut HashMap<(OccasionId, DriveId), i64>>,
) -> Result<HashMap<DriveId, i64>> {
    let refusals = occasions.is_none();
    let (table, kind) = if refusals { ("pledge_declined", Kind::PledgeDeclined) } else { ("pledge", Kind::Pledge) };
    let mut counts = HashMap::new();
    let mut after = (DriveId(i64::MIN), EmployeeId(i64::MIN));
    loop {
        let page = kept::answers_after(tx, after, refusals)?;
        let Some(last) = page.last() else { return Ok(counts) };
        after = (last.drive, last.employee);
        for answer in &page {
            *counts.entry(answer.drive).or_default() += 1;
            if let (Some(at), Some(there)) = (answer.occasion, &mut occasions) {
                *there.entry((at, answer.drive)).or_default() += 1;
            }
            let row = format!("{}/{}", answer.drive, answer.employee);
            let Some(known) = known.get(&answer.drive) else {
                audit.wrong(table, row, Some("drive"), "belongs to a drive that is not there");
                continue;
            };
            let signed = body(known, answer);
            let act = (answer.entry, kind, answer.at);
            if refusals {
                audit.live(tx, table, row, act, &DeclinedBody { answer: signed, reason: &answer.reason })?;
            } else {
                audit.live(tx, table, row, act, &signed)?;
            }
        }
    }
}

fn body<'a>(known: &'a Known, answer: &'a KeptAnswer) -> SignedBody<'a> {
    SignedBody {
        drive: answer.drive,
        drive_title: &known.drive.title,
        employee: answer.employee,
        employment: &answer.employment,
        name: &answer.name,
        number: &answer.number,
        occasion: answer.occasion,
        signed_in_by: &answer.signed_in_by,
        text: &known.drive.text,
        text_sha256: &known.hash,
        unit: &answer.unit,
    }
}
