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
        let give =
            |ticket: &Token, code: &str, now| wait(entrance::give_code(&house.site(now), ticket.clone(), code.into()));
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
                    tokio::spawn(
                        async move { entrance::sign_in(&site, &desk, ANA, PASSWORD, Some(code)).await.is_ok() },
                    )
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
        let outcome = wait(entrance::give_code(&house.site(late), ticket, totp_code(&secret, late)));
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
        let remove = |who: &Principal, password: &str| {
            wait(entrance::remove_totp(&house.site(T0), &house.desk, who.clone(), password))
        };
        assert_eq!(refused(remove(&who, "salah sama sekali")).code, "password-wrong");
        remove(&who, PASSWORD).expect("turned off");
        house.open(ANA, None, T0);
        let (officer, secret) = house.officer("admin.pusat", Role::Administrator, house.root);
        house.open("admin.pusat", Some(&totp_code(&secret, T0)), T0);
        let refusal = refused(remove(&house.principal(officer, T0), PASSWORD));
        assert_eq!(refusal.code, "totp-kept");
    });
}
