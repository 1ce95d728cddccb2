//! Documents ranked by a question in free words: BM25 over stems, fields with weights, synonyms as data. It knows no
//! feature; what a document is, its owner says.

use crate::language::Language;
use crate::words::Kind;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Saturation of repeated words and the share of length, as BM25 has them by default.
const K1: f64 = 1.2;
const B: f64 = 0.6;
/// A synonym counts so much of the word itself; a weaker one so much.
const SYNONYM: f64 = 0.8;
const WEAKER: f64 = 0.4;
/// Of a question, so many words are read.
const MAX_QUERY_WORDS: usize = 200;

/// Words that ask for the same, and words that ask for nothing.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// Per first stem: whole phrases and the group each belongs to.
    phrases: HashMap<String, Vec<(Vec<String>, usize)>>,
    groups: Vec<Vec<(Vec<String>, f64)>>,
    stop: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stop: Vec<String>,
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    words: Vec<String>,
    #[serde(default)]
    weaker: Vec<String>,
}

impl Synonyms {
    /// Synonyms from the text of their data file.
    ///
    /// # Errors
    /// When the file is not TOML of this shape; the message says where.
    pub fn read(toml: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let language = Language::indonesian();
        let mut out =
            Self { stop: file.stop.iter().flat_map(|word| stems(language, word)).collect(), ..Self::default() };
        for (at, group) in file.group.into_iter().enumerate() {
            let strong = group.words.iter().map(|phrase| (stems(language, phrase), SYNONYM));
            let weak = group.weaker.iter().map(|phrase| (stems(language, phrase), WEAKER));
            let phrases: Vec<_> = strong.chain(weak).filter(|(phrase, _)| !phrase.is_empty()).collect();
            for (phrase, _) in &phrases {
                out.phrases.entry(phrase[0].clone()).or_default().push((phrase.clone(), at));
            }
            out.groups.push(phrases);
        }
        Ok(out)
    }

    /// Every other way to say what stands at the beginning of `stems`, with how much it counts.
    fn others<'s>(&'s self, stems: &[String]) -> impl Iterator<Item = (&'s [String], f64)> {
        let groups: Vec<usize> = stems
            .first()
            .and_then(|first| self.phrases.get(first))
            .into_iter()
            .flatten()
            .filter(|(phrase, _)| stems.starts_with(phrase))
            .map(|(_, group)| *group)
            .collect();
        groups.into_iter().flat_map(|group| &self.groups[group]).map(|(phrase, weight)| (phrase.as_slice(), *weight))
    }
}

/// The stems of the words and numbers of a text.
fn stems(language: &Language, text: &str) -> Vec<String> {
    let said = language.words(text).filter(|word| matches!(word.kind, Kind::Word | Kind::Number));
    said.map(|word| language.stem(&language.full(&word.text)).into_owned()).collect()
}

/// Documents, findable.
#[derive(Debug, Clone)]
pub struct Index {
    ids: Vec<String>,
    lengths: Vec<f64>,
    average: f64,
    /// Per stem: the documents that hold it and how often, weighted by field.
    holders: HashMap<String, Vec<(usize, f64)>>,
    synonyms: Synonyms,
}

impl Index {
    /// An index of documents: an id, and fields with what a word in them counts.
    #[must_use]
    pub fn new(docs: impl IntoIterator<Item = (String, Vec<(f64, String)>)>, synonyms: &Synonyms) -> Self {
        let language = Language::indonesian();
        let mut out = Self {
            ids: Vec::new(),
            lengths: Vec::new(),
            average: 1.0,
            holders: HashMap::new(),
            synonyms: synonyms.clone(),
        };
        for (at, (id, fields)) in docs.into_iter().enumerate() {
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            for (weight, text) in fields {
                for stem in stems(language, &text) {
                    if !synonyms.stop.contains(&stem) {
                        *counts.entry(stem).or_default() += weight;
                    }
                }
            }
            out.ids.push(id);
            out.lengths.push(counts.values().sum());
            for (stem, count) in counts {
                out.holders.entry(stem).or_default().push((at, count));
            }
        }
        let (total, count) =
            out.lengths.iter().fold((0.0, 0.0), |(total, count), length| (total + length, count + 1.0));
        if total > 0.0 {
            out.average = total / count;
        }
        out
    }

    /// The `n` documents that answer the question best, best first; equals by id. Nothing that holds no word of it.
    #[must_use]
    pub fn best(&self, query: &str, n: usize) -> Vec<(&str, f64)> {
        let mut asked = stems(Language::indonesian(), query);
        asked.truncate(MAX_QUERY_WORDS);
        asked.retain(|stem| !self.synonyms.stop.contains(stem));
        let mut seen = HashSet::new();
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for at in 0..asked.len() {
            if seen.insert(&asked[at]) {
                for (doc, score) in self.concept(&asked[at..]) {
                    *scores.entry(doc).or_default() += score;
                }
            }
        }
        let mut found: Vec<_> = scores.into_iter().map(|(doc, score)| (self.ids[doc].as_str(), score)).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        found.truncate(n);
        found
    }

    /// What the word at the front and its synonyms give each document; of several ways to say it, the best counts.
    fn concept(&self, asked: &[String]) -> BTreeMap<usize, f64> {
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        let itself = std::iter::once((&asked[..1], 1.0));
        for (phrase, weight) in itself.chain(self.synonyms.others(asked)) {
            let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
            let share = phrase.iter().fold(0.0, |count, _| count + 1.0);
            for stem in phrase {
                for (doc, score) in self.term(stem) {
                    *sums.entry(doc).or_default() += weight * score / share;
                }
            }
            for (doc, score) in sums {
                let place = best.entry(doc).or_default();
                *place = place.max(score);
            }
        }
        best
    }

    fn term(&self, stem: &str) -> impl Iterator<Item = (usize, f64)> {
        let holders = self.holders.get(stem).map_or(&[][..], Vec::as_slice);
        let count = |items: usize| u32::try_from(items).map_or(f64::MAX, f64::from);
        let (all, some) = (count(self.ids.len()), count(holders.len()));
        let rare = ((all - some + 0.5) / (some + 0.5)).ln_1p();
        holders.iter().map(move |&(doc, times)| {
            let length = 1.0 - B + B * self.lengths[doc] / self.average;
            (doc, rare * times * (K1 + 1.0) / (times + K1 * length))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYNONYMS: &str = include_str!("../../../data/selfcheck/synonyms.toml");

    fn index() -> Index {
        let docs = [
            ("photo", "Foto bersama calon atau tim kampanye dengan simbol keberpihakan", "gambar unggah jari"),
            ("social-media-engagement", "Menyukai, membagikan, mengomentari unggahan, mengikuti akun calon", "grup"),
            ("state-facilities", "Memakai fasilitas negara untuk kampanye", "kendaraan dinas, gedung kantor"),
            ("spouse-campaign", "Mendampingi pasangan yang menjadi calon", "cuti di luar tanggungan negara"),
            ("props", "Memasang spanduk, baliho atau alat peraga calon", "stiker bendera"),
            ("campaign-attributes", "Peserta kampanye dengan atribut partai atau atribut ASN", "seragam korpri"),
            ("party-membership", "Menjadi anggota atau pengurus partai politik", "kartu anggota"),
            ("support-letter", "Memberi surat dukungan dengan fotokopi KTP", "calon perseorangan"),
            ("attend-declaration", "Menghadiri deklarasi atau kampanye dan memberi dukungan aktif", ""),
            ("alw-01", "Menggunakan hak pilih di TPS", "mencoblos memberi suara"),
        ];
        let fields = |title: &str, more: &str| vec![(3.0, title.to_owned()), (1.0, more.to_owned())];
        let synonyms = Synonyms::read(SYNONYMS).expect("data/selfcheck/synonyms.toml");
        Index::new(docs.map(|(id, title, more)| (id.to_owned(), fields(title, more))), &synonyms)
    }

    #[test]
    fn a_question_in_plain_words_finds_its_document() {
        let index = index();
        for (question, wanted) in [
            ("boleh foto dengan caleg adik saya?", "photo"),
            ("selfie bareng cagub di hajatan gmn ya", "photo"),
            ("ngelike postingan capres di ig apa kena sanksi", "social-media-engagement"),
            ("pakai mobil dinas ke acara kampanye", "state-facilities"),
            ("istri saya nyaleg, boleh nemenin gak", "spouse-campaign"),
            ("nempel stiker partai di motor", "props"),
            ("boleh pakai kaos partai waktu kampanye?", "campaign-attributes"),
            ("jadi anggota parpol", "party-membership"),
            ("diminta ktp untuk dukung calon independen", "support-letter"),
            ("apa asn boleh nyoblos?", "alw-01"),
        ] {
            let best = index.best(question, 3);
            assert!(best.iter().any(|(id, _)| *id == wanted), "{question}: {best:?}");
        }
    }

    #[test]
    fn equals_stand_in_the_order_of_their_ids_and_strangers_are_not_found() {
        let docs = ["b", "a", "c"].map(|id| (id.to_owned(), vec![(1.0, "pilih satu".to_owned())]));
        let index = Index::new(docs, &Synonyms::default());
        let ids: Vec<_> = index.best("pilih", 9).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(index.best("cuaca besok", 9), []);
        assert_eq!(index.best("", 9), []);
        assert_eq!(Index::new([], &Synonyms::default()).best("pilih", 9), []);
    }
}
