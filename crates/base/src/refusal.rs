//! The two kinds of "no": what the user can fix (a refusal with code, field and sentence) and what we
//! failed at (a log line). Absence and forbidden existence are one and the same: `NotFound`.

use crate::lang::{Lang, Say};
use std::borrow::Cow;

/// The result of an action.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something the asker can put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A stable word for programs: `nip-length`, `drive-closed`.
    pub code: &'static str,
    /// The form field or column it belongs to.
    pub field: Option<Cow<'static, str>>,
    /// What was wrong and what to do.
    pub say: Say,
}

impl Refusal {
    /// A refusal of the whole request.
    pub fn new(code: &'static str, id: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { code, field: None, say: Say::new(id, en) }
    }

    /// The same, pinned to a field or column.
    #[must_use]
    pub fn at(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }
}

/// Why an action did not happen. Nothing was changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The asker can fix this: one or more refusals, in the order of the form.
    #[error("refused: {}", .0.iter().map(|r| r.code).collect::<Vec<_>>().join(", "))]
    Refused(Vec<Refusal>),
    /// There is no such thing, or the asker may not know that there is.
    #[error("not found")]
    NotFound,
    /// Too much waits already; the same request may go through in a moment.
    #[error("too busy")]
    Busy,
    /// We failed. The asker sees a number, the log sees the rest.
    #[error("{0:#}")]
    Failed(#[from] anyhow::Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl Error {
    /// The sentences of this error for a terminal, one a line.
    #[must_use]
    pub fn sentences(&self, lang: Lang) -> String {
        match self {
            Self::Refused(list) => list.iter().map(|r| r.say.to(lang).to_owned()).collect::<Vec<_>>().join("\n"),
            Self::NotFound => lang.say("Tidak ditemukan.", "Not found.").to_owned(),
            Self::Busy => lang
                .say("Server sedang penuh; ulangi sebentar lagi.", "The server is full; try again shortly.")
                .to_owned(),
            Self::Failed(cause) => format!("{cause:#}"),
        }
    }
}
