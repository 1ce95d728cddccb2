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
    /// The words on screens.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Holiday(name) => format!("{} {}", lang.say("Libur:", "Holiday:"), name.to(lang)),
            Self::Quiet(name) => format!("{} {}", lang.say("Masa tenang:", "Quiet days:"), name.to(lang)),
            Self::Vote(name) => format!("{} {}", lang.say("Hari pemungutan suara:", "Day of the vote:"), name.to(lang)),
        }
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
