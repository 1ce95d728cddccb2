//! What leaders are told of a quiz: no count of people below the smallest, no share that tells of fewer than that who
//! failed, and sums made only of what is told of their parts.

use crate::model::{Bound, Mean, Missed, Settings, Told, UnitFigures};
use netra_base::{Principal, Role};

/// Does this role see the results of units?
#[must_use]
pub fn sees_by(role: Role) -> bool {
    use Role::{Administrator, Auditor, Leader, TeamMember, UnitOperator};
    matches!(role, Leader | UnitOperator | TeamMember | Auditor | Administrator)
}

/// May this asker see the results of the unit with this path?
#[must_use]
pub fn sees(by: &Principal, unit_path: &str) -> bool {
    by.grants.iter().any(|grant| sees_by(grant.role) && unit_path.starts_with(&grant.path))
}

/// What is told of the people of one unit itself.
#[must_use]
pub fn told(settings: &Settings, raw: &UnitFigures) -> Told {
    let smallest = settings.smallest;
    let count = |people: i64| match people {
        0 => Bound::default(),
        few if few < smallest => Bound { least: 0, hidden: 1 },
        many => Bound { least: many, hidden: 0 },
    };
    let mean = |people: i64, sum: i64| if people < smallest { Mean::default() } else { Mean { of: people, sum } };
    let passed = passed(smallest, raw.post, raw.passed);
    Told {
        pre: count(raw.pre),
        pre_mean: mean(raw.pre, raw.pre_sum),
        post: count(raw.post),
        post_mean: mean(raw.post, raw.post_sum),
        passed,
        unsure: if raw.post < smallest { 0 } else { passed.hidden },
        pairs: count(raw.pairs),
        gain: mean(raw.pairs, raw.gain_sum),
    }
}

/// How many passed, of `of`: neither few who passed nor few who did not are told exactly.
fn passed(smallest: i64, of: i64, passed: i64) -> Bound {
    if of == 0 {
        Bound::default()
    } else if of < smallest || passed < smallest {
        Bound { least: 0, hidden: 1 }
    } else if of - passed < smallest {
        Bound { least: (of - smallest + 1).max(0), hidden: 1 }
    } else {
        Bound { least: passed, hidden: 0 }
    }
}

/// The questions missed most, of those answered often enough, worst first.
#[must_use]
pub fn most_missed(settings: &Settings, all: Vec<Missed>, most: usize) -> Vec<Missed> {
    let mut list: Vec<Missed> =
        all.into_iter().filter(|one| one.answered >= settings.answers && one.missed > 0).collect();
    // a/b before c/d when a·d > c·b: no rounding decides the order.
    list.sort_by(|a, b| {
        let (left, right) = (a.missed * b.answered, b.missed * a.answered);
        right.cmp(&left).then(a.question.cmp(&b.question))
    });
    list.truncate(most);
    // In tens: a figure that is watched does not move with each person.
    for one in &mut list {
        (one.answered, one.missed) = (one.answered / 10 * 10, one.missed / 10 * 10);
    }
    list
}
