//! A person who works for the agency: how employed, in which unit, since when, and by what a row of a
//! roster finds the person again. No NIK is kept anywhere.

use super::{Nip, collapse};
use netra_base::{Day, EmployeeId, Refusal, UnitId};
use serde::{Deserialize, Serialize};

/// How a person is employed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Employment {
    /// Civil servant.
    Pns,
    /// Government employee on a contract, with a NIP of its own form (nip-2).
    Pppk,
    /// Not a civil servant: yearly contracts, no NIP (ppnpn-1).
    Ppnpn,
}

impl Employment {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Pns, Self::Pppk, Self::Ppnpn];

    /// The word in files and replies: `pns`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pns => "pns",
            Self::Pppk => "pppk",
            Self::Ppnpn => "ppnpn",
        }
    }

    /// The word on screens: `PNS`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pns => "PNS",
            Self::Pppk => "PPPK",
            Self::Ppnpn => "PPNPN",
        }
    }

    /// The number that stands in the database.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Pns => 0,
            Self::Pppk => 1,
            Self::Ppnpn => 2,
        }
    }

    /// Reads [`Employment::number`].
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.number() == number)
    }

    /// Reads the word of a file, whatever its case and blanks.
    ///
    /// # Errors
    /// A refusal at the column `status`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let word = text.trim();
        Self::ALL.into_iter().find(|e| e.code().eq_ignore_ascii_case(word)).ok_or_else(|| {
            Refusal::new(
                "status-unknown",
                "Status harus pns, pppk, atau ppnpn; tulis salah satunya.",
                "The status must be pns, pppk or ppnpn; write one of them.",
            )
            .at("status")
        })
    }
}

/// Whether a person works here now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// Works here.
    Active,
    /// Left, for this reason.
    Left(Departure),
}

/// Why a person left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Departure {
    /// Pensiun.
    Retired,
    /// Mutasi keluar, to another agency.
    Transferred,
    /// Berhenti or contract ended.
    Ended,
    /// Meninggal dunia.
    Died,
}

impl Departure {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::Retired, Self::Transferred, Self::Ended, Self::Died];

    /// The stable word: `pensiun`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Retired => "pensiun",
            Self::Transferred => "mutasi-keluar",
            Self::Ended => "berhenti",
            Self::Died => "meninggal",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }
}

impl Service {
    /// The number that stands in the database.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Active => 0,
            Self::Left(Departure::Retired) => 1,
            Self::Left(Departure::Transferred) => 2,
            Self::Left(Departure::Ended) => 3,
            Self::Left(Departure::Died) => 4,
        }
    }

    /// Reads [`Service::number`].
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        std::iter::once(Self::Active).chain(Departure::ALL.into_iter().map(Self::Left)).find(|s| s.number() == number)
    }

    /// Works here now?
    #[must_use]
    pub fn is_active(self) -> bool {
        self == Self::Active
    }
}

/// A person's name: apostrophes stay, blanks are single, one word is enough.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PersonName(String);

impl PersonName {
    /// Longest name, in letters.
    pub const MAX: usize = 120;

    /// Reads a name.
    ///
    /// # Errors
    /// A refusal at the column `nama`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let name = collapse(text);
        check_text(&name, "nama", 1, Self::MAX)?;
        if !name.chars().any(char::is_alphabetic) {
            return Err(Refusal::new(
                "nama-letters",
                "Nama tidak berisi huruf; tulis nama orangnya.",
                "The name has no letters; write the person's name.",
            )
            .at("nama"));
        }
        Ok(Self(name))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a PPNPN's yearly contract; with the unit it says who is meant (ppnpn-1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ContractNumber(String);

impl ContractNumber {
    /// Longest number, in letters.
    pub const MAX: usize = 80;

    /// Reads a contract number.
    ///
    /// # Errors
    /// A refusal at the column `nomor_kontrak`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let number = collapse(text);
        if number.is_empty() {
            return Err(Refusal::new(
                "contract-missing",
                "Baris PPNPN memerlukan nomor kontrak (ppnpn-1); isi kolom nomor_kontrak.",
                "A PPNPN row needs a contract number (ppnpn-1); fill in the column nomor_kontrak.",
            )
            .at("nomor_kontrak"));
        }
        check_text(&number, "nomor_kontrak", 1, Self::MAX)?;
        Ok(Self(number))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Golongan: I/a … IV/e of a PNS, I … XVII of a PPPK. Other words are kept as they are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Grade(String);

impl Grade {
    /// Longest text kept, in letters.
    pub const MAX: usize = 20;
    const ROMAN: [&'static str; 17] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"];

    /// Reads a grade in any of its spellings (`iii/a`, `IIIa`, `III A`, `9`). Never refuses: an unknown
    /// word is kept, cut to [`Grade::MAX`] letters, without control characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = collapse(text);
        let text: String = text.chars().filter(|c| !c.is_control()).take(Self::MAX).collect();
        if text.is_empty() {
            return None;
        }
        let plain: String = text.chars().filter(|c| !matches!(c, '/' | ' ' | '.' | '-')).collect();
        Some(Self(Self::known(&plain).unwrap_or(text)))
    }

    fn known(plain: &str) -> Option<String> {
        if let Ok(number) = plain.parse::<usize>() {
            return Self::ROMAN.get(number.checked_sub(1)?).map(|&roman| roman.to_owned());
        }
        let upper = plain.to_ascii_uppercase();
        if let Some(&roman) = Self::ROMAN.iter().find(|&&roman| roman == upper) {
            return Some(roman.to_owned());
        }
        let (room, letter) = upper.split_at_checked(upper.len().checked_sub(1)?)?;
        let last = if room == "IV" { "E" } else { "D" };
        let known = Self::ROMAN[..4].contains(&room) && ("A"..=last).contains(&letter);
        known.then(|| format!("{room}/{}", letter.to_ascii_lowercase()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The pangkat that belongs to a PNS grade, if it is one.
    #[must_use]
    pub fn rank(&self) -> Option<&'static str> {
        Some(match self.as_str() {
            "I/a" => "Juru Muda",
            "I/b" => "Juru Muda Tk. I",
            "I/c" => "Juru",
            "I/d" => "Juru Tk. I",
            "II/a" => "Pengatur Muda",
            "II/b" => "Pengatur Muda Tk. I",
            "II/c" => "Pengatur",
            "II/d" => "Pengatur Tk. I",
            "III/a" => "Penata Muda",
            "III/b" => "Penata Muda Tk. I",
            "III/c" => "Penata",
            "III/d" => "Penata Tk. I",
            "IV/a" => "Pembina",
            "IV/b" => "Pembina Tk. I",
            "IV/c" => "Pembina Utama Muda",
            "IV/d" => "Pembina Utama Madya",
            "IV/e" => "Pembina Utama",
            _ => return None,
        })
    }
}

/// Reads a position (jabatan); an empty one is `None`.
///
/// # Errors
/// A refusal at the column `jabatan` when it is longer than 160 letters or holds control characters.
pub fn position_text(text: &str) -> Result<Option<String>, Refusal> {
    let text = collapse(text);
    if text.is_empty() {
        return Ok(None);
    }
    check_text(&text, "jabatan", 1, 160)?;
    Ok(Some(text))
}

/// Length and control characters of one field of text.
pub(crate) fn check_text(text: &str, column: &'static str, min: usize, max: usize) -> Result<(), Refusal> {
    let letters = text.chars().count();
    if letters < min {
        return Err(Refusal::new(
            "text-missing",
            format!("Kolom {column} kosong; isi nilainya."),
            format!("The column {column} is empty; fill it in."),
        )
        .at(column));
    }
    if letters > max {
        return Err(Refusal::new(
            "text-long",
            format!("Isi kolom {column} {letters} huruf, paling banyak {max}; persingkat."),
            format!("The column {column} has {letters} letters, at most {max} fit; shorten it."),
        )
        .at(column));
    }
    if text.chars().any(char::is_control) {
        return Err(Refusal::new(
            "text-control",
            format!("Kolom {column} berisi karakter kendali yang tidak terlihat; ketik ulang isinya."),
            format!("The column {column} holds invisible control characters; type it again."),
        )
        .at(column));
    }
    Ok(())
}

/// By what a person is found again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Identity {
    /// PNS and PPPK.
    Nip(Nip),
    /// PPNPN: the contract, together with the unit.
    Contract(ContractNumber),
}

/// A person as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Employee {
    /// The id.
    pub id: EmployeeId,
    /// The NIP of a PNS or PPPK.
    pub nip: Option<Nip>,
    /// The contract of a PPNPN.
    pub contract: Option<ContractNumber>,
    /// The name.
    pub name: PersonName,
    /// How employed.
    pub employment: Employment,
    /// Works here now, or left.
    pub service: Service,
    /// Jabatan.
    pub position: Option<String>,
    /// Golongan.
    pub grade: Option<Grade>,
    /// The unit, the last one for those who left.
    pub unit: UnitId,
    /// First day in the registry (the day of the latest return, for who came back).
    pub joined: Day,
    /// Last day, for those who left.
    pub left: Option<Day>,
    /// The change number of the latest state.
    pub change: i64,
}

impl Employee {
    pub(crate) fn stored_name(text: String) -> PersonName {
        PersonName(text)
    }

    pub(crate) fn stored_contract(text: String) -> ContractNumber {
        ContractNumber(text)
    }

    pub(crate) fn stored_grade(text: String) -> Grade {
        Grade(text)
    }
}

/// A person to be written: all fields checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmployee {
    /// NIP, or contract number.
    pub identity: Identity,
    /// The name.
    pub name: PersonName,
    /// How employed; agrees with the NIP.
    pub employment: Employment,
    /// Jabatan.
    pub position: Option<String>,
    /// Golongan.
    pub grade: Option<Grade>,
    /// The unit.
    pub unit: UnitId,
}

impl NewEmployee {
    /// The NIP, if there is one.
    #[must_use]
    pub fn nip(&self) -> Option<Nip> {
        match &self.identity {
            Identity::Nip(nip) => Some(*nip),
            Identity::Contract(_) => None,
        }
    }

    /// The contract number, if that is the identity.
    #[must_use]
    pub fn contract(&self) -> Option<&ContractNumber> {
        match &self.identity {
            Identity::Nip(_) => None,
            Identity::Contract(number) => Some(number),
        }
    }
}

/// One state of a person: what held from this day on. `change` only grows, in the order of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct State {
    /// Place in the stream of all changes.
    pub change: i64,
    /// Who.
    pub employee: EmployeeId,
    /// From this day on.
    pub day: Day,
    /// In this unit.
    pub unit: UnitId,
    /// So employed.
    pub employment: Employment,
    /// Working or gone.
    pub service: Service,
    /// The state before this one, if any.
    pub previous: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_in_every_spelling_and_none_is_refused() {
        let cases = [
            ("III/a", "III/a"),
            ("iii/A", "III/a"),
            ("IIIb", "III/b"),
            ("III C", "III/c"),
            ("IV/e", "IV/e"),
            ("I/e", "I/e"),
            ("9", "IX"),
            ("ix", "IX"),
            ("XVII", "XVII"),
            ("18", "18"),
            ("Gol. Tiga", "Gol. Tiga"),
        ];
        for (text, expected) in cases {
            assert_eq!(Grade::parse(text).expect("kept").as_str(), expected, "{text}");
        }
        assert_eq!(Grade::parse("  "), None);
        assert_eq!(Grade::parse("é"), Some(Grade("é".into())));
        assert_eq!(Grade::parse("III/d").and_then(|g| g.rank()), Some("Penata Tk. I"));
    }

    #[test]
    fn names_keep_apostrophes_and_lose_double_blanks() {
        let cases = [
            ("Sa'diyah  Nur   Aini", Ok("Sa'diyah Nur Aini")),
            (" Suharto ", Ok("Suharto")),
            ("Ma’ruf\u{a0}Amin", Ok("Ma’ruf Amin")),
            ("", Err("text-missing")),
            ("12345", Err("nama-letters")),
            ("Budi\u{7}", Err("text-control")),
        ];
        for (text, expected) in cases {
            let found = PersonName::parse(text);
            assert_eq!(found.as_ref().map(PersonName::as_str).map_err(|r| r.code), expected, "{text:?}");
        }
        assert_eq!(PersonName::parse(&"a".repeat(121)).map_err(|r| r.code), Err("text-long"));
    }

    #[test]
    fn service_and_employment_read_back_what_they_write() {
        for service in (0..5).filter_map(Service::from_number) {
            assert_eq!(Service::from_number(service.number()), Some(service));
        }
        assert_eq!(Service::from_number(5), None);
        assert_eq!(Employment::parse(" PnS "), Ok(Employment::Pns));
        assert_eq!(Employment::parse("honorer").map_err(|r| r.code), Err("status-unknown"));
    }
}
