//! What is taught at every place of a drive, and what was gained at each: on the board, in the reports, in the files.

use super::doors::{ask, get, post};
use super::files::recap;
use super::*;
use crate::{export, paper};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use netra_base::{EmployeeId, Lang};
use netra_guidance::actions::{self as quiz, Hand};
use netra_guidance::model::{Bank, Drawn, Phase};
use netra_lessons::actions as lessons;
use netra_lessons::model::MaterialId;
use netra_registry::model::{Employment, Identity, NewEmployee, Nip, PersonName};
use std::io::Cursor;

fn hire(store: &Store, serial: usize, unit: UnitId) -> EmployeeId {
    let letter = char::from(b'A' + u8::try_from(serial).expect("small"));
    let person = NewEmployee {
        identity: Identity::Nip(Nip::parse(&format!("198503172009121{:03}", serial + 1)).expect("a NIP")),
        name: PersonName::parse(&format!("Contoh {letter}")).expect("a name"),
        employment: Employment::Pns,
        position: None,
        grade: None,
        unit,
    };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
}

impl House {
    fn published(&self) -> MaterialId {
        let (chance, by) = (self.chance.clone(), self.centre());
        self.store
            .write_now(move |tx| netra_lessons::demo::publish(tx, &chance, before(), &by, "KEM"))
            .expect("publishes")
    }

    fn teaches(&self, id: ActivityDriveId, by: Principal, material: MaterialId) -> Result<()> {
        self.store.write_now(move |tx| actions::teach(tx, before(), &by, id, material))
    }

    fn stops(&self, id: ActivityDriveId, by: Principal, material: MaterialId) -> Result<()> {
        self.store.write_now(move |tx| actions::stop_teaching(tx, &by, id, material))
    }

    /// Takes a test at a place with so many right answers.
    fn takes(&self, person: EmployeeId, place: ActivityId, (phase, right): (Phase, usize), now: Moment) {
        let who = Principal { employee: Some(person), grants: Vec::new(), account: AccountId(100), ..self.centre() };
        let chance = self.chance.clone();
        let attempt = self.store.write_now(move |tx| lessons::begin_test(tx, &chance, now, &who, place, phase));
        let (attempt, bank) = (attempt.expect("begins"), Bank::house().expect("a bank"));
        let answer = |(at, drawn): (usize, &Drawn)| {
            let correct = bank.question(drawn.question).expect("known").correct;
            let place = drawn.order.iter().position(|option| *option == correct).expect("an option");
            (drawn.question, (place + usize::from(at >= right)) % drawn.order.len())
        };
        let answers = attempt.sheet.draws().iter().enumerate().map(answer).collect();
        let hand = Hand { employee: person, phase, attempt: attempt.id.clone(), answers, shown: None };
        let chance = self.chance.clone();
        self.store.write_now(move |tx| quiz::hand_in(tx, &chance, now, &hand)).expect("grades");
    }
}

#[test]
fn the_centre_says_what_is_taught_at_every_place() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, material) = (house.drive(), house.published());
        let place = house.placed(id, "KW-20", "Aula");
        for other in [house.keeper(house.bali), house.keeper(house.bphn), house.who(Role::Leader, house.root)] {
            assert!(matches!(house.teaches(id, other.clone(), material), Err(Error::NotFound)));
            assert!(matches!(house.stops(id, other, material), Err(Error::NotFound)));
        }
        assert!(matches!(house.teaches(id, house.centre(), MaterialId(99)), Err(Error::NotFound)));
        for _ in 0..2 {
            house.teaches(id, house.centre(), material).expect("teaches");
        }
        let board = house.board(house.keeper(house.bali), id).expect("sees");
        assert_eq!(board.taught.iter().map(|one| one.material).collect::<Vec<_>>(), [material]);
        let there = store
            .read_now(move |tx| {
                let place = activities::activity(tx, place)?;
                lessons::of_activity(tx, &place)
            })
            .expect("looks");
        assert!(there.len() == 1 && there[0].of_drive, "{there:?}");
        for _ in 0..2 {
            house.stops(id, house.centre(), material).expect("takes away");
        }
        assert_eq!(house.board(house.centre(), id).expect("sees").taught, []);
        let (chance, by) = (house.chance.clone(), house.centre());
        let request = actions::Withdrawal { reason: "Keliru".into(), places: 1 };
        store.write_now(move |tx| actions::withdraw(tx, &chance, before(), &by, id, &request)).expect("withdraws");
        assert_eq!(refused(house.teaches(id, house.centre(), material)), "drive-withdrawn");
    });
}

#[test]
fn material_is_chosen_by_a_small_form() {
    each_engine(|store| {
        let house = House::new(store);
        let (centre, material) = (house.centre(), house.published());
        house.drive();
        let (home, at) = ("/kegiatan/serentak/1", "/kegiatan/serentak/1/materi");
        assert!(get(&house, &centre, home).page().contains("Atur materi"));
        assert!(!get(&house, &house.keeper(house.bali), home).page().contains("Materi yang diajarkan"));
        let form = get(&house, &centre, at).page();
        assert!(
            form.contains("Belum ada materi") && form.contains("Netralitas aparatur dalam pemilihan umum"),
            "{form}"
        );
        for path in [at, "/kegiatan/serentak/7/materi"] {
            let other = if path == at { house.keeper(house.bali) } else { house.centre() };
            assert_eq!(get(&house, &other, path).status, StatusCode::NOT_FOUND);
            assert_eq!(post(&house, &other, path, &format!("material={material}")).status, StatusCode::NOT_FOUND);
        }
        let back = post(&house, &centre, at, "material=");
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.text.contains("href=\"#f-material\"") && back.text.contains("Pilih materi dulu"), "{}", back.text);
        assert_eq!(post(&house, &centre, at, "material=x").status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            let done = post(&house, &centre, at, &format!("material={material}"));
            assert_eq!((done.status, done.goes_to()), (StatusCode::SEE_OTHER, at), "{}", done.text);
        }
        let link = format!("/materi/{material}/versi/1");
        assert!(get(&house, &house.keeper(house.bali), home).page().contains(&link), "all who see the drive see it");
        let english = get(&house, &centre, &format!("{at}?lang=en")).page();
        assert!(english.contains("Take away from the drive") && !english.contains("Teach a material"));
        let done = post(&house, &centre, at, &format!("lepas={material}"));
        assert_eq!((done.status, done.goes_to()), (StatusCode::SEE_OTHER, at), "{}", done.text);
        assert!(!get(&house, &centre, home).page().contains(&link));
    });
}

/// Bengkulu: five people gained 21 right answers together. Bali: four, who are too few. The prison: nobody.
fn taught(store: &Store) -> (House, ActivityDriveId) {
    let house = House::new(store);
    let id = house.drive();
    let people: Vec<EmployeeId> =
        (0..9).map(|serial| hire(store, serial, if serial < 5 { house.bengkulu } else { house.bali })).collect();
    let places = [("KW-08", Zone::Wib, 0..5), ("KW-20", Zone::Wita, 5..9)];
    for (unit, zone, who) in places {
        let place = house.placed(id, unit, "Aula");
        house.starts(place, 40);
        for person in who {
            house.takes(people[person], place, (Phase::Pre, 4), wall("09:10").at(zone));
            let right = if person == 0 { 9 } else { 8 };
            house.takes(people[person], place, (Phase::Post, right), wall("10:30").at(zone));
        }
        house.finishes(place);
    }
    let prison = house.placed(id, "KW-08-LAPAS-01", "Aula");
    house.starts(prison, 3);
    house.finishes(prison);
    (house, id)
}

#[test]
fn what_was_gained_is_told_by_place_and_small_counts_are_not() {
    each_engine(|store| {
        let (house, id) = taught(store);
        let (now, by) = (day("2024-01-24").at(Zone::Wib, 10, 0), house.centre());
        let list = store.read_now(move |tx| actions::reports(tx, now, &by, id, (false, None, 50))).expect("sees");
        let told = |list: &actions::Reports| -> Vec<(String, String)> {
            let both = list.places.iter().zip(&list.gains);
            both.map(|(row, gain)| (row.unit.code.to_string(), gain.words(Lang::Id))).collect()
        };
        let mut all = told(&list);
        all.sort();
        let expected = [("KW-08", "+4,2 (5)"), ("KW-08-LAPAS-01", "–"), ("KW-20", "–")];
        assert_eq!(all, expected.map(|(unit, words)| (unit.to_owned(), words.to_owned())));
        let page = ask(&house, now, Some(&house.centre()), "GET", "/kegiatan/serentak/1/laporan", "").page();
        assert!(page.contains("+4,2 (5)") && page.contains("di bawah 5 tidak disebut"), "{page}");
    });
}

#[test]
fn the_files_tell_the_same_gain_and_what_it_means() {
    each_engine(|store| {
        let (house, id) = taught(store);
        let recap = recap(&house, house.centre(), id);
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(export::xlsx(&recap, false).expect("a file"))).expect("opens");
        let sheet = book.worksheet_range("Tempat").expect("a sheet");
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let column = |name: &str| rows[0].iter().position(|cell| *cell == *name).expect("a column");
        let (both, gain) = (column("peserta_dua_tes"), column("perolehan_rata_rata"));
        let found: Vec<(String, &Data, &Data)> =
            rows[1..].iter().map(|row| (row[1].to_string() + &row[2].to_string(), &row[both], &row[gain])).collect();
        let few = Data::String("terlalu sedikit".into());
        let expected = [
            ("Unit KW-08KW-08", &Data::Float(5.0), &Data::Float(4.2)),
            ("Unit KW-08KW-08-LAPAS-01", &Data::Float(0.0), &Data::Empty),
            ("Unit KW-20KW-20", &few, &Data::Empty),
            ("JUMLAH", &Data::Float(5.0), &Data::Float(4.2)),
        ];
        assert_eq!(found, expected.map(|(unit, both, gain)| (unit.to_owned(), both, gain)));
        let means = book.worksheet_range("Arti angka").expect("a sheet");
        let line = means.rows().find(|row| row[0] == *"Perolehan").expect("its definition");
        assert!(line[1].to_string().contains("di bawah 5 tidak disebut"), "{line:?}");
        let paper = paper::recap(&recap, false);
        let of = |at: usize| (paper.data["places"][at]["both"].as_i64(), paper.data["places"][at]["gain"].as_i64());
        assert_eq!([of(0), of(1), of(2)], [(Some(5), Some(21)), (Some(0), Some(0)), (Some(0), Some(0))]);
        assert!(paper.data["counted_by"].as_str().expect("words").contains("di bawah 5 tidak disebut"));
    });
}
