//! The audit of pledges: what the live columns say today against the records kept at the time, and the
//! counters against the rows they count.

use super::drive::{ClosedBody, opened_body};
use crate::model::{Answer, DeclinedBody, Drive, PledgeText, SignedBody};
use crate::store::{self, tally};
use netra_base::{EmployeeId, Result, canonical};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every drive, text, signature and refusal with its record.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    for drive in store::drives(tx)? {
        check_drive(tx, audit, &drive)?;
        check_answers(tx, audit, &drive, false)?;
        check_answers(tx, audit, &drive, true)?;
    }
    Ok(())
}

fn check_drive(tx: &mut Tx<'_>, audit: &mut Audit, drive: &Drive) -> Result<()> {
    let Some((body, hash)) = store::text(tx, &drive.text)? else {
        audit.wrong("pledge_text", &drive.text, Some("code"), "the text of a drive is gone");
        return Ok(());
    };
    if canonical::sha256(body.as_bytes()) != hash {
        audit.wrong("pledge_text", &drive.text, Some("body"), "differs from its hash");
    }
    let instruments = serde_json::from_str::<PledgeText>(&body).map(|text| text.instruments).unwrap_or_default();
    let opened = opened_body(drive, &instruments);
    audit.live(tx, "pledge_drive", drive.id, (drive.entry, Kind::DriveOpened, drive.opened), &opened)?;
    if let Some((at, entry)) = drive.closed {
        let by = store::closed_by(tx, drive.id)?.unwrap_or_default();
        let closed = ClosedBody::new(drive.id, by, &tally::finals(tx, drive.id)?);
        audit.live(tx, "pledge_final", drive.id, (entry, Kind::DriveClosed, at), &closed)?;
    }
    Ok(())
}

fn check_answers(tx: &mut Tx<'_>, audit: &mut Audit, drive: &Drive, refusals: bool) -> Result<()> {
    let (table, kind) = if refusals { ("pledge_declined", Kind::PledgeDeclined) } else { ("pledge", Kind::Pledge) };
    let hash = canonical::base64(&drive.text_hash);
    let mut after = EmployeeId(i64::MIN);
    loop {
        let page = store::answers_after(tx, drive.id, after, refusals)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = last.employee;
        for (answer, reason) in &page {
            let row = format!("{}/{}", answer.drive, answer.employee);
            let signed = body(drive, &hash, answer);
            let act = (answer.entry, kind, answer.at);
            if refusals {
                audit.live(tx, table, row, act, &DeclinedBody { answer: signed, reason })?;
            } else {
                audit.live(tx, table, row, act, &signed)?;
            }
        }
    }
}

fn body<'a>(drive: &'a Drive, hash: &'a str, answer: &'a Answer) -> SignedBody<'a> {
    SignedBody {
        drive: answer.drive,
        drive_title: &drive.title,
        employee: answer.employee,
        employment: answer.employment.code(),
        name: &answer.name,
        number: &answer.number,
        signed_in_by: answer.by.code(),
        text: &drive.text,
        text_sha256: hash,
        unit: &answer.unit,
    }
}
