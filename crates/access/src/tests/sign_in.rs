//! Signing in with a password: the same answer for all that is wrong, locks that say when, a crowd let in.

use super::*;

#[test]
fn an_unknown_login_and_a_wrong_password_cannot_be_told_apart() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        for n in 0..8 {
            let known = refused(house.sign_in(ANA, "salah sama sekali", None, T0));
            let unknown = refused(house.sign_in(DEWI, "salah sama sekali", None, T0));
            let nobody = refused(house.sign_in("tidak.ada", "salah sama sekali", None, T0));
            assert_eq!(known, unknown, "try {n}");
            assert_eq!(known, nobody, "try {n}");
            assert_eq!(known.code, if n < 4 { "sign-in-wrong" } else { "locked" }, "try {n}");
        }
    });
}

#[test]
fn a_locked_account_says_when_and_refuses_even_the_right_password_until_then() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        for _ in 0..5 {
            refused(house.sign_in(ANA, "salah sama sekali", None, T0));
        }
        let locked = refused(house.sign_in(ANA, PASSWORD, None, T0.plus_ms(20_000)));
        assert_eq!((locked.code, locked.field.as_deref()), ("locked", Some("sandi")));
        assert!(locked.say.id.contains("Tunggu 40 detik"), "{}", locked.say.id);
        assert!(locked.say.en.contains("Wait 40 seconds"), "{}", locked.say.en);
        // The next wrong one after the lock locks for twice as long.
        let again = refused(house.sign_in(ANA, "salah sama sekali", None, T0.plus_ms(61_000)));
        assert!(again.say.id.contains("Tunggu 2 menit"), "{}", again.say.id);
        // After it the right one is let in, and everything is forgotten.
        house.open(ANA, None, T0.plus_ms(4 * MINUTE));
        for _ in 0..4 {
            let refusal = refused(house.sign_in(ANA, "salah sama sekali", None, T0.plus_ms(5 * MINUTE)));
            assert_eq!(refusal.code, "sign-in-wrong");
        }
        house.open(ANA, None, T0.plus_ms(5 * MINUTE));
    });
}

#[test]
fn a_lock_survives_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("netra.db");
    {
        let house = House::new(&Store::sqlite(&path).expect("opens"));
        house.account(ANA, Some(house.ana), None);
        for _ in 0..5 {
            refused(house.sign_in(ANA, "salah sama sekali", None, T0));
        }
    }
    let store = Store::sqlite(&path).expect("opens again");
    let login = Login::parse(ANA).expect("a login");
    let looked = store.read_now(move |tx| actions::look(tx, &login, Device::Program, T0));
    assert_eq!(refused(looked).code, "locked");
}

#[test]
fn a_lock_hits_one_account_and_not_the_office_behind_the_same_address() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        house.account(CITRA, Some(house.citra), None);
        for _ in 0..6 {
            refused(house.sign_in(ANA, "salah sama sekali", None, T0));
        }
        house.open("kw-20-pas / ppnpn/014", None, T0);
    });
}

#[test]
fn many_guesses_at_once_count_each() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        let site = house.site(T0);
        wait(async {
            let tries: Vec<_> = (0..20)
                .map(|_| {
                    let (site, desk) = (site.clone(), house.desk.clone());
                    tokio::spawn(async move {
                        entrance::sign_in(&site, &desk, ANA, "salah sama sekali", (None, Device::Program)).await
                    })
                })
                .collect();
            for one in tries {
                assert!(one.await.expect("runs").is_err());
            }
        });
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, None, T0)).code, "locked");
    });
}

#[test]
fn five_hundred_people_sign_in_at_once_and_none_is_refused() {
    each_engine(|store| {
        let house = House::new(store);
        let hash = house.desk.hash_now(&house.chance, PASSWORD).expect("hashes");
        house
            .store
            .write_now(move |tx| {
                for n in 0..500 {
                    let login = Login::chosen(&format!("orang-{n}"))?;
                    let password_hash = Some(hash.clone());
                    actions::create_account(
                        tx,
                        T0,
                        &NewAccount { login, employee: None, password_hash, totp_secret: None },
                    )?;
                }
                Ok(())
            })
            .expect("created");
        let site = house.site(T0);
        let let_in = wait(async {
            let people: Vec<_> = (0..500)
                .map(|n| {
                    let (site, desk) = (site.clone(), house.desk.clone());
                    tokio::spawn(async move {
                        entrance::sign_in(&site, &desk, &format!("orang-{n}"), PASSWORD, (None, Device::Program)).await
                    })
                })
                .collect();
            let mut let_in = 0;
            for one in people {
                assert!(matches!(one.await.expect("runs"), Ok(Settled::Open(_))));
                let_in += 1;
            }
            let_in
        });
        assert_eq!((let_in, house.number("SELECT COUNT(*) FROM access_session")), (500, 500));
    });
}

#[test]
fn who_has_left_is_told_so_but_only_with_the_right_password() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        house.leave(house.ana);
        assert_eq!(refused(house.sign_in(ANA, "salah sama sekali", None, T0)).code, "sign-in-wrong");
        let told = refused(house.sign_in(ANA, PASSWORD, None, T0));
        assert_eq!(told.code, "account-closed");
        assert!(told.say.id.contains("hubungi operator"));
    });
}

#[test]
fn logins_differ_by_more_than_case_and_are_not_given_twice() {
    each_engine(|store| {
        let house = House::new(store);
        house.account("bawaslu.ri", None, None);
        house.open("Bawaslu.RI", None, T0);
        let login = Login::chosen("BAWASLU.ri").expect("a login");
        let new = NewAccount { login, employee: None, password_hash: None, totp_secret: None };
        let twice = house.store.write_now(move |tx| actions::create_account(tx, T0, &new));
        assert_eq!(refused(twice).code, "login-taken");
    });
}

#[test]
fn a_contract_worker_who_moved_signs_in_with_the_new_unit() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(CITRA, Some(house.citra), None);
        let (citra, kanwil) = (house.citra, house.kanwil);
        store.write_now(move |tx| registry::move_to(tx, citra, kanwil, day().plus_days(2))).expect("moves");
        house.open("KW-20/PPNPN/014", None, T0);
        house.open(CITRA, None, T0);
    });
}

#[test]
fn changing_the_password_needs_the_old_one_and_ends_every_other_session() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        let (here, elsewhere) = (house.open(ANA, None, T0), house.open(ANA, None, T0));
        let who = house.who(&here.token, T0).expect("signed in");
        let key = CurrentSession(here.token.hash());
        let change = |old: &str, new: &str| {
            wait(entrance::change_password(&house.site(T0), &house.desk, (who.clone(), key), old, new))
        };
        assert_eq!(refused(change("bukan yang lama", "kalimat saya yang baru")).field.as_deref(), Some("sandi_lama"));
        assert_eq!(refused(change(PASSWORD, "pendek")).code, "password-short");
        assert_eq!(refused(change(PASSWORD, ANA)).code, "password-login");
        let fresh = change(PASSWORD, "kalimat saya yang baru").expect("changed");
        assert!(house.who(&fresh.token, T0).is_some());
        assert!(house.who(&here.token, T0).is_none() && house.who(&elsewhere.token, T0).is_none());
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, None, T0)).code, "sign-in-wrong");
        assert!(house.sign_in(ANA, "kalimat saya yang baru", None, T0).is_ok());
    });
}

#[test]
fn a_password_that_was_changed_while_it_was_checked_opens_nothing_and_counts_nothing() {
    each_engine(|store| {
        let house = House::new(store);
        let account = house.account(ANA, Some(house.ana), None);
        let login = Login::parse(ANA).expect("a login");
        let typed = login.clone();
        let looked = store.read_now(move |tx| actions::look(tx, &typed, Device::Program, T0)).expect("looks");
        let opened = house.open(ANA, None, T0);
        let who = house.who(&opened.token, T0).expect("signed in");
        let session = (who.clone(), CurrentSession(opened.token.hash()));
        let new = "kalimat saya yang baru";
        let fresh =
            wait(entrance::change_password(&house.site(T0), &house.desk, session, PASSWORD, new)).expect("changed");
        let checked = actions::Checked { right: true, hash: looked.password_hash };
        let attempt = actions::Attempt {
            login,
            account: Some(account),
            checked: checked.clone(),
            totp: None,
            device: Device::Program,
        };
        let chance = house.chance.clone();
        let settled = store.write_now(move |tx| actions::settle(tx, &chance, T0, &attempt)).expect("settles");
        assert_eq!(settled.map(|_| ()).map_err(|refusal| refusal.code), Err("sign-in-wrong"));
        let (chance, key) = (house.chance.clone(), fresh.token.hash());
        let own = store
            .write_now(move |tx| actions::change_password(tx, &chance, T0, (&who, &key), &checked, "x"))
            .expect("settles");
        assert_eq!(own.map(|_| ()).map_err(|refusal| refusal.code), Err("password-wrong"));
        assert_eq!(house.number("SELECT COUNT(*) FROM access_guess"), 0);
    });
}
