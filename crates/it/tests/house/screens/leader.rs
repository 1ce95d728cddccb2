//! A leader sees who should have signed and who has, by unit, on a map and in tables, and takes the counts along; the
//! public sees the same from Kanwil upward.

use super::{LOOKS, Person, desk_and_phone};
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

/// The figures on a page: number, sentence, and where they lead.
fn figures(me: &Person<'_>) -> Vec<(String, String, String)> {
    let read = "return [...document.querySelectorAll('.fig')].map(f => [f.querySelector('b').textContent,
        f.querySelector('p').textContent, f.querySelector('a')?.getAttribute('href') ?? ''])";
    let list = me.browser.script(read);
    let word = |one: &serde_json::Value| one.as_str().unwrap().to_owned();
    let figure = |one: &serde_json::Value| (word(&one[0]), word(&one[1]), word(&one[2]));
    list.as_array().unwrap().iter().map(figure).collect()
}

#[test]
fn the_desk_of_the_morning_says_what_its_lists_say() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    for ((name, look), login) in desk_and_phone().zip(["pimpinan", "auditor"]) {
        let me = Person::sits_down(&server, name, look);
        me.signs_in(login);
        me.goes_to("/kerja");
        me.browser.see("Keadaan program");
        me.examines("pimpinan-meja");
        let told = figures(&me);
        let [held, teams, directives, decisions] = &told[..] else { panic!("four figures: {told:?}") };
        assert!(held.1.contains("kegiatan selesai sejak 1 Januari"), "{held:?}");
        me.goes_to(&held.2);
        me.browser.see("Kegiatan yang selesai");
        me.examines("pimpinan-kegiatan-selesai");
        assert_eq!(figures(&me)[0].0, held.0);
        // The press told of activities of 2023: a year is chosen, and what was not reported.
        me.goes_to("/kegiatan/selesai?tahun=2023");
        me.browser.see("Dilaporkan");
        assert_ne!(figures(&me)[0].0, "0");
        me.looks_at("pimpinan-kegiatan-2023");
        assert!(teams.1.contains("Kantor Wilayah dan UPT punya tim pengawasan yang berlaku hari ini"), "{teams:?}");
        me.goes_to(&teams.2);
        me.browser.see("Belum ada");
        me.examines("pimpinan-unit-tanpa-tim");
        assert_eq!(figures(&me)[0].0, teams.0);
        let of = |sentence: &str| sentence.split(' ').nth(1).unwrap().to_owned();
        assert_eq!(of(&figures(&me)[0].1), of(&teams.1), "of as many");
        me.goes_to(&directives.2);
        me.examines("pimpinan-sebaran");
        let share = format!("({})", directives.0.replace(' ', "\u{a0}"));
        assert!(figures(&me)[0].1.replace(' ', "\u{a0}").contains(&share), "{directives:?} {:?}", figures(&me));
        assert!(decisions.1.contains("sudah lewat tenggatnya"), "{decisions:?}");
        me.goes_to(&decisions.2);
        me.browser.see(&format!("{} di antaranya terlambat", decisions.0));
        me.looks_at("pimpinan-keputusan");
    }
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
