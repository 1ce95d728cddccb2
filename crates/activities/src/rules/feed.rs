//! A calendar as text (iCalendar, RFC 5545): lines of at most 75 octets, ended by CR and LF, folded between characters; what
//! people typed escaped. Times go out in UTC, so no time zone has to be described. Only what a feed of activities needs is
//! here: it reads nothing, and knows no recurrence.

use crate::model::{Activity, State};
use crate::rules::days::Marked;
use netra_base::{Lang, Moment};

/// Octets of one line at most (section 3.1).
const LINE: usize = 75;
/// How often programs should ask again.
const EVERY: &str = "PT1H";

/// The lines as they go out.
#[derive(Debug, Default)]
struct Lines(String);

impl Lines {
    /// A line whose value is as the format wants it.
    fn plain(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let (mut rest, mut room) = (line.as_str(), LINE);
        while rest.len() > room {
            let cut = rest.floor_char_boundary(room);
            self.0.push_str(&rest[..cut]);
            // The blank that begins the next line counts.
            self.0.push_str("\r\n ");
            (rest, room) = (&rest[cut..], LINE - 1);
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// A line whose value is text that somebody typed (section 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut out = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                c if c.is_control() => {}
                c => out.push(c),
            }
        }
        self.plain(name, &out);
    }
}

/// `20231221T010000Z`.
fn utc(at: Moment) -> String {
    let text = at.utc();
    let digits: String = text.chars().take(19).filter(|c| !matches!(c, '-' | ':')).collect();
    format!("{digits}Z")
}

/// The name under which this house's entries are known: its host, without a port.
fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// An activity as it stands in a feed.
#[derive(Debug, Clone)]
pub struct Event {
    /// The activity.
    pub activity: Activity,
    /// The days it falls on that are told apart.
    pub marks: Vec<Marked>,
}

/// The calendar of a unit: of each activity its name, place and time, the marks of its days, and whether it was cancelled.
#[must_use]
pub fn calendar(lang: Lang, unit: &str, events: &[Event], base_url: &str) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Netra//Kegiatan//ID");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.text("NAME", unit);
    lines.text("X-WR-CALNAME", unit);
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", EVERY);
    lines.plain("X-PUBLISHED-TTL", EVERY);
    for one in events {
        event(&mut lines, lang, one, host(base_url));
    }
    lines.plain("END", "VCALENDAR");
    lines.0
}

fn event(lines: &mut Lines, lang: Lang, Event { activity: one, marks }: &Event, host: &str) {
    let status = if one.state == State::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    lines.plain("BEGIN", "VEVENT");
    lines.plain("UID", &format!("kegiatan-{}@{host}", one.id));
    // When it last changed: the same entry gives the same text on every request, and a moved one is newer.
    lines.plain("DTSTAMP", &utc(one.revised));
    lines.plain("LAST-MODIFIED", &utc(one.revised));
    lines.plain("DTSTART", &utc(one.starts));
    lines.plain("DTEND", &utc(one.ends));
    lines.text("SUMMARY", &one.title);
    if let Some(venue) = &one.venue {
        lines.text("LOCATION", venue);
    }
    // What is not held is out of place on no day.
    if !marks.is_empty() && one.state != State::Cancelled {
        let words = marks.iter().map(|one| format!("{}: {}", lang.day(one.day), one.mark.words(lang)));
        lines.text("DESCRIPTION", &words.collect::<Vec<_>>().join("\n"));
    }
    lines.plain("STATUS", status);
    lines.plain("SEQUENCE", &one.revision.to_string());
    lines.plain("END", "VEVENT");
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::{Day, Zone};

    #[test]
    fn times_go_out_in_utc_and_the_host_is_the_house() {
        let at = Day::parse("2023-12-21").expect("a day").at(Zone::Wib, 8, 0);
        assert_eq!(utc(at), "20231221T010000Z");
        assert_eq!(host("https://netra.example.go.id:8443"), "netra.example.go.id");
    }

    #[test]
    fn lines_fold_by_octets_and_unfold_to_what_they_were() {
        for text in ["x".repeat(400), "é".repeat(200), "a€".repeat(120), "x".repeat(75 - 8), "x".repeat(76 - 8)] {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.0);
            assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
        }
        let mut lines = Lines::default();
        lines.text("A", "a;b,c\\d\ne\r\u{7}");
        assert_eq!(lines.0, "A:a\\;b\\,c\\\\d\\ne\r\n");
    }
}
