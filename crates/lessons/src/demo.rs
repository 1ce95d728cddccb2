//! What the demonstration tells of lessons: one material of the centre, and at a place its tests and feedback. Made with the
//! actions that people use, but for the times at which they are open: the demonstration writes about days that are past.

use crate::actions::{self, NewMaterial};
use crate::model::{Answers, Attached, Content, MaterialId};
use netra_activities::model::ActivityId;
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Result};
use netra_guidance::demo as quiz;
use netra_guidance::model::Occasion;
use netra_store::Tx;

/// What was made at one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Tests and certificates.
    pub tests: quiz::Filled,
    /// Answers to the three questions.
    pub feedback: usize,
}

/// The text of the sample material.
pub const SAMPLE: &str = include_str!("../../../data/lessons/netralitas-pemilu.txt");
/// Of a hundred people, how many give feedback.
const ANSWER: u64 = 60;
/// Of a hundred of these, how many write a few words.
const WRITE: u64 = 15;

const NOTES: [&str; 6] = [
    "Lebih banyak contoh dari media sosial.",
    "Waktu tanya jawab terlalu singkat.",
    "Bahannya dibagikan sebelum acara.",
    "Suara di baris belakang kurang terdengar.",
    "Perlu contoh untuk PPNPN.",
    "Sudah baik.",
];

/// Publishes the sample material for the unit with this code; `by` keeps it.
///
/// # Errors
/// When the database fails or the material is refused.
pub fn publish(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, unit: &str) -> Result<MaterialId> {
    let content = Content::parse(
        "Netralitas aparatur dalam pemilihan umum",
        "Contoh materi penyuluhan: satu pertanyaan sebelum bertindak, tahap yang menentukan akibatnya, media sosial, kantor, dan pasangan yang mencalonkan diri. Setiap butir menunjuk aturannya.",
        SAMPLE,
        "Kepala Pusat Pembudayaan dan Bantuan Hukum",
    );
    let new = NewMaterial { unit: unit.to_owned(), content: content.map_err(Error::Refused)?, file: Attached::Nothing };
    actions::publish(tx, chance, now, by, &new)
}

/// Teaches the material at an activity that ended at `now` and lets these employees take the tests and give feedback there.
/// The employees of few units at a time, so that a transaction stays short.
///
/// # Errors
/// When the database fails, or `by` does not keep the activity.
pub fn fill(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (activity, material): (ActivityId, MaterialId),
    employees: &[EmployeeId],
) -> Result<Filled> {
    actions::attach(tx, now, by, activity, material)?;
    let tests = quiz::fill_at(tx, chance, now, employees, Some(&Occasion::activity(activity.0)))?;
    let mut feedback = 0;
    for &employee in employees {
        if chance.below(100) < ANSWER {
            let answers = answers(chance)?;
            feedback += usize::from(actions::keep_answer(tx, chance, (activity, employee), &answers)?);
        }
    }
    Ok(Filled { tests, feedback })
}

/// Mostly good, seldom poor.
fn answers(chance: &Chance) -> Result<Answers> {
    let rating = || ["5", "4", "4", "4", "3", "5", "4", "2"][usize::try_from(chance.below(8)).unwrap_or(0)];
    let (useful, clear) = (rating(), rating());
    let note = if chance.below(100) < WRITE { NOTES[usize::try_from(chance.below(6)).unwrap_or(0)] } else { "" };
    Answers::parse(useful, clear, note).map_err(Error::Refused)
}
