//! The bank itself: enough questions, sound ones, and what the reader of the files refuses.

use super::*;
use netra_rulebook::model::{Asked, Circumstance, Confidence, Request};
use std::collections::BTreeMap;

#[test]
fn the_rulebook_answers_every_case_as_the_question_does() {
    let library = netra_rulebook::comes_with().unwrap();
    let book = library.book();
    let mut asked = 0;
    for question in &bank().questions {
        for rule in std::iter::once(&question.rule).chain(&question.also) {
            let row = book.row(rule).unwrap_or_else(|| panic!("{}: {rule}", question.id));
            assert_ne!(row.confidence, Confidence::Low, "{}: {rule}", question.id);
        }
        let Some(case) = &question.case else { continue };
        let given = [(case.spouse, Circumstance::Spouse), (case.unpaid_leave, Circumstance::UnpaidLeave)];
        let question_asked = Asked {
            acts: vec![case.act.clone()],
            contest: case.contest.clone(),
            day: Some(case.date),
            employment: case.employment.clone(),
            circumstances: given.into_iter().filter(|(so, _)| *so).map(|(_, one)| one).collect(),
            ..Asked::default()
        };
        let request = Request::parse(book, &question_asked).unwrap_or_else(|list| panic!("{}: {list:?}", question.id));
        let decision =
            netra_rulebook::rules::decide(book, &request).unwrap_or_else(|why| panic!("{}: {why:?}", question.id));
        let expected = format!("{:?}", case.expect).to_lowercase();
        assert_eq!(decision.verdict.code(), expected, "{}", question.id);
        asked += 1;
    }
    assert!(asked >= 20, "{asked}");
}

#[test]
fn there_are_enough_questions_and_no_place_is_the_usual_right_one() {
    let questions = &bank().questions;
    assert!(questions.len() >= 40, "{}", questions.len());
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for question in questions {
        *places.entry(question.correct).or_default() += 1;
    }
    assert!(places.values().all(|count| count * 5 <= questions.len() * 2), "{places:?}");
}

#[test]
fn each_reason_is_two_sentences_in_both_languages() {
    for question in &bank().questions {
        for text in [&question.why.id, &question.why.en] {
            // "LAPOR!" and decimals end no sentence: a full stop followed by a blank or the end does.
            let sentences = text.split(". ").count();
            assert!(sentences == 2 && text.ends_with('.'), "{}: {text}", question.id);
        }
        assert_ne!(question.text.id, question.text.en, "{}", question.id);
    }
}

#[test]
fn the_figures_of_the_game_are_those_announced() {
    let settings = &bank().settings;
    assert_eq!((settings.questions, settings.needed, settings.hours), (10, 7, 24));
    assert_eq!((settings.smallest, settings.answers), (5, 20));
}

#[test]
fn ids_once_given_stand_in_their_order() {
    let ids: Vec<String> = bank().questions.iter().map(|question| question.id.to_string()).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    assert_eq!(ids, sorted);
    assert_eq!((ids[0].as_str(), ids.len()), ("q-001", 62));
}

const SETTINGS: &str = include_str!("../../../../data/quiz/quiz.toml");
const QUESTIONS: &str = include_str!("../../../../data/quiz/questions.toml");

#[test]
fn a_bank_with_a_fault_is_refused_and_the_question_named() {
    let first = |from: &str, to: &str| QUESTIONS.replacen(from, to, 1);
    let cases = [
        (first("id = \"q-002\"", "id = \"q-001\""), "q-001 stands there twice"),
        (first("id = \"q-001\"", "id = \"q-1\""), "q-1 is not the id"),
        (first("correct = 1", "correct = 4"), "q-001: `correct`"),
        (first("topic = \"medsos\"", "topic = \"lain\""), "q-001: no topic lain"),
        (first("rule = \"skb2022-disiplin-06\"", "rule = \"Pasal 5\""), "q-001: Pasal 5"),
        (first("why.en = \"The presidential", "why.en = \"\"#"), "q-001: a text is empty"),
        (first("expect = \"forbidden\"", "expect = \"banned\""), "banned"),
        (first("[[question]]", "[[question]]\nhint = \"x\""), "hint"),
    ];
    for (questions, expected) in cases {
        let said = format!("{:#}", Bank::parse(&questions, SETTINGS).expect_err(expected));
        assert!(said.contains(expected), "{expected}: {said}");
    }
    for (from, to) in [("needed = 7", "needed = 11"), ("hours = 24", "hours = 0"), ("questions = 10", "questions = 21")]
    {
        assert!(Bank::parse(QUESTIONS, &SETTINGS.replacen(from, to, 1)).is_err(), "{to}");
    }
}
