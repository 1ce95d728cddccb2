//! The first row of a table: which column is which. Columns come in any order; their names are trimmed and
//! read in any case. All that is wrong with a header is said in one sentence.

use super::sheet::Record;
use netra_base::{Refusal, Result};

/// Where each known column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns<const N: usize> {
    places: [Option<usize>; N],
    width: usize,
}

impl<const N: usize> Columns<N> {
    /// Reads a header. `known` names the columns, the first `needed` of them cannot be left out.
    pub fn read(record: &Record, known: &[&'static str; N], needed: usize) -> Result<Self> {
        let mut places = [None; N];
        let (mut twice, mut unknown) = (Vec::new(), Vec::new());
        for at in 0..record.columns() {
            let name = record.get(at).trim().to_lowercase();
            match known.iter().position(|column| *column == name) {
                Some(found) if places[found].is_some() => twice.push(name),
                Some(found) => places[found] = Some(at),
                None if name.is_empty() => {}
                None => unknown.push(name.chars().take(40).collect::<String>()),
            }
        }
        let missing: Vec<&str> = (0..needed).filter(|&at| places[at].is_none()).map(|at| known[at]).collect();
        if record.row() == 1 && missing.is_empty() && twice.is_empty() && unknown.is_empty() {
            return Ok(Self { places, width: record.columns() });
        }
        Err(refusal(&missing, &unknown, &twice, known).into())
    }

    /// The cell of a known column; empty when the file has no such column.
    pub fn get<'r>(&self, record: &'r Record, column: usize) -> &'r str {
        self.places[column].map_or("", |at| record.get(at))
    }

    /// The place of a known column in the file.
    pub fn place(&self, column: usize) -> Option<usize> {
        self.places[column]
    }

    /// Does the row have filled cells beyond the header?
    pub fn overflows(&self, record: &Record) -> bool {
        (self.width..record.columns()).any(|at| !record.get(at).trim().is_empty())
    }
}

fn refusal(missing: &[&str], unknown: &[String], twice: &[String], known: &[&'static str]) -> Refusal {
    let mut id = Vec::new();
    let mut en = Vec::new();
    let mut say = |names: String, what_id: &str, what_en: &str| {
        if !names.is_empty() {
            id.push(format!("{what_id}: {names}"));
            en.push(format!("{what_en}: {names}"));
        }
    };
    say(missing.join(", "), "kolom tidak ada", "missing columns");
    say(unknown.join(", "), "kolom tidak dikenal", "unknown columns");
    say(twice.join(", "), "kolom ganda", "columns given twice");
    if id.is_empty() {
        id.push("baris 1 kosong".to_owned());
        en.push("row 1 is empty".to_owned());
    }
    let all = known.join(",");
    let refusal = Refusal::new(
        if missing.is_empty() { "columns-wrong" } else { "columns-missing" },
        format!("Nama kolom di baris 1 belum benar ({}); tulis: {all}.", id.join("; ")),
        format!("The column names in row 1 are not right ({}); write: {all}.", en.join("; ")),
    );
    let first = missing.first().map(|name| (*name).to_owned());
    match first.or_else(|| unknown.first().or(twice.first()).cloned()) {
        Some(column) => refusal.at(column),
        None => refusal,
    }
}
