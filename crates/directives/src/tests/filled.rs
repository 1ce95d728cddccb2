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
        let asker = by.clone();
        let spread =
            store.read_now(move |tx| actions::spread(tx, noon("2024-02-01"), &asker, filled.se1133)).expect("sees");
        let share = i64::try_from(some.len()).expect("small");
        assert_eq!((spread.total.acknowledged, spread.total.should), (share, 1_500));
        assert!(spread.total.passed > spread.total.duty / 2 && spread.total.passed < spread.total.duty);
        let office = spread.of(office).expect("a branch");
        assert!(matches!(&office.line, Line::Done(passed) if passed.order == Some(filled.order)));
        over(store, &by, filled.se1133);
        let mut audit = netra_ledger::audit::Audit::default();
        store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        assert_eq!(audit.findings, []);
    });
}

/// The sample circular of Bali: over since the voting of 2024, read and acknowledged by some, its figures as they were then
/// although people have left since.
fn over(store: &Store, by: &Principal, rests: DirectiveId) {
    let staff = store.read_now(|tx| {
        let office = registry::unit_by_code(tx, "KW-20")?;
        let mut staff = Vec::new();
        for unit in registry::tree(tx, &office.path, None)? {
            staff.extend(registry::people_of(tx, unit.id, 0, 1_000)?.people.into_iter().map(|person| person.id));
        }
        Ok(staff)
    });
    let staff: Vec<EmployeeId> = staff.expect("reads");
    let some = &staff[..staff.len() * 2 / 3];
    let id = demo::over(store, &Chance::seeded(4), by, rests, some).expect("is over");
    let spread = |now: Moment| {
        let by = by.clone();
        store.read_now(move |tx| actions::spread(tx, now, &by, id)).expect("sees")
    };
    let kept = spread(noon("2024-03-01"));
    let [whole, some] = [staff.len(), some.len()].map(|count| i64::try_from(count).expect("small"));
    assert!(some > 0 && some < whole, "{some} of {whole}");
    assert_eq!(counted(kept.total), people(whole, some, some));
    assert!(kept.total.passed > 0 && kept.total.passed <= kept.total.duty, "{:?}", kept.total);
    let directive = &kept.directive;
    assert_eq!(directive.counted.map(|counted| counted.at.day(Zone::Wib)), Some(day("2024-02-15")));
    assert!(directive.end.is_none() && directive.until == Some(day("2024-02-14")), "over, not withdrawn");
    for words in [directive.subject.as_str(), directive.number.as_deref().unwrap_or_default()] {
        assert!(words.to_uppercase().starts_with("CONTOH"), "{words}");
    }
    let asker = by.clone();
    let text =
        store.read_now(move |tx| actions::view(tx, today(), &asker, id, None)).expect("reads").version.content.text;
    assert!(text.as_str().contains("berita tidak menyebut surat seperti ini"), "{}", text.as_str());
    let late = directive.asked.and_then(|asked| asked.until).expect("a last day");
    assert!(late < day("2024-02-14") && netra_calendar::model::weekday(late).id == "Rabu", "{late}");
    let gone = staff[0];
    store
        .write_now(move |tx| registry::leave(tx, gone, netra_registry::model::Departure::Retired, day("2024-03-04")))
        .expect("leaves");
    store.write_now(|tx| actions::follow(tx, usize::MAX)).expect("follows");
    assert_eq!(spread(noon("2024-03-05")).total, kept.total, "frozen");
}
