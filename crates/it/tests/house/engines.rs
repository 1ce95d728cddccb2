//! A real house from nothing, on either engine: `netra init`, units and people from files, codes, a drive, signatures,
//! `kill -9`, audit, receipts. The demonstration runs on SQLite; this is what an agency does on PostgreSQL.

use crate::ministry::with_token;
use netra_base::{AccountId, Chance, Clock, SignedInBy, Zone};
use netra_it::postgres::Database;
use netra_it::{Server, netra, server::program, wait_for};
use netra_store::{Store, params};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

const UNITS: &str =
    "code,name,kind,parent\nKW-20,Kantor Wilayah Bali,kanwil,PUSAT\nKW-20-LAPAS-01,Lapas Contoh,lapas,KW-20\n";

fn init(dir: &str, database: Option<&str>) {
    let mut command = Command::new(program());
    command.args(["init", "--data", dir, "--origin", "uji.netra.invalid/rumah", "--unit-name", "Kementerian Contoh"]);
    command.args(database.map(|url| ["--database-url", url]).into_iter().flatten());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"kucing makan ikan asin\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let key = String::from_utf8(output.stdout).unwrap();
    assert_eq!(key.trim().len(), 32, "the administrator's key for one-time codes is shown");
}

fn done(args: &[&str]) -> Value {
    let output = netra(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

fn journey(dir: &str, store: impl Fn() -> Store) {
    let file = |name: &str, text: String| {
        let path = format!("{dir}-{name}");
        fs::write(&path, text).unwrap();
        path
    };
    let units = done(&["import", "units", &file("unit.csv", UNITS.into()), "--json", "--data", dir]);
    assert_eq!(units["inserted"], 2, "{units}");
    let rows = (1..=40).map(|n| format!("199001012015031{n:03},Pegawai {n},pns,,,KW-20-LAPAS-01\n"));
    let roster = file("pegawai.csv", format!("nip,nama,status,jabatan,golongan,unit\n{}", rows.collect::<String>()));
    assert_eq!(done(&["import", "roster", &roster, "--json", "--data", dir])["inserted"], 40);
    assert_eq!(done(&["import", "roster", &roster, "--json", "--data", dir])["unchanged"], 40);

    let mut server = Server::start(&["serve", "--data", dir, "--listen", "127.0.0.1:0"]);
    assert!(!server.client().get("/").text().contains("CONTOH"), "a real house is no sample");
    let opened = store().write_now(|tx| {
        let (chance, now) = (Chance::System, Clock::System.now());
        let id = tx.query_one("SELECT id FROM access_account WHERE login = 'admin'", params![], |row| row.int(0))?;
        netra_access::actions::open_session(tx, &chance, now, AccountId(id), SignedInBy::PasswordTotp)
    });
    let admin = with_token(&server, opened.unwrap().token.as_str());
    let today = Clock::System.now().day(Zone::Wita);
    let drive = json!({"title": "Ikrar", "text": "netralitas-2", "units": ["KW-20"], "employment": ["pns"],
        "opens": format!("{}T00:00", today.plus_days(-1)), "closes": format!("{}T23:59", today.plus_days(1)), "zone": "local"});
    let drive = admin.json("POST", "/api/v1/drives", &drive);
    assert_eq!(drive.status, 201, "{}", drive.text());
    let drive = drive.value()["id"].as_i64().unwrap();
    let codes = admin.json("POST", "/api/v1/units/KW-20/codes", &json!({"below": true}));
    assert_eq!(codes.status, 201, "{}", codes.text());
    let slips = codes.value()["slips"].as_array().unwrap().clone();
    assert_eq!(slips.len(), 40);

    // Eight people at once, each twice; then the plug is pulled.
    let entries: Vec<i64> = std::thread::scope(|scope| {
        let people: Vec<_> = slips[..8].iter().map(|slip| scope.spawn(|| sign(&server, drive, slip))).collect();
        people.into_iter().map(|person| person.join().unwrap()).collect()
    });
    let receipt = receipt(&server, drive, &slips[8]);
    server.kill_9();
    for entry in entries {
        let kept = store().read_now(move |tx| {
            tx.query_one("SELECT COUNT(*) FROM pledge WHERE entry = ?1", params![entry], |row| row.int(0))
        });
        assert_eq!(kept.unwrap(), 1);
    }
    let audit = done(&["audit", "--json", "--data", dir]);
    assert_eq!((&audit["ok"], &audit["acts"]["pledge"]), (&json!(true), &json!(9)), "{audit}");
    let file = file("bukti.json", receipt);
    let policy = format!("{dir}/log/policy");
    assert!(netra(&["verify", &file, "--policy", &policy]).status.success());

    let server = Server::start(&["serve", "--data", dir, "--listen", "127.0.0.1:0"]);
    let admin = with_token(&server, admin.cookie("netra").unwrap().as_str());
    let coverage = admin.get(&format!("/api/v1/drives/{drive}/coverage")).value();
    let total = &coverage["total"];
    assert_eq!((&total["should"], &total["signed"]), (&json!(40), &json!(9)), "{coverage}");
}

/// Activates, signs twice at once, and gives the one entry.
fn sign(server: &Server, drive: i64, slip: &Value) -> i64 {
    let client = activated(server, slip);
    let path = format!("/api/v1/drives/{drive}/pledge");
    let token = client.cookie("netra").unwrap();
    let entries: Vec<i64> = std::thread::scope(|scope| {
        let press = || with_token(server, &token).json("POST", &path, &json!({})).value()["entry"].as_i64().unwrap();
        let pressing = [scope.spawn(press), scope.spawn(press)];
        pressing.map(|thread| thread.join().unwrap()).into()
    });
    assert_eq!(entries[0], entries[1]);
    entries[0]
}

fn activated(server: &Server, slip: &Value) -> netra_it::Client {
    let body = json!({"login": slip["login"], "code": slip["code"], "password": "kucing makan ikan asin"});
    let opened = server.client().json("POST", "/api/v1/activations", &body);
    assert_eq!(opened.status, 201, "{}", opened.text());
    with_token(server, opened.value()["token"].as_str().unwrap())
}

fn receipt(server: &Server, drive: i64, slip: &Value) -> String {
    let client = activated(server, slip);
    assert_eq!(client.json("POST", &format!("/api/v1/drives/{drive}/pledge"), &json!({})).status, 200);
    let look = || Some(client.get(&format!("/api/v1/drives/{drive}/receipt"))).filter(|reply| reply.status == 200);
    wait_for(Duration::from_secs(10), look).expect("a receipt").text()
}

#[test]
fn a_house_from_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("rumah").to_str().unwrap().to_owned();
    init(&dir, None);
    journey(&dir, || Store::sqlite(std::path::Path::new(&format!("{dir}/netra.db"))).unwrap());
}

#[test]
fn a_house_from_nothing_on_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("rumah").to_str().unwrap().to_owned();
    let database = Database::fresh();
    init(&dir, Some(&database.url()));
    journey(&dir, || Store::postgres(&database.url()).unwrap());
    assert!(!std::path::Path::new(&format!("{dir}/netra.db")).exists(), "everything is in PostgreSQL");
}
