//! The verdict on a receipt as one value for every door: the page, the API and the command say the same
//! things under the same names. It adds nothing to `verify`, which decides.

use crate::verify::{self, Checked};
use netra_base::{Lang, Refusal};
use netra_tlog::Policy;
use serde::Serialize;

/// What checking a receipt or a proof came to. Fields that could not be shown to be true are null.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Verdict {
    /// Does it hold?
    pub valid: bool,
    /// The log it is recorded in, `demo.netra.invalid/1`.
    pub origin: Option<String>,
    /// Which leaf of the log, counted from 0.
    pub index: Option<u64>,
    /// How many leaves the log had when the proof was made.
    pub size: Option<u64>,
    /// The kind of act on the public leaf, `pledge`.
    pub kind: Option<String>,
    /// The day on the public leaf, `2024-01-05`.
    pub day: Option<String>,
    /// Is it from a demonstration?
    pub sample: bool,
    /// What the receipt says about the act; null for a bare proof, which holds no record.
    #[schema(value_type = Option<Object>)]
    pub record: Option<serde_json::Value>,
    /// The number of the receipt, as it stands on paper.
    pub number: Option<String>,
    /// The attachment that was checked, when the file was a PDF.
    pub attachment: Option<String>,
    /// What was not checked, when the file was a PDF: its pages.
    pub caution: Option<String>,
    /// `valid`, or a stable word for what does not hold.
    pub code: String,
    /// The verdict in one sentence.
    pub message: String,
}

impl Verdict {
    /// Checks `file` against `policy`.
    #[must_use]
    pub fn on(file: &[u8], policy: &Policy, lang: Lang) -> Self {
        match verify::check(file, policy) {
            Ok(checked) => Self::valid(checked, lang),
            Err(refusal) => Self::invalid(&refusal, lang),
        }
    }

    /// What was shown to be true.
    #[must_use]
    pub fn valid(checked: Checked, lang: Lang) -> Self {
        Self {
            valid: true,
            message: verify::sentence(&checked, lang),
            code: "valid".into(),
            sample: checked.is_sample(),
            kind: Some(checked.leaf.kind().to_owned()),
            day: Some(checked.leaf.day().to_owned()),
            index: Some(checked.proof.index),
            size: Some(checked.proof.size),
            number: Some(checked.number().to_string()),
            caution: checked.inside.is_some().then(|| verify::caution(lang).to_owned()),
            attachment: checked.inside,
            origin: Some(checked.proof.origin),
            record: checked.record,
        }
    }

    /// What does not hold. Nothing of the file is repeated: it may be anybody's invention.
    #[must_use]
    pub fn invalid(refusal: &Refusal, lang: Lang) -> Self {
        Self {
            valid: false,
            origin: None,
            index: None,
            size: None,
            kind: None,
            day: None,
            sample: false,
            record: None,
            number: None,
            attachment: None,
            caution: None,
            code: refusal.code.into(),
            message: refusal.say.to(lang).into(),
        }
    }
}
