//! The little of PDF's syntax that is needed to find attached files: numbers, names, texts, arrays, dictionaries,
//! references. Each step costs one of a number given beforehand, each value some of the room given for all that is kept;
//! nesting is bounded. What it does not know it leaves.

use std::borrow::Cow;

/// Nesting of arrays and dictionaries; a tree of names is some ten deep.
const MAX_DEPTH: usize = 40;
/// What a value costs beside its bytes.
const STEPS_PER_VALUE: usize = 32;
/// Bytes of memory for a value, and more for its place in a dictionary: twice its size, as lists grow by doubling.
const ROOM_PER_VALUE: usize = 64;
const ROOM_PER_ENTRY: usize = 48;
/// Bytes of memory that a list or a dictionary takes with its first value: they begin with four.
const ROOM_PER_LIST: usize = 128;
const ROOM_PER_DICT: usize = 224;

/// What reading may still cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// Steps.
    pub steps: usize,
    /// Bytes of memory for values.
    pub room: usize,
}

impl Budget {
    /// Is nothing left of one of the two?
    pub fn is_spent(self) -> bool {
        self.steps == 0 || self.room == 0
    }
}

/// A value. Texts and names are kept as they stand, unescaped.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// A whole number.
    Int(i64),
    /// A reference to an object.
    Ref(u32),
    /// A name, without its slash.
    Name(Cow<'a, str>),
    /// A text: bytes.
    Text(Vec<u8>),
    /// An array.
    List(Vec<Value<'a>>),
    /// A dictionary.
    Dict(Vec<(Cow<'a, str>, Value<'a>)>),
    /// Anything else: fractions, true, false, null.
    Other,
}

impl<'a> Value<'a> {
    /// The entry of a dictionary; the first of that name.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        match self {
            Self::Dict(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// An entry that is a name.
    pub fn name(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// An entry that is a number of something.
    pub fn size(&self, key: &str) -> Option<usize> {
        match self.get(key) {
            Some(Self::Int(value)) => usize::try_from(*value).ok(),
            _ => None,
        }
    }

    /// An entry that refers to an object.
    pub fn reference(&self, key: &str) -> Option<u32> {
        match self.get(key) {
            Some(Self::Ref(number)) => Some(*number),
            _ => None,
        }
    }

    /// An entry that is text: UTF-16 with its mark, UTF-8 with or without, else as Latin letters.
    pub fn text(&self, key: &str) -> Option<String> {
        let Some(Self::Text(bytes)) = self.get(key) else { return None };
        if let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) {
            let units = wide.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            return Some(char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect());
        }
        let plain = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        let latin = || plain.iter().map(|byte| char::from(*byte)).collect();
        Some(std::str::from_utf8(plain).map_or_else(|_| latin(), str::to_owned))
    }

    /// The filters of a stream: none, one or a few; nothing when they stand elsewhere.
    pub fn filters(&self) -> Option<Vec<&str>> {
        match self.get("Filter") {
            None => Some(Vec::new()),
            Some(Self::Name(name)) => Some(vec![name]),
            Some(Self::List(list)) => list
                .iter()
                .map(|value| match value {
                    Self::Name(name) => Some(&**name),
                    _ => None,
                })
                .collect(),
            Some(_) => None,
        }
    }

    /// Calls `each` with every dictionary inside, itself first.
    pub fn each_dict(&self, each: &mut impl FnMut(&Value<'a>)) {
        match self {
            Self::Dict(entries) => {
                each(self);
                entries.iter().for_each(|(_, value)| value.each_dict(each));
            }
            Self::List(list) => list.iter().for_each(|value| value.each_dict(each)),
            _ => {}
        }
    }

    /// The same, leaning on nothing.
    pub fn owned<'b>(self) -> Value<'b> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Int(value) => Value::Int(value),
            Self::Ref(number) => Value::Ref(number),
            Self::Name(name) => Value::Name(own(name)),
            Self::Text(text) => Value::Text(text),
            Self::List(list) => Value::List(list.into_iter().map(Self::owned).collect()),
            Self::Dict(entries) => {
                Value::Dict(entries.into_iter().map(|(name, value)| (own(name), value.owned())).collect())
            }
            Self::Other => Value::Other,
        }
    }
}

/// Reads values one after another.
pub(super) struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    budget: Budget,
}

impl<'a> Parser<'a> {
    /// Begins at `at`, with so much left.
    pub fn new(text: &'a [u8], at: usize, budget: Budget) -> Self {
        Self { text, at, budget }
    }

    /// Where it stands.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// Takes over what another parser left.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// The next value; nothing when there is none that can be understood. What came of no value takes no room, unless there
    /// was none left for it.
    pub fn value(&mut self) -> Option<Value<'a>> {
        let before = self.budget.room;
        let value = self.nested(MAX_DEPTH);
        if value.is_none() && self.budget.room > 0 {
            self.budget.room = before;
        }
        value
    }

    fn take(&mut self, room: usize) -> Option<()> {
        let left = self.budget.room.checked_sub(room);
        self.budget.room = left.unwrap_or(0);
        left.map(|_| ())
    }

    fn nested(&mut self, depth: usize) -> Option<Value<'a>> {
        let depth = depth.checked_sub(1)?;
        self.budget.steps = self.budget.steps.saturating_sub(STEPS_PER_VALUE);
        self.take(ROOM_PER_VALUE)?;
        self.gap()?;
        match (self.peek(0)?, self.peek(1)) {
            (b'<', Some(b'<')) => {
                self.take(ROOM_PER_DICT)?;
                self.dict(depth)
            }
            (b'<', _) => self.hex_text(),
            (b'(', _) => self.text(),
            (b'[', _) => {
                self.take(ROOM_PER_LIST)?;
                self.list(depth)
            }
            (b'/', _) => self.name().map(Value::Name),
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => self.number(),
            _ => self.word(),
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Value<'a>> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.gap()?;
            if self.peek(0)? == b'>' {
                self.at += 2;
                return Some(Value::Dict(entries));
            }
            let name = self.name()?;
            self.take(ROOM_PER_ENTRY)?;
            entries.push((name, self.nested(depth)?));
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value<'a>> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.gap()?;
            if self.peek(0)? == b']' {
                self.at += 1;
                return Some(Value::List(list));
            }
            list.push(self.nested(depth)?);
        }
    }

    fn name(&mut self) -> Option<Cow<'a, str>> {
        if self.peek(0)? != b'/' {
            return None;
        }
        self.at += 1;
        let word = std::str::from_utf8(self.regular()?).ok()?;
        if !word.contains('#') {
            return Some(Cow::Borrowed(word));
        }
        let mut plain = Vec::with_capacity(word.len());
        let mut bytes = word.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'#' => plain.push(hex(bytes.next()?)? * 16 + hex(bytes.next()?)?),
                other => plain.push(other),
            }
        }
        String::from_utf8(plain).ok().map(Cow::Owned)
    }

    /// A number, or a reference when two whole numbers and an R stand here.
    fn number(&mut self) -> Option<Value<'a>> {
        let word = std::str::from_utf8(self.regular()?).ok()?;
        let Ok(first) = word.parse::<i64>() else { return Some(Value::Other) };
        let (here, budget) = (self.at, self.budget);
        if let Some(number) = u32::try_from(first).ok().filter(|_| self.generation_and_r().is_some()) {
            return Some(Value::Ref(number));
        }
        self.at = here;
        self.budget = Budget { steps: budget.steps.saturating_sub(1), ..budget };
        Some(Value::Int(first))
    }

    fn generation_and_r(&mut self) -> Option<()> {
        self.gap()?;
        let generation = self.regular()?;
        // A generation has at most five digits.
        (generation.len() <= 5 && generation.iter().all(u8::is_ascii_digit)).then_some(())?;
        self.gap()?;
        (self.peek(0)? == b'R' && self.peek(1).is_none_or(|byte| !is_regular(byte))).then_some(())?;
        self.at += 1;
        Some(())
    }

    /// `true`, `null` and the like; a word that ends an object is none.
    fn word(&mut self) -> Option<Value<'a>> {
        let word = self.regular()?;
        matches!(word, b"true" | b"false" | b"null").then_some(Value::Other)
    }

    fn text(&mut self) -> Option<Value<'a>> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1_usize;
        loop {
            match self.next()? {
                b'\\' => match self.next()? {
                    b'n' => out.push(b'\n'),
                    b'r' => out.push(b'\r'),
                    b't' => out.push(b'\t'),
                    b'b' => out.push(8),
                    b'f' => out.push(12),
                    b'\n' => {}
                    b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
                    digit @ b'0'..=b'7' => out.push(self.octal(digit)),
                    other => out.push(other),
                },
                b')' if open == 1 => {
                    self.take(out.len())?;
                    return Some(Value::Text(out));
                }
                byte => {
                    open = if byte == b'(' { open + 1 } else { open - usize::from(byte == b')') };
                    out.push(byte);
                }
            }
        }
    }

    /// Up to three octal digits; what does not fit a byte is cut, as the standard says.
    fn octal(&mut self, first: u8) -> u8 {
        let mut value = u32::from(first - b'0');
        for _ in 0..2 {
            let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
            value = value * 8 + u32::from(digit - b'0');
            self.at += 1;
        }
        u8::try_from(value & 0xFF).unwrap_or_default()
    }

    fn hex_text(&mut self) -> Option<Value<'a>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.next()? {
                b'>' => break,
                byte if byte.is_ascii_whitespace() => {}
                byte => digits.push(hex(byte)?),
            }
        }
        let pair = |two: &[u8]| two[0] * 16 + two.get(1).copied().unwrap_or(0);
        self.take(digits.len())?;
        Some(Value::Text(digits.chunks(2).map(pair).collect()))
    }

    /// Skips blanks and comments.
    fn gap(&mut self) -> Option<()> {
        loop {
            match self.peek(0)? {
                b'%' => while !matches!(self.next()?, b'\n' | b'\r') {},
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => _ = self.next()?,
                _ => return Some(()),
            }
        }
    }

    /// A run of letters that are neither blank nor a delimiter.
    fn regular(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        while self.peek(0).is_some_and(is_regular) {
            self.next()?;
        }
        // A delimiter that belongs to nothing must not be met again for ever.
        if self.at == start {
            self.next()?;
        }
        self.text.get(start..self.at)
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<u8> {
        self.budget.steps = self.budget.steps.checked_sub(1)?;
        let byte = self.peek(0)?;
        self.at += 1;
        Some(byte)
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t' | b'\n' | 12 | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
