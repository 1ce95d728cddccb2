//! What a person may say when planning an activity, as said: nothing is checked yet but its form. `rules` decides.

use super::{ActivityDriveId, ActivityKind, Mode, Named};
use netra_base::{DriveId, EmployeeId, Moment, UnitId, Zone};
use netra_oversight::model::TeamId;
use netra_pledges::model::Wall;
use netra_registry::model::Nip;

/// Speakers of one activity: a day of talks of half an hour each has sixteen.
pub const MOST_SPEAKERS: usize = 20;
/// Groups invited to one activity: more than a regency has institutions; at 100 bytes each the page stays small.
pub const MOST_GROUPS: usize = 40;
/// Delegations: the largest regional office has some seventy units below it.
pub const MOST_DELEGATIONS: usize = 100;
/// Lines of an agenda: a day in quarters of an hour.
pub const MOST_ITEMS: usize = 40;
/// Instruments an activity may name.
pub const MOST_BASES: usize = 20;
/// People at one place: a full stadium. More is a slip of the pen.
pub const MOST_PEOPLE: i64 = 100_000;
/// A budget in rupiah: a trillion is more than any of our offices spends in a year.
pub const MOST_RUPIAH: i64 = 1_000_000_000_000;
/// The longest activity, in hours: an outreach takes half a day, a night's vigil ends the next morning; whoever means a
/// longer one plans one for each day.
pub const LONGEST_HOURS: i64 = 24;
/// So many days after it was held an activity may still be entered: a month and a day.
pub const LATE_DAYS: i32 = 31;
/// So many days ahead it may be planned: the work plan of this year and the next.
pub const AHEAD_DAYS: i32 = 730;

/// Somebody as a request names him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Somebody {
    /// By NIP, as a form or a program says it.
    Nip(Nip),
    /// By the number in the registry.
    Known(EmployeeId),
    /// Somebody from outside, or an office holder by function.
    Outside {
        /// The name, when it matters.
        name: Option<String>,
        /// The function: `Kepala Divisi Pemasyarakatan`.
        function: String,
        /// The institution: `Bawaslu Kota Pangkalpinang`.
        institution: Option<String>,
    },
}

/// On which side of the agency's door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Of the agency.
    Inside,
    /// Of other institutions and the public.
    Outside,
}

impl Side {
    /// The word in records, forms and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Inside, Self::Outside].into_iter().find(|side| side.code() == code)
    }
}

/// A group that is invited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Inside or outside the agency.
    pub side: Side,
    /// Who: `camat`, `lurah`, `anggota`.
    pub name: String,
    /// Of which institution.
    pub institution: Option<String>,
    /// How many are expected: at least one.
    pub expected: i64,
}

impl Group {
    /// `anggota, Bawaslu Kota Pangkalpinang`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.institution {
            Some(institution) => format!("{}, {institution}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A delegation of another unit of the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelegation {
    /// The unit's code.
    pub unit: String,
    /// How many are expected: at least one. They are not among the host's own target.
    pub expected: i64,
}

/// A delegation as kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delegation {
    /// The unit.
    pub unit: UnitId,
    /// How many are expected.
    pub expected: i64,
}

/// Money for an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Rupiah at most.
    pub ceiling: i64,
    /// Where it comes from: `DIPA Kanwil 2024`.
    pub source: String,
}

/// A line of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// On the wall of the host: `08:30`.
    pub at: String,
    /// What.
    pub item: String,
    /// By whom: a function.
    pub by: Option<String>,
}

/// An activity as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// The code of the unit that holds it.
    pub unit: String,
    /// What it is.
    pub kind: ActivityKind,
    /// Where people are.
    pub mode: Mode,
    /// Its name.
    pub title: String,
    /// Tema.
    pub theme: Option<String>,
    /// Ids of the instruments it rests on.
    pub basis: Vec<String>,
    /// Where it is held.
    pub venue: Option<String>,
    /// The address of the virtual room: https.
    pub link: Option<String>,
    /// Its beginning on the host's wall.
    pub starts: Wall,
    /// Its end on the host's wall.
    pub ends: Wall,
    /// Who leads it.
    pub leader: Somebody,
    /// Whose message the leader reads: a function.
    pub on_behalf_of: Option<String>,
    /// Who speaks.
    pub speakers: Vec<Somebody>,
    /// Who is invited.
    pub invited: Vec<Group>,
    /// Which units send people.
    pub delegations: Vec<NewDelegation>,
    /// How many of the host's own people should come.
    pub target: i64,
    /// Money.
    pub budget: Option<Budget>,
    /// The order of the day.
    pub agenda: Vec<AgendaItem>,
    /// The oversight team on whose behalf it is held: one that is valid on its day, of the host or of a unit above.
    pub team: Option<TeamId>,
    /// Of which simultaneous drive; only that crate hands it in.
    pub drive: Option<ActivityDriveId>,
    /// The pledge drive that is signed there.
    pub pledge_drive: Option<DriveId>,
    /// The asker has read the warnings (clashes, quiet days, holidays) and means it.
    pub confirmed: bool,
}

/// A request that holds: texts trimmed, times as moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The request with its texts made clean.
    pub new: NewActivity,
    /// Its beginning.
    pub starts: Moment,
    /// Its end.
    pub ends: Moment,
    /// The zone of the host.
    pub zone: Zone,
}

/// What belongs to an activity, as kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Who speaks, in order.
    pub speakers: Vec<Named>,
    /// Who is invited.
    pub invited: Vec<Group>,
    /// Which units send people.
    pub delegations: Vec<Delegation>,
    /// The order of the day.
    pub agenda: Vec<AgendaItem>,
}

impl Details {
    /// How many are awaited in all where so many of the host's own people should come: they, the invited groups from inside
    /// and outside, the delegations. Everything that says how many came says it out of these.
    #[must_use]
    pub fn expected(&self, target: i64) -> i64 {
        let invited: i64 = self.invited.iter().map(|group| group.expected).sum();
        let sent: i64 = self.delegations.iter().map(|one| one.expected).sum();
        target + invited + sent
    }
}
