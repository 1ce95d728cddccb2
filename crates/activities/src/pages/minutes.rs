//! What a keeper writes down: minutes, decisions with owner and due day, quotes for the report.

use super::{address, look_keeper, number, page_of};
use crate::actions::{self, View};
use crate::model::{DecisionId, NewDecision, NewOwner};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, Principal, Refusal, Result};
use netra_registry::model::Nip;
use netra_store::Tx;
use netra_web::components::{Filled, Input, Kind, TextArea, button, form, note, tag};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, acted, redirect};

/// Which of the three forms came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Minutes,
    Decision,
    Quote,
}

type Again<'a> = Option<(Form, &'a Fields, &'a [Refusal])>;

fn show(visit: &Visit, view: &View, again: Again<'_>) -> Response {
    let lang = visit.lang;
    let filled = |which: Form| match again {
        Some((form, fields, refusals)) if form == which => Filled::again(lang, fields, refusals),
        _ => Filled::blank(lang),
    };
    let status = if again.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = lang.say("Risalah, keputusan, kutipan", "Minutes, decisions, quotes");
    let closed = crate::rules::state::may_tell(&view.activity, view.correcting.is_some()).err();
    page_of(visit, title, &view.activity).narrow().status(status).show(html! {
        @if let Some(refusal) = &closed { (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })) }
        (minutes_part(lang, view, filled(Form::Minutes), closed.is_none()))
        (decisions_part(lang, view, filled(Form::Decision), closed.is_none()))
        (quotes_part(lang, view, filled(Form::Quote), closed.is_none()))
    })
}

fn minutes_part(lang: Lang, view: &View, filled: Filled<'_>, open: bool) -> Markup {
    let there = view.after.minutes.as_deref().unwrap_or_default();
    if !open && there.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (lang.say("Risalah", "Minutes")) }
            @if open {
                (form(&format!("{}/risalah", address(view.activity.id)), filled, html! {
                    (TextArea::new("minutes", lang.say("Risalah", "Minutes"), actions::MOST_MINUTES).value(there).optional().hint(lang.say("Apa yang dibahas dan disimpulkan; sebut jabatan, bukan nama.", "What was discussed and concluded; functions, not names.")).show(filled))
                    (button(lang.say("Simpan risalah", "Keep the minutes")))
                }))
            } @else { (super::text(there)) }
        }
    }
}

fn decisions_part(lang: Lang, view: &View, filled: Filled<'_>, open: bool) -> Markup {
    let base = address(view.activity.id);
    if !open && view.after.decisions.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (lang.say("Keputusan", "Decisions")) }
            @for one in &view.after.decisions {
                div.card {
                    p { strong { (one.what) } }
                    p { (one.owner.words()) ", " (lang.say("tenggat", "due")) " " (lang.day(one.due)) " "
                        @match &one.done {
                            Some((day, _)) => { (tag(Kind::Ok, lang.say("Selesai", "Done"))) " " (lang.day(*day)) },
                            None => @if one.due < view.today { (tag(Kind::Bad, lang.say("Terlambat", "Late"))) },
                        }
                    }
                    @if open && one.done.is_none() { (remove(&format!("{base}/risalah/keputusan/hapus"), one.id.0, lang.say("Hapus keputusan ini", "Remove this decision"))) }
                }
            }
            @if open {
                (form(&format!("{base}/risalah/keputusan"), filled, html! {
                    (Input::text("what", lang.say("Keputusan", "Decision")).max(300).show(filled))
                    (Input::digits("nip", lang.say("NIP penanggung jawab", "NIP of the owner")).optional().show(filled))
                    (Input::text("function", lang.say("atau jabatannya", "or the function")).max(160).optional().show(filled))
                    (Input::day("due", lang.say("Tenggat", "Due by")).show(filled))
                    (button(lang.say("Tambah keputusan", "Add the decision")))
                }))
            }
        }
    }
}

fn quotes_part(lang: Lang, view: &View, filled: Filled<'_>, open: bool) -> Markup {
    let base = address(view.activity.id);
    if !open && view.after.quotes.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (lang.say("Kutipan untuk laporan", "Quotes for the report")) }
            @for one in &view.after.quotes {
                div.card {
                    p { "\"" (one.says) "\"" }
                    p.soft { (one.who) }
                    @if open { (remove(&format!("{base}/risalah/kutipan/hapus"), one.number, lang.say("Hapus kutipan ini", "Remove this quote"))) }
                }
            }
            @if open {
                (form(&format!("{base}/risalah/kutipan"), filled, html! {
                    (Input::text("who", lang.say("Siapa yang berkata", "Who said it")).max(160).hint(lang.say("Jabatan, atau nama tokoh dari luar yang berbicara di depan umum.", "The function, or the name of an outsider who spoke in public.")).show(filled))
                    (TextArea::new("says", lang.say("Kutipan", "Quote"), 600).show(filled))
                    (button(lang.say("Tambah kutipan", "Add the quote")))
                }))
            }
        }
    }
}

/// A small form that takes one thing away.
pub(super) fn remove(action: &str, number: i64, words: &str) -> Markup {
    html! { form method="post" action=(action) { input type="hidden" name="number" value=(number); p.actions { button.btn.quiet { (words) } } } }
}

/// Minutes, decisions and quotes, with their forms.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn minutes(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_keeper(&site, &who, &id).await?;
    Ok(show(&visit, &view, None))
}

/// Acts, and leads back; what was refused stands at its form.
async fn act<T: Send + 'static>(
    (site, visit, who): (&Site, &Visit, Principal),
    id: &str,
    (form, fields): (Form, &Fields),
    action: Result<impl FnOnce(&mut Tx<'_>, &Principal, crate::model::ActivityId) -> Result<T> + Send + 'static>,
) -> Reply {
    let view = look_keeper(site, &who, id).await?;
    let number = view.activity.id;
    let outcome = match action {
        Ok(action) => site.store.write(move |tx| action(tx, &who, number)).await.map(|_| ()),
        Err(error) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/risalah", address(number))),
        |refusals| show(visit, &view, Some((form, fields, refusals))),
    )
}

/// Writes the minutes.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn write_minutes(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let text = fields.get("minutes").unwrap_or_default().to_owned();
    let write = Ok(move |tx: &mut Tx<'_>, who: &Principal, id| actions::write_minutes(tx, who, id, &text));
    act((&site, &visit, who), &id, (Form::Minutes, &fields), write).await
}

fn decision(fields: &Fields) -> Result<NewDecision> {
    let mut refused = Refusals::default();
    let due = refused.take(fields.day("due", ("Tenggat", "The due day")));
    let owner = match (fields.get("nip"), fields.get("function")) {
        (Some(nip), _) => refused.take(Nip::parse(nip).map(NewOwner::Nip).map_err(|refusal| refusal.at("nip"))),
        (None, function) => Some(NewOwner::Function(function.unwrap_or_default().to_owned())),
    };
    let (Some(due), Some(owner)) = (due, owner) else { return Err(refused.into_error()) };
    Ok(NewDecision { what: fields.get("what").unwrap_or_default().to_owned(), owner, due })
}

/// Adds a decision.
///
/// # Errors
/// As [`write_minutes`].
pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let add =
        decision(&fields).map(|new| move |tx: &mut Tx<'_>, who: &Principal, id| actions::decide(tx, who, id, &new));
    act((&site, &visit, who), &id, (Form::Decision, &fields), add).await
}

/// Takes an open decision back.
///
/// # Errors
/// As [`write_minutes`].
pub async fn undecide(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let which = DecisionId(number(fields.get("number").unwrap_or_default())?);
    let remove = Ok(move |tx: &mut Tx<'_>, who: &Principal, id| actions::undecide(tx, who, id, which));
    act((&site, &visit, who), &id, (Form::Decision, &fields), remove).await
}

/// Adds a quote.
///
/// # Errors
/// As [`write_minutes`].
pub async fn quote(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let (by, says) = (text("who"), text("says"));
    let add = Ok(move |tx: &mut Tx<'_>, who: &Principal, id| actions::quote(tx, who, id, &by, &says));
    act((&site, &visit, who), &id, (Form::Quote, &fields), add).await
}

/// Takes a quote away.
///
/// # Errors
/// As [`write_minutes`].
pub async fn unquote(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let which = number(fields.get("number").unwrap_or_default())?;
    let remove = Ok(move |tx: &mut Tx<'_>, who: &Principal, id| actions::unquote(tx, who, id, which));
    act((&site, &visit, who), &id, (Form::Quote, &fields), remove).await
}
