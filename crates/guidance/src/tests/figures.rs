//! What leaders are told: raw figures against told ones, sums, scopes, and the questions missed most.

use super::*;
use crate::model::{Mean, Missed, QuestionId, Told, UnitFigures};
use crate::rules;
use netra_base::Lang;
use netra_it::{each_engine, store::on_sqlite};

fn told(post: i64, passed: i64) -> Told {
    rules::told(&bank().settings, &UnitFigures { post, passed, post_sum: post * 6, ..UnitFigures::default() })
}

#[test]
fn no_count_tells_of_fewer_than_five() {
    // Post-tests, passed: the words for people, for those who passed, for the share, for the mean.
    let cases = [
        ((0, 0), ("0", "0", "–", "–")),
        ((1, 1), ("<5", "<5", "–", "–")),
        ((4, 0), ("<5", "<5", "–", "–")),
        ((5, 5), ("5", "≥ 1", "≥ 20,0 %", "6,0")),
        ((5, 4), ("5", "<5", "–", "6,0")),
        ((20, 0), ("20", "<5", "–", "6,0")),
        ((20, 4), ("20", "<5", "–", "6,0")),
        ((20, 5), ("20", "5", "25,0 %", "6,0")),
        ((20, 15), ("20", "15", "75,0 %", "6,0")),
        ((20, 16), ("20", "≥ 16", "≥ 80,0 %", "6,0")),
        ((20, 19), ("20", "≥ 16", "≥ 80,0 %", "6,0")),
        ((20, 20), ("20", "≥ 16", "≥ 80,0 %", "6,0")),
    ];
    for ((post, passed), expected) in cases {
        let told = told(post, passed);
        let words = |bound: crate::model::Bound| bound.words(Lang::Id, 5);
        let said = (words(told.post), words(told.passed), told.share(Lang::Id), told.post_mean.words(Lang::Id));
        let said = (said.0.as_str(), said.1.as_str(), said.2.as_str(), said.3.as_str());
        assert_eq!(said, expected, "{post} {passed}");
    }
}

#[test]
fn a_sum_gives_no_hidden_part_back() {
    let mut sums = Vec::new();
    for hidden in 1..5 {
        let mut sum = told(20, 10);
        sum.add(&told(hidden, hidden));
        assert_eq!((sum.post.words(Lang::Id, 5), sum.share(Lang::Id)), ("≥ 20".into(), "50,0 %".into()));
        sums.push(sum);
    }
    assert!(sums.windows(2).all(|pair| pair[0] == pair[1]), "the same whatever is hidden");
    let mut few = told(2, 0);
    few.add(&told(4, 1));
    assert_eq!(few.post.words(Lang::Id, 5), "–");
}

#[test]
fn means_are_rounded_and_carry_their_sign() {
    let words = |of, sum| Mean { of, sum }.signed_words(Lang::Id);
    assert_eq!(
        (words(7, 45), words(7, -45), words(7, 0), words(0, 0)),
        ("+6,4".into(), "−6,4".into(), "0,0".into(), "–".into())
    );
    assert_eq!(Mean { of: 4, sum: 1 }.tenths(), Some(3));
    assert_eq!(Mean { of: 4, sum: -1 }.tenths(), Some(-3));
}

#[test]
fn a_pair_counts_where_its_post_test_was_taken_and_retakes_only_for_passing() {
    each_engine(|store| {
        let house = House::new(store);
        for person in 0..10 {
            house.takes(person, Phase::Pre, 4, at(8, 0));
        }
        for person in 0..10 {
            house.takes(person, Phase::Post, if (1..5).contains(&person) { 8 } else { 5 }, at(10, 0));
        }
        house.takes(0, Phase::Post, 10, at(10, 30));
        let told = house.results(Role::Leader, house.bali).total;
        assert_eq!((told.pre.exact(), told.post.exact(), told.pairs.exact()), (Some(10), Some(10), Some(10)));
        assert_eq!(told.passed.exact(), Some(5), "who passes later has passed");
        assert_eq!(told.post_mean, Mean { of: 10, sum: 62 }, "the first post-test counts");
        assert_eq!(told.gain, Mean { of: 10, sum: 22 });
    });
}

#[test]
fn a_place_counts_its_own_tests_whatever_units_its_people_are_of() {
    each_engine(|store| {
        let house = House::new(store);
        let place = Occasion::activity(17);
        assert_eq!(place.address().as_deref(), Some("/kegiatan/17/belajar"));
        assert_eq!(Occasion::parse("apel-17").and_then(|other| other.address()), None);
        let takes = |person: usize, phase, right, now| {
            let attempt = house.begins_at(person, phase, Some(Occasion::activity(17)), now).expect("begins");
            house.hands_in(person, &attempt, right, now).expect("grades")
        };
        // Nine of the office and the prison before and after, two more only after; and one general test, which is not here.
        for person in 8..17 {
            takes(person, Phase::Pre, 4, at(8, 0));
            takes(person, Phase::Post, 6, at(10, 0));
        }
        takes(20, Phase::Post, 10, at(10, 1));
        let last = takes(21, Phase::Post, 10, at(10, 2));
        assert_eq!((last.occasion.as_ref(), last.certificate.is_some()), (Some(&place), true));
        house.takes(22, Phase::Post, 1, at(10, 3));
        let asked = place.clone();
        let told = house.store.read_now(move |tx| actions::at_occasion(tx, &asked)).unwrap();
        assert_eq!((told.pre.exact(), told.post.exact(), told.pairs.exact()), (Some(5), Some(10), Some(5)));
        assert_eq!((told.gain, told.post_mean.of), (Mean { of: 5, sum: 10 }, 10), "in whole fives");
        let empty = house.store.read_now(|tx| actions::at_occasion(tx, &Occasion::activity(18))).unwrap();
        assert!(empty.is_empty());
        let (person, other) = (house.people[21], Occasion::activity(18));
        let here = house.store.read_now(move |tx| actions::mine_at(tx, person, Some(&place), at(11, 0))).unwrap();
        assert_eq!((here.taken.len(), here.certificates.len()), (1, 1));
        assert!(here.refused[1].is_some(), "passed is passed");
        let there = house.store.read_now(move |tx| actions::mine_at(tx, person, Some(&other), at(11, 0))).unwrap();
        assert_eq!((there.taken.len(), there.certificates.len(), &there.refused), (0, 0, &[None, None]));
    });
}

#[test]
fn a_running_test_belongs_to_its_place() {
    each_engine(|store| {
        let house = House::new(store);
        house.begins_at(0, Phase::Pre, Some(Occasion::activity(17)), at(8, 0)).expect("begins");
        let person = house.people[0];
        let general = house.store.read_now(move |tx| actions::mine(tx, person, at(8, 1))).unwrap();
        assert_eq!(general.running, [None, None]);
        let place = Occasion::activity(17);
        let here = house.store.read_now(move |tx| actions::mine_at(tx, person, Some(&place), at(8, 1))).unwrap();
        assert_eq!(here.running, [Some(at(8, 0)), None]);
    });
}

#[test]
fn leaders_see_their_own_units_and_no_others() {
    on_sqlite(|store| {
        let house = House::new(store);
        for person in (0..6).chain(12..20).chain(32..36) {
            house.takes(person, Phase::Post, 8, at(8, 0));
        }
        let chief = house.results(Role::Leader, house.root);
        let words = |results: &Results, code: &str| results.of(code).map(|line| line.told.post.words(Lang::Id, 5));
        assert_eq!(words(&chief, "KEM").as_deref(), Some("≥ 10"));
        assert_eq!(words(&chief, "KW-20").as_deref(), Some("10"));
        assert_eq!(words(&chief, "KW-20-PAS").as_deref(), Some("5"));
        assert_eq!(words(&chief, "KW-30").as_deref(), Some("<5"));
        let bali = house.results(Role::TeamMember, house.bali);
        assert_eq!((words(&bali, "KW-30"), words(&bali, "KEM"), bali.tops().len()), (None, None, 1));
        for role in Role::ALL {
            let who = house.who(role, house.papua);
            let seen = store.read_now(move |tx| actions::results(tx, &who, at(9, 0)));
            let expected = [Role::Leader, Role::UnitOperator, Role::TeamMember, Role::Auditor, Role::Administrator];
            assert_eq!(seen.is_ok(), expected.contains(&role), "{role:?}");
        }
    });
}

#[test]
fn a_question_is_told_as_missed_only_after_enough_answers() {
    let id = |text| QuestionId::parse(text).expect("an id");
    let missed = |question, answered, missed| Missed { question: id(question), answered, missed };
    let all = vec![
        missed("q-001", 19, 19),
        missed("q-002", 20, 5),
        missed("q-003", 100, 60),
        missed("q-004", 20, 0),
        missed("q-005", 40, 10),
    ];
    let told: Vec<String> =
        rules::most_missed(&bank().settings, all, 10).iter().map(|one| one.question.to_string()).collect();
    assert_eq!(told, ["q-003", "q-002", "q-005"]);
}

#[test]
fn figures_that_are_watched_never_move_by_one_person() {
    each_engine(|store| {
        let house = House::new(store);
        let figures = || house.results(Role::Leader, house.bali).total;
        for person in 0..5 {
            house.takes(person, Phase::Post, 8, at(8, 0));
        }
        let before = figures();
        for (minute, person) in (5..9).enumerate() {
            house.takes(person, Phase::Post, 0, at(9, i8::try_from(minute).expect("a minute")));
            assert_eq!(figures(), before, "the sixth to the ninth change nothing");
        }
        house.takes(9, Phase::Post, 0, at(9, 30));
        assert_eq!(figures().post_mean, Mean { of: 10, sum: 40 }, "the tenth brings all five");
    });
}
