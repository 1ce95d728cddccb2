//! The certificate of a passed post-test and its code: 80 random bits, written so that nobody mistakes one letter
//! for another on paper.

use super::Occasion;
use netra_base::{Chance, Day, EmployeeId, EntryId, Moment, letters};
use serde::Serialize;

/// Sixteen letters of 5 bits: an attempt's key, a certificate's code. A million guesses a second for a century
/// would try less than one in three hundred of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(String);

impl Code {
    /// A fresh code.
    #[must_use]
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.bytes::<16>().iter().map(|b| letters::letter(u64::from(*b))).collect())
    }

    /// Reads what was typed: in any case, with or without groups, O for 0, I and L for 1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Longer than any way to write it: nothing else is worth looking at.
        if text.len() > 64 {
            return None;
        }
        letters::plain(text).filter(|code| code.len() == 16).map(Self)
    }

    /// The letters, as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `ABCD-EFGH-JKMN-PQRS`.
impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&letters::grouped(&self.0))
    }
}

/// A certificate as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Its code.
    pub code: Code,
    /// Whose it is.
    pub employee: EmployeeId,
    /// The name at that time.
    pub name: String,
    /// The unit's code at that time.
    pub unit: String,
    /// The unit's kind at that time.
    pub unit_kind: String,
    /// What the test belonged to.
    pub occasion: Option<Occasion>,
    /// Right answers.
    pub score: i64,
    /// Of how many.
    pub questions: i64,
    /// How many were needed.
    pub needed: i64,
    /// The day on the unit's wall.
    pub day: Day,
    /// The moment of issue.
    pub at: Moment,
    /// The ledger entry.
    pub entry: EntryId,
}

/// What the ledger's record of a certificate says; the live columns say the same.
#[derive(Debug, Serialize)]
pub struct CertificateBody<'a> {
    /// The attempt's key.
    pub attempt: &'a str,
    /// The code, without groups.
    pub code: &'a str,
    /// The day.
    pub day: &'a str,
    /// The person's number in the registry.
    pub employee: EmployeeId,
    /// The person's name.
    pub name: &'a str,
    /// Right answers needed.
    pub needed: i64,
    /// What the test belonged to.
    pub occasion: Option<&'a str>,
    /// Questions.
    pub questions: i64,
    /// Right answers.
    pub score: i64,
    /// The unit's code.
    pub unit: &'a str,
    /// The unit's kind.
    pub unit_kind: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = Code::draw(&Chance::seeded(1));
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (19, 3));
        let typed = format!("  {} ", shown.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
        assert_eq!(Code::parse(&typed), Some(code));
        for text in ["", "ABCD", "ABCD-EFGH-JKMN-PQR", "ABCD-EFGH-JKMN-PQRU", "ABCD-EFGH-JKMN-PQR=", &"A".repeat(80)] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }
}
