//! The oversight team on whose behalf an activity is held: which may be named, what is told of it; how many are awaited.

use super::*;
use crate::actions::{Filter, View};
use crate::rules::press::markdown;
use netra_oversight::actions as oversight;
use netra_oversight::model::{
    Decree, Duty, Function, Functions, NewMember, NewTeam, Numbering, Period, Person, TeamId,
};

/// The team of a unit, of the people with these numbers, valid between these days.
fn forms(house: &House, unit: &str, people: [usize; 3], (from, until): (&str, &str)) -> TeamId {
    let functions = || Functions::new(Function::ALL.to_vec()).expect("functions");
    let duties = [Duty::Chair, Duty::Member, Duty::Member];
    let member =
        |(at, duty): (usize, Duty)| NewMember { person: Person::Known(house.people[at]), functions: functions(), duty };
    let new = NewTeam {
        unit: unit.into(),
        decree: Decree {
            number: format!("CONTOH/{unit}"),
            day: day(from),
            issuer: format!("Kepala {unit}"),
            basis: vec!["ins-skb2022".into()],
        },
        numbering: Numbering::Given,
        title: "Tim Pembinaan dan Pengawasan".into(),
        period: Period { from: day(from), until: day(until) },
        members: people.into_iter().zip(duties).map(member).collect(),
    };
    let by = house.who(Role::UnitOperator, house.root);
    house.writes(move |tx, chance| oversight::form(tx, chance, before(), &by, &new, &|_| true)).expect("forms")
}

pub(super) fn bali_team(house: &House) -> TeamId {
    forms(house, "KW-20", [0, 1, 2], ("2022-10-19", "2023-12-31"))
}

fn named(team: TeamId) -> NewActivity {
    NewActivity { team: Some(team), ..readiness() }
}

fn view(house: &House, id: ActivityId) -> View {
    house.sees(house.operator(), id).expect("sees")
}

#[test]
fn an_activity_may_name_a_team_of_its_unit_or_one_above_that_is_valid_on_its_day() {
    each_engine(|store| {
        let house = House::new(store);
        let team = bali_team(&house);
        let id = house.plans(named(team)).expect("plans");
        let seen = view(&house, id).team.expect("a team");
        assert_eq!((seen.team.id, seen.unit.code.as_str(), seen.valid), (team, "KW-20", true));
        let mut below = named(team);
        (below.unit, below.delegations, below.confirmed) = ("KW-20-LAPAS-01".into(), Vec::new(), true);
        house.plans(below).expect("the team of the unit above");
        let papua = forms(&house, "KEM", [4, 3, 0], ("2023-01-01", "2023-12-20"));
        assert_eq!(refused(house.plans(named(papua))), ["team-not-valid"], "it ended the day before");
        assert_eq!(refused(house.plans(named(TeamId(99)))), ["team-unknown"]);
        let foreign =
            NewActivity { unit: "KW-30".into(), delegations: Vec::new(), leader: office("Kepala"), ..named(team) };
        let by = house.who(Role::UnitOperator, house.papua);
        let outcome = house.writes(move |tx, chance| actions::plan(tx, chance, before(), &by, &foreign));
        let Err(Error::Refused(list)) = outcome else { panic!("{outcome:?}") };
        assert_eq!((list[0].code, list[0].field.as_deref()), ("team-unknown", Some("team")));
        let by = house.operator();
        let change = move |team: Option<TeamId>, on: &str| {
            let (starts, ends) = (wall(&format!("{on}T08:00")), wall(&format!("{on}T09:30")));
            NewActivity { team, starts, ends, confirmed: true, ..readiness() }
        };
        let changes = |new: NewActivity| {
            let by = by.clone();
            house.writes(move |tx, chance| actions::change(tx, chance, before(), &by, id, &new))
        };
        assert_eq!(refused(changes(change(Some(team), "2024-01-10"))), ["team-not-valid"]);
        assert_eq!(house.activity(id).team, Some(team), "nothing changed");
        changes(change(None, "2024-01-10")).expect("without a team");
        assert_eq!((house.activity(id).team, view(&house, id).team), (None, None));
        changes(change(Some(team), "2023-12-28")).expect("named again");
        assert_eq!(house.activity(id).team, Some(team));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_team_that_ends_stays_on_what_was_held_and_stands_in_its_report() {
    each_engine(|store| {
        let house = House::new(store);
        let team = bali_team(&house);
        let id = house.plans(named(team)).expect("plans");
        let later = NewActivity {
            starts: wall("2023-12-28T08:00"),
            ends: wall("2023-12-28T09:30"),
            confirmed: true,
            ..named(team)
        };
        let planned = house.plans(later.clone()).expect("plans");
        house.starts(id, on_the_day()).expect("starts");
        house.finishes(id, afterwards()).expect("finishes");
        let by = house.operator();
        let ends = (day("2023-12-21"), "Susunan baru");
        house.writes(move |tx, chance| oversight::end(tx, chance, afterwards(), &by, team, ends)).expect("ends");
        assert!(view(&house, id).team.expect("stays").valid);
        assert!(!view(&house, planned).team.expect("is said").valid, "it acts no more on that day");
        let by = house.operator();
        let again = house.writes(move |tx, chance| actions::change(tx, chance, afterwards(), &by, planned, &later));
        assert_eq!(refused(again), ["team-not-valid"]);
        house.files(id, afterwards()).expect("files");
        let who = house.operator();
        let report = store.read_now(move |tx| actions::report(tx, afterwards(), &who, id, None)).expect("reads").report;
        let words = "Tim Pembinaan dan Pengawasan, Unit KW-20, SK CONTOH/KW-20 tanggal 19 Oktober 2022";
        assert_eq!(report.team.as_deref(), Some(words));
        assert!(markdown(&report, "http://localhost/kegiatan/1").contains(&format!("- **Atas nama:** {words}\n")));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_team_leads_to_its_activities_as_far_as_somebody_sees_them() {
    each_engine(|store| {
        let house = House::new(store);
        let team = bali_team(&house);
        let own = house.plans(NewActivity { confirmed: true, ..named(team) }).expect("plans");
        let mut below = NewActivity { confirmed: true, ..named(team) };
        (below.unit, below.delegations, below.title) = ("KW-20-LAPAS-01".into(), Vec::new(), "Lapas".into());
        let below = house.plans(below).expect("plans");
        house.plans(NewActivity { confirmed: true, title: "Tanpa tim".into(), ..readiness() }).expect("plans");
        let ids = |who: Principal, team: TeamId| {
            let filter = Filter { team: Some(team), ..Filter::default() };
            let lines = house.store.read_now(move |tx| actions::list(tx, before(), &who, &filter)).expect("lists").0;
            lines.into_iter().map(|line| line.activity.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(house.operator(), team), [own, below]);
        assert_eq!(ids(house.person(1), team), [own], "of the unit below nothing is seen");
        assert_eq!(ids(house.person(2), team), [own, below]);
        assert!(ids(house.person(3), team).is_empty() && ids(house.operator(), TeamId(99)).is_empty());
        for at in 0..80 {
            open_unit(store, &format!("KW-20-X-{at:02}"), UnitKind::Lapas, Zone::Wita, Some(house.bali));
        }
        assert_eq!(ids(house.who(Role::Leader, house.bali), team), [own, below], "a wide reach walks the team's index");
    });
}

#[test]
fn whoever_is_awaited_is_one_number_kept_with_the_plan() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        assert_eq!(house.activity(id).expected, 30 + 4 + 3 + 12);
        let mut less = readiness();
        less.invited = vec![Group { side: Side::Inside, name: "staf".into(), institution: None, expected: 5 }];
        (less.delegations, less.target) = (Vec::new(), 8);
        let by = house.operator();
        house.writes(move |tx, chance| actions::change(tx, chance, before(), &by, id, &less)).expect("changes");
        assert_eq!(house.activity(id).expected, 13);
        let drive = crate::model::ActivityDriveId(7);
        let (one, other) = ("Satu", "Dua");
        let place =
            |title: &str| NewActivity { drive: Some(drive), title: title.into(), confirmed: true, ..readiness() };
        house.plans(place(one)).expect("plans");
        let gone = house.plans(place(other)).expect("plans");
        let sums =
            |store: &Store| store.read_now(move |tx| actions::drive_sums(tx, drive, afterwards())).expect("sums");
        assert_eq!((sums(store)[0].expected, sums(store)[0].target), (98, 60));
        let by = house.operator();
        house.writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, gone, "Hujan")).expect("cancels");
        assert_eq!(sums(store)[0].expected, 49, "nobody is awaited at what is cancelled");
        assert_eq!(house.findings(), []);
    });
}
