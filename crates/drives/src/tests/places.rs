//! Planning places: by whom, within the window of each zone, as many as allowed, and moving them.

use super::*;
use netra_activities::model::{Mode, State};
use netra_store::Tx;

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
        let gone = house.changes((id, 1), before(), house.centre(), |set| set.most = 5).expect("changes");
        assert_eq!(gone, 2);
        house.plans(id, bali(), place("Lapangan", ("13:00", "15:00"))).expect("the limit is higher");
    });
}

#[test]
fn only_the_same_place_once_more_is_a_repetition() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        house.changes((id, 1), before(), house.centre(), |set| set.most = 20).expect("changes");
        let plans = |new: &NewActivity| {
            let new = NewActivity { confirmed: true, ..new.clone() };
            house.plans(id, house.keeper(house.bali), new).expect("plans")
        };
        let hall = house.place(id, "KW-20", "Aula", ("09:00", "11:00"));
        let screen = NewActivity { mode: Mode::Virtual, venue: None, ..hall.clone() };
        let titled = |title: &str, one: &NewActivity| NewActivity { title: title.into(), ..one.clone() };
        let linked = |link: &str, one: &NewActivity| NewActivity { link: Some(link.into()), ..one.clone() };
        // Everything but the first of each is told from the others by one thing alone.
        let places = [
            hall.clone(),
            titled("Penyuluhan di ruang kedua", &hall),
            NewActivity { ends: wall("12:00"), ..hall.clone() },
            NewActivity { mode: Mode::Mixed, ..hall.clone() },
            screen.clone(),
            titled("Penyuluhan layar kedua", &screen),
            linked("https://rapat.example/satu", &screen),
            linked("https://rapat.example/dua", &screen),
        ];
        let planned: Vec<ActivityId> = places.iter().map(plans).collect();
        let mut apart = planned.clone();
        apart.sort_unstable();
        apart.dedup();
        assert_eq!((apart.len(), planned.len()), (places.len(), places.len()), "{planned:?}");
        let again: Vec<ActivityId> = places.iter().map(plans).collect();
        assert_eq!(again, planned, "a second press plans nothing more");
        assert_eq!(plans(&titled(&format!(" {} ", hall.title.to_uppercase()), &hall)), planned[0], "typed alike");
        assert_eq!(plans(&linked(" https://rapat.example/satu ", &screen)), planned[6]);
        assert_eq!(plans(&linked("https://rapat.example/satu", &hall)), planned[0], "no link is kept of a hall");
        assert_eq!(house.board(house.centre(), id).expect("sees").whole.places, 8);
    });
}

/// The line of a remote office was down on the day: what it held is entered afterwards, ended, reported and counted.
#[test]
fn a_place_held_within_the_window_is_entered_for_a_month_and_a_day() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let bali = || house.keeper(house.bali);
        let at = |day_of: &str, hour: i8| day(day_of).at(Zone::Wita, hour, 0);
        let place = |venue: &str, hours| house.place(id, "KW-20", venue, hours);
        let next = at("2024-01-24", 9);
        let held = house.plans_at(next, id, bali(), place("Aula", ("09:00", "11:00"))).expect("was held within");
        let Err(Error::Refused(told)) = house.plans_at(next, id, bali(), place("Balai", ("17:00", "18:00"))) else {
            panic!("outside is outside")
        };
        assert_eq!((told[0].code, told[0].field.as_deref()), ("outside-window", Some("starts")));
        assert!(told[0].say.id.contains("masih dapat dicatat sampai 31 hari sesudahnya"), "{:?}", told[0].say);
        let acts = |now: Moment, act: fn(&mut Tx<'_>, &Chance, Moment, &Principal, ActivityId) -> Result<()>| {
            let (chance, by) = (house.chance.clone(), bali());
            store.write_now(move |tx| act(tx, &chance, now, &by, held))
        };
        let later = at("2024-02-20", 9);
        assert_eq!(refused(acts(later, activities::start)), "too-late");
        acts(later, activities::finish).expect("is recorded as held");
        store
            .write_now(move |tx| activities::add_tally(tx, held, &Tally { present: 17, ..Tally::default() }))
            .expect("adds");
        let (chance, by) = (house.chance.clone(), bali());
        store.write_now(move |tx| activities::file_report(tx, &chance, later, &by, (held, None))).expect("is reported");
        let last = at("2024-02-23", 23);
        house.plans_at(last, id, bali(), place("Balai", ("13:00", "16:00"))).expect("the last day");
        let over = at("2024-02-24", 0);
        let Err(Error::Refused(told)) = house.plans_at(over, id, bali(), place("Pendopo", ("13:00", "16:00"))) else {
            panic!("a day too late")
        };
        assert_eq!(told[0].code, "drive-over");
        let who = house.centre();
        let recap = store.read_now(move |tx| actions::recap(tx, over, &who, id)).expect("sees");
        let sums = recap.units.iter().find(|row| row.unit.code.as_str() == "KW-20").expect("a row").sums;
        assert_eq!((sums.held, sums.reported, sums.planned, sums.tally.present), (1, 1, 1, 17));
        assert_eq!(recap.rows.iter().map(|row| (row.place.id, row.late)).next(), Some((held, false)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_way_to_enter_a_place_stays_as_long_as_one_is_taken() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let bali = house.keeper(house.bali);
        let sees = |now: Moment, path: &str| {
            doors::ask(&house, now, Some(&bali), "GET", &format!("/kegiatan/serentak/1{path}"), "").page()
        };
        let on = |text: &str| day(text).at(Zone::Wib, 9, 0);
        assert!(sees(before(), "").contains(">Rencanakan tempat</a>"));
        assert!(sees(on("2024-01-24"), "").contains(">Catat tempat yang sudah diselenggarakan</a>"));
        assert!(sees(on("2024-02-23"), "").contains("/tempat/baru"));
        assert!(!sees(on("2024-02-24"), "").contains("/tempat/baru"));
        let form = sees(on("2024-01-24"), "/tempat/baru");
        assert!(form.contains("masih dapat dicatat sampai 31 hari sesudahnya"), "{form}");
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
