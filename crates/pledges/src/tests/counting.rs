//! Numerator and denominator while people join, move and leave; closing; what each asker sees.

use super::*;
use crate::actions::View;

#[test]
fn figures_roll_up_the_tree() {
    each_engine(|store| {
        let house = House::new(store);
        for person in [0, 8, 14, 16] {
            house.signs(person, at(9, 0)).expect("signs");
        }
        house.declines(9, at(9, 0)).expect("declines");
        assert_eq!(house.total(), figures(26, 4, 1));
        assert_eq!(house.of(house.bali), figures(16, 3, 1));
        assert_eq!(house.of(house.prison), figures(8, 2, 1));
        assert_eq!(house.of(house.papua), figures(7, 1, 0));
        let coverage = house.coverage();
        let of = |kind| coverage.by_kind.iter().find(|(known, _)| *known == kind).expect("in the audience").1;
        assert_eq!((of(Employment::Pns), of(Employment::Ppnpn)), (figures(24, 3, 1), figures(2, 1, 0)));
        assert_eq!(house.drive().should_at_opening, 26);
    });
}

#[test]
fn late_joiners_raise_the_denominator_and_leavers_leave_both() {
    each_engine(|store| {
        let house = House::new(store);
        house.signs(0, at(9, 0)).expect("signs");
        hire(store, 500, house.bali, Employment::Pns);
        assert_eq!(house.of(house.bali), figures(17, 1, 0));
        for gone in [house.people[0], house.people[1]] {
            store.write_now(move |tx| registry::leave(tx, gone, Departure::Retired, the_day())).expect("leaves");
        }
        house.follows();
        assert_eq!(house.of(house.bali), figures(15, 0, 0));
        let back = house.people[0];
        let papua = house.papua;
        store.write_now(move |tx| registry::come_back(tx, back, papua, the_day())).expect("comes back");
        house.follows();
        assert_eq!((house.of(house.bali), house.of(house.papua)), (figures(15, 0, 0), figures(8, 1, 0)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_signature_moves_with_its_person_before_and_after_the_counters_followed() {
    each_engine(|store| {
        let house = House::new(store);
        let (moving, papua) = ([house.people[0], house.people[1], house.people[2]], house.papua);
        house.signs(0, at(9, 0)).expect("signs");
        house.declines(1, at(9, 0)).expect("declines");
        for person in moving {
            store.write_now(move |tx| registry::move_to(tx, person, papua, the_day())).expect("moves");
        }
        // The third signs after the move, before the counters learn of it; the second changes his mind there.
        house.signs(2, at(9, 10)).expect("signs");
        house.signs(1, at(9, 11)).expect("signs");
        house.follows();
        house.follows();
        assert_eq!((house.of(house.bali), house.of(papua)), (figures(13, 0, 0), figures(10, 3, 0)));
        assert_eq!(house.total(), figures(26, 3, 0));
    });
}

#[test]
fn closing_freezes_the_figures_and_the_audit_agrees() {
    each_engine(|store| {
        let house = House::new(store);
        for person in 0..12 {
            house.signs(person, at(9, 0)).expect("signs");
        }
        house.declines(20, at(9, 0)).expect("declines");
        assert_eq!(refused(house.closes(at(23, 30))), "drive-still-open");
        let next_day = at(12, 0).plus_ms(86_400_000);
        let (chance, by, id) = (house.chance.clone(), house.who(Role::UnitOperator, house.bali), house.drive);
        let other = store.write_now(move |tx| actions::close(tx, &chance, next_day, &by, id));
        assert!(matches!(other, Err(Error::NotFound)), "not his to close");
        house.closes(next_day).expect("closes");
        assert_eq!(refused(house.closes(next_day)), "drive-closed");
        let gone = house.people[0];
        store.write_now(move |tx| registry::leave(tx, gone, Departure::Died, the_day().plus_days(1))).expect("leaves");
        house.follows();
        assert_eq!(house.total(), figures(26, 12, 1));
        assert!(house.coverage().is_final);
        assert_eq!(refused(house.signs(21, at(9, 0))), "drive-closed");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_burn_up_ends_at_the_number_of_signatures() {
    each_engine(|store| {
        let house = House::new(store);
        for person in 0..10 {
            house.signs(person, at(9, i8::try_from(person).expect("small") * 5)).expect("signs");
        }
        let id = house.drive;
        let burn = store.read_now(move |tx| actions::burn_up(tx, id, 4)).expect("reads");
        assert!(burn.points.len() <= 5 && burn.points.is_sorted());
        assert_eq!(burn.points.last(), Some(&(at(9, 46), 10)));
    });
}

fn view(house: &House, by: Option<Principal>) -> Result<View> {
    let id = house.drive;
    house.store.read_now(move |tx| actions::view(tx, by.as_ref(), id, at(12, 0)))
}

#[test]
fn a_leader_sees_the_whole_only_when_he_leads_the_whole() {
    each_engine(|store| {
        let house = House::new(store);
        house.signs(8, at(9, 0)).expect("signs");
        house.signs(16, at(9, 0)).expect("signs");
        let seen = view(&house, Some(house.who(Role::Leader, house.bali))).expect("his branch");
        assert_eq!((seen.whole, seen.coverage.total, seen.coverage.branches.len()), (false, figures(16, 1, 0), 2));
        assert!(seen.burn.points.is_empty() && seen.coverage.of(house.papua).is_none());
        let all = view(&house, Some(house.who(Role::Auditor, house.root))).expect("all");
        assert_eq!((all.whole, all.coverage.total), (true, figures(26, 2, 0)));
        for role in [Role::TeamMember, Role::Examiner, Role::Partner] {
            assert!(matches!(view(&house, Some(house.who(role, house.root))), Err(Error::NotFound)));
        }
        let narrow = House { drive: house.opens(new_drive(vec![house.papua])).expect("opens"), ..house };
        assert!(matches!(view(&narrow, Some(narrow.who(Role::Leader, narrow.bali))), Err(Error::NotFound)));
        let by = narrow.who(Role::Leader, narrow.bali);
        let (list, _) = store.read_now(move |tx| actions::glimpses(tx, &by, None)).expect("lists");
        assert_eq!(list.len(), 1, "the other drive is not in his list");
        assert_eq!((list[0].whole, list[0].figures), (false, figures(16, 1, 0)), "as his own branch says");
        let by = narrow.who(Role::Auditor, narrow.root);
        let (list, _) = store.read_now(move |tx| actions::glimpses(tx, &by, None)).expect("lists");
        let totals: Vec<_> = list.iter().map(|one| (one.whole, one.figures)).collect();
        assert_eq!(totals, [(true, figures(7, 0, 0)), (true, figures(26, 2, 0))]);
    });
}

#[test]
fn who_signed_and_moved_out_of_the_audience_is_neither_asked_nor_counted() {
    each_engine(|store| {
        let mut house = House::new(store);
        house.drive = house.opens(new_drive(vec![house.bali])).expect("opens");
        for person in 0..16 {
            house.signs(person, at(9, 0)).expect("signs");
        }
        assert_eq!(house.total(), figures(16, 16, 0));
        let (person, papua, bali) = (house.people[0], house.papua, house.bali);
        store.write_now(move |tx| registry::move_to(tx, person, papua, the_day())).expect("moves");
        house.follows();
        assert_eq!(house.total(), figures(15, 15, 0));
        assert!(house.coverage().of(papua).is_none(), "another unit's row in this drive");
        store.write_now(move |tx| registry::move_to(tx, person, bali, the_day())).expect("moves back");
        house.follows();
        assert_eq!(house.total(), figures(16, 16, 0));
    });
}
