//! The harness itself, tried on what exists without the product: a database that syncs and is one's own, a client that
//! keeps cookies and follows nothing.

use netra_it::postgres::Database;
use netra_it::{Client, each_engine};
use netra_store::{Migration, params};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

#[test]
fn a_test_has_a_database_of_its_own_that_syncs() {
    let (mine, yours) = (Database::fresh(), Database::fresh());
    let _ = mine.psql("CREATE TABLE note (text text)");
    assert_eq!(yours.psql("SELECT count(*) FROM pg_tables WHERE tablename = 'note'"), "0");
    assert_eq!(mine.psql("SHOW fsync"), "on");
    assert_eq!(mine.psql("SHOW synchronous_commit"), "on");
    assert_eq!(mine.psql("SELECT datcollate FROM pg_database WHERE datname = current_database()"), "C");
}

#[test]
fn a_database_goes_with_its_test() {
    let here = Database::fresh();
    let there = Database::fresh();
    let name = there.url().rsplit('/').next().unwrap().to_owned();
    drop(there);
    assert_eq!(here.psql(&format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'")), "0");
}

#[test]
fn a_check_runs_on_both_engines() {
    let seen = std::cell::RefCell::new(Vec::new());
    each_engine(|store| {
        let table =
            Migration { name: "it-0001", sql: "CREATE TABLE note (id {autoid}, words {text} NOT NULL) {strict}" };
        store.migrate(&[table]).unwrap();
        let add = "INSERT INTO note (words) VALUES (?1)";
        store.write_now(move |tx| tx.execute(add, params!["apel"])).unwrap();
        let words = store.read_now(|tx| tx.query("SELECT words FROM note", params![], |row| row.text(0))).unwrap();
        assert_eq!(words, ["apel"]);
        seen.borrow_mut().push(store.engine().name());
    });
    assert_eq!(seen.borrow().len(), 2);
    assert_ne!(seen.borrow()[0], seen.borrow()[1]);
}

#[test]
fn a_client_keeps_cookies_and_shows_redirects() {
    let address = serve(|request| {
        let cookie = if request.contains("cookie: sesi=abc") { "known" } else { "new" };
        let head = "HTTP/1.1 303 See Other\r\nlocation: /next\r\nset-cookie: sesi=abc; Path=/; HttpOnly\r\n";
        format!("{head}content-length: {}\r\nconnection: close\r\n\r\n{cookie}", cookie.len())
    });
    let client = Client::new(&address);
    let first = client.post("/masuk", &[("nama", "Ana & Budi")]);
    assert_eq!((first.status, first.location(), first.text().as_str()), (303, "/next", "new"));
    assert_eq!(client.cookie("sesi").as_deref(), Some("abc"));
    assert_eq!(client.get("/next").text(), "known");
}

/// A listener that answers each request (its head, in small letters) with what `reply` makes of it.
pub fn serve(reply: impl Fn(&str) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut head, mut line) = (String::new(), String::new());
            while stream.read_line(&mut line).is_ok_and(|read| read > 2) {
                head.push_str(&line.to_lowercase());
                line.clear();
            }
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
            let mut body = vec![0; length.unwrap_or(0)];
            let _ = stream.read_exact(&mut body);
            // A browser that opened a connection ahead and left is no failure of the test.
            let _ = stream.get_mut().write_all(reply(&head).as_bytes());
        }
    });
    address
}
