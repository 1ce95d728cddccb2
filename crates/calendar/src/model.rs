//! The nouns of the calendar: holidays, years of them, how sure we are, limits and deadlines. Counting is in
//! `rules`; where years come from is in `model/data.rs` (built in) and `store` (imported).

mod data;
mod limit;
mod week;

pub use limit::{Deadline, Limit, MOST_DAYS, Skipped};
pub use week::{is_weekend, month_words, weekday};

use netra_base::{Day, Lang, Moment, Refusal, Say};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The years a calendar may speak of: an older or later date is a slip of the pen.
pub const YEARS: RangeInclusive<i16> = 2000..=2100;

/// How sure we are of a date; the weakest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Estimated, or may still change.
    Low,
    /// As decreed, but not compared with the decree itself.
    Medium,
    /// As it applied, or compared with the decree.
    High,
}

impl Confidence {
    /// All, weakest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word in files, records and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Reads the word, in either language.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == text || one.words(Lang::Id) == text)
    }

    /// The word on screens.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Low => lang.say("rendah", "low"),
            Self::Medium => lang.say("sedang", "medium"),
            Self::High => lang.say("tinggi", "high"),
        }
    }
}

/// What sort of day off it is. Nobody works on either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolidayKind {
    /// Libur nasional.
    National,
    /// Cuti bersama.
    JointLeave,
}

impl HolidayKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::National, Self::JointLeave];

    /// The word in files, records and replies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::JointLeave => "joint-leave",
        }
    }

    /// Reads the word, in either language.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == text || one.words(Lang::Id) == text)
    }

    /// The words on screens.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::National => lang.say("libur nasional", "national holiday"),
            Self::JointLeave => lang.say("cuti bersama", "joint leave"),
        }
    }
}

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Day,
    /// National holiday or joint leave.
    pub kind: HolidayKind,
    /// Its name.
    pub reason: Say,
    /// How sure the date is.
    pub confidence: Confidence,
}

/// Where the holidays of a year come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `data/holidays`, part of the program.
    BuiltIn,
    /// A file imported at this moment.
    Imported(Moment),
}

/// The holidays of one year. A year is there as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    number: i16,
    origin: Origin,
    note: Option<Say>,
    days: BTreeMap<Day, Holiday>,
    confidence: Confidence,
}

impl Year {
    /// A year of these holidays.
    ///
    /// # Errors
    /// `holiday-year` for a date of another year, `holiday-duplicate` for a date given twice, `year-empty`.
    pub fn new(number: i16, origin: Origin, note: Option<Say>, holidays: Vec<Holiday>) -> Result<Self, Refusal> {
        let confidence = holidays.iter().map(|holiday| holiday.confidence).min().ok_or_else(|| year_empty(number))?;
        let mut days = BTreeMap::new();
        for holiday in holidays {
            let date = holiday.date;
            if date.ymd().0 != number {
                return Err(other_year(number, date));
            }
            if days.insert(date, holiday).is_some() {
                return Err(date_twice(date));
            }
        }
        Ok(Self { number, origin, note, days, confidence })
    }

    /// `2024`.
    #[must_use]
    pub fn number(&self) -> i16 {
        self.number
    }

    /// Where it comes from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// What should be known about its dates.
    #[must_use]
    pub fn note(&self) -> Option<&Say> {
        self.note.as_ref()
    }

    /// Its holidays in order.
    pub fn holidays(&self) -> impl Iterator<Item = &Holiday> {
        self.days.values()
    }

    /// The holiday on that day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&Holiday> {
        self.days.get(&day)
    }

    /// How many of a kind.
    #[must_use]
    pub fn count(&self, kind: HolidayKind) -> usize {
        self.holidays().filter(|holiday| holiday.kind == kind).count()
    }

    /// As sure as its least certain date: one that moves changes every count across it.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Does it hold the same days, whatever its origin?
    #[must_use]
    pub fn same_days(&self, other: &Self) -> bool {
        self.days == other.days
    }
}

fn year_empty(year: i16) -> Refusal {
    Refusal::new(
        "year-empty",
        format!("Tahun {year} tidak berisi satu pun hari libur; lengkapi datanya."),
        format!("The year {year} has no holiday at all; complete the data."),
    )
}

fn other_year(year: i16, date: Day) -> Refusal {
    Refusal::new(
        "holiday-year",
        format!("Tanggal {date} bukan bagian dari tahun {year}; pindahkan ke tahunnya."),
        format!("The date {date} does not belong to {year}; move it to its year."),
    )
    .at("date")
}

pub(crate) fn date_twice(date: Day) -> Refusal {
    Refusal::new(
        "holiday-duplicate",
        format!("Tanggal {date} tertulis dua kali; satu tanggal satu baris, gabungkan alasannya."),
        format!("The date {date} stands there twice; one row a date, join the reasons."),
    )
    .at("date")
}

/// Every year that has data. Cloning shares the years.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i16, Arc<Year>>,
}

impl Calendar {
    /// The same with these years; each takes the place of the one that was there, as a whole.
    #[must_use]
    pub fn with(mut self, years: impl IntoIterator<Item = Year>) -> Self {
        self.years.extend(years.into_iter().map(|year| (year.number, Arc::new(year))));
        self
    }

    /// The years in order.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = &Year> {
        self.years.values().map(AsRef::as_ref)
    }

    /// One year, if there is data for it.
    #[must_use]
    pub fn year(&self, number: i16) -> Option<&Year> {
        self.years.get(&number).map(AsRef::as_ref)
    }
}
