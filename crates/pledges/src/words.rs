//! Sentences about drives that screens and exported files share: the window, the denominator, the names of
//! numbers. Words only; nothing is decided here.

use crate::model::{Drive, Wall, Window, WindowZone};
use netra_base::{Lang, Zone};
use netra_registry::model::Employment;

/// `21 Desember 2023 pukul 08.00`, on nobody's clock yet.
pub(crate) fn wall(lang: Lang, wall: Wall) -> String {
    let day = lang.day(wall.day);
    match lang {
        Lang::Id => format!("{day} pukul {:02}.{:02}", wall.hour, wall.minute),
        Lang::En => format!("{day}, {:02}:{:02}", wall.hour, wall.minute),
    }
}

/// The window as a unit in `own` lives it, or as everybody reads it when no unit is meant.
pub(crate) fn window(lang: Lang, window: &Window, own: Option<Zone>) -> String {
    let until = lang.say("sampai", "until");
    let zone = match (window.zone, own) {
        (WindowZone::Local, None) => lang.say("waktu setempat", "local time"),
        (zone, own) => zone.for_unit(own.unwrap_or(Zone::Wib)).abbreviation(),
    };
    let closes = if window.opens.day == window.closes.day {
        let Wall { hour, minute, .. } = window.closes;
        match lang {
            Lang::Id => format!("{hour:02}.{minute:02}"),
            Lang::En => format!("{hour:02}:{minute:02}"),
        }
    } else {
        wall(lang, window.closes)
    };
    format!("{} {until} {closes} {zone}", wall(lang, window.opens))
}

/// What each choice of zone means.
pub(crate) fn zone(lang: Lang, zone: WindowZone) -> &'static str {
    match zone {
        WindowZone::Local => lang.say(
            "Waktu setempat: tiap unit menurut jam dindingnya sendiri; Papua mulai dua jam sebelum Jawa",
            "Local time: each unit by its own clock; Papua begins two hours before Java",
        ),
        WindowZone::Wib => lang.say("Serentak, menurut WIB", "At one moment, by WIB"),
        WindowZone::Wita => lang.say("Serentak, menurut WITA", "At one moment, by WITA"),
        WindowZone::Wit => lang.say("Serentak, menurut WIT", "At one moment, by WIT"),
    }
}

/// `PNS, PPPK, PPNPN`.
pub(crate) fn kinds(kinds: &[Employment]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// What the denominator is, in one sentence; it travels with every export.
pub(crate) fn denominator(lang: Lang, drive: &Drive) -> String {
    let kinds = kinds(&drive.audience.kinds);
    match lang {
        Lang::Id => format!(
            "Seharusnya = pegawai aktif ({kinds}) menurut daftar pegawai pada unit gerakan ini; yang masuk kemudian \
             ditambahkan pada hari ia bergabung, yang keluar dikurangkan, dan angkanya dibekukan ketika gerakan ditutup."
        ),
        Lang::En => format!(
            "Should sign = active employees ({kinds}) of the drive's units according to the roster; late joiners are \
             added on the day they join, leavers leave, and the figures are frozen when the drive is closed."
        ),
    }
}

/// What the public's figures leave out, in one sentence.
pub(crate) fn blurring(lang: Lang) -> &'static str {
    lang.say(
        "Untuk melindungi orang: jumlah di bawah lima disamarkan, cakupan mendekati 0 % dan 100 % dibulatkan, dan \
         jumlah yang memuat angka tersamar hanya disebut batas bawahnya (≥). Unit di bawah Kantor Wilayah hanya terlihat di dalam. \
         Penolakan tidak diumumkan.",
        "To protect people: counts below five are hidden, shares near 0 % and 100 % are rounded, and sums with a \
         hidden part are told as lower bounds (≥). Units below the regional office are shown inside only. Refusals are not \
         published.",
    )
}
