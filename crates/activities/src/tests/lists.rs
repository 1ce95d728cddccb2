//! Lists: whose activities somebody sees, in which order, page by page.

use super::*;
use crate::actions::{Filter, Line, Place};

fn list(house: &House, who: Principal, filter: Filter) -> (Vec<Line>, Option<Place>) {
    house.store.read_now(move |tx| actions::list(tx, before(), &who, &filter)).expect("lists")
}

fn titles(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.activity.title.as_str()).collect()
}

fn plans(house: &House, unit: &str, title: &str, on: &str) -> ActivityId {
    let mut new = readiness();
    (new.unit, new.title, new.confirmed) = (unit.into(), title.into(), true);
    (new.starts, new.ends) = (wall(&format!("{on}T08:00")), wall(&format!("{on}T09:30")));
    new.leader = office("Kepala");
    new.delegations = if unit == "KW-30" { vec![] } else { new.delegations };
    if unit == "KW-20-LAPAS-01" {
        new.delegations.clear();
    }
    let by = house.who(Role::UnitOperator, house.root);
    house.writes(move |tx, chance| actions::plan(tx, chance, before(), &by, &new)).expect("plans")
}

#[test]
fn everybody_sees_his_own_and_filters_narrow_it() {
    each_engine(|store| {
        let house = House::new(store);
        plans(&house, "KW-20", "Kantor wilayah", "2023-12-21");
        plans(&house, "KW-20-LAPAS-01", "Lapas", "2023-12-20");
        plans(&house, "KW-30", "Papua", "2023-12-19");
        plans(&house, "KEM", "Kementerian", "2023-12-22");
        plans(&house, "KW-20", "Lewat", "2023-12-05");
        plans(&house, "KW-20", "Kemarin", "2023-12-13");
        let of = |who: Principal| {
            let (lines, next) = list(&house, who, Filter::default());
            assert_eq!(next, None);
            titles(&lines).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(of(house.person(2)), ["Lapas", "Kantor wilayah", "Kementerian"]);
        assert_eq!(of(house.person(1)), ["Kantor wilayah", "Kementerian"]);
        assert_eq!(of(house.person(3)), ["Papua", "Kementerian"]);
        assert_eq!(of(house.who(Role::Leader, house.bali)), ["Lapas", "Kantor wilayah", "Kementerian"], "sent there");
        assert_eq!(of(house.who(Role::Auditor, house.root)).len(), 4);
        let past = Filter { past: true, ..Filter::default() };
        assert_eq!(titles(&list(&house, house.person(1), past).0), ["Kemarin", "Lewat"]);
        let unit = Filter { unit: Some("KW-20-LAPAS-01".into()), ..Filter::default() };
        assert_eq!(titles(&list(&house, house.operator(), unit.clone()).0), ["Lapas"]);
        let stranger = house.person(3);
        let none = store.read_now(move |tx| actions::list(tx, before(), &stranger, &unit));
        assert!(matches!(none, Err(Error::NotFound)));
        let kind = Filter { kind: Some(ActivityKind::Meeting), ..Filter::default() };
        assert!(list(&house, house.operator(), kind).0.is_empty());
    });
}

#[test]
fn what_is_on_today_is_listed_until_midnight_also_when_it_began_last_night() {
    each_engine(|store| {
        let house = House::new(store);
        plans(&house, "KW-20", "Pagi ini", "2023-12-14");
        let mut night = readiness();
        (night.title, night.confirmed) = ("Siaga malam".into(), true);
        (night.starts, night.ends) = (wall("2023-12-13T22:00"), wall("2023-12-14T06:00"));
        night.agenda.clear();
        house.plans(night).expect("plans");
        let evening = day("2023-12-14").at(Zone::Wita, 20, 0);
        let who = house.person(1);
        let lines = store.read_now(move |tx| actions::list(tx, evening, &who, &Filter::default())).expect("lists").0;
        assert_eq!(titles(&lines), ["Siaga malam", "Pagi ini"]);
    });
}

#[test]
fn a_wide_reach_is_walked_without_a_gap_too() {
    each_engine(|store| {
        let house = House::new(store);
        for at in 0..80 {
            open_unit(store, &format!("KW-20-X-{at:02}"), UnitKind::Lapas, Zone::Wita, Some(house.bali));
        }
        for at in 0..130 {
            plans(&house, if at % 2 == 0 { "KW-20" } else { "KW-30" }, &format!("Apel {at}"), "2023-12-21");
        }
        let leader = house.who(Role::Leader, house.bali);
        let (mut seen, mut from) = (Vec::new(), None);
        loop {
            let (lines, next) = list(&house, leader.clone(), Filter { from, ..Filter::default() });
            seen.extend(lines.into_iter().map(|line| line.activity.id));
            from = next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 65);
        assert!(seen.is_sorted());
    });
}

#[test]
fn a_long_list_is_walked_page_by_page_without_a_gap() {
    each_engine(|store| {
        let house = House::new(store);
        for at in 0..120 {
            let on = day("2023-12-15").plus_days(at % 9).to_string();
            plans(&house, if at % 3 == 0 { "KW-20-LAPAS-01" } else { "KW-20" }, &format!("Apel {at}"), &on);
        }
        let walk = |filter: Filter| {
            let (mut seen, mut from) = (Vec::new(), None);
            loop {
                let (lines, next) = list(&house, house.operator(), Filter { from, ..filter.clone() });
                assert!(lines.len() <= actions::PAGE);
                seen.extend(lines.into_iter().map(|line| (line.activity.starts, line.activity.id)));
                from = next;
                if from.is_none() {
                    return seen;
                }
            }
        };
        let coming = walk(Filter::default());
        assert_eq!(coming.len(), 120);
        assert!(coming.is_sorted());
        let since = Some(day("2024-01-01").at(Zone::Wita, 0, 0));
        let mut past = walk(Filter { past: true, since, ..Filter::default() });
        past.reverse();
        assert_eq!(past, coming);
    });
}

#[test]
fn a_desk_counts_what_its_list_shows() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.held();
        plans(&house, "KW-20", "Belum mulai", "2023-12-22");
        let year = |year: i16| crate::pages::year_span(year).expect("a year");
        let count = |who: Principal, of: i16| {
            let count = store.read_now(move |tx| actions::count_held(tx, &who, year(of))).expect("counts");
            (count.held, count.reported)
        };
        let list = |who: Principal, of: i16, reported: Option<bool>| {
            let read = move |tx: &mut Tx<'_>| actions::list_held(tx, afterwards(), &who, year(of), (reported, None));
            store.read_now(read).expect("lists").0.into_iter().map(|line| line.activity.id).collect::<Vec<_>>()
        };
        let leader = house.who(Role::Leader, house.root);
        assert_eq!((count(leader.clone(), 2023), list(leader.clone(), 2023, None)), ((1, 0), vec![id]));
        assert_eq!((count(leader.clone(), 2024), list(leader.clone(), 2024, None)), ((0, 0), vec![]));
        assert_eq!(list(leader.clone(), 2023, Some(true)), []);
        house.files(id, afterwards()).expect("files");
        assert_eq!((count(leader.clone(), 2023), list(leader.clone(), 2023, Some(true))), ((1, 1), vec![id]));
        assert_eq!(list(leader, 2023, Some(false)), []);
        for stranger in [house.who(Role::Leader, house.papua), house.person(1)] {
            assert_eq!((count(stranger.clone(), 2023), list(stranger, 2023, None)), ((0, 0), vec![]));
        }
    });
}

#[test]
fn today_is_what_happens_where_somebody_works_or_keeps() {
    each_engine(|store| {
        let house = House::new(store);
        plans(&house, "KW-20", "Kantor wilayah", "2023-12-21");
        plans(&house, "KW-20-LAPAS-01", "Lapas", "2023-12-21");
        plans(&house, "KW-30", "Papua", "2023-12-21");
        plans(&house, "KEM", "Besok", "2023-12-22");
        let at = day("2023-12-21").at(Zone::Wita, 6, 0);
        let of = |who: Principal| {
            let lines = store.read_now(move |tx| actions::today(tx, at, &who)).expect("lists");
            titles(&lines).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(of(house.person(1)), ["Kantor wilayah"]);
        assert_eq!(of(house.person(2)), ["Kantor wilayah", "Lapas"], "and the one to which his unit is sent");
        assert_eq!(of(house.operator()), ["Kantor wilayah", "Lapas"], "whoever keeps them");
        assert_eq!(of(house.person(4)), Vec::<String>::new());
    });
}
