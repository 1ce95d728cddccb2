//! Roles: given within one's own units, taken back at once, and every act on record.

use super::*;
use crate::actions::GrantRequest;
use netra_ledger::audit::Audit;

fn grant(house: &House, by: &Principal, login: &str, role: Role, unit: &str) -> Result<i64> {
    let request = GrantRequest { login: Login::parse(login).expect("a login"), role, unit_code: unit.into() };
    let (chance, by) = (house.chance.clone(), by.clone());
    house.store.write_now(move |tx| actions::grant(tx, &chance, T0, &by, &request))
}

fn revoke(house: &House, by: &Principal, id: i64) -> Result<()> {
    let (chance, by) = (house.chance.clone(), by.clone());
    house.store.write_now(move |tx| actions::revoke(tx, &chance, T0, &by, id)).map(|_| ())
}

fn findings(house: &House) -> Vec<(String, Option<String>)> {
    let mut audit = Audit::default();
    house.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
    audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
}

#[test]
fn a_role_reaches_its_unit_and_everything_below_and_nothing_else() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        let id = grant(&house, &house.principal(admin, T0), ANA, Role::UnitOperator, "kw-20").expect("granted");
        let opened = house.open(ANA, Some(&totp_code(&secret, T0)), T0);
        let who = house.who(&opened.token, T0).expect("signed in");
        let path =
            |code: &'static str| store.read_now(move |tx| registry::unit_by_code(tx, code)).expect("a unit").path;
        assert!(who.covers(Role::UnitOperator, &path("KW-20")) && who.covers(Role::UnitOperator, &path("KW-20-PAS")));
        assert!(!who.covers(Role::UnitOperator, &path("KEM")) && !who.covers(Role::UnitOperator, &path("KW-21")));
        assert!(!who.has(Role::Leader) && who.has(Role::Employee));
        // Taken back, it is gone from the open session too; the employee's rights are back.
        revoke(&house, &house.principal(admin, T0), id).expect("revoked");
        let who = house.who(&opened.token, T0).expect("signed in");
        assert!(who.grants.is_empty() && who.employee == Some(house.ana));
    });
}

#[test]
fn an_administrator_grants_and_revokes_in_their_own_units_only() {
    each_engine(|store| {
        let house = House::new(store);
        let (pusat, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let (bali, _) = house.officer("admin.bali", Role::Administrator, house.kanwil);
        let (operator, _) = house.officer("operator.bali", Role::UnitOperator, house.kanwil);
        house.account(ANA, Some(house.ana), None);
        let [pusat, bali, operator] = [pusat, bali, operator].map(|account| house.principal(account, T0));
        let central = grant(&house, &pusat, ANA, Role::Leader, "KEM").expect("granted");
        let local = grant(&house, &bali, ANA, Role::Leader, "KW-20-PAS").expect("granted");
        for unit in ["KEM", "KW-21", "TIDAK-ADA", "ngawur!"] {
            let refusal = refused(grant(&house, &bali, ANA, Role::Leader, unit));
            assert_eq!((refusal.code, refusal.field.as_deref()), ("unit-not-yours", Some("unit")), "{unit}");
        }
        assert_eq!(refused(grant(&house, &operator, ANA, Role::Leader, "KW-20")).code, "unit-not-yours");
        assert!(matches!(revoke(&house, &bali, central), Err(Error::NotFound)));
        assert_eq!(
            store
                .read_now({
                    let bali = bali.clone();
                    move |tx| actions::grants_in_my_units(tx, &bali)
                })
                .expect("reads")
                .len(),
            3
        );
        revoke(&house, &bali, local).expect("revoked");
        assert!(matches!(revoke(&house, &bali, local), Err(Error::NotFound)), "twice");
        assert_eq!(refused(grant(&house, &pusat, BUDI, Role::Leader, "KEM")).code, "account-missing");
        assert_eq!(refused(grant(&house, &pusat, ANA, Role::Employee, "KEM")).code, "role-employee");
    });
}

#[test]
fn granting_twice_is_one_grant_and_one_entry() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        house.account(ANA, Some(house.ana), None);
        let by = house.principal(admin, T0);
        let first = grant(&house, &by, ANA, Role::Auditor, "KEM").expect("granted");
        let entries = house.number("SELECT COUNT(*) FROM ledger_entry");
        assert_eq!(grant(&house, &by, ANA, Role::Auditor, "KEM").expect("granted"), first);
        assert_eq!(house.number("SELECT COUNT(*) FROM ledger_entry"), entries);
        revoke(&house, &by, first).expect("revoked");
        assert_ne!(grant(&house, &by, ANA, Role::Auditor, "KEM").expect("granted again"), first);
    });
}

#[test]
fn nobody_takes_the_last_administrator_of_the_root_away() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let by = house.principal(admin, T0);
        let own = house.number("SELECT MIN(id) FROM access_grant");
        assert_eq!(refused(revoke(&house, &by, own)).code, "last-administrator");
        let (second, _) = house.officer("admin.kedua", Role::Administrator, house.root);
        revoke(&house, &by, own).expect("revoked");
        let other = house.number("SELECT MAX(id) FROM access_grant");
        assert_eq!(refused(revoke(&house, &house.principal(second, T0), other)).code, "last-administrator");
    });
}

#[test]
fn the_first_administrator_is_made_once() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        let hash = house.desk.hash_now(&house.chance, PASSWORD).expect("hashes");
        let make = || {
            let login = Login::chosen("admin").expect("a login");
            let new =
                NewAccount { login, employee: None, password_hash: Some(hash.clone()), totp_secret: Some(secret) };
            let (chance, root) = (house.chance.clone(), house.root);
            store.write_now(move |tx| actions::first_administrator(tx, &chance, T0, &new, root)).expect("made")
        };
        assert_eq!(make(), make());
        let opened = house.open("admin", Some(&totp_code(&secret, T0)), T0);
        assert!(house.who(&opened.token, T0).expect("signed in").has(Role::Administrator));
        assert!(findings(&house).is_empty());
    });
}

#[test]
fn an_edited_grant_or_issue_is_named_by_the_audit() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let (operator, _) = house.officer("operator.bali", Role::UnitOperator, house.kanwil);
        house.account(ANA, Some(house.ana), None);
        let by = house.principal(admin, T0);
        let id = grant(&house, &by, ANA, Role::Leader, "KW-20").expect("granted");
        revoke(&house, &by, id).expect("revoked");
        let (chance, asking) = (house.chance.clone(), house.principal(operator, T0));
        store.write_now(move |tx| actions::issue_codes(tx, &chance, T0, &asking, "KW-20", true)).expect("issued");
        assert!(findings(&house).is_empty());
        let edits = [
            ("access_grant", "account", "account + 1", "account - 1"),
            ("access_grant", "role", "'auditor'", "'leader'"),
            ("access_grant", "unit", "unit + 1", "unit - 1"),
            ("access_grant", "granted_by", "granted_by + 1", "granted_by - 1"),
            ("access_grant", "granted_at", "granted_at + 1", "granted_at - 1"),
            ("access_grant", "entry", "entry + 1", "entry - 1"),
            ("access_grant", "revoked_by", "revoked_by + 1", "revoked_by - 1"),
            ("access_grant", "revoked_at", "revoked_at + 1", "revoked_at - 1"),
            ("access_grant", "revoke_entry", "revoke_entry - 1", "revoke_entry + 1"),
            ("access_codes_issued", "unit", "unit + 1", "unit - 1"),
            ("access_codes_issued", "below", "1 - below", "1 - below"),
            ("access_codes_issued", "count", "count + 1", "count - 1"),
            ("access_codes_issued", "valid_until", "valid_until + 1", "valid_until - 1"),
            ("access_codes_issued", "issued_by", "issued_by + 1", "issued_by - 1"),
            ("access_codes_issued", "issued_at", "issued_at + 1", "issued_at - 1"),
            ("access_codes_issued", "entry", "entry - 1", "entry + 1"),
        ];
        for (table, column, change, back) in edits {
            let run = |to: &str| {
                let only = if table == "access_grant" { format!(" WHERE id = {id}") } else { String::new() };
                let sql = format!("UPDATE {table} SET {column} = {to}{only}");
                store.write_now(move |tx| tx.execute(&sql, params![])).expect("edits");
            };
            run(change);
            let found = findings(&house);
            assert!(found.iter().any(|(at, _)| at == table), "{table}.{column}: {found:?}");
            run(back);
        }
        assert!(findings(&house).is_empty());
        let sql = format!("UPDATE access_grant SET revoked_at = NULL WHERE id = {id}");
        store.write_now(move |tx| tx.execute(&sql, params![])).expect("edits");
        assert!(findings(&house).iter().any(|(_, column)| column.as_deref() == Some("revoked_at")));
    });
}

#[test]
fn nobody_grants_a_role_to_themselves() {
    each_engine(|store| {
        let house = House::new(store);
        let (first, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let (second, _) = house.officer("admin.kedua", Role::Administrator, house.root);
        let own = refused(grant(&house, &house.principal(first, T0), "admin.pusat", Role::TeamMember, "KEM"));
        assert_eq!((own.code, own.field.as_deref()), ("grant-to-oneself", Some("login")));
        grant(&house, &house.principal(second, T0), "admin.pusat", Role::TeamMember, "KEM").expect("granted");
    });
}

#[test]
fn two_administrators_who_revoke_each_other_at_once_leave_one() {
    each_engine(|store| {
        let house = House::new(store);
        for round in 0..5 {
            let names = [format!("admin.{round}a"), format!("admin.{round}b")];
            let two = names.map(|name| house.officer(&name, Role::Administrator, house.root).0);
            let last = house.number("SELECT MAX(id) FROM access_grant");
            if round > 0 {
                // Exactly these two are left to hold it.
                let sql = format!(
                    "UPDATE access_grant SET revoked_by = 1, revoked_at = 1, revoke_entry = 1
                    WHERE revoked_at IS NULL AND id < {}",
                    last - 1
                );
                store.write_now(move |tx| tx.execute(&sql, params![])).expect("cleared");
            }
            let by = two.map(|account| house.principal(account, T0));
            std::thread::scope(|scope| {
                scope.spawn(|| revoke(&house, &by[0], last));
                scope.spawn(|| revoke(&house, &by[1], last - 1));
            });
            let held = house.number("SELECT COUNT(*) FROM access_grant WHERE revoked_at IS NULL");
            assert_eq!(held, 1, "round {round}");
        }
    });
}

#[test]
fn a_session_opened_before_a_role_came_has_it_from_the_next_request_on() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        let officer = house.account("operator.bali", None, Some(secret));
        let opened = store
            .write_now(move |tx| {
                let chance = netra_base::Chance::System;
                actions::open_session(tx, &chance, T0, officer, netra_base::SignedInBy::PasswordTotp)
            })
            .expect("opens");
        assert!(!house.who(&opened.token, T0).expect("works").has(Role::Auditor));
        let root = house.root;
        store
            .write_now(move |tx| {
                actions::grant_as_house(tx, &netra_base::Chance::System, T0, officer, Role::Auditor, root)
            })
            .expect("grants");
        assert!(house.who(&opened.token, T0).expect("works").has(Role::Auditor));
    });
}
