//! Many at the same moment: every acknowledgement is counted once.

use super::*;
use std::sync::Barrier;

/// People, and threads that acknowledge for them; each person is tried by two threads.
const PEOPLE: usize = 500;
const THREADS: usize = 8;

#[test]
fn a_thousand_presses_at_once_are_five_hundred_acknowledgements() {
    each_engine(|store| {
        let mut house = House::new(store);
        for serial in 0..PEOPLE {
            let kind = if serial % 5 == 0 { Employment::Ppnpn } else { Employment::Pns };
            let unit = [house.bali, house.prison, house.papua][serial % 3];
            house.people.push(hire(store, 100 + serial, unit, kind));
        }
        let id = house.issued();
        let start = Barrier::new(THREADS);
        let house = &house;
        let fresh: usize = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..THREADS)
                .map(|hand| {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        // Half of the threads go through the same people as the other half.
                        let share = (11..11 + PEOPLE).filter(|person| person % (THREADS / 2) == hand % (THREADS / 2));
                        share.filter(|person| presses(house, *person, id)).count()
                    })
                })
                .collect();
            hands.into_iter().map(|hand| hand.join().expect("no panic")).sum()
        });
        assert_eq!(fresh, PEOPLE);
        let total = i64::try_from(PEOPLE).expect("small");
        assert_eq!(counted(house.of(id, house.root)), people(11 + total, total, total));
        assert_eq!(house.findings(), []);
    });
}

/// Presses once; was it the first that counted? Who came second to the same moment looks again.
fn presses(house: &House, person: usize, id: DirectiveId) -> bool {
    match house.acknowledges(person, id, 1, today()) {
        Err(Error::Refused(list)) if list[0].code == "answered-meanwhile" => false,
        other => !other.expect("acknowledges").again,
    }
}

#[test]
fn who_acknowledges_while_a_move_is_followed_is_counted_in_the_new_unit() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        for person in 2..8 {
            let (who, papua) = (house.people[person], house.papua);
            let start = Barrier::new(2);
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    start.wait();
                    store.write_now(move |tx| registry::move_to(tx, who, papua, day("2023-11-24"))).expect("moves");
                    house.follows();
                });
                start.wait();
                house.acknowledges(person, id, 1, today()).expect("acknowledges");
            });
        }
        house.follows();
        assert_eq!(
            (counted(house.of(id, house.bali)), counted(house.of(id, house.papua))),
            (people(1, 0, 0), people(8, 6, 6))
        );
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_unit_that_passes_on_twice_at_once_does_it_once() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let start = Barrier::new(2);
        let pass = || {
            start.wait();
            house.passes(house.operator(), id, "KW-20", noon("2023-11-25")).expect("passes on")
        };
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(pass);
            let other = pass();
            (one.join().expect("no panic"), other)
        });
        assert!(one.1 != other.1 && one.0.at == other.0.at);
        assert_eq!(house.findings(), []);
    });
}
