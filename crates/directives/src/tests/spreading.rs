//! Passing on down the tree, figures by branch, who has not, reminders, what waits.

use super::*;

#[test]
fn each_unit_of_the_audience_passes_on_once() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let line =
            |unit: UnitId| house.spread(house.operator(), id).expect("sees").of(unit).expect("a branch").line.clone();
        // The ministry and its general secretariat issued it; the prison waits for its office.
        assert_eq!((line(house.root), line(house.general)), (Line::Issuer, Line::Issuer));
        assert_eq!((line(house.bali), line(house.prison)), (Line::Due(Some(today())), Line::Due(None)));
        let bali = house.who(Role::UnitOperator, house.bali);
        let first = house.passes(bali.clone(), id, "KW-20", noon("2023-11-25")).expect("passes on");
        assert_eq!((first.1, first.0.received), (false, Some(today())));
        let again = house.passes(bali.clone(), id, "kw-20", noon("2023-11-29")).expect("again");
        assert_eq!((again.1, again.0.entry, again.0.at), (true, first.0.entry, noon("2023-11-25")));
        assert_eq!(line(house.prison), Line::Due(Some(noon("2023-11-25"))));
        assert_eq!(refused(house.passes(bali.clone(), id, "KW-30", noon("2023-11-25"))), "unit-unknown");
        assert_eq!(refused(house.passes(house.operator(), id, "E1-01", noon("2023-11-25"))), "nothing-to-pass");
        house.passes(bali, id, "KW-20-LAPAS-01", noon("2023-11-26")).expect("passes on");
        let all = house.of(id, house.root);
        assert_eq!((all.duty, all.passed), (3, 2));
        assert_eq!((house.of(id, house.bali).duty, house.of(id, house.bali).passed), (2, 2));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_unit_may_be_faster_than_the_one_above_and_brings_its_own_order() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let (passed, _) = house.passes(house.operator(), id, "KW-20-LAPAS-01", noon("2023-11-25")).expect("passes on");
        assert_eq!(passed.received, None, "the office has not");
        let mut order = house.circular("5");
        (order.kind, order.unit, order.audience.units) = (DirectiveKind::Order, "KW-20".into(), vec![house.bali]);
        order.content = content("Pelaksanaan", &[], &[id]);
        let order = house.issues(house.operator(), order).expect("issues");
        let with = |unit: &str, order: DirectiveId| {
            let (chance, by) = (house.chance.clone(), house.operator());
            let new = NewPass { unit: unit.into(), function: "Kepala unit".into(), note: None, order: Some(order) };
            store.write_now(move |tx| actions::pass_on(tx, &chance, noon("2023-11-26"), &by, id, &new))
        };
        assert_eq!(refused(with("KW-30", order)), "order-unfit", "another unit's order");
        assert_eq!(refused(with("KW-20", id)), "order-unfit");
        assert_eq!(with("KW-20", order).expect("passes on").0.order, Some(order));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_grave_correction_is_passed_on_again() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        house.passes(house.operator(), id, "KW-20", noon("2023-11-24")).expect("passes on");
        let mut grave = content("Ketentuan baru", &["ins-skb2022"], &[]);
        grave.text = Text::parse("Isi yang sama sekali berbeda dari sebelumnya.").expect("a text");
        house.corrects(id, 1, grave, true).expect("corrects");
        assert_eq!(house.of(id, house.root).passed, 0);
        assert!(!house.passes(house.operator(), id, "KW-20", noon("2023-11-26")).expect("again").1);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn leaders_see_counts_of_their_branch_and_operators_their_own_names() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        house.acknowledges(5, id, 1, today()).expect("acknowledges");
        house.reads(6, id, today());
        let seen = house.spread(house.who(Role::Leader, house.bali), id).expect("his branch");
        assert_eq!((seen.whole, counted(seen.total), seen.branches.len()), (false, people(7, 2, 1), 2));
        let all = house.spread(house.who(Role::Auditor, house.root), id).expect("all");
        assert!(all.whole && counted(all.total) == people(11, 2, 1));
        let ppnpn = all.by_kind.iter().find(|(kind, _)| *kind == Employment::Ppnpn).expect("in the audience");
        assert_eq!(ppnpn.1.should, 1);
        assert!(matches!(house.spread(house.person(5), id), Err(Error::NotFound)));
        let names =
            |who: Principal, code: &'static str| store.read_now(move |tx| actions::outstanding(tx, &who, id, code, 0));
        let found = names(house.who(Role::UnitOperator, house.bali), "KW-20-LAPAS-01").expect("his names");
        let told: Vec<_> = found.people.iter().map(|one| (one.name.as_str(), one.read.is_some())).collect();
        assert_eq!(told, [("Orang GG", true), ("Orang HH", false), ("Orang II", false)]);
        for (who, code) in [
            (house.who(Role::Leader, house.root), "KW-20"),
            (house.who(Role::UnitOperator, house.papua), "KW-20"),
            (house.person(5), "KW-20"),
        ] {
            assert!(matches!(names(who, code), Err(Error::NotFound)));
        }
    });
}

#[test]
fn a_reminder_is_shown_to_those_who_wait_once_a_day() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        house.acknowledges(5, id, 1, today()).expect("acknowledges");
        let by = house.who(Role::UnitOperator, house.bali);
        let remind = |by: Principal, code: &'static str, now: Moment| {
            store.write_now(move |tx| actions::remind(tx, now, &by, id, code))
        };
        let first = remind(by.clone(), "KW-20", noon("2023-11-28")).expect("reminds");
        assert_eq!((first.people, first.again), (6, false), "of the office and its prison");
        let second = remind(by.clone(), "KW-20", noon("2023-11-28").plus_ms(60_000)).expect("again");
        assert_eq!((second.at, second.again), (first.at, true));
        assert!(!remind(by.clone(), "KW-20", noon("2023-11-29")).expect("the next day").again);
        assert!(matches!(remind(by, "KW-30", noon("2023-11-28")), Err(Error::NotFound)));
        for (person, reminded) in [(6, Some(noon("2023-11-29"))), (5, None), (9, None)] {
            let who = house.person(person);
            let waiting = store.read_now(move |tx| actions::waiting(tx, &who, noon("2023-11-29"))).expect("waits");
            let told: Vec<_> = waiting.reminded.iter().map(|one| (one.directive, one.at, one.day)).collect();
            let expected: Vec<_> = reminded.map(|at| (id, at, day("2023-11-29"))).into_iter().collect();
            assert_eq!(told, expected, "{person}");
            if reminded.is_some() {
                assert_eq!((waiting.acknowledge, waiting.first), (1, None), "said once");
            }
        }
        for person in [0, 1] {
            house.acknowledges(person, id, 1, today()).expect("acknowledges");
        }
        let general = house.who(Role::UnitOperator, house.general);
        assert_eq!(refused(remind(general, "E1-01", noon("2023-11-28"))), "nobody-outstanding");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_waits_is_told_to_whom_it_waits_for() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let waits = |who: Principal| {
            let told = store.read_now(move |tx| actions::waiting(tx, &who, today())).expect("waits");
            (told.acknowledge, told.pass_on.into_iter().map(|(id, _, unit)| (id, unit)).collect::<Vec<_>>())
        };
        assert_eq!(waits(house.person(8)), (1, vec![]));
        assert_eq!(waits(house.who(Role::UnitOperator, house.bali)), (0, vec![(id, house.bali)]));
        assert_eq!(waits(house.who(Role::Leader, house.bali)), (0, vec![]));
        assert_eq!(waits(house.operator()), (0, vec![]), "the ministry issued it");
        house.passes(house.operator(), id, "KW-20", noon("2023-11-24")).expect("passes on");
        house.acknowledges(8, id, 1, today()).expect("acknowledges");
        assert_eq!(waits(house.person(8)), (0, vec![]));
        assert_eq!(waits(house.who(Role::UnitOperator, house.bali)), (0, vec![]));
        house.ends(id, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
        assert_eq!(waits(house.person(2)), (0, vec![]));
        assert_eq!(refused(house.passes(house.operator(), id, "KW-30", noon("2023-11-27"))), "directive-over");
    });
}
