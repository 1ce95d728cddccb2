//! The check of a text before it is posted: which words might matter, which rule each would touch, and why it might be
//! harmless. A pure function of the text and a lexicon that is data; it keeps nothing, logs nothing and puts no text into an
//! error. It does not judge: it says "look again", and a person decides.
//!
//! How: the text is cut into sentences ([`reading`]); words and phrases belong to groups; a pattern is a combination of
//! groups near each other in a sentence ([`matching`]); a reason (somebody else's election, a prohibition, a quotation)
//! lowers or clears what a pattern found. Groups, patterns and reasons stand in `data/selfcheck/lexicon.toml`, each with
//! its cases. One pass: work grows with the length of the text and with nothing else.

mod lexicon;
mod matching;
pub mod measure;
mod reading;
#[cfg(test)]
mod tests;

pub use lexicon::Lexicon;

use netra_base::Say;
use serde::Serialize;
use std::ops::Range;

/// A text may have so many findings; what lies beyond is counted.
pub const MAX_FINDINGS: usize = 100;

/// What the check says of a text or of one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Nothing found, or what was found is harmless.
    Clear,
    /// May matter: look again.
    Look,
    /// Words of siding.
    Strong,
}

/// One combination of words that may matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// From the first to the last of its words, in bytes of the text.
    pub span: Range<usize>,
    /// The words themselves, in order.
    pub words: Vec<Range<usize>>,
    /// The pattern that found it.
    pub sign: String,
    /// The act it would be, as `netra rules` names it.
    pub act: String,
    /// The rules it would touch, of both stages.
    pub rules: Vec<String>,
    /// Why it matters.
    pub why: Say,
    /// What remains of it after the reasons.
    pub tone: Tone,
    /// The reasons that lowered it, by their ids.
    pub lowered_by: Vec<String>,
}

/// Why something found might be harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Its id in the lexicon.
    pub id: String,
    /// The reason in a sentence.
    pub say: Say,
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// The verdict of the text.
    pub tone: Tone,
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// Every reason that lowered one of them.
    pub harmless: Vec<Reason>,
    /// Findings beyond [`MAX_FINDINGS`], not listed.
    pub more: usize,
}

/// Check a text. Nothing of it is kept.
#[must_use]
pub fn check(text: &str, lexicon: &Lexicon) -> Findings {
    let mut found = matching::Found::new(lexicon);
    reading::read(text, lexicon, |sentence| found.sentence(sentence));
    found.conclude()
}
