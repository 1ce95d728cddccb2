//! Certificates: given once for a passed post-test, checked by anybody without a name, and audited.

use super::*;
use crate::actions::Valid;
use crate::model::Code;
use netra_it::each_engine;
use netra_store::params;

#[test]
fn only_a_passed_post_test_gives_one() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(house.takes(0, Phase::Pre, 10, at(8, 0)).certificate, None);
        assert_eq!(house.takes(0, Phase::Post, 6, at(9, 0)).certificate, None);
        let given = house.takes(0, Phase::Post, 7, at(9, 30)).certificate.expect("passed");
        assert_eq!((given.name.as_str(), given.unit.as_str(), given.score, given.needed), ("Contoh B", "KW-20", 7, 7));
    });
}

#[test]
fn a_stranger_learns_the_day_and_the_kind_of_unit() {
    each_engine(|store| {
        let house = House::new(store);
        // Past midnight in the prison's own zone while the west still writes the day before.
        let given = house.takes(12, Phase::Post, 9, at(23, 30)).certificate.expect("passed");
        let check = |code: Code| store.read_now(move |tx| actions::check(tx, &code)).expect("reads");
        let day = the_day().plus_days(1);
        assert_eq!(check(given.code.clone()), Some(Valid { day, unit_kind: UnitKind::Lapas, occasion: None }));
        assert_eq!(check(Code::draw(&Chance::seeded(99))), None);
        let mine = |holder| {
            let code = given.code.clone();
            store.read_now(move |tx| actions::certificate(tx, holder, &code))
        };
        assert_eq!(mine(house.people[12]).expect("his own").1.id, house.prison);
        assert!(matches!(mine(house.people[13]), Err(Error::NotFound)));
    });
}

/// Each column of a certificate, another value for it, and what the audit names.
const BITES: [(&str, &str, &str); 14] = [
    ("quiz_certificate", "code = '0123456789ABCDEF'", "code"),
    ("quiz_certificate", "attempt = '0123456789ABCDEF'", "attempt"),
    ("quiz_certificate", "employee = employee + 1", "employee"),
    ("quiz_certificate", "name = 'Contoh Z'", "name"),
    ("quiz_certificate", "unit = 'KW-30'", "unit"),
    ("quiz_certificate", "unit_kind = 'rutan'", "unit_kind"),
    ("quiz_certificate", "occasion = 'lain'", "occasion"),
    ("quiz_certificate", "score = 10", "score"),
    ("quiz_certificate", "questions = 11", "questions"),
    ("quiz_certificate", "needed = 6", "needed"),
    ("quiz_certificate", "day = '2024-01-24'", "day"),
    ("quiz_certificate", "at = at + 1", "at"),
    ("quiz_certificate", "entry = entry + 1", "entry"),
    ("quiz_result", "score = 9", ""),
];

#[test]
fn one_changed_column_is_named_by_the_audit() {
    each_engine(|store| {
        let house = House::new(store);
        house.takes(0, Phase::Post, 8, at(9, 0));
        assert_eq!(house.findings(), []);
        for (table, change, column) in BITES {
            // The transaction says what it found by failing, and so is undone.
            let undone = store.write_now(move |tx| {
                assert_eq!(tx.execute(&format!("UPDATE {table} SET {change}"), params![])?, 1);
                let mut audit = netra_ledger::audit::Audit::default();
                actions::audit(tx, &mut audit)?;
                let named = |one: &netra_ledger::audit::Finding| {
                    one.table == table && one.column.as_deref().unwrap_or_default() == column
                };
                assert!(audit.findings.iter().any(named), "{change}: {:?}", audit.findings);
                Err::<(), _>(Error::NotFound)
            });
            assert!(matches!(undone, Err(Error::NotFound)), "{change}: {undone:?}");
        }
        assert_eq!(house.findings(), []);
    });
}
