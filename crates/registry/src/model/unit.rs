//! A node of the organisation tree: code, name, kind, place in the tree, time zone, and the days between
//! which it exists. A code is never given to another unit, so that history survives a split.

use super::{collapse, employee::check_text};
use netra_base::{Day, Lang, Refusal, UnitId, Zone};
use serde::Serialize;

/// What sort of unit it is (org-e1, kw, org-kw-2, upt-*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// The agency itself.
    Agency,
    /// One of the eleven at the top.
    Eselon1,
    /// Regional office.
    Kanwil,
    /// Division of a regional office.
    Division,
    /// Prison.
    Lapas,
    /// Remand house.
    Rutan,
    /// Institution for children.
    Lpka,
    /// Probation office.
    Bapas,
    /// Store for seized goods.
    Rupbasan,
    /// Prison hospital.
    Hospital,
    /// Immigration office.
    Kanim,
    /// Immigration detention house.
    Rudenim,
    /// Property and heritage office.
    Bhp,
    /// Anything below: bagian, bidang, seksi.
    Section,
}

impl UnitKind {
    /// All kinds, from the top down.
    pub const ALL: [Self; 14] = [
        Self::Agency,
        Self::Eselon1,
        Self::Kanwil,
        Self::Division,
        Self::Lapas,
        Self::Rutan,
        Self::Lpka,
        Self::Bapas,
        Self::Rupbasan,
        Self::Hospital,
        Self::Kanim,
        Self::Rudenim,
        Self::Bhp,
        Self::Section,
    ];

    /// The word in files, replies and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Agency => "kementerian",
            Self::Eselon1 => "eselon-1",
            Self::Kanwil => "kanwil",
            Self::Division => "divisi",
            Self::Lapas => "lapas",
            Self::Rutan => "rutan",
            Self::Lpka => "lpka",
            Self::Bapas => "bapas",
            Self::Rupbasan => "rupbasan",
            Self::Hospital => "rs",
            Self::Kanim => "kanim",
            Self::Rudenim => "rudenim",
            Self::Bhp => "bhp",
            Self::Section => "bagian",
        }
    }

    /// The name on screens.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Agency => lang.say("Kementerian", "Ministry"),
            Self::Eselon1 => lang.say("Unit eselon I", "Echelon I unit"),
            Self::Kanwil => lang.say("Kantor Wilayah", "Regional office"),
            Self::Division => lang.say("Divisi", "Division"),
            Self::Lapas => lang.say("Lembaga Pemasyarakatan", "Prison"),
            Self::Rutan => lang.say("Rumah Tahanan Negara", "Remand house"),
            Self::Lpka => lang.say("Lembaga Pembinaan Khusus Anak", "Institution for children"),
            Self::Bapas => lang.say("Balai Pemasyarakatan", "Probation office"),
            Self::Rupbasan => lang.say("Rumah Penyimpanan Benda Sitaan Negara", "Store for seized goods"),
            Self::Hospital => lang.say("Rumah sakit", "Hospital"),
            Self::Kanim => lang.say("Kantor Imigrasi", "Immigration office"),
            Self::Rudenim => lang.say("Rumah Detensi Imigrasi", "Immigration detention house"),
            Self::Bhp => lang.say("Balai Harta Peninggalan", "Property and heritage office"),
            Self::Section => lang.say("Bagian", "Section"),
        }
    }

    /// Is it a technical unit (UPT)?
    #[must_use]
    pub fn is_upt(self) -> bool {
        self >= Self::Lapas && self <= Self::Bhp
    }

    /// Reads the word of a file, whatever its case.
    ///
    /// # Errors
    /// A refusal at the column `kind`, naming the words that exist.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let word = text.trim();
        Self::ALL.into_iter().find(|k| k.code().eq_ignore_ascii_case(word)).ok_or_else(|| {
            let words = Self::ALL.map(Self::code).join(", ");
            Refusal::new(
                "kind-unknown",
                format!("Jenis unit tidak dikenal; pilih salah satu: {words}."),
                format!("Unknown kind of unit; choose one of: {words}."),
            )
            .at("kind")
        })
    }
}

impl Serialize for UnitKind {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

/// A unit's code, upper case: `KW-20-PAS`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct UnitCode(String);

impl UnitCode {
    /// Longest code.
    pub const MAX: usize = 32;

    /// Reads a code: letters, digits, `-` and `.`, in any case.
    ///
    /// # Errors
    /// A refusal at the column `code`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let code = text.trim().to_ascii_uppercase();
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        let starts = code.starts_with(|c: char| c.is_ascii_alphanumeric());
        if code.len() > Self::MAX || !starts || !code.chars().all(good) {
            return Err(Refusal::new(
                "code-form",
                "Kode unit terdiri dari huruf, angka, - dan titik, diawali huruf atau angka, paling panjang 32.",
                "A unit code has letters, digits, - and dots, begins with a letter or digit, and has at most 32.",
            )
            .at("code"));
        }
        Ok(Self(code))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for UnitCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a unit's name.
///
/// # Errors
/// A refusal at the column `name`.
pub fn unit_name(text: &str) -> Result<String, Refusal> {
    let name = collapse(text);
    check_text(&name, "name", 1, 160)?;
    Ok(name)
}

/// A unit as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// The id.
    pub id: UnitId,
    /// The code people write.
    pub code: UnitCode,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: UnitKind,
    /// Class of a UPT (`IIA`), if it has one.
    pub class: Option<String>,
    /// Short name for the tile map, of a Kanwil.
    pub short: Option<String>,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// Ids from the root to here: `/1/5/77/`.
    pub path: String,
    /// The time zone of its wall clock.
    pub zone: Zone,
    /// First day.
    pub valid_from: Day,
    /// Last day, when it has ended.
    pub valid_to: Option<Day>,
    /// Invented for the demo.
    pub sample: bool,
    /// The id of the fact that it rests on (`kw-20`), if any.
    pub source: Option<String>,
}

impl Unit {
    pub(crate) fn stored_code(text: String) -> UnitCode {
        UnitCode(text)
    }

    /// Does it exist on this day?
    #[must_use]
    pub fn exists_on(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// How many steps below the root: the root is 0.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.path.matches('/').count().saturating_sub(2)
    }
}

/// A unit to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// The code.
    pub code: UnitCode,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: UnitKind,
    /// Class of a UPT.
    pub class: Option<String>,
    /// Short name for the tile map.
    pub short: Option<String>,
    /// The unit above; `None` for a root.
    pub parent: Option<UnitId>,
    /// The time zone.
    pub zone: Zone,
    /// First day.
    pub valid_from: Day,
    /// Invented for the demo.
    pub sample: bool,
    /// The id of the fact it rests on.
    pub source: Option<String>,
}

/// Who took over from a unit that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct UnitSuccessor {
    /// The unit that ended.
    pub unit: UnitId,
    /// The unit that goes on with its work.
    pub successor: UnitId,
    /// The successor's first day in that duty.
    pub day: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_any_case_and_refused_when_they_could_harm() {
        for (text, expected) in [("kw-20-pas", Some("KW-20-PAS")), (" E1-05 ", Some("E1-05")), ("UPT.1", Some("UPT.1"))]
        {
            assert_eq!(UnitCode::parse(text).ok().map(|c| c.0).as_deref(), expected);
        }
        for text in ["", "=1", "-A", "A B", "a/b", "É", &"A".repeat(33)] {
            assert_eq!(UnitCode::parse(text).map_err(|r| r.code), Err("code-form"), "{text}");
        }
    }

    #[test]
    fn kinds_read_back_what_they_write() {
        for kind in UnitKind::ALL {
            assert_eq!(UnitKind::parse(&kind.code().to_uppercase()), Ok(kind));
        }
        assert!(UnitKind::Lapas.is_upt() && UnitKind::Bhp.is_upt());
        assert!(!UnitKind::Division.is_upt() && !UnitKind::Section.is_upt());
        assert!(UnitKind::parse("penjara").expect_err("unknown").say.id.contains("lapas"));
    }
}
