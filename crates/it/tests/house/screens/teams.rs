//! The oversight team at work: who has a team, the decree, a task that is late, a finding with its evidence. At a desk with
//! scripts, on a phone without.

use super::{Person, desk_and_phone};
use crate::ministry::Ministry;
use netra_it::{Server, wait_for};
use std::time::Duration;

fn member(server: &Server, house: &Ministry, (name, look): (&str, netra_it::Look)) {
    let person = Person::sits_down(server, name, look);
    person.signs_in("tim");
    person.goes_to("/tim");
    person.browser.see("tugas menunggu Anda");
    person.looks_at("tim");
    person.browser.click("tugas menunggu Anda");
    person.browser.see("Siapkan penyuluhan di kelurahan terdekat");
    person.looks_at("tim-tugas-saya");
    for (path, words, picture) in [
        ("/tim/1", "Pekerjaan tim", "tim-satu"),
        ("/tim/1/sk", "Pindaian SK", "tim-sk"),
        ("/tim/1/rencana", "Akan datang", "tim-rencana"),
        ("/tim/1/rencana/1", "Tindak lanjut", "tim-kunjungan"),
        ("/tim/1/rencana/baru", "Siapa yang bertugas", "tim-rencana-baru"),
        ("/tim/1/tugas", "Belum selesai", "tim-tugas"),
        ("/tim/1/tugas/baru", "Untuk siapa", "tim-tugas-baru"),
        ("/tim/1/temuan", "Menunggu meja perkara", "tim-temuan"),
        ("/tim/1/temuan/1", "Batas penetapan", "tim-temuan-satu"),
        ("/tim/1/temuan/baru", "Jangan menulis nama", "tim-temuan-baru"),
        ("/tim/1/temuan/1/bukti", "Apa yang terlihat", "tim-bukti"),
    ] {
        person.goes_to(path);
        person.browser.see(words);
        person.looks_at(picture);
    }
    // What was drawn for the sample stands in for a photo of the telephone.
    let photo = netra_it::root().join("data/demo/tim-sk.png");
    person.browser.attach("Berkas", &photo);
    person.browser.fill("Apa yang terlihat", &format!("Lembar contoh, dilihat dari {name}."));
    person.browser.click("Tambahkan berkas ini");
    person.browser.see("Berkas sudah ditambahkan");
    person.goes_to("/tim/tugas");
    person.browser.click("Selesai hari ini");
    let done = || (!person.browser.says("Siapkan penyuluhan di kelurahan terdekat")).then_some(());
    assert!(wait_for(Duration::from_secs(20), done).is_some(), "{}", person.browser.words());
    assert_eq!(house.count("SELECT COUNT(*) FROM oversight_task WHERE state = 'done'"), 2);
}

#[test]
fn the_team_sees_what_is_late_and_adds_its_evidence() {
    for look in desk_and_phone() {
        // A house of its own: a task is done once, and so is a one-time code.
        let house = Ministry::small();
        let server = house.serve();
        member(&server, &house, look);
    }
}

#[test]
fn the_operator_forms_a_team_by_form() {
    for (name, look) in desk_and_phone() {
        let house = Ministry::small();
        let server = house.serve();
        let person = Person::sits_down(&server, name, look);
        person.signs_in("operator");
        person.goes_to("/tim");
        person.browser.see("Per Kantor Wilayah");
        person.looks_at("tim-operator");
        person.goes_to("/tim/baru");
        person.looks_at("tim-baru");
        person.browser.click("Bentuk tim ini");
        person.browser.see("Perlu diperbaiki dulu");
        person.looks_at("tim-baru-ditolak");
        for (path, picture) in [
            ("/tim/1/anggota", "tim-anggota"),
            ("/tim/1/akhiri", "tim-akhiri"),
            ("/tim/unit/KW-20", "tim-unit"),
            ("/kerja", "tim-meja"),
        ] {
            person.goes_to(path);
            person.looks_at(picture);
        }
    }
}
