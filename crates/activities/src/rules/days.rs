//! Days on which an activity of the service is out of place: holidays, joint leave, weekends are told as such, quiet days
//! before a vote and the vote itself. Told, not forbidden: an apel may fall on a Saturday.

use netra_base::{Day, Lang, Say};

/// Why a day is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A national holiday or joint leave, with its name.
    Holiday(Say),
    /// Quiet days before the vote of a contest.
    Quiet(Say),
    /// The day of the vote of a contest.
    Vote(Say),
}

impl Mark {
    /// What sort of day it is, in a word or two.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::Holiday(_) => lang.say("Libur", "Holiday"),
            Self::Quiet(_) => lang.say("Masa tenang", "Quiet days"),
            Self::Vote(_) => lang.say("Hari pemungutan suara", "Day of the vote"),
        }
    }

    /// The name of the holiday, or of the contest.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match self {
            Self::Holiday(name) | Self::Quiet(name) | Self::Vote(name) => name.to(lang),
        }
    }

    /// Both: `Libur: Hari Natal`.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        format!("{}: {}", self.label(lang), self.name(lang))
    }

    /// A stable word.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Holiday(_) => "day-holiday",
            Self::Quiet(_) => "day-quiet",
            Self::Vote(_) => "day-vote",
        }
    }
}

/// A day with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The day.
    pub day: Day,
    /// Its mark.
    pub mark: Mark,
}
