//! Decisions that wait to be done, those overdue first; saying that one was done.

use super::{address, page};
use crate::actions::{self, OpenCount, OpenDecision};
use crate::model::DecisionId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Principal, Refusal, Result};
use netra_web::components::{Filled, Input, Kind, button, empty, error_summary, fold, pages, tag};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// `2024-01-05-17`: a due day and a number.
fn place(text: &str) -> Option<(Day, DecisionId)> {
    let (day, id) = text.split_at_checked(10)?;
    Some((Day::parse(day)?, DecisionId(id.strip_prefix('-')?.parse().ok()?)))
}

type Listed = (Vec<OpenDecision>, Option<(Day, DecisionId)>, OpenCount);

async fn listed(site: &Site, visit: &Visit, who: &Principal) -> Result<Listed> {
    let (now, who, after) = (site.now(), who.clone(), visit.asked("dari").as_deref().and_then(place));
    site.store
        .read(move |tx| {
            let (list, next) = actions::decisions(tx, &who, now, after)?;
            Ok((list, next, actions::count_open(tx, &who, now)?))
        })
        .await
}

fn show(
    site: &Site,
    visit: &Visit,
    (who, (list, next, count)): (&Principal, &Listed),
    again: Option<(DecisionId, &Fields, &[Refusal])>,
) -> Response {
    let lang = visit.lang;
    let status = if again.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (open, late) = (lang.number(count.open), lang.number(count.late));
    let lead = match lang {
        Lang::Id => format!("{open} menunggu, {late} di antaranya terlambat. Yang terlambat di atas."),
        Lang::En => format!("{open} wait, {late} of these are late. Those come first."),
    };
    let title = lang.say("Tindak lanjut keputusan", "Decisions to follow up");
    let next = next.map(|(day, id)| format!("{day}-{id}"));
    let page = page(visit, title).narrow().status(status);
    let page = if count.open > 0 { page.lead(lead) } else { page };
    page.show(html! {
        @if let Some((_, fields, refusals)) = again { (error_summary(Filled::again(lang, fields, refusals))) }
        @if list.is_empty() { (empty(lang.say("Tidak ada keputusan yang menunggu.", "No decision waits."), html! {})) }
        @for one in list { (card(site, visit, who, one, again)) }
        (pages(visit, visit.asked("dari").is_none(), next.as_deref()))
    })
}

fn card(
    site: &Site,
    visit: &Visit,
    who: &Principal,
    one: &OpenDecision,
    again: Option<(DecisionId, &Fields, &[Refusal])>,
) -> Markup {
    let lang = visit.lang;
    let owes = matches!(&one.decision.owner, crate::model::Owner::Employee { id, .. } if Some(*id) == who.employee);
    let may = owes || crate::rules::keeps(who, &one.unit.path);
    let (mut done, mut note) = (
        Input::day("done", lang.say("Selesai pada", "Done on")).value(site.now().day(one.unit.zone).to_string()),
        Input::text("note", lang.say("Catatan", "Note")).max(300),
    );
    let (filled, refused) = match again {
        Some((id, fields, refusals)) if id == one.decision.id => (Filled::again(lang, fields, refusals), true),
        _ => (Filled::blank(lang), false),
    };
    // What was refused is what the page's summary leads to.
    if !refused {
        (done, note) = (done.apart(one.decision.id), note.apart(one.decision.id));
    }
    let href = format!("/kegiatan/keputusan/{}", one.decision.id);
    let form = html! {
        form method="post" action=(href) novalidate {
            (done.show(filled))
            (note.show(filled))
            (button(lang.say("Catat selesai", "Record as done")))
        }
    };
    html! {
        section.card {
            p { strong { (one.decision.what) } }
            p { (one.decision.owner.words()) ", " (lang.say("tenggat", "due")) " " (lang.day(one.decision.due)) " "
                @if one.late { (tag(Kind::Bad, lang.say("Terlambat", "Late"))) } }
            p.soft { a href=(address(one.decision.activity)) { (one.title) } ", " (one.unit.name) }
            @if may { (fold(lang.say("Sudah dikerjakan", "It is done"), refused, form)) }
        }
    }
}

/// The decisions that wait.
///
/// # Errors
/// When the database fails.
pub async fn decisions(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let listed = listed(&site, &visit, &who).await?;
    Ok(show(&site, &visit, (&who, &listed), None))
}

/// Says that a decision was done.
///
/// # Errors
/// `NotFound` for those who neither keep the unit nor owe it.
pub async fn decided_done(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let id = DecisionId(super::number(&id)?);
    let (chance, now, asker) = (site.chance.clone(), site.now(), who.clone());
    let note = fields.get("note").unwrap_or_default().to_owned();
    let outcome = match fields.day("done", ("Hari selesai", "The day it was done")) {
        Ok(day) => {
            site.store.write(move |tx| actions::done(tx, &chance, now, &asker, id, (day, &note))).await.map(|_| ())
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect("/kegiatan/keputusan")),
        Err(Error::Refused(refusals)) => {
            let listed = listed(&site, &visit, &who).await?;
            Ok(show(&site, &visit, (&who, &listed), Some((id, &fields, &refusals))))
        }
        Err(other) => Err(other.into()),
    }
}
