//! The calendar as people meet it, on both engines: imports, commands, doors, and damage that the audit names.

mod damage;
mod doors;
mod files;

use crate::actions::{self, HolidayFile, Imported};
use crate::import::{self, Reading};
use crate::model::{Calendar, Limit};
use crate::rules::rows::Fault;
use netra_base::{Chance, Day, Error, Moment, Zone};
use netra_store::Store;

fn now() -> Moment {
    Day::parse("2027-11-22").expect("a day").at(Zone::Wib, 9, 0)
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A year that could be: four holidays and a day of joint leave.
const YEAR_2028: &str = "\
date,kind,reason,reason_en,confidence
2028-01-01,national,Tahun Baru Masehi,New Year's Day,high
2028-01-03,joint-leave,Cuti bersama Tahun Baru,,
2028-02-26,national,Idulfitri,Eid al-Fitr,medium
2028-08-17,national,Hari Kemerdekaan,Independence Day,
2028-12-25,libur nasional,Natal,Christmas,tinggi
";

struct House {
    store: Store,
    chance: Chance,
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        Self { store: store.clone(), chance: Chance::seeded(3) }
    }

    fn imports(&self, text: &str, at: Moment) -> Imported {
        let (file, chance) = (years(text), self.chance.clone());
        self.store.write_now(move |tx| actions::import(tx, &chance, at, &file)).expect("imports")
    }

    fn calendar(&self) -> Calendar {
        self.store.read_now(actions::calendar).expect("reads")
    }

    fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        self.store.read_now(move |tx| tx.query_one(&sql, netra_store::params![], |row| row.int(0))).expect("counts")
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store
            .read_long(|tx| {
                actions::audit(tx, &mut audit)?;
                netra_ledger::actions::audit_acts(tx, &mut audit)
            })
            .expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

fn years(text: &str) -> HolidayFile {
    match import::read(text.as_bytes(), now()) {
        Ok(Reading::Years(file, _)) => file,
        other => panic!("not taken: {other:?}"),
    }
}

/// Row, column and code of everything that is refused in a table.
fn faults(text: &str) -> Vec<(u64, String, &'static str)> {
    let told = |fault: &Fault| {
        let column = fault.refusal.field.as_deref().unwrap_or_default().to_owned();
        assert!(fault.refusal.say.id.len() > 30 && fault.refusal.say.en.len() > 30, "a sentence: {fault:?}");
        (fault.row, column, fault.refusal.code)
    };
    match import::read(text.as_bytes(), now()) {
        Ok(Reading::Faults(faults, _)) => faults.iter().map(told).collect(),
        other => panic!("nothing refused: {other:?}"),
    }
}

fn refused_whole(bytes: &[u8]) -> &'static str {
    match import::read(bytes, now()) {
        Err(Error::Refused(list)) => list[0].code,
        other => panic!("not refused as a whole: {other:?}"),
    }
}

#[test]
fn an_imported_year_lets_working_days_be_counted_through_it() {
    netra_it::each_engine(|store| {
        let house = House::new(store);
        let ask = |house: &House| house.calendar().deadline(day("2027-12-30"), Limit::WorkingDays(3), Zone::Wit);
        assert!(ask(&house).is_err(), "2028 is not known yet");
        let taken = house.imports(YEAR_2028, now());
        assert_eq!((taken.change.inserted, taken.change.updated, taken.change.removed), (5, 0, 0));
        let found = ask(&house).expect("counts");
        assert_eq!((found.deadline, found.skipped.len()), (day("2028-01-05"), 3));
        assert_eq!(found.at, "2028-01-05T23:59:59+09:00");
        assert_eq!(found.skipped[2].reason.en, "Cuti bersama Tahun Baru", "without English the name stays as it is");
        assert_eq!(house.calendar().year(2028).map(|year| year.confidence().code()), Some("medium"));
    });
}

#[test]
fn an_import_takes_the_place_of_the_whole_year_and_leaves_the_others() {
    netra_it::each_engine(|store| {
        let house = House::new(store);
        let before = house.calendar();
        let both = YEAR_2028.replace("2028-", "2024-") + YEAR_2028.split_once('\n').expect("a header").1;
        let taken = house.imports(&both, now());
        let after = house.calendar();
        assert_eq!(after.year(2024).map(|year| year.holidays().count()), Some(5));
        assert!(after.is_working_day(day("2024-02-14")).expect("data"), "the import does not have election day");
        assert_eq!(after.year(2023), before.year(2023));
        assert_eq!(
            (taken.change.inserted, taken.change.updated + taken.change.unchanged, taken.change.removed),
            (7, 3, 26)
        );
        house.imports(&YEAR_2028.replace("2028-", "2024-").replace("2024-02-26", "2024-02-14"), now().plus_ms(1));
        let last = house.calendar();
        assert!(!last.is_working_day(day("2024-02-14")).expect("data"), "the newest import of a year counts");
        assert!(last.year(2028).is_some(), "what the later file does not hold stays");
        assert_eq!((house.count("calendar_import"), house.findings()), (2, vec![]));
    });
}

#[test]
fn the_same_file_again_changes_nothing_and_leaves_no_entry() {
    netra_it::each_engine(|store| {
        let house = House::new(store);
        assert!(house.imports(YEAR_2028, now()).entry.is_some());
        let again = house.imports(YEAR_2028, now().plus_ms(60_000));
        assert_eq!((again.entry, again.change.unchanged, again.change.inserted), (None, 5, 0));
        assert_eq!((house.count("calendar_import"), house.count("ledger_entry")), (1, 1));
    });
}

#[test]
fn every_bad_row_is_named_with_its_column_and_nothing_is_taken() {
    let good = YEAR_2028;
    for (row, column, code) in [
        ("2028-02-30,national,Salah", "date", "date-form"),
        ("17/8/2028,national,Salah", "date", "date-form"),
        (",national,Salah", "date", "date-form"),
        ("1999-08-17,national,Salah", "date", "day-range"),
        ("2101-08-17,national,Salah", "date", "day-range"),
        ("2028-08-17,national,Dua kali", "date", "holiday-duplicate"),
        ("2028-03-01,holiday,Salah", "kind", "kind-unknown"),
        ("2028-03-01,,Salah", "kind", "kind-unknown"),
        ("2028-03-01,national,", "reason", "reason-empty"),
        ("2028-03-01,national,\"a\nb\"", "reason", "reason-form"),
        ("2028-03-01,national,Nama,Name,sure", "confidence", "confidence-unknown"),
        ("2029-08-17,national,Hari Kemerdekaan", "date", "year-incomplete"),
        ("2029-01-01,national,Tahun Baru", "date", "year-incomplete"),
    ] {
        assert_eq!(faults(&format!("{good}{row}\n")), [(7, column.to_owned(), code)], "{row}");
    }
    let long = format!("{good}2028-03-01,national,{}\n", "a".repeat(201));
    assert_eq!(faults(&long), [(7, "reason".into(), "reason-form")]);
}

#[test]
fn all_that_is_wrong_is_listed_with_the_rows_of_the_sheet() {
    let text =
        "reason;kind;date\r\n\r\nTahun Baru;national;2028-01-01\r\n;x;2028-05-01\r\n;;\r\nLagi;national;2028-01-01\r\n";
    let found = faults(text);
    let expected = [
        (3, "date", "year-incomplete"),
        (4, "kind", "kind-unknown"),
        (4, "reason", "reason-empty"),
        (6, "date", "holiday-duplicate"),
    ];
    assert_eq!(found, expected.map(|(row, column, code)| (row, column.to_owned(), code)));
}

#[test]
fn a_file_that_is_no_table_of_holidays_is_refused_as_a_whole() {
    let wide = format!("date,kind,reason{}\n2028-01-01,national,a\n", ",".repeat(100));
    let long = format!("date,kind,reason\n{}", "2028-01-01,national,a\n".repeat(10_001));
    for (bytes, code) in [
        (b"".as_slice(), "file-empty"),
        (b"date,kind,reason\n\n,,\n", "file-empty"),
        (b"date,reason\n2028-01-01,a\n", "columns-wrong"),
        (b"date,kind,reason,date\n2028-01-01,national,a,\n", "columns-wrong"),
        (b"date,kind,reason,who\n2028-01-01,national,a,b\n", "columns-wrong"),
        (b"date,kind,reason\n2028-01-01,national,\"a\n", "quote-open"),
        (b"date,kind\0", "file-unreadable"),
        (b"date,kind,reason\n2028-01-01,national,Jos\xe9\n", "file-unreadable"),
        (b"PK\x03\x04 not a spreadsheet", "file-unreadable"),
        (wide.as_bytes(), "file-unreadable"),
        (long.as_bytes(), "file-large"),
        (&vec![b'a'; 1_048_577], "file-large"),
    ] {
        assert_eq!(refused_whole(bytes), code, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
    }
}

proptest::proptest! {
    #[test]
    fn no_file_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400), text in ".{0,300}") {
        let _ = import::read(&bytes, now());
        let _ = import::read(text.as_bytes(), now());
        let _ = import::read(format!("date,kind,reason\n{text}").as_bytes(), now());
        let _ = import::read(&[b"PK".as_slice(), &bytes].concat(), now());
    }
}
