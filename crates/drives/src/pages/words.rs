//! Words that several pages say: states, what each number means, who sees how much.

use crate::actions::{Group, Seen, Totals};
use crate::rules::Reach;
use maud::{Markup, html};
use netra_activities::model::State;
use netra_base::{Lang, Moment};
use netra_web::components::{Figure, Kind, details, note, tag, when};

/// Where a unit stands with its plan.
pub(super) fn group(lang: Lang, group: Group) -> Markup {
    match group {
        Group::None => tag(Kind::Bad, group_words(lang, group)),
        Group::Some => tag(Kind::Warn, group_words(lang, group)),
        Group::Enough => tag(Kind::Ok, group_words(lang, group)),
    }
}

pub(super) fn group_words(lang: Lang, group: Group) -> &'static str {
    match group {
        Group::None => lang.say("Belum merencanakan", "Nothing planned"),
        Group::Some => lang.say("Kurang tempat", "Too few places"),
        Group::Enough => lang.say("Lengkap", "Complete"),
    }
}

/// Where a place stands; `late` when its time is over and nobody has said so.
pub(super) fn state(lang: Lang, state: State, late: bool) -> Markup {
    let kind = match state {
        State::Planned | State::Running if late => Kind::Bad,
        State::Planned => Kind::Plain,
        State::Running | State::Held => Kind::Ok,
        State::Cancelled => Kind::Warn,
    };
    tag(kind, state_words(lang, state, late))
}

pub(crate) fn state_words(lang: Lang, state: State, late: bool) -> &'static str {
    match state {
        State::Planned if late => lang.say("Lewat waktunya, tidak dimulai", "Past its time, never begun"),
        State::Running if late => lang.say("Lewat waktunya, belum diakhiri", "Past its time, not ended"),
        other => other.name(lang),
    }
}

/// What stands after the number of people who came: everybody, out of everybody who was awaited.
pub(super) fn came(lang: Lang, totals: &Totals) -> String {
    let (expected, share) = (lang.number(totals.expected), lang.percent(totals.came(), totals.expected));
    match lang {
        Lang::Id => format!("orang datang, termasuk delegasi dan tamu, dari {expected} yang ditunggu ({share})"),
        Lang::En => format!("people came, delegations and guests included, of {expected} awaited ({share})"),
    }
}

/// Those counted on paper, as a figure of their own; nothing where there are none.
pub(super) fn on_paper(lang: Lang, totals: &Totals) -> Option<Figure> {
    let people = totals.tally.on_paper;
    (people > 0).then(|| Figure::new(lang.number(people), on_paper_words(lang)))
}

/// What stands after the number of people counted on paper.
pub(super) fn on_paper_words(lang: Lang) -> &'static str {
    lang.say(
        "orang menurut lembar kertas, tanpa nama; tidak dijumlahkan dengan yang datang",
        "people by sheets of paper, without names; not added to those who came",
    )
}

/// Where a drive stands by its window: it opens first in the east and closes last in the west.
pub(super) fn standing(lang: Lang, seen: &Seen, now: Moment) -> Markup {
    let window = seen.drive.definition.window;
    if seen.drive.withdrawn.is_some() {
        tag(Kind::Bad, lang.say("Ditarik", "Withdrawn"))
    } else if now < window.first() {
        tag(Kind::Plain, lang.say("Masih direncanakan", "Being planned"))
    } else if now < window.last() {
        tag(Kind::Ok, lang.say("Sedang berlangsung", "Going on"))
    } else {
        tag(Kind::Plain, lang.say("Waktunya selesai", "Time is over"))
    }
}

/// Says that a drive was withdrawn, when and why.
pub(super) fn withdrawn_note(lang: Lang, seen: &Seen) -> Markup {
    html! {
        @if let Some(reason) = &seen.drive.withdrawn {
            (note(Kind::Bad, html! { p {
                strong { (lang.say("Kegiatan serentak ini ditarik", "This drive was withdrawn")) } ", "
                (when(seen.drive.at, seen.unit.zone, lang)) ": " (reason) ". "
                (lang.say("Tidak ada unit yang diminta lagi; tempat yang sudah direncanakan dibatalkan.", "No unit is asked any more; places that were planned are cancelled."))
            } }))
        }
    }
}

/// `3 dari 33`.
pub(super) fn of(lang: Lang, part: i64, whole: i64) -> String {
    format!("{} {} {}", lang.number(part), lang.say("dari", "of"), lang.number(whole))
}

/// Says that the figures above are those of a branch, and what the whole is.
pub(super) fn branch_note(lang: Lang, seen: &Seen, branch: Option<&Totals>, whole: &Totals) -> Markup {
    html! {
        @if branch.is_some() && matches!(seen.reach, Reach::Branches(_)) {
            (note(Kind::Plain, html! { p {
                (lang.say("Angka dan daftar di halaman ini hanya unit Anda. Seluruh kegiatan serentak:", "Figures and lists on this page are of your units alone. The whole drive:")) " "
                (of(lang, whole.covered, whole.required)) " " (lang.say("tempat direncanakan,", "places planned,")) " "
                (of(lang, whole.begun(), whole.places)) " " (lang.say("sudah mulai,", "begun,")) " "
                (of(lang, whole.came(), whole.expected)) " " (lang.say("orang yang ditunggu datang.", "people awaited came."))
            } }))
        }
    }
}

/// What each number on these pages means, as (name, meaning); the files carry the same.
pub(crate) fn meanings(lang: Lang) -> Vec<Meaning> {
    [&of_places(lang)[..], &of_people(lang)[..]].concat()
}

/// The name of a number and what it counts.
type Meaning = (&'static str, &'static str);

fn of_places(lang: Lang) -> [Meaning; 7] {
    [
        (
            lang.say("Unit yang diminta", "Units asked"),
            lang.say(
                "Unit dari jenis yang ditetapkan, di bawah unit kegiatan serentak, yang ada pada hari pertama jendela; ditambah unit dengan jumlah khusus, tanpa yang dikecualikan.",
                "Units of the kinds that were set, below the drive's unit, that exist on the window's first day; with those that have a number of their own, without those left out.",
            ),
        ),
        (
            lang.say("Tempat diminta", "Places asked for"),
            lang.say("Jumlah tempat yang ditetapkan pusat untuk unit yang diminta.", "The number of places that the centre set for the units asked."),
        ),
        (
            lang.say("Direncanakan", "Planned"),
            lang.say(
                "Dari tempat yang diminta: yang sudah direncanakan unit dan tidak dibatalkan, per unit paling banyak sebanyak yang diminta.",
                "Of the places asked for: those that units have planned and not cancelled, of each unit at most as many as it was asked for.",
            ),
        ),
        (
            lang.say("Tempat", "Places"),
            lang.say("Kegiatan yang direncanakan dalam kegiatan serentak ini dan tidak dibatalkan.", "Activities planned in this drive and not cancelled."),
        ),
        (
            lang.say("Mulai", "Begun"),
            lang.say("Tempat yang dinyatakan mulai oleh operatornya; termasuk yang sudah selesai.", "Places whose operator said that they began; with those that are over."),
        ),
        (
            lang.say("Selesai", "Over"),
            lang.say("Tempat yang dinyatakan selesai oleh operatornya.", "Places whose operator said that they are over."),
        ),
        (
            lang.say("Melapor", "Reported"),
            lang.say("Tempat yang selesai dan laporannya sudah disampaikan, dari semua tempat yang selesai.", "Places that are over with a report filed, of all places that are over."),
        ),
    ]
}

fn of_people(lang: Lang) -> [Meaning; 7] {
    [
        (
            lang.say("Datang", "Came"),
            lang.say(
                "Semua orang yang tercatat di tempat: pegawai yang hadir, utusan unit lain di antaranya, dan tamu.",
                "Everybody recorded at the place: employees present, delegations of other units among them, and guests.",
            ),
        ),
        (
            lang.say("Ditunggu", "Awaited"),
            lang.say(
                "Semua orang yang ditunggu menurut rencana: target tuan rumah, undangan dari dalam dan luar instansi, dan utusan unit lain. Penyebut bagi yang datang.",
                "Everybody awaited by the plan: the host's target, groups invited from inside and outside the agency, delegations of other units. What those who came are counted of.",
            ),
        ),
        (
            lang.say("Target", "Target"),
            lang.say("Dari yang ditunggu: pegawai tuan rumah sendiri.", "Of those awaited: the host's own employees."),
        ),
        (
            lang.say("Hadir", "Present"),
            lang.say(
                "Dari yang datang: pegawai yang tercatat lewat kode, daftar operator, lembar kertas dengan NIP, atau daftar rapat daring, termasuk yang awal dan terlambat; pemindaian yang meragukan tidak termasuk.",
                "Of those who came: employees recorded by code, operator's list, paper sheet with NIPs or a meeting tool's list, early and late ones included; doubtful scans are not in it.",
            ),
        ),
        (
            lang.say("Tamu", "Guests"),
            lang.say("Dari yang datang: orang tanpa akun yang dicatat di tempat.", "Of those who came: people without an account noted at the place."),
        ),
        (
            lang.say("Di lembar kertas", "On paper"),
            lang.say(
                "Orang yang dihitung operator pada lembar kertas, tanpa nama; bisa orang yang sama dengan yang tercatat, maka tidak termasuk yang datang dan tidak dijumlahkan dengannya.",
                "People whom the operator counted on sheets of paper, without names; they may be the same as those recorded, so they are not among those who came nor added to them.",
            ),
        ),
        (
            lang.say("Utusan", "Delegations"),
            lang.say("Dari yang ditunggu: orang dari unit lain menurut rencana.", "Of those awaited: people of other units by the plan."),
        ),
    ]
}

/// The same, folded, for the foot of a page.
pub(super) fn counted(lang: Lang) -> Markup {
    details(
        lang.say("Apa yang dihitung", "What is counted"),
        html! { dl.facts { @for (name, meaning) in meanings(lang) { div { dt { (name) } dd { (meaning) } } } } },
    )
}
