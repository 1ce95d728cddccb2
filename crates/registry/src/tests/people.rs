//! Joining, moving, leaving, and being found.

use super::{House, figures, houses, today};
use crate::actions::{self, Scope};
use crate::model::{Departure, Employment, Identity, NewEmployee, Nip, PersonName};
use netra_base::{EmployeeId, Error, UnitId};

fn person(nip: &str, name: &str, unit: UnitId) -> NewEmployee {
    let nip = Nip::parse(nip).expect("valid");
    NewEmployee {
        identity: Identity::Nip(nip),
        name: PersonName::parse(name).expect("a name"),
        employment: nip.employment(),
        position: None,
        grade: None,
        unit,
    }
}

fn hired(house: &House, nip: &str, name: &str, unit: &str) -> EmployeeId {
    let person = person(nip, name, house.unit(unit).id);
    house.write(move |tx| actions::hire(tx, &person, today()))
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(Error::Refused(list)) => list[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_life_in_the_service_is_kept_state_by_state() {
    for house in houses() {
        let id = hired(&house, "198503172009122003", "Ani Wati", "KW-20");
        let (bali, east) = (house.unit("KW-20"), house.unit("KW-30"));
        let target = east.id;
        house.write(move |tx| actions::move_to(tx, id, target, today().plus_days(10)));
        house.write(move |tx| actions::leave(tx, id, Departure::Retired, today().plus_days(20)));
        assert_eq!(house.heads("/"), 0);
        assert_eq!(
            code(house.store.write_now(move |tx| actions::leave(tx, id, Departure::Died, today()))),
            "person-gone"
        );
        house.write(move |tx| actions::come_back(tx, id, target, today().plus_days(30)));
        assert_eq!(code(house.store.write_now(move |tx| actions::come_back(tx, id, target, today()))), "person-active");
        let states = house.read(move |tx| actions::history(tx, id));
        let seen: Vec<_> = states.iter().map(|s| (s.unit, s.service.is_active(), s.day)).collect();
        let day = |days| today().plus_days(days);
        assert_eq!(
            seen,
            [(bali.id, true, day(0)), (east.id, true, day(10)), (east.id, false, day(21)), (east.id, true, day(30))]
        );
        assert!(states.windows(2).all(|pair| pair[0].change < pair[1].change));
        let counts = house.read(|tx| actions::headcounts(tx, "/"));
        assert_eq!(counts, [(east.id, Employment::Pns, 1)]);
    }
}

#[test]
fn nobody_is_taken_on_twice_or_by_a_unit_that_has_ended() {
    for house in houses() {
        hired(&house, "198503172009122003", "Ani", "KW-20");
        let unit = house.unit("KW-20-ADM").id;
        let again = person("198503172009122003", "Ani", unit);
        assert_eq!(code(house.store.write_now(move |tx| actions::hire(tx, &again, today()))), "person-known");
        house.write(move |tx| actions::end_unit(tx, unit, today(), &[]));
        let late = person("198503172009122004", "Ina", unit);
        assert_eq!(
            code(house.store.write_now(move |tx| actions::hire(tx, &late, today().plus_days(1)))),
            "unit-not-open"
        );
        let wrong = NewEmployee { employment: Employment::Pppk, ..person("198503172009122005", "Ina", unit) };
        assert_eq!(code(house.store.write_now(move |tx| actions::hire(tx, &wrong, today()))), "nip-status");
    }
}

#[test]
fn people_are_found_by_beginnings_of_names_and_numbers_within_the_scope() {
    for house in houses() {
        hired(&house, "198503172009122003", "Sa'diyah Nur Aini", "KW-20-PAS");
        hired(&house, "198503172009121004", "Nuraini Putri", "KW-30-PAS");
        hired(&house, "199001012015011001", "I Wayan Suardana", "KW-20-LAPAS-01");
        let names = |text: &'static str, scope: Option<&'static str>| {
            let path = scope.map(|code| house.unit(code).path);
            let found = house.read(move |tx| {
                let scope = path.as_deref().map_or(Scope::All, Scope::Below);
                actions::find_people(tx, text, scope, 0)
            });
            found.people.iter().map(|p| p.name.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("sadi", None), ["Sa'diyah Nur Aini"]);
        assert_eq!(names("AINI sa'di", None), ["Sa'diyah Nur Aini"]);
        assert_eq!(names("nur", None), ["Sa'diyah Nur Aini", "Nuraini Putri"]);
        assert_eq!(names("nur", Some("KW-30")), ["Nuraini Putri"]);
        assert_eq!(names("nur", Some("KUMHAM")).len(), 2);
        assert_eq!(names("1985 0317", None).len(), 2);
        assert_eq!(names("19850317", Some("KW-20")), ["Sa'diyah Nur Aini"]);
        assert_eq!(names("198503172009121004", None), ["Nuraini Putri"]);
        assert_eq!(names("198503172009121004", Some("KW-20")), [""; 0]);
        for nothing in ["", "x", "'", "\" OR *", "198", "9999999999999999999", "zz yy", "0u2", "AND", "nur) OR (a"] {
            assert_eq!(names(nothing, Some("KW-01")), [""; 0], "{nothing}");
        }
    }
}

#[test]
fn a_long_answer_comes_page_by_page_without_gaps() {
    for house in houses() {
        let rows: String =
            (1..=120).map(|n| format!("20000115202412{}{n:03},Budi Ke {n},pns,,,KW-20,\n", n % 2 + 1)).collect();
        assert_eq!(figures(&house.import(&rows)), [120, 120, 0, 0, 0]);
        for (text, scope) in [
            ("budi", None),
            ("20000115", None),
            ("20000115", Some(house.unit("KW-20").path)),
            ("budi", Some("/".to_owned())),
        ] {
            let (mut after, mut seen) = (0, std::collections::HashSet::new());
            loop {
                let scope = scope.clone();
                let page = house.read(move |tx| {
                    actions::find_people(tx, text, scope.as_deref().map_or(Scope::All, Scope::Below), after)
                });
                seen.extend(page.people.iter().map(|p| p.id));
                assert!(page.people.len() <= 50);
                let Some(next) = page.next else { break };
                after = next;
            }
            assert_eq!(seen.len(), 120, "{text} {scope:?}");
        }
        let unit = house.unit("KW-20").id;
        let first = house.read(move |tx| actions::people_of(tx, unit, 0, 100));
        let rest = house.read(move |tx| actions::people_of(tx, unit, first.next.unwrap_or(0), 100));
        assert_eq!((rest.people.len(), rest.next), (20, None));
    }
}

#[test]
fn a_corrected_name_is_found_and_the_old_one_is_not() {
    for house in houses() {
        let id = hired(&house, "198503172009122003", "Ani Salah", "KW-20");
        let right = person("198503172009122003", "Ani Benar", house.unit("KW-20").id);
        house.write(move |tx| actions::correct(tx, id, &right, today()));
        let found =
            |text: &'static str| house.read(move |tx| actions::find_people(tx, text, Scope::All, 0)).people.len();
        assert_eq!((found("benar"), found("salah")), (1, 0));
        assert_eq!(house.read(move |tx| actions::history(tx, id)).len(), 1, "a name makes no state");
    }
}

#[test]
fn of_many_who_take_on_the_same_person_at_once_one_does_and_the_others_are_told() {
    for house in houses() {
        let unit = house.unit("KW-20").id;
        let start = std::sync::Barrier::new(4);
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let hire = || {
                let (store, start) = (house.store.clone(), &start);
                scope.spawn(move || {
                    let who = person("198503172009122003", "Ani", unit);
                    start.wait();
                    store.write_now(move |tx| actions::hire(tx, &who, today()))
                })
            };
            let threads: Vec<_> = (0..4).map(|_| hire()).collect();
            threads.into_iter().map(|thread| thread.join().expect("ends")).collect()
        });
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for outcome in outcomes.into_iter().filter(Result::is_err) {
            assert_eq!(code(outcome), "person-known");
        }
        assert_eq!(house.heads("/"), 1);
    }
}

#[test]
fn two_people_with_one_contract_number_do_not_meet_in_a_unit() {
    for house in houses() {
        house.import(",Ketut,ppnpn,,,KW-20,K-1\n,Made,ppnpn,,,KW-30,K-1\n");
        let (from, to) = (house.unit("KW-20").id, house.unit("KW-30").id);
        let id = house.read(move |tx| actions::people_of(tx, from, 0, 1)).people[0].id;
        assert_eq!(code(house.store.write_now(move |tx| actions::move_to(tx, id, to, today()))), "contract-taken");
    }
}

#[test]
fn the_audit_counts_heads_again() {
    for house in houses() {
        hired(&house, "198503172009122003", "Ani Wati", "KW-20");
        let wrong = |house: &House| {
            house.write(|tx| {
                let mut audit = netra_ledger::audit::Audit::default();
                actions::audit(tx, &mut audit)?;
                Ok(audit.findings.into_iter().map(|found| found.table).collect::<Vec<_>>())
            })
        };
        assert_eq!(wrong(&house), [""; 0]);
        house.write(|tx| tx.execute("UPDATE registry_headcount SET people = people + 1", &[]));
        assert_eq!(wrong(&house), ["registry_headcount"]);
    }
}
