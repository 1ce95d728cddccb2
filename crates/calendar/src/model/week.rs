//! Days of the week and months in words. `Lang::day` of the base writes whole dates; here are their parts.

use jiff::civil::Weekday;
use netra_base::{Day, Lang, Say};

/// `Sabtu`, `Saturday`.
#[must_use]
pub fn weekday(day: Day) -> Say {
    let (id, en) = match day.0.weekday() {
        Weekday::Monday => ("Senin", "Monday"),
        Weekday::Tuesday => ("Selasa", "Tuesday"),
        Weekday::Wednesday => ("Rabu", "Wednesday"),
        Weekday::Thursday => ("Kamis", "Thursday"),
        Weekday::Friday => ("Jumat", "Friday"),
        Weekday::Saturday => ("Sabtu", "Saturday"),
        Weekday::Sunday => ("Minggu", "Sunday"),
    };
    Say::new(id, en)
}

/// Saturday and Sunday.
#[must_use]
pub fn is_weekend(day: Day) -> bool {
    matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// `Februari 2024`, for any day of that month.
#[must_use]
pub fn month_words(day: Day, lang: Lang) -> String {
    let whole = lang.day(day);
    whole.split_once(' ').map_or(whole.as_str(), |(_, rest)| rest).to_owned()
}
