//! One table of a file, read field by field: what is missing, of the wrong kind or unknown becomes a fault
//! with its place, and reading goes on, so that a lawyer sees all faults at once.

use super::Fault;
use netra_base::{Day, Say};
use std::collections::HashSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text in the book is a sentence or two, not a treatise.
const LONGEST: usize = 4_000;

/// A file being read.
pub(super) struct Text<'a> {
    pub name: &'a str,
    content: &'a str,
    lines: Vec<usize>,
}

impl<'a> Text<'a> {
    pub fn new(name: &'a str, content: &'a str) -> Self {
        let starts = content.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { name, content, lines: std::iter::once(0).chain(starts).collect() }
    }

    /// Line and column, from 1, of a byte.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines[line - 1];
        let column = self.content.get(start..at).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }

    pub fn fault(&self, at: usize, say: Say) -> Fault {
        let (line, column) = self.place(at);
        Fault { file: self.name.to_owned(), line, column, say }
    }
}

/// One table. Call `finish` at the end: it names what was not read.
pub(super) struct Fields<'a, 'f> {
    text: &'a Text<'a>,
    table: &'a DeTable<'a>,
    at: usize,
    used: HashSet<&'static str>,
    faults: &'f mut Vec<Fault>,
}

impl<'a, 'f> Fields<'a, 'f> {
    pub fn new(text: &'a Text<'a>, table: &'a DeTable<'a>, at: usize, faults: &'f mut Vec<Fault>) -> Self {
        Self { text, table, at, used: HashSet::new(), faults }
    }

    /// File and line of this table.
    pub fn place(&self) -> crate::model::Place {
        crate::model::Place { file: self.text.name.to_owned(), line: self.text.place(self.at).0 }
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.used.insert(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Is the field there?
    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    /// A fault at this table.
    pub fn wrong(&mut self, id: impl Into<String>, en: impl Into<String>) {
        self.faults.push(self.text.fault(self.at, Say::new(id.into(), en.into())));
    }

    fn wrong_at(&mut self, at: usize, id: String, en: String) {
        self.faults.push(self.text.fault(at, Say::new(id, en)));
    }

    fn missing(&mut self, key: &str) {
        self.wrong(format!("“{key}” belum ada; tambahkan."), format!("“{key}” is missing; add it."));
    }

    fn kind(&mut self, at: usize, key: &str, want: (&str, &str)) {
        self.wrong_at(at, format!("“{key}” harus {}.", want.0), format!("“{key}” must be {}.", want.1));
    }

    fn checked(&mut self, at: usize, key: &str, value: &str) -> String {
        if value.trim().is_empty() {
            self.kind(at, key, ("berisi, tidak kosong", "filled in, not empty"));
        } else if value.chars().any(|one| one.is_control() && one != '\n') {
            self.kind(at, key, ("tanpa karakter kendali", "free of control characters"));
        } else if value.len() > LONGEST {
            self.kind(at, key, ("paling panjang 4.000 bita", "at most 4,000 bytes long"));
        }
        value.trim().to_owned()
    }

    /// A text, when it is there.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(self.checked(value.span().start, key, text)),
            _ => {
                self.kind(value.span().start, key, ("teks di antara tanda petik", "a text in quotes"));
                None
            }
        }
    }

    /// A text that must be there.
    pub fn need_text(&mut self, key: &'static str) -> String {
        if self.get(key).is_none() {
            self.missing(key);
        }
        self.text(key).unwrap_or_default()
    }

    /// The `id`: lower case letters, digits and hyphens, so that it can be an address.
    pub fn id(&mut self) -> String {
        let id = self.need_text("id");
        let fits = id.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-');
        if !fits || id.len() > 60 {
            self.wrong(
                format!("id “{id}” hanya boleh huruf kecil, angka, dan tanda hubung, paling panjang 60."),
                format!("id “{id}” may only have lower case letters, digits and hyphens, at most 60."),
            );
        }
        id
    }

    /// A sentence in both languages, when it is there.
    pub fn say(&mut self, key: &'static str) -> Option<Say> {
        let value = self.get(key)?;
        let at = value.span().start;
        let DeValue::Table(table) = value.get_ref() else {
            self.kind(at, key, ("{ id = \"…\", en = \"…\" }", "{ id = \"…\", en = \"…\" }"));
            return None;
        };
        let part = |lang: &str| match table.iter().find(|(name, _)| name.get_ref() == lang) {
            Some((_, found)) => found.get_ref().as_str().map(|text| (found.span().start, text.to_owned())),
            None => None,
        };
        let (Some(id), Some(en), true) = (part("id"), part("en"), table.len() == 2) else {
            self.kind(at, key, ("{ id = \"…\", en = \"…\" }, keduanya", "{ id = \"…\", en = \"…\" }, both"));
            return None;
        };
        Some(Say::new(self.checked(id.0, key, &id.1), self.checked(en.0, key, &en.1)))
    }

    /// A sentence that must be there.
    pub fn need_say(&mut self, key: &'static str) -> Say {
        if self.get(key).is_none() {
            self.missing(key);
        }
        self.say(key).unwrap_or_else(|| Say::new("", ""))
    }

    /// A list of texts; empty when it is not there.
    pub fn list(&mut self, key: &'static str) -> Vec<String> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.kind(value.span().start, key, ("daftar: [\"…\", \"…\"]", "a list: [\"…\", \"…\"]"));
            return Vec::new();
        };
        let mut out: Vec<String> = Vec::new();
        for one in list {
            match one.get_ref() {
                DeValue::String(text) if out.iter().any(|known| known == text) => {
                    self.kind(one.span().start, key, ("tanpa isi ganda", "free of repeated entries"));
                }
                DeValue::String(text) => {
                    let text = self.checked(one.span().start, key, text);
                    out.push(text);
                }
                _ => self.kind(one.span().start, key, ("daftar teks", "a list of texts")),
            }
        }
        out
    }

    /// A list of known words.
    pub fn words<T>(&mut self, key: &'static str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let at = self.get(key).map_or(self.at, |value| value.span().start);
        let mut out = Vec::new();
        for word in self.list(key) {
            match parse(&word) {
                Some(value) => out.push(value),
                None => self.unknown(at, key, &word),
            }
        }
        out
    }

    /// A known word, when it is there.
    pub fn word<T>(&mut self, key: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let at = self.get(key)?.span().start;
        let word = self.text(key)?;
        let value = parse(&word);
        if value.is_none() {
            self.unknown(at, key, &word);
        }
        value
    }

    /// A known word that must be there.
    pub fn need_word<T>(&mut self, key: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if self.get(key).is_none() {
            self.missing(key);
        }
        self.word(key, parse)
    }

    fn unknown(&mut self, at: usize, key: &str, word: &str) {
        self.wrong_at(
            at,
            format!("“{word}” tidak dikenal untuk “{key}”; lihat README di folder ini."),
            format!("“{word}” is not known for “{key}”; see the README of this folder."),
        );
    }

    /// A day, when it is there: `2024-01-05` without quotes.
    pub fn day(&mut self, key: &'static str) -> Option<Day> {
        let value = self.get(key)?;
        let day = as_day(value);
        if day.is_none() {
            self.kind(value.span().start, key, ("tanggal TTTT-BB-HH tanpa tanda petik", "a date YYYY-MM-DD, unquoted"));
        }
        day
    }

    /// A day that must be there.
    pub fn need_day(&mut self, key: &'static str) -> Option<Day> {
        if self.get(key).is_none() {
            self.missing(key);
        }
        self.day(key)
    }

    /// First and last day.
    pub fn days(&mut self, key: &'static str) -> Option<[Day; 2]> {
        let value = self.get(key)?;
        let at = value.span().start;
        let list = value.get_ref().as_array();
        let pair = list.filter(|list| list.len() == 2);
        let pair = pair.and_then(|list| Some([as_day(list.first()?)?, as_day(list.last()?)?]));
        match pair {
            Some([first, last]) if first <= last => Some([first, last]),
            Some(_) => {
                self.kind(at, key, ("tidak berakhir sebelum mulai", "not end before it starts"));
                None
            }
            None => {
                self.kind(at, key, ("[tanggal pertama, tanggal terakhir]", "[first day, last day]"));
                None
            }
        }
    }

    /// Yes or no; no when it is not there.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.kind(value.span().start, key, ("true atau false", "true or false"));
        }
        flag
    }

    /// A whole number, when it is there.
    pub fn number(&mut self, key: &'static str) -> Option<u32> {
        let value = self.get(key)?;
        let number = as_number(value);
        if number.is_none() {
            self.kind(value.span().start, key, ("bilangan bulat", "a whole number"));
        }
        number
    }

    /// A list of tables, each read by `read`.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Fields<'_, '_>) -> T) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.kind(value.span().start, key, ("daftar tabel: [{ … }]", "a list of tables: [{ … }]"));
            return Vec::new();
        };
        let mut out = Vec::new();
        for one in list {
            match one.get_ref().as_table() {
                Some(table) => {
                    let mut fields = Fields::new(self.text, table, one.span().start, self.faults);
                    out.push(read(&mut fields));
                    fields.finish();
                }
                None => self.kind(one.span().start, key, ("daftar tabel: [{ … }]", "a list of tables: [{ … }]")),
            }
        }
        out
    }

    /// One table inside, read by `read`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Option<T> {
        let value = self.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.kind(value.span().start, key, ("tabel: { … }", "a table: { … }"));
            return None;
        };
        let mut fields = Fields::new(self.text, table, value.span().start, self.faults);
        let out = read(&mut fields);
        fields.finish();
        Some(out)
    }

    /// Names every field that nobody read: most likely a slip of the pen.
    pub fn finish(self) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.used.contains(name) {
                self.faults.push(self.text.fault(
                    key.span().start,
                    Say::new(
                        format!("“{name}” tidak dikenal di tabel ini; salah tulis?"),
                        format!("“{name}” is not known in this table; a slip of the pen?"),
                    ),
                ));
            }
        }
    }
}

fn as_day(value: &Spanned<DeValue<'_>>) -> Option<Day> {
    let date = value.get_ref().as_datetime()?;
    Day::parse(&date.to_string())
}

fn as_number(value: &Spanned<DeValue<'_>>) -> Option<u32> {
    value.get_ref().as_integer().and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
}
