//! The nouns of the ledger: kinds of acts, entries, the record that is hashed.

mod number;

pub use number::ReceiptNumber;

use netra_base::{EntryId, Moment};
use serde::Serialize;

/// What sort of act an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An employee signed a pledge.
    Pledge,
    /// An employee declined a pledge. Close to political opinion: confidential.
    PledgeDeclined,
    /// A pledge drive was opened, with its text, audience, window and denominator.
    DriveOpened,
    /// A pledge drive was closed, with its final figures.
    DriveClosed,
    /// A roster was imported: the file's hash and outcome, not one entry a row.
    RosterImported,
    /// Units were imported.
    UnitsImported,
    /// Activation codes were issued for a unit.
    CodesIssued,
    /// A role was granted.
    RoleGranted,
    /// A role was taken back.
    RoleRevoked,
    /// An employee left the service, with the reason.
    EmployeeLeft,
    /// An employee who had left came back.
    EmployeeReturned,
    /// An employee was moved to another unit.
    EmployeeMoved,
    /// The holidays of some years were imported.
    HolidaysImported,
    /// A version of the rulebook was adopted, with the day from which it is in force.
    RulebookAdopted,
    /// A certificate was given to a person who passed the quiz.
    CertificateIssued,
    /// An oversight team was formed by decree, with its members.
    TeamFormed,
    /// Members of an oversight team came or went, or the team ended.
    TeamChanged,
    /// A team recorded a finding of its own. About a person, perhaps: confidential.
    FindingRecorded,
    /// A planned visit of a team was held or cancelled, or what follows from it was done.
    VisitReported,
    /// A simultaneous drive of activities was announced, or changed, with its theme, window and targets.
    ActivityDriveOpened,
    /// An activity was held, with how many were there.
    ActivityHeld,
    /// A planned activity was cancelled, with the reason.
    ActivityCancelled,
    /// The report of an activity was filed.
    ActivityReported,
    /// A list of attendance was imported, recorded from paper, or corrected after the activity.
    AttendanceChanged,
    /// A directive was issued, replaced or withdrawn.
    DirectiveIssued,
    /// A unit passed a directive on to those below it.
    DirectivePassedOn,
    /// An employee acknowledged the text of a directive.
    DirectiveAcknowledged,
    /// A version of teaching material was published.
    MaterialPublished,
    /// A member of an oversight team was given a task with a day, or finished it.
    AssignmentGiven,
    /// An occasion at which a pledge is signed was opened, changed or ended.
    OccasionOpened,
    /// A number was taken from a unit's register of letters.
    LetterNumbered,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 31] = [
        Self::Pledge,
        Self::PledgeDeclined,
        Self::DriveOpened,
        Self::DriveClosed,
        Self::RosterImported,
        Self::UnitsImported,
        Self::CodesIssued,
        Self::RoleGranted,
        Self::RoleRevoked,
        Self::EmployeeLeft,
        Self::EmployeeReturned,
        Self::EmployeeMoved,
        Self::HolidaysImported,
        Self::RulebookAdopted,
        Self::CertificateIssued,
        Self::TeamFormed,
        Self::TeamChanged,
        Self::FindingRecorded,
        Self::VisitReported,
        Self::ActivityDriveOpened,
        Self::ActivityHeld,
        Self::ActivityCancelled,
        Self::ActivityReported,
        Self::AttendanceChanged,
        Self::DirectiveIssued,
        Self::DirectivePassedOn,
        Self::DirectiveAcknowledged,
        Self::MaterialPublished,
        Self::AssignmentGiven,
        Self::OccasionOpened,
        Self::LetterNumbered,
    ];

    /// The word in records and in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pledge => "pledge",
            Self::PledgeDeclined => "pledge-declined",
            Self::DriveOpened => "drive-opened",
            Self::DriveClosed => "drive-closed",
            Self::RosterImported => "roster-imported",
            Self::UnitsImported => "units-imported",
            Self::CodesIssued => "codes-issued",
            Self::RoleGranted => "role-granted",
            Self::RoleRevoked => "role-revoked",
            Self::EmployeeLeft => "employee-left",
            Self::EmployeeReturned => "employee-returned",
            Self::EmployeeMoved => "employee-moved",
            Self::HolidaysImported => "holidays-imported",
            Self::RulebookAdopted => "rulebook-adopted",
            Self::CertificateIssued => "certificate-issued",
            Self::TeamFormed => "team-formed",
            Self::TeamChanged => "team-changed",
            Self::FindingRecorded => "finding-recorded",
            Self::VisitReported => "visit-reported",
            Self::ActivityDriveOpened => "activity-drive-opened",
            Self::ActivityHeld => "activity-held",
            Self::ActivityCancelled => "activity-cancelled",
            Self::ActivityReported => "activity-reported",
            Self::AttendanceChanged => "attendance-changed",
            Self::DirectiveIssued => "directive-issued",
            Self::DirectivePassedOn => "directive-passed-on",
            Self::DirectiveAcknowledged => "directive-acknowledged",
            Self::MaterialPublished => "material-published",
            Self::AssignmentGiven => "assignment-given",
            Self::OccasionOpened => "occasion-opened",
            Self::LetterNumbered => "letter-numbered",
        }
    }

    /// The word on the public leaf. Confidential kinds share one, so that the log does not say what was
    /// declined, granted or issued, nor how often each. With few members this only blurs; more come with
    /// reports and cases.
    #[must_use]
    pub fn public_code(self) -> &'static str {
        match self {
            Self::PledgeDeclined
            | Self::CodesIssued
            | Self::RoleGranted
            | Self::RoleRevoked
            | Self::EmployeeLeft
            | Self::EmployeeReturned
            | Self::EmployeeMoved
            | Self::CertificateIssued
            | Self::FindingRecorded => "confidential",
            other => other.code(),
        }
    }

    /// Reads [`Kind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is hashed: the act, its moment and its body. Field order is that of canonical JSON.
#[derive(Debug, Serialize)]
pub struct Record<'a, B: Serialize> {
    /// [`Kind::code`].
    pub act: &'a str,
    /// `2023-12-21T08:00:00.000Z`.
    pub at: String,
    /// What the feature says about the act.
    pub body: &'a B,
    /// Version of this form.
    pub v: u8,
}

/// One act as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the order of writing.
    pub id: EntryId,
    /// [`Kind::code`] as stored.
    pub kind: String,
    /// The public word on the leaf.
    pub public_kind: String,
    /// The day on the leaf, in western Indonesian time.
    pub day: String,
    /// When.
    pub at: Moment,
    /// The salt; gone after an erasure.
    pub salt: Option<[u8; 32]>,
    /// The canonical record; gone after an erasure.
    pub record: Option<Vec<u8>>,
    /// SHA-256 over tag, salt and record.
    pub commitment: [u8; 32],
}

/// An entry as the sequencer needs it: what its leaf is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The entry.
    pub id: EntryId,
    /// The public kind.
    pub kind: String,
    /// The day.
    pub day: String,
    /// The commitment.
    pub commitment: [u8; 32],
}

impl Waiting {
    /// The leaf of this entry.
    ///
    /// # Errors
    /// When kind or day cannot stand in a leaf: somebody changed the row.
    pub fn leaf(&self) -> Result<netra_tlog::Leaf, netra_tlog::LeafError> {
        netra_tlog::Leaf::new(&self.kind, &self.day, self.commitment)
    }
}

/// The head of the tree and the checkpoint that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Leaves.
    pub size: u64,
    /// Root hash.
    pub root: [u8; 32],
    /// The signed checkpoint.
    pub checkpoint: String,
}
