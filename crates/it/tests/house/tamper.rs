//! One value changed in the database, by whoever has the file: `netra audit` names the table and, where a column can
//! be told, the column. Every column of every table that records an act is changed in turn, and rows are taken away
//! and added. What the audit is not asked to hold (sessions, counters of speed, search words) is listed with its reason.

use crate::ministry::{Ministry, sign_in};
use netra_it::netra;
use netra_store::{Store, params};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Tables that record acts, or what proves them.
const ACTS: [&str; 16] = [
    "ledger_entry",
    "ledger_leaf",
    "ledger_tile",
    "ledger_head",
    "pledge",
    "pledge_declined",
    "pledge_drive",
    "pledge_text",
    "pledge_final",
    "pledge_minute",
    "pledge_occasion",
    "pledge_occasion_version",
    "pledge_occasion_count",
    "access_grant",
    "access_codes_issued",
    "registry_import",
];

/// Columns in them that are no part of an act, each with the reason.
const NO_ACT: [(&str, &str, &str); 10] = [
    ("access_codes_issued", "id", "the number of the row itself, which nothing refers to"),
    ("ledger_head", "one", "always 1: it makes the row the only one"),
    ("pledge_drive", "followed", "how far the counters have read the registry"),
    ("pledge_minute", "drive", "a burn-up beside the signatures: its sum is held, not its moments"),
    ("pledge_minute", "minute", "the same"),
    ("pledge_minute", "lane", "which connection counted"),
    ("pledge_occasion_count", "lane", "the same"),
    ("registry_import", "done_bytes", "progress of the run"),
    ("registry_import", "started", "the record has the moment it was finished"),
    ("registry_import", "file_name", "a name on somebody's machine, shown and not recorded"),
];

/// Columns whose change shows in a neighbour that must agree with them, and is named there.
const NAMED_BESIDE: [(&str, &str, &str); 8] = [
    ("ledger_entry", "id", "ledger_pending"),
    ("ledger_leaf", "idx", "ledger_tile"),
    ("pledge_occasion", "unit", "pledge_occasion_version"),
    ("pledge_occasion", "key", "pledge_occasion_version"),
    ("pledge_drive", "text", "pledge_text"),
    ("pledge_drive", "closed", "pledge_final"),
    ("pledge_drive", "closed_by", "pledge_final"),
    ("pledge_drive", "closed_entry", "pledge_final"),
];

/// A ministry in which every kind of act has happened, stopped, with its pristine database beside.
struct Bench {
    house: Ministry,
    pristine: PathBuf,
}

impl Bench {
    fn new() -> Self {
        let house = Ministry::small();
        let mut server = house.serve();
        let drive = house.running();
        let people = house.waiting_people(2);
        let client = crate::ministry::with_token(&server, &people[0].1);
        let reason = json!({"reason": "Saya ingin bertanya dahulu."});
        assert_eq!(client.json("POST", &format!("/api/v1/drives/{drive}/decline"), &reason).status, 200);
        let there = crate::ministry::with_token(&server, &people[1].1);
        let at = crate::papers::occasion(&house);
        let signed = there.json("POST", &format!("/api/v1/drives/{drive}/pledge?di={at}"), &json!({}));
        assert_eq!(signed.value()["occasion"], at.id.0, "{}", signed.text());
        let admin = sign_in(&server, "admin");
        let given =
            admin.json("POST", "/api/v1/grants", &json!({"login": "mitra", "role": "auditor", "unit": "KW-20"}));
        assert_eq!(given.status, 201, "{}", given.text());
        let grant = format!("/api/v1/grants/{}", given.value()["id"]);
        assert_eq!(admin.json("DELETE", &grant, &json!({})).status, 204);
        let roster = b"nip,nama,status,jabatan,golongan,unit\n199001012015031001,Sari,pns,,,KW-20\n";
        let taken = admin.upload("/api/v1/imports", &[], ("file", "daftar.csv", roster));
        assert_eq!(taken.status, 202, "{}", taken.text());
        let place = taken.value()["location"].as_str().unwrap().to_owned();
        assert!(
            netra_it::wait_for(Duration::from_secs(20), || (admin.get(&place).value()["state"] != "running")
                .then_some(()))
            .is_some()
        );
        assert_eq!(admin.get(&place).value()["inserted"], 1, "{}", admin.get(&place).text());
        assert!(server.stop().success());
        let pristine = house.data().join("../pristine.db");
        let bench = Self { house, pristine };
        bench.settle();
        fs::copy(bench.database(), &bench.pristine).unwrap();
        assert_eq!(bench.findings(), Vec::<Value>::new(), "clean before anything is changed");
        bench
    }

    fn database(&self) -> PathBuf {
        self.house.data().join("netra.db")
    }

    /// Everything into the one file, so that a copy of it is whole.
    fn settle(&self) {
        let done = rusqlite::Connection::open(self.database()).unwrap();
        done.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    }

    fn restore(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{end}", self.database().display()));
        }
        fs::copy(&self.pristine, self.database()).unwrap();
    }

    /// What the audit says.
    fn findings(&self) -> Vec<Value> {
        let output = netra(&["audit", "--data", &self.house.dir(), "--json"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let Ok(report) = serde_json::from_slice::<Value>(&output.stdout) else {
            // A database so damaged that the audit cannot go on: it says so and ends with 1.
            assert_eq!(output.status.code(), Some(1), "{said}");
            return vec![json!({"table": said, "column": null})];
        };
        let findings = report["findings"].as_array().unwrap().clone();
        assert_eq!(output.status.code(), Some(i32::from(!findings.is_empty())), "exit and findings agree");
        findings
    }

    fn run(&self, sql: &str) -> usize {
        let connection = rusqlite::Connection::open(self.database()).unwrap();
        // Whoever changes the file does not ask its rules.
        connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        connection.execute(sql, []).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }
}

/// Name and type of the columns of a table, and whether they may be empty.
fn columns(database: &Path, table: &str) -> Vec<(String, String, bool)> {
    let store = Store::sqlite(database).unwrap();
    let sql = format!("SELECT name, type, \"notnull\" = 0 AND pk = 0 FROM pragma_table_info('{table}')");
    store.read_now(move |tx| tx.query(&sql, params![], |row| Ok((row.text(0)?, row.text(1)?, row.flag(2)?)))).unwrap()
}

/// Changes one value of one row, the smallest change that the column's type and uniqueness allow.
fn change(table: &str, column: &str, kind: &str) -> String {
    let new = match kind {
        "BLOB" => {
            format!(
                "CAST(CASE substr({column}, 1, 1) WHEN X'ff' THEN X'00' ELSE X'ff' END || substr({column}, 2) AS BLOB)"
            )
        }
        "TEXT" => format!("{column} || ' '"),
        _ => format!("{column} + 1000003"),
    };
    format!("UPDATE {table} SET {column} = {new} WHERE {column} = (SELECT MAX({column}) FROM {table})")
}

fn is_named(findings: &[Value], table: &str) -> bool {
    findings.iter().any(|finding| finding["table"] == table)
}

#[test]
fn a_change_in_any_column_of_any_act_is_found_and_named() {
    let bench = Bench::new();
    let mut missed = Vec::new();
    let mut tried = 0;
    for table in ACTS {
        for (column, kind, optional) in columns(&bench.database(), table) {
            if NO_ACT.iter().any(|(t, c, _)| (*t, *c) == (table, column.as_str())) {
                continue;
            }
            bench.restore();
            let changed = bench.run(&change(table, &column, &kind));
            if changed == 0 {
                missed.push(format!("{table}.{column}: nothing in it to change"));
                continue;
            }
            tried += 1;
            let findings = bench.findings();
            let beside = NAMED_BESIDE.iter().find(|(t, c, _)| (*t, *c) == (table, column.as_str()));
            if !is_named(&findings, beside.map_or(table, |(.., beside)| *beside)) {
                missed.push(format!("{table}.{column}: {:?}", findings.first()));
            }
            if optional {
                bench.restore();
                bench.run(&format!("UPDATE {table} SET {column} = NULL WHERE {column} IS NOT NULL"));
                if bench.findings().is_empty() {
                    missed.push(format!("{table}.{column}: emptied, and nobody notices"));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed.join("\n"));
    assert!(tried > 80, "only {tried} columns");
}

#[test]
fn a_row_taken_away_or_added_is_found() {
    let bench = Bench::new();
    let mut missed = Vec::new();
    for table in ACTS {
        bench.restore();
        if bench.run(&format!("DELETE FROM {table} WHERE {}", first_row(&bench, table))) == 0 {
            missed.push(format!("{table}: nothing to take away"));
        } else if bench.findings().is_empty() {
            missed.push(format!("{table}: a row taken away is not found"));
        }
    }
    // A second row for the same act, as somebody would make it who wants to be counted twice.
    let doubles = [
        ("pledge", "employee", "employee + 1000003"),
        ("pledge_declined", "employee", "employee + 1000003"),
        ("access_grant", "id", "id + 1000003"),
        ("access_codes_issued", "id", "id + 1000003"),
        ("ledger_entry", "id", "id + 1000003"),
        ("ledger_leaf", "entry", "entry + 1000003"),
        ("pledge_final", "unit", "unit + 1000003"),
        ("pledge_drive", "id", "id + 1000003"),
        ("pledge_occasion", "id", "id + 1000003"),
        ("pledge_occasion_version", "version", "version + 1"),
        ("registry_import", "id", "id + 1000003"),
    ];
    for (table, key, new) in doubles {
        bench.restore();
        let names: Vec<String> = columns(&bench.database(), table).into_iter().map(|(name, ..)| name).collect();
        let values: Vec<&str> = names
            .iter()
            .map(|name| match name.as_str() {
                name if name == key => new,
                "account" if table == "access_grant" => "account + 1000003",
                "idx" => "(SELECT MAX(idx) + 1 FROM ledger_leaf)",
                name => name,
            })
            .collect();
        let pick = first_row(&bench, table);
        bench.run(&format!(
            "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {pick}",
            names.join(", "),
            values.join(", ")
        ));
        if bench.findings().is_empty() {
            missed.push(format!("{table}: a second row is not found"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// One row of a table, by its first column's smallest value (and the second's, where that alone is not one row).
fn first_row(bench: &Bench, table: &str) -> String {
    let names = columns(&bench.database(), table);
    let (a, b) = (&names[0].0, &names[1].0);
    format!(
        "{a} = (SELECT MIN({a}) FROM {table}) AND {b} = (SELECT MIN({b}) FROM {table} WHERE {a} = (SELECT MIN({a}) FROM {table}))"
    )
}

#[test]
fn a_log_that_went_back_or_forked_is_found_by_its_published_checkpoint() {
    let bench = Bench::new();
    let old = bench.house.data().join("../old.db");
    fs::copy(bench.database(), &old).unwrap();
    let mut server = bench.house.serve();
    let client = sign_in(&server, &bench.house.employee());
    let drive = bench.house.running();
    assert_eq!(client.json("POST", &format!("/api/v1/drives/{drive}/pledge"), &json!({})).status, 200);
    assert!(server.stop().success());
    assert!(bench.findings().is_empty());
    // Yesterday's database under today's published checkpoint: one signature would be gone.
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", bench.database().display()));
    }
    fs::copy(&old, bench.database()).unwrap();
    assert!(is_named(&bench.findings(), "ledger_head"));
    let serve = netra(&["serve", "--data", &bench.house.dir(), "--listen", "127.0.0.1:0"]);
    assert_eq!(serve.status.code(), Some(1), "it refuses to go on from behind what it published");
}
