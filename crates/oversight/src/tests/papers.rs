//! The decree as a paper, its number from the register, and the team that others point to.

use super::evidence::{GREY, RED, photo};
use super::*;
use crate::model::ScanId;
use serde_json::Value;

fn hands_in(house: &House, by: Principal, team: TeamId, bytes: &[u8]) -> Result<ScanId> {
    let (chance, ready) = (house.chance.clone(), photo(bytes));
    house.store.write_now(move |tx| actions::add_scan(tx, &chance, today(), &by, team, &ready))
}

#[test]
fn a_scan_of_the_decree_is_kept_once_for_those_who_see_names() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let id = hands_in(&house, house.operator(), team, GREY).expect("keeps");
        assert_eq!(hands_in(&house, house.operator(), team, GREY).expect("is there"), id);
        hands_in(&house, house.operator(), team, RED).expect("keeps the decree of a change");
        for other in [house.person(5), house.who(Role::Auditor, house.root), house.who(Role::UnitOperator, house.papua)]
        {
            assert!(matches!(hands_in(&house, other, team, RED), Err(Error::NotFound)));
        }
        let opens =
            |who: Principal| store.read_now(move |tx| actions::scan_file(tx, today(), &who, (team, id))).is_ok();
        assert!(opens(house.person(9)) && opens(house.operator()) && opens(house.who(Role::Leader, house.root)));
        assert!(!opens(house.person(12)));
        let who = house.person(9);
        assert_eq!(store.read_now(move |tx| actions::scans(tx, today(), &who, team)).expect("reads").list.len(), 2);
        let mut audit = netra_ledger::audit::Audit::default();
        store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        assert_eq!((audit.wrong, audit.acts.get("team-changed")), (0, Some(&2)));
    });
}

#[test]
fn a_decree_is_set_from_the_team_as_it_was_formed() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let joins = Change::Join(house.member(4, Duty::Member, &[Function::Handling]));
        house.changes(team, today(), joins).expect("joins later");
        let who = house.person(9);
        let sheet = store.read_now(move |tx| actions::sheet(tx, today(), &who, team)).expect("reads");
        let people: Vec<_> = sheet.members.iter().map(|one| (one.name.as_str(), one.member.duty)).collect();
        let (chair, secretary, member) = (Duty::Chair, Duty::Secretary, Duty::Member);
        assert_eq!(
            people,
            [
                ("Orang FF", chair),
                ("Orang BB", secretary),
                ("Orang CC", member),
                ("Orang DD", member),
                ("Orang II", member)
            ]
        );
        assert_eq!(sheet.members[0].position.as_deref(), Some("Kepala Divisi"));
        let outside = house.person(12);
        assert!(store.read_now(move |tx| actions::sheet(tx, today(), &outside, team)).is_err());
    });
}

#[test]
fn the_register_gives_a_decree_its_number_only_when_the_team_is_formed() {
    each_engine(|store| {
        let house = House::new(store);
        let from_register = |class: &str| NewTeam {
            numbering: Numbering::Register(class.into()),
            decree: Decree { number: String::new(), ..house.bali_team().decree },
            ..house.bali_team()
        };
        let mut wrong = from_register("KP.05.02");
        wrong.members.truncate(1);
        assert_eq!(refused(house.forms(wrong, house.operator())), "crew-members");
        assert_eq!(refused(house.forms(from_register("kp 5"), house.operator())), "class-form");
        let team = house.forms(from_register("KP.05.02"), house.operator()).expect("forms");
        let number = house.team(house.operator(), today(), team).team.decree.number;
        assert!(number.contains("KP.05.02") && number.ends_with('1'), "the first of the year: {number}");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn others_find_the_valid_team_of_a_unit_and_who_handles() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let of = |unit: UnitId, on: &str| {
            let on = day(on);
            store.read_now(move |tx| actions::valid_team(tx, unit, on)).expect("reads")
        };
        let found = of(house.prison, "2022-11-01").expect("that of the unit above");
        assert_eq!((found.team.id, found.team.unit), (team, house.bali));
        assert_eq!(found.with(Function::Handling).collect::<Vec<_>>(), [house.people[5], house.people[3]]);
        assert!(of(house.papua, "2022-11-01").is_none() && of(house.bali, "2022-10-18").is_none());
        assert!(of(house.bali, "2025-01-01").is_none());
        let successor = Change::Replace(house.membership(team, 3), EndReason::Duties, Person::Known(house.people[4]));
        house.changes(team, noon("2022-11-05"), successor).expect("replaces");
        let on = |text: &str| of(house.bali, text).expect("a team").with(Function::Handling).collect::<Vec<_>>();
        assert_eq!((on("2022-11-04")[1], on("2022-11-05")[1]), (house.people[3], house.people[4]));
    });
}

const SAMPLE: &str = include_str!("../../../../data/templates/samples/sk-tim.json");

/// Does the sample of the decree hold each part of what the record hands in, in the same shape? A name may be left out.
pub(super) fn has_the_shape_of_the_sample(given: &Value) -> bool {
    let sample: Value = serde_json::from_str(SAMPLE).expect("JSON");
    has_the_shape(given, &sample["data"])
}

fn has_the_shape(given: &Value, sample: &Value) -> bool {
    let there = |key: &String, value: &Value| sample.get(key).is_some_and(|sample| has_the_shape(value, sample));
    match (given, sample) {
        (Value::Object(given), Value::Object(_)) => given.iter().all(|(key, one)| key == "name" || there(key, one)),
        (Value::Array(given), Value::Array(sample)) => given.iter().all(|one| has_the_shape(one, &sample[0])),
        (Value::String(_), Value::String(_)) | (Value::Bool(_), Value::Bool(_)) => true,
        _ => false,
    }
}
