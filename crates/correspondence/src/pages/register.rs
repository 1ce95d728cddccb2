//! What a unit's papers carry, and the numbers taken from its register.

use super::{HERE, of_unit, page, parsed};
use crate::actions::{self, Register};
use crate::model::{LetterNumber, Letterhead};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Lang, Principal};
use netra_web::components::{
    Cell, Column, Filled, Input, Table, button_link, empty, facts, filter_form, pages, quiet_link, when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// Letterhead and register of a unit.
///
/// # Errors
/// `NotFound` for those who do not keep it.
pub async fn register(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let year = visit.asked("tahun").map(|text| parsed(&text)).transpose()?;
    let before = visit.asked("dari").map(|text| parsed(&text)).transpose()?;
    let (code, asker) = (visit.asked("unit"), who.clone());
    let view = site.store.read(move |tx| actions::register(tx, now, &asker, code.as_deref(), (year, before))).await?;
    let lead = lang.say(
        "Kop, penanda tangan, dan nomor dari buku nomor unit. Naskah yang dicetak Netra memakainya; surat yang diketik di tempat lain mengambil nomornya di sini.",
        "Letterhead, signature and numbers from the unit's register. Papers that Netra prints use them; letters typed elsewhere take their numbers here.",
    );
    Ok(page(&visit, lang.say("Naskah dinas", "Official papers")).lead(lead).show(html! {
        (filter_form(HERE, lang.say("Tampilkan", "Show"), Input::text("unit", lang.say("Kode unit", "Code of the unit")).value(view.unit.code.as_str()).max(32).short().show(Filled::blank(lang))))
        h2 { (lang.say("Kop naskah", "Letterhead")) }
        (letterhead(lang, &view))
        p.actions {
            (quiet_link(&of_unit("/naskah/kop", &view.unit), lang.say("Ubah kop", "Change the letterhead")))
            " " (quiet_link(&of_unit("/naskah/kop/contoh.pdf", &view.unit), lang.say("Unduh halaman contoh (PDF)", "Download a sample page (PDF)")))
        }
        h2 { (lang.say("Buku nomor", "Register of numbers")) " " (view.of) ", " (view.year) }
        p.actions { (button_link(&of_unit("/naskah/nomor", &view.unit), lang.say("Ambil nomor", "Take a number"))) }
        (numbers(&visit, &who, &view, before.is_none()))
    }))
}

fn letterhead(lang: Lang, view: &Register) -> Markup {
    let Letterhead { kept, says, unit, .. } = &view.letterhead;
    let none = || html! { span.soft { (lang.say("tidak ada", "none")) } };
    let text = |text: &Option<String>| text.as_ref().map_or_else(none, |text| html! { (text) });
    let source = match (kept, *unit == view.unit.id) {
        (true, true) => lang.say("Kop unit ini sendiri.", "This unit's own letterhead."),
        (true, false) => {
            lang.say("Kop kantor tempat unit ini berada.", "The letterhead of the office that this unit is a part of.")
        }
        (false, _) => lang.say(
            "Belum ada kop yang disimpan; ini dibuat dari nama unit di daftar organisasi.",
            "No letterhead is kept yet; this one is made from the names in the organisation.",
        ),
    };
    html! {
        p.source { (source) }
        (facts(&[
            (lang.say("Instansi", "Agency"), html! { (says.agency) @for line in &says.lines { br; (line) } }),
            (lang.say("Alamat", "Address"), text(&says.address)),
            (lang.say("Kontak", "Contact"), text(&says.contact)),
            (lang.say("Ditandatangani di", "Signed in"), text(&says.place)),
            (lang.say("Oleh", "By"), html! { (says.head) @if let Some(name) = &says.head_name { br; (name) } }),
            (lang.say("Pola nomor", "Pattern of numbers"), html! { span.mono { (says.pattern.as_str()) } }),
        ]))
    }
}

fn numbers(visit: &Visit, who: &Principal, view: &Register, first: bool) -> Markup {
    let lang = visit.lang;
    if !view.keeps {
        return html! { p { (lang.say(
        "Buku nomor dipegang kantor tempat unit ini berada. Anda dapat mengambil nomor; daftarnya dibuka oleh operator kantor itu.",
        "The register is kept by the office that this unit is a part of. You can take a number; its list is for the operators of that office.")) } };
    }
    let columns = vec![
        Column::text(lang.say("Nomor", "Number")),
        Column::text(lang.say("Tanggal naskah", "Day of the paper")),
        Column::text(lang.say("Perihal", "About")),
        Column::text(lang.say("Diambil", "Taken")),
    ];
    let row = |one: &LetterNumber| {
        vec![
            Cell::link(&format!("/naskah/nomor/{}", one.id), &one.text),
            Cell::text(lang.day(one.day)),
            Cell::text(&one.about),
            Cell::of(html! { (when(one.taken, view.unit.zone, lang)) br; span.soft { (taker(lang, who, view, one)) } }),
        ]
    };
    let caption = lang.say("Nomor yang sudah diambil, yang terakhir di atas", "Numbers taken, the latest first");
    html! {
        @if view.years.len() > 1 || view.years.first().is_some_and(|(year, _)| *year != view.year) {
            p { (lang.say("Tahun", "Year")) ":" @for (year, count) in &view.years {
                " " @if *year == view.year { strong { (year) } } @else { a href=(visit.here_with("tahun", &year.to_string())) { (year) } }
                " (" (lang.number(*count)) ")"
            } }
        }
        @if view.numbers.is_empty() {
            (empty(lang.say("Belum ada nomor yang diambil pada tahun ini.", "No number was taken in this year yet."), html! {}))
        } @else {
            (Table::new(caption, columns).caption_hidden().rows(view.numbers.iter().map(row)).show())
            (pages(visit, first, view.next.map(|serial| serial.to_string()).as_deref()))
        }
    }
}

fn taker(lang: Lang, who: &Principal, view: &Register, one: &LetterNumber) -> String {
    if one.by == who.account {
        return lang.say("oleh Anda", "by you").to_owned();
    }
    match one.person.and_then(|person| view.names.get(&person)) {
        Some(name) => format!("{} {name}", lang.say("oleh", "by")),
        None => format!("{} {}", lang.say("oleh akun nomor", "by account number"), one.by),
    }
}
