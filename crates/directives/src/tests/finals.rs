//! Final figures: what is withdrawn, replaced or over keeps the figures of that moment, whatever the roster does afterwards.

use super::*;
use std::sync::Barrier;

impl House {
    /// Somebody of Bali's office moves to Papua, somebody of Papua leaves, the prison comes under Papua's office, and ten
    /// people are hired there.
    fn changes(&mut self) {
        let (moves, leaves) = (self.people[2], self.people[9]);
        let (prison, papua) = (self.prison, self.papua);
        self.store
            .write_now(move |tx| {
                registry::move_to(tx, moves, papua, day("2024-02-01"))?;
                registry::leave(tx, leaves, netra_registry::model::Departure::Retired, day("2024-02-01"))?;
                registry::move_unit(tx, prison, papua)
            })
            .expect("changes");
        for serial in 50..60 {
            self.people.push(hire(&self.store, serial, papua, Employment::Pns));
        }
        self.follows();
    }

    fn at(&self, id: DirectiveId, now: Moment) -> Spread {
        let by = self.operator();
        self.store.read_now(move |tx| actions::spread(tx, now, &by, id)).expect("sees")
    }

    fn counts_what_is_over(&self, now: Moment) -> usize {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::count_over(tx, &chance, now, 10)).expect("counts")
    }
}

/// Everything that a spread tells, by unit.
fn told(spread: &Spread) -> Vec<(String, Figures, Figures, String)> {
    let of =
        |branch: &actions::Branch| (branch.unit.code.to_string(), branch.own, branch.all, format!("{:?}", branch.line));
    let mut told: Vec<_> = spread.branches.iter().map(of).collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

#[test]
fn what_is_withdrawn_keeps_the_figures_of_that_day() {
    each_engine(|store| {
        let mut house = House::new(store);
        let id = house.issued();
        for person in [2, 5, 8, 9] {
            house.acknowledges(person, id, 1, today()).expect("acknowledges");
        }
        house.reads(6, id, today());
        house.passes(house.operator(), id, "KW-20", noon("2023-11-25")).expect("passes on");
        let before = house.at(id, noon("2023-11-25"));
        house.ends(id, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
        let kept = house.at(id, noon("2023-11-26"));
        assert_eq!((told(&kept), kept.total), (told(&before), before.total));
        assert_eq!(counted(kept.total), people(11, 5, 4));
        house.changes();
        let later = house.at(id, noon("2024-03-01"));
        assert_eq!((told(&later), later.total, &later.by_kind), (told(&before), before.total, &before.by_kind));
        assert_eq!((later.at, later.whole), (noon("2023-11-26"), true), "shown with its moment");
        let below = later.below(house.bali);
        assert_eq!(below.iter().map(|one| one.unit.code.as_str()).collect::<Vec<_>>(), ["KW-20-LAPAS-01"]);
        // Who is to see it is decided by the tree of today.
        let papua = house.who(Role::Leader, house.papua);
        let seen = store.read_now(move |tx| actions::spread(tx, noon("2024-03-01"), &papua, id)).expect("sees");
        assert_eq!((seen.branches.len(), seen.total.should, seen.whole), (2, 6, false));
        // Names were there to remind people.
        let by = house.who(Role::UnitOperator, house.bali);
        let names = store.read_now(move |tx| actions::outstanding(tx, &by, id, "KW-20", 0));
        assert!(matches!(names, Err(Error::NotFound)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_is_replaced_is_counted_when_the_new_one_is_issued() {
    each_engine(|store| {
        let mut house = House::new(store);
        let old = house.issued();
        house.acknowledges(8, old, 1, today()).expect("acknowledges");
        let mut next = house.circular("1200");
        next.replaces = vec![old];
        let new = house.issues(house.operator(), next).expect("issues");
        house.changes();
        let (of_old, of_new) = (house.at(old, noon("2024-03-01")), house.at(new, noon("2024-03-01")));
        assert_eq!((counted(of_old.total), of_old.at), (people(11, 1, 1), today()));
        assert_eq!((counted(of_new.total), of_new.at), (people(20, 0, 0), noon("2024-03-01")));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_figures_stand_once_the_last_day_is_over_everywhere() {
    each_engine(|store| {
        let mut house = House::new(store);
        let mut new = house.circular("7");
        (new.until, new.asked) = (Some(day("2023-11-30")), Some(Due::Day(day("2023-11-30"))));
        let id = house.issues(house.operator(), new).expect("issues");
        house.acknowledges(3, id, 1, today()).expect("acknowledges");
        let over = |now: Moment| store.read_now(move |tx| actions::is_over(tx, now)).expect("reads");
        // In Papua the day is over two hours before it is in Jakarta.
        let last = day("2023-11-30").at(Zone::Wib, 23, 0);
        assert!(!over(last) && house.counts_what_is_over(last) == 0);
        let next = day("2023-12-01").at(Zone::Wib, 0, 0);
        assert!(over(next));
        let gone = house.people[4];
        let papua = house.papua;
        store.write_now(move |tx| registry::move_to(tx, gone, papua, day("2023-12-01"))).expect("moves");
        assert!(!over(next), "not while the counters are behind the roster");
        house.follows();
        assert!(over(next));
        assert_eq!((house.counts_what_is_over(next), house.counts_what_is_over(next)), (1, 0), "once");
        house.changes();
        let spread = house.at(id, noon("2024-03-01"));
        assert_eq!((counted(spread.total), spread.at), (people(11, 1, 1), next));
        let mut grave = content("Ketentuan baru", &["ins-skb2022"], &[]);
        grave.text = Text::parse("Isi yang sama sekali berbeda dari sebelumnya.").expect("a text");
        assert_eq!(refused(house.corrects(id, 1, grave.clone(), true)), "directive-over");
        house.corrects(id, 1, grave, false).expect("a slip of the pen may be mended");
        house.ends(id, Ending::Withdrawn("Tidak dipakai lagi".into())).expect("withdraws");
        let spread = house.at(id, noon("2024-03-01"));
        assert_eq!((counted(spread.total), spread.at), (people(11, 1, 1), next), "counted before");
        assert_eq!(house.findings(), []);
    });
}

/// Whoever was told that it is acknowledged is in the final figures, also at the very moment of the end.
#[test]
fn no_acknowledgement_is_lost_between_the_last_press_and_the_count() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        let start = Barrier::new(9);
        let given = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..8)
                .map(|person| {
                    let (start, house) = (&start, &house);
                    scope.spawn(move || {
                        start.wait();
                        house.acknowledges(person, id, 1, today()).is_ok()
                    })
                })
                .collect();
            start.wait();
            house.ends(id, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
            hands.into_iter().map(|hand| i64::from(hand.join().expect("no panic"))).sum::<i64>()
        });
        assert_eq!(house.at(id, noon("2023-11-27")).total.acknowledged, given);
        assert_eq!(house.findings(), []);
    });
}

/// A request takes its moment when it comes in, and may wait over midnight until the figures are final.
#[test]
fn what_arrives_after_the_count_is_refused_and_what_was_there_is_found_again() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.circular("7");
        (new.until, new.asked) = (Some(day("2023-11-30")), Some(Due::Day(day("2023-11-30"))));
        let id = house.issues(house.operator(), new).expect("issues");
        let last = day("2023-11-30").at(Zone::Wib, 20, 0);
        let pass = |unit: &str| house.passes(house.operator(), id, unit, last);
        let given = house.acknowledges(3, id, 1, last).expect("acknowledges");
        pass("KW-20").expect("passes on");
        assert_eq!(house.counts_what_is_over(day("2023-12-01").at(Zone::Wib, 0, 0)), 1);
        let kept = house.at(id, noon("2023-12-01"));
        assert_eq!(refused(house.acknowledges(4, id, 1, last)), "directive-over");
        assert_eq!(refused(pass("KW-30")), "directive-over");
        let again = house.acknowledges(3, id, 1, last).expect("is there");
        assert_eq!((again.entry, again.again), (given.entry, true));
        assert!(pass("KW-20").expect("is there").1);
        let now = house.at(id, noon("2023-12-02"));
        assert_eq!((told(&now), now.total), (told(&kept), kept.total));
        assert_eq!(counted(now.total), people(11, 1, 1));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_leader_hears_in_one_line_how_his_branch_stands() {
    each_engine(|store| {
        let house = House::new(store);
        let first = house.issued();
        let mut second = house.circular("2");
        (second.unit, second.audience.units) = ("KW-20".into(), vec![house.bali]);
        (second.audience.kinds, second.without_ppnpn) = (vec![Employment::Pns], true);
        let second = house.issues(house.operator(), second).expect("issues");
        let mut silent = house.circular("3");
        silent.asked = None;
        house.issues(house.operator(), silent).expect("asks nobody");
        let ended = house.issues(house.operator(), house.circular("4")).expect("issues");
        house.ends(ended, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
        for (person, id) in [(2, first), (5, first), (5, second), (9, first)] {
            house.acknowledges(person, id, 1, today()).expect("acknowledges");
        }
        let standing = |who: Principal| {
            let told = store.read_now(move |tx| actions::standing(tx, &who, today())).expect("reads");
            (told.directives, told.must, told.acknowledged)
        };
        assert_eq!(standing(house.who(Role::Leader, house.root)), (2, 17, 4));
        assert_eq!(standing(house.who(Role::Leader, house.bali)), (2, 13, 3), "the PPNPN once only");
        assert_eq!(standing(house.who(Role::Leader, house.papua)), (1, 2, 1));
        assert_eq!(standing(house.who(Role::TeamMember, house.bali)), (0, 0, 0));
        let mut both = house.who(Role::Leader, house.bali);
        both.grants.extend(house.who(Role::UnitOperator, house.prison).grants);
        assert_eq!(standing(both), (2, 13, 3), "a unit below is told with the one above");
        assert_eq!(standing(house.person(2)), (0, 0, 0));
    });
}
