//! Tests taken at an activity, what was gained there, and the sample of the demonstration.

use super::*;
use crate::demo;
use crate::model::definition;
use netra_base::Lang;
use netra_guidance::actions::{self as quiz, Hand};
use netra_guidance::model::{Bank, Phase};

impl House {
    fn begins(
        &self,
        person: usize,
        id: ActivityId,
        phase: Phase,
        now: Moment,
    ) -> Result<netra_guidance::model::Attempt> {
        let (by, chance) = (self.person(person), self.chance.clone());
        self.store.write_now(move |tx| actions::begin_test(tx, &chance, now, &by, id, phase))
    }

    /// Begins a test at the activity and hands it in with so many right answers.
    pub(super) fn takes(&self, person: usize, id: ActivityId, (phase, right): (Phase, usize), now: Moment) {
        let attempt = self.begins(person, id, phase, now).expect("begins");
        let bank = Bank::house().expect("a bank");
        let place = |at: usize, drawn: &netra_guidance::model::Drawn| {
            let correct = bank.question(drawn.question).expect("known").correct;
            let place = drawn.order.iter().position(|option| *option == correct).expect("an option");
            (drawn.question, (place + usize::from(at >= right)) % drawn.order.len())
        };
        let answers = attempt.sheet.draws().iter().enumerate().map(|(at, drawn)| place(at, drawn)).collect();
        let hand = Hand { employee: self.people[person], phase, attempt: attempt.id.clone(), answers, shown: None };
        let chance = self.chance.clone();
        self.store.write_now(move |tx| quiz::hand_in(tx, &chance, now, &hand)).expect("grades");
    }
}

#[test]
fn what_is_gained_counts_at_the_place_where_the_tests_were_taken() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        assert_eq!(refused(house.begins(0, id, Phase::Post, at(8, 0))), "test-early");
        unknown(house.begins(18, id, Phase::Pre, at(8, 0)));
        for person in 0..7 {
            house.takes(person, id, (Phase::Pre, 4), at(8, 0));
        }
        house.starts(id);
        for person in 0..4 {
            house.takes(person, id, (Phase::Post, 8), at(10, 30));
        }
        let gain = || house.store.read_now(move |tx| actions::gain(tx, id)).unwrap();
        assert_eq!(gain().words(Lang::Id), "–", "four are too few to be told");
        house.ends(id);
        assert_eq!(refused(house.begins(8, id, Phase::Pre, at(11, 5))), "test-over");
        house.takes(4, id, (Phase::Post, 9), at(11, 30));
        assert_eq!(gain().words(Lang::Id), "+4,2 (5)");
        assert_eq!(gain().words(Lang::En), "+4.2 (5)");
        assert!(definition().unwrap().to(Lang::Id).contains("di bawah 5"));
        let both = house.store.read_now(move |tx| actions::gains(tx, &[ActivityId(999), id])).unwrap();
        assert_eq!((both[0].told.is_empty(), both[1]), (true, gain()));
    });
}

#[test]
fn the_page_says_where_one_stands() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        house.takes(0, id, (Phase::Pre, 4), at(8, 0));
        house.starts(id);
        house.takes(0, id, (Phase::Post, 10), at(10, 0));
        house.begins(1, id, Phase::Pre, at(10, 0)).unwrap();
        let page = |who: Principal| house.store.read_now(move |tx| actions::learning(tx, at(10, 5), &who, id));
        let mine = page(house.person(0)).unwrap();
        let own = mine.own.expect("an employee");
        assert_eq!((own.tests.taken.len(), own.tests.certificates.len(), own.answered), (2, 1, false));
        assert!(own.closed.is_none() && mine.gain.is_none() && mine.said.is_none() && mine.offered.is_empty());
        assert!(page(house.person(1)).unwrap().own.expect("an employee").tests.running[0].is_some());
        let kept = page(house.keeper()).unwrap();
        assert!(kept.own.is_none() && kept.gain.is_some() && kept.said.is_some());
        let seen = page(house.who(Role::Leader, house.bali)).unwrap();
        assert!(seen.gain.is_some() && seen.said.is_none());
        unknown(page(house.person(18)));
        unknown(page(house.who(Role::Leader, house.papua)));
    });
}

#[test]
fn the_sample_fills_a_place_and_holds() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        house.starts(id);
        house.ends(id);
        let (chance, by, people) = (house.chance.clone(), house.centre(), house.people[..18].to_vec());
        let filled = house
            .store
            .write_now(move |tx| {
                let material = demo::publish(tx, &chance, before(), &by, "KEM")?;
                demo::fill(tx, &chance, at(11, 0), &by, (id, material), &people)
            })
            .unwrap();
        assert!(filled.tests.pre > 10 && filled.tests.post > 10 && filled.feedback > 4, "{filled:?}");
        let gain = house.store.read_now(move |tx| actions::gain(tx, id)).unwrap();
        assert!(gain.told.gain.tenths().is_some_and(|tenths| tenths > 0), "{gain:?}");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn every_rule_that_the_sample_names_is_in_the_book() {
    each_engine(|store| {
        let house = House::new(store);
        let book = house.store.read_now(|tx| netra_rulebook::actions::current(tx, at(9, 0))).unwrap();
        let mut named = 0;
        for piece in demo::SAMPLE.lines().flat_map(crate::model::pieces) {
            if let crate::model::Piece::Rule(id) = piece {
                named += 1;
                assert!(book.book().row(id).is_some(), "{id}");
            }
        }
        assert!(named >= 8);
    });
}
