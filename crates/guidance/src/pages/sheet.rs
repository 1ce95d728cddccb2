//! A sheet as a form, and a marked sheet with the reason of each answer. Practice and tests look the same.

use crate::model::{Answers, Bank, Drawn, Mark, Marks, Question, Sheet};
use maud::{Markup, html};
use netra_base::Lang;
use netra_web::components::{Filled, Kind, Radios, form, tag};
use netra_web::form::Fields;

/// The hidden field that brings back which questions were shown, and their options in which order.
pub(super) const DRAWN: &str = "soal";
/// The hidden field with the key of a test.
pub(super) const TEST: &str = "tes";

/// The sheet as a form that posts to `action`.
pub(super) fn sheet_form(action: &str, key: Option<&str>, bank: &Bank, sheet: &Sheet, filled: Filled<'_>) -> Markup {
    let lang = filled.lang;
    form(
        action,
        filled,
        html! {
            @if let Some(key) = key { input type="hidden" name=(TEST) value=(key); }
            @for (at, drawn) in sheet.draws().iter().enumerate() {
                @if let Some(question) = bank.question(drawn.question) {
                    input type="hidden" name=(DRAWN) value=(drawn);
                    div.card.question { (radios(lang, at + 1, question, drawn).show(filled)) }
                }
            }
            p.actions { button.btn { (lang.say("Kirim jawaban dan lihat penjelasan", "Send the answers and see the reasons")) } }
        },
    )
}

fn radios(lang: Lang, number: usize, question: &Question, drawn: &Drawn) -> Radios {
    let words = |option: &usize| question.options.get(*option).map_or("", |say| say.to(lang)).to_owned();
    let choices = drawn.order.iter().enumerate().map(|(place, option)| (place.to_string(), words(option)));
    Radios::one(question.id.to_string(), format!("{number}. {}", question.text.to(lang)), choices.collect())
}

/// The answers that a form brings for a sheet; what is no number is no answer.
pub(super) fn answers(sheet: &Sheet, fields: &Fields) -> Answers {
    let chosen = |drawn: &Drawn| fields.get(&drawn.question.to_string())?.parse().ok();
    sheet.draws().iter().filter_map(|drawn| Some((drawn.question, chosen(drawn)?))).collect()
}

/// `Anda menjawab benar 8 dari 10 soal.`
pub(super) fn score(lang: Lang, right: i64, of: i64) -> String {
    match lang {
        Lang::Id => format!("Anda menjawab benar {right} dari {of} soal."),
        Lang::En => format!("You answered {right} of {of} questions rightly."),
    }
}

/// Every question with what was chosen, what is right, why, and the rule.
pub(super) fn explained(lang: Lang, bank: &Bank, marks: &Marks) -> Markup {
    html! {
        h2 { (lang.say("Setiap soal dengan alasannya", "Each question with its reason")) }
        @for (at, mark) in marks.0.iter().enumerate() {
            @if let Some(question) = bank.question(mark.drawn.question) { (one(lang, at + 1, question, mark)) }
        }
    }
}

fn one(lang: Lang, number: usize, question: &Question, mark: &Mark) -> Markup {
    let option = |place: usize| {
        mark.drawn.order.get(place).and_then(|at| question.options.get(*at)).map_or("", |say| say.to(lang))
    };
    html! {
        section.card.question {
            h3 { (number) ". " (question.text.to(lang)) }
            p {
                @if mark.is_right() { (tag(Kind::Ok, lang.say("Benar", "Right"))) }
                @else { (tag(Kind::Bad, lang.say("Belum benar", "Not right"))) }
                " " (lang.say("Jawaban Anda:", "Your answer:")) " " (option(mark.chosen))
            }
            @if !mark.is_right() { p { strong { (lang.say("Jawaban yang benar:", "The right answer:")) } " " (option(mark.correct)) } }
            p { (question.why.to(lang)) }
            p.source {
                (lang.say("Aturan:", "Rule:")) " " (rule(&question.rule))
                @for also in &question.also { " · " (rule(also)) }
            }
        }
    }
}

fn rule(id: &str) -> Markup {
    html! { a href={ "/aturan/" (id) } { (id) } }
}
