//! Pre-test and post-test of employees: begun, found again, graded once, expired, and what is kept of them.

use super::*;
use netra_it::{each_engine, store::on_sqlite};
use netra_store::params;

#[test]
fn a_second_opening_finds_the_same_questions() {
    each_engine(|store| {
        let house = House::new(store);
        let first = house.begins(0, Phase::Pre, at(8, 0)).expect("begins");
        assert_eq!(house.begins(0, Phase::Pre, at(9, 0)).expect("finds"), first);
        assert_ne!(house.begins(1, Phase::Pre, at(9, 0)).expect("begins").sheet, first.sheet);
    });
}

#[test]
fn a_second_press_gives_the_same_answer_and_counts_once() {
    each_engine(|store| {
        let house = House::new(store);
        let attempt = house.begins(0, Phase::Post, at(8, 0)).expect("begins");
        let first = house.hands_in(0, &attempt, 8, at(8, 10)).expect("grades");
        let second = house.hands_in(0, &attempt, 8, at(8, 11)).expect("finds");
        assert_eq!((first.again, second.again), (false, true));
        assert_eq!(
            (&first.taken, &first.marks, &first.certificate),
            (&second.taken, &second.marks, &second.certificate)
        );
        // Other answers afterwards change nothing, and are not explained as if they had been scored.
        let third = house.hands_in(0, &attempt, 10, at(8, 12)).expect("finds");
        assert_eq!((third.taken.score, third.marks.is_none()), (8, true));
        let rows = store.read_now(|tx| {
            let count = |tx: &mut netra_store::Tx<'_>, table: &str| {
                tx.query_one(&format!("SELECT COUNT(*) FROM {table}"), params![], |row| row.int(0))
            };
            Ok((count(tx, "quiz_result")?, count(tx, "quiz_certificate")?, count(tx, "ledger_entry")?))
        });
        assert_eq!(rows.expect("counts"), (1, 1, 1));
    });
}

#[test]
fn two_presses_at_once_are_graded_once() {
    each_engine(|store| {
        let house = House::new(store);
        let attempt = house.begins(0, Phase::Post, at(8, 0)).expect("begins");
        let graded: Vec<Graded> = std::thread::scope(|scope| {
            let press = || house.hands_in(0, &attempt, 9, at(8, 10)).expect("grades");
            let presses: Vec<_> = (0..4).map(|_| scope.spawn(press)).collect();
            presses.into_iter().map(|one| one.join().expect("no panic")).collect()
        });
        assert_eq!(graded.iter().filter(|one| !one.again).count(), 1);
        let first = &graded[0].certificate;
        assert!(first.is_some() && graded.iter().all(|one| one.certificate == *first));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn many_people_hand_in_side_by_side() {
    each_engine(|store| {
        let house = House::new(store);
        std::thread::scope(|scope| {
            for person in 0..10 {
                let house = &house;
                scope.spawn(move || house.takes(person, Phase::Post, 7, at(8, 0)));
            }
        });
        let missed = house.results(Role::Leader, house.root);
        assert_eq!(missed.total.post.exact(), Some(10));
    });
}

#[test]
fn a_pre_test_begun_before_cannot_follow_the_post_test() {
    each_engine(|store| {
        let house = House::new(store);
        let post = house.begins(0, Phase::Post, at(8, 0)).expect("begins");
        let pre = house.begins(0, Phase::Pre, at(8, 1));
        house.hands_in(0, &post, 8, at(8, 5)).expect("graded");
        if let Ok(pre) = pre {
            assert!(house.hands_in(0, &pre, 0, at(8, 6)).is_err(), "the gain would be made up");
        }
    });
}

#[test]
fn of_a_graded_test_neither_questions_nor_answers_are_kept() {
    each_engine(|store| {
        let house = House::new(store);
        house.takes(0, Phase::Pre, 4, at(8, 0));
        let left = store.read_now(|tx| tx.query_one("SELECT COUNT(*) FROM quiz_attempt", params![], |row| row.int(0)));
        assert_eq!(left.expect("counts"), 0);
        let counted = store.read_now(|tx| {
            tx.query_one(
                "SELECT COUNT(*), CAST(SUM(answered) AS {int}), CAST(SUM(missed) AS {int}) FROM quiz_missed",
                params![],
                |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)),
            )
        });
        assert_eq!(counted.expect("counts"), (10, 10, 6));
    });
}

#[test]
fn a_test_waits_for_a_day_and_not_longer() {
    each_engine(|store| {
        let house = House::new(store);
        let attempt = house.begins(0, Phase::Pre, at(8, 0)).expect("begins");
        let day = 86_400_000;
        let late = at(8, 0).plus_ms(day + 1);
        assert_eq!(refused(house.hands_in(0, &attempt, 9, late)), "quiz-expired");
        let anew = house.begins(0, Phase::Pre, late).expect("begins anew");
        assert_ne!(anew.id, attempt.id);
        assert_eq!(refused(house.hands_in(0, &attempt, 9, late)), "quiz-gone");
        assert_eq!(house.hands_in(0, &anew, 9, late.plus_ms(day)).expect("in time").taken.score, 9);
        house.begins(1, Phase::Pre, at(8, 0)).expect("begins");
        let forgotten = store.write_now(move |tx| actions::forget_expired(tx, late)).expect("forgets");
        assert_eq!(forgotten, 1);
    });
}

#[test]
fn nobody_hands_in_for_another() {
    on_sqlite(|store| {
        let house = House::new(store);
        let attempt = house.begins(0, Phase::Post, at(8, 0)).expect("begins");
        assert_eq!(refused(house.hands_in(1, &attempt, 10, at(8, 5))), "quiz-gone");
        house.hands_in(0, &attempt, 9, at(8, 6)).expect("grades");
        assert_eq!(refused(house.hands_in(1, &attempt, 9, at(8, 7))), "quiz-gone");
    });
}

#[test]
fn an_unfinished_sheet_stays_open() {
    on_sqlite(|store| {
        let house = House::new(store);
        let mut attempt = house.begins(0, Phase::Pre, at(8, 0)).expect("begins");
        let whole = attempt.sheet.clone();
        attempt.sheet = crate::rules::draw(bank(), crate::rules::Pool::Whole, [1; 32]).expect("another sheet");
        assert_eq!(refused(house.hands_in(0, &attempt, 10, at(8, 5))), "quiz-unanswered");
        attempt.sheet = whole;
        assert_eq!(house.hands_in(0, &attempt, 10, at(8, 6)).expect("grades").taken.score, 10);
    });
}

#[test]
fn who_may_begin_which_test() {
    on_sqlite(|store| {
        let house = House::new(store);
        house.takes(0, Phase::Pre, 5, at(8, 0));
        assert_eq!(refused(house.begins(0, Phase::Pre, at(9, 0))), "quiz-pre-taken");
        for _ in 0..3 {
            assert!(house.takes(0, Phase::Post, 6, at(10, 0)).certificate.is_none());
        }
        assert_eq!(refused(house.begins(0, Phase::Post, at(11, 0))), "quiz-enough");
        let tomorrow = at(11, 0).plus_ms(86_400_000);
        assert!(house.takes(0, Phase::Post, 7, tomorrow).certificate.is_some());
        assert_eq!(refused(house.begins(0, Phase::Post, tomorrow)), "quiz-passed");
        // A pre-test cannot follow, and one that is open lapses when the post-test begins.
        let open = house.begins(1, Phase::Pre, at(8, 0)).expect("begins");
        house.takes(1, Phase::Post, 3, at(9, 0));
        assert_eq!(refused(house.hands_in(1, &open, 10, at(9, 5))), "quiz-gone");
        assert_eq!(refused(house.begins(1, Phase::Pre, at(9, 6))), "quiz-pre-late");
        let gone = house.people[2];
        let left = the_day().plus_days(-1);
        store.write_now(move |tx| registry::leave(tx, gone, Departure::Retired, left)).expect("leaves");
        assert_eq!(refused(house.begins(2, Phase::Pre, at(9, 0))), "not-in-service");
    });
}

#[test]
fn each_occasion_has_its_own_tests() {
    each_engine(|store| {
        let house = House::new(store);
        house.takes(0, Phase::Post, 9, at(8, 0));
        let occasion = crate::model::Occasion::parse("luhkum-2024");
        let begin = Begin { employee: house.people[0], phase: Phase::Post, occasion };
        let chance = house.chance.clone();
        let attempt = store.write_now(move |tx| actions::begin(tx, &chance, at(9, 0), &begin)).expect("begins");
        let graded = house.hands_in(0, &attempt, 8, at(9, 5)).expect("grades");
        assert_eq!((graded.taken.turn, graded.certificate.is_some()), (1, true));
        assert_eq!(house.results(Role::Leader, house.root).total.post_mean.of, 0, "one person is told of nowhere");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_demo_fills_some_units_and_everything_adds_up() {
    each_engine(|store| {
        let house = House::new(store);
        let (chance, people) = (house.chance.clone(), house.people.clone());
        let filled = store
            .write_now(move |tx| {
                let first = crate::demo::fill(tx, &chance, at(12, 0), &people)?;
                let again = crate::demo::fill(tx, &chance, at(12, 0), &people)?;
                assert!(again.pre < first.pre, "who took the pre-test takes no other");
                Ok(first)
            })
            .expect("fills");
        assert!(filled.pre > 20 && filled.post > 20 && filled.certificates > 5, "{filled:?}");
        let results = house.results(Role::Leader, house.root);
        assert!(results.total.gain.tenths().is_some_and(|tenths| tenths > 10), "{:?}", results.total);
        assert_eq!(house.findings(), []);
    });
}
