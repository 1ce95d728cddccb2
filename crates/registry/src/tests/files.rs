//! Spreadsheets in, everything out, and back in again.

use super::{House, figures, houses, refusals};
use crate::export::{self, Format};
use netra_base::Error;
use rust_xlsxwriter::{Formula, Workbook};
use std::io::Write;

const HEADER: [&str; 6] = ["nip", "nama", "status", "jabatan", "golongan", "unit"];

fn book(house: &House, fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> std::path::PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0u16..).zip(HEADER) {
        sheet.write_string(0, column, name).expect("written");
    }
    fill(sheet);
    let path = house.dir.path().join("roster.xlsx");
    book.save(&path).expect("saved");
    path
}

fn row(sheet: &mut rust_xlsxwriter::Worksheet, at: u32, cells: [&str; 6]) {
    for (column, cell) in (0u16..).zip(cells) {
        sheet.write_string(at, column, cell).expect("written");
    }
}

#[test]
fn a_spreadsheet_is_read_by_its_own_row_numbers() {
    let house = House::sqlite();
    let path = book(&house, |sheet| {
        row(sheet, 1, ["200012312024121001", "Budi", "PNS", "", "", "KW-20"]);
        row(sheet, 4, ["200012312024211001", "Sa'diyah", "PPPK", "Perawat", "", "KW-20"]);
        sheet.write_number(4, 4, 9).expect("written");
        row(sheet, 6, ["1", "Salah", "PNS", "", "", "KW-20"]);
        row(sheet, 7, ["", "Angka", "PNS", "", "", "KW-20"]);
        sheet.write_number(7, 0, 200_012_312_024_121_002_f64).expect("written");
    });
    let outcome = house.import_file(&path, |_| {}).expect("reads");
    assert_eq!(figures(&outcome), [4, 2, 0, 0, 2]);
    assert_eq!(refusals(&outcome), [(7, "nip", "nip-length"), (8, "nip", "nip-rounded")]);
    assert!(outcome.errors[1].message.contains("teks"));
    assert_eq!(figures(&house.import_file(&path, |_| {}).expect("reads")), [4, 0, 0, 2, 2]);
}

#[test]
fn formulas_are_never_run_and_merged_cells_are_named() {
    let house = House::sqlite();
    let path = book(&house, |sheet| {
        row(sheet, 1, ["200012312024121001", "", "PNS", "", "", "KW-20"]);
        sheet.write_formula(1, 1, Formula::new("=HYPERLINK(\"http://x\")").set_result("Budi")).expect("written");
        row(sheet, 2, ["200012312024121002", "Ani", "PNS", "", "", ""]);
        row(sheet, 3, ["200012312024121003", "Ina", "PNS", "", "", ""]);
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(2, 5, 3, 5, "KW-20", &plain).expect("merged");
    });
    let outcome = house.import_file(&path, |_| {}).expect("reads");
    assert_eq!(refusals(&outcome), [(3, "unit", "cell-merged"), (4, "unit", "cell-merged")]);
    let found = house.read(|tx| crate::actions::find_people(tx, "2000", crate::actions::Scope::All, 0)).people;
    assert_eq!(found[0].name.as_str(), "Budi");
}

#[test]
fn a_spreadsheet_that_unpacks_without_end_is_refused() {
    let house = House::sqlite();
    let path = house.dir.path().join("bomb.xlsx");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).expect("a file"));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("xl/sharedStrings.xml", options).expect("started");
    let zeros = vec![b' '; 1024 * 1024];
    for _ in 0..100 {
        zip.write_all(&zeros).expect("written");
    }
    zip.finish().expect("finished");
    match house.import_file(&path, |_| {}) {
        Err(Error::Refused(list)) => assert_eq!(list[0].code, "file-unpacked"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_exported_roster_goes_back_in_without_changing_anything() {
    for house in houses() {
        house.import(
            "200012312024121001,=Budi S+1,pns,=1+1,III/a,KW-20-PAS,\n\
             200012312024211001,\"Ani, S.H.\",pppk,-,9,KW-20,\n\
             ,'Ketut,ppnpn,@x,,KW-20,+62/1\n",
        );
        for format in [Format::Csv, Format::Xlsx] {
            let mut bytes = Vec::new();
            export::roster(&house.store, "/", format, &mut bytes).expect("written");
            if format == Format::Csv {
                let text = String::from_utf8_lossy(&bytes);
                assert!(text.contains("'=Budi S+1") && text.contains("'+62/1") && !text.contains(",="), "{text}");
            }
            let path = house.file("again", &bytes);
            assert_eq!(figures(&house.import_file(&path, |_| {}).expect("reads")), [3, 0, 0, 3, 0], "{format:?}");
        }
        let mut bytes = Vec::new();
        export::roster(&house.store, "/", Format::Json, &mut bytes).expect("written");
        let list: serde_json::Value = serde_json::from_slice(&bytes).expect("json");
        let units: Vec<&str> = list.as_array().expect("a list").iter().filter_map(|row| row["unit"].as_str()).collect();
        assert_eq!(units, ["KW-20", "KW-20-PAS", "KW-20"]);
        let path = house.unit("KW-20-PAS").path;
        let mut bytes = Vec::new();
        export::roster(&house.store, &path, Format::Csv, &mut bytes).expect("written");
        assert_eq!(String::from_utf8_lossy(&bytes).lines().count(), 2);
    }
}

#[test]
fn exported_units_name_their_parents() {
    for house in houses() {
        let mut bytes = Vec::new();
        export::units(&house.store, "/", Format::Json, &mut bytes).expect("written");
        let list: Vec<serde_json::Value> = serde_json::from_slice(&bytes).expect("json");
        assert!(list.len() > 700);
        assert_eq!((&list[0]["code"], &list[0]["parent"]), (&"KUMHAM".into(), &serde_json::Value::Null));
        let bali = list.iter().find(|unit| unit["code"] == "KW-20-PAS").expect("there");
        assert_eq!((&bali["parent"], &bali["kind"]), (&"KW-20".into(), &"divisi".into()));
    }
}
