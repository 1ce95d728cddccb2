//! Reading and acknowledging: once, which version, who is asked; corrections and rounds.

use super::*;
use netra_registry::model::Departure;

#[test]
fn a_second_press_finds_the_same_acknowledgement() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let first = house.acknowledges(2, id, 1, today()).expect("acknowledges");
        let second = house.acknowledges(2, id, 1, noon("2023-11-30")).expect("again");
        assert_eq!((second.entry, second.at, second.again, first.again), (first.entry, first.at, true, false));
        assert_eq!(counted(house.of(id, house.root)), people(11, 1, 1));
        let mark = house.view(house.person(2), id).expect("reads").mine.expect("meant");
        assert!(mark.done && mark.read == Some(today()), "who acknowledges has read");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn only_the_first_opening_is_kept() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        for hour in [9, 10, 11] {
            house.reads(8, id, day("2023-11-24").at(Zone::Wita, hour, 0));
        }
        let read = house.view(house.person(8), id).expect("reads").mine.expect("meant").read;
        assert_eq!(read, Some(day("2023-11-24").at(Zone::Wita, 9, 0)));
        assert_eq!(counted(house.of(id, house.prison)), people(4, 1, 0));
        // Who is not meant may look, and is not counted.
        let mut own = house.circular("2");
        (own.unit, own.audience.units) = ("KW-20".into(), vec![house.prison]);
        let own = house.issues(house.operator(), own).expect("issues");
        house.reads(2, own, today());
        assert_eq!(counted(house.of(own, house.prison)), people(4, 0, 0));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn who_is_not_meant_does_not_acknowledge() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.circular("2");
        (new.unit, new.audience.units) = ("KW-20".into(), vec![house.bali]);
        (new.audience.kinds, new.without_ppnpn) = (vec![Employment::Pns], true);
        let id = house.issues(house.operator(), new).expect("issues");
        for stranger in [8, 9] {
            assert!(matches!(house.acknowledges(stranger, id, 1, today()), Err(Error::NotFound)));
        }
        let gone = house.people[3];
        store.write_now(move |tx| registry::leave(tx, gone, Departure::Retired, day("2023-11-23"))).expect("leaves");
        assert_eq!(refused(house.acknowledges(3, id, 1, today())), "not-in-service");
        assert_eq!(
            refused(house.acknowledges(2, id, 7, today())),
            "corrected-meanwhile",
            "of a version that is not there"
        );
        assert!(matches!(house.acknowledges(2, DirectiveId(99), 1, today()), Err(Error::NotFound)));
    });
}

#[test]
fn a_correction_names_its_version_and_says_whether_it_counts_anew() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        house.acknowledges(2, id, 1, today()).expect("acknowledges");
        let small = content("Ketentuan netralitas pegawai", &["ins-skb2022"], &[]);
        assert_eq!(house.corrects(id, 1, small.clone(), false).expect("corrects"), 2);
        assert_eq!(house.corrects(id, 1, small, false).expect("the same again"), 2);
        assert_eq!(counted(house.of(id, house.root)), people(11, 1, 1), "a slip of the pen asks nobody again");
        assert_eq!(refused(house.acknowledges(3, id, 1, noon("2023-11-26"))), "corrected-meanwhile");
        assert_eq!(house.acknowledges(3, id, 2, noon("2023-11-26")).expect("acknowledges").version, 2);
        let mut grave = content("Ketentuan netralitas pegawai", &["ins-skb2022"], &[]);
        grave.text = Text::parse("Isi yang sama sekali berbeda dari sebelumnya.").expect("a text");
        assert_eq!(refused(house.corrects(id, 1, grave.clone(), true)), "corrected-meanwhile");
        assert_eq!(house.corrects(id, 2, grave, true).expect("corrects"), 3);
        assert_eq!(counted(house.of(id, house.root)), people(11, 0, 0));
        let mark = house.view(house.person(2), id).expect("reads").mine.expect("meant");
        assert_eq!((mark.done, mark.acknowledged.map(|one| one.version)), (false, Some(1)));
        house.acknowledges(2, id, 3, noon("2023-11-27")).expect("anew");
        assert_eq!(counted(house.of(id, house.root)), people(11, 1, 1));
        let who = house.person(3);
        let old = store.read_now(move |tx| actions::view(tx, today(), &who, id, Some(1))).expect("the old text stays");
        assert_eq!((old.version.version, old.editions.len()), (1, 3));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_a_person_read_moves_with_him() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        house.acknowledges(2, id, 1, today()).expect("acknowledges");
        house.reads(3, id, today());
        for person in [2, 3, 4] {
            let (who, papua) = (house.people[person], house.papua);
            store.write_now(move |tx| registry::move_to(tx, who, papua, day("2023-11-24"))).expect("moves");
        }
        // After the move, before the counters learn of it.
        house.acknowledges(4, id, 1, today()).expect("acknowledges");
        assert!(store.read_now(actions::is_behind).expect("reads"));
        house.follows();
        house.follows();
        assert_eq!(
            (counted(house.of(id, house.bali)), counted(house.of(id, house.papua))),
            (people(4, 0, 0), people(5, 3, 2))
        );
        let gone = house.people[2];
        store.write_now(move |tx| registry::leave(tx, gone, Departure::Retired, day("2023-11-25"))).expect("leaves");
        house.follows();
        assert_eq!(counted(house.of(id, house.papua)), people(4, 2, 1));
        let papua = house.papua;
        store.write_now(move |tx| registry::come_back(tx, gone, papua, day("2023-11-28"))).expect("comes back");
        house.follows();
        assert_eq!(counted(house.of(id, house.papua)), people(5, 3, 2));
        assert_eq!(house.findings(), []);
    });
}
