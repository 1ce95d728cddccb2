//! Cases of the pledge rules, one line each.

use super::*;
use crate::model::{Figures, PublicFigures, TextFile, Wall, WindowZone};
use netra_base::{Day, DriveId, EntryId};
use netra_registry::model::UnitKind;

fn drive(zone: WindowZone) -> Drive {
    let wall = |text| Wall::parse(text).expect("a wall time");
    Drive {
        id: DriveId(1),
        title: "Deklarasi".into(),
        text: "netralitas-1".into(),
        text_hash: [0; 32],
        audience: Audience { units: vec![UnitId(5)], kinds: vec![Employment::Pns, Employment::Ppnpn] },
        window: Window { opens: wall("2023-12-21T08:00"), closes: wall("2023-12-21T23:59"), zone },
        opened: Moment(0),
        opened_by: 1,
        should_at_opening: 0,
        entry: EntryId(1),
        closed: None,
        followed: 0,
    }
}

const ASKER: Asker<'static> =
    Asker { unit_path: "/1/5/77/", zone: Zone::Wit, employment: Employment::Pns, active: true };

#[track_caller]
fn check(zone: WindowZone, asker: Asker<'_>, at: (&str, Zone, i8, i8), expected: Option<&str>) {
    let now = Day::parse(at.0).expect("a day").at(at.1, at.2, at.3);
    let found = may_answer(&drive(zone), &asker, now).err().map(|refusal| refusal.code);
    assert_eq!(found, expected);
}

#[test]
fn a_window_opens_and_closes_by_the_units_own_clock_or_by_one_clock_for_all() {
    use WindowZone::{Local, Wib};
    let day = "2023-12-21";
    check(Local, ASKER, (day, Zone::Wit, 7, 59), Some("drive-not-open"));
    check(Local, ASKER, (day, Zone::Wit, 8, 0), None);
    check(Local, ASKER, (day, Zone::Wib, 6, 0), None);
    check(Wib, ASKER, (day, Zone::Wib, 6, 0), Some("drive-not-open"));
    check(Wib, ASKER, (day, Zone::Wib, 8, 0), None);
    check(Local, ASKER, (day, Zone::Wit, 23, 59), None);
    check(Local, ASKER, ("2023-12-22", Zone::Wit, 0, 0), Some("drive-over"));
    check(Wib, ASKER, ("2023-12-22", Zone::Wit, 1, 59), None);
    check(Wib, ASKER, ("2023-12-22", Zone::Wit, 2, 0), Some("drive-over"));
}

#[test]
fn only_the_audience_in_service_may_answer() {
    let at = ("2023-12-21", Zone::Wib, 12, 0);
    let local = WindowZone::Local;
    check(local, Asker { unit_path: "/1/6/", ..ASKER }, at, Some("not-in-audience"));
    check(local, Asker { unit_path: "/1/55/", ..ASKER }, at, Some("not-in-audience"));
    check(local, Asker { employment: Employment::Pppk, ..ASKER }, at, Some("not-in-audience"));
    check(local, Asker { employment: Employment::Ppnpn, ..ASKER }, at, None);
    check(local, Asker { active: false, ..ASKER }, at, Some("not-in-service"));
}

#[track_caller]
fn check_open(change: impl FnOnce(&mut NewDrive), text: &str, covers: bool, expected: &[&str]) {
    let wall = |text| Wall::parse(text).expect("a wall time");
    let mut new = NewDrive {
        title: "Deklarasi".into(),
        text: text.into(),
        audience: Audience { units: vec![UnitId(5)], kinds: vec![Employment::Pns] },
        window: Window { opens: wall("2023-12-21T08:00"), closes: wall("2023-12-21T23:59"), zone: WindowZone::Local },
    };
    change(&mut new);
    let text = TextFile::find(text).expect("readable").expect("known");
    let now = Day::parse("2023-12-20").expect("a day").at(Zone::Wib, 9, 0);
    let library = netra_rulebook::comes_with().expect("readable");
    let refusals = may_open(&new, &text, library.book(), covers, now).err();
    let codes: Vec<_> = refusals.unwrap_or_default().iter().map(|refusal| refusal.code).collect();
    assert_eq!(codes, expected);
}

#[test]
fn a_drive_opens_with_an_audience_of_ones_own_a_window_to_come_and_a_text_in_force() {
    let wall = |text| Wall::parse(text).expect("a wall time");
    check_open(|_| {}, "netralitas-1", true, &[]);
    check_open(|new| new.audience.kinds.clear(), "netralitas-1", true, &["audience-empty"]);
    check_open(|_| {}, "netralitas-1", false, &["unit-outside"]);
    check_open(|new| new.window.closes = wall("2023-12-21T07:00"), "netralitas-1", true, &["window-backwards"]);
    check_open(|new| new.window.opens = wall("2023-11-22T07:00"), "netralitas-1", true, &["instrument-not-in-force"]);
    check_open(|new| new.window.opens = wall("2023-11-22T07:00"), "netralitas-2", true, &[]);
    let past = |new: &mut NewDrive| {
        new.window.opens = wall("2023-12-01T07:00");
        new.window.closes = wall("2023-12-02T07:00");
    };
    check_open(past, "netralitas-2", true, &["window-past"]);
}

#[track_caller]
fn check_public(roots: &[&[(i64, UnitKind)]], expected: bool) {
    let roots: Vec<Vec<_>> =
        roots.iter().map(|line| line.iter().map(|(id, kind)| (UnitId(*id), *kind)).collect()).collect();
    assert_eq!(is_public_drive(&roots), expected, "{roots:?}");
}

#[test]
fn a_drive_is_public_when_it_is_for_more_than_a_part_of_one_office() {
    use UnitKind::{Agency, Eselon1, Kanwil, Lapas};
    let top = (1, Agency);
    check_public(&[], false);
    check_public(&[&[top]], true);
    check_public(&[&[top, (2, Eselon1)]], true);
    check_public(&[&[top, (5, Kanwil)]], true);
    check_public(&[&[top, (5, Kanwil), (50, Lapas)]], false);
    check_public(&[&[top, (5, Kanwil), (50, Lapas)], &[top, (5, Kanwil), (51, Lapas)]], false);
    check_public(&[&[top, (2, Eselon1), (5, Kanwil), (50, Lapas)]], false);
    check_public(&[&[top, (5, Kanwil), (50, Lapas)], &[top, (6, Kanwil), (60, Lapas)]], true);
    check_public(&[&[(5, Kanwil), (50, Lapas)], &[(6, Kanwil), (60, Lapas)]], false);
    check_public(&[&[top, (5, Kanwil), (50, Lapas)], &[top, (6, Kanwil)]], true);
}

#[track_caller]
fn check_told(should: i64, signed: i64, words: &str, share: &str) {
    let told = told(&Figures { should, signed, declined: 3 });
    assert_eq!((told.words(Lang::Id).as_str(), told.share(Lang::Id).as_str()), (words, share));
}

#[test]
fn nobody_can_be_counted_on_one_hand() {
    check_told(3, 2, "<5 dari <5", "–");
    check_told(5, 5, "– dari 5", "–");
    check_told(9, 2, "– dari 9", "–");
    check_told(12, 2, "<5 dari 12", "<41,7 %");
    check_told(12, 10, ">7 dari 12", ">58,3 %");
    check_told(1_400, 4, "<5 dari 1.400", "≈ 0 %");
    check_told(1_400, 1_400, ">1.395 dari 1.400", "≈ 100 %");
    check_told(1_400, 1_232, "1.232 dari 1.400", "88,0 %");
}

#[test]
fn a_sum_tells_no_more_than_its_parts() {
    let part = |should, signed| told(&Figures { should, signed, declined: 0 });
    let sum = |parts: &[PublicFigures]| told_sum(parts).words(Lang::Id);
    assert_eq!(sum(&[part(20, 10), part(30, 25)]), "35 dari 50");
    assert_eq!(sum(&[part(20, 10), part(30, 3)]), "≥ 10 dari 50");
    assert_eq!(sum(&[part(20, 10), part(30, 29)]), "≥ 36 dari 50");
    assert_eq!(sum(&[part(20, 10), part(3, 3)]), "≥ 10 dari ≥ 20");
    assert_eq!(sum(&[part(20, 2)]), "<5 dari 20");
    assert_eq!(told_growth(38, &told_sum(&[part(20, 10), part(30, 29)])), 30);
    assert_eq!(told_growth(50, &told_sum(&[part(20, 10), part(30, 29)])), 30);
}

#[test]
fn closing_waits_for_counters_far_behind() {
    assert!(near_enough(2_000).is_ok());
    assert_eq!(near_enough(2_001).expect_err("too far").code, "drive-behind");
}

#[test]
fn nobody_is_counted_twice_when_units_lie_in_each_other() {
    let units = [(UnitId(5), "/1/5/".into()), (UnitId(77), "/1/5/77/".into()), (UnitId(6), "/1/6/".into())];
    assert_eq!(topmost(&units), [UnitId(5), UnitId(6)]);
}
