//! Numbers as the public may have them, with the words for them. What is hidden is not in the value: nothing
//! that is made of it, a sum, a share, a bar, can tell more. Which number is told how is decided in rules.

use netra_base::Lang;

/// The smallest count that is told.
pub const SMALLEST: i64 = 5;

/// A count as the public may have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The count itself.
    Exact(i64),
    /// Fewer than five.
    Few,
    /// All of so many but fewer than five.
    Nearly(i64),
    /// Nothing.
    Hidden,
    /// A sum of which some part is not exact: what is told of its parts.
    AtLeast(i64),
}

impl Told {
    /// The count where it is told.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        if let Self::Exact(count) = self { Some(count) } else { None }
    }

    /// What the count is at least, by what is told.
    #[must_use]
    pub fn least(self) -> i64 {
        match self {
            Self::Exact(count) | Self::AtLeast(count) => count,
            Self::Nearly(whole) => whole - SMALLEST + 1,
            Self::Few | Self::Hidden => 0,
        }
    }

    /// `1.232`, `<5`, `>1.395`, `≥ 20`, `–`.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Exact(count) => lang.number(count),
            Self::Few => format!("<{SMALLEST}"),
            Self::Nearly(whole) => format!(">{}", lang.number(whole - SMALLEST)),
            Self::Hidden => "–".into(),
            Self::AtLeast(count) => format!("≥ {}", lang.number(count)),
        }
    }
}

/// Figures as the public may have them; refusals are never among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicFigures {
    /// How many should have signed.
    pub should: Told,
    /// How many have.
    pub signed: Told,
}

impl PublicFigures {
    /// The share of what is told: exact of exact counts, a bound or `≈` of others, a dash where it would say
    /// nothing.
    #[must_use]
    pub fn share(&self, lang: Lang) -> String {
        let whole = self.should.least();
        match (self.should, self.signed) {
            (Told::Few | Told::Hidden, _) | (_, Told::Hidden) => "–".into(),
            (Told::Exact(_), Told::Exact(part)) => lang.percent(part, whole),
            (Told::Exact(_), Told::Few) if whole >= SMALLEST * 20 => "≈ 0 %".into(),
            (Told::Exact(_), Told::Few) => format!("<{}", lang.percent(SMALLEST, whole)),
            (Told::Exact(_), Told::Nearly(_)) if whole >= SMALLEST * 20 => "≈ 100 %".into(),
            (Told::Exact(_), Told::Nearly(_)) => format!(">{}", lang.percent(whole - SMALLEST, whole)),
            _ if whole <= 0 => "–".into(),
            (_, signed) => format!("≈ {}", lang.percent(signed.least(), whole)),
        }
    }

    /// `1.232 dari 1.400`.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        format!("{} {} {}", self.signed.words(lang), lang.say("dari", "of"), self.should.words(lang))
    }

    /// Part and whole of a bar: of what is told, nothing else.
    #[must_use]
    pub fn bar(&self) -> (i64, i64) {
        (self.signed.least(), self.should.least())
    }

    /// Part and whole of a tile of the public map, where a tile can say what is told.
    #[must_use]
    pub fn tile(&self) -> Option<(i64, i64)> {
        match (self.should, self.signed) {
            (Told::Exact(whole), Told::Exact(_) | Told::Few | Told::Nearly(_)) => Some((self.signed.least(), whole)),
            _ => None,
        }
    }
}
