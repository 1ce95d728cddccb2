//! Burn-up: how a count grew towards its denominator. The denominator is a line of its own, because people
//! join and leave meanwhile. Axes are in Indonesian time; the last point says its number.

use maud::{Markup, html};
use netra_base::{Lang, Moment, Zone};
use std::fmt::Write;

/// The state at a moment: `part` of `whole`, both cumulative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnPoint {
    /// When.
    pub at: Moment,
    /// How many by then.
    pub part: i64,
    /// Of how many at that time.
    pub whole: i64,
}

/// A burn-up being drawn.
#[derive(Debug, Clone)]
pub struct BurnUp<'a> {
    /// Its accessible name: what grew.
    pub label: &'a str,
    /// What the denominator is, in words beside its line: `harus menandatangani`.
    pub whole_label: &'a str,
    /// In order of time; at most some hundreds (a pixel shows no more).
    pub points: &'a [BurnPoint],
    /// Whose wall clock the axis shows.
    pub zone: Zone,
    /// The language.
    pub lang: Lang,
}

// The picture in its own units; text sizes are set in CSS for narrow and wide screens.
const WIDTH: i64 = 400;
const HEIGHT: i64 = 220;
const LEFT: i64 = 8;
const RIGHT: i64 = 392;
const TOP: i64 = 34;
const BOTTOM: i64 = 190;
const DAY_MS: i64 = 24 * 3_600_000;

impl BurnUp<'_> {
    /// The picture; nothing with fewer than two points.
    #[must_use]
    pub fn show(&self) -> Markup {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return html! {} };
        if last.at <= first.at {
            return html! {};
        }
        let top = self.points.iter().map(|p| p.whole.max(p.part)).max().unwrap_or(1).max(1);
        let x = |at: Moment| scale(at.0 - first.at.0, last.at.0 - first.at.0, LEFT, RIGHT);
        let y = |count: i64| scale(count.max(0), top, BOTTOM, TOP);
        let part = steps(self.points, |p| (x(p.at), y(p.part)));
        let whole = steps(self.points, |p| (x(p.at), y(p.whole)));
        let half = Moment(first.at.0 + (last.at.0 - first.at.0) / 2);
        let words = format!(
            "{}: {} {} {} ({})",
            self.label,
            self.lang.number(last.part),
            self.lang.say("dari", "of"),
            self.lang.number(last.whole),
            self.lang.percent(last.part, last.whole),
        );
        html! {
            svg.burn viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(words) {
                path.area d={ (part) "V" (BOTTOM) "H" (LEFT) "Z" } {}
                path.whole d=(whole) {}
                path.line d=(part) {}
                line.axis x1=(LEFT) x2=(RIGHT) y1=(BOTTOM) y2=(BOTTOM) {}
                circle.dot cx=(x(last.at)) cy=(y(last.part)) r="4" {}
                text.soft x=(LEFT) y=(y(first.whole) - 7) { (self.whole_label) ": " (self.lang.number(last.whole)) }
                (self.last_label(*last, y(last.part)))
                @for (at, anchor) in [(first.at, "start"), (half, "middle"), (last.at, "end")] {
                    text.soft x=(x(at)) y=(BOTTOM + 18) text-anchor=(anchor) { (self.tick(at, last.at.0 - first.at.0, anchor)) }
                }
            }
        }
    }

    /// The number stands above its point: a growing line comes from below. Near the denominator it moves
    /// up beside the denominator's words.
    fn last_label(&self, last: BurnPoint, y: i64) -> Markup {
        let at = if y < TOP + 32 { TOP - 8 } else { y - 11 };
        html! {
            text.last x=(RIGHT) y=(at) text-anchor="end" {
                (self.lang.number(last.part)) " (" (self.lang.percent(last.part, last.whole)) ")"
            }
        }
    }

    fn tick(&self, at: Moment, span_ms: i64, anchor: &str) -> String {
        let (hour, minute) = at.wall(self.zone);
        let time = match self.lang {
            Lang::Id => format!("{hour:02}.{minute:02}"),
            Lang::En => format!("{hour:02}:{minute:02}"),
        };
        let zone = if anchor == "end" { format!(" {}", self.zone.abbreviation()) } else { String::new() };
        if span_ms <= DAY_MS {
            return format!("{time}{zone}");
        }
        let day = self.lang.day(at.day(self.zone));
        let mut words = day.split(' ');
        let (dom, month) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let short: String = month.chars().take(3).collect();
        if span_ms <= 14 * DAY_MS { format!("{dom} {short} {time}{zone}") } else { format!("{dom} {short}") }
    }
}

fn scale(value: i64, of: i64, from: i64, to: i64) -> i64 {
    let moved = i128::from(value) * i128::from(to - from) / i128::from(of.max(1));
    from + i64::try_from(moved).unwrap_or(0)
}

fn steps(points: &[BurnPoint], place: impl Fn(&BurnPoint) -> (i64, i64)) -> String {
    let mut path = String::new();
    for point in points {
        let (x, y) = place(point);
        let _ = if path.is_empty() { write!(path, "M{x} {y}") } else { write!(path, "L{x} {y}") };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::Day;

    #[test]
    fn the_axis_speaks_indonesian_time_and_the_end_says_its_number() {
        let start = Day::parse("2023-12-21").expect("a day").at(Zone::Wib, 8, 0);
        let points = [(0, 0), (30, 400), (60, 880)].map(|(minutes, part)| BurnPoint {
            at: start.plus_ms(minutes * 60_000),
            part,
            whole: 1_000,
        });
        let chart = BurnUp {
            label: "Tanda tangan",
            whole_label: "seharusnya",
            points: &points,
            zone: Zone::Wita,
            lang: Lang::Id,
        };
        let svg = chart.show().into_string();
        for part in ["09.00", "10.00 WITA", "880 (88,0 %)", "Tanda tangan: 880 dari 1.000 (88,0 %)"] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        assert!(!svg.contains("style="));
        let one = BurnUp { points: &points[..1], ..chart };
        assert_eq!(one.show().into_string(), "");
    }
}
