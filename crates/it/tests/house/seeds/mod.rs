//! What happened in the reports that the house was built for, each told over HTTP in an empty house on both engines, and
//! named after its day. Here is what they share: a house from nothing (`netra init`, units and people from files), its
//! administrator, people of its roster with and without a role, and what a test asks of every answer.

mod bali_2022;
mod by_hand;
mod circulars_2023;
mod luhkumtak_2024;
mod readiness_2023;
mod roll_call_2024;

use crate::ministry::with_token;
use netra_base::{AccountId, Chance, Clock, Day, EmployeeId, SignedInBy, Zone};
use netra_it::postgres::Database;
use netra_it::{Client, Reply, Server, netra, server::program, wait_for};
use netra_store::{Store, params};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// How long background work may take: it goes round some six times a second.
const SOON: Duration = Duration::from_secs(20);

/// Somebody of a roster: everything a line of it says. Made by rule, so nobody is meant.
pub struct Row {
    /// The NIP; none for PPNPN.
    pub nip: Option<String>,
    /// The name.
    pub name: String,
    /// Jabatan.
    pub position: &'static str,
    /// The code of the unit.
    pub unit: &'static str,
}

/// A NIP of a person born in 1985, by number from 1.
pub fn nip(serial: usize) -> String {
    format!("198503172009121{serial:03}")
}

/// A civil servant by number.
pub fn civil_servant(serial: usize, position: &'static str, unit: &'static str) -> Row {
    Row { nip: Some(nip(serial)), name: format!("Pegawai {serial:03}"), position, unit }
}

/// Somebody with a contract, by number.
pub fn contract_worker(serial: usize, position: &'static str, unit: &'static str) -> Row {
    Row { nip: None, name: format!("Pramubakti {serial:03}"), position, unit }
}

/// A house of one test: its folder, its database and the server that runs. It goes with the test.
pub struct House {
    folder: TempDir,
    dir: String,
    database: Option<Database>,
    server: Server,
    admin: String,
}

/// Runs a scenario in an empty house on SQLite, then on PostgreSQL. `units` are lines `code,name,kind,parent,zone` (the
/// zone may be left out: that of the unit above); the root is `PUSAT`.
pub fn on_both_engines(units: &[&str], roster: &[Row], scenario: impl Fn(&House)) {
    for database in [None, Some(Database::fresh())] {
        eprintln!("on {}:", if database.is_some() { "PostgreSQL" } else { "SQLite" });
        scenario(&House::open(database, units, roster));
    }
}

impl House {
    fn open(database: Option<Database>, units: &[&str], roster: &[Row]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("rumah").to_str().unwrap().to_owned();
        init(&dir, database.as_ref().map(Database::url).as_deref());
        let file = |name: &str, text: String| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let whole = |line: &&str| format!("{line}{}\n", ",".repeat(4 - line.matches(',').count()));
        let lines: String = units.iter().map(whole).collect();
        let text = format!("code,name,kind,parent,zone\n{lines}");
        let read = done(&["import", "units", &file("unit.csv", text), "--json", "--data", &dir]);
        assert_eq!(read["inserted"], units.len(), "{read}");
        let lines: String = roster.iter().enumerate().map(|(at, row)| line(at, row)).collect();
        let text = format!("nip,nama,status,jabatan,golongan,unit,nomor_kontrak\n{lines}");
        let read = done(&["import", "roster", &file("pegawai.csv", text), "--json", "--data", &dir]);
        assert_eq!(read["inserted"], roster.len(), "{read}");
        let server = Server::start(&["serve", "--data", &dir, "--listen", "127.0.0.1:0"]);
        let mut house = Self { folder, dir, database, server, admin: String::new() };
        house.admin = house.session_of("admin");
        house
    }

    /// Its database, beside the server that has it open.
    pub fn store(&self) -> Store {
        match &self.database {
            Some(database) => Store::postgres(&database.url()).unwrap(),
            None => Store::sqlite(&self.folder.path().join("rumah/netra.db")).unwrap(),
        }
    }

    /// The server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Today, by the clock of a zone. A real house has no other clock: what happened on another day bears that day as its
    /// date, and is recorded today.
    pub fn today(&self, zone: Zone) -> Day {
        Clock::System.now().day(zone)
    }

    /// The administrator, signed in with a one-time code.
    pub fn administrator(&self) -> Client {
        with_token(&self.server, &self.admin)
    }

    /// Nobody: a visitor.
    pub fn visitor(&self) -> Client {
        self.server.client()
    }

    /// Somebody of the roster, signed in with a password.
    pub fn person(&self, nip: &str) -> Client {
        let login = netra_access::model::Login::parse(nip).unwrap();
        let employee = self.employee(nip);
        let tokens = self.store().write_now(move |tx| {
            let (chance, now) = (Chance::System, Clock::System.now());
            netra_access::actions::open_sessions_bulk(tx, &chance, now, SignedInBy::Password, &[(employee, login)])
        });
        with_token(&self.server, tokens.unwrap()[0].as_str())
    }

    /// Somebody of the roster whom the administrator gives a role on a unit, signed in with a one-time code.
    pub fn officer(&self, nip: &str, role: &str, unit: &str) -> Client {
        drop(self.person(nip));
        let grant = json!({"login": nip, "role": role, "unit": unit});
        let given = self.administrator().json("POST", "/api/v1/grants", &grant);
        assert_eq!(given.status, 201, "{}", given.text());
        with_token(&self.server, &self.session_of(nip))
    }

    /// The number of somebody in the registry.
    pub fn employee(&self, nip: &str) -> EmployeeId {
        let number: i64 = nip.parse().unwrap();
        let find = "SELECT id FROM registry_employee WHERE nip = ?1";
        EmployeeId(self.store().read_now(move |tx| tx.query_one(find, params![number], |row| row.int(0))).unwrap())
    }

    /// A session of an account as if it had signed in with password and code.
    fn session_of(&self, login: &str) -> String {
        let login = login.to_owned();
        let opened = self.store().write_now(move |tx| {
            let find = "SELECT id FROM access_account WHERE login = ?1";
            let id = tx.query_one(find, params![&login], |row| row.int(0))?;
            // Whoever signs in with a code uses codes: without that no role counts.
            let uses = "UPDATE access_account SET totp_secret = ?2 WHERE id = ?1 AND totp_secret IS NULL";
            tx.execute(uses, params![id, [7u8; 20].as_slice()])?;
            let (chance, now) = (Chance::System, Clock::System.now());
            netra_access::actions::open_session(tx, &chance, now, AccountId(id), SignedInBy::PasswordTotp)
        });
        opened.unwrap().token.as_str().to_owned()
    }

    /// What `netra audit` says of the house as it runs; it must find nothing wrong. `["acts"]` counts the acts by kind.
    pub fn audited(&self) -> Value {
        let audit = wait_for(SOON, || {
            let output = netra(&["audit", "--json", "--data", &self.dir]);
            let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
            // What was recorded a moment ago gets its place in the log with the next round.
            (output.status.success() && told["ok"] == true).then_some(told)
        });
        audit.unwrap_or_else(|| {
            let output = netra(&["audit", "--json", "--data", &self.dir]);
            panic!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
        })
    }
}

impl Drop for House {
    /// A test that fails shows what the server said: an incident on a page has its cause there.
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the server said:\n{}", self.server.said());
        }
    }
}

/// The page at an address, which must be there, light, and free of what the policy forbids.
#[track_caller]
pub fn page(client: &Client, path: &str) -> String {
    let reply = client.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    let text = reply.text();
    assert!(text.len() < 50 * 1024, "{path} has {} bytes", text.len());
    assert!(!text.contains("style=") && !text.contains("<script>"), "{path}: the policy forbids it");
    text
}

/// Where an accepted form leads.
#[track_caller]
pub fn accepted(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().to_owned()
}

/// A form that comes back: 422, with its sentences.
#[track_caller]
pub fn refused(reply: &Reply) -> String {
    assert_eq!(reply.status, 422, "{}", reply.text());
    reply.text()
}

/// Looks at a page until it says these words: what the background work brings.
#[track_caller]
pub fn page_will_say(client: &Client, path: &str, words: &str) -> String {
    let look = || Some(client.get(path).text()).filter(|text| text.contains(words));
    wait_for(SOON, look).unwrap_or_else(|| panic!("{path} does not say {words:?}: {}", client.get(path).text()))
}

/// The last step of an address as a number: `/tim/3` is 3.
#[track_caller]
pub fn number_at_end(path: &str) -> i64 {
    path.rsplit('/').next().and_then(|end| end.parse().ok()).unwrap_or_else(|| panic!("{path} ends in no number"))
}

fn init(dir: &str, database: Option<&str>) {
    let mut command = Command::new(program());
    command.args(["init", "--data", dir, "--origin", "uji.netra.invalid/rumah", "--unit-name", "Kementerian Contoh"]);
    command.args(database.map(|url| ["--database-url", url]).into_iter().flatten());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"kucing makan ikan asin\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn done(args: &[&str]) -> Value {
    let output = netra(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

fn line(at: usize, row: &Row) -> String {
    let Row { name, position, unit, .. } = row;
    match &row.nip {
        Some(nip) => format!("{nip},{name},pns,{position},,{unit},\n"),
        None => format!(",{name},ppnpn,{position},,{unit},K-{at:04}\n"),
    }
}
