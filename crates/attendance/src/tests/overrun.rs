//! A day that does not keep to its plan: what overruns, what is brought forward, what somebody forgot to end.

use super::doors::{get, post};
use super::*;
use axum::http::StatusCode;

/// The timing of somebody who is counted present.
#[track_caller]
fn counted(came: Result<Came>) -> Timing {
    match came {
        Ok(Came::Present { row, again: false }) => row.timing,
        other => panic!("not counted: {other:?}"),
    }
}

#[test]
fn an_activity_that_overruns_takes_scans_until_it_is_ended() {
    each_engine(|store| {
        let house = House::new(store);
        let (by, now) = (house.operator(), at(9, 40));
        house.starts(at(8, 0));
        assert_eq!(counted(house.comes(0, now)), Timing::Late);
        let screen = get(&house, now, &by, "/kegiatan/1/layar").page();
        assert!(screen.contains("class=\"qr\"") && screen.contains("class=\"digits\""), "{screen}");
        assert!(!screen.contains("presensi ditutup"), "{screen}");
        let code = house.code(now);
        let asked = get(&house, now, &house.person(1), &format!("/hadir/1?k={code}")).page();
        assert!(asked.contains("Saya hadir"), "{asked}");
        assert!(get(&house, at(10, 30), &house.person(1), "/hadir").page().contains("Apel Siaga"), "still to choose");
        let sent = post(&house, now, &house.person(1), "/hadir/1", &format!("kode={code}"));
        assert_eq!((sent.status, sent.goes_to()), (StatusCode::SEE_OTHER, "/hadir/1"), "{}", sent.text);
        assert_eq!(house.tally(), [2, 0, 2, 0, 0]);
        house.ends(at(9, 50));
        assert_eq!(refused(house.comes(2, at(9, 51))), "attendance-over");
        let screen = get(&house, at(9, 51), &by, "/kegiatan/1/layar").page();
        assert!(screen.contains("09.50") && screen.contains("presensi ditutup"), "{screen}");
        assert!(!screen.contains("class=\"qr\""), "{screen}");
        assert!(!get(&house, at(9, 51), &house.person(2), "/hadir").page().contains("Apel Siaga"));
        assert_eq!((house.tally(), house.findings()), ([2, 0, 2, 0, 0], vec![]));
    });
}

#[test]
fn a_button_that_nobody_pressed_keeps_no_doors_open() {
    each_engine(|store| {
        let house = House::new(store);
        house.starts(at(8, 0));
        assert_eq!(counted(house.comes(0, at(15, 30))), Timing::Late);
        assert_eq!(refused(house.comes(1, at(15, 31))), "attendance-over");
        let screen = get(&house, at(15, 31), &house.operator(), "/kegiatan/1/layar").page();
        assert!(screen.contains("sudah lama lewat; presensi ditutup"), "{screen}");
        assert!(!get(&house, at(15, 31), &house.person(1), "/hadir").page().contains("Apel Siaga"));
    });
}

#[test]
fn what_is_brought_forward_takes_scans_from_its_start() {
    each_engine(|store| {
        let mut house = House::new(store);
        house.id = plan(store, house.bali, (at(8, 0), at(9, 30)), Vec::new());
        house.shows(at(6, 0));
        let (now, screen) = (at(6, 20), format!("/kegiatan/{}/layar", house.id));
        assert_eq!(refused(house.comes(0, now)), "attendance-early");
        assert_eq!(refused(house.marks(1, now, State::Present, None)), "attendance-early");
        assert!(get(&house, now, &house.operator(), &screen).page().contains("Presensi baru dibuka"));
        house.starts(at(6, 10));
        assert!(get(&house, now, &house.operator(), &screen).page().contains("class=\"qr\""));
        assert_eq!(counted(house.comes(0, now)), Timing::Early, "by the announced beginning");
        house.marks(1, now, State::Present, None).expect("the operator's hand too");
        assert_eq!(counted(house.comes(2, at(8, 20))), Timing::Late);
        assert_eq!((house.tally(), house.findings()), ([3, 1, 1, 0, 0], vec![]));
    });
}
