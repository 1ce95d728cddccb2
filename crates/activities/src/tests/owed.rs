//! What keepers still owe after activities outside drives: reports, and the word that one was held or cancelled.

use super::doors::Open;
use super::*;
use crate::actions::Line;
use crate::model::ActivityDriveId;
use netra_it::store::on_sqlite;

fn plans(house: &House, unit: &str, title: &str, on: &str, drive: Option<ActivityDriveId>) -> ActivityId {
    let mut new = readiness();
    (new.unit, new.title, new.confirmed, new.drive) = (unit.into(), title.into(), true, drive);
    (new.starts, new.ends) = (wall(&format!("{on}T08:00")), wall(&format!("{on}T09:30")));
    new.leader = office("Kepala");
    new.delegations.clear();
    let by = house.who(Role::UnitOperator, house.root);
    house.writes(move |tx, chance| actions::plan(tx, chance, before(), &by, &new)).expect("plans")
}

fn titles(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.activity.title.as_str()).collect()
}

fn owes(house: &House, who: Principal, now: Moment) -> (Vec<String>, usize) {
    let owed = house.store.read_now(move |tx| actions::owed(tx, now, &who, 3)).expect("reads");
    assert!(!owed.more);
    (titles(&owed.first).into_iter().map(str::to_owned).collect(), owed.all)
}

/// Ended as its operator says, at ten on its day.
fn ends(house: &House, id: ActivityId, on: &str) {
    let at = day(on).at(Zone::Wita, 10, 0);
    let by = house.who(Role::UnitOperator, house.root);
    house.writes(move |tx, chance| actions::finish(tx, chance, at, &by, id)).expect("finishes");
}

#[test]
fn what_is_over_waits_for_its_keepers_until_it_is_told() {
    each_engine(|store| {
        let house = House::new(store);
        let held = plans(&house, "KW-20", "Selesai", "2023-12-20", None);
        ends(&house, held, "2023-12-20");
        let open = plans(&house, "KW-20-LAPAS-01", "Tidak dicatat", "2023-12-21", None);
        plans(&house, "KW-30", "Papua", "2023-12-21", None);
        let place = plans(&house, "KW-20", "Tempat serentak", "2023-12-21", Some(ActivityDriveId(7)));
        ends(&house, place, "2023-12-21");
        plans(&house, "KW-20", "Besok", "2023-12-23", None);
        let next_day = day("2023-12-22").at(Zone::Wita, 7, 0);
        let bali = || house.who(Role::UnitOperator, house.bali);
        assert_eq!(owes(&house, bali(), on_the_day()), (vec!["Selesai".into()], 1), "not while it may still go on");
        let both = (vec!["Tidak dicatat".to_owned(), "Selesai".into()], 2);
        assert_eq!(owes(&house, bali(), next_day), both, "and no place of a drive");
        assert_eq!(owes(&house, house.who(Role::UnitOperator, house.prison), next_day).1, 1);
        assert_eq!(owes(&house, house.who(Role::UnitOperator, house.root), next_day).1, 3);
        for who in [house.who(Role::Leader, house.root), house.person(0), house.who(Role::Auditor, house.root)] {
            assert_eq!(owes(&house, who, next_day), (vec![], 0), "whoever keeps nothing owes nothing");
        }
        let by = bali();
        house
            .writes(move |tx, chance| actions::cancel(tx, chance, next_day, &by, open, "Hujan lebat."))
            .expect("cancels");
        house.files(held, next_day).expect("files");
        assert_eq!(owes(&house, bali(), next_day), (vec![], 0));
        let long_after = day("2024-02-22").at(Zone::Wita, 7, 0);
        assert_eq!(owes(&house, house.operator(), long_after).1, 1, "of two months: tomorrow's, and not Papua's");
    });
}

#[test]
fn the_list_goes_on_where_the_desk_stops_and_many_units_see_the_same() {
    each_engine(|store| {
        let house = House::new(store);
        for at in 0..120 {
            let on = day("2023-12-15").plus_days(at % 9).to_string();
            plans(&house, if at % 3 == 0 { "KW-20-LAPAS-01" } else { "KW-20" }, &format!("Apel {at}"), &on, None);
        }
        let now = day("2024-01-02").at(Zone::Wita, 7, 0);
        let walk = || {
            let (mut seen, mut from) = (Vec::new(), None);
            loop {
                let who = house.who(Role::UnitOperator, house.root);
                let (lines, next) = store.read_now(move |tx| actions::list_owed(tx, now, &who, from)).expect("lists");
                assert!(lines.len() <= actions::PAGE);
                seen.extend(lines.into_iter().map(|line| line.activity.id));
                from = next;
                if from.is_none() {
                    return seen;
                }
            }
        };
        let few = walk();
        assert_eq!(few.len(), 120);
        for at in 0..260 {
            open_unit(store, &format!("KW-20-X-{at:03}"), UnitKind::Lapas, Zone::Wita, Some(house.bali));
        }
        assert_eq!(walk(), few, "of everybody, and his own kept");
        let (first, all) = owes(&house, house.who(Role::UnitOperator, house.root), now);
        assert_eq!((first.len(), all), (3, 120));
        assert_eq!(owes(&house, house.who(Role::UnitOperator, house.papua), now).1, 0);
    });
}

#[test]
fn keepers_find_the_list_beside_the_others() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let house = &open.house;
        plans(house, "KW-20", "Tidak dicatat", "2023-12-21", None);
        plans(house, "KW-30", "Papua", "2023-12-21", None);
        let now = day("2023-12-22").at(Zone::Wita, 7, 0);
        let by = house.who(Role::UnitOperator, house.bali);
        let page = open.get_at(now, &by, "/kegiatan?waktu=belum").page();
        assert!(page.contains("Tidak dicatat") && !page.contains("Papua"), "{page}");
        assert!(page.contains("Belum dilaporkan") && !page.contains("Saring daftar ini"), "{page}");
        let leader = open.get_at(now, &house.who(Role::Leader, house.bali), "/kegiatan").page();
        assert!(!leader.contains("waktu=belum"), "who keeps nothing is not led there");
    });
}
