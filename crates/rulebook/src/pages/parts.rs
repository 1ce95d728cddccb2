//! Fragments that other doors show as well: how sure a row is, what an answer says, a link to a rule, the whole
//! decision with its grounds. They show; nothing is decided here.

use super::view::View;
use super::words;
use crate::library::Library;
use crate::model::{AuthorityFor, Class, Confidence, Decision, Lane, Level, Verdict};
use maud::{Markup, html};
use netra_base::Lang;
use netra_web::components::{Cell, Column, Kind, Table, note, tag};

/// How sure a row is, in words.
#[must_use]
pub fn confidence_badge(lang: Lang, confidence: Confidence) -> Markup {
    match confidence {
        Confidence::High => tag(Kind::Ok, confidence.name(lang)),
        Confidence::Medium => tag(Kind::Plain, confidence.name(lang)),
        Confidence::Low => tag(
            Kind::Warn,
            lang.say("Belum diverifikasi: tidak menentukan sanksi", "Not verified: it sets no sanction"),
        ),
    }
}

/// The same in a list: nothing where the row is verified.
#[must_use]
pub fn confidence_mark(lang: Lang, confidence: Confidence) -> Markup {
    html! {
        @match confidence {
            Confidence::High => {},
            Confidence::Medium => { " " (tag(Kind::Plain, confidence.name(lang))) },
            Confidence::Low => { " " (tag(Kind::Warn, confidence.name(lang))) },
        }
    }
}

fn kind_of(verdict: Verdict) -> Kind {
    match verdict {
        Verdict::Allowed => Kind::Ok,
        Verdict::Undecided => Kind::Warn,
        Verdict::Forbidden => Kind::Bad,
    }
}

/// What an answer says, in a word or two.
#[must_use]
pub fn verdict_tag(lang: Lang, verdict: Verdict) -> Markup {
    tag(kind_of(verdict), verdict.name(lang))
}

/// What an answer says, great and clear, with class and level in the words of the law explained.
#[must_use]
pub fn verdict(lang: Lang, decision: &Decision) -> Markup {
    note(
        kind_of(decision.verdict),
        html! {
            h2.verdict { (shape(decision.verdict)) span { (decision.verdict.name(lang)) } }
            @if decision.class != Class::None {
                p {
                    strong { (decision.class.name(lang)) }
                    @if decision.level != Level::None { ", " (lang.say("tingkat", "level")) " " strong { (decision.level.name(lang)) } }
                    "."
                }
            }
            @if let Some(meaning) = words::class_meaning(lang, decision.class) { p { (meaning) } }
            p { (lang.say("Keyakinan", "Confidence")) ": " (confidence_badge(lang, decision.confidence)) }
        },
    )
}

/// A round tick, a diamond that asks, a barred octagon: told apart without colour.
#[must_use]
pub fn shape(verdict: Verdict) -> Markup {
    html! {
        svg viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linejoin="round" stroke-linecap="round" {
            @match verdict {
                Verdict::Allowed => { circle cx="24" cy="24" r="20" {} path d="M14 25l7 7 13-15" {} },
                Verdict::Undecided => { path d="M24 3 45 24 24 45 3 24Z" {} path d="M19 19c1-7 11-6 10 0-1 4-5 4-5 8M24 34v.1" {} },
                Verdict::Forbidden => { path d="M16 4h16l12 12v16L32 44H16L4 32V16Z" {} path d="M14 24h20" {} },
            }
        }
    }
}

/// A link to a row by its id.
#[must_use]
pub fn rule_link(lang: Lang, library: &Library, id: &str) -> Markup {
    View::new(lang, library).link(id)
}

/// A row in one line: its id as a link, its words, and how sure they are.
#[must_use]
pub fn rule_line(lang: Lang, library: &Library, id: &str) -> Markup {
    View::new(lang, library).line(id)
}

/// A sentence of the book in which every row's id is a link.
#[must_use]
pub fn linked(lang: Lang, library: &Library, text: &str) -> Markup {
    View::new(lang, library).linked(text)
}

/// The whole answer: what it says, the rows it rests on, sanctions, who may decide, what one must know besides.
#[must_use]
pub fn decision(lang: Lang, library: &Library, decision: &Decision) -> Markup {
    let view = View::new(lang, library);
    html! {
        (verdict(lang, decision))
        @if !decision.rules.is_empty() {
            h2 { (lang.say("Baris yang menjadi dasar", "The rows it rests on")) }
            (view.lines(decision.rules.iter().map(String::as_str)))
        }
        @if !decision.instruments.is_empty() {
            h2 { (lang.say("Dasar hukum yang berlaku pada tanggal itu", "Instruments in force on that day")) }
            ul { @for id in &decision.instruments { li { (view.named(id)) } } }
        }
        (lanes(lang, &decision.lanes))
        (sanctions(view, decision))
        (authorities(view, &decision.authority))
        @if !decision.notes.is_empty() {
            h2 { (lang.say("Yang perlu diketahui", "What to know besides")) }
            ul { @for one in &decision.notes { li { (view.linked(one.to(lang))) } } }
        }
        (note(Kind::Plain, html! { p { (lang.say(
            "Ini petunjuk beserta dasarnya, bukan putusan. Seorang pejabat yang memutuskan, dengan alasan tertulis, sesudah mencocokkannya dengan naskah resmi (JDIH).",
            "This is advice with its grounds, not a ruling. An officer decides, with a written reason, after comparing it with the official text (JDIH).")) } }))
    }
}

fn lanes(lang: Lang, lanes: &[Lane]) -> Markup {
    let meaning = |lane: Lane| match lane {
        Lane::Agency => lang.say(
            "diperiksa dan diputus di dalam instansi: kode etik, disiplin, atau kontrak",
            "examined and decided inside the agency: ethics, discipline or contract",
        ),
        Lane::ElectionCrime => lang.say(
            "undang-undang pemilihan mengancamnya dengan pidana; jalurnya terpisah dari hukuman disiplin",
            "the election law makes it a crime; its path is separate from discipline",
        ),
        Lane::ElectionAdministrative => lang.say(
            "akibat administratif menurut undang-undang pemilihan",
            "an administrative effect under the election law",
        ),
    };
    html! {
        @if !lanes.is_empty() {
            h2 { (lang.say("Jalur yang mungkin", "Ways it may go")) }
            ul { @for lane in lanes { li { strong { (lane.name(lang)) } ": " (meaning(*lane)) "." } } }
        }
    }
}

fn sanctions(view: View<'_>, decision: &Decision) -> Markup {
    let lang = view.lang;
    html! {
        @if decision.verdict != Verdict::Allowed {
            h2 { (lang.say("Sanksi, dari ringan ke berat", "Sanctions, from mild to heavy")) }
            @if decision.sanctions.is_empty() {
                p { (lang.say(
                    "Tidak ada sanksi yang dapat dipilih dari baris-baris ini.",
                    "No sanction can be chosen from these rows.")) }
            } @else {
                ol { @for id in &decision.sanctions { li { (view.line(id)) } } }
            }
        }
    }
}

/// Who may impose what: one line for each kind of position.
fn authorities(view: View<'_>, list: &[AuthorityFor]) -> Markup {
    let lang = view.lang;
    if list.is_empty() {
        return html! {};
    }
    let columns = vec![
        Column::text(lang.say("Jabatan yang diperiksa", "Position of the person")),
        Column::text(lang.say("Yang berwenang", "Who may decide")),
        Column::text(lang.say("Sanksi", "Sanctions")),
        Column::text(lang.say("Dasar", "Basis")),
    ];
    let ids = |ids: &[String]| {
        Cell::of(html! { @for (at, id) in ids.iter().enumerate() { @if at > 0 { ", " } (view.link(id)) } })
    };
    let row = |one: &AuthorityFor| {
        let (position, office) = (one.position_name.to(lang), one.office.to(lang));
        vec![Cell::text(position), Cell::text(office), ids(&one.sanctions), ids(&one.rules)]
    };
    let title = lang.say("Pejabat yang berwenang", "Who may impose it");
    html! {
        h2 { (title) }
        p.soft { (lang.say(
            "PPK: pejabat pembina kepegawaian, di kementerian ialah Menteri. JPT: jabatan pimpinan tinggi.",
            "PPK: the appointing authority, in a ministry the Minister. JPT: senior executive positions.")) }
        (Table::new(title, columns).caption_hidden().rows(list.iter().map(row)).show())
    }
}
