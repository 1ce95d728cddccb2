//! Codes: issued for one's own units, shown once, good once, guessed at in vain.

use super::*;
use crate::model::Issued;
use netra_ledger::audit::Audit;

fn issue(house: &House, by: &Principal, unit: &str, below: bool, now: Moment) -> Result<Issued> {
    let (chance, by, unit) = (house.chance.clone(), by.clone(), unit.to_owned());
    house.store.write_now(move |tx| actions::issue_codes(tx, &chance, now, &by, &unit, below))
}

fn issue_one(house: &House, by: &Principal, login: &str) -> Result<Issued> {
    let (chance, by, login) = (house.chance.clone(), by.clone(), Login::parse(login).expect("a login"));
    house.store.write_now(move |tx| actions::issue_code_for(tx, &chance, T0, &by, &login))
}

fn activate(house: &House, login: &str, code: &str, now: Moment) -> Result<Opened> {
    wait(entrance::activate(&house.site(now), &house.desk, login, code, PASSWORD))
}

fn operator(house: &House) -> Principal {
    let (account, _) = house.officer("operator.bali", Role::UnitOperator, house.kanwil);
    house.principal(account, T0)
}

#[test]
fn a_code_turns_into_an_account_once() {
    each_engine(|store| {
        let house = House::new(store);
        let issued = issue(&house, &operator(&house), "kw-20", true, T0).expect("issued");
        let logins: Vec<&str> = issued.slips.iter().map(|slip| slip.login.as_str()).collect();
        assert_eq!(logins, [ANA, BUDI, CITRA], "everybody of the unit and below, by unit and name");
        let code = &issued.slips[2].code;
        assert_eq!(code.len(), 19);
        let opened =
            activate(&house, "kw-20-pas/ppnpn/014", &code.to_lowercase().replace('-', ""), T0).expect("active");
        assert_eq!(house.who(&opened.token, T0).expect("signed in").employee, Some(house.citra));
        house.open(CITRA, None, T0);
        assert_eq!(refused(activate(&house, CITRA, code, T0)).code, "code-wrong");
        // Whoever has an account gets no second code; another's code does not fit.
        let again = issue(&house, &operator_again(&house), "KW-20", true, T0).expect("issued");
        assert_eq!(again.slips.len(), 2);
        assert_eq!(refused(activate(&house, ANA, &again.slips[1].code, T0)).code, "code-wrong");
        // Issuing again made the first codes void.
        assert_eq!(refused(activate(&house, ANA, &issued.slips[0].code, T0)).code, "code-wrong");
        activate(&house, ANA, &again.slips[0].code, T0).expect("active");
    });
}

fn operator_again(house: &House) -> Principal {
    let login = Login::parse("operator.bali").expect("a login");
    let looked = house.store.read_now(move |tx| actions::look(tx, &login, Device::Program, T0)).expect("reads");
    house.principal(looked.account.expect("an account"), T0)
}

#[test]
fn codes_are_stored_as_hashes_and_leave_an_entry_without_persons() {
    each_engine(|store| {
        let house = House::new(store);
        let issued = issue(&house, &operator(&house), "KW-20", false, T0).expect("issued");
        assert_eq!(issued.slips.len(), 2);
        let entry = issued.entry;
        let (record, _) = store.read_now(move |tx| netra_ledger::actions::open_record(tx, entry)).expect("recorded");
        let record = String::from_utf8(record).expect("text");
        assert!(record.contains("\"act\":\"codes-issued\"") && record.contains("\"count\":2"), "{record}");
        assert!(record.contains("\"valid_until\":\"2024-01-18T04:00:00.000Z\""), "{record}");
        for secret in [issued.slips[0].name.as_str(), ANA, issued.slips[0].code.as_str()] {
            assert!(!record.contains(secret));
        }
        let mut audit = Audit::default();
        store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        assert_eq!((audit.wrong, audit.acts["codes-issued"]), (0, 1), "{:?}", audit.findings);
    });
}

#[test]
fn guessing_at_codes_locks_known_and_unknown_numbers_alike() {
    each_engine(|store| {
        let house = House::new(store);
        let issued = issue(&house, &operator(&house), "KW-20", false, T0).expect("issued");
        for n in 0..7 {
            let known = refused(activate(&house, ANA, "0000-0000-0000-0000", T0));
            let unknown = refused(activate(&house, "199912312020121001", "0000-0000-0000-0000", T0));
            let garbled = refused(activate(&house, DEWI, "bukan kode", T0));
            assert_eq!(known, unknown, "try {n}");
            assert_eq!(known, garbled, "try {n}");
            assert_eq!(known.code, if n < 4 { "code-wrong" } else { "locked" });
            assert_eq!(known.field.as_deref(), Some("kode"));
        }
        let right = issued.slips[0].code.clone();
        let locked = refused(activate(&house, ANA, &right, T0.plus_ms(30_000)));
        assert!(locked.say.id.contains("Tunggu 30 detik"), "{}", locked.say.id);
        activate(&house, ANA, &right, T0.plus_ms(61_000)).expect("active");
    });
}

#[test]
fn codes_run_out_and_do_not_help_those_who_left() {
    each_engine(|store| {
        let house = House::new(store);
        let issued = issue(&house, &operator(&house), "KW-20", false, T0).expect("issued");
        let code = |n: usize| issued.slips[n].code.clone();
        assert_eq!(refused(activate(&house, ANA, &code(0), T0.plus_ms(14 * DAY))).code, "code-wrong");
        house.leave(house.ana);
        assert_eq!(refused(activate(&house, ANA, &code(0), T0)).code, "account-closed");
        activate(&house, BUDI, &code(1), T0.plus_ms(14 * DAY - 1)).expect("active");
        assert_eq!(house.number("SELECT COUNT(*) FROM access_account WHERE employee IS NOT NULL"), 1);
    });
}

#[test]
fn a_weak_password_costs_no_code() {
    each_engine(|store| {
        let house = House::new(store);
        let issued = issue(&house, &operator(&house), "KW-20", false, T0).expect("issued");
        let site = house.site(T0);
        let weak = entrance::activate(&site, &house.desk, ANA, &issued.slips[0].code, "Indonesia2024");
        let refusal = refused(wait(weak));
        assert_eq!((refusal.code, refusal.field.as_deref()), ("password-common", Some("sandi")));
        activate(&house, ANA, &issued.slips[0].code, T0).expect("active");
    });
}

#[test]
fn an_operator_issues_codes_for_their_own_units_only() {
    each_engine(|store| {
        let house = House::new(store);
        let by = operator(&house);
        assert!(issue(&house, &by, "KW-20-PAS", false, T0).is_ok());
        for unit in ["KW-21", "KEM", "TIDAK-ADA"] {
            assert!(matches!(issue(&house, &by, unit, false, T0), Err(Error::NotFound)), "{unit}");
        }
        let (leader, _) = house.officer("pimpinan", Role::Leader, house.root);
        assert!(matches!(issue(&house, &house.principal(leader, T0), "KW-20", false, T0), Err(Error::NotFound)));
        house.leave(house.citra);
        assert_eq!(refused(issue(&house, &by, "KW-20-PAS", false, T0)).code, "codes-nobody");
    });
}

#[test]
fn who_forgot_the_password_or_lost_the_phone_gets_in_again_with_one_code() {
    each_engine(|store| {
        let house = House::new(store);
        let by = operator(&house);
        let secret = TotpSecret::draw(&house.chance);
        let account = house.account(ANA, Some(house.ana), Some(secret));
        let before = house.open(ANA, Some(&totp_code(&secret, T0)), T0);
        let issued = issue_one(&house, &by, ANA).expect("issued");
        assert_eq!(issued.slips.len(), 1);
        assert!(house.who(&before.token, T0).is_some(), "a code alone changes nothing");
        let site = house.site(T0);
        let code = &issued.slips[0].code;
        let opened = wait(entrance::activate(&site, &house.desk, ANA, code, "kalimat saya yang baru")).expect("in");
        assert_eq!(opened.account, account);
        assert!(house.who(&before.token, T0).is_none(), "sessions of before have ended");
        assert_eq!(refused(house.sign_in(ANA, PASSWORD, None, T0)).code, "sign-in-wrong");
        assert!(matches!(house.sign_in(ANA, "kalimat saya yang baru", None, T0), Ok(Settled::Open(_))));
        for stranger in [DEWI, "199912312020121001", "operator.bali"] {
            assert_eq!(refused(issue_one(&house, &by, stranger)).code, "person-not-yours", "{stranger}");
        }
    });
}

#[test]
fn no_operator_comes_by_a_role_with_a_code() {
    each_engine(|store| {
        let house = House::new(store);
        let by = operator(&house);
        let account = house.account(ANA, Some(house.ana), None);
        let issued = issue_one(&house, &by, ANA).expect("issued");
        let (chance, root) = (house.chance.clone(), house.root);
        store
            .write_now(move |tx| actions::grant_as_house(tx, &chance, T0, account, Role::Administrator, root))
            .expect("granted");
        assert_eq!(refused(issue_one(&house, &by, ANA)).code, "person-holds-role");
        assert_eq!(refused(activate(&house, ANA, &issued.slips[0].code, T0)).code, "person-holds-role");
    });
}
