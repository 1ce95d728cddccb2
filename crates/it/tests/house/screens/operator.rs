//! An operator: signs in with password and code, imports a roster with bad rows and sees which, issues codes, opens a
//! drive, follows it.

use super::{LOOKS, Person};
use crate::ministry::Ministry;
use netra_it::wait_for;
use std::path::Path;
use std::time::Duration;

const ROSTER: &str = "nip,nama,status,jabatan,golongan,unit,nomor_kontrak\n\
    199001012015031001,Sa'diyah Nur,pns,Analis,III/a,KW-20,\n\
    19900101201503100,Kurang Satu,pns,,,KW-20,\n\
    200013312024211001,Bulan Tiga Belas,pppk,,,KW-20,\n\
    199001012015031002,Unit Salah,pns,,,KW-99,\n\
    ,Ketut,ppnpn,Pramubakti,,KW-20,PPNPN/2024/001\n";

fn journey(name: &str) {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    me.goes_to("/kerja");
    me.looks_at("masuk");
    me.signs_in("operator");
    me.goes_to("/kerja");
    me.browser.see("Meja kerja");
    me.looks_at("kerja");

    me.browser.click("Impor daftar pegawai");
    me.looks_at("impor");
    let file = house.file("daftar.csv", ROSTER);
    me.browser.attach("Berkas daftar pegawai", Path::new(&file));
    me.browser.click("Unggah dan periksa");
    outcome(&me, "Hasil uji coba impor");
    for words in ["Jalankan sungguhan?", "KW-99"] {
        me.browser.see(words);
    }
    me.looks_at("impor-uji-coba");
    assert_eq!(house.count("SELECT COUNT(*) FROM registry_employee"), 2_000, "a try writes nothing");
    me.browser.click("Tulis perubahan ini");
    outcome(&me, "Hasil impor");
    let there = || (house.count("SELECT COUNT(*) FROM registry_employee") == 2_002).then_some(());
    assert!(wait_for(Duration::from_secs(10), there).is_some());
    me.looks_at("impor-hasil");

    me.goes_to("/pegawai");
    me.browser.fill("Nama atau NIP", "Sa'diyah");
    me.browser.click("Cari pegawai");
    me.browser.see("Sa'diyah Nur");
    me.looks_at("pegawai");

    me.goes_to("/kode");
    me.looks_at("kode");
    me.browser.choose("Unit", "(KW-20)");
    me.browser.click("Terbitkan kode aktivasi");
    me.browser.see("Sa'diyah Nur");
    me.looks_at("kode-lembar");

    me.goes_to("/gerakan/baru");
    me.browser.fill("Judul gerakan", "Ikrar Netralitas Bali");
    me.browser.click("Hanya sebagian dari Kementerian");
    me.browser.tick("Kantor Wilayah Bali");
    me.looks_at("gerakan-baru");
    me.browser.click("Buka gerakan ini");
    me.browser.see("Ikrar Netralitas Bali");
    me.looks_at("gerakan-dibuka");

    me.goes_to(&format!(
        "/gerakan/{}",
        house.count("SELECT id FROM pledge_drive WHERE title LIKE 'Ikrar Netralitas Ser%'")
    ));
    me.browser.see("Peta cakupan");
    let tiles = me.browser.script("return document.querySelectorAll('svg a, svg rect').length");
    assert!(tiles.as_i64().unwrap() >= 33, "{tiles} tiles on the map");
    me.looks_at("gerakan");
}

/// Waits for the page of the outcome. Without scripts the running page comes again by itself; with them it says that it
/// is done and where to look.
fn outcome(me: &Person<'_>, heading: &str) {
    let look = || {
        if me.browser.says("Lihat hasilnya") {
            me.browser.click("Lihat hasilnya");
        }
        (me.browser.says(heading) && me.browser.says("Baris yang ditolak")).then_some(())
    };
    assert!(wait_for(Duration::from_secs(20), look).is_some(), "no outcome: {}", me.browser.words());
}

#[test]
fn runs_a_drive_at_a_desk() {
    journey("desktop");
}

#[test]
fn runs_a_drive_at_a_desk_without_javascript() {
    journey("desktop-noscript");
}

#[test]
fn runs_a_drive_on_a_phone() {
    journey("phone");
}

#[test]
fn runs_a_drive_on_a_phone_without_javascript() {
    journey("phone-noscript");
}
