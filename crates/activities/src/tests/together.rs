//! Two things at the same moment: reports filed twice, a report and what is still told.

use super::*;
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

/// Held; at the same place and hour as the one before.
fn held(house: &House) -> ActivityId {
    let id = house.plans(NewActivity { confirmed: true, ..readiness() }).expect("plans");
    house.starts(id, on_the_day()).expect("starts");
    house.finishes(id, afterwards()).expect("finishes");
    id
}

#[test]
fn a_report_filed_twice_at_once_is_one_and_has_one_number() {
    each_engine(|store| {
        let house = House::new(store);
        for _ in 0..4 {
            let id = held(&house);
            let (one, other) = at_once(|| house.files(id, afterwards()), || house.files(id, afterwards()));
            assert_eq!((one.expect("files"), other.expect("finds it")), (1, 1));
        }
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_is_told_while_a_report_is_filed_is_in_it_or_refused() {
    each_engine(|store| {
        let house = House::new(store);
        for _ in 0..4 {
            let (id, by) = (held(&house), house.operator());
            let tell = || house.writes(move |tx, _| actions::write_minutes(tx, &by, id, "Pada saat terakhir."));
            let (filed, told) = at_once(|| house.files(id, afterwards()), tell);
            filed.expect("files");
            if told.is_err() {
                assert_eq!(refused(told), ["reported"]);
            }
        }
        assert_eq!(house.findings(), [], "what was filed is what stands there");
    });
}

#[test]
fn one_plan_sent_twice_at_once_is_one_activity() {
    each_engine(|store| {
        let house = House::new(store);
        for title in ["Apel satu", "Apel dua", "Apel tiga", "Apel empat"] {
            let new = NewActivity { title: title.into(), confirmed: true, ..readiness() };
            let (one, other) = at_once(|| house.plans(new.clone()), || house.plans(new.clone()));
            assert_eq!(one.expect("plans"), other.expect("finds it"));
        }
        let who = house.operator();
        let list = move |tx: &mut Tx<'_>| actions::list(tx, before(), &who, &actions::Filter::default());
        assert_eq!(store.read_now(list).expect("lists").0.len(), 4);
    });
}
