//! An occasion at which a drive is signed: a declaration in a yard or a hall, with a code on the screen. It is a place
//! and a stretch of time, and counts who signed there; what else happens at it is not known here.

use super::{Asked, OccasionKey};
use netra_base::{DriveId, Moment, Refusal, UnitId};
use serde::{Deserialize, Serialize};

/// The number of an occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OccasionId(pub i64);

impl OccasionId {
    /// Reads the number in an address; what is no number is no occasion.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(text.trim().parse().unwrap_or(0))
    }
}

impl std::fmt::Display for OccasionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The longest an occasion lasts: a month of signing at one place. Longer is a slip of the pen.
pub const LONGEST_MS: i64 = 31 * 86_400_000;

/// An occasion as whoever keeps the unit asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOccasion {
    /// The drive that is signed there.
    pub drive: DriveId,
    /// The unit that holds it.
    pub unit: UnitId,
    /// What it is called on screens.
    pub title: String,
    /// The first moment that counts.
    pub from: Moment,
    /// The last moment that counts.
    pub until: Moment,
}

/// An occasion with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Its number.
    pub id: OccasionId,
    /// The drive that is signed there.
    pub drive: DriveId,
    /// The unit that holds it.
    pub unit: UnitId,
    /// What it is called on screens.
    pub title: String,
    /// The first moment that counts.
    pub from: Moment,
    /// The last moment that counts.
    pub until: Moment,
    /// What stands on its screen beside the number.
    pub key: OccasionKey,
    /// How many signed there.
    pub signed: i64,
}

/// What decides whether a signature counts at an occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its number.
    pub id: OccasionId,
    /// The drive that is signed there.
    pub drive: DriveId,
    /// The unit that holds it.
    pub unit: UnitId,
    /// The first moment that counts.
    pub from: Moment,
    /// The last moment that counts.
    pub until: Moment,
    /// What stands on its screen.
    pub key: OccasionKey,
}

impl Occasion {
    /// What decides whether a signature counts here.
    #[must_use]
    pub fn place(&self) -> Place {
        let Self { id, drive, unit, from, until, key, .. } = *self;
        Place { id, drive, unit, from, until, key }
    }

    /// Number and key, as the screen shows them and the address carries them: `7-K7M4PX`. Only for those who may know of
    /// the occasion.
    #[must_use]
    pub fn code(&self) -> Asked {
        Asked { id: self.id, key: Some(self.key) }
    }
}

/// Why a signature that names an occasion is not counted there. It is as valid as any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCounted {
    /// There is none that this person may know of.
    Unknown,
    /// Another drive is signed there.
    OtherDrive,
    /// It has not begun.
    NotYet,
    /// It is over.
    Over,
    /// The person had signed before, elsewhere.
    SignedBefore,
}

impl NotCounted {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Unknown, Self::OtherDrive, Self::NotYet, Self::Over, Self::SignedBefore];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::OtherDrive => "other-drive",
            Self::NotYet => "not-yet",
            Self::Over => "over",
            Self::SignedBefore => "signed-before",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// The title of an occasion: 3 to 160 characters without control characters.
///
/// # Errors
/// A refusal that says which.
pub fn occasion_title(text: &str) -> Result<String, Refusal> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        3..=160 if !title.chars().any(char::is_control) => Ok(title),
        count => Err(Refusal::new(
            "occasion-title",
            format!("Nama acara harus 3 sampai 160 huruf; yang ditulis {count}."),
            format!("The name of an occasion must have 3 to 160 characters; this has {count}."),
        )
        .at("title")),
    }
}
