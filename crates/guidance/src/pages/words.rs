//! Asking in one's own words: the acts and rules that a question seems to mean, best first, each with its verdict at
//! both stages and a button to the wizard. The question is used for this page and kept nowhere.

use super::MENU;
use super::ask::{elsewhere, ground, hidden_act, in_force, nothing_kept};
use crate::rules::ask::{Told, at_both_stages};
use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};
use netra_base::Lang;
use netra_rulebook::model::{Act, Row, Rulebook, Standing, Verdict};
use netra_rulebook::pages::parts::verdict_tag;
use netra_rulebook::{Hit, Library};
use netra_web::components::{Filled, Kind, empty, error_summary, note, quiet_link};
use netra_web::form::Fields;
use netra_web::{Page, Reply, Site, Visit};

/// The longest question.
const LONGEST: usize = 2_000;

/// So many rows answer a question at most; beyond them nobody reads.
const MOST: usize = 16;

/// Beside acts, so many rows that only share words: they help less.
const BESIDE: usize = 5;

/// The form alone: where the language switch and a reload lead.
pub async fn question_page(visit: Visit) -> Reply {
    let form = question_form(Filled::blank(visit.lang));
    Ok(page(&visit).show(html! { (form) (nothing_kept(visit.lang)) (elsewhere(visit.lang)) }))
}

fn page(visit: &Visit) -> Page<'_> {
    let title = visit.say("Tanya dengan kata-kata sendiri", "Ask in your own words");
    visit.page(title).current(MENU).narrow().under(MENU, visit.say("Tanya", "Ask"))
}

/// The form of a free question.
pub(super) fn question_form(filled: Filled<'_>) -> Markup {
    let lang = filled.lang;
    html! {
        (error_summary(filled))
        form method="post" action="/tanya/kata" novalidate autocomplete="off" {
            (netra_web::components::TextArea::new("tanya", lang.say("Pertanyaan Anda", "Your question"), LONGEST)
                .hint(lang.say("Misalnya: boleh foto dengan caleg adik saya? Nama orang tidak perlu ditulis.", "For example: may I take a photo with a candidate? No names are needed."))
                .show(filled))
            p.actions { button.btn { (lang.say("Cari aturannya", "Find the rules")) } }
        }
    }
}

/// The rules that answer a question in free words.
///
/// # Errors
/// When the database fails; a missing or long question comes back in the form.
pub async fn question(State(site): State<Site>, visit: Visit, fields: Fields) -> Reply {
    let lang = visit.lang;
    let asked = match fields.text("tanya", ("pertanyaan Anda", "your question"), LONGEST) {
        Ok(asked) => asked,
        Err(refusal) => {
            let form = question_form(Filled::again(lang, &fields, std::slice::from_ref(&refusal)));
            return Ok(page(&visit).status(StatusCode::UNPROCESSABLE_ENTITY).show(html! { (form) (elsewhere(lang)) }));
        }
    };
    let library = in_force(&site).await?;
    let found = Found::of(&library, &library.ask(&asked, MOST));
    Ok(page(&visit).show(html! {
        (found.show(library.book(), lang))
        (nothing_kept(lang))
        h2 { (lang.say("Tanya lagi", "Ask again")) }
        (question_form(Filled::again(lang, &fields, &[])))
        (elsewhere(lang))
    }))
}

/// What a question seems to mean, best first.
struct Found<'a> {
    acts: Vec<&'a Act>,
    others: Vec<&'a Row>,
}

impl<'a> Found<'a> {
    fn of(library: &'a Library, hits: &[Hit]) -> Self {
        let book = library.book();
        let mut found = Self { acts: Vec::new(), others: Vec::new() };
        for hit in hits {
            match hit.act.as_deref().and_then(|act| book.act(act)) {
                Some(act) if !found.acts.iter().any(|known| known.id == act.id) => found.acts.push(act),
                Some(_) => {}
                None => found.others.extend(book.row(&hit.id)),
            }
        }
        if !found.acts.is_empty() {
            found.others.truncate(BESIDE);
        }
        found
    }

    fn show(&self, book: &Rulebook, lang: Lang) -> Markup {
        if self.acts.is_empty() && self.others.is_empty() {
            let words = lang.say(
                "Kami tidak menemukan aturan untuk kata-kata itu. Itu bukan berarti boleh; coba kata lain, atau pilih dari daftar.",
                "We found no rule for these words. That does not mean it is allowed; try other words or choose from the list.",
            );
            return empty(
                words,
                html! { p { (quiet_link("/tanya#perbuatan", lang.say("Pilih dari daftar", "Choose from the list"))) } },
            );
        }
        html! {
            @if !self.acts.is_empty() {
                p.lead { (lang.say("Mungkin ini yang Anda maksud, yang paling cocok lebih dahulu. Jawabannya untuk PNS pada umumnya; keadaan Anda dapat mengubahnya.", "This may be what you mean, the best first. The answers are for permanent civil servants in general; your own case may differ.")) }
            } @else {
                (note(Kind::Plain, html! { p { (lang.say("Tidak ada perbuatan yang jelas cocok; aturan berikut memakai kata-kata Anda.", "No act clearly fits; these rules share your words.")) } }))
            }
            @for act in &self.acts { (card(book, act, lang)) }
            @if !self.others.is_empty() {
                h2 { (lang.say("Aturan lain yang memakai kata-kata Anda", "Other rules that share your words")) }
                ul { @for row in &self.others { li { a href={ "/aturan/" (row.id) } { (row.id) } " " (row.name(lang)) } } }
            }
        }
    }
}

/// An act with its verdict at both stages, its rules, and the way to one's own case.
fn card(book: &Rulebook, act: &Act, lang: Lang) -> Markup {
    let told = at_both_stages(book, &act.id);
    let mut rows: Vec<&Row> = Vec::new();
    for row in told.iter().flat_map(|one| &one.decision.rules).filter_map(|id| book.row(id)) {
        if !rows.iter().any(|known| known.id == row.id) {
            rows.push(row);
        }
    }
    html! {
        section.card {
            h2 { (act.title.to(lang)) }
            @for one in &told { p { (verdict(one, lang)) } }
            ul { @for row in rows { (ground(row, lang)) } }
            (hidden_act(act, lang))
        }
    }
}

fn verdict(told: &Told, lang: Lang) -> Markup {
    let decision = &told.decision;
    let stage = match told.standing {
        Some(Standing::Prospective) => lang.say(
            "Jika masih bakal calon (belum ditetapkan KPU):",
            "If still a prospective candidate (not fixed by the KPU):",
        ),
        Some(Standing::Candidate) => lang.say("Jika sudah calon:", "If already a candidate:"),
        None => lang.say("Bakal calon maupun calon:", "Prospective candidate or candidate:"),
    };
    html! {
        (stage) " " (verdict_tag(lang, decision.verdict))
        @if decision.verdict == Verdict::Forbidden { " " span.soft { (decision.class.name(lang)) } }
    }
}
