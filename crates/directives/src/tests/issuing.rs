//! Issuing, correcting, ending; chains and circles; who may know.

use super::*;

#[test]
fn a_circular_is_issued_once_and_the_same_request_finds_it() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.issued();
        assert_eq!(house.issues(house.operator(), house.circular("1133")).expect("again"), id);
        let mut other = house.circular("1133");
        other.key = "another".into();
        assert_eq!(refused(house.issues(house.operator(), other.clone())), "number-taken");
        other.number = Numbering::Typed("sek.um.01.01-1133".into());
        assert_eq!(
            refused(house.issues(house.operator(), other)),
            "number-taken",
            "another spelling is the same paper"
        );
        let view = house.view(house.person(8), id).expect("a PPNPN reads it as soon as it is issued");
        assert_eq!((view.reach.meant, view.directive.should_at_issue, view.version.version), (true, 11, 1));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_chain_leads_up_to_the_law_and_a_search_finds_any_spelling() {
    each_engine(|store| {
        let house = House::new(store);
        let mut first = house.circular("x");
        first.number = Numbering::Typed("SEK-14.KP.05.02 Tahun 2022".into());
        (first.dated, first.from, first.asked) = (Dated::Year(2022), None, None);
        first.row = Some("ins-se14-2022".into());
        let first = house.issues(house.operator(), first).expect("its day is not known");
        let mut second = house.circular("1133");
        second.content = content("Ketentuan netralitas", &["ins-skb2022"], &[first]);
        let second = house.issues(house.operator(), second).expect("issues");
        let mut order = house.circular("9");
        (order.kind, order.unit) = (DirectiveKind::Order, "KW-20".into());
        order.audience.units = vec![house.bali];
        order.content = content("Pelaksanaan", &[], &[second]);
        let order = house.issues(house.who(Role::UnitOperator, house.bali), order).expect("the office orders");
        let view = house.view(house.person(5), order).expect("reads");
        let (circular, opens, above) = &view.basis.directives[0];
        assert_eq!((circular.id, *opens, above.directives[0].0.id), (second, true, first));
        assert_eq!(above.directives[0].2.instruments[0].0, "ins-skb2022");
        let below = house.view(house.person(5), second).expect("reads").resting;
        assert_eq!(below.iter().map(|one| one.id).collect::<Vec<_>>(), [order]);
        assert!(house.view(house.person(9), second).expect("reads").resting.is_empty(), "Papua may not know of Bali's");
        assert!(matches!(house.view(house.person(9), order), Err(Error::NotFound)));
        for words in ["SEK.UM.01.01-1133", "sek-um.01.01-1133", "1133", "KETENTUAN netral"] {
            let (who, words) = (house.person(9), words.to_owned());
            let found = store.read_now(move |tx| actions::known(tx, &who, &words, None)).expect("finds").list;
            assert!(found.iter().any(|one| one.id == second), "{found:?}");
        }
        assert_eq!(house.findings(), []);
    });
}

/// Five rows of four, each resting on all of the row above: told one by one that would be 1,364 lines.
#[test]
fn a_chain_that_is_a_net_tells_each_basis_once() {
    fn lines(basis: &actions::Basis) -> usize {
        basis.directives.iter().map(|(_, _, above)| 1 + lines(above)).sum()
    }
    each_engine(|store| {
        let house = House::new(store);
        let mut above: Vec<DirectiveId> = Vec::new();
        for row in 0..5 {
            let of_row = |at: i32| {
                let mut new = house.circular(&format!("{row}{at}"));
                new.content = content("Ketentuan netralitas", &["ins-skb2022"], &above);
                house.issues(house.operator(), new).expect("issues")
            };
            above = (0..4).map(of_row).collect();
        }
        let mut last = house.circular("last");
        last.content = content("Ketentuan netralitas", &[], &above);
        let last = house.issues(house.operator(), last).expect("issues");
        let basis = house.view(house.person(9), last).expect("reads").basis;
        assert_eq!((basis.directives.len(), lines(&basis)), (4, 4 + 16 * 4));
    });
}

#[test]
fn a_directive_replaces_or_rests_on_itself_in_no_way() {
    each_engine(|store| {
        let house = House::new(store);
        let one = house.issued();
        // It names itself by its own number.
        let mut same = house.circular("1133");
        (same.key, same.replaces) = ("again".into(), vec![one]);
        assert_eq!(refused(house.issues(house.operator(), same)), "replaces-itself");
        assert_eq!(refused(house.ends(one, Ending::Replaced(one))), "replaces-itself");
        assert_eq!(refused(house.corrects(one, 1, content("x y z", &[], &[one]), false)), "rests-on-itself");
        let mut next = house.circular("1200");
        next.content = content("Lanjutan", &[], &[one]);
        let two = house.issues(house.operator(), next).expect("issues");
        // In a circle: one → two → one.
        assert_eq!(refused(house.corrects(one, 1, content("x y z", &[], &[two]), false)), "rests-on-itself");
        assert_eq!(refused(house.ends(one, Ending::Replaced(two))), "rests-on-replaced", "it carries it out");
        let three = house.issues(house.operator(), house.circular("1300")).expect("issues");
        house.ends(one, Ending::Replaced(three)).expect("replaced");
        house.ends(one, Ending::Replaced(three)).expect("the same end again");
        assert_eq!(refused(house.ends(one, Ending::Withdrawn("salah".into()))), "ended-already");
        assert_eq!(refused(house.ends(three, Ending::Replaced(one))), "replaces-itself", "in a circle");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_is_replaced_ends_with_the_new_one_and_waits_for_nobody() {
    each_engine(|store| {
        let house = House::new(store);
        let old = house.issued();
        let mut next = house.circular("1200");
        next.replaces = vec![old];
        let new = house.issues(house.operator(), next).expect("issues");
        let view = house.view(house.person(2), old).expect("stays readable");
        assert_eq!(view.successor.map(|one| one.id), Some(new));
        assert_eq!(refused(house.acknowledges(2, old, 1, today())), "directive-ended");
        let who = house.person(2);
        let waiting = store.read_now(move |tx| actions::waiting(tx, &who, today())).expect("waits");
        assert_eq!((waiting.acknowledge, waiting.first.map(|(id, _)| id)), (1, Some(new)));
        let mut again = house.circular("1300");
        again.replaces = vec![old];
        assert_eq!(refused(house.issues(house.operator(), again)), "ended-already");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn only_keepers_of_all_its_units_issue() {
    each_engine(|store| {
        let house = House::new(store);
        let bali = house.who(Role::UnitOperator, house.bali);
        assert_eq!(refused(house.issues(bali.clone(), house.circular("1"))), "unit-unknown", "not his to issue for");
        let mut own = house.circular("2");
        own.unit = "KW-20".into();
        assert_eq!(refused(house.issues(bali.clone(), own.clone())), "unit-outside", "nor for the whole ministry");
        own.audience.units = vec![house.prison];
        let id = house.issues(bali, own).expect("for his own prison");
        for (who, sees) in
            [(house.person(5), true), (house.person(2), false), (house.who(Role::Leader, house.bali), true)]
        {
            assert_eq!(house.view(who, id).is_ok(), sees);
        }
        assert_eq!(refused(house.issues(house.who(Role::Leader, house.root), house.circular("3"))), "unit-unknown");
        let papua = house.who(Role::UnitOperator, house.papua);
        let chance = house.chance.clone();
        let ends = store.write_now(move |tx| {
            actions::end(tx, &chance, today(), &papua, id, &Ending::Withdrawn("bukan milik saya".into()))
        });
        assert!(matches!(ends, Err(Error::NotFound)));
    });
}

#[test]
fn a_number_comes_from_the_register_of_the_unit() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.circular("7");
        new.number = Numbering::Taken("UM.01.01".into());
        let id = house.issues(house.operator(), new.clone()).expect("issues");
        assert_eq!(house.issues(house.operator(), new).expect("again"), id);
        let number = house.view(house.operator(), id).expect("reads").directive.number.expect("a number");
        assert!(number.contains("UM.01.01") && number.ends_with("0001"), "{number}");
    });
}

#[test]
fn the_last_day_is_counted_in_working_days_once_its_issuer_has_seen_it() {
    each_engine(|store| {
        let house = House::new(store);
        let with = |asked: Due, confirmed: Confirmed| {
            let mut new = house.circular("6");
            (new.asked, new.confirmed) = (Some(asked), confirmed);
            new
        };
        let counted = with(Due::WorkingDays(23), Confirmed::Nothing);
        assert_eq!(refused(house.issues(house.operator(), counted.clone())), "due-counted");
        let by = house.operator();
        let last = store.read_now(move |tx| actions::last_day(tx, today(), &by, &counted)).expect("counts");
        // From Friday 24 November: four weeks and three days, Christmas and its joint leave passed over.
        let last = last.expect("a day");
        assert_eq!((last.day, last.days), (day("2023-12-29"), Some(23)));
        assert!(last.told.expect("told").id.contains("26 Desember 2023 (Cuti bersama Natal)"));
        let other = with(Due::WorkingDays(23), Confirmed::Day(day("2023-12-28")));
        assert_eq!(refused(house.issues(house.operator(), other)), "due-counted", "another day than the one he saw");
        let sunday = day("2023-12-31");
        assert_eq!(refused(house.issues(house.operator(), with(Due::Day(sunday), Confirmed::Nothing))), "due-day-off");
        let mut far = with(Due::WorkingDays(3), Confirmed::Any);
        far.from = Some(day("2099-01-05"));
        assert_eq!(refused(house.issues(house.operator(), far)), "no-holiday-data");
        let seen = with(Due::WorkingDays(23), Confirmed::Day(last.day));
        let id = house.issues(house.operator(), seen).expect("issues");
        let asked = house.view(house.person(2), id).expect("reads").directive.asked.expect("asked");
        assert_eq!((asked.until, asked.days), (Some(last.day), Some(23)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn an_address_is_read_on_behalf_of_another() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = house.circular("8");
        (new.kind, new.number, new.unit) = (DirectiveKind::Address, Numbering::None, "KW-20".into());
        (new.issuer, new.read_by) = ("Kepala Kantor Wilayah".into(), Some("Kepala Divisi Pemasyarakatan".into()));
        new.occasion = Some("Apel siaga".into());
        new.audience.units = vec![house.bali];
        let id = house.issues(house.operator(), new).expect("issues");
        let directive = house.view(house.person(5), id).expect("reads").directive;
        assert_eq!(directive.read_by.as_deref(), Some("Kepala Divisi Pemasyarakatan"));
        assert_eq!(
            crate::words::issuer(netra_base::Lang::Id, &directive),
            "Kepala Divisi Pemasyarakatan, atas nama Kepala Kantor Wilayah"
        );
        assert_eq!(house.findings(), []);
    });
}
