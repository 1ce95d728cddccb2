//! The nouns of attendance: somebody who was there or says so, a guest, a sheet on paper, a list on its way in. Texts
//! are parsed in `model/text.rs`; lists from meeting tools have their own nouns in `model/draft.rs`.

pub mod draft;
mod secret;
mod text;

pub use draft::{Choice, Draft, DraftId, Line};
pub use secret::Secret;
pub use text::{Guest, guest_lines, reason};

use netra_activities::model::{self as activities, ActivityId, Tally};
use netra_base::{AccountId, EmployeeId, Lang, Moment, UnitId};
use netra_media::FileId;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal, $id:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$each])* $variant,)+
        }

        impl $name {
            /// Every one, in this order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in records, forms and replies.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Reads the word.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// The words on screens.
            #[must_use]
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.say($id, $en),)+ }
            }
        }
    };
}

words! {
    /// Whether somebody counts.
    State {
        /// Was there.
        Present = "present", "Hadir", "Present";
        /// Says so with a code that had passed; the operator decides.
        Doubtful = "doubtful", "Meragukan", "Doubtful";
        /// Was not there, by the operator's word.
        Absent = "absent", "Tidak dihitung", "Not counted";
    }
}

words! {
    /// When somebody came, against the beginning that was announced.
    Timing {
        /// Before it.
        Early = "early", "Lebih awal", "Early";
        /// At it.
        OnTime = "on-time", "Tepat waktu", "On time";
        /// More than a quarter of an hour after it.
        Late = "late", "Terlambat", "Late";
    }
}

words! {
    /// How we know.
    Via {
        /// The QR code on the screen.
        Qr = "qr", "Kode QR", "QR code";
        /// The digits on the screen.
        Typed = "typed", "Kode ketik", "Typed code";
        /// An operator saw the person.
        Operator = "operator", "Operator", "Operator";
        /// The sheet on paper.
        Paper = "paper", "Lembar kertas", "Paper sheet";
        /// The list of a meeting tool.
        Import = "import", "Daftar rapat daring", "Meeting list";
    }
}

/// Which unit's people somebody is among.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// The host's own.
    Host,
    /// An invited delegation, by its unit.
    Delegation(UnitId),
    /// Of a unit that was not invited: counted, and marked as a visitor.
    Visitor,
}

impl Party {
    /// The party whose count an activity keeps; the host's own are what is left of those present.
    #[must_use]
    pub fn counted(self) -> Option<activities::Party> {
        match self {
            Self::Host => None,
            Self::Delegation(unit) => Some(activities::Party::Delegation(unit)),
            Self::Visitor => Some(activities::Party::Visitor),
        }
    }
}

/// An employee on the list of an activity: one row a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// The activity.
    pub activity: ActivityId,
    /// Who.
    pub employee: EmployeeId,
    /// The name as in the roster of that day.
    pub name: String,
    /// The unit of that day.
    pub unit: UnitId,
    /// Among whose people.
    pub party: Party,
    /// When the person came, by the check-in, the operator or the list.
    pub at: Moment,
    /// Early or late.
    pub timing: Timing,
    /// How we know.
    pub via: Via,
    /// Does the person count?
    pub state: State,
    /// Of a doubtful scan: when its code was on the screen.
    pub code_from: Option<Moment>,
    /// The browser it came from, as a hash of a random number that it keeps.
    pub device: Option<[u8; 32]>,
    /// What an operator decided last.
    pub settled: Option<Settled>,
}

/// What an operator decided about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Why, where one is asked for.
    pub reason: Option<String>,
}

impl Attendee {
    /// What this row adds to the counters of its activity.
    #[must_use]
    pub fn weight(&self) -> Tally {
        weight(self.state, self.timing)
    }
}

/// What an employee in this state adds to the counters.
#[must_use]
pub fn weight(state: State, timing: Timing) -> Tally {
    let mut tally = Tally::default();
    match state {
        State::Absent => {}
        State::Doubtful => tally.doubtful = 1,
        State::Present => {
            tally.present = 1;
            tally.early = i64::from(timing == Timing::Early);
            tally.late = i64::from(timing == Timing::Late);
        }
    }
    tally
}

/// What must be added to go from one count to another.
#[must_use]
pub fn difference(from: &Tally, to: &Tally) -> Tally {
    Tally {
        present: to.present - from.present,
        early: to.early - from.early,
        late: to.late - from.late,
        doubtful: to.doubtful - from.doubtful,
        guests: to.guests - from.guests,
        on_paper: to.on_paper - from.on_paper,
    }
}

/// A guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuestId(pub i64);

/// An act: a list, a sheet, a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub i64);

macro_rules! shown {
    ($($name:ident)+) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

shown!(GuestId ChangeId DraftId);

/// A guest as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptGuest {
    /// The number.
    pub id: GuestId,
    /// Who.
    pub guest: Guest,
    /// When entered.
    pub at: Moment,
    /// How we know.
    pub via: Via,
    /// Counted, or taken off the list.
    pub counts: bool,
    /// A photo of the signature.
    pub signature: Option<FileId>,
    /// What an operator decided last.
    pub settled: Option<Settled>,
}

/// A sheet on paper that was counted or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The act that kept it.
    pub id: ChangeId,
    /// The scan.
    pub scan: FileId,
    /// Who counted.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// How many signatures were counted on it, apart from persons; 0 when the persons were marked instead.
    pub counted: i64,
    /// How many persons were marked from it.
    pub persons: i64,
    /// Was it taken back?
    pub withdrawn: bool,
}

/// How many of each party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartyCount {
    /// Whose people.
    pub party: Party,
    /// How many were expected; none for visitors.
    pub expected: Option<i64>,
    /// How many are there.
    pub present: i64,
}

/// So many people from one browser are ordinary: a family of an office sharing one phone. More is told to the operator.
pub const SHARED_DEVICE: i64 = 3;
