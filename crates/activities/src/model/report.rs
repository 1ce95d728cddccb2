//! The report of an activity as its paper and the press desk get it: composed once, when it is filed, and kept as it is.
//! Every number in it comes from the records of that moment. It names functions and institutions, no private persons.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A great figure with what was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFigure {
    /// The number.
    pub value: i64,
    /// Of what.
    pub what: String,
    /// Out of how many, counted when and how.
    pub note: String,
}

/// A line of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportItem {
    /// `08.30`.
    pub time: String,
    /// What.
    pub item: String,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
}

/// Expected and present, of one part of those who came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPart {
    /// Who.
    pub group: String,
    /// How many were expected, where anybody was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<i64>,
    /// How many came, where it can be said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub present: Option<i64>,
}

/// A quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuote {
    /// The words.
    pub says: String,
    /// Whose.
    pub by: String,
}

/// A decision with its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDecision {
    /// What.
    pub what: String,
    /// Whose: a function.
    pub owner: String,
    /// By when, in words.
    pub due: String,
}

/// Money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportBudget {
    /// Where it comes from.
    pub source: String,
    /// Rupiah at most.
    pub ceiling: i64,
    /// Rupiah spent, when it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub realised: Option<i64>,
    /// What shows it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<String>,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPhoto {
    /// What is seen.
    pub alt: String,
    /// What is said below it.
    pub caption: String,
    /// The kept file.
    pub file: i64,
    /// Its hash, hexadecimal.
    pub sha256: String,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The letterhead.
    pub agency: Value,
    /// The number from the unit's register; a draft has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub number: Option<String>,
    /// The name of the activity.
    pub title: String,
    /// Who, what, where, when and how many, in sentences.
    pub summary: String,
    /// The great figures.
    pub figures: Vec<ReportFigure>,
    /// Kind and mode.
    pub kind: String,
    /// On behalf of which oversight team.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub team: Option<String>,
    /// Tema.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub theme: Option<String>,
    /// Where.
    pub venue: String,
    /// When, in words.
    pub time: String,
    /// Who led it, and whose message was read.
    pub leader: String,
    /// Who spoke.
    pub speakers: Vec<String>,
    /// Who was invited.
    pub invited: Vec<String>,
    /// On what it rests.
    pub basis: Vec<String>,
    /// Money.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub budget: Option<ReportBudget>,
    /// The order of the day.
    pub agenda: Vec<ReportItem>,
    /// Who came.
    pub attendance: Vec<ReportPart>,
    /// What was said.
    pub quotes: Vec<ReportQuote>,
    /// What was decided.
    pub decisions: Vec<ReportDecision>,
    /// What was seen.
    pub photos: Vec<ReportPhoto>,
    /// Risalah, by paragraph.
    pub minutes: Vec<String>,
    /// The town, where the unit keeps one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<String>,
    /// The day of the paper, in words.
    pub date: String,
    /// Who signs.
    pub signature: Value,
    /// 1 for the first one filed.
    pub version: i64,
    /// Why a filed one was corrected.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub correction: Option<String>,
}

impl Report {
    /// The report as those read it who may not read what was given and spent.
    #[must_use]
    pub fn without_money(mut self, without: bool) -> Self {
        if without {
            self.budget = None;
        }
        self
    }

    /// The report as those read it who may not see what a later version may have taken away.
    #[must_use]
    pub fn without_photos(mut self, without: bool) -> Self {
        if without {
            self.photos.clear();
        }
        self
    }
}
