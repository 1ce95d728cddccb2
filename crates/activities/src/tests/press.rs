//! The press desk: what was reported, its text and its photos, and to whom. And lists that a drive does not drown.

use super::doors::Open;
use super::*;
use crate::actions::{Filter, Landing, Part};
use crate::model::ActivityDriveId;
use axum::http::{StatusCode, header};
use netra_it::store::on_sqlite;

fn reported(house: &House, who: Principal, filter: Filter) -> Vec<(ActivityId, i64)> {
    let news = house.store.read_now(move |tx| actions::reported(tx, &who, &filter)).expect("lists");
    news.list.into_iter().map(|one| (one.line.activity.id, one.version)).collect()
}

fn held_at(house: &House, unit: &str, hour: i8) -> ActivityId {
    held_of(house, unit, hour, None)
}

fn held_of(house: &House, unit: &str, hour: i8, drive: Option<ActivityDriveId>) -> ActivityId {
    let mut new = NewActivity { unit: unit.into(), delegations: Vec::new(), confirmed: true, ..readiness() };
    (new.starts.hour, new.ends.hour) = (hour, hour + 1);
    new.agenda.clear();
    (new.leader, new.drive) = (office("Kepala"), drive);
    let by = house.who(Role::UnitOperator, house.root);
    let zone = if unit == "KW-30" { Zone::Wit } else { Zone::Wita };
    let at = move |minute: i8| day("2023-12-21").at(zone, hour, minute);
    house
        .writes(move |tx, chance| {
            let id = actions::plan(tx, chance, before(), &by, &new)?;
            actions::start(tx, chance, at(0), &by, id)?;
            actions::finish(tx, chance, at(50), &by, id)?;
            Ok(id)
        })
        .expect("is held")
}

fn files(house: &House, id: ActivityId, minute: i64) {
    let (by, at) = (house.who(Role::UnitOperator, house.root), afterwards().plus_ms(minute * 60_000));
    house.writes(move |tx, chance| actions::file_report(tx, chance, at, &by, (id, None))).expect("files");
}

#[test]
fn what_was_reported_is_listed_newest_first_for_those_who_may_read_it() {
    each_engine(|store| {
        let house = House::new(store);
        let [bali, prison, papua] =
            [("KW-20", 8), ("KW-20-LAPAS-01", 9), ("KW-30", 7)].map(|(unit, hour)| held_at(&house, unit, hour));
        let press = house.who(Role::PublicRelations, house.root);
        let all = Filter::default;
        assert_eq!(reported(&house, press.clone(), all()), [], "drafts are not news");
        for (minute, id) in [(1, prison), (2, bali), (3, papua)] {
            files(&house, id, minute);
        }
        let list = |who: Principal| reported(&house, who, all()).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(list(press.clone()), [papua, bali, prison]);
        for role in [Role::PublicRelations, Role::UnitOperator, Role::Leader] {
            assert_eq!(list(house.who(role, house.bali)), [bali, prison], "{role:?}");
        }
        assert_eq!(list(house.person(1)), [bali], "whoever works there");
        assert_eq!(list(house.person(2)), [prison], "of the unit above he reads none");
        assert_eq!(list(house.person(4)), []);
        assert_eq!(list(house.who(Role::Examiner, house.root)), []);
        let unit = Filter { unit: Some("KW-20".into()), ..all() };
        assert_eq!(reported(&house, press.clone(), unit), [(bali, 1), (prison, 1)]);
        let kind = Filter { kind: Some(ActivityKind::Meeting), ..all() };
        assert_eq!(reported(&house, press.clone(), kind), []);
        // A correction brings it to the top again, as what it is.
        let (by, at) = (house.operator(), afterwards().plus_ms(600_000));
        house
            .writes(move |tx, chance| actions::correct_report(tx, chance, at, &by, prison, "Salah tulis"))
            .expect("opens");
        let asker = press.clone();
        let open = store.read_now(move |tx| actions::reported(tx, &asker, &Filter::default())).expect("lists").list;
        assert_eq!(open.iter().map(|one| one.correcting).collect::<Vec<_>>(), [false, false, true]);
        files(&house, prison, 20);
        assert_eq!(reported(&house, press, all()), [(prison, 2), (papua, 1), (bali, 1)]);
    });
}

#[test]
fn the_places_of_a_drive_do_not_drown_the_other_reports() {
    each_engine(|store| {
        let house = House::new(store);
        let drive = Some(called(&house, ActivityDriveId(3)));
        let own = held_of(&house, "KW-20", 8, drive);
        let prison = held_of(&house, "KW-20-LAPAS-01", 9, drive);
        let alone = held_at(&house, "KW-20-LAPAS-01", 11);
        for (minute, id) in [(1, alone), (2, own), (3, prison)] {
            files(&house, id, minute);
        }
        let news = |who: Principal, filter: Filter| {
            let news = store.read_now(move |tx| actions::reported(tx, &who, &filter)).expect("lists");
            let drives: Vec<(i64, i64)> = news.drives.iter().map(|one| (one.reported, one.places)).collect();
            (news.list.iter().map(|one| one.line.activity.id).collect::<Vec<_>>(), drives)
        };
        let press = house.who(Role::PublicRelations, house.root);
        assert_eq!(news(press.clone(), Filter::default()), (vec![alone], vec![(2, 2)]));
        assert_eq!(news(house.operator(), Filter::default()), (vec![own, alone], vec![(1, 1)]));
        let places = Filter { drive, ..Filter::default() };
        assert_eq!(news(press.clone(), places.clone()), (vec![prison, own], vec![]));
        for at in 0..70 {
            open_unit(store, &format!("KW-30-X-{at:02}"), UnitKind::Lapas, Zone::Wit, Some(house.papua));
        }
        assert_eq!(news(press.clone(), Filter::default()), (vec![alone], vec![(2, 2)]), "a wide reach is walked");
        assert_eq!(news(press, places), (vec![prison, own], vec![]));
    });
}

#[test]
fn a_long_list_of_reports_is_walked_page_by_page() {
    each_engine(|store| {
        let house = House::new(store);
        let ids: Vec<ActivityId> = (0..56).map(|at| held_at(&house, "KW-20", 6 + at % 12)).collect();
        for (minute, id) in (0..).zip(&ids) {
            files(&house, *id, minute / 3);
        }
        let (mut seen, mut from) = (Vec::new(), None);
        loop {
            let (who, filter) = (house.operator(), Filter { from, ..Filter::default() });
            let news = store.read_now(move |tx| actions::reported(tx, &who, &filter)).expect("lists");
            seen.extend(news.list.into_iter().map(|one| (one.filed, one.line.activity.id)));
            from = news.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), ids.len());
        assert!(seen.is_sorted_by(|one, other| one > other));
    });
}

#[test]
fn the_press_desk_begins_with_what_was_reported_and_takes_text_and_photos() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let id = open.house.told();
        let press = open.house.who(Role::PublicRelations, open.house.root);
        let at = |path: &str| format!("/kegiatan/{id}{path}");
        let get = |who: &Principal, path: &str| open.get_at(afterwards(), who, path);
        let before = get(&press, "/kegiatan").page();
        assert!(
            before.contains("Belum ada laporan yang disampaikan") && !before.contains("Apel siaga dan"),
            "{before}"
        );
        let draft = get(&press, &at("/laporan/teks")).page();
        assert!(draft.contains("Jangan disiarkan dulu") && !draft.contains("Apel berjalan lancar."), "{draft}");
        open.house.files(id, afterwards()).expect("files");
        let list = get(&press, "/kegiatan").page();
        for words in
            ["Apel siaga dan deklarasi", "Lapangan Lapas", "47 dari 49", "1 foto", &at("/laporan/teks?versi=1")]
        {
            assert!(list.contains(words), "{words}: {list}");
        }
        assert!(get(&press, "/kegiatan?waktu=datang").page().contains("aria-current=\"true\">Yang akan datang"));
        let leader = open.house.who(Role::Leader, open.house.bali);
        let list = get(&leader, "/kegiatan?waktu=dilaporkan").page();
        assert!(list.contains(&at("/laporan.pdf?versi=1")) && !list.contains("/laporan/teks"), "{list}");
        assert!(!get(&leader, "/kegiatan").page().contains("laporan.pdf"), "leaders begin with what comes");

        let text = get(&press, &at("/laporan/teks?versi=1")).page();
        for words in ["data-copy=\"teks\"", "## Jalannya kegiatan", "Apel berjalan lancar.", "Kami siap dan netral."] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let file = get(&press, &at("/laporan.md?versi=1"));
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().is_ok_and(|kept| kept.contains(".md")));
        let photo = format!("/kegiatan/{id}/laporan/foto/1?versi=1");
        assert!(file.text.contains(&format!("<http://localhost:8080{photo}>")), "{}", file.text);
        assert!(!file.text.contains("5.000.000"), "money is not for the press: {}", file.text);
        let report = get(&press, &at("/laporan?versi=1")).page();
        for words in ["alt=\"Barisan di lapangan\"", "Peserta membaca ikrar.", "download=", "Apel berjalan lancar."] {
            assert!(report.contains(words), "{words}: {report}");
        }
        assert_eq!(get(&press, &photo).headers[header::CONTENT_TYPE], "image/jpeg");
        let colleague = open.house.person(1);
        assert_eq!(get(&colleague, &at("/laporan/foto/1/kecil?versi=1")).status, StatusCode::OK);
        for (who, path) in [
            (&colleague, at("/laporan/teks")),
            (&leader, at("/laporan/teks")),
            (&open.house.person(3), photo.clone()),
            (&press, at("/laporan/foto/2")),
            (&press, at("/laporan/foto/0")),
            (&press, at("/laporan/foto/1?versi=7")),
        ] {
            assert_eq!(get(who, &path).status, StatusCode::NOT_FOUND, "{path}");
        }
        // A later version without the photo leaves the old one as it was.
        open.post_at(afterwards(), &open.house.operator(), &at("/laporan/koreksi"), "reason=Foto+keliru");
        open.post_at(afterwards(), &open.house.operator(), &at("/foto/hapus"), "number=1");
        open.house.files(id, afterwards()).expect("files");
        assert_eq!(get(&press, &photo).status, StatusCode::OK);
        assert_eq!(get(&press, &at("/laporan/foto/1")).status, StatusCode::NOT_FOUND);
        assert!(get(&press, "/kegiatan").page().contains("dikoreksi, versi 2"));
    });
}

#[test]
fn a_photo_form_keeps_what_was_typed_whatever_the_file_is() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (id, by) = (open.house.held(), open.house.operator());
        let words = [("caption", "Peserta apel"), ("alt", "Barisan di lapangan")];
        let huge = vec![0xff; usize::try_from(Accepts::Photo.limit()).expect("small") + 1];
        for (name, file, says) in [
            ("", b"".as_slice(), "Pilih berkas dulu."),
            ("kosong.jpg", b"".as_slice(), "Berkas itu kosong"),
            ("besar.jpg", huge.as_slice(), "lebih besar dari"),
            ("gambar.svg", b"<svg onload=alert(1)>".as_slice(), "id=\"f-file-e\""),
        ] {
            let back = open.uploads_as(&by, &format!("/kegiatan/{id}/foto"), &words, (name, file)).comes_back();
            for words in [says, "value=\"Peserta apel\"", "value=\"Barisan di lapangan\""] {
                assert!(back.contains(words), "{name}: {words}: {back}");
            }
        }
        let blind = [("caption", "Peserta apel"), ("alt", " ")];
        let back = open.uploads(&by, &format!("/kegiatan/{id}/foto"), &blind, PHOTO).comes_back();
        assert!(back.contains("Uraian foto belum diisi."), "{back}");
    });
}

/// The drive with its title, as `drives` tells it.
fn called(house: &House, drive: ActivityDriveId) -> ActivityDriveId {
    house.writes(move |tx, _| actions::name_drive(tx, drive, "Penyuluhan serentak 2023")).expect("is told");
    drive
}

/// A drive with places at the office, its prison and Papua, beside an activity of each of the three.
fn driven(house: &House) -> ActivityDriveId {
    let drive = called(house, ActivityDriveId(7));
    let by = house.who(Role::UnitOperator, house.root);
    house
        .writes(move |tx, chance| {
            for (unit, of) in [("KW-20", 1), ("KW-20-LAPAS-01", 4), ("KW-30", 2)] {
                for at in 0..=of {
                    let mut new =
                        NewActivity { unit: unit.into(), delegations: Vec::new(), confirmed: true, ..readiness() };
                    new.leader = office("Kepala");
                    (new.title, new.venue) = ("Penyuluhan serentak".into(), Some(format!("Aula {unit} {at}")));
                    new.drive = (at > 0).then_some(drive);
                    if at == 0 {
                        new.title = format!("Rapat {unit}");
                    }
                    actions::plan(tx, chance, before(), &by, &new)?;
                }
            }
            Ok(())
        })
        .expect("plans");
    drive
}

fn landing(house: &House, who: Principal, filter: Filter) -> Landing {
    house.store.read_now(move |tx| actions::landing(tx, before(), &who, &filter)).expect("reads")
}

fn titles(lines: &[actions::Line]) -> Vec<&str> {
    lines.iter().map(|line| line.activity.title.as_str()).collect()
}

#[test]
fn a_drive_is_one_line_and_ones_own_stands_first() {
    each_engine(|store| {
        let house = House::new(store);
        let drive = driven(&house);
        let all = landing(&house, house.who(Role::Leader, house.root), Filter::default());
        assert_eq!(titles(&all.own), Vec::<&str>::new());
        let one = &all.drives[0];
        assert_eq!((all.drives.len(), one.drive, one.places, one.board), (1, drive, 7, true));
        assert_eq!(one.title, "Penyuluhan serentak 2023", "its own, not what its places are called");
        assert_eq!(titles(&all.others), ["Rapat KW-30", "Rapat KW-20", "Rapat KW-20-LAPAS-01"]);
        let bali = landing(&house, house.operator(), Filter::default());
        assert_eq!(titles(&bali.own), ["Rapat KW-20", "Penyuluhan serentak"], "one's own place is no crowd");
        assert_eq!((bali.drives[0].places, titles(&bali.others)), (4, vec!["Rapat KW-20-LAPAS-01"]));
        let person = landing(&house, house.person(2), Filter::default());
        assert_eq!((person.wide, person.own.len(), person.drives.len()), (false, 7, 0), "all of it is his");
        let places = Filter { drive: Some(drive), since: Some(Moment(0)), ..Filter::default() };
        let who = house.operator();
        let lines = store.read_now(move |tx| actions::list(tx, before(), &who, &places)).expect("lists").0;
        assert_eq!(lines.len(), 5, "each with its place");
        let who = house.operator();
        let own = Filter { part: Part::Own, ..Filter::default() };
        let lines = store.read_now(move |tx| actions::list(tx, before(), &who, &own)).expect("lists").0;
        assert_eq!(lines.len(), 2);
        let meetings = Filter { kind: Some(ActivityKind::Meeting), ..Filter::default() };
        assert!(landing(&house, house.operator(), meetings).drives.is_empty(), "filters hold for drives too");
        let past = Filter { past: true, ..Filter::default() };
        assert!(landing(&house, house.operator(), past).drives.is_empty());
    });
}

#[test]
fn pages_fold_a_drive_and_an_empty_month_leads_on() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let drive = driven(&open.house);
        let by = open.house.operator();
        let page = open.get(&by, "/kegiatan").page();
        let named = format!("<a href=\"/kegiatan/serentak/{drive}\">Penyuluhan serentak 2023</a>");
        assert!(page.contains(&named) && page.contains("4 tempat"), "{page}");
        assert!(!page.contains("Aula KW-20-LAPAS-01 1"), "{page}");
        let places = open.get(&by, &format!("/kegiatan?gerakan={drive}")).page();
        assert!(
            places.contains("Aula KW-20-LAPAS-01 4") && places.contains("Tempat-tempat satu kegiatan serentak"),
            "{places}"
        );
        let narrow = open.get(&by, "/kegiatan?jenis=readiness&unit=KW-20").page();
        assert!(narrow.contains("waktu=lalu&amp;jenis=readiness&amp;unit=KW-20"), "filters are kept: {narrow}");
        let month = open.get(&by, "/kegiatan/kalender?bulan=2023-12").page();
        assert!(month.contains("4 tempat di unit lain") && !month.contains("Aula"), "{month}");
        let empty = open.get(&by, "/kegiatan/kalender?bulan=2023-09").page();
        assert!(
            empty.contains("Tidak ada kegiatan Anda pada bulan ini.") && empty.contains("bulan=2023-10"),
            "{empty}"
        );
    });
}
