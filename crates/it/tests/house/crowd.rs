//! An office of five hundred behind one address: all sign in with their passwords at once. They queue for some
//! seconds; none is refused. Guessing at one account is stopped, and only at that account.

use crate::ministry::{Ministry, password, sign_in};
use netra_it::Server;
use netra_store::params;
use serde_json::json;
use std::sync::Mutex;

/// People with an account and a password, made with the hash of the demonstration's employee.
fn office(house: &Ministry, count: usize) -> Vec<String> {
    let limit = i64::try_from(count).unwrap();
    let store = house.store();
    let made = store.write_now(move |tx| {
        let people = "SELECT id, nip FROM registry_employee e WHERE nip IS NOT NULL AND left_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM access_account a WHERE a.employee = e.id) ORDER BY id LIMIT ?1";
        let people = tx.query(people, params![limit], |row| Ok((row.int(0)?, row.int(1)?)))?;
        let hash = "SELECT password_hash FROM access_account WHERE employee IS NOT NULL AND password_hash IS NOT NULL";
        let hash = tx.query_one(hash, params![], |row| row.text(0))?;
        for (id, nip) in &people {
            let insert = "INSERT INTO access_account (employee, login, password_hash, created) VALUES (?1, ?2, ?3, 0)";
            tx.execute(insert, params![*id, nip.to_string(), &hash])?;
        }
        Ok(people.into_iter().map(|(_, nip)| nip.to_string()).collect::<Vec<_>>())
    });
    let logins = made.unwrap();
    assert_eq!(logins.len(), count);
    logins
}

fn try_in(server: &Server, login: &str, password: &str) -> u16 {
    server.client().json("POST", "/api/v1/sessions", &json!({"login": login, "password": password})).status
}

#[test]
fn five_hundred_sign_in_at_once_from_one_address_and_none_is_refused() {
    let house = Ministry::of(2_000);
    let logins = Mutex::new(office(&house, 500));
    let server = house.serve();
    let refused = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                loop {
                    let Some(login) = logins.lock().unwrap().pop() else { return };
                    let status = try_in(&server, &login, &password(&login));
                    if status != 201 {
                        refused.lock().unwrap().push(status);
                    }
                }
            });
        }
    });
    let refused = refused.into_inner().unwrap();
    assert!(refused.is_empty(), "{} of 500 were refused: {refused:?}", refused.len());
}

#[test]
fn guessing_at_one_account_locks_that_account_and_no_neighbour() {
    let house = Ministry::small();
    let people = office(&house, 2);
    let server = house.serve();
    for _ in 0..25 {
        assert_eq!(try_in(&server, &people[0], "tebakan yang salah"), 422);
    }
    assert_eq!(try_in(&server, &people[0], &password(&people[0])), 422, "even the right password waits now");
    assert_eq!(try_in(&server, &people[1], &password(&people[1])), 201);
    assert_eq!(try_in(&server, &house.employee(), "contoh-pegawai-netra"), 201);
    drop(sign_in(&server, "operator"));
    // An account that does not exist answers the same, so that nobody learns which do.
    let unknown =
        server.client().json("POST", "/api/v1/sessions", &json!({"login": "199912312020121999", "password": "x"}));
    let known = server.client().json("POST", "/api/v1/sessions", &json!({"login": people[1], "password": "x"}));
    assert_eq!((unknown.status, unknown.value()["detail"].clone()), (known.status, known.value()["detail"].clone()));
}
