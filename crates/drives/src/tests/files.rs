//! The files people take away, opened again, and the paper before it is set.

use super::*;
use crate::{export, paper};
use calamine::{Data, Reader, Xlsx};
use netra_activities::model::Budget;
use netra_it::store::on_sqlite;
use netra_media::{Accepts, MediaDesk};
use std::io::Cursor;

pub(super) fn recap(house: &House, who: Principal, id: ActivityDriveId) -> actions::Recap {
    let now = day("2024-01-24").at(Zone::Wib, 10, 0);
    house.store.read_now(move |tx| actions::recap(tx, now, &who, id)).expect("sees")
}

fn costs(ceiling: i64) -> Option<Budget> {
    Some(Budget { ceiling, source: "DIPA contoh".into() })
}

/// Most of it is spent, and a paper kept that shows it.
fn spends(house: &House, place: ActivityId) {
    const RECEIPT: &[u8] = include_bytes!("../../../../data/demo/kuitansi.png");
    let paper = MediaDesk::take_now(RECEIPT, "kuitansi.png", Accepts::Paper).expect("a paper");
    let (by, at) = (house.centre(), wall("12:00").at(Zone::Wib));
    house
        .store
        .write_now(move |tx| {
            activities::spend(tx, &by, place, Some(6_845_000))?;
            activities::prove(tx, at, &by, place, &paper)
        })
        .expect("is told");
}

fn house(store: &Store) -> (House, ActivityDriveId) {
    let house = House::new(store);
    let id = house.drive();
    let mut new = house.place(id, "KW-08", "=Aula", ("09:00", "11:00"));
    new.delegations = vec![netra_activities::model::NewDelegation { unit: "KW-08-LAPAS-01".into(), expected: 12 }];
    new.budget = costs(7_500_000);
    let first = house.plans(id, house.centre(), new).expect("plans");
    let bali = house.place(id, "KW-20", "Balai", ("09:00", "11:00"));
    let second = house.plans(id, house.centre(), NewActivity { budget: costs(2_500_000), ..bali }).expect("plans");
    let prison = house.place(id, "KW-08-LAPAS-01", "Lapangan", ("09:00", "11:00"));
    let third = house.plans(id, house.centre(), NewActivity { budget: costs(900_000), ..prison }).expect("plans");
    for (place, present) in [(first, 40), (second, 31)] {
        house.starts(place, present);
        house.finishes(place);
    }
    spends(&house, first);
    house.reports(first);
    let (chance, by) = (house.chance.clone(), house.centre());
    store
        .write_now(move |tx| activities::cancel(tx, &chance, before(), &by, third, "Banjir di lokasi"))
        .expect("cancels");
    (house, id)
}

fn number(cell: &Data) -> i64 {
    match cell {
        Data::Float(value) => format!("{value:.0}").parse().expect("whole"),
        Data::Int(value) => *value,
        // What nobody has said, and for a paper what is there.
        Data::Empty => 0,
        Data::String(word) if word == "–" => 0,
        Data::String(word) if word == "ada" => 1,
        other => panic!("not a number: {other:?}"),
    }
}

/// The sheet as an independent reader sees it: each column named in the first row, summed; and the row of sums.
pub(super) fn sums(bytes: &[u8], sheet: &str, column: &str) -> (i64, i64) {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("opens");
    let range = book.worksheet_range(sheet).expect("a sheet");
    let head = range.rows().next().expect("a head");
    let at = head.iter().position(|cell| *cell == *column).expect("a column");
    let (last, rest): (Vec<_>, Vec<_>) = range.rows().skip(1).partition(|row| row[1] == *"JUMLAH");
    assert_eq!(last.len(), 1);
    (rest.iter().map(|row| number(&row[at])).sum(), number(&last[0][at]))
}

#[test]
fn the_totals_of_the_recap_are_those_of_its_rows_and_of_the_board() {
    on_sqlite(|store| {
        let (house, id) = house(store);
        let recap = recap(&house, house.centre(), id);
        let bytes = export::xlsx(&recap, true).expect("a file");
        let board = house.board(house.centre(), id).expect("sees").whole;
        for (sheet, column, expected) in [
            ("Tempat", "hadir", board.tally.present),
            ("Tempat", "tamu", board.tally.guests),
            ("Tempat", "datang", board.came()),
            ("Tempat", "ditunggu", board.expected),
            ("Tempat", "target", board.target),
            ("Tempat", "utusan_diharapkan", 12),
            ("Unit", "diminta", board.required),
            ("Unit", "tempat", board.places),
            ("Unit", "selesai", board.held),
            ("Unit", "melapor", board.reported),
            ("Unit", "dibatalkan", 1),
            ("Unit", "hadir", board.tally.present),
            ("Unit", "datang", board.came()),
            ("Unit", "ditunggu", board.expected),
            ("Unit", "belum_melapor", 1),
            ("Unit", "lewat_tidak_dimulai", 0),
            ("Tempat", "pagu_rp", 10_000_000),
            ("Tempat", "realisasi_rp", 6_845_000),
            ("Tempat", "bukti", 1),
            ("Unit", "pagu_rp", 10_000_000),
            ("Unit", "realisasi_rp", 6_845_000),
            ("Unit", "bukti", 1),
        ] {
            assert_eq!(sums(&bytes, sheet, column), (expected, expected), "{sheet}, {column}");
        }
        assert_eq!((board.tally.present, board.places), (71, 2));
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
        let places = book.worksheet_range("Tempat").expect("a sheet");
        assert_eq!(places.rows().count(), 4, "a head, two places, a sum; the cancelled one is no place");
        assert!(places.rows().any(|row| row[5] == Data::String("'=Aula".into())), "words, never a formula");
        let said: Vec<String> =
            book.worksheet_range("Arti angka").expect("a sheet").rows().map(|row| row[1].to_string()).collect();
        for word in ["peragaan", "tidak ada angka yang diketik", "5 tempat diminta", "2024-01-24T10:00:00+07:00"] {
            assert!(said.iter().any(|text| text.contains(word)), "{word}: {said:?}");
        }
    });
}

/// The names of the columns of a sheet.
fn columns(bytes: &[u8], sheet: &str) -> Vec<String> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("opens");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range.rows().next().expect("a head").iter().map(ToString::to_string).collect()
}

#[test]
fn money_is_in_the_file_of_those_alone_who_may_read_it() {
    each_engine(|store| {
        let (house, id) = house(store);
        let takes = |who: Principal| export::xlsx(&recap(&house, who, id), false).expect("a file");
        // Whoever announces, and the press desk, sees every place and no money.
        let announcer = house.who(Role::Auditor, house.bphn);
        for who in [house.who(Role::PublicRelations, house.root), house.who(Role::TeamMember, house.root), announcer] {
            let bytes = takes(who.clone());
            assert_eq!(sums(&bytes, "Unit", "selesai"), (2, 2));
            for sheet in ["Tempat", "Unit"] {
                let names = columns(&bytes, sheet);
                assert!(
                    !names.iter().any(|name| ["pagu_rp", "realisasi_rp", "bukti"].contains(&name.as_str())),
                    "{names:?}"
                );
            }
        }
        for role in [Role::UnitOperator, Role::Administrator, Role::Leader, Role::Auditor] {
            assert_eq!(
                sums(&takes(house.who(role, house.root)), "Unit", "pagu_rp"),
                (10_000_000, 10_000_000),
                "{role:?}"
            );
        }
        // Beside the whole drive's figures, the money of the own branch alone.
        let mut both = house.who(Role::PublicRelations, house.root);
        both.grants.extend(house.who(Role::Leader, house.bali).grants);
        let bytes = takes(both);
        assert_eq!(sums(&bytes, "Tempat", "hadir"), (71, 71));
        for sheet in ["Tempat", "Unit"] {
            assert_eq!(sums(&bytes, sheet, "pagu_rp"), (2_500_000, 2_500_000), "{sheet}");
            assert_eq!(sums(&bytes, sheet, "realisasi_rp"), (0, 0), "{sheet}");
            assert_eq!(sums(&bytes, sheet, "bukti"), (0, 0), "{sheet}");
        }
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
        let unit = book.worksheet_range("Unit").expect("a sheet");
        let bengkulu = unit.rows().find(|row| row[1] == *"KW-08").expect("a row");
        assert!(bengkulu[bengkulu.len() - 3..].iter().all(|cell| *cell == Data::Empty), "{bengkulu:?}");
    });
}

#[test]
fn a_branch_takes_its_own_recap_and_the_file_says_so() {
    on_sqlite(|store| {
        let (house, id) = house(store);
        let recap = recap(&house, house.who(Role::Leader, house.bali), id);
        assert_eq!((recap.rows.len(), recap.whole), (1, false));
        let bytes = export::xlsx(&recap, false).expect("a file");
        assert_eq!(sums(&bytes, "Tempat", "hadir"), (31, 31));
        let paper = paper::recap(&recap, false);
        assert!(paper.data["counted_by"].as_str().expect("words").contains("bukan seluruh kegiatan serentak"));
    });
}

#[test]
fn the_paper_says_what_the_template_prints_and_no_more() {
    on_sqlite(|store| {
        let (house, id) = house(store);
        let paper = paper::recap(&recap(&house, house.centre(), id), true);
        paper.checked().expect("within the limits");
        assert_eq!((paper.template.as_str(), paper.specimen), ("rekap.typ", true));
        let places = paper.data["places"].as_array().expect("places");
        assert_eq!(places.len(), 2);
        assert_eq!(places[0]["state"], "dilaporkan");
        assert_eq!(places[1]["state"], "belum");
        assert_eq!((&places[1]["came"], &places[1]["starts"]), (&35.into(), &"09.00 WITA".into()));
        assert_eq!(paper.data["window"], "23 Januari 2024, pukul 08.00 sampai 16.00 waktu setempat");
        // Everything the sample of the template has, the paper has too.
        let sample = include_str!("../../../../data/templates/samples/rekap.json");
        let sample: serde_json::Value = serde_json::from_str(sample).expect("a sample");
        for key in sample["data"].as_object().expect("an object").keys().filter(|key| *key != "place") {
            assert!(!paper.data[key].is_null(), "{key}");
        }
        for key in sample["data"]["places"][0].as_object().expect("an object").keys() {
            assert!(!places[0][key].is_null(), "{key}");
        }
    });
}

#[test]
fn attendance_with_names_is_for_those_who_keep_the_units() {
    on_sqlite(|store| {
        let (house, id) = house(store);
        let take = |who: Principal| store.read_now(move |tx| actions::attended(tx, before(), &who, id));
        assert_eq!(take(house.centre()).expect("keeps").1.len(), 2);
        assert_eq!(take(house.keeper(house.bali)).expect("keeps").1.len(), 1);
        assert!(matches!(take(house.who(Role::Leader, house.root)), Err(Error::NotFound)));
        let places = take(house.centre()).expect("keeps").1;
        let bytes = store.read_long(|tx| netra_attendance::export::xlsx(tx, &places, true)).expect("a file");
        assert!(calamine::open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes)).is_ok());
    });
}
