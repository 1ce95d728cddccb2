//! The main pages once more, dark, in English, and weighed: a page with everything it needs stays within 50 KB on the
//! wire.

use super::{LOOKS, Person};
use crate::ministry::{Ministry, sign_in};
use netra_it::{Client, Look};
use std::collections::BTreeSet;

#[test]
fn main_pages_in_the_dark_and_in_english() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let drive = house.running();
    for (name, look) in [("desktop-dark", Look::desktop().dark()), ("phone-dark", Look::phone().dark())] {
        let me = Person::sits_down(&server, name, look);
        me.goes_to("/");
        me.looks_at("portal");
        me.goes_to(&format!("/data/{drive}"));
        me.looks_at("data-gerakan");
        if name.starts_with("desktop") {
            me.signs_in("pimpinan");
            me.goes_to(&format!("/gerakan/{drive}"));
            me.looks_at("gerakan");
        } else {
            me.signs_in(&house.employee());
            me.goes_to(&format!("/pakta/{drive}"));
            me.looks_at("pakta");
        }
    }
    let me = Person::sits_down(&server, "desktop-english", Look::desktop());
    for (path, page) in [
        ("/", "portal"),
        ("/masuk", "masuk"),
        ("/verifikasi", "verifikasi"),
        ("/tanya", "tanya"),
        ("/aturan", "aturan"),
        ("/aturan/kalender", "aturan-kalender"),
    ] {
        me.goes_to(&format!("{path}?lang=en"));
        me.looks_at(page);
    }
}

/// On a phone the form is what one meets; the accounts of a role come out when its line is pressed, without a script.
#[test]
fn on_a_phone_the_demonstration_folds_its_accounts_by_role() {
    let house = Ministry::small();
    let server = house.serve();
    let me = Person::sits_down(&server, LOOKS[3].0, LOOKS[3].1);
    me.goes_to("/masuk");
    me.browser.see("Ini peragaan.");
    me.examines("masuk-peragaan");
    let height = me.browser.script("return document.documentElement.scrollHeight").as_i64().unwrap();
    assert!(height < 2_000, "{height} pixels: the form, and eleven lines");
    assert!(!me.browser.says("contoh-operator-netra"), "{}", me.browser.words());
    me.browser.tick("Operator unit");
    me.browser.see("contoh-operator-netra");
    me.browser.see("contoh-operator-kanwil-netra");
    assert!(!me.browser.says("contoh-admin-netra"), "{}", me.browser.words());
    me.looks_at("masuk-peragaan-operator");
}

/// Bytes on the wire of a page with its stylesheet, script and pictures.
pub fn weight(client: &Client, path: &str) -> usize {
    let packed = |path: &str| {
        let reply = client.send("GET", path, &[("accept-encoding", "gzip")], &[]);
        assert_eq!(reply.status, 200, "{path}");
        reply
    };
    let plain = client.get(path).text();
    let assets: BTreeSet<&str> = plain.split(['"', '\'']).filter(|word| word.starts_with("/aset/")).collect();
    packed(path).body.len() + assets.into_iter().map(|asset| packed(asset).body.len()).sum::<usize>()
}

#[test]
fn a_page_with_all_it_needs_is_light() {
    let house = Ministry::of(2_000);
    let server = house.serve();
    let drive = house.running();
    let (visitor, operator) = (server.client(), sign_in(&server, "operator"));
    let of_drive = |start: &str| format!("{start}/{drive}");
    let pages = [
        (&visitor, "/".to_owned()),
        (&visitor, "/masuk".to_owned()),
        (&visitor, "/verifikasi".to_owned()),
        (&visitor, "/tanya".to_owned()),
        (&visitor, "/aturan".to_owned()),
        (&visitor, "/aturan/bab/04-discipline".to_owned()),
        (&visitor, "/aturan/kalender".to_owned()),
        (&visitor, "/aturan/kalender/libur".to_owned()),
        (&visitor, "/aturan/telaah".to_owned()),
        (&visitor, "/tanya/kuis/latihan".to_owned()),
        (&visitor, of_drive("/data")),
        (&operator, of_drive("/gerakan")),
        (&operator, "/kode".to_owned()),
        (&operator, "/gerakan/baru".to_owned()),
        (&operator, "/unit".to_owned()),
    ];
    let weights = pages.map(|(client, path)| (weight(client, &path), path));
    eprintln!("{weights:?}");
    let heavy: Vec<_> = weights.iter().filter(|(bytes, _)| *bytes > 50 * 1024).collect();
    assert!(heavy.is_empty(), "{heavy:?}");
}
