//! `kill -9` in the middle of a crowd: whatever was acknowledged is there after the restart, exactly once, and the
//! audit finds nothing.

use crate::ministry::{Ministry, with_token};
use netra_base::Chance;
use netra_it::{Client, netra, wait_for};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Signs for people from the common list until the server is gone; what was acknowledged is written down.
fn sign_until_the_end(
    server: &str,
    drive: i64,
    people: &[(i64, String)],
    next: &AtomicUsize,
    acknowledged: &Mutex<BTreeMap<i64, i64>>,
) {
    loop {
        let Some((person, token)) = people.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
        let client = Client::new(server);
        client.set_cookie("netra", token);
        let path = format!("/api/v1/drives/{drive}/pledge");
        let Some(reply) = client.try_json("POST", &path, &serde_json::json!({})) else { return };
        assert_eq!(reply.status, 200, "{}", reply.text());
        acknowledged.lock().unwrap().insert(*person, reply.value()["entry"].as_i64().unwrap());
    }
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_afterwards_exactly_once() {
    let house = Ministry::of(2_000);
    let drive = house.running();
    let people = house.waiting_people(1_000);
    let chance = Chance::System;
    let (mut at, mut total) = (0, 0);
    for round in 0..3 {
        let mut server = house.serve();
        let (next, acknowledged) = (AtomicUsize::new(at), Mutex::new(BTreeMap::new()));
        let enough = 20 + usize::try_from(chance.below(80)).unwrap();
        let address = server.address().to_owned();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| sign_until_the_end(&address, drive, &people, &next, &acknowledged));
            }
            let there = || (acknowledged.lock().unwrap().len() >= enough).then_some(());
            wait_for(Duration::from_secs(30), there).expect("signatures are acknowledged");
            server.kill_9();
        });
        at = next.into_inner();
        let acknowledged = acknowledged.into_inner().unwrap();
        total += acknowledged.len();
        let audit = netra(&["audit", "--data", &house.dir(), "--json"]);
        assert!(audit.status.success(), "round {round}: {}", String::from_utf8_lossy(&audit.stdout));
        for (person, entry) in acknowledged {
            let kept = format!(
                "SELECT COUNT(*) FROM pledge WHERE drive = {drive} AND employee = {person} AND entry = {entry}"
            );
            assert_eq!(house.count(&kept), 1, "round {round}: the signature of {person} is lost");
        }
    }
    // Each entry of a pledge belongs to one row, also those that were never acknowledged; and signing again changes
    // nothing for who was.
    let pledges = house.count("SELECT COUNT(*) FROM pledge");
    assert_eq!(house.count("SELECT COUNT(*) FROM ledger_entry WHERE kind = 'pledge'"), pledges);
    assert!(total >= 60, "only {total} were acknowledged");
    let server = house.serve();
    for (_, token) in people[..at.min(10)].iter() {
        let reply =
            with_token(&server, token).json("POST", &format!("/api/v1/drives/{drive}/pledge"), &serde_json::json!({}));
        assert_eq!(reply.status, 200);
    }
    drop(server);
    assert!(netra(&["audit", "--data", &house.dir()]).status.success());
}
