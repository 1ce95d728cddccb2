//! Whose people came beside the host's own: each party has its own count, so that nobody's delegation is lost in the sum.

use super::folded;
use netra_base::UnitId;

/// Whose people, where they are not the host's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Of a unit that was asked to send people.
    Delegation(UnitId),
    /// Of units that were not asked.
    Visitor,
    /// Guests of an institution, by its name as it was first written.
    Institution(String),
}

impl Party {
    /// By what a party is known again: its kind, and the unit's number or the institution's name in small letters.
    #[must_use]
    pub fn key(&self) -> (&'static str, String) {
        match self {
            Self::Delegation(unit) => ("delegation", unit.to_string()),
            Self::Visitor => ("visitor", String::new()),
            Self::Institution(name) => ("guest", folded(name)),
        }
    }

    /// Reads a party from its row.
    pub(crate) fn parse(kind: &str, key: &str, name: String) -> Option<Self> {
        match kind {
            "delegation" => key.parse().ok().map(|unit| Self::Delegation(UnitId(unit))),
            "visitor" => Some(Self::Visitor),
            "guest" => Some(Self::Institution(name)),
            _ => None,
        }
    }
}
