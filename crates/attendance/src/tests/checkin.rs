//! Checking in: once a person, early and late kept as such, old codes doubtful, wrong codes refused and counted.

use super::*;
use crate::actions::Filter;
use crate::model::{Attendee, Party};

#[track_caller]
fn present(came: Result<Came>) -> (Attendee, bool) {
    match came {
        Ok(Came::Present { row, again }) => (row, again),
        other => panic!("not present: {other:?}"),
    }
}

#[track_caller]
fn doubtful(came: Result<Came>) -> Attendee {
    match came {
        Ok(Came::Doubtful(row)) => row,
        other => panic!("not doubtful: {other:?}"),
    }
}

#[track_caller]
fn turned_away(came: Result<Came>) -> &'static str {
    match came {
        Ok(Came::Refused(refusal)) => refusal.code,
        other => panic!("not turned away: {other:?}"),
    }
}

#[test]
fn early_in_time_and_late_are_kept_and_a_second_press_changes_nothing() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(refused(house.comes(0, at(6, 59))), "attendance-early");
        let (early, again) = present(house.comes(0, at(7, 10)));
        assert_eq!((early.timing, early.party, again), (Timing::Early, Party::Host, false));
        assert_eq!(present(house.comes(1, at(8, 15))).0.timing, Timing::OnTime);
        assert_eq!(present(house.comes(4, at(8, 20))).0.timing, Timing::Late);
        let (same, again) = present(house.comes(0, at(8, 30)));
        assert_eq!((same, again), (early, true), "the same answer as the first time");
        assert_eq!(house.tally(), [3, 1, 1, 0, 0]);
        assert_eq!(refused(house.comes(2, at(9, 31))), "attendance-over");
        let id = house.id;
        let employee = house.people[0];
        let (is, count, who) = store
            .read_now(move |tx| {
                let there = actions::present(tx, id)?;
                Ok((actions::is_present(tx, id, employee)?, actions::present_count(tx, id)?, there))
            })
            .expect("reads");
        assert_eq!((is, count, who), (true, 3, vec![house.people[0], house.people[1], house.people[4]]));
        assert_eq!((house.leaves(), house.findings()), (0, vec![]), "a check-in leaves no leaf");
    });
}

#[test]
fn a_delegation_counts_apart_and_a_stranger_is_marked_as_a_visitor() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(present(house.comes(5, at(8, 0))).0.party, Party::Delegation(house.prison));
        assert_eq!(present(house.comes(0, at(8, 0))).0.party, Party::Host);
        assert_eq!(present(house.comes(8, at(8, 1))).0.party, Party::Visitor);
        let (id, by) = (house.id, house.operator());
        let sums = store.read_now(move |tx| actions::sums(tx, &by, id)).expect("counts");
        let parties: Vec<_> = sums.parties.iter().map(|one| (one.party, one.present, one.expected)).collect();
        assert_eq!(
            parties,
            [(Party::Host, 1, Some(8)), (Party::Delegation(house.prison), 1, Some(3)), (Party::Visitor, 1, None)]
        );
        assert_eq!((sums.expected(), sums.tally.present), (11, 3));
        let outside = Principal { employee: None, ..house.person(0) };
        let code = house.code(at(8, 2));
        assert!(matches!(house.sends(outside, at(8, 2), &code, None), Err(Error::NotFound)), "nobody of the house");
        assert_eq!(refused(house.sends(house.operator(), at(8, 2), &code, None)), "attendance-nobody");
    });
}

#[test]
fn a_code_sent_to_a_friend_is_doubtful_until_a_fresh_one_comes_or_somebody_decides() {
    each_engine(|store| {
        let house = House::new(store);
        let shot = house.code(at(8, 0));
        let first = doubtful(house.sends(house.person(0), at(8, 20), &shot, None));
        assert_eq!((first.code_from, first.at, first.timing), (Some(at(8, 0)), at(8, 20), Timing::Late));
        assert_eq!(house.tally(), [0, 0, 0, 1, 0], "not among the present");
        let again = doubtful(house.sends(house.person(0), at(8, 21), &shot, None));
        assert_eq!(again, first, "the same answer again");
        let (row, again) = present(house.comes(0, at(8, 22)));
        assert_eq!((row.at, row.state, again), (at(8, 22), State::Present, false));
        doubtful(house.sends(house.person(1), at(8, 25), &shot, None));
        doubtful(house.sends(house.person(2), at(8, 25), &shot, None));
        house.marks(1, at(8, 30), State::Present, None).expect("accepts");
        assert_eq!(refused(house.marks(2, at(8, 30), State::Absent, None)), "required");
        house.marks(2, at(8, 30), State::Absent, Some("Tidak ada di lapangan")).expect("rejects");
        assert_eq!(house.tally(), [2, 0, 2, 0, 0]);
        assert_eq!(refused(house.comes(2, at(8, 40))), "attendance-settled", "the operator's word stands");
        assert_eq!((house.leaves(), house.findings()), (0, vec![]));
    });
}

#[test]
fn yesterdays_screen_is_doubtful_and_another_activitys_is_nothing() {
    each_engine(|store| {
        let mut house = House::new(store);
        let first = house.id;
        // The same screen was tried out the day before.
        let early = at(8, 0).plus_ms(-24 * 3_600_000);
        store.write_now(move |tx| tx.execute("UPDATE attendance_secret SET made = ?1", params![early])).expect("moves");
        let yesterday = house.code(early.plus_ms(60_000));
        assert!(doubtful(house.sends(house.person(0), at(8, 5), &yesterday, None)).code_from < Some(at(0, 0)));
        house.id = plan(store, house.bali, (at(8, 0), at(9, 30)), Vec::new());
        house.shows(at(7, 30));
        let other = house.code(at(8, 5));
        house.id = first;
        assert_eq!(turned_away(house.sends(house.person(1), at(8, 5), &other, None)), "attendance-code");
        assert_eq!(house.tally(), [0, 0, 0, 1, 0]);
    });
}

#[test]
fn guessing_is_stopped_at_that_account_and_at_no_neighbour() {
    each_engine(|store| {
        let house = House::new(store);
        let now = at(8, 0);
        for _ in 0..4 {
            assert_eq!(turned_away(house.sends(house.person(0), now, "000000", None)), "attendance-code");
        }
        assert_eq!(turned_away(house.sends(house.person(0), now, "abc", None)), "attendance-locked");
        assert_eq!(refused(house.comes(0, at(8, 1))), "attendance-locked", "even the right code waits now");
        present(house.comes(1, at(8, 1)));
        present(house.comes(0, at(8, 3)));
        assert_eq!(house.tally(), [2, 0, 0, 0, 0]);
    });
}

#[test]
fn one_telephone_for_twenty_is_told_to_the_operator_and_refuses_nobody() {
    each_engine(|store| {
        let house = House::new(store);
        for person in 0..4 {
            let code = house.code(at(8, 0));
            present(house.sends(house.person(person), at(8, 0), &code, Some([7; 32])));
        }
        for person in 4..7 {
            let code = house.code(at(8, 1));
            present(house.sends(house.person(person), at(8, 1), &code, Some([8; 32])));
        }
        let (id, by) = (house.id, house.operator());
        let filter = Filter { shared: true, ..Filter::default() };
        let list = store.read_now(move |tx| actions::list(tx, &by, id, &filter)).expect("lists");
        assert_eq!((list.sums.shared, list.rows.len(), list.sums.tally.present), (1, 4, 7));
        assert!(list.rows.iter().all(|one| one.shared == Some(4)));
    });
}

#[test]
fn nobody_checks_in_to_what_was_cancelled_or_is_over() {
    each_engine(|store| {
        let house = House::new(store);
        house.starts(at(8, 0));
        present(house.comes(0, at(8, 5)));
        house.ends(at(8, 30));
        assert_eq!(refused(house.comes(1, at(8, 31))), "attendance-over");
        let (_, again) = present(house.comes(0, at(8, 31)));
        assert!(again, "who was there still hears so");
        let mut other = House { id: plan(store, house.bali, (at(10, 0), at(11, 0)), Vec::new()), ..house };
        other.shows(at(9, 30));
        let (id, by, chance) = (other.id, other.operator(), other.chance.clone());
        store
            .write_now(move |tx| {
                netra_activities::actions::cancel(tx, &chance, at(9, 40), &by, id, "Hujan deras").map(|_| ())
            })
            .expect("cancels");
        assert_eq!(refused(other.comes(1, at(10, 0))), "activity-cancelled");
        assert_eq!(refused(other.marks(1, at(10, 0), State::Present, None)), "activity-cancelled");
        other.id = ActivityId(999);
        let asker = other.person(0);
        let looked = store.read_now(move |tx| actions::look(tx, at(8, 0), &asker, (ActivityId(999), None)));
        assert!(matches!(looked, Err(Error::NotFound)));
    });
}
