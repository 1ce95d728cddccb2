//! The report: composed from the records, filed once, corrected with a reason; names of persons are not in it.

use super::*;
use crate::model::Report;
use crate::rules::press::markdown;
use netra_base::Error;

fn report(house: &House, who: Principal, id: ActivityId, version: Option<i64>) -> Result<actions::ReportView> {
    house.store.read_now(move |tx| actions::report(tx, afterwards(), &who, id, version))
}

fn filed(house: &House, id: ActivityId) -> Report {
    report(house, house.operator(), id, None).expect("reads").report
}

#[test]
fn a_report_says_what_the_records_say_and_names_nobody() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        assert_eq!(house.files(id, afterwards()).expect("files"), 1);
        assert_eq!(house.files(id, afterwards()).expect("a second press"), 1);
        let report = filed(&house, id);
        assert!(
            report.summary.contains("Hadir 47 orang dari 49 yang diharapkan: 40 pegawai dan 7 tamu dari luar."),
            "{}",
            report.summary
        );
        assert_eq!(report.time, "Kamis, 21 Desember 2023, pukul 08.00–09.30 WITA");
        assert_eq!(report.leader, "Kepala Divisi Pemasyarakatan, Unit KW-20; membacakan amanat Kepala Kantor Wilayah");
        let parts = report.attendance.iter().map(|one| (one.group.as_str(), one.expected, one.present));
        let apart = [
            ("Pegawai Unit KW-20", Some(30), Some(29)),
            ("Utusan Unit KW-20-LAPAS-01", Some(12), Some(10)),
            ("Pegawai unit lain di luar utusan", None, Some(1)),
            ("Polresta", Some(4), Some(4)),
            ("Bawaslu Kota", Some(3), Some(0)),
            ("Kecamatan Contoh (tidak disebut dalam undangan)", None, Some(3)),
        ];
        assert_eq!(parts.collect::<Vec<_>>(), apart);
        assert_eq!((report.photos.len(), report.quotes.len(), report.version), (1, 1, 1));
        let budget = report.budget.as_ref().expect("a budget");
        assert_eq!((budget.ceiling, budget.realised), (5_000_000, Some(4_000_000)));
        assert!(report.number.as_deref().is_some_and(|number| number.contains("UM.01.01")), "{:?}", report.number);
        let all = serde_json::to_string(&report).expect("JSON");
        let text = markdown(&report, "http://localhost/kegiatan/1");
        assert!(text.contains("- **Kehadiran:**\n  - Pegawai Unit KW-20: 29 hadir dari 30\n  - Utusan Unit KW-20-LAPAS-01: 10 hadir dari 12\n"), "{text}");
        for name in ["Orang AA", "Orang BB", "Tokoh Contoh"] {
            assert!(!all.contains(name) && !text.contains(name), "{name}");
        }
        assert!(text.starts_with("# Apel siaga dan deklarasi\n") && text.contains("> \"Kami siap dan netral.\""));
        house.counts(id, Tally { present: 5, ..Tally::default() });
        assert_eq!(filed(&house, id), report, "what was filed stays");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_filed_report_changes_only_by_a_new_version_with_a_reason() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let correct = |reason: &'static str| {
            let by = house.operator();
            house.writes(move |tx, chance| actions::correct_report(tx, chance, afterwards(), &by, id, reason))
        };
        assert_eq!(refused(correct("Terlalu dini")), ["not-reported"]);
        house.files(id, afterwards()).expect("files");
        let minutes = |text: &'static str| {
            let by = house.operator();
            house.writes(move |tx, _| actions::write_minutes(tx, &by, id, text))
        };
        assert_eq!(refused(minutes("Risalah lain")), ["reported"]);
        correct("Jumlah undangan salah tulis").expect("opens");
        correct("Jumlah undangan salah tulis").expect("a second press");
        assert_eq!(refused(correct("Lain")), ["correcting"]);
        minutes("Risalah yang benar").expect("writes");
        let view = report(&house, house.person(1), id, None).expect("what was filed");
        assert_eq!(view.filed.map(|one| one.version), Some(1), "drafts are not for everybody");
        assert_eq!(house.findings(), [], "while it is open");
        assert_eq!(house.files(id, afterwards()).expect("files"), 2);
        let (old, new) = (report(&house, house.operator(), id, Some(1)), filed(&house, id));
        assert_eq!(old.expect("stays").report.minutes, ["Apel berjalan lancar."]);
        assert_eq!(new.minutes, ["Risalah yang benar"]);
        assert_eq!(new.correction.as_deref(), Some("Jumlah undangan salah tulis"));
        assert!(matches!(report(&house, house.operator(), id, Some(3)), Err(Error::NotFound)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_report_takes_a_number_of_the_class_that_is_said_and_a_correction_keeps_it() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let files = |class: &'static str| {
            let by = house.operator();
            house.writes(move |tx, chance| actions::file_report(tx, chance, afterwards(), &by, (id, Some(class))))
        };
        for bad in ["PR 04", "UM 01/01", "-", "PR.04.01.01.01.01.01.01"] {
            assert_eq!(refused(files(bad)), ["class-form"], "{bad}");
        }
        assert!(house.activity(id).reported.is_none(), "nothing is filed");
        assert_eq!(files("hm.03").expect("files"), 1);
        assert_eq!(files("PR.04").expect("a second press"), 1);
        let number = filed(&house, id).number;
        assert_eq!(number.as_deref(), Some("KW-20-HM.03-0001"), "no number was lost to what was refused");
        let by = house.operator();
        house
            .writes(move |tx, chance| actions::correct_report(tx, chance, afterwards(), &by, id, "Salah tulis"))
            .expect("opens");
        assert_eq!(refused(files("PR.04")), ["number-kept"]);
        assert_eq!(house.files(id, afterwards()).expect("files"), 2);
        let again = filed(&house, id);
        assert_eq!((again.version, &again.number), (2, &number));
        let taken = "SELECT COUNT(*) FROM correspondence_number";
        assert_eq!(store.read_now(move |tx| tx.query_one(taken, &[], |row| row.int(0))).expect("counts"), 1);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_photo_that_a_correction_brings_and_takes_away_again_is_forgotten_and_a_filed_one_stays() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        house.files(id, afterwards()).expect("files");
        let later = afterwards().plus_ms(60_000);
        let by = house.operator();
        house
            .writes(move |tx, chance| actions::correct_report(tx, chance, later, &by, id, "Foto salah"))
            .expect("opens");
        let kept = || {
            let count = "SELECT COUNT(*) FROM media_file";
            store.read_now(move |tx| tx.query_one(count, &[], |row| row.int(0))).expect("counts")
        };
        let before = kept();
        let remove = |number: i64| {
            let by = house.operator();
            house.writes(move |tx, _| actions::remove_photo(tx, &by, id, number)).expect("removes");
        };
        for _ in 0..3 {
            let by = house.operator();
            let words = ("Halaman", "Tempat apel");
            let add = house.writes(move |tx, _| actions::add_photo(tx, later, &by, id, &photo(OTHER_PHOTO), words));
            remove(add.expect("adds"));
        }
        assert_eq!(kept(), before, "nothing is left behind");
        remove(1);
        assert_eq!(kept(), before, "the filed version still shows it");
        assert_eq!(house.files(id, later).expect("files"), 2);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_training_in_a_hall_and_a_virtual_room_is_reported_as_both() {
    each_engine(|store| {
        let house = House::new(store);
        let new = NewActivity {
            kind: ActivityKind::Training,
            mode: Mode::Mixed,
            title: "Pelatihan netralitas".into(),
            link: Some("https://temu.contoh.example/netral".into()),
            ..readiness()
        };
        let id = house.plans(new).expect("plans");
        assert_eq!((house.activity(id).kind, house.activity(id).mode), (ActivityKind::Training, Mode::Mixed));
        house.starts(id, on_the_day()).expect("starts");
        house.finishes(id, afterwards()).expect("finishes");
        house.files(id, afterwards()).expect("files");
        let report = filed(&house, id);
        let venue = "Lapangan Lapas Narkotika Kelas IIA, dan ruang virtual";
        assert_eq!((report.kind.as_str(), report.venue.as_str()), ("Pelatihan, campuran", venue));
        let says = "Unit KW-20 melaksanakan pelatihan \"Pelatihan netralitas\" pada Kamis, 21 Desember 2023";
        assert!(report.summary.starts_with(says), "{}", report.summary);
        assert!(report.summary.contains(&format!("bertempat di {venue}.")), "{}", report.summary);
        let text = markdown(&report, "http://localhost/kegiatan/1");
        assert!(text.contains("- **Apa:** Pelatihan, campuran\n"), "{text}");
        assert!(text.contains(&format!("- **Di mana:** {venue}\n")) && !text.contains("temu.contoh"), "{text}");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_report_waits_for_the_end_and_a_draft_is_for_who_oversees() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        house.starts(id, on_the_day()).expect("starts");
        assert_eq!(refused(house.files(id, on_the_day())), ["state"]);
        assert!(report(&house, house.who(Role::PublicRelations, house.bali), id, None).is_ok());
        for who in [house.person(1), house.person(3)] {
            assert!(matches!(report(&house, who, id, None), Err(Error::NotFound)));
        }
    });
}

/// Minutes and money stand in a report: whoever may not read them on the page does not read them there either.
#[test]
fn a_filed_report_is_for_those_who_may_read_its_minutes() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        let alone = NewActivity { delegations: Vec::new(), ..readiness() };
        let id = house.plans(alone).expect("plans");
        house.starts(id, on_the_day()).expect("starts");
        house.writes(move |tx, _| actions::write_minutes(tx, &by, id, "Rapat tertutup.")).expect("writes");
        house.finishes(id, afterwards()).expect("finishes");
        house.files(id, afterwards()).expect("files");
        assert!(!house.sees(house.person(2), id).expect("knows of it").reach.reads, "works below the host");
        for version in [None, Some(1)] {
            assert!(matches!(report(&house, house.person(2), id, version), Err(Error::NotFound)));
            assert!(report(&house, house.person(1), id, version).is_ok(), "works for the host");
        }
    });
}

#[test]
fn the_three_of_the_demonstration_are_told_to_the_end() {
    each_engine(|store| {
        let house = House::new(store);
        open_unit(store, "KW-07", UnitKind::Kanwil, Zone::Wib, Some(house.root));
        let by = house.who(Role::UnitOperator, house.root);
        let filled = house
            .writes(move |tx, chance| {
                let filled = crate::demo::fill(tx, chance, &by, None)?;
                crate::demo::close(tx, chance, &by, &filled)?;
                Ok(filled)
            })
            .expect("fills");
        for id in [filled.meeting, filled.readiness, filled.roll_call] {
            assert!(house.activity(id.expect("made")).reported.is_some());
        }
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_was_decided_lately_waits_and_one_decision_is_overdue() {
    use crate::demo::{Lately, decide, meet};
    each_engine(|store| {
        let house = House::new(store);
        let (by, unit, now) = (house.who(Role::UnitOperator, house.root), house.bali, afterwards());
        let keeper = by.clone();
        let told = house.writes(move |tx, chance| {
            let (unit, lately) = (registry::unit(tx, unit)?, Lately { team: None, owner: None });
            let id = meet(tx, chance, now, &by, &unit, &lately)?;
            decide(tx, chance, now, &by, (id, &unit), &lately)?;
            Ok(id)
        });
        let id = told.expect("tells");
        assert!(house.activity(id).reported.is_some());
        let open = house.store.read_now(move |tx| actions::open_decisions(tx, &keeper, now)).expect("reads");
        assert_eq!(open.iter().map(|one| one.late).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_report_takes_the_usual_class_when_none_is_said() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        house.files(id, afterwards()).expect("files");
        let number = filed(&house, id).number.expect("a number");
        assert!(number.contains(actions::REPORT_CLASS), "{number}");
        assert_eq!(house.findings(), []);
    });
}
