//! Counting days: where a limit ends, whether something was done in time, how many working days lie between.
//! Pure: a calendar and days in, an answer or a refusal out. Whatever needs a year without data is refused.

pub(crate) mod rows;

use crate::model::{Calendar, Confidence, Deadline, Holiday, Limit, Skipped, YEARS, Year, is_weekend, weekday};
use netra_base::{Day, Refusal, Result, Say, Zone};

impl Calendar {
    /// Where `limit` ends that began with a receipt on `from`. That day is not counted; the deadline lies at the
    /// last second of its day in `zone`.
    ///
    /// # Errors
    /// `limit-range`, `day-range`, and `no-holiday-data` for a year that working days would be counted through.
    pub fn deadline(&self, from: Day, limit: Limit, zone: Zone) -> Result<Deadline> {
        let (limit, from) = (limit.check()?, in_range(from)?);
        let (mut day, mut skipped, mut confidence) = (from, Vec::new(), Confidence::High);
        match limit {
            Limit::CalendarDays(days) => day = from.plus_days(i32::from(days)),
            Limit::WorkingDays(days) => {
                let mut left = days;
                while left > 0 {
                    day = day.plus_days(1);
                    let year = self.needed(day)?;
                    confidence = confidence.min(year.confidence());
                    match day_off(year, day) {
                        None => left -= 1,
                        Some(reason) => skipped.push(Skipped { date: day, reason }),
                    }
                }
            }
        }
        Ok(Deadline { deadline: day, at: day.end(zone).iso(zone), skipped, confidence })
    }

    /// Was something that fell due with a receipt on `from` done in time? Needs no later data than the answer
    /// does: what was done after one of three days is in time whatever the next year brings.
    ///
    /// # Errors
    /// As [`Calendar::deadline`], and `days-reversed` when it was done before the receipt.
    pub fn on_time(&self, from: Day, limit: Limit, done: Day) -> Result<bool> {
        let (limit, from, done) = (limit.check()?, in_range(from)?, in_range(done)?);
        if done < from {
            return Err(reversed().into());
        }
        let days = match limit {
            Limit::CalendarDays(days) => return Ok(done <= from.plus_days(i32::from(days))),
            Limit::WorkingDays(days) => days,
        };
        // In time unless the last working day lies before the day it was done.
        let (mut day, mut worked) = (from.plus_days(1), 0);
        while day < done && worked < days {
            worked += u16::from(self.is_working_day(day)?);
            day = day.plus_days(1);
        }
        Ok(worked < days)
    }

    /// Do offices work on that day?
    ///
    /// # Errors
    /// `no-holiday-data`.
    pub fn is_working_day(&self, day: Day) -> Result<bool> {
        Ok(day_off(self.needed(day)?, day).is_none())
    }

    /// Working days after `from`, up to and with `to`.
    ///
    /// # Errors
    /// `day-range`, `no-holiday-data`, and `days-reversed` when `to` lies before `from`.
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<u32> {
        let (mut day, to) = (in_range(from)?, in_range(to)?);
        if to < day {
            return Err(reversed().into());
        }
        let mut count = 0;
        while day < to {
            day = day.plus_days(1);
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }

    /// The holiday or joint leave on that day, also on a weekend.
    ///
    /// # Errors
    /// `no-holiday-data`.
    pub fn holiday(&self, day: Day) -> Result<Option<&Holiday>> {
        Ok(self.needed(day)?.on(day))
    }

    /// Why nobody works on that day: the holiday's name, or that of the weekday. `None` on a working day.
    ///
    /// # Errors
    /// `no-holiday-data`.
    pub fn day_off(&self, day: Day) -> Result<Option<Say>> {
        Ok(day_off(self.needed(day)?, day))
    }

    /// The year of that day, which the count cannot do without.
    fn needed(&self, day: Day) -> Result<&Year> {
        let number = day.ymd().0;
        self.year(number).ok_or_else(|| no_data(number).into())
    }
}

fn day_off(year: &Year, day: Day) -> Option<Say> {
    year.on(day).map(|holiday| holiday.reason.clone()).or_else(|| is_weekend(day).then(|| weekday(day)))
}

fn in_range(day: Day) -> Result<Day, Refusal> {
    if YEARS.contains(&day.ymd().0) { Ok(day) } else { Err(out_of_range(day)) }
}

pub(crate) fn out_of_range(day: Day) -> Refusal {
    let (first, last) = (YEARS.start(), YEARS.end());
    Refusal::new(
        "day-range",
        format!("Tanggal {day} di luar tahun {first} sampai {last}; periksa tahunnya."),
        format!("The date {day} lies outside the years {first} to {last}; check the year."),
    )
}

fn no_data(year: i16) -> Refusal {
    Refusal::new(
        "no-holiday-data",
        format!(
            "Belum ada data hari libur tahun {year}, jadi hari kerja tidak dapat dihitung. Impor datanya dengan `netra import holidays FILE`, lalu hitung lagi."
        ),
        format!(
            "There is no holiday data for {year}, so working days cannot be counted. Import it with `netra import holidays FILE` and count again."
        ),
    )
}

fn reversed() -> Refusal {
    Refusal::new(
        "days-reversed",
        "Tanggal akhir mendahului tanggal mulai; periksa urutannya.",
        "The last date lies before the first; check their order.",
    )
}

#[cfg(test)]
mod tests;
