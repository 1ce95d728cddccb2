//! Material: who publishes, versions that stay, what is taught where.

use super::*;
use crate::actions::Cursor;
use netra_activities::model::ActivityDriveId;

#[test]
fn the_centre_and_the_regional_offices_publish_and_nobody_else() {
    each_engine(|store| {
        let house = House::new(store);
        let text = || content("Netralitas", "Isi.");
        let by = |role, unit| house.who(role, unit);
        assert!(house.publishes(by(Role::UnitOperator, house.root), "KEM", text(), Attached::Nothing).is_ok());
        assert!(house.publishes(by(Role::Administrator, house.bali), "KW-20", text(), Attached::Nothing).is_ok());
        unknown(house.publishes(by(Role::UnitOperator, house.prison), "KW-20-LAPAS-01", text(), Attached::Nothing));
        unknown(house.publishes(by(Role::UnitOperator, house.bali), "KW-20-LAPAS-01", text(), Attached::Nothing));
        unknown(house.publishes(by(Role::UnitOperator, house.bali), "KW-30", text(), Attached::Nothing));
        unknown(house.publishes(by(Role::Leader, house.root), "KEM", text(), Attached::Nothing));
        unknown(house.publishes(house.person(0), "KEM", text(), Attached::Nothing));
    });
}

#[test]
fn versions_are_numbered_and_older_ones_stay_readable() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.material();
        assert_eq!(house.material(), id, "the same a second time finds the first");
        assert_eq!(house.revises(house.centre(), id, content("Netralitas", "Isi."), Attached::Nothing).unwrap(), 1);
        assert_eq!(house.revises(house.centre(), id, content("Netralitas", "Baru."), paper("dua")).unwrap(), 2);
        assert_eq!(house.revises(house.centre(), id, content("Netralitas", "Lagi."), Attached::AsBefore).unwrap(), 3);
        assert_eq!(house.revises(house.centre(), id, content("Netralitas", "Lagi."), Attached::AsBefore).unwrap(), 3);
        assert_eq!(house.revises(house.centre(), id, content("Netralitas", "Lagi."), Attached::Nothing).unwrap(), 4);
        unknown(house.revises(house.keeper(), id, content("Netralitas", "Lain."), Attached::Nothing));

        let who = house.person(0);
        let view = |number| {
            let who = who.clone();
            house.store.read_now(move |tx| actions::version(tx, at(9, 0), &who, id, number))
        };
        let first = view(1).unwrap();
        assert_eq!((first.version.content.body.as_str(), first.material.latest, first.keeps), ("Isi.", 4, false));
        assert_eq!(first.versions.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [4, 3, 2, 1]);
        let (second, third) = (view(2).unwrap().version, view(3).unwrap().version);
        assert_eq!(second.file, third.file, "the file of the version before is used again");
        assert_ne!(second.hash, third.hash);
        assert!(view(4).unwrap().version.file.is_none());
        unknown(view(5));
        unknown(view(0));
        let file = house.store.read_now(move |tx| actions::file(tx, id, 3)).unwrap();
        assert_eq!((file.bytes, file.mime.as_str()), (pdf("dua"), "application/pdf"));
        unknown(house.store.read_now(move |tx| actions::file(tx, id, 1)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_material_is_a_text_or_a_pdf() {
    each_engine(|store| {
        let house = House::new(store);
        let publishes = |content, file| house.publishes(house.centre(), "KEM", content, file);
        assert_eq!(refused(publishes(content("Kosong", ""), Attached::Nothing)), "material-empty");
        assert_eq!(refused(publishes(content("Kosong", ""), Attached::AsBefore)), "material-empty");
        assert!(publishes(content("Hanya PDF", ""), paper("satu")).is_ok());
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();
        let photo = MediaDesk::take_now(&png.into_inner(), "foto.png", Accepts::Paper).unwrap();
        assert_eq!(refused(publishes(content("Foto", "Isi."), Attached::New(photo))), "material-pdf");
    });
    let refused = Content::parse("x", "pendek", &"a".repeat(12_001), "").unwrap_err();
    let fields: Vec<_> = refused.iter().map(|refusal| refusal.field.as_deref().unwrap_or("")).collect();
    assert_eq!(fields, ["title", "summary", "body", "publisher"]);
}

#[test]
fn a_list_has_pages() {
    each_engine(|store| {
        let house = House::new(store);
        for number in 0..53 {
            let text = content(&format!("Materi {number}"), "Isi.");
            house.publishes(house.centre(), "KEM", text, Attached::Nothing).unwrap();
        }
        let (first, next) = house.store.read_now(|tx| actions::materials(tx, Cursor::START)).unwrap();
        assert_eq!((first.len(), first[0].title.as_str(), first[0].unit.as_str()), (50, "Materi 52", "Unit KEM"));
        let next = Cursor::parse(&next.expect("another page").to_string()).expect("a cursor");
        let (second, end) = house.store.read_now(move |tx| actions::materials(tx, next)).unwrap();
        assert_eq!((second.len(), second[2].title.as_str(), end), (3, "Materi 0", None));
    });
}

#[test]
fn an_activity_teaches_the_version_of_that_day_until_its_keeper_changes_it() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, material) = (house.outreach(), house.material());
        let attach =
            |by: Principal, material| house.store.write_now(move |tx| actions::attach(tx, at(7, 0), &by, id, material));
        attach(house.keeper(), material).unwrap();
        attach(house.keeper(), material).unwrap();
        unknown(attach(house.who(Role::UnitOperator, house.papua), material));
        unknown(attach(house.person(0), material));
        unknown(attach(house.keeper(), MaterialId(999)));
        house.revises(house.centre(), material, content("Netralitas", "Baru."), Attached::Nothing).unwrap();
        let taught = || {
            let found = house.store.read_now(move |tx| {
                let activity = activities::activity(tx, id)?;
                actions::of_activity(tx, &activity)
            });
            found.unwrap().into_iter().map(|one| (one.number, one.latest, one.of_drive)).collect::<Vec<_>>()
        };
        assert_eq!(taught(), [(1, 2, false)]);
        attach(house.keeper(), material).unwrap();
        assert_eq!(taught(), [(2, 2, false)]);
        let by = house.keeper();
        house.store.write_now(move |tx| actions::detach(tx, &by, id, material)).unwrap();
        assert_eq!(taught(), []);
        for number in 0..10 {
            let text = content(&format!("Materi {number}"), "Isi.");
            let more = house.publishes(house.centre(), "KEM", text, Attached::Nothing).unwrap();
            attach(house.keeper(), more).unwrap();
        }
        assert_eq!(refused(attach(house.keeper(), material)), "materials-many");
    });
}

#[test]
fn a_drive_teaches_at_all_its_places() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, material) = (house.outreach(), house.material());
        let drive = ActivityDriveId(7);
        house.store.write_now(move |tx| actions::attach_to_drive(tx, at(7, 0), AccountId(9), drive, material)).unwrap();
        let found = house.store.read_now(move |tx| actions::of_drive(tx, drive)).unwrap();
        assert_eq!(found.iter().map(|one| (one.material, one.of_drive)).collect::<Vec<_>>(), [(material, true)]);
        let place = || {
            let there = house.store.read_now(move |tx| {
                let activity =
                    netra_activities::model::Activity { drive: Some(drive), ..activities::activity(tx, id)? };
                actions::of_activity(tx, &activity)
            });
            there.unwrap().into_iter().map(|one| (one.material, one.of_drive)).collect::<Vec<_>>()
        };
        assert_eq!(place(), [(material, true)]);
        // A place that attached it itself keeps it when the drive lets go; a second press changes nothing.
        let by = house.keeper();
        house.store.write_now(move |tx| actions::attach(tx, at(7, 0), &by, id, material)).unwrap();
        assert_eq!(place(), [(material, true)]);
        for _ in 0..2 {
            house.store.write_now(move |tx| actions::detach_from_drive(tx, drive, material)).unwrap();
            assert_eq!(place(), [(material, false)]);
        }
        assert_eq!(house.store.read_now(move |tx| actions::of_drive(tx, drive)).unwrap(), []);
    });
}
