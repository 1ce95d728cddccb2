//! The same act by eight hands at once: it is done once.

use super::*;
use crate::actions::NewSheet;
use std::sync::Barrier;

/// Eight do the same at once; what each was answered.
fn eight<T: Send>(act: impl Fn() -> T + Sync) -> Vec<T> {
    let start = Barrier::new(8);
    std::thread::scope(|scope| {
        let one = || {
            start.wait();
            act()
        };
        let all: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|one| one.join().expect("no panic")).collect()
    })
}

#[test]
fn a_list_confirmed_by_eight_at_once_counts_once() {
    each_engine(|store| {
        let house = House::new(store);
        let list = "Nama,Masuk\nWayan Contoh,08:00\nGede Coba,08:00\n";
        let draft = house.reads(list).expect("reads");
        let answers = eight(|| house.confirms(draft));
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        let gone = |answer: &Result<actions::Imported>| matches!(answer, Ok(_) | Err(Error::NotFound));
        assert!(answers.iter().all(gone), "{answers:?}");
        assert_eq!((house.tally(), house.leaves(), house.findings()), ([2, 0, 0, 0, 0], 1, vec![]));
    });
}

#[test]
fn a_sheet_kept_and_taken_back_by_eight_at_once_is_one() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, by) = (house.id, house.operator());
        let scan = photo();
        let kept = eight(|| {
            store.write_now({
                let (by, chance, scan) = (by.clone(), house.chance.clone(), scan.clone());
                move |tx| {
                    let sheet = NewSheet { scan: &scan, counted: 40, persons: Vec::new() };
                    actions::keep_sheet(tx, &chance, at(9, 0), &by, id, &sheet)
                }
            })
        });
        let sheets: Vec<_> = kept.into_iter().map(|one| one.expect("keeps, or finds it")).collect();
        assert!(sheets.iter().all(|one| *one == sheets[0]), "{sheets:?}");
        let on_paper = || house.activity().tally.on_paper;
        assert_eq!((on_paper(), house.leaves()), (40, 1));
        let taken = eight(|| {
            let (by, chance, at_sheet) = (by.clone(), house.chance.clone(), (id, sheets[0]));
            store.write_now(move |tx| actions::withdraw_sheet(tx, &chance, at(9, 5), &by, at_sheet, "Salah hitung"))
        });
        assert!(taken.iter().all(Result::is_ok), "{taken:?}");
        assert_eq!((on_paper(), house.leaves(), house.findings()), (0, 2, vec![]));
    });
}

#[test]
fn whoever_is_told_that_he_is_there_is_in_the_number_that_the_end_records() {
    each_engine(|store| {
        let house = House::new(store);
        house.starts(at(8, 0));
        let now = at(8, 30);
        let code = house.code(now);
        let start = Barrier::new(9);
        let told = std::thread::scope(|scope| {
            let came: Vec<_> = (0..8)
                .map(|person| {
                    let (house, code, start) = (&house, &code, &start);
                    scope.spawn(move || {
                        start.wait();
                        house.sends(house.person(person), now, code, None)
                    })
                })
                .collect();
            start.wait();
            house.ends(now);
            came.into_iter().map(|one| one.join().expect("no panic")).collect::<Vec<_>>()
        });
        let there = told.iter().filter(|came| matches!(came, Ok(Came::Present { .. }))).count();
        let late = told.into_iter().filter(Result::is_err).map(refused).collect::<Vec<_>>();
        assert!(late.iter().all(|code| *code == "attendance-over") && there + late.len() == 8, "{late:?}");
        let counted = store.read_now(|tx| tx.query_one("SELECT present FROM activity", params![], |row| row.int(0)));
        assert_eq!(counted.expect("reads"), i64::try_from(there).expect("small"));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_list_and_the_people_on_it_who_check_in_meanwhile_do_not_wait_in_a_ring() {
    each_engine(|store| {
        let house = House::new(store);
        let code = house.code(at(9, 20));
        let list = "Nama,Masuk\nWayan Contoh,08:00\nMade Peraga,08:00\nNyoman Sampel,08:00\nGede Coba,08:00\n";
        let draft = house.reads(list).expect("reads");
        let start = Barrier::new(9);
        std::thread::scope(|scope| {
            // From the last to the first, against the order of the list.
            for person in (0..8).rev() {
                let (house, code, start) = (&house, &code, &start);
                scope.spawn(move || {
                    start.wait();
                    assert!(matches!(
                        house.sends(house.person(person), at(9, 20), code, None),
                        Ok(Came::Present { .. })
                    ));
                });
            }
            start.wait();
            house.confirms(draft).expect("confirms");
        });
        assert_eq!((house.tally()[0], house.findings()), (8, vec![]));
    });
}
