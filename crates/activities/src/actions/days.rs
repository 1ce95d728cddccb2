//! Days of a stretch that are told apart: holidays by the calendar in force, quiet days and votes by the rulebook in force. A
//! year without data has no marks of holidays.

use crate::rules::days::{Mark, Marked};
use netra_base::{Day, Moment, Result, Say};
use netra_calendar::Calendar;
use netra_rulebook::Library;
use netra_store::Tx;
use std::sync::Arc;

/// Days asked for at once: a year. More is a slip.
const MOST_DAYS: usize = 366;

/// What tells days apart, read once for however many stretches are asked about.
pub(super) struct Almanac {
    calendar: Calendar,
    law: Arc<Library>,
}

impl Almanac {
    /// What is in force at this moment.
    pub(super) fn read(tx: &mut Tx<'_>, now: Moment) -> Result<Self> {
        let calendar = netra_calendar::actions::calendar(tx)?;
        Ok(Self { calendar, law: netra_rulebook::actions::current(tx, now)? })
    }

    /// The marked days from `first` to `last`, in order.
    pub(super) fn marks(&self, first: Day, last: Day) -> Vec<Marked> {
        let mut out: Vec<Marked> = Vec::new();
        let mut day = first;
        for _ in 0..MOST_DAYS {
            if day > last {
                break;
            }
            if let Some(holiday) = self.calendar.year(day.ymd().0).and_then(|year| year.on(day)) {
                out.push(Marked { day, mark: Mark::Holiday(holiday.reason.clone()) });
            }
            for (row, contest) in self.law.book().contests() {
                let name = || row.title.clone().unwrap_or_else(|| Say::new(row.id.clone(), row.id.clone()));
                let quiet = contest.quiet[0] <= day && day <= contest.quiet[1];
                let mark = match (quiet, contest.voting == day) {
                    (_, true) => Mark::Vote(name()),
                    (true, false) => Mark::Quiet(name()),
                    (false, false) => continue,
                };
                // Contests held together share their days: one mark says it.
                let same = |one: &Marked| one.day == day && one.mark.code() == mark.code();
                if !out.iter().any(same) {
                    out.push(Marked { day, mark });
                }
            }
            day = day.plus_days(1);
        }
        out
    }
}

/// The marked days from `first` to `last`, in order.
///
/// # Errors
/// When the database fails.
pub fn marks(tx: &mut Tx<'_>, now: Moment, first: Day, last: Day) -> Result<Vec<Marked>> {
    Ok(Almanac::read(tx, now)?.marks(first, last))
}
