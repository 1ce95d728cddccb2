//! One directive as somebody may see it: its text, what it rests on up to the law, what rests on it, how it stands with the
//! asker and with his unit.

use super::list::listed;
use super::pass::{people_below, received};
use super::reach::{Home, Reach, home, person, reach};
use super::spread::Line;
use crate::model::{Acknowledgement, Chain, Directive, DirectiveId, Version};
use crate::rules::{self, Asker};
use crate::store::{directives, passed, versions};
use netra_base::{Day, Error, Moment, Principal, Refusal, Result};
use netra_media::FileId;
use netra_registry::actions as registry;
use netra_registry::model::{Standing as Person, Unit};
use netra_rulebook::Library;
use netra_rulebook::model::Row;
use netra_store::Tx;
use std::collections::HashSet;

/// What a text rests on, up to the law.
#[derive(Debug, Clone, Default)]
pub struct Basis {
    /// Instruments by id, with their row where the law of today has it.
    pub instruments: Vec<(String, Option<Row>)>,
    /// Directives with what they rest on; and whether the asker may open them.
    pub directives: Vec<(Directive, bool, Self)>,
}

/// How a directive stands with the person who asks.
#[derive(Debug, Clone)]
pub struct MyMark {
    /// When it was first opened in this round.
    pub read: Option<Moment>,
    /// The newest acknowledgement, perhaps of an earlier round.
    pub acknowledged: Option<Acknowledgement>,
    /// Is it of this round?
    pub done: bool,
    /// May it be acknowledged now, or why not?
    pub may: Result<(), Refusal>,
    /// Was the unit reminded while it waited?
    pub reminded: Option<Moment>,
    /// Whose it is.
    pub person: Person,
    /// How the units from the asker's own upward stand with passing on.
    pub way: Vec<(Unit, Line)>,
}

/// A version in the list of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its number.
    pub version: i64,
    /// When it was recorded.
    pub at: Moment,
    /// Why, when it is a correction.
    pub reason: Option<String>,
    /// Had it to be acknowledged anew?
    pub anew: bool,
}

/// A directive as somebody may see it.
#[derive(Debug, Clone)]
pub struct View {
    /// The directive.
    pub directive: Directive,
    /// Its unit.
    pub unit: Unit,
    /// The unit's own day.
    pub today: Day,
    /// The version shown.
    pub version: Version,
    /// All versions, the oldest first.
    pub editions: Vec<Edition>,
    /// What the asker may.
    pub reach: Reach,
    /// How it stands with the asker, when he is meant.
    pub mine: Option<MyMark>,
    /// What it rests on.
    pub basis: Basis,
    /// What rests on it, as far as the asker may know of it.
    pub resting: Vec<Directive>,
    /// What took its place.
    pub successor: Option<Directive>,
    /// Names of the units at the top of its audience.
    pub audience: Vec<String>,
    /// The scan of the signed original of the version shown.
    pub original: Option<FileId>,
}

/// Links upward that are followed: from an order of a unit to a law there are four.
const DEPTH: usize = 6;
/// Directives of a chain whose own basis is told, each once: the name says the rest. Ten that rest on ten others would be a
/// million lines at this depth.
const MOST_TOLD: usize = 60;

/// The directive with this number; its newest version, or an older one.
///
/// # Errors
/// `NotFound` for those who may not know of it, and for a version that is not there.
pub fn view(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: DirectiveId, version: Option<i64>) -> Result<View> {
    let Home { directive, unit, reach } = home(tx, who, id)?;
    let asker = person(tx, who)?;
    let version = version.unwrap_or(directive.version);
    let version = versions::version(tx, id, version)?.ok_or(Error::NotFound)?;
    let law = netra_rulebook::actions::current(tx, now)?;
    let basis = basis(tx, (who, asker.as_ref()), &law, &version.content.chain, (DEPTH, &mut HashSet::new()))?;
    let mut resting = directives::resting_on(tx, id)?;
    resting = known_of(tx, who, asker.as_ref(), resting)?;
    let successor = match &directive.end {
        Some(crate::model::End { how: crate::model::Ending::Replaced(next), .. }) => directives::directive(tx, *next)?,
        _ => None,
    };
    let mut audience = Vec::new();
    for unit in &directive.audience.units {
        audience.push(registry::unit(tx, *unit)?.name);
    }
    let mut before = 0;
    let mut editions = Vec::new();
    for kept in versions::kept(tx, id)? {
        let anew = kept.round > before && kept.version > 1;
        before = kept.round;
        editions.push(Edition { version: kept.version, at: kept.at, reason: kept.reason, anew });
    }
    let originals = versions::originals(tx, id)?;
    let original = originals.iter().find(|one| one.version == version.version).map(|one| FileId(one.file));
    let mine = match (asker, who.employee) {
        (Some(person), Some(employee)) if reach.meant => Some(mark(tx, now, (employee, person), &directive, &unit)?),
        _ => None,
    };
    let today = now.day(unit.zone);
    Ok(View { directive, unit, today, version, editions, reach, mine, basis, resting, successor, audience, original })
}

fn known_of(tx: &mut Tx<'_>, who: &Principal, asker: Option<&Person>, list: Vec<Directive>) -> Result<Vec<Directive>> {
    let mut out = Vec::new();
    for one in list {
        if reach(tx, who, asker, &one)?.is_some() {
            out.push(one);
        }
    }
    Ok(out)
}

fn basis(
    tx: &mut Tx<'_>,
    (who, asker): (&Principal, Option<&Person>),
    law: &Library,
    chain: &Chain,
    (depth, told): (usize, &mut HashSet<DirectiveId>),
) -> Result<Basis> {
    let instruments = chain.instruments.iter().map(|id| (id.clone(), law.book().row(id).cloned())).collect();
    let mut list = Vec::new();
    if depth > 0 {
        for id in &chain.directives {
            let Some(one) = directives::directive(tx, *id)? else { continue };
            let opens = reach(tx, who, asker, &one)?.is_some();
            let mut rests = Basis::default();
            if told.len() < MOST_TOLD && told.insert(*id) {
                let above =
                    versions::version(tx, *id, one.version)?.map(|version| version.content.chain).unwrap_or_default();
                rests = basis(tx, (who, asker), law, &above, (depth - 1, told))?;
            }
            list.push((one, opens, rests));
        }
    }
    Ok(Basis { instruments, directives: list })
}

fn mark(
    tx: &mut Tx<'_>,
    now: Moment,
    (employee, person): (netra_base::EmployeeId, Person),
    directive: &Directive,
    issuer: &Unit,
) -> Result<MyMark> {
    let today = now.day(person.zone);
    let one = listed(tx, employee, &person, today, directive.clone())?;
    let asker = Asker { unit_path: &person.unit_path, employment: person.employment, active: person.active, today };
    let may = rules::may_acknowledge(directive, &asker);
    let done = one.acknowledged.as_ref().is_some_and(|mark| mark.round == directive.round);
    let mut way = Vec::new();
    let mut next = Some(person.unit);
    while let Some(id) = next {
        let unit = registry::unit(tx, id)?;
        next = unit.parent;
        if let Some(line) = line(tx, directive, issuer, &unit)? {
            way.push((unit, line));
        }
    }
    Ok(MyMark { read: one.read, acknowledged: one.acknowledged, done, may, reminded: one.reminded, person, way })
}

/// How one unit stands with passing on; nothing when it need not.
fn line(tx: &mut Tx<'_>, directive: &Directive, issuer: &Unit, unit: &Unit) -> Result<Option<Line>> {
    if let Some(kept) = passed::of_unit(tx, directive.id, directive.round, unit.id)? {
        return Ok(Some(Line::Done(Box::new(kept.passed))));
    }
    let people = people_below(tx, directive, unit)?;
    if !rules::passes_on(&directive.audience, &issuer.path, &unit.path, people) {
        return Ok(None);
    }
    Ok(Some(Line::Due(received(tx, directive, issuer, unit)?)))
}
