//! Somebody who asks before acting, on a phone without JavaScript and at a desk: the wizard, the check of a text, free
//! words, the rule behind the answer, practice with the quiz; and the examiner with the same rules.

use super::{LOOKS, Person};
use crate::ministry::{Ministry, sign_in};
use crate::quiz::{certificate, takes_the_post_test};

fn asks(name: &str) {
    let house = Ministry::of(200);
    let server = house.serve();
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    me.goes_to("/");
    me.browser.click("Tanya sebelum bertindak");
    me.browser.see("tidak ada yang kami simpan");
    me.looks_at("tanya");
    me.browser.tick("Menyukai, mengomentari, membagikan, atau mengikuti akun dan grup pemenangan");
    me.browser.tick("Calon presiden atau wakil presiden, 2024");
    me.browser.fill("Kapan?", "2023-11-13");
    me.browser.tick("PNS");
    me.browser.click("Lihat jawabannya");
    me.browser.see("Tidak boleh");
    me.browser.see("skb2022-disiplin-06");
    me.looks_at("tanya-jawaban");
    assert!(me.browser.address().ends_with("/tanya"), "{}", me.browser.address());
    // The day before, with everything else kept.
    me.browser.fill("Kapan?", "2023-11-12");
    me.browser.click("Lihat jawabannya");
    me.browser.see("skb2022-etik-04");
    me.browser.click("skb2022-etik-04");
    me.browser.see("PP 42/2004 Pasal 15");
    me.looks_at("aturan-baris");
}

fn checks_a_text(name: &str) {
    let house = Ministry::of(200);
    let server = house.serve();
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    me.goes_to("/tanya");
    me.browser
        .fill("Teks yang ingin Anda unggah", "Gaes, ayo dukung paslon nomor 2! Jangan lupa coblos ya <b>besok</b>");
    me.browser.click("Periksa teks ini");
    me.browser.see("memihak");
    me.browser.see("<b>besok</b>");
    assert!(me.browser.address().ends_with("/tanya/teks"), "{}", me.browser.address());
    me.looks_at("tanya-teks");
    me.goes_to("/tanya");
    me.browser.fill("Pertanyaan Anda", "boleh foto dengan caleg adik saya?");
    me.browser.click("Cari aturannya");
    me.browser.see("Mengunggah foto bersama calon");
    me.looks_at("tanya-kata");
}

#[test]
fn asks_on_a_phone_without_javascript() {
    asks("phone-noscript");
}

#[test]
fn asks_at_a_desk() {
    asks("desktop");
}

#[test]
fn checks_a_text_on_a_phone_without_javascript() {
    checks_a_text("phone-noscript");
}

#[test]
fn reads_the_rules_on_a_phone_and_at_a_desk() {
    let house = Ministry::of(200);
    let server = house.serve();
    for (name, look) in [LOOKS[1], LOOKS[3]] {
        let me = Person::sits_down(&server, name, look);
        for (path, page) in [
            ("/aturan", "aturan"),
            ("/aturan/bab/04-discipline", "aturan-bab"),
            ("/aturan/instrumen", "aturan-instrumen"),
            ("/aturan/ins-se1133-2023", "aturan-surat-edaran"),
            ("/aturan/kalender", "aturan-kalender"),
            ("/aturan/kalender/libur?tahun=2024&mulai=2024-02-05&hari=14&jenis=kerja", "aturan-libur"),
            ("/aturan/perubahan", "aturan-perubahan"),
            ("/tanya/kuis", "kuis"),
            ("/tanya/kuis/latihan", "kuis-latihan"),
        ] {
            me.goes_to(path);
            me.looks_at(page);
        }
        me.goes_to("/aturan/telaah");
        me.browser.tick("Memakai fasilitas negara dalam kampanye");
        me.browser.fill("Tanggal perbuatan", "2024-01-10");
        me.looks_at("aturan-telaah");
    }
}

#[test]
fn prints_a_certificate_after_the_post_test() {
    let house = Ministry::of(200);
    let server = house.serve();
    let employee = sign_in(&server, &house.employee());
    let address = certificate(&takes_the_post_test(&employee, 8)).unwrap();
    let me = Person::sits_down(&server, "phone-noscript", LOOKS[3].1);
    me.signs_in(&house.employee());
    me.goes_to("/tanya/kuis");
    me.looks_at("kuis-pegawai");
    me.goes_to(&address);
    me.looks_at("kuis-sertifikat");
}

#[test]
fn a_leader_sees_results_by_unit_and_no_name() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let me = Person::sits_down(&server, "desktop", LOOKS[0].1);
    me.signs_in("pimpinan");
    me.goes_to("/tanya/kuis/hasil");
    me.browser.see("Kantor Wilayah");
    me.looks_at("kuis-hasil");
}
