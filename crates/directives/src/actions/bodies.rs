//! What the ledger keeps of each act, made from the rows as they stand: the same when the act is recorded and when it is
//! audited. Texts stand in it as their hashes, persons as their numbers.

use crate::model::DirectiveId;
use crate::store::directives::KeptDirective;
use crate::store::finals::{FinalRow, FinalUnit};
use crate::store::passed::KeptPassed;
use crate::store::people::KeptAcknowledgement;
use crate::store::versions::{KeptVersion, Original};
use netra_base::{Result, canonical};
use serde::Serialize;

fn hash(text: &str) -> String {
    canonical::base64(&canonical::sha256(text.as_bytes()))
}

/// What is hashed as the text of a version: everything that the paper says.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    basis: &'a str,
    dated: &'a str,
    issuer: &'a str,
    kind: &'a str,
    number: Option<&'a str>,
    occasion: Option<&'a str>,
    read_by: Option<&'a str>,
    rests: &'a str,
    rulebook_row: Option<&'a str>,
    subject: &'a str,
    text: &'a str,
    version: i64,
}

/// SHA-256 of the canonical text of a version.
pub(crate) fn text_hash(directive: &KeptDirective, version: &KeptVersion) -> Result<[u8; 32]> {
    let sheet = Sheet {
        basis: &version.basis,
        dated: &directive.dated,
        issuer: &directive.issuer,
        kind: &directive.kind,
        number: directive.number.as_deref(),
        occasion: directive.occasion.as_deref(),
        read_by: directive.read_by.as_deref(),
        rests: &version.rests,
        rulebook_row: directive.row.as_deref(),
        subject: &version.subject,
        text: &version.body,
        version: version.version,
    };
    Ok(canonical::sha256(&canonical::json(&sheet)?))
}

/// A directive issued.
#[derive(Debug, Serialize)]
pub(crate) struct IssuedBody<'a> {
    asked_days: Option<i64>,
    asked_until: Option<&'a str>,
    asks: i64,
    by: i64,
    dated: &'a str,
    directive: DirectiveId,
    directive_kind: &'a str,
    from: Option<&'a str>,
    issuer: &'a str,
    kinds: &'a str,
    number: Option<&'a str>,
    occasion: Option<&'a str>,
    read_by: Option<&'a str>,
    replaces: &'a str,
    rulebook_row: Option<&'a str>,
    should: i64,
    state: &'static str,
    text_sha256: String,
    unit: i64,
    units: &'a str,
    until: Option<&'a str>,
}

pub(crate) fn issued<'a>(kept: &'a KeptDirective, first: &KeptVersion) -> IssuedBody<'a> {
    IssuedBody {
        asked_days: kept.asked_days,
        asked_until: kept.asked_until.as_deref(),
        asks: kept.asks,
        by: kept.issued_by,
        dated: &kept.dated,
        directive: kept.id,
        directive_kind: &kept.kind,
        from: kept.from_day.as_deref(),
        issuer: &kept.issuer,
        kinds: &kept.kinds,
        number: kept.number.as_deref(),
        occasion: kept.occasion.as_deref(),
        read_by: kept.read_by.as_deref(),
        replaces: &kept.replaces,
        rulebook_row: kept.row.as_deref(),
        should: kept.should_at_issue,
        state: "issued",
        text_sha256: canonical::base64(&first.hash),
        unit: kept.unit,
        units: &kept.units,
        until: kept.until_day.as_deref(),
    }
}

/// A text corrected.
#[derive(Debug, Serialize)]
pub(crate) struct CorrectedBody {
    by: i64,
    directive: DirectiveId,
    reason_sha256: Option<String>,
    round: i64,
    state: &'static str,
    text_sha256: String,
    version: i64,
}

pub(crate) fn corrected(kept: &KeptVersion) -> CorrectedBody {
    CorrectedBody {
        by: kept.by,
        directive: kept.directive,
        reason_sha256: kept.reason.as_deref().map(hash),
        round: kept.round,
        state: "corrected",
        text_sha256: canonical::base64(&kept.hash),
        version: kept.version,
    }
}

/// A directive withdrawn or replaced.
#[derive(Debug, Serialize)]
pub(crate) struct EndedBody {
    by: Option<i64>,
    directive: DirectiveId,
    reason_sha256: Option<String>,
    state: &'static str,
    successor: Option<i64>,
}

pub(crate) fn ended(kept: &KeptDirective) -> EndedBody {
    EndedBody {
        by: kept.ended_by,
        directive: kept.id,
        reason_sha256: kept.end_reason.as_deref().map(hash),
        state: if kept.successor.is_some() { "replaced" } else { "withdrawn" },
        successor: kept.successor,
    }
}

/// The figures of a directive that is over, counted for good: in all, and the hash of those by unit and kind with the place of
/// each unit.
#[derive(Debug, Serialize)]
pub(crate) struct CountedBody {
    acknowledged: i64,
    by: Option<i64>,
    directive: DirectiveId,
    duty: usize,
    readers: i64,
    round: Option<i64>,
    rows_sha256: String,
    should: i64,
    state: &'static str,
    units_sha256: String,
}

pub(crate) fn counted(kept: &KeptDirective, rows: &[FinalRow], units: &[FinalUnit]) -> Result<CountedBody> {
    let sum = |figure: fn(&FinalRow) -> i64| rows.iter().map(figure).sum();
    Ok(CountedBody {
        acknowledged: sum(|row| row.acknowledged),
        by: kept.counted_by,
        directive: kept.id,
        duty: units.iter().filter(|unit| unit.duty).count(),
        readers: sum(|row| row.readers),
        round: kept.counted_round,
        rows_sha256: canonical::base64(&canonical::sha256(&canonical::json(&rows)?)),
        should: sum(|row| row.should),
        state: "counted",
        units_sha256: canonical::base64(&canonical::sha256(&canonical::json(&units)?)),
    })
}

/// The scan of the signed original kept.
#[derive(Debug, Serialize)]
pub(crate) struct OriginalBody {
    by: i64,
    directive: DirectiveId,
    file_sha256: String,
    state: &'static str,
    version: i64,
}

pub(crate) fn original(kept: &Original) -> OriginalBody {
    OriginalBody {
        by: kept.by,
        directive: kept.directive,
        file_sha256: canonical::base64(&kept.sha256),
        state: "original",
        version: kept.version,
    }
}

/// A directive passed on.
#[derive(Debug, Serialize)]
pub(crate) struct PassedBody<'a> {
    by: i64,
    directive: DirectiveId,
    function: &'a str,
    note_sha256: Option<String>,
    order: Option<DirectiveId>,
    received: Option<String>,
    round: i64,
    unit: i64,
}

pub(crate) fn passed(kept: &KeptPassed) -> PassedBody<'_> {
    let one = &kept.passed;
    PassedBody {
        by: kept.by,
        directive: kept.directive,
        function: &one.function,
        note_sha256: one.note.as_deref().map(hash),
        order: one.order,
        received: one.received.map(|at| at.utc()),
        round: kept.round,
        unit: one.unit.0,
    }
}

/// A text acknowledged.
#[derive(Debug, Serialize)]
pub(crate) struct AcknowledgedBody<'a> {
    pub directive: DirectiveId,
    pub employee: i64,
    pub employment: &'a str,
    pub round: i64,
    pub signed_in_by: &'a str,
    pub text_sha256: &'a str,
    pub unit: &'a str,
    pub version: i64,
}

pub(crate) fn acknowledged<'a>(kept: &'a KeptAcknowledgement, text_sha256: &'a str) -> AcknowledgedBody<'a> {
    AcknowledgedBody {
        directive: kept.directive,
        employee: kept.employee.0,
        employment: &kept.employment,
        round: kept.round,
        signed_in_by: &kept.signed_in_by,
        text_sha256,
        unit: &kept.unit,
        version: kept.version,
    }
}
