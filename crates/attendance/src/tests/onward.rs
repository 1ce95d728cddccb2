//! A declaration: who has checked in is led on to the pledge that is signed there, wherever he is from.

use super::doors::{get, post};
use super::*;
use netra_base::DriveId;
use netra_pledges::actions::{self as pledges, SignRequest, Signed};
use netra_pledges::model::{Asked, OccasionId};

impl House {
    /// Makes the roll call a declaration, as its plan would have: a drive of all KEM, or of one office alone, open that day.
    fn declares(&self, audience: UnitId) -> (DriveId, Asked) {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        let opened = move |tx: &mut netra_store::Tx<'_>| {
            tx.execute("INSERT INTO pledge_text (code, body, hash) VALUES ('contoh-1', '{}', ?1)", params![&[1; 32]])?;
            let drive = DriveId(tx.insert(
                "INSERT INTO pledge_drive (title, text, units, kinds, opens, closes, zone, opened, opened_by,
                   should_at_opening, entry, followed)
                 VALUES ('Deklarasi netralitas', 'contoh-1', ?1, 'pns,ppnpn', '2023-12-21T06:00', '2023-12-21T23:59',
                   'local', 0, 9, 12, 0, 0)",
                params![audience.to_string()],
            )?);
            let new = netra_pledges::model::NewOccasion {
                drive,
                unit: netra_activities::actions::activity(tx, id)?.unit,
                title: "Apel Siaga".into(),
                from: at(7, 0),
                until: at(12, 0),
            };
            let place = pledges::open_occasion(tx, &chance, at(6, 0), &by, &new)?;
            let sql = "UPDATE activity SET pledge_drive = ?2, occasion = ?3 WHERE id = ?1";
            tx.execute(sql, params![id.0, drive, place.0])?;
            Ok((drive, pledges::occasion(tx, place)?.code()))
        };
        self.store.write_now(opened).expect("declares")
    }

    fn signs(&self, person: usize, drive: DriveId, occasion: Asked) -> Signed {
        let (employee, chance) = (self.people[person], self.chance.clone());
        let request = SignRequest { drive, employee, by: SignedInBy::Password, occasion: Some(occasion) };
        self.store.write_now(move |tx| pledges::sign(tx, &chance, at(8, 10), &request)).expect("signs")
    }
}

/// The next step's words, and those of the steps that are not to be taken.
const SIGN: &str = "Baca dan tanda tangani ikrar";

#[test]
fn who_checked_in_at_a_declaration_is_led_on_to_the_pledge_and_counted_there() {
    each_engine(|store| {
        let house = House::new(store);
        let root = registry_root(&house);
        let (drive, place) = house.declares(root);
        let link = format!("href=\"/pakta/{drive}?di={place}\"");
        // One of the host, and one of another office, who may know of the place only by its key.
        for person in [0, 8] {
            let who = house.person(person);
            let asked = get(&house, at(8, 5), &who, &format!("/hadir/1?k={}", house.code(at(8, 5)))).page();
            assert!(!asked.contains(SIGN) && !asked.contains(&link), "first one checks in: {asked}");
            post(&house, at(8, 5), &who, "/hadir/1", &format!("kode={}", house.code(at(8, 5))));
            let page = get(&house, at(8, 6), &who, "/hadir/1").page();
            assert!(page.contains("Anda tercatat hadir.") && page.contains(&link) && page.contains(SIGN), "{page}");
            assert_eq!(house.signs(person, drive, place).occasion, Some(Ok(place.id)));
            let page = get(&house, at(8, 11), &who, "/hadir/1").page();
            assert!(page.contains("Ikrar sudah Anda tandatangani.") && !page.contains(SIGN), "{page}");
            assert!(page.contains(&format!("href=\"/pakta/{drive}/bukti\"")), "{page}");
        }
        let screen = get(&house, at(8, 12), &house.operator(), "/kegiatan/1/layar?bagian=1").page();
        assert!(screen.contains("<strong>2</strong> ikrar ditandatangani di sini"), "{screen}");
        // Who says so with an old code is not led on before somebody decided.
        let late = house.person(1);
        post(&house, at(8, 30), &late, "/hadir/1", &format!("kode={}", house.code(at(8, 0))));
        let page = get(&house, at(8, 31), &late, "/hadir/1").page();
        assert!(page.contains("Meragukan") && !page.contains(SIGN) && !page.contains(&place.to_string()), "{page}");
        assert_eq!(house.findings(), []);
    });
}

fn registry_root(house: &House) -> UnitId {
    let bali = house.bali;
    let unit = house.store.read_now(move |tx| registry::unit(tx, bali)).expect("known");
    unit.parent.expect("below the ministry")
}

#[test]
fn who_is_not_meant_by_the_pledge_is_told_so_and_a_roll_call_leads_nowhere() {
    each_engine(|store| {
        let house = House::new(store);
        house.comes(0, at(8, 0)).expect("comes");
        let (who, now) = (house.person(0), at(8, 1));
        assert!(!get(&house, now, &who, "/hadir/1").page().contains("/pakta/"), "nothing is signed at a roll call");
        house.declares(house.bali);
        house.comes(8, at(8, 2)).expect("a visitor comes");
        let page = get(&house, now, &house.person(8), "/hadir/1").page();
        assert!(page.contains("Ikrar di acara ini:") && !page.contains(SIGN), "{page}");
        let page = get(&house, now, &who, "/hadir/1?lang=en").page();
        assert!(page.contains("Read and sign the pledge"), "{page}");
    });
}

#[test]
fn the_screen_of_a_declaration_names_both_codes_and_where_to_type_them() {
    each_engine(|store| {
        let house = House::new(store);
        let (drive, place) = house.declares(house.bali);
        let by = house.operator();
        let screen = |path: &str, now: Moment| get(&house, now, &by, path).page();
        let page = screen("/kegiatan/1/layar?bagian=1", at(8, 5));
        let first = page.find("1 Presensi").expect("the first");
        let second = page.find("2 Ikrar").expect("the second");
        let (left, right) = page.split_at(second);
        assert!(
            first < second && left.contains("class=\"digits\">") && left.contains("<strong>localhost:8080/hadir/1<")
        );
        assert!(right.contains(&format!(">{place}</p>")), "{right}");
        assert!(right.contains(&format!("<strong>localhost:8080/pakta/{drive}</strong>")), "{right}");
        let drawn = netra_web::qr::qr(&format!("http://localhost:8080/pakta/{drive}?di={place}"), "Kode QR ke ikrar");
        assert!(right.contains(&drawn.into_string()), "the picture leads there too");
        let english = screen("/kegiatan/1/layar?bagian=1&lang=en", at(8, 5));
        assert!(english.contains("1 Check-in") && english.contains("2 Pledge"), "{english}");
        let over = screen("/kegiatan/1/layar?bagian=1", at(12, 1));
        assert!(
            over.contains("Penandatanganan di sini sudah selesai") && !over.contains("<svg class=\"qr\""),
            "{over}"
        );
        assert_eq!(place.id, OccasionId(1));
    });
}
