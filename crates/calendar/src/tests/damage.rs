//! One changed byte in any column that records an import is named by the audit.

use super::*;
use netra_store::params;

#[test]
fn the_audit_names_every_column_that_was_changed() {
    let cases: &[(&str, &str, &str)] = &[
        ("UPDATE calendar_import SET at = at + 1", "calendar_import", "at"),
        ("UPDATE calendar_import SET file_hash = ?1", "calendar_import", "file_sha256"),
        ("UPDATE calendar_import SET entry = entry + 1", "calendar_import", "entry"),
        ("UPDATE calendar_holiday SET day = '2028-08-18' WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("UPDATE calendar_holiday SET year = 2029 WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("UPDATE calendar_holiday SET kind = 'joint-leave' WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("UPDATE calendar_holiday SET kind = 'rubbish' WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("UPDATE calendar_holiday SET reason = 'Lain' WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("UPDATE calendar_holiday SET reason_en = 'Other' WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("UPDATE calendar_holiday SET confidence = 'low' WHERE day = '2028-08-17'", "calendar_import", "years"),
        ("DELETE FROM calendar_holiday WHERE day = '2028-01-03'", "calendar_import", "years"),
    ];
    netra_it::each_engine(|store| {
        let house = House::new(store);
        house.imports(YEAR_2028, now());
        assert_eq!(house.findings(), []);
        for (sql, table, column) in cases {
            // Looked at inside the transaction, which then fails: the next case starts from whole rows again.
            let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
            let kept = seen.clone();
            let undone: netra_base::Result<()> = store.write_now(move |tx| {
                let hash = [9u8; 32];
                let changed =
                    if sql.contains("?1") { tx.execute(sql, params![&hash])? } else { tx.execute(sql, params![])? };
                assert!(changed > 0, "{sql}");
                let mut audit = netra_ledger::audit::Audit::default();
                actions::audit(tx, &mut audit)?;
                kept.lock().expect("unpoisoned").extend(audit.findings);
                Err(Error::NotFound)
            });
            assert!(undone.is_err());
            let seen = seen.lock().expect("unpoisoned");
            let named = seen.iter().any(|one| one.table == *table && one.column.as_deref() == Some(*column));
            assert!(named, "{sql}: {seen:?}");
        }
        assert_eq!(house.findings(), [], "nothing of it stayed");
    });
}

#[test]
fn an_import_taken_away_is_missed() {
    netra_it::each_engine(|store| {
        let house = House::new(store);
        house.imports(YEAR_2028, now());
        store
            .write_now(|tx| {
                tx.execute("DELETE FROM calendar_holiday", params![])?;
                tx.execute("DELETE FROM calendar_import", params![])
            })
            .expect("deletes");
        assert_eq!(house.findings(), [("ledger_entry".to_owned(), Some("kind".to_owned()))]);
    });
}
