//! Days of a stretch that are told apart: holidays by the calendar in force, quiet days and votes by the rulebook in force. A
//! year without data has no marks of holidays.

use crate::rules::days::{Mark, Marked};
use netra_base::{Day, Moment, Result, Say};
use netra_store::Tx;

/// Days asked for at once: a year. More is a slip.
const MOST_DAYS: usize = 366;

/// The marked days from `first` to `last`, in order.
///
/// # Errors
/// When the database fails.
pub fn marks(tx: &mut Tx<'_>, now: Moment, first: Day, last: Day) -> Result<Vec<Marked>> {
    let calendar = netra_calendar::actions::calendar(tx)?;
    let library = netra_rulebook::actions::current(tx, now)?;
    let mut out: Vec<Marked> = Vec::new();
    let mut day = first;
    for _ in 0..MOST_DAYS {
        if day > last {
            break;
        }
        if let Some(holiday) = calendar.year(day.ymd().0).and_then(|year| year.on(day)) {
            out.push(Marked { day, mark: Mark::Holiday(holiday.reason.clone()) });
        }
        for (row, contest) in library.book().contests() {
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
    Ok(out)
}
