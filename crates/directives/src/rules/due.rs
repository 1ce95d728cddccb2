//! The last day to acknowledge on the calendar of the civil service: what so many working days come to, and whether a day that
//! was typed is one. What was counted, or is no working day, is shown before it is kept. Pure: a calendar in, a day out.

use crate::model::{Confirmed, Due};
use netra_base::{Day, Error, Lang, Refusal, Result, Say, Zone};
use netra_calendar::model::{is_weekend, weekday};
use netra_calendar::{Calendar, Confidence, Deadline, Limit};

/// The last day to acknowledge, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// The day.
    pub day: Day,
    /// Of how many working days it came, when it was counted.
    pub days: Option<u16>,
    /// What its issuer should see before it is kept.
    pub told: Option<Say>,
}

/// Holidays named one by one: a year has some twenty-five, and nobody reads more than a few.
const NAMED: usize = 6;

/// The last day that was asked for; `first` is the day that is not counted yet.
///
/// # Errors
/// `no-holiday-data` and `day-range` at the number of working days.
pub fn last(due: Due, first: Day, calendar: &Calendar, zone: Zone) -> Result<Option<Last>> {
    match due {
        Due::Open => Ok(None),
        Due::Day(day) => Ok(Some(Last { day, days: None, told: day_off(calendar, day) })),
        Due::WorkingDays(days) => {
            let counted = calendar.deadline(first, Limit::WorkingDays(days), zone).map_err(|error| match error {
                Error::Refused(list) => Error::Refused(list.into_iter().map(|one| one.at("asked_days")).collect()),
                other => other,
            })?;
            let told = |lang| counted_words(lang, (days, first), &counted, calendar);
            let told = Some(Say::new(told(Lang::Id), told(Lang::En)));
            Ok(Some(Last { day: counted.deadline, days: Some(days), told }))
        }
    }
}

/// `Jumat, 5 Januari 2024`.
#[must_use]
pub fn with_weekday(lang: Lang, day: Day) -> String {
    format!("{}, {}", weekday(day).to(lang), lang.day(day))
}

fn counted_words(lang: Lang, (days, first): (u16, Day), counted: &Deadline, calendar: &Calendar) -> String {
    let limit = Limit::WorkingDays(days).words(lang);
    let end = with_weekday(lang, counted.deadline);
    let mut words = match lang {
        Lang::Id => format!("{limit} sesudah {} berakhir {end}.", lang.day(first)),
        Lang::En => format!("{limit} after {} end on {end}.", lang.day(first)),
    };
    let off: Vec<String> = counted
        .skipped
        .iter()
        .filter(|one| !is_weekend(one.date))
        .map(|one| format!("{} ({})", lang.day(one.date), one.reason.to(lang)))
        .collect();
    if !counted.skipped.is_empty() {
        let weekends = lang.say("akhir pekan", "weekends").to_owned();
        let more = off.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{more} {}", lang.say("libur lainnya", "other holidays")));
        let named: Vec<String> = std::iter::once(weekends).chain(off.into_iter().take(NAMED)).chain(more).collect();
        words += &format!(" {}: {}.", lang.say("Tidak dihitung", "Not counted"), named.join(", "));
    }
    let unsure = counted.confidence == Confidence::Low
        || calendar.year(counted.deadline.ymd().0).is_some_and(|year| year.confidence() == Confidence::Low);
    if unsure {
        words += " ";
        words += lang.say(
            "Tanggal libur tahun itu masih perkiraan; periksa keputusan bersama tentang hari libur.",
            "The holidays of that year are an estimate; check the joint decree on holidays.",
        );
    }
    words
}

/// What is said of a typed day on which nobody works. Of a year without data no more is known than its weekends.
fn day_off(calendar: &Calendar, day: Day) -> Option<Say> {
    let holiday = calendar.holiday(day).ok().flatten();
    if holiday.is_none() && !is_weekend(day) {
        return None;
    }
    let told = |lang: Lang| {
        let why = holiday.map(|one| format!(" ({})", one.reason.to(lang))).unwrap_or_default();
        format!("{}{why} {}.", with_weekday(lang, day), lang.say("bukan hari kerja", "is no working day"))
    };
    Some(Say::new(told(Lang::Id), told(Lang::En)))
}

/// What still has to be confirmed of the last day, if anything.
#[must_use]
pub fn unseen(confirmed: Confirmed, last: &Last) -> Option<Refusal> {
    let told = last.told.as_ref()?;
    match confirmed {
        Confirmed::Any => return None,
        Confirmed::Day(day) if day == last.day => return None,
        _ => {}
    }
    let (code, next) = match last.days {
        Some(_) => ("due-counted", ("Centang tanggal itu bila sudah benar.", "Tick that day when it is right.")),
        None => (
            "due-day-off",
            (
                "Pilih hari kerja, atau centang bila memang hari itu.",
                "Choose a working day, or tick it if it is meant.",
            ),
        ),
    };
    Some(Refusal::new(code, format!("{} {}", told.id, next.0), format!("{} {}", told.en, next.1)).at("confirmed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn check(due: Due, expected: Option<(&str, &str)>) {
        let calendar = Calendar::built_in().expect("readable");
        let found = last(due, day("2023-12-20"), &calendar, Zone::Wib).expect("known years");
        let told = found
            .as_ref()
            .map(|one| (one.day.to_string(), one.told.as_ref().map(|say| say.id.to_string()).unwrap_or_default()));
        let told = told.as_ref().map(|(day, words)| (day.as_str(), words.as_str()));
        assert_eq!(told, expected, "{due:?}");
    }

    #[test]
    fn working_days_pass_over_weekends_holidays_and_joint_leave() {
        check(Due::Open, None);
        check(Due::Day(day("2023-12-29")), Some(("2023-12-29", "")));
        check(Due::Day(day("2023-12-31")), Some(("2023-12-31", "Minggu, 31 Desember 2023 bukan hari kerja.")));
        let calendar = Calendar::built_in().expect("readable");
        let counted =
            last(Due::WorkingDays(5), day("2023-12-20"), &calendar, Zone::Wib).expect("counts").expect("a day");
        // 21, 22, then Christmas and the joint leave after it, 27, 28, 29.
        assert_eq!((counted.day, counted.days), (day("2023-12-29"), Some(5)));
        let told = counted.told.clone().expect("told");
        assert!(
            told.id.starts_with("5 hari kerja sesudah 20 Desember 2023 berakhir Jumat, 29 Desember 2023."),
            "{told:?}"
        );
        assert!(told.id.contains("akhir pekan, 25 Desember 2023") && told.id.contains("26 Desember 2023"), "{told:?}");
        assert!(
            told.en.starts_with("5 working days after 20 December 2023 end on Friday, 29 December 2023."),
            "{told:?}"
        );
        let typed = last(Due::Day(day("2023-12-25")), day("2023-12-20"), &calendar, Zone::Wib).expect("known");
        let said = typed.expect("a day").told.expect("told").id;
        assert!(said.starts_with("Senin, 25 Desember 2023 (") && said.ends_with(") bukan hari kerja."), "{said}");
    }

    #[test]
    fn a_year_without_data_is_no_guess() {
        let calendar = Calendar::default();
        let error = last(Due::WorkingDays(3), day("2024-01-02"), &calendar, Zone::Wit).expect_err("no data");
        let Error::Refused(list) = error else { panic!("not a refusal: {error:?}") };
        assert_eq!((list[0].code, list[0].field.as_deref()), ("no-holiday-data", Some("asked_days")));
        let typed = |text: &str| last(Due::Day(day(text)), day("2024-01-02"), &calendar, Zone::Wit).expect("typed");
        assert!(typed("2024-01-06").expect("a day").told.is_some(), "a Saturday is one without data too");
        assert_eq!(typed("2024-01-05").expect("a day").told, None);
    }

    #[test]
    fn what_was_counted_is_seen_before_it_is_kept() {
        let told = Some(Say::new("Dihitung.", "Counted."));
        let counted = Last { day: day("2024-01-05"), days: Some(3), told: told.clone() };
        for (confirmed, expected) in [
            (Confirmed::Nothing, Some("due-counted")),
            (Confirmed::Day(day("2024-01-04")), Some("due-counted")),
            (Confirmed::Day(day("2024-01-05")), None),
            (Confirmed::Any, None),
        ] {
            assert_eq!(unseen(confirmed, &counted).map(|refusal| refusal.code), expected, "{confirmed:?}");
        }
        let off = Last { days: None, told, ..counted.clone() };
        assert_eq!(unseen(Confirmed::Nothing, &off).map(|refusal| refusal.code), Some("due-day-off"));
        assert_eq!(unseen(Confirmed::Nothing, &Last { told: None, ..off }), None);
    }
}
