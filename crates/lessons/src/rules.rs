//! The decisions of lessons: who publishes, when a test counts at a place, when feedback is asked for, and how much of it
//! is told.

use crate::model::ToldRatings;
use netra_activities::model::{Activity, State};
use netra_base::{Lang, Moment, Principal, Refusal, Role};
use netra_guidance::model::{Bound, Mean, Phase};
use netra_registry::model::UnitKind;

/// Who keeps a unit's material.
#[must_use]
pub fn keeps(who: &Principal, path: &str) -> bool {
    [Role::UnitOperator, Role::Administrator].into_iter().any(|role| who.covers(role, path))
}

/// Which units publish material: the centre and the regional offices.
#[must_use]
pub fn publishes(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Agency | UnitKind::Eselon1 | UnitKind::Kanwil)
}

const DAY_MS: i64 = 86_400_000;
/// A pre-test may be taken so long before the activity begins.
const BEFORE_DAYS: i64 = 7;
/// A post-test so long after it is over: what is asked later measures something else.
const TEST_DAYS: i64 = 7;
/// Feedback so long after it is over.
const FEEDBACK_DAYS: i64 = 14;

/// May a test of this phase be begun at the activity now?
///
/// # Errors
/// A refusal that says from when or until when.
pub fn may_test(activity: &Activity, phase: Phase, now: Moment) -> Result<(), Refusal> {
    let told = |at: Moment| (Lang::Id.moment(at, activity.zone), Lang::En.moment(at, activity.zone));
    let opens = activity.starts.plus_ms(-BEFORE_DAYS * DAY_MS);
    match (phase, activity.state, activity.finished) {
        (_, State::Cancelled, _) => Err(cancelled()),
        (Phase::Pre, State::Planned, _) if now < opens => {
            let (id, en) = told(opens);
            Err(Refusal::new("test-early", format!("Tes awal dibuka {id}."), format!("The pre-test opens on {en}.")))
        }
        (Phase::Pre, State::Planned | State::Running, _) => Ok(()),
        (Phase::Pre, State::Held, _) => Err(Refusal::new(
            "test-over",
            "Kegiatan sudah selesai; tes awal tidak lagi mengukur apa pun. Lanjutkan ke tes akhir.",
            "The activity is over; a pre-test measures nothing any more. Go on to the post-test.",
        )),
        (Phase::Post, State::Planned, _) => Err(Refusal::new(
            "test-early",
            "Tes akhir dibuka setelah operator memulai kegiatan.",
            "The post-test opens once the operator has started the activity.",
        )),
        (Phase::Post, State::Running, _) => Ok(()),
        (Phase::Post, State::Held, finished) => {
            let closes = finished.unwrap_or(activity.ends).plus_ms(TEST_DAYS * DAY_MS);
            if now <= closes {
                return Ok(());
            }
            let (id, en) = told(closes);
            Err(Refusal::new(
                "test-over",
                format!("Tes akhir kegiatan ini ditutup {id}. Kuis umum tetap terbuka."),
                format!("The post-test of this activity closed on {en}. The general quiz stays open."),
            ))
        }
    }
}

/// May feedback on the activity be given now?
///
/// # Errors
/// A refusal that says from when or until when.
pub fn may_answer(activity: &Activity, now: Moment) -> Result<(), Refusal> {
    match activity.state {
        State::Cancelled => Err(cancelled()),
        State::Planned => Err(Refusal::new(
            "feedback-early",
            "Tanggapan dibuka setelah kegiatan dimulai.",
            "Feedback opens once the activity has started.",
        )),
        State::Running => Ok(()),
        State::Held => {
            let closes = activity.finished.unwrap_or(activity.ends).plus_ms(FEEDBACK_DAYS * DAY_MS);
            if now <= closes {
                return Ok(());
            }
            let (id, en) = (Lang::Id.moment(closes, activity.zone), Lang::En.moment(closes, activity.zone));
            Err(Refusal::new("feedback-over", format!("Tanggapan ditutup {id}."), format!("Feedback closed on {en}.")))
        }
    }
}

fn cancelled() -> Refusal {
    Refusal::new("cancelled", "Kegiatan ini dibatalkan.", "This activity was cancelled.")
}

/// The smallest number of people of whom anything is told; answers are released in groups of at least so many, so that
/// figures that are watched never move by one person.
pub const SMALLEST: i64 = 5;

/// What is told of the closed questions: `given` answers in all, of which `released` are summed.
#[must_use]
pub fn told(given: i64, released: i64, useful: i64, clear: i64) -> ToldRatings {
    if released < SMALLEST {
        let people = if given == 0 { Bound::default() } else { Bound { least: 0, hidden: 1 } };
        return ToldRatings { people, ..ToldRatings::default() };
    }
    ToldRatings {
        people: Bound { least: released, hidden: 0 },
        useful: Mean { of: released, sum: useful },
        clear: Mean { of: released, sum: clear },
    }
}

#[cfg(test)]
mod tests;
