//! Times and durations as meeting tools write them. Whether the day or the month comes first is decided by the activity's
//! own day; a time without a zone is on the wall of the activity.

use netra_base::{Day, Moment, Zone};

/// What is known about the meeting.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// When it began, as announced.
    pub starts: Moment,
    /// When it ended.
    pub ends: Moment,
    /// On which wall.
    pub zone: Zone,
}

impl About {
    fn day(&self) -> Day {
        self.starts.day(self.zone)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Word(String),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c.is_ascii_digit() {
            let digits: String = std::iter::from_fn(|| chars.next_if(char::is_ascii_digit)).collect();
            out.push(Token::Number(digits.parse().unwrap_or(u32::MAX), digits.len()));
        } else if c.is_alphabetic() {
            let word: String = std::iter::from_fn(|| chars.next_if(|c| c.is_alphabetic())).collect();
            out.push(Token::Word(word.to_lowercase()));
        } else {
            chars.next();
        }
        if out.len() > 16 {
            break;
        }
    }
    out
}

/// Months by their first three letters, Indonesian and English.
const MONTHS: [(&str, i8); 18] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("agu", 8),
    ("agt", 8),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("des", 12),
    ("dec", 12),
    ("nop", 11),
];

/// A moment in any of the usual spellings; none when it cannot be read.
pub(super) fn moment(text: &str, about: &About) -> Option<Moment> {
    let text = text.trim();
    if let Some(at) = Moment::parse_iso(text) {
        return Some(at);
    }
    let (mut numbers, mut month, mut after_noon, mut zone) = (Vec::new(), None, None, about.zone);
    for token in tokens(text) {
        match token {
            Token::Number(number, digits) => numbers.push((number, digits)),
            Token::Word(word) => match word.as_str() {
                "am" => after_noon = Some(false),
                "pm" => after_noon = Some(true),
                _ => {
                    if let Some(named) = Zone::parse(&word) {
                        zone = named;
                    }
                    let start = word.get(..3).unwrap_or_default();
                    month = month.or(MONTHS.iter().find(|(name, _)| *name == start).map(|(_, month)| *month));
                }
            },
        }
    }
    let (day, wall) = day(&numbers, month, about)?;
    let mut wall = wall.iter().map(|(number, _)| i64::from(*number));
    let (mut hour, minute, second) = (wall.next()?, wall.next().unwrap_or(0), wall.next().unwrap_or(0));
    hour = match after_noon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(day.start(zone).plus_ms(((hour * 60 + minute) * 60 + second) * 1_000))
}

type Numbers<'a> = &'a [(u32, usize)];

/// The day at the front of the numbers, and what is left for the wall.
fn day<'a>(numbers: Numbers<'a>, month: Option<i8>, about: &About) -> Option<(Day, Numbers<'a>)> {
    let small = |number: u32| i8::try_from(number).ok();
    let year = |(number, digits): (u32, usize)| {
        let full = if digits == 2 { number + 2_000 } else { number };
        i16::try_from(full).ok()
    };
    match (month, numbers) {
        (Some(month), [first, second, rest @ ..]) => {
            let (day, of) = if first.1 == 4 { (second, first) } else { (first, second) };
            Some((Day::new(year(*of)?, month, small(day.0)?)?, rest))
        }
        (None, [first, second, third, rest @ ..]) if first.1 == 4 && !rest.is_empty() => {
            Some((Day::new(year(*first)?, small(second.0)?, small(third.0)?)?, rest))
        }
        (None, [first, second, third, rest @ ..]) if rest.len() >= 2 => {
            let of = year(*third)?;
            let ways = [(first.0, second.0), (second.0, first.0)];
            let days = ways.iter().filter_map(|(day, month)| Day::new(of, small(*month)?, small(*day)?));
            let near = |day: &Day| (day.start(about.zone).0 - about.day().start(about.zone).0).abs();
            Some((days.min_by_key(near)?, rest))
        }
        (None, [_, _] | [_, _, _]) => Some((about.day(), numbers)),
        _ => None,
    }
}

/// Seconds of a duration: `42` (minutes), `1h 2m 3s`, `1 jam 5 menit`, `01:02:03`.
pub(super) fn duration(text: &str) -> Option<i64> {
    let tokens = tokens(text);
    let mut seconds = 0;
    let mut plain = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let Token::Number(number, _) = token else {
            at += 1;
            continue;
        };
        let number = i64::from(*number);
        match tokens.get(at + 1) {
            Some(Token::Word(word)) => {
                seconds += number
                    * match word.as_str() {
                        word if word.starts_with('h') || word.starts_with('j') => 3_600,
                        word if word.starts_with('m') => 60,
                        word if word.starts_with('s') || word.starts_with('d') => 1,
                        _ => return None,
                    };
                at += 2;
            }
            _ => {
                plain.push(number);
                at += 1;
            }
        }
    }
    seconds += match plain.as_slice() {
        [] => 0,
        [minutes] => minutes * 60,
        [hours, minutes] => (hours * 60 + minutes) * 60,
        [hours, minutes, rest] => (hours * 60 + minutes) * 60 + rest,
        _ => return None,
    };
    let any = tokens.iter().any(|token| matches!(token, Token::Number(..)));
    // A day and a night: nobody sits longer in one meeting.
    (any && (0..=48 * 3_600).contains(&seconds)).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(day: &str) -> About {
        let day = Day::parse(day).expect("a day");
        About { starts: day.at(Zone::Wita, 8, 0), ends: day.at(Zone::Wita, 10, 0), zone: Zone::Wita }
    }

    #[test]
    fn the_same_moment_is_read_from_every_spelling() {
        let at = Day::parse("2024-01-05").expect("a day").at(Zone::Wita, 8, 1).plus_ms(22_000);
        for text in [
            "2024-01-05 08:01:22",
            "2024-01-05T08:01:22+08:00",
            "2024-01-05T00:01:22Z",
            "05/01/2024 08:01:22",
            "01/05/2024 08:01:22 AM",
            "1/5/24, 8:01:22 AM",
            "5-1-2024 8.01.22",
            "5 Januari 2024 pukul 08.01.22",
            "Jan 5, 2024 8:01:22 AM",
            "5 Jan 2024, 07:01:22 WIB",
            "8:01:22 AM",
            "08:01:22",
        ] {
            assert_eq!(moment(text, &about("2024-01-05")), Some(at), "{text}");
        }
        let noon = moment("1/5/2024 12:30 PM", &about("2024-01-05")).expect("reads");
        assert_eq!(noon.iso(Zone::Wita), "2024-01-05T12:30:00+08:00");
        let may = moment("1/5/2024 08:00", &about("2024-05-01")).expect("reads");
        assert_eq!(may.day(Zone::Wita).to_string(), "2024-05-01");
        let night = moment("12:05 AM", &about("2024-01-05")).expect("reads");
        assert_eq!(night.iso(Zone::Wita), "2024-01-05T00:05:00+08:00");
        for text in ["", "kemarin", "25:00", "2024-13-45 08:00", "99/99/9999 08:00", "8"] {
            assert_eq!(moment(text, &about("2024-01-05")), None, "{text}");
        }
    }

    #[test]
    fn durations_are_read_in_minutes_hours_and_words() {
        for (text, seconds) in [
            ("42", Some(42 * 60)),
            ("1h 2m 3s", Some(3_723)),
            ("35m 10s", Some(2_110)),
            ("1 jam 5 menit", Some(3_900)),
            ("12 detik", Some(12)),
            ("01:02:03", Some(3_723)),
            ("1 hr 2 min", Some(3_720)),
            ("", None),
            ("lama", None),
            ("9999999", None),
        ] {
            assert_eq!(duration(text), seconds, "{text}");
        }
    }
}
