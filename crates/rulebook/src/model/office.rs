//! Positions in a central agency, and who may punish those who hold them.

use super::Level;
use netra_base::{Lang, Say};

/// A kind of position in a central agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// JPT Utama.
    JptUtama,
    /// JPT Madya who is the appointing authority.
    JptMadyaPpk,
    /// JPT Madya (eselon I).
    JptMadya,
    /// JPT Pratama (eselon II).
    JptPratama,
    /// Functional official at the top grade.
    AhliUtama,
    /// Other functional officials.
    Functional,
    /// Administrator (eselon III).
    Administrator,
    /// Pengawas (eselon IV).
    Pengawas,
    /// Pelaksana.
    Pelaksana,
}

impl Position {
    /// From the top down.
    pub const ALL: [Self; 9] = [
        Self::JptUtama,
        Self::JptMadyaPpk,
        Self::JptMadya,
        Self::JptPratama,
        Self::AhliUtama,
        Self::Functional,
        Self::Administrator,
        Self::Pengawas,
        Self::Pelaksana,
    ];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::JptUtama => "jpt-utama",
            Self::JptMadyaPpk => "jpt-madya-ppk",
            Self::JptMadya => "jpt-madya",
            Self::JptPratama => "jpt-pratama",
            Self::AhliUtama => "ahli-utama",
            Self::Functional => "functional",
            Self::Administrator => "administrator",
            Self::Pengawas => "pengawas",
            Self::Pelaksana => "pelaksana",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The name on screens.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::JptUtama => "JPT Utama",
            Self::JptMadyaPpk => lang.say("JPT Madya yang menjadi PPK", "JPT Madya who is the appointing authority"),
            Self::JptMadya => lang.say("JPT Madya (eselon I)", "JPT Madya (echelon I)"),
            Self::JptPratama => lang.say("JPT Pratama (eselon II)", "JPT Pratama (echelon II)"),
            Self::AhliUtama => lang.say("Fungsional Ahli Utama", "Functional, Ahli Utama"),
            Self::Functional => lang.say("Fungsional lainnya", "Other functional officials"),
            Self::Administrator => lang.say("Administrator (eselon III)", "Administrator (echelon III)"),
            Self::Pengawas => lang.say("Pengawas (eselon IV)", "Pengawas (echelon IV)"),
            Self::Pelaksana => "Pelaksana",
        }
    }
}

/// Who may punish whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The office, in words.
    pub office: Say,
    /// What it may do.
    pub may: Vec<May>,
}

/// One line of what an authority may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct May {
    /// To whom.
    pub positions: Vec<Position>,
    /// At which levels.
    pub levels: Vec<Level>,
    /// Are those sanctions excepted that end the service?
    pub except_dismissal: bool,
}
