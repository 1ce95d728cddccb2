//! An office of five hundred behind one address: all sign in with their passwords at once. They queue for some
//! seconds; none is refused. Guessing at one account is stopped, and only at that account. A yard of fifteen hundred
//! behind one address: all check in within a minute, none is refused, each is there once.

use crate::ministry::{Ministry, password, sign_in, with_token};
use netra_base::{Chance, Clock, EmployeeId, SignedInBy, Zone};
use netra_it::Server;
use netra_store::params;
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::{Duration, Instant};

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

/// People of the ministry with a session each.
fn yard(house: &Ministry, count: usize) -> Vec<String> {
    let limit = i64::try_from(count).unwrap();
    let opened = house.store().write_now(move |tx| {
        let sql = "SELECT id, nip FROM registry_employee WHERE nip IS NOT NULL AND left_on IS NULL AND NOT EXISTS
            (SELECT 1 FROM access_account a WHERE a.employee = registry_employee.id) ORDER BY id LIMIT ?1";
        let people = tx.query(sql, params![limit], |row| Ok((row.int(0)?, row.int(1)?)))?;
        let login = |nip: &i64| netra_access::model::Login::parse(&nip.to_string()).unwrap();
        let people: Vec<_> = people.iter().map(|(id, nip)| (EmployeeId(*id), login(nip))).collect();
        let (chance, now) = (Chance::System, Clock::System.now());
        netra_access::actions::open_sessions_bulk(tx, &chance, now, SignedInBy::Password, &people)
    });
    let tokens: Vec<String> = opened.unwrap().iter().map(|token| token.as_str().to_owned()).collect();
    assert_eq!(tokens.len(), count, "the sample ministry is too small for this test");
    tokens
}

/// Plans a roll call that begins now at the unit that the operator keeps; its number.
pub fn roll_call(house: &Ministry, server: &Server, operator: &str) -> i64 {
    gathering(house, server, operator, json!({"kind": "roll-call", "title": "Apel di lapangan"}))
}

/// An activity that begins now at the operator's first unit, of this kind and with this title; its number.
pub fn gathering(house: &Ministry, server: &Server, operator: &str, more: Value) -> i64 {
    let unit = house.store().read_now(|tx| {
        let sql = "SELECT u.code, u.zone FROM access_grant g JOIN access_account a ON a.id = g.account
            JOIN registry_unit u ON u.id = g.unit WHERE a.login = 'operator' AND g.role = 'unit-operator' ORDER BY u.path";
        tx.query_one(sql, params![], |row| Ok((row.text(0)?, row.text(1)?)))
    });
    let (code, zone) = unit.unwrap();
    let zone = Zone::parse(&zone).unwrap();
    let wall = |ahead: i64| {
        let at = Clock::System.now().plus_ms(ahead * 60_000);
        let (hour, minute) = at.wall(zone);
        format!("{}T{hour:02}:{minute:02}", at.day(zone))
    };
    let mut body = json!({
        "unit": code, "mode": "on-site", "venue": "Lapangan utama", "starts": wall(0), "ends": wall(120),
        "leader": {"function": "Kepala Kantor"}, "target": 1500, "confirmed": true,
    });
    let more = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(more);
    let planned = with_token(server, operator).json("POST", "/api/v1/activities", &body);
    assert_eq!(planned.status, 201, "{}", planned.text());
    planned.value()["id"].as_i64().unwrap()
}

/// The six digits on the screen.
pub fn digits(page: &str) -> String {
    let text = page.split("class=\"digits\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn fifteen_hundred_check_in_within_a_minute_behind_one_address_and_none_is_refused() {
    let house = Ministry::of(2_000);
    let tokens = Mutex::new(yard(&house, 1_500));
    let operator = house.session("operator");
    let server = house.serve();
    let id = roll_call(&house, &server, &operator);
    let look = || digits(&with_token(&server, &operator).get(&format!("/kegiatan/{id}/layar?bagian=1")).text());
    let shown = Mutex::new((Instant::now(), look()));
    let code = || {
        let mut shown = shown.lock().unwrap();
        if shown.0.elapsed() > Duration::from_secs(15) {
            *shown = (Instant::now(), look());
        }
        shown.1.clone()
    };
    let refused = Mutex::new(Vec::new());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..60 {
            scope.spawn(|| {
                loop {
                    let Some(token) = tokens.lock().unwrap().pop() else { return };
                    let body = json!({"code": code()});
                    let path = format!("/api/v1/activities/{id}/attendance");
                    let reply = with_token(&server, &token).json("POST", &path, &body);
                    if reply.status != 201 || reply.value()["state"] != "present" {
                        refused.lock().unwrap().push(reply.text());
                    }
                }
            });
        }
    });
    let took = begun.elapsed();
    let refused = refused.into_inner().unwrap();
    assert!(refused.is_empty(), "{} of 1,500 were refused: {:?}", refused.len(), refused.first());
    assert!(took < Duration::from_secs(60), "{took:?}");
    let list =
        with_token(&server, &operator).json("GET", &format!("/api/v1/activities/{id}/attendance"), &json!({})).value();
    assert_eq!((list["present"].as_i64(), list["doubtful"].as_i64()), (Some(1_500), Some(0)));
    let rows = house.count(&format!("SELECT COUNT(*) FROM attendance WHERE activity = {id} AND state = 'present'"));
    assert_eq!(rows, 1_500, "each is there once");
}
