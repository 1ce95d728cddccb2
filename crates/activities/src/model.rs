//! The nouns of activities: what is held, by which unit, where and when, who leads it, how many were there. What a
//! person may say when planning is in `model/plan.rs`, what comes of it in `model/after.rs`. Constructors parse.

pub mod after;
mod party;
pub mod plan;
pub mod report;
mod text;

pub use after::{After, Attached, Correction, Decision, Filed, NewDecision, NewOwner, Owner, Photo, Quote};
pub use netra_oversight::model::TeamId;
pub use netra_pledges::model::Wall;
pub use party::Party;
pub use plan::{AgendaItem, Budget, Delegation, Details, Group, NewActivity, NewDelegation, Plan, Side, Somebody};
pub use report::Report;
pub use text::{Words, folded, line, paragraph};

use netra_base::{DriveId, EmployeeId, Lang, Moment, UnitId, Zone};
use netra_pledges::model::OccasionId;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// An activity.
    ActivityId,
    /// A simultaneous drive of activities: the number of another crate, here only kept.
    ActivityDriveId,
    /// A decision of an activity that is followed up.
    DecisionId,
}

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
    /// What is held.
    ActivityKind {
        /// Apel.
        RollCall = "roll-call", "Apel", "Roll call";
        /// Apel siaga.
        Readiness = "readiness", "Apel siaga", "Readiness roll call";
        /// Deklarasi; a pledge may be signed there.
        Declaration = "declaration", "Deklarasi", "Declaration";
        /// Rapat.
        Meeting = "meeting", "Rapat", "Meeting";
        /// Penyuluhan.
        Outreach = "outreach", "Penyuluhan", "Outreach";
        /// Pelatihan.
        Training = "training", "Pelatihan", "Training";
        /// Koordinasi dengan lembaga lain.
        Coordination = "coordination", "Koordinasi lintas lembaga", "Coordination with institutions";
    }
}

words! {
    /// Where people are.
    Mode {
        /// All at the place.
        OnSite = "on-site", "Hadir di tempat", "On site";
        /// All behind a screen.
        Virtual = "virtual", "Virtual", "Virtual";
        /// Some here, some there.
        Mixed = "mixed", "Campuran", "Mixed";
    }
}

words! {
    /// Where an activity stands. Whether its report is filed is another question.
    State {
        /// To come.
        Planned = "planned", "Direncanakan", "Planned";
        /// Going on.
        Running = "running", "Berlangsung", "Running";
        /// Over.
        Held = "held", "Terlaksana", "Held";
        /// Will not be held.
        Cancelled = "cancelled", "Dibatalkan", "Cancelled";
    }
}

/// Somebody who leads or speaks, as kept: an employee with the name of that day, or an outsider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The person in the registry.
    pub employee: Option<EmployeeId>,
    /// The name; empty when only the function was given.
    pub name: String,
    /// The institution of an outsider, the unit of an employee.
    pub institution: Option<String>,
    /// Jabatan.
    pub function: Option<String>,
}

impl Named {
    /// For those inside: name, function, institution, as far as they are known.
    #[must_use]
    pub fn words(&self) -> String {
        let name = (!self.name.is_empty()).then_some(self.name.as_str());
        let parts = [name, self.function.as_deref(), self.institution.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// For papers that leave the house: function and institution, never the name.
    #[must_use]
    pub fn office(&self, lang: Lang) -> String {
        match (&self.function, &self.institution) {
            (Some(function), Some(institution)) => format!("{function}, {institution}"),
            (Some(one), None) => one.clone(),
            (None, Some(institution)) => lang.say("Pegawai {}", "Official of {}").replace("{}", institution),
            (None, None) => lang.say("Undangan", "Guest").to_owned(),
        }
    }
}

impl Named {
    /// The leader as he is recognised elsewhere: somebody of the host when no institution is named.
    #[must_use]
    pub fn of_host(&self, host: &str) -> Self {
        let institution = self.institution.clone().or_else(|| Some(host.to_owned()));
        Self { institution, ..self.clone() }
    }

    /// By what somebody is recognised at another activity; empty for who cannot be: a function without an institution is
    /// many people.
    #[must_use]
    pub fn key(&self) -> String {
        let institution = self.institution.as_deref().map(folded).unwrap_or_default();
        match (self.employee, self.name.as_str(), self.function.as_deref()) {
            (Some(id), _, _) => format!("e:{id}"),
            (None, "", Some(function)) if !institution.is_empty() => format!("f:{}|{institution}", folded(function)),
            (None, "", _) => String::new(),
            (None, name, _) => format!("n:{}|{institution}", folded(name)),
        }
    }
}

/// How many were there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Employees present, early and late ones included.
    pub present: i64,
    /// Of these, early.
    pub early: i64,
    /// Of these, late.
    pub late: i64,
    /// Scans that are doubtful; not among the present.
    pub doubtful: i64,
    /// Guests without an account; not among the present.
    pub guests: i64,
    /// Counted on sheets of paper without names: they may be the same people, so they are in no sum with the others.
    pub on_paper: i64,
}

impl Tally {
    /// Adds another's counts.
    pub fn add(&mut self, other: &Self) {
        self.present += other.present;
        self.early += other.early;
        self.late += other.late;
        self.doubtful += other.doubtful;
        self.guests += other.guests;
        self.on_paper += other.on_paper;
    }

    /// Employees and guests; who stands on paper without a name is not in it.
    #[must_use]
    pub fn people(&self) -> i64 {
        self.present + self.guests
    }
}

/// An activity as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its number.
    pub id: ActivityId,
    /// The unit that holds it.
    pub unit: UnitId,
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
    /// Where it is held; always there unless it is virtual.
    pub venue: Option<String>,
    /// The address of the virtual room.
    pub link: Option<String>,
    /// Its first minute.
    pub starts: Moment,
    /// Its last minute.
    pub ends: Moment,
    /// The zone in which these were said: the unit's own when it was planned.
    pub zone: Zone,
    /// Who leads it.
    pub leader: Named,
    /// Whose message the leader reads: a function.
    pub on_behalf_of: Option<String>,
    /// How many of the unit's own people should come.
    pub target: i64,
    /// How many are awaited in all: the target, the invited groups from inside and outside, the delegations.
    pub expected: i64,
    /// The oversight team on whose behalf it is held.
    pub team: Option<TeamId>,
    /// Of which simultaneous drive.
    pub drive: Option<ActivityDriveId>,
    /// The pledge drive that is signed there.
    pub pledge_drive: Option<DriveId>,
    /// The place at which it is signed.
    pub occasion: Option<OccasionId>,
    /// Money, when there is any.
    pub budget: Option<Budget>,
    /// What was spent in the end.
    pub realised: Option<i64>,
    /// Where it stands.
    pub state: State,
    /// When it was planned.
    pub planned: Moment,
    /// How often its plan was changed, its end by cancelling included: calendar programs compare it.
    pub revision: i64,
    /// When that was last; the planning, when never.
    pub revised: Moment,
    /// When somebody said that it began.
    pub started: Option<Moment>,
    /// When somebody said that it was over.
    pub finished: Option<Moment>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// When its first report was filed.
    pub reported: Option<Moment>,
    /// How many were there, by the counters of this moment.
    pub tally: Tally,
}
