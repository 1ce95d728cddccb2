//! Lists find what lies far behind: an older drive, a decision of one house in many, a place among those of one's own.

use super::doors::Open;
use super::*;
use crate::actions::{Filter, Folded, Part};
use crate::model::ActivityDriveId;
use netra_it::store::on_sqlite;
use netra_store::params;

/// Plans an activity as the ministry's operator, of a drive that has a name.
fn plans(house: &House, (unit, title): (&str, &str), on: &str, drive: Option<i64>) -> ActivityId {
    let mut new = NewActivity { unit: unit.into(), title: title.into(), confirmed: true, ..readiness() };
    (new.starts, new.ends) = (wall(&format!("{on}T08:00")), wall(&format!("{on}T09:30")));
    (new.leader, new.drive) = (office("Kepala"), drive.map(ActivityDriveId));
    new.delegations.clear();
    let by = house.who(Role::UnitOperator, house.root);
    house
        .writes(move |tx, chance| {
            if let Some(drive) = new.drive {
                actions::name_drive(tx, drive, "Serentak")?;
            }
            actions::plan(tx, chance, before(), &by, &new)
        })
        .expect("plans")
}

/// So many units more below the office of Bali: more than lists ask one by one.
fn widens(house: &House) {
    for at in 0..70 {
        open_unit(&house.store, &format!("KW-20-X-{at:02}"), UnitKind::Lapas, Zone::Wita, Some(house.bali));
    }
}

fn numbers((drives, more): (Vec<Folded>, bool)) -> (Vec<i64>, bool) {
    (drives.iter().map(|one| one.drive.0).collect(), more)
}

fn coming(house: &House, who: Principal) -> (Vec<i64>, bool) {
    let landing = house.store.read_now(move |tx| actions::landing(tx, before(), &who, &Filter::default()));
    let landing = landing.expect("reads");
    numbers((landing.drives, landing.drives_more))
}

fn december(house: &House, who: Principal) -> (Vec<i64>, bool) {
    let (since, until) = (day("2023-12-01").at(Zone::Wit, 0, 0), day("2024-01-01").at(Zone::Wib, 0, 0));
    let filter = Filter { since: Some(since), until: Some(until), ..Filter::default() };
    let found = house.store.read_now(move |tx| actions::stretch(tx, before(), &who, &filter, 100)).expect("reads");
    numbers((found.drives, found.drives_more))
}

#[test]
fn an_older_drive_is_listed_however_many_came_after_it_elsewhere_or_at_another_time() {
    each_engine(|store| {
        let house = House::new(store);
        plans(&house, ("KW-20-LAPAS-01", "Penyuluhan"), "2023-12-21", Some(1));
        for drive in 2..=20 {
            plans(&house, ("KW-30", "Di Papua"), "2023-12-21", Some(drive));
        }
        assert_eq!(coming(&house, house.operator()), (vec![1], false));
        assert_eq!(december(&house, house.operator()), (vec![1], false));
        // Of a wide reach only those of the month count.
        widens(&house);
        for drive in 21..=40 {
            plans(&house, ("KW-20-X-01", "Sesudahnya"), "2024-01-21", Some(drive));
        }
        assert_eq!(december(&house, house.operator()), (vec![1], false));
        assert_eq!(coming(&house, house.operator()), ((35..=40).rev().collect(), true), "that there are more is said");
        assert_eq!(december(&house, house.who(Role::Leader, house.root)), ((15..=20).rev().collect(), true));
    });
}

#[test]
fn a_drive_with_places_of_others_this_month_and_ones_own_in_another_is_not_of_this_month() {
    each_engine(|store| {
        let house = House::new(store);
        plans(&house, ("KW-30", "Serentak"), "2023-12-21", Some(1));
        plans(&house, ("KW-20-LAPAS-01", "Serentak"), "2024-01-21", Some(1));
        assert_eq!(december(&house, house.operator()), (vec![], false));
        assert_eq!(coming(&house, house.operator()), (vec![1], false));
    });
}

#[test]
fn drives_without_a_report_do_not_crowd_out_an_older_one_that_has() {
    each_engine(|store| {
        let house = House::new(store);
        let id = plans(&house, ("KW-20-LAPAS-01", "Penyuluhan"), "2023-12-21", Some(1));
        for drive in 2..=20 {
            plans(&house, ("KW-20-LAPAS-01", "Sesudahnya"), "2023-12-22", Some(drive));
        }
        house.starts(id, on_the_day()).expect("starts");
        house.finishes(id, afterwards()).expect("finishes");
        house.files(id, afterwards()).expect("files");
        let press = house.who(Role::PublicRelations, house.bali);
        let news = store.read_now(move |tx| actions::reported(tx, &press, &Filter::default())).expect("lists");
        assert_eq!(numbers((news.drives, news.drives_more)), (vec![1], false));
    });
}

#[test]
fn of_a_wide_reach_only_the_newest_drives_are_read_and_a_narrower_one_finds_the_older() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.who(Role::UnitOperator, house.root);
        house
            .writes(move |tx, chance| {
                for drive in 1..=52 {
                    let mut new = NewActivity { unit: "KW-20-LAPAS-01".into(), confirmed: true, ..readiness() };
                    (new.leader, new.drive) = (office("Kepala"), Some(ActivityDriveId(drive)));
                    new.delegations.clear();
                    new.kind = if drive <= 2 { ActivityKind::Meeting } else { new.kind };
                    actions::name_drive(tx, ActivityDriveId(drive), "Serentak")?;
                    actions::plan(tx, chance, before(), &by, &new)?;
                }
                Ok(())
            })
            .expect("plans");
        let meetings = || {
            let (who, filter) = (house.operator(), Filter { kind: Some(ActivityKind::Meeting), ..Filter::default() });
            let landing = store.read_now(move |tx| actions::landing(tx, before(), &who, &filter)).expect("reads");
            numbers((landing.drives, landing.drives_more))
        };
        assert_eq!(meetings(), (vec![2, 1], false));
        widens(&house);
        assert_eq!(meetings(), (vec![], true), "fifty others were read before");
        assert_eq!(coming(&house, house.operator()), ((47..=52).rev().collect(), true));
    });
}

#[test]
fn a_page_says_that_there_may_be_more_drives() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let says = |path: &str| {
            let page = open.get(&open.house.operator(), path).page();
            page.contains("Mungkin masih ada kegiatan serentak lain")
        };
        let pages = ["/kegiatan", "/kegiatan/kalender?bulan=2023-12"];
        for drive in 1..=6 {
            plans(&open.house, ("KW-20-LAPAS-01", "Penyuluhan"), "2023-12-21", Some(drive));
        }
        assert_eq!(pages.map(says), [false, false]);
        plans(&open.house, ("KW-20-LAPAS-01", "Penyuluhan"), "2023-12-21", Some(7));
        assert_eq!(pages.map(says), [true, true]);
    });
}

#[test]
fn decisions_of_a_wide_reach_are_found_behind_those_of_others() {
    each_engine(|store| {
        let house = House::new(store);
        widens(&house);
        let (id, bali, papua) = (house.held(), house.bali, house.papua);
        house
            .writes(move |tx, _| {
                // Of two thousand every fortieth is Bali's, and the last one.
                for at in 1..=2_001 {
                    let unit = if at % 40 == 0 || at == 2_001 { bali } else { papua };
                    let due = day("2023-12-28").plus_days(at / 100).to_string();
                    let sql = "INSERT INTO activity_decision (activity, unit, what, function, due)
                               VALUES (?1, ?2, 'Tindak lanjut', 'Kepala', ?3)";
                    tx.execute(sql, params![id.0, unit, due.as_str()])?;
                }
                Ok(())
            })
            .expect("decides");
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let who = house.operator();
            let (list, next) =
                store.read_now(move |tx| actions::decisions(tx, &who, afterwards(), after)).expect("lists");
            seen.extend(list.iter().map(|one| (one.decision.due, one.decision.id)));
            assert!(list.iter().all(|one| one.unit.id == house.bali));
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert!(seen.is_sorted_by(|one, other| one < other), "each once");
        assert_eq!(seen.len(), 51);
        let who = house.operator();
        let desk = store.read_now(move |tx| actions::open_decisions(tx, &who, afterwards())).expect("lists");
        assert_eq!(desk.len(), 11);
    });
}

#[test]
fn one_decision_of_a_wide_reach_is_on_the_first_page_however_many_wait_elsewhere() {
    each_engine(|store| {
        let house = House::new(store);
        widens(&house);
        let (id, bali, papua) = (house.held(), house.bali, house.papua);
        house
            .writes(move |tx, _| {
                let sql = "INSERT INTO activity_decision (activity, unit, what, function, due)
                           VALUES (?1, ?2, 'Tindak lanjut', 'Kepala', ?3)";
                tx.execute(sql, params![id.0, papua, "2023-12-28"])?;
                for _ in 0..15 {
                    let twice = "INSERT INTO activity_decision (activity, unit, what, function, due)
                                 SELECT activity, unit, what, function, due FROM activity_decision";
                    tx.execute(twice, params![])?;
                }
                tx.execute(sql, params![id.0, bali, "2023-12-29"])
            })
            .expect("decides");
        let read = |who: Principal| {
            let page = move |tx: &mut Tx<'_>| {
                let (list, next) = actions::decisions(tx, &who, afterwards(), None)?;
                Ok((list, next, actions::open_decisions(tx, &who, afterwards())?))
            };
            let (list, next, desk) = store.read_now(page).expect("lists");
            let of = |list: &[actions::OpenDecision]| list.iter().map(|one| one.unit.id).collect::<Vec<_>>();
            (of(&list), next.is_some(), of(&desk))
        };
        assert_eq!(read(house.operator()), (vec![bali], false, vec![bali]));
        let (list, more, desk) = read(house.who(Role::UnitOperator, house.root));
        assert_eq!((list, more, desk), (vec![papua; 30], true, vec![papua; 11]), "who keeps the whole house");
    });
}

#[test]
fn where_other_units_send_people_is_found_behind_what_ones_own_units_hold() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.who(Role::UnitOperator, house.root);
        house
            .writes(move |tx, chance| {
                for at in 0..=105 {
                    let mut new = NewActivity { confirmed: true, leader: office("Kepala"), ..readiness() };
                    new.title = format!("Apel {at}");
                    if at == 105 {
                        (new.unit, new.title) = ("KW-30".into(), "Di Papua".into());
                        (new.starts, new.ends) = (wall("2023-12-22T08:00"), wall("2023-12-22T09:30"));
                    }
                    actions::plan(tx, chance, before(), &by, &new)?;
                }
                Ok(())
            })
            .expect("plans");
        let (who, filter) = (house.operator(), Filter { part: Part::Others, ..Filter::default() });
        let lines = store.read_now(move |tx| actions::list(tx, before(), &who, &filter)).expect("lists").0;
        assert_eq!(lines.iter().map(|line| line.activity.title.as_str()).collect::<Vec<_>>(), ["Di Papua"]);
    });
}

#[test]
fn today_is_found_behind_what_was_cancelled_and_what_was_yesterday() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        house
            .writes(move |tx, chance| {
                for at in 0..90 {
                    let mut new = NewActivity { confirmed: true, leader: office("Kepala"), ..readiness() };
                    (new.title, new.agenda) = (format!("Apel {at}"), Vec::new());
                    if at < 45 {
                        (new.starts, new.ends) = (wall("2023-12-20T08:00"), wall("2023-12-20T09:30"));
                    }
                    let id = actions::plan(tx, chance, before(), &by, &new)?;
                    if at >= 45 {
                        actions::cancel(tx, chance, before(), &by, id, "Hujan lebat")?;
                    }
                }
                Ok(())
            })
            .expect("plans");
        plans(&house, ("KW-20", "Yang ini"), "2023-12-21", None);
        let (who, at) = (house.person(1), day("2023-12-21").at(Zone::Wita, 6, 0));
        let lines = store.read_now(move |tx| actions::today(tx, at, &who)).expect("lists");
        assert_eq!(lines.iter().map(|line| line.activity.title.as_str()).collect::<Vec<_>>(), ["Yang ini"]);
    });
}
