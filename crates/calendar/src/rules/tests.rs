//! Deadlines by table, the reverse check, and properties over every day that has data.

use super::*;
use crate::model::{Confidence, HolidayKind, MOST_DAYS};
use netra_base::Error;
use proptest::prelude::*;

fn calendar() -> Calendar {
    Calendar::built_in().expect("data/holidays reads")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> (&'static str, String) {
    match outcome {
        Err(Error::Refused(list)) => (list[0].code, list[0].say.id.to_string()),
        other => panic!("not a refusal: {other:?}"),
    }
}

/// Receipt, working days, last day, days passed over, counted by hand from the decreed dates.
const WORKING: [(&str, u16, &str, usize); 22] = [
    // 6 and 7 February; 8 Isra Mikraj, 9 cuti bersama, weekend; 12, 13; 14 election day; 15, 16; weekend …
    ("2024-02-05", 14, "2024-02-28", 9),
    ("2024-02-05", 1, "2024-02-06", 0),
    ("2024-02-05", 2, "2024-02-07", 0),
    ("2024-02-05", 3, "2024-02-12", 4),
    ("2024-02-07", 1, "2024-02-12", 4),
    ("2024-02-10", 1, "2024-02-12", 1),
    ("2024-02-13", 1, "2024-02-15", 1),
    ("2024-02-14", 1, "2024-02-15", 0),
    // Friday 5 April is the last working day before Lebaran; the office opens on Tuesday 16.
    ("2024-04-05", 1, "2024-04-16", 10),
    ("2024-04-04", 1, "2024-04-05", 0),
    ("2024-04-04", 2, "2024-04-16", 10),
    ("2024-04-07", 5, "2024-04-22", 10),
    ("2024-04-15", 1, "2024-04-16", 0),
    // Christmas and its joint leave, and New Year, across the year's end.
    ("2024-12-24", 1, "2024-12-27", 2),
    ("2024-12-27", 3, "2025-01-02", 3),
    ("2024-12-31", 1, "2025-01-02", 1),
    ("2023-12-22", 1, "2023-12-27", 4),
    // 18 August 2025 became joint leave by amendment.
    ("2025-08-15", 1, "2025-08-19", 3),
    // Regional election day.
    ("2024-11-26", 1, "2024-11-28", 1),
    ("2022-04-28", 1, "2022-05-09", 10),
    ("2026-12-23", 1, "2026-12-28", 4),
    ("2027-12-30", 1, "2027-12-31", 0),
];

#[test]
fn working_days_end_where_a_calendar_on_the_wall_says() {
    let calendar = calendar();
    for (from, days, end, skipped) in WORKING {
        let found = calendar.deadline(day(from), Limit::WorkingDays(days), Zone::Wib).expect("data is there");
        assert_eq!((found.deadline, found.skipped.len()), (day(end), skipped), "{days} after {from}");
    }
}

#[test]
fn every_day_passed_over_is_named() {
    let found = calendar().deadline(day("2024-02-05"), Limit::WorkingDays(14), Zone::Wib).expect("data is there");
    let told: Vec<String> = found.skipped.iter().map(|one| format!("{} {}", one.date, one.reason.id)).collect();
    assert_eq!(
        told,
        [
            "2024-02-08 Isra Mikraj",
            "2024-02-09 Cuti bersama Imlek",
            "2024-02-10 Tahun Baru Imlek",
            "2024-02-11 Minggu",
            "2024-02-14 Pemungutan suara Pemilu",
            "2024-02-17 Sabtu",
            "2024-02-18 Minggu",
            "2024-02-24 Sabtu",
            "2024-02-25 Minggu",
        ],
        "a holiday on a Saturday gives its own name"
    );
    assert_eq!(found.skipped[3].reason.en, "Sunday");
}

#[test]
fn a_deadline_lies_at_the_last_second_of_its_own_zone() {
    let calendar = calendar();
    for (zone, at) in [
        (Zone::Wib, "2024-02-28T23:59:59+07:00"),
        (Zone::Wita, "2024-02-28T23:59:59+08:00"),
        (Zone::Wit, "2024-02-28T23:59:59+09:00"),
    ] {
        assert_eq!(calendar.deadline(day("2024-02-05"), Limit::WorkingDays(14), zone).expect("counts").at, at);
    }
}

#[test]
fn calendar_days_pass_over_nothing_and_need_no_data() {
    let calendar = calendar();
    for (from, days, end) in [
        ("2024-02-05", 14, "2024-02-19"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2027-12-31", 1, "2028-01-01"),
        ("2100-12-31", 3_650, "2110-12-29"),
    ] {
        let found = calendar.deadline(day(from), Limit::CalendarDays(days), Zone::Wib).expect("counts");
        assert_eq!((found.deadline, found.skipped.len(), found.confidence), (day(end), 0, Confidence::High), "{from}");
    }
}

#[test]
fn a_year_without_data_is_refused_by_its_number_and_never_guessed() {
    let calendar = calendar();
    let after = |from, days| calendar.deadline(day(from), Limit::WorkingDays(days), Zone::Wib);
    let (code, sentence) = refused(after("2027-12-30", 2));
    assert_eq!(code, "no-holiday-data");
    assert!(sentence.contains("2028") && sentence.contains("netra import holidays FILE"), "{sentence}");
    assert_eq!(refused(after("2027-12-31", 1)).0, "no-holiday-data");
    assert!(refused(after("2021-12-20", 3)).1.contains("2021"));
    assert_eq!(after("2021-12-31", 1).expect("only 2022 is counted").deadline, day("2022-01-03"));
    assert_eq!(refused(calendar.is_working_day(day("2028-01-02"))).0, "no-holiday-data");
    assert_eq!(refused(calendar.holiday(day("2021-08-17"))).0, "no-holiday-data");
    assert_eq!(refused(calendar.working_days_between(day("2027-12-01"), day("2028-01-01"))).0, "no-holiday-data");
}

#[test]
fn a_deadline_is_as_sure_as_the_weakest_year_it_counts_through() {
    let calendar = calendar();
    for (from, sure) in [
        ("2024-02-05", Confidence::High),
        ("2024-12-27", Confidence::Medium),
        ("2026-06-01", Confidence::Medium),
        ("2026-12-30", Confidence::Low),
    ] {
        let found = calendar.deadline(day(from), Limit::WorkingDays(5), Zone::Wib).expect("counts");
        assert_eq!(found.confidence, sure, "{from}");
    }
}

#[test]
fn limits_and_dates_out_of_range_are_refused_with_a_sentence() {
    let calendar = calendar();
    let code = |from, limit| refused(calendar.deadline(from, limit, Zone::Wib)).0;
    let monday = day("2024-02-05");
    assert_eq!(code(monday, Limit::WorkingDays(0)), "limit-range");
    assert_eq!(code(monday, Limit::CalendarDays(MOST_DAYS + 1)), "limit-range");
    assert_eq!(code(day("1999-12-31"), Limit::CalendarDays(1)), "day-range");
    assert_eq!(code(day("9999-12-31"), Limit::WorkingDays(1)), "day-range");
    assert_eq!(refused(calendar.working_days_between(monday, monday.plus_days(-1))).0, "days-reversed");
    assert_eq!(refused(calendar.on_time(monday, Limit::WorkingDays(3), monday.plus_days(-1))).0, "days-reversed");
    assert!(Limit::working_days(-1).is_err() && Limit::calendar_days(65_537).is_err());
}

#[test]
fn what_is_done_on_the_last_day_is_in_time_and_the_day_after_is_not() {
    let calendar = calendar();
    for (from, days, end, _) in WORKING {
        let (from, limit, end) = (day(from), Limit::WorkingDays(days), day(end));
        assert!(calendar.on_time(from, limit, from).expect("counts"));
        assert!(calendar.on_time(from, limit, end).expect("counts"), "{from} {days}");
        assert!(!calendar.on_time(from, limit, end.plus_days(1)).expect("counts"), "{from} {days}");
    }
    let three = Limit::CalendarDays(3);
    assert!(calendar.on_time(day("2024-02-05"), three, day("2024-02-08")).expect("counts"));
    assert!(!calendar.on_time(day("2024-02-05"), three, day("2024-02-09")).expect("counts"));
}

#[test]
fn whether_something_was_in_time_needs_no_year_that_does_not_matter() {
    let calendar = calendar();
    let (from, limit) = (day("2027-12-20"), Limit::WorkingDays(14));
    assert_eq!(refused(calendar.deadline(from, limit, Zone::Wib)).0, "no-holiday-data");
    assert!(calendar.on_time(from, limit, day("2027-12-22")).expect("14 days are not over by then"));
    assert!(!calendar.on_time(from, Limit::WorkingDays(1), day("2028-06-01")).expect("long over by then"));
    assert_eq!(refused(calendar.on_time(from, limit, day("2028-03-01"))).0, "no-holiday-data");
}

/// Year, national holidays, joint leave, as the source counts them.
const COUNTS: [(i16, usize, usize); 6] =
    [(2022, 16, 4), (2023, 16, 11), (2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)];

#[test]
fn each_year_has_as_many_days_as_its_source() {
    let found: Vec<_> = calendar()
        .years()
        .map(|year| (year.number(), year.count(HolidayKind::National), year.count(HolidayKind::JointLeave)))
        .collect();
    assert_eq!(found, COUNTS);
}

#[test]
fn days_with_a_fixed_date_and_both_election_days_are_there() {
    let calendar = calendar();
    let kind = |date: &str| calendar.holiday(day(date)).expect("data").map(|found| found.kind);
    for year in 2022..=2027 {
        for fixed in ["01-01", "05-01", "06-01", "08-17", "12-25"] {
            assert_eq!(kind(&format!("{year}-{fixed}")), Some(HolidayKind::National), "{year}-{fixed}");
        }
    }
    assert_eq!([kind("2024-02-14"), kind("2024-11-27")], [Some(HolidayKind::National); 2]);
    assert_eq!([kind("2025-08-18"), kind("2024-02-09")], [Some(HolidayKind::JointLeave); 2]);
    assert_eq!(kind("2024-02-15"), None);
}

#[test]
fn later_years_say_that_they_are_less_sure() {
    let found: Vec<_> = calendar().years().map(|year| (year.number(), year.confidence())).collect();
    let (high, medium, low) = (Confidence::High, Confidence::Medium, Confidence::Low);
    assert_eq!(found, [(2022, high), (2023, high), (2024, high), (2025, medium), (2026, medium), (2027, low)]);
    assert!(calendar().years().all(|year| year.note().is_some()));
}

/// Any day of the six years.
fn known_day() -> impl Strategy<Value = Day> {
    (0..2_191_i32).prop_map(|ahead| day("2022-01-01").plus_days(ahead))
}

proptest! {
    #[test]
    fn no_input_panics(year in -9_999i16..=9_999, month in 1i8..=12, dom in 1i8..=28, days in any::<u16>(), later in -9_000i32..9_000) {
        let (calendar, from) = (calendar(), Day::new(year, month, dom).expect("a day"));
        for limit in [Limit::WorkingDays(days), Limit::CalendarDays(days)] {
            for zone in Zone::ALL {
                let _ = calendar.deadline(from, limit, zone);
            }
            let _ = calendar.on_time(from, limit, from.plus_days(later));
        }
        let _ = calendar.working_days_between(from, from.plus_days(later));
        let _ = (calendar.day_off(from), calendar.holiday(from), calendar.is_working_day(from));
    }

    #[test]
    fn a_deadline_is_a_working_day_with_exactly_so_many_before_it(from in known_day(), days in 1u16..400) {
        let calendar = calendar();
        let Ok(found) = calendar.deadline(from, Limit::WorkingDays(days), Zone::Wit) else { return Ok(()) };
        prop_assert!(calendar.is_working_day(found.deadline).expect("data"));
        prop_assert_eq!(calendar.working_days_between(from, found.deadline).expect("data"), u32::from(days));
        for one in &found.skipped {
            prop_assert!(from < one.date && one.date < found.deadline && !calendar.is_working_day(one.date).expect("data"));
        }
        let all = i32::from(days) + i32::try_from(found.skipped.len()).expect("small");
        prop_assert_eq!(from.plus_days(all), found.deadline, "every day is either counted or named");
        let end = found.deadline.to_string() + "T23:59:59+09:00";
        prop_assert_eq!(found.at, end);
    }

    #[test]
    fn the_reverse_check_agrees_with_the_deadline(from in known_day(), days in 1u16..60, done in 0i32..120) {
        let (calendar, limit, done) = (calendar(), Limit::WorkingDays(days), from.plus_days(done));
        let (Ok(found), Ok(on_time)) = (calendar.deadline(from, limit, Zone::Wib), calendar.on_time(from, limit, done)) else { return Ok(()) };
        prop_assert_eq!(on_time, done <= found.deadline);
    }
}
