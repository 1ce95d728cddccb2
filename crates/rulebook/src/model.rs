//! The nouns of the rulebook: rows of every kind, contests and their stages, persons, circumstances; the
//! question that is asked and the decision that answers it. Words and codes are those of `rulebook/README.md`.

mod decision;
mod office;
mod request;
mod row;

pub use decision::{AuthorityFor, Class, Confidence, Decision, Lane, Level, Verdict};
pub use office::{Authority, May, Position};
pub use request::{Asked, Circumstance, Favours, Person, Request};
pub use row::{
    Act, Contest, Crime, During, Election, Event, Group, Instrument, Limit, PersonRow, Place, Row, RuleFacts, Sanction,
    Source, Stage, Standing, Step, Supervisor, What,
};

use netra_base::{Day, Say};
use std::collections::HashMap;

/// The heading of one file: a chapter of the printed book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The file's name, `04-discipline.toml`.
    pub file: String,
    /// Its title.
    pub title: Say,
    /// What it holds.
    pub lead: Say,
}

/// The whole book, read and checked in form. What is in force when is asked of it, never of the files.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Its title.
    pub title: Say,
    /// What it is and is not.
    pub lead: Say,
    /// `2026-11`: which edition its editors call it.
    pub edition: String,
    /// The first day for which somebody read the law.
    pub begins: Day,
    /// The last one.
    pub horizon: Day,
    /// SHA-256 of all files, in hex: the version's name.
    pub hash: String,
    /// One for each file that has a heading, in the order of the files.
    pub chapters: Vec<Chapter>,
    /// Every row with an id of law or fact, in the order of the files.
    pub rows: Vec<Row>,
    /// What people do, in their own words.
    pub acts: Vec<Act>,
    /// How acts are grouped.
    pub groups: Vec<Group>,
    /// Who can ask.
    pub persons: Vec<PersonRow>,
    /// Where facts come from.
    pub sources: Vec<Source>,
    /// Row by id.
    pub(crate) places: HashMap<String, usize>,
}

impl Rulebook {
    /// The row with this id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.places.get(id).and_then(|at| self.rows.get(*at))
    }

    /// The act with this id.
    #[must_use]
    pub fn act(&self, id: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.id == id)
    }

    /// The source with this code.
    #[must_use]
    pub fn source(&self, code: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == code)
    }

    /// The contest with this id.
    #[must_use]
    pub fn contest(&self, id: &str) -> Option<(&Row, &Contest)> {
        self.contests().find(|(row, _)| row.id == id)
    }

    /// Every contest.
    pub fn contests(&self) -> impl Iterator<Item = (&Row, &Contest)> {
        self.rows.iter().filter_map(|row| match &row.what {
            What::Contest(contest) => Some((row, contest)),
            _ => None,
        })
    }

    /// Every rule on acts.
    pub fn rules(&self) -> impl Iterator<Item = (&Row, &RuleFacts)> {
        self.rows.iter().filter_map(|row| match &row.what {
            What::Rule(facts) => Some((row, facts)),
            _ => None,
        })
    }

    /// Every crime and campaign ban.
    pub fn crimes(&self) -> impl Iterator<Item = (&Row, &Crime)> {
        self.rows.iter().filter_map(|row| match &row.what {
            What::Crime(crime) => Some((row, crime)),
            _ => None,
        })
    }

    /// Every sanction.
    pub fn sanctions(&self) -> impl Iterator<Item = (&Row, &Sanction)> {
        self.rows.iter().filter_map(|row| match &row.what {
            What::Sanction(sanction) => Some((row, sanction)),
            _ => None,
        })
    }

    /// Every instrument.
    pub fn instruments(&self) -> impl Iterator<Item = (&Row, &Instrument)> {
        self.rows.iter().filter_map(|row| match &row.what {
            What::Instrument(instrument) => Some((row, instrument)),
            _ => None,
        })
    }

    /// Who oversees on that day.
    #[must_use]
    pub fn supervisor(&self, day: Day) -> Option<(&Row, &Supervisor)> {
        self.rows.iter().find_map(|row| match &row.what {
            What::Supervisor(supervisor) if row.stands(day) => Some((row, supervisor)),
            _ => None,
        })
    }

    /// The person row of this kind.
    #[must_use]
    pub fn person(&self, person: Person) -> Option<&PersonRow> {
        self.persons.iter().find(|row| row.id == person.code())
    }

    /// Is this instrument in force on that day, for that kind of election?
    #[must_use]
    pub fn in_force(&self, id: &str, day: Day, election: Option<Election>) -> bool {
        let Some(row) = self.row(id) else { return false };
        let What::Instrument(instrument) = &row.what else { return false };
        let begun = instrument.from_year.is_none_or(|year| year < day.ymd().0);
        let speaks = election.is_none_or(|one| instrument.elections.is_empty() || instrument.elections.contains(&one));
        begun && speaks && row.stands(day)
    }

    /// Does this row hold on that day: by its own days, or else by the instruments it rests on?
    #[must_use]
    pub fn holds(&self, row: &Row, day: Day) -> bool {
        if !row.stands(day) {
            return false;
        }
        let own_days = row.from.is_some() || row.until.is_some();
        let rests_on = row.instruments();
        own_days || rests_on.is_empty() || rests_on.iter().any(|id| self.in_force(id, day, None))
    }
}
