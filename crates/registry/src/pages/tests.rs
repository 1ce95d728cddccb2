//! The doors of the registry as an operator, an employee and an administrator meet them.

mod deeds;

use super::*;
use crate::actions;
use crate::api;
use crate::desk::ImportDesk;
use crate::tests::{House, now};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use axum::{Extension, Router};
use netra_base::{AccountId, Chance, Clock, EmployeeId, Grant, Principal, Role, SignedInBy};
use netra_web::{Need, Parts, Route, Site, finish, router};
use std::time::{Duration, Instant};
use tower::ServiceExt;

const KEEPERS: Need = Need::Roles(&[Role::UnitOperator, Role::Administrator]);
const HEADER: &str = "nip,nama,status,jabatan,golongan,unit,nomor_kontrak\n";
const ROSTER: &str = "\
200012312024121001,Budi Santoso,pns,Analis,III/a,KW-20-PAS,
200012312024211001,Sa'diyah <Nur>,pppk,Perawat,9,KW-20-LAPAS-01,
198503172009122003,Ani Lestari,pns,,,KW-19,
,Ketut Contoh,ppnpn,,,KW-20-PAS,PPNPN/2024/001
";

pub(super) struct Doors {
    pub house: House,
    doors: Router,
}

pub(super) struct Got {
    pub status: u16,
    headers: HeaderMap,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

fn routes() -> Vec<Route> {
    vec![
        Route::get("/unit", Need::SignedIn, "the organisation", unit_tree),
        Route::get("/unit/{code}", Need::SignedIn, "one unit", unit),
        Route::get("/pegawai", KEEPERS, "search form", people_page),
        Route::post("/pegawai", KEEPERS, "search", people_found),
        Route::get("/pegawai/{id}", KEEPERS, "one person", person),
        Route::get("/pegawai/{id}/keluar", KEEPERS, "asks", ask_leave),
        Route::post("/pegawai/{id}/keluar", KEEPERS, "leaves", leave),
        Route::get("/pegawai/{id}/kembali", KEEPERS, "asks", ask_return),
        Route::post("/pegawai/{id}/kembali", KEEPERS, "returns", return_to),
        Route::get("/pegawai/{id}/pindah", KEEPERS, "asks", ask_move),
        Route::post("/pegawai/{id}/pindah", KEEPERS, "moves", move_to),
        Route::get("/pegawai/impor", KEEPERS, "upload form", import_form),
        Route::post("/pegawai/impor", KEEPERS, "upload", import_start).takes(UPLOAD_BODY_LIMIT),
        Route::get("/pegawai/templat.csv", KEEPERS, "template", template),
        Route::get("/pegawai/impor/{id}", KEEPERS, "outcome", import_view),
        Route::get("/pegawai/impor/{id}/kemajuan", KEEPERS, "progress", import_progress),
        Route::post("/pegawai/impor/{id}/jalankan", KEEPERS, "for real", import_for_real),
        Route::get("/pegawai/impor/{id}/penolakan.csv", KEEPERS, "refusals", import_refusals),
        Route::get("/api/v1/units", Need::SignedIn, "units", api::units),
        Route::get("/api/v1/units/{code}", Need::SignedIn, "one unit", api::unit),
        Route::get("/api/v1/employees", KEEPERS, "people", api::employees),
        Route::post("/api/v1/employees/search", KEEPERS, "search", api::search_employees),
        Route::post("/api/v1/employees/{id}/departure", KEEPERS, "leaves", api::record_departure),
        Route::post("/api/v1/employees/{id}/return", KEEPERS, "returns", api::record_return),
        Route::post("/api/v1/employees/{id}/move", KEEPERS, "moves", api::record_move),
        Route::post("/api/v1/imports", KEEPERS, "import", api::start_import).takes(UPLOAD_BODY_LIMIT),
        Route::get("/api/v1/imports/{id}", KEEPERS, "outcome", api::import_outcome),
    ]
}

/// A house with four people in it and its doors.
pub(super) async fn doors() -> Doors {
    tokio::task::spawn_blocking(|| {
        let house = House::sqlite();
        house.import(ROSTER);
        let site = Site::new(Parts {
            store: house.store.clone(),
            clock: Clock::Fixed(now()),
            chance: Chance::seeded(1),
            demo: false,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        let desk = ImportDesk::open(&house.dir.path().join("unggahan")).expect("a desk");
        Doors { doors: finish(router(routes()).layer(Extension(desk)), site), house }
    })
    .await
    .expect("builds")
}

impl Doors {
    /// Somebody with `role` on the unit with this code.
    pub async fn who(&self, account: i64, role: Role, code: &'static str) -> Principal {
        let unit = self.house.store.read(move |tx| actions::unit_by_code(tx, code)).await.expect("a unit");
        Principal {
            account: AccountId(account),
            employee: Some(EmployeeId(1)),
            signed_in_by: SignedInBy::PasswordTotp,
            grants: vec![Grant { role, unit: unit.id, path: unit.path }],
        }
    }

    pub async fn operator(&self) -> Principal {
        self.who(7, Role::UnitOperator, "KW-20").await
    }

    pub async fn send(&self, who: &Principal, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Got {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", kind)
            .body(body.into())
            .expect("a request");
        request.extensions_mut().insert(who.clone());
        let reply = self.doors.clone().oneshot(request).await.expect("answers");
        let (parts, body) = reply.into_parts();
        let bytes = to_bytes(body, 10 << 20).await.expect("a body");
        Got {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, who: &Principal, path: &str) -> Got {
        self.send(who, "GET", path, "text/plain", "").await
    }

    pub async fn post(&self, who: &Principal, path: &str, fields: &str) -> Got {
        self.send(who, "POST", path, "application/x-www-form-urlencoded", fields.to_owned()).await
    }

    async fn upload(&self, who: &Principal, path: &str, file: impl AsRef<[u8]>, fields: &[(&str, &str)]) -> Got {
        let name = if path.starts_with("/api") { "file" } else { "berkas" };
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend_from_slice(
                format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        let head =
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"..\\daftar=1.csv\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file.as_ref());
        body.extend_from_slice(b"\r\n--b--\r\n");
        self.send(who, "POST", path, "multipart/form-data; boundary=b", body).await
    }

    /// Follows an import until it has ended, and answers its last page.
    async fn ended(&self, who: &Principal, mut path: String) -> (String, Got) {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let got = self.get(who, &path).await;
            if got.status == 303 {
                got.header("location").clone_into(&mut path);
            } else if !got.body.contains("<progress") {
                return (path, got);
            }
            assert!(Instant::now() < until, "the import does not end: {}", got.body);
            tokio::task::yield_now().await;
        }
    }

    pub async fn heads(&self) -> i64 {
        self.house.store.read(|tx| actions::total(tx, "/")).await.expect("counts")
    }
}

#[tokio::test]
async fn whoever_is_signed_in_sees_units_and_counts_but_no_names() {
    let doors = doors().await;
    let employee = Principal { grants: Vec::new(), ..doors.operator().await };
    let tree = doors.get(&employee, "/unit").await;
    assert!(tree.body.contains("/unit/KW-20\"") && tree.body.contains("Kantor Wilayah"), "{}", tree.body);
    assert!(tree.body.len() < 45_000, "{} bytes", tree.body.len());
    let found = doors.get(&employee, "/unit?cari=kw-20-lapas").await;
    assert!(found.body.contains("KW-20-LAPAS-01"), "{}", found.body);
    assert!(doors.get(&employee, "/unit?cari=tidakadaini").await.body.contains("Tidak ada unit yang cocok"));
    let unit = doors.get(&employee, "/unit/kw-20").await;
    assert!(unit.body.contains("1 PNS, 1 PPPK, 1 PPNPN") && unit.body.contains("KW-20-PAS"), "{}", unit.body);
    for page in [&tree, &unit] {
        assert!(!page.body.contains("Budi") && !page.body.contains("/pegawai?unit"));
    }
    for path in
        ["/unit/KW-99", "/unit/%3D1", "/pegawai", "/pegawai/1", "/pegawai/impor", "/api/v1/employees?unit=KW-20"]
    {
        assert_eq!(doors.get(&employee, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_operator_finds_the_people_of_the_own_units_and_nobody_else() {
    let doors = doors().await;
    let operator = doors.operator().await;
    for (fields, name) in [
        ("cari=budi", "Budi Santoso"),
        ("cari=2000+1231+2024", "Sa'diyah &lt;Nur&gt;"),
        ("cari=&unit=KW-20-PAS", "Ketut Contoh"),
    ] {
        let got = doors.post(&operator, "/pegawai", fields).await;
        assert!(got.status == 200 && got.body.contains(name), "{fields}: {}", got.body);
        assert!(!got.body.contains("href=\"/pegawai?cari"), "no search in an address");
    }
    for fields in ["cari=ani", "cari=198503172009122003"] {
        let got = doors.post(&operator, "/pegawai", fields).await;
        assert!(got.body.contains("Tidak ada pegawai yang cocok") && !got.body.contains("Lestari"), "{fields}");
    }
    for (fields, sentence) in [
        ("cari=&unit=", "Tulis nama atau NIP"),
        ("unit=KW-19", "di dalam wewenang Anda"),
        ("unit=NGAWUR", "di dalam wewenang Anda"),
    ] {
        let got = doors.post(&operator, "/pegawai", fields).await;
        assert!(got.status == 422 && got.body.contains(sentence), "{fields}: {}", got.body);
    }
    assert!(
        doors.get(&operator, "/pegawai?cari=budi").await.body.contains("Cari pegawai"),
        "a name in the address is not searched for"
    );
    assert!(doors.get(&operator, "/pegawai?unit=KW-20-PAS").await.body.contains("Budi Santoso"));
}

#[tokio::test]
async fn a_units_people_are_listed_with_those_below_page_after_page_and_none_twice() {
    let doors = doors().await;
    let operator = doors.operator().await;
    let mut rows = HEADER.to_owned();
    for n in 0..120 {
        let unit = ["KW-20", "KW-20-ADM", "KW-20-LAPAS-02"][n % 3];
        rows.push_str(&format!(",Contoh {n},ppnpn,,,{unit},K/{n}\n"));
    }
    let got = doors.upload(&operator, "/pegawai/impor", &rows, &[]).await;
    doors.ended(&operator, got.header("location").to_owned()).await;
    let mut seen = std::collections::BTreeSet::new();
    let mut after = String::new();
    for page in 0.. {
        assert!(page < 9, "the list does not end");
        let asked = format!(r#"{{"unit":"KW-20"{after}}}"#);
        let told = doors.send(&operator, "POST", "/api/v1/employees/search", "application/json", asked).await.json();
        let people = told["employees"].as_array().expect("a list");
        assert!(people.len() <= 50);
        for person in people {
            assert!(seen.insert(person["id"].as_i64()), "twice: {person}");
        }
        match told["next"].as_str() {
            Some(next) => after = format!(r#","after":"{next}""#),
            None => break,
        }
    }
    assert_eq!(seen.len(), 123);
    let page = doors.post(&operator, "/pegawai", "unit=KW-20").await;
    assert!(
        page.body.contains("50 pegawai di halaman ini; masih ada lagi") && page.body.contains("name=\"sesudah\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn one_person_is_there_for_their_own_operator_only() {
    let doors = doors().await;
    let (operator, other) = (doors.operator().await, doors.who(8, Role::UnitOperator, "KW-19").await);
    let leader = doors.who(9, Role::Leader, "KW-20").await;
    let found = doors
        .send(&operator, "POST", "/api/v1/employees/search", "application/json", r#"{"text":"Budi"}"#)
        .await
        .json();
    let id = found["employees"][0]["id"].as_i64().expect("an id");
    let page = doors.get(&operator, &format!("/pegawai/{id}")).await;
    for part in ["200012312024121001", "Analis", "Penata Muda", "Riwayat", "/unit/KW-20-PAS"] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    for who in [&other, &leader] {
        assert_eq!(doors.get(who, &format!("/pegawai/{id}")).await.status, 404);
    }
    assert_eq!(doors.get(&operator, "/pegawai/999999").await.status, 404);
    assert_eq!(doors.get(&operator, "/pegawai/abc").await.status, 400);
}

#[tokio::test]
async fn a_trial_writes_nothing_and_the_same_upload_is_then_written_once() {
    let doors = doors().await;
    let operator = doors.operator().await;
    let rows = format!(
        "{HEADER}{}199001012015031001,Dewi Baru,pns,,,KW-20,\n198503172009122003,Ani,pns,,,KW-20,\n1,Salah,pns,,,KW-20,\n",
        ROSTER.replace("Analis", "Kepala")
    );
    let got = doors.upload(&operator, "/pegawai/impor", &rows, &[("uji_coba", "1")]).await;
    assert_eq!(got.status, 303);
    let (trial, page) = doors.ended(&operator, got.header("location").to_owned()).await;
    for part in
        ["Uji coba, tidak ada yang ditulis", "1 akan baru, 1 akan berubah", "Tulis perubahan ini", "daftar=1.csv"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(!page.body.contains("..\\"), "the sender's folders are not shown");
    assert_eq!(doors.heads().await, 4);
    let first = doors.post(&operator, &format!("{trial}/jalankan"), "").await;
    let again = doors.post(&operator, &format!("{trial}/jalankan"), "").await;
    assert_eq!((first.status, first.header("location")), (303, again.header("location")));
    let (real, page) = doors.ended(&operator, first.header("location").to_owned()).await;
    assert!(
        page.body.contains("1 baru, 1 berubah") && real.rsplit('/').next().is_some_and(|id| id.parse::<i64>().is_ok()),
        "{real}"
    );
    assert_eq!(doors.heads().await, 5);
    let form = doors.get(&operator, "/pegawai/impor").await.body;
    assert!(form.contains(&format!("href=\"{real}\"")) && form.contains("checked"), "{form}");
    let trial = doors.get(&operator, &trial).await.body;
    assert!(trial.contains("Lihat impor sungguhannya") && !trial.contains("Tulis perubahan ini"));
}

#[tokio::test]
async fn each_refused_row_is_shown_and_the_file_of_refusals_runs_in_no_spreadsheet() {
    let doors = doors().await;
    let operator = doors.operator().await;
    let mut rows = HEADER.to_owned();
    for _ in 0..60 {
        rows.push_str("200013312024211001,Budi,pppk,,,KW-20,\n");
    }
    rows.push_str("199001012015031001,Dewi,pns,,,=1+1,\n199001012015031001,Dewi,pns,,,KW-19,\n");
    let got = doors.upload(&operator, "/pegawai/impor", &rows, &[]).await;
    let (path, page) = doors.ended(&operator, got.header("location").to_owned()).await;
    assert!(page.body.contains("62 ditolak") && page.body.contains(&format!("{path}?dari=51")), "{}", page.body);
    let second = doors.get(&operator, &format!("{path}?dari=51")).await.body;
    assert!(
        second.contains("=1+1") && second.contains("di luar wewenang Anda") && second.contains("Ke awal"),
        "{second}"
    );
    let csv = doors.get(&operator, &format!("{path}/penolakan.csv")).await;
    assert!(
        csv.header("content-type").starts_with("text/csv") && csv.header("content-disposition").contains("attachment")
    );
    assert_eq!(csv.body.lines().count(), 63);
    assert!(
        !csv.body
            .lines()
            .any(|line| line.split(',').any(|cell| cell.trim_matches('"').starts_with(['=', '+', '-', '@'])))
    );
    let other = doors.who(8, Role::UnitOperator, "KW-19").await;
    for path in [path.clone(), format!("{path}/penolakan.csv"), format!("{path}/kemajuan")] {
        assert_eq!(doors.get(&other, &path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_roster_is_refused_with_a_sentence_and_changes_nothing() {
    let doors = doors().await;
    let operator = doors.operator().await;
    for (file, sentence) in [
        (b"nip,nama\n1,2\n".to_vec(), "kolom tidak ada: status, jabatan, golongan, unit"),
        (vec![0, 159, 146, 150, 0, 1, 2, 3], "Tidak ada yang diubah"),
        (b"PK\x03\x04 not a sheet".to_vec(), "Tidak ada yang diubah"),
    ] {
        let got = doors.upload(&operator, "/pegawai/impor", &file, &[]).await;
        let (_, page) = doors.ended(&operator, got.header("location").to_owned()).await;
        assert!(page.body.contains(sentence) && page.body.contains("ditolak seluruhnya"), "{sentence}: {}", page.body);
    }
    let empty = doors.upload(&operator, "/pegawai/impor", b"", &[("uji_coba", "1")]).await;
    assert!(
        empty.status == 422 && empty.body.contains("kosong") && empty.body.contains("id=\"f-berkas-e\""),
        "{}",
        empty.body
    );
    let units = doors.upload(&operator, "/pegawai/impor", "code,name\n", &[("isi", "units")]).await;
    assert!(units.status == 422 && units.body.contains("hanya diimpor oleh administrator"));
    assert_eq!(doors.heads().await, 4);
    for path in ["/pegawai/impor/0123456789abcdef", "/pegawai/impor/99", "/pegawai/impor/x/penolakan.csv"] {
        assert_eq!(doors.get(&operator, path).await.status, 404, "{path}");
    }
    let gone = doors.post(&operator, "/pegawai/impor/0123456789abcdef/jalankan", "").await;
    assert!(gone.status == 422 && gone.body.contains("Unggah berkasnya lagi"));
    assert!(doors.get(&operator, "/pegawai/templat.csv").await.body.contains("nip,nama,status,jabatan,golongan,unit"));
}

#[tokio::test]
async fn an_import_that_the_server_did_not_finish_says_so_and_the_same_file_goes_on() {
    let doors = doors().await;
    let operator = doors.operator().await;
    let stopped = "INSERT INTO registry_import (id, what, file_name, file_hash, file_bytes, account_id, started, done_bytes,
        read_rows, inserted, updated, unchanged, refused) VALUES (77, 'roster', 'putus.csv', zeroblob(32), 900, 7, 0, 400, 4, 4, 0, 0, 0)";
    doors.house.store.write(move |tx| tx.execute(stopped, netra_store::params![])).await.expect("written");
    let page = doors.get(&operator, "/pegawai/impor/77").await.body;
    assert!(page.contains("Impor ini belum selesai") && page.contains("Impor berkas yang sama sekali lagi"), "{page}");
    let told = doors.get(&operator, "/api/v1/imports/77").await.json();
    assert_eq!((told["state"].as_str(), told["inserted"].as_i64()), (Some("unfinished"), Some(4)));
}

#[tokio::test]
async fn programs_import_and_read_the_outcome_under_the_agreed_names() {
    let doors = doors().await;
    let operator = doors.operator().await;
    let file = format!("{HEADER}199001012015031001,Dewi,pns,,,KW-20,\n1,Salah,pns,,,KW-20,\n");
    for (dry, heads) in [("true", 4), ("false", 5)] {
        let got = doors.upload(&operator, "/api/v1/imports", &file, &[("what", "roster"), ("dry_run", dry)]).await;
        assert_eq!(got.status, 202);
        let until = Instant::now() + Duration::from_secs(30);
        let told = loop {
            let told = doors.get(&operator, got.header("location")).await.json();
            if told["state"] != "running" {
                break told;
            }
            assert!(Instant::now() < until, "the import does not end");
            tokio::task::yield_now().await;
        };
        let figures =
            ["read", "inserted", "updated", "unchanged", "refused"].map(|name| told[name].as_i64().expect(name));
        assert_eq!((figures, told["state"].as_str()), ([2, 1, 0, 0, 1], Some("finished")));
        let error = &told["errors"][0];
        assert_eq!((error["row"].as_i64(), error["column"].as_str()), (Some(3), Some("nip")));
        assert!(error["code"].is_string() && error["message"].is_string());
        assert_eq!(doors.heads().await, heads);
    }
    let empty = doors.upload(&operator, "/api/v1/imports", b"", &[]).await;
    assert_eq!((empty.status, empty.json()["errors"][0]["field"].as_str()), (422, Some("file")));
}

#[tokio::test]
async fn programs_read_units_and_people_within_reach() {
    let doors = doors().await;
    let operator = doors.operator().await;
    let units = doors.get(&operator, "/api/v1/units?search=KW-20-PAS").await.json();
    let unit = &units["units"][0];
    assert_eq!((unit["code"].as_str(), unit["parent"].as_str()), (Some("KW-20-PAS"), Some("KW-20")));
    let all = doors.get(&operator, "/api/v1/units").await.json();
    let count = all["units"].as_array().map_or(0, Vec::len);
    assert!(count > 33 && count <= 500, "{count}");
    let unit = doors.get(&operator, "/api/v1/units/KW-20").await.json();
    assert_eq!(unit["headcounts"][0]["people"].as_i64(), Some(1));
    assert_eq!(unit["code"].as_str(), Some("KW-20"));
    assert_eq!(doors.get(&operator, "/api/v1/units/KW-99").await.status, 404);
    let people = doors.get(&operator, "/api/v1/employees?unit=KW-20-PAS").await.json();
    assert_eq!(people["employees"].as_array().map(Vec::len), Some(2));
    assert_eq!(people["employees"][0]["unit"].as_str(), Some("KW-20-PAS"));
    for path in ["/api/v1/employees", "/api/v1/employees?unit=KW-19", "/api/v1/employees?unit=KW-20&after=x"] {
        let got = doors.get(&operator, path).await;
        assert_eq!((got.status, got.header("content-type")), (422, "application/problem+json"), "{path}");
    }
}

#[test]
fn the_command_answers_with_the_agreed_document_and_exit_codes() {
    use crate::cli::{ExportArgs, ImportArgs, Table, export, import};
    use netra_base::Lang;
    let house = House::sqlite();
    let run = |name: &str, text: &str, dry_run, json| {
        let file = house.file(name, text);
        let args = ImportArgs { what: Table::Roster, file, dry_run, refusals: None, json };
        let mut out = Vec::new();
        let code = import(&house.store, &args, now(), Chance::seeded(1), Lang::Id, &mut out).expect("imports");
        (code, String::from_utf8(out).expect("text"))
    };
    let bad = format!("{HEADER}{ROSTER}1,Salah,pns,,,KW-20,\n");
    let (code, text) = run("daftar.csv", &bad, true, false);
    assert!(code == 1 && text.contains("Uji coba") && text.contains("baris 6, kolom nip"), "{text}");
    let (code, text) = run("daftar.csv", &bad, false, true);
    let told: serde_json::Value = serde_json::from_str(&text).expect("one JSON document");
    assert_eq!(
        (code, told["read"].as_i64(), told["inserted"].as_i64(), told["errors"][0]["row"].as_i64()),
        (1, Some(5), Some(4), Some(6))
    );
    let refusals = house.dir.path().join("daftar.csv.penolakan.csv");
    assert_eq!(std::fs::read_to_string(&refusals).expect("refusals").lines().count(), 2);
    let (code, text) = run("daftar.csv", &format!("{HEADER}{ROSTER}"), false, true);
    assert!(code == 0 && text.contains("\"unchanged\":4") && !refusals.exists(), "{text}");
    let (code, text) = run("salah.csv", "nip,nama\n", false, true);
    assert!(
        code == 1 && text.contains("columns-missing") && !house.dir.path().join("salah.csv.penolakan.csv").exists(),
        "{text}"
    );
    let args = ImportArgs {
        what: Table::Roster,
        file: house.dir.path().join("tidak-ada.csv"),
        dry_run: false,
        refusals: None,
        json: true,
    };
    assert_eq!(import(&house.store, &args, now(), Chance::seeded(1), Lang::Id, &mut Vec::new()).expect("answers"), 2);
    assert!(!house.dir.path().join("tidak-ada.csv.penolakan.csv").exists());

    let mut out = Vec::new();
    let args = ExportArgs { what: Table::Units, json: true, csv: false, xlsx: None, unit: Some("KW-20".into()) };
    assert_eq!(export(&house.store, &args, &mut out).expect("exports"), 0);
    let units: Vec<serde_json::Value> = serde_json::from_slice(&out).expect("a list");
    assert!(units.iter().any(|unit| unit["code"] == "KW-20" && unit["parent"].is_string() && unit["kind"] == "kanwil"));
    let args = ExportArgs { what: Table::Roster, json: false, xlsx: Some(house.dir.path().join("r.xlsx")), ..args };
    assert_eq!(export(&house.store, &args, &mut Vec::new()).expect("exports"), 0);
    let again = house.import_file(&house.dir.path().join("r.xlsx"), |_| {}).expect("reads");
    assert_eq!((again.read, again.unchanged), (3, 3));
}
