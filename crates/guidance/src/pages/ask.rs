//! Asking before the act: the front door with its three ways, and the answer of the wizard. Choices come in a form
//! and go out in the same reply; nothing of them is kept, nor do they stand in an address.

mod answer;
mod form;

pub(super) use answer::{ground, headline};
pub(super) use form::hidden_act;

use super::MENU;
use crate::rules::ask::{self, Choice, Whom};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use form::Wizard;
use maud::{Markup, html};
use netra_base::{Day, Lang, Refusal, Zone};
use netra_rulebook::Library;
use netra_rulebook::actions as rulebook;
use netra_rulebook::model::{Circumstance, Person, Rulebook};
use netra_web::components::{Filled, Kind, note, quiet_link};
use netra_web::form::Fields;
use netra_web::{Reply, Site, Visit};
use std::sync::Arc;

/// The book in force now.
pub(super) async fn in_force(site: &Site) -> Reply<Arc<Library>> {
    let now = site.now();
    Ok(site.store.read(move |tx| rulebook::current(tx, now)).await?)
}

/// That nothing is kept, in a sentence.
pub(super) fn nothing_kept(lang: Lang) -> Markup {
    html! { p.soft { (lang.say(
    "Tanpa masuk, tanpa nama. Pilihan dan tulisan Anda hanya dipakai untuk halaman jawaban ini; tidak ada yang kami simpan atau catat.",
    "No sign-in, no name. What you choose and write is used for the page with the answer only; we keep and record nothing.")) } }
}

/// The three ways to ask.
///
/// # Errors
/// When the database fails.
pub async fn front(State(site): State<Site>, visit: Visit) -> Reply {
    let library = in_force(&site).await?;
    let today = site.now().day(Zone::Wib);
    let wizard = Wizard { visit: &visit, book: library.book(), fields: None, refusals: &[], today };
    Ok(show(&wizard, &wizard.show(), StatusCode::OK, true))
}

fn show(wizard: &Wizard<'_>, first: &Markup, status: StatusCode, all: bool) -> Response {
    let (visit, lang) = (wizard.visit, wizard.visit.lang);
    let lead = lang.say(
        "Ragu sebelum bertindak? Bertanya dahulu adalah langkah yang baik. Ada tiga cara.",
        "In doubt before you act? Asking first is a good step. There are three ways.",
    );
    let page = visit.page(lang.say("Tanya dulu", "Ask first")).current(MENU).narrow().status(status).lead(lead);
    page.show(html! {
        (nothing_kept(lang))
        @if all {
            p.actions {
                (quiet_link("#perbuatan", lang.say("1. Saya akan melakukan sesuatu", "1. I am about to do something")))
                (quiet_link("#teks", lang.say("2. Periksa teks unggahan", "2. Check the text of a post")))
                (quiet_link("#kata", lang.say("3. Tanya dengan kata-kata sendiri", "3. Ask in your own words")))
            }
            (over(wizard.book, wizard.today, lang))
        }
        section #perbuatan {
            h2 { (lang.say("1. Saya akan melakukan sesuatu", "1. I am about to do something")) }
            (first)
        }
        @if all {
            section #teks {
                h2 { (lang.say("2. Periksa teks unggahan", "2. Check the text of a post")) }
                (super::check::text_form(Filled::blank(lang), ""))
            }
            section #kata {
                h2 { (lang.say("3. Tanya dengan kata-kata sendiri", "3. Ask in your own words")) }
                (super::words::question_form(Filled::blank(lang)))
            }
        }
        (elsewhere(lang))
    })
}

/// Where else to go from here.
pub(super) fn elsewhere(lang: Lang) -> Markup {
    html! {
        p.actions {
            (quiet_link("/aturan", lang.say("Baca semua aturan", "Read all the rules")))
            (quiet_link(super::QUIZ, lang.say("Kuis netralitas", "Neutrality quiz")))
        }
    }
}

/// Says so when no contest of the book is on any more.
fn over(book: &Rulebook, today: Day, lang: Lang) -> Markup {
    let last = ask::latest(book).filter(|(_, contest)| contest.until < today);
    html! {
        @if let Some((row, contest)) = last {
            (note(Kind::Plain, html! { p {
                (lang.say("Semua pemilihan dalam buku aturan sudah selesai; yang terakhir", "All elections in the rulebook are over; the last one was"))
                " " (row.name(lang)) " (" (lang.day(contest.until)) "). "
                (lang.say("Anda tetap dapat bertanya untuk tanggal mana pun.", "You can still ask about any date."))
            } }))
        }
    }
}

/// Answers the wizard; a form that only names an act opens it prefilled.
///
/// # Errors
/// When the database fails; what is missing or contradicts itself comes back in the form.
pub async fn answer(State(site): State<Site>, visit: Visit, fields: Fields) -> Reply {
    let library = in_force(&site).await?;
    let book = library.book();
    let today = site.now().day(Zone::Wib);
    let blank = Wizard { visit: &visit, book, fields: Some(&fields), refusals: &[], today };
    if fields.ticked(form::OPEN) {
        return Ok(show(&blank, &blank.show(), StatusCode::OK, false));
    }
    let answered = chosen(book, &fields).and_then(|choice| {
        ask::answer(book, &choice).map(|answer| (choice, answer)).map_err(in_plain_words(visit.lang))
    });
    match answered {
        Ok((choice, told)) => {
            let page = visit.page(visit.say("Jawaban", "The answer")).current(MENU).narrow().own_heading();
            Ok(page.under(MENU, visit.say("Tanya", "Ask")).show(html! {
                (answer::show(&visit, &library, &choice, &told))
                (nothing_kept(visit.lang))
                section #perbuatan {
                    h2 { (visit.say("Ubah satu hal, lalu tanya lagi", "Change one thing and ask again")) }
                    (blank.show())
                }
                (elsewhere(visit.lang))
            }))
        }
        Err(refusals) => {
            let wizard = Wizard { refusals: &refusals, ..blank };
            Ok(show(&wizard, &wizard.show(), StatusCode::UNPROCESSABLE_ENTITY, false))
        }
    }
}

/// Reads the form. What is missing is said in the words of the form.
fn chosen(book: &Rulebook, fields: &Fields) -> Result<Choice, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut missing = |field: &'static str, id: &'static str, en: &'static str| {
        refusals.push(Refusal::new("required", id, en).at(field));
    };
    let act = fields.get("act").unwrap_or_default().to_owned();
    if act.is_empty() {
        missing("act", "Pilih dahulu apa yang akan Anda lakukan.", "First choose what you are about to do.");
    }
    let whom = match fields.get("contest") {
        Some("party") => Whom::Party,
        Some("unknown") => Whom::Unknown,
        Some(id) => Whom::Contest(id.to_owned()),
        None => {
            missing(
                "contest",
                "Pilih siapa yang didukung, atau “Saya tidak tahu”.",
                "Choose who is favoured, or “I do not know”.",
            );
            Whom::Unknown
        }
    };
    let person = fields.get("employment").and_then(Person::parse).filter(|person| book.person(*person).is_some());
    if person.is_none() {
        missing("employment", "Pilih status Anda sendiri.", "Choose what you are.");
    }
    let day = fields.get("date").and_then(Day::parse);
    if day.is_none() {
        missing("date", "Isi tanggalnya, misalnya 2024-01-15.", "Fill in the date, such as 2024-01-15.");
    }
    let circumstances: Option<Vec<_>> = fields.all("circumstances").map(Circumstance::parse).collect();
    if circumstances.is_none() {
        missing(
            "circumstances",
            "Keadaan itu tidak dikenal; pilih dari daftar.",
            "That circumstance is not known; choose from the list.",
        );
    }
    match (person, circumstances) {
        (Some(person), Some(circumstances)) if refusals.is_empty() => {
            Ok(Choice { act, whom, day, person, circumstances })
        }
        _ => Err(refusals),
    }
}

/// Refusals of the rulebook name circumstances by their stable words; here they stand in the words of the form.
fn in_plain_words(lang: Lang) -> impl Fn(Vec<Refusal>) -> Vec<Refusal> {
    move |list| {
        let plain = |mut refusal: Refusal| {
            for one in Circumstance::ALL {
                let (code, words) = (format!("“{}”", one.code()), format!("“{}”", form::circumstance(one, lang)));
                refusal.say.id = refusal.say.id.replace(&code, &words).into();
                refusal.say.en = refusal.say.en.replace(&code, &words).into();
            }
            refusal
        };
        list.into_iter().map(plain).collect()
    }
}
