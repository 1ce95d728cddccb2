//! A pledge on paper: signed over HTTP, fetched as a PDF from the real server with the real press, and read with other
//! programs' eyes. `netra verify` takes the proof out of it and says what is proven and what is not; whatever was changed is
//! refused in words.

use crate::ministry::{Ministry, sign_in, with_token};
use netra_base::{AccountId, Chance, Clock, DriveId, Grant, Principal, Role, SignedInBy};
use netra_it::{Client, Server, netra, wait_for};
use netra_pledges::actions as pledges;
use netra_pledges::model::{Asked, NewOccasion};
use netra_registry::actions as registry;
use netra_store::params;
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

/// What another program says.
fn ask(program: &str, args: &[&str]) -> String {
    let output = Command::new(program)
        .args(args)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` brings it"));
    assert!(output.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The words of a paper, with single blanks.
fn text_of(file: &str) -> String {
    ask("pdftotext", &[file, "-"]).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An occasion of the running drive in KW-20, open for a day, opened by its keeper.
pub fn occasion(house: &Ministry) -> Asked {
    let drive = DriveId(house.running());
    house
        .store()
        .write_now(move |tx| {
            let unit = registry::unit_by_code(tx, "KW-20")?;
            let grants = vec![Grant { role: Role::UnitOperator, unit: unit.id, path: unit.path }];
            let by =
                Principal { account: AccountId(1), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants };
            let now = Clock::System.now();
            let (from, until) = (now.plus_ms(-3_600_000), now.plus_ms(86_400_000));
            let new = NewOccasion { drive, unit: unit.id, title: "Deklarasi di halaman".into(), from, until };
            let id = pledges::open_occasion(tx, &Chance::System, now, &by, &new)?;
            Ok(pledges::occasion(tx, id)?.code())
        })
        .unwrap()
}

/// The pledge of somebody who signed, as a PDF; the server gives it a place in the log within a second.
fn pakta(client: &Client, drive: i64) -> Vec<u8> {
    let look = || Some(client.get(&format!("/pakta/{drive}/bukti.pdf"))).filter(|reply| reply.status == 200);
    let reply = wait_for(Duration::from_secs(10), look).expect("a paper within seconds");
    assert_eq!(reply.header("content-type"), Some("application/pdf"));
    let name = reply.header("content-disposition").unwrap();
    assert!(name.contains("pakta-") && name.contains("-CONTOH.pdf"), "{name}");
    reply.body
}

/// Signs at an occasion and fetches the paper.
fn signed(house: &Ministry, server: &Server, at: Asked) -> (Client, i64, Vec<u8>) {
    let client = sign_in(server, &house.employee());
    let drive = house.running();
    let page = client.get(&format!("/pakta/{drive}?di={at}")).text();
    assert!(page.contains("Deklarasi di halaman"), "{page}");
    let reply = client.post(&format!("/pakta/{drive}"), &[("read", "1"), ("di", &at.to_string())]);
    assert_eq!(reply.location(), format!("/pakta/{drive}/bukti?acara=terhitung"), "{}", reply.text());
    let paper = pakta(&client, drive);
    (client, drive, paper)
}

/// Exit code and words of `netra verify`.
fn verify(file: &str, policy: &str) -> (Option<i32>, String) {
    let output = netra(&["verify", file, "--policy", policy]);
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_signed_pledge_is_a_paper_that_carries_its_proof() {
    let house = Ministry::small();
    let server = house.serve();
    let at = occasion(&house);
    let (client, drive, bytes) = signed(&house, &server, at);
    assert_eq!(pakta(&client, drive), bytes, "the same receipt gives the same bytes");
    let file = house.file("pakta.pdf", &bytes);
    let words = text_of(&file);
    let record = client.get(&format!("/api/v1/drives/{drive}/receipt")).value();
    let body = &record["record"]["body"];
    for word in [
        body["name"].as_str().unwrap(),
        body["unit"].as_str().unwrap(),
        body["drive_title"].as_str().unwrap(),
        "Deklarasi di halaman",
        "Periksa keaslian naskah ini",
        "/verifikasi?bukti=",
        "halaman 1 dari",
    ] {
        assert!(words.replace('\u{200b}', "").contains(word), "{word}: {words}");
    }
    assert_eq!(body["occasion"], at.id.0);
    assert_eq!(house.count(&format!("SELECT SUM(signed) FROM pledge_occasion_count WHERE occasion = {}", at.id)), 1);

    // Another program takes out of it what the server gives by itself.
    let folder = tempfile::tempdir().unwrap();
    ask("pdfdetach", &["-saveall", "-o", folder.path().to_str().unwrap(), &file]);
    let inside = std::fs::read(folder.path().join("bukti.json")).unwrap();
    assert_eq!(inside, client.get(&format!("/pakta/{drive}/bukti.json")).body);
    assert!(folder.path().join("bukti.tlog-proof").exists());

    let policy = format!("{}/log/policy", house.dir());
    let (code, said) = verify(&file, &policy);
    assert_eq!(code, Some(0), "{said}");
    for word in ["Sah:", "bukan tulisan pada halamannya", "Nomor bukti: ", body["name"].as_str().unwrap()] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let told: Value =
        serde_json::from_slice(&netra(&["verify", &file, "--policy", &policy, "--json"]).stdout).expect("JSON");
    assert_eq!((&told["valid"], &told["attachment"]), (&json!(true), &json!("bukti.json")));
    let page = server.client().upload("/verifikasi", &[], ("berkas", "pakta.pdf", &bytes));
    assert!(page.text().contains("Bukti ini sah") && page.text().contains("bukan tulisan"), "{}", page.text());

    // The code on the paper leads to a page that knows the number and nobody.
    let number = told["number"].as_str().unwrap();
    assert!(words.contains(number), "{number}: {words}");
    let looked = server.client().get(&format!("/verifikasi?bukti={number}")).text();
    assert!(looked.contains("Nomor bukti ini tercatat") && !looked.contains(body["name"].as_str().unwrap()));
    assert_eq!(netra(&["audit", "--data", &house.dir()]).status.code(), Some(0));
}

#[test]
fn the_decree_of_a_team_leads_to_the_proof_of_its_forming() {
    let house = Ministry::small();
    let server = house.serve();
    let printed = sign_in(&server, "tim").get("/tim/1/sk.pdf");
    assert_eq!(printed.header("content-type"), Some("application/pdf"), "{}", printed.text());
    let words = text_of(&house.file("sk.pdf", &printed.body));
    let solid: String = words.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect();
    let number = solid.split("/verifikasi?bukti=").nth(1).unwrap_or_else(|| panic!("{words}"));
    // Its place in the log, then three groups of four; whatever stands beside it on the paper comes next.
    let place = number.find('-').unwrap();
    let number = &number[..place + "-JTFX-CEWH-P1P5".len()];
    let looked = server.client().get(&format!("/verifikasi?bukti={number}")).text();
    assert!(looked.contains("Nomor bukti ini tercatat"), "{number}: {looked}");
    // The page knows the number, and neither the team nor anybody in it.
    assert!(words.contains("CONTOH/KW-20/2022") && !looked.contains("CONTOH/KW-20/2022"));
}

#[test]
fn a_paper_that_was_changed_or_proves_nothing_is_refused_in_words() {
    let house = Ministry::small();
    let server = house.serve();
    let at = occasion(&house);
    let (_, _, bytes) = signed(&house, &server, at);
    let policy = format!("{}/log/policy", house.dir());
    let whole = house.file("pakta.pdf", &bytes);

    // Unpacked by another program it still holds; one letter of the attachment changed in it, and no more.
    let open = house.file("terbuka.pdf", b"");
    ask("qpdf", &["--qdf", "--object-streams=disable", &whole, &open]);
    let (code, said) = verify(&open, &policy);
    assert_eq!(code, Some(0), "{said}");
    let unpacked = std::fs::read(&open).unwrap();
    let mark = b"\"signed_in_by\":\"password";
    let place = unpacked.windows(mark.len()).position(|here| here == mark).expect("the receipt in clear text");
    for (name, at, bit) in [("byte.pdf", place + 3, 1), ("nilai.pdf", place + mark.len() - 3, 4)] {
        let mut bad = unpacked.clone();
        bad[at] ^= bit;
        let (code, said) = verify(&house.file(name, &bad), &policy);
        assert!(code == Some(1) && said.contains("Lampiran bukti.json"), "{name}: {said}");
    }

    let mut alive = bytes.clone();
    alive.extend(b"\n9999 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>\nendobj\n");
    let (code, said) = verify(&house.file("hidup.pdf", &alive), &policy);
    assert!(code == Some(1) && said.contains("JavaScript") && said.contains("jangan buka"), "{said}");
    let page = server.client().upload("/verifikasi", &[], ("berkas", "hidup.pdf", &alive)).text();
    assert!(page.contains("Bukti ini tidak sah") && page.contains("JavaScript"), "{page}");

    let printed = house.file("cetak.pdf", b"");
    ask("qpdf", &["--empty", "--pages", &whole, "1", "--", &printed]);
    let (code, said) = verify(&printed, &policy);
    assert!(code == Some(1) && said.contains("tidak membawa bukti di dalamnya"), "{said}");

    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("lain");
    let built =
        netra(&["demo", "--build-only", "--employees", "100", "--seed", "7", "--data", other.to_str().unwrap()]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let (code, said) = verify(&whole, other.join("log/policy").to_str().unwrap());
    assert!(code == Some(1) && said.contains("log lain"), "{said}");
}

#[test]
fn a_unit_prints_its_pledges_beside_a_running_server_and_goes_on_where_it_stopped() {
    let house = Ministry::small();
    let server = house.serve();
    let drive = house.running();
    let (_, token) = house.waiting_people(1).remove(0);
    assert_eq!(
        with_token(&server, &token).json("POST", &format!("/api/v1/drives/{drive}/pledge"), &json!({})).status,
        200
    );
    let find = move |tx: &mut netra_store::Tx<'_>| {
        tx.query_one(
            "SELECT p.unit, COUNT(*) FROM pledge p JOIN registry_unit u ON u.code = p.unit WHERE p.drive = ?1
               AND NOT EXISTS (SELECT 1 FROM registry_unit b WHERE b.parent_id = u.id)
             GROUP BY p.unit ORDER BY COUNT(*), p.unit LIMIT 1",
            params![drive],
            |row| Ok((row.text(0)?, row.int(1)?)),
        )
    };
    let (unit, count) = house.store().read_now(find).unwrap();
    let out = house.data().join("../pakta");
    let print = |more: &[&str]| {
        let (number, folder, data) = (drive.to_string(), out.to_str().unwrap().to_owned(), house.dir());
        let mut args =
            vec!["pledges", "print", "--drive", &number, "--unit", &unit, "--out", &folder, "--data", &data, "--json"];
        args.extend(more);
        netra(&args)
    };
    assert_eq!(print(&[]).status.code(), Some(2), "a paper needs an address for its code");
    let address = ["--base-url", "https://netra.contoh.example/"];
    let told = |output: std::process::Output| -> Value {
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(told(print(&address)), json!({"printed": count, "there": 0, "waiting": 0, "refused": 0}));
    let files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), usize::try_from(count).unwrap());
    std::fs::remove_file(&files[0]).unwrap();
    assert_eq!(told(print(&address)), json!({"printed": 1, "there": count - 1, "waiting": 0, "refused": 0}));
    let policy = format!("{}/log/policy", house.dir());
    for file in &files {
        assert_eq!(verify(file.to_str().unwrap(), &policy).0, Some(0));
        assert!(
            text_of(file.to_str().unwrap())
                .replace('\u{200b}', "")
                .contains("https://netra.contoh.example/verifikasi?bukti=")
        );
    }
    assert_eq!(server.client().get("/healthz").status, 200);
}
