//! Sessions: how long they live, and how they die.

use super::*;

#[test]
fn a_stolen_token_dies_with_sign_out_everywhere() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        house.account(CITRA, Some(house.citra), None);
        let (mine, stolen, other) = (house.open(ANA, None, T0), house.open(ANA, None, T0), house.open(CITRA, None, T0));
        assert_ne!(mine.token, stolen.token);
        assert_eq!(house.who(&stolen.token, T0).expect("works").employee, Some(house.ana));
        let account = mine.account;
        assert_eq!(store.write_now(move |tx| actions::sign_out_everywhere(tx, account)).expect("ends"), 2);
        assert!(house.who(&stolen.token, T0).is_none() && house.who(&mine.token, T0).is_none());
        assert!(house.who(&other.token, T0).is_some());
    });
}

#[test]
fn signing_out_ends_this_session_only() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        let (here, there) = (house.open(ANA, None, T0), house.open(ANA, None, T0));
        let key = here.token.hash();
        store.write_now(move |tx| actions::sign_out(tx, &key)).expect("ends");
        assert!(house.who(&here.token, T0).is_none() && house.who(&there.token, T0).is_some());
    });
}

#[test]
fn sessions_end_when_idle_and_when_old_and_sooner_with_a_role() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        let (_, secret) = house.officer("admin.pusat", Role::Administrator, house.root);
        let employee = house.open(ANA, None, T0);
        let officer = house.open("admin.pusat", Some(&totp_code(&secret, T0)), T0);
        assert!(house.who(&employee.token, T0.plus_ms(12 * HOUR)).is_some());
        assert!(house.who(&employee.token, T0.plus_ms(12 * HOUR + 1)).is_none(), "idle");
        let use_at = |token: &Token, now: Moment| {
            let key = token.hash();
            store.write_now(move |tx| actions::touch(tx, &key, now)).expect("touches");
        };
        for hours in (10..7 * 24).step_by(10) {
            use_at(&employee.token, T0.plus_ms(hours * HOUR));
            use_at(&officer.token, T0.plus_ms(hours * HOUR));
        }
        assert!(house.who(&employee.token, T0.plus_ms(7 * DAY - 1)).is_some());
        assert!(house.who(&employee.token, T0.plus_ms(7 * DAY)).is_none(), "a week old");
        assert!(house.who(&officer.token, T0.plus_ms(12 * HOUR - 1)).is_some());
        assert!(house.who(&officer.token, T0.plus_ms(12 * HOUR)).is_none(), "a day's work");
        let swept = store.write_now(move |tx| actions::sweep(tx, T0.plus_ms(8 * DAY))).expect("sweeps");
        assert_eq!((swept, house.number("SELECT COUNT(*) FROM access_session")), (2, 0));
    });
}

#[test]
fn last_use_is_noted_now_and_then_and_not_at_every_request() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        let key = house.open(ANA, None, T0).token.hash();
        let stale = |ms: i64| {
            store.read_now(move |tx| actions::session(tx, &key, T0.plus_ms(ms))).expect("reads").expect("stands").stale
        };
        assert!(!stale(MINUTE) && !stale(10 * MINUTE) && stale(11 * MINUTE));
        store.write_now(move |tx| actions::touch(tx, &key, T0.plus_ms(11 * MINUTE))).expect("touches");
        assert!(!stale(12 * MINUTE));
    });
}

#[test]
fn closing_an_account_ends_it_at_once() {
    each_engine(|store| {
        let house = House::new(store);
        house.account("mitra", None, None);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let opened = house.open("mitra", None, T0);
        close(&house, admin, "mitra").expect("closes");
        assert!(house.who(&opened.token, T0).is_none());
        assert_eq!(refused(house.sign_in("mitra", PASSWORD, None, T0)).code, "account-closed");
        assert_eq!(refused(close(&house, admin, "mitra")).code, "account-missing");
        let by = house.number("SELECT closed_by FROM access_account WHERE closed IS NOT NULL");
        assert_eq!(by, admin.0);
    });
}

fn close(house: &House, by: AccountId, login: &str) -> Result<()> {
    let (by, login) = (house.principal(by, T0), Login::parse(login).expect("a login"));
    house.store.write_now(move |tx| actions::close_account(tx, T0, &by, &login))
}

#[test]
fn an_administrator_closes_accounts_of_their_own_units_and_never_the_last_of_their_kind() {
    each_engine(|store| {
        let house = House::new(store);
        let (pusat, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let (bali, _) = house.officer("admin.bali", Role::Administrator, house.kanwil);
        house.officer("operator.bali", Role::UnitOperator, house.kanwil);
        let ana = house.account(ANA, Some(house.ana), None);
        house.account("mitra", None, None);
        let dewi = registry_number(&house, DEWI);
        house.account(DEWI, Some(dewi), None);
        for login in ["admin.pusat", "mitra", DEWI, "tidak.ada"] {
            assert_eq!(refused(close(&house, bali, login)).code, "account-missing", "{login}");
        }
        assert_eq!(refused(close(&house, pusat, "admin.pusat")).code, "last-administrator");
        // Whoever works in one's unit but holds a role above it is not one's own to close.
        let (chance, root) = (house.chance.clone(), house.root);
        store.write_now(move |tx| actions::grant_as_house(tx, &chance, T0, ana, Role::Leader, root)).expect("granted");
        assert_eq!(refused(close(&house, bali, ANA)).code, "account-missing");
        close(&house, pusat, ANA).expect("closes");
        close(&house, bali, "operator.bali").expect("closes");
        let (second, _) = house.officer("admin.kedua", Role::Administrator, house.root);
        close(&house, second, "admin.pusat").expect("closes");
    });
}

fn registry_number(house: &House, nip: &str) -> EmployeeId {
    let nip = Nip::parse(nip).expect("a NIP");
    house.store.read_now(move |tx| registry::employee_by_nip(tx, nip)).expect("reads").expect("known").id
}

#[test]
fn who_left_is_out_at_once_with_a_role_and_after_the_next_sweep_without() {
    each_engine(|store| {
        let house = House::new(store);
        let account = house.account(ANA, Some(house.ana), Some(TotpSecret::draw(&house.chance)));
        let (chance, unit) = (house.chance.clone(), house.kanwil);
        store
            .write_now(move |tx| actions::grant_as_house(tx, &chance, T0, account, Role::UnitOperator, unit))
            .expect("granted");
        house.account(CITRA, Some(house.citra), None);
        let chance = house.chance.clone();
        let officer = store
            .write_now(move |tx| actions::open_session(tx, &chance, T0, account, SignedInBy::PasswordTotp))
            .expect("opens");
        let citra = house.open(CITRA, None, T0);
        let sweep = || store.write_now(move |tx| actions::sweep(tx, T0)).expect("sweeps");
        sweep();
        assert!(house.who(&officer.token, T0).is_some() && house.who(&citra.token, T0).is_some());
        house.leave(house.ana);
        assert!(house.who(&officer.token, T0).is_none(), "a role ends with the service");
        house.leave(house.citra);
        assert!(house.who(&citra.token, T0).is_some(), "the hot path asks nobody");
        sweep();
        assert!(house.who(&citra.token, T0).is_none());
        assert_eq!(house.number("SELECT COUNT(*) FROM access_session"), 0);
    });
}

#[test]
fn inventing_logins_does_not_fill_the_table_and_a_sweep_takes_a_thousand() {
    let (house, _folder) = sqlite_house();
    let chance = house.chance.clone();
    house
        .store
        .write_now(move |tx| {
            for n in 0..3_000 {
                let login = Login::parse(&format!("tidak-ada-{n}")).expect("a login");
                let attempt = actions::Attempt {
                    login,
                    account: None,
                    checked: actions::Checked::default(),
                    totp: None,
                    device: Device::Program,
                };
                assert!(actions::settle(tx, &chance, T0, &attempt)?.is_err());
            }
            Ok(())
        })
        .expect("guesses");
    let rows = house.number("SELECT COUNT(*) FROM access_guess");
    // 3,000 throws into 65,536 places: some sixty or seventy meet in one.
    assert!((2_800..3_000).contains(&rows), "{rows}");
    let later = T0.plus_ms(3 * HOUR);
    assert_eq!(house.store.write_now(move |tx| actions::sweep(tx, later)).expect("sweeps"), 1_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM access_guess"), rows - 1_000);
}

fn sqlite_house() -> (House, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(&Store::sqlite(&folder.path().join("netra.db")).expect("opens"));
    (house, folder)
}

#[test]
fn many_sessions_are_prepared_at_once_for_people_with_and_without_an_account() {
    each_engine(|store| {
        let house = House::new(store);
        let account = house.account(ANA, Some(house.ana), None);
        let people: Vec<(EmployeeId, Login)> = [(house.ana, ANA), (house.citra, CITRA)]
            .map(|(id, login)| (id, Login::parse(login).expect("a login")))
            .into();
        for _ in 0..2 {
            let (chance, people) = (house.chance.clone(), people.clone());
            let tokens = store
                .write_now(move |tx| actions::open_sessions_bulk(tx, &chance, T0, SignedInBy::Password, &people))
                .expect("opens");
            let first = house.who(&tokens[0], T0).expect("stands");
            assert_eq!((first.account, first.employee), (account, Some(house.ana)));
            assert_eq!(house.who(&tokens[1], T0).expect("stands").employee, Some(house.citra));
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM access_account"), 2);
        assert_eq!(refused(house.sign_in(CITRA, "", None, T0)).code, "sign-in-wrong");
    });
}
