//! `/hadir/{activity}`: what, where and when, and one button. The code comes along in the address from the screen's QR
//! code, or is typed. What came of it stands here afterwards, and what to do when it is doubtful; at a declaration the page
//! leads on to the pledge that is signed there.

use super::{activity_id, clock, line, timing};
use crate::actions::{self, Came, Looked, Onward};
use crate::entrance::{self, device, mark_device};
use crate::model::{Attendee, Party, State};
use crate::rules;
use crate::rules::code::Code;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::{Markup, html};
use netra_activities::model::{Activity, ActivityId};
use netra_base::{Error, Lang, Moment, Principal, Refusal, Result};
use netra_pledges::actions::Standing;
use netra_web::components::{Filled, Input, Kind, button, facts, form, note, onward, tag};
use netra_web::{Fields, Reply, Signed, Site, Visit, redirect};

/// The page of a check-in. Whoever may not be told of the activity gets the page of a number that stands for none.
///
/// # Errors
/// `NotFound` when there is no such activity, for an account that is no employee's.
pub async fn check_in_form(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    headers: HeaderMap,
    Path(activity): Path<String>,
) -> Reply {
    let (id, code) = (activity_id(&activity)?, along(&visit).and_then(|code| Code::parse(&code)));
    let seen = see(&site, &who, id, code.as_ref()).await?;
    let reply = show(&visit, (id, seen.as_ref()), site.now(), None, &[]);
    Ok(mark_device(reply, &site, &headers))
}

/// What the page shows.
struct Seen {
    looked: Looked,
    onward: Option<Onward>,
}

async fn see(site: &Site, who: &Principal, id: ActivityId, code: Option<&Code>) -> Result<Option<Seen>> {
    let Some(looked) = entrance::look(site, who, id, code).await? else { return Ok(None) };
    let (who, now, activity) = (who.clone(), site.now(), looked.activity.clone());
    // Only a declaration leads on, and only for who is there: a roll call costs no further look.
    let there = looked.mine.as_ref().is_some_and(|row| row.state == State::Present);
    let onward = match activity.occasion.filter(|_| there) {
        Some(_) => site.store.read(move |tx| actions::onward(tx, now, &who, &activity)).await?,
        None => None,
    };
    Ok(Some(Seen { looked, onward }))
}

/// The code that came along: that of a picture only, so that nobody tries digits here.
fn along(visit: &Visit) -> Option<String> {
    visit.asked("k").filter(|code| matches!(Code::parse(code), Some(Code::Qr(_))))
}

fn show(
    visit: &Visit,
    (id, seen): (ActivityId, Option<&Seen>),
    now: Moment,
    fields: Option<&Fields>,
    refusals: &[Refusal],
) -> Response {
    let lang = visit.lang;
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = visit.say("Presensi", "Check-in");
    let page = visit.page(title).under("/hadir", visit.say("Presensi hari ini", "Check-in today"));
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    page.narrow().status(status).show(html! {
        @match seen {
            Some(seen) => (told(visit, seen, now, filled)),
            None => {
                p { (lang.say(
                    "Ketik kode yang tampil di layar di tempat Anda berada. Kegiatannya disebut setelah kodenya benar.",
                    "Type the code on the screen where you are. The activity is named once the code is right.")) }
                (digits(lang, &format!("/hadir/{id}"), filled))
            }
        }
    })
}

fn told(visit: &Visit, Seen { looked, onward }: &Seen, now: Moment, filled: Filled<'_>) -> Markup {
    let (lang, activity) = (visit.lang, &looked.activity);
    html! {
        h2 { (activity.title) }
        p { (line(lang, activity)) " · " (looked.host.name) }
        @match &looked.mine {
            Some(row) if row.state == State::Present => (present(lang, activity, row, onward.as_ref())),
            Some(row) if row.state == State::Absent => (taken_off(lang, activity, row)),
            mine => {
                @if let Some(row) = mine { (doubtful(lang, activity, row)) }
                (ask(visit, looked, now, filled))
            }
        }
    }
}

/// What the operator decided, and why.
fn taken_off(lang: Lang, activity: &Activity, row: &Attendee) -> Markup {
    let settled = row.settled.as_ref();
    note(
        Kind::Warn,
        html! {
            p { (rules::taken_off().say.to(lang)) }
            @if let Some((settled, reason)) = settled.and_then(|one| one.reason.as_ref().map(|reason| (one, reason))) {
                p { (lang.say("Alasan operator, pukul", "The operator's reason, at")) " " (clock(lang, settled.at, activity)) ": " (reason) }
            }
        },
    )
}

/// The pledge that is signed here: the next step, or that it is done.
fn leads_on(lang: Lang, Onward { drive, at, standing }: &Onward) -> Markup {
    let href = format!("/pakta/{}", drive.id);
    match standing {
        Standing::Signed(_) => note(
            Kind::Ok,
            html! { p {
                strong { (lang.say("Ikrar sudah Anda tandatangani.", "You have signed the pledge.")) } " "
                a href={ (href) "/bukti" } { (lang.say("Lihat bukti Anda", "See your receipt")) }
            } },
        ),
        Standing::May | Standing::Declined(_) => html! {
            p { (lang.say("Langkah berikutnya di sini:", "The next step here:")) " " strong { (drive.title) } }
            (onward(&format!("{href}?di={at}"), lang.say("Baca dan tanda tangani ikrar", "Read and sign the pledge")))
        },
        Standing::MayNot(refusal) => {
            html! { p.soft { (lang.say("Ikrar di acara ini:", "The pledge at this occasion:")) " " (refusal.say.to(lang)) } }
        }
    }
}

/// What is counted, how, and what follows.
fn present(lang: Lang, activity: &Activity, row: &Attendee, next: Option<&Onward>) -> Markup {
    let visitor = lang.say(
        "Unit Anda bukan penyelenggara dan tidak diundang sebagai delegasi; Anda dihitung hadir sebagai tamu dari unit lain.",
        "Your unit neither holds this activity nor was invited; you are counted present as a visitor of another unit.",
    );
    html! {
        (note(Kind::Ok, html! { p { strong { (lang.say("Anda tercatat hadir.", "You are recorded as present.")) } } }))
        @if let Some(next) = next { (leads_on(lang, next)) }
        (facts(&[
            (lang.say("Nama", "Name"), html! { (row.name) }),
            (lang.say("Pukul", "At"), html! { (clock(lang, row.at, activity)) (timing(lang, row.timing)) }),
            (lang.say("Cara", "By"), html! { (row.via.name(lang)) }),
        ]))
        @if row.party == Party::Visitor { p.soft { (visitor) } }
    }
}

/// What happened, and what to do.
fn doubtful(lang: Lang, activity: &Activity, row: &Attendee) -> Markup {
    let (sent, from) = (clock(lang, row.at, activity), row.code_from.map(|from| clock(lang, from, activity)));
    let from = from.unwrap_or_default();
    let what = match lang {
        Lang::Id => format!(
            "Kode yang Anda kirim pukul {sent} tampil di layar pukul {from}, jadi kami belum dapat memastikan Anda ada di tempat. Kiriman Anda tersimpan, tetapi belum dihitung hadir."
        ),
        Lang::En => format!(
            "The code you sent at {sent} was on the screen at {from}, so we cannot be sure yet that you are here. It is kept, and not counted as present so far."
        ),
    };
    let next = lang.say(
        "Pindai kode yang sedang tampil di layar, atau tunjukkan diri kepada operator: ia dapat langsung mencatat Anda hadir.",
        "Scan the code that is on the screen now, or show yourself to the operator, who can record you as present at once.",
    );
    note(Kind::Warn, html! { p { (tag(Kind::Warn, row.state.name(lang))) } p { (what) } p { strong { (next) } } })
}

/// The button, with the code that came along or a field to type it.
fn ask(visit: &Visit, looked: &Looked, now: Moment, filled: Filled<'_>) -> Markup {
    let lang = visit.lang;
    if !looked.person {
        return note(Kind::Warn, html! { p { (rules::not_staff().say.to(lang)) } });
    }
    if let Err(refusal) = rules::admits(&looked.activity, now) {
        return note(Kind::Warn, html! { p { (refusal.say.to(lang)) } });
    }
    let action = format!("/hadir/{}", looked.activity.id);
    let along = along(visit);
    let passed = along.as_ref().is_some_and(|code| !is_shown(looked, code, now));
    html! {
        @if let Some(code) = &along {
            @if passed {
                (note(Kind::Warn, html! { p { (lang.say(
                    "Kode ini sudah lewat. Pindai sekali lagi kode yang sedang tampil di layar, atau ketik angkanya di bawah.",
                    "This code has passed. Scan the one that is on the screen now, or type its digits below.")) } }))
            }
            (form(&action, filled, html! {
                input type="hidden" name="kode" value=(code);
                (button(if passed { lang.say("Kirim kode lama ini saja", "Send this old code all the same") } else { lang.say("Saya hadir", "I am here") }))
            }))
        }
        @if along.is_none() || passed {
            (digits(lang, &action, filled))
        }
        @if along.is_some() && !passed {
            p.soft { (lang.say("Tekan segera: kode ini berlaku kurang dari satu menit.", "Press soon: this code is good for less than a minute.")) }
        }
    }
}

/// The field to type a code.
fn digits(lang: Lang, action: &str, filled: Filled<'_>) -> Markup {
    let hint = lang.say(
        "Angka berganti tiap 30 detik. Yang di dekat layar cukup memindai kode QR.",
        "The digits change every 30 seconds. Whoever is near the screen just scans the QR code.",
    );
    form(
        action,
        filled,
        html! {
            (Input::digits("kode", lang.say("Enam angka di layar", "The six digits on the screen")).max(12).short().autocomplete("one-time-code").hint(hint).show(filled))
            (button(lang.say("Saya hadir", "I am here")))
        },
    )
}

/// Is the code that came along on the screen now? The cheap look only.
fn is_shown(looked: &Looked, code: &str, now: Moment) -> bool {
    match (&looked.secret, Code::parse(code)) {
        (Some(secret), Some(code)) => secret.is_now(&code, now),
        _ => false,
    }
}

/// Checks in; leads back here.
///
/// # Errors
/// `NotFound` when there is no such activity, for an account that is no employee's.
pub async fn check_in(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    headers: HeaderMap,
    Path(activity): Path<String>,
    fields: Fields,
) -> Reply {
    let id = activity_id(&activity)?;
    let outcome = match fields.text("kode", ("kode", "the code"), 12) {
        Ok(code) => entrance::check_in(&site, &who, id, (&code, device(&headers))).await,
        Err(refusal) => Err(refusal.into()),
    };
    let reply = match outcome {
        Ok(Came::Present { .. } | Came::Doubtful(_)) => redirect(&format!("/hadir/{id}")),
        Ok(Came::Refused(refusal)) => back(&site, &visit, &who, id, &fields, &[refusal]).await?,
        Err(Error::Refused(refusals)) => back(&site, &visit, &who, id, &fields, &refusals).await?,
        Err(other) => return Err(other.into()),
    };
    Ok(mark_device(reply, &site, &headers))
}

async fn back(
    site: &Site,
    visit: &Visit,
    who: &Principal,
    id: ActivityId,
    fields: &Fields,
    refusals: &[Refusal],
) -> Reply {
    let seen = see(site, who, id, None).await?;
    Ok(show(visit, (id, seen.as_ref()), site.now(), Some(fields), refusals))
}
