//! What came of an import: five figures and a sentence for each refused row. Ten thousand refusals are
//! kept; all of them go to the refusal file, as CSV that no spreadsheet will run.

use super::KEPT_PROBLEMS;
use crate::text::csv_line;
use anyhow::Context;
use netra_base::{Error, Lang, Refusal, Result, Say};
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// One refused row: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The sheet's row; the header is row 1.
    pub row: u64,
    /// The column, or nothing when it is the row as a whole.
    pub column: String,
    /// A stable word.
    pub code: String,
    /// The sentence in the language of the import.
    pub message: String,
    /// The sentence in both languages.
    #[serde(skip)]
    pub say: Say,
}

impl Problem {
    pub(crate) fn new(row: u64, refusal: Refusal, lang: Lang) -> Self {
        Self {
            row,
            column: refusal.field.map(std::borrow::Cow::into_owned).unwrap_or_default(),
            code: refusal.code.to_owned(),
            message: refusal.say.to(lang).to_owned(),
            say: refusal.say,
        }
    }
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The run's number; none for a dry run.
    #[serde(skip)]
    pub import: Option<i64>,
    /// Data rows; blank lines are none.
    pub read: u64,
    /// New.
    pub inserted: u64,
    /// Known, and something changed.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Not taken.
    pub refused: u64,
    /// Why, for the first [`KEPT_PROBLEMS`], in the order of rows.
    pub errors: Vec<Problem>,
}

impl Outcome {
    /// A file that was refused as a whole, in the form of an outcome: nothing read, one line an error at
    /// row 1. `None` when the error is no refusal.
    #[must_use]
    pub fn of_refused_file(error: &Error, lang: Lang) -> Option<Self> {
        let Error::Refused(list) = error else { return None };
        let errors = list.iter().map(|refusal| Problem::new(1, refusal.clone(), lang)).collect();
        Some(Self { errors, ..Self::default() })
    }
}

/// Takes refusals in the order of rows: keeps some, writes all.
pub(crate) struct Refusals {
    file: Option<BufWriter<File>>,
    lang: Lang,
}

impl Refusals {
    pub fn open(path: Option<&Path>, lang: Lang) -> Result<Self> {
        let Some(path) = path else { return Ok(Self { file: None, lang }) };
        let mut file = BufWriter::new(File::create(path).context("making the refusal file")?);
        let titles = [
            lang.say("baris", "row"),
            lang.say("kolom", "column"),
            lang.say("kode", "code"),
            lang.say("keterangan", "message"),
        ];
        file.write_all(csv_line(&titles).as_bytes()).context("writing the refusal file")?;
        Ok(Self { file: Some(file), lang })
    }

    /// Adds the problems of one chunk to the outcome; answers those that were kept.
    pub fn add(&mut self, outcome: &mut Outcome, mut problems: Vec<Problem>) -> Result<Vec<Problem>> {
        problems.sort_by_key(|problem| problem.row);
        outcome.refused += problems.len() as u64;
        if let Some(file) = &mut self.file {
            for problem in &problems {
                file.write_all(problem_line(problem, self.lang).as_bytes()).context("writing the refusal file")?;
            }
        }
        problems.truncate(KEPT_PROBLEMS.saturating_sub(outcome.errors.len()));
        outcome.errors.extend_from_slice(&problems);
        Ok(problems)
    }

    pub fn finish(self) -> Result<()> {
        if let Some(mut file) = self.file {
            file.flush().context("writing the refusal file")?;
        }
        Ok(())
    }
}

fn problem_line(problem: &Problem, lang: Lang) -> String {
    csv_line(&[&problem.row.to_string(), &problem.column, &problem.code, problem.say.to(lang)])
}
