//! The feedback of an activity: exactly three questions, two with five answers and one with a few words. What was said is
//! kept without the person; what is told of it never tells of few.

use netra_activities::model::{Words, paragraph};
use netra_base::{Lang, Refusal, Say};
use netra_guidance::model::{Bound, Mean};

/// One of five: 1 is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating(i64);

impl Rating {
    /// All five.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// Reads `1` to `5`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.0.to_string() == text)
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0
    }

    /// `5 – sangat baik`.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let word = match self.0 {
            1 => lang.say("sangat kurang", "very poor"),
            2 => lang.say("kurang", "poor"),
            3 => lang.say("cukup", "fair"),
            4 => lang.say("baik", "good"),
            _ => lang.say("sangat baik", "very good"),
        };
        format!("{} – {word}", self.0)
    }
}

/// Characters of the free answer: a short paragraph.
pub const LONGEST_NOTE: usize = 500;

/// The answers of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// How useful was it?
    pub useful: Rating,
    /// How clear was it?
    pub clear: Rating,
    /// What should be better?
    pub note: Option<String>,
}

impl Answers {
    /// The three questions, in order.
    #[must_use]
    pub fn questions() -> [Say; 3] {
        [
            Say::new(
                "Seberapa berguna kegiatan ini bagi pekerjaan Anda?",
                "How useful was this activity for your work?",
            ),
            Say::new("Seberapa jelas penyampaiannya?", "How clearly was it presented?"),
            Say::new("Apa yang sebaiknya diperbaiki?", "What should be better?"),
        ]
    }

    /// Reads the three answers; the last may be left out.
    ///
    /// # Errors
    /// A refusal at each that is missing or too long.
    pub fn parse(useful: &str, clear: &str, note: &str) -> Result<Self, Vec<Refusal>> {
        let mut refused = Vec::new();
        let mut rating = |text: &str, field: &'static str| {
            let read = Rating::parse(text);
            if read.is_none() {
                let refusal =
                    Refusal::new("rating", "Pilih satu dari lima jawaban.", "Choose one of the five answers.");
                refused.push(refusal.at(field));
            }
            read
        };
        let (useful, clear) = (rating(useful, "useful"), rating(clear, "clear"));
        let note = paragraph(note, &Words::new("note", ("Jawaban bebas", "Free answer"), 0..=LONGEST_NOTE));
        let note = note.map_err(|refusal| refused.push(refusal)).unwrap_or_default();
        match (useful, clear) {
            (Some(useful), Some(clear)) if refused.is_empty() => {
                Ok(Self { useful, clear, note: (!note.is_empty()).then_some(note) })
            }
            _ => Err(refused),
        }
    }
}

/// What is told of the two closed questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// How many answered.
    pub people: Bound,
    /// The mean of the first question.
    pub useful: Mean,
    /// The mean of the second.
    pub clear: Mean,
}

/// What the keepers of an activity are told of its feedback.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The closed questions.
    pub told: Told,
    /// The free answers, in no order.
    pub notes: Vec<String>,
}
