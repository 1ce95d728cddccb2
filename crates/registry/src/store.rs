//! SQL of the registry: small functions on a transaction, private to the crate. No decisions here.

pub(crate) mod acts;
pub(crate) mod counts;
pub(crate) mod imports;
pub(crate) mod people;
pub(crate) mod standing;
pub(crate) mod units;
pub(crate) mod words;

use anyhow::anyhow;
use netra_base::{Day, Error, Result};

/// A stored text that should be a day.
pub(crate) fn day(text: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| broken("day"))
}

/// A stored value that no version of this program could have written.
pub(crate) fn broken(what: &str) -> Error {
    Error::Failed(anyhow!("the registry holds an unreadable {what}"))
}

/// The first id after a path in the order of text: everything at or below `path` lies in
/// `path .. below(path)`. A path ends in `/`, and `0` follows `/`.
pub(crate) fn below(path: &str) -> String {
    let mut end = path.strip_suffix('/').unwrap_or(path).to_owned();
    end.push('0');
    end
}
