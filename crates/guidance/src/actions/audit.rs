//! The audit of the quiz: each certificate's columns against its record in the ledger, and against the result it was
//! given for. Certificates that are missing altogether are found by the ledger's own audit.

use crate::model::{CertificateBody, Code};
use crate::store::{self, certificates};
use netra_base::Result;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;

/// Compares every certificate with its record and its result.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = certificates::after(tx, &after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.code.clone();
        for kept in &page {
            let body = CertificateBody {
                attempt: &kept.attempt,
                code: &kept.code,
                day: &kept.day,
                employee: kept.employee,
                name: &kept.name,
                needed: kept.needed,
                occasion: kept.occasion.as_deref(),
                questions: kept.questions,
                score: kept.score,
                unit: &kept.unit,
                unit_kind: &kept.unit_kind,
            };
            // The row is named by its entry: a code is for its holder.
            audit.live(tx, TABLE, kept.entry, (kept.entry, Kind::CertificateIssued, kept.at), &body)?;
            earned(tx, audit, kept)?;
        }
    }
}

const TABLE: &str = "quiz_certificate";

fn earned(tx: &mut Tx<'_>, audit: &mut Audit, kept: &certificates::Kept) -> Result<()> {
    let result = match Code::parse(&kept.attempt) {
        Some(attempt) => store::result(tx, kept.employee, &attempt),
        None => Ok(None),
    };
    let result = match result {
        Ok(result) => result,
        Err(cause) => {
            audit.wrong("quiz_result", kept.entry, None, cause.to_string());
            return Ok(());
        }
    };
    let Some(result) = result else {
        audit.wrong(TABLE, kept.entry, Some("attempt"), "was given for a result that is not there");
        return Ok(());
    };
    let same =
        (result.score, result.questions, result.day.to_string()) == (kept.score, kept.questions, kept.day.clone());
    if !same || !result.passed {
        audit.wrong("quiz_result", kept.entry, None, "is not the passed test that the certificate was given for");
    }
    Ok(())
}
