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
/// People looked at in full for one name.
const LOOKED_AT: usize = 3_000;
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

/// The people of host and delegations, ready to be compared.
#[derive(Debug, Default)]
pub struct Roster {
    people: Vec<Known>,
    by_start: HashMap<String, Vec<u32>>,
    by_nip: HashMap<String, u32>,
}

fn start(word: &str) -> String {
    word.chars().take(3).collect()
}

impl Roster {
    /// A roster of these people; whoever comes twice is one.
    #[must_use]
    pub fn new(mut people: Vec<Known>) -> Self {
        people.sort_by_key(|known| known.employee);
        people.dedup_by_key(|known| known.employee);
        let (mut by_start, mut by_nip) = (HashMap::<String, Vec<u32>>::new(), HashMap::new());
        for (at, known) in (0_u32..).zip(&people) {
            for word in &known.words {
                let places = by_start.entry(start(word)).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
            if let Some(nip) = &known.nip {
                by_nip.insert(nip.clone(), at);
            }
        }
        Self { people, by_start, by_nip }
    }

    /// Who this may be.
    #[must_use]
    pub fn fit(&self, name: &str, email: &str) -> Fit {
        if let Some(&at) = names::nip(name).and_then(|nip| self.by_nip.get(&nip)) {
            return Fit::Sure(self.people[at as usize].employee);
        }
        let mut best: HashMap<u32, Score> = HashMap::new();
        for words in [names::tokens(name), names::of_email(email)] {
            for at in self.near(&words) {
                let score = score(&words, &self.people[at as usize].words);
                if score.likeness >= MAYBE && best.get(&at).is_none_or(|known| known.likeness < score.likeness) {
                    best.insert(at, score);
                }
            }
        }
        let mut found: Vec<(u32, Score)> = best.into_iter().collect();
        found.sort_by(|(a, x), (b, y)| y.likeness.total_cmp(&x.likeness).then(a.cmp(b)));
        let employee = |(at, _): &(u32, Score)| self.people[*at as usize].employee;
        match found.as_slice() {
            [] => Fit::Nobody,
            [first, rest @ ..] if first.1.is_sure(rest.first().map(|(_, score)| score)) => Fit::Sure(employee(first)),
            all => Fit::Several(all.iter().take(OFFERED).map(employee).collect()),
        }
    }

    /// Those who share the beginning of two words, or of one when nobody shares two.
    fn near(&self, words: &[String]) -> Vec<u32> {
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for word in words.iter().filter(|word| word.chars().count() > 1) {
            for at in self.by_start.get(&start(word)).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let two = shared.values().any(|count| *count >= 2);
        let mut near: Vec<u32> =
            shared.into_iter().filter(|(_, count)| !two || *count >= 2).map(|(at, _)| at).collect();
        near.sort_unstable();
        near.truncate(LOOKED_AT);
        near
    }
}

#[derive(Debug, Clone, Copy)]
struct Score {
    likeness: f64,
    matched: usize,
    exact: bool,
}

impl Score {
    fn is_sure(&self, next: Option<&Score>) -> bool {
        if self.exact {
            return next.is_none_or(|next| !next.exact);
        }
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
        return Score { likeness: 0.0, matched: 0, exact: false };
    }
    let mean = sum / short.len() as f64;
    let exact = free.is_empty() && short.iter().all(|word| long.contains(word)) && sum >= short.len() as f64;
    Score { likeness: mean - EXTRA * free.len() as f64, matched, exact }
}
