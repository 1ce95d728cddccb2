//! Passing a directive on: which of my units, by which function, with what of its own. What the unit has done already is
//! told on the same page.

use super::{MENU, directive_id, directive_page, lines};
use crate::actions::{self, Line, Own, Passing};
use crate::model::{self, Directive, DirectiveId, NewPass};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Result};
use netra_web::components::{
    Filled, Input, Kind, Select, TextArea, details, empty, fold, form, note, quiet_link, tag, when,
};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

async fn ground(site: &Site, who: &Principal, id: DirectiveId) -> Result<Passing> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::own_units(tx, now, &who, id)).await
}

/// The form.
///
/// # Errors
/// `NotFound` for those who keep none of its units.
pub async fn pass_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let passing = ground(&site, &who, directive_id(&id)?).await?;
    Ok(show(&visit, &passing, Filled::blank(visit.lang), StatusCode::OK))
}

fn show(visit: &Visit, passing: &Passing, filled: Filled<'_>, status: StatusCode) -> Response {
    let (lang, directive) = (visit.lang, &passing.directive);
    let page = directive_page(visit, lang.say("Teruskan arahan", "Pass the directive on"), directive);
    page.narrow().status(status).lead(directive.subject.clone()).show(html! {
        (note(Kind::Plain, html! { p { (lang.say(
            "Semua yang dituju sudah dapat membaca arahan ini. Meneruskan berarti unit Anda menyampaikannya sendiri, misalnya pada apel, dan itu tercatat: kapan diterima, kapan diteruskan, oleh jabatan apa.",
            "Everybody it is for can read it already. Passing on means that your unit brings it to its people itself, at a roll call for instance, and that is recorded: when received, when passed on, by which function.")) } }))
        @if passing.due.is_empty() && passing.done.is_empty() {
            (empty(lang.say("Tidak ada unit Anda yang harus meneruskan arahan ini.", "None of your units has to pass it on."), html! {}))
        }
        @if !passing.due.is_empty() {
            @if passing.runs { (asking(lang, passing, filled)) }
            @else { (note(Kind::Warn, html! { p { (lang.say("Arahan ini tidak berlaku lagi; tidak ada yang perlu diteruskan.", "This directive no longer holds; there is nothing to pass on.")) } })) }
        }
        @if !passing.done.is_empty() {
            (fold(&format!("{} ({})", lang.say("Sudah diteruskan", "Passed on already"), passing.all_done), passing.due.is_empty(), told(lang, passing)))
        }
        p { (quiet_link(&format!("{MENU}/{}", directive.id), lang.say("Kembali ke arahan", "Back to the directive"))) }
    })
}

/// The unit that passes it on: from a list, or by its code where the list would be too long.
fn whose(lang: Lang, passing: &Passing, filled: Filled<'_>) -> Markup {
    if passing.by_code() {
        let words = lang.say("Kode unit yang meneruskan", "Code of the unit that passes it on");
        let hint = format!(
            "{} {}",
            passing.all_due,
            lang.say(
                "unit Anda belum meneruskan. Kodenya ada di daftar unit.",
                "of your units have not passed it on. Their codes stand in the list of units.",
            )
        );
        return Input::text("unit", words).max(32).short().hint(hint).show(filled);
    }
    let named = |one: &Own| (one.unit.code.to_string(), format!("{} ({})", one.unit.name, one.unit.code));
    let units: Vec<(String, String)> = passing.due.iter().map(named).collect();
    let first = units.first().map(|(code, _)| code.clone()).unwrap_or_default();
    Select::new("unit", lang.say("Unit yang meneruskan", "Unit that passes it on"), units).value(first).show(filled)
}

/// What is said where a list ends before all were told.
fn more(lang: Lang, shown: usize, all: usize) -> Markup {
    html! {
        @if all > shown { p.soft { (lang.say("Tampil", "Shown:")) " " (shown) " " (lang.say("dari", "of")) " " (all) "." } }
    }
}

fn asking(lang: Lang, passing: &Passing, filled: Filled<'_>) -> Markup {
    let (directive, due) = (&passing.directive, &passing.due);
    let received = |line: &Line| match line {
        Line::Due(Some(at)) => Some(*at),
        _ => None,
    };
    let named = |(unit, order): &(String, Directive)| (order.id.to_string(), format!("{unit}: {}", order.name(lang)));
    let orders: Vec<(String, String)> = passing.covers.iter().map(named).collect();
    html! {
        p {
            (lang.say("Bila unit Anda menambah instruksi sendiri,", "If your unit adds an order of its own,")) " "
            a href={ (MENU) "/baru?dasar=" (directive.id) } { (lang.say("terbitkan dulu", "issue it first")) } ", "
            (lang.say("lalu kembali ke sini dan pilih sebagai pengantar.", "then come back here and choose it as the cover."))
        }
        (form(&format!("{MENU}/{}/teruskan", directive.id), filled, html! {
            (whose(lang, passing, filled))
            (Input::text("function", lang.say("Oleh (jabatan)", "By (function)")).max(160).hint(lang.say("Misalnya Kepala Lapas, atau Kepala Subbagian Tata Usaha.", "Head of the prison for instance.")).show(filled))
            (TextArea::new("note", lang.say("Catatan pengantar", "Covering note"), 1_000).optional().hint(lang.say("Apa yang unit Anda tambahkan. Jangan menulis nama orang.", "What your unit adds. Write no person's name.")).show(filled))
            @if !orders.is_empty() { (Select::new("order", lang.say("Arahan unit sendiri sebagai pengantar", "The unit's own directive as a cover"), orders).prompt(lang.say("Tanpa pengantar", "No cover")).optional().show(filled)) }
            p.actions { button.btn { (lang.say("Teruskan", "Pass on")) } }
        }))
        (details(lang.say("Kapan diterima", "When it was received"), html! {
            (more(lang, due.len(), passing.all_due))
            ul { @for one in due {
                li { (one.unit.name) ": " @match received(&one.line) {
                    Some(at) => (when(at, one.unit.zone, lang)),
                    None => (lang.say("unit di atasnya belum meneruskan; Anda tetap dapat meneruskannya sekarang", "the unit above has not passed it on yet; you can all the same")),
                } }
            } }
        }))
    }
}

fn told(lang: Lang, passing: &Passing) -> Markup {
    html! {
        (more(lang, passing.done.len(), passing.all_done))
        ul {
            @for one in &passing.done {
                @if let Line::Done(passed) = &one.line {
                    li {
                        (one.unit.name) ": " (tag(Kind::Ok, lang.say("diteruskan", "passed on"))) " " (when(passed.at, one.unit.zone, lang)) ", " (passed.function)
                        @if let Some(note) = &passed.note { (lines(note)) }
                    }
                }
            }
        }
    }
}

fn parse(fields: &Fields) -> Result<NewPass> {
    let mut refused = Refusals::default();
    let unit = refused.take(fields.text("unit", ("unit yang meneruskan", "the unit that passes it on"), 32));
    let function = model::function(fields.get("function").unwrap_or_default());
    let function = refused.take(function.map_err(|refusal| refusal.at("function")));
    let note = refused.take(fields.get("note").map(model::note).transpose());
    let (Some(unit), Some(function), Some(note)) = (unit, function, note) else { return Err(refused.into_error()) };
    let order = fields.get("order").map(|id| DirectiveId(id.parse().unwrap_or(0)));
    Ok(NewPass { unit, function, note, order })
}

/// Passes it on and shows that it is.
///
/// # Errors
/// `NotFound` for those who keep none of its units.
pub async fn pass_on(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now, chance) = (directive_id(&id)?, site.now(), site.chance.clone());
    let passing = ground(&site, &who, id).await?;
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::pass_on(tx, &chance, now, &who, id, &new)).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{id}/teruskan"))),
        Err(Error::Refused(refusals)) => {
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(show(&visit, &passing, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
