//! A simultaneous drive as its centre sees it: the plan board with its map, table and filter; the day live, which renews
//! itself with a script and without; the projector in front.

use super::gallery::weight;
use super::{Person, desk_and_phone};
use crate::ministry::{Ministry, with_token};
use netra_it::{Client, Look, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

/// The one that is held and the one that is still being planned.
fn drives(house: &Ministry) -> (i64, i64) {
    (house.count("SELECT MIN(id) FROM drives_drive"), house.count("SELECT MAX(id) FROM drives_drive"))
}

/// The board as a program hears it: the page must say the same.
fn whole(operator: &Client, drive: i64) -> Value {
    operator.json("GET", &format!("/api/v1/activity-drives/{drive}/board"), &json!({})).value()["whole"].take()
}

fn rows(person: &Person<'_>) -> i64 {
    person.browser.script("return document.querySelectorAll('.frame tbody tr:not(.shut)').length").as_i64().unwrap()
}

fn plan_board(person: &Person<'_>, operator: &Client, drive: i64) {
    person.goes_to("/kegiatan/serentak");
    person.browser.see("Penyuluhan Hukum Serentak 2024");
    person.examines("serentak");
    person.browser.click("Apel Netralitas Serentak (contoh)");
    let sums = whole(operator, drive);
    let count = |name: &str| sums[name].as_i64().unwrap();
    for words in [
        format!("dari {} unit yang diminta belum merencanakan satu tempat pun", count("units")),
        format!("dari {} tempat yang diminta sudah direncanakan", count("required")),
        format!("dari {} unit sudah lengkap", count("units")),
        "bentrokan: orang atau tempat yang sama".to_owned(),
    ] {
        person.browser.see(&words);
    }
    let figures =
        person.browser.script("return [...document.querySelectorAll('.fig b')].map(b => Number(b.textContent))");
    let figures: Vec<i64> = figures.as_array().unwrap().iter().map(|figure| figure.as_i64().unwrap()).collect();
    assert_eq!(figures, ["units_none", "covered", "units_enough", "came"].map(count), "{sums}");
    let tiles = person.browser.script("return document.querySelectorAll('.map a rect').length");
    assert_eq!(tiles, 33, "a tile for each regional office");
    assert_eq!(rows(person), 50, "fifty units on a page");
    person.examines("papan-rencana");
    person.browser.choose("Keadaan", "Lengkap");
    person.browser.click("Saring");
    person.browser.see(&format!("{} unit.", count("units_enough")));
    assert!(person.browser.address().contains("keadaan=enough"), "{}", person.browser.address());
    let others = person.browser.script("return document.querySelectorAll('.frame .tag:not(.ok)').length");
    assert_eq!((rows(person), others), (50, json!(0)));
    person.examines("papan-rencana-saring");
    person.browser.click("Berikutnya");
    assert_eq!(rows(person), (count("units_enough") - 50).min(50));
    // A tile is the way to the office's own rows.
    person.goes_to(&format!("/kegiatan/serentak/{drive}?unit=KW-20"));
    person.browser.see("Kantor Wilayah Bali");
    assert!(rows(person) < 50);
    person.examines("papan-rencana-kanwil");
    // What is taught, and what would go with the drive if it were withdrawn.
    person.goes_to(&format!("/kegiatan/serentak/{drive}/materi"));
    person.browser.see("Lampirkan ke kegiatan serentak");
    person.examines("gerakan-materi");
    person.goes_to(&format!("/kegiatan/serentak/{drive}/tarik"));
    person.browser.see("ikut dibatalkan");
    person.examines("gerakan-tarik");
}

/// The place that nobody said to have begun is held while somebody looks on, at the day and at the projector.
fn the_day(person: &Person<'_>, operator: &Client, house: &Ministry, drive: i64) {
    person.goes_to(&format!("/kegiatan/serentak/{drive}/langsung"));
    let before = whole(operator, drive)["held"].as_i64().unwrap();
    let (over, one_more) = (figure(before), figure(before + 1));
    person.browser.see(&over);
    person.examines("papan-hari");
    let place = house.count(&format!("SELECT id FROM activity WHERE drive = {drive} AND state = 'planned'"));
    let done = operator.json("POST", &format!("/api/v1/activities/{place}/finish"), &json!({}));
    assert!(done.status < 300, "{}", done.text());
    let renewed = || person.browser.says(&one_more).then_some(());
    assert!(wait_for(Duration::from_secs(30), renewed).is_some(), "{}", person.browser.words());
    person.goes_to(&format!("/kegiatan/serentak/{drive}/papan"));
    person.browser.see(&format!("{} selesai", before + 1));
    assert_eq!(person.browser.script("return document.querySelectorAll('.map rect').length"), 33);
    person.examines("papan-proyektor");
    person.goes_to(&format!("/kegiatan/serentak/{drive}/laporan"));
    person.browser.see("Yang perlu diingatkan");
    person.examines("papan-laporan");
    person.goes_to(&format!("/kegiatan/serentak/{drive}"));
    person.examines("papan-selesai");
}

/// The third great figure with its words, as they stand below each other.
fn figure(held: i64) -> String {
    format!("{held}\n\ndari 66 tempat sudah selesai")
}

fn light(operator: &Client, (held, planned): (i64, i64)) {
    for path in [
        "/kegiatan/serentak".to_owned(),
        format!("/kegiatan/serentak/{planned}"),
        format!("/kegiatan/serentak/{planned}/langsung"),
        format!("/kegiatan/serentak/{planned}/materi"),
        format!("/kegiatan/serentak/{planned}/tarik"),
        format!("/kegiatan/serentak/{held}"),
        format!("/kegiatan/serentak/{held}/langsung"),
        format!("/kegiatan/serentak/{held}/papan"),
        format!("/kegiatan/serentak/{held}/laporan"),
    ] {
        let (plain, whole) = (operator.get(&path).body.len(), weight(operator, &path));
        assert!(plain <= 50 * 1024 && whole <= 50 * 1024, "{path}: {plain} bytes, {whole} with all it needs");
    }
}

#[test]
fn the_centre_follows_a_drive_from_plan_to_report() {
    for (name, look) in desk_and_phone() {
        // A house of its own: the last place is held once.
        let house = Ministry::of(2_000);
        let server = house.serve();
        let operator = with_token(&server, &house.session("operator"));
        let (held, planned) = drives(&house);
        let person = Person::sits_down(&server, name, look);
        person.signs_in("operator");
        plan_board(&person, &operator, planned);
        the_day(&person, &operator, &house, held);
        light(&operator, (held, planned));
    }
}

#[test]
fn the_boards_hold_in_the_dark_and_in_english() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let (held, planned) = drives(&house);
    for (name, look) in [("desktop-dark", Look::desktop().dark()), ("phone-dark", Look::phone().dark())] {
        let person = Person::sits_down(&server, name, look);
        person.carries(&house.session("operator"));
        for (path, page) in [
            (format!("/kegiatan/serentak/{planned}"), "papan-rencana"),
            (format!("/kegiatan/serentak/{held}/langsung"), "papan-hari"),
            (format!("/kegiatan/serentak/{held}/papan"), "papan-proyektor"),
        ] {
            person.goes_to(&path);
            person.examines(page);
        }
        person.goes_to(&format!("/kegiatan/serentak/{planned}?lang=en"));
        person.browser.see("Map of the plan");
        person.examines("papan-rencana-english");
    }
}
