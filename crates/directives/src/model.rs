//! The nouns of a directive: what it is, of when, by whom, for whom, resting on what, with which text. Constructors parse;
//! what is built holds.

mod due;
mod text;

pub use due::{Confirmed, Due, MOST_WORKING_DAYS};
pub use text::{Part, Text, correction_reason, function, note, number, occasion, reader, subject, withdrawal_reason};

use netra_base::{Day, EmployeeId, EntryId, Lang, Moment, Refusal, SignedInBy, UnitId};
use netra_registry::model::Employment;
use serde::Serialize;

/// A directive's number in this house; not the number on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DirectiveId(pub i64);

impl std::fmt::Display for DirectiveId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Instruments a directive may rest on: more than any circular we know names.
pub const MOST_INSTRUMENTS: usize = 20;
/// Directives it may rest on, and as many that it may replace.
pub const MOST_DIRECTIVES: usize = 10;
/// Units at the top of an audience: all 33 regional offices and the eleven at the top, twice.
pub const MOST_UNITS: usize = 90;

/// What sort of directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DirectiveKind {
    /// Surat edaran.
    Circular,
    /// Amanat, spoken at a roll call; perhaps read on behalf of another.
    Address,
    /// Instruksi of the head of a regional office or UPT.
    Order,
}

impl DirectiveKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Circular, Self::Address, Self::Order];

    /// The word in records, forms and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Circular => "circular",
            Self::Address => "address",
            Self::Order => "order",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word on screens.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Circular => lang.say("Surat Edaran", "Circular"),
            Self::Address => lang.say("Amanat", "Address"),
            Self::Order => lang.say("Instruksi", "Order"),
        }
    }
}

/// Of when a directive is: a day, or only a year where no more is known. A day is never made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// This day.
    Day(Day),
    /// Some day of this year.
    Year(i16),
}

impl Dated {
    /// Reads `2023-11-23` or `2022`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.len() {
            4 => text.parse().ok().filter(|year| (1945..=9_999).contains(year)).map(Self::Year),
            _ => Day::parse(text).map(Self::Day),
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Day(day) => day.ymd().0,
            Self::Year(year) => year,
        }
    }

    /// The day; of a year its last, as the rulebook counts what began in it.
    #[must_use]
    pub fn last(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Year(year) => Day::new(year, 12, 31),
        }
    }

    /// The day; of a year its first.
    #[must_use]
    pub fn first(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Year(year) => Day::new(year, 1, 1),
        }
    }

    /// `23 November 2023`, `tahun 2022 (harinya tidak diketahui)`.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Day(day), _) => lang.day(day),
            (Self::Year(year), Lang::Id) => format!("tahun {year} (harinya tidak diketahui)"),
            (Self::Year(year), Lang::En) => format!("{year} (day not known)"),
        }
    }
}

impl std::fmt::Display for Dated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Year(year) => year.fmt(f),
        }
    }
}

/// Who must receive it: these units and all below them, of these employment kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Roots of the audience, without one that lies below another.
    pub units: Vec<UnitId>,
    /// Kinds of employment.
    pub kinds: Vec<Employment>,
}

/// What a text rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Ids of instruments of the rulebook.
    pub instruments: Vec<String>,
    /// Other directives.
    pub directives: Vec<DirectiveId>,
}

/// That an acknowledgement is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The last day on which it is in time; later ones count and are marked late.
    pub until: Option<Day>,
    /// Of how many working days that day came, when it was counted. The day stands, whatever holidays change later.
    pub days: Option<u16>,
}

/// Where the number on the paper comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbering {
    /// It is on the paper already.
    Typed(String),
    /// The next one of the unit's own register, with this classification.
    Taken(String),
    /// It has none; only an address.
    None,
}

/// A text with what it rests on: what is issued, corrected and acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it is about.
    pub subject: String,
    /// The text.
    pub text: Text,
    /// What it rests on.
    pub chain: Chain,
}

/// A directive to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDirective {
    /// The same key from the same account is the same request.
    pub key: String,
    /// What sort.
    pub kind: DirectiveKind,
    /// The code of the issuing unit.
    pub unit: String,
    /// Its number.
    pub number: Numbering,
    /// Of when.
    pub dated: Dated,
    /// The function that issues it, or whose message it is.
    pub issuer: String,
    /// The function that reads an address on behalf of the issuer.
    pub read_by: Option<String>,
    /// Where an address is spoken.
    pub occasion: Option<String>,
    /// Its own row in the rulebook, when the law speaks of it.
    pub row: Option<String>,
    /// The text.
    pub content: Content,
    /// Directives that end with this one.
    pub replaces: Vec<DirectiveId>,
    /// For whom.
    pub audience: Audience,
    /// Is it meant that PPNPN are left out?
    pub without_ppnpn: bool,
    /// The first day of its validity; nothing where only the year of the paper is known.
    pub from: Option<Day>,
    /// The last day, when it has one.
    pub until: Option<Day>,
    /// By when an acknowledgement is asked, if at all.
    pub asked: Option<Due>,
    /// What the issuer has said of the day that comes of it.
    pub confirmed: Confirmed,
}

/// A correction of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The version that the corrector saw.
    pub of: i64,
    /// The new text.
    pub content: Content,
    /// Why.
    pub reason: String,
    /// Must it be read, acknowledged and passed on anew?
    pub anew: bool,
}

/// How a directive ends before its validity does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Taken back, with the reason.
    Withdrawn(String),
    /// Another takes its place.
    Replaced(DirectiveId),
}

/// The end of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// When.
    pub at: Moment,
    /// How.
    pub how: Ending,
}

/// That the figures of a directive stand: it was withdrawn or replaced, or its last day was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// When they were counted.
    pub at: Moment,
    /// Of which round.
    pub round: i64,
}

/// A directive as kept, with the head of its newest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Its number in this house.
    pub id: DirectiveId,
    /// What sort.
    pub kind: DirectiveKind,
    /// The issuing unit.
    pub unit: UnitId,
    /// The number on the paper.
    pub number: Option<String>,
    /// Of when.
    pub dated: Dated,
    /// The function that issued it.
    pub issuer: String,
    /// The function that read it on behalf of the issuer.
    pub read_by: Option<String>,
    /// Where an address was spoken.
    pub occasion: Option<String>,
    /// Its own row in the rulebook.
    pub row: Option<String>,
    /// What it replaced when it was issued.
    pub replaces: Vec<DirectiveId>,
    /// For whom.
    pub audience: Audience,
    /// The first day of its validity; nothing where only the year of the paper is known.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// Is an acknowledgement asked?
    pub asked: Option<Asked>,
    /// When it was recorded here.
    pub issued: Moment,
    /// How many should receive it on that day.
    pub should_at_issue: i64,
    /// The ledger entry of its issuing.
    pub entry: EntryId,
    /// Its end, when it has one.
    pub end: Option<End>,
    /// When its figures were counted for good; nothing while it is in force.
    pub counted: Option<Counted>,
    /// The newest version.
    pub version: i64,
    /// How often it had to be read anew, from 1: figures are those of the newest round.
    pub round: i64,
    /// What it is about.
    pub subject: String,
    /// SHA-256 of the canonical text of the newest version.
    pub hash: [u8; 32],
    /// Directives that the newest version rests on.
    pub rests: Vec<DirectiveId>,
}

impl Directive {
    /// `Surat edaran SEK-14.KP.05.02 Tahun 2022`, or kind and day of one without a number.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        let kind = self.kind.name(lang);
        match (&self.number, self.dated) {
            (Some(number), _) => format!("{kind} {number}"),
            (None, dated) => format!("{kind}, {}", dated.words(lang)),
        }
    }

    /// The same with its day.
    #[must_use]
    pub fn name_and_day(&self, lang: Lang) -> String {
        let name = self.name(lang);
        if self.number.is_some() { format!("{name}, {}", self.dated.words(lang)) } else { name }
    }
}

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub version: i64,
    /// The round it belongs to.
    pub round: i64,
    /// When it was recorded.
    pub at: Moment,
    /// SHA-256 of its canonical text.
    pub hash: [u8; 32],
    /// What it says and rests on.
    pub content: Content,
    /// Why the text was corrected; nothing of the first.
    pub reason: Option<String>,
    /// The ledger entry.
    pub entry: EntryId,
}

/// A person's acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Which directive.
    pub directive: DirectiveId,
    /// Who.
    pub employee: EmployeeId,
    /// In which round.
    pub round: i64,
    /// Of which version.
    pub version: i64,
    /// When.
    pub at: Moment,
    /// How the session was opened.
    pub by: SignedInBy,
    /// The unit's code at that moment.
    pub unit: String,
    /// Kind of employment at that moment.
    pub employment: Employment,
    /// The ledger entry.
    pub entry: EntryId,
}

/// What a unit says when it passes a directive on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPass {
    /// The code of the unit.
    pub unit: String,
    /// The function that passes it on.
    pub function: String,
    /// A note of its own.
    pub note: Option<String>,
    /// The unit's own order, which rests on the directive.
    pub order: Option<DirectiveId>,
}

/// That a unit passed a directive on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Which unit.
    pub unit: UnitId,
    /// When it had received it from above; nothing when it was faster than those above.
    pub received: Option<Moment>,
    /// When.
    pub at: Moment,
    /// The function that did.
    pub function: String,
    /// Its note.
    pub note: Option<String>,
    /// Its own order.
    pub order: Option<DirectiveId>,
    /// The ledger entry.
    pub entry: EntryId,
}

/// Figures of one unit and all below it, or of that unit alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// How many people should read it.
    pub should: i64,
    /// How many have opened it.
    pub readers: i64,
    /// How many have acknowledged it.
    pub acknowledged: i64,
    /// How many units have to pass it on.
    pub duty: i64,
    /// How many have.
    pub passed: i64,
}

impl Figures {
    /// How many have not acknowledged it.
    #[must_use]
    pub fn outstanding(&self) -> i64 {
        (self.should - self.acknowledged).max(0)
    }

    /// Adds another's figures.
    pub fn add(&mut self, other: &Self) {
        self.should += other.should;
        self.readers += other.readers;
        self.acknowledged += other.acknowledged;
        self.duty += other.duty;
        self.passed += other.passed;
    }
}

/// Employment kinds from their words.
///
/// # Errors
/// `kind-unknown` at the field of the kinds.
pub fn kinds<'a>(words: impl Iterator<Item = &'a str>) -> Result<Vec<Employment>, Refusal> {
    let mut kinds =
        words.map(Employment::parse).collect::<Result<Vec<_>, _>>().map_err(|refusal| refusal.at("kinds"))?;
    kinds.sort_unstable_by_key(|kind| kind.number());
    kinds.dedup();
    Ok(kinds)
}
