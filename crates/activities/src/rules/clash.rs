//! What clashes: one person at two activities at once, one venue twice. Warnings, never refusals: a person may leave
//! early, a hall may have two rooms.

use crate::model::folded;
use netra_base::{Moment, UnitId};

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub starts: Moment,
    /// Its last moment.
    pub ends: Moment,
}

impl Span {
    /// What two have in common; touching ends share nothing.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let both = Self { starts: self.starts.max(other.starts), ends: self.ends.min(other.ends) };
        (both.starts < both.ends).then_some(both)
    }
}

/// Words of a venue's name that many places have.
const COMMON: usize = 2;

/// By what a venue is recognised: its words, within the regional office; `aula` or `ruang rapat` alone is another room in
/// each unit.
#[must_use]
pub fn venue_key(venue: &str, region: UnitId, unit: UnitId) -> String {
    let words = folded(venue);
    let scope = if words.split(' ').count() <= COMMON { unit } else { region };
    format!("{scope}|{words}")
}
