//! The browser itself, tried on a small page of the test's own.

use crate::harness::serve;
use netra_it::{Browser, Look};

const PAGE: &str = "<!doctype html><html lang=id><meta name=viewport content='width=device-width'>\
    <title>Coba</title><style>@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }</style>\
    <h1>Halo</h1><noscript>tanpa skrip</noscript><p id=s></p>\
    <form action=/kirim><label for=n>Nama lengkap</label><input id=n name=nama><label><input type=checkbox name=ya> \
    Saya setuju</label><label for=h>Hari</label><input id=h name=hari type=date><label for=u>Unit</label>\
    <select id=u name=unit><option value=1>Pusat<option value=2>Kanwil Bali</select><button>Kirim</button></form>\
    <script>document.getElementById('s').textContent = 'dengan skrip'</script>";

fn page() -> String {
    serve(|request| {
        let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
        let body = if path.starts_with("/kirim") { format!("<p>{path}</p>") } else { PAGE.to_owned() };
        let kind = "content-type: text/html; charset=utf-8";
        format!("HTTP/1.1 200 OK\r\n{kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
    })
}

#[test]
fn a_form_is_filled_by_its_labels_with_scripts_and_without() {
    let address = page();
    for (look, scripts) in [(Look::desktop(), true), (Look::phone().without_javascript(), false)] {
        let browser = Browser::open(look);
        browser.goto(&address);
        browser.see("Halo");
        assert_eq!(browser.title(), "Coba");
        assert_eq!((browser.says("dengan skrip"), browser.says("tanpa skrip")), (scripts, !scripts));
        browser.fill("Nama lengkap", "I Gede D'Arta");
        browser.tick("Saya setuju");
        browser.fill("Hari", "2024-01-05");
        browser.choose("Unit", "Kanwil Bali");
        browser.click("Kirim");
        browser.see("/kirim?nama=i+gede+d%27arta&ya=on&hari=2024-01-05&unit=2");
    }
}

#[test]
fn a_picture_is_as_wide_as_the_window_and_dark_when_asked() {
    let address = page();
    for (name, look, width) in
        [("harness-phone", Look::phone(), 390), ("harness-desktop-dark", Look::desktop().dark(), 1280)]
    {
        let browser = Browser::open(look);
        browser.goto(&address);
        let picture = std::fs::read(browser.screenshot(name)).unwrap();
        assert_eq!(&picture[1..4], b"PNG");
        assert_eq!(u32::from_be_bytes(picture[16..20].try_into().unwrap()), width);
        let background = browser.script("return getComputedStyle(document.body).backgroundColor");
        assert_eq!(background == "rgb(0, 0, 0)", name.ends_with("dark"), "{background}");
        assert!(!browser.overflows());
    }
}
