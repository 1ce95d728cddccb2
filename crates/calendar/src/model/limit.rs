//! How much time somebody has, and where it ends. Both are plain values; the counting is in `rules`.

use super::Confidence;
use netra_base::{Day, Lang, Refusal, Say};

/// The longest limit: ten years of calendar days. The longest in any procedure we know is a few months.
pub const MOST_DAYS: u16 = 3_650;

/// How much time somebody has. The day of receipt is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Days on which offices work.
    WorkingDays(u16),
    /// Every day.
    CalendarDays(u16),
}

impl Limit {
    /// So many working days.
    ///
    /// # Errors
    /// `limit-range` unless 1 to [`MOST_DAYS`].
    pub fn working_days(days: i64) -> Result<Self, Refusal> {
        checked(days).map(Self::WorkingDays)
    }

    /// So many calendar days.
    ///
    /// # Errors
    /// `limit-range` unless 1 to [`MOST_DAYS`].
    pub fn calendar_days(days: i64) -> Result<Self, Refusal> {
        checked(days).map(Self::CalendarDays)
    }

    /// The number.
    #[must_use]
    pub fn days(self) -> u16 {
        match self {
            Self::WorkingDays(days) | Self::CalendarDays(days) => days,
        }
    }

    /// `14 hari kerja`.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let one = self.days() == 1;
        let what = match self {
            Self::WorkingDays(_) => lang.say("hari kerja", if one { "working day" } else { "working days" }),
            Self::CalendarDays(_) => lang.say("hari kalender", if one { "calendar day" } else { "calendar days" }),
        };
        format!("{} {what}", lang.number(i64::from(self.days())))
    }

    /// The limit again, if it is one that can be counted.
    pub(crate) fn check(self) -> Result<Self, Refusal> {
        checked(i64::from(self.days())).map(|_| self)
    }
}

fn checked(days: i64) -> Result<u16, Refusal> {
    u16::try_from(days).ok().filter(|days| (1..=MOST_DAYS).contains(days)).ok_or_else(|| {
        Refusal::new(
            "limit-range",
            format!("Jumlah hari harus 1 sampai {}; periksa angkanya.", Lang::Id.number(i64::from(MOST_DAYS))),
            format!("The number of days must be 1 to {}; check it.", Lang::En.number(i64::from(MOST_DAYS))),
        )
    })
}

/// A day that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub date: Day,
    /// The holiday's name, or that of the weekday.
    pub reason: Say,
}

/// Where a limit ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last day.
    pub deadline: Day,
    /// The last second of that day where the zone is: `2024-02-28T23:59:59+07:00`.
    pub at: String,
    /// Days passed over between receipt and deadline; none for calendar days.
    pub skipped: Vec<Skipped>,
    /// The weakest of the years that were counted through; high for calendar days, which need no data.
    pub confidence: Confidence,
}
