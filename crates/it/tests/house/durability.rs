//! A killed process proves no sync, so the syncs are proven too: the settings as every connection reads them back, and
//! the syncs the kernel saw counted against the signatures that were acknowledged.

use crate::ministry::{Ministry, with_token};
use netra_it::postgres::Database;
use netra_it::{Server, each_engine, wait_for};
use netra_store::{Migration, Store, params};
use std::fs;
use std::path::Path;
use std::time::Duration;

#[test]
fn every_connection_reads_back_that_it_syncs() {
    each_engine(|store| {
        let expected: &[(&str, &[&str])] = match store.engine().name() {
            "sqlite" | "SQLite" => &[("synchronous", &["2", "FULL", "3", "EXTRA"]), ("journal_mode", &["wal", "WAL"])],
            _ => &[("fsync", &["on"]), ("synchronous_commit", &["on", "remote_apply"])],
        };
        let settings = store.durability().unwrap();
        for (name, values) in expected {
            let found = settings.iter().find(|(known, _)| known == name);
            let (_, value) = found.unwrap_or_else(|| panic!("{name} is not read back: {settings:?}"));
            assert!(values.contains(&value.as_str()), "{name} is {value}");
        }
    });
}

#[test]
fn a_postgresql_that_may_lose_acknowledged_acts_is_refused() {
    let database = Database::fresh();
    let name = database.url().rsplit('/').next().unwrap().to_owned();
    let _ = database.psql(&format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    match Store::postgres(&database.url()) {
        Err(_) => {}
        // Or the connection itself sets what the database left out.
        Ok(store) => {
            let settings = store.durability().unwrap();
            assert!(settings.contains(&("synchronous_commit".into(), "on".into())), "{settings:?}");
        }
    }
}

/// Serves under strace; what the kernel synced goes to `trace`, a line a call with the file's name.
fn watched(house: &Ministry, trace: &str) -> Server {
    let strace = ["strace", "-D", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", trace];
    Server::start_under(&strace, &["serve", "--data", &house.dir(), "--listen", "127.0.0.1:0"])
}

/// Syncs of the database's log that ended well.
fn syncs(trace: &Path) -> usize {
    let text = fs::read_to_string(trace).unwrap();
    // A call that another thread interrupted stands on two lines; its beginning names the file.
    text.lines().filter(|line| line.contains("netra.db-wal>") && line.contains("sync(")).count()
}

fn sign(server: &Server, drive: i64, token: &str) {
    let reply =
        with_token(server, token).json("POST", &format!("/api/v1/drives/{drive}/pledge"), &serde_json::json!({}));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn each_signature_alone_costs_a_sync_and_a_crowd_shares_them() {
    let house = Ministry::of(2_000);
    let drive = house.running();
    let people = house.waiting_people(700);
    let (alone, crowd) = people.split_at(100);
    let trace = house.file("trace", "");
    let trace = Path::new(&trace);
    let mut server = watched(&house, trace.to_str().unwrap());

    let before = syncs(trace);
    for (_, token) in alone {
        sign(&server, drive, token);
    }
    let one_by_one = syncs(trace) - before;
    assert!(one_by_one >= alone.len(), "{} signatures were acknowledged after {one_by_one} syncs", alone.len());

    let before = syncs(trace);
    std::thread::scope(|scope| {
        for part in crowd.chunks(crowd.len().div_ceil(64)) {
            let server = &server;
            scope.spawn(move || part.iter().for_each(|(_, token)| sign(server, drive, token)));
        }
    });
    let together = syncs(trace) - before;
    assert!(together >= 1);
    assert!(together < crowd.len(), "{} signatures at once took {together} syncs", crowd.len());
    eprintln!(
        "alone: {} signatures, {one_by_one} syncs; 64 at once: {} signatures, {together} syncs",
        alone.len(),
        crowd.len()
    );
    assert!(server.stop().success());
    assert!(
        wait_for(Duration::from_secs(10), || fs::read_to_string(trace).unwrap().contains("exited with").then_some(()))
            .is_some()
    );
}

#[test]
fn postgresql_syncs_its_log_for_each_commit_of_a_single_writer() {
    const COMMITS: i64 = 200;
    let database = Database::fresh();
    let synced = || database.psql("SELECT wal_sync FROM pg_stat_wal").parse::<i64>().unwrap();
    let store = Store::postgres(&database.url()).unwrap();
    let table = Migration { name: "it-0001", sql: "CREATE TABLE note (id {autoid}, words {text} NOT NULL) {strict}" };
    store.migrate(&[table]).unwrap();
    let before = synced();
    for _ in 0..COMMITS {
        store.write_now(|tx| tx.execute("INSERT INTO note (words) VALUES (?1)", params!["apel"])).unwrap();
    }
    // A connection tells its figures when it ends.
    drop(store);
    let enough = wait_for(Duration::from_secs(20), || (synced() - before >= COMMITS).then_some(()));
    assert!(enough.is_some(), "{COMMITS} commits, {} syncs", synced() - before);
}
