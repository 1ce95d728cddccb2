//! What is particular to Indonesian, as data: slang and abbreviations, stems the stemmer gets wrong, words known by
//! name. Stems come from Snowball; this is the only file that knows it. It does not cut texts: that is [`crate::Words`].

use crate::fold;
use crate::words::Words;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use waken_snowball::{Algorithm, Stemmer};

const SLANG: &str = include_str!("../../../data/selfcheck/slang.toml");

/// A language: its slang, its stems, the words it knows.
#[derive(Debug, Clone, Default)]
pub struct Language {
    slang: HashMap<String, String>,
    stems: HashMap<String, String>,
    known: HashSet<String>,
    numbered: HashSet<String>,
    abbreviations: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    slang: HashMap<String, String>,
    stems: HashMap<String, String>,
    known: Vec<String>,
    numbered: Vec<String>,
    abbreviations: Vec<String>,
}

impl Language {
    /// Indonesian, from the data built in. A test reads it; should it not be readable, it is a language without slang.
    #[must_use]
    pub fn indonesian() -> &'static Self {
        static INDONESIAN: LazyLock<Language> = LazyLock::new(|| Language::read(SLANG).unwrap_or_default());
        &INDONESIAN
    }

    /// A language from the text of its data file.
    ///
    /// # Errors
    /// When the file is not TOML of this shape; the message says where.
    pub fn read(toml: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let known = file.known.into_iter().chain(file.slang.keys().cloned()).chain(file.slang.values().cloned());
        Ok(Self {
            known: known.chain(file.stems.keys().cloned()).collect(),
            slang: file.slang,
            stems: file.stems,
            numbered: file.numbered.into_iter().collect(),
            abbreviations: file.abbreviations.into_iter().collect(),
        })
    }

    /// The same language, knowing these words too: hashtags are cut at them and disguises recognised.
    #[must_use]
    pub fn knowing(mut self, words: impl IntoIterator<Item = String>) -> Self {
        self.known.extend(words);
        self
    }

    /// The words of a text, hashtags and disguises read with what this language knows.
    #[must_use]
    pub fn words<'a, 'l>(&'l self, text: &'a str) -> Words<'a, 'l> {
        Words::new(text, Some(self))
    }

    /// The word written in full: slang and abbreviations replaced, doubled letters undone where that gives a word
    /// that is known.
    #[must_use]
    pub fn full<'w>(&'w self, word: &'w str) -> Cow<'w, str> {
        if let Some(full) = self.slang.get(word) {
            return Cow::Borrowed(full);
        }
        if word.len() > 4
            && !self.known.contains(word)
            && let Some(single) = fold::undoubled(word)
            && self.known.contains(&single)
        {
            return Cow::Owned(self.slang.get(&single).cloned().unwrap_or(single));
        }
        Cow::Borrowed(word)
    }

    /// The stem of a word written in full.
    #[must_use]
    pub fn stem<'w>(&'w self, word: &'w str) -> Cow<'w, str> {
        match self.stems.get(word) {
            Some(stem) => Cow::Borrowed(stem),
            None if word.is_ascii() => Stemmer::new(Algorithm::Indonesian).stem(word),
            None => Cow::Borrowed(word),
        }
    }

    /// Is the word known by name?
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Is a number after this word its number (`paslon02`), rather than a sign of doubling (`teman2`)?
    pub(crate) fn numbered(&self, word: &str) -> bool {
        self.numbered.contains(word)
    }

    /// Does a full stop after this word not end a sentence?
    pub(crate) fn abbreviates(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read() {
        Language::read(SLANG).expect("data/selfcheck/slang.toml");
    }

    #[test]
    fn slang_is_written_in_full() {
        let language = Language::indonesian();
        for (short, full) in [("gak", "tidak"), ("yg", "yang"), ("dgn", "dengan"), ("bpk", "bapak"), ("caleg", "caleg")]
        {
            assert_eq!(language.full(short), full);
        }
        assert_eq!(language.full("untukk"), "untuk", "a doubled letter is undone where that gives a word");
        assert_eq!(language.full("ppk"), "ppk", "an abbreviation is not a slip");
        assert_eq!(language.full("saat"), "saat", "and only there");
    }

    #[test]
    fn forms_of_a_word_meet_in_its_stem() {
        let language = Language::indonesian();
        for forms in [
            &["dukung", "mendukung", "didukung", "dukunglah", "dukungannya"][..],
            &["coblos", "mencoblos", "nyoblos", "pencoblosan"],
            &["menang", "menangkan", "memenangkan", "kemenangan"],
            &["pengaruh", "mempengaruhi", "memengaruhi"],
            &["pakai", "memakai", "dipakai", "pake"],
            &["foto", "fotonya", "berfoto"],
        ] {
            let stems: HashSet<_> = forms.iter().map(|form| language.stem(&language.full(form)).into_owned()).collect();
            assert_eq!(stems.len(), 1, "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn a_broken_file_says_where() {
        let error = Language::read("slang = 3").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}
