//! One month as a small picture: holidays, quiet days, days with activities. What it shows stands below it in words; colour is
//! never alone: a day with an activity is a link and has a dot.

use crate::rules::days::{Mark, Marked};
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_calendar::model::is_weekend;
use std::fmt::Write;

/// A day's square and the gap to the next, in the picture's units.
const STEP: i32 = 24;
const SIDE: i32 = 22;
/// Where the first week begins, below the letters of the weekdays.
const TOP: i32 = 18;

/// Column and row of a day in its month, weeks from Monday on.
fn place(first: Day, day: Day) -> (i32, i32) {
    let before = i32::from(first.0.weekday().to_monday_zero_offset());
    let at = before + i32::from(day.ymd().2) - 1;
    (at % 7 * STEP, TOP + at / 7 * STEP)
}

fn class(marks: &[Marked], day: Day) -> Option<&'static str> {
    let one = marks.iter().find(|one| one.day == day)?;
    Some(match one.mark {
        Mark::Holiday(_) => "nat",
        Mark::Quiet(_) | Mark::Vote(_) => "joint",
    })
}

/// The picture of the month that begins on `first`; `busy` are the days with activities, each a link to its place below.
pub(super) fn picture(lang: Lang, days: &[Day], marks: &[Marked], busy: &[Day], today: Day, name: &str) -> Markup {
    let Some((&first, &last)) = days.first().zip(days.last()) else { return html! {} };
    let height = place(first, last).1 + STEP;
    let mut grey = String::new();
    for (x, y) in days.iter().filter(|day| is_weekend(**day)).map(|day| place(first, *day)) {
        // Writing to a string cannot fail.
        let _ = write!(grey, "M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z");
    }
    html! {
        svg viewBox={ "0 0 " (7 * STEP) " " (height) } role="group" aria-label=(name) {
            @for (at, letter) in (0..).zip(lang.say("SSRKJSM", "MTWTFSS").chars()) { text.soft x=(at * STEP + SIDE / 2) y="11" aria-hidden="true" { (letter) } }
            path.off d=(grey) {}
            @for day in days {
                @let (x, y) = place(first, *day);
                @if let Some(class) = class(marks, *day) { rect class=(class) x=(x) y=(y) width=(SIDE) height=(SIDE) rx="3" {} }
                @if *day == today { rect.now x=(x + 1) y=(y + 1) width=(SIDE - 2) height=(SIDE - 2) rx="3" {} }
                @if busy.contains(day) {
                    a href={ "#" (anchor(*day)) } aria-label=(lang.day(*day)) { (number(*day, (x, y), marks)) circle class="busy" cx=(x + SIDE / 2) cy=(y + 19) r="2" {} }
                } @else { (number(*day, (x, y), marks)) }
            }
        }
    }
}

fn number(day: Day, (x, y): (i32, i32), marks: &[Marked]) -> Markup {
    html! { text class=[class(marks, day)] x=(x + SIDE / 2) y=(y + 14) { (day.ymd().2) } }
}

/// Where a day stands on the page.
pub(super) fn anchor(day: Day) -> String {
    format!("hari-{day}")
}
