//! Browsers that are known again: strangers who lock an account do not lock its holder out.

use super::*;
use crate::model::Hash32;

fn enter(house: &House, login: &str, password: &str, kept: Option<Hash32>, now: Moment) -> Result<Opened> {
    let device = Device::Browser(kept);
    match wait(entrance::sign_in(&house.site(now), &house.desk, login, password, (None, device)))? {
        Settled::Open(opened) => Ok(opened),
        Settled::Code(_) => panic!("nobody uses codes here"),
    }
}

#[test]
fn strangers_lock_the_account_but_not_its_holder_in_a_browser_of_before() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        house.account(CITRA, Some(house.citra), None);
        let [mine, citras] = [ANA, CITRA].map(|login| {
            let opened = enter(&house, login, PASSWORD, None, T0).expect("let in");
            opened.device.expect("something to keep").hash()
        });
        for _ in 0..5 {
            refused(house.sign_in(ANA, "salah sama sekali", None, T0));
        }
        // Elsewhere, with an invented token, and in somebody else's browser the lock holds.
        for kept in [None, Some([7; 32]), Some(citras)] {
            assert_eq!(refused(enter(&house, ANA, PASSWORD, kept, T0)).code, "locked");
        }
        let opened = enter(&house, ANA, PASSWORD, Some(mine), T0).expect("let in");
        assert!(opened.device.is_none(), "it keeps what it has");
        assert_eq!(refused(enter(&house, ANA, PASSWORD, None, T0)).code, "locked", "strangers stay out");
        // Wrong guesses from there lock there, too.
        for n in 0..6 {
            let wrong = refused(enter(&house, ANA, "salah sama sekali", Some(mine), T0));
            assert_eq!(wrong.code, if n < 4 { "sign-in-wrong" } else { "locked" }, "try {n}");
        }
        assert_eq!(refused(enter(&house, ANA, PASSWORD, Some(mine), T0)).code, "locked");
        enter(&house, CITRA, PASSWORD, Some(citras), T0).expect("nobody else is locked");
    });
}

#[test]
fn a_shared_browser_knows_each_who_signed_in_there() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        house.account(CITRA, Some(house.citra), None);
        let shared = enter(&house, ANA, PASSWORD, None, T0).expect("let in").device.expect("kept").hash();
        let second = enter(&house, CITRA, PASSWORD, Some(shared), T0).expect("let in");
        assert!(second.device.is_none(), "what it keeps serves both");
        for login in [ANA, CITRA] {
            for _ in 0..5 {
                refused(house.sign_in(login, "salah sama sekali", None, T0));
            }
            enter(&house, login, PASSWORD, Some(shared), T0).expect("let in");
        }
    });
}

#[test]
fn ten_browsers_of_an_account_are_kept_and_programs_keep_none() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        house.open(ANA, None, T0);
        assert_eq!(house.number("SELECT COUNT(*) FROM access_device"), 0);
        let kept: Vec<Hash32> = (0..12)
            .map(|n| enter(&house, ANA, PASSWORD, None, T0.plus_ms(n)).expect("let in").device.expect("kept").hash())
            .collect();
        assert_eq!(house.number("SELECT COUNT(*) FROM access_device"), 10);
        let again = enter(&house, ANA, PASSWORD, Some(kept[11]), T0.plus_ms(20)).expect("let in");
        assert!(again.device.is_none(), "the last is known");
        let first = enter(&house, ANA, PASSWORD, Some(kept[0]), T0.plus_ms(20)).expect("let in");
        assert!(first.device.is_some(), "the first was forgotten");
    });
}
