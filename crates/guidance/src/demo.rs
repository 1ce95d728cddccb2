//! Sample results of the quiz for the demonstration, made with the same actions that people use: every score is a
//! marked sheet, every certificate has its entry in the ledger.

use crate::actions::{self, Begin, Hand};
use crate::model::{Attempt, Bank, Occasion, Phase};
use netra_base::{Chance, EmployeeId, Error, Moment, Result};
use netra_store::Tx;

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Graded pre-tests.
    pub pre: usize,
    /// Graded post-tests.
    pub post: usize,
    /// Certificates issued.
    pub certificates: usize,
}

/// Right answers out of a hundred before and after the outreach.
const BEFORE: u64 = 52;
const AFTER: u64 = 79;
/// Of a hundred people, how many take the pre-test and how many the post-test.
const TAKE_BEFORE: u64 = 90;
const TAKE_AFTER: u64 = 85;
/// Between the two tests: an hour and a half of outreach.
const OUTREACH: i64 = 90 * 60_000;
/// From beginning to sending: some minutes.
const TAKES: i64 = 7 * 60_000;

/// Lets these employees take the tests of one outreach that ended at `now`; the lists of few units at a time, so
/// that a transaction stays short. Who is no longer in service is passed over.
///
/// # Errors
/// When the database fails.
pub fn fill(tx: &mut Tx<'_>, chance: &Chance, now: Moment, employees: &[EmployeeId]) -> Result<Filled> {
    fill_at(tx, chance, now, employees, None)
}

/// The same at one occasion.
///
/// # Errors
/// As [`fill`].
pub fn fill_at(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    employees: &[EmployeeId],
    occasion: Option<&Occasion>,
) -> Result<Filled> {
    let mut filled = Filled::default();
    for &employee in employees {
        let after = now.plus_ms(-TAKES);
        if chance.below(100) < TAKE_BEFORE
            && take(tx, chance, after.plus_ms(-OUTREACH), (employee, Phase::Pre), occasion)?.is_some()
        {
            filled.pre += 1;
        }
        if chance.below(100) < TAKE_AFTER {
            let passed = take(tx, chance, after, (employee, Phase::Post), occasion)?;
            filled.post += usize::from(passed.is_some());
            filled.certificates += usize::from(passed == Some(true));
        }
    }
    Ok(filled)
}

/// One test; answers whether it gave a certificate, or none when it may not be taken.
fn take(
    tx: &mut Tx<'_>,
    chance: &Chance,
    begun: Moment,
    (employee, phase): (EmployeeId, Phase),
    occasion: Option<&Occasion>,
) -> Result<Option<bool>> {
    let attempt = match actions::begin(tx, chance, begun, &Begin { employee, phase, occasion: occasion.cloned() }) {
        Ok(attempt) => attempt,
        Err(Error::Refused(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let right = if phase == Phase::Pre { BEFORE } else { AFTER };
    let answers = answers(chance, Bank::house()?, &attempt, right);
    let hand = Hand { employee, phase, attempt: attempt.id, answers, shown: None };
    let graded = actions::hand_in(tx, chance, begun.plus_ms(TAKES), &hand)?;
    Ok(Some(graded.certificate.is_some()))
}

fn answers(chance: &Chance, bank: &Bank, attempt: &Attempt, right: u64) -> crate::model::Answers {
    let chosen = attempt.sheet.draws().iter().map(|drawn| {
        let correct = bank.question(drawn.question).map_or(0, |question| question.correct);
        let place = drawn.order.iter().position(|option| *option == correct).unwrap_or_default();
        let miss = usize::from(chance.below(100) >= right);
        (drawn.question, (place + miss) % drawn.order.len())
    });
    chosen.collect()
}
