//! The ledger as its users rely on it, on SQLite and, where `NETRA_TEST_POSTGRES_URL` names a server, there.

use crate::actions::{audit_tree, receipt, record};
use crate::audit::Audit;
use crate::log::{Log, Trust};
use crate::verify::check;
use crate::{Kind, MIGRATIONS};
use netra_base::{Chance, EntryId, Moment};
use netra_store::{Store, params};
use netra_tlog::SigningKey;

struct House {
    store: Store,
    dir: tempfile::TempDir,
    log: Log,
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed("uji.netra.invalid/1", &[seed; 32]).expect("a key")
}

fn house() -> House {
    let dir = tempfile::tempdir().expect("a directory");
    let store = Store::sqlite(&dir.path().join("netra.db")).expect("opens");
    store.migrate(&MIGRATIONS).expect("migrates");
    let log = Log::open(&store, &dir.path().join("log"), key(1)).expect("opens");
    House { store, dir, log }
}

fn acts(house: &House, count: i64) -> Vec<EntryId> {
    let chance = Chance::seeded(9);
    (0..count)
        .map(|n| {
            let chance = chance.clone();
            house
                .store
                .write_now(move |tx| {
                    record(tx, &chance, Moment(1_703_100_000_000 + n), Kind::Pledge, &serde_json::json!({ "n": n }))
                })
                .expect("recorded")
        })
        .collect()
}

fn receipt_of(house: &House, id: EntryId) -> Option<crate::actions::Receipt> {
    let published = house.log.published();
    house.store.read_now(move |tx| receipt(tx, id, &published)).expect("reads")
}

fn findings(house: &House) -> Vec<(String, Option<String>)> {
    let trust = Trust::read(&house.dir.path().join("log"), key(1).verifier()).expect("trust");
    let mut audit = Audit::default();
    house.store.read_long(|tx| audit_tree(tx, &mut audit, &trust)).expect("audits");
    audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
}

#[test]
fn every_act_gets_a_receipt_that_holds_and_no_changed_byte_does() {
    let house = house();
    let ids = acts(&house, 300);
    assert_eq!(receipt_of(&house, ids[0]), None);
    assert_eq!(house.log.sequence_all(&house.store).expect("sequences"), 300);
    for id in [ids[0], ids[255], ids[256], ids[299]] {
        let found = receipt_of(&house, id).expect("placed");
        let file = found.to_bytes().expect("bytes");
        let checked = check(&file, &house.log.policy()).expect("holds");
        assert!(checked.is_sample());
        assert!(check(found.proof.as_bytes(), &house.log.policy()).is_ok());
        let other = netra_tlog::Policy::of_log(key(2).verifier());
        assert!(check(&file, &other).is_err());
    }
    let file = receipt_of(&house, ids[7]).expect("placed");
    let file = file.to_bytes().expect("bytes");
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(check(&changed, &house.log.policy()).is_err(), "byte {at} changed and the receipt still holds");
    }
}

/// The audit reads leaves by pages of 4,096: what lies at the end of a page, or just after it, counts as well.
#[test]
fn a_ledger_of_any_size_audits_clean_and_its_unfinished_tiles_are_looked_at() {
    let house = house();
    for (more, size) in [(4_096, 4_096), (10, 4_106), (246, 4_352)] {
        acts(&house, more);
        house.log.sequence_all(&house.store).expect("sequences");
        assert_eq!(house.log.published().size, size);
        assert_eq!(findings(&house), [], "{size} leaves");
    }
    acts(&house, 3);
    house.log.sequence_all(&house.store).expect("sequences");
    let sql = "UPDATE ledger_tile SET hashes = ?1 WHERE level = 1";
    house.store.write_now(move |tx| tx.execute(sql, params![vec![0u8; 17 * 32]])).expect("changed");
    assert!(findings(&house).contains(&("ledger_tile".into(), Some("hashes".into()))));
}

#[test]
fn an_untouched_ledger_audits_clean_with_some_entries_waiting() {
    let house = house();
    acts(&house, 600);
    house.log.sequence_all(&house.store).expect("sequences");
    acts(&house, 3);
    assert_eq!(findings(&house), []);
}

#[test]
fn the_audit_names_whatever_column_was_touched() {
    let touched = [
        ("ledger_entry", "kind", "UPDATE ledger_entry SET kind = 'drive-opened' WHERE id = 5"),
        ("ledger_entry", "public_kind", "UPDATE ledger_entry SET public_kind = 'pledgf' WHERE id = 5"),
        ("ledger_entry", "day", "UPDATE ledger_entry SET day = '2023-12-22' WHERE id = 5"),
        ("ledger_entry", "at", "UPDATE ledger_entry SET at = at + 1 WHERE id = 5"),
        (
            "ledger_entry",
            "record",
            "UPDATE ledger_entry SET record = CAST(REPLACE(CAST(record AS TEXT), 'n', 'm') AS BLOB) WHERE id = 5",
        ),
        ("ledger_entry", "record", "UPDATE ledger_entry SET salt = zeroblob(32) WHERE id = 5"),
        ("ledger_entry", "record", "UPDATE ledger_entry SET commitment = zeroblob(32) WHERE id = 5"),
        ("ledger_leaf", "entry", "UPDATE ledger_leaf SET entry = 999 WHERE idx = 4"),
        ("ledger_leaf", "idx", "UPDATE ledger_leaf SET idx = 999 WHERE idx = 4"),
        ("ledger_tile", "hashes", "UPDATE ledger_tile SET hashes = zeroblob(8192) WHERE level = 0 AND n = 0"),
        ("ledger_tile", "", "UPDATE ledger_tile SET n = 9 WHERE level = 0 AND n = 1"),
        ("ledger_tile", "", "UPDATE ledger_tile SET level = 5 WHERE level = 1"),
        ("ledger_head", "size", "UPDATE ledger_head SET size = size - 1"),
        ("ledger_head", "root", "UPDATE ledger_head SET root = zeroblob(32)"),
        ("ledger_head", "checkpoint", "UPDATE ledger_head SET checkpoint = replace(checkpoint, 'uji', 'ujj')"),
        ("ledger_pending", "", "DELETE FROM ledger_pending"),
        ("ledger_pending", "entry", "INSERT INTO ledger_pending (entry) VALUES (4711)"),
    ];
    for (table, column, sql) in touched {
        let house = house();
        acts(&house, 300);
        house.log.sequence_all(&house.store).expect("sequences");
        acts(&house, 2);
        house.store.write_now(move |tx| tx.execute(sql, params![])).expect("touched");
        let found = findings(&house);
        assert!(
            found.iter().any(|(t, c)| t == table && (column.is_empty() || c.as_deref() == Some(column))),
            "{sql}: {found:?}"
        );
    }
}

#[test]
fn a_database_that_went_back_in_time_does_not_open_and_a_crash_between_the_steps_does() {
    let house = house();
    acts(&house, 10);
    house.log.sequence_all(&house.store).expect("sequences");
    let file = house.dir.path().join("log/checkpoint");
    let ten = std::fs::read(&file).expect("reads");
    acts(&house, 10);
    house.log.sequence_all(&house.store).expect("sequences");
    let twenty = std::fs::read(&file).expect("reads");
    // Stopped after the commit, before the file: the database is ahead, and opening publishes again.
    std::fs::write(&file, &ten).expect("writes");
    let log = Log::open(&house.store, &house.dir.path().join("log"), key(1)).expect("opens");
    assert_eq!(log.published().size, 20);
    assert_eq!(std::fs::read(&file).expect("reads"), twenty);
    // A restored older database behind the published checkpoint.
    let older = self::house();
    acts(&older, 10);
    older.log.sequence_all(&older.store).expect("sequences");
    std::fs::write(older.dir.path().join("log/checkpoint"), &twenty).expect("writes");
    let refused = Log::open(&older.store, &older.dir.path().join("log"), key(1)).expect_err("refuses");
    assert!(refused.to_string().contains("fork"), "{refused}");
    assert!(Log::open(&house.store, &house.dir.path().join("log"), key(2)).is_err(), "another key");
}

#[test]
fn a_missing_checkpoint_and_a_database_set_back_under_a_running_log_sign_nothing() {
    let house = house();
    acts(&house, 5);
    house.log.sequence_all(&house.store).expect("sequences");
    let old = house.store.read_now(|tx| Ok(crate::store::tree::head(tx)?.expect("a head"))).expect("reads");
    acts(&house, 5);
    house.log.sequence_all(&house.store).expect("sequences");
    let published = house.log.published();
    // As after a restore to an earlier moment while the server runs.
    house
        .store
        .write_now(move |tx| {
            tx.execute("DELETE FROM ledger_leaf WHERE idx >= 5", params![])?;
            tx.execute("DELETE FROM ledger_entry WHERE id > 5", params![])?;
            tx.execute("UPDATE ledger_tile SET hashes = substr(hashes, 1, 160) WHERE level = 0", params![])?;
            tx.execute(
                "UPDATE ledger_head SET size = ?1, root = ?2, checkpoint = ?3",
                params![old.size.cast_signed(), &old.root, &old.checkpoint],
            )
        })
        .expect("set back");
    acts(&house, 1);
    let refused = house.log.sequence(&house.store).expect_err("must not sign another past");
    assert!(refused.to_string().contains("fork"), "{refused}");
    assert_eq!(house.log.published(), published);
    let file = house.dir.path().join("log/checkpoint");
    std::fs::remove_file(&file).expect("removes");
    assert!(Log::open(&house.store, &house.dir.path().join("log"), key(1)).is_err(), "without its checkpoint");
    assert!(findings(&house).contains(&("ledger_head".into(), Some("size".into()))));
}

#[test]
fn a_hash_of_the_wrong_length_is_named_and_does_not_stop_the_audit() {
    let house = house();
    acts(&house, 3);
    house.log.sequence_all(&house.store).expect("sequences");
    let cut = "UPDATE ledger_entry SET commitment = substr(commitment, 1, 31) WHERE id = 2";
    house.store.write_now(move |tx| tx.execute(cut, params![])).expect("touched");
    assert!(findings(&house).contains(&("ledger_entry".into(), Some("record".into()))));
}
