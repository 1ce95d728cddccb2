//! What people see: the plan, the day, the reports; the centre all of it, a branch its own with the totals, others nothing.

use super::*;
use crate::actions::{Group, LivePick, Totals};
use netra_activities::actions::What;
use netra_activities::model::State;

/// Bengkulu: two places, one over and reported, one running. Bali: one planned. The prison: none.
fn house(store: &Store) -> (House, ActivityDriveId, [ActivityId; 3]) {
    let house = House::new(store);
    let id = house.drive();
    let places = [("KW-08", "Aula"), ("KW-08", "Balai"), ("KW-20", "Aula")].map(|(u, v)| house.placed(id, u, v));
    house.starts(places[0], 40);
    house.finishes(places[0]);
    house.reports(places[0]);
    house.starts(places[1], 20);
    (house, id, places)
}

#[test]
fn the_plan_board_says_who_has_planned_how_many_of_how_many() {
    each_engine(|store| {
        let (house, id, _) = house(store);
        let board = house.board(house.centre(), id).expect("sees");
        let rows: Vec<_> =
            board.rows.iter().map(|row| (row.unit.code.as_str(), row.group(), row.places(), row.required)).collect();
        assert_eq!(
            rows,
            [("KW-08", Group::Enough, 2, 2), ("KW-08-LAPAS-01", Group::None, 0, 1), ("KW-20", Group::Some, 1, 2),]
        );
        let Totals { units, none, some, enough, required, covered, places, .. } = board.whole;
        assert_eq!((units, none, some, enough, required, covered, places), (3, 1, 1, 1, 5, 3, 3));
        let Totals { planned, running, held, reported, cancelled, target, expected, tally, .. } = board.whole;
        assert_eq!((planned, running, held, reported, cancelled, target, expected), (1, 1, 1, 1, 0, 300, 300));
        assert_eq!((tally.present, tally.guests, tally.doubtful), (60, 8, 6));
        assert_eq!(board.branch, None);
        assert_eq!(board.basis.len(), 1);
        assert_ne!(board.basis[0].name.id, "ins-skb2022", "by name");
        let regions = actions::regions(&board.rows);
        let sums: Vec<_> =
            regions.iter().map(|one| (one.unit.code.as_str(), one.totals.covered, one.totals.required)).collect();
        assert_eq!(sums, [("KW-08", 2, 3), ("KW-20", 1, 2)]);
    });
}

#[test]
fn a_branch_sees_itself_and_the_totals() {
    each_engine(|store| {
        let (house, id, _) = house(store);
        let board = house.board(house.who(Role::Leader, house.bali), id).expect("sees");
        let codes: Vec<_> = board.rows.iter().map(|row| row.unit.code.as_str()).collect();
        assert_eq!(codes, ["KW-20"]);
        assert_eq!(board.whole.places, 3);
        assert_eq!(board.branch.map(|branch| (branch.places, branch.required)), Some((1, 2)));
        assert!(!board.seen.keeps && !board.seen.plans);
        let whole = house.board(house.who(Role::Auditor, house.bphn), id).expect("who announces sees all");
        assert_eq!((whole.rows.len(), whole.branch), (3, None));
        // Papua is left out, yet lies in the branch: it sees the totals and nobody's row.
        let papua = house.board(house.who(Role::TeamMember, house.papua), id).expect("sees");
        assert_eq!((papua.rows.len(), papua.whole.places), (0, 3));
        let nobody = house.board(house.who(Role::Examiner, house.root), id);
        assert!(matches!(nobody, Err(Error::NotFound)));
        let stranger = Principal { grants: Vec::new(), ..house.centre() };
        assert!(matches!(house.board(stranger, id), Err(Error::NotFound)));
    });
}

#[test]
fn one_speaker_at_two_places_at_once_is_a_clash() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let speaker =
            Somebody::Outside { name: None, function: "Kepala Pusat".into(), institution: Some("BPHN".into()) };
        for (unit, hours, confirmed) in [("KW-08", ("09:00", "11:00"), false), ("KW-20", ("11:00", "12:00"), true)] {
            let mut new = house.place(id, unit, "Aula", hours);
            new.speakers = vec![speaker.clone()];
            new.confirmed = confirmed;
            house.plans(id, house.centre(), new).expect("plans");
        }
        let board = house.board(house.centre(), id).expect("sees");
        assert_eq!(board.clashes.len(), 1);
        assert_eq!(board.clashes[0].units, ("Unit KW-08".into(), "Unit KW-20".into()));
        let branch = house.board(house.keeper(house.bali), id).expect("sees");
        assert!(branch.clashes.is_empty(), "of places that are seen");
        // Who has not read the warning is told first.
        let mut new = house.place(id, "KW-20", "Balai", ("10:00", "11:00"));
        new.speakers = vec![speaker];
        assert_eq!(refused(house.plans(id, house.centre(), new)), "clash-person");
    });
}

#[test]
fn one_hall_for_two_units_at_once_is_a_clash() {
    const HALL: &str = "Gedung Serbaguna Kota Contoh";
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let plans = |unit: &str, hours: (&str, &str), confirmed: bool| {
            let new = NewActivity { confirmed, ..house.place(id, unit, HALL, hours) };
            house.plans(id, house.centre(), new)
        };
        plans("KW-08", ("09:00", "11:00"), false).expect("nobody is there yet");
        // Who has not read the warning is told first; nothing is planned.
        let Err(Error::Refused(told)) = plans("KW-08-LAPAS-01", ("10:00", "12:00"), false) else { panic!("not told") };
        let told: Vec<_> = told.iter().map(|one| (one.code, one.field.as_deref())).collect();
        assert_eq!(told, [("clash-venue", Some("confirmed"))]);
        assert!(house.board(house.centre(), id).expect("sees").clashes.is_empty());
        let second = plans("KW-08-LAPAS-01", ("10:00", "12:00"), true).expect("plans");
        // A hall of that name elsewhere is another, and so are other hours.
        plans("KW-20", ("09:00", "12:00"), false).expect("another city");
        plans("KW-08", ("12:00", "13:00"), false).expect("afterwards");
        let board = house.board(house.centre(), id).expect("sees");
        let [one] = &board.clashes[..] else { panic!("not one clash: {:?}", board.clashes) };
        assert_eq!(one.clash.what, What::Venue(HALL.into()));
        assert_eq!(one.units, ("Unit KW-08".into(), "Unit KW-08-LAPAS-01".into()));
        let hours = (one.clash.overlap.starts, one.clash.overlap.ends);
        assert_eq!(hours, (wall("10:00").at(Zone::Wib), wall("11:00").at(Zone::Wib)));
        // What is cancelled takes no hall.
        let (chance, by) = (house.chance.clone(), house.centre());
        store
            .write_now(move |tx| activities::cancel(tx, &chance, before(), &by, second, "Pindah hari"))
            .expect("cancels");
        assert!(house.board(house.centre(), id).expect("sees").clashes.is_empty());
    });
}

#[test]
fn a_clash_comes_and_goes_with_either_of_the_two() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let speaker =
            Somebody::Outside { name: None, function: "Kepala Pusat".into(), institution: Some("BPHN".into()) };
        let plan = |unit: &str, hours: (&str, &str)| {
            let place = house.place(id, unit, &format!("Aula {unit}"), hours);
            NewActivity { speakers: vec![speaker.clone()], confirmed: true, ..place }
        };
        let one = house.plans(id, house.centre(), plan("KW-08", ("09:00", "11:00"))).expect("plans");
        let other = house.plans(id, house.centre(), plan("KW-20", ("13:00", "15:00"))).expect("plans");
        let moves = |place: ActivityId, unit: &str, hours: (&str, &str)| {
            let (new, chance, by) = (plan(unit, hours), house.chance.clone(), house.centre());
            let moved = store.write_now(move |tx| actions::change_place(tx, &chance, before(), &by, (id, place), &new));
            moved.expect("moves");
            house.board(house.centre(), id).expect("sees").clashes.len()
        };
        assert!(house.board(house.centre(), id).expect("sees").clashes.is_empty());
        // Ten o'clock on Bali is nine in Bengkulu.
        assert_eq!(moves(other, "KW-20", ("10:00", "12:00")), 1);
        assert_eq!(moves(other, "KW-20", ("13:00", "15:00")), 0);
        assert_eq!(moves(one, "KW-08", ("13:00", "14:00")), 1);
        assert_eq!(moves(one, "KW-08", ("14:00", "15:00")), 0);
        assert_eq!(moves(one, "KW-08", ("12:30", "14:30")), 1);
    });
}

#[test]
fn a_place_and_an_activity_outside_the_drive_planned_at_one_instant_clash_on_the_board() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let speaker =
            Somebody::Outside { name: None, function: "Kepala Pusat".into(), institution: Some("BPHN".into()) };
        for hour in 10..13 {
            let hours = (format!("{hour}:00"), format!("{hour}:30"));
            let [place, around] = ["KW-08", "KW-08-LAPAS-01"].map(|unit| {
                let place = house.place(id, unit, &format!("Aula {unit}"), (&hours.0, &hours.1));
                NewActivity { drive: None, speakers: vec![speaker.clone()], confirmed: true, ..place }
            });
            std::thread::scope(|scope| {
                scope.spawn(|| house.plans(id, house.centre(), place).expect("plans"));
                let (chance, by) = (house.chance.clone(), house.centre());
                let plan = move |tx: &mut netra_store::Tx<'_>| activities::plan(tx, &chance, before(), &by, &around);
                store.write_now(plan).expect("plans");
            });
            assert_eq!(house.board(house.centre(), id).expect("sees").clashes.len(), hour - 9, "{hour}");
        }
    });
}

#[test]
fn the_day_is_seen_live_page_by_page() {
    each_engine(|store| {
        let (house, id, places) = house(store);
        let now = wall("10:00").at(Zone::Wib);
        let look = |who: Principal, pick: LivePick| store.read_now(move |tx| actions::live(tx, now, &who, id, &pick));
        let ids = |live: &actions::Live| live.places.iter().map(|row| row.place.id).collect::<Vec<_>>();
        let all = LivePick { limit: 2, ..LivePick::default() };
        let first = look(house.centre(), all.clone()).expect("sees");
        assert_eq!(ids(&first), [places[2], places[0]], "Bali's nine comes first");
        assert_eq!((first.whole.begun(), first.whole.running, first.at), (2, 1, now));
        let second = look(house.centre(), LivePick { after: first.next, ..all.clone() }).expect("sees");
        assert_eq!((ids(&second), second.next), (vec![places[1]], None));
        let running = look(house.centre(), LivePick { state: Some(State::Running), ..all.clone() }).expect("sees");
        assert_eq!(ids(&running), [places[1]]);
        let below = LivePick { below: Some("kw-08".into()), ..all.clone() };
        assert_eq!(ids(&look(house.centre(), below.clone()).expect("sees")), [places[0], places[1]]);
        let bali = look(house.keeper(house.bali), all).expect("sees");
        assert_eq!((ids(&bali), bali.branch.map(|branch| branch.places)), (vec![places[2]], Some(1)));
        assert!(matches!(look(house.keeper(house.bali), below), Err(Error::NotFound)));
    });
}

#[test]
fn afterwards_those_who_have_not_reported_are_reminded() {
    each_engine(|store| {
        let (house, id, places) = house(store);
        house.finishes(places[1]);
        let now = day("2024-01-25").at(Zone::Wib, 9, 0);
        let look = |who: Principal, filed: bool| {
            store.read_now(move |tx| actions::reports(tx, now, &who, id, (filed, None, 50))).expect("sees")
        };
        let open = look(house.centre(), false);
        assert_eq!(open.places.iter().map(|row| row.place.id).collect::<Vec<_>>(), [places[1]]);
        let owing: Vec<_> =
            open.owing.iter().map(|one| (one.unit.code.as_str(), one.reports, one.unstarted, one.unended)).collect();
        assert_eq!(owing, [("KW-08", 1, 0, 0), ("KW-20", 0, 1, 0)]);
        assert_eq!(open.late.iter().map(|row| row.place.id).collect::<Vec<_>>(), [places[2]]);
        assert_eq!((open.totals.held, open.totals.reported), (2, 1));
        assert_eq!(look(house.centre(), true).places.len(), 1);
        assert_eq!(look(house.keeper(house.bali), false).places.len(), 0);
    });
}

#[test]
fn what_is_past_its_time_and_never_began_is_said() {
    each_engine(|store| {
        let (house, id, places) = house(store);
        let now = day("2024-01-24").at(Zone::Wib, 9, 0);
        let look = |at: Moment, pick: LivePick| {
            let by = house.centre();
            store.read_now(move |tx| actions::live(tx, at, &by, id, &pick)).expect("sees")
        };
        let all = LivePick { limit: 50, ..LivePick::default() };
        let live = look(now, all.clone());
        // Bali's was never begun; one of Bengkulu's began and was not ended.
        assert_eq!((live.whole.unstarted, live.whole.unended), (1, 1));
        let late = |live: &actions::Live| {
            live.places.iter().filter(|row| row.late).map(|row| row.place.id).collect::<Vec<_>>()
        };
        assert_eq!(late(&live), [places[2], places[1]]);
        let never = look(now, LivePick { state: Some(State::Planned), late: Some(true), ..all.clone() });
        assert_eq!((late(&never), never.places.len()), (vec![places[2]], 1));
        let to_come = look(now, LivePick { state: Some(State::Planned), late: Some(false), ..all.clone() });
        assert!(to_come.places.is_empty());
        // On the day itself, before its end, nothing is late.
        let day = look(wall("10:00").at(Zone::Wita), all);
        assert_eq!((day.whole.unstarted, day.whole.unended, late(&day)), (0, 0, vec![]));
    });
}
