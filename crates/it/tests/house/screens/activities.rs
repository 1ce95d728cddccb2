//! An activity from its first minute to its report: the operator begins it and puts the code in front, people come with their
//! phones, by the QR code or by typing; then it is over, and one press makes the report, on the screen, on paper, for the press.

use super::{LOOKS, Person};
use crate::crowd::{digits, roll_call};
use crate::ministry::{Ministry, with_token};
use netra_attendance::rules::code::Secret;
use netra_base::{Clock, Moment};
use netra_it::{Client, Look, Server, wait_for};
use netra_store::params;
use netra_web::qr::qr;
use serde_json::json;
use std::process::Command;
use std::time::Duration;

fn look(name: &str) -> Look {
    LOOKS.iter().find(|(known, _)| *known == name).unwrap().1
}

/// What a phone reads off the screen in front: the very picture that stands there.
fn scanned(house: &Ministry, server: &Server, id: i64, front: &Person<'_>) -> String {
    let kept = house.store().read_now(move |tx| {
        let sql = "SELECT secret, made FROM attendance_secret WHERE activity = ?1";
        tx.query_one(sql, params![id], |row| Ok((row.blob(0)?, Moment(row.int(1)?))))
    });
    let (bytes, made) = kept.unwrap();
    let secret = Secret::new(bytes.try_into().unwrap(), made);
    let read = || {
        let address = server.page(&format!("/hadir/{id}?k={}", secret.qr(Clock::System.now())));
        let drawn = qr(&address, "").into_string();
        let modules = drawn.split(" d=\"").nth(1)?.split('"').next()?;
        front.browser.source().contains(modules).then_some(address)
    };
    wait_for(Duration::from_secs(20), read).expect("the screen shows the code of this half minute")
}

fn begins(front: &Person<'_>, id: i64) {
    front.goes_to(&format!("/kegiatan/{id}"));
    front.browser.see("Apel di lapangan");
    front.examines("kegiatan-rencana");
    front.browser.click("Mulai kegiatan");
    front.browser.see("Layar kehadiran");
    front.examines("kegiatan-berlangsung");
    front.browser.click("Layar kehadiran");
    front.browser.see("0 hadir dari 1.500 yang diharapkan");
    front.examines("layar-depan");
}

/// The screen says so by itself: nobody touches it.
fn counts_up(front: &Person<'_>, count: i64) {
    let words = format!("{count} hadir dari 1.500 yang diharapkan");
    let renewed = || front.browser.says(&words).then_some(());
    assert!(wait_for(Duration::from_secs(20), renewed).is_some(), "{}", front.browser.words());
}

/// One comes by the QR code, one types; the screen and the list in front of the operator show both.
fn people_come((front_name, phone_name): (&str, &str)) {
    let house = Ministry::small();
    let server = house.serve();
    let id = roll_call(&house, &server, &house.session("operator"));
    let front = Person::sits_down(&server, front_name, look(front_name));
    front.signs_in("operator");
    begins(&front, id);

    let phone = Person::sits_down(&server, phone_name, look(phone_name));
    phone.signs_in(&house.employee());
    phone.browser.goto(&scanned(&house, &server, id, &front));
    phone.browser.see("Tekan segera");
    let buttons = phone.browser.script("return document.querySelectorAll('main button, main .btn').length");
    assert_eq!(buttons, 1, "one button, and no digits to type");
    phone.examines("hadir-dari-qr");
    phone.browser.click("Saya hadir");
    phone.browser.see("Anda tercatat hadir.");
    phone.examines("hadir-dari-qr-tercatat");
    counts_up(&front, 1);

    let (_, token) = house.waiting_people(1).remove(0);
    phone.carries(&token);
    phone.goes_to("/hadir");
    phone.browser.see("Apel di lapangan");
    phone.examines("hadir-ketik");
    phone.browser.fill("Enam angka di layar", &digits(&front.browser.source()));
    phone.browser.click("Saya hadir");
    phone.browser.see("Anda tercatat hadir.");
    phone.examines("hadir-ketik-tercatat");
    counts_up(&front, 2);
    front.looks_at("layar-depan-dua");

    front.goes_to(&format!("/kegiatan/{id}/hadir"));
    front.browser.see("orang hadir dari 1.500 yang diharapkan");
    for words in ["Kode QR", "Kode ketik"] {
        assert!(front.browser.says(words), "{words}: {}", front.browser.words());
    }
    front.examines("daftar-depan");
    assert_eq!(house.count(&format!("SELECT COUNT(*) FROM attendance WHERE activity = {id} AND state = 'present'")), 2);
}

#[test]
fn people_come_with_their_phones_where_no_script_runs() {
    people_come(("desktop-noscript", "phone-noscript"));
}

#[test]
fn people_come_with_their_phones_where_scripts_run() {
    people_come(("desktop", "phone"));
}

/// An activity that has begun, with so many people and a guest.
fn held(house: &Ministry, server: &Server, operator: &Client, count: usize) -> i64 {
    let id = roll_call(house, server, &house.session("operator"));
    let begun = operator.post(&format!("/kegiatan/{id}/mulai"), &[]);
    assert_eq!(begun.location(), format!("/kegiatan/{id}"));
    for (_, token) in house.waiting_people(count) {
        let code = digits(&operator.get(&format!("/kegiatan/{id}/layar?bagian=1")).text());
        let path = format!("/api/v1/activities/{id}/attendance");
        assert_eq!(with_token(server, &token).json("POST", &path, &json!({"code": code})).status, 201);
    }
    id
}

/// What another program reads in a paper, with single blanks.
fn words_of(house: &Ministry, name: &str, paper: &[u8]) -> String {
    let file = house.file(name, paper);
    let output = Command::new("pdftotext").args([&file, "-"]).output().expect("`cargo xtask test` brings pdftotext");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The numbers of the report wherever it stands.
fn counted(text: &str) {
    for words in ["8 orang dari 1.500 yang diharapkan", "7 pegawai dan 1 tamu"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

/// What comes out of the browser's own printer.
fn printed(me: &Person<'_>, house: &Ministry, name: &str) {
    me.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    me.looks_at(name);
    assert!(!me.browser.says("Unduh PDF") && !me.browser.says("Keluar"), "buttons and menus are not printed");
    let data = me.browser.devtools("Page.printToPDF", &json!({"printBackground": false}))["data"].take();
    let bytes = base64(data.as_str().unwrap());
    counted(&words_of(house, &format!("{name}.pdf"), &bytes));
    me.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": "screen"}));
}

fn base64(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

fn reports(name: &str, how: Look) {
    let house = Ministry::small();
    let server = house.serve();
    let operator = with_token(&server, &house.session("operator"));
    let id = held(&house, &server, &operator, 7);
    let me = Person::sits_down(&server, name, how);
    me.signs_in("operator");
    me.goes_to(&format!("/kegiatan/{id}/hadir/tamu"));
    me.browser.fill("Nama", "Camat Contoh");
    me.browser.fill("Instansi", "Kecamatan Contoh");
    me.browser.click("Catat tamu");
    me.browser.see("Camat Contoh");
    me.goes_to(&format!("/kegiatan/{id}"));
    me.browser.click("Selesaikan kegiatan");
    me.browser.see("Terlaksana");
    me.examines("kegiatan-selesai");
    me.browser.click("Laporan");
    me.browser.see("belum disampaikan");
    counted(&me.browser.words());
    me.examines("laporan-konsep");
    me.browser.click("Sampaikan laporan");
    me.browser.see("Disampaikan");
    counted(&me.browser.words());
    me.examines("laporan");
    printed(&me, &house, "laporan-cetak");

    let paper = operator.get(&format!("/kegiatan/{id}/laporan.pdf"));
    assert!(paper.body.starts_with(b"%PDF"), "{}: {}", paper.status, paper.text());
    counted(&words_of(&house, "laporan.pdf", &paper.body));
    let press = operator.get(&format!("/kegiatan/{id}/laporan.md"));
    assert!(press.header("content-type").unwrap().starts_with("text/markdown"), "{:?}", press.headers);
    assert!(press.text().starts_with("# Apel di lapangan"), "{}", press.text());
    counted(&press.text());
    me.goes_to("/kegiatan");
    me.examines("kegiatan-daftar");
    me.goes_to("/kegiatan/kalender");
    me.browser.see("Apel di lapangan");
    me.examines("kegiatan-kalender");
}

#[test]
fn one_press_makes_the_report_at_a_desk() {
    reports("desktop", look("desktop"));
}

#[test]
fn one_press_makes_the_report_on_a_phone_without_javascript() {
    reports("phone-noscript", look("phone-noscript"));
}

#[test]
fn one_press_makes_the_report_in_the_dark() {
    reports("desktop-dark", Look::desktop().dark());
}

/// A photo in which nobody is.
const PHOTO: &[u8] = include_bytes!("../../../../../data/templates/samples/foto-aula.jpg");

/// Held, told with words and a photo, and reported.
fn reported(house: &Ministry, server: &Server) -> i64 {
    let operator = with_token(server, &house.session("operator"));
    let id = held(house, server, &operator, 3);
    let at = |path: &str| format!("/kegiatan/{id}{path}");
    let words = [("caption", "Peserta membaca ikrar."), ("alt", "Barisan di lapangan")];
    let photo = operator.upload(&at("/foto"), &words, ("file", "apel.jpg", PHOTO));
    assert_eq!(photo.location(), at("/foto"), "{}", photo.text());
    for (path, form) in [
        ("/risalah", vec![("minutes", "Apel berjalan lancar.")]),
        ("/risalah/kutipan", vec![("who", "Kepala Kantor"), ("says", "Kami siap dan netral.")]),
        ("/selesai", vec![]),
        ("/laporan", vec![]),
    ] {
        let reply = operator.post(&at(path), &form);
        assert_eq!(reply.status, 303, "{path}: {}", reply.text());
    }
    id
}

/// The press desk signs in, finds what is newly reported, reads it, looks at the photo and takes the text.
fn the_press_desk(name: &str) {
    let house = Ministry::small();
    let server = house.serve();
    let id = reported(&house, &server);
    let me = Person::sits_down(&server, name, look(name));
    me.signs_in("humas");
    me.goes_to("/kegiatan");
    me.browser.see("Laporan yang sudah disampaikan, terbaru di atas");
    let first = "return [...document.querySelectorAll('table')].at(-1).querySelector('tbody tr').innerText";
    let newest = me.browser.script(first);
    for words in ["Apel di lapangan", "3 dari 1.500", "1 foto"] {
        assert!(newest.as_str().is_some_and(|row| row.contains(words)), "{words}: {newest}");
    }
    me.examines("humas-dilaporkan");
    me.browser.click("Apel di lapangan");
    me.browser.see("Disampaikan");
    me.browser.see("Kami siap dan netral.");
    let drawn = "return (async () => { const img = document.querySelector('.photos img'); img.loading = 'eager';
        await img.decode(); return img.naturalWidth > 100 && img.alt })()";
    assert_eq!(me.browser.script(drawn), "Barisan di lapangan", "the photo is there, and said");
    me.examines("humas-laporan");
    me.browser.click("Teks untuk humas");
    me.browser.see("## Pokok-pokok");
    for words in ["3 orang dari 1.500 yang diharapkan", "Apel berjalan lancar.", "Peserta membaca ikrar."] {
        assert!(me.browser.says(words), "{words}: {}", me.browser.words());
    }
    assert_eq!(me.browser.says("Salin"), !name.contains("noscript"), "what needs a script is shown only with one");
    me.examines("humas-teks");
    me.goes_to(&format!("/kegiatan/{id}"));
    me.browser.click("Laporan kegiatan");
    me.browser.see("Unduh foto 1");
}

#[test]
fn the_press_desk_takes_what_was_reported_at_a_desk() {
    the_press_desk("desktop");
}

#[test]
fn the_press_desk_takes_what_was_reported_on_a_phone_without_javascript() {
    the_press_desk("phone-noscript");
}
