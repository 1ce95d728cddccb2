//! Drawing and marking, as properties over seeds and people.

use super::*;
use crate::model::{Drawn, QuestionId};
use crate::rules::{self, Pool};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn drawn(pool: Pool, seed: [u8; 32]) -> Sheet {
    rules::draw(bank(), pool, seed).expect("draws")
}

fn ids(sheet: &Sheet) -> BTreeSet<QuestionId> {
    sheet.draws().iter().map(|one| one.question).collect()
}

fn any_pool() -> impl Strategy<Value = Pool> {
    prop_oneof![
        Just(Pool::Whole),
        any::<i64>().prop_map(|id| Pool::Half(EmployeeId(id), Phase::Pre)),
        any::<i64>().prop_map(|id| Pool::Half(EmployeeId(id), Phase::Post)),
    ]
}

proptest! {
    #[test]
    fn a_sheet_has_ten_questions_balanced_over_the_topics(pool in any_pool(), seed in any::<[u8; 32]>()) {
        let sheet = drawn(pool, seed);
        prop_assert_eq!(ids(&sheet).len(), 10);
        let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
        for one in sheet.draws() {
            *topics.entry(&bank().question(one.question).expect("known").topic).or_default() += 1;
        }
        prop_assert_eq!(topics.len(), bank().settings.topics.len().min(10));
        prop_assert!(topics.values().all(|count| *count == 1));
    }

    #[test]
    fn the_two_tests_of_one_person_share_no_question(id in any::<i64>(), one in any::<[u8; 32]>(), two in any::<[u8; 32]>()) {
        let before = ids(&drawn(Pool::Half(EmployeeId(id), Phase::Pre), one));
        let after = ids(&drawn(Pool::Half(EmployeeId(id), Phase::Post), two));
        prop_assert!(before.is_disjoint(&after));
    }

    #[test]
    fn the_same_seed_draws_the_same_sheet_and_a_sheet_reads_back(pool in any_pool(), seed in any::<[u8; 32]>()) {
        let sheet = drawn(pool, seed);
        prop_assert_eq!(&sheet, &drawn(pool, seed));
        prop_assert_eq!(Sheet::from_line(bank(), &sheet.to_string()), Ok(sheet));
    }

    #[test]
    fn a_score_is_the_number_of_right_answers(seed in any::<[u8; 32]>(), right in 0_usize..=10) {
        let sheet = drawn(Pool::Whole, seed);
        let marks = rules::grade(bank(), &sheet, &answers(&sheet, right)).expect("marks");
        prop_assert_eq!(marks.score(), right);
    }

    #[test]
    fn whatever_a_form_brings_is_read_or_refused(text in "\\PC{0,80}", line in "[q0-9.,-]{0,120}") {
        let _ = Sheet::from_line(bank(), &text);
        let _ = Sheet::from_line(bank(), &line);
    }
}

#[test]
fn every_question_and_every_order_comes_up() {
    let chance = Chance::seeded(11);
    let (mut seen, mut firsts) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..400 {
        let sheet = drawn(Pool::Whole, chance.bytes());
        seen.extend(ids(&sheet));
        firsts.extend(sheet.draws().iter().map(|one| (one.question, one.order[0])));
    }
    assert_eq!(seen.len(), bank().questions.len());
    let options: usize = bank().questions.iter().map(|question| question.options.len()).sum();
    assert_eq!(firsts.len(), options, "every option stands first at some time");
}

#[test]
fn a_sheet_that_somebody_changed_is_refused_with_the_reason() {
    let sheet = drawn(Pool::Whole, [7; 32]);
    let draws: Vec<String> = sheet.draws().iter().map(Drawn::to_string).collect();
    let read = |draws: &[String]| Sheet::parse(bank(), draws.iter().map(String::as_str)).map_err(|r| r.code);
    assert_eq!(read(&draws), Ok(sheet.clone()));
    assert_eq!(read(&draws[..9]), Err("quiz-count"));
    assert_eq!(read(&[]), Err("quiz-count"));
    assert_eq!(read(&[&draws[..], &draws[..1]].concat()), Err("quiz-count"));
    assert_eq!(read(&[&draws[..9], &draws[..1]].concat()), Err("quiz-twice"));
    for bad in ["q-999.012", "q-001", "q-001.", "q-001.01", "q-001.0011", "q-001.01234", "q-001.012x", "Q-001.0123", ""]
    {
        let mut changed = draws.clone();
        changed[3] = bad.to_owned();
        assert_eq!(read(&changed), Err("quiz-unknown"), "{bad}");
    }
}

#[test]
fn each_question_without_an_answer_is_named() {
    let sheet = drawn(Pool::Whole, [7; 32]);
    let mut given = answers(&sheet, 10);
    given.remove(&sheet.draws()[2].question);
    given.insert(sheet.draws()[5].question, 9);
    let refusals = rules::grade(bank(), &sheet, &given).expect_err("two are missing");
    let named: Vec<_> = refusals.iter().map(|refusal| refusal.field.as_deref().unwrap_or("")).collect();
    assert_eq!(named, [sheet.draws()[2].question.to_string(), sheet.draws()[5].question.to_string()]);
    assert!(refusals[0].say.id.contains("Soal 3"));
}
