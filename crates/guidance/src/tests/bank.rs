//! The bank itself: enough questions, sound ones, and what the reader of the files refuses.

use super::*;
use std::collections::BTreeMap;

/// Rows of the rulebook with high or medium confidence: a question may rest on no other.
const RULES: &str = include_str!("rule-ids.txt");

#[test]
fn every_question_rests_on_rules_that_are_not_doubtful() {
    let known: Vec<&str> = RULES.lines().collect();
    for question in &bank().questions {
        for rule in std::iter::once(&question.rule).chain(&question.also) {
            assert!(known.contains(&rule.as_str()), "{}: {rule}", question.id);
        }
    }
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
