//! The lexicon: groups of words, patterns over groups, reasons, as read from TOML and made ready for one quick pass.
//! It holds no word of its own: what matters stands in the data.

use anyhow::{Context, Result, bail, ensure};
use netra_base::Say;
use netra_text::{Kind, Language};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

const BUILT_IN: &str = include_str!("../../../../data/selfcheck/lexicon.toml");

/// A set of groups, a bit each.
pub(super) type Groups = u128;

/// Groups that the reading gives, not the data: a small number, a name-like word, a mention, a hashtag, a sentence that
/// ends in an exclamation or question mark.
pub(super) const NUMBER: Groups = 1;
pub(super) const NAME: Groups = 1 << 1;
pub(super) const MENTION: Groups = 1 << 2;
pub(super) const TAG: Groups = 1 << 3;
pub(super) const EXCLAIM: Groups = 1 << 4;
pub(super) const ASKS: Groups = 1 << 5;
const GIVEN: [&str; 6] = ["number", "name", "mention", "tag", "exclaim", "asks"];

/// Everything the check knows.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) language: Language,
    pub(super) exact: HashMap<String, Entry>,
    pub(super) stems: HashMap<String, Entry>,
    /// Per term that ends them, in the order of the term before it: phrases of several words.
    pub(super) phrases: Vec<Vec<Phrase>>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) reasons: Vec<Rule>,
    names: Vec<String>,
}

/// What a word gives, as a form or as a stem: its groups, and its number among the parts of phrases (0: in none).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub groups: Groups,
    pub term: u32,
}

/// The term of any small number, and that of any word that looks like a name.
pub(super) const ANY_NUMBER: u32 = 1;
pub(super) const ANY_NAME: u32 = 2;

/// A pattern asks for at most so many words.
pub(super) const MAX_ALL: usize = 6;

/// The longest phrase has one word more than this.
pub(super) const MAX_BEFORE: usize = 4;

/// Words that belong to groups only together: the terms before the last, nearest first.
#[derive(Debug)]
pub(super) struct Phrase {
    pub before: Vec<u32>,
    pub groups: Groups,
    /// Groups that its last word does not belong to here.
    pub without: Groups,
}

/// A combination of groups that matters.
#[derive(Debug)]
pub(super) struct Pattern {
    pub id: String,
    pub act: String,
    pub rules: Vec<String>,
    pub strong: bool,
    /// Each of these must be there, in one of its groups.
    pub all: Vec<Groups>,
    /// All of them together.
    pub any: Groups,
    pub within: u32,
    /// The second stands so many words after the first at most; 0: anywhere within.
    pub next: u32,
    pub across: bool,
    pub unless: Groups,
    pub why: Say,
    #[cfg_attr(not(test), allow(dead_code, reason = "the cases are run by the tests"))]
    pub cases: Cases,
}

/// Texts that a pattern must find and texts it must leave alone.
#[derive(Debug, Clone, Default)]
#[cfg_attr(not(test), allow(dead_code, reason = "the cases are run by the tests"))]
pub(super) struct Cases {
    pub hits: Vec<String>,
    pub misses: Vec<String>,
}

/// Where a reason looks for its groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scope {
    Sentence,
    Text,
    /// The finding stands in quotation marks, and the groups are in the text.
    Quoted,
}

/// Why a finding might be harmless.
#[derive(Debug)]
pub(super) struct Rule {
    pub id: String,
    pub scope: Scope,
    pub all: Vec<Groups>,
    /// Not when one of these is in the finding's sentence, or in the text.
    pub except: Groups,
    pub except_text: Groups,
    pub clears: bool,
    pub spares: Vec<String>,
    pub say: Say,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    groups: BTreeMap<String, Vec<String>>,
    act: BTreeMap<String, Vec<String>>,
    pattern: Vec<PatternRow>,
    reason: Vec<ReasonRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternRow {
    id: String,
    act: String,
    strong: bool,
    all: Vec<String>,
    within: u32,
    #[serde(default)]
    next: u32,
    #[serde(default)]
    across: bool,
    #[serde(default)]
    unless: Vec<String>,
    why: SayRow,
    hits: Vec<String>,
    misses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonRow {
    id: String,
    scope: Scope,
    all: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    except_text: Vec<String>,
    clears: bool,
    #[serde(default)]
    spares: Vec<String>,
    say: SayRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SayRow {
    id: String,
    en: String,
}

impl From<SayRow> for Say {
    fn from(row: SayRow) -> Self {
        Say::new(row.id, row.en)
    }
}

impl Lexicon {
    /// The lexicon in the binary, read once.
    ///
    /// # Errors
    /// When the data is not as it should be; a test reads it.
    pub fn built_in() -> Result<&'static Self> {
        static LEXICON: LazyLock<Result<Lexicon>> = LazyLock::new(|| Lexicon::read(BUILT_IN));
        LEXICON.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))
    }

    /// A lexicon from the text of its file.
    ///
    /// # Errors
    /// When the file is not TOML of this shape (the message has line and column), or names a group, an act or a pattern
    /// that is not there.
    pub fn read(toml: &str) -> Result<Self> {
        let file: File = toml::from_str(toml)?;
        ensure!(file.groups.len() + GIVEN.len() <= 128, "at most {} groups", 128 - GIVEN.len());
        let names: HashMap<&str, Groups> = GIVEN
            .iter()
            .copied()
            .chain(file.groups.keys().map(String::as_str))
            .zip((0..).map(|bit| 1 << bit))
            .collect();
        let listed = GIVEN.iter().copied().chain(file.groups.keys().map(String::as_str)).map(String::from).collect();
        let mut build = Build::default();
        for (group, words) in &file.groups {
            for word in words {
                build.word(word, names[group.as_str()]).with_context(|| format!("group {group}"))?;
            }
        }
        let patterns =
            file.pattern.into_iter().map(|row| pattern(row, &names, &file.act)).collect::<Result<Vec<_>>>()?;
        let reasons = file.reason.into_iter().map(|row| reason(row, &names, &patterns)).collect::<Result<Vec<_>>>()?;
        build.phrases.iter_mut().for_each(|ending| ending.sort_by_key(|phrase| phrase.before[0]));
        let language = Language::indonesian().clone().knowing(build.known);
        Ok(Self {
            language,
            exact: build.exact,
            stems: build.stems,
            phrases: build.phrases,
            patterns,
            reasons,
            names: listed,
        })
    }
}

impl Lexicon {
    /// What the lexicon sees in a text: each word that belongs to a group, with its groups. For whoever edits the data.
    #[must_use]
    pub fn describe(&self, text: &str) -> Vec<String> {
        let mut out = Vec::new();
        super::reading::read(text, self, |sentence| {
            for held in &sentence.held {
                let groups = self.names.iter().zip(0..).filter(|(_, bit)| held.groups & (1 << bit) != 0);
                let groups: Vec<_> = groups.map(|(name, _)| name.as_str()).collect();
                out.push(format!("{} {}: {}", held.at, &text[held.span.clone()], groups.join(" ")));
            }
        });
        out
    }
}

/// One of `a|b`, as a set.
fn any(names: &HashMap<&str, Groups>, of: &str) -> Result<Groups> {
    of.split('|').try_fold(0, |set, name| Ok(set | names.get(name).with_context(|| format!("no group {name}"))?))
}

fn union(names: &HashMap<&str, Groups>, of: &[String]) -> Result<Groups> {
    of.iter().try_fold(0, |set, name| Ok(set | any(names, name)?))
}

fn pattern(row: PatternRow, names: &HashMap<&str, Groups>, acts: &BTreeMap<String, Vec<String>>) -> Result<Pattern> {
    let of = |what: &str| format!("pattern {}: {what}", row.id);
    let rules = acts.get(&row.act).with_context(|| of("no such act"))?.clone();
    ensure!((1..=MAX_ALL).contains(&row.all.len()), of("one to six groups"));
    ensure!(!row.hits.is_empty() && !row.misses.is_empty(), of("hits and misses"));
    let all: Vec<Groups> =
        row.all.iter().map(|each| any(names, each)).collect::<Result<_>>().with_context(|| of("all"))?;
    let unless = union(names, &row.unless).with_context(|| of("unless"))?;
    Ok(Pattern {
        id: row.id,
        act: row.act,
        rules,
        strong: row.strong,
        any: all.iter().fold(0, |set, each| set | each),
        all,
        within: row.within,
        next: row.next,
        across: row.across,
        unless,
        why: row.why.into(),
        cases: Cases { hits: row.hits, misses: row.misses },
    })
}

fn reason(row: ReasonRow, names: &HashMap<&str, Groups>, patterns: &[Pattern]) -> Result<Rule> {
    let of = |what: &str| format!("reason {}: {what}", row.id);
    for spared in &row.spares {
        ensure!(patterns.iter().any(|pattern| pattern.id == *spared), of(&format!("no pattern {spared}")));
    }
    ensure!(!row.all.is_empty(), of("groups"));
    Ok(Rule {
        all: row.all.iter().map(|each| any(names, each)).collect::<Result<_>>().with_context(|| of("all"))?,
        except: union(names, &row.except).with_context(|| of("except"))?,
        except_text: union(names, &row.except_text).with_context(|| of("except_text"))?,
        id: row.id,
        scope: row.scope,
        clears: row.clears,
        spares: row.spares,
        say: row.say.into(),
    })
}

/// The words of the groups on their way into the maps.
struct Build {
    language: &'static Language,
    exact: HashMap<String, Entry>,
    stems: HashMap<String, Entry>,
    phrases: Vec<Vec<Phrase>>,
    known: Vec<String>,
}

impl Default for Build {
    fn default() -> Self {
        let phrases = vec![Vec::new(), Vec::new(), Vec::new()];
        Self {
            language: Language::indonesian(),
            exact: HashMap::new(),
            stems: HashMap::new(),
            phrases,
            known: Vec::new(),
        }
    }
}

impl Build {
    /// `word`: this form; `word*`: every form of its stem; several words: a phrase of their stems, in which `=word` is
    /// that form alone, `#` any small number and `^` any name; `!several words`: here the last is not of the group.
    fn word(&mut self, written: &str, group: Groups) -> Result<()> {
        let (written, takes) = written.strip_prefix('!').map_or((written, false), |phrase| (phrase, true));
        let parts: Vec<&str> = written.split(' ').collect();
        ensure!(!parts.contains(&""), "{written:?} has a space too many");
        if let ([single], false) = (&parts[..], takes) {
            let (word, exact) = single.strip_suffix('*').map_or((*single, true), |stem| (stem, false));
            self.entry(word, exact)?.groups |= group;
            return Ok(());
        }
        let mut terms = parts.into_iter().map(|part| self.term(part)).collect::<Result<Vec<_>>>()?;
        let Some(last) = terms.pop() else { bail!("an empty phrase") };
        terms.reverse();
        ensure!((1..=MAX_BEFORE).contains(&terms.len()), "{written:?} has too few or too many words");
        let (groups, without) = if takes { (0, group) } else { (group, 0) };
        self.phrases[last as usize].push(Phrase { before: terms, groups, without });
        Ok(())
    }

    fn term(&mut self, part: &str) -> Result<u32> {
        if part == "#" {
            return Ok(ANY_NUMBER);
        }
        if part == "^" {
            return Ok(ANY_NAME);
        }
        let next = u32::try_from(self.phrases.len())?;
        let (word, exact) = part.strip_prefix('=').map_or((part, false), |form| (form, true));
        let entry = self.entry(word, exact)?;
        if entry.term != 0 {
            return Ok(entry.term);
        }
        entry.term = next;
        self.phrases.push(Vec::new());
        Ok(next)
    }

    fn entry(&mut self, form: &str, exact: bool) -> Result<&mut Entry> {
        let mut read =
            self.language.words(form).filter(|word| matches!(word.kind, Kind::Word | Kind::Number | Kind::Emoji));
        let (Some(word), None) = (read.next(), read.next()) else { bail!("{form:?} is not one word") };
        let full = self.language.full(&word.text);
        if word.kind == Kind::Word {
            self.known.push(form.to_owned());
            self.known.push(full.clone().into_owned());
        }
        if exact || word.kind != Kind::Word {
            return Ok(self.exact.entry(full.into_owned()).or_default());
        }
        Ok(self.stems.entry(self.language.stem(&full).into_owned()).or_default())
    }
}
