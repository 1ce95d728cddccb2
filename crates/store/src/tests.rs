//! What a caller may rely on, tried on SQLite and, where `NETRA_TEST_POSTGRES_URL` names a server, there too.

use crate::{Kind, Migration, Store, Tx, Value};
use netra_base::{Error, Refusal, Result};

const COUNTER: Migration = Migration {
    name: "test-0001",
    sql: "CREATE TABLE item (id {autoid}, word {text} NOT NULL UNIQUE, bytes {blob}) {strict}",
};

fn stores() -> Vec<(Store, Option<tempfile::TempDir>)> {
    let dir = tempfile::tempdir().expect("a directory");
    let mut stores = vec![(Store::sqlite(&dir.path().join("netra.db")).expect("opens"), Some(dir))];
    if let Ok(url) = std::env::var("NETRA_TEST_POSTGRES_URL") {
        stores.push((Store::postgres(&url).expect("connects"), None));
    }
    for (store, _) in &stores {
        store
            .write_now(|tx| tx.script("DROP TABLE IF EXISTS item; DROP TABLE IF EXISTS schema_migration"))
            .expect("clean");
        store.migrate(&[COUNTER]).expect("migrates");
    }
    stores
}

fn add(tx: &mut Tx<'_>, word: &str) -> Result<i64> {
    tx.query_one("INSERT INTO item (word) VALUES (?1) RETURNING id", params![word], |row| row.int(0))
}

fn count(store: &Store) -> i64 {
    store.read_now(|tx| tx.query_one("SELECT COUNT(*) FROM item", params![], |row| row.int(0))).expect("counts")
}

#[test]
fn a_refused_action_leaves_nothing_and_disturbs_nobody() {
    for (store, _dir) in stores() {
        store.write_now(|tx| add(tx, "satu")).expect("added");
        let refused: Result<()> = store.write_now(|tx| {
            add(tx, "dua")?;
            Err(Refusal::new("no", "tidak", "no").into())
        });
        assert!(matches!(refused, Err(Error::Refused(_))));
        let doubled = store.write_now(|tx| add(tx, "satu"));
        assert!(matches!(doubled, Err(Error::Failed(_))));
        store.write_now(|tx| add(tx, "tiga")).expect("added");
        assert_eq!(count(&store), 2);
    }
}

#[test]
fn a_panicking_action_costs_only_itself() {
    for (store, _dir) in stores() {
        let panicked: Result<()> = store.write_now(|tx| {
            add(tx, "hilang")?;
            panic!("on purpose");
        });
        assert!(panicked.is_err());
        store.write_now(|tx| add(tx, "tetap")).expect("the writer lives on");
        assert_eq!(count(&store), 1);
    }
}

#[test]
fn many_waiting_actions_share_commits_and_each_gets_its_own_answer() {
    for (store, _dir) in stores() {
        let (before, _) = store.commits();
        let threads: Vec<_> = (0..64)
            .map(|n| {
                let store = store.clone();
                std::thread::spawn(move || {
                    (0..20).map(|m| store.write_now(move |tx| add(tx, &format!("{n}-{m}")))).collect::<Vec<_>>()
                })
            })
            .collect();
        let mut ids: Vec<i64> =
            threads.into_iter().flat_map(|t| t.join().expect("joins")).map(|id| id.expect("added")).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 64 * 20);
        assert_eq!(count(&store), 64 * 20);
        let commits = store.commits().0 - before;
        if store.engine() == crate::Engine::Sqlite {
            assert!(commits < 64 * 20, "{commits} commits for 1280 actions: nothing was grouped");
        }
    }
}

#[test]
fn many_rows_go_in_with_one_text() {
    for (store, _dir) in stores() {
        let changed = store
            .write_now(|tx| {
                let rows: Vec<Vec<Value>> = (0..100)
                    .map(|n| vec![format!("kata {n}").into(), (n % 2 == 0).then(|| vec![1u8, 2, 3]).into()])
                    .collect();
                tx.insert_many("item", &["word", "bytes"], &[Kind::Text, Kind::Blob], &rows)
            })
            .expect("inserted");
        assert_eq!(changed, 100);
        let with_bytes = store
            .read_now(|tx| {
                tx.query_one("SELECT COUNT(*) FROM item WHERE bytes IS NOT NULL", params![], |row| row.int(0))
            })
            .expect("counts");
        assert_eq!(with_bytes, 50);
    }
}

#[test]
fn a_migration_runs_once_and_an_edited_one_is_noticed() {
    for (store, _dir) in stores() {
        store.migrate(&[COUNTER]).expect("a second start changes nothing");
        let edited = Migration { sql: "CREATE TABLE item2 (id {autoid}) {strict}", ..COUNTER };
        assert!(matches!(store.migrate(&[edited]), Err(Error::Failed(_))));
    }
}

#[test]
fn every_connection_promises_durability() {
    for (store, _dir) in stores() {
        let settings = store.durability().expect("settings");
        let on = |name: &str, value: &str| settings.iter().any(|(n, v)| n == name && v == value);
        match store.engine() {
            crate::Engine::Sqlite => assert!(on("synchronous", "2") && on("journal_mode", "wal")),
            crate::Engine::Postgres => assert!(on("fsync", "on") && on("synchronous_commit", "on")),
        }
    }
}

#[test]
fn a_reader_cannot_write() {
    for (store, _dir) in stores() {
        assert!(store.read_now(|tx| add(tx, "x")).is_err());
        assert_eq!(count(&store), 0);
    }
}
