//! What waits for an operator is what the plan board counts, without reading the board.

use super::*;
use crate::actions::{Board, Notice};

fn told(house: &House, now: Moment, who: &Principal) -> Vec<Notice> {
    let who = who.clone();
    house.store.read_now(move |tx| actions::notices(tx, now, &who)).expect("told")
}

/// The same two numbers by the board's rows, of the units that are kept.
fn by_the_board(house: &House, now: Moment, who: &Principal, id: ActivityDriveId) -> (i64, i64) {
    let by = who.clone();
    let board: Board = house.store.read_now(move |tx| actions::board(tx, now, &by, id)).expect("sees");
    let kept = board.rows.iter().filter(|row| crate::rules::keeps(who, &row.unit.path));
    kept.fold((0, 0), |(plan, report), row| {
        let open = now < board.seen.drive.definition.window.closes.at(row.unit.zone);
        let short = open && row.places() < row.required;
        (plan + i64::from(short), report + row.sums.held - row.sums.reported)
    })
}

#[track_caller]
fn check(house: &House, now: Moment, who: &Principal, id: ActivityDriveId, expected: (i64, i64)) {
    assert_eq!(by_the_board(house, now, who, id), expected, "the board");
    let told: Vec<_> = told(house, now, who).into_iter().filter(|one| one.drive == id).collect();
    let numbers: Vec<_> = told.iter().map(|one| (one.to_plan, one.to_report)).collect();
    assert_eq!(numbers, if expected == (0, 0) { vec![] } else { vec![expected] }, "the notice");
}

#[test]
fn a_notice_says_what_the_board_counts() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let places = [("KW-08", "Aula"), ("KW-08", "Balai"), ("KW-20", "Aula")].map(|(u, v)| house.placed(id, u, v));
        house.starts(places[0], 40);
        house.finishes(places[0]);
        house.starts(places[2], 10);
        house.finishes(places[2]);
        let (chance, by) = (house.chance.clone(), house.centre());
        store
            .write_now(move |tx| activities::cancel(tx, &chance, before(), &by, places[1], "Digabung"))
            .expect("cancels");
        let [centre, bengkulu, bali] = [house.root, house.bengkulu, house.bali].map(|unit| house.keeper(unit));
        let prison = store.read_now(|tx| registry::unit_by_code(tx, "KW-08-LAPAS-01")).expect("known").id;
        let prison = house.keeper(prison);
        check(&house, before(), &centre, id, (3, 2));
        check(&house, before(), &bengkulu, id, (2, 1));
        check(&house, before(), &bali, id, (1, 1));
        check(&house, before(), &prison, id, (1, 0));
        check(&house, before(), &house.keeper(house.papua), id, (0, 0));
        // Bali, an hour ahead, can no longer plan; Bengkulu still can.
        let late = wall("15:30").at(Zone::Wib);
        check(&house, late, &centre, id, (2, 2));
        check(&house, late, &bali, id, (0, 1));
        house.reports(places[2]);
        check(&house, late, &bali, id, (0, 0));
        check(&house, day("2024-02-01").at(Zone::Wib, 9, 0), &centre, id, (0, 1));
    });
}

#[test]
fn a_notice_is_for_those_who_keep_units_of_a_drive_that_stands() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        for role in [Role::Leader, Role::Auditor, Role::TeamMember, Role::PublicRelations, Role::Employee] {
            assert_eq!(told(&house, before(), &house.who(role, house.root)), [], "{role:?}");
        }
        // Who announces keeps no unit that is asked.
        assert_eq!(told(&house, before(), &house.keeper(house.bphn)), []);
        // A drive of Bali's own is nothing to Bengkulu; the centre hears of both, the newest first.
        let mut own = new_drive();
        (own.unit, own.announcer) = ("KW-20".into(), "KW-20".into());
        (own.definition.title, own.definition.exceptions) = ("Apel Bali".into(), Vec::new());
        let own = house.announces(own, house.keeper(house.bali)).expect("announces");
        let drives = |who: &Principal| told(&house, before(), who).iter().map(|one| one.drive).collect::<Vec<_>>();
        assert_eq!(drives(&house.centre()), [own, id]);
        assert_eq!(drives(&house.keeper(house.bali)), [own, id]);
        assert_eq!(drives(&house.keeper(house.bengkulu)), [id]);
        let (chance, by) = (house.chance.clone(), house.centre());
        let request = actions::Withdrawal { reason: "Keliru".into(), places: 0 };
        store.write_now(move |tx| actions::withdraw(tx, &chance, before(), &by, id, &request)).expect("withdraws");
        assert_eq!(drives(&house.centre()), [own]);
    });
}
