//! The NIP, the number of a civil servant: 18 digits that say birth date, start of service, sex and a
//! serial (rules nip-1 to nip-4). It has no check digit; what can be checked is checked here, and nothing
//! else refuses a number.

use super::Employment;
use netra_base::{Day, Refusal};

/// A valid NIP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nip(i64);

/// The sex that a NIP states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Digit 1.
    Male,
    /// Digit 2.
    Female,
}

impl Nip {
    /// Reads a NIP. Blanks between the groups are allowed, as printed papers have them, and so is the
    /// apostrophe with which spreadsheets mark text.
    ///
    /// # Errors
    /// One refusal, at the column `nip`, for the first rule that the number breaks.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let text = text.strip_prefix('\'').unwrap_or(text);
        let mut value = 0i64;
        let mut digits = 0usize;
        for letter in text.chars() {
            match letter.to_digit(10) {
                Some(digit) if digits < 18 => {
                    value = value * 10 + i64::from(digit);
                    digits += 1;
                }
                Some(_) => digits += 1,
                None if letter.is_whitespace() => {}
                None => return Err(not_digits()),
            }
        }
        if digits != 18 {
            return Err(wrong_length(digits));
        }
        Self::from_number(value)
    }

    /// Checks a number of 18 digits.
    ///
    /// # Errors
    /// As [`Nip::parse`].
    pub fn from_number(value: i64) -> Result<Self, Refusal> {
        if !(0..1_000_000_000_000_000_000).contains(&value) {
            return Err(wrong_length(if value < 0 { 0 } else { 19 }));
        }
        let nip = Self(value);
        let birth = date(value / 10_000_000_000).ok_or_else(bad_birth)?;
        let kind = nip.part(10_000, 100);
        if !matches!(kind, 1..=12 | 21..=29) {
            return Err(bad_kind(kind));
        }
        if !matches!(nip.part(1_000, 10), 1 | 2) {
            return Err(bad_sex(nip.part(1_000, 10)));
        }
        if value % 1_000 == 0 {
            return Err(bad_serial());
        }
        let (year, month, _) = birth.ymd();
        let adult = (i64::from(year) + 18, i64::from(month));
        let start = (nip.start_year(), nip.start_month().map_or(12, i64::from));
        if start < adult {
            return Err(too_young(start.0, i64::from(year)));
        }
        Ok(nip)
    }

    /// A number that was checked when it was stored.
    #[must_use]
    pub(crate) fn stored(value: i64) -> Self {
        Self(value)
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0
    }

    /// The day of birth.
    #[must_use]
    pub fn born(self) -> Option<Day> {
        date(self.0 / 10_000_000_000)
    }

    /// The year in which service (PNS) or the first contract (PPPK) began.
    #[must_use]
    pub fn start_year(self) -> i64 {
        self.part(1_000_000, 10_000)
    }

    /// The month in which service began; a PPPK number has none.
    #[must_use]
    pub fn start_month(self) -> Option<i8> {
        let month = self.part(10_000, 100);
        (month <= 12).then(|| i8::try_from(month).unwrap_or(12))
    }

    /// PNS or PPPK (rule nip-3): the two digits that are a month, or `2` and the contract's frequency.
    #[must_use]
    pub fn employment(self) -> Employment {
        if self.start_month().is_some() { Employment::Pns } else { Employment::Pppk }
    }

    /// The sex that the number states.
    #[must_use]
    pub fn sex(self) -> Sex {
        if self.part(1_000, 10) == 1 { Sex::Male } else { Sex::Female }
    }

    /// The digits from the place `unit` upward, cut to `modulus`.
    fn part(self, unit: i64, modulus: i64) -> i64 {
        self.0 / unit % modulus
    }
}

impl std::fmt::Display for Nip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:018}", self.0)
    }
}

impl serde::Serialize for Nip {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

fn date(yyyymmdd: i64) -> Option<Day> {
    let year = i16::try_from(yyyymmdd / 10_000).ok()?;
    let month = i8::try_from(yyyymmdd / 100 % 100).ok()?;
    Day::new(year, month, i8::try_from(yyyymmdd % 100).ok()?)
}

fn not_digits() -> Refusal {
    Refusal::new(
        "nip-digits",
        "NIP hanya boleh berisi angka (nip-1); hapus huruf dan tanda baca.",
        "A NIP has digits only (nip-1); remove letters and punctuation.",
    )
    .at("nip")
}

fn wrong_length(digits: usize) -> Refusal {
    Refusal::new(
        "nip-length",
        format!("NIP harus 18 angka, di sini {digits} (nip-1); salin lagi dari SK."),
        format!("A NIP has 18 digits, here are {digits} (nip-1); copy it again from the decree."),
    )
    .at("nip")
}

fn bad_birth() -> Refusal {
    Refusal::new(
        "nip-birth",
        "Delapan angka pertama NIP bukan tanggal lahir yang ada (nip-4); periksa tahun, bulan, dan tanggalnya.",
        "The first eight digits of the NIP are no real date of birth (nip-4); check year, month and day.",
    )
    .at("nip")
}

fn bad_kind(found: i64) -> Refusal {
    Refusal::new(
        "nip-kind",
        format!(
            "Angka ke-13 dan ke-14 NIP adalah {found:02}; PNS memakai bulan 01–12, PPPK 21–29 (nip-3); periksa angkanya."
        ),
        format!(
            "Digits 13 and 14 of the NIP are {found:02}; a PNS has a month 01–12, a PPPK 21–29 (nip-3); check them."
        ),
    )
    .at("nip")
}

fn bad_sex(found: i64) -> Refusal {
    Refusal::new(
        "nip-sex",
        format!("Angka ke-15 NIP adalah {found}; hanya 1 (laki-laki) atau 2 (perempuan) (nip-1); periksa angkanya."),
        format!("Digit 15 of the NIP is {found}; only 1 (male) or 2 (female) exist (nip-1); check it."),
    )
    .at("nip")
}

fn bad_serial() -> Refusal {
    Refusal::new(
        "nip-serial",
        "Tiga angka terakhir NIP adalah 000; nomor urut dimulai dari 001 (nip-1); periksa angkanya.",
        "The last three digits of the NIP are 000; serials begin at 001 (nip-1); check them.",
    )
    .at("nip")
}

fn too_young(start: i64, birth: i64) -> Refusal {
    Refusal::new(
        "nip-age",
        format!(
            "NIP menyebut lahir {birth} dan mulai bekerja {start}: belum 18 tahun (nip-4); periksa kedua tahunnya."
        ),
        format!("The NIP says born {birth} and in service from {start}: not yet 18 (nip-4); check both years."),
    )
    .at("nip")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_refuses_its_number_and_no_other() {
        let cases: &[(&str, Result<Employment, &str>)] = &[
            // nip-5: the published test values.
            ("200012312024121001", Ok(Employment::Pns)),
            ("200012312024211001", Ok(Employment::Pppk)),
            ("200013312024211001", Err("nip-birth")),
            ("200012312024213001", Err("nip-sex")),
            // As papers print it, and as spreadsheets mark text.
            ("20001231 202412 1 001", Ok(Employment::Pns)),
            ("'200012312024121001", Ok(Employment::Pns)),
            ("  200012312024121001 ", Ok(Employment::Pns)),
            // nip-1
            ("20001231202412100", Err("nip-length")),
            ("2000123120241210011", Err("nip-length")),
            ("999999999999999999999999999999999", Err("nip-length")),
            ("", Err("nip-length")),
            ("2000123120241210O1", Err("nip-digits")),
            ("2,00012312024121E+17", Err("nip-digits")),
            ("200012312024121000", Err("nip-serial")),
            ("200012312024120001", Err("nip-sex")),
            // nip-3
            ("200012312024001001", Err("nip-kind")),
            ("200012312024131001", Err("nip-kind")),
            ("200012312024201001", Err("nip-kind")),
            ("200012312024301001", Err("nip-kind")),
            ("200012312024291001", Ok(Employment::Pppk)),
            // nip-4
            ("200002302024121001", Err("nip-birth")),
            ("199902292024121001", Err("nip-birth")),
            ("200002292024121001", Ok(Employment::Pns)),
            ("200012312018111001", Err("nip-age")),
            ("200012312018121001", Ok(Employment::Pns)),
            ("200012312017211001", Err("nip-age")),
            ("200012312018211001", Ok(Employment::Pppk)),
        ];
        for (text, expected) in cases {
            let found = Nip::parse(text).map(Nip::employment).map_err(|r| r.code);
            assert_eq!(found, *expected, "{text}");
        }
    }

    #[test]
    fn a_number_says_birth_start_and_sex() {
        let nip = Nip::parse("198503172009122003").expect("valid");
        assert_eq!(nip.born(), Day::parse("1985-03-17"));
        assert_eq!((nip.start_year(), nip.start_month()), (2009, Some(12)));
        assert_eq!(nip.sex(), Sex::Female);
        assert_eq!(nip.to_string(), "198503172009122003");
        let contract = Nip::parse("198503172022211004").expect("valid");
        assert_eq!((contract.start_year(), contract.start_month()), (2022, None));
        assert_eq!(contract.sex(), Sex::Male);
    }

    #[test]
    fn every_refusal_says_where_and_what_to_do_in_both_languages() {
        for text in ["1", "x", "200013312024211001", "200012312024213001", "200012312024131001", "200012312017211001"] {
            let refusal = Nip::parse(text).expect_err(text);
            assert_eq!(refusal.field.as_deref(), Some("nip"));
            assert!(refusal.say.id.contains("nip-") && refusal.say.en.contains(';'), "{refusal:?}");
        }
    }
}
