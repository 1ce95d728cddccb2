//! The verbs of the calendar: the calendar in force, the import of years, their audit.

mod audit;

pub use audit::audit;

use crate::model::{Calendar, Confidence, Holiday, HolidayKind, Origin, Year};
use crate::rules::rows::{Change, change};
use crate::store::{self, KeptHoliday};
use anyhow::{Context, anyhow};
use netra_base::{Chance, Day, EntryId, Moment, Result, Say, canonical};
use netra_ledger::Kind;
use netra_store::Tx;
use serde::Serialize;
use std::collections::BTreeMap;

/// The calendar in force: the years that come with the program, and in their place those that were imported.
///
/// # Errors
/// When the database fails or an imported row cannot be read.
pub fn calendar(tx: &mut Tx<'_>) -> Result<Calendar> {
    let mut imported: BTreeMap<i16, (Moment, Vec<Holiday>)> = BTreeMap::new();
    for (at, kept) in store::in_force(tx)? {
        let holiday = read(kept)?;
        imported.entry(holiday.date.ymd().0).or_insert_with(|| (at, Vec::new())).1.push(holiday);
    }
    let years = imported.into_iter().map(|(number, (at, holidays))| {
        Year::new(number, Origin::Imported(at), None, holidays).map_err(|refusal| anyhow!(refusal.say.en).into())
    });
    Ok(Calendar::built_in()?.with(years.collect::<Result<Vec<_>>>()?))
}

fn read(kept: KeptHoliday) -> Result<Holiday> {
    let KeptHoliday { day, kind, reason, reason_en, confidence, .. } = kept;
    Ok(Holiday {
        date: Day::parse(&day).context("calendar_holiday.day cannot be read")?,
        kind: HolidayKind::parse(&kind).context("calendar_holiday.kind cannot be read")?,
        reason: Say::new(reason, reason_en),
        confidence: Confidence::parse(&confidence).context("calendar_holiday.confidence cannot be read")?,
    })
}

/// A file whose rows were all taken.
#[derive(Debug, Clone)]
pub struct HolidayFile {
    /// SHA-256 of its bytes.
    pub hash: [u8; 32],
    /// Its years, each as a whole.
    pub years: Vec<Year>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// The ledger entry; none when the file says what was imported already.
    pub entry: Option<EntryId>,
    /// Against what was in force before.
    pub change: Change,
}

/// What the import of these years would change.
///
/// # Errors
/// As [`calendar`].
pub fn compare(tx: &mut Tx<'_>, years: &[Year]) -> Result<Change> {
    Ok(change(&calendar(tx)?, years))
}

/// Puts the years of a file in force, each in place of the one before, with one entry in the ledger. The same
/// file again changes nothing and leaves no entry.
///
/// # Errors
/// When the database fails.
pub fn import(tx: &mut Tx<'_>, chance: &Chance, now: Moment, file: &HolidayFile) -> Result<Imported> {
    let before = calendar(tx)?;
    let change = change(&before, &file.years);
    let known = |year: &Year| {
        let old = before.year(year.number());
        old.is_some_and(|old| old.origin() != Origin::BuiltIn && old.same_days(year))
    };
    if file.years.iter().all(known) {
        return Ok(Imported { entry: None, change });
    }
    let holidays = || file.years.iter().flat_map(Year::holidays);
    let body = Body::of(&file.hash, holidays().map(Line::of))?;
    let entry = netra_ledger::actions::record(tx, chance, now, Kind::HolidaysImported, &body)?;
    let id = store::insert(tx, now, &file.hash, entry)?;
    store::insert_holidays(tx, id, holidays())?;
    Ok(Imported { entry: Some(entry), change })
}

/// What the ledger keeps of an import: the file's hash, and of each year its counts and a hash of its rows.
#[derive(Debug, Serialize)]
pub(crate) struct Body {
    file_sha256: String,
    years: BTreeMap<String, YearBody>,
}

#[derive(Debug, Serialize)]
struct YearBody {
    joint_leave: usize,
    national: usize,
    rows_sha256: String,
}

/// A row as it is hashed.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    confidence: String,
    day: String,
    kind: String,
    reason: String,
    reason_en: String,
    #[serde(skip)]
    year: i64,
}

impl Line {
    fn of(holiday: &Holiday) -> Self {
        Self {
            confidence: holiday.confidence.code().into(),
            day: holiday.date.to_string(),
            kind: holiday.kind.code().into(),
            reason: holiday.reason.id.to_string(),
            reason_en: holiday.reason.en.to_string(),
            year: i64::from(holiday.date.ymd().0),
        }
    }

    pub(crate) fn kept(kept: KeptHoliday) -> Self {
        let KeptHoliday { day, year, kind, reason, reason_en, confidence } = kept;
        Self { confidence, day, kind, reason, reason_en, year }
    }
}

impl Body {
    pub(crate) fn of(file: &[u8], lines: impl Iterator<Item = Line>) -> Result<Self> {
        let mut by_year: BTreeMap<i64, Vec<Line>> = BTreeMap::new();
        for line in lines {
            by_year.entry(line.year).or_default().push(line);
        }
        let year = |(number, lines): (i64, Vec<Line>)| {
            let count = |kind: HolidayKind| lines.iter().filter(|line| line.kind == kind.code()).count();
            let body = YearBody {
                joint_leave: count(HolidayKind::JointLeave),
                national: count(HolidayKind::National),
                rows_sha256: canonical::base64(&canonical::sha256(&canonical::json(&lines)?)),
            };
            Ok((number.to_string(), body))
        };
        Ok(Self { file_sha256: canonical::base64(file), years: by_year.into_iter().map(year).collect::<Result<_>>()? })
    }
}
