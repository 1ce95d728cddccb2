//! The files people take away, opened again.

use super::*;
use crate::export;
use calamine::{Data, Reader, Xlsx};
use std::collections::HashMap;
use std::io::Cursor;

fn view(house: &House, public: bool) -> actions::View {
    let (id, by) = (house.drive, house.operator());
    let by = (!public).then_some(by);
    house.store.read_now(move |tx| actions::view(tx, by.as_ref(), id, at(12, 0))).expect("sees")
}

fn house(store: &Store) -> House {
    let house = House::new(store);
    for person in (0..8).chain(14..19) {
        house.signs(person, at(9, 0)).expect("signs");
    }
    house.declines(20, at(9, 0)).expect("declines");
    house
}

fn rows(bytes: &[u8]) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_csv_adds_up_and_says_what_it_counts() {
    on_sqlite(|store| {
        let house = house(store);
        let rows = rows(&export::inside(&view(&house, false), true).csv().expect("a file"));
        assert_eq!(rows.len(), 5);
        let number = |row: &HashMap<String, String>, name: &str| row[name].parse::<i64>().expect("a number");
        let sum = |name: &str| rows.iter().map(|row| number(row, name)).sum::<i64>();
        let top = rows.iter().find(|row| row["induk"].is_empty()).expect("the agency");
        assert_eq!((number(top, "seharusnya"), number(top, "menandatangani"), number(top, "belum")), (26, 13, 13));
        assert!(!top.contains_key("menolak"), "who runs a unit could tell who declined");
        assert_eq!((sum("seharusnya_unit_sendiri"), sum("menandatangani_unit_sendiri")), (26, 13));
        for row in &rows {
            let parts = number(row, "menandatangani") + number(row, "belum");
            assert_eq!(parts, number(row, "seharusnya"), "{row:?}");
            assert!(row["penyebut"].contains("pegawai aktif") && row["keterangan"].contains("CONTOH"));
            assert!(row["gerakan"].contains("Deklarasi contoh") && row["per"].starts_with("2023-12-21T12:00"));
        }
        assert_eq!(top["cakupan_persen"], "50.0");
    });
}

#[test]
fn the_xlsx_says_the_same_and_holds_no_formula() {
    on_sqlite(|store| {
        let house = house(store);
        let (papua, name) = (house.papua, "=CMD|' /C calc'!A0");
        store.write_now(move |tx| registry::rename_unit(tx, papua, name, the_day())).expect("renames");
        let bytes = export::inside(&view(&house, false), true).xlsx().expect("a file");
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
        let sheet = book.worksheet_range("Cakupan").expect("a sheet");
        let row = sheet.rows().find(|row| row[0] == Data::String("KEM".into())).expect("the agency");
        assert_eq!((&row[4], &row[5]), (&Data::Float(26.0), &Data::Float(13.0)));
        let row = sheet.rows().find(|row| row[0] == Data::String("KW-30".into())).expect("Papua");
        assert_eq!(row[1], Data::String(format!("'{name}")));
        assert_eq!(
            book.worksheet_formula("Cakupan").expect("read").used_cells().filter(|(_, _, f)| !f.is_empty()).count(),
            0
        );
        let notes = book.worksheet_range("Keterangan").expect("a sheet");
        let said: Vec<String> = notes.rows().map(|row| row[1].to_string()).collect();
        assert!(
            said.iter().any(|text| text.contains("CONTOH")) && said.iter().any(|text| text.contains("pegawai aktif"))
        );
    });
}

#[test]
fn the_public_file_tells_no_prison_no_refusal_and_no_small_count() {
    on_sqlite(|store| {
        let house = house(store);
        let bytes = export::public(&view(&house, true), false).csv().expect("a file");
        let rows = rows(&bytes);
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains("Lapas") && !text.contains("menolak,") && !text.contains("CONTOH"));
        let of = |code: &str| rows.iter().find(|row| row["kode"] == code).expect("told").clone();
        assert_eq!((of("E1-05")["seharusnya"].as_str(), of("E1-05")["menandatangani"].as_str()), ("<5", "<5"));
        assert_eq!((of("KW-20")["seharusnya"].as_str(), of("KW-20")["menandatangani"].as_str()), ("16", "10"));
        assert_eq!((of("KW-30")["menandatangani"].as_str(), of("KW-30")["cakupan"].as_str()), ("–", "–"));
        assert_eq!((of("KEM")["seharusnya"].as_str(), of("KEM")["menandatangani"].as_str()), ("≥ 23", "≥ 10"));
        assert_eq!(of("KEM")["cakupan"], "≈ 43,5 %");
    });
}
