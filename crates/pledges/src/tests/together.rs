//! Two things at the same moment: answers of one person, a move and its following, openings, closings.

use super::*;
use netra_store::params;
use std::sync::Barrier;

/// Runs both at once and gives back what each answered.
fn at_once<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            start.wait();
            one()
        });
        start.wait();
        let other = other();
        (one.join().expect("no panic"), other)
    })
}

#[test]
fn who_signs_and_declines_at_once_is_counted_once() {
    each_engine(|store| {
        let house = House::new(store);
        for person in 0..14 {
            let (signed, declined) = at_once(|| house.signs(person, at(9, 0)), || house.declines(person, at(9, 0)));
            assert!(!signed.expect("signs, first or after declining").again);
            if declined.is_err() {
                assert_eq!(refused(declined), "signed-already");
            }
        }
        assert_eq!(house.total(), figures(26, 14, 0));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn who_signs_while_a_move_is_followed_is_counted_in_the_new_unit() {
    each_engine(|store| {
        let house = House::new(store);
        for person in 0..14 {
            let (id, papua) = (house.people[person], house.papua);
            let moves = || {
                store.write_now(move |tx| registry::move_to(tx, id, papua, the_day())).expect("moves");
                house.follows();
            };
            let ((), signed) = at_once(moves, || house.signs(person, at(9, 0)));
            signed.expect("signs");
        }
        house.follows();
        assert_eq!((house.of(house.bali), house.of(house.papua)), (figures(2, 0, 0), figures(21, 14, 0)));
    });
}

#[test]
fn two_drives_opened_at_once_are_two_drives() {
    each_engine(|store| {
        let house = House::new(store);
        for _ in 0..5 {
            let opens = || house.opens(new_drive(vec![house.papua]));
            let (one, other) = at_once(opens, opens);
            assert_ne!(one.expect("opens"), other.expect("opens too"));
        }
    });
}

#[test]
fn a_drive_closed_twice_at_once_is_closed_once() {
    each_engine(|store| {
        let mut house = House::new(store);
        let after = at(12, 0).plus_ms(86_400_000);
        for _ in 0..5 {
            house.drive = house.opens(new_drive(vec![house.papua])).expect("opens");
            let (one, other) = at_once(|| house.closes(after), || house.closes(after));
            assert!(one.is_ok() != other.is_ok());
            assert_eq!(refused(if one.is_ok() { other } else { one }), "drive-closed");
        }
        let entries = store.read_now(|tx| {
            tx.query_one("SELECT COUNT(*) FROM pledge_drive WHERE closed IS NOT NULL", params![], |row| row.int(0))
        });
        assert_eq!(entries.expect("counts"), 5);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_drive_far_behind_the_roster_is_not_closed_yet() {
    on_sqlite(|store| {
        let house = House::new(store);
        let after = at(12, 0).plus_ms(86_400_000);
        let jump = |count: i64| {
            store
                .write_now(move |tx| {
                    tx.execute("UPDATE registry_counter SET next = next + ?1 WHERE name = 'change'", params![count])
                })
                .expect("jumps")
        };
        jump(2_001);
        assert_eq!(refused(house.closes(after)), "drive-behind");
        jump(-1);
        house.closes(after).expect("closes");
    });
}
