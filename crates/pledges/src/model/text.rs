//! The text of a pledge, read from `data/`; the instruments it rests on are rows of the rulebook. A version never
//! changes once a drive used it: the database keeps the copy that was signed, with its hash.

use netra_base::{Lang, canonical};
use serde::{Deserialize, Serialize};

/// One version of a pledge text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeText {
    /// The text's name, `netralitas`.
    pub code: String,
    /// Its version.
    pub version: u32,
    /// Title in Indonesian.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// Ids of the instruments it rests on.
    pub instruments: Vec<String>,
    /// The opening sentence.
    pub preface: String,
    /// The same in English: a help to read, never what is signed.
    pub preface_en: String,
    /// The points, in Indonesian: what is signed.
    pub points: Vec<String>,
    /// The points in English.
    pub points_en: Vec<String>,
}

impl PledgeText {
    /// `netralitas-1`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}-{}", self.code, self.version)
    }

    /// The title in `lang`.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        lang.say(&self.title, &self.title_en)
    }

    /// The canonical text, whose hash every signature names.
    ///
    /// # Errors
    /// Never in practice: the text is plain strings.
    pub fn canonical(&self) -> anyhow::Result<String> {
        Ok(String::from_utf8(canonical::json(self)?)?)
    }
}

/// The files of `data/` that belong to pledges, built into the binary.
#[derive(Debug)]
pub struct TextFile;

const TEXTS: [&str; 2] = [
    include_str!("../../../../data/pledges/netralitas-1.toml"),
    include_str!("../../../../data/pledges/netralitas-2.toml"),
];

impl TextFile {
    /// Every text version, oldest first.
    ///
    /// # Errors
    /// When a file of `data/` is not as it should be; a test reads them all.
    pub fn all() -> anyhow::Result<Vec<PledgeText>> {
        TEXTS.iter().map(|file| Ok(toml::from_str(file)?)).collect()
    }

    /// The text with this key.
    ///
    /// # Errors
    /// As [`TextFile::all`].
    pub fn find(key: &str) -> anyhow::Result<Option<PledgeText>> {
        Ok(Self::all()?.into_iter().find(|text| text.key() == key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_four_points_in_both_languages_and_known_instruments() {
        let library = netra_rulebook::comes_with().expect("readable");
        for text in TextFile::all().expect("readable") {
            assert_eq!((text.points.len(), text.points_en.len()), (4, 4), "{}", text.key());
            for id in &text.instruments {
                assert!(library.book().instruments().any(|(row, _)| row.id == *id), "{} names {id}", text.key());
            }
        }
    }

    #[test]
    fn a_version_of_a_text_never_changes() {
        let hashes: Vec<String> = TextFile::all()
            .expect("readable")
            .iter()
            .map(|text| {
                canonical::hex(&canonical::sha256(text.canonical().expect("canonical").as_bytes()))[..16].to_owned()
            })
            .collect();
        assert_eq!(hashes, FROZEN, "a signed text may not be edited: add a new version instead");
    }

    const FROZEN: [&str; 2] = ["927df76177be10d9", "340ad4f5b9c5dc38"];
}
