//! The nouns of simultaneous drives: what the centre sets, the window by each unit's own clock, how many places a unit is to
//! have. A drive is never overwritten: each change is a new version with its own record. Constructors parse.

mod text;
mod window;

pub use netra_activities::model::{ActivityDriveId, ActivityId, ActivityKind};
pub use text::{LONGEST_REASON, agenda, codes, exceptions, material, reason, theme, title};
pub use window::{LONGEST_DAYS, Wall, Window};

use netra_activities::model::AgendaItem;
use netra_base::{EntryId, Moment, UnitId, Zone};
use netra_registry::model::UnitKind;

/// Places of one unit at most: a regional office with one in each of its districts has some forty.
pub const MOST_PLACES: i64 = 50;
/// Units of one drive at most: three times a ministry of 700 offices. The plan board adds up as many rows.
pub const MOST_UNITS: usize = 2_000;
/// Places of one drive at most: more than twice what the boards are measured with.
pub const MOST_PLACES_IN_ALL: i64 = 5_000;
/// Units with a number of their own, and units left out: what one form holds and a person still overlooks.
pub const MOST_EXCEPTIONS: usize = 200;
/// Lines of an agenda.
pub const MOST_AGENDA: usize = 40;
/// The last minute of an agenda: one day.
pub const LAST_MINUTE: i64 = 24 * 60;
/// Instruments a drive may rest on.
pub const MOST_BASES: usize = 20;
/// Participants of one place at most: a stadium.
pub const MOST_TARGET: i64 = 100_000;

/// A line of the agenda template: minutes after the start of a place, and what happens then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaLine {
    /// Minutes after the start.
    pub minute: i64,
    /// What happens.
    pub item: String,
}

/// How many places a unit is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// So many.
    Places(i64),
    /// It is not asked.
    LeftOut,
}

/// A unit for which the default does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception<U> {
    /// The unit: its code in a request, its number once kept.
    pub unit: U,
    /// What holds for it.
    pub share: Share,
}

/// What the centre sets. `U` names a unit: by code in a request, by number once kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition<U> {
    /// The name.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// The ids of the instruments it rests on.
    pub basis: Vec<String>,
    /// What is held at each place.
    pub kind: ActivityKind,
    /// A note on the material; what is published is attached to the drive, see `actions::teach`.
    pub material: Option<String>,
    /// What happens at a place, minute by minute; a place may change it.
    pub agenda: Vec<AgendaLine>,
    /// When places may be held, by the clock of each unit.
    pub window: Window,
    /// The kinds of unit that are asked.
    pub kinds: Vec<UnitKind>,
    /// Places that each of them is to have.
    pub required: i64,
    /// Places that a unit may have at most.
    pub most: i64,
    /// Units for which another number holds, or that are left out.
    pub exceptions: Vec<Exception<U>>,
    /// Participants of a place, where it says nothing else.
    pub target: i64,
}

/// A drive to be announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDrive {
    /// The code of the unit whose branch is asked; usually the agency itself.
    pub unit: String,
    /// The code of the unit that announces it; may lie elsewhere.
    pub announcer: String,
    /// What is set.
    pub definition: Definition<String>,
}

/// A drive as kept, in its latest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drive {
    /// Its number.
    pub id: ActivityDriveId,
    /// The unit whose branch is asked.
    pub unit: UnitId,
    /// The unit that announces it.
    pub announcer: UnitId,
    /// Which version this is, from 1.
    pub version: i64,
    /// When this version was announced.
    pub at: Moment,
    /// The ledger entry of this version.
    pub entry: EntryId,
    /// Why it was withdrawn, when it was: this version says so and nothing else changed. It stays the latest.
    pub withdrawn: Option<String>,
    /// What is set.
    pub definition: Definition<UnitId>,
}

impl<U: PartialEq> Definition<U> {
    /// How many places a unit is to have; none when it is not asked. A unit with a number of its own is asked whatever its kind.
    #[must_use]
    pub fn required_of(&self, unit: &U, kind: UnitKind) -> Option<i64> {
        let own = self.exceptions.iter().find(|exception| exception.unit == *unit);
        match own.map(|exception| exception.share) {
            Some(Share::Places(places)) => Some(places),
            Some(Share::LeftOut) => None,
            None => self.kinds.contains(&kind).then_some(self.required),
        }
    }
}

/// An agenda for a place that begins at another time: every item as long after the beginning as before.
#[must_use]
pub fn shifted(agenda: &[AgendaItem], from: Wall, to: Wall) -> Vec<AgendaItem> {
    // The same zone for both: only the distance matters.
    let (from, to) = (from.at(Zone::Wib), to.at(Zone::Wib));
    let at = |item: &AgendaItem| {
        let day = from.day(Zone::Wib);
        let wall = Wall::parse(&format!("{day}T{}", item.at))?;
        let after = (wall.at(Zone::Wib).0 - from.0).rem_euclid(24 * 3_600_000);
        let (hour, minute) = to.plus_ms(after).wall(Zone::Wib);
        Some(format!("{hour:02}:{minute:02}"))
    };
    agenda.iter().map(|item| AgendaItem { at: at(item).unwrap_or_else(|| item.at.clone()), ..item.clone() }).collect()
}
