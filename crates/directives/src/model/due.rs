//! By when an acknowledgement is asked, as the issuer says it: no day, a day, or so many working days. What the days come to
//! is counted in `rules::due`.

use netra_base::{Day, Refusal};

/// The longest time in working days: a year of offices.
pub const MOST_WORKING_DAYS: u16 = 250;

/// By when an acknowledgement is asked, as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// No day.
    Open,
    /// This day.
    Day(Day),
    /// So many working days after it is issued, or after the first day of its validity when that comes later.
    WorkingDays(u16),
}

impl Due {
    /// A day or a number of working days, of which one may be given.
    ///
    /// # Errors
    /// `due-twice` and `working-days` at the field of the number.
    pub fn of(day: Option<Day>, days: Option<&str>) -> Result<Self, Refusal> {
        match (day, days) {
            (Some(_), Some(_)) => Err(Refusal::new(
                "due-twice",
                "Tulis tanggalnya atau jumlah hari kerjanya, jangan keduanya.",
                "Write the day or the number of working days, not both.",
            )
            .at("asked_days")),
            (day, None) => Ok(day.map_or(Self::Open, Self::Day)),
            (None, Some(days)) => {
                let days = days.parse().ok().filter(|days| (1..=MOST_WORKING_DAYS).contains(days));
                days.map(Self::WorkingDays).ok_or_else(|| {
                    Refusal::new(
                        "working-days",
                        format!("Jumlah hari kerja harus angka 1 sampai {MOST_WORKING_DAYS}; misalnya 10."),
                        format!("The working days must be a number from 1 to {MOST_WORKING_DAYS}; 10 for instance."),
                    )
                    .at("asked_days")
                })
            }
        }
    }
}

/// What the issuer has said of the last day that came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Nothing yet: it is shown before anything is kept.
    Nothing,
    /// That it is this one.
    Day(Day),
    /// That it is taken as it comes: a program reads it in the reply.
    Any,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_or_a_number_of_working_days() {
        let day = Day::parse("2024-01-05");
        assert_eq!(Due::of(None, None), Ok(Due::Open));
        assert_eq!(Due::of(day, None), Ok(Due::Day(day.expect("a day"))));
        assert_eq!(Due::of(None, Some("10")), Ok(Due::WorkingDays(10)));
        for (day, days, code) in [
            (day, Some("10"), "due-twice"),
            (None, Some("0"), "working-days"),
            (None, Some("251"), "working-days"),
            (None, Some("-3"), "working-days"),
            (None, Some("sepuluh"), "working-days"),
        ] {
            let refusal = Due::of(day, days).expect_err("refused");
            assert_eq!((refusal.code, refusal.field.as_deref()), (code, Some("asked_days")));
        }
    }
}
