//! From the page of a declaration to the pledge that is signed at it: whom its link leads to the place itself, and whom to the
//! pledge, which asks for the code on the screen there.

use super::doors::Open;
use super::*;
use netra_base::DriveId;
use netra_pledges::actions as pledges;
use netra_pledges::model::{Audience, NewDrive, Window, WindowZone};

/// A pledge drive of the whole ministry on the day itself.
fn opened(house: &House) -> DriveId {
    let by = house.who(Role::UnitOperator, house.root);
    let new = NewDrive {
        title: "Deklarasi netralitas".into(),
        text: "netralitas-1".into(),
        audience: Audience { units: vec![house.root], kinds: Employment::ALL.to_vec() },
        window: Window { opens: wall("2023-12-21T06:00"), closes: wall("2023-12-21T23:59"), zone: WindowZone::Local },
    };
    house.writes(move |tx, chance| pledges::open(tx, chance, before(), &by, &new)).expect("opens")
}

#[test]
fn the_host_is_led_to_the_place_and_a_delegation_to_a_pledge_that_asks_for_its_code() {
    each_engine(|store| {
        let open = Open::new(store);
        let (drive, mut new) = (opened(&open.house), readiness());
        new.pledge_drive = Some(drive);
        new.delegations.push(NewDelegation { unit: "KW-30".into(), expected: 2 });
        let id = open.house.plans(new).expect("plans");
        let leads = |person: usize, now: Moment| {
            let who = open.house.person(person);
            let page = open.get_at(now, &who, &format!("/kegiatan/{id}")).page();
            let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let mut links = links.into_iter().filter(|link| link.starts_with("/pakta/"));
            let (link, none) = (links.next().expect("a link to the pledge").to_owned(), links.next());
            assert_eq!(none, None, "one way: {page}");
            (link.clone(), open.get_at(now, &who, &link).page())
        };
        let place = open.house.sees(open.house.person(1), id).expect("sees").occasion.expect("a place").id;
        let (at_the_place, alone) = (format!("/pakta/{drive}?di={place}"), format!("/pakta/{drive}"));
        for (running, now) in [(false, before()), (true, on_the_day())] {
            if running {
                open.house.starts(id, now).expect("starts");
            }
            // One of the host, one of a prison below it, one of another province that sends people.
            for (person, leads_to) in [(1, &at_the_place), (2, &at_the_place), (3, &alone)] {
                let (link, behind) = leads(person, now);
                assert_eq!(&link, leads_to, "person {person}");
                assert!(!behind.contains("tidak dikenal"), "person {person}: {behind}");
                let home = person != 3;
                assert_eq!(behind.contains("Anda menandatangani di:"), running && home, "person {person}: {behind}");
                assert_eq!(behind.contains("Kode acara di layar"), running && !home, "person {person}: {behind}");
            }
        }
    });
}
