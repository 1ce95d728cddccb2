//! What people see: the plan, the day, the reports; the centre all of it, a branch its own with the totals, others nothing.

use super::*;
use crate::actions::{Group, LivePick, Totals};
use netra_activities::actions::What;
use netra_activities::model::State;
use netra_store::Tx;
use std::sync::{Barrier, mpsc};
use std::time::Duration;

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

/// A place of the drive at this unit; one and the same speaks at all of them.
fn taught(house: &House, id: ActivityDriveId, unit: &str, hours: (&str, &str)) -> NewActivity {
    let institution = Some("BPHN".into());
    let speaker = Somebody::Outside { name: None, function: "Kepala Pusat".into(), institution };
    let place = house.place(id, unit, &format!("Aula {unit}"), hours);
    NewActivity { speakers: vec![speaker], confirmed: true, ..place }
}

#[test]
fn a_clash_comes_and_goes_with_either_of_the_two() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let plan = |unit: &str, hours: (&str, &str)| taught(&house, id, unit, hours);
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

type Act = Box<dyn FnOnce(&mut Tx<'_>) -> Result<ActivityId> + Send>;

/// Half an hour from this full one.
fn half(hour: u32) -> (String, String) {
    (format!("{hour:02}:00"), format!("{hour:02}:30"))
}

/// A place of the drive, planned; or one that stands, moved.
fn place_at(house: &House, id: ActivityDriveId, unit: &str, hour: u32, moved: Option<ActivityId>) -> Act {
    let (from, until) = half(hour);
    let (chance, by, new) = (house.chance.clone(), house.centre(), taught(house, id, unit, (&from, &until)));
    Box::new(move |tx| match moved {
        None => actions::plan_place(tx, &chance, before(), &by, id, &new),
        Some(place) => actions::change_place(tx, &chance, before(), &by, (id, place), &new).map(|()| place),
    })
}

/// As [`place_at`], with the same speaker and outside the drive.
fn around_at(house: &House, id: ActivityDriveId, unit: &str, hour: u32, moved: Option<ActivityId>) -> Act {
    let (from, until) = half(hour);
    let (chance, by) = (house.chance.clone(), house.centre());
    let new = NewActivity { drive: None, ..taught(house, id, unit, (&from, &until)) };
    Box::new(move |tx| match moved {
        None => activities::plan(tx, &chance, before(), &by, &new),
        Some(one) => activities::change(tx, &chance, before(), &by, one, &new).map(|()| one),
    })
}

/// Clashes on the board that begin at this hour of the west.
fn clashes_at(house: &House, id: ActivityDriveId, hour: u32) -> usize {
    let starts = wall(&half(hour).0).at(Zone::Wib);
    let clashes = house.board(house.centre(), id).expect("sees").clashes;
    clashes.iter().filter(|one| one.clash.overlap.starts == starts).count()
}

/// The first acts and its transaction stays open; the second, begun meanwhile, is not answered before that one is kept. On
/// SQLite, where one writes at a time, it does not even begin.
fn beside(store: &Store, first: Act, second: Act) -> (ActivityId, ActivityId) {
    let ((acts, acted), (go, goes), (tell, told)) = (mpsc::channel(), mpsc::channel(), mpsc::channel());
    std::thread::scope(|scope| {
        let open = scope.spawn(move || {
            store.write_now(move |tx| {
                let id = first(tx)?;
                acts.send(()).expect("heard");
                goes.recv().expect("let go");
                Ok(id)
            })
        });
        acted.recv().expect("the first acts");
        scope.spawn(move || tell.send(store.write_now(second)).expect("heard"));
        let early = told.recv_timeout(Duration::from_millis(500));
        go.send(()).expect("it waits");
        assert!(early.is_err(), "answered beside a plan that is not kept: {early:?}");
        let first = open.join().expect("ends").expect("the first is kept");
        let second = told.recv_timeout(Duration::from_secs(30)).expect("an answer").expect("the second is kept");
        (first, second)
    })
}

#[test]
fn of_two_that_clash_and_know_nothing_of_each_other_the_second_waits_and_the_board_has_both() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let (place, around) = (
            |hour, moved| place_at(&house, id, "KW-08", hour, moved),
            |hour, moved| around_at(&house, id, "KW-08-LAPAS-01", hour, moved),
        );
        beside(store, place(8, None), around(8, None));
        assert_eq!(clashes_at(&house, id, 8), 1, "a place, then an activity elsewhere");
        beside(store, around(9, None), place(9, None));
        assert_eq!(clashes_at(&house, id, 9), 1, "an activity elsewhere, then a place");
        let moved = store.write_now(place(15, None)).expect("plans");
        assert_eq!(clashes_at(&house, id, 15), 0);
        let (_, other) = beside(store, place(10, Some(moved)), around(10, None));
        assert_eq!(clashes_at(&house, id, 10), 1, "moved, then planned");
        beside(store, around(11, None), place(11, Some(moved)));
        assert_eq!((clashes_at(&house, id, 10), clashes_at(&house, id, 11)), (0, 1), "planned, then moved");
        beside(store, place(12, Some(moved)), around(12, Some(other)));
        assert_eq!((clashes_at(&house, id, 11), clashes_at(&house, id, 12)), (0, 1), "both moved");
        let audited = |tx: &mut Tx<'_>| {
            let mut audit = netra_ledger::audit::Audit::default();
            activities::audit(tx, &mut audit)?;
            Ok(audit.findings.len())
        };
        assert_eq!(store.read_now(audited).expect("audits"), 0, "every clash is noted");
    });
}

#[test]
fn plans_and_moves_at_one_instant_neither_fail_nor_hide_a_clash() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = store.write_now(place_at(&house, id, "KW-08", 8, None)).expect("plans");
        let around = store.write_now(around_at(&house, id, "KW-08-LAPAS-01", 9, None)).expect("plans");
        for hour in 10..15 {
            // What is planned on Bali an hour later begins at the same moment.
            let acts = [
                place_at(&house, id, "KW-08", hour, Some(place)),
                around_at(&house, id, "KW-08-LAPAS-01", hour, Some(around)),
                around_at(&house, id, "KW-20", hour + 1, None),
            ];
            let start = Barrier::new(acts.len());
            std::thread::scope(|scope| {
                for act in acts {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        store.write_now(act).expect("is kept");
                    });
                }
            });
            assert_eq!(clashes_at(&house, id, hour), 2, "{hour}: the place with either of the two");
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
