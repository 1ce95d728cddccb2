//! Who on the roster somebody on the list may be. Sure only when one person fits and nobody else does; names that fit
//! several are for a person to choose. Words are compared by Jaro and Winkler's measure, in any order.

use super::names;
use netra_base::EmployeeId;
use std::collections::HashMap;

/// People at most who are held against a list: at some 150 bytes each, 30 MB.
pub const MOST_PEOPLE: usize = 200_000;
/// From here on it is the same name.
const SAME: f64 = 0.94;
/// Somebody this near makes the best one unsure.
const NEAR: f64 = 0.88;
/// From here on it may be the same name.
const MAYBE: f64 = 0.80;
/// Candidates offered: more nobody reads.
const OFFERED: usize = 6;
/// People looked at in full for one name, those who share most words first.
const LOOKED_AT: usize = 500;
/// People looked at in full for all names of one list: at some 2 µs each a few seconds of one core.
const LOOKED_AT_IN_ALL: usize = 1_500_000;
/// So many who are only counted cost as much as one who is looked at in full.
const COUNTED_AS_ONE: usize = 400;
/// What a word without a counterpart costs.
const EXTRA: f64 = 0.04;
/// An initial that fits a word.
const INITIAL: f64 = 0.9;

/// Somebody who may be on the list.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub employee: EmployeeId,
    /// The NIP, if any.
    pub nip: Option<String>,
    words: Vec<String>,
}

impl Known {
    /// Somebody of the roster.
    #[must_use]
    pub fn new(employee: EmployeeId, nip: Option<String>, name: &str) -> Self {
        Self { employee, nip, words: names::tokens(name) }
    }

    /// Somebody whom a list named by the NIP, and who is compared by no name.
    #[must_use]
    pub fn by_nip(employee: EmployeeId, nip: String) -> Self {
        Self { employee, nip: Some(nip), words: Vec::new() }
    }
}

/// Who somebody on the list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// This one.
    Sure(EmployeeId),
    /// One of these, the likeliest first.
    Several(Vec<EmployeeId>),
    /// Nobody we know.
    Nobody,
}

/// The people with whom a list is compared, by NIP, by all words of the name, and by how each word begins.
#[derive(Debug, Default)]
pub struct Roster {
    people: Vec<Known>,
    by_start: HashMap<String, Vec<u32>>,
    by_words: HashMap<String, Vec<u32>>,
    by_nip: HashMap<String, u32>,
}

fn start(word: &str) -> String {
    word.chars().take(3).collect()
}

/// The words of a name in one order.
fn key(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.join(" ")
}

impl Roster {
    /// A roster of these people; whoever comes twice is one.
    #[must_use]
    pub fn new(mut people: Vec<Known>) -> Self {
        people.sort_by_key(|known| known.employee);
        people.dedup_by_key(|known| known.employee);
        let mut roster = Self::default();
        for (at, known) in (0_u32..).zip(&people) {
            for word in &known.words {
                let places = roster.by_start.entry(start(word)).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
            if !known.words.is_empty() {
                roster.by_words.entry(key(&known.words)).or_default().push(at);
            }
            if let Some(nip) = &known.nip {
                roster.by_nip.insert(nip.clone(), at);
            }
        }
        Self { people, ..roster }
    }

    /// Compares one list with these people.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        self.search_within(LOOKED_AT_IN_ALL)
    }

    pub(super) fn search_within(&self, left: usize) -> Search<'_> {
        Search { roster: self, shared: vec![0; self.people.len()], left, uncompared: 0 }
    }

    fn employee(&self, at: u32) -> EmployeeId {
        self.people[at as usize].employee
    }
}

/// One list on its way through a roster, with what it may still cost.
#[derive(Debug)]
pub struct Search<'a> {
    roster: &'a Roster,
    /// How many words each person shares with the name at hand; 0 between names.
    shared: Vec<u8>,
    left: usize,
    uncompared: usize,
}

impl Search<'_> {
    /// Who this may be: by the NIP; by the same words; by like words, as long as the list has not cost too much.
    pub fn fit(&mut self, name: &str, email: &str) -> Fit {
        if let Some(&at) = names::nip(name).and_then(|nip| self.roster.by_nip.get(&nip)) {
            return Fit::Sure(self.roster.employee(at));
        }
        let written = [names::tokens(name), names::of_email(email)];
        let same = self.same(&written);
        match same.as_slice() {
            [] => self.like(&written),
            [only] => Fit::Sure(self.roster.employee(*only)),
            all => Fit::Several(all.iter().take(OFFERED).map(|at| self.roster.employee(*at)).collect()),
        }
    }

    /// How many names were not compared with like ones, since the list had cost too much.
    #[must_use]
    pub fn uncompared(&self) -> usize {
        self.uncompared
    }

    fn same(&self, written: &[Vec<String>]) -> Vec<u32> {
        let of = |words: &Vec<String>| self.roster.by_words.get(&key(words)).into_iter().flatten().copied();
        let mut same: Vec<u32> = written.iter().filter(|words| !words.is_empty()).flat_map(of).collect();
        same.sort_unstable();
        same.dedup();
        same
    }

    fn like(&mut self, written: &[Vec<String>]) -> Fit {
        if self.left == 0 {
            self.uncompared += 1;
            return Fit::Nobody;
        }
        let mut best: HashMap<u32, Score> = HashMap::new();
        let mut all = true;
        for words in written {
            let (near, whole) = self.near(words);
            all &= whole;
            for at in near {
                let score = score(words, &self.roster.people[at as usize].words);
                if score.likeness >= MAYBE && best.get(&at).is_none_or(|known| known.likeness < score.likeness) {
                    best.insert(at, score);
                }
            }
        }
        let mut found: Vec<(u32, Score)> = best.into_iter().collect();
        found.sort_by(|(a, x), (b, y)| y.likeness.total_cmp(&x.likeness).then(a.cmp(b)));
        match found.as_slice() {
            [] => Fit::Nobody,
            // Where not all were looked at, nobody knows that no other fits.
            [first, rest @ ..] if all && first.1.is_sure(rest.first().map(|(_, score)| score)) => {
                Fit::Sure(self.roster.employee(first.0))
            }
            several => Fit::Several(several.iter().take(OFFERED).map(|(at, _)| self.roster.employee(*at)).collect()),
        }
    }

    /// Those who share the beginning of two words, or of one when nobody shares two, who share most first; and whether these
    /// are all.
    fn near(&mut self, words: &[String]) -> (Vec<u32>, bool) {
        let mut starts: Vec<String> = words.iter().filter(|w| w.chars().count() > 1).map(|word| start(word)).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut near: Vec<u32> = Vec::new();
        let mut counted = 0;
        for at in starts.iter().filter_map(|start| self.roster.by_start.get(start)).flatten() {
            let count = &mut self.shared[*at as usize];
            if *count == 0 {
                near.push(*at);
            }
            *count += 1;
            counted += 1;
        }
        let two = near.iter().any(|at| self.shared[*at as usize] >= 2);
        let most = |at: &u32| (std::cmp::Reverse(self.shared[*at as usize]), *at);
        let mut kept: Vec<u32> = near.iter().copied().filter(|at| !two || self.shared[*at as usize] >= 2).collect();
        let whole = kept.len() <= LOOKED_AT;
        if !whole {
            kept.select_nth_unstable_by_key(LOOKED_AT, most);
            kept.truncate(LOOKED_AT);
        }
        for at in near {
            self.shared[at as usize] = 0;
        }
        self.left = self.left.saturating_sub(kept.len() + counted / COUNTED_AS_ONE);
        (kept, whole)
    }
}

#[derive(Debug, Clone, Copy)]
struct Score {
    likeness: f64,
    matched: usize,
}

impl Score {
    fn is_sure(&self, next: Option<&Score>) -> bool {
        self.likeness >= SAME && self.matched >= 2 && next.is_none_or(|next| next.likeness < NEAR)
    }
}

fn alike(a: &str, b: &str) -> f64 {
    let initial = |one: &str, other: &str| one.chars().count() == 1 && other.starts_with(one);
    if a == b {
        1.0
    } else if initial(a, b) || initial(b, a) {
        INITIAL
    } else {
        strsim::jaro_winkler(a, b)
    }
}

#[allow(clippy::cast_precision_loss, reason = "a name has at most eight words")]
fn score(a: &[String], b: &[String]) -> Score {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut free: Vec<&String> = long.iter().collect();
    let (mut sum, mut matched) = (0.0, 0);
    for word in short {
        let best =
            free.iter().enumerate().map(|(at, other)| (at, alike(word, other))).max_by(|x, y| x.1.total_cmp(&y.1));
        if let Some((at, likeness)) = best {
            free.remove(at);
            sum += likeness;
            matched += usize::from(likeness >= MAYBE);
        }
    }
    if short.is_empty() {
        return Score { likeness: 0.0, matched: 0 };
    }
    let mean = sum / short.len() as f64;
    Score { likeness: mean - EXTRA * free.len() as f64, matched }
}
