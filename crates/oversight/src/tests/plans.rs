//! The plan: who writes it, who reads it, what a report leaves, what follows from it.

use super::*;
use crate::model::plan::ItemState;

#[test]
fn a_visit_is_planned_held_and_followed_up() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let item = house.plans(1, team, house.visit()).expect("plans");
        let now = noon("2022-11-11");
        house.reports(2, (team, item), now, held()).expect("reports");
        house.reports(2, (team, item), now.plus_ms(900), held()).expect("a second press");
        house.reports(3, (team, item), now, held()).expect("also of somebody else who says the same");
        let NewReport::Held { day: on, follow_ups, effect, .. } = held() else { panic!("held") };
        let other = NewReport::Held { day: on, findings: "Tidak ada temuan.".into(), follow_ups, effect };
        assert_eq!(refused(house.reports(2, (team, item), now, other)), "item-reported");
        let finish = |who: usize, number: i64, done: &str| {
            let (chance, who, done) = (house.chance.clone(), house.person(who), day(done));
            store
                .write_now(move |tx| actions::finish(tx, &chance, noon("2022-11-15"), &who, (team, item, number), done))
        };
        assert_eq!(refused(finish(3, 1, "2022-11-16")), "day-outside");
        finish(3, 1, "2022-11-14").expect("is done");
        finish(3, 1, "2022-11-14").expect("a second press");
        assert_eq!(refused(finish(3, 1, "2022-11-13")), "follow-up-done");
        assert!(matches!(finish(3, 2, "2022-11-14"), Err(Error::NotFound)));
        assert!(matches!(finish(9, 1, "2022-11-14"), Err(Error::NotFound)), "not in the team");
        let work = house.team(house.who(Role::Leader, house.root), now, team).work.expect("counts");
        assert_eq!((work.plan.held, work.plan.effect.reached, work.plan.follow_ups_done), (1, 40, 1));
        assert_eq!(work.plan.follow_ups, 1, "one report, one point");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_cancelled_visit_keeps_its_reason() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let item = house.plans(1, team, house.visit()).expect("plans");
        let cancel = NewReport::Cancelled { reason: "Jalan putus.".into() };
        house.reports(1, (team, item), today(), cancel.clone()).expect("cancels");
        house.reports(1, (team, item), noon("2022-11-02"), cancel).expect("a second press");
        assert_eq!(refused(house.reports(1, (team, item), noon("2022-11-11"), held())), "item-reported");
        let who = house.person(1);
        let (_, view) = store.read_now(move |tx| actions::item(tx, today(), &who, (team, item))).expect("reads");
        assert!(matches!(view.item.state, ItemState::Cancelled { reason, .. } if reason == "Jalan putus."));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn those_who_may_be_visited_do_not_see_the_plan() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        house.plans(1, team, house.visit()).expect("plans");
        let reads = |who: Principal| store.read_now(move |tx| actions::plan(tx, today(), &who, team)).is_ok();
        assert!(reads(house.person(8)), "a member");
        assert!(reads(house.who(Role::TeamMember, house.bali)) && reads(house.who(Role::Auditor, house.root)));
        for who in [house.person(7), house.person(13), house.operator(), house.who(Role::Leader, house.root)] {
            assert!(!reads(who));
        }
        assert!(!reads(house.who(Role::TeamMember, house.papua)));
        assert!(matches!(house.plans(7, team, house.visit()), Err(Error::NotFound)));
        let mut far = house.visit();
        far.unit = "KW-30".into();
        assert_eq!(refused(house.plans(1, team, far)), "unit-outside");
        let mut stranger = house.visit();
        stranger.who[0].employee = house.people[9];
        assert_eq!(refused(house.plans(1, team, stranger)), "assigned-stranger");
    });
}

#[test]
fn a_member_sees_what_is_due_first() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let mut later = house.visit();
        later.who[0].due = day("2022-12-01");
        let later = house.plans(1, team, later).expect("plans");
        let first = house.plans(1, team, house.visit()).expect("plans");
        let who = house.person(2);
        let duties = store.read_now(move |tx| actions::plan(tx, today(), &who, team)).expect("reads").duties;
        assert_eq!(duties.iter().map(|(_, item)| item.id).collect::<Vec<_>>(), [first, later]);
    });
}
