//! The form of three questions, and what is kept of it.

use super::learn::{address, show_again};
use super::number;
use crate::actions::{self, Own};
use crate::model::{Answers, Rating};
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_activities::model::ActivityId;
use netra_base::{Error, Lang};
use netra_web::components::{Filled, Kind, Radios, TextArea, button, form, note};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Feedback as an employee finds it.
pub(super) fn asked(lang: Lang, id: ActivityId, own: &Own, filled: Filled<'_>) -> Markup {
    html! {
        h2 id="tanggapan" { (lang.say("Tanggapan Anda", "Your feedback")) }
        @match (own.answered, &own.closed) {
            (true, _) => (note(Kind::Ok, html! { p { (lang.say("Anda sudah memberi tanggapan. Terima kasih.", "You have given feedback. Thank you.")) } })),
            (false, Some(refusal)) => p.soft { (refusal.say.to(lang)) },
            (false, None) => (questions(lang, id, filled)),
        }
    }
}

fn questions(lang: Lang, id: ActivityId, filled: Filled<'_>) -> Markup {
    let [useful, clear, better] = Answers::questions();
    let choices = || Rating::ALL.map(|one| (one.number().to_string(), one.words(lang))).to_vec();
    let body = html! {
        (Radios::one("useful", useful.to(lang), choices()).show(filled))
        (Radios::one("clear", clear.to(lang), choices()).show(filled))
        (TextArea::new("note", better.to(lang), crate::model::LONGEST_NOTE).optional().hint(lang.say("Jangan menulis nama siapa pun.", "Write nobody's name.")).show(filled))
        (kept(lang))
        (button(lang.say("Kirim tanggapan", "Send feedback")))
    };
    form(&format!("{}/tanggapan", address(id)), filled, body)
}

fn kept(lang: Lang) -> Markup {
    note(
        Kind::Plain,
        html! {
            p { strong { (lang.say("Apa yang disimpan", "What is kept")) } }
            ul {
                li { (lang.say(
                    "Bahwa Anda sudah menjawab: supaya setiap orang menjawab sekali. Tanpa waktu, terpisah dari isinya.",
                    "That you have answered: so that everybody answers once. Without time, apart from what was said.")) }
                li { (lang.say(
                    "Jawaban Anda, tanpa nama, nomor pegawai, unit, atau waktu, di bawah nomor acak.",
                    "Your answers, without name, employee number, unit or time, under a random number.")) }
                li { (lang.say(
                    "Penyelenggara melihatnya bersama jawaban sedikitnya empat orang lain. Kalimat Anda sendiri dapat mengenali Anda; dan yang menjalankan server secara teknis dapat melihat keduanya pada saat tersimpan.",
                    "The host sees them together with those of at least four others. Your own words may give you away; and whoever runs the server could technically see both at the moment they are stored.")) }
            }
        },
    )
}

/// Keeps the answers once; a second press changes nothing.
///
/// # Errors
/// `NotFound` for those the activity is not for.
pub async fn answer(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let id = ActivityId(number(&id)?);
    let get = |name| fields.get(name).unwrap_or_default();
    let outcome = match Answers::parse(get("useful"), get("clear"), get("note")) {
        Ok(answers) => {
            let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
            site.store.write(move |tx| actions::answer(tx, &chance, now, &by, id, &answers)).await
        }
        Err(refused) => Err(Error::Refused(refused)),
    };
    match outcome {
        Ok(_) => Ok(redirect(&format!("{}#tanggapan", address(id)))),
        Err(Error::Refused(refusals)) => show_again(&site, &visit, &who, id, (&fields, &refusals)).await,
        Err(other) => Err(other.into()),
    }
}
