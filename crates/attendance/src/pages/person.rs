//! `/kegiatan/{id}/hadir/orang/{employee}`: one person and the list. The operator marks the person present, takes the mark
//! away, accepts a doubtful scan or not; why, where it is asked for.

use super::{activity_id, address, clock, employee_id, page_below, state, timing};
use crate::actions::{self, Mark, PersonView};
use crate::model::{Attendee, State, Timing, Via};
use crate::rules;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, Principal, Refusal, Result};
use netra_registry::model::Nip;
use netra_web::components::{Filled, Input, Kind, Radios, Select, button, facts, form, note, quiet_link, when};
use netra_web::{Fields, Reply, Signed, Site, Visit, acted, redirect};

async fn look(
    site: &Site,
    who: &Principal,
    (activity, employee): (&str, &str),
    said: Option<Nip>,
) -> Result<PersonView> {
    let (id, employee, now, who) = (activity_id(activity)?, employee_id(employee)?, site.now(), who.clone());
    site.store.read(move |tx| actions::person(tx, now, &who, id, (employee, said))).await
}

/// One person.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or the person is out of reach.
pub async fn person(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, employee)): Path<(String, String)>,
) -> Reply {
    let view = look(&site, &who, (&activity, &employee), None).await?;
    Ok(show(&visit, &view, None, &[]))
}

fn show(visit: &Visit, view: &PersonView, fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let (lang, activity) = (visit.lang, &view.home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let correction = rules::is_correction(activity);
    page_below(visit, &view.name, activity).narrow().status(status).show(html! {
        (facts(&[
            (lang.say("Nomor", "Number"), html! { (view.number) }),
            (lang.say("Unit", "Unit"), html! { (view.unit) }),
        ]))
        @if let Some(row) = &view.row { (standing(lang, view, row)) }
        @else { p { (lang.say("Belum ada di daftar hadir.", "Not on the list yet.")) } }
        @match rules::may_keep(activity, view.now) {
            Err(refusal) => (note(Kind::Plain, html! { p { (refusal.say.to(lang)) } })),
            Ok(()) => {
                @if correction {
                    (note(Kind::Warn, html! { p { (lang.say("Kegiatan ini sudah selesai: perubahan dicatat sebagai koreksi di log, dengan alasannya.", "This activity is over: a change is recorded in the log as a correction, with its reason.")) } }))
                }
                (ask(lang, view, filled, correction))
            },
        }
    })
}

fn standing(lang: Lang, view: &PersonView, row: &Attendee) -> Markup {
    let activity = &view.home.activity;
    let party = view
        .home
        .unit_of(row.party)
        .map_or(lang.say("unit lain, tidak diundang", "another unit, not invited"), |unit| &unit.name);
    let mut list = vec![
        (lang.say("Keadaan", "State"), html! { (state(lang, row.state)) (timing(lang, row.timing)) }),
        (lang.say("Pukul", "At"), html! { (when(row.at, activity.zone, lang)) }),
        (lang.say("Cara", "By"), html! { (row.via.name(lang)) }),
        (lang.say("Dihitung pada", "Counted with"), html! { (party) }),
    ];
    if let Some(from) = row.code_from {
        list.push((lang.say("Kodenya tampil", "Its code was shown"), html! { (clock(lang, from, activity)) }));
    }
    if let Some(count) = view.shared {
        let words =
            lang.say("orang melakukan presensi dari perangkat yang sama", "people checked in from the same device");
        list.push((lang.say("Perangkat", "Device"), html! { (lang.number(count)) " " (words) }));
    }
    if let Some(minutes) = view.minutes {
        list.push((
            lang.say("Dalam rapat daring", "In the online meeting"),
            html! { (lang.number(minutes)) " " (lang.say("menit", "minutes")) },
        ));
    }
    if let Some(settled) = &row.settled {
        list.push((
            lang.say("Diputuskan operator", "Decided by an operator"),
            html! {
                (when(settled.at, activity.zone, lang)) @if let Some(reason) = &settled.reason { ": " (reason) }
            },
        ));
    }
    facts(&list)
}

fn ask(lang: Lang, view: &PersonView, filled: Filled<'_>, correction: bool) -> Markup {
    let action = format!("{}/orang/{}", address(view.home.activity.id), view.employee);
    let now = view.row.as_ref().map(|row| row.state);
    let reason = |to: State| {
        let needed = rules::needs_reason(now, to, correction);
        let input = Input::text("reason", lang.say("Alasan", "Reason")).max(300);
        if needed { input } else { input.optional() }
    };
    let mark = |to: State, words: &str| {
        html! {
            (form(&action, filled, html! {
                input type="hidden" name="to" value=(to.code());
                @if let Some(nip) = view.said { input type="hidden" name="nip" value=(nip); }
                @if now.is_none() { (how(lang, filled)) }
                (reason(to).show(filled))
                (button(words))
            }))
        }
    };
    html! {
        @match now {
            None => (mark(State::Present, lang.say("Tandai hadir", "Mark present"))),
            Some(State::Absent) => (mark(State::Present, lang.say("Hitung lagi sebagai hadir", "Count as present again"))),
            Some(State::Present) => (mark(State::Absent, lang.say("Cabut dari yang hadir", "Take off the present"))),
            Some(State::Doubtful) => (decide(lang, &action, filled)),
        }
        p { (quiet_link(&address(view.home.activity.id), lang.say("Kembali ke daftar", "Back to the list"))) }
    }
}

/// A doubtful scan: the person is here, or is not.
fn decide(lang: Lang, action: &str, filled: Filled<'_>) -> Markup {
    let choices = vec![
        (
            State::Present.code().to_owned(),
            lang.say("Orangnya ada di sini: terima sebagai hadir", "The person is here: accept as present").to_owned(),
        ),
        (
            State::Absent.code().to_owned(),
            lang.say("Orangnya tidak ada: tolak", "The person is not here: reject").to_owned(),
        ),
    ];
    form(
        action,
        filled,
        html! {
            (Radios::one("to", lang.say("Keputusan", "Decision"), choices).show(filled))
            (Input::text("reason", lang.say("Alasan", "Reason")).max(300).optional().hint(lang.say("Wajib bila ditolak.", "Needed for a rejection.")).show(filled))
            (button(lang.say("Simpan keputusan", "Keep the decision")))
        },
    )
}

fn how(lang: Lang, filled: Filled<'_>) -> Markup {
    let choices =
        |list: &[(&str, &str)]| list.iter().map(|(code, words)| ((*code).to_owned(), (*words).to_owned())).collect();
    let via = choices(&[
        (Via::Operator.code(), lang.say("Saya melihat orangnya", "I saw the person")),
        (Via::Paper.code(), lang.say("Ada di lembar kertas", "Is on the paper sheet")),
    ]);
    let timing = choices(&[
        (Timing::OnTime.code(), Timing::OnTime.name(lang)),
        (Timing::Early.code(), Timing::Early.name(lang)),
        (Timing::Late.code(), Timing::Late.name(lang)),
    ]);
    html! {
        (Select::new("via", lang.say("Dari mana Anda tahu", "How you know"), via).value(Via::Operator.code()).show(filled))
        (Select::new("timing", lang.say("Datang", "Came"), timing).value(Timing::OnTime.code()).show(filled))
    }
}

fn parse(fields: &Fields, view: &PersonView) -> Result<Mark, Refusal> {
    let to = fields.choice("to", ("keputusannya", "the decision"), State::parse)?;
    let known = |via: &Via| matches!(via, Via::Operator | Via::Paper);
    Ok(Mark {
        employee: view.employee,
        to,
        timing: fields.get("timing").and_then(Timing::parse).unwrap_or(Timing::OnTime),
        via: fields.get("via").and_then(Via::parse).filter(known).unwrap_or(Via::Operator),
        reason: fields.get("reason").map(str::to_owned),
        said: view.said,
    })
}

/// Writes what the operator decided and leads back to the list. For a person of a delegation the form carries the NIP that
/// was said, so that it stands in no address; without a decision it only shows the person.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or the person is out of reach.
pub async fn settle(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, employee)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let said = fields.get("nip").and_then(|text| Nip::parse(text).ok());
    let view = look(&site, &who, (&activity, &employee), said).await?;
    if fields.get("to").is_none() && said.is_some() {
        return Ok(show(&visit, &view, None, &[]));
    }
    let (id, now, chance) = (view.home.activity.id, site.now(), site.chance.clone());
    let outcome = match parse(&fields, &view) {
        Ok(mark) => site.store.write(move |tx| actions::mark(tx, &chance, now, &who, id, &mark)).await,
        Err(refusal) => Err(refusal.into()),
    };
    acted(outcome, |()| redirect(&address(id)), |refusals| show(&visit, &view, Some(&fields), refusals))
}
