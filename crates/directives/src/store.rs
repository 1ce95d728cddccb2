//! SQL of the directives' own tables: what was issued here, readers, units that pass on, counters and final figures
//! beside it.

pub(crate) mod directives;
pub(crate) mod finals;
pub(crate) mod passed;
pub(crate) mod people;
pub(crate) mod tally;
pub(crate) mod versions;

use crate::model::DirectiveId;
use anyhow::anyhow;
use netra_base::{Day, Error, Result};

pub(crate) fn broken(column: &str) -> Error {
    Error::Failed(anyhow!("{column} cannot be read"))
}

pub(crate) fn day(text: &str, column: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| broken(column))
}

/// Ids in the form in which a row keeps them: `1,5`.
pub(crate) fn list_text(ids: impl IntoIterator<Item = i64>) -> String {
    ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

/// Reads such a list; an empty text is an empty list.
pub(crate) fn list<T>(text: &str, column: &str, make: impl Fn(i64) -> T) -> Result<Vec<T>> {
    let ids = text.split(',').filter(|id| !id.is_empty());
    ids.map(|id| id.parse().map(&make).map_err(|_| broken(column))).collect()
}

pub(crate) fn ids(list: &[DirectiveId]) -> String {
    list_text(list.iter().map(|id| id.0))
}
