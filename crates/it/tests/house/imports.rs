//! Rosters as people really send them: the command and the upload give the same figures and the same sentences, name
//! row and column, and change nothing else. Row numbers are those of the sheet.

use crate::ministry::{Ministry, sign_in};
use netra_it::{Client, Server, netra, wait_for};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::{Value, json};
use std::time::Duration;

const HEADER: &str = "nip,nama,status,jabatan,golongan,unit,nomor_kontrak\n";

/// What `netra import roster FILE --json` answers, with its exit code.
fn import(house: &Ministry, file: &str, more: &[&str]) -> (Value, i32) {
    let output = netra(&[&["import", "roster", file, "--json", "--data", &house.dir()], more].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no JSON: {said}"));
    (value, output.status.code().unwrap())
}

fn figures(outcome: &Value) -> [i64; 5] {
    ["read", "inserted", "updated", "unchanged", "refused"].map(|name| outcome[name].as_i64().unwrap())
}

/// Row, column and code of what was refused.
fn refused(outcome: &Value) -> Vec<(i64, String, String)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = outcome["errors"].as_array().unwrap().iter();
    errors.map(|e| (e["row"].as_i64().unwrap(), word(&e["column"]), word(&e["code"]))).collect()
}

fn people(house: &Ministry) -> (i64, i64) {
    (
        house.count("SELECT COUNT(*) FROM registry_employee"),
        house.count("SELECT COALESCE(SUM(change), 0) FROM registry_employee"),
    )
}

/// The same file through the upload; waits for the outcome.
fn upload(operator: &Client, name: &str, bytes: &[u8]) -> Value {
    let taken = operator.upload("/api/v1/imports", &[], ("file", name, bytes));
    if taken.status != 202 {
        return json!({"state": "refused", "status": taken.status, "body": taken.text()});
    }
    let place = taken.value()["location"].as_str().unwrap().to_owned();
    let look = || Some(operator.get(&place).value()).filter(|outcome| outcome["state"] != "running");
    wait_for(Duration::from_secs(30), look).expect("the import comes to an end")
}

/// One row, and what is wrong with it: column and code.
const BAD: [(&str, &str, &str); 17] = [
    ("20001231202412100,Budi,pns,,,KW-20,", "nip", "nip-length"),
    ("200013312024211001,Budi,pppk,,,KW-20,", "nip", "nip-birth"),
    ("200012312024213001,Budi,pppk,,,KW-20,", "nip", "nip-sex"),
    ("200012312017121001,Budi,pns,,,KW-20,", "nip", "nip-age"),
    ("200012312024211001,Budi,pns,,,KW-20,", "nip", "nip-status"),
    ("200012312024121001,Budi,pppk,,,KW-20,", "nip", "nip-status"),
    ("20001231O024121001,Budi,pns,,,KW-20,", "nip", "nip-digits"),
    ("2.00012E+17,Budi,pns,,,KW-20,", "nip", "nip-rounded"),
    (",Budi,pns,,,KW-20,", "nip", "nip-missing"),
    ("200012312024121001,Budi,ppnpn,,,KW-20,K-1", "nip", "nip-unexpected"),
    (",Budi,ppnpn,,,KW-20,", "nomor_kontrak", "contract-missing"),
    ("200012312024121001,,pns,,,KW-20,", "nama", "text-missing"),
    ("200012312024121001,Budi,honorer,,,KW-20,", "status", "status-unknown"),
    ("200012312024121001,Budi,,,,KW-20,", "status", "status-unknown"),
    ("200012312024121001,Budi,pns,,,KW-99,", "unit", "unit-unknown"),
    ("200012312024121001,Budi,pns,,,,", "unit", "unit-unknown"),
    ("200012312024121001,Budi, S.H.,pns,,,KW-20,x", "", "row-cells"),
];

#[test]
fn each_bad_row_is_named_by_command_and_upload_alike_and_changes_nothing() {
    let house = Ministry::small();
    let server = house.serve();
    let operator = sign_in(&server, "operator");
    let before = people(&house);
    let rows: Vec<&str> = BAD.iter().map(|(row, ..)| *row).collect();
    let text = format!("{HEADER}{}\n", rows.join("\n\n"));
    let expected: Vec<_> =
        (2..).step_by(2).zip(BAD).map(|(row, (_, column, code))| (row, column.into(), code.into())).collect();
    let (outcome, code) = import(&house, &house.file("buruk.csv", &text), &[]);
    assert_eq!(refused(&outcome), expected);
    assert_eq!((figures(&outcome), code), ([17, 0, 0, 0, 17], 1));
    let uploaded = upload(&operator, "buruk.csv", text.as_bytes());
    assert_eq!((refused(&uploaded), figures(&uploaded)), (expected, [17, 0, 0, 0, 17]));
    for (at, error) in outcome["errors"].as_array().unwrap().iter().enumerate() {
        let sentence = error["message"].as_str().unwrap();
        assert!(sentence.len() > 25 && sentence.ends_with('.'), "{sentence}");
        assert_eq!(uploaded["errors"][at]["message"], error["message"]);
    }
    assert_eq!(people(&house), before);
    let (english, _) = import(&house, &house.file("buruk.csv", &text), &["--lang", "en"]);
    assert_ne!(english["errors"][0]["message"], outcome["errors"][0]["message"]);
}

#[test]
fn good_rows_go_in_around_bad_ones_and_the_same_file_again_changes_nothing() {
    let house = Ministry::small();
    let rows = "200012312024121001,Sa'diyah Nur'aini,pns,Analis,III/a,KW-20,\n\
        200012312024121002,Suharto,pns,,,KW-20,\n\
        \n\
        200012312024121003,Ni  Luh   Putu,pns,,,KW-20,\n\
        200012312024121001,Bukan Dia,pns,,,KW-19,\n\
        200012312024211001,Ani,pppk,Perawat,9,kw-20,\n\
        ,Ketut,ppnpn,Pramubakti,,KW-20,PPNPN/2024/001\n\
        1,Salah,pns,,,KW-20,\n";
    let file = house.file("daftar.csv", format!("\u{feff}{}", format!("{HEADER}{rows}").replace(',', ";")));
    let (dry, code) = import(&house, &file, &["--dry-run"]);
    let untouched = house.count("SELECT COUNT(*) FROM registry_employee");
    assert_eq!((figures(&dry), code, untouched), ([7, 5, 0, 0, 2], 1, 300));
    let (first, code) = import(&house, &file, &[]);
    assert_eq!((figures(&first), code), ([7, 5, 0, 0, 2], 1));
    let expected = vec![(6, "nip".into(), "nip-duplicate".into()), (9, "nip".into(), "nip-length".into())];
    assert_eq!(refused(&first), expected);
    let names =
        "SELECT COUNT(*) FROM registry_employee WHERE name IN ('Sa''diyah Nur''aini', 'Suharto', 'Ni Luh Putu')";
    assert_eq!(house.count(names), 3, "apostrophes stay, double spaces become one, one word is a name");
    let after = people(&house);
    let history = house.count("SELECT COUNT(*) FROM registry_employee_history");
    let (again, _) = import(&house, &file, &[]);
    assert_eq!(figures(&again), [7, 0, 0, 5, 2]);
    assert_eq!((people(&house), house.count("SELECT COUNT(*) FROM registry_employee_history")), (after, history));
    // A NIP that moves unit is a move: the person stays one, the history grows by one.
    let moved = house.file("pindah.csv", format!("{HEADER}200012312024121002,Suharto,pns,,,KW-30,\n"));
    let (moved, code) = import(&house, &moved, &[]);
    assert_eq!((figures(&moved), code), ([1, 0, 1, 0, 0], 0));
    assert_eq!(people(&house).0, after.0);
    assert_eq!(house.count("SELECT COUNT(*) FROM registry_employee_history"), history + 1);
    assert!(netra(&["audit", "--data", &house.dir()]).status.success());
}

/// A whole file that cannot be read as a roster, and the word for why.
fn no_rosters() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let garbage: Vec<u8> = (0..4_096_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    vec![
        ("kosong.csv", Vec::new(), "file-empty"),
        ("sampah.csv", garbage.clone(), "file-binary"),
        ("sampah.xlsx", garbage, "file-binary"),
        ("kolom.csv", b"nomor,nama,status,jabatan,golongan,unit\n1,a,pns,,,KW-20\n".to_vec(), "columns-missing"),
        ("kurang.csv", b"nip,nama,status\n1,a,pns\n".to_vec(), "columns-missing"),
        ("lebih.csv", b"nip,nama,status,jabatan,golongan,unit,agama\n".to_vec(), "columns-wrong"),
        ("ganda.csv", b"nip,nama,status,jabatan,golongan,unit,nip\n".to_vec(), "columns-wrong"),
        ("latin.csv", b"nip,nama,status,jabatan,golongan,unit\n1,Andr\xe9,pns,,,KW-20\n".to_vec(), "file-encoding"),
    ]
}

#[test]
fn what_is_no_roster_is_refused_as_a_whole_with_one_sentence() {
    let house = Ministry::small();
    let server = house.serve();
    let operator = sign_in(&server, "operator");
    let before = people(&house);
    let mut wrong = Vec::new();
    for (name, bytes, expected) in no_rosters() {
        let (outcome, code) = import(&house, &house.file(name, &bytes), &[]);
        if refused(&outcome).first().map(|(_, _, code)| code.as_str()) != Some(expected) || code != 1 {
            wrong.push(format!("command, {name}: {outcome}"));
        }
        let uploaded = upload(&operator, name, &bytes);
        if uploaded["state"] != "refused" || !uploaded.to_string().contains(expected) {
            wrong.push(format!("upload, {name}: {uploaded}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(people(&house), before);
    assert!(netra(&["import", "roster", "/tidak/ada.csv", "--data", &house.dir()]).status.code() != Some(0));
}

#[test]
fn two_hundred_megabytes_are_refused_at_the_page_while_it_reads() {
    let house = Ministry::small();
    let server = house.serve();
    let operator = sign_in(&server, "operator");
    let before = people(&house);
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.resize(200 * 1024 * 1024, b'x');
    let memory = peak_memory(&server);
    let taken = operator.try_upload("/api/v1/imports", ("file", "besar.csv", &bytes));
    // It answers that it is too large, or hangs up on who goes on sending.
    if let Some(reply) = taken {
        assert!([413, 422].contains(&reply.status), "{}: {}", reply.status, reply.text());
    }
    let grown = peak_memory(&server) - memory;
    assert!(grown < 64 * 1024, "memory grew by {grown} KiB");
    assert_eq!(people(&house), before);
    assert_eq!(server.client().get("/healthz").status, 200);
    let left: u64 =
        std::fs::read_dir(house.data().join("unggahan")).unwrap().flatten().map(|e| e.metadata().unwrap().len()).sum();
    assert_eq!(left, 0, "nothing of it stays on the disk");
}

/// The most memory the process ever held, in KiB.
fn peak_memory(server: &Server) -> i64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn sheet(house: &Ministry, fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> String {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0u16..).zip(["nip", "nama", "status", "jabatan", "golongan", "unit"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    fill(sheet);
    house.file("daftar.xlsx", book.save_to_buffer().unwrap())
}

fn line(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, cells: [&str; 6]) {
    for (column, cell) in (0u16..).zip(cells) {
        sheet.write_string(row, column, cell).unwrap();
    }
}

#[test]
fn a_spreadsheet_keeps_its_row_numbers_its_formulas_stay_words_and_merged_cells_are_named() {
    let house = Ministry::small();
    let file = sheet(&house, |sheet| {
        line(sheet, 1, ["200012312024121001", "", "PNS", "", "", "KW-20"]);
        sheet.write_formula(1, 1, Formula::new("=HYPERLINK(\"http://x\")").set_result("Budi")).unwrap();
        line(sheet, 4, ["200012312024121002", "=cmd|' /C calc'!A0", "PNS", "+1+1", "", "KW-20"]);
        line(sheet, 5, ["200012312024121003", "Ina", "PNS", "", "", ""]);
        line(sheet, 6, ["200012312024121004", "Ani", "PNS", "", "", ""]);
        sheet.merge_range(5, 5, 6, 5, "KW-20", &Format::new()).unwrap();
        line(sheet, 8, ["", "Angka", "PNS", "", "", "KW-20"]);
        sheet.write_number(8, 0, 200_012_312_024_121_002_f64).unwrap();
    });
    let (outcome, _) = import(&house, &file, &[]);
    let expected = [(6, "unit", "cell-merged"), (7, "unit", "cell-merged"), (9, "nip", "nip-rounded")];
    assert_eq!(refused(&outcome), expected.map(|(row, column, code)| (row, column.into(), code.into())));
    assert_eq!(figures(&outcome), [5, 2, 0, 0, 3]);
    assert_eq!(house.count("SELECT COUNT(*) FROM registry_employee WHERE name = 'Budi'"), 1);
    // What comes out again is harmless in a spreadsheet, and goes back in unchanged.
    let csv = netra(&["export", "roster", "--csv", "--unit", "KW-20", "--data", &house.dir()]).stdout;
    let text = String::from_utf8(csv.clone()).unwrap();
    assert!(text.contains("'=cmd") && text.contains("'+1+1"), "no cell begins with a sign that a spreadsheet runs");
    assert!(!text.contains(",=") && !text.contains(",+") && !text.contains("\"="), "{text}");
    let (again, code) = import(&house, &house.file("lagi.csv", csv), &[]);
    let figures = figures(&again);
    assert_eq!((figures[1], figures[2], figures[4], code), (0, 0, 0, 0), "{again}");
}

#[test]
fn an_operator_imports_only_into_the_own_units() {
    let house = Ministry::small();
    let server = house.serve();
    let admin = sign_in(&server, "admin");
    let login = house.employee();
    let given =
        admin.json("POST", "/api/v1/grants", &json!({"login": login, "role": "unit-operator", "unit": "KW-20"}));
    assert_eq!(given.status, 201, "{}", given.text());
    let local = crate::ministry::with_token(&server, &house.session(&login));
    let rows = format!("{HEADER}200012312024121001,Budi,pns,,,KW-20,\n200012312024121002,Ani,pns,,,KW-19,\n");
    let outcome = upload(&local, "daftar.csv", rows.as_bytes());
    assert_eq!(
        (figures(&outcome), refused(&outcome)),
        ([2, 1, 0, 0, 1], vec![(3, "unit".into(), "unit-outside".into())])
    );
    // Somebody of another unit is neither moved nor shown.
    let away = house.count(
        "SELECT e.nip FROM registry_employee e JOIN registry_unit u ON u.id = e.unit_id
        WHERE u.code LIKE 'KW-01%' AND e.nip IS NOT NULL AND e.employment = 0 LIMIT 1",
    );
    let outcome = upload(&local, "curi.csv", format!("{HEADER}{away},Budi,pns,,,KW-20,\n").as_bytes());
    assert_eq!(figures(&outcome)[4], 1, "{outcome}");
}

#[test]
fn the_command_works_beside_a_running_server_which_then_knows_the_newcomers() {
    let house = Ministry::small();
    let server = house.serve();
    let before = exported(&house);
    let rows: String = (1..=500).map(|n| format!("199001012015031{n:03},Pegawai Contoh {n},pns,,,KW-20,\n")).collect();
    let (outcome, code) = import(&house, &house.file("banyak.csv", format!("{HEADER}{rows}")), &[]);
    assert_eq!((figures(&outcome), code), ([500, 500, 0, 0, 0], 0));
    assert_eq!(exported(&house), before + 500);
    let drive = house.running();
    let operator = sign_in(&server, "operator");
    let look = || {
        let coverage = operator.get(&format!("/api/v1/drives/{drive}/coverage")).value();
        (coverage["total"]["should"] == 800).then_some(())
    };
    assert!(wait_for(Duration::from_secs(10), look).is_some(), "the denominator grows by those who joined");
    let found = operator.json("POST", "/api/v1/employees/search", &json!({"text": "199001012015031007"}));
    assert!(found.text().contains("Pegawai Contoh 7"), "{}", found.text());
}

fn exported(house: &Ministry) -> usize {
    let output = netra(&["export", "roster", "--json", "--data", &house.dir()]);
    serde_json::from_slice::<Value>(&output.stdout).unwrap().as_array().unwrap().len()
}
