//! A sample ministry of a test's own: `netra demo` builds one of each size, once for each build of the program, and a
//! test gets a copy of it. Knows how the people of the demonstration sign in, by reading the sign-in page as they do.

use netra_base::{AccountId, Chance, Clock, EmployeeId, SignedInBy, Zone};
use netra_it::{Client, Server, profile_folder, server::program};
use netra_store::{Store, params};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::UNIX_EPOCH;
use tempfile::TempDir;

/// Who signs in to the demonstration by a name; the employee does so by NIP.
pub const LOGINS: [&str; 10] =
    ["operator", "tim", "pemeriksa", "ppk", "humas", "pemasyarakatan", "pimpinan", "auditor", "admin", "mitra"];
/// The operator of one regional office, beside the one of the whole ministry.
pub const OFFICE_OPERATOR: &str = "operator-kanwil";

/// A data folder with a demonstration in it; it goes with the test.
pub struct Ministry {
    folder: TempDir,
}

impl Ministry {
    /// A small one: quick to copy, and every drive has signatures.
    pub fn small() -> Self {
        Self::of(300)
    }

    /// A copy of the demonstration with so many employees.
    pub fn of(employees: u32) -> Self {
        let template = template(employees);
        let folder = tempfile::tempdir().unwrap();
        copy(&template, &folder.path().join("data"));
        Self { folder }
    }

    /// Its data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The same as a word on a command line.
    pub fn dir(&self) -> String {
        self.data().to_str().unwrap().to_owned()
    }

    /// A file of the test's own, beside the data.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Serves it.
    pub fn serve(&self) -> Server {
        Server::start(&["serve", "--data", &self.dir(), "--listen", "127.0.0.1:0"])
    }

    /// Its database, beside whoever else has it open.
    pub fn store(&self) -> Store {
        Store::sqlite(&self.data().join("netra.db")).unwrap()
    }

    /// What `demo.json` says.
    pub fn mark(&self) -> Value {
        serde_json::from_slice(&fs::read(self.data().join("demo.json")).unwrap()).unwrap()
    }

    /// The NIP of the employee who may sign in.
    pub fn employee(&self) -> String {
        self.mark()["employee"].as_str().unwrap().to_owned()
    }

    /// NIP and activation code of somebody who has no account yet.
    pub fn newcomer(&self) -> (String, String) {
        let pair = &self.mark()["newcomer"];
        (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned())
    }

    /// One number out of its database.
    pub fn count(&self, sql: &str) -> i64 {
        let sql = sql.to_owned();
        self.store().read_now(move |tx| tx.query_one(&sql, params![], |row| row.int(0))).unwrap()
    }

    /// The running drive: everybody may sign it, and somebody already has.
    pub fn running(&self) -> i64 {
        self.count("SELECT id FROM pledge_drive WHERE closed IS NULL")
    }

    /// Tokens of so many employees who have not answered the running drive, with their numbers; each signed in.
    pub fn waiting_people(&self, count: usize) -> Vec<(i64, String)> {
        let drive = self.running();
        let store = self.store();
        let sql = "SELECT e.id, e.nip FROM registry_employee e WHERE e.nip IS NOT NULL AND e.left_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM pledge p WHERE p.drive = ?1 AND p.employee = e.id)
            AND NOT EXISTS (SELECT 1 FROM pledge_declined p WHERE p.drive = ?1 AND p.employee = e.id)
            AND NOT EXISTS (SELECT 1 FROM access_account a WHERE a.employee = e.id) ORDER BY e.id LIMIT ?2";
        let limit = i64::try_from(count).unwrap();
        let look = move |tx: &mut netra_store::Tx<'_>| {
            tx.query(sql, params![drive, limit], |row| Ok((row.int(0)?, row.int(1)?)))
        };
        let people = store.read_now(look).unwrap();
        assert_eq!(people.len(), count, "the sample ministry is too small for this test");
        let login = |nip: &i64| netra_access::model::Login::parse(&nip.to_string()).unwrap();
        let with_logins: Vec<_> = people.iter().map(|(id, nip)| (EmployeeId(*id), login(nip))).collect();
        let tokens = store.write_now(move |tx| {
            let (chance, now) = (Chance::System, Clock::System.now());
            netra_access::actions::open_sessions_bulk(tx, &chance, now, SignedInBy::Password, &with_logins)
        });
        let tokens = tokens.unwrap();
        people.iter().zip(tokens).map(|((id, _), token)| (*id, token.as_str().to_owned())).collect()
    }

    /// One more session of an account, as if it had signed in with password and code.
    pub fn session(&self, login: &str) -> String {
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
}

/// The public password of a demonstration's account.
pub fn password(login: &str) -> String {
    if login.starts_with(|c: char| c.is_ascii_digit()) {
        "contoh-pegawai-netra".into()
    } else {
        format!("contoh-{login}-netra")
    }
}

/// The code that works now, read from the demonstration's sign-in page; none for who uses none.
pub fn code_now(server: &Server, login: &str) -> Option<String> {
    let page = server.client().get("/masuk").text();
    let row = page.split("<tr").find(|row| row.contains(&format!(">{login}<")));
    let row = row.unwrap_or_else(|| panic!("{login} is not on: {page}"));
    let words = row.split(['<', '>']).map(str::trim);
    words.into_iter().find(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned)
}

/// Signs somebody in as a program does; the client then carries the session as a browser would.
pub fn sign_in(server: &Server, login: &str) -> Client {
    let client = server.client();
    let mut body = json!({"login": login, "password": password(login)});
    if let Some(code) = code_now(server, login) {
        body["totp"] = code.into();
    }
    let reply = client.json("POST", "/api/v1/sessions", &body);
    assert_eq!(reply.status, 201, "{login} does not get in: {}", reply.text());
    client.set_cookie("netra", reply.value()["token"].as_str().unwrap());
    client
}

/// A visitor with a session that was prepared.
pub fn with_token(server: &Server, token: &str) -> Client {
    let client = server.client();
    client.set_cookie("netra", token);
    client
}

/// Built once for each build of the program and each day (the running drive opened three days ago), by whichever test
/// comes first; the others wait for its lock.
fn template(employees: u32) -> PathBuf {
    let about = fs::metadata(program()).unwrap();
    let built = about.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let today = Clock::System.now().day(Zone::Wib);
    let shelf = profile_folder().parent().unwrap().join("tmp/house");
    fs::create_dir_all(&shelf).unwrap();
    let place = shelf.join(format!("{built}-{}-{today}-{employees}", about.len()));
    let lock = File::create(shelf.join("lock")).unwrap();
    lock.lock().unwrap();
    if !place.exists() {
        clear_old(&shelf, &format!("{built}-{}-{today}-", about.len()));
        let mut build = Command::new(program());
        build.args(["demo", "--build-only", "--employees", &employees.to_string(), "--data"]).arg(&place);
        let output = build.stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "no demonstration: {}", String::from_utf8_lossy(&output.stderr));
    }
    place
}

/// Takes away what earlier builds left.
fn clear_old(shelf: &Path, present: &str) {
    for entry in fs::read_dir(shelf).unwrap().flatten() {
        if entry.path().is_dir() && !entry.file_name().to_string_lossy().starts_with(present) {
            // Another program of yesterday's build may be reading it: then it stays.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}
