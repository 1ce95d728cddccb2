//! Planning: who may, what is refused, what is warned of, a second press.

use super::*;
use crate::actions::{Of, What};

#[test]
fn a_plan_is_kept_with_all_that_belongs_to_it_and_a_second_press_finds_it() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        assert_eq!(house.planned(), id, "the same plan again");
        let view = house.sees(house.operator(), id).expect("sees");
        let one = &view.activity;
        assert_eq!((one.zone, one.starts), (Zone::Wita, day("2023-12-21").at(Zone::Wita, 8, 0)));
        assert_eq!((one.leader.name.as_str(), one.leader.employee), ("Orang AA", Some(house.people[0])));
        assert_eq!(one.leader.function.as_deref(), Some("Kepala Divisi Pemasyarakatan"));
        assert_eq!((view.details.speakers.len(), view.details.invited.len(), view.details.agenda.len()), (1, 2, 1));
        assert_eq!((view.sent.len(), view.sent[0].1), (1, 12));
        assert!(view.basis[0].1.id.contains("1133"), "{:?}", view.basis);
        let mut changed = readiness();
        changed.title = "Apel siaga akhir tahun".into();
        changed.invited.pop();
        let by = house.operator();
        house.writes(move |tx, chance| actions::change(tx, chance, before(), &by, id, &changed)).expect("changes");
        let view = house.sees(house.operator(), id).expect("sees");
        assert_eq!((view.activity.title.as_str(), view.details.invited.len()), ("Apel siaga akhir tahun", 1));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn only_who_keeps_the_unit_plans_there_and_reaches_its_people() {
    each_engine(|store| {
        let house = House::new(store);
        for who in [
            house.person(0),
            house.who(Role::Leader, house.root),
            house.who(Role::TeamMember, house.bali),
            house.who(Role::UnitOperator, house.papua),
            house.who(Role::UnitOperator, house.prison),
        ] {
            let outcome = house.writes(move |tx, chance| actions::plan(tx, chance, before(), &who, &readiness()));
            assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
        }
        let mut far = readiness();
        far.leader = Somebody::Nip(Nip::parse(&nip(3)).expect("a NIP"));
        far.speakers = vec![Somebody::Known(EmployeeId(999))];
        far.delegations = vec![
            NewDelegation { unit: "KW-20".into(), expected: 1 },
            NewDelegation { unit: "KW-99".into(), expected: 1 },
        ];
        let codes = refused(house.plans(far));
        assert_eq!(codes, ["person-unknown", "person-unknown", "delegation", "delegation"]);
    });
}

#[test]
fn one_leader_twice_at_once_and_one_venue_twice_are_warned_of_and_can_be_meant() {
    each_engine(|store| {
        let house = House::new(store);
        let first = house.planned();
        let mut second = readiness();
        second.title = "Rapat pada jam yang sama".into();
        second.venue = Some("lapangan  LAPAS Narkotika, kelas IIA".into());
        second.starts = wall("2023-12-21T09:00");
        second.ends = wall("2023-12-21T10:00");
        second.agenda.clear();
        assert_eq!(refused(house.plans(second.clone())), ["clash-person", "clash-person", "clash-venue"]);
        let mut later = second.clone();
        later.starts = wall("2023-12-21T09:30");
        house.plans(later).expect("touching ends share nothing");
        second.confirmed = true;
        let id = house.plans(second).expect("is meant");
        let clashes = store.read_now(move |tx| actions::clashes(tx, Of::Activity(id))).expect("looks");
        let first_ones: Vec<_> = clashes.iter().filter(|clash| clash.other.id == first).collect();
        assert_eq!(first_ones.len(), 3, "leader, speaker, venue");
        assert!(matches!(&first_ones[0].what, What::Person(name) if name.starts_with("Orang AA")));
        assert_eq!(first_ones[0].overlap.ends, wall("2023-12-21T09:30").at(Zone::Wita));
    });
}

#[test]
fn a_leader_named_by_function_alone_is_one_of_the_host() {
    each_engine(|store| {
        let house = House::new(store);
        let led = |unit: &str, title: &str, institution: Option<&str>| {
            let (function, institution) = ("Kepala Kantor Wilayah".into(), institution.map(str::to_owned));
            NewActivity {
                unit: unit.into(),
                title: title.into(),
                venue: Some(format!("Ruang rapat lantai {title}")),
                leader: Somebody::Outside { name: None, function, institution },
                speakers: Vec::new(),
                delegations: Vec::new(),
                ..readiness()
            }
        };
        let first = house.plans(led("KW-20", "Satu", None)).expect("plans");
        assert_eq!(house.activity(first).leader.institution, None, "his words stay as they were");
        assert_eq!(refused(house.plans(led("KW-20", "Dua", None))), ["clash-person"]);
        assert_eq!(refused(house.plans(led("KW-20", "Tiga", Some("unit KW-20")))), ["clash-person"], "written out");
        house.plans(led("KW-20-LAPAS-01", "Empat", None)).expect("another unit has another head");
        house.plans(led("KW-20", "Lima", Some("Unit KW-30"))).expect("the head of another");
        let mut later = led("KW-20", "Enam", None);
        (later.starts, later.ends, later.agenda) = (wall("2023-12-21T10:00"), wall("2023-12-21T11:00"), Vec::new());
        let id = house.plans(later).expect("at another hour");
        let moves = |confirmed: bool| {
            let (by, new) = (house.operator(), NewActivity { confirmed, ..led("KW-20", "Enam", None) });
            house.writes(move |tx, chance| actions::change(tx, chance, before(), &by, id, &new))
        };
        assert_eq!(refused(moves(false)), ["clash-person"]);
        moves(true).expect("is meant");
        for (one, other) in [(id, first), (first, id)] {
            let clashes = store.read_now(move |tx| actions::clashes(tx, Of::Activity(one))).expect("looks");
            assert_eq!(clashes.iter().map(|clash| clash.other.id).collect::<Vec<_>>(), [other]);
        }
    });
}

#[test]
fn a_hall_without_a_name_is_another_room_in_each_unit() {
    each_engine(|store| {
        let house = House::new(store);
        let at = |unit: &str, venue: &str, title: &str| {
            let mut new = readiness();
            (new.unit, new.venue, new.title) = (unit.into(), Some(venue.into()), title.into());
            (new.leader, new.delegations, new.speakers) = (office("Kepala"), Vec::new(), Vec::new());
            new
        };
        house.plans(at("KW-20", "Aula", "Satu")).expect("plans");
        let mut other = at("KW-20-LAPAS-01", "Aula", "Dua");
        other.leader = office("Kepala Lapas");
        house.plans(other).expect("its own hall");
        let mut third = at("KW-20-LAPAS-01", "Gedung Serbaguna Kota Denpasar", "Tiga");
        third.leader = office("Sekretaris");
        house.plans(third).expect("plans");
        let mut fourth = at("KW-20", "Gedung Serbaguna, Kota Denpasar", "Empat");
        fourth.leader = office("Bendahara");
        assert_eq!(refused(house.plans(fourth)), ["clash-venue"]);
        // Two words are enough for a name.
        let mut fifth = at("KW-20-LAPAS-01", "Ruang Dharmawangsa", "Lima");
        fifth.leader = office("Juru bayar");
        house.plans(fifth).expect("plans");
        let mut sixth = at("KW-20", "ruang dharmawangsa", "Enam");
        sixth.leader = office("Pengelola arsip");
        assert_eq!(refused(house.plans(sixth)), ["clash-venue"]);
    });
}

#[test]
fn holidays_and_quiet_days_are_warned_of() {
    each_engine(|store| {
        let house = House::new(store);
        let on = |text: &str| {
            let mut new = readiness();
            new.starts = wall(&format!("{text}T08:00"));
            new.ends = wall(&format!("{text}T09:30"));
            new
        };
        assert_eq!(refused(house.plans(on("2023-12-25"))), ["day-holiday"]);
        assert_eq!(refused(house.plans(on("2024-02-12"))), ["day-quiet"]);
        assert_eq!(refused(house.plans(on("2024-02-14"))), ["day-holiday", "day-vote"]);
        let mut meant = on("2024-02-12");
        meant.confirmed = true;
        let id = house.plans(meant).expect("is meant");
        let view = house.sees(house.person(1), id).expect("sees");
        assert_eq!(view.marks.iter().map(|one| one.mark.code()).collect::<Vec<_>>(), ["day-quiet"]);
    });
}

#[test]
fn employees_see_their_own_unit_those_above_and_where_they_are_sent() {
    each_engine(|store| {
        let house = House::new(store);
        let bali = house.planned();
        let mut below = readiness();
        below.unit = "KW-20-LAPAS-01".into();
        below.delegations.clear();
        below.confirmed = true;
        let prison = house.plans(below).expect("plans");
        let sees = |who: Principal, id| house.sees(who, id).map(|view| view.reach);
        assert!(sees(house.person(1), bali).expect("own unit").reads);
        assert!(sees(house.person(2), bali).expect("sent there").reads);
        assert!(sees(house.person(2), prison).expect("own unit").reads);
        for (who, id) in [(house.person(1), prison), (house.person(3), bali), (house.person(4), bali)] {
            assert!(matches!(house.sees(who, id), Err(Error::NotFound)));
        }
        for role in [Role::Leader, Role::Auditor, Role::TeamMember, Role::PublicRelations] {
            let reach = sees(house.who(role, house.root), prison).expect("oversees");
            assert_eq!((reach.keeps, reach.oversees, reach.tells), (false, true, role == Role::PublicRelations));
        }
        assert!(matches!(house.sees(house.who(Role::Leader, house.papua), bali), Err(Error::NotFound)));
        assert!(sees(house.who(Role::UnitOperator, house.prison), bali).expect("sends people").reads);
    });
}

/// Whoever plans may name any unit, and naming one above opens the activity to those who work for that unit itself.
#[test]
fn a_delegation_above_the_host_opens_nothing_to_all_below_it() {
    each_engine(|store| {
        let house = House::new(store);
        let other = open_unit(store, "KW-20-LAPAS-02", UnitKind::Lapas, Zone::Wita, Some(house.bali));
        let guard = hire(store, 5, other, "Penjaga");
        let guard = Principal { employee: Some(guard), ..house.person(0) };
        let sent = |code: &str| vec![NewDelegation { unit: code.into(), expected: 2 }];
        let top = house.plans(NewActivity { delegations: sent("KEM"), ..readiness() }).expect("plans");
        let mut new = NewActivity { delegations: sent("KW-20"), confirmed: true, ..readiness() };
        new.unit = "KW-20-LAPAS-01".into();
        let prison = house.plans(new).expect("plans");
        let list = |who: &Principal| {
            let who = who.clone();
            let all = store.read_now(move |tx| actions::list(tx, before(), &who, &actions::Filter::default()));
            all.expect("lists").0.into_iter().map(|line| line.activity.id).collect::<Vec<_>>()
        };
        for (who, seen) in [
            (house.person(4), vec![top]),
            (house.person(3), vec![]),
            (house.person(1), vec![top, prison]),
            (house.person(2), vec![top, prison]),
            (guard, vec![top]),
        ] {
            assert_eq!(list(&who), seen, "{who:?}");
            for id in [top, prison] {
                assert_eq!(house.sees(who.clone(), id).is_ok(), seen.contains(&id), "{who:?} {id}");
            }
        }
    });
}

#[test]
fn a_clash_with_what_one_may_not_see_is_told_without_its_name() {
    each_engine(|store| {
        let house = House::new(store);
        house.planned();
        let by = house.who(Role::UnitOperator, house.papua);
        let new = NewActivity {
            unit: "KW-30".into(),
            title: "Rapat di timur".into(),
            leader: office("Kepala Papua"),
            delegations: Vec::new(),
            starts: wall("2023-12-21T09:30"),
            ends: wall("2023-12-21T10:30"),
            agenda: Vec::new(),
            ..readiness()
        };
        let (asked, keeper) = (new.clone(), by.clone());
        let outcome = house.writes(move |tx, chance| actions::plan(tx, chance, before(), &keeper, &asked));
        let Err(Error::Refused(list)) = outcome else { panic!("{outcome:?}") };
        let words = &list[0].say.id;
        assert_eq!(list[0].code, "clash-person");
        assert!(words.contains("kegiatan lain (09.30–10.30 WIT)") && !words.contains("Apel siaga"), "{words}");
        let meant = NewActivity { confirmed: true, ..new };
        let (who, mut seen) = (by.clone(), None);
        let id = house.writes(move |tx, chance| actions::plan(tx, chance, before(), &by, &meant)).expect("is meant");
        for one in house.sees(who, id).expect("sees").clashes {
            seen = Some(one.other.title);
        }
        assert_eq!(seen.as_deref(), Some(""));
    });
}

#[test]
fn money_is_for_those_who_keep_lead_or_audit_the_branch() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        let sees = |who: Principal| house.sees(who, id).expect("sees").reach.money;
        for (role, reads) in [
            (Role::UnitOperator, true),
            (Role::Administrator, true),
            (Role::Leader, true),
            (Role::Auditor, true),
            (Role::TeamMember, false),
            (Role::PublicRelations, false),
        ] {
            assert_eq!(sees(house.who(role, house.root)), reads, "{role:?}");
        }
        assert!(!sees(house.person(1)) && !sees(house.who(Role::UnitOperator, house.prison)));
    });
}
