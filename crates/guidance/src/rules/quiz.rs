//! Marking a sheet, and who may begin which test when.

use crate::model::{Answers, Bank, Code, Mark, Marks, Phase, Settings, Sheet};
use netra_base::{Day, Lang, Moment, Refusal};

/// Marks a sheet. Every question needs an answer: a test of eight is no test of ten.
///
/// # Errors
/// A refusal at each question that has none, or an answer that is no option.
pub fn grade(bank: &Bank, sheet: &Sheet, answers: &Answers) -> Result<Marks, Vec<Refusal>> {
    let (mut marks, mut refusals) = (Vec::new(), Vec::new());
    for (at, drawn) in sheet.draws().iter().enumerate() {
        let Some(question) = bank.question(drawn.question) else { return Err(vec![Sheet::unknown()]) };
        let correct = drawn.order.iter().position(|option| *option == question.correct);
        match (answers.get(&drawn.question).copied().filter(|chosen| *chosen < drawn.order.len()), correct) {
            (Some(chosen), Some(correct)) => marks.push(Mark { drawn: drawn.clone(), chosen, correct }),
            _ => refusals.push(unanswered(at + 1).at(drawn.question.to_string())),
        }
    }
    if refusals.is_empty() { Ok(Marks(marks)) } else { Err(refusals) }
}

fn unanswered(number: usize) -> Refusal {
    Refusal::new(
        "quiz-unanswered",
        format!("Soal {number} belum dijawab; pilih satu jawaban."),
        format!("Question {number} has no answer yet; choose one."),
    )
}

/// Does this score pass?
#[must_use]
pub fn passes(settings: &Settings, score: usize) -> bool {
    score >= settings.needed
}

/// Has a test that was begun then waited too long?
#[must_use]
pub fn expired(settings: &Settings, begun: Moment, now: Moment) -> bool {
    now > begun.plus_ms(settings.hours * 3_600_000)
}

/// What decides whether a person may begin a test of one occasion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// In service today?
    pub active: bool,
    /// The day of the pre-test.
    pub pre: Option<Day>,
    /// The day of the first post-test.
    pub post: Option<Day>,
    /// The certificate of a passed post-test.
    pub certificate: Option<Code>,
    /// Graded tests of this phase today.
    pub today: i64,
}

/// May this person begin this test?
///
/// # Errors
/// A refusal that says why not and what to do.
pub fn may_begin(settings: &Settings, phase: Phase, facts: &Facts) -> Result<(), Refusal> {
    if !facts.active {
        return Err(Refusal::new(
            "not-in-service",
            "Menurut daftar pegawai Anda tidak lagi bertugas. Bila keliru, hubungi operator unit Anda; latihan tetap terbuka.",
            "The roster says that you no longer serve. If that is wrong, ask your unit's operator; practice stays open.",
        ));
    }
    if facts.certificate.is_some() {
        return Err(Refusal::new(
            "quiz-passed",
            "Anda sudah lulus dan memiliki sertifikat. Untuk mengulang, pakailah latihan.",
            "You have passed and hold a certificate. To go over it again, use the practice.",
        ));
    }
    if let (Phase::Pre, Some(day)) = (phase, facts.pre) {
        return Err(Refusal::new(
            "quiz-pre-taken",
            format!("Tes awal hanya sekali; Anda mengerjakannya {}. Lanjutkan ke tes akhir.", Lang::Id.day(day)),
            format!("The pre-test is taken once; you took it on {}. Go on to the post-test.", Lang::En.day(day)),
        ));
    }
    if let (Phase::Pre, Some(day)) = (phase, facts.post) {
        return Err(Refusal::new(
            "quiz-pre-late",
            format!("Tes akhir sudah Anda kerjakan {}; tes awal tidak dapat menyusul.", Lang::Id.day(day)),
            format!("You took the post-test on {}; a pre-test cannot follow it.", Lang::En.day(day)),
        ));
    }
    if facts.today >= settings.per_day {
        return Err(Refusal::new(
            "quiz-enough",
            format!(
                "Paling banyak {} tes sehari. Baca penjelasannya, berlatihlah, dan kembali besok.",
                settings.per_day
            ),
            format!("At most {} tests a day. Read the reasons, practise, and come back tomorrow.", settings.per_day),
        ));
    }
    Ok(())
}
