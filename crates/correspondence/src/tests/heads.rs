//! Whose letterhead stands on whose papers.

use super::*;
use netra_base::Error;
use netra_it::each_engine;
use serde_json::json;

#[test]
fn an_office_writes_under_its_own_name_until_it_keeps_a_letterhead() {
    each_engine(|store| {
        let house = House::new(store);
        let head = |unit| house.store.read_now(move |tx| actions::letterhead(tx, unit)).expect("a letterhead");
        let (bali, prison) = (head(house.bali), head(house.prison));
        assert_eq!(
            bali.data(),
            json!({ "code": "KW-20", "name": "Kementerian Contoh", "unit": ["Kantor Wilayah Bali"] })
        );
        assert_eq!(prison.says.lines, ["Kantor Wilayah Bali", "Lapas Contoh"]);
        assert_eq!((prison.says.head.as_str(), prison.kept), ("Kepala Lapas Contoh", false));
        assert_eq!(head(house.root).says.head, "Menteri Contoh");
        assert_eq!(head(house.division), bali, "a division writes under its office");

        let by = house.keeper(house.bali);
        let mut says = letterings("W.20-{class}-{serial:4}");
        says.agency = "Kementerian Hukum Contoh".into();
        let kept = says.clone();
        house.store.write_now(move |tx| actions::keep_letterhead(tx, now(), &by, "kw-20", &kept)).expect("keeps");
        assert_eq!(head(house.division).says, says);
        assert_eq!(head(house.prison).says.agency, "Kementerian Hukum Contoh", "the agency's name comes from above");
        assert_eq!(
            head(house.prison).says.head,
            "Kepala Lapas Contoh",
            "a prison does not sign as the regional office"
        );
        let division = house.division;
        let block =
            house.store.read_now(move |tx| actions::signature(tx, division, day("2024-01-23"))).expect("a block");
        assert_eq!(
            block.data(),
            json!({ "code": "KW-20", "place": "Denpasar", "date": "23 Januari 2024", "seal": true,
                    "position": "Kepala Kantor Wilayah Bali" })
        );
    });
}

#[test]
fn a_letterhead_is_kept_by_those_who_keep_the_unit_and_no_two_units_write_the_same_numbers() {
    each_engine(|store| {
        let house = House::new(store);
        let keep = |who: UnitId, code: &str, pattern: &str| {
            let (by, code, says) = (house.keeper(who), code.to_owned(), letterings(pattern));
            house.store.write_now(move |tx| actions::keep_letterhead(tx, now(), &by, &code, &says))
        };
        assert!(matches!(keep(house.prison, "KW-20", "W.20-{serial}"), Err(Error::NotFound)));
        assert!(matches!(keep(house.bali, "NONE", "W.20-{serial}"), Err(Error::NotFound)));
        assert_eq!(keep(house.root, "KW-20", "W.20-{class}-{serial:4}").expect("keeps"), house.bali);
        match keep(house.prison, "KW-20-LP-1", "w.20-{class}-{serial}") {
            Err(Error::Refused(list)) => assert_eq!(list[0].code, "pattern-taken"),
            other => panic!("{other:?}"),
        }
        assert!(keep(house.bali, "KW-20", "W.20-{class}-{serial:4}").is_ok(), "the same again is no harm");
        // A unit that keeps no letterhead writes its numbers by its code; nobody else may.
        match keep(house.bali, "KW-20", "KW-20-LP-1-{class}-{serial}") {
            Err(Error::Refused(list)) => assert_eq!(list[0].code, "pattern-taken"),
            other => panic!("{other:?}"),
        }
        assert!(keep(house.prison, "KW-20-LP-1", "KW-20-LP-1-{class}-{serial:4}").is_ok(), "its own code");
    });
}

#[test]
fn the_sample_ministry_keeps_letterheads_once() {
    each_engine(|store| {
        let house = House::new(store);
        let fill = || {
            let by = house.keeper(house.root);
            house.store.write_now(move |tx| crate::demo::fill(tx, now(), &by)).expect("fills")
        };
        assert_eq!((fill(), fill()), (2, 2), "the ministry and Bali");
        let bali = house.bali;
        let head = house.store.read_now(move |tx| actions::letterhead(tx, bali)).expect("a letterhead");
        assert_eq!(
            (head.says.place.as_deref(), head.says.pattern.as_str()),
            (Some("Denpasar"), "W.20-{class}-{serial:4}")
        );
    });
}
