//! Announcing and changing: who may, what is refused, what a second press does, one leaf a version.

use super::*;

fn kept(house: &House, id: ActivityDriveId) -> crate::model::Drive {
    let by = house.centre();
    house.store.read_now(move |tx| actions::seen(tx, &by, id)).expect("known").drive
}

#[test]
fn a_drive_is_announced_once_however_often_somebody_presses() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        assert_eq!(house.announces(new_drive(), house.centre()).expect("again"), id);
        let drive = kept(&house, id);
        assert_eq!((drive.version, drive.unit, drive.announcer), (1, house.root, house.bphn));
        assert_eq!(drive.definition.exceptions.len(), 2);
        assert_eq!(drive.definition.agenda.len(), 2);
        let mut other = new_drive();
        other.definition.theme = "Tema lain".into();
        assert_eq!(refused(house.announces(other, house.centre())), "title-taken");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_centre_announces_for_units_it_covers_and_nobody_else_does() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(refused(house.announces(new_drive(), house.keeper(house.bali))), "unit-unknown");
        assert_eq!(refused(house.announces(new_drive(), house.who(Role::Leader, house.root))), "unit-unknown");
        let with = |change: &dyn Fn(&mut NewDrive)| {
            let mut new = new_drive();
            change(&mut new);
            refused(house.announces(new, house.centre()))
        };
        assert_eq!(with(&|new| new.unit = "KW-99".into()), "unit-unknown");
        assert_eq!(with(&|new| new.announcer = "KW-99".into()), "unit-unknown");
        assert_eq!(with(&|new| new.definition.exceptions[0].unit = "KW-99".into()), "unit-unknown");
        assert_eq!(with(&|new| new.definition.exceptions[0].unit = "KW-30".into()), "exception-twice");
        assert_eq!(with(&|new| new.definition.basis = vec!["ins-none".into()]), "basis-unknown");
        assert_eq!(with(&|new| new.definition.window.closes = wall("07:00")), "window-backwards");
        assert_eq!(with(&|new| new.definition.required = 0), "required-range");
        let list = house.centre();
        let list = store.read_now(move |tx| actions::drives(tx, &list, None, 10)).expect("a list");
        assert!(list.is_empty(), "nothing was kept");
        // An office announces for its own branch.
        let mut own = new_drive();
        (own.unit, own.announcer) = ("KW-08".into(), "KW-08".into());
        own.definition.exceptions.truncate(1);
        house.announces(own, house.keeper(house.bengkulu)).expect("announces");
    });
}

#[test]
fn a_change_is_a_new_version_and_the_same_again_is_none() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let centre = || house.centre();
        assert_eq!(house.changes((id, 1), before(), centre(), |_| ()).expect("nothing changes"), 1);
        let wider = |set: &mut Definition<String>| set.window.closes = wall("17:00");
        assert_eq!(house.changes((id, 1), before(), centre(), wider).expect("changes"), 2);
        assert_eq!(house.changes((id, 1), before(), centre(), wider).expect("pressed twice"), 2);
        let behind = house.changes((id, 1), before(), centre(), |set| set.target = 50);
        assert_eq!(refused(behind), "version-behind");
        let other = house.changes((id, 2), before(), house.keeper(house.bali), wider);
        assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
        assert_eq!(kept(&house, id).version, 2);
        let over = wall("17:00").at(Zone::Wib);
        assert_eq!(refused(house.changes((id, 2), over, centre(), |set| set.target = 50)), "drive-over");
        let leaves = store.read_now(|tx| {
            tx.query_one("SELECT COUNT(*) FROM ledger_entry WHERE kind = 'activity-drive-opened'", &[], |row| {
                row.int(0)
            })
        });
        assert_eq!(leaves.expect("counts"), 2, "one leaf a version");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_drive_changes_while_places_run_and_leaves_none_of_them_outside() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = house.placed(id, "KW-20", "Aula");
        house.starts(place, 10);
        let now = wall("09:30").at(Zone::Wita);
        let change = |change: &dyn Fn(&mut Definition<String>)| house.changes((id, 1), now, house.centre(), change);
        assert_eq!(refused(change(&|set| set.kind = ActivityKind::Declaration)), "kind-begun");
        assert_eq!(refused(change(&|set| set.window.closes = wall("10:00"))), "window-leaves-places");
        assert_eq!(refused(change(&|set| set.kinds = vec![UnitKind::Lapas])), "places-dropped");
        assert_eq!(change(&|set| set.target = 60).expect("changes"), 2);
        let running = store.read_now(move |tx| activities::activity(tx, place)).expect("still there");
        assert_eq!((running.target, running.tally.present), (100, 10), "a place keeps what it said");
    });
}
