//! Two languages, side by side: Indonesian first, English by a switch. Both texts stand where they are
//! used, so that a reader sees what the page says; figures and dates follow each language's habits.

use crate::time::{Day, Moment, Zone};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The language of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Bahasa Indonesia, the default.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The text of this language.
    #[must_use]
    pub fn say<'a>(self, id: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Id => id,
            Self::En => en,
        }
    }

    /// `id` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.say("id", "en")
    }

    /// `61.482` in Indonesian, `61,482` in English.
    #[must_use]
    pub fn number(self, value: i64) -> String {
        let digits = value.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if value < 0 {
            out.push('−');
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(self.say(".", ","));
            }
            out.push(digit);
        }
        out
    }

    /// `part` of `whole` as `88,0 %`; a dash when there is no whole. Never shows 100,0 % for less than
    /// all, nor 0,0 % for more than none: the last tenth is cut, not rounded.
    #[must_use]
    pub fn percent(self, part: i64, whole: i64) -> String {
        if whole <= 0 {
            return "–".into();
        }
        let mut tenths = (i128::from(part) * 2_000 / i128::from(whole) + 1) / 2;
        if part < whole {
            tenths = tenths.min(999);
        }
        if part > 0 {
            tenths = tenths.max(1);
        }
        format!("{}{}{} %", tenths / 10, self.say(",", "."), tenths % 10)
    }

    /// `5 Februari 2024`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        const ID: [&str; 12] = [
            "Januari",
            "Februari",
            "Maret",
            "April",
            "Mei",
            "Juni",
            "Juli",
            "Agustus",
            "September",
            "Oktober",
            "November",
            "Desember",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month, dom) = day.ymd();
        let at = usize::try_from(month - 1).unwrap_or(0);
        format!("{dom} {} {year}", self.say(ID[at], EN[at]))
    }

    /// `5 Februari 2024 pukul 08.00 WIB`.
    #[must_use]
    pub fn moment(self, at: Moment, zone: Zone) -> String {
        let (hour, minute) = at.wall(zone);
        let day = self.day(at.day(zone));
        match self {
            Self::Id => format!("{day} pukul {hour:02}.{minute:02} {}", zone.abbreviation()),
            Self::En => format!("{day}, {hour:02}:{minute:02} {}", zone.abbreviation()),
        }
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Say {
    /// Bahasa Indonesia.
    pub id: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Say {
    /// Both texts of one sentence.
    pub fn new(id: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), en: en.into() }
    }

    /// The text in `lang`.
    #[must_use]
    pub fn to(&self, lang: Lang) -> &str {
        lang.say(&self.id, &self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_each_language() {
        assert_eq!(Lang::Id.number(61_482), "61.482");
        assert_eq!(Lang::En.number(1_234_567), "1,234,567");
        assert_eq!(Lang::Id.number(999), "999");
        assert_eq!(Lang::Id.percent(61_482, 69_871), "88,0 %");
        assert_eq!(Lang::Id.percent(9_999, 10_000), "99,9 %");
        assert_eq!(Lang::Id.percent(1, 1_000_000), "0,1 %");
        assert_eq!(Lang::Id.percent(5, 5), "100,0 %");
        assert_eq!(Lang::Id.percent(0, 0), "–");
    }

    #[test]
    fn dates_follow_each_language() {
        let at = Day::parse("2024-02-05").expect("a day").at(Zone::Wib, 8, 0);
        assert_eq!(Lang::Id.moment(at, Zone::Wib), "5 Februari 2024 pukul 08.00 WIB");
        assert_eq!(Lang::En.moment(at, Zone::Wit), "5 February 2024, 10:00 WIT");
    }
}
