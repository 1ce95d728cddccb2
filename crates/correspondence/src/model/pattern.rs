//! How a unit writes its numbers: fixed signs with places for class, running number, year and month, as the agency's own
//! rules for letters have it: `W.20-{class}-{serial:4}`, `SEK-{serial}.{class} Tahun {year}`.

use netra_base::{Day, Refusal};

const MAX_CHARS: usize = 60;
/// Nobody writes a running number wider.
const MAX_WIDTH: usize = 6;
const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Fixed(String),
    Class,
    /// Filled with zeros to so many digits.
    Serial(usize),
    Year,
    Month,
    Roman,
}

/// A pattern that holds the running number once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    parts: Vec<Part>,
}

impl Pattern {
    /// Reads a pattern: letters, digits, blanks and `. - / ( )`, with `{class}`, `{serial}` or `{serial:4}`, `{year}`,
    /// `{month}` and `{roman}` (the month in Roman digits). `{serial}` stands in it once.
    ///
    /// # Errors
    /// `pattern-form` at the field `pattern`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = parts(&text).filter(|parts| {
            let serials = parts.iter().filter(|part| matches!(part, Part::Serial(_))).count();
            serials == 1 && text.chars().count() <= MAX_CHARS
        });
        let refusal = || {
            Refusal::new(
                "pattern-form",
                "Pola nomor tidak dapat dibaca. Tulis seperti W.20-{class}-{serial:4}: huruf, angka, spasi, . - / ( ), dan {serial} tepat satu kali; boleh juga {year}, {month}, {roman}; paling banyak 60 huruf.",
                "The pattern of numbers cannot be read. Write it like W.20-{class}-{serial:4}: letters, digits, blanks, . - / ( ), and {serial} exactly once; {year}, {month}, {roman} may stand in it too; at most 60 characters.",
            )
            .at("pattern")
        };
        Ok(Self { parts: parts.ok_or_else(refusal)?, text })
    }

    /// The pattern of an office that keeps none: its code, which no other unit ever has.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        let fixed = |text: String| Part::Fixed(text);
        Self {
            text: format!("{code}-{{class}}-{{serial:4}}"),
            parts: vec![fixed(format!("{code}-")), Part::Class, fixed("-".into()), Part::Serial(4)],
        }
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A number.
    #[must_use]
    pub fn number(&self, class: &str, day: Day, serial: i64) -> String {
        let (year, month, _) = day.ymd();
        let roman = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
        let one = |part: &Part| match part {
            Part::Fixed(text) => text.clone(),
            Part::Class => class.to_owned(),
            Part::Serial(width) => format!("{serial:0width$}"),
            Part::Year => year.to_string(),
            Part::Month => format!("{month:02}"),
            Part::Roman => roman.to_owned(),
        };
        self.parts.iter().map(one).collect()
    }

    /// Would two units that write so give the same numbers? Letters count the same in either case, widths do not count.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let shape = |pattern: &Self| -> Vec<Part> {
            let one = |part: &Part| match part {
                Part::Fixed(text) => Part::Fixed(text.to_lowercase()),
                Part::Serial(_) => Part::Serial(0),
                other => other.clone(),
            };
            pattern.parts.iter().map(one).collect()
        };
        shape(self) == shape(other)
    }
}

/// The parts of a pattern; none when a sign or a place is not one.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (fixed, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
        if !fixed.chars().all(|c| c.is_ascii_alphanumeric() || " .-/()".contains(c)) {
            return None;
        }
        if !fixed.is_empty() {
            parts.push(Part::Fixed(fixed.to_owned()));
        }
        let Some(after) = after.strip_prefix('{') else { break };
        let (name, after) = after.split_once('}')?;
        parts.push(match name {
            "class" => Part::Class,
            "serial" => Part::Serial(1),
            "year" => Part::Year,
            "month" => Part::Month,
            "roman" => Part::Roman,
            _ => Part::Serial(
                name.strip_prefix("serial:")?.parse().ok().filter(|width| (1..=MAX_WIDTH).contains(width))?,
            ),
        });
        rest = after;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: Option<&str>) {
        let day = Day::new(2024, 1, 23).expect("a day");
        let got = Pattern::parse(pattern).map(|pattern| pattern.number("UM.01.01", day, 112));
        assert_eq!(got.as_deref().ok(), expected, "{pattern}");
    }

    #[test]
    fn a_pattern_writes_numbers_as_offices_do() {
        check("W.20-{class}-{serial:4}", Some("W.20-UM.01.01-0112"));
        check("SEK-{serial}.{class} Tahun {year}", Some("SEK-112.UM.01.01 Tahun 2024"));
        check("{serial:2}/KW-08/{roman}/{year}", Some("112/KW-08/I/2024"));
        check(" {serial}  ({month}) ", Some("112 (01)"));
        for bad in
            ["", "W.20", "{serial}{serial}", "{serial:0}", "{serial:7}", "{serial", "{number}-{serial}", "é{serial}"]
        {
            check(bad, None);
        }
        check(&format!("{}{{serial}}", "a".repeat(60)), None);
        assert_eq!(Pattern::parse(Pattern::of_code("KW-20").as_str()), Ok(Pattern::of_code("KW-20")));
    }

    #[test]
    fn two_units_do_not_write_the_same_numbers() {
        let meets = |one: &str, other: &str| {
            Pattern::parse(one).expect("a pattern").meets(&Pattern::parse(other).expect("a pattern"))
        };
        assert!(meets("W.20-{class}-{serial:4}", "w.20-{class}-{serial}"));
        assert!(!meets("W.20-{class}-{serial}", "W.21-{class}-{serial}"));
        assert!(!meets("W-{serial}-{class}", "W-{class}-{serial}"));
    }
}
