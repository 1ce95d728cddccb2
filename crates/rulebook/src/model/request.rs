//! What is asked of the rulebook: acts, a contest, a day, who, under which circumstances.

use super::Rulebook;
use netra_base::{Day, Refusal};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// Permanent civil servant.
    Pns,
    /// Civil servant on contract.
    Pppk,
    /// Worker who is not a civil servant.
    Ppnpn,
    /// Village head.
    VillageHead,
}

impl Person {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pns, Self::Pppk, Self::Ppnpn, Self::VillageHead];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pns => "pns",
            Self::Pppk => "pppk",
            Self::Ppnpn => "ppnpn",
            Self::VillageHead => "village-head",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What else was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Circumstance {
    /// The favoured one is the person's own husband or wife.
    Spouse,
    /// The person is on unpaid leave (CLTN).
    UnpaidLeave,
    /// With attributes of a party or of the civil service.
    Attributes,
    /// With state facilities.
    StateFacilities,
    /// Mobilising others.
    Mobilising,
}

impl Circumstance {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Spouse, Self::UnpaidLeave, Self::Attributes, Self::StateFacilities, Self::Mobilising];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::UnpaidLeave => "unpaid-leave",
            Self::Attributes => "attributes",
            Self::StateFacilities => "state-facilities",
            Self::Mobilising => "mobilising",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The act that this circumstance is by itself (pp94-n-2, -n-3, -n-4).
    #[must_use]
    pub fn act(self) -> Option<&'static str> {
        match self {
            Self::Attributes => Some("campaign-attributes"),
            Self::StateFacilities => Some("state-facilities"),
            Self::Mobilising => Some("mobilise-others"),
            Self::Spouse | Self::UnpaidLeave => None,
        }
    }
}

/// Whom the act favours or harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Favours {
    /// Somebody who stands, or may stand, in the contest.
    #[default]
    Contestant,
    /// A party as such.
    Party,
}

/// A question as it came in, words only.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Acts.
    pub acts: Vec<String>,
    /// The contest.
    pub contest: String,
    /// The day of the act where it happened.
    pub day: Option<Day>,
    /// Who.
    pub employment: String,
    /// Under which circumstances.
    pub circumstances: Vec<Circumstance>,
    /// Whom.
    pub favours: Favours,
    /// The sanction of the last time, when the same kind of breach is repeated.
    pub after: Option<String>,
}

/// A question with every id known to the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Acts, at least one, none twice.
    pub(crate) acts: Vec<String>,
    /// The contest.
    pub(crate) contest: String,
    /// The day.
    pub(crate) day: Day,
    /// Who.
    pub(crate) person: Person,
    /// Under which circumstances.
    pub(crate) circumstances: Vec<Circumstance>,
    /// Whom.
    pub(crate) favours: Favours,
    /// The sanction of the last time.
    pub(crate) after: Option<String>,
}

/// Acts in one examination.
const MOST_ACTS: usize = 10;

impl Request {
    /// Looks every word up in the book.
    ///
    /// # Errors
    /// One refusal for each word the book does not know, naming those it knows.
    pub fn parse(book: &Rulebook, asked: &Asked) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let mut acts: Vec<String> = Vec::new();
        if asked.acts.is_empty() || asked.acts.len() > MOST_ACTS {
            refusals.push(
                Refusal::new("act-missing", "Pilih perbuatannya: satu sampai sepuluh.", "Choose the act: one to ten.")
                    .at("act"),
            );
        }
        for act in asked.acts.iter().take(MOST_ACTS) {
            if book.act(act).is_none() {
                refusals.push(unknown("act-unknown", "act", act, book.acts.iter().map(|one| one.id.as_str())));
            } else if !acts.contains(act) {
                acts.push(act.clone());
            }
        }
        if book.contest(&asked.contest).is_none() {
            let known = book.contests().map(|(row, _)| row.id.as_str());
            refusals.push(unknown("contest-unknown", "contest", &asked.contest, known));
        }
        let person = Person::parse(&asked.employment);
        if person.is_none() {
            let known = Person::ALL.into_iter().map(Person::code);
            refusals.push(unknown("employment-unknown", "employment", &asked.employment, known));
        }
        if asked.day.is_none() {
            refusals.push(
                Refusal::new(
                    "date-missing",
                    "Tanggal perbuatan belum diisi atau bukan tanggal. Tulis TTTT-BB-HH, misalnya 2024-01-15.",
                    "The date of the act is missing or not a date. Write YYYY-MM-DD, such as 2024-01-15.",
                )
                .at("date"),
            );
        }
        if let Some(after) = &asked.after
            && !book.sanctions().any(|(row, _)| row.id == *after)
        {
            let known = book.sanctions().map(|(row, _)| row.id.as_str());
            refusals.push(unknown("sanction-unknown", "after", after, known));
        }
        let (Some(person), Some(day), true) = (person, asked.day, refusals.is_empty()) else { return Err(refusals) };
        let mut circumstances = asked.circumstances.clone();
        circumstances.sort_unstable();
        circumstances.dedup();
        Ok(Self {
            acts,
            contest: asked.contest.clone(),
            day,
            person,
            circumstances,
            favours: asked.favours,
            after: asked.after.clone(),
        })
    }

    /// Is this so?
    #[must_use]
    pub fn has(&self, circumstance: Circumstance) -> bool {
        self.circumstances.contains(&circumstance)
    }
}

/// Shown of what was typed: enough to recognise it.
const SHOWN: usize = 40;

fn unknown<'a>(code: &'static str, field: &'static str, given: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let list = known.collect::<Vec<_>>().join(", ");
    let given: String = given.chars().filter(|one| !one.is_control()).take(SHOWN).collect();
    let (what, what_en) = match field {
        "act" => ("Perbuatan", "act"),
        "contest" => ("Pemilihan", "contest"),
        "after" => ("Sanksi", "sanction"),
        _ => ("Status kepegawaian", "employment"),
    };
    Refusal::new(
        code,
        format!("{what} “{given}” tidak dikenal. Yang dikenal: {list}."),
        format!("Unknown {what_en} “{given}”. Known are: {list}."),
    )
    .at(field)
}
