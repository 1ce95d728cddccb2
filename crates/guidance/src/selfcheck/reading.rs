//! A text read into sentences: of each, the words that belong to a group and where they stand. It finds nothing yet:
//! that is `matching`.

use super::lexicon::{
    ANY_NAME, ANY_NUMBER, ASKS, EXCLAIM, Entry, Groups, Lexicon, MAX_BEFORE, MENTION, NAME, NUMBER, TAG,
};
use foldhash::fast::RandomState;
use netra_text::{Kind, Word};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A sentence without an end is cut here: after so many words that belong to a group, or so many words.
const MAX_HELD: usize = 64;
const MAX_WORDS: u32 = 200;
/// So many different words of one text are remembered; the rest is looked up each time.
const MAX_REMEMBERED: usize = 1 << 16;
/// A quotation that does not end is none.
const MAX_QUOTED: u32 = 120;
/// A word that belongs to a group.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub groups: Groups,
    /// Which word of the text it is; emoji stand where the word before them stands.
    pub at: u32,
    /// The first word of its sentence.
    pub sentence: u32,
    pub span: Range<usize>,
    pub quoted: bool,
}

/// What a sentence holds.
#[derive(Debug, Default)]
pub(super) struct Sentence {
    pub held: Vec<Held>,
    /// All groups in it, its end included.
    pub groups: Groups,
}

#[derive(Clone, Copy, Default)]
struct Known {
    exact: Entry,
    stem: Entry,
    number: bool,
}

impl Known {
    fn is_nothing(&self) -> bool {
        self.exact == Entry::default() && self.stem == Entry::default() && !self.number
    }
}

#[derive(Clone, Copy, Default)]
struct Before {
    exact: u32,
    stem: u32,
    number: bool,
    name: bool,
    start: usize,
}

impl Before {
    /// What this word can be in a phrase.
    fn terms(&self) -> impl Iterator<Item = u32> {
        let number = if self.number { ANY_NUMBER } else { 0 };
        let name = if self.name { ANY_NAME } else { 0 };
        let stem = if self.stem == self.exact { 0 } else { self.stem };
        [self.exact, stem, number, name].into_iter().filter(|term| *term != 0)
    }

    fn is(&self, term: u32) -> bool {
        match term {
            0 => false,
            ANY_NUMBER => self.number,
            ANY_NAME => self.name,
            _ => term == self.exact || term == self.stem,
        }
    }
}

struct Reader<'t, 'l> {
    lexicon: &'l Lexicon,
    /// Where in `known` each word stands; 0: nothing is known of it.
    remembered: HashMap<Cow<'t, str>, u32, RandomState>,
    known: Vec<Known>,
    before: [Before; MAX_BEFORE],
    sentence: Sentence,
    at: u32,
    begun: u32,
    capitals: u32,
    quoted_since: Option<u32>,
}

/// Hand every sentence of the text to `each`, in order.
pub(super) fn read(text: &str, lexicon: &Lexicon, mut each: impl FnMut(&Sentence)) {
    let mut reader = Reader {
        lexicon,
        remembered: HashMap::default(),
        known: vec![Known::default()],
        before: [Before::default(); MAX_BEFORE],
        sentence: Sentence::default(),
        at: 0,
        begun: 0,
        capitals: 0,
        quoted_since: None,
    };
    for word in lexicon.language.words(text) {
        match word.kind {
            Kind::Quote => reader.quote(),
            Kind::Stop => reader.end(&word.text, &mut each),
            _ => reader.word(word),
        }
        if reader.sentence.held.len() >= MAX_HELD || reader.at - reader.begun >= MAX_WORDS {
            reader.end("", &mut each);
        }
    }
    reader.end("", &mut each);
}

impl<'t> Reader<'t, '_> {
    fn quote(&mut self) {
        self.quoted_since = if self.quoted_since.is_some() { None } else { Some(self.at) };
    }

    fn end(&mut self, mark: &str, each: &mut impl FnMut(&Sentence)) {
        self.sentence.groups |= match mark {
            "!" => EXCLAIM,
            "?" => ASKS,
            _ => 0,
        };
        if mark == "\n" || self.quoted_since.is_some_and(|since| self.at - since > MAX_QUOTED) {
            self.quoted_since = None;
        }
        self.names();
        each(&self.sentence);
        self.sentence.held.clear();
        self.sentence.groups = 0;
        self.before = [Before::default(); MAX_BEFORE];
        self.begun = self.at;
        self.capitals = 0;
    }

    /// In A Sentence Written Like This a capital says nothing.
    fn names(&mut self) {
        let words = self.at - self.begun;
        if words >= 4 && self.capitals * 2 > words {
            self.sentence.groups &= !NAME;
            self.sentence.held.iter_mut().for_each(|held| held.groups &= !NAME);
        }
    }

    fn word(&mut self, word: Word<'t>) {
        if word.kind != Kind::Emoji {
            self.at = self.at.saturating_add(1);
        }
        let (kind, span, capital, tag) = (word.kind, word.span.clone(), word.capital, word.tag);
        let known = self.know(word);
        let first = self.at == self.begun + 1;
        let mut groups = known.exact.groups | known.stem.groups;
        if known.number && kind == Kind::Number {
            groups |= NUMBER;
        }
        let unknown = groups == 0 && known.stem.term == 0 && known.exact.term == 0;
        let name = capital && unknown && kind == Kind::Word;
        if name && !first {
            groups |= NAME;
        }
        self.capitals += u32::from(capital);
        let (exact, stem) = (known.exact.term, known.stem.term);
        let here = Before { exact, stem, number: known.number, name, start: span.start };
        if kind == Kind::Mention {
            groups |= MENTION;
        }
        let start = self.phrases(here, &mut groups);
        self.before.rotate_right(1);
        self.before[0] = here;
        if groups != 0 {
            groups |= if tag { TAG } else { 0 };
            self.sentence.groups |= groups;
            let quoted = self.quoted_since.is_some();
            let mut last = self.sentence.held.iter().rev().take_while(|held| held.at == self.at);
            if kind == Kind::Emoji && last.any(|held| held.groups == groups) {
                return;
            }
            self.sentence.held.push(Held { groups, at: self.at, sentence: self.begun, span: start..span.end, quoted });
        }
    }

    /// The phrases that end here: their groups are added; where the longest begins is returned.
    fn phrases(&self, here: Before, groups: &mut Groups) -> usize {
        let mut start = here.start;
        let mut without = 0;
        for last in here.terms() {
            let ending = self.lexicon.phrases[last as usize].as_slice();
            if ending.is_empty() {
                continue;
            }
            for before in self.before[0].terms() {
                let from = ending.partition_point(|phrase| phrase.before[0] < before);
                for phrase in ending[from..].iter().take_while(|phrase| phrase.before[0] == before) {
                    if phrase.before.iter().zip(&self.before).all(|(term, before)| before.is(*term)) {
                        *groups |= phrase.groups;
                        without |= phrase.without;
                        start = start.min(self.before[phrase.before.len() - 1].start);
                    }
                }
            }
        }
        *groups &= !without;
        start
    }

    fn know(&mut self, word: Word<'t>) -> Known {
        if word.kind == Kind::Mention {
            return Known::default();
        }
        if let Some(place) = self.remembered.get(&word.text) {
            return self.known[*place as usize];
        }
        let known = self.look_up(&word);
        if let (true, Ok(next)) = (self.remembered.len() < MAX_REMEMBERED, u32::try_from(self.known.len())) {
            let nothing = known.is_nothing();
            self.remembered.insert(word.text, if nothing { 0 } else { next });
            if !nothing {
                self.known.push(known);
            }
        }
        known
    }

    fn look_up(&self, word: &Word<'_>) -> Known {
        let lexicon = self.lexicon;
        if word.kind != Kind::Word {
            let exact = lexicon.exact.get(word.text.as_ref()).copied().unwrap_or_default();
            return Known { exact, stem: Entry::default(), number: word.kind == Kind::Number && is_ballot(&word.text) };
        }
        let full = lexicon.language.full(&word.text);
        let exact =
            lexicon.exact.get(full.as_ref()).or_else(|| lexicon.exact.get(bare(&full))).copied().unwrap_or_default();
        let stem = lexicon.stems.get(lexicon.language.stem(&full).as_ref()).copied().unwrap_or_default();
        Known { exact, stem, number: DIGITS.contains(&full.as_ref()) }
    }
}

/// The word without what hangs on its end: `paslonnya`, `calegku`, `menanglah`.
fn bare(word: &str) -> &str {
    const TAILS: [&str; 6] = ["nya", "ku", "mu", "lah", "kah", "pun"];
    let tail = TAILS.iter().find_map(|tail| word.strip_suffix(tail).filter(|rest| rest.len() >= 4));
    tail.unwrap_or(word)
}

const DIGITS: [&str; 9] = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];

/// A number as it stands on a ballot: 1 to 30, `02` included.
fn is_ballot(number: &str) -> bool {
    number.len() <= 2 && number.parse().is_ok_and(|value: u32| (1..=30).contains(&value))
}
