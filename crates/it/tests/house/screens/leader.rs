//! A leader sees who should have signed and who has, by unit, on a map and in tables, and takes the counts along; the
//! public sees the same from Kanwil upward.

use super::{LOOKS, Person};
use crate::ministry::Ministry;
use netra_it::wait_for;
use std::fs;
use std::time::Duration;

fn journey(name: &str) {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let look = LOOKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let me = Person::sits_down(&server, name, look);
    let downloads = tempfile::tempdir().unwrap();
    me.browser.download_to(downloads.path());
    let drive = house.running();
    me.signs_in("pimpinan");
    me.goes_to(&format!("/gerakan/{drive}"));
    me.browser.see("dari 2.000 pegawai telah menandatangani");
    me.looks_at("pimpinan-gerakan");
    me.browser.click("Unduh CSV");
    let arrived = || {
        fs::read_dir(downloads.path())
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|e| e == "csv"))
    };
    let file = wait_for(Duration::from_secs(10), arrived).expect("the CSV arrives");
    let complete = || fs::read_to_string(&file).ok().filter(|text| text.contains("KW-20"));
    let text = wait_for(Duration::from_secs(5), complete).expect("it has a line for Bali");
    assert!(
        text.contains("Seharusnya") && text.contains("CONTOH"),
        "the denominator's definition is in the file: {text}"
    );
    me.browser.click("Kantor Wilayah Bali");
    me.browser.see("KW-20");
    me.looks_at("pimpinan-unit");
    // Names of those outstanding are for their own unit's operator.
    me.goes_to(&format!("/gerakan/{drive}/belum/KW-20"));
    me.browser.see("Halaman tidak ditemukan");
    assert_eq!(me.browser.complaints().len(), 1, "the 404 itself");
    me.goes_to(&format!("/papan/{drive}"));
    me.looks_at("papan");
}

#[test]
fn follows_coverage_at_a_desk() {
    journey("desktop");
}

#[test]
fn follows_coverage_on_a_phone_without_javascript() {
    journey("phone-noscript");
}

#[test]
fn the_public_sees_coverage_from_the_regional_offices_upward() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let drive = house.running();
    for (name, look) in LOOKS {
        let me = Person::sits_down(&server, name, look);
        for (path, page, words) in [
            ("/".to_owned(), "portal", "menandatangani"),
            ("/data".to_owned(), "data", "Data terbuka"),
            (format!("/data/{drive}"), "data-gerakan", "Kantor Wilayah Bali"),
            ("/log".to_owned(), "log", "Log transparansi"),
        ] {
            me.goes_to(&path);
            me.browser.see(words);
            assert!(!me.browser.source().contains("LAPAS-0"), "{page} shows a unit below Kanwil");
            me.looks_at(page);
        }
    }
}
