//! Teams: formed once, changed, followed, ended; who has one, and what waits for the operator.

use super::*;
use crate::actions::What;

fn names(house: &House, team: TeamId, now: Moment) -> Vec<usize> {
    let view = house.team(house.operator(), now, team);
    let here = view.members.iter().filter(|one| one.member.is_in(view.today)).map(|one| one.member.employee);
    here.map(|id| house.people.iter().position(|known| *known == id).expect("known")).collect()
}

#[test]
fn a_team_stands_with_its_members_and_leaves_one_leaf() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        assert_eq!(names(&house, team, today()), [5, 1, 2, 3, 8]);
        let mut audit = netra_ledger::audit::Audit::default();
        store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        assert_eq!((audit.wrong, audit.acts.get("team-formed")), (0, Some(&1)));
        assert_eq!(refused(house.forms(house.bali_team(), house.operator())), "period-overlap");
        let other = house.who(Role::UnitOperator, house.papua);
        assert_eq!(refused(house.forms(house.bali_team(), other)), "unit-unknown");
        let leader = house.who(Role::Leader, house.root);
        assert_eq!(refused(house.forms(house.bali_team(), leader)), "unit-unknown");
        let mut elsewhere = house.bali_team();
        elsewhere.unit = "KW-20-LAPAS-01".into();
        elsewhere.members[2].person = Person::Known(house.people[11]);
        assert_eq!(refused(house.forms(elsewhere, house.operator())), "member-unknown");
    });
}

#[test]
fn a_refused_team_keeps_nothing() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.bali_team();
        new.members[1].person = Person::Known(house.people[10]);
        assert_eq!(refused(house.forms(new, house.operator())), "member-employment");
        let who = house.operator();
        let teams = store.read_now(move |tx| actions::of_unit(tx, today(), &who, "KW-20")).expect("reads").2;
        assert!(teams.is_empty());
        assert_eq!(house.follows(today()), 0);
    });
}

#[test]
fn a_successor_takes_place_and_functions_and_history_stays() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let chair = house.membership(team, 5);
        let now = noon("2022-12-01");
        assert_eq!(refused(house.changes(team, now, Change::Leave(chair, EndReason::Duties))), "successor-missing");
        let successor = Person::Known(house.people[6]);
        house.changes(team, now, Change::Replace(chair, EndReason::Duties, successor)).expect("replaces");
        assert_eq!(names(&house, team, now), [1, 2, 3, 8, 6]);
        let view = house.team(house.operator(), now, team);
        let old = view.members.iter().find(|one| one.member.id == chair).expect("kept");
        assert_eq!(old.successor.as_deref(), Some("Orang GG"));
        assert_eq!(view.changes[0].decree.as_deref(), Some("CONTOH/2"));
        assert_eq!(old.member.ended.as_ref().map(|end| end.last_day), Some(day("2022-11-30")));
        let new = view.members.last().expect("joined");
        assert_eq!(
            (new.member.duty, new.member.functions.text().as_str()),
            (Duty::Chair, "guidance,supervision,handling")
        );
        let again = Change::Replace(chair, EndReason::Duties, Person::Known(house.people[4]));
        assert_eq!(refused(house.changes(team, now, again)), "member-ended");
        let joins = Change::Join(house.member(4, Duty::Member, &[Function::Handling]));
        house.changes(team, now, joins).expect("joins");
        let leaves = Change::Leave(house.membership(team, 8), EndReason::Request);
        house.changes(team, noon("2022-12-05"), leaves).expect("leaves");
        assert_eq!(names(&house, team, noon("2022-12-05")), [1, 2, 3, 6, 4]);
        assert_eq!(house.findings(), []);
        let (chance, by) = (house.chance.clone(), house.who(Role::UnitOperator, house.papua));
        let request = ChangeRequest { change: Change::Settle(chair), day: day("2022-12-05"), decree: None };
        let other = store.write_now(move |tx| actions::change(tx, &chance, today(), &by, team, &request));
        assert!(matches!(other, Err(Error::NotFound)), "not his team");
    });
}

fn waiting(house: &House, who: Principal, now: Moment) -> Vec<String> {
    let list = house.store.read_now(move |tx| actions::notices(tx, &who, now)).expect("reads");
    let words = |what: What| match what {
        What::MemberLeft(_, name, _) => name,
        What::Incomplete => "incomplete".into(),
        What::EndsSoon(day) => day.to_string(),
    };
    list.into_iter().map(|notice| words(notice.what)).collect()
}

#[test]
fn who_leaves_the_unit_leaves_the_team_and_the_operator_is_told() {
    each_engine(|store| {
        let house = House::new(store);
        let before = house.people[8];
        store
            .write_now({
                let papua = house.papua;
                move |tx| registry::move_to(tx, before, papua, day("2022-01-01"))
            })
            .expect("moves");
        store
            .write_now({
                let prison = house.prison;
                move |tx| registry::move_to(tx, before, prison, day("2022-02-01"))
            })
            .expect("moves back, before the team");
        let team = house.bali();
        house.follows(today());
        assert_eq!(names(&house, team, today()), [5, 1, 2, 3, 8], "what was before the team does not matter");
        let (inside, moves, retires) = (house.people[3], house.people[2], house.people[5]);
        let (prison, papua) = (house.prison, house.papua);
        store.write_now(move |tx| registry::move_to(tx, inside, prison, day("2022-11-05"))).expect("moves");
        store.write_now(move |tx| registry::move_to(tx, moves, papua, day("2022-11-06"))).expect("moves");
        store.write_now(move |tx| registry::leave(tx, retires, Departure::Retired, day("2022-11-07"))).expect("leaves");
        assert!(store.read_now(actions::is_behind).expect("reads"));
        let now = noon("2022-11-08");
        let chance = house.chance.clone();
        let one = store.write_now(move |tx| actions::follow(tx, &chance, now, 1)).expect("follows");
        assert_eq!(one, 1, "in steps");
        assert_eq!(house.follows(now), 2);
        assert_eq!(house.follows(now), 0, "once");
        assert_eq!(names(&house, team, now), [1, 3, 8]);
        assert_eq!(
            waiting(&house, house.who(Role::UnitOperator, house.bali), now),
            ["Orang FF", "Orang CC", "incomplete"]
        );
        assert!(waiting(&house, house.who(Role::UnitOperator, house.papua), now).is_empty());
        assert!(waiting(&house, house.who(Role::Leader, house.root), now).is_empty());
        assert!(!house.team(house.operator(), now, team).complete);
        let chair = house.membership(team, 5);
        let successor = Change::Replace(chair, EndReason::Replaced, Person::Known(house.people[6]));
        house.changes(team, now, successor).expect("replaces one who left");
        house.changes(team, now, Change::Settle(house.membership(team, 2))).expect("settles");
        assert!(waiting(&house, house.operator(), now).is_empty());
        assert_eq!(names(&house, team, now), [1, 3, 8, 6]);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_unit_has_its_own_team_or_the_nearest_above_or_none() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let counts = |now: Moment| {
            let all = store.read_now(move |tx| actions::standing(tx, now)).expect("reads").counts("/");
            (all.units, all.own, all.above, all.without(), all.incomplete)
        };
        assert_eq!(counts(today()), (3, 1, 1, 1, 0));
        // By the unit's own clock: in Bali the last day has ended when in western time it has not.
        let last = day("2024-12-31");
        assert_eq!(counts(last.end(Zone::Wita)), (3, 1, 1, 1, 0));
        assert_eq!(counts(last.end(Zone::Wita).plus_ms(1)), (3, 0, 0, 3, 0));
        assert_eq!(waiting(&house, house.operator(), last.at(Zone::Wita, 9, 0)), ["2024-12-31"]);
        let mut own = house.bali_team();
        own.unit = "KW-20-LAPAS-01".into();
        own.members = vec![
            house.member(0, Duty::Chair, &[Function::Guidance]),
            house.member(7, Duty::Member, &[Function::Supervision]),
            house.member(9, Duty::Member, &[Function::Handling]),
        ];
        house.forms(own, house.operator()).expect("forms, with one from above");
        assert_eq!(counts(today()), (3, 2, 0, 1, 0));
        let (chance, by) = (house.chance.clone(), house.operator());
        let end = (day("2022-10-31"), "Kanwil ditata ulang");
        store.write_now(move |tx| actions::end(tx, &chance, today(), &by, team, end)).expect("ends");
        assert_eq!(counts(today()), (3, 1, 0, 2, 0));
        assert_eq!(counts(noon("2022-10-31")), (3, 2, 0, 1, 0));
        let mut next = house.bali_team();
        next.period.from = day("2022-11-01");
        house.forms(next, house.operator()).expect("forms the next one");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn names_are_for_the_units_staff_and_those_who_oversee() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let sees = |who: Principal| {
            let view = house.team(who, today(), team);
            (view.size, view.members.len(), view.work.is_some())
        };
        assert_eq!(sees(house.person(9)), (5, 5, false), "staff of a unit below");
        assert_eq!(sees(house.person(12)), (5, 0, false), "staff elsewhere");
        assert_eq!(sees(house.person(13)), (5, 0, false), "above, without a role");
        assert_eq!(sees(house.person(1)), (5, 5, true), "a member");
        assert_eq!(sees(house.who(Role::Auditor, house.bali)), (5, 5, true));
        assert_eq!(sees(house.who(Role::Auditor, house.papua)), (5, 0, false));
        let partner = house.who(Role::Partner, house.root);
        assert!(matches!(store.read_now(move |tx| actions::team(tx, today(), &partner, team)), Err(Error::NotFound)));
    });
}

#[test]
fn the_sample_ministry_has_balis_team_with_a_plan_and_a_finding() {
    each_engine(|store| {
        let house = House::new(store);
        let (chance, by, now) = (house.chance.clone(), house.operator(), noon("2024-02-01"));
        let units = [house.bali, house.papua];
        let filled = store
            .write_now(move |tx| crate::demo::fill(tx, &chance, now, &by, &units, &["ins-skb2022"]))
            .expect("fills");
        assert_eq!(filled.teams, 1, "Papua has too few people");
        let view = house.team(house.operator(), now, filled.team.expect("Bali's"));
        assert_eq!((view.team.decree.day, view.size, view.complete), (day("2022-10-19"), 7, true));
        let work = view.work.expect("counts");
        assert_eq!(
            (work.plan.planned, work.plan.held, work.plan.follow_ups, work.plan.follow_ups_done, work.findings),
            (1, 1, 2, 1, 1)
        );
        assert_eq!((work.tasks, work.tasks_done, work.tasks_late), (5, 1, 2));
        assert_eq!(house.findings(), []);
    });
}
