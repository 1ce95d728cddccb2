//! The rows of the book. Each kind has its own facts in `What`; what all have in common stands in `Row`.

use super::{Authority, Circumstance, Class, Confidence, Lane, Level, Person, Verdict};
use netra_base::{Day, Lang, Say};

/// Where a row stands in the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
}

/// One row: a rule, an instrument, a sanction, a date …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its address for ever.
    pub id: String,
    /// The formal name, for instruments and contests.
    pub title: Option<Say>,
    /// The row in our words.
    pub says: Say,
    /// Codes of the sources.
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// Of what exactly, when not of the whole row.
    pub confidence_note: Option<Say>,
    /// Articles, as a lawyer writes them.
    pub articles: Vec<String>,
    /// A remark.
    pub note: Option<Say>,
    /// An open doubt, or a conflict between sources.
    pub doubt: Option<Say>,
    /// First day, when the row has its own.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
    /// Rows it follows.
    pub replaces: Vec<String>,
    /// What kind of row, with its facts.
    pub what: What,
    /// Where it is written.
    pub place: Place,
}

impl Row {
    /// Is that day within the row's own days?
    #[must_use]
    pub fn stands(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The formal name where there is one, else the row's words.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        self.title.as_ref().unwrap_or(&self.says).to(lang)
    }

    /// Since when, in words; nothing where it is not known.
    #[must_use]
    pub fn since(&self, lang: Lang) -> Option<String> {
        let year = match &self.what {
            What::Instrument(instrument) => instrument.from_year,
            _ => None,
        };
        let when = self.from.map(|from| lang.day(from)).or(year.map(|year| year.to_string()))?;
        Some(format!("{} {when}", lang.say("berlaku sejak", "in force since")))
    }

    /// The instruments it rests on.
    #[must_use]
    pub fn instruments(&self) -> &[String] {
        match &self.what {
            What::Rule(facts) => &facts.instruments,
            What::Sanction(sanction) => &sanction.instruments,
            What::Crime(crime) => &crime.instruments,
            What::Supervisor(supervisor) => &supervisor.instruments,
            _ => &[],
        }
    }

    /// Ids of other rows that this one points to, other than instruments.
    #[must_use]
    pub fn points_to(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.replaces.iter().map(String::as_str).collect();
        match &self.what {
            What::Rule(facts) => all.extend(facts.basis.iter().chain(&facts.limits).map(String::as_str)),
            What::Former { maps_to } => all.extend(maps_to.iter().map(String::as_str)),
            What::Instrument(instrument) => all.extend(instrument.derived_from.iter().map(String::as_str)),
            What::Sanction(sanction) => all.extend(sanction.instead_of.as_deref()),
            What::Event(event) => all.extend(event.contests.iter().map(String::as_str)),
            _ => {}
        }
        all
    }
}

/// What kind of row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A legal text.
    Instrument(Instrument),
    /// A rule about rules, a fact, a limit.
    Principle,
    /// What is forbidden, allowed or left open.
    Rule(RuleFacts),
    /// An older name of an act, with the rows it means.
    Former {
        /// Ids.
        maps_to: Vec<String>,
    },
    /// A sanction.
    Sanction(Sanction),
    /// A crime or a campaign ban.
    Crime(Crime),
    /// An election with its stages.
    Contest(Contest),
    /// A date of the election calendar.
    Event(Event),
    /// A step of a procedure.
    Step(Step),
    /// Who may punish whom.
    Authority(Authority),
    /// A duty of the programme.
    Obligation,
    /// Who oversees, and when.
    Supervisor(Supervisor),
}

impl What {
    /// Every kind of row.
    pub const KINDS: [&'static str; 12] = [
        "instrument",
        "principle",
        "rule",
        "former",
        "sanction",
        "crime",
        "contest",
        "event",
        "step",
        "authority",
        "obligation",
        "supervisor",
    ];

    /// The word of the table: `rule`, `crime`, ….
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Instrument(_) => "instrument",
            Self::Principle => "principle",
            Self::Rule(_) => "rule",
            Self::Former { .. } => "former",
            Self::Sanction(_) => "sanction",
            Self::Crime(_) => "crime",
            Self::Contest(_) => "contest",
            Self::Event(_) => "event",
            Self::Step(_) => "step",
            Self::Authority(_) => "authority",
            Self::Obligation => "obligation",
            Self::Supervisor(_) => "supervisor",
        }
    }
}

/// A legal text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Who issued it.
    pub issuer: Option<Say>,
    /// The year it began, where no more is known: it counts from the end of that year.
    pub from_year: Option<i16>,
    /// The texts it passes on.
    pub derived_from: Vec<String>,
    /// The kinds of election it speaks of; all when empty.
    pub elections: Vec<Election>,
    /// The persons it speaks of; all when empty.
    pub applies: Vec<Person>,
}

/// A kind of election.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Election {
    /// President, DPR, DPD, DPRD.
    Pemilu,
    /// Regional heads.
    Pilkada,
}

impl Election {
    /// Reads the word of the files.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "pemilu" => Some(Self::Pemilu),
            "pilkada" => Some(Self::Pilkada),
            _ => None,
        }
    }
}

/// When a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Before candidates are fixed.
    Prospective,
    /// From the day they are.
    Candidate,
    /// Until the contest is over: rows on campaigns that name no stage.
    Contest,
    /// Always.
    #[default]
    Any,
}

impl Stage {
    /// Reads the word of the files.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "prospective" => Some(Self::Prospective),
            "candidate" => Some(Self::Candidate),
            "contest" => Some(Self::Contest),
            "any" => Some(Self::Any),
            _ => None,
        }
    }

    /// Does it end with the contest?
    #[must_use]
    pub fn ends(self) -> bool {
        self != Self::Any
    }

    /// Does a rule of this stage hold for that standing?
    #[must_use]
    pub fn fits(self, standing: Standing) -> bool {
        match self {
            Self::Any | Self::Contest => true,
            Self::Prospective => standing == Standing::Prospective,
            Self::Candidate => standing == Standing::Candidate,
        }
    }
}

/// What the person favoured is on the day (stg-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Bakal calon: not yet fixed.
    Prospective,
    /// Calon: fixed.
    Candidate,
}

/// What a rule says of acts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleFacts {
    /// The acts it is about.
    pub acts: Vec<String>,
    /// Acts that fall under it by reading another rule, not by its own words: confidence is medium at most.
    pub acts_by_analogy: Vec<String>,
    /// Whom it binds.
    pub applies: Vec<Person>,
    /// Whom it binds by reading another row, not by its own words: confidence is medium at most.
    pub applies_by_analogy: Vec<Person>,
    /// When.
    pub stage: Stage,
    /// What follows.
    pub verdict: Verdict,
    /// The class of breach.
    pub class: Class,
    /// Its level, where a source gives one.
    pub level: Option<Level>,
    /// The levels that disagreeing sources give.
    pub levels_in_sources: Vec<Level>,
    /// Rows of its legal basis, cited with it.
    pub basis: Vec<String>,
    /// Instruments it rests on through time.
    pub instruments: Vec<String>,
    /// Circumstances that must be given.
    pub when: Vec<Circumstance>,
    /// Circumstances that exclude it.
    pub unless: Vec<Circumstance>,
    /// Does it also hold for a party as such?
    pub party: bool,
    /// Rows that bound what is allowed.
    pub limits: Vec<String>,
}

impl RuleFacts {
    /// Does it bind such a person, by its words or by another row?
    #[must_use]
    pub fn binds(&self, person: Person) -> bool {
        self.applies.contains(&person) || self.applies_by_analogy.contains(&person)
    }
}

/// A sanction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    /// Its level; none for sanctions that a contract sets.
    pub level: Option<Level>,
    /// On whom.
    pub applies: Vec<Person>,
    /// Its basis.
    pub instruments: Vec<String>,
    /// Its place from mild to heavy.
    pub weight: u32,
    /// What must exist before it can be used.
    pub awaits: Option<Say>,
    /// The sanction it stands in for while that one waits.
    pub instead_of: Option<String>,
    /// Does it only come on top of another?
    pub besides: bool,
    /// Does it end the service?
    pub dismisses: bool,
    /// Who imposes it, where the table of authorities does not say.
    pub imposed_by: Option<Say>,
}

/// When a crime can be committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum During {
    /// Within the campaign.
    Campaign,
    /// Once there are candidates.
    Candidate,
    /// The row names no time.
    Any,
}

/// A crime or a campaign ban.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crime {
    /// Acts that fall under it.
    pub acts: Vec<String>,
    /// Acts of which that is not sure.
    pub acts_unclear: Vec<String>,
    /// Whom of those who can ask it binds; empty when it binds somebody else.
    pub applies: Vec<Person>,
    /// Whom it binds, in words.
    pub who: Say,
    /// The penalty.
    pub penalty: Option<Say>,
    /// How sure the penalty is.
    pub penalty_confidence: Option<Confidence>,
    /// In which elections.
    pub elections: Vec<Election>,
    /// When.
    pub during: During,
    /// The way it goes.
    pub lane: Lane,
    /// Its basis.
    pub instruments: Vec<String>,
}

/// An election with its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// Its kind.
    pub election: Election,
    /// The first day on which there are candidates.
    pub fixed: Day,
    /// First and last day of the campaign.
    pub campaign: [Day; 2],
    /// First and last quiet day.
    pub quiet: [Day; 2],
    /// Voting day.
    pub voting: Day,
    /// The last day of its calendar.
    pub until: Day,
}

impl Contest {
    /// Is there a candidate on that day, or only a prospective one?
    #[must_use]
    pub fn standing(&self, day: Day) -> Standing {
        if day < self.fixed { Standing::Prospective } else { Standing::Candidate }
    }

    /// Is that day in the campaign?
    #[must_use]
    pub fn campaigning(&self, day: Day) -> bool {
        self.campaign[0] <= day && day <= self.campaign[1]
    }
}

/// A date of the election calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Of which contests.
    pub contests: Vec<String>,
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// Did it take place?
    pub held: bool,
}

/// How long somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Working days.
    WorkingDays(u16),
    /// Calendar days.
    Days(u16),
}

impl Limit {
    /// `14 hari kerja`.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::WorkingDays(days) => format!("{days} {}", lang.say("hari kerja", "working days")),
            Self::Days(days) => format!("{days} {}", lang.say("hari kalender", "calendar days")),
        }
    }
}

/// A step of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `bawaslu`, `sbt`, `kasn`, `internal`, `election`.
    pub path: String,
    /// Whose step.
    pub by: Option<Say>,
    /// How long.
    pub limit: Option<Limit>,
    /// From when.
    pub counts_from: Option<Say>,
    /// How sure the limit is, when less than the row.
    pub limit_confidence: Option<Confidence>,
}

/// Who oversees neutrality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervisor {
    /// Who, in words.
    pub who: Say,
    /// On which texts.
    pub instruments: Vec<String>,
}

/// What people do, in their own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The id of the command line.
    pub id: String,
    /// Its group.
    pub group: String,
    /// What a person would say.
    pub title: Say,
    /// A word more.
    pub hint: Option<Say>,
    /// What people type when they mean it.
    pub words: Vec<String>,
    /// Circumstances worth asking.
    pub asks: Vec<Circumstance>,
    /// Where it is written.
    pub place: Place,
}

/// A group of acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Say,
}

/// A kind of person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// `pns`, ….
    pub id: String,
    /// What such a person is called.
    pub title: Say,
    /// The instrument that first bound such a person.
    pub bound_by: Option<String>,
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its code.
    pub id: String,
    /// What it is.
    pub title: Say,
}
