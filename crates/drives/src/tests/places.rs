//! Planning places: by whom, within the window of each zone, as many as allowed, and moving them.

use super::*;
use netra_activities::model::State;

#[test]
fn a_unit_plans_its_places_inside_the_window_of_its_own_zone() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let bali = || house.keeper(house.bali);
        let place = |venue: &str, hours| house.place(id, "KW-20", venue, hours);
        let first = house.plans(id, bali(), place("Aula", ("08:00", "10:00"))).expect("plans");
        assert_eq!(house.plans(id, bali(), place(" aula", ("08:00", "10:00"))).expect("again"), first);
        let kept = store.read_now(move |tx| activities::activity(tx, first)).expect("kept");
        assert_eq!((kept.drive, kept.zone, kept.starts), (Some(id), Zone::Wita, wall("08:00").at(Zone::Wita)));
        assert_eq!(kept.theme.as_deref(), Some("Netral dalam tugas"));
        assert_eq!(kept.kind, ActivityKind::Outreach);
        assert_eq!(refused(house.plans(id, bali(), place("Balai", ("07:59", "10:00")))), "outside-window");
        assert_eq!(refused(house.plans(id, bali(), place("Balai", ("15:00", "16:01")))), "outside-window");
        house.plans(id, bali(), place("Balai", ("10:00", "12:00"))).expect("plans");
        house.plans(id, bali(), place("Pendopo", ("13:00", "15:00"))).expect("plans");
        assert_eq!(refused(house.plans(id, bali(), place("Lapangan", ("13:00", "15:00")))), "places-full");
        // By the clock of Bali the window is over while Jakarta still has an hour.
        let late = wall("16:00").at(Zone::Wita);
        let bengkulu = house.place(id, "KW-08", "Aula", ("15:00", "16:00"));
        house.plans_at(late, id, house.centre(), bengkulu).expect("an hour is left in the west");
        let gone = house.changes((id, 1), before(), house.centre(), |set| set.most = 5).expect("changes");
        assert_eq!(gone, 2);
        assert_eq!(refused(house.plans_at(late, id, bali(), place("Lapangan", ("15:00", "16:00")))), "drive-over");
    });
}

#[test]
fn who_is_not_asked_or_not_in_charge_plans_nothing() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let hours = ("09:00", "11:00");
        let place = |unit: &str| house.place(id, unit, "Aula", hours);
        assert_eq!(refused(house.plans(id, house.centre(), place("KW-30"))), "unit-not-asked");
        assert_eq!(refused(house.plans(id, house.centre(), place("E1-09"))), "unit-not-asked");
        assert_eq!(refused(house.plans(id, house.centre(), place("KW-99"))), "unit-unknown");
        assert_eq!(refused(house.plans(id, house.keeper(house.bali), place("KW-08"))), "unit-unknown");
        let leader = house.who(Role::Leader, house.bali);
        assert_eq!(refused(house.plans(id, leader, place("KW-20"))), "unit-unknown");
        let stranger = house.who(Role::Examiner, house.root);
        assert!(matches!(house.plans(id, stranger, place("KW-20")), Err(Error::NotFound)));
        house.plans(id, house.keeper(house.bengkulu), place("KW-08-LAPAS-01")).expect("a number of its own");
        let nothing = house.plans(ActivityDriveId(77), house.centre(), place("KW-20"));
        assert!(matches!(nothing, Err(Error::NotFound)));
    });
}

#[test]
fn a_place_moves_inside_the_window_and_only_through_its_drive() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = house.placed(id, "KW-20", "Aula");
        let moves = |new: NewActivity, by: Principal, drive: ActivityDriveId| {
            let chance = house.chance.clone();
            house.store.write_now(move |tx| actions::change_place(tx, &chance, before(), &by, (drive, place), &new))
        };
        let at = |hours| house.place(id, "KW-20", "Pendopo", hours);
        moves(at(("13:00", "15:00")), house.keeper(house.bali), id).expect("moves");
        assert_eq!(refused(moves(at(("15:00", "17:00")), house.centre(), id)), "outside-window");
        let other = moves(at(("13:00", "15:00")), house.keeper(house.bengkulu), id);
        assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
        assert!(matches!(moves(at(("13:00", "15:00")), house.centre(), ActivityDriveId(77)), Err(Error::NotFound)));
        let (chance, by) = (house.chance.clone(), house.centre());
        let around = NewActivity { drive: None, ..at(("17:00", "18:00")) };
        let around = house.store.write_now(move |tx| activities::change(tx, &chance, before(), &by, place, &around));
        assert_eq!(refused(around), "drive-keeps");
        let kept = store.read_now(move |tx| activities::activity(tx, place)).expect("kept");
        assert_eq!((kept.venue.as_deref(), kept.state), (Some("Pendopo"), State::Planned));
        assert_eq!((kept.starts, kept.drive), (wall("13:00").at(Zone::Wita), Some(id)));
        let by = house.keeper(house.bali);
        let form = store.read_now(move |tx| actions::moving(tx, &by, id, place)).expect("a form");
        assert_eq!((form.place.starts, form.place.unit.as_str()), (wall("13:00"), "KW-20"));
    });
}

#[test]
fn of_many_who_plan_at_once_no_more_than_allowed_get_a_place() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let plans: Vec<NewActivity> =
            (0..8).map(|at| house.place(id, "KW-20", &format!("Ruang {}", at % 4), ("09:00", "10:00"))).collect();
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let house = &house;
            let threads: Vec<_> =
                plans.into_iter().map(|new| scope.spawn(move || house.plans(id, house.centre(), new))).collect();
            threads.into_iter().map(|thread| thread.join().expect("plans")).collect()
        });
        let mut held: Vec<ActivityId> = outcomes.iter().filter_map(|one| one.as_ref().ok().copied()).collect();
        held.sort_unstable();
        held.dedup();
        assert_eq!(held.len(), 3, "three at most, each room once");
        let refusals = outcomes.into_iter().filter(Result::is_err).map(refused).collect::<Vec<_>>();
        assert!(refusals.iter().all(|code| *code == "places-full"), "{refusals:?}");
    });
}
