//! The tree of units and its changes, by hand and by file.

use super::{House, SECTION, code, figures, houses, now, refusals, today};
use crate::actions::{self, Scope};
use crate::export::{self, Format};
use crate::import::{self, ImportOptions, Outcome};
use crate::model::NewUnit;
use netra_base::{Chance, Error, Result, Zone};

fn imported(house: &House, rows: &str, scope: Option<Vec<String>>, dry_run: bool) -> Result<Outcome> {
    let path = house.file("units.csv", format!("code,name,kind,parent,zone,valid_from\n{rows}"));
    let options = ImportOptions { scope, dry_run, ..ImportOptions::command(now(), Chance::seeded(1)) };
    import::units(&house.store, &path, &options, &mut |_| {})
}

fn section(text: &str, parent: Option<netra_base::UnitId>) -> NewUnit {
    NewUnit {
        code: code(text),
        name: format!("Bagian {text}"),
        kind: SECTION,
        class: None,
        short: None,
        parent,
        zone: Zone::Wita,
        valid_from: today(),
        sample: false,
        source: None,
    }
}

#[test]
fn a_split_ministry_keeps_its_history() {
    for house in houses() {
        let old = house.unit("E1-05");
        let heir = house.write(|tx| actions::open_unit(tx, &section("IMIPAS", None)));
        let id = old.id;
        house.write(move |tx| actions::end_unit(tx, id, today(), &[heir]));
        assert!(house.unit("E1-05").exists_on(today()) && !house.unit("E1-05").exists_on(today().plus_days(1)));
        assert_eq!(house.read(move |tx| actions::successors(tx, id))[0].successor, heir);
        assert_eq!(house.read(|tx| actions::roots(tx, today())).len(), 2);
        let before = house.read(|tx| actions::tree(tx, "/", Some(today()))).len();
        assert_eq!(house.read(|tx| actions::tree(tx, "/", Some(today().plus_days(1)))).len(), before - 1);
        let again = section("E1-05", None);
        let taken = house.store.write_now(move |tx| actions::open_unit(tx, &again));
        assert!(matches!(taken, Err(Error::Refused(list)) if list[0].code == "code-taken"));
    }
}

#[test]
fn a_renamed_unit_remembers_its_former_name() {
    for house in houses() {
        let unit = house.unit("E1-10");
        let id = unit.id;
        house.write(move |tx| actions::rename_unit(tx, id, "Badan  Baru", today()));
        assert_eq!(house.unit("E1-10").name, "Badan Baru");
        assert_eq!(house.read(move |tx| actions::former_names(tx, id)), [(today().plus_days(-1), unit.name)]);
    }
}

#[test]
fn a_moved_unit_takes_everything_below_along() {
    for house in houses() {
        house.import("198503172009122003,Ani,pns,,,KW-20-LAPAS-01,\n");
        let (bali, west) = (house.unit("KW-20"), house.unit("KW-21"));
        let (id, parent) = (bali.id, west.id);
        house.write(move |tx| actions::move_unit(tx, id, parent));
        assert_eq!((house.heads(&west.path), house.heads(&house.unit("KW-20").path)), (1, 1));
        assert!(house.unit("KW-20-LAPAS-01").path.starts_with(&west.path));
        let looped = house.store.write_now(move |tx| actions::move_unit(tx, parent, id));
        assert!(matches!(looped, Err(Error::Refused(list)) if list[0].code == "parent-loop"));
        let found = house.read(move |tx| actions::find_people(tx, "ani", Scope::Below(&west.path), 0));
        assert_eq!(found.people.len(), 1);
    }
}

#[test]
fn units_come_from_a_file_in_any_order_and_bad_rows_are_named() {
    let rows = "\
KW-20-X-1,Seksi Satu,bagian,KW-20-X,,
KW-20-X,Bagian X,Bagian,KW-20,,2021-02-03
KW-20,Kantor Wilayah Bali Baru,kanwil,KUMHAM,WITA,
KW-30,Kantor Wilayah Papua,kanwil,KUMHAM,,
A-1,Putar,bagian,A-2,,
A-2,Putar,bagian,A-1,,
KW-20-Y,Tanpa Induk,bagian,TIDAK-ADA,,
KW-20-X,Ganda,bagian,KW-20,,
=1,Kode,bagian,KW-20,,
KW-20-Z,Jenis,penjara,KW-20,,
KW-20-Z,Zona,bagian,KW-20,UTC,
KW-20-Z,Hari,bagian,KW-20,,2024-02-30
E1-01,Sekretariat Jenderal,eselon-1,,,
";
    for house in houses() {
        let dry = imported(&house, rows, None, true).expect("reads");
        let outcome = imported(&house, rows, None, false).expect("reads");
        assert_eq!((figures(&dry), &dry.errors), (figures(&outcome), &outcome.errors));
        assert_eq!(figures(&outcome), [13, 2, 1, 1, 9]);
        let expected = [
            (6, "parent", "parent-unknown"),
            (7, "parent", "parent-unknown"),
            (8, "parent", "parent-unknown"),
            (9, "code", "code-duplicate"),
            (10, "code", "code-form"),
            (11, "kind", "kind-unknown"),
            (12, "zone", "zone-unknown"),
            (13, "valid_from", "day-form"),
            (14, "parent", "parent-missing"),
        ];
        assert_eq!(refusals(&outcome), expected);
        let child = house.unit("KW-20-X-1");
        assert!(child.path.starts_with(&house.unit("KW-20-X").path));
        assert_eq!((child.zone, house.unit("KW-20").name.as_str()), (Zone::Wita, "Kantor Wilayah Bali Baru"));
        assert_eq!(figures(&imported(&house, rows, None, false).expect("reads")), [13, 0, 0, 4, 9]);
    }
}

#[test]
fn exported_units_go_back_in_without_changing_anything() {
    for house in houses() {
        let mut bytes = Vec::new();
        export::units(&house.store, "/", Format::Csv, &mut bytes).expect("written");
        let path = house.file("again.csv", &bytes);
        let options = ImportOptions::command(now(), Chance::seeded(1));
        let outcome = import::units(&house.store, &path, &options, &mut |_| {}).expect("reads");
        assert_eq!(outcome.unchanged, outcome.read);
        assert!(outcome.read > 700);
    }
}

#[test]
fn an_operator_adds_units_only_below_the_own_one() {
    for house in houses() {
        let scope = Some(vec![house.unit("KW-30").path]);
        let rows = "\
KW-30-X,Bagian X,bagian,KW-30,,
KW-30-X-1,Seksi,bagian,KW-30-X,,
KW-20-X,Bagian X,bagian,KW-20,,
KW-20-PAS,Lain,divisi,KW-20,,
BARU,Akar,kementerian,,,
";
        let outcome = imported(&house, rows, scope, false).expect("reads");
        assert_eq!(outcome.inserted, 2);
        assert_eq!(refusals(&outcome).iter().map(|r| r.2).collect::<Vec<_>>(), ["unit-outside"; 3]);
    }
}

#[test]
fn units_are_found_by_code_and_by_words() {
    let house = House::sqlite();
    let found = |text: &'static str| house.read(move |tx| actions::find_units(tx, text, Scope::All));
    assert_eq!(found("kw-20")[0].code.as_str(), "KW-20");
    assert_eq!(found("wilayah bali")[0].code.as_str(), "KW-20");
    assert!(found("lapas bali").iter().all(|unit| unit.sample));
    assert!(found("tidakada").is_empty() && found("  ").is_empty());
}

fn imported_as(house: &House, header: &str, rows: &str, dry_run: bool) -> Outcome {
    let path = house.file("units.csv", format!("{header}\n{rows}"));
    let options = ImportOptions { dry_run, ..ImportOptions::command(now(), Chance::seeded(1)) };
    import::units(&house.store, &path, &options, &mut |_| {}).expect("reads")
}

#[test]
fn what_the_tree_would_refuse_is_said_in_the_trial_and_stops_nobody_else() {
    let rows = "\
KW-20-X,Bagian X,bagian,KW-20,2023-01-01,2023-12-31
KW-20-X-1,Sesudah Induk,bagian,KW-20-X,2024-01-01,
KW-20-X-2,Semasa Induk,bagian,KW-20-X,2023-06-01,2023-12-31
KW-20-X-3,Hari Ini,bagian,KW-20-X,,
KW-20-X-3-A,Di Bawah yang Ditolak,bagian,KW-20-X-3,,
KW-20-Y,Berakhir Sebelum Dibuka,bagian,KW-20,,2020-01-01
KW-20-Z,Baik,bagian,KW-20,,
";
    for house in houses() {
        let header = "code,name,kind,parent,valid_from,valid_to";
        let dry = imported_as(&house, header, rows, true);
        let real = imported_as(&house, header, rows, false);
        assert_eq!((figures(&dry), &dry.errors), (figures(&real), &real.errors));
        assert_eq!(figures(&real), [7, 3, 0, 0, 4]);
        let expected = [
            (3, "parent", "unit-ended"),
            (5, "parent", "unit-ended"),
            (6, "parent", "parent-unknown"),
            (7, "valid_to", "unit-end"),
        ];
        assert_eq!(refusals(&real), expected);
        assert!(house.unit("KW-20-Z").exists_on(today()));
    }
}

#[test]
fn a_refused_move_does_not_leave_a_loop_behind_it() {
    // KW-20-PAS would go below its own child, which is sound only if KW-20-PAS itself moved away first.
    let rows = "\
KW-20-PAS-X,Anak,bagian,KW-20-PAS,,
";
    let swap = "\
KW-20-PAS,Divisi,divisi,KW-30,2030-01-01,2020-01-01
KW-20-PAS-X,Anak,bagian,KW-20,,
KW-20,Kantor Wilayah,kanwil,KW-20-PAS,,
KW-20-ADM,Tetap,divisi,KW-20,,
";
    for house in houses() {
        assert_eq!(imported_as(&house, "code,name,kind,parent", &rows.replace(",,", ""), false).inserted, 1);
        let header = "code,name,kind,parent,valid_from,valid_to";
        let dry = imported_as(&house, header, swap, true);
        let real = imported_as(&house, header, swap, false);
        assert_eq!((figures(&dry), &dry.errors), (figures(&real), &real.errors));
        assert_eq!(refusals(&real), [(2, "valid_to", "unit-end"), (4, "parent", "parent-unknown")]);
        assert_eq!(house.unit("KW-20-PAS-X").parent, Some(house.unit("KW-20").id));
    }
}

#[test]
fn a_column_that_the_file_does_not_have_says_nothing() {
    for house in houses() {
        let full = "KW-20-X,Bagian X,bagian,KW-20,2023-01-01,2023-12-31,IIA\n";
        let header = "code,name,kind,parent,valid_from,valid_to,class";
        assert_eq!(imported_as(&house, header, full, false).inserted, 1);
        let short = "KW-20-X,Bagian Xx,bagian,KW-20\n";
        assert_eq!(imported_as(&house, "code,name,kind,parent", short, false).updated, 1);
        let unit = house.unit("KW-20-X");
        assert_eq!(
            (unit.class.as_deref(), unit.valid_to.map(|day| day.to_string())),
            (Some("IIA"), Some("2023-12-31".into()))
        );
        assert_eq!(imported_as(&house, "code,name,kind,parent", short, false).unchanged, 1);
        assert_eq!(imported_as(&house, header, "KW-20-X,Bagian Xx,bagian,KW-20,,,\n", false).updated, 1);
        let unit = house.unit("KW-20-X");
        assert_eq!((unit.class, unit.valid_to), (None, None), "an empty cell clears");
    }
}
