//! A directive on a phone: what waits stands on the first page and on the desk, is opened, read and acknowledged, and waits no
//! longer; the receipt holds before the program that checks it. Who keeps units sees how far it has come.

use super::{LOOKS, Person};
use crate::ministry::{Ministry, sign_in, with_token};
use netra_it::{Look, Server, netra};
use netra_store::params;
use serde_json::json;

const WAITS: &str = "Baca dan nyatakan paham";

/// The employee keeps the own unit too, and so has a desk.
fn with_a_desk(house: &Ministry, server: &Server) -> String {
    let login = house.employee();
    drop(sign_in(server, &login));
    let of = login.clone();
    let unit = house.store().read_now(move |tx| {
        let sql = "SELECT u.code FROM registry_unit u JOIN registry_employee e ON e.unit_id = u.id
            JOIN access_account a ON a.employee = e.id WHERE a.login = ?1";
        tx.query_one(sql, params![&of], |row| row.text(0))
    });
    let grant = json!({"login": login, "role": "unit-operator", "unit": unit.unwrap()});
    let given = with_token(server, &house.session("admin")).json("POST", "/api/v1/grants", &grant);
    assert_eq!(given.status, 201, "{}", given.text());
    house.session(&login)
}

fn acknowledges(name: &str, look: Look) {
    let house = Ministry::small();
    let server = house.serve();
    let token = with_a_desk(&house, &server);
    let me = Person::sits_down(&server, name, look);
    me.carries(&token);
    for (path, page) in [("/", "arahan-beranda"), ("/kerja", "arahan-meja")] {
        me.goes_to(path);
        me.browser.see(WAITS);
        me.examines(page);
    }
    me.goes_to("/arahan");
    me.browser.see("Satu arahan menunggu pernyataan Anda.");
    me.examines("arahan");
    me.browser.click("Baca dan nyatakan");
    me.browser.see("Saya sudah membaca dan memahami");
    me.examines("arahan-baca");
    let id: i64 = me.browser.address().rsplit('/').next().unwrap().parse().unwrap();
    me.browser.click("Saya sudah membaca dan memahami");
    me.browser.see("Anda sudah menyatakan membaca dan memahami arahan ini.");
    me.browser.see("Unduh bukti (JSON)");
    me.examines("arahan-dinyatakan");
    assert!(!me.browser.says("Saya sudah membaca dan memahami"), "once is enough");
    for (path, page) in [("/", "arahan-beranda-sesudah"), ("/kerja", "arahan-meja-sesudah")] {
        me.goes_to(path);
        me.browser.see("Netra");
        assert!(!me.browser.says(WAITS), "{path}: {}", me.browser.words());
        me.examines(page);
    }
    me.goes_to("/arahan");
    me.browser.see("Tidak ada arahan yang menunggu pernyataan Anda.");
    me.browser.see("Sudah Anda nyatakan");
    me.examines("arahan-sesudah");
    let receipt = with_token(&server, &token).get(&format!("/arahan/{id}/bukti.json"));
    assert_eq!(receipt.status, 200, "{}", receipt.text());
    let file = house.file("bukti-arahan.json", &receipt.body);
    let checked = netra(&["verify", &file, "--policy", &format!("{}/log/policy", house.dir())]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    let mine = format!("(SELECT employee FROM access_account WHERE login = '{}')", house.employee());
    let kept = format!("SELECT COUNT(*) FROM directive_acknowledged WHERE directive = {id} AND employee = {mine}");
    assert_eq!(house.count(&kept), 1);
}

#[test]
fn reads_and_acknowledges_on_a_phone() {
    acknowledges(LOOKS[2].0, LOOKS[2].1);
}

#[test]
fn reads_and_acknowledges_on_a_phone_without_javascript() {
    acknowledges(LOOKS[3].0, LOOKS[3].1);
}

#[test]
fn reads_and_acknowledges_on_a_phone_in_the_dark() {
    acknowledges("phone-dark", Look::phone().dark());
}

#[test]
fn the_centre_sees_how_far_it_has_come() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let circular = house.count("SELECT MAX(id) FROM directive WHERE asks = 1 AND counted IS NULL");
    let over = house.count("SELECT id FROM directive WHERE counted IS NOT NULL");
    for (name, look) in LOOKS.into_iter().filter(|(name, _)| ["desktop-noscript", "phone"].contains(name)) {
        let me = Person::sits_down(&server, name, look);
        me.carries(&house.session("operator"));
        for (path, words, page) in [
            ("/arahan".to_owned(), "Terbitkan arahan", "arahan-operator"),
            (format!("/arahan/{circular}"), "Dasarnya", "arahan-operator-satu"),
            (format!("/arahan/{circular}/sebaran"), "Per unit", "arahan-sebaran"),
            (format!("/arahan/{circular}/teruskan"), "Teruskan", "arahan-teruskan"),
            (format!("/arahan/{over}"), "Masa berlaku habis", "arahan-berakhir"),
            (format!("/arahan/{over}/sebaran"), "Angka akhir", "arahan-berakhir-sebaran"),
            ("/arahan/baru".to_owned(), "Terbitkan", "arahan-baru"),
        ] {
            me.goes_to(&path);
            me.browser.see(words);
            me.examines(page);
        }
        me.browser.click("Terbitkan");
        me.browser.see("Perlu diperbaiki dulu");
        me.examines("arahan-baru-ditolak");
    }
}
