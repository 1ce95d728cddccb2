//! A sheet of drawn questions, the answers given to it and their marks; an attempt and its result. A sheet reads
//! back what it writes, for the database and for the hidden fields of a form that nobody keeps.

use super::{Bank, Code, QuestionId};
use netra_base::{Day, Moment, Refusal, Say};
use std::collections::BTreeMap;

/// Before or after the outreach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The pre-test.
    Pre,
    /// The post-test; passing it gives a certificate.
    Post,
}

impl Phase {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pre => "pre",
            Self::Post => "post",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Pre, Self::Post].into_iter().find(|phase| phase.code() == code)
    }

    /// The word in addresses: `awal`, `akhir`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pre => "awal",
            Self::Post => "akhir",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Pre, Self::Post].into_iter().find(|phase| phase.word() == word)
    }

    /// The name on screens.
    #[must_use]
    pub fn name(self) -> Say {
        match self {
            Self::Pre => Say::new("Tes awal (sebelum penyuluhan)", "Pre-test (before the outreach)"),
            Self::Post => Say::new("Tes akhir (sesudah penyuluhan)", "Post-test (after the outreach)"),
        }
    }
}

/// The label of what a test belongs to: a place of outreach. None is the general occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion(String);

/// What the labels of activities begin with.
const ACTIVITY: &str = "kegiatan-";

impl Occasion {
    /// Longest label: it is a key, not a title.
    pub const MAX: usize = 60;

    /// Reads a label: lower-case letters, digits and `-`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ((1..=Self::MAX).contains(&text.len()) && text.bytes().all(good)).then(|| Self(text.to_owned()))
    }

    /// The label of an activity: `kegiatan-17`.
    #[must_use]
    pub fn activity(number: i64) -> Self {
        Self(format!("{ACTIVITY}{number}"))
    }

    /// The number of the activity, for one.
    #[must_use]
    pub fn activity_number(&self) -> Option<i64> {
        self.0.strip_prefix(ACTIVITY)?.parse().ok()
    }

    /// The page where its people learn, for an activity.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.activity_number().map(|number| format!("/kegiatan/{number}/belajar"))
    }

    /// The label.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A drawn question with the order in which its options are shown: `q-001.2013`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The question.
    pub question: QuestionId,
    /// Which option stands at each place.
    pub order: Vec<usize>,
}

impl Drawn {
    /// Reads `q-001.2013` against the bank; none when it cannot be a draw of it.
    #[must_use]
    pub fn parse(bank: &Bank, text: &str) -> Option<Self> {
        let (id, digits) = text.split_once('.')?;
        let question = bank.question(QuestionId::parse(id)?)?;
        let order: Option<Vec<usize>> = digits.chars().map(|c| c.to_digit(10).map(|d| d as usize)).collect();
        Self::of(bank, question.id, order?)
    }

    /// A question in this order of its options; none when it is not an order of them.
    #[must_use]
    pub fn of(bank: &Bank, question: QuestionId, order: Vec<usize>) -> Option<Self> {
        let options = bank.question(question)?.options.len();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted.into_iter().eq(0..options).then_some(Self { question, order })
    }
}

impl std::fmt::Display for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.", self.question)?;
        self.order.iter().try_for_each(|at| write!(f, "{at}"))
    }
}

/// The questions of one attempt, in the order shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet(Vec<Drawn>);

impl Sheet {
    /// A sheet of these draws.
    ///
    /// # Errors
    /// When they are too few or too many, or one stands there twice.
    pub fn new(bank: &Bank, draws: Vec<Drawn>) -> Result<Self, Refusal> {
        let wanted = bank.settings.questions;
        if draws.len() != wanted {
            return Err(Refusal::new(
                "quiz-count",
                format!("Kuis ini berisi {wanted} soal, yang dikirim {}. Mulai kuis baru.", draws.len()),
                format!("The quiz has {wanted} questions, {} were sent. Start a new quiz.", draws.len()),
            ));
        }
        let twice = draws.iter().enumerate().find(|(at, one)| draws[..*at].iter().any(|d| d.question == one.question));
        match twice {
            None => Ok(Self(draws)),
            Some((_, one)) => Err(Refusal::new(
                "quiz-twice",
                format!("Soal {} dikirim dua kali. Mulai kuis baru.", one.question),
                format!("Question {} was sent twice. Start a new quiz.", one.question),
            )),
        }
    }

    /// Reads the draws that a form or a row brings back.
    ///
    /// # Errors
    /// When one cannot be a draw of this bank, or as [`Sheet::new`].
    pub fn parse<'a>(bank: &Bank, draws: impl IntoIterator<Item = &'a str>) -> Result<Self, Refusal> {
        let mut read = Vec::new();
        // One more than a sheet has is enough to know that there are too many.
        for text in draws.into_iter().take(bank.settings.questions + 1) {
            read.push(Drawn::parse(bank, text).ok_or_else(Self::unknown)?);
        }
        Self::new(bank, read)
    }

    /// What is said of a draw that is none.
    #[must_use]
    pub fn unknown() -> Refusal {
        Refusal::new(
            "quiz-unknown",
            "Ada soal yang tidak dikenal dalam kiriman ini. Mulai kuis baru.",
            "A question in this request is unknown. Start a new quiz.",
        )
    }

    /// The draws.
    #[must_use]
    pub fn draws(&self) -> &[Drawn] {
        &self.0
    }

    /// Reads the one line of [`Sheet::to_string`].
    ///
    /// # Errors
    /// As [`Sheet::parse`].
    pub fn from_line(bank: &Bank, line: &str) -> Result<Self, Refusal> {
        Self::parse(bank, line.split(','))
    }
}

impl std::fmt::Display for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, drawn) in self.0.iter().enumerate() {
            write!(f, "{}{drawn}", if at > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

/// The place chosen among the options shown, by question.
pub type Answers = BTreeMap<QuestionId, usize>;

/// One answered question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What was shown.
    pub drawn: Drawn,
    /// The place chosen.
    pub chosen: usize,
    /// The place of the right option.
    pub correct: usize,
}

impl Mark {
    /// Was the right one chosen?
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.chosen == self.correct
    }
}

/// The marks of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks(pub Vec<Mark>);

impl Marks {
    /// How many were right.
    #[must_use]
    pub fn score(&self) -> usize {
        self.0.iter().filter(|mark| mark.is_right()).count()
    }
}

/// A test that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its key; the form carries it.
    pub id: Code,
    /// Before or after.
    pub phase: Phase,
    /// What it belongs to.
    pub occasion: Option<Occasion>,
    /// Its questions.
    pub sheet: Sheet,
    /// When it was begun.
    pub begun: Moment,
}

/// A graded test, as it is kept: the questions and the answers are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The attempt's key.
    pub attempt: Code,
    /// Before or after.
    pub phase: Phase,
    /// The how many-th of this person, phase and occasion.
    pub turn: i64,
    /// How many were right.
    pub score: i64,
    /// Of how many.
    pub questions: i64,
    /// Was it passed, by the figure of that day?
    pub passed: bool,
    /// The day on the unit's wall.
    pub day: Day,
}
