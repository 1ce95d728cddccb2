//! What waits for somebody, for the first page and the desk: directives to acknowledge, and directives that his own unit has
//! to pass on. Made from what is there at the moment; nothing is sent.

use super::list::{mine, running};
use super::pass::people_below;
use crate::model::{Directive, DirectiveId};
use crate::rules;
use crate::store::passed;
use netra_base::{Day, Moment, Principal, Result, UnitId};
use netra_registry::actions as registry;
use netra_store::Tx;

/// What waits for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Directives that he must still acknowledge.
    pub acknowledge: i64,
    /// Those of them of which an operator reminded him, newest first.
    pub reminded: Vec<Recalled>,
    /// The newest of the others, with its subject.
    pub first: Option<(DirectiveId, String)>,
    /// The earliest day until which one of the others is to be acknowledged, and whether that day is over.
    pub until: Option<(Day, bool)>,
    /// Directives that a unit of his own grants has to pass on: which, and for which unit.
    pub pass_on: Vec<(DirectiveId, String, UnitId)>,
}

/// A directive of which somebody was reminded, and which he must still acknowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    /// Which.
    pub directive: DirectiveId,
    /// Its subject.
    pub subject: String,
    /// When his unit, or one above it, was last reminded.
    pub at: Moment,
    /// That day, by his own unit's clock.
    pub day: Day,
    /// Until when it is to be acknowledged, and whether that day is over.
    pub until: Option<(Day, bool)>,
}

/// Units looked at for one keeper: those of his grants, seldom more than three.
const GRANTS: usize = 20;

/// What waits for this principal now. Of the units below his own, each has its keeper; they are not counted here.
///
/// # Errors
/// When the database fails.
pub fn waiting(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<Waiting> {
    let mut waiting = Waiting::default();
    if let Some(employee) = who.employee {
        let mine = mine(tx, employee, now)?;
        for one in mine.list.into_iter().filter(|one| one.waits) {
            waiting.acknowledge += 1;
            let until = one.directive.asked.and_then(|asked| asked.until).map(|until| (until, until < mine.today));
            let (directive, subject) = (one.directive.id, one.directive.subject);
            if let Some(at) = one.reminded {
                let day = at.day(mine.person.zone);
                waiting.reminded.push(Recalled { directive, subject, at, day, until });
                continue;
            }
            if let Some(until) = until
                && waiting.until.is_none_or(|earliest| until < earliest)
            {
                waiting.until = Some(until);
            }
            waiting.first.get_or_insert((directive, subject));
        }
    }
    let mut seen = Vec::new();
    for grant in who.grants.iter().filter(|grant| rules::keeps(who, &grant.path)).take(GRANTS) {
        if seen.contains(&grant.unit) {
            continue;
        }
        seen.push(grant.unit);
        let unit = registry::unit(tx, grant.unit)?;
        for one in running(tx, &unit.path, now.day(unit.zone))? {
            if due(tx, &one, &unit)? {
                waiting.pass_on.push((one.id, one.subject, unit.id));
            }
        }
    }
    Ok(waiting)
}

fn due(tx: &mut Tx<'_>, one: &Directive, unit: &netra_registry::model::Unit) -> Result<bool> {
    let issuer = registry::unit(tx, one.unit)?.path;
    // Counting the people of a whole ministry comes last: its own units issued most of what holds for it.
    let passes = |people| rules::passes_on(&one.audience, &issuer, &unit.path, people);
    Ok(passes(1) && passed::of_unit(tx, one.id, one.round, unit.id)?.is_none() && passes(people_below(tx, one, unit)?))
}
