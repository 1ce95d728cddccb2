//! Signing and declining: who may, when, and how often.

use super::*;

#[test]
fn a_second_press_gives_the_first_signature_back() {
    each_engine(|store| {
        let house = House::new(store);
        let first = house.signs(0, at(9, 0)).expect("signs");
        let second = house.signs(0, at(9, 5)).expect("answers");
        assert!(!first.again && second.again);
        assert_eq!((second.entry, second.at), (first.entry, at(9, 0)));
        assert_eq!(house.total(), figures(26, 1, 0));
    });
}

#[test]
fn eight_presses_at_once_are_one_signature() {
    each_engine(|store| {
        let house = House::new(store);
        let signed: Vec<Signed> = std::thread::scope(|scope| {
            let press = || {
                // What the doors do: when another was faster, look once more.
                let once = house.signs(3, at(9, 0));
                if once.is_err() { house.signs(3, at(9, 0)) } else { once }
            };
            let presses: Vec<_> = (0..8).map(|_| scope.spawn(press)).collect();
            presses.into_iter().map(|press| press.join().expect("no panic").expect("an answer")).collect()
        });
        assert_eq!(signed.iter().filter(|one| !one.again).count(), 1);
        assert!(signed.iter().all(|one| one.entry == signed[0].entry));
        assert_eq!(house.total().signed, 1);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn each_unit_signs_by_its_own_clock() {
    each_engine(|store| {
        let house = House::new(store);
        let (bali, papua) = (0, 16);
        assert_eq!(refused(house.signs(papua, at(5, 59))), "drive-not-open");
        assert!(house.signs(papua, at(6, 0)).is_ok());
        assert_eq!(refused(house.signs(bali, at(6, 59))), "drive-not-open");
        assert!(house.signs(bali, at(7, 0)).is_ok());
        assert!(house.signs(1, at(22, 59)).is_ok());
        assert_eq!(refused(house.signs(2, at(23, 0))), "drive-over");
    });
}

#[test]
fn nobody_outside_the_audience_signs() {
    each_engine(|store| {
        let mut house = House::new(store);
        house.drive = house.opens(new_drive(vec![house.papua])).expect("opens");
        assert_eq!(refused(house.signs(0, at(9, 0))), "not-in-audience");
        let mut new = new_drive(vec![house.root]);
        new.audience.kinds = vec![Employment::Pns];
        house.drive = house.opens(new).expect("opens");
        assert_eq!(refused(house.signs(14, at(9, 0))), "not-in-audience");
        let gone = house.people[1];
        store
            .write_now(move |tx| registry::leave(tx, gone, Departure::Retired, the_day().plus_days(-1)))
            .expect("leaves");
        assert_eq!(refused(house.signs(1, at(9, 0))), "not-in-service");
        house.drive = DriveId(99);
        assert!(matches!(house.signs(0, at(9, 0)), Err(Error::NotFound)));
    });
}

#[test]
fn who_declined_may_sign_but_who_signed_cannot_decline() {
    each_engine(|store| {
        let house = House::new(store);
        let first = house.declines(0, at(9, 0)).expect("declines");
        assert_eq!(house.declines(0, at(9, 1)).expect("answers").entry, first.entry);
        assert_eq!(house.total(), figures(26, 0, 1));
        assert!(!house.signs(0, at(9, 2)).expect("signs").again);
        assert_eq!(house.total(), figures(26, 1, 0));
        assert_eq!(refused(house.declines(0, at(9, 3))), "signed-already");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn names_are_for_the_units_operator_and_reasons_for_the_team() {
    each_engine(|store| {
        let house = House::new(store);
        house.signs(8, at(9, 0)).expect("signs");
        house.declines(9, at(9, 0)).expect("declines");
        let names = |by: Principal| {
            let (drive, unit) = (house.drive(), house.prison);
            store.read_now(move |tx| actions::outstanding(tx, &by, &drive, unit, 0))
        };
        let (people, next) = names(house.who(Role::UnitOperator, house.bali)).expect("his own");
        assert_eq!((people.len(), next), (7, None), "who declined may still sign and stands here undistinguished");
        for by in [house.who(Role::Leader, house.root), house.who(Role::UnitOperator, house.papua)] {
            assert!(matches!(names(by), Err(Error::NotFound)));
        }
        let reasons = |by: Principal| {
            let id = house.drive;
            store.read_now(move |tx| actions::reasons(tx, &by, id))
        };
        assert_eq!(reasons(house.who(Role::TeamMember, house.bali)).expect("the team").len(), 1);
        assert_eq!(reasons(house.who(Role::TeamMember, house.papua)).expect("another team").len(), 0);
        assert!(matches!(reasons(house.operator()), Err(Error::NotFound)));
    });
}

#[test]
fn the_list_of_names_comes_in_pages_and_misses_nobody() {
    each_engine(|store| {
        let house = House::new(store);
        for serial in 100..190 {
            hire(store, serial, house.papua, Employment::Pns);
        }
        let (drive, unit, by) = (house.drive(), house.papua, house.who(Role::UnitOperator, house.papua));
        let (mut seen, mut after) = (Vec::new(), 0);
        loop {
            let (drive, by) = (drive.clone(), by.clone());
            let page = store.read_now(move |tx| actions::outstanding(tx, &by, &drive, unit, after)).expect("a page");
            seen.extend(page.0.into_iter().map(|person| person.employee));
            match page.1 {
                Some(next) => after = next,
                None => break,
            }
        }
        let all = seen.len();
        seen.dedup();
        assert_eq!((all, seen.len()), (97, 97));
    });
}
