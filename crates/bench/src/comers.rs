//! Those who come: people who check in at the place each belongs to, with the code that is on its screen at that moment, in
//! an order that has nothing to do with their numbers. It keeps who was acknowledged.

use crate::load::{Answer, Script};
use crate::report::Times;
use netra_attendance::rules::code::{STEP_S, Secret};
use netra_base::Clock;
use std::collections::BTreeMap;
use std::io::Write;

/// A person, as a place in the list of tokens; the employee's number is one more.
type Person = u32;
/// A step that has no divisor in common with any number of people we use, since it is prime and larger.
const STRIDE: u64 = 4_294_967_291;

/// An activity's number, and the secret of its codes.
pub type Place = (i64, Secret);

/// Everybody who comes, and what became of it.
#[derive(Debug)]
pub struct Comers {
    tokens: Vec<[u8; 32]>,
    places: Vec<Place>,
    /// The codes on the screens, and in which half minute they were read.
    codes: (i64, Vec<String>),
    port: u16,
    next: u64,
    asked: Vec<Option<Person>>,
    /// Acknowledged as present: person and activity.
    pub acknowledged: Vec<(Person, i64)>,
    /// Those of them who were answered after the window.
    pub late: u64,
    /// Connections that broke under a request.
    pub broken: u64,
    /// Other answers than a presence, with how often and one body.
    pub refused: BTreeMap<u16, (u64, String)>,
    /// Latencies of answers within the window.
    pub times: Times,
}

impl Comers {
    /// People with these tokens at these places, over so many lines.
    pub fn new(tokens: Vec<[u8; 32]>, places: Vec<Place>, port: u16, lines: usize) -> Self {
        let room = tokens.len();
        Self {
            tokens,
            places,
            codes: (i64::MIN, Vec::new()),
            port,
            next: 0,
            asked: vec![None; lines],
            acknowledged: Vec::with_capacity(room),
            late: 0,
            broken: 0,
            refused: BTreeMap::new(),
            times: Times::with_room(room),
        }
    }

    /// How many have not been asked yet.
    pub fn left(&self) -> u64 {
        self.tokens.len() as u64 - self.next
    }

    /// Requests that did not end in a presence.
    pub fn errors(&self) -> u64 {
        self.broken + self.refused.values().map(|(count, _)| count).sum::<u64>()
    }

    fn person(&mut self) -> Option<Person> {
        let all = self.tokens.len() as u64;
        if self.next >= all {
            return None;
        }
        let person = u128::from(self.next) * u128::from(STRIDE) % u128::from(all);
        self.next += 1;
        Person::try_from(person).ok()
    }

    fn place(&self, person: Person) -> usize {
        usize::try_from(person).unwrap_or(0) % self.places.len()
    }

    /// What the screens show now.
    fn look(&mut self) {
        let now = Clock::System.now();
        let step = now.0.div_euclid(STEP_S * 1_000);
        if self.codes.0 != step {
            self.codes = (step, self.places.iter().map(|(_, secret)| secret.qr(now)).collect());
        }
    }
}

impl Script for Comers {
    fn next(&mut self, line: usize, out: &mut Vec<u8>) -> bool {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let Some(person) = self.person() else { return false };
        self.look();
        self.asked[line] = Some(person);
        let place = self.place(person);
        let (activity, code, port) = (self.places[place].0, &self.codes.1[place], self.port);
        let _ = write!(
            out,
            "POST /api/v1/activities/{activity}/attendance HTTP/1.1\r\nHost: localhost:{port}\r\n\
             Content-Type: application/json\r\nContent-Length: 19\r\nAuthorization: Bearer "
        );
        for byte in self.tokens[person as usize] {
            out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        let _ = write!(out, "\r\n\r\n{{\"code\":\"{code}\"}}");
        true
    }

    fn answered(&mut self, line: usize, answer: &Answer<'_>) {
        let Some(person) = self.asked[line].take() else { return };
        let present = br#""state":"present""#;
        let is_present = answer.body.windows(present.len()).any(|part| part == present);
        if !matches!(answer.status, 200 | 201) || !is_present {
            let body = || String::from_utf8_lossy(answer.body).chars().take(300).collect();
            self.refused.entry(answer.status).or_insert_with(|| (0, body())).0 += 1;
            return;
        }
        self.acknowledged.push((person, self.places[self.place(person)].0));
        if answer.late {
            self.late += 1;
        } else {
            self.times.note(answer.took);
        }
    }

    fn broken(&mut self, line: usize) {
        self.asked[line] = None;
        self.broken += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::Moment;
    use std::time::Duration;

    #[test]
    fn everybody_comes_once_to_the_place_each_belongs_to() {
        let places = vec![(7, Secret::new([1; 20], Moment(0))), (8, Secret::new([2; 20], Moment(0)))];
        let mut comers = Comers::new(vec![[0xab; 32]; 10], places, 80, 1);
        let mut request = Vec::new();
        let answer = |body| Answer { status: 201, took: Duration::ZERO, late: false, body };
        while comers.next(0, &mut request) {
            let text = String::from_utf8(std::mem::take(&mut request)).expect("text");
            let (head, body) = text.split_once("\r\n\r\n").expect("a body");
            assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{text}");
            comers.answered(0, &answer(br#"{"state":"present","at":"x"}"#));
        }
        assert_eq!((comers.acknowledged.len(), comers.left(), comers.errors()), (10, 0, 0));
        assert!(comers.acknowledged.iter().all(|(person, place)| *place == 7 + i64::from(person % 2)));
        comers.asked[0] = Some(3);
        comers.answered(0, &answer(br#"{"state":"doubtful"}"#));
        assert_eq!(comers.errors(), 1, "a doubtful one is not what was asked for");
    }
}
