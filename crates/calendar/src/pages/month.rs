//! One month: its days as a small picture, and the days off as a table that says the same in words. Colour is
//! never alone: holidays are bold, joint leave is underlined, today has a frame.

use crate::model::{Confidence, Holiday, HolidayKind, Year, is_weekend, month_words, weekday};
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_web::components::{Cell, Column, Table};
use std::fmt::Write;

/// A day's square and the gap to the next, in the picture's units.
const STEP: i32 = 24;
const SIDE: i32 = 22;
/// Where the first week begins, below the letters of the weekdays.
const TOP: i32 = 18;

/// The month that begins on `first`.
pub(super) fn section(year: &Year, first: Day, today: Day, lang: Lang) -> Markup {
    let name = month_words(first, lang);
    let days: Vec<Day> = (0..31).map(|at| first.plus_days(at)).filter(|day| day.ymd().1 == first.ymd().1).collect();
    let holidays: Vec<&Holiday> = days.iter().filter_map(|day| year.on(*day)).collect();
    html! {
        section.month {
            h2 { (name) }
            (picture(year, &days, today, lang, &name))
            @if holidays.is_empty() {
                p.soft { (lang.say("Tidak ada libur selain Sabtu dan Minggu.", "No days off but Saturdays and Sundays.")) }
            } @else { (table(&holidays, today, lang, &name)) }
        }
    }
}

/// Column and row of a day in its month, weeks from Monday on.
fn place(first: Day, day: Day) -> (i32, i32) {
    let before = i32::from(first.0.weekday().to_monday_zero_offset());
    let at = before + i32::from(day.ymd().2) - 1;
    (at % 7 * STEP, TOP + at / 7 * STEP)
}

fn picture(year: &Year, days: &[Day], today: Day, lang: Lang, name: &str) -> Markup {
    let Some((&first, &last)) = days.first().zip(days.last()) else { return html! {} };
    let height = place(first, last).1 + STEP;
    let label = match days.iter().any(|day| year.on(*day).is_some()) {
        true => format!("{name}: {}", lang.say("daftar liburnya di bawah", "the days off are listed below")),
        false => name.to_owned(),
    };
    let weekends = days.iter().filter(|day| is_weekend(**day) && year.on(**day).is_none());
    let mut grey = String::new();
    for (x, y) in weekends.map(|day| place(first, *day)) {
        // Writing to a string cannot fail.
        let _ = write!(grey, "M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z");
    }
    let letters = lang.say("SSRKJSM", "MTWTFSS");
    html! {
        svg viewBox={ "0 0 " (7 * STEP) " " (height) } role="img" aria-label=(label) {
            @for (at, letter) in (0..).zip(letters.chars()) { text.soft x=(at * STEP + SIDE / 2) y="11" { (letter) } }
            path.off d=(grey) {}
            @for holiday in days.iter().filter_map(|day| year.on(*day)) {
                @let (x, y) = place(first, holiday.date);
                rect class=(class(holiday.kind)) x=(x) y=(y) width=(SIDE) height=(SIDE) rx="3" {}
            }
            @for day in days {
                @let (x, y) = place(first, *day);
                text class=[year.on(*day).map(|holiday| class(holiday.kind))] x=(x + SIDE / 2) y=(y + 15) { (day.ymd().2) }
            }
            @if days.contains(&today) {
                @let (x, y) = place(first, today);
                rect.now x=(x + 1) y=(y + 1) width=(SIDE - 2) height=(SIDE - 2) rx="3" {}
            }
        }
    }
}

fn class(kind: HolidayKind) -> &'static str {
    match kind {
        HolidayKind::National => "nat",
        HolidayKind::JointLeave => "joint",
    }
}

fn table(holidays: &[&Holiday], today: Day, lang: Lang, name: &str) -> Markup {
    let columns = vec![Column::text(lang.say("Tanggal", "Date")), Column::text(lang.say("Libur", "Day off"))];
    let row = |holiday: &&Holiday| {
        let day = html! {
            time datetime=(holiday.date) { (weekday(holiday.date).to(lang)) " " (holiday.date.ymd().2) }
            @if holiday.date == today { " " strong { "(" (lang.say("hari ini", "today")) ")" } }
        };
        let what = html! {
            (holiday.reason.to(lang))
            @if !says_kind(holiday, lang) { span.soft { " · " (holiday.kind.words(lang)) } }
            @if holiday.confidence == Confidence::Low { span.soft { " · " (lang.say("perkiraan", "estimated")) } }
        };
        vec![Cell::of(day), Cell::of(what)]
    };
    let caption = format!("{} {name}", lang.say("Hari libur", "Days off in"));
    Table::new(caption, columns).caption_hidden().rows(holidays.iter().map(row)).show()
}

/// Does the name of the day off say of which kind it is already?
fn says_kind(holiday: &Holiday, lang: Lang) -> bool {
    holiday.reason.to(lang).to_lowercase().contains(holiday.kind.words(lang))
}
