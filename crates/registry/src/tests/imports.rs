//! Importing rosters: figures, refusals, what changes and what does not.

use super::{House, figures, houses, now, refusals};
use crate::actions::{self, Scope};
use crate::import::{self, ImportOptions, Outcome};
use crate::model::{Departure, Employment, Nip, Service};
use netra_base::{Chance, Error, Lang};
use netra_store::params;

const GOOD: &str = "\
200012312024121001,Budi  Santoso,PNS,Analis,III/a,KW-20-PAS,
200012312024211001,Sa'diyah Nur'aini, pppk ,Perawat,9,kw-20-lapas-01,
,Ketut,ppnpn,Pramubakti,,KW-20-PAS,PPNPN/2024/001
";

#[test]
fn a_roster_is_taken_and_the_same_file_again_changes_nothing() {
    for house in houses() {
        assert_eq!(figures(&house.import(GOOD)), [3, 3, 0, 0, 0]);
        let states = house.count("registry_employee_history");
        assert_eq!(figures(&house.import(GOOD)), [3, 0, 0, 3, 0]);
        assert_eq!(house.count("registry_employee_history"), states);
        assert_eq!(
            (house.heads("/"), house.heads(&house.unit("KW-20").path), house.heads(&house.unit("KW-19").path)),
            (3, 3, 0)
        );
        let nip = Nip::parse("200012312024121001").expect("valid");
        let person = house.read(move |tx| actions::employee_by_nip(tx, nip)).expect("known");
        assert_eq!((person.name.as_str(), person.employment), ("Budi Santoso", Employment::Pns));
        assert_eq!(person.joined, now().day(netra_base::Zone::Wita));
        assert_eq!(house.count("ledger_entry"), 2, "one entry an import");
    }
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    for house in houses() {
        let rows = format!("{GOOD}1,Salah,pns,,,KW-20,\n");
        let dry = house.import_with(&rows, |o| o.dry_run = true).expect("reads");
        assert_eq!(
            (house.count("registry_employee"), house.count("registry_import"), house.count("ledger_entry")),
            (0, 0, 0)
        );
        let real = house.import(&rows);
        assert_eq!((figures(&dry), &dry.errors), (figures(&real), &real.errors));
        let moved = GOOD.replace("KW-20-PAS", "KW-20-ADM");
        let dry = house.import_with(&moved, |o| o.dry_run = true).expect("reads");
        assert_eq!(figures(&dry), figures(&house.import(&moved)));
    }
}

#[test]
fn every_bad_row_is_named_with_column_and_code_and_the_others_go_in() {
    let cases: &[(&str, &str, &str)] = &[
        ("20001231202412100,Budi,pns,,,KW-20,", "nip", "nip-length"),
        ("200013312024211001,Budi,pppk,,,KW-20,", "nip", "nip-birth"),
        ("200012312024213001,Budi,pppk,,,KW-20,", "nip", "nip-sex"),
        ("200012312017121001,Budi,pns,,,KW-20,", "nip", "nip-age"),
        ("200012312024211001,Budi,pns,,,KW-20,", "nip", "nip-status"),
        ("200012312024121001,Budi,pppk,,,KW-20,", "nip", "nip-status"),
        ("200012312024121001,Budi,ppnpn,,,KW-20,K-1", "nip", "nip-unexpected"),
        ("\"2,00012E+17\",Budi,pns,,,KW-20,", "nip", "nip-rounded"),
        (",Budi,pns,,,KW-20,", "nip", "nip-missing"),
        (",Budi,ppnpn,,,KW-20,", "nomor_kontrak", "contract-missing"),
        ("200012312024121001,,pns,,,KW-20,", "nama", "text-missing"),
        ("200012312024121001,Budi,honorer,,,KW-20,", "status", "status-unknown"),
        ("200012312024121001,Budi,pns,,,KW-99,", "unit", "unit-unknown"),
        ("200012312024121001,Budi,pns,,,,", "unit", "unit-unknown"),
        ("200012312024121001,Budi, S.H.,pns,,,KW-20,x", "", "row-cells"),
    ];
    for house in houses() {
        for (row, column, code) in cases {
            let outcome = house.import(&format!("{row}\n\n198503172009122003,Ani,pns,,,KW-20,\n"));
            assert_eq!(refusals(&outcome), [(2, *column, *code)], "{row}");
            assert_eq!((outcome.read, outcome.refused), (2, 1), "{row}");
            assert!(outcome.errors[0].message.len() > 20);
        }
        assert_eq!(house.heads("/"), 1);
    }
}

#[test]
fn unusual_but_good_rows_are_taken() {
    let rows = "\
200012312024121001,Suharto,pns,,,KW-20,
200012312024121002,O'Brien de' Jong,PNS,,IV/z,KW-20,
200012312024121003,=cmd|' /C calc'!A0,pns,=1+1,,KW-20,
\"20001231 202412 1 004\",\"Budi; S.H.\",pns,,,kw-20,
";
    for house in houses() {
        assert_eq!(figures(&house.import(rows)), [4, 4, 0, 0, 0]);
    }
}

#[test]
fn the_first_row_with_a_number_stands_and_later_ones_are_refused() {
    for house in houses() {
        let outcome = house.import(
            "200012312024121001,Budi,pns,,,KW-20,\n\
             200012312024121001,Bukan Budi,pns,,,KW-19,\n\
             ,Ketut,ppnpn,,,KW-20,K-1\n\
             ,Ketut Lain,ppnpn,,,KW-20,K-1\n\
             ,Ketut,ppnpn,,,KW-19,K-1\n",
        );
        assert_eq!(figures(&outcome), [5, 3, 0, 0, 2]);
        assert_eq!(refusals(&outcome), [(3, "nip", "nip-duplicate"), (5, "nomor_kontrak", "contract-duplicate")]);
        let nip = Nip::parse("200012312024121001").expect("valid");
        let person = house.read(move |tx| actions::employee_by_nip(tx, nip)).expect("known");
        assert_eq!(person.name.as_str(), "Budi");
    }
}

#[test]
fn a_number_that_moves_unit_is_a_move_with_its_day() {
    for house in houses() {
        house.import(GOOD);
        let before = house.read(actions::last_change);
        let outcome = house.import("200012312024121001,Budi Santoso,pns,Analis,III/a,KW-30-PAS,\n");
        assert_eq!(figures(&outcome), [1, 0, 1, 0, 0]);
        let (east, bali) = (house.unit("KW-30-PAS"), house.unit("KW-20-PAS"));
        assert_eq!((house.heads(&east.path), house.heads(&bali.path), house.heads("/")), (1, 1, 3));
        let changes = house.read(move |tx| actions::changes_after(tx, before, 10));
        assert_eq!(changes.len(), 1);
        let states = house.read(move |tx| actions::history(tx, changes[0].employee));
        assert_eq!(states.iter().map(|s| s.unit).collect::<Vec<_>>(), [bali.id, east.id]);
        assert_eq!(states[1].day, now().day(netra_base::Zone::Wit));
        let found = house.read(move |tx| actions::people_of(tx, east.id, 0, 10)).people;
        assert_eq!(found.len(), 1);
        assert!(house.read(move |tx| actions::people_of(tx, bali.id, 0, 10)).people.iter().all(|p| p.nip.is_none()));
    }
}

#[test]
fn who_left_and_is_listed_again_is_back() {
    for house in houses() {
        house.import(GOOD);
        let nip = Nip::parse("200012312024121001").expect("valid");
        let id = house.read(move |tx| actions::employee_by_nip(tx, nip)).expect("known").id;
        house.write(move |tx| actions::leave(tx, id, Departure::Transferred, super::today()));
        assert_eq!(house.heads("/"), 2);
        assert_eq!(figures(&house.import(GOOD)), [3, 0, 1, 2, 0]);
        assert_eq!(house.heads("/"), 3);
        assert_eq!(house.read(move |tx| actions::employee(tx, id)).service, Service::Active);
        assert_eq!(house.read(move |tx| actions::history(tx, id)).len(), 3);
    }
}

#[test]
fn an_operator_writes_only_below_the_own_unit() {
    for house in houses() {
        house.import(GOOD);
        let scope = vec![house.unit("KW-30").path];
        let outcome = house
            .import_with(
                "198503172009122003,Ani,pns,,,KW-30-PAS,\n\
                 198503172009122004,Ina,pns,,,KW-20-PAS,\n\
                 200012312024121001,Budi Santoso,pns,,,KW-30-PAS,\n",
                move |o| o.scope = Some(scope),
            )
            .expect("reads");
        assert_eq!(refusals(&outcome), [(3, "unit", "unit-outside"), (4, "unit", "person-outside")]);
        assert_eq!(outcome.inserted, 1);
    }
}

#[test]
fn columns_come_in_any_order_and_what_is_wrong_is_said_in_one_sentence() {
    let good: &[&[u8]] = &[
        b"\xef\xbb\xbfUnit;NIP;Nama ;STATUS;golongan;jabatan\r\nKW-20;200012312024121001;Budi;pns;;\r\n",
        b"unit,nama,nip,jabatan,golongan,status\rKW-20,Budi,200012312024121001,,,pns",
    ];
    let bad: &[(&[u8], &str)] = &[
        (b"nip,nama,status,jabatan,golongan\n1,2,3,4,5\n", "columns-missing"),
        (b"nip,nama,status,jabatan,golongan,unit,nik\n", "columns-wrong"),
        (b"nip,nip,nama,status,jabatan,golongan,unit\n", "columns-wrong"),
        (b"\nnip,nama,status,jabatan,golongan,unit\n", "columns-missing"),
        (b"", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"nip,nama,status,jabatan,golongan,unit\n1,Jos\xe9,pns,,,KW-20\n", "file-encoding"),
        (b"\x00\x01\x02\x03", "file-binary"),
        (b"PK\x03\x04 broken", "file-binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "file-xls"),
    ];
    for house in houses() {
        for bytes in good {
            let path = house.file("good", bytes);
            assert_eq!(house.import_file(&path, |_| {}).expect("reads").refused, 0);
        }
        let before = (house.count("registry_import"), house.count("registry_employee"));
        for (bytes, code) in bad {
            let path = house.file("bad", bytes);
            match house.import_file(&path, |_| {}) {
                Err(error @ Error::Refused(_)) => {
                    let shown = Outcome::of_refused_file(&error, Lang::En).expect("an outcome");
                    assert_eq!((shown.errors[0].code.as_str(), shown.errors[0].row), (*code, 1));
                }
                other => panic!("{code}: {other:?}"),
            }
        }
        assert_eq!((house.count("registry_import"), house.count("registry_employee")), before, "nothing changed");
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_by_its_size() {
    let house = House::sqlite();
    let path = house.file("big", vec![b'x'; 3_000]);
    let refused = house.import_file(&path, |o| o.limit = 2_000);
    assert!(matches!(refused, Err(Error::Refused(list)) if list[0].code == "file-large"));
}

#[test]
fn a_broken_last_row_changes_nothing_at_all() {
    let house = House::sqlite();
    let mut rows = String::new();
    for day in 1..=28 {
        rows.push_str(&format!("200001{day:02}2024121001,Budi,pns,,,KW-20,\n"));
    }
    assert!(house.import_with(&format!("{rows}\"open"), |_| {}).is_err());
    assert_eq!((house.count("registry_employee"), house.count("registry_import")), (0, 0));
    assert_eq!(house.import(&rows).inserted, 28);
}

#[test]
fn refusals_are_kept_for_the_page_and_written_as_harmless_csv() {
    for house in houses() {
        let list = house.dir.path().join("tolak.csv");
        let path = house.file(
            "r.csv",
            "nip,nama,status,jabatan,golongan,unit\n1,Budi,pns,,,KW-20\n200012312024121001,A1,pns,,,\"=1,2\"\n",
        );
        let mut options = ImportOptions::command(now(), Chance::seeded(1));
        options.refusals = Some(&list);
        let mut seen = Vec::new();
        let outcome = import::roster(&house.store, &path, &options, &mut |p| seen.push(p)).expect("reads");
        let text = std::fs::read_to_string(&list).expect("written");
        assert!(text.starts_with("baris,kolom,kode,keterangan\r\n2,nip,nip-length,\""), "{text}");
        let id = outcome.import.expect("a run");
        let run = house.read(move |tx| actions::import_run(tx, id));
        assert_eq!((run.read, run.refused, run.finished, run.file_name.as_str()), (2, 2, Some(now()), "r.csv"));
        assert_eq!(run.done_bytes, run.file_bytes);
        assert!(run.entry.is_some());
        let kept = house.read(move |tx| actions::import_refusals(tx, id, 0, 10));
        assert_eq!(
            kept.iter().map(|p| &p.say).collect::<Vec<_>>(),
            outcome.errors.iter().map(|p| &p.say).collect::<Vec<_>>()
        );
        assert_eq!(seen.last().map(|p| (p.rows, p.bytes == p.total, p.import)), Some((2, true, Some(id))));
        assert_eq!(house.read(|tx| actions::import_runs(tx, None, 5)).len(), 1);
    }
}

#[test]
fn the_outcome_has_exactly_the_fields_that_programs_read() {
    let house = House::sqlite();
    let outcome = house.import_with("1,Budi,pns,,,KW-20,\n", |o| o.lang = Lang::En).expect("reads");
    assert_eq!(
        serde_json::to_string(&outcome).expect("json"),
        "{\"read\":1,\"inserted\":0,\"updated\":0,\"unchanged\":0,\"refused\":1,\"errors\":[{\"row\":2,\"column\":\"nip\",\
         \"code\":\"nip-length\",\"message\":\"A NIP has 18 digits, here are 1 (nip-1); copy it again from the decree.\"}]}"
    );
}

#[test]
fn thousands_of_invented_people_are_taken_and_found_again() {
    for house in houses() {
        let places = crate::demo::demo_places().expect("places");
        let path = house.dir.path().join("many.csv");
        let mut file = std::fs::File::create(&path).expect("a file");
        crate::demo::write_roster(&mut file, 5, 3_000, &places).expect("written");
        let outcome = house.import_file(&path, |_| {}).expect("reads");
        assert_eq!(figures(&outcome), [3_000, 3_000, 0, 0, 0]);
        assert_eq!(figures(&house.import_file(&path, |_| {}).expect("reads")), [3_000, 0, 0, 3_000, 0]);
        let counted = house.read(|tx| {
            tx.query_one("SELECT COUNT(*) FROM registry_employee WHERE service = 0", params![], |row| row.int(0))
        });
        assert_eq!((counted, house.heads("/")), (3_000, 3_000));
        let page = house.read(|tx| actions::find_people(tx, "wayan", Scope::All, 0));
        assert!(
            page.people.iter().all(|p| p.name.as_str().to_lowercase().contains("wayan")) && !page.people.is_empty()
        );
    }
}

#[test]
fn an_import_that_was_stopped_gets_its_leaf_when_the_same_file_comes_again() {
    for house in houses() {
        let id = house.import(GOOD).import.expect("a run");
        // As a process leaves it that was killed after its rows, before its end.
        house.write(move |tx| {
            tx.execute("DELETE FROM ledger_pending", params![])?;
            tx.execute("DELETE FROM ledger_entry", params![])?;
            tx.execute("UPDATE registry_import SET finished = NULL, entry_id = NULL WHERE id = ?1", params![id])
        });
        let told = |house: &House| {
            house.read(|tx| {
                let mut audit = netra_ledger::audit::Audit::default();
                actions::audit(tx, &mut audit)?;
                Ok((audit.wrong, audit.acts.get("import-unfinished").copied()))
            })
        };
        assert_eq!(told(&house), (0, Some(1)), "information, no finding");
        house.import(&GOOD.replace("Budi", "Bayu"));
        assert_eq!(
            house.read(move |tx| actions::import_run(tx, id)).finished,
            None,
            "another file closes nothing so soon"
        );
        house.import(GOOD);
        let run = house.read(move |tx| actions::import_run(tx, id));
        assert!(run.interrupted && run.entry.is_some() && run.finished.is_some());
        assert_eq!(run.inserted, 3);
        assert_eq!((told(&house), house.count("ledger_entry")), ((0, None), 3));
    }
}

#[test]
fn a_run_that_another_has_taken_over_from_writes_nothing_more() {
    for house in houses() {
        let path = house.file("r.csv", format!("nip,nama,status,jabatan,golongan,unit,nomor_kontrak\n{GOOD}"));
        let (store, options) = (house.store.clone(), ImportOptions::command(now(), Chance::seeded(1)));
        let ended = import::roster(&house.store, &path, &options, &mut |progress| {
            let id = progress.import.expect("a run");
            let close =
                move |tx: &mut netra_store::Tx<'_>| actions::imports::close(tx, id, &Chance::seeded(2), now(), true);
            store.write_now(close).expect("closed");
        });
        assert!(matches!(ended, Err(Error::Failed(_))));
        assert_eq!((house.count("registry_employee"), house.count("ledger_entry")), (0, 1));
    }
}

mod any_bytes {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn never_panic_and_change_nothing_when_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0usize..5) {
            let house = House::sqlite();
            let head: &[u8] = [
                b"".as_slice(), b"PK\x03\x04", b"nip,nama,status,jabatan,golongan,unit\n", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0",
            ][start];
            let path = house.file("any", [head, &bytes].concat());
            match house.import_file(&path, |_| {}) {
                Ok(outcome) => prop_assert_eq!(outcome.read, outcome.refused + outcome.inserted),
                Err(Error::Refused(_)) => prop_assert_eq!(house.count("registry_import"), 0),
                Err(other) => prop_assert!(false, "{other}"),
            }
            prop_assert_eq!(house.count("registry_employee"), 0);
        }
    }
}
