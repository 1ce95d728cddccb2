//! Visitors: they ask for one page again and again, or go round several, and every answer's time is noted.

use crate::load::{Answer, Script};
use crate::report::{Times, tell};
use std::collections::BTreeMap;

/// Somebody who looks at pages.
#[derive(Debug)]
pub struct Visit {
    requests: Vec<Vec<u8>>,
    next: usize,
    /// Every answer's time, the refused ones' too.
    pub times: Times,
    /// Answers that were not 200, and lines that broke.
    pub errors: u64,
    /// Other statuses than 200, with how often and the beginning of one body.
    refused: BTreeMap<u16, (u64, String)>,
}

impl Visit {
    /// Somebody without an account who asks for one page.
    pub fn public(path: &str, port: u16) -> Self {
        Self::of(vec![format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").into_bytes()])
    }

    /// People who are signed in, as their browsers ask: token and path of each request, gone round and round.
    pub fn signed_in<'a>(asked: impl IntoIterator<Item = (&'a str, &'a str)>, port: u16) -> Self {
        let request = |(token, path): (&str, &str)| {
            let head = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: netra={token}\r\n");
            format!("{head}Accept-Encoding: gzip\r\n\r\n").into_bytes()
        };
        Self::of(asked.into_iter().map(request).collect())
    }

    fn of(requests: Vec<Vec<u8>>) -> Self {
        Self { requests, next: 0, times: Times::default(), errors: 0, refused: BTreeMap::new() }
    }

    /// Says which answers were not as they should be.
    pub fn tell_refused(&self) {
        for (status, (count, body)) in &self.refused {
            tell(&format!("{count} answers with {status}: {body}"));
        }
    }
}

impl Script for Visit {
    fn next(&mut self, _: usize, out: &mut Vec<u8>) -> bool {
        let Some(request) = self.requests.get(self.next) else { return false };
        out.extend_from_slice(request);
        self.next = (self.next + 1) % self.requests.len();
        true
    }
    fn answered(&mut self, _: usize, answer: &Answer<'_>) {
        self.times.note(answer.took);
        if answer.status != 200 {
            self.errors += 1;
            let body = || String::from_utf8_lossy(answer.body).chars().take(300).collect();
            self.refused.entry(answer.status).or_insert_with(|| (0, body())).0 += 1;
        }
    }
    fn broken(&mut self, _: usize) {
        self.errors += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn visitors_go_round_their_pages_and_count_what_is_no_page() {
        let mut visit = Visit::signed_in([("ab", "/kerja"), ("cd", "/kegiatan")], 80);
        let mut asked = Vec::new();
        for _ in 0..3 {
            let mut out = Vec::new();
            assert!(visit.next(0, &mut out));
            asked.push(String::from_utf8(out).expect("text"));
        }
        assert!(asked[0].starts_with("GET /kerja ") && asked[0].contains("Cookie: netra=ab\r\n"), "{}", asked[0]);
        assert!(asked[1].starts_with("GET /kegiatan ") && asked[2] == asked[0]);
        for status in [200, 303, 404] {
            visit.answered(0, &Answer { status, took: Duration::from_millis(1), late: false, body: b"" });
        }
        visit.broken(0);
        assert_eq!((visit.times.count(), visit.errors), (3, 3));
    }
}
