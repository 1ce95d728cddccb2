//! The bank of the quiz, read from `data/quiz` and checked whole: questions with their rule, their options and the
//! reason for the right one; topics; the few figures of the game. It draws and grades nothing.

use anyhow::{Context, Result, bail, ensure};
use netra_base::{Day, Say};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const QUESTIONS: &str = include_str!("../../../../data/quiz/questions.toml");
const SETTINGS: &str = include_str!("../../../../data/quiz/quiz.toml");

/// The frozen number of a question, written `q-001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct QuestionId(u16);

impl QuestionId {
    /// Reads `q-001`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("q-").filter(|digits| digits.len() == 3)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok().map(Self)).flatten()
    }
}

impl TryFrom<String> for QuestionId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is not the id of a question: write q-001"))
    }
}

impl std::fmt::Display for QuestionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "q-{:03}", self.0)
    }
}

/// What the rulebook's engine must answer to a question that it can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The act is allowed.
    Allowed,
    /// The act is forbidden.
    Forbidden,
    /// The rules do not settle it: ask first.
    Undecided,
}

/// The case of a question, in the words of the rulebook's engine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The act: `social-media-engagement`.
    pub act: String,
    /// The contest: `president-2024`.
    pub contest: String,
    /// The day of the act.
    pub date: Day,
    /// The person's employment: `pns`.
    pub employment: String,
    /// Is the person the husband or wife of the candidate?
    #[serde(default)]
    pub spouse: bool,
    /// Is the person on unpaid leave (CLTN)?
    #[serde(default)]
    pub unpaid_leave: bool,
    /// What the engine must answer.
    pub expect: Verdict,
}

/// A question with its options, its right answer and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The frozen id.
    pub id: QuestionId,
    /// The id of its topic.
    pub topic: String,
    /// The row of the rulebook that decides it.
    pub rule: String,
    /// Further rows.
    #[serde(default)]
    pub also: Vec<String>,
    /// The question.
    pub text: Say,
    /// Three or four options.
    pub options: Vec<Say>,
    /// Which option is right, from 0.
    pub correct: usize,
    /// The rule in plain words, in two sentences.
    pub why: Say,
    /// How the rulebook's engine sees it, where it can.
    pub case: Option<Case>,
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// A stable word.
    pub id: String,
    /// The name on screens.
    pub name: Say,
}

/// The figures of the game; the reason of each stands beside it in `data/quiz/quiz.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Questions of an attempt.
    pub questions: usize,
    /// Right answers that pass.
    pub needed: usize,
    /// Hours that a running attempt waits.
    pub hours: i64,
    /// Graded attempts of one person and phase on one day.
    pub per_day: i64,
    /// Counts of people below this are not told.
    pub smallest: i64,
    /// Answers from which on it is told how often a question was missed.
    pub answers: i64,
    /// The topics, in the order of screens.
    #[serde(rename = "topic")]
    pub topics: Vec<Topic>,
}

/// Everything the quiz is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// Every question, by id.
    pub questions: Vec<Question>,
    /// The figures of the game.
    pub settings: Settings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    question: Vec<Question>,
}

/// Questions of each topic at least: a pre-test and a post-test take theirs from halves of every topic.
const OF_TOPIC: usize = 4;

impl Bank {
    /// The bank of this house.
    ///
    /// # Errors
    /// When `data/quiz` does not hold what it should; a test of this crate would have told.
    pub fn house() -> Result<&'static Self> {
        static BANK: LazyLock<Result<Bank>> = LazyLock::new(|| Bank::parse(QUESTIONS, SETTINGS));
        BANK.as_ref().map_err(|cause| anyhow::anyhow!("data/quiz: {cause:#}"))
    }

    /// Reads questions and settings, and checks that they fit together.
    ///
    /// # Errors
    /// What is wrong and in which question.
    pub fn parse(questions: &str, settings: &str) -> Result<Self> {
        let settings: Settings = toml::from_str(settings).context("quiz.toml")?;
        let questions = toml::from_str::<QuestionFile>(questions).context("questions.toml")?.question;
        check_settings(&settings)?;
        let mut seen = BTreeSet::new();
        for question in &questions {
            check_question(question, &settings).with_context(|| question.id.to_string())?;
            ensure!(seen.insert(question.id), "{} stands there twice", question.id);
        }
        for topic in &settings.topics {
            let there = questions.iter().filter(|question| question.topic == topic.id).count();
            ensure!(there >= OF_TOPIC, "topic {} has {there} questions, at least {OF_TOPIC} are needed", topic.id);
        }
        Ok(Self { questions, settings })
    }

    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

fn check_settings(settings: &Settings) -> Result<()> {
    let topics = settings.topics.len();
    ensure!((1..=20).contains(&settings.questions), "an attempt has 1 to 20 questions");
    ensure!((1..=settings.questions).contains(&settings.needed), "needed lies between 1 and the questions");
    ensure!(settings.questions <= topics * (OF_TOPIC / 2), "too few topics for {} questions", settings.questions);
    ensure!(settings.hours > 0 && settings.per_day > 0, "hours and per_day are at least 1");
    ensure!(settings.smallest > 1 && settings.answers > 1, "smallest and answers are at least 2");
    let mut ids: Vec<&str> = settings.topics.iter().map(|topic| topic.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ensure!(ids.len() == topics, "a topic stands there twice");
    Ok(())
}

fn check_question(question: &Question, settings: &Settings) -> Result<()> {
    ensure!((3..=4).contains(&question.options.len()), "three or four options are needed");
    ensure!(question.correct < question.options.len(), "`correct` counts options from 0");
    ensure!(settings.topics.iter().any(|topic| topic.id == question.topic), "no topic {}", question.topic);
    for rule in std::iter::once(&question.rule).chain(&question.also) {
        let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ensure!(rule.contains('-') && rule.bytes().all(good), "{rule} is not the id of a rule");
    }
    let said = [&question.text, &question.why].into_iter().chain(&question.options);
    if said.flat_map(|say| [&say.id, &say.en]).any(|text| text.trim().is_empty()) {
        bail!("a text is empty");
    }
    for (at, option) in question.options.iter().enumerate() {
        let twin = question.options[..at].iter().any(|other| other.id == option.id || other.en == option.en);
        ensure!(!twin, "two options read the same");
    }
    Ok(())
}
