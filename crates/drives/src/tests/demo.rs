//! What the demonstration tells, told to a small ministry.

use super::*;
use netra_it::store::on_sqlite;
use netra_registry::model::{Employment, Identity, NewEmployee, Nip, PersonName};

fn hire(store: &Store, serial: usize, unit: UnitId) {
    let letter = char::from(b'A' + u8::try_from(serial % 26).expect("small"));
    let person = NewEmployee {
        identity: Identity::Nip(Nip::parse(&format!("198503172009121{:03}", serial + 1)).expect("a NIP")),
        name: PersonName::parse(&format!("Orang {letter}{letter}")).expect("a name"),
        employment: Employment::Pns,
        position: None,
        grade: None,
        unit,
    };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires");
}

#[test]
fn the_outreach_of_january_2024_is_told_with_its_theme_and_bengkulus_place() {
    on_sqlite(|store| {
        let house = House::new(store);
        for serial in 0..12 {
            hire(store, serial, if serial < 8 { house.bengkulu } else { house.bali });
        }
        let (chance, by, root) = (house.chance.clone(), house.centre(), house.root);
        let (told, again) = store
            .write_now(move |tx| {
                let told = crate::demo::announce(tx, &chance, &by, root)?;
                for (at, office) in told.offices.iter().enumerate() {
                    crate::demo::hold(tx, &chance, &by, told.drive, (*office, at))?;
                }
                Ok((told.clone(), crate::demo::announce(tx, &chance, &by, root)?))
            })
            .expect("told");
        assert_eq!((told.offices.len(), again.drive), (3, told.drive));
        let board = house.board(house.centre(), told.drive).expect("sees");
        let seen = &board.seen;
        assert_eq!(seen.announcer.code.as_str(), "E1-09");
        assert!(seen.drive.definition.theme.starts_with("Mewujudkan Netralitas Aparatur"));
        let whole = board.whole;
        assert_eq!((whole.units, whole.required, whole.places, whole.held, whole.reported), (3, 6, 6, 6, 6));
        assert_eq!(whole.tally.present, 12);
        assert!(whole.tally.guests > 20);
        let by = house.centre();
        let drive = told.drive;
        let recap = store.read_now(move |tx| actions::recap(tx, before(), &by, drive)).expect("sees");
        assert_eq!(recap.rows[0].place.venue.as_deref(), Some("Aula Soekarno"));
        assert!(recap.rows[0].place.started < recap.rows[0].place.finished);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_drive_to_come_has_something_to_show() {
    on_sqlite(|store| {
        let house = House::new(store);
        let (chance, by, root) = (house.chance.clone(), house.centre(), house.root);
        let id = store.write_now(move |tx| crate::demo::plan(tx, &chance, before(), &by, root)).expect("told");
        let board = house.board(house.centre(), id).expect("sees");
        assert!(board.whole.none > 0 && board.whole.places > 0, "{:?}", board.whole);
    });
}
