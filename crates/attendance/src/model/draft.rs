//! The list of a meeting tool between its upload and somebody's confirmation: lines, each with who it may be and what was
//! chosen for it. Nothing of it counts before it is confirmed.

use netra_activities::model::ActivityId;
use netra_base::{EmployeeId, Moment};

/// A list that waits for confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(pub i64);

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Nobody has said yet.
    Open,
    /// It is this employee.
    Employee(EmployeeId),
    /// A guest without an account.
    Guest,
    /// Nobody to be counted: a second device, a bot.
    Ignore,
}

/// A person on the list: all rows of the file that are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number on the list.
    pub number: i64,
    /// The name as the tool had it.
    pub name: String,
    /// The e-mail, where there is one.
    pub email: String,
    /// Minutes present, as far as the file says.
    pub minutes: Option<i64>,
    /// First came.
    pub first: Option<Moment>,
    /// Last went.
    pub last: Option<Moment>,
    /// Who it may be, the likeliest first.
    pub candidates: Vec<EmployeeId>,
    /// Chosen, by us when it is sure, else by a person.
    pub choice: Choice,
}

/// A list that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its number.
    pub id: DraftId,
    /// The activity.
    pub activity: ActivityId,
    /// The file's name, for showing.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Rows of the file.
    pub rows: i64,
    /// Rows that could not be used, in words of both languages (Indonesian, English); at most fifty are kept.
    pub problems: Vec<(String, String)>,
    /// All of them.
    pub problem_count: i64,
    /// When it was sent.
    pub made: Moment,
}

/// How many lines stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nobody has said yet, though there are candidates.
    pub several: i64,
    /// Nobody has said yet, and nobody fits.
    pub unknown: i64,
    /// Employees.
    pub employees: i64,
    /// Guests.
    pub guests: i64,
    /// Ignored.
    pub ignored: i64,
}

impl Counts {
    /// Lines that still need somebody's word.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.several + self.unknown
    }

    /// All lines.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.open() + self.employees + self.guests + self.ignored
    }
}

/// Which lines a page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// Those that need somebody's word and have candidates.
    #[default]
    Several,
    /// Those for whom nobody fits.
    Unknown,
    /// Those that are settled.
    Settled,
}

impl Shown {
    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Several => "pilih",
            Self::Unknown => "asing",
            Self::Settled => "selesai",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Several, Self::Unknown, Self::Settled].into_iter().find(|shown| shown.code() == word)
    }
}
