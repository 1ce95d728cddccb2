//! What somebody may do with a directive. Who is in its audience reads it; whose grants touch its audience or its issuer
//! reads it too; to everybody else it is not there.

use crate::model::{Directive, DirectiveId};
use crate::rules;
use crate::store::directives;
use netra_base::{Error, Principal, Result};
use netra_registry::actions as registry;
use netra_registry::model::{Standing, Unit};
use netra_store::Tx;

/// What the asker may.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Is in its audience.
    pub meant: bool,
    /// Corrects and ends it.
    pub keeps: bool,
    /// Sees figures of some of its units.
    pub sees: bool,
    /// Keeps some of its units, and may have to pass it on there.
    pub passes: bool,
}

/// A directive with its issuing unit, the paths of its audience and what the asker may.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub directive: Directive,
    pub unit: Unit,
    pub reach: Reach,
}

/// The person behind the account, when there is one.
pub(crate) fn person(tx: &mut Tx<'_>, who: &Principal) -> Result<Option<Standing>> {
    match who.employee {
        Some(id) => registry::standing(tx, id),
        None => Ok(None),
    }
}

/// What `who` may do with it; nothing when he may not know of it.
pub(crate) fn reach(
    tx: &mut Tx<'_>,
    who: &Principal,
    person: Option<&Standing>,
    directive: &Directive,
) -> Result<Option<Reach>> {
    let meant = person.is_some_and(|person| {
        person.active && rules::in_audience(&directive.audience, &person.unit_path, person.employment)
    });
    let mut reach = Reach { meant, ..Reach::default() };
    if who.grants.is_empty() {
        return Ok(meant.then_some(reach));
    }
    let issuer = registry::unit(tx, directive.unit)?.path;
    let mut paths = Vec::new();
    for unit in &directive.audience.units {
        paths.push(registry::unit(tx, *unit)?.path);
    }
    reach.keeps = rules::keeps(who, &issuer);
    let overlaps = |see: &dyn Fn(netra_base::Role) -> bool| {
        let mut grants = who.grants.iter().filter(|grant| see(grant.role));
        grants.any(|grant| {
            paths.iter().any(|path| path.starts_with(&grant.path) || grant.path.starts_with(path.as_str()))
        })
    };
    reach.sees = overlaps(&rules::sees_by);
    reach.passes = overlaps(&|role| matches!(role, netra_base::Role::UnitOperator | netra_base::Role::Administrator));
    let known = meant || reach.keeps || rules::touched(who, paths.iter().map(String::as_str).chain([issuer.as_str()]));
    Ok(known.then_some(reach))
}

/// The directive with this number, for those who may know of it.
pub(crate) fn home(tx: &mut Tx<'_>, who: &Principal, id: DirectiveId) -> Result<Home> {
    let directive = directives::directive(tx, id)?.ok_or(Error::NotFound)?;
    let person = person(tx, who)?;
    let reach = reach(tx, who, person.as_ref(), &directive)?.ok_or(Error::NotFound)?;
    let unit = registry::unit(tx, directive.unit)?;
    Ok(Home { directive, unit, reach })
}

/// The same, for those who keep it.
pub(crate) fn kept_home(tx: &mut Tx<'_>, who: &Principal, id: DirectiveId) -> Result<Home> {
    let home = home(tx, who, id)?;
    if home.reach.keeps { Ok(home) } else { Err(Error::NotFound) }
}
