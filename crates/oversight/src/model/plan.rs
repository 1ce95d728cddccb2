//! A plan of supervision: what a team means to look at, when, who goes, and what came of it. A state carries its
//! own data: a held visit has its report, a cancelled one its reason.

use super::{ItemId, TeamId};
use netra_base::{Day, EmployeeId, EntryId, Lang, Moment, UnitId};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// Kunjungan.
    Visit,
    /// Inspeksi.
    Inspection,
    /// Pemeriksaan akun resmi unit.
    Accounts,
    /// Pemeriksaan kendaraan dinas.
    Vehicles,
}

impl ItemKind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Visit, Self::Inspection, Self::Accounts, Self::Vehicles];

    /// The word in records, forms and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Inspection => "inspection",
            Self::Accounts => "accounts",
            Self::Vehicles => "vehicles",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words on screens. Official accounts are those of the unit, never a person's own.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Visit => lang.say("Kunjungan", "Visit"),
            Self::Inspection => lang.say("Inspeksi", "Inspection"),
            Self::Accounts => lang.say("Pemeriksaan akun resmi unit", "Check of the unit's official accounts"),
            Self::Vehicles => lang.say("Pemeriksaan kendaraan dinas", "Check of official vehicles"),
        }
    }
}

/// A member's part in an item, with the day by which it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub employee: EmployeeId,
    /// By when.
    pub due: Day,
}

/// An item to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What.
    pub kind: ItemKind,
    /// When.
    pub day: Day,
    /// The code of the unit that is looked at.
    pub unit: String,
    /// Where.
    pub place: String,
    /// Who, and by when.
    pub who: Vec<Assignment>,
}

/// Members on one item at most: the whole team.
pub const MOST_ASSIGNED: usize = super::MOST_MEMBERS;
/// Open items of one team at most: three years of two a week.
pub const MOST_ITEMS: usize = 300;
/// Points to follow up after one visit.
pub const MOST_FOLLOW_UPS: usize = 10;
/// The largest count of effect: the whole civil service.
pub const LARGEST_COUNT: i64 = 5_000_000;

/// What came of a visit, in counts; nobody is named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// People who were reached or spoken to.
    pub reached: i64,
    /// Things looked at: accounts, vehicles, rooms.
    pub checked: i64,
    /// Things put right on the spot.
    pub corrected: i64,
}

/// What plans come to, in counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Items still planned.
    pub planned: i64,
    /// Items held.
    pub held: i64,
    /// Items cancelled.
    pub cancelled: i64,
    /// The sum of the effects.
    pub effect: Effect,
    /// Points to follow up.
    pub follow_ups: i64,
    /// Of these, done.
    pub follow_ups_done: i64,
}

impl Sums {
    /// Items of any state.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.planned + self.held + self.cancelled
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let effect = Effect {
            reached: self.effect.reached + other.effect.reached,
            checked: self.effect.checked + other.effect.checked,
            corrected: self.effect.corrected + other.effect.corrected,
        };
        Self {
            planned: self.planned + other.planned,
            held: self.held + other.held,
            cancelled: self.cancelled + other.cancelled,
            effect,
            follow_ups: self.follow_ups + other.follow_ups,
            follow_ups_done: self.follow_ups_done + other.follow_ups_done,
        }
    }
}

/// A point to follow up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Its place in the report, from 1.
    pub number: i64,
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: Day,
    /// When it was done, recorded when.
    pub done: Option<(Day, Moment)>,
}

/// A point to follow up, as a report gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFollowUp {
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: Day,
}

/// What a team reports about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewReport {
    /// It was held.
    Held {
        /// When.
        day: Day,
        /// What was found; no names.
        findings: String,
        /// What follows.
        follow_ups: Vec<NewFollowUp>,
        /// In counts.
        effect: Effect,
    },
    /// It will not be held.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemState {
    /// Still to come.
    Planned,
    /// Held, with its report.
    Held {
        /// When.
        day: Day,
        /// What was found.
        findings: String,
        /// In counts.
        effect: Effect,
        /// When it was reported.
        at: Moment,
        /// The ledger entry.
        entry: EntryId,
    },
    /// Cancelled, with the reason.
    Cancelled {
        /// Why.
        reason: String,
        /// When it was reported.
        at: Moment,
        /// The ledger entry.
        entry: EntryId,
    },
}

impl ItemState {
    /// The word in the database and in replies.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held { .. } => "held",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

/// An item as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// Whose plan.
    pub team: TeamId,
    /// What.
    pub kind: ItemKind,
    /// When it is planned.
    pub day: Day,
    /// The unit that is looked at.
    pub unit: UnitId,
    /// Where.
    pub place: String,
    /// Where it stands.
    pub state: ItemState,
}
