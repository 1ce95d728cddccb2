//! Who may not be told of an activity: the page of its number is that of a number that stands for none, until a code of it
//! turns up.

use super::doors::{Sending, ask, get, post};
use super::*;
use axum::http::StatusCode;

/// The page without what is different in each: the number.
fn blank(house: &House, now: Moment, who: &Principal, id: i64) -> String {
    get(house, now, who, &format!("/hadir/{id}")).page().replace(&format!("/hadir/{id}"), "/hadir/N")
}

#[test]
fn numbers_counted_up_tell_nothing_and_a_code_does() {
    each_engine(|store| {
        let house = House::new(store);
        let (who, now) = (house.person(8), at(8, 5));
        let page = blank(&house, now, &who, 1);
        assert_eq!(page, blank(&house, now, &who, 99));
        assert!(!page.contains("Apel Siaga") && !page.contains("Lapangan") && page.contains("name=\"kode\""));
        for path in ["/hadir/1", "/hadir/99"] {
            let wrong = post(&house, now, &who, path, "kode=000000");
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.text.contains("f-kode-e") && !wrong.text.contains("Apel Siaga"));
        }
        let code = house.code(now);
        for (sent, told) in [(format!("?k={code}"), true), (format!("?k={}", house.code(at(7, 30))), true)] {
            let page = get(&house, now, &who, &format!("/hadir/1{sent}")).page();
            assert_eq!(page.contains("Apel Siaga"), told, "{sent}");
        }
        let (id, by) = (house.id, house.operator());
        let secret = store.read_now(move |tx| actions::secret_of(tx, &by, id)).expect("kept").expect("shown");
        let typed = secret.typed(now);
        assert!(!get(&house, now, &who, &format!("/hadir/1?k={typed}")).page().contains("Apel Siaga"), "no trying");
        let early = post(&house, at(6, 0), &who, "/hadir/1", "kode=000000");
        assert!(!early.text.contains("Presensi baru dibuka"), "not even when it is");
        assert_eq!(post(&house, now, &who, "/hadir/1", &format!("kode={typed}")).goes_to(), "/hadir/1");
        assert!(
            get(&house, now, &who, "/hadir/1").page().contains("Apel Siaga"),
            "after a right code the answer tells"
        );
    });
}

#[test]
fn pictures_of_guessed_codes_are_counted_and_then_nothing_is_told() {
    each_engine(|store| {
        let house = House::new(store);
        let (who, now) = (house.person(8), at(8, 5));
        for (number, path) in (0..).zip(["/hadir/1", "/hadir/99", "/hadir/1", "/hadir/99", "/hadir/1"]) {
            get(&house, now, &who, &format!("{path}?k=0000000{number}")).page();
        }
        let code = house.code(now);
        assert!(!get(&house, now, &who, &format!("/hadir/1?k={code}")).page().contains("Apel Siaga"));
        assert!(
            post(&house, now, &who, "/hadir/1", &format!("kode={code}")).text.contains("Terlalu banyak kode salah")
        );
        let later = at(8, 10);
        let code = house.code(later);
        assert!(get(&house, later, &who, &format!("/hadir/1?k={code}")).page().contains("Apel Siaga"));
        let own = house.person(0);
        for number in 0..9 {
            assert!(get(&house, now, &own, &format!("/hadir/1?k=0000000{number}")).page().contains("Apel Siaga"));
        }
        assert_eq!(post(&house, later, &own, "/hadir/1", &format!("kode={code}")).goes_to(), "/hadir/1");
    });
}

#[test]
fn who_was_taken_off_reads_why() {
    each_engine(|store| {
        let house = House::new(store);
        house.comes(0, at(8, 1)).expect("comes");
        house.marks(0, at(8, 20), State::Absent, Some("Kartunya dipakai orang lain")).expect("takes off");
        let page = get(&house, at(8, 30), &house.person(0), "/hadir/1").page();
        assert!(page.contains("Kartunya dipakai orang lain") && page.contains("08.20 WITA"), "{page}");
    });
}

#[test]
fn a_program_says_from_which_device_it_comes() {
    each_engine(|store| {
        let house = House::new(store);
        let now = at(8, 5);
        let cookie = format!("netra_hadir={}", "ab".repeat(16));
        for person in 0..5 {
            let body = format!(r#"{{"code":"{}"}}"#, house.code(now)).into();
            let sending = Sending { method: "POST", kind: "application/json", cookie: &cookie, body };
            let who = house.person(person);
            let came = ask(&house, now, Some(&who), "/api/v1/activities/1/attendance", sending);
            assert_eq!(came.status, StatusCode::CREATED, "{}", came.text);
        }
        let (id, by) = (house.id, house.operator());
        assert_eq!(store.read_now(move |tx| actions::sums(tx, &by, id)).expect("counts").shared, 1);
        let nobody =
            Sending { method: "POST", kind: "application/json", cookie: "", body: br#"{"code":"1"}"#.to_vec() };
        let answer = ask(&house, now, Some(&house.person(8)), "/api/v1/activities/99/attendance", nobody);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "as for a wrong code");
    });
}
