//! Who has a team, as a leader looks for those without and as somebody outside the house may see it; what an operator's desk
//! reads for that.

use super::doors::get;
use super::*;
use axum::http::StatusCode;

#[test]
fn a_leader_finds_the_units_without_a_team() {
    each_engine(|store| {
        let house = House::new(store);
        house.bali();
        let leader = house.who(Role::Leader, house.root);
        let page = get(&house, &leader, "/tim").page();
        assert!(page.contains("/tim/daftar?keadaan=belum") && !page.contains("/tim/daftar?keadaan=kurang"));
        let papua = page.find("Unit KW-30").expect("listed");
        assert!(papua < page.find("Unit KW-20").expect("listed"), "without a team, so on top");
        let without = get(&house, &leader, "/tim/daftar?keadaan=belum").page();
        assert!(without.contains("Unit KW-30") && !without.contains("Unit KW-20"), "{without}");
        assert!(without.contains("dari 3 unit belum punya tim"), "the counts are of all");
        let bali = get(&house, &leader, "/tim/daftar?unit=kw-20").page();
        assert!(bali.contains("Unit KW-20-LAPAS-01") && !bali.contains("Unit KW-30") && bali.contains("dari 2 unit"));
        let both = get(&house, &leader, "/tim/daftar?unit=KW-20,KW-30").page();
        assert!(both.contains("dari 3 unit") && both.contains("Unit KW-30"));
        let none = get(&house, &leader, "/tim/daftar?unit=KW-20&keadaan=belum").page();
        assert!(none.contains("Tidak ada unit yang cocok."));
        assert_eq!(get(&house, &leader, "/tim/daftar?unit=KW-99").status, StatusCode::NOT_FOUND);
        let standing = store.read_now(|tx| actions::standing(tx, today())).expect("reads");
        let counts = standing.counts_of(|unit| unit.code.as_str() != "KW-30");
        assert_eq!((counts.units, counts.own, counts.above, counts.without()), (2, 1, 1, 0));
    });
}

#[test]
fn somebody_outside_the_house_learns_whether_and_no_more() {
    each_engine(|store| {
        let house = House::new(store);
        house.bali();
        let partner = house.who(Role::Partner, house.root);
        for path in ["/tim", "/tim/daftar", "/tim/unit/KW-20"] {
            let page = get(&house, &partner, path).page();
            assert!(page.contains("Berlaku") && !page.contains("/tim/1"), "{path}: {page}");
            assert!(!page.contains("31 Desember 2024") && !page.contains("Tim Pembinaan dan Pengawasan<"), "{path}");
        }
        for path in ["/tim/1", "/tim/1/sk", "/tim/1/sk.pdf", "/tim/1/rencana", "/tim/1/temuan", "/api/v1/teams/1"] {
            assert_eq!(get(&house, &partner, path).status, StatusCode::NOT_FOUND, "{path}");
        }
        let list = get(&house, &partner, "/api/v1/teams?unit=KW-20").json();
        let office = &list["units"][0];
        assert_eq!(office["valid"], true);
        let absent = |unit: &serde_json::Value, keys: &[&str]| keys.iter().all(|key| unit.get(key).is_none());
        assert!(absent(office, &["team", "own", "until", "complete"]), "{office}");
        let inside = get(&house, &house.person(12), "/api/v1/teams?unit=KW-30").json();
        let papua = &inside["units"][0];
        assert!(absent(papua, &["team", "until"]), "where there is none: {papua}");
        assert_eq!((&papua["own"], &papua["complete"]), (&false.into(), &false.into()), "{papua}");
        let both = Principal { employee: Some(house.people[12]), ..partner };
        assert!(get(&house, &both, "/tim/1").page().contains("CONTOH/KW-20/2022"), "who works here too");
    });
}

/// Two teams of Bali: the office's ends soon and has lost its chair, the prison's is complete; Papua has none.
fn an_office_that_lacks_a_chair(house: &House) {
    let mut new = house.bali_team();
    new.period.until = day("2022-11-20");
    house.forms(new, house.operator()).expect("forms");
    let mut new = house.bali_team();
    let three = [(7, Duty::Chair), (8, Duty::Member), (9, Duty::Member)];
    new.members = three.map(|(person, duty)| house.member(person, duty, &[Function::Guidance])).to_vec();
    new.unit = "KW-20-LAPAS-01".into();
    house.forms(new, house.operator()).expect("forms");
    let chair = house.people[5];
    let leave = move |tx: &mut netra_store::Tx<'_>| registry::leave(tx, chair, Departure::Retired, day("2022-10-31"));
    house.store.write_now(leave).expect("leaves");
    house.follows(today());
}

#[test]
fn nothing_that_is_asked_or_counted_tells_an_outsider_what_a_team_lacks() {
    each_engine(|store| {
        let house = House::new(store);
        an_office_that_lacks_a_chair(&house);
        let (partner, leader) = (house.who(Role::Partner, house.root), house.who(Role::Leader, house.root));
        // Inside the house each of these finds the one office.
        for state in ["kurang", "segera"] {
            let path = format!("/tim/daftar?keadaan={state}");
            let page = get(&house, &leader, &path).page();
            assert!(page.contains("/tim/unit/KW-20\"") && !page.contains("/tim/unit/KW-30\""), "{page}");
            let told = get(&house, &partner, &path).page();
            for code in ["KW-20", "KW-20-LAPAS-01", "KW-30"] {
                assert!(told.contains(&format!("/tim/unit/{code}\"")), "{state} narrows nothing: {told}");
            }
            assert!(!told.contains(&format!("value=\"{state}\"")), "{state} is not offered");
        }
        let without = get(&house, &partner, "/tim/daftar?keadaan=belum").page();
        assert!(without.contains("/tim/unit/KW-30\"") && !without.contains("/tim/unit/KW-20\""), "{without}");
        let words = ["kurang ketua", "tim lengkap", "punya tim sendiri", "Tim sendiri", "Ikut unit di atas"];
        let page = get(&house, &leader, "/tim").page();
        assert!(words.iter().all(|word| page.contains(word)), "{page}");
        for path in ["/tim", "/tim/daftar", "/tim/daftar?unit=KW-20-LAPAS-01", "/tim/unit/KW-20"] {
            let page = get(&house, &partner, path).page();
            assert!(!words.iter().any(|word| page.contains(word)), "{path}: {page}");
        }
        // The office stands among those of which every unit has a team, as it would with a chair.
        let folded = |who: &Principal| get(&house, who, "/tim").page().contains("1 Kantor Wilayah yang semua unitnya");
        assert_eq!((folded(&leader), folded(&partner)), (false, true));
    });
}

#[test]
fn a_team_names_its_instruments() {
    each_engine(|store| {
        let house = House::new(store);
        house.bali();
        let page = get(&house, &house.person(9), "/tim/1").page();
        assert!(page.contains("Keputusan Bersama 2022</a> <span class=\"source\">ins-skb2022</span>"), "{page}");
    });
}

#[test]
fn a_desk_reads_the_teams_of_few_and_of_many_alike() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.bali_team();
        new.period.until = day("2022-11-20");
        let bali = house.forms(new, house.operator()).expect("forms");
        let waits = || {
            let who = house.operator();
            let list = store.read_now(move |tx| actions::notices(tx, &who, today())).expect("reads");
            list.into_iter().map(|notice| notice.team).collect::<Vec<_>>()
        };
        assert_eq!(waits(), [bali]);
        // More teams than are read one by one.
        for at in 0..101 {
            let unit = open_unit(store, &format!("KW-20-X-{at:03}"), UnitKind::Lapas, Zone::Wita, Some(house.bali));
            let mut new = house.bali_team();
            let three = [(1, Duty::Chair), (2, Duty::Member), (3, Duty::Member)];
            new.members = three.map(|(person, duty)| house.member(person, duty, &[Function::Guidance])).to_vec();
            new.unit = store.read_now(move |tx| registry::unit(tx, unit)).expect("known").code.to_string();
            house.forms(new, house.operator()).expect("forms");
        }
        assert_eq!(waits(), [bali]);
    });
}
