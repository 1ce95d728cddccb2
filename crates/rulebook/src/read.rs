//! From files to the book: every file is read whole, every fault is named with its file, line and column, and
//! nothing is guessed. Whether the rows agree with each other is `rules::check`; whether the cases hold is
//! `rules::cases`.

mod fields;
mod rows;

use crate::model::{Act, Chapter, Group, PersonRow, Row, Rulebook, Source};
use crate::rules::Case;
use fields::{Fields, Text};
use netra_base::{Day, Error, Lang, Refusal, Say, canonical};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The files of a book: name to text.
pub type Files = BTreeMap<String, String>;

/// A book has some forty files; one file is at most a megabyte, so that no folder given by mistake is read whole.
const MOST_FILES: usize = 200;
const MOST_BYTES: u64 = 1024 * 1024;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What, and what to do.
    pub say: Say,
}

impl Fault {
    /// `04-discipline.toml:12:7: …`.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        if self.line == 0 {
            return format!("{}: {}", self.file, self.say.to(lang));
        }
        format!("{}:{}:{}: {}", self.file, self.line, self.column, self.say.to(lang))
    }
}

/// All faults as one refusal each.
#[must_use]
pub fn refused(faults: &[Fault]) -> Error {
    let one = |fault: &Fault| Refusal::new("rulebook-fault", fault.line(Lang::Id), fault.line(Lang::En));
    Error::Refused(faults.iter().map(one).collect())
}

/// A book with the cases that stand beside its rows.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The book.
    pub book: Rulebook,
    /// Its cases, in the order of the files.
    pub cases: Vec<Case>,
}

/// Reads a folder's `*.toml` files.
///
/// # Errors
/// When the folder or a file cannot be read, or is too large.
pub fn folder(path: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let list = std::fs::read_dir(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    for entry in list {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let bytes = entry.metadata()?.len();
        anyhow::ensure!(
            bytes <= MOST_BYTES && files.len() < MOST_FILES,
            "{}: paling banyak {MOST_FILES} berkas, masing-masing satu megabita; apakah ini buku aturan? (at most {MOST_FILES} files of one megabyte each)",
            entry.path().display()
        );
        let text = std::fs::read(entry.path())?;
        let text = String::from_utf8(text).map_err(|_| anyhow::anyhow!("{}: not UTF-8", entry.path().display()))?;
        files.insert(name, text);
    }
    anyhow::ensure!(!files.is_empty(), "{}: no *.toml file in this folder", path.display());
    Ok(files)
}

/// The version's name: SHA-256 over the canonical JSON of all files.
#[must_use]
pub fn hash(files: &Files) -> String {
    canonical::json(files).map(|bytes| canonical::hex(&canonical::sha256(&bytes))).unwrap_or_default()
}

/// Everything found so far.
#[derive(Default)]
struct Found {
    title: Option<Say>,
    lead: Option<Say>,
    edition: Option<String>,
    begins: Option<Day>,
    horizon: Option<Day>,
    chapters: Vec<Chapter>,
    rows: Vec<Row>,
    acts: Vec<Act>,
    groups: Vec<Group>,
    persons: Vec<PersonRow>,
    sources: Vec<Source>,
    cases: Vec<Case>,
}

/// Reads the files.
///
/// # Errors
/// Every fault of form, in the order of the files.
pub fn read(files: &Files) -> Result<Reading, Vec<Fault>> {
    let mut found = Found::default();
    let mut faults = Vec::new();
    for (name, content) in files {
        let text = Text::new(name, content);
        match DeTable::parse(content) {
            Ok(table) => file(&text, table.get_ref(), &mut found, &mut faults),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let why = error.message().to_owned();
                faults.push(text.fault(at, Say::new(format!("bukan TOML: {why}"), format!("not TOML: {why}"))));
            }
        }
    }
    let whole = |id: &'static str, en: &'static str| Fault {
        file: "book.toml".into(),
        line: 0,
        column: 0,
        say: Say::new(id, en),
    };
    if found.horizon.is_none() && faults.is_empty() {
        faults.push(whole(
            "tidak ada tabel [book] dengan title, lead, edition, begins, dan horizon.",
            "there is no [book] with title, lead, edition, begins and horizon.",
        ));
    }
    if found.rows.is_empty() && faults.is_empty() {
        faults.push(whole("tidak ada satu baris pun.", "there is not a single row."));
    }
    let named = (found.title, found.lead, found.edition);
    let (Some(begins), Some(horizon), true) = (found.begins, found.horizon, faults.is_empty()) else {
        return Err(faults);
    };
    let (Some(title), Some(lead), Some(edition)) = named else {
        return Err(faults);
    };
    let places = places(&found.rows, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let book = Rulebook {
        title,
        lead,
        edition,
        begins,
        horizon,
        hash: hash(files),
        chapters: found.chapters,
        rows: found.rows,
        acts: found.acts,
        groups: found.groups,
        persons: found.persons,
        sources: found.sources,
        places,
    };
    Ok(Reading { book, cases: found.cases })
}

/// Where each row stands in the list; an id used twice is a fault.
fn places(rows: &[Row], faults: &mut Vec<Fault>) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(first) = places.insert(row.id.clone(), at) {
            let place = &rows[first].place;
            let (id, there) = (&row.id, format!("{}:{}", place.file, place.line));
            faults.push(Fault {
                file: row.place.file.clone(),
                line: row.place.line,
                column: 1,
                say: Say::new(
                    format!("id “{id}” sudah dipakai di {there}; pakai id baru."),
                    format!("id “{id}” is already used at {there}; take a new one."),
                ),
            });
        }
    }
    places
}

fn file(text: &Text<'_>, table: &DeTable<'_>, found: &mut Found, faults: &mut Vec<Fault>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let at = key.span().start;
        match value.get_ref() {
            DeValue::Table(one) if name == "book" || name == "chapter" => {
                let mut fields = Fields::new(text, one, at, faults);
                heading(name, &mut fields, found, text);
                fields.finish();
            }
            DeValue::Array(list) => {
                for entry in list {
                    let start = entry.span().start;
                    let DeValue::Table(one) = entry.get_ref() else {
                        faults.push(text.fault(
                            start,
                            Say::new(
                                format!("“{name}” harus tabel: tulis [[{name}]]."),
                                format!("“{name}” must be a table: write [[{name}]]."),
                            ),
                        ));
                        continue;
                    };
                    let mut fields = Fields::new(text, one, start, faults);
                    entry_of(name, &mut fields, found);
                    fields.finish();
                }
            }
            _ => faults.push(text.fault(
                at,
                Say::new(
                    format!("“{name}” bukan tabel yang dikenal; lihat README di folder ini."),
                    format!("“{name}” is not a table we know; see the README of this folder."),
                ),
            )),
        }
    }
}

fn heading(name: &str, fields: &mut Fields<'_, '_>, found: &mut Found, text: &Text<'_>) {
    let (title, lead) = (fields.need_say("title"), fields.need_say("lead"));
    if name == "chapter" {
        found.chapters.push(Chapter { file: text.name.to_owned(), title, lead });
        return;
    }
    found.title = Some(title);
    found.lead = Some(lead);
    found.edition = Some(fields.need_text("edition"));
    found.begins = fields.need_day("begins");
    found.horizon = fields.need_day("horizon");
}

fn entry_of(name: &str, fields: &mut Fields<'_, '_>, found: &mut Found) {
    match name {
        "act" => found.acts.extend(rows::act(fields)),
        "group" => found.groups.push(Group { id: fields.id(), title: fields.need_say("title") }),
        "source" => found.sources.push(Source { id: fields.need_text("id"), title: fields.need_say("title") }),
        "person" => found.persons.push(PersonRow {
            id: fields.id(),
            title: fields.need_say("title"),
            bound_by: fields.text("bound_by"),
        }),
        "case" => found.cases.extend(rows::case(fields)),
        _ => found.rows.extend(rows::row(name, fields)),
    }
}
