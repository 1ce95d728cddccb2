//! Findings: seen by the team's members, never by whom they are about nor by those below.

use super::*;
use crate::model::FindingId;
use crate::model::finding::NewFinding;

fn about(concerned: Option<EmployeeId>) -> NewFinding {
    NewFinding {
        act: None,
        what: "Sebuah kendaraan dinas di lokasi kampanye.".into(),
        found: day("2022-10-25"),
        evidence: Some("Dua foto di brankas.".into()),
        concerned,
    }
}

fn records(house: &House, by: usize, team: TeamId, now: Moment, new: NewFinding) -> Result<FindingId> {
    let (chance, who) = (house.chance.clone(), house.person(by));
    house.store.write_now(move |tx| actions::record_finding(tx, &chance, now, &who, team, &new))
}

fn sees(house: &House, by: usize, team: TeamId, now: Moment, id: FindingId) -> bool {
    let who = house.person(by);
    let one = house.store.read_now(move |tx| actions::finding(tx, now, &who, team, id)).is_ok();
    let who = house.person(by);
    let list = house.store.read_now(move |tx| actions::findings(tx, now, &who, team)).map(|found| found.list);
    let listed = list.is_ok_and(|list| list.iter().any(|view| view.finding.id == id));
    assert_eq!(one, listed, "list and page agree for {by}");
    one
}

fn counted(house: &House, who: Principal, team: TeamId) -> i64 {
    house.team(who, today(), team).work.expect("counts").findings
}

#[test]
fn a_finding_is_the_teams_alone_and_leaders_see_a_count() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let id = records(&house, 2, team, today(), about(None)).expect("records");
        for (by, expected) in [(5, true), (8, true), (2, true), (0, false), (9, false), (12, false), (13, false)] {
            assert_eq!(sees(&house, by, team, today(), id), expected, "{by}");
        }
        for who in [house.operator(), house.who(Role::TeamMember, house.root), house.who(Role::Leader, house.root)] {
            assert_eq!(counted(&house, who.clone(), team), 1);
            let found = store.read_now(move |tx| actions::findings(tx, today(), &who, team));
            assert!(matches!(found, Err(Error::NotFound)));
        }
        assert!(matches!(records(&house, 9, team, today(), about(None)), Err(Error::NotFound)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_late_finding_is_recorded_and_says_so() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let deadline = day("2022-11-01");
        for (by, now, late) in [(2, deadline.end(Zone::Wita), false), (3, deadline.end(Zone::Wita).plus_ms(1), true)] {
            let id = records(&house, by, team, now, about(None)).expect("records");
            assert_eq!(records(&house, by, team, now, about(None)).expect("a second press"), id);
            let who = house.person(2);
            let view = store.read_now(move |tx| actions::finding(tx, now, &who, team, id)).expect("sees");
            assert_eq!((view.finding.deadline, view.late), (deadline, late));
        }
        let ahead = NewFinding { found: day("2022-11-02"), ..about(None) };
        assert_eq!(refused(records(&house, 2, team, today(), ahead)), "found-future");
        let old = NewFinding { found: day("1922-11-02"), ..about(None) };
        assert_eq!(refused(records(&house, 2, team, today(), old)), "day-range");
    });
}

#[test]
fn whom_it_is_about_and_those_below_never_meet_it() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        // About member 3 of the office: hidden from 3, and from 5 (division) and 8 (prison), whose units lie below.
        let id = records(&house, 2, team, today(), about(Some(house.people[3]))).expect("records");
        for (by, expected) in [(1, true), (2, true), (3, false), (5, false), (8, false)] {
            assert_eq!(sees(&house, by, team, today(), id), expected, "{by}");
        }
        assert_eq!(counted(&house, house.person(3), team), 0);
        assert_eq!(counted(&house, house.person(1), team), 1);
        let leader = Principal { employee: Some(house.people[3]), ..house.who(Role::Leader, house.root) };
        assert_eq!(counted(&house, leader, team), 0, "a leader whom it is about counts nothing");
        // About a guard of the prison: his colleague there is no subordinate.
        let id = records(&house, 2, team, today(), about(Some(house.people[9]))).expect("records");
        assert!(sees(&house, 8, team, today(), id));
        let far = about(Some(house.people[12]));
        assert_eq!(refused(records(&house, 2, team, today(), far)), "concerned-unknown");
        let named = NewFinding { what: "Orang JJ hadir di sana.".into(), ..about(Some(house.people[9])) };
        assert_eq!(refused(records(&house, 2, team, today(), named)), "finding-names");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn to_an_account_that_is_nobodys_no_finding_about_a_person_counts() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        records(&house, 2, team, today(), about(None)).expect("records");
        records(&house, 2, team, today(), about(Some(house.people[3]))).expect("records");
        // The account may be that very person's in another role: nothing tells that it is not.
        for role in [Role::UnitOperator, Role::Leader, Role::Auditor, Role::TeamMember, Role::Administrator] {
            assert_eq!(counted(&house, house.who(role, house.root), team), 1, "{role:?}");
        }
        let known = Principal { employee: Some(house.people[13]), ..house.who(Role::Leader, house.root) };
        assert_eq!(counted(&house, known, team), 2, "somebody else, and above it");
    });
}

#[test]
fn a_finding_that_nobody_in_the_team_may_see_goes_to_the_team_above() {
    each_engine(|store| {
        let house = House::new(store);
        let bali = house.bali();
        let mut own = house.bali_team();
        own.unit = "KW-20-LAPAS-01".into();
        own.members = vec![
            house.member(7, Duty::Chair, &[Function::Guidance]),
            house.member(8, Duty::Member, &[Function::Supervision]),
            house.member(9, Duty::Member, &[Function::Handling]),
        ];
        let prison = house.forms(own, house.operator()).expect("forms");
        let id = records(&house, 9, prison, today(), about(Some(house.people[7]))).expect("records");
        for by in [7, 8, 9] {
            assert!(!sees(&house, by, prison, today(), id), "{by}");
        }
        assert!(sees(&house, 1, bali, today(), id) && sees(&house, 5, bali, today(), id));
        assert!(!sees(&house, 8, bali, today(), id), "in both teams, and below");
        let who = house.person(1);
        let found = store.read_now(move |tx| actions::findings(tx, today(), &who, bali)).expect("reads");
        assert!(found.list.iter().all(|view| view.passed_up));
        let plain = records(&house, 9, prison, today(), about(None)).expect("records");
        assert!(sees(&house, 8, prison, today(), plain) && !sees(&house, 1, bali, today(), plain));
    });
}

#[test]
fn who_has_left_sees_nothing_more_also_before_the_team_has_followed() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let id = records(&house, 2, team, today(), about(None)).expect("records");
        let (gone, papua) = (house.people[2], house.papua);
        store.write_now(move |tx| registry::move_to(tx, gone, papua, day("2022-11-01"))).expect("moves");
        assert!(!sees(&house, 2, team, today(), id));
        assert!(!sees(&house, 5, team, noon("2025-01-01"), id), "the period is over");
        let mut next = house.bali_team();
        next.period = Period { from: day("2025-01-01"), until: day("2025-12-31") };
        next.members.remove(2);
        let next = house.forms(next, house.operator()).expect("forms");
        assert!(sees(&house, 5, next, noon("2025-01-01"), id), "the next team goes on with it");
    });
}
