//! One-time codes: asked for after the password, good once, required of whoever holds a role.

use super::*;

#[test]
fn the_code_is_asked_for_after_the_password_and_a_replayed_one_is_refused() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        let code = totp_code(&secret, T0);
        let Ok(Settled::Code(ticket)) = house.sign_in(ANA, PASSWORD, None, T0) else { panic!("asked for a code") };
        let give = |ticket: &Token, code: &str, now| {
            wait(entrance::give_code(&house.site(now), ticket.clone(), code.into(), Device::Program))
        };
        assert_eq!(refused(give(&ticket, "000000", T0)).field.as_deref(), Some("totp"));
        let opened = give(&ticket, &code, T0).expect("let in");
        assert_eq!(opened.signed_in_by, SignedInBy::PasswordTotp);
        // The ticket is gone, and so is the code, in the same step and in the ones around it.
        assert_eq!(refused(give(&ticket, &code, T0)).code, "step-expired");
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, Some(&code), T0)).code, "totp-wrong");
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, Some(&code), T0.plus_ms(30_000))).code, "totp-wrong");
        // An earlier code is no better than a used one; the next is good.
        let earlier = totp_code(&secret, T0.plus_ms(-30_000));
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, Some(&earlier), T0)).code, "totp-wrong");
        house.open(ANA, Some(&totp_code(&secret, T0.plus_ms(30_000))), T0.plus_ms(30_000));
    });
}

#[test]
fn one_code_given_twenty_times_at_once_opens_one_session() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        let (site, code) = (house.site(T0), totp_code(&secret, T0));
        let opened = wait(async {
            let tries: Vec<_> = (0..20)
                .map(|_| {
                    let (site, desk, code) = (site.clone(), house.desk.clone(), code.clone());
                    tokio::spawn(async move {
                        entrance::sign_in(&site, &desk, ANA, PASSWORD, (Some(code), Device::Program)).await.is_ok()
                    })
                })
                .collect();
            let mut opened = 0;
            for one in tries {
                opened += i32::from(one.await.expect("runs"));
            }
            opened
        });
        assert_eq!(opened, 1);
    });
}

#[test]
fn wrong_codes_lock_like_wrong_passwords_and_a_lock_does_not_burn_the_right_one() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        for _ in 0..5 {
            refused(house.sign_in(ANA, PASSWORD, Some("000000"), T0));
        }
        let later = T0.plus_ms(30_000);
        let code = totp_code(&secret, later);
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, Some(&code), later)).code, "locked");
        house.open(ANA, Some(&code), T0.plus_ms(61_000));
    });
}

#[test]
fn the_ticket_between_password_and_code_runs_out() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        let Ok(Settled::Code(ticket)) = house.sign_in(ANA, PASSWORD, None, T0) else { panic!("asked for a code") };
        let late = T0.plus_ms(6 * MINUTE);
        let outcome = wait(entrance::give_code(&house.site(late), ticket, totp_code(&secret, late), Device::Program));
        assert_eq!(refused(outcome).code, "step-expired");
    });
}

#[test]
fn a_role_without_codes_opens_a_session_that_can_only_set_them_up() {
    each_engine(|store| {
        let house = House::new(store);
        let account = house.account(ANA, Some(house.ana), None);
        let before = house.open(ANA, None, T0);
        let (chance, unit) = (house.chance.clone(), house.kanwil);
        store
            .write_now(move |tx| actions::grant_as_house(tx, &chance, T0, account, Role::UnitOperator, unit))
            .expect("granted");
        // The session of before the grant gains nothing from it, and loses the employee's rights.
        let opened = house.open(ANA, None, T0);
        assert!(opened.must_enrol);
        for token in [&before.token, &opened.token] {
            let who = house.who(token, T0).expect("signed in");
            assert!(who.grants.is_empty() && who.employee.is_none() && !who.has(Role::UnitOperator));
        }
        let who = house.who(&opened.token, T0).expect("signed in");
        let (chance, asking) = (house.chance.clone(), who.clone());
        let secret = store.write_now(move |tx| actions::start_totp(tx, &chance, asking.account)).expect("started");
        let me = {
            let who = who.clone();
            store.read_now(move |tx| actions::me(tx, &who, T0)).expect("reads")
        };
        assert!(me.must_enrol && me.pending == Some(secret) && me.employee == Some(house.ana));
        let confirm = |code: String, now| {
            let (chance, who) = (house.chance.clone(), who.clone());
            store.write_now(move |tx| actions::confirm_totp(tx, &chance, now, &who, &code))
        };
        assert_eq!(refused(confirm("123".into(), T0)).code, "totp-wrong");
        let full = confirm(totp_code(&secret, T0), T0).expect("confirmed");
        let who = house.who(&full.token, T0).expect("signed in");
        assert!(who.has(Role::UnitOperator) && who.employee == Some(house.ana));
        assert!(house.who(&opened.token, T0).is_none(), "the session changed its token");
        assert!(house.who(&before.token, T0).is_none(), "sessions of before have ended");
        // The code that confirmed is burnt.
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, Some(&totp_code(&secret, T0)), T0)).code, "totp-wrong");
    });
}

#[test]
fn turning_codes_off_needs_the_password_and_no_role() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        let opened = house.open(ANA, Some(&totp_code(&secret, T0)), T0);
        let who = house.who(&opened.token, T0).expect("signed in");
        let key = CurrentSession(opened.token.hash());
        let remove = |who: &Principal, password: &str| {
            wait(entrance::remove_totp(&house.site(T0), &house.desk, (who.clone(), key), password))
        };
        assert_eq!(refused(remove(&who, "salah sama sekali")).code, "password-wrong");
        let after = remove(&who, PASSWORD).expect("turned off");
        assert!(house.who(&opened.token, T0).is_none(), "the session changed its token");
        assert_eq!(house.who(&after.token, T0).expect("goes on").signed_in_by, SignedInBy::Password);
        house.open(ANA, None, T0);
        let (officer, secret) = house.officer("admin.pusat", Role::Administrator, house.root);
        house.open("admin.pusat", Some(&totp_code(&secret, T0)), T0);
        let refusal = refused(remove(&house.principal(officer, T0), PASSWORD));
        assert_eq!(refusal.code, "totp-kept");
    });
}

#[test]
fn a_role_granted_after_codes_were_turned_off_is_not_in_a_session_of_before() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        let account = house.account(ANA, Some(house.ana), Some(secret));
        let elsewhere = house.open(ANA, Some(&totp_code(&secret, T0)), T0);
        let later = T0.plus_ms(HOUR);
        let here = house.open(ANA, Some(&totp_code(&secret, later)), later);
        let who = house.who(&here.token, later).expect("signed in");
        let key = CurrentSession(here.token.hash());
        let off = wait(entrance::remove_totp(&house.site(later), &house.desk, (who, key), PASSWORD)).expect("off");
        assert!(house.who(&elsewhere.token, later).is_none(), "every session ends");
        // As if one had been left over: the account itself is looked at, not the session alone.
        let chance = house.chance.clone();
        let left = store
            .write_now(move |tx| actions::open_session(tx, &chance, later, account, SignedInBy::PasswordTotp))
            .expect("opens");
        let (chance, unit) = (house.chance.clone(), house.kanwil);
        store
            .write_now(move |tx| actions::grant_as_house(tx, &chance, later, account, Role::UnitOperator, unit))
            .expect("granted");
        for token in [&off.token, &left.token] {
            let who = house.who(token, later).expect("signed in");
            assert!(who.grants.is_empty() && who.employee.is_none());
            let me = store.read_now(move |tx| actions::me(tx, &who, later)).expect("reads");
            assert!(me.must_enrol);
        }
    });
}

#[test]
fn a_new_password_makes_a_session_neither_longer_nor_stronger() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, secret) = house.officer("admin.pusat", Role::Administrator, house.root);
        let opened = house.open("admin.pusat", Some(&totp_code(&secret, T0)), T0);
        let late = T0.plus_ms(11 * HOUR);
        let change = |token: &Token, old: &str, new: &str| {
            let who = house.who(token, late).expect("signed in");
            let key = CurrentSession(token.hash());
            wait(entrance::change_password(&house.site(late), &house.desk, (who, key), old, new)).expect("changed")
        };
        let fresh = change(&opened.token, PASSWORD, "kalimat saya yang baru");
        assert_eq!((fresh.expires, fresh.signed_in_by), (opened.expires, SignedInBy::PasswordTotp));
        assert!(house.who(&fresh.token, late).expect("goes on").has(Role::Administrator));
        assert!(house.who(&fresh.token, T0.plus_ms(12 * HOUR)).is_none(), "one working day from the code");
        let chance = house.chance.clone();
        let weak = store
            .write_now(move |tx| actions::open_session(tx, &chance, late, admin, SignedInBy::Password))
            .expect("opens");
        let weak = change(&weak.token, "kalimat saya yang baru", PASSWORD);
        assert_eq!(weak.signed_in_by, SignedInBy::Password);
        assert!(house.who(&weak.token, late).expect("goes on").grants.is_empty());
    });
}

#[test]
fn a_secret_drawn_by_somebody_else_is_never_shown_as_ones_own() {
    each_engine(|store| {
        let house = House::new(store);
        let account = house.account(ANA, Some(house.ana), None);
        let start = || {
            let chance = house.chance.clone();
            store.write_now(move |tx| actions::start_totp(tx, &chance, account)).expect("started")
        };
        let pending = || house.number("SELECT COUNT(*) FROM access_account WHERE totp_pending IS NOT NULL");
        assert_ne!(start(), start(), "each start draws afresh");
        let opened = house.open(ANA, None, T0);
        assert_eq!(pending(), 0, "a new sign-in forgets it");
        start();
        let who = house.who(&opened.token, T0).expect("signed in");
        let session = (who, CurrentSession(opened.token.hash()));
        let new = "kalimat saya yang baru";
        wait(entrance::change_password(&house.site(T0), &house.desk, session, PASSWORD, new)).expect("changed");
        assert_eq!(pending(), 0, "a new password forgets it");
        start();
        store.write_now(move |tx| actions::sign_out_everywhere(tx, account)).expect("ends");
        assert_eq!(pending(), 0, "signing out everywhere forgets it");
    });
}

#[test]
fn a_sign_in_that_waits_for_its_code_ends_with_the_password_and_with_signing_out_everywhere() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        let account = house.account(ANA, Some(house.ana), Some(secret));
        let half = |password: &str| match house.sign_in(ANA, password, None, T0) {
            Ok(Settled::Code(ticket)) => ticket,
            other => panic!("no ticket: {other:?}"),
        };
        let finish = |ticket: Token| {
            refused(wait(entrance::give_code(&house.site(T0), ticket, totp_code(&secret, T0), Device::Program))).code
        };
        let chance = house.chance.clone();
        let opened = store
            .write_now(move |tx| actions::open_session(tx, &chance, T0, account, SignedInBy::PasswordTotp))
            .expect("opens");
        let ticket = half(PASSWORD);
        let session = (house.who(&opened.token, T0).expect("signed in"), CurrentSession(opened.token.hash()));
        let new = "kalimat saya yang baru";
        wait(entrance::change_password(&house.site(T0), &house.desk, session, PASSWORD, new)).expect("changed");
        assert_eq!(finish(ticket), "step-expired");
        let ticket = half(new);
        store.write_now(move |tx| actions::sign_out_everywhere(tx, account)).expect("ends");
        assert_eq!(finish(ticket), "step-expired");
    });
}
