//! Drawing a sheet from a seed: topics in turn, so that an attempt is balanced; questions, their order and the order
//! of the options by the seed alone. A person's pre-test and post-test come from two halves of the bank that share
//! no question, so that nothing about the first has to be kept to keep the second different.

use crate::model::{Bank, Drawn, Phase, Question, Sheet};
use netra_base::{EmployeeId, Refusal, canonical};

/// Which questions an attempt may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    /// The whole bank: practice.
    Whole,
    /// This person's half for this phase.
    Half(EmployeeId, Phase),
}

/// Draws a sheet.
///
/// # Errors
/// When the bank is too small, which its own check excludes.
pub fn draw(bank: &Bank, pool: Pool, seed: [u8; 32]) -> Result<Sheet, Refusal> {
    let mut dice = Dice { seed, rolled: 0 };
    let mut topics: Vec<Vec<&Question>> = bank.settings.topics.iter().map(|t| of_topic(bank, &t.id, pool)).collect();
    for questions in &mut topics {
        dice.shuffle(questions);
    }
    dice.shuffle(&mut topics);
    let mut chosen = Vec::new();
    while chosen.len() < bank.settings.questions && topics.iter().any(|questions| !questions.is_empty()) {
        for questions in &mut topics {
            chosen.extend(questions.pop().filter(|_| chosen.len() < bank.settings.questions));
        }
    }
    dice.shuffle(&mut chosen);
    let drawn = chosen.into_iter().map(|question| {
        let mut order: Vec<usize> = (0..question.options.len()).collect();
        dice.shuffle(&mut order);
        Drawn { question: question.id, order }
    });
    let drawn = drawn.collect();
    Sheet::new(bank, drawn)
}

/// The questions of one topic in the pool. The halves alternate along an order that is each person's own, so that
/// both hold as many of each topic, give or take one.
fn of_topic<'a>(bank: &'a Bank, topic: &str, pool: Pool) -> Vec<&'a Question> {
    let mut questions: Vec<&Question> = bank.questions.iter().filter(|question| question.topic == topic).collect();
    if let Pool::Half(person, phase) = pool {
        let key =
            |question: &&Question| canonical::sha256(format!("netra/quiz/half/v1/{person}/{}", question.id).as_bytes());
        questions.sort_by_cached_key(key);
        let parity = usize::from(phase == Phase::Post);
        questions = questions.into_iter().enumerate().filter(|(at, _)| at % 2 == parity).map(|(_, q)| q).collect();
    }
    questions
}

/// Numbers from a seed: SHA-256 in counter mode.
struct Dice {
    seed: [u8; 32],
    rolled: u64,
}

impl Dice {
    /// A number below `bound`, which is small: the bias is far below one in a billion.
    fn below(&mut self, bound: usize) -> usize {
        let mut block = [0_u8; 40];
        block[..32].copy_from_slice(&self.seed);
        block[32..].copy_from_slice(&self.rolled.to_be_bytes());
        self.rolled += 1;
        let hash = canonical::sha256(&block);
        let mut number = [0_u8; 8];
        number.copy_from_slice(&hash[..8]);
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(u64::from_be_bytes(number) % bound).unwrap_or_default()
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let with = self.below(at + 1);
            list.swap(at, with);
        }
    }
}
