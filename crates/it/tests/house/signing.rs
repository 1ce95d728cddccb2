//! From the activation code to a receipt that anybody can check: over HTTP as a program sees it, then with `netra
//! verify` and with an independent reader that shares no code with ours.

use crate::ministry::{Ministry, sign_in, with_token};
use netra_base::Chance;
use netra_it::{Client, Reply, Server, netra, root, wait_for};
use serde_json::{Value, json};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

fn pledge(client: &Client, drive: i64) -> Reply {
    client.json("POST", &format!("/api/v1/drives/{drive}/pledge"), &json!({}))
}

/// The receipt's bytes, complete.
fn receipt(client: &Client, drive: i64) -> Vec<u8> {
    let look = || Some(client.get(&format!("/api/v1/drives/{drive}/receipt"))).filter(|reply| reply.status != 202);
    let reply = wait_for(Duration::from_secs(5), look).expect("a receipt within seconds");
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.body
}

fn verify(file: &str, policy: &str) -> Option<i32> {
    netra(&["verify", file, "--policy", policy]).status.code()
}

/// The reader that shares no code with the log.
fn stranger(args: &[&str]) -> Output {
    let script = root().join("crates/tlog/tests/independent.py");
    Command::new("python3").arg(script).args(args).output().expect("python3 starts")
}

fn accepts(args: &[&str]) {
    let output = stranger(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn refuses(args: &[&str]) {
    let output = stranger(args);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {}", String::from_utf8_lossy(&output.stdout));
}

/// Somebody whose signature stands, with the receipt; the server may go on.
fn signed(house: &Ministry, server: &Server) -> (Client, i64, Vec<u8>) {
    let client = sign_in(server, &house.employee());
    let drive = house.running();
    assert_eq!(pledge(&client, drive).status, 200);
    let receipt = receipt(&client, drive);
    (client, drive, receipt)
}

#[test]
fn a_newcomer_activates_signs_and_has_a_receipt_within_a_second() {
    let house = Ministry::small();
    let server = house.serve();
    let (login, code) = house.newcomer();
    let drive = house.running();
    let body = json!({"login": login, "code": code, "password": "kucing makan ikan asin"});
    let opened = server.client().json("POST", "/api/v1/activations", &body);
    assert_eq!(opened.status, 201, "{}", opened.text());
    let again = server.client().json("POST", "/api/v1/activations", &body);
    assert_eq!(again.status, 422, "a code works once: {}", again.text());
    let client = with_token(&server, opened.value()["token"].as_str().unwrap());
    let standing = client.get(&format!("/api/v1/drives/{drive}/standing"));
    assert_eq!(standing.value()["state"], "may");

    let first = pledge(&client, drive);
    let moment = Instant::now();
    assert_eq!(first.status, 200, "{}", first.text());
    let receipt = receipt(&client, drive);
    assert!(moment.elapsed() < Duration::from_secs(1), "the receipt took {:?}", moment.elapsed());
    let record: Value = serde_json::from_slice(&receipt).unwrap();
    assert_eq!(record["type"], "netra-receipt");
    assert_eq!(record["record"]["body"]["number"], login.as_str());
    assert_eq!(record["record"]["body"]["signed_in_by"], "password", "the receipt says how the session was opened");

    let second = pledge(&client, drive);
    assert_eq!((second.status, &second.value()["entry"]), (200, &first.value()["entry"]));
    assert_eq!((&first.value()["again"], &second.value()["again"]), (&json!(false), &json!(true)));
    let standing = client.get(&format!("/api/v1/drives/{drive}/standing")).value();
    assert_eq!((&standing["state"], &standing["entry"]), (&json!("signed"), &first.value()["entry"]));
}

#[test]
fn however_often_the_button_is_pressed_at_once_one_pledge_stands() {
    let house = Ministry::small();
    let server = house.serve();
    let drive = house.running();
    let (person, token) = house.waiting_people(1).remove(0);
    let entries = house.count("SELECT COUNT(*) FROM ledger_entry WHERE kind = 'pledge'");
    let answers: Vec<Reply> = std::thread::scope(|scope| {
        let press = || {
            let client = with_token(&server, &token);
            scope.spawn(move || pledge(&client, drive))
        };
        let pressing: Vec<_> = (0..64).map(|_| press()).collect();
        pressing.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let entry = &answers[0].value()["entry"];
    assert!(answers.iter().all(|reply| reply.status == 200 && &reply.value()["entry"] == entry));
    assert_eq!(answers.iter().filter(|reply| reply.value()["again"] == false).count(), 1);
    assert_eq!(house.count(&format!("SELECT COUNT(*) FROM pledge WHERE drive = {drive} AND employee = {person}")), 1);
    assert_eq!(house.count("SELECT COUNT(*) FROM ledger_entry WHERE kind = 'pledge'"), entries + 1);
}

#[test]
fn a_receipt_is_accepted_as_it_is_and_refused_after_any_one_byte() {
    let house = Ministry::small();
    let server = house.serve();
    let (_, _, receipt) = signed(&house, &server);
    let policy = format!("{}/log/policy", house.dir());
    let whole = house.file("bukti.json", &receipt);
    assert_eq!(verify(&whole, &policy), Some(0));
    let proof = serde_json::from_slice::<Value>(&receipt).unwrap()["proof"].as_str().unwrap().to_owned();
    let alone = house.file("bukti.tlog-proof", &proof);
    assert_eq!(verify(&alone, &policy), Some(0));

    let chance = Chance::seeded(20_231_221);
    for (name, bytes) in [("rusak.json", receipt.as_slice()), ("rusak.tlog-proof", proof.as_bytes())] {
        for _ in 0..75 {
            let mut bad = bytes.to_vec();
            let at = usize::try_from(chance.below(bad.len() as u64)).unwrap();
            bad[at] ^= 1 << chance.below(8);
            let file = house.file(name, &bad);
            assert_eq!(verify(&file, &policy), Some(1), "byte {at} of {name} may be anything");
        }
        for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            let file = house.file(name, &bytes[..cut]);
            assert_eq!(verify(&file, &policy), Some(1), "{name} cut after {cut} bytes");
        }
    }
}

#[test]
fn a_receipt_of_another_log_is_refused_whoever_it_says_it_is() {
    let house = Ministry::small();
    let server = house.serve();
    let (client, _, receipt) = signed(&house, &server);
    let file = house.file("bukti.json", &receipt);
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("lain");
    let built =
        netra(&["demo", "--build-only", "--employees", "100", "--seed", "7", "--data", other.to_str().unwrap()]);
    assert!(built.status.success());
    let policy = other.join("log/policy");
    assert_eq!(verify(&file, policy.to_str().unwrap()), Some(1));
    // The name of our log with the key of the other one.
    let ours = std::fs::read_to_string(format!("{}/log/policy", house.dir())).unwrap();
    let theirs = std::fs::read_to_string(&policy).unwrap();
    let mixed = house.file("campur", theirs.replace("demo.netra.invalid/7", "demo.netra.invalid/1"));
    assert_ne!(ours, theirs);
    assert_ne!(verify(&file, &mixed), Some(0));
    // The page and the API of the other log say the same as the command.
    let server = Server::start(&["serve", "--data", other.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    let there =
        server.client().send("POST", "/api/v1/receipts/verify", &[("content-type", "application/json")], &receipt);
    assert_eq!((there.status, &there.value()["valid"]), (200, &json!(false)), "{}", there.text());
    let page = server.client().upload("/verifikasi", &[], ("berkas", "bukti.json", &receipt));
    assert!(page.text().contains("Bukti ini tidak sah"), "{}", page.text());
    let here = client.send("POST", "/api/v1/receipts/verify", &[("content-type", "application/json")], &receipt);
    assert_eq!((here.status, &here.value()["valid"]), (200, &json!(true)), "{}", here.text());
}

#[test]
fn a_stranger_with_other_software_accepts_checkpoint_proof_and_every_tile() {
    let house = Ministry::small();
    let mut server = house.serve();
    let (_, _, receipt) = signed(&house, &server);
    let key = server.client().get("/log/key").text().trim().to_owned();
    let log = server.page("/log");
    let parts: Value = serde_json::from_slice(&receipt).unwrap();
    let proof = house.file("proof", parts["proof"].as_str().unwrap());
    let leaf = house.file("leaf", parts["leaf"].as_str().unwrap());
    let checkpoint = server.page("/log/checkpoint");
    accepts(&["checkpoint", "--vkey", &key, "--checkpoint", &checkpoint]);
    accepts(&["inclusion", "--vkey", &key, "--proof", &proof, "--leaf", &leaf]);
    accepts(&["tiles", "--vkey", &key, "--dir", &log]);

    let mut bad = parts["leaf"].as_str().unwrap().replace("2026", "2025").into_bytes();
    let last = bad.len() - 3;
    bad[last] ^= 1;
    let bad_leaf = house.file("bad-leaf", bad);
    refuses(&["inclusion", "--vkey", &key, "--proof", &proof, "--leaf", &bad_leaf]);
    let mut note = server.client().get("/log/checkpoint").body;
    let at = note.len() / 2;
    note[at] ^= 1;
    let bad_note = house.file("bad-checkpoint", note);
    refuses(&["checkpoint", "--vkey", &key, "--checkpoint", &bad_note]);

    // One byte of a stored tile: the log that serves it is found out.
    server.stop();
    let sql = "SELECT hashes FROM ledger_tile WHERE level = 0 AND n = 0";
    let flip = move |tx: &mut netra_store::Tx<'_>| {
        let mut hashes = tx.query_one(sql, netra_store::params![], |row| row.blob(0))?;
        hashes[40] ^= 1;
        tx.execute("UPDATE ledger_tile SET hashes = ?1 WHERE level = 0 AND n = 0", netra_store::params![hashes])
    };
    house.store().write_now(flip).unwrap();
    let server = house.serve();
    refuses(&["tiles", "--vkey", &key, "--dir", &server.page("/log")]);
}

#[test]
fn nobody_signs_outside_the_window_for_another_drive_or_for_somebody_else() {
    let house = Ministry::small();
    let server = house.serve();
    let drive = house.running();
    let people = house.waiting_people(2);
    let (mine, yours) = (with_token(&server, &people[0].1), with_token(&server, &people[1].1));
    let entries = house.count("SELECT COUNT(*) FROM ledger_entry");

    let closed = house.count("SELECT id FROM pledge_drive WHERE closed IS NOT NULL");
    let late = pledge(&mine, closed);
    assert!([404, 422].contains(&late.status), "{}", late.text());
    assert_eq!(pledge(&mine, 999_999).status, 404);
    assert_eq!(pledge(&mine, -1).status, 404);
    assert_eq!(mine.json("POST", "/api/v1/drives/dua/pledge", &json!({})).status, 404);

    // Drives of tomorrow, and one for another unit and kind, opened by the operator.
    let operator = sign_in(&server, "operator");
    let open = |units: &[&str], kinds: &[&str], opens: &str| {
        let body = json!({"title": "Ikrar percobaan", "text": "netralitas-2", "units": units, "employment": kinds,
            "opens": opens, "closes": "2099-12-31T23:59", "zone": "local"});
        let reply = operator.json("POST", "/api/v1/drives", &body);
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.value()["id"].as_i64().unwrap()
    };
    let before = house.count("SELECT COUNT(*) FROM pledge");
    let early = open(&["KUMHAM"], &["pns", "pppk", "ppnpn"], "2099-12-30T08:00");
    let reply = pledge(&mine, early);
    assert_eq!(reply.status, 422, "{}", reply.text());
    assert!(reply.text().contains("2099"), "it says when the window opens: {}", reply.text());
    let ppnpn = open(&["KUMHAM"], &["ppnpn"], "2024-01-02T08:00");
    let reply = pledge(&mine, ppnpn);
    assert!([404, 422].contains(&reply.status), "a PNS signs what is for PPNPN: {}", reply.text());
    assert_eq!(house.count("SELECT COUNT(*) FROM pledge"), before);

    // A name in the request is not listened to: whoever is signed in signs.
    let other = json!({"employee": people[1].0, "nip": "199001012020011001"});
    let reply = mine.json("POST", &format!("/api/v1/drives/{drive}/pledge"), &other);
    assert_eq!(reply.status, 200);
    let of = |person: i64| {
        house.count(&format!("SELECT COUNT(*) FROM pledge WHERE drive = {drive} AND employee = {person}"))
    };
    assert_eq!((of(people[0].0), of(people[1].0)), (1, 0));
    // And nobody gets a receipt that is not theirs: there is no address for it.
    assert_eq!(yours.get(&format!("/api/v1/drives/{drive}/receipt")).status, 404);
    assert_eq!(yours.get(&format!("/pakta/{drive}/bukti.json")).status, 404);
    assert_eq!(server.client().get(&format!("/api/v1/drives/{drive}/receipt")).status, 401);
    // Accounts of nobody (an operator's) sign nothing.
    assert_eq!(pledge(&operator, drive).status, 404);
    // Two drives opened, one signature: nothing else was written.
    assert_eq!(house.count("SELECT COUNT(*) FROM ledger_entry"), entries + 3);
}

#[test]
fn who_declined_with_a_reason_may_still_sign_and_both_are_kept() {
    let house = Ministry::small();
    let server = house.serve();
    let drive = house.running();
    let (_, token) = house.waiting_people(1).remove(0);
    let client = with_token(&server, &token);
    let decline =
        |reason: &str| client.json("POST", &format!("/api/v1/drives/{drive}/decline"), &json!({"reason": reason}));
    assert_eq!(decline("").status, 422);
    assert_eq!(decline("Saya ingin bertanya dahulu.").status, 200);
    let receipt_address = format!("/api/v1/drives/{drive}/receipt");
    assert_eq!(client.get(&receipt_address).status, 404, "a refusal is no signature");
    assert_eq!(pledge(&client, drive).status, 200);
    let receipt = receipt(&client, drive);
    assert!(!String::from_utf8_lossy(&receipt).contains("bertanya"), "the reason is not on the receipt");
    assert_eq!(decline("Saya berubah pikiran.").status, 422, "what is signed stays signed");
    assert_eq!(netra(&["audit", "--data", &house.dir()]).status.code(), Some(0));
    // The reasons are for the oversight team: not for the leader, the operator or the administrator.
    for login in ["pimpinan", "operator", "admin", "auditor"] {
        assert_eq!(sign_in(&server, login).get(&format!("/gerakan/{drive}/penolakan")).status, 404, "{login}");
    }
}
