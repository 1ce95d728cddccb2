//! Checking in as people do: one on a phone, without a script and with one, at a declaration on to the pledge; the operator
//! at a desk with the screen in front, the list, a queue of guests and the list of a meeting tool.

use super::{LOOKS, Person};
use crate::crowd::{digits, gathering, roll_call};
use crate::ministry::{Ministry, with_token};
use netra_it::{Client, Server, wait_for};
use serde_json::json;
use std::time::Duration;

fn shown(operator: &Client, id: i64) -> String {
    digits(&operator.get(&format!("/kegiatan/{id}/layar?bagian=1")).text())
}

/// A house with a roll call that begins now; its number, and its operator as a program.
fn yard(house: &Ministry, server: &Server) -> (i64, Client) {
    let token = house.session("operator");
    (roll_call(house, server, &token), with_token(server, &token))
}

fn checks_in(name: &str) {
    let house = Ministry::small();
    let server = house.serve();
    let (id, operator) = yard(&house, &server);
    assert_eq!(shown(&operator, id).len(), 6, "the screen stands before anybody comes");
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    me.signs_in(&house.employee());
    me.goes_to(&format!("/hadir/{id}"));
    me.browser.see("Apel di lapangan");
    me.looks_at("hadir");
    me.browser.fill("Enam angka di layar", "000000");
    me.browser.click("Saya hadir");
    me.browser.see("bukan kode kegiatan ini");
    me.looks_at("hadir-salah");
    me.browser.fill("Enam angka di layar", &shown(&operator, id));
    me.browser.click("Saya hadir");
    me.browser.see("Anda tercatat hadir");
    me.looks_at("hadir-tercatat");
    me.goes_to("/hadir");
    me.looks_at("hadir-hari-ini");
}

#[test]
fn checks_in_on_a_phone_without_javascript() {
    checks_in("phone-noscript");
}

#[test]
fn checks_in_on_a_phone() {
    checks_in("phone");
}

/// The screen in front says so by itself.
fn says(front: &Person<'_>, words: &str) {
    let renewed = || front.browser.says(words).then_some(());
    assert!(wait_for(Duration::from_secs(20), renewed).is_some(), "{words}: {}", front.browser.words());
}

/// Checks in at a declaration, goes on to the pledge, signs; the screen in front counts both.
fn signs_after_checking_in((front_name, phone_name): (&str, &str)) {
    let house = Ministry::small();
    let server = house.serve();
    let token = house.session("operator");
    let title = "Deklarasi di halaman kantor";
    let declares = json!({"kind": "declaration", "title": title, "pledge_drive": house.running()});
    let id = gathering(&house, &server, &token, declares);
    let looks = |name: &str| LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let front = Person::sits_down(&server, front_name, looks(front_name));
    front.carries(&token);
    front.goes_to(&format!("/kegiatan/{id}/layar"));
    for words in ["1 Presensi", "2 Ikrar", "0 hadir dari 1.500", "0 ikrar ditandatangani di sini"] {
        front.browser.see(words);
    }
    front.examines("layar-deklarasi");

    let phone = Person::sits_down(&server, phone_name, looks(phone_name));
    phone.signs_in(&house.employee());
    phone.goes_to(&format!("/hadir/{id}"));
    phone.browser.fill("Enam angka di layar", &digits(&front.browser.source()));
    phone.browser.click("Saya hadir");
    phone.browser.see("Anda tercatat hadir.");
    phone.examines("hadir-lalu-ikrar");
    says(&front, "1 hadir dari 1.500");
    phone.browser.click("Baca dan tanda tangani ikrar");
    phone.browser.see(&format!("Anda menandatangani di: {title}"));
    phone.examines("ikrar-di-deklarasi");
    phone.browser.tick("Saya telah membaca");
    phone.browser.click("Tanda tangan");
    phone.browser.see("Tanda tangan Anda dihitung pada acara ini.");
    says(&front, "1 ikrar ditandatangani di sini");
    front.looks_at("layar-deklarasi-satu");
    phone.goes_to(&format!("/hadir/{id}"));
    phone.browser.see("Ikrar sudah Anda tandatangani.");
    phone.examines("hadir-dan-ikrar");
}

#[test]
fn signs_after_checking_in_on_a_phone_without_javascript() {
    signs_after_checking_in(("desktop-noscript", "phone-noscript"));
}

#[test]
fn signs_after_checking_in_on_a_phone() {
    signs_after_checking_in(("desktop", "phone"));
}

fn keeps_the_list(name: &str) {
    let house = Ministry::small();
    let server = house.serve();
    let (id, operator) = yard(&house, &server);
    let person = with_token(&server, &house.session(&house.employee()));
    let reply = person.post(&format!("/hadir/{id}"), &[("kode", &shown(&operator, id))]);
    assert_eq!(reply.location(), format!("/hadir/{id}"), "{}", reply.text());
    let base = format!("/kegiatan/{id}/hadir");
    let list = "Nama,Email,Masuk,Keluar\nTamu Kehormatan,tamu@lembaga.invalid,,\niPhone,,,\n";
    let draft =
        operator.upload(&format!("{base}/impor"), &[], ("file", "daftar.csv", list.as_bytes())).location().to_owned();
    assert!(draft.starts_with(&base), "{draft}");
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    me.signs_in("operator");
    me.goes_to(&format!("/kegiatan/{id}/layar"));
    me.browser.see("hadir dari");
    me.looks_at("layar");
    me.goes_to(&base);
    me.browser.see("orang hadir dari");
    me.looks_at("daftar-hadir");
    me.goes_to(&format!("{base}/tamu"));
    me.browser.fill("Nama", "Camat Contoh");
    me.browser.fill("Instansi", "Kecamatan Contoh");
    me.browser.click("Catat tamu");
    me.browser.see("Camat Contoh");
    me.looks_at("daftar-tamu");
    for (path, page) in [("/kertas", "lembar-kertas"), ("/impor", "impor-rapat")] {
        me.goes_to(&format!("{base}{path}"));
        me.looks_at(page);
    }
    me.goes_to(&draft);
    me.browser.see("Tamu Kehormatan");
    me.looks_at("impor-periksa");
}

#[test]
fn the_operator_keeps_the_list_at_a_desk() {
    keeps_the_list("desktop");
}

#[test]
fn the_operator_keeps_the_list_on_a_phone_without_javascript() {
    keeps_the_list("phone-noscript");
}
