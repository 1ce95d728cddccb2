//! What programs are told, the same on the command line and in the API: a deadline, the holidays of years, the
//! outcome of an import.

use crate::model::{Deadline, HolidayKind, Origin, Year, weekday};
use crate::rules::rows::{Change, Fault};
use netra_base::{Lang, Refusal, Say, Zone};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Where a limit ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineBody {
    /// The last day.
    #[schema(example = "2024-02-28")]
    deadline: String,
    /// The last second of that day in the zone.
    #[schema(example = "2024-02-28T23:59:59+07:00")]
    at: String,
    /// Days passed over; none for calendar days.
    skipped: Vec<SkippedBody>,
    /// `high`, `medium` or `low`: the weakest year of holidays that was counted through.
    confidence: &'static str,
}

/// A day that does not count.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkippedBody {
    /// The day.
    #[schema(example = "2024-02-14")]
    date: String,
    /// The holiday's name, or that of the weekday.
    reason: String,
}

impl DeadlineBody {
    /// In the words of a language.
    #[must_use]
    pub fn of(deadline: &Deadline, lang: Lang) -> Self {
        let skipped = deadline.skipped.iter();
        Self {
            deadline: deadline.deadline.to_string(),
            at: deadline.at.clone(),
            skipped: skipped
                .map(|one| SkippedBody { date: one.date.to_string(), reason: one.reason.to(lang).to_owned() })
                .collect(),
            confidence: deadline.confidence.code(),
        }
    }
}

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct SayBody {
    /// Bahasa Indonesia.
    id: String,
    /// English.
    en: String,
}

impl SayBody {
    fn of(say: &Say) -> Self {
        Self { id: say.id.to_string(), en: say.en.to_string() }
    }
}

/// The holidays of some years.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearsBody {
    /// In order.
    years: Vec<YearBody>,
}

impl YearsBody {
    /// Of these years.
    pub fn of<'a>(years: impl Iterator<Item = &'a Year>) -> Self {
        Self { years: years.map(YearBody::of).collect() }
    }
}

/// The holidays of one year.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearBody {
    /// The year.
    year: i16,
    /// `built-in` or `imported`.
    origin: &'static str,
    /// When it was imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    imported: Option<String>,
    /// As sure as its least certain date.
    confidence: &'static str,
    /// What should be known about its dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<SayBody>,
    /// Number of national holidays.
    national: usize,
    /// Number of days of joint leave.
    joint_leave: usize,
    /// By date.
    holidays: Vec<HolidayBody>,
}

/// A day off.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolidayBody {
    /// The day.
    date: String,
    /// Its weekday.
    weekday: SayBody,
    /// `national` or `joint-leave`.
    kind: &'static str,
    /// Its name.
    reason: SayBody,
    /// `high`, `medium` or `low`.
    confidence: &'static str,
}

impl YearBody {
    fn of(year: &Year) -> Self {
        let (origin, imported) = match year.origin() {
            Origin::BuiltIn => ("built-in", None),
            Origin::Imported(at) => ("imported", Some(at.iso(Zone::Wib))),
        };
        let holidays = year.holidays().map(|holiday| HolidayBody {
            date: holiday.date.to_string(),
            weekday: SayBody::of(&weekday(holiday.date)),
            kind: holiday.kind.code(),
            reason: SayBody::of(&holiday.reason),
            confidence: holiday.confidence.code(),
        });
        Self {
            year: year.number(),
            origin,
            imported,
            confidence: year.confidence().code(),
            note: year.note().map(SayBody::of),
            national: year.count(HolidayKind::National),
            joint_leave: year.count(HolidayKind::JointLeave),
            holidays: holidays.collect(),
        }
    }
}

/// What came of an import.
#[derive(Debug, Default, Serialize)]
pub struct OutcomeBody {
    /// Rows read.
    pub read: u64,
    /// Days that become holidays.
    pub inserted: u64,
    /// Holidays that change.
    pub updated: u64,
    /// Holidays that stay.
    pub unchanged: u64,
    /// Days that are holidays no longer.
    pub removed: u64,
    /// Rows refused; then nothing is imported.
    pub refused: u64,
    /// The years that the file holds; none when something was refused.
    pub years: Vec<i16>,
    /// Why, in the order of rows.
    pub errors: Vec<ErrorBody>,
}

/// A refusal for programs.
#[derive(Debug, Serialize)]
pub struct ErrorBody {
    /// The sheet's row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column or argument, or nothing when it is the whole.
    pub column: String,
    /// A stable word.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
}

impl ErrorBody {
    /// A refusal, in a row or of the whole.
    #[must_use]
    pub fn of(row: Option<u64>, refusal: &Refusal, lang: Lang) -> Self {
        let column = refusal.field.as_deref().unwrap_or_default().to_owned();
        Self { row, column, code: refusal.code, message: refusal.say.to(lang).to_owned() }
    }
}

impl OutcomeBody {
    /// A file whose rows were all taken.
    #[must_use]
    pub fn taken(read: u64, years: &[Year], change: Change) -> Self {
        let Change { inserted, updated, unchanged, removed } = change;
        let years = years.iter().map(Year::number).collect();
        Self { read, inserted, updated, unchanged, removed, years, ..Self::default() }
    }

    /// A file with refused rows.
    #[must_use]
    pub fn refused(read: u64, faults: &[Fault], lang: Lang) -> Self {
        let rows: BTreeSet<u64> = faults.iter().map(|fault| fault.row).collect();
        let errors = faults.iter().map(|fault| ErrorBody::of(Some(fault.row), &fault.refusal, lang)).collect();
        Self { read, refused: rows.len() as u64, errors, ..Self::default() }
    }

    /// A file that was refused as a whole: one line an error at row 1.
    #[must_use]
    pub fn no_table(refusals: &[Refusal], lang: Lang) -> Self {
        let errors = refusals.iter().map(|refusal| ErrorBody::of(Some(1), refusal, lang)).collect();
        Self { errors, ..Self::default() }
    }
}
