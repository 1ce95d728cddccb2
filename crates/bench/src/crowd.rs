//! The crowd: people who sign, each once, in an order that has nothing to do with their numbers. It keeps
//! who was acknowledged, which is what the count afterwards is held against.

use crate::load::{Answer, Script};
use crate::report::Times;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A person, as a place in the list of tokens; the employee's number is one more.
type Person = u32;
/// A step that has no divisor in common with any number of people we use, since it is prime and larger.
const STEP: u64 = 4_294_967_291;

/// Everybody who may sign, and what became of it.
#[derive(Debug)]
pub struct Crowd {
    tokens: Vec<[u8; 32]>,
    begin: Vec<u8>,
    next: u64,
    asked: Vec<Option<Person>>,
    /// Who was under way when a connection broke: they press again.
    again: Vec<Person>,
    /// Acknowledged, in the order of acknowledgement.
    pub acknowledged: Vec<Person>,
    /// Those of them who were answered after the window.
    pub late: u64,
    /// Connections that broke under a request.
    pub broken: u64,
    /// Other statuses than success, with how often and one body.
    pub refused: BTreeMap<u16, (u64, String)>,
    /// Latencies of answers within the window.
    pub times: Times,
    /// The number acknowledged, for a thread that watches.
    pub count: Arc<AtomicU64>,
}

impl Crowd {
    /// People with these tokens.
    pub fn new(tokens: Vec<[u8; 32]>) -> Self {
        let room = tokens.len();
        Self {
            tokens,
            begin: Vec::new(),
            next: 0,
            asked: Vec::new(),
            again: Vec::new(),
            acknowledged: Vec::with_capacity(room),
            late: 0,
            broken: 0,
            refused: BTreeMap::new(),
            times: Times::with_room(room),
            count: Arc::default(),
        }
    }

    /// Before a run: the address of the drive and of the server, and how many lines there will be.
    pub fn gather(&mut self, drive: i64, port: u16, lines: usize) {
        self.begin = format!(
            "POST /api/v1/drives/{drive}/pledge HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n\
             Content-Length: 2\r\nAuthorization: Bearer "
        )
        .into_bytes();
        let left = std::mem::take(&mut self.asked);
        self.again.extend(left.into_iter().flatten());
        self.asked = vec![None; lines];
    }

    /// How many have not been asked yet.
    pub fn left(&self) -> u64 {
        self.tokens.len() as u64 - self.next + self.again.len() as u64
    }

    fn person(&mut self) -> Option<Person> {
        if let Some(person) = self.again.pop() {
            return Some(person);
        }
        let all = self.tokens.len() as u64;
        if self.next >= all {
            return None;
        }
        let person = u128::from(self.next) * u128::from(STEP) % u128::from(all);
        self.next += 1;
        Person::try_from(person).ok()
    }

    /// Requests that did not succeed.
    pub fn errors(&self) -> u64 {
        self.broken + self.refused.values().map(|(count, _)| count).sum::<u64>()
    }

    /// Writes the numbers of all acknowledged employees to a file, one a line.
    pub fn keep(&self, file: &Path) -> anyhow::Result<()> {
        let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
        for person in &self.acknowledged {
            writeln!(out, "{}", person + 1)?;
        }
        out.flush()?;
        Ok(())
    }
}

impl Script for Crowd {
    fn next(&mut self, line: usize, out: &mut Vec<u8>) -> bool {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let Some(person) = self.person() else { return false };
        self.asked[line] = Some(person);
        out.extend_from_slice(&self.begin);
        for byte in self.tokens[person as usize] {
            out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        out.extend_from_slice(b"\r\n\r\n{}");
        true
    }

    fn answered(&mut self, line: usize, answer: &Answer<'_>) {
        let Some(person) = self.asked[line].take() else { return };
        if !matches!(answer.status, 200 | 201) {
            let body = || String::from_utf8_lossy(answer.body).chars().take(300).collect();
            self.refused.entry(answer.status).or_insert_with(|| (0, body())).0 += 1;
            return;
        }
        self.acknowledged.push(person);
        self.count.fetch_add(1, Ordering::Relaxed);
        if answer.late {
            self.late += 1;
        } else {
            self.times.note(answer.took);
        }
    }

    fn broken(&mut self, _: usize) {
        // Who was asked stays noted: after a restart this person presses again.
        self.broken += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_signs_once_in_an_order_of_their_own() {
        let mut crowd = Crowd::new(vec![[0; 32]; 1_000]);
        let order: Vec<Person> = std::iter::from_fn(|| crowd.person()).collect();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..1_000).collect::<Vec<_>>());
        assert_ne!(order, sorted);
    }

    #[test]
    fn who_was_cut_off_presses_again_and_counts_once() {
        let mut crowd = Crowd::new(vec![[0xab; 32]; 2]);
        crowd.gather(1, 80, 1);
        let mut request = Vec::new();
        assert!(crowd.next(0, &mut request));
        assert!(request.ends_with(format!("Bearer {}\r\n\r\n{{}}", "ab".repeat(32)).as_bytes()));
        crowd.broken(0);
        crowd.gather(1, 80, 1);
        assert_eq!(crowd.left(), 2);
        let answer = Answer { status: 200, took: std::time::Duration::ZERO, late: false, body: b"" };
        while crowd.next(0, &mut request) {
            crowd.answered(0, &answer);
        }
        assert_eq!((crowd.acknowledged.len(), crowd.broken, crowd.left()), (2, 1, 0));
    }
}
