//! The nouns of oversight: a team formed by decree, its members with their functions, the period it is valid
//! for. Plans and visits are in `model/plan.rs`, tasks in `model/task.rs`, findings with their evidence in
//! `model/finding.rs`. Constructors parse.

pub mod finding;
pub mod plan;
pub mod task;
mod text;

pub use text::{
    cancel_reason, decree_class, decree_number, end_reason, evidence, evidence_shows, finding as finding_text,
    follow_up, issuer, place, task as task_text, task_reason, title, visit_findings,
};

use netra_base::{Day, EmployeeId, EntryId, Lang, Moment, Refusal, UnitId};
use netra_media::FileId;
use netra_registry::model::Nip;
use serde::Serialize;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// A team.
    TeamId,
    /// One membership of one person in one team.
    MemberId,
    /// An item of a plan of supervision.
    ItemId,
    /// A task of a member.
    TaskId,
    /// A team's own finding.
    FindingId,
    /// A file that shows something of a finding.
    EvidenceId,
    /// A scan of a decree.
    ScanId,
}

/// People in a team at most: more than any decree we know names, and a form of so many rows stays below 50 KB.
pub const MOST_MEMBERS: usize = 30;
/// Members beside the chair at least.
pub const FEWEST_MEMBERS: usize = 2;
/// The longest period: ten years. A longer one is a slip of the pen.
pub const LONGEST_DAYS: i32 = 3_653;
/// So many days before its last one a team is said to end soon.
pub const SOON_DAYS: i32 = 30;

/// What a team does (prg-04; the three words of its name and mandate).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// Pembinaan.
    Guidance,
    /// Pengawasan.
    Supervision,
    /// Penanganan.
    Handling,
}

impl Function {
    /// All three, in the order of the mandate.
    pub const ALL: [Self; 3] = [Self::Guidance, Self::Supervision, Self::Handling];

    /// The word in records, forms and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Supervision => "supervision",
            Self::Handling => "handling",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.code() == code)
    }

    /// The word on screens.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Guidance => lang.say("Pembinaan", "Guidance"),
            Self::Supervision => lang.say("Pengawasan", "Supervision"),
            Self::Handling => lang.say("Penanganan", "Handling"),
        }
    }
}

/// The functions of one member: at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Functions(Vec<Function>);

impl Functions {
    /// These functions, each once, in the order of the mandate.
    ///
    /// # Errors
    /// `function-missing` when there is none.
    pub fn new(mut list: Vec<Function>) -> Result<Self, Refusal> {
        list.sort_unstable();
        list.dedup();
        if list.is_empty() {
            return Err(Refusal::new(
                "function-missing",
                "Pilih sedikitnya satu fungsi: pembinaan, pengawasan, atau penanganan.",
                "Choose at least one function: guidance, supervision or handling.",
            ));
        }
        Ok(Self(list))
    }

    /// Reads `guidance,handling`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(text.split(',').map(Function::parse).collect::<Option<Vec<_>>>()?).ok()
    }

    /// `guidance,handling`.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|function| function.code()).collect::<Vec<_>>().join(",")
    }

    /// Is it one of them?
    #[must_use]
    pub fn has(&self, function: Function) -> bool {
        self.0.contains(&function)
    }

    /// They, in order.
    pub fn iter(&self) -> impl Iterator<Item = Function> + '_ {
        self.0.iter().copied()
    }

    /// `Pembinaan, Penanganan`.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        self.0.iter().map(|function| function.name(lang)).collect::<Vec<_>>().join(", ")
    }
}

/// A member's place in the team. Not a right in this house: those are `netra_base::Role`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Ketua.
    Chair,
    /// Sekretaris.
    Secretary,
    /// Anggota.
    Member,
}

impl Duty {
    /// All three, in the order of a decree.
    pub const ALL: [Self; 3] = [Self::Chair, Self::Secretary, Self::Member];

    /// The word in records, forms and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Secretary => "secretary",
            Self::Member => "member",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.code() == code)
    }

    /// The word on screens.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Chair => lang.say("Ketua", "Chair"),
            Self::Secretary => lang.say("Sekretaris", "Secretary"),
            Self::Member => lang.say("Anggota", "Member"),
        }
    }
}

/// The first and the last day of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Period {
    /// Does it hold this day?
    #[must_use]
    pub fn has(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    /// Do they share a day?
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

/// The decree that forms a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decree {
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: Day,
    /// Who issued it: the function, not the person.
    pub issuer: String,
    /// The ids of the instruments it rests on.
    pub basis: Vec<String>,
}

/// Instruments a decree may name.
pub const MOST_BASES: usize = 20;

/// Somebody as a request names him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// By NIP, as a form or a program says it.
    Nip(Nip),
    /// By the number in the registry.
    Known(EmployeeId),
}

impl Person {
    /// Reads a NIP.
    ///
    /// # Errors
    /// As the registry refuses it.
    pub fn of_nip(text: &str) -> Result<Self, Refusal> {
        Nip::parse(text).map(Self::Nip)
    }
}

/// A member to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Who.
    pub person: Person,
    /// With which functions.
    pub functions: Functions,
    /// In which place.
    pub duty: Duty,
}

/// Where the number of a decree comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbering {
    /// The decree has its number: `decree.number`.
    Given,
    /// The unit's register gives the next one of this class.
    Register(String),
}

/// A team to be formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTeam {
    /// The code of its unit.
    pub unit: String,
    /// The decree; its number is empty while the register has yet to give it.
    pub decree: Decree,
    /// Where its number comes from.
    pub numbering: Numbering,
    /// Its name.
    pub title: String,
    /// From when until when.
    pub period: Period,
    /// Who is in it.
    pub members: Vec<NewMember>,
}

/// A team as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its number.
    pub id: TeamId,
    /// Its unit.
    pub unit: UnitId,
    /// The decree.
    pub decree: Decree,
    /// Its name.
    pub title: String,
    /// The period of the decree.
    pub period: Period,
    /// When it was recorded.
    pub formed: Moment,
    /// The ledger entry of its forming.
    pub entry: EntryId,
    /// Its last day and why, when it ended before the period did.
    pub ended: Option<(Day, String)>,
}

impl Team {
    /// The days on which it is valid, an early end taken into account. An end on the eve of the first day
    /// leaves no day at all.
    #[must_use]
    pub fn valid(&self) -> Period {
        let until = self.ended.as_ref().map_or(self.period.until, |(last, _)| *last);
        Period { from: self.period.from, until }
    }
}

/// A scan of a signed decree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Its number.
    pub id: ScanId,
    /// The file, as it is kept.
    pub file: FileId,
    /// When it was handed in.
    pub at: Moment,
}

/// Scans of one team at most: the decree, and those that changed it.
pub const MOST_SCANS: usize = 10;

/// Why somebody is no longer in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// Another person took the place.
    Replaced,
    /// At the person's own request.
    Request,
    /// Because of an interest in what the team handles.
    Conflict,
    /// Because of other duties.
    Duties,
    /// The person left the unit or the service; the registry said so.
    LeftUnit,
}

impl EndReason {
    /// All.
    pub const ALL: [Self; 5] = [Self::Replaced, Self::Request, Self::Conflict, Self::Duties, Self::LeftUnit];
    /// Those that an operator may give.
    pub const GIVEN: [Self; 4] = [Self::Replaced, Self::Request, Self::Conflict, Self::Duties];

    /// The word in records, forms and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Request => "request",
            Self::Conflict => "conflict",
            Self::Duties => "duties",
            Self::LeftUnit => "left-unit",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The words on screens.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Replaced => lang.say("Diganti", "Replaced"),
            Self::Request => lang.say("Permintaan sendiri", "Own request"),
            Self::Conflict => lang.say("Benturan kepentingan", "Conflict of interest"),
            Self::Duties => lang.say("Tugas lain", "Other duties"),
            Self::LeftUnit => lang.say("Pindah atau keluar dari unit", "Moved or left the unit"),
        }
    }
}

/// The end of a membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The last day.
    pub last_day: Day,
    /// Why.
    pub reason: EndReason,
    /// Who took the place.
    pub successor: Option<EmployeeId>,
    /// Has somebody of the unit dealt with it? Only those who left the unit wait for that.
    pub settled: bool,
}

/// A membership as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its number.
    pub id: MemberId,
    /// In which team.
    pub team: TeamId,
    /// Who.
    pub employee: EmployeeId,
    /// With which functions.
    pub functions: Functions,
    /// In which place.
    pub duty: Duty,
    /// The first day.
    pub from: Day,
    /// The registry's change number when the membership was recorded: only later changes end it.
    pub since: i64,
    /// Its end, when it has one.
    pub ended: Option<Ended>,
}

impl Member {
    /// Is the person in the team on this day?
    #[must_use]
    pub fn is_in(&self, day: Day) -> bool {
        self.from <= day && self.ended.as_ref().is_none_or(|end| day <= end.last_day)
    }
}

/// What is to change about the members of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Somebody new comes.
    Join(NewMember),
    /// A member goes without a successor.
    Leave(MemberId, EndReason),
    /// A member goes and somebody takes the place, with the same functions and duty. Also for one who has left the
    /// unit already.
    Replace(MemberId, EndReason, Person),
    /// One who left the unit needs no successor.
    Settle(MemberId),
}

/// A change with its day and the decree that orders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRequest {
    /// What.
    pub change: Change,
    /// The first day of who comes; who goes is in the team until the day before.
    pub day: Day,
    /// The number of the decree, when there is one.
    pub decree: Option<String>,
}
