//! Adopted versions, on both engines: in force from their day, kept for old cases, held by the ledger.

use crate::{actions, built_in, library, read};
use netra_base::{Chance, Day, Error, Moment, Zone};
use netra_calendar::Calendar;
use netra_ledger::audit::Audit;
use netra_store::{Store, Value, params};

fn house(store: &Store) -> Moment {
    let mut all = netra_ledger::MIGRATIONS.to_vec();
    all.extend(netra_calendar::MIGRATIONS);
    all.extend(crate::MIGRATIONS);
    store.migrate(&all).unwrap();
    let now = Day::parse("2026-11-20").unwrap().at(Zone::Wib, 9, 0);
    store.write_now(move |tx| actions::adopt_first(tx, &Chance::System, now)).unwrap();
    now
}

/// The book with one row that ends, and one that follows it.
fn next_year() -> read::Files {
    let mut files = built_in::files();
    let text = files["book.toml"].replace("edition = \"2026-11\"", "edition = \"2027-01\"");
    files.insert("book.toml".into(), text);
    files
}

#[test]
fn a_new_version_is_in_force_from_its_day_and_the_old_one_stays_readable() {
    netra_it::each_engine(|store| {
        let now = house(store);
        let first = library::built_in().unwrap().book().hash.clone();
        let day = Day::parse("2027-01-01").unwrap();
        let calendar = Calendar::built_in().unwrap();
        let version = store
            .write_now(move |tx| {
                actions::adopt(tx, &Chance::System, now, &next_year(), (day, "Sekretaris Jenderal"), &calendar)
            })
            .unwrap();
        let edition = |at: Moment| store.read_now(move |tx| actions::current(tx, at)).unwrap().book().edition.clone();
        assert_eq!(edition(now), "2026-11");
        assert_eq!(edition(day.start(Zone::Wib).plus_ms(-1)), "2026-11");
        assert_eq!(edition(day.start(Zone::Wib)), "2027-01");
        let old = store.read_now(move |tx| actions::version(tx, &first)).unwrap();
        assert_eq!(old.book().edition, "2026-11");
        assert_ne!(old.book().hash, version.hash);
        assert!(matches!(store.read_now(|tx| actions::version(tx, "0000")), Err(Error::NotFound)));
    });
}

#[test]
fn the_same_book_again_changes_nothing_and_the_past_is_refused() {
    netra_it::each_engine(|store| {
        let now = house(store);
        let adopt = |day: &str| {
            let (day, calendar) = (Day::parse(day).unwrap(), Calendar::built_in().unwrap());
            store.write_now(move |tx| {
                actions::adopt(tx, &Chance::System, now, &next_year(), (day, "Sekretaris Jenderal"), &calendar)
            })
        };
        let one = adopt("2026-12-01").unwrap();
        assert_eq!(adopt("2026-12-01").unwrap(), one);
        assert_eq!(store.read_now(actions::versions).unwrap().len(), 2);
        let Err(Error::Refused(list)) = adopt("2026-11-19") else { panic!("the past") };
        assert_eq!(list[0].code, "effective-past");
    });
}

#[test]
fn a_book_with_a_fault_is_not_adopted() {
    netra_it::each_engine(|store| {
        let now = house(store);
        let mut files = next_year();
        files.insert(
            "06-pp94.toml".into(),
            files["06-pp94.toml"].replacen("level = \"medium\"", "level = \"light\"", 1),
        );
        let (day, calendar) = (Day::parse("2026-12-01").unwrap(), Calendar::built_in().unwrap());
        let adopted = store.write_now(move |tx| {
            actions::adopt(tx, &Chance::System, now, &files, (day, "Sekretaris Jenderal"), &calendar)
        });
        let Err(Error::Refused(list)) = adopted else { panic!("adopted") };
        assert_eq!(list[0].code, "case-broken");
        assert_eq!(store.read_now(actions::versions).unwrap().len(), 1);
    });
}

#[test]
fn one_changed_byte_of_an_adopted_version_is_found() {
    netra_it::each_engine(|store| {
        let now = house(store);
        let wrong = || {
            let mut audit = Audit::default();
            store.read_long(|tx| actions::audit(tx, &mut audit)).unwrap();
            audit.findings.iter().map(|one| format!("{}.{:?}", one.table, one.column)).collect::<Vec<_>>()
        };
        assert_eq!(wrong(), Vec::<String>::new());
        let run = |sql: String, value: netra_store::Value<'static>| {
            store.write_now(move |tx| tx.execute(&sql, &[value])).unwrap();
        };
        let files =
            store.read_now(|tx| tx.query_one("SELECT files FROM rulebook_version", params![], |row| row.text(0)));
        let files = files.unwrap();
        for (column, other, own) in [
            ("edition", Value::from("2026-12"), Value::from("2026-11")),
            ("effective", Value::from("2020-01-01"), Value::from("2026-11-20")),
            ("authority", Value::from("somebody else"), Value::from("bawaan program")),
            ("adopted", Value::from(1_i64), Value::from(now.0)),
            ("files", Value::from("{}"), Value::from(files)),
        ] {
            run(format!("UPDATE rulebook_version SET {column} = ?1"), other);
            assert!(!wrong().is_empty(), "{column}");
            run(format!("UPDATE rulebook_version SET {column} = ?1"), own);
        }
        assert_eq!(wrong(), Vec::<String>::new());
    });
}
