//! What others ask about one person at once: name, number, unit, zone, service. And the stream of changes
//! with the state before each, for those who keep counters of their own.

use crate::model::{Standing, State};
use crate::store;
use crate::store::people;
use netra_base::{EmployeeId, Result};
use netra_store::Tx;

/// The standing of a person, if there is one.
///
/// # Errors
/// When the database fails.
pub fn standing(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Option<Standing>> {
    store::standing::standing(tx, id)
}

/// The same, held: whoever else holds or changes this person waits until this transaction ends. What is read
/// about the person after this call is the latest.
///
/// # Errors
/// When the database fails.
pub fn standing_held(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Option<Standing>> {
    store::standing::held(tx, id)
}

/// The number of the latest change, held: nobody joins, moves or leaves until this transaction ends, and
/// only one transaction at a time holds it. Taken before any person is held.
///
/// # Errors
/// When the database fails.
pub fn hold_changes(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(store::counts::take(tx, "change", 0)? - 1)
}

/// One change of one person, with the state before it (none for somebody new).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The state before.
    pub before: Option<State>,
    /// The state after, with its change number.
    pub after: State,
}

/// Changes after a number, in order, at most `limit` looked at. Joiners are left out of the list: whoever
/// counts answers has nothing to move for them. The second part is the number to go on from.
///
/// # Errors
/// When the database fails.
pub fn changes_since(tx: &mut Tx<'_>, number: i64, limit: u32) -> Result<(Vec<Change>, i64, usize)> {
    let states = people::states_after(tx, number, i64::from(limit))?;
    let (looked, last) = (states.len(), states.last().map_or(number, |state| state.change));
    let mut changes = Vec::new();
    for after in states {
        if let Some(previous) = after.previous {
            changes.push(Change { before: people::state(tx, previous)?, after });
        }
    }
    Ok((changes, last, looked))
}
