//! The commands on files and questions: JSON, sentences, exit codes.

use super::*;
use crate::cli::{self, DeadlineArgs, HolidaysArgs, ImportHolidaysArgs};
use netra_base::Lang;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use std::path::Path;

fn imports(store: &Store, file: &Path, dry_run: bool) -> (u8, Value) {
    let args = ImportHolidaysArgs { file: file.to_owned(), dry_run, json: true };
    let mut out = Vec::new();
    let code = cli::import(store, &args, now(), Chance::seeded(1), Lang::Id, &mut out).expect("answers");
    (code, serde_json::from_slice(&out).expect("one JSON document"))
}

#[test]
fn a_file_is_checked_on_a_dry_run_and_taken_for_real() {
    netra_it::each_engine(|store| {
        let house = House::new(store);
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("libur.csv");
        std::fs::write(&file, YEAR_2028).expect("writes");
        let expected = json!({"read": 5, "inserted": 5, "updated": 0, "unchanged": 0, "removed": 0, "refused": 0, "years": [2028], "errors": []});
        assert_eq!(imports(store, &file, true), (0, expected.clone()));
        assert_eq!((house.count("calendar_import"), house.count("ledger_entry")), (0, 0));
        assert_eq!(imports(store, &file, false), (0, expected));
        assert_eq!((house.count("calendar_holiday"), house.count("ledger_entry")), (5, 1));
        std::fs::write(&file, YEAR_2028.replace("2028-08-17,national", "2028-08-17,libur")).expect("writes");
        let (code, told) = imports(store, &file, false);
        assert_eq!((code, &told["refused"], &told["years"]), (1, &json!(1), &json!([])));
        assert_eq!((&told["errors"][0]["row"], &told["errors"][0]["column"]), (&json!(5), &json!("kind")));
        std::fs::write(&file, "tanggal\n2028-01-01\n").expect("writes");
        assert_eq!(imports(store, &file, false).1["errors"][0]["code"], "columns-wrong");
        let (code, told) = imports(store, &folder.path().join("tiada.csv"), false);
        assert_eq!((code, &told["errors"][0]["code"]), (2, &json!("file-open")));
        assert_eq!(house.count("calendar_holiday"), 5, "refused files change nothing");
    });
}

#[test]
fn a_spreadsheet_with_real_dates_reads_like_a_csv() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    for (column, name) in (0..).zip(["date", "kind", "reason"]) {
        sheet.write(0, column, name).expect("writes");
    }
    for (row, (month, day, name)) in [(1u32, (1, 1, "Tahun Baru")), (3, (8, 17, "Hari Kemerdekaan"))] {
        let date = ExcelDateTime::from_ymd(2028, month, day).expect("a date");
        sheet.write_datetime_with_format(row, 0, &date, &format).expect("writes");
        sheet.write(row, 1, "national").expect("writes");
        sheet.write(row, 2, name).expect("writes");
    }
    sheet.write(5, 0, "2028-13-01").expect("writes");
    let bytes = book.save_to_buffer().expect("a file");
    match import::read(&bytes, now()) {
        Ok(Reading::Faults(faults, 3)) => {
            let rows: Vec<_> = faults.iter().map(|fault| (fault.row, fault.refusal.code)).collect();
            assert_eq!(rows, [(6, "date-form")], "blank rows count as the sheet counts them");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_spreadsheet_that_unpacks_to_far_more_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).expect("starts");
    std::io::Write::write_all(&mut zip, &vec![b' '; 17 * 1024 * 1024]).expect("writes");
    let bytes = zip.finish().expect("a zip").into_inner();
    assert!(bytes.len() < 100_000, "small until it is unpacked");
    assert_eq!(refused_whole(&bytes), "file-large");
}

fn args(from: &str, working_days: Option<&str>, days: Option<&str>, zone: &str, json: bool) -> DeadlineArgs {
    let text = |word: &str| word.to_owned();
    DeadlineArgs {
        from: from.into(),
        working_days: working_days.map(text),
        days: days.map(text),
        zone: zone.into(),
        json,
    }
}

fn asks(args: &DeadlineArgs, lang: Lang) -> (u8, String) {
    let mut out = Vec::new();
    let calendar = Calendar::built_in().expect("reads");
    let code = cli::deadline(&calendar, args, lang, &mut out).expect("answers");
    (code, String::from_utf8(out).expect("text"))
}

#[test]
fn a_deadline_is_told_in_json_and_in_sentences() {
    let (code, text) = asks(&args("2024-02-05", Some("14"), None, "WIB", true), Lang::Id);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((code, &told["deadline"]), (0, &json!("2024-02-28")));
    assert_eq!((&told["at"], &told["confidence"]), (&json!("2024-02-28T23:59:59+07:00"), &json!("high")));
    assert_eq!(told["skipped"][4], json!({"date": "2024-02-14", "reason": "Pemungutan suara Pemilu"}));
    assert_eq!(told["skipped"].as_array().map(Vec::len), Some(9));
    let (_, text) = asks(&args("2024-02-05", None, Some("14"), "wit", true), Lang::Id);
    assert_eq!(
        text,
        "{\"deadline\":\"2024-02-19\",\"at\":\"2024-02-19T23:59:59+09:00\",\"skipped\":[],\"confidence\":\"high\"}\n"
    );
    let (_, text) = asks(&args("2024-02-05", Some("3"), None, "WITA", false), Lang::Id);
    assert!(text.starts_with("Batas waktu: Senin, 12 Februari 2024 pukul 23.59 WITA.\n"), "{text}");
    assert!(text.contains("2024-02-08 (Kamis): Isra Mikraj") && text.contains("tinggi"), "{text}");
    let (_, text) = asks(&args("2024-02-05", Some("1"), None, "WIB", false), Lang::En);
    assert!(text.contains("1 working day after 5 February 2024; the day of receipt is not counted."), "{text}");
}

#[test]
fn a_question_that_cannot_be_answered_is_refused_with_its_code() {
    for (args, exit, codes) in [
        (args("2027-12-30", Some("2"), None, "WIB", true), 1, vec!["no-holiday-data"]),
        (args("1999-12-30", Some("2"), None, "WIB", true), 1, vec!["day-range"]),
        (args("2024-02-30", Some("0"), None, "CET", true), 2, vec!["day-form", "limit-range", "zone-unknown"]),
        (args("2024-02-05", Some("3651"), None, "WIB", true), 2, vec!["limit-range"]),
        (args("2024-02-05", Some("-1"), None, "WIB", true), 2, vec!["limit-range"]),
        (args("2024-02-05", Some("99999999999999999999"), None, "WIB", true), 2, vec!["limit-range"]),
        (args("2024-02-05", Some("1"), Some("1"), "WIB", true), 2, vec!["limit-one"]),
        (args("2024-02-05", None, None, "WIB", true), 2, vec!["limit-one"]),
        (args("5 Februari 2024\u{0}", Some("1"), None, "WIB", true), 2, vec!["day-form"]),
    ] {
        let (code, text) = asks(&args, Lang::Id);
        let told: Value = serde_json::from_str(&text).expect("JSON");
        let found: Vec<_> = told["errors"].as_array().expect("a list").iter().map(|one| one["code"].clone()).collect();
        assert_eq!((code, found), (exit, codes.into_iter().map(Value::from).collect()), "{args:?}");
    }
}

#[test]
fn holidays_are_listed_by_year() {
    let list = |year, json| {
        let mut out = Vec::new();
        let calendar = Calendar::built_in().expect("reads");
        let code = cli::holidays(&calendar, &HolidaysArgs { year, json }, Lang::Id, &mut out).expect("answers");
        (code, String::from_utf8(out).expect("text"))
    };
    let (code, text) = list(Some(2024), true);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    let year = &told["years"][0];
    assert_eq!(
        (code, &year["year"], &year["national"], &year["joint_leave"]),
        (0, &json!(2024), &json!(19), &json!(10))
    );
    assert_eq!(year["holidays"].as_array().map(Vec::len), Some(29));
    let all: Value = serde_json::from_str(&list(None, true).1).expect("JSON");
    assert_eq!(all["years"].as_array().map(Vec::len), Some(6));
    assert!(list(Some(2024), false).1.contains("2024-02-14 Rabu      Pemungutan suara Pemilu (libur nasional)"));
    assert_eq!((list(Some(2031), true).0, list(Some(2031), false).0), (1, 1));
}
