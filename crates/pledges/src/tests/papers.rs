//! The pledge on paper as its door and its command hand it to the press, and the occasion on the screens around it. How the
//! paper looks, and whether others read its proof, is tried with the real press in the whole-house tests.

use super::doors::{Open, desk};
use super::*;
use crate::cli::{self, PrintArgs, Printer};
use crate::model::{Asked, NewOccasion, OccasionId};
use axum::http::{StatusCode, header};
use netra_base::Lang;
use netra_it::store::on_sqlite;
use serde_json::Value;

fn declaration(open: &Open) -> OccasionId {
    let house = &open.house;
    let (chance, by) = (house.chance.clone(), house.who(Role::UnitOperator, house.bali));
    let title = "Deklarasi di halaman".to_owned();
    let new = NewOccasion { drive: house.drive, unit: house.bali, title, from: at(11, 0), until: at(13, 0) };
    house.store.write_now(move |tx| actions::open_occasion(tx, &chance, at(10, 0), &by, &new)).expect("opens")
}

#[test]
fn the_pledge_is_a_paper_with_the_receipt_inside_and_the_same_each_time() {
    each_engine(|store| {
        let open = Open::new(store);
        let id = declaration(&open);
        let ana = open.employee(0);
        assert_eq!(open.get(&ana, "/pakta/1/bukti.pdf").status, StatusCode::NOT_FOUND, "nothing signed");
        let signed = open.ask(Some(&ana), "POST", "/pakta/1", &format!("read=1&di={id}"));
        assert_eq!(signed.goes_to(), "/pakta/1/bukti?acara=terhitung");
        let early = open.get(&ana, "/pakta/1/bukti.pdf");
        assert_eq!((early.status, early.goes_to()), (StatusCode::SEE_OTHER, "/pakta/1/bukti"), "no checkpoint yet");
        open.log.sequence_all(store).expect("sequences");
        let paper = open.get(&ana, "/pakta/1/bukti.pdf");
        assert_eq!(paper.status, StatusCode::OK);
        assert_eq!(paper.headers[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(open.get(&ana, "/pakta/1/bukti.pdf").bytes, paper.bytes);
        let said: Value = paper.json();
        let data = &said["data"];
        let number = data["receipt"].as_str().expect("a number");
        let name = paper.headers[header::CONTENT_DISPOSITION].to_str().expect("text");
        assert!(name.contains(&format!("pakta-{number}-CONTOH.pdf")) && !name.contains("1985"), "{name}");
        assert_eq!(said["verify"], format!("http://localhost:8080/verifikasi?bukti={number}"));
        assert_eq!((&said["specimen"], &said["made"]), (&true.into(), &Value::from(at(12, 0).utc())));
        assert_eq!(said["files"], serde_json::json!(["bukti.json", "bukti.tlog-proof"]));
        assert_eq!(
            (&data["occasion"], &data["session"]),
            (&"Deklarasi di halaman".into(), &"kata sandi dan kode sekali pakai".into())
        );
        assert_eq!(
            (&data["signer"]["nip"], &data["signer"]["name"]),
            (&"19850317 200912 1 001".into(), &"Contoh B".into())
        );
        assert_eq!(data["signer"]["unit"], "Kanwil Bali (KW-20)");
        assert_eq!(data["signed_at"], "21 Desember 2023 pukul 13.00 WITA");
        assert!(data["instruments"].as_array().expect("a list").len() > 2);
        assert!(open.get(&ana, "/pakta/1/bukti").text().contains("/pakta/1/bukti.pdf"));
        assert_eq!(open.get(&open.employee(1), "/pakta/1/bukti.pdf").status, StatusCode::NOT_FOUND);
        assert_eq!(open.ask(None, "GET", "/pakta/1/bukti.pdf", "").goes_to(), "/masuk?lanjut=/pakta/1/bukti.pdf");
    });
}

#[test]
fn a_contract_worker_has_a_contract_number_and_no_nip() {
    on_sqlite(|store| {
        let open = Open::new(store);
        open.house.signs(14, at(9, 0)).expect("signs");
        open.log.sequence_all(store).expect("sequences");
        let signer = open.get(&open.employee(14), "/pakta/1/bukti.pdf").json()["data"]["signer"].clone();
        assert_eq!((&signer["contract"], &signer["nip"]), (&"KW-20-PAS/K-15".into(), &Value::Null));
    });
}

#[test]
fn who_signs_at_an_occasion_is_told_where_and_who_is_late_signs_all_the_same() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let id = declaration(&open);
        let (ana, ben) = (open.employee(0), open.employee(1));
        let page = open.get(&ana, &format!("/pakta/1?di={id}")).text();
        assert!(page.contains("Anda menandatangani di:") && page.contains("Deklarasi di halaman"), "{page}");
        assert!(page.contains("12.00 sampai 14.00 WITA") && page.contains(&format!("name=\"di\" value=\"{id}\"")));
        let unread = open.ask(Some(&ana), "POST", "/pakta/1", &format!("di={id}")).text();
        assert!(unread.contains("name=\"di\"") && unread.contains("Deklarasi di halaman"), "the form keeps it");
        let strange = open.get(&ana, "/pakta/1?di=x").text();
        assert!(strange.contains("tidak dikenal") && strange.contains("tanda tangan Anda sah"));
        assert!(strange.contains("Kode acara di layar"), "and may type it");
        let plain = open.get(&ana, "/pakta/1").text();
        assert!(!plain.contains("type=\"hidden\" name=\"di\"") && plain.contains("ketik kode dari layar"), "{plain}");
        let before = open.ask_at(at(10, 59), Some(&ana), "GET", "/pakta/1", "").text();
        assert!(!before.contains("ketik kode dari layar"), "nothing is on anywhere");
        let late = open.ask_at(at(13, 30), Some(&ben), "POST", "/pakta/1", &format!("read=1&di={id}"));
        assert_eq!(late.goes_to(), "/pakta/1/bukti?acara=over");
        open.log.sequence_all(store).expect("sequences");
        let receipt = open.get(&ben, "/pakta/1/bukti?acara=over").text();
        assert!(receipt.contains("Acara ini sudah selesai") && receipt.contains("sah dan tercatat"), "{receipt}");
        assert!(open.get(&ben, "/pakta/1/bukti").text().contains("di luar acara"));
        let api = |query: &str| open.ask(Some(&ana), "POST", &format!("/api/v1/drives/1/pledge{query}"), "").json();
        let first = api(&format!("?di={id}"));
        assert_eq!((&first["occasion"], &first["not_counted"]), (&id.0.into(), &Value::Null));
        let again = api("?di=99");
        assert_eq!((&again["again"], &again["not_counted"]), (&true.into(), &"signed-before".into()));
        assert_eq!(api("")["occasion"], Value::Null);
    });
}

#[test]
fn who_comes_from_elsewhere_hears_of_an_occasion_only_by_the_code_on_its_screen() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let id = declaration(&open);
        let code: Asked = store.read_now(move |tx| actions::occasion(tx, id)).expect("known").code();
        let (guest, other) = (open.employee(16), open.employee(17));
        let page = open.get(&guest, &format!("/pakta/1?di={id}")).text();
        assert!(!page.contains("Deklarasi di halaman") && page.contains("tidak dikenal"), "{page}");
        assert!(
            page.contains("tanda tangan Anda sah") && page.contains("Tanda tangan</button>"),
            "plain signing stays"
        );
        let page = open.get(&guest, &format!("/pakta/1?di={}", code.to_string().to_lowercase())).text();
        assert!(page.contains("Anda menandatangani di:") && page.contains("Deklarasi di halaman"), "{page}");
        assert!(page.contains(&format!("name=\"di\" value=\"{code}\"")), "{page}");
        let signed = open.ask(Some(&guest), "POST", "/pakta/1", &format!("read=1&di={code}"));
        assert_eq!(signed.goes_to(), "/pakta/1/bukti?acara=terhitung");
        let api = open.ask(Some(&other), "POST", &format!("/api/v1/drives/1/pledge?di={id}"), "").json();
        assert_eq!((&api["occasion"], &api["not_counted"]), (&Value::Null, &"unknown".into()));
        let keeper = open.house.who(Role::UnitOperator, open.house.bali);
        let board = open.get(&keeper, &format!("/papan/1?di={id}")).text();
        assert!(board.contains(&format!(">{code}</p>")) && board.contains("/pakta/1</strong>"), "{board}");
    });
}

#[test]
fn the_screen_of_an_occasion_counts_who_signed_there() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let id = declaration(&open);
        open.ask(Some(&open.employee(0)), "POST", "/pakta/1", &format!("read=1&di={id}"));
        open.house.signs(2, at(11, 30)).expect("signs at none");
        let board = format!("/papan/1?di={id}");
        let keeper = open.house.who(Role::UnitOperator, open.house.bali);
        let page = open.get(&keeper, &board).text();
        assert!(
            page.contains("Deklarasi di halaman") && page.contains("<p class=\"big\">1</p>") && page.contains("<svg"),
            "{page}"
        );
        assert!(!page.contains("style="));
        let over = open.ask_at(at(14, 0), Some(&keeper), "GET", &format!("{board}&bagian=1"), "").text();
        assert!(over.contains("sudah selesai") && !over.contains("<html"), "{over}");
        let stranger = open.house.who(Role::UnitOperator, open.house.papua);
        assert_eq!(open.get(&stranger, &board).status, StatusCode::NOT_FOUND);
        assert_eq!(open.get(&keeper, "/papan/1?di=99").status, StatusCode::NOT_FOUND);
        assert_eq!(open.get(&keeper, &format!("/papan/2?di={id}")).status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_units_pledges_are_printed_once_and_what_is_there_stays() {
    each_engine(|store| {
        let open = Open::new(store);
        for person in [0, 1, 8, 14, 16] {
            open.house.signs(person, at(9, 0)).expect("signs");
        }
        open.log.sequence_all(store).expect("sequences");
        open.house.signs(2, at(9, 1)).expect("signs, and waits for its place");
        let folder = tempfile::tempdir().expect("a folder");
        let desk = desk();
        let printer = || Printer {
            store,
            desk: &desk,
            published: open.log.published(),
            policy: open.log.policy(),
            verify: "https://netra.contoh.example/verifikasi".into(),
            sample: false,
        };
        let args = |unit: &str| PrintArgs { drive: 1, unit: unit.into(), out: folder.path().join("pakta"), json: true };
        let print = |unit: &str| {
            let mut out = Vec::new();
            let code = cli::print(&printer(), &args(unit), Lang::Id, &mut out).expect("prints");
            let told: Value = serde_json::from_slice(&out).expect("JSON");
            (code, [&told["printed"], &told["there"], &told["waiting"], &told["refused"]].map(|n| n.as_i64()))
        };
        let counts = |a, b, c| [Some(a), Some(b), Some(c), Some(0)];
        assert_eq!(print("KW-20-PAS"), (0, counts(2, 0, 0)));
        assert_eq!(print("kw-20"), (1, counts(2, 2, 1)), "the unit and all below it");
        open.log.sequence_all(store).expect("sequences");
        assert_eq!(print("KW-20"), (0, counts(1, 4, 0)));
        let names: Vec<String> = std::fs::read_dir(args("x").out)
            .expect("there")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names.len(), 5);
        assert!(
            names.iter().all(|name| name.starts_with("pakta-") && name.ends_with(".pdf") && !name.contains("1985"))
        );
        for (unit, drive, code) in [("TIDAK-ADA", 1, "unit-unknown"), ("KW-20", 9, "drive-unknown")] {
            let args = PrintArgs { drive, ..args(unit) };
            assert_eq!(refused(cli::print(&printer(), &args, Lang::Id, &mut Vec::new())), code);
        }
    });
}

#[test]
fn a_receipt_that_does_not_pass_is_not_printed() {
    on_sqlite(|store| {
        let open = Open::new(store);
        open.house.signs(0, at(9, 0)).expect("signs");
        open.log.sequence_all(store).expect("sequences");
        store
            .write_now(|tx| tx.execute("UPDATE ledger_entry SET salt = commitment WHERE kind = 'pledge'", &[]))
            .expect("harmed");
        let refused = open.get(&open.employee(0), "/pakta/1/bukti.pdf");
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("paktanya tidak dicetak"), "{}", refused.text());
    });
}
