//! The sample ministry's directives: what the demonstration tells, on the sample organisation.

use super::*;
use crate::demo;

#[test]
fn the_demonstration_tells_both_circulars_with_their_chain() {
    on_sqlite(|store| {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_calendar::MIGRATIONS).expect("migrates");
        store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
        store.migrate(&netra_correspondence::MIGRATIONS).expect("migrates");
        store.migrate(&netra_media::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = store.write_now(|tx| netra_registry::demo::seed_organisation(tx, day("2014-11-01"))).expect("seeds");
        netra_registry::demo::seed_people(store, 1, 1_500, day("2022-01-03"), &mut |_| false).expect("seeds");
        let path = store.read_now(move |tx| registry::unit(tx, root)).expect("known").path;
        let grants = vec![Grant { role: Role::UnitOperator, unit: root, path }];
        let by = Principal { account: AccountId(1), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants };
        let office = store.read_now(|tx| registry::unit_by_code(tx, "KW-07")).expect("known").id;
        let some = store.read_now(move |tx| registry::people_of(tx, office, 0, 20)).expect("reads").people;
        let some: Vec<EmployeeId> = some.into_iter().map(|person| person.id).collect();
        let chance = Chance::seeded(3);
        let filled = demo::fill(store, &chance, &by, &some).expect("fills");
        let asker = by.clone();
        let view = store.read_now(move |tx| actions::view(tx, today(), &asker, filled.order, None)).expect("reads");
        let (circular, _, above) = &view.basis.directives[0];
        assert_eq!(circular.number.as_deref(), Some("SEK-UM.01.01-1133"));
        let first = &above.directives[0];
        assert_eq!((first.0.dated, first.2.instruments[0].0.as_str()), (Dated::Year(2022), "ins-skb2022"));
        assert_eq!(first.0.dated.words(netra_base::Lang::Id), "tahun 2022 (harinya tidak diketahui)");
        let noted = first.0.issued.day(Zone::Wib);
        assert!(
            noted > day("2022-09-22") && noted < day("2022-10-19"),
            "after the joint decision, before Bali's meeting"
        );
        assert_eq!(first.0.audience.kinds, [Employment::Pns], "leaders and administrators (ins-se14-2022)");
        let asker = by.clone();
        let before =
            store.read_now(move |tx| actions::spread(tx, noon("2024-02-01"), &asker, filled.se14)).expect("sees");
        let passed: Vec<&Passed> = before
            .branches
            .iter()
            .filter_map(|branch| match &branch.line {
                Line::Done(passed) => Some(&**passed),
                _ => None,
            })
            .collect();
        assert!(passed.len() > 100, "{}", passed.len());
        for one in passed {
            assert_eq!(one.at.day(Zone::Wib).ymd().0, 2022);
            assert!(one.note.as_deref().is_some_and(|note| note.contains("(hari contoh)")), "{one:?}");
        }
        let asker = by.clone();
        let address = store
            .read_now(move |tx| actions::view(tx, noon("2024-02-01"), &asker, filled.address, None))
            .expect("reads");
        assert_eq!(address.directive.issued.day(Zone::Wib), day("2024-01-02"), "the day of the roll call");
        assert!(address.directive.occasion.is_some_and(|occasion| occasion.contains("2 Januari simpulan kami")));
        let spread =
            store.read_now(move |tx| actions::spread(tx, noon("2024-02-01"), &by, filled.se1133)).expect("sees");
        let share = i64::try_from(some.len()).expect("small");
        assert_eq!((spread.total.acknowledged, spread.total.should), (share, 1_500));
        assert!(spread.total.passed > spread.total.duty / 2 && spread.total.passed < spread.total.duty);
        let office = spread.of(office).expect("a branch");
        assert!(matches!(&office.line, Line::Done(passed) if passed.order == Some(filled.order)));
        let mut audit = netra_ledger::audit::Audit::default();
        store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        assert_eq!(audit.findings, []);
    });
}
