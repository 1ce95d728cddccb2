//! Cases: what must follow from a row, written beside it by those who wrote the row. A case that does not hold
//! is a fault of the row or of the case, and one of them must change.

use super::decide::decide;
use crate::model::{
    Asked, Circumstance, Class, Confidence, Favours, Lane, Level, Limit, Place, Position, Request, Rulebook, Verdict,
    What,
};
use netra_base::{Day, Lang, Refusal, Zone};
use netra_calendar::Calendar;

/// One case as written.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where.
    pub place: Place,
    /// The row it is about.
    pub rule: String,
    /// What happens, in words.
    pub says: String,
    /// Must the row be among what the answer cites?
    pub applies: bool,
    /// The refusal that must come instead of an answer.
    pub refused: Option<String>,
    /// What is asked.
    pub facts: CaseFacts,
    /// What else must follow.
    pub expected: Expected,
}

/// What a case asks.
#[derive(Debug, Clone, Default)]
pub struct CaseFacts {
    /// Acts.
    pub acts: Vec<String>,
    /// The contest.
    pub contest: Option<String>,
    /// The day of the act, or the day on which an instrument is looked at.
    pub date: Option<Day>,
    /// Who.
    pub employment: Option<String>,
    /// Circumstances.
    pub circumstances: Vec<Circumstance>,
    /// Is a party favoured as such?
    pub party: bool,
    /// The sanction of the last time.
    pub after: Option<String>,
    /// The day from which a step's limit counts.
    pub from: Option<Day>,
    /// The day on which the step was done.
    pub done: Option<Day>,
    /// A position, for authorities.
    pub position: Option<Position>,
    /// A level, for authorities.
    pub level: Option<Level>,
}

/// What else must follow; what is not said is not looked at.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The class.
    pub class: Option<Class>,
    /// The level.
    pub level: Option<Level>,
    /// The confidence.
    pub confidence: Option<Confidence>,
    /// Exactly these sanctions.
    pub sanctions: Option<Vec<String>>,
    /// At least these instruments.
    pub instruments: Option<Vec<String>>,
    /// Exactly these lanes.
    pub lanes: Option<Vec<Lane>>,
    /// These rows too.
    pub cites: Vec<String>,
    /// Not these rows.
    pub omits: Vec<String>,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Held,
    /// What was wrong: Indonesian, English.
    Broke(String, String),
}

/// Runs every case; answers those that broke, with their place in the list.
#[must_use]
pub fn run_all(book: &Rulebook, cases: &[Case], calendar: &Calendar) -> Vec<(usize, String, String)> {
    let outcomes = cases.iter().enumerate().map(|(at, case)| (at, run(book, case, calendar)));
    outcomes
        .filter_map(|(at, outcome)| match outcome {
            Outcome::Held => None,
            Outcome::Broke(id, en) => Some((at, id, en)),
        })
        .collect()
}

/// Runs one case.
#[must_use]
pub fn run(book: &Rulebook, case: &Case, calendar: &Calendar) -> Outcome {
    let Some(row) = book.row(&case.rule) else {
        return broke(format!("baris {} tidak ada", case.rule), format!("there is no row {}", case.rule));
    };
    let facts = &case.facts;
    match (&row.what, facts.acts.is_empty()) {
        (_, false) => of_act(book, case),
        (What::Instrument(_), _) => simple(case, facts.date.map(|day| book.in_force(&row.id, day, None)), "date"),
        (What::Step(step), _) => {
            let limit = match step.limit {
                Some(Limit::WorkingDays(days)) => netra_calendar::Limit::WorkingDays(days),
                Some(Limit::Days(days)) => netra_calendar::Limit::CalendarDays(days),
                None => return broke("baris ini tanpa limit", "this row has no limit"),
            };
            let (Some(from), Some(done)) = (facts.from, facts.done) else {
                return broke("isi from dan done", "give from and done");
            };
            match calendar.deadline(from, limit, Zone::Wib) {
                Ok(deadline) => simple(case, Some(done <= deadline.deadline), "done"),
                Err(error) => broke(error.sentences(Lang::Id), error.sentences(Lang::En)),
            }
        }
        (What::Authority(authority), _) => {
            let may = facts.position.zip(facts.level).map(|(position, level)| {
                authority.may.iter().any(|one| one.positions.contains(&position) && one.levels.contains(&level))
            });
            simple(case, may, "position, level")
        }
        (What::Contest(contest), _) => simple(case, facts.date.map(|day| contest.fixed <= day), "date"),
        _ => simple(case, facts.date.map(|day| book.holds(row, day)), "date"),
    }
}

fn broke(id: impl Into<String>, en: impl Into<String>) -> Outcome {
    Outcome::Broke(id.into(), en.into())
}

fn simple(case: &Case, found: Option<bool>, needs: &str) -> Outcome {
    match found {
        None => broke(format!("isi {needs}"), format!("give {needs}")),
        Some(found) if found == case.applies => Outcome::Held,
        Some(found) => broke(
            format!("applies seharusnya {}, ternyata {found}", case.applies),
            format!("applies should be {}, is {found}", case.applies),
        ),
    }
}

fn of_act(book: &Rulebook, case: &Case) -> Outcome {
    let facts = &case.facts;
    let asked = Asked {
        acts: facts.acts.clone(),
        contest: facts.contest.clone().unwrap_or_default(),
        day: facts.date,
        employment: facts.employment.clone().unwrap_or_default(),
        circumstances: facts.circumstances.clone(),
        favours: if facts.party { Favours::Party } else { Favours::Contestant },
        after: facts.after.clone(),
    };
    let decided = Request::parse(book, &asked)
        .map_err(|refusals| refusals.into_iter().next())
        .and_then(|request| decide(book, &request).map_err(Some));
    match (decided, &case.refused) {
        (Err(refusal), Some(code)) => refused(refusal, code),
        (Err(refusal), None) => {
            let say = refusal.map(|refusal| refusal.say);
            broke(say.as_ref().map_or("", |say| &say.id), say.as_ref().map_or("", |say| &say.en))
        }
        (Ok(_), Some(code)) => broke(format!("seharusnya ditolak: {code}"), format!("should be refused: {code}")),
        (Ok(decision), None) => compare(case, &decision),
    }
}

fn refused(refusal: Option<Refusal>, code: &str) -> Outcome {
    let found = refusal.map_or("", |refusal| refusal.code);
    if found == code {
        return Outcome::Held;
    }
    broke(format!("ditolak {found}, seharusnya {code}"), format!("refused {found}, should be {code}"))
}

fn compare(case: &Case, decision: &crate::model::Decision) -> Outcome {
    let expected = &case.expected;
    let cites = |id: &str| {
        [&decision.rules, &decision.sanctions, &decision.instruments]
            .into_iter()
            .any(|list| list.iter().any(|one| one == id))
            || decision.authority.iter().any(|one| one.rules.iter().any(|rule| rule == id))
    };
    let mut wrong = Vec::new();
    let mut expect = |what: &str, want: String, is: String| {
        if want != is {
            wrong.push((what.to_owned(), want, is));
        }
    };
    expect("applies", case.applies.to_string(), cites(&case.rule).to_string());
    if let Some(verdict) = expected.verdict {
        expect("verdict", verdict.code().into(), decision.verdict.code().into());
    }
    if let Some(class) = expected.class {
        expect("class", class.code().into(), decision.class.code().into());
    }
    if let Some(level) = expected.level {
        expect("level", level.code().into(), decision.level.code().into());
    }
    if let Some(confidence) = expected.confidence {
        expect("confidence", confidence.code().into(), decision.confidence.code().into());
    }
    if let Some(sanctions) = &expected.sanctions {
        expect("sanctions", sorted(sanctions), sorted(&decision.sanctions));
    }
    if let Some(lanes) = &expected.lanes {
        let codes = |lanes: &[Lane]| lanes.iter().map(|lane| lane.code().to_owned()).collect::<Vec<_>>();
        expect("lanes", sorted(&codes(lanes)), sorted(&codes(&decision.lanes)));
    }
    for id in expected.instruments.iter().flatten().chain(&expected.cites) {
        expect("cites", id.clone(), if cites(id) { id.clone() } else { String::new() });
    }
    for id in &expected.omits {
        expect("omits", String::new(), if cites(id) { id.clone() } else { String::new() });
    }
    if wrong.is_empty() {
        return Outcome::Held;
    }
    let tell = |should: &str, is: &str| {
        let parts = wrong.iter().map(|(what, want, found)| format!("{what}: {should} [{want}], {is} [{found}]"));
        parts.collect::<Vec<_>>().join("; ")
    };
    broke(tell("seharusnya", "ternyata"), tell("should be", "is"))
}

fn sorted(list: &[String]) -> String {
    let mut list = list.to_vec();
    list.sort();
    list.join(", ")
}
