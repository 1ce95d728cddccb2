//! Registers: gap-free under a crowd, the same key the same number, a failure leaves no gap.

use super::*;
use netra_base::Error;
use netra_it::each_engine;
use netra_ledger::audit::Audit;
use netra_store::params;
use std::collections::BTreeSet;

fn findings(house: &House) -> Vec<String> {
    let mut audit = Audit::default();
    house.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
    audit.findings.into_iter().map(|finding| finding.table).collect()
}

#[test]
fn a_register_counts_from_one_each_year_and_a_key_gets_one_number() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(house.take(house.bali, "2024-01-15", "a").text, "KW-20-UM.01.01-0001");
        let by = house.keeper(house.bali);
        let says = letterings("W.20-{class}-{serial:4}");
        house.store.write_now(move |tx| actions::keep_letterhead(tx, now(), &by, "KW-20", &says)).expect("keeps");
        let second = house.take(house.division, "2024-02-29", "b");
        assert_eq!((second.text.as_str(), second.about.as_str()), ("W.20-UM.01.01-0002", "Undangan rapat"));
        assert_eq!(house.take(house.prison, "2024-02-29", "c").text, "KW-20-LP-1-UM.01.01-0001");
        assert_eq!(
            house.take(house.bali, "2023-12-31", "d").text,
            "W.20-UM.01.01-0001",
            "another year, another register"
        );
        assert_eq!(house.take(house.bali, "2024-12-31", "b"), second, "the same key, the same number");
        assert_eq!(house.take(house.bali, "2024-01-15", "e").serial, 3);
        assert_eq!(findings(&house), Vec::<String>::new());
    });
}

#[test]
fn what_fails_leaves_no_gap() {
    each_engine(|store| {
        let house = House::new(store);
        house.take(house.bali, "2024-01-15", "a");
        let (by, bali, wanted) = (house.keeper(house.bali), house.bali, request("2024-01-15", "b"));
        let chance = house.chance.clone();
        let outcome = house.store.write_now(move |tx| {
            actions::take_number(tx, &chance, now(), &by, bali, &wanted)?;
            Err::<(), _>(Error::NotFound)
        });
        assert!(outcome.is_err());
        assert_eq!(house.take(house.bali, "2024-01-15", "c").serial, 2);
    });
}

#[test]
fn a_crowd_gets_every_number_once_and_none_is_left_out() {
    const EACH: i64 = 25;
    const THREADS: i64 = 8;
    each_engine(|store| {
        let house = House::new(store);
        let taken: Vec<(i64, i64)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..THREADS)
                .map(|thread| {
                    let house = &house;
                    // Two threads each share their keys, as a button pressed twice does.
                    let one = move |at| house.take(house.bali, "2024-01-15", &format!("{}-{at}", thread / 2)).serial;
                    scope.spawn(move || (0..EACH).map(|at| (thread / 2 * EACH + at, one(at))).collect::<Vec<_>>())
                })
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("takes")).collect()
        });
        let distinct: BTreeSet<(i64, i64)> = taken.into_iter().collect();
        let serials: BTreeSet<i64> = distinct.iter().map(|(_, serial)| *serial).collect();
        let letters = EACH * THREADS / 2;
        assert_eq!(distinct.len(), usize::try_from(letters).expect("small"), "one number a letter");
        assert_eq!(serials.into_iter().collect::<Vec<_>>(), (1..=letters).collect::<Vec<_>>());
        assert_eq!(findings(&house), Vec::<String>::new());
    });
}

#[test]
fn the_audit_names_a_register_with_a_gap() {
    each_engine(|store| {
        let house = House::new(store);
        for key in ["a", "b", "c"] {
            house.take(house.bali, "2024-01-15", key);
        }
        let harm = |sql: &'static str| {
            house.store.write_now(move |tx| tx.execute(sql, params![]).map(|_| ())).expect("harms");
        };
        harm("DELETE FROM correspondence_number WHERE serial = 2");
        assert_eq!(findings(&house), ["correspondence_register"]);
        harm("UPDATE correspondence_register SET year = 2022");
        assert_eq!(findings(&house), ["correspondence_register", "correspondence_number"]);
    });
}

#[test]
fn each_number_leaves_a_leaf_that_names_nobody_and_a_changed_column_is_named() {
    each_engine(|store| {
        let house = House::new(store);
        // A program may number its letters by the person they are for.
        let key = "api:9:Orang-AA-198503172009121001";
        house.take(house.bali, "2024-01-15", key);
        house.take(house.bali, "2024-01-15", key);
        let sql = "SELECT record FROM ledger_entry WHERE kind = 'letter-numbered'";
        let records = store.read_now(move |tx| tx.query(sql, params![], |row| row.blob(0))).expect("reads");
        let [record] = records.as_slice() else { panic!("one leaf a letter: {}", records.len()) };
        let record = String::from_utf8(record.clone()).expect("text");
        assert!(record.contains("\"letter\":\"KW-20-UM.01.01-0001\"") && !record.contains("Undangan"), "{record}");
        assert!(!record.contains("198503172009121001") && !record.contains("Orang"), "{record}");
        for (change, back, column) in [
            ("class = class || '.1'", "class = 'UM.01.01'", "class"),
            ("about = about || ' '", "about = 'Undangan rapat'", "about_sha256"),
            ("day = '2024-01-16'", "day = '2024-01-15'", "day"),
            ("number = number || 'A'", "number = 'KW-20-UM.01.01-0001'", "letter"),
            ("key = key || 'b'", "key = 'api:9:Orang-AA-198503172009121001'", "paper_sha256"),
            ("person = 5", "person = NULL", "person"),
            ("taken = taken + 1", "taken = taken - 1", "at"),
            ("taken_by = taken_by + 1", "taken_by = taken_by - 1", "by"),
        ] {
            let set = |what: &'static str| {
                let sql = format!("UPDATE correspondence_number SET {what}");
                store.write_now(move |tx| tx.execute(&sql, params![]).map(|_| ())).expect("harms");
            };
            set(change);
            let mut audit = Audit::default();
            store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
            let found: Vec<_> = audit.findings.iter().filter_map(|finding| finding.column.as_deref()).collect();
            assert_eq!(found, [column], "{change}");
            set(back);
        }
        assert_eq!(findings(&house), Vec::<String>::new());
    });
}

#[test]
fn requests_are_read_where_they_are_made() {
    let code = |class: &str, on: &str, about: &str, key: &str| {
        NumberRequest::new(class, day(on), about, key).map_err(|refusal| refusal.code).err()
    };
    let cases = [
        ("UM.01.01", "2024-01-15", "Undangan", "activity-report:17", None),
        ("", "2024-01-15", "Undangan", "k", Some("class-form")),
        ("UM.", "2024-01-15", "Undangan", "k", Some("class-form")),
        ("UM-01", "2024-01-15", "Undangan", "k", Some("class-form")),
        ("UM", "1999-12-31", "Undangan", "k", Some("day-range")),
        ("UM", "2024-01-15", " ", "k", Some("text-length")),
        ("UM", "2024-01-15", "Undangan", "", Some("key-form")),
        ("UM", "2024-01-15", "Undangan", "a b", Some("key-form")),
    ];
    for (class, on, about, key, expected) in cases {
        assert_eq!(code(class, on, about, key), expected, "{class} {on} {about} {key}");
    }
}
