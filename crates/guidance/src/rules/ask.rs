//! What the rules answer to somebody who asks before acting: the decision of the rulebook for a named contest; one for
//! each stage where he does not know which; a guide where the date has no answer. It keeps nothing and adds no law.

use netra_base::{Day, Lang, Refusal};
use netra_rulebook::model::{
    Asked, Circumstance, Contest, Decision, Favours, Person, Request, Row, RuleFacts, Rulebook, Standing, Verdict,
};
use netra_rulebook::rules::decide;

/// The code of refusals that say: the book has no answer for this date.
const OUTSIDE: &str = "date-outside-data";

/// How many things are named that one may do instead.
const INSTEAD: usize = 3;

/// Whom the act favours or harms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Somebody who stands, or may stand, in this contest.
    Contest(String),
    /// A party as such.
    Party,
    /// The asker does not know.
    Unknown,
}

/// What somebody chose.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What he is about to do.
    pub act: String,
    /// For whom.
    pub whom: Whom,
    /// On which day.
    pub day: Option<Day>,
    /// What he is.
    pub person: Person,
    /// What else is so.
    pub circumstances: Vec<Circumstance>,
}

/// A decision with what it was asked about.
#[derive(Debug, Clone)]
pub struct Told {
    /// What the one favoured is; none where the answer is the same for both.
    pub standing: Option<Standing>,
    /// The contest it was asked about.
    pub contest: String,
    /// The day it was asked about.
    pub day: Day,
    /// The decision.
    pub decision: Decision,
}

/// The answer to a choice.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The verdict over all that was told; undecided when the stages differ.
    pub verdict: Verdict,
    /// One decision, or one for each stage. Where `outside` is set they are a guide, asked about days of a contest.
    pub told: Vec<Told>,
    /// Why the book has no answer for the date.
    pub outside: Option<Refusal>,
}

/// Answers.
///
/// # Errors
/// Refusals for unknown ids, a missing date and circumstances that contradict each other.
pub fn answer(book: &Rulebook, choice: &Choice) -> Result<Answer, Vec<Refusal>> {
    let mut told = Vec::new();
    let mut outside = None;
    for contest in contests(book, choice) {
        match at(book, choice, &contest, choice.day) {
            Ok(one) => keep(&mut told, one),
            Err(list) if list.iter().all(|refusal| refusal.code == OUTSIDE) => {
                outside = outside.or(list.into_iter().next());
            }
            Err(list) => return Err(list),
        }
    }
    merge(&mut told);
    if let (true, Some(why)) = (told.is_empty(), outside) {
        let contest = match &choice.whom {
            Whom::Contest(id) => book.contest(id),
            _ => latest(book),
        };
        let told = contest.map(|(row, contest)| stages(book, choice, row, contest)).unwrap_or_default();
        return Ok(Answer { verdict: Verdict::Undecided, told, outside: Some(plainer(book, choice, why)) });
    }
    Ok(Answer { verdict: verdict(&told), told, outside: None })
}

/// The contests to ask about: the one named; else those not yet over on the day, or the latest.
fn contests(book: &Rulebook, choice: &Choice) -> Vec<String> {
    if let Whom::Contest(id) = &choice.whom {
        return vec![id.clone()];
    }
    let on = |contest: &Contest| choice.day.is_none_or(|day| day <= contest.until);
    let running: Vec<_> = book.contests().filter(|(_, one)| on(one)).map(|(row, _)| row.id.clone()).collect();
    if running.is_empty() { latest(book).map(|(row, _)| row.id.clone()).into_iter().collect() } else { running }
}

/// The contest that ends last.
#[must_use]
pub fn latest(book: &Rulebook) -> Option<(&Row, &Contest)> {
    book.contests().max_by_key(|(_, contest)| contest.until)
}

fn at(book: &Rulebook, choice: &Choice, contest: &str, day: Option<Day>) -> Result<Told, Vec<Refusal>> {
    let favours = if choice.whom == Whom::Party { Favours::Party } else { Favours::Contestant };
    let asked = Asked {
        acts: vec![choice.act.clone()],
        contest: contest.to_owned(),
        day,
        employment: choice.person.code().to_owned(),
        circumstances: choice.circumstances.clone(),
        favours,
        after: None,
    };
    let request = Request::parse(book, &asked)?;
    let decision = decide(book, &request).map_err(|refusal| vec![refusal])?;
    let standing = day.and_then(|day| Some(book.contest(contest)?.1.standing(day)));
    Ok(Told { standing, contest: contest.to_owned(), day: day.unwrap_or(book.horizon), decision })
}

/// Of several contests at the same stage, the one that opens more ways is told: the ethics and the discipline are
/// the same, only the election laws differ.
fn keep(told: &mut Vec<Told>, one: Told) {
    match told.iter_mut().find(|known| known.standing == one.standing) {
        Some(known) if known.decision.lanes.len() >= one.decision.lanes.len() => {}
        Some(known) => *known = one,
        None => told.push(one),
    }
    told.sort_by_key(|one| one.standing);
}

/// Two stages with one answer are one answer.
fn merge(told: &mut Vec<Told>) {
    let same = |one: &Decision, other: &Decision| {
        one.verdict == other.verdict
            && one.class == other.class
            && one.level == other.level
            && one.rules == other.rules
            && one.sanctions == other.sanctions
            && one.lanes == other.lanes
    };
    if let [first, second] = told.as_slice()
        && same(&first.decision, &second.decision)
    {
        told.truncate(1);
        if let Some(only) = told.first_mut() {
            only.standing = None;
        }
    }
}

fn verdict(told: &[Told]) -> Verdict {
    let first = told.first().map_or(Verdict::Undecided, |one| one.decision.verdict);
    if told.iter().all(|one| one.decision.verdict == first) { first } else { Verdict::Undecided }
}

/// Both stages of a contest: its last day without candidates and the first day of its campaign.
fn stages(book: &Rulebook, choice: &Choice, row: &Row, contest: &Contest) -> Vec<Told> {
    let days = [contest.fixed.plus_days(-1), contest.campaign[0]];
    let mut told: Vec<_> = days.into_iter().filter_map(|day| at(book, choice, &row.id, Some(day)).ok()).collect();
    merge(&mut told);
    told
}

/// An act at both stages of the latest contest, for a permanent civil servant: what a first look needs.
#[must_use]
pub fn at_both_stages(book: &Rulebook, act: &str) -> Vec<Told> {
    let Some((row, contest)) = latest(book) else { return Vec::new() };
    let choice =
        Choice { act: act.to_owned(), whom: Whom::Unknown, day: None, person: Person::Pns, circumstances: Vec::new() };
    stages(book, &choice, row, contest)
}

/// Where no contest was named and all are over, the refusal must not speak of one contest.
fn plainer(book: &Rulebook, choice: &Choice, why: Refusal) -> Refusal {
    let Some(day) = choice.day else { return why };
    let over = book.contests().all(|(_, contest)| contest.until < day) && day <= book.horizon;
    if !over || matches!(choice.whom, Whom::Contest(_)) {
        return why;
    }
    Refusal::new(
        OUTSIDE,
        format!("Pada {} tidak ada pemilihan yang berlangsung dalam buku aturan.", Lang::Id.day(day)),
        format!("No election in the rulebook is on at {}.", Lang::En.day(day)),
    )
    .at("date")
}

/// What one may do instead: what the rules on this act bound, allowed acts of the same group, or else of any; also the
/// act itself where a circumstance would allow it.
#[must_use]
pub fn instead<'a>(book: &'a Rulebook, choice: &Choice, day: Day) -> Vec<&'a Row> {
    let group = |act: &str| book.act(act).map(|act| act.group.as_str());
    let own = group(&choice.act);
    let open = |rule: &RuleFacts| {
        rule.applies.contains(&choice.person)
            && (rule.acts.contains(&choice.act) || rule.when.iter().all(|one| choice.circumstances.contains(one)))
    };
    // From the end: where two rows allow the same act, the chapter on what is allowed stands last.
    let mut seen: Vec<&[String]> = Vec::new();
    let mut all: Vec<(&Row, &RuleFacts)> = book.rules().collect();
    all.reverse();
    all.retain(|(row, rule)| {
        let fits = rule.verdict == Verdict::Allowed && open(rule) && book.holds(row, day);
        let new = fits && !seen.contains(&rule.acts.as_slice());
        if new {
            seen.push(&rule.acts);
        }
        new
    });
    all.reverse();
    // Nearest is what these very rules bound, then what stands in the same group, then anything.
    let about = |id: &String| book.rules().any(|(row, rule)| row.id == *id && rule.acts.contains(&choice.act));
    let far = |rule: &RuleFacts| match rule.limits.iter().any(about) {
        true => 0,
        false if rule.acts.iter().any(|act| group(act) == own) => 1,
        false => 2,
    };
    let nearest = all.iter().map(|(_, rule)| far(rule)).min();
    all.retain(|(_, rule)| far(rule) <= nearest.unwrap_or(0).max(1));
    all.sort_by_key(|(_, rule)| far(rule));
    all.into_iter().map(|(row, _)| row).take(INSTEAD).collect()
}
