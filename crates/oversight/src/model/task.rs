//! A task of one member with a day, beside the visits of the plan: prepare an outreach, collect last month's figures.

use super::{TaskId, TeamId};
use netra_base::{Day, EmployeeId, EntryId, Moment};

/// Open tasks of one team at most: ten for each of thirty members.
pub const MOST_TASKS: usize = 300;

/// A task to be given; each of those named gets one of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// What is to be done; no names.
    pub what: String,
    /// By when.
    pub due: Day,
    /// Who.
    pub who: Vec<EmployeeId>,
}

/// What became of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// Still to be done.
    Open,
    /// Done.
    Done {
        /// On this day.
        day: Day,
        /// Recorded when.
        at: Moment,
    },
    /// Taken back.
    Withdrawn {
        /// Why.
        reason: String,
        /// When.
        at: Moment,
    },
}

impl TaskState {
    /// The word in the database and in replies.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done { .. } => "done",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// A task as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub id: TaskId,
    /// Of which team.
    pub team: TeamId,
    /// Whose.
    pub employee: EmployeeId,
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: Day,
    /// When it was given.
    pub given: Moment,
    /// The ledger entry of its giving.
    pub entry: EntryId,
    /// What became of it.
    pub state: TaskState,
}

/// The end of a task, as a request says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskEnd {
    /// Done on this day.
    Done(Day),
    /// Taken back, for this reason.
    Withdrawn(String),
}
