//! What comes of an activity: minutes, decisions that are followed up, photos, files, quotes, the report in its
//! versions.

use super::{ActivityId, DecisionId};
use netra_base::{Day, EmployeeId, EntryId, Moment, UnitId};
use netra_media::FileId;

/// Photos of one activity: what a paper can carry (`netra_documents`).
pub const MOST_PHOTOS: usize = 24;
/// Files of one activity: invitation, attendance sheet, slides, and as many again.
pub const MOST_FILES: usize = 12;
/// Quotes in one report: two pages of them.
pub const MOST_QUOTES: usize = 20;
/// Decisions of one activity: a long meeting has a dozen.
pub const MOST_DECISIONS: usize = 40;
/// Versions of one report: who corrects more often has another problem.
pub const MOST_VERSIONS: i64 = 50;

/// Who owes what was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A person.
    Employee {
        /// The number in the registry.
        id: EmployeeId,
        /// The name as the roster says it today.
        name: String,
        /// The function of the day it was decided.
        function: Option<String>,
    },
    /// A function.
    Function(String),
}

impl Owner {
    /// For papers that leave the house: the function, never the name.
    #[must_use]
    pub fn office(&self) -> &str {
        match self {
            Self::Employee { function, .. } => function.as_deref().unwrap_or("Pegawai"),
            Self::Function(function) => function,
        }
    }

    /// For those inside.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Employee { name, .. } => name,
            Self::Function(function) => function,
        }
    }
}

/// A decision that is followed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number.
    pub id: DecisionId,
    /// The activity at which it was taken.
    pub activity: ActivityId,
    /// The unit that held it.
    pub unit: UnitId,
    /// What.
    pub what: String,
    /// Who owes it.
    pub owner: Owner,
    /// By when.
    pub due: Day,
    /// When it was done, with a note.
    pub done: Option<(Day, String)>,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its number in the activity.
    pub number: i64,
    /// The file.
    pub file: FileId,
    /// What is seen, for those who cannot see it.
    pub alt: String,
    /// What is said below it.
    pub caption: String,
}

/// A file that belongs to an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its number in the activity.
    pub number: i64,
    /// The file.
    pub file: FileId,
    /// What it is.
    pub title: String,
}

/// What somebody said, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its number in the activity.
    pub number: i64,
    /// Who: a function, or the name of an outsider who speaks in public.
    pub who: String,
    /// The words.
    pub says: String,
}

/// What came of an activity, as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct After {
    /// Risalah.
    pub minutes: Option<String>,
    /// What was decided, in the order it was entered.
    pub decisions: Vec<Decision>,
    /// What was said.
    pub quotes: Vec<Quote>,
    /// What was seen.
    pub photos: Vec<Photo>,
    /// What lies beside it.
    pub files: Vec<Attached>,
    /// The paper that shows what was spent.
    pub evidence: Option<FileId>,
}

/// A decision to be entered: what, by whom, by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// What.
    pub what: String,
    /// Who owes it: an employee by NIP, or a function.
    pub owner: NewOwner,
    /// By when.
    pub due: Day,
}

/// Who owes a decision, as a request says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewOwner {
    /// An employee of the keeper's units.
    Nip(netra_registry::model::Nip),
    /// A function.
    Function(String),
}

/// A report that was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// 1, 2, ….
    pub version: i64,
    /// When.
    pub at: Moment,
    /// By which account.
    pub by: i64,
    /// The number from the unit's register.
    pub number: String,
    /// What it says, as templates get it.
    pub data: String,
    /// Hashes of what it was made from.
    pub made_from: String,
    /// The ledger entry.
    pub entry: EntryId,
}

/// The opening of a filed report for correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The version that will come of it.
    pub version: i64,
    /// Why.
    pub reason: String,
    /// When it was opened.
    pub at: Moment,
    /// By which account.
    pub by: i64,
    /// The ledger entry.
    pub entry: EntryId,
}
