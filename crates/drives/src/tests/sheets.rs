//! A hall without telephones: who was counted on a sheet of paper stands on every board and paper of the drive, beside those
//! who came and never among them.

use super::doors::get;
use super::files::{recap, sums};
use super::*;
use crate::{export, paper};
use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use netra_attendance::actions::{self as attendance, NewSheet};
use netra_attendance::model::ChangeId;
use netra_media::{Accepts, MediaDesk};
use std::io::Cursor;

const SCAN: &[u8] = include_bytes!("../../../../data/templates/samples/foto-aula.jpg");
const WORDS: &str = "orang menurut lembar kertas, tanpa nama; tidak dijumlahkan dengan yang datang";

fn at_ten() -> Moment {
    day("2024-01-23").at(Zone::Wib, 10, 0)
}

fn keeps(house: &House, place: ActivityId, counted: i64) -> ChangeId {
    let (chance, by) = (house.chance.clone(), house.centre());
    let scan = MediaDesk::take_now(SCAN, "lembar.jpg", Accepts::Photo).expect("a photo");
    house
        .store
        .write_now(move |tx| {
            activities::start(tx, &chance, at_ten(), &by, place)?;
            let sheet = NewSheet { scan: &scan, counted, persons: Vec::new() };
            attendance::keep_sheet(tx, &chance, at_ten(), &by, place, &sheet)
        })
        .expect("keeps")
}

/// The hall with forty on paper and nobody else, and a place where 35 came.
fn halls(store: &Store) -> (House, ActivityDriveId, ActivityId, ChangeId) {
    let house = House::new(store);
    let id = house.drive();
    let hall = house.placed(id, "KW-08", "Balai desa");
    let other = house.placed(id, "KW-20", "Aula");
    house.starts(other, 31);
    let sheet = keeps(&house, hall, 40);
    (house, id, hall, sheet)
}

fn takes_back(house: &House, hall: ActivityId, sheet: ChangeId) {
    let (chance, by) = (house.chance.clone(), house.centre());
    house
        .store
        .write_now(move |tx| attendance::withdraw_sheet(tx, &chance, at_ten(), &by, (hall, sheet), "Salah hitung"))
        .expect("takes back");
}

#[test]
fn those_on_paper_stand_apart_in_the_recap_until_the_sheet_is_taken_back() {
    each_engine(|store| {
        let (house, id, place, sheet) = halls(store);
        for (counted, said) in [(40, true), (0, false)] {
            let board = house.board(house.centre(), id).expect("sees").whole;
            assert_eq!((board.came(), board.tally.present, board.tally.on_paper), (35, 31, counted));
            let recap = recap(&house, house.centre(), id);
            let bytes = export::xlsx(&recap, false).expect("a file");
            for sheet in ["Tempat", "Unit"] {
                assert_eq!(sums(&bytes, sheet, "di_lembar_kertas"), (counted, counted), "{sheet}");
                assert_eq!(sums(&bytes, sheet, "datang"), (35, 35), "{sheet}");
                assert_eq!(sums(&bytes, sheet, "hadir"), (31, 31), "{sheet}");
            }
            assert_eq!(sums(&bytes, "Tempat", "meragukan"), (3, 3));
            assert_eq!(sums(&bytes, "Tempat", "utusan_diharapkan"), (0, 0), "and nothing moved into another column");
            let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
            let means = book.worksheet_range("Arti angka").expect("a sheet");
            assert!(means.rows().any(|row| row[0] == *"Di lembar kertas"), "what it counts is said");
            let paper = paper::recap(&recap, false);
            paper.checked().expect("within the limits");
            let hall = &paper.data["places"][0];
            assert_eq!((&hall["came"], &hall["on_paper"]), (&0.into(), &counted.into()));
            let notes = paper.data["counted_by"].as_str().expect("words");
            assert_eq!(notes.contains("tidak dijumlahkan dengan yang datang"), said, "{notes}");
            if said {
                takes_back(&house, place, sheet);
            }
        }
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn boards_pages_and_programs_are_told_of_those_on_paper() {
    each_engine(|store| {
        let (house, _, hall, sheet) = halls(store);
        let centre = house.centre();
        let pages = ["", "/langsung", "/papan"].map(|page| format!("/kegiatan/serentak/1{page}"));
        let board = || get(&house, &centre, "/api/v1/activity-drives/1/board").json();
        for path in &pages {
            let page = get(&house, &centre, path).page();
            assert!(page.contains(WORDS) && page.contains("40"), "{path}: {page}");
        }
        let told = board();
        let whole = ["came", "present", "on_paper"].map(|name| told["whole"][name].as_i64());
        assert_eq!(whole, [Some(35), Some(31), Some(40)], "{told}");
        takes_back(&house, hall, sheet);
        for path in &pages {
            let answer = get(&house, &centre, path);
            assert!(answer.status == StatusCode::OK && !answer.text.contains(WORDS), "{path}: {}", answer.text);
        }
        assert_eq!(board()["whole"]["on_paper"], 0);
    });
}

#[test]
fn the_report_of_the_hall_says_how_many_stand_on_paper() {
    each_engine(|store| {
        let (house, _, hall, _) = halls(store);
        house.finishes(hall);
        let (who, now) = (house.centre(), day("2024-01-24").at(Zone::Wib, 8, 0));
        let report = store.read_now(move |tx| activities::report(tx, now, &who, hall, None)).expect("reads").report;
        let says = "Hadir 0 orang dari 100 yang diharapkan. Menurut lembar kertas ada 40 orang, tanpa nama; \
                    tidak dijumlahkan dengan yang hadir.";
        assert!(report.summary.contains(says), "{}", report.summary);
        let figures: Vec<_> = report.figures.iter().map(|one| (one.value, one.what.as_str())).collect();
        assert_eq!(figures, [(0, "orang hadir"), (40, "orang menurut lembar kertas")]);
    });
}
