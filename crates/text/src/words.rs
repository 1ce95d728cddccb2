//! A text cut into words, numbers, emoji, mentions, ends of sentences and quotation marks, each with its place in the
//! original. One pass: every byte is looked at a bounded number of times. What a word means is not asked here.

use crate::fold::{self, Class, MAX_LETTERS};
use crate::hashtag;
use crate::language::Language;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters, folded.
    Word,
    /// Digits as written: `02`, `2024`, `2-0`, `10.000`.
    Number,
    /// One emoji, without skin and variation.
    Emoji,
    /// `@somebody`; the text is without the sign, as written.
    Mention,
    /// The end of a sentence or line: `.`, `!`, `?` or a line break (`\n`).
    Stop,
    /// A quotation mark, opening or closing.
    Quote,
}

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// What it is.
    pub kind: Kind,
    /// How it reads, folded.
    pub text: Cow<'a, str>,
    /// Its place in the original, in bytes; always on character boundaries.
    pub span: Range<usize>,
    /// Written with a capital first letter and not all in capitals.
    pub capital: bool,
    /// Part of a hashtag.
    pub tag: bool,
}

/// The words of a text without the help of a language: no disguise that needs knowledge is undone.
#[must_use]
pub fn words(text: &str) -> Words<'_, 'static> {
    Words::new(text, None)
}

/// The pieces of a text, in order.
#[derive(Debug, Clone)]
pub struct Words<'a, 'l> {
    text: &'a str,
    at: usize,
    language: Option<&'l Language>,
    /// What was cut together with the piece before it: the parts of a hashtag, a number glued to a word.
    waiting: VecDeque<Word<'a>>,
    after_abbreviation: bool,
}

const ENDINGS: [&str; 8] = ["com", "id", "net", "org", "ly", "me", "gl", "be"];

impl<'a, 'l> Words<'a, 'l> {
    pub(crate) fn new(text: &'a str, language: Option<&'l Language>) -> Self {
        Self { text, at: 0, language, waiting: VecDeque::new(), after_abbreviation: false }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn piece(&self, kind: Kind, text: impl Into<Cow<'a, str>>, span: Range<usize>) -> Word<'a> {
        Word { kind, text: text.into(), span, capital: false, tag: false }
    }

    fn step(&mut self) -> Option<Word<'a>> {
        let b = self.byte(self.at)?;
        match b {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'0'..=b'9' => self.word_or_number(),
            b'$' if self.byte(self.at + 1).is_some_and(|next| next.is_ascii_alphabetic()) => self.word(),
            b'.' if self.after_abbreviation => self.skip(1),
            b'.' | b'!' | b'?' | b'\n' | b';' => self.stop(),
            b'#' => self.tag(),
            b'@' => self.mention(),
            b'"' => self.quote(1),
            b'\'' => self.quote(1),
            0..=127 => self.skip(1),
            _ => self.beyond_ascii(),
        }
    }

    fn skip(&mut self, bytes: usize) -> Option<Word<'a>> {
        self.at += bytes;
        None
    }

    fn quote(&mut self, bytes: usize) -> Option<Word<'a>> {
        let span = self.at..self.at + bytes;
        self.at = span.end;
        Some(self.piece(Kind::Quote, &self.text[span.clone()], span))
    }

    fn beyond_ascii(&mut self) -> Option<Word<'a>> {
        let c = self.char(self.at)?;
        match fold::class(c) {
            Class::Letter => self.word_or_number(),
            Class::Stop => self.stop(),
            Class::Quote | Class::Apostrophe => self.quote(c.len_utf8()),
            Class::Emoji => self.emoji(c),
            Class::Unseen | Class::Other => self.skip(c.len_utf8()),
        }
    }

    /// A run of stops and spaces is one end; the strongest mark names it.
    fn stop(&mut self) -> Option<Word<'a>> {
        let start = self.at;
        let (mut end, mut name) = (start, ".");
        while let Some(c) = self.char(self.at) {
            let mark = match c {
                '?' | '？' => "?",
                '!' | '！' => "!",
                '\n' | '\u{2028}' | '\u{2029}' => "\n",
                '.' | ';' | '…' | '。' => ".",
                ' ' | '\r' | '\t' => "",
                _ => break,
            };
            self.at += c.len_utf8();
            if !mark.is_empty() {
                end = self.at;
                name = if name == "?" || mark == "." { name } else { mark };
            }
        }
        Some(self.piece(Kind::Stop, name, start..end))
    }

    fn emoji(&mut self, c: char) -> Option<Word<'a>> {
        let start = self.at;
        self.at += c.len_utf8();
        let shown = &self.text[start..self.at];
        let mut joined = false;
        while let Some(next) = self.char(self.at) {
            if !(fold::extends_emoji(next) || (joined && fold::class(next) == Class::Emoji)) {
                break;
            }
            joined = next == '\u{200d}';
            self.at += next.len_utf8();
        }
        Some(self.piece(Kind::Emoji, shown, start..self.at))
    }

    fn mention(&mut self) -> Option<Word<'a>> {
        let name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let start = self.at;
        let length = self.text.as_bytes()[start + 1..].iter().take_while(|b| name(**b)).count();
        self.at += 1 + length;
        (length > 0).then(|| self.piece(Kind::Mention, &self.text[start + 1..self.at], start..self.at))
    }

    fn tag(&mut self) -> Option<Word<'a>> {
        let from = self.at + 1;
        let length =
            self.text.as_bytes()[from..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        self.at = from;
        if length == 0 || self.char(from + length).is_some_and(|c| !c.is_ascii() && fold::class(c) == Class::Letter) {
            return None;
        }
        self.at += length;
        for part in hashtag::parts(&self.text[from..self.at], self.language) {
            let span = from + part.start..from + part.end;
            let raw = &self.text[span.clone()];
            let numeric = raw.bytes().all(|b| b.is_ascii_digit());
            let kind = if numeric { Kind::Number } else { Kind::Word };
            let capital = capital(raw);
            let text = if numeric { Cow::Borrowed(raw) } else { Cow::Owned(fold::letters(raw)) };
            self.waiting.push_back(Word { kind, text, span, capital, tag: true });
        }
        self.waiting.pop_front()
    }

    /// Digits first: a number, a number with a unit, or a word in disguise.
    fn word_or_number(&mut self) -> Option<Word<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start;
        while end < bytes.len() {
            let inner = matches!(bytes[end], b'.' | b',' | b':' | b'-' | b'/')
                && end > start
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if !(bytes[end].is_ascii_digit() || inner) {
                break;
            }
            end += 1;
        }
        let letters_follow = self.char(end).is_some_and(|c| match c {
            '@' | '$' => bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric),
            _ => c.is_ascii_alphabetic() || (!c.is_ascii() && fold::class(c) == Class::Letter),
        });
        if end == start || (letters_follow && bytes[start..end].iter().all(u8::is_ascii_digit)) {
            return self.word();
        }
        self.at = end;
        while let Some(c) = self.char(self.at).filter(|c| fold::extends_emoji(*c)) {
            self.at += c.len_utf8();
        }
        Some(self.piece(Kind::Number, &self.text[start..end], start..self.at))
    }

    fn word(&mut self) -> Option<Word<'a>> {
        let start = self.at;
        let shape = self.measure(start);
        self.at = shape.end.max(start + 1);
        let raw = &self.text[start..self.at];
        if self.is_address(raw) {
            return None;
        }
        if shape.letters == 1
            && shape.plain
            && let Some(word) = self.spelled(start)
        {
            return Some(word);
        }
        let capital = capital(raw);
        let text = if !shape.plain {
            return self.disguised(start);
        } else if shape.upper {
            Cow::Owned(cut(raw).to_ascii_lowercase())
        } else {
            Cow::Borrowed(cut(raw))
        };
        Some(Word { kind: Kind::Word, text, span: start..self.at, capital, tag: false })
    }

    /// How far the word reaches and whether it is what it seems.
    fn measure(&self, start: usize) -> Shape {
        let bytes = self.text.as_bytes();
        let mut shape = Shape { end: start, plain: true, upper: false, letters: 0 };
        let (mut last, mut run) = (0_u8, 0_u8);
        while let Some(&b) = bytes.get(shape.end) {
            match b {
                b'a'..=b'z' => {}
                b'A'..=b'Z' => shape.upper = true,
                b'0'..=b'9' => shape.plain = false,
                b'@' | b'$' if bytes.get(shape.end + 1).is_some_and(u8::is_ascii_alphanumeric) => shape.plain = false,
                b'\'' if bytes.get(shape.end + 1).is_some_and(u8::is_ascii_alphabetic) && shape.end > start => {
                    shape.plain = false;
                }
                0..=127 => break,
                _ => {
                    let Some(c) = self.char(shape.end) else { break };
                    let within = match fold::class(c) {
                        Class::Letter | Class::Unseen => true,
                        Class::Apostrophe => {
                            bytes.get(shape.end + c.len_utf8()).is_some_and(u8::is_ascii_alphabetic)
                                && shape.end > start
                        }
                        _ => false,
                    };
                    if !within {
                        break;
                    }
                    shape.plain = false;
                    shape.end += c.len_utf8() - 1;
                }
            }
            run = if b | 0x20 == last { run.saturating_add(1) } else { 1 };
            last = b | 0x20;
            shape.plain &= run < 3;
            shape.end += 1;
            shape.letters += 1;
        }
        shape
    }

    /// A web or mail address is passed over as a whole.
    fn is_address(&mut self, raw: &str) -> bool {
        let next = self.byte(self.at);
        let address = match next {
            Some(b':') => self.text.as_bytes()[self.at..].starts_with(b"://"),
            Some(b'.') => {
                raw.eq_ignore_ascii_case("www") || {
                    let rest = &self.text.as_bytes()[self.at + 1..];
                    let ending = rest.iter().take(4).take_while(|b| b.is_ascii_alphabetic()).count();
                    let known = std::str::from_utf8(&rest[..ending]).is_ok_and(|end| ENDINGS.contains(&end));
                    known || rest.starts_with(b"go.id") || rest.starts_with(b"co.id")
                }
            }
            _ => false,
        };
        if address {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().take_while(|b| !b.is_ascii_whitespace()).count();
        }
        address
    }

    /// `c.a.l.e.g`, `c a l e g`: at least four single letters with one and the same sign between them.
    fn spelled(&mut self, start: usize) -> Option<Word<'a>> {
        let bytes = self.text.as_bytes();
        let sign = *bytes.get(start + 1).filter(|b| b" .-_*".contains(b))?;
        let alone = |at: usize| {
            bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
                && !bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 128)
        };
        let mut count = 1;
        while bytes.get(start + 2 * count - 1) == Some(&sign) && alone(start + 2 * count) {
            count += 1;
        }
        if count < 4 {
            return None;
        }
        self.at = start + 2 * count - 1;
        let raw: String = self.text[start..self.at].chars().step_by(2).take(MAX_LETTERS).collect();
        Some(self.piece(Kind::Word, fold::letters(&raw), start..self.at))
    }

    /// A word with digits, signs, foreign letters or drawn-out letters in it.
    fn disguised(&mut self, start: usize) -> Option<Word<'a>> {
        let span = start..self.at;
        let raw = &self.text[span.clone()];
        let folded = fold::letters(raw);
        let capital = capital(raw);
        let digit = |c: &char| c.is_ascii_digit();
        let word = |text: String, span| Word { kind: Kind::Word, text: Cow::Owned(text), span, capital, tag: false };
        if folded.is_empty() {
            return None;
        }
        if folded.chars().all(|c| c.is_ascii_digit()) {
            return Some(self.piece(Kind::Number, folded, span));
        }
        if !folded.contains(|c: char| c.is_ascii_digit() || c == '@' || c == '$') {
            return Some(word(folded, span));
        }
        if let Some(read) = self.known_disguise(&folded) {
            return Some(word(read, span));
        }
        let lead = folded.chars().take_while(digit).count();
        let trail = folded.chars().rev().take_while(digit).count();
        let core = &folded[lead..folded.len() - trail];
        let inside = core.contains(|c: char| c.is_ascii_digit() || c == '@' || c == '$');
        let read = self.known_disguise(core).unwrap_or_else(|| fold::leet(core, 'i'));
        let numbered = self.language.is_some_and(|language| language.numbered(&read));
        if trail == 1 && lead == 0 && !numbered && (inside || folded.ends_with('2')) {
            let text = if inside { fold::leet(&folded, 'i') } else { read };
            return Some(word(text, span));
        }
        // places of the parts in the original; exact where nothing was folded away, else all of it
        let exact = raw.len() == folded.len() && raw.is_ascii();
        let part = |from: usize, to: usize| if exact { start + from..start + to } else { span.clone() };
        let number = |from: usize, to: usize| self.piece(Kind::Number, folded[from..to].to_owned(), part(from, to));
        let mut parts = Vec::with_capacity(3);
        if lead > 0 {
            parts.push(number(0, lead));
        }
        parts.push(word(read, part(lead, folded.len() - trail)));
        if trail > 0 {
            parts.push(number(folded.len() - trail, folded.len()));
        }
        self.waiting.extend(parts);
        self.waiting.pop_front()
    }

    /// The reading of a disguised word that the language knows, if there is one.
    fn known_disguise(&self, word: &str) -> Option<String> {
        let language = self.language?;
        ['i', 'l'].into_iter().map(|one| fold::leet(word, one)).find(|read| language.knows(read) && read != word)
    }
}

struct Shape {
    end: usize,
    plain: bool,
    upper: bool,
    letters: usize,
}

/// At most so much of a word as any word has.
fn cut(plain: &str) -> &str {
    plain.get(..MAX_LETTERS).unwrap_or(plain)
}

fn capital(raw: &str) -> bool {
    let mut chars = raw.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none_or(char::is_lowercase)
}

impl<'a> Iterator for Words<'a, '_> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let word = match self.waiting.pop_front() {
            Some(word) => word,
            None => loop {
                if self.at >= self.text.len() {
                    return None;
                }
                if let Some(word) = self.step() {
                    break word;
                }
            },
        };
        self.after_abbreviation = word.kind == Kind::Word
            && self.byte(self.at) == Some(b'.')
            && word.text.len() <= 5
            && self.language.is_some_and(|language| language.abbreviates(&word.text));
        Some(word)
    }
}
