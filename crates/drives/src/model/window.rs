//! The window of a drive: two times on the wall. Each unit reads them on its own wall, so the window opens first in the east
//! and closes last in the west.

pub use netra_activities::model::Wall;
use netra_activities::model::plan::LATE_DAYS;
use netra_base::{Lang, Moment, Zone};

/// The longest window: a quarter of a year. A drive that takes longer is several drives.
pub const LONGEST_DAYS: i32 = 92;

/// When places may be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// No place begins before.
    pub opens: Wall,
    /// No place ends after.
    pub closes: Wall,
}

impl Window {
    /// Does a place from `starts` to `ends` lie within, by the clock of its zone?
    #[must_use]
    pub fn holds(&self, starts: Moment, ends: Moment, zone: Zone) -> bool {
        self.opens.at(zone) <= starts && ends <= self.closes.at(zone)
    }

    /// May a place that lay within still be entered, by the clock of its zone? As long as any activity may be afterwards: an
    /// office whose line was down on the day counts all the same.
    #[must_use]
    pub fn takes(&self, now: Moment, zone: Zone) -> bool {
        now.day(zone) <= self.closes.day.plus_days(LATE_DAYS)
    }

    /// When it opens in the east, where it opens first.
    #[must_use]
    pub fn first(&self) -> Moment {
        self.opens.at(Zone::Wit)
    }

    /// When it closes in the west, where it closes last.
    #[must_use]
    pub fn last(&self) -> Moment {
        self.closes.at(Zone::Wib)
    }

    /// `23 Januari 2024, pukul 08.00 sampai 16.00`, or both ends in full.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let Self { opens, closes } = *self;
        let (at, to) = (lang.say("pukul ", ""), lang.say("sampai", "to"));
        let (first, last) = (lang.day(opens.day), lang.day(closes.day));
        if opens.day == closes.day {
            format!("{first}, {at}{} {to} {}", time(opens, lang), time(closes, lang))
        } else {
            format!("{first}, {at}{} {to} {last}, {at}{}", time(opens, lang), time(closes, lang))
        }
    }
}

/// `08.00`.
fn time(wall: Wall, lang: Lang) -> String {
    format!("{:02}{}{:02}", wall.hour, lang.say(".", ":"), wall.minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> Wall {
        Wall::parse(text).expect("a time")
    }

    #[test]
    fn every_unit_reads_the_window_on_its_own_wall() {
        let window = Window { opens: wall("2024-01-23T08:00"), closes: wall("2024-01-23T12:00") };
        let day = window.opens.day;
        for zone in Zone::ALL {
            assert!(window.holds(day.at(zone, 8, 0), day.at(zone, 12, 0), zone));
            assert!(!window.holds(day.at(zone, 7, 59), day.at(zone, 9, 0), zone));
            assert!(!window.holds(day.at(zone, 11, 0), day.at(zone, 12, 1), zone));
        }
        // Eight in the morning in Jakarta is ten in Jayapura: inside there too, but half past ten in the morning is past noon.
        assert!(!window.holds(day.at(Zone::Wib, 10, 30), day.at(Zone::Wib, 11, 0), Zone::Wit));
        let last = day.plus_days(LATE_DAYS);
        assert!(
            window.takes(day.at(Zone::Wit, 7, 0), Zone::Wit) && window.takes(last.at(Zone::Wit, 23, 59), Zone::Wit)
        );
        assert!(!window.takes(last.plus_days(1).at(Zone::Wit, 0, 0), Zone::Wit), "past midnight in the east");
        assert!(window.takes(last.plus_days(1).at(Zone::Wit, 0, 0), Zone::Wib), "not yet in the west");
        assert_eq!(window.first(), day.at(Zone::Wit, 8, 0));
        assert_eq!(window.last(), day.at(Zone::Wib, 12, 0));
        assert_eq!(window.words(Lang::Id), "23 Januari 2024, pukul 08.00 sampai 12.00");
        assert_eq!(window.words(Lang::En), "23 January 2024, 08:00 to 12:00");
    }
}
