//! Moments, days and Indonesia's three time zones. A moment is stored as integer milliseconds since 1970
//! UTC; a day as ISO text. Nothing here reads the clock except `Clock::now`, which only doors call.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point in time, in milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The moment this many milliseconds later (earlier when negative).
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The calendar day on which this moment falls in `zone`.
    #[must_use]
    pub fn day(self, zone: Zone) -> Day {
        Day(self.zoned(zone).date())
    }

    /// `2024-01-05T08:00:00+07:00`: the form used in records, receipts and replies.
    #[must_use]
    pub fn iso(self, zone: Zone) -> String {
        let local = self.zoned(zone);
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            local.year(),
            local.month(),
            local.day(),
            local.hour(),
            local.minute(),
            local.second(),
            zone.offset()
        )
    }

    /// `2024-01-05T01:00:00.123Z`: exact to the millisecond, the form inside records.
    #[must_use]
    pub fn utc(self) -> String {
        let at = Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC);
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond()
        )
    }

    /// Reads the forms written by [`Moment::iso`] and [`Moment::utc`], or any RFC 3339 time.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        text.parse::<Timestamp>().ok().map(|at| Self(at.as_millisecond()))
    }

    /// Hour and minute on the wall in `zone`.
    #[must_use]
    pub fn wall(self, zone: Zone) -> (i8, i8) {
        let local = self.zoned(zone);
        (local.hour(), local.minute())
    }

    fn zoned(self, zone: Zone) -> jiff::Zoned {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.rules())
    }
}

/// A calendar day, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub civil::Date);

impl Day {
    /// The day of this year, month and day of month, if there is one.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `2024-01-05`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 10).then(|| text.parse().ok().map(Self)).flatten()
    }

    /// The first millisecond of this day in `zone`.
    #[must_use]
    pub fn start(self, zone: Zone) -> Moment {
        self.at(zone, 0, 0)
    }

    /// This day at hour and minute on the wall in `zone`.
    #[must_use]
    pub fn at(self, zone: Zone, hour: i8, minute: i8) -> Moment {
        let wall = self.0.at(hour, minute, 0, 0);
        let at = wall.to_zoned(zone.rules()).map(|z| z.timestamp().as_millisecond());
        Moment(at.unwrap_or_default())
    }

    /// The last millisecond of this day in `zone`: where a deadline of that day lies.
    #[must_use]
    pub fn end(self, zone: Zone) -> Moment {
        self.plus_days(1).start(zone).plus_ms(-1)
    }

    /// The day so many days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// Year, month, day of month.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a day: write YYYY-MM-DD"))
    }
}

/// Indonesia's three time zones. None has daylight saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Zone {
    /// UTC+7: Sumatra, Java, West and Central Kalimantan.
    Wib,
    /// UTC+8: Bali, Nusa Tenggara, South and East Kalimantan, Sulawesi.
    Wita,
    /// UTC+9: Maluku, Papua.
    Wit,
}

impl Zone {
    /// All three, west to east.
    pub const ALL: [Self; 3] = [Self::Wib, Self::Wita, Self::Wit];

    /// The abbreviation that people write: `WIB`, `WITA`, `WIT`.
    #[must_use]
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Reads the abbreviation.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.abbreviation().eq_ignore_ascii_case(text))
    }

    fn offset(self) -> &'static str {
        match self {
            Self::Wib => "+07:00",
            Self::Wita => "+08:00",
            Self::Wit => "+09:00",
        }
    }

    fn rules(self) -> TimeZone {
        let hours = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        TimeZone::fixed(jiff::tz::offset(hours))
    }
}

/// Where the time comes from. Doors read it once per request and pass the moment on.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still: tests and the demo's past.
    Fixed(Moment),
}

impl Clock {
    /// The present moment.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    pub fn now(self) -> Moment {
        match self {
            Self::System => Moment(Timestamp::now().as_millisecond()),
            Self::Fixed(at) => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_starts_and_ends_by_its_own_zone() {
        let day = Day::parse("2023-12-21").expect("a day");
        assert_eq!(day.start(Zone::Wib).iso(Zone::Wib), "2023-12-21T00:00:00+07:00");
        assert_eq!(day.end(Zone::Wit).iso(Zone::Wit), "2023-12-21T23:59:59+09:00");
        assert_eq!(day.start(Zone::Wib).0 - day.start(Zone::Wit).0, 2 * 3_600_000);
        assert_eq!(day.end(Zone::Wita).day(Zone::Wit), day.plus_days(1));
    }

    #[test]
    fn moments_read_back_what_they_write() {
        let at = Day::parse("2024-02-05").expect("a day").at(Zone::Wita, 8, 30);
        assert_eq!(Moment::parse_iso(&at.iso(Zone::Wit)), Some(at));
        assert_eq!(Day::parse("2024-2-5"), None);
        assert_eq!(Day::parse("2023-02-29"), None);
    }
}
