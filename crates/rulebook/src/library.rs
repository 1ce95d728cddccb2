//! The book ready for use: a version with its cases and its search. Made once for each version and shared; the
//! version in force is asked of the database each time, so that an adoption takes effect everywhere at once.

use crate::built_in;
use crate::model::{Row, Rulebook, What};
use crate::read::{self, Files, Reading};
use netra_base::Lang;
use netra_text::{Index, Synonyms};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How much a word counts in the title of an act, among its other words, and in a row.
const TITLE: f64 = 3.0;
const WORDS: f64 = 2.0;
const SAYS: f64 = 1.0;
const ARTICLES: f64 = 0.5;

/// Words that mean the same when people ask.
const SYNONYMS: &str = include_str!("../../../data/selfcheck/synonyms.toml");

/// Versions kept ready: today's, the next one, and what old cases still ask for.
const KEPT: usize = 8;

/// One version, ready for use.
#[derive(Debug)]
pub struct Library {
    /// The book and its cases.
    pub reading: Reading,
    acts: Index,
    rows: Index,
}

/// A row that answers a question in free words.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The row's id.
    pub id: String,
    /// The act through which it was found, if it was.
    pub act: Option<String>,
    /// How well it fits; only its order means something.
    pub score: f64,
}

impl Library {
    /// Makes a reading ready.
    ///
    /// # Errors
    /// When the list of synonyms is not as it should be; a test reads it.
    pub fn new(reading: Reading) -> anyhow::Result<Self> {
        let synonyms = Synonyms::read(SYNONYMS)?;
        let book = &reading.book;
        let both = |say: &netra_base::Say| format!("{} {}", say.id, say.en);
        let acts = book.acts.iter().map(|act| {
            let hint = act.hint.as_ref().map_or_else(String::new, both);
            (act.id.clone(), vec![(TITLE, both(&act.title)), (WORDS, act.words.join(" ")), (SAYS, hint)])
        });
        let acts = Index::new(acts, &synonyms);
        let findable = book.rows.iter().filter(|row| !matches!(row.what, What::Contest(_)));
        let rows = findable.map(|row| {
            let title = row.title.as_ref().map_or_else(String::new, both);
            let fields = vec![(TITLE, title), (SAYS, both(&row.says)), (ARTICLES, row.articles.join(" "))];
            (row.id.clone(), fields)
        });
        let rows = Index::new(rows, &synonyms);
        Ok(Self { reading, acts, rows })
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &Rulebook {
        &self.reading.book
    }

    /// The rows that answer a question in free words, best first: those of the acts it seems to mean, then those
    /// whose own words it shares.
    #[must_use]
    pub fn ask(&self, question: &str, most: usize) -> Vec<Hit> {
        let book = self.book();
        let mut hits: Vec<Hit> = Vec::new();
        let mut add = |id: &str, act: Option<&str>, score: f64| match hits.iter_mut().find(|hit| hit.id == id) {
            Some(known) if known.score >= score => {}
            Some(known) => (known.score, known.act) = (score, act.map(str::to_owned)),
            None => hits.push(Hit { id: id.to_owned(), act: act.map(str::to_owned), score }),
        };
        for (act, score) in self.acts.best(question, 3) {
            for (row, _) in book.rules().filter(|(_, rule)| rule.acts.iter().any(|one| one == act)) {
                add(&row.id, Some(act), score);
            }
        }
        for (id, score) in self.rows.best(question, most) {
            add(id, None, score * SAYS / TITLE);
        }
        hits.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
        hits.truncate(most);
        hits
    }

    /// The acts that a question seems to mean, best first.
    #[must_use]
    pub fn acts_meant(&self, question: &str, most: usize) -> Vec<&str> {
        self.acts.best(question, most).into_iter().map(|(id, _)| id).collect()
    }

    /// Rows that point to this one: what to read besides.
    #[must_use]
    pub fn pointing_to(&self, id: &str) -> Vec<&Row> {
        let points = |row: &&Row| row.points_to().contains(&id) || row.instruments().iter().any(|one| one == id);
        self.book().rows.iter().filter(points).collect()
    }
}

/// The version that comes with the binary.
///
/// # Errors
/// When a built-in file is not as it should be; a test reads them all.
pub fn built_in() -> anyhow::Result<Arc<Library>> {
    static HASH: LazyLock<String> = LazyLock::new(|| read::hash(&built_in::files()));
    of(&HASH, || Ok(built_in::files()))
}

/// The version of this hash; `files` is asked only when it is not ready yet.
///
/// # Errors
/// When the files cannot be had or read.
pub(crate) fn of(hash: &str, files: impl FnOnce() -> anyhow::Result<Files>) -> anyhow::Result<Arc<Library>> {
    static SHELF: Mutex<Option<HashMap<String, Arc<Library>>>> = Mutex::new(None);
    if let Some(known) = SHELF.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|shelf| shelf.get(hash))
    {
        return Ok(known.clone());
    }
    let reading = read::read(&files()?).map_err(|faults| {
        let list: Vec<_> = faults.iter().map(|fault| fault.line(Lang::En)).collect();
        anyhow::anyhow!("rulebook {hash}: {}", list.join("; "))
    })?;
    let made = Arc::new(Library::new(reading)?);
    let mut shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    let shelf = shelf.get_or_insert_with(HashMap::new);
    if shelf.len() >= KEPT {
        shelf.clear();
    }
    shelf.insert(hash.to_owned(), made.clone());
    Ok(made)
}
