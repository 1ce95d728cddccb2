//! The nouns of a pledge: text, drive, window, answer, coverage. Constructors parse; what is built holds.

mod key;
mod occasion;
mod text;
mod told;

pub use key::{Asked, OccasionKey};
pub use occasion::{LONGEST_MS, NewOccasion, NotCounted, Occasion, OccasionId, Place, occasion_title};
pub use text::{PledgeText, TextFile};
pub use told::{PublicFigures, SMALLEST, Told};

use netra_base::{Day, DriveId, EmployeeId, EntryId, Moment, Refusal, SignedInBy, UnitId, Zone};
use netra_registry::model::Employment;
use serde::{Deserialize, Serialize};

/// In whose time a window opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WindowZone {
    /// Each unit's own wall clock: 08.00 in Papua is two hours before 08.00 in Java.
    Local,
    /// One moment for everybody, told in western time.
    Wib,
    /// One moment for everybody, told in central time.
    Wita,
    /// One moment for everybody, told in eastern time.
    Wit,
}

impl WindowZone {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::Local, Self::Wib, Self::Wita, Self::Wit];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Wib => "wib",
            Self::Wita => "wita",
            Self::Wit => "wit",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.code() == code)
    }

    /// The zone that counts for a unit in `own`.
    #[must_use]
    pub fn for_unit(self, own: Zone) -> Zone {
        match self {
            Self::Local => own,
            Self::Wib => Zone::Wib,
            Self::Wita => Zone::Wita,
            Self::Wit => Zone::Wit,
        }
    }
}

/// A time on the wall: `2023-12-21T08:00`, in no zone until a unit gives it one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall {
    /// The day.
    pub day: Day,
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
}

impl Wall {
    /// Reads `2023-12-21T08:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T')?;
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
        let day = Day::parse(day)?;
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(Self { day, hour, minute })
    }

    /// The moment in `zone`.
    #[must_use]
    pub fn at(self, zone: Zone) -> Moment {
        self.day.at(zone, self.hour, self.minute)
    }
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl std::fmt::Display for Wall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.day, self.hour, self.minute)
    }
}

/// When a drive takes answers. The closing minute counts to its end: 23:59 means until midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First minute.
    pub opens: Wall,
    /// Last minute.
    pub closes: Wall,
    /// In whose time.
    pub zone: WindowZone,
}

impl Window {
    /// The first moment for a unit in `own`.
    #[must_use]
    pub fn opens_at(&self, own: Zone) -> Moment {
        self.opens.at(self.zone.for_unit(own))
    }

    /// The last moment for a unit in `own`.
    #[must_use]
    pub fn closes_at(&self, own: Zone) -> Moment {
        self.closes.at(self.zone.for_unit(own)).plus_ms(59_999)
    }
}

/// Who should sign: these units and all below them, of these employment kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Roots of the audience, without one that lies below another.
    pub units: Vec<UnitId>,
    /// Kinds of employment.
    pub kinds: Vec<Employment>,
}

/// A pledge drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drive {
    /// Its number.
    pub id: DriveId,
    /// Its name on screens.
    pub title: String,
    /// The text version offered: `netralitas-1`.
    pub text: String,
    /// SHA-256 of the canonical text.
    pub text_hash: [u8; 32],
    /// Who should sign.
    pub audience: Audience,
    /// When.
    pub window: Window,
    /// When the operator opened it.
    pub opened: Moment,
    /// Who opened it: an account number.
    pub opened_by: i64,
    /// How many should sign on the day it was opened.
    pub should_at_opening: i64,
    /// The entry of its opening.
    pub entry: EntryId,
    /// When and in which entry it was closed with its final figures.
    pub closed: Option<(Moment, EntryId)>,
    /// The registry's change up to which its counters follow moves.
    pub followed: i64,
}

/// Where a drive stands for a unit at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Opens then.
    Before(Moment),
    /// Takes answers until then.
    Open(Moment),
    /// Took answers until then.
    After(Moment),
}

/// A new drive as an operator asks for it, parsed.
#[derive(Debug, Clone)]
pub struct NewDrive {
    /// Its name on screens.
    pub title: String,
    /// Text code and version, `netralitas-2`.
    pub text: String,
    /// Who should sign.
    pub audience: Audience,
    /// When.
    pub window: Window,
}

/// The title of a drive: 3 to 120 characters without control characters.
///
/// # Errors
/// A refusal that says which.
pub fn drive_title(text: &str) -> Result<String, Refusal> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        3..=120 if !title.chars().any(char::is_control) => Ok(title),
        count => Err(Refusal::new(
            "title",
            format!("Judul harus 3 sampai 120 huruf; yang ditulis {count}."),
            format!("The title must have 3 to 120 characters; this has {count}."),
        )
        .at("title")),
    }
}

/// Why somebody declines, in his own words: at most 1,000 characters, not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Characters at most: half a page.
    pub const MAX: usize = 1_000;

    /// Parses the text of the form.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
        match text.chars().count() {
            0 => {
                Err(Refusal::new("reason-missing", "Tulis alasan Anda menolak.", "Write why you decline.").at("reason"))
            }
            count if count > Self::MAX => Err(Refusal::new(
                "reason-long",
                format!("Alasan paling panjang 1.000 huruf; yang ditulis {count}. Ringkaslah."),
                format!("A reason has at most 1,000 characters; this has {count}. Shorten it."),
            )
            .at("reason")),
            _ => Ok(Self(text)),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One person's answer to one drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The drive.
    pub drive: DriveId,
    /// The person.
    pub employee: EmployeeId,
    /// When.
    pub at: Moment,
    /// How the session was opened.
    pub by: SignedInBy,
    /// The person's name at that moment.
    pub name: String,
    /// NIP, or unit and contract number.
    pub number: String,
    /// The unit's code at that moment.
    pub unit: String,
    /// Kind of employment at that moment.
    pub employment: Employment,
    /// The ledger entry.
    pub entry: EntryId,
    /// The occasion at which it was given and counted.
    pub occasion: Option<OccasionId>,
}

/// What a signature's record says; the live columns say the same.
#[derive(Debug, Serialize)]
pub struct SignedBody<'a> {
    /// The drive's number.
    pub drive: DriveId,
    /// The drive's title.
    pub drive_title: &'a str,
    /// The person's number in the registry.
    pub employee: EmployeeId,
    /// `pns`, `pppk`, `ppnpn`.
    pub employment: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// NIP, or unit and contract number.
    pub number: &'a str,
    /// The occasion at which it was given; not in the record of one given at none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occasion: Option<OccasionId>,
    /// How the session was opened.
    pub signed_in_by: &'a str,
    /// Text code and version.
    pub text: &'a str,
    /// SHA-256 of the canonical text, base64.
    pub text_sha256: &'a str,
    /// The unit's code.
    pub unit: &'a str,
}

/// What a refusal's record says.
#[derive(Debug, Serialize)]
pub struct DeclinedBody<'a> {
    /// As in a signature.
    #[serde(flatten)]
    pub answer: SignedBody<'a>,
    /// The reason, in the person's own words.
    pub reason: &'a str,
}

/// Figures of one unit and all below it, or of that unit alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// How many should have signed.
    pub should: i64,
    /// How many have.
    pub signed: i64,
    /// How many declined and have not signed since.
    pub declined: i64,
}

impl Figures {
    /// How many have not signed, whether they declined or not.
    #[must_use]
    pub fn outstanding(&self) -> i64 {
        (self.should - self.signed).max(0)
    }

    /// Adds another's figures.
    pub fn add(&mut self, other: &Self) {
        self.should += other.should;
        self.signed += other.signed;
        self.declined += other.declined;
    }
}
