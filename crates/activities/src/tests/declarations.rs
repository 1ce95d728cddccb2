//! A declaration: a pledge is signed at it and counted there; the place to sign moves with the plan.

use super::*;
use netra_base::DriveId;
use netra_pledges::actions::{self as pledges, SignRequest};
use netra_pledges::model::{Audience, NewDrive, Window, WindowZone};

/// A drive of all kinds of employment in Bali, open on the day itself by each unit's own clock.
pub(super) fn opened(house: &House) -> DriveId {
    let by = house.operator();
    let new = NewDrive {
        title: "Deklarasi netralitas".into(),
        text: "netralitas-1".into(),
        audience: Audience { units: vec![house.bali], kinds: Employment::ALL.to_vec() },
        window: Window { opens: wall("2023-12-21T06:00"), closes: wall("2023-12-21T23:59"), zone: WindowZone::Local },
    };
    house.writes(move |tx, chance| pledges::open(tx, chance, before(), &by, &new)).expect("opens")
}

fn signs(house: &House, person: usize, id: ActivityId, now: Moment) {
    let (employee, activity) = (house.people[person], house.activity(id));
    let (drive, occasion) = (activity.pledge_drive.expect("a pledge"), activity.occasion.map(Into::into));
    let request = SignRequest { drive, employee, by: SignedInBy::Password, occasion };
    house.writes(move |tx, chance| pledges::sign(tx, chance, now, &request)).expect("signs");
}

fn signed(house: &House, id: ActivityId) -> Option<i64> {
    house.sees(house.person(1), id).expect("sees").occasion.map(|one| one.signed)
}

#[test]
fn who_signs_at_a_declaration_is_counted_there_and_in_its_report() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = readiness();
        new.pledge_drive = Some(opened(&house));
        let id = house.plans(new).expect("plans");
        house.starts(id, on_the_day().plus_ms(-2 * 3_600_000)).expect("two hours early");
        signs(&house, 0, id, on_the_day().plus_ms(-100 * 60_000));
        signs(&house, 2, id, on_the_day());
        assert_eq!(signed(&house, id), Some(2));
        house.finishes(id, afterwards()).expect("finishes");
        house.files(id, afterwards()).expect("files");
        let by = house.operator();
        let report = store.read_now(move |tx| actions::report(tx, afterwards(), &by, id, None)).expect("reads").report;
        assert!(report.summary.contains("2 pegawai menandatangani pakta"), "{}", report.summary);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_place_to_sign_moves_with_the_plan_and_ends_when_it_is_cancelled() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = readiness();
        new.pledge_drive = Some(opened(&house));
        let id = house.plans(new.clone()).expect("plans");
        let change = |new: NewActivity| {
            let by = house.operator();
            house.writes(move |tx, chance| actions::change(tx, chance, before(), &by, id, &new))
        };
        let mut far = new.clone();
        (far.starts, far.ends) = (wall("2023-12-22T08:00"), wall("2023-12-22T09:30"));
        assert_eq!(refused(change(far)), ["drive-over-then"]);
        let mut later = new.clone();
        (later.starts, later.ends) = (wall("2023-12-21T09:00"), wall("2023-12-21T10:00"));
        later.agenda.clear();
        change(later).expect("moves");
        let place = house.sees(house.person(1), id).expect("sees").occasion.expect("a place");
        assert_eq!(place.from, on_the_day());
        let mut without = new;
        without.pledge_drive = None;
        change(without.clone()).expect("no pledge");
        assert_eq!(signed(&house, id), None);
        without.pledge_drive = Some(DriveId(99));
        assert_eq!(refused(change(without)), ["drive-unknown"]);
    });
}
