//! The nouns of correspondence: a letterhead, the pattern of a unit's numbers, a number taken from its register, a
//! signature block. Constructors parse; functions stand for people, a name only where the agency keeps one.

mod pattern;
mod text;

pub use pattern::Pattern;
pub use text::{about, address, agency, class, contact, head, head_name, key, place, unit_lines};

use netra_base::{AccountId, Day, EmployeeId, Lang, Moment, Refusal, UnitId};
use serde_json::{Value, json};

/// What stands on top of a unit's papers and below them: kept by the unit, or made from the registry's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// Whose it is: the unit itself, the office that it is a part of.
    pub unit: UnitId,
    /// That unit's code; pictures of emblem and seal are found by it.
    pub code: String,
    /// Is it kept, or made from the registry?
    pub kept: bool,
    /// What it says.
    pub says: Letterings,
}

/// The words of a letterhead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterings {
    /// The agency.
    pub agency: String,
    /// The units below it, outermost first, the unit's own name last; none for the agency's own.
    pub lines: Vec<String>,
    /// The address, one line.
    pub address: Option<String>,
    /// Telephone, mail.
    pub contact: Option<String>,
    /// The town in which papers are signed.
    pub place: Option<String>,
    /// The function of the head: `Kepala Kantor Wilayah Bali`.
    pub head: String,
    /// The head's name, where the agency keeps it here.
    pub head_name: Option<String>,
    /// Does the signature block show the place of the seal, or its picture where the agency has laid one in its folder?
    pub seal: bool,
    /// How numbers are written.
    pub pattern: Pattern,
}

impl Letterhead {
    /// What templates call `agency`.
    #[must_use]
    pub fn data(&self) -> Value {
        let says = &self.says;
        let mut data = json!({ "code": self.code, "name": says.agency, "unit": says.lines });
        for (key, text) in [("address", &says.address), ("contact", &says.contact)] {
            if let Some(text) = text {
                data[key] = json!(text);
            }
        }
        data
    }
}

/// Who signs, where and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureBlock {
    /// The code of the unit whose seal belongs to it.
    pub code: String,
    /// The town.
    pub place: Option<String>,
    /// The day.
    pub day: Day,
    /// The function of who signs.
    pub position: String,
    /// The name, where the agency keeps one.
    pub name: Option<String>,
    /// Is the place of the seal shown?
    pub seal: bool,
}

impl SignatureBlock {
    /// What templates call `signature`: with `place` and `date` in it, so that a paper needs to hand in nothing else.
    #[must_use]
    pub fn data(&self) -> Value {
        let mut data = json!({
            "code": self.code, "date": Lang::Id.day(self.day), "position": self.position, "seal": self.seal,
        });
        for (key, text) in [("place", &self.place), ("name", &self.name)] {
            if let Some(text) = text {
                data[key] = json!(text);
            }
        }
        data
    }
}

/// A number to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberRequest {
    pub(crate) class: String,
    pub(crate) day: Day,
    pub(crate) about: String,
    pub(crate) key: String,
}

impl NumberRequest {
    /// A number of this class (`UM.01.01`) for a paper of this day about this. `key` names the paper among all papers of
    /// the house, `activity-report:17`: asked again with the same key, the register gives the same number again.
    ///
    /// # Errors
    /// `class-form`, `text-length`, `key-form`, `day-range`.
    pub fn new(class: &str, day: Day, about: &str, key: &str) -> Result<Self, Refusal> {
        if !(2000..=2100).contains(&day.ymd().0) {
            return Err(Refusal::new(
                "day-range",
                "Tanggal naskah di luar tahun 2000 sampai 2100. Periksa tanggalnya.",
                "The day of the paper is outside the years 2000 to 2100. Check it.",
            )
            .at("day"));
        }
        Ok(Self { class: text::class(class)?, day, about: text::about(about)?, key: text::key(key)? })
    }
}

/// The place of a number in its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct NumberId(pub i64);

impl std::fmt::Display for NumberId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A number taken from a unit's register. It is never given back: a letter that is not sent leaves its number used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterNumber {
    /// Its id.
    pub id: NumberId,
    /// Whose register.
    pub unit: UnitId,
    /// The year of the register: that of the paper's day.
    pub year: i64,
    /// The running number in that year, from 1, without gaps.
    pub serial: i64,
    /// As it stands on the paper: `W.20-UM.01.01-0112`. Written once; a later change of the pattern leaves it.
    pub text: String,
    /// The class of the subject.
    pub class: String,
    /// The paper's day.
    pub day: Day,
    /// What it is about.
    pub about: String,
    /// When it was taken.
    pub taken: Moment,
    /// By which account.
    pub by: AccountId,
    /// By whom, when the account belongs to a person.
    pub person: Option<EmployeeId>,
}

impl std::fmt::Display for LetterNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
