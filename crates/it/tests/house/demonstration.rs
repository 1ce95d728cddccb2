//! `netra demo` as somebody meets it who runs it for the first time, stops it half-way, or asks for another one.

use crate::ministry::{LOGINS, Ministry, OFFICE_OPERATOR, sign_in};
use netra_it::{Server, netra, server::program, wait_for};
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

fn build(dir: &str, more: &[&str]) -> std::process::Output {
    netra(&[&["demo", "--build-only", "--data", dir], more].concat())
}

fn exported(dir: &str, what: &str) -> Value {
    let output = netra(&["export", what, "--json", "--data", dir]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_same_seed_makes_the_same_ministry_and_another_seed_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let dir = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, seed) in [("a", "5"), ("b", "5"), ("c", "6")] {
        assert!(build(&dir(name), &["--employees", "200", "--seed", seed]).status.success());
    }
    let [a, b, c] = ["a", "b", "c"].map(dir);
    assert_eq!(exported(&a, "units"), exported(&b, "units"));
    assert_eq!(exported(&a, "roster"), exported(&b, "roster"));
    assert_ne!(exported(&a, "roster"), exported(&c, "roster"));
    assert_eq!(exported(&a, "roster").as_array().unwrap().len(), 200);
    let signers = |dir: &str| {
        let store = netra_store::Store::sqlite(&std::path::Path::new(dir).join("netra.db")).unwrap();
        let sql = "SELECT drive, employee FROM pledge ORDER BY drive, employee";
        store.read_now(move |tx| tx.query(sql, netra_store::params![], |row| Ok((row.int(0)?, row.int(1)?)))).unwrap()
    };
    assert_eq!(signers(&a), signers(&b));
    assert_ne!(signers(&a), signers(&c));
    let finals = |dir: &str| {
        let store = netra_store::Store::sqlite(&std::path::Path::new(dir).join("netra.db")).unwrap();
        let sql = "SELECT directive, unit, should, acknowledged FROM directive_final ORDER BY unit, employment";
        let read = |row: &netra_store::Row<'_>| Ok([row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?]);
        store.read_now(move |tx| tx.query(sql, netra_store::params![], read)).unwrap()
    };
    assert_eq!(finals(&a), finals(&b));
    let key = |dir: &str| fs::read_to_string(format!("{dir}/log/policy")).unwrap();
    assert_eq!(key(&a), key(&b));
    assert_ne!(key(&a), key(&c));
}

#[test]
fn the_ministry_has_its_shape_and_half_of_it_signed_in_december_2023() {
    let house = Ministry::of(2_000);
    let units = exported(&house.dir(), "units");
    let units = units.as_array().unwrap();
    assert!(units.iter().all(|unit| ["code", "name", "kind", "parent"].iter().all(|key| unit.get(*key).is_some())));
    let of_kind = |kind: &str| units.iter().filter(|unit| unit["kind"] == kind).count();
    let kinds: std::collections::BTreeSet<&str> = units.iter().filter_map(|unit| unit["kind"].as_str()).collect();
    assert_eq!(
        units
            .iter()
            .filter(
                |unit| unit["code"].as_str().unwrap().starts_with("KW-") && unit["code"].as_str().unwrap().len() == 5
            )
            .count(),
        33,
        "{kinds:?}"
    );
    assert_eq!(
        units
            .iter()
            .filter(
                |unit| unit["code"].as_str().unwrap().starts_with("E1-") && unit["code"].as_str().unwrap().len() == 5
            )
            .count(),
        11
    );
    assert!(of_kind("lapas") >= 33, "{kinds:?}");
    let finished = house.count("SELECT id FROM pledge_drive WHERE closed IS NOT NULL");
    let signed = house.count(&format!("SELECT COUNT(*) FROM pledge WHERE drive = {finished}"));
    assert!(signed >= 1_000, "only {signed} of 2,000");
    assert_eq!(house.count("SELECT COUNT(*) FROM ledger_pending"), 0, "each has its leaf");
}

#[test]
fn it_says_what_it_is_where_it_is_and_how_to_sign_in() {
    let house = Ministry::small();
    let server = Server::demo_in(&house.data(), &[]);
    let said = server.said();
    assert!(said.contains("CONTOH") && said.contains("contoh-operator-netra"), "{said}");
    assert!(server.address().starts_with("http://localhost:"), "{}", server.address());
    assert_eq!(server.client().get("/healthz").status, 200);
    let page = server.client().get("/masuk").text();
    for login in LOGINS.into_iter().chain([OFFICE_OPERATOR]) {
        assert!(page.contains(&crate::ministry::password(login)), "{login}");
    }
    let office = sign_in(&server, OFFICE_OPERATOR);
    let plans = office.get("/kegiatan/baru").text();
    assert!(plans.contains("\"KW-20\"") && !plans.contains("\"KW-08\""), "an operator of Bali's office: {plans}");
    // A page asked for by number goes to the name; what programs fetch does not.
    let by_number = netra_it::Client::new(&server.address().replace("localhost", "127.0.0.1"));
    assert_eq!(by_number.get("/masuk?lanjut=/pakta").location(), server.page("/masuk?lanjut=/pakta"));
    assert_eq!(by_number.get("/log/checkpoint").status, 200);
    assert_eq!(by_number.get("/api/v1/log").status, 200);
    let csv = server.client().get(&format!("/data/{}/cakupan.csv", house.running()));
    assert!(csv.text().contains("CONTOH"), "{}", csv.text());
}

#[test]
fn a_second_start_finds_the_same_data_and_another_one_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo").to_str().unwrap().to_owned();
    assert!(build(&dir, &["--employees", "100"]).status.success());
    let made = fs::metadata(format!("{dir}/log/key")).unwrap().modified().unwrap();
    assert!(build(&dir, &["--employees", "100"]).status.success());
    assert!(build(&dir, &[]).status.success());
    assert_eq!(fs::metadata(format!("{dir}/log/key")).unwrap().modified().unwrap(), made);
    for other in [["--employees", "200"], ["--seed", "2"]] {
        let refused = build(&dir, &other);
        assert_eq!(refused.status.code(), Some(2), "{other:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("sudah ada peragaan lain"));
    }
    for wrong in [["--employees", "99"], ["--employees", "4300001"], ["--employees", "banyak"]] {
        assert_eq!(build(&format!("{dir}-x"), &wrong).status.code(), Some(2), "{wrong:?}");
    }
    fs::create_dir(format!("{dir}-y")).unwrap();
    fs::write(format!("{dir}-y/surat.txt"), "penting").unwrap();
    assert_eq!(build(&format!("{dir}-y"), &[]).status.code(), Some(2));
    assert_eq!(fs::read(format!("{dir}-y/surat.txt")).unwrap(), b"penting");
}

#[test]
fn stopped_half_way_it_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("besar");
    let mut command = Command::new(program());
    command.args(["demo", "--build-only", "--employees", "300000", "--data"]).arg(&dir);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    // Well into it: what is being built has grown to some megabytes.
    let grown = || {
        let size = fs::metadata(folder.path().join(".besar.sedang-dibuat/netra.db")).ok()?.len();
        (size > 3 << 20).then_some(())
    };
    assert!(wait_for(Duration::from_secs(60), grown).is_some(), "it does not begin");
    let kill =
        Command::new("/bin/sh").args(["-c", "kill -INT \"$1\"", "stop", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let ended = wait_for(Duration::from_secs(20), || child.try_wait().unwrap());
    if ended.is_none() {
        child.kill().unwrap();
    }
    assert_eq!(ended.and_then(|status| status.code()), Some(1));
    let said = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    assert!(said.contains("menit") && said.contains("GB"), "it says time and room before: {said}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// What the press told is there to be looked at: day, place, functions and institutions; the words are the house's own.
#[test]
fn the_demonstration_tells_what_the_press_told() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let operator = sign_in(&server, "operator");
    let told = |title: &str, words: &[&str]| {
        let sql = format!("SELECT id FROM activity WHERE title = '{title}' ORDER BY starts LIMIT 1");
        let path = format!("/kegiatan/{}", house.count(&sql));
        let (page, report) = (operator.get(&path).text(), operator.get(&format!("{path}/laporan.md")).text());
        for word in words {
            assert!(page.contains(word) || report.contains(word), "{title} does not tell {word}: {page}\n{report}");
        }
        path
    };
    told(
        "Rapat Pembinaan dan Pengawasan Netralitas Pegawai",
        &["19 Oktober 2022", "Ruang Dharmawangsa", "sampai pemberhentian"],
    );
    let readiness = told(
        "Apel Siaga Natal dan Tahun Baru dan Deklarasi Netralitas Petugas Pemasyarakatan",
        &[
            "21 Desember 2023",
            "Lapangan Lapas Narkotika Kelas II Pangkalpinang",
            "Polresta Pangkalpinang",
            "BNN Kota Pangkalpinang",
            "KPU Kota Pangkalpinang",
            "Bawaslu Kota Pangkalpinang",
            "amanat Kepala Kantor Wilayah",
            "2.549 orang",
        ],
    );
    told(
        "Apel pagi awal tahun 2024",
        &[
            "Menteri Hukum dan Hak Asasi Manusia",
            "2 Januari simpulan kami",
            "Di luar apel",
            "indikasi geografis",
            "melebihi kapasitas",
        ],
    );
    signed_by_those_who_were_there(&house, readiness.trim_start_matches("/kegiatan/"));
    let hall = told(
        "Penyuluhan Hukum Serentak, Bengkulu",
        &[
            "23 Januari 2024",
            "Aula Soekarno",
            "Mewujudkan Netralitas Aparatur Pemerintah dalam Menyukseskan Pemilu 2024",
            "Badan Pembinaan Hukum Nasional",
            "Bawaslu Provinsi Bengkulu",
            "Penyuluh Hukum Ahli Madya",
            "Camat",
            "Kepala desa",
            "dengan kata kami",
            "6.845.000",
            "siapa yang memimpin tidak disebut berita",
            "Peserta duduk berderet di aula",
        ],
    );
    let lesson = operator.get(&format!("{hall}/belajar")).text();
    assert!(lesson.contains("Netralitas aparatur dalam pemilihan umum"), "{lesson}");
    assert_eq!(house.count("SELECT COUNT(*) FROM activity WHERE title LIKE 'Penyuluhan Hukum Serentak,%'"), 66);
    let open = sign_in(&server, OFFICE_OPERATOR).get("/kegiatan/keputusan").text();
    assert!(open.contains("Rapat koordinasi netralitas") && open.contains("terlambat"), "{open}");
}

/// A directive that is over can be looked at: the sample circular of Bali's office says what it is, and its figures are those
/// of the day after the voting of 2024, some acknowledged and some not.
#[test]
fn the_demonstration_has_a_directive_that_is_over() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let id = house.count("SELECT id FROM directive WHERE counted IS NOT NULL");
    let office = sign_in(&server, OFFICE_OPERATOR);
    let list = office.get("/arahan").text();
    let row = list.split("<tr").find(|row| row.contains(&format!("href=\"/arahan/{id}\""))).unwrap();
    assert!(row.contains("CONTOH/KW-20/UM.01.01/2024") && row.contains("Masa berlaku habis"), "{row}");
    let page = office.get(&format!("/arahan/{id}")).text();
    for words in ["Masa berlaku habis", "seluruhnya contoh", "cal24-07", "SEK-UM.01.01-1133", ">CONTOH<"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let spread = office.get(&format!("/arahan/{id}/sebaran")).text();
    assert!(spread.contains("Angka akhir") && spread.contains("15 Februari 2024"), "{spread}");
    let sum = |column: &str| house.count(&format!("SELECT SUM({column}) FROM directive_final WHERE directive = {id}"));
    let (should, acknowledged) = (sum("should"), sum("acknowledged"));
    assert!(acknowledged > should / 3 && acknowledged < should, "{acknowledged} of {should}");
    assert!(spread.contains(&format!("dari {should} pegawai sudah menyatakan")), "{spread}");
    let late = "SELECT COUNT(*) FROM directive_acknowledged WHERE at > 1707325199999 AND directive =";
    assert!(house.count(&format!("{late} {id}")) > 0, "after 7 February");
    assert_eq!(office.get(&format!("/arahan/{id}/belum/KW-20")).status, 404, "nobody is reminded any more");
    let audit = netra(&["audit", "--data", &house.dir()]);
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}

/// Nobody signs at the roll call of Pangkalpinang who is not marked present there, and no office but those of corrections is
/// asked to send people.
fn signed_by_those_who_were_there(house: &Ministry, id: &str) {
    let at = house.count(&format!("SELECT occasion FROM activity WHERE id = {id}"));
    let signed = house.count(&format!("SELECT SUM(signed) FROM pledge_occasion_count WHERE occasion = {at}"));
    let present = house.count(&format!("SELECT present FROM activity WHERE id = {id}"));
    assert!(signed > 0 && signed <= present, "{signed} signed at the place where {present} were present");
    let absent = "NOT EXISTS (SELECT 1 FROM attendance WHERE attendance.employee = pledge.employee \
        AND attendance.state = 'present' AND attendance.activity =";
    let elsewhere = format!("SELECT COUNT(*) FROM pledge WHERE occasion = {at} AND {absent} {id})");
    assert_eq!(house.count(&elsewhere), 0);
    let sent = format!(
        "FROM activity_delegation JOIN registry_unit AS unit ON unit.id = activity_delegation.unit WHERE activity = {id}"
    );
    assert!(house.count(&format!("SELECT COUNT(*) {sent}")) > 0);
    let kinds = "('lapas', 'rutan', 'lpka', 'bapas', 'rupbasan', 'rs')";
    assert_eq!(house.count(&format!("SELECT COUNT(*) {sent} AND unit.kind NOT IN {kinds}")), 0);
}
