//! An employee: activates the account with the code from the slip, reads, signs, takes the receipt, and checks it on
//! the public page.

use super::{LOOKS, Person};
use crate::ministry::Ministry;
use netra_it::{netra, wait_for};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

fn journey(name: &str) {
    let house = Ministry::small();
    let server = house.serve();
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    let downloads = tempfile::tempdir().unwrap();
    me.browser.download_to(downloads.path());
    let (login, code) = house.newcomer();

    me.goes_to("/aktivasi");
    me.looks_at("aktivasi");
    me.browser.fill("NIP", &login);
    me.browser.fill("Kode aktivasi", "ABCD-EFGH-JKMN-PQRS");
    me.browser.fill("Kata sandi baru, sekali lagi", "kucing makan ikan asin");
    me.browser.fill("Kata sandi baru", "kucing makan ikan asin");
    me.browser.click("Aktifkan akun");
    me.browser.see("tidak cocok");
    me.looks_at("aktivasi-salah");
    me.browser.fill("Kode aktivasi", &code.to_lowercase());
    me.browser.fill("Kata sandi baru, sekali lagi", "kucing makan ikan asin");
    me.browser.fill("Kata sandi baru", "kucing makan ikan asin");
    me.browser.click("Aktifkan akun");
    me.browser.see("Akun saya");

    me.goes_to("/pakta");
    me.browser.see("menunggu tanda tangan Anda");
    me.looks_at("pakta-daftar");
    me.browser.click("Baca dan tanda tangani");
    me.browser.see("politik uang");
    me.looks_at("pakta");
    me.browser.tick("Saya telah membaca");
    me.browser.click("Tanda tangan");
    me.browser.see("Tanda tangan Anda tercatat.");
    me.looks_at("bukti");
    me.browser.click("Unduh bukti (JSON)");
    let file = wait_for(Duration::from_secs(10), || finished(downloads.path())).expect("the receipt arrives");
    assert_eq!(
        netra(&["verify", file.to_str().unwrap(), "--policy", &format!("{}/log/policy", house.dir())]).status.code(),
        Some(0)
    );

    me.goes_to("/verifikasi");
    me.looks_at("verifikasi");
    me.browser.attach("Berkas bukti", &file);
    me.browser.click("Periksa bukti ini");
    me.browser.see("Bukti ini sah");
    me.looks_at("verifikasi-sah");
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    fs::write(&file, bytes).unwrap();
    me.goes_to("/verifikasi");
    me.browser.attach("Berkas bukti", &file);
    me.browser.click("Periksa bukti ini");
    me.browser.see("Bukti ini tidak sah");
    me.looks_at("verifikasi-tidak-sah");

    // Who opens the pledge again is told that it is signed.
    me.goes_to(&format!("/pakta/{}", house.running()));
    me.browser.see("Anda sudah menandatangani");
    me.goes_to("/akun");
    me.looks_at("akun");
}

/// A file that is there and is no longer being written.
fn finished(folder: &std::path::Path) -> Option<PathBuf> {
    let file = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|e| e == "json"))?;
    fs::metadata(&file).is_ok_and(|about| about.len() > 0).then_some(file)
}

#[test]
fn activates_signs_and_verifies_at_a_desk() {
    journey("desktop");
}

#[test]
fn activates_signs_and_verifies_at_a_desk_without_javascript() {
    journey("desktop-noscript");
}

#[test]
fn activates_signs_and_verifies_on_a_phone() {
    journey("phone");
}

#[test]
fn activates_signs_and_verifies_on_a_phone_without_javascript() {
    journey("phone-noscript");
}

#[test]
fn declines_with_a_reason_and_may_still_sign() {
    let house = Ministry::small();
    let server = house.serve();
    let me = Person::sits_down(&server, "phone", LOOKS[2].1);
    me.signs_in(&house.employee());
    let drive = house.running();
    me.goes_to(&format!("/pakta/{drive}"));
    me.browser.click("Saya menolak");
    me.looks_at("menolak");
    me.browser.fill("Alasan", "Saya ingin bertanya dahulu kepada tim.");
    me.browser.click("Saya menolak");
    me.browser.see("Penolakan Anda tercatat.");
    me.looks_at("menolak-tercatat");
    me.goes_to(&format!("/pakta/{drive}"));
    me.browser.tick("Saya telah membaca");
    me.browser.click("Tanda tangan");
    me.browser.see("Tanda tangan Anda tercatat.");
}
