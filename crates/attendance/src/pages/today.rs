//! `/hadir`: the activities of today that one may go to, and a field for the digits on the screen. For the back row: a
//! short address to type.

use super::{activity_id, line};
use crate::actions::Came;
use crate::entrance::{self, device, mark_device};
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;
use netra_activities::actions::{self as activities, Filter};
use netra_activities::model::State;
use netra_base::{Error, Moment, Principal, Refusal, Result};
use netra_web::components::{Filled, Input, Radios, button, empty, form};
use netra_web::form::Refusals;
use netra_web::{Fields, Reply, Signed, Site, Visit, redirect};

/// Activities of one day to choose from: more fill the page of a phone.
const MOST: usize = 20;
/// What begins within the next half day is of today, wherever the clock stands.
const AHEAD_MS: i64 = 12 * 60 * 60 * 1_000;

async fn of_today(site: &Site, who: &Principal, now: Moment) -> Result<Vec<activities::Line>> {
    let who = who.clone();
    let filter =
        Filter { since: Some(now.plus_ms(-24 * 3_600_000)), until: Some(now.plus_ms(AHEAD_MS)), ..Filter::default() };
    let (mut lines, _) = site.store.read(move |tx| activities::list(tx, now, &who, &filter)).await?;
    lines.retain(|line| {
        let open = matches!(line.activity.state, State::Planned | State::Running);
        open && crate::rules::closes(&line.activity) >= now
    });
    lines.truncate(MOST);
    Ok(lines)
}

/// The activities of today.
///
/// # Errors
/// When the database fails.
pub async fn today(Shared(site): Shared<Site>, visit: Visit, Signed(who): Signed, headers: HeaderMap) -> Reply {
    let lines = of_today(&site, &who, site.now()).await?;
    Ok(mark_device(show(&visit, &lines, None, &[]), &site, &headers))
}

fn show(visit: &Visit, lines: &[activities::Line], fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let lang = visit.lang;
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let words = |one: &activities::Line| {
        (
            one.activity.id.to_string(),
            format!("{} · {} · {}", one.activity.title, one.unit.name, line(lang, &one.activity)),
        )
    };
    let mut choices = Radios::one("activity", lang.say("Kegiatan", "Activity"), lines.iter().map(words).collect());
    if let [only] = lines {
        choices = choices.chosen(only.activity.id.to_string());
    }
    visit.page(visit.say("Presensi hari ini", "Check-in today")).narrow().status(status).show(html! {
        @if lines.is_empty() {
            (empty(lang.say("Tidak ada kegiatan unit Anda yang sedang atau akan berlangsung hari ini.", "Your unit has no activity today that is on or to come."), html! {
                p { a href="/kegiatan" { (lang.say("Lihat semua kegiatan", "See all activities")) } }
            }))
        } @else {
            (form("/hadir", filled, html! {
                (choices.show(filled))
                (Input::digits("kode", lang.say("Enam angka di layar", "The six digits on the screen")).max(12).short().autocomplete("one-time-code").show(filled))
                (button(lang.say("Saya hadir", "I am here")))
            }))
        }
    })
}

fn not_chosen() -> Refusal {
    Refusal::new("choice", "Pilih kegiatannya dulu.", "Choose the activity first.").at("activity")
}

/// Checks in to the one chosen; leads to its page.
///
/// # Errors
/// `NotFound` when there is no such activity, for an account that is no employee's.
pub async fn check_in_today(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    headers: HeaderMap,
    fields: Fields,
) -> Reply {
    let mut refused = Refusals::default();
    let chosen = fields.get("activity").and_then(|text| activity_id(text).ok()).ok_or_else(not_chosen);
    let (chosen, code) = (refused.take(chosen), refused.take(fields.text("kode", ("kode", "the code"), 12)));
    let outcome = match (chosen, code) {
        (Some(id), Some(code)) => match entrance::check_in(&site, &who, id, (&code, device(&headers))).await {
            Ok(Came::Refused(refusal)) => Err(refusal.into()),
            other => other.map(|_| id),
        },
        _ => Err(refused.into_error()),
    };
    let reply = match outcome {
        Ok(id) => redirect(&format!("/hadir/{id}")),
        Err(Error::Refused(refusals)) => {
            show(&visit, &of_today(&site, &who, site.now()).await?, Some(&fields), &refusals)
        }
        Err(other) => return Err(other.into()),
    };
    Ok(mark_device(reply, &site, &headers))
}
