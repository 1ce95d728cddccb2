//! SQL of oversight's own tables: teams and members here below in `teams`, plans in `plan`, tasks in
//! `tasks`, findings in `findings`, files in `files`. Rows are read as they stand (`Kept…`, which the audit compares) and parsed from there.

pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod plan;
pub(crate) mod tasks;
pub(crate) mod teams;

use anyhow::anyhow;
use netra_base::{Day, Error, Result};

/// A column that does not say what it can say.
pub(crate) fn broken(column: &str) -> Error {
    Error::Failed(anyhow!("{column} cannot be read"))
}

/// A day that was kept.
pub(crate) fn day(text: &str, column: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| broken(column))
}
