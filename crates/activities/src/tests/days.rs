//! The day: start, count, finish, cancel, sums of a drive; what each leaves.

use super::*;
use crate::model::{ActivityDriveId, State};

#[test]
fn an_activity_starts_is_counted_and_ends_with_what_was_counted() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        assert_eq!(refused(house.starts(id, before())), ["too-early"]);
        assert_eq!(refused(house.finishes(id, before())), ["not-begun"]);
        house.starts(id, on_the_day()).expect("starts");
        house.starts(id, on_the_day()).expect("a second press");
        house.counts(id, Tally { present: 41, early: 30, late: 4, doubtful: 1, guests: 7, ..Tally::default() });
        house.counts(id, Tally { present: -1, ..Tally::default() });
        house.finishes(id, afterwards()).expect("finishes");
        house.finishes(id, afterwards()).expect("a second press");
        let one = house.activity(id);
        assert_eq!((one.state, one.started, one.finished), (State::Held, Some(on_the_day()), Some(afterwards())));
        assert_eq!((one.tally.present, one.tally.people()), (40, 47));
        house.counts(id, Tally { present: 2, late: 2, ..Tally::default() });
        assert_eq!(house.activity(id).tally.present, 42, "corrected afterwards");
        assert_eq!(house.findings(), [], "what was counted at the end stays");
        assert_eq!(refused(house.starts(id, afterwards())), ["state"]);
        let by = house.operator();
        let late = house.writes(move |tx, chance| actions::cancel(tx, chance, afterwards(), &by, id, "Hujan lebat"));
        assert_eq!(refused(late), ["state"]);
    });
}

#[test]
fn one_that_nobody_started_can_be_recorded_as_held() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        let late = day("2023-12-24").at(Zone::Wita, 8, 0);
        assert_eq!(refused(house.starts(id, late)), ["too-late"]);
        house.finishes(id, late).expect("records");
        assert_eq!((house.activity(id).state, house.activity(id).started), (State::Held, None));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_cancelled_one_keeps_its_reason_and_does_not_come_back() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        let cancel = |reason: &'static str| {
            let by = house.operator();
            house.writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, id, reason))
        };
        assert_eq!(refused(cancel("")), ["text-length"]);
        cancel("Lapangan banjir").expect("cancels");
        cancel("Lapangan banjir").expect("a second press");
        assert_eq!(refused(cancel("Lain")), ["state"]);
        let one = house.activity(id);
        assert_eq!((one.state, one.reason.as_deref(), one.finished), (State::Cancelled, Some("Lapangan banjir"), None));
        assert_eq!(refused(house.starts(id, on_the_day())), ["state"]);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_drive_sums_its_places_by_unit() {
    each_engine(|store| {
        let house = House::new(store);
        let drive = ActivityDriveId(7);
        let place = |unit: &str, title: &str| {
            let mut new = readiness();
            (new.unit, new.title, new.drive, new.confirmed) = (unit.into(), title.into(), Some(drive), true);
            new.delegations.clear();
            house.plans(new).expect("plans")
        };
        let (one, two, three) = (place("KW-20", "Satu"), place("KW-20", "Dua"), place("KW-20-LAPAS-01", "Tiga"));
        house.starts(one, on_the_day()).expect("starts");
        house.counts(one, Tally { present: 10, guests: 2, ..Tally::default() });
        house.finishes(one, afterwards()).expect("finishes");
        house.files(one, afterwards()).expect("reports");
        house.starts(three, on_the_day()).expect("starts");
        let by = house.operator();
        house.writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, two, "Digabung")).expect("cancels");
        let sums = store.read_now(move |tx| actions::drive_sums(tx, drive, afterwards())).expect("sums");
        let told: Vec<_> =
            sums.iter().map(|s| (s.unit, s.planned, s.running, s.held, s.cancelled, s.reported, s.target)).collect();
        assert_eq!(told, [(house.bali, 0, 0, 1, 1, 1, 30), (house.prison, 0, 1, 0, 0, 0, 30)]);
        assert_eq!((sums[0].tally.present, sums[0].tally.guests), (10, 2));
        assert_eq!((sums[0].unstarted, sums[1].unended), (0, 1), "the prison's is past its time");
        let waits = store.read_now(move |tx| actions::drive_waits(tx, drive)).expect("looks");
        let told: Vec<_> = waits.iter().map(|one| (one.unit, one.places, one.unreported)).collect();
        assert_eq!(told, [(house.bali, 1, 0), (house.prison, 1, 0)]);
        let page = store.read_now(move |tx| actions::in_drive(tx, drive, None, Some(one), 1)).expect("lists");
        assert_eq!(page.iter().map(|one| one.id).collect::<Vec<_>>(), [two]);
        let clashes = store.read_now(move |tx| actions::clashes(tx, actions::Of::Drive(drive))).expect("looks");
        assert!(!clashes.is_empty() && clashes.iter().all(|clash| (clash.one.id, clash.other.id) == (one, three)));
    });
}
