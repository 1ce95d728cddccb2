//! What a member leaves open when he goes: told to the unit's keepers and to those who lead, and done by whoever takes the place.

use super::tasks::{ends, gives};
use super::*;
use crate::actions::{Left, Owed};
use crate::model::task::TaskEnd;
use crate::pages::notice_words;
use netra_base::Lang;

/// What somebody has to do, and whose it was: `=` his own, `<` of whom he replaced, `?` of whom nobody replaced.
fn mine(house: &House, who: usize, now: Moment) -> Vec<String> {
    let who = house.person(who);
    let list = house.store.read_now(move |tx| actions::duties(tx, now, &who)).expect("reads");
    let words = |one: actions::MyDuty| {
        let what = match one.what {
            Owed::Visit(item) => item.place,
            Owed::Point(_, _, words) => words,
            Owed::Task(task) => task.what,
        };
        match one.left {
            None => format!("= {what}"),
            Some(Left::Taken(name)) => format!("< {name}: {what}"),
            Some(Left::Open(name)) => format!("? {name}: {what}"),
        }
    };
    list.into_iter().map(words).collect()
}

fn told(house: &House, now: Moment) -> Vec<String> {
    let who = house.operator();
    let list = house.store.read_now(move |tx| actions::notices(tx, &who, now)).expect("reads");
    list.iter().map(|notice| notice_words(Lang::Id, notice)).collect()
}

#[test]
fn whoever_takes_a_place_takes_over_what_is_open_there() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let task = gives(&house, 5, team, ("Susun rekap", "2022-12-20"), &[8]).expect("gives")[0];
        let shared = house.plans(1, team, house.visit()).expect("plans");
        let mut alone = house.visit();
        (alone.place, alone.who) =
            ("Blok B".into(), vec![Assignment { employee: house.people[8], due: day("2022-11-18") }]);
        let alone = house.plans(1, team, alone).expect("plans");
        house.reports(2, (team, shared), noon("2022-11-11"), held()).expect("reports");
        let (gone, papua) = (house.people[8], house.papua);
        store.write_now(move |tx| registry::move_to(tx, gone, papua, day("2022-11-12"))).expect("moves");
        let now = noon("2022-11-12");
        house.follows(now);
        let said = told(&house, now);
        assert!(said[0].contains("Tugas, kunjungan, dan tindak lanjutnya yang belum dialihkan: 3."), "{said:?}");
        let open = ["? Orang II: Blok B", "? Orang II: Susun rekap"];
        assert_eq!(
            mine(&house, 5, now),
            open,
            "the chair sees to what has nobody; on the other visit somebody goes still"
        );
        assert_eq!(mine(&house, 1, now), open, "and so does the secretary");
        assert!(mine(&house, 3, now).is_empty() && mine(&house, 8, now).is_empty());
        let successor = Change::Replace(house.membership(team, 8), EndReason::Replaced, Person::Known(house.people[9]));
        house.changes(team, now, successor).expect("replaces");
        let taken = ["< Orang II: Blok B", "< Orang II: Periksa lagi", "< Orang II: Susun rekap"];
        assert_eq!(mine(&house, 9, now), taken);
        assert!(mine(&house, 5, now).is_empty() && told(&house, now).is_empty());
        let chair = house.person(5);
        let list = store.read_now(move |tx| actions::tasks(tx, now, &chair, team, None)).expect("reads").open;
        assert_eq!(list[0].heir.as_deref(), Some("Orang JJ"));
        let chair = house.person(5);
        let item = store.read_now(move |tx| actions::item(tx, now, &chair, (team, alone))).expect("reads").1;
        assert_eq!((item.who[0].name.as_str(), item.who[0].heir.as_deref()), ("Orang II", Some("Orang JJ")));
        let done = TaskEnd::Done(day("2022-11-12"));
        assert!(matches!(ends(&house, 3, (team, task), now, done.clone()), Err(Error::NotFound)));
        ends(&house, 9, (team, task), now, done).expect("the successor has done it");
        let later = noon("2022-11-14");
        let next = Change::Replace(house.membership(team, 9), EndReason::Duties, Person::Known(house.people[4]));
        house.changes(team, later, next).expect("replaces the successor");
        assert_eq!(mine(&house, 4, later), ["< Orang II: Blok B", "< Orang II: Periksa lagi"], "down the line");
        assert!(mine(&house, 9, later).is_empty());
        house.reports(4, (team, alone), later, held()).expect("reports");
        assert_eq!(house.findings(), [], "the record tells to whom each was given");
    });
}

#[test]
fn what_nobody_takes_over_stands_with_those_who_lead() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        house.plans(1, team, house.visit()).expect("plans");
        gives(&house, 5, team, ("Foto papan", "2022-11-30"), &[8]).expect("gives");
        let now = noon("2022-11-02");
        let leaves = Change::Leave(house.membership(team, 8), EndReason::Request);
        house.changes(team, now, leaves).expect("leaves");
        assert_eq!(mine(&house, 2, now), ["= Aula"]);
        assert_eq!(mine(&house, 5, now), ["? Orang II: Foto papan"], "to the visit somebody goes still");
        assert!(mine(&house, 8, now).is_empty() && mine(&house, 3, now).is_empty());
        let successor = Change::Join(house.member(9, Duty::Member, &[Function::Supervision]));
        house.changes(team, now, successor).expect("joins");
        assert!(mine(&house, 9, now).is_empty(), "who joins takes nobody's place");
    });
}
