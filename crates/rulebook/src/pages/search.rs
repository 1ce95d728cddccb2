//! Free words in, matching rows out, best first, each with the act through which it was found. What is asked travels
//! in the body of the request and never in its address; nothing is kept.

use super::parts::{confidence_mark, verdict_tag};
use super::view::View;
use super::{below, in_force, words};
use crate::library::Hit;
use crate::model::{Row, What};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::Refusal;
use netra_web::components::{Filled, Input, empty, error_summary, quiet_link};
use netra_web::{Fields, Reply, Site, Visit};

/// The longest question: a long paragraph. Texts to be checked have a page of their own.
const LONGEST: usize = 2_000;
/// Rows in an answer: what somebody reads.
const MOST: usize = 20;

/// The search, on the front page and above its results.
pub(super) fn form(filled: Filled<'_>) -> Markup {
    let lang = filled.lang;
    html! {
        form.filters role="search" method="post" action="/aturan/cari" novalidate {
            (Input::search("tanya", lang.say("Pertanyaan", "Question"))
                .hint(lang.say("Misalnya: boleh foto dengan caleg adik saya? Pertanyaan Anda tidak disimpan.", "For example: may I take a photo with my brother who stands? Your question is not kept."))
                .max(LONGEST).autocomplete("off").show(filled))
            div.field.go { button.btn { (lang.say("Cari aturannya", "Find the rules")) } }
        }
    }
}

/// The search without a question yet; also where the language switch of a result leads.
///
/// # Errors
/// None.
pub async fn search_form(visit: Visit) -> Reply {
    Ok(page(&visit, Filled::blank(visit.lang), StatusCode::OK, &html! {}))
}

/// The rows that answer a question.
///
/// # Errors
/// When the database fails.
pub async fn search(State(site): State<Site>, visit: Visit, fields: Fields) -> Reply {
    let lang = visit.lang;
    let question = match fields.text("tanya", ("pertanyaan Anda", "your question"), LONGEST) {
        Ok(question) => question,
        Err(refusal) => {
            let refusals: [Refusal; 1] = [refusal];
            let filled = Filled::again(lang, &fields, &refusals);
            return Ok(page(&visit, filled, StatusCode::UNPROCESSABLE_ENTITY, &html! {}));
        }
    };
    let library = in_force(&site).await?;
    let view = View::new(lang, &library);
    let hits = library.ask(&question, MOST);
    let acts = library.acts_meant(&question, 3);
    let body = if hits.is_empty() { nothing(&visit) } else { found(view, &hits, &acts) };
    Ok(page(&visit, Filled::again(lang, &fields, &[]), StatusCode::OK, &body))
}

fn page(visit: &Visit, filled: Filled<'_>, status: StatusCode, results: &Markup) -> Response {
    below(visit, visit.say("Cari aturan", "Find a rule")).status(status).show(html! {
        (error_summary(filled))
        (form(filled))
        (results)
    })
}

fn nothing(visit: &Visit) -> Markup {
    let next = html! {
        p { (visit.say(
            "Coba kata lain, misalnya “foto”, “like”, “kampanye”, “istri”, atau pilih perbuatannya dari daftar.",
            "Try other words, such as “photo”, “like”, “campaign”, “spouse”, or choose the act from the list.")) }
        p { (quiet_link("/aturan#sekilas", visit.say("Lihat semua perbuatan", "See all acts"))) }
    };
    empty(visit.say("Tidak ada baris yang cocok.", "No row matches."), next)
}

fn found(view: View<'_>, hits: &[Hit], acts: &[&str]) -> Markup {
    let lang = view.lang;
    html! {
        @if !acts.is_empty() {
            h2 { (lang.say("Perbuatan yang mungkin Anda maksud", "Acts you may mean")) }
            ul { @for id in acts { li { (view.named(id)) } } }
        }
        h2 {
            (hits.len()) " "
            @if hits.len() < MOST { (lang.say("baris cocok, yang paling cocok di atas", "rows match, the best first")) }
            @else { (lang.say("baris yang paling cocok", "rows that match best")) }
        }
        ol { @for hit in hits { @if let Some(row) = view.book().row(&hit.id) { li { (one(view, hit, row)) } } } }
    }
}

fn one(view: View<'_>, hit: &Hit, row: &Row) -> Markup {
    let lang = view.lang;
    html! {
        p {
            (view.link(&row.id)) " "
            @match &row.what {
                What::Rule(rule) => { (verdict_tag(lang, rule.verdict)) " " },
                other => { span.soft { (words::kind(lang, other)) } " " },
            }
            (row.name(lang)) (confidence_mark(lang, row.confidence))
            @if let What::Rule(rule) = &row.what {
                br; span.soft {
                    (words::stage(lang, rule.stage))
                    @if let Some(act) = &hit.act { " · " (lang.say("perbuatan", "act")) ": " (view.named(act)) }
                }
            }
        }
    }
}
