//! What stays closed: the key of a place to sign, photos that a correction took away, what was spent. And what is forgotten
//! does not hang on the clock of a door.

use super::declarations::opened;
use super::doors::Open;
use super::*;
use netra_it::store::on_sqlite;

fn files_kept(house: &House) -> i64 {
    let count = "SELECT COUNT(*) FROM media_file";
    house.store.read_now(move |tx| tx.query_one(count, &[], |row| row.int(0))).expect("counts")
}

fn corrects(house: &House, id: ActivityId) {
    let by = house.operator();
    house
        .writes(move |tx, chance| actions::correct_report(tx, chance, afterwards(), &by, id, "Foto keliru"))
        .expect("opens");
}

fn adds(house: &House, id: ActivityId, at: Moment) -> i64 {
    let by = house.operator();
    let words = ("Halaman", "Tempat apel");
    house.writes(move |tx, _| actions::add_photo(tx, at, &by, id, &photo(OTHER_PHOTO), words)).expect("adds")
}

fn removes(house: &House, id: ActivityId, number: i64) {
    let by = house.operator();
    house.writes(move |tx, _| actions::remove_photo(tx, &by, id, number)).expect("removes");
}

#[test]
fn a_photo_of_a_filed_version_stays_whatever_the_clocks_of_two_doors_say() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let (behind, ahead) = (afterwards().plus_ms(-90_000), afterwards().plus_ms(90_000));
        let number = adds(&house, id, ahead);
        house.files(id, afterwards()).expect("files by a clock that is behind");
        corrects(&house, id);
        let filed = files_kept(&house);
        removes(&house, id, number);
        assert_eq!(files_kept(&house), filed, "the filed version shows it");
        let by = house.operator();
        let photos = store.read_now(move |tx| {
            (1..=2)
                .map(|at| actions::report_photo(tx, afterwards(), &by, (id, Some(1)), (at, true)))
                .collect::<Result<Vec<_>>>()
        });
        assert_eq!(photos.expect("both").len(), 2);
        let number = adds(&house, id, behind);
        removes(&house, id, number);
        assert_eq!(files_kept(&house), filed, "no version shows the one that came after, though its clock was behind");
        assert_eq!(house.files(id, afterwards()).expect("files"), 2);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_paper_that_a_filed_version_rests_on_stays_and_no_other() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let proves = |bytes: &'static [u8], at: Moment| {
            let by = house.operator();
            let paper = MediaDesk::take_now(bytes, "kuitansi.jpg", Accepts::Paper).expect("a paper");
            house.writes(move |tx, _| actions::prove(tx, at, &by, id, &paper)).expect("proves");
        };
        proves(PHOTO, afterwards().plus_ms(90_000));
        let before = files_kept(&house);
        proves(OTHER_PHOTO, afterwards().plus_ms(90_000));
        assert_eq!(files_kept(&house), before, "nothing was filed yet");
        house.files(id, afterwards()).expect("files");
        corrects(&house, id);
        proves(PHOTO, afterwards().plus_ms(-90_000));
        assert_eq!(files_kept(&house), before + 1, "the first version rests on the one before");
        proves(OTHER_PHOTO, afterwards());
        assert_eq!(files_kept(&house), before + 1, "no version rests on this one");
        assert_eq!(house.files(id, afterwards()).expect("files"), 2);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_photo_that_a_correction_took_away_is_for_those_who_oversee() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let number = adds(&house, id, afterwards());
        house.files(id, afterwards()).expect("files");
        let photos = |who: Principal, version: Option<i64>| {
            let view = store.read_now(move |tx| actions::report(tx, afterwards(), &who, id, version)).expect("reads");
            view.report.photos.len()
        };
        let (colleague, leader) = (house.person(1), house.who(Role::Leader, house.bali));
        assert_eq!(photos(colleague.clone(), Some(1)), 2, "the last there is");
        corrects(&house, id);
        removes(&house, id, number);
        assert_eq!(photos(colleague.clone(), Some(1)), 2, "nothing else is filed yet");
        house.files(id, afterwards()).expect("files");
        for version in [None, Some(2)] {
            assert_eq!((photos(colleague.clone(), version), photos(leader.clone(), version)), (1, 1));
        }
        assert_eq!((photos(colleague.clone(), Some(1)), photos(leader.clone(), Some(1))), (0, 2));
        let whole = |who: Principal| {
            store.read_now(move |tx| actions::report_photo(tx, afterwards(), &who, (id, Some(1)), (2, false)))
        };
        assert!(matches!(whole(colleague), Err(Error::NotFound)));
        assert!(whole(leader).is_ok());
    });
}

#[test]
fn pages_and_papers_of_an_earlier_version_show_no_photo_to_everybody() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let id = open.house.told();
        open.house.files(id, afterwards()).expect("files");
        corrects(&open.house, id);
        removes(&open.house, id, 1);
        open.house.files(id, afterwards()).expect("files");
        let read =
            |who: &Principal, path: &str| open.get_at(afterwards(), who, &format!("/kegiatan/{id}/laporan{path}"));
        let colleague = open.house.person(1);
        let page = read(&colleague, "?versi=1").page();
        assert!(page.contains("Foto versi terdahulu tidak ditampilkan.") && !page.contains("laporan/foto/"), "{page}");
        assert!(read(&open.house.operator(), "?versi=1").page().contains("laporan/foto/1/kecil?versi=1"));
        let paper = read(&colleague, ".pdf?versi=1").text;
        assert!(paper.contains("\"pictures\":0") && paper.contains("\"photos\":[]"), "{paper}");
        assert!(read(&open.house.operator(), ".pdf?versi=1").text.contains("\"pictures\":1"));
    });
}

#[test]
fn the_page_of_a_declaration_does_not_give_away_the_key_of_its_screen() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let mut new = readiness();
        new.pledge_drive = Some(opened(&open.house));
        let id = open.house.plans(new).expect("plans");
        let place = open.house.sees(open.house.person(1), id).expect("sees").occasion.expect("a place");
        let link = format!("href=\"/pakta/{}?di={}\"", place.drive, place.id);
        // One of the host's own, one of a delegation.
        let without_key = |now: Moment| {
            for person in [1, 2] {
                let page = open.get_at(now, &open.house.person(person), &format!("/kegiatan/{id}")).page();
                assert!(page.contains(&link) && !page.contains(&place.key.to_string()), "{page}");
            }
        };
        without_key(before());
        open.house.starts(id, on_the_day()).expect("starts");
        without_key(on_the_day());
        let program = open.get_at(on_the_day(), &open.house.person(2), &format!("/api/v1/activities/{id}")).text;
        assert!(!program.contains(&place.key.to_string()), "{program}");
    });
}
