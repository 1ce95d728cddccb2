//! `/kegiatan/{id}/layar`: the screen in front. A large QR code and its digits, new each half minute, and how many are
//! there; at a declaration two codes side by side, 1 to check in and 2 to sign. Where no script runs the page reloads by
//! itself; a lost line is said.

use super::activity_id;
use crate::actions::{self, Sums};
use crate::rules;
use crate::rules::code::Secret;
use axum::extract::{Path, State as Shared};
use axum::http::header;
use axum::response::{Html, IntoResponse};
use maud::{Markup, html};
use netra_base::{Lang, Moment};
use netra_pledges::model::Occasion;
use netra_web::components::{bar, live, stage, twin};
use netra_web::qr::qr;
use netra_web::{Reply, Signed, Site, Visit};

/// Seconds between two looks: a code is seen for 25 of its 30 seconds at the least, and counts for 30 more.
const EVERY: u32 = 5;

/// The screen; `?bagian=1` gives the part that renews itself.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn board(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
) -> Reply {
    let (id, now) = (activity_id(&activity)?, site.now());
    let asker = who.clone();
    let known = site.store.read(move |tx| actions::secret_of(tx, &asker, id)).await?;
    let secret = match known {
        Some(secret) => secret,
        None => {
            let (chance, asker) = (site.chance.clone(), who.clone());
            site.store.write(move |tx| actions::screen(tx, &chance, now, &asker, id)).await?
        }
    };
    let (sums, occasion) = site
        .store
        .read(move |tx| {
            let sums = actions::sums(tx, &who, id)?;
            let occasion = match sums.home.activity.occasion {
                Some(occasion) => Some(netra_pledges::actions::occasion(tx, occasion)?),
                None => None,
            };
            Ok((sums, occasion))
        })
        .await?;
    let part = screen(&site, visit.lang, (&secret, now), &sums, occasion.as_ref());
    // A code that a cache kept would be an old one.
    let fresh = [(header::CACHE_CONTROL, "no-store")];
    if visit.asked("bagian").is_some() {
        return Ok((fresh, Html(part.into_string())).into_response());
    }
    let title = format!("{} · {}", visit.say("Layar presensi", "Check-in screen"), sums.home.activity.title);
    let page = visit.page(title).board().own_heading().refresh(EVERY);
    Ok((fresh, page.show(live(&format!("/kegiatan/{id}/layar?bagian=1"), EVERY, visit.lang, part))).into_response())
}

/// The screen with what is to be done at it.
fn screen(
    site: &Site,
    lang: Lang,
    (secret, now): (&Secret, Moment),
    sums: &Sums,
    occasion: Option<&Occasion>,
) -> Markup {
    let activity = &sums.home.activity;
    let about =
        html! { h1 { (activity.title) } p.of { (sums.home.host.name) " · " (lang.moment(now, activity.zone)) } };
    let qr = html! { (qr(&site.url(&format!("/hadir/{}?k={}", activity.id, secret.qr(now))), lang.say("Kode QR untuk presensi", "QR code to check in"))) };
    let open = rules::admits(activity, now);
    let typed = html! {
        @match &open {
            Ok(_) => (digits(site, lang, (secret, now), &format!("/hadir/{}", activity.id))),
            Err(refusal) => p.of { (refusal.say.to(lang)) },
        }
    };
    let Some(occasion) = occasion else {
        let words = html! { (about) (typed) (present(lang, sums)) (bar(sums.tally.people(), sums.expected())) };
        return stage(words, html! { @if open.is_ok() { div.scan { (qr) } } });
    };
    let check_in = html! {
        h2 { (lang.say("1 Presensi", "1 Check-in")) }
        @if open.is_ok() { (qr) }
        (typed)
        (present(lang, sums))
    };
    twin(about, check_in, pledge(site, lang, (occasion, now)))
}

/// The digits, and where to type them.
fn digits(site: &Site, lang: Lang, (secret, now): (&Secret, Moment), path: &str) -> Markup {
    let digits = secret.typed(now);
    let (left, right) = digits.split_at(3);
    html! {
        p.digits { (left) " " (right) }
        p.of { (lang.say("atau ketik di", "or type it at")) " " strong { (bare(&site.url(path))) } }
    }
}

/// An address as people type it.
fn bare(address: &str) -> &str {
    address.trim_start_matches("https://").trim_start_matches("http://")
}

fn present(lang: Lang, sums: &Sums) -> Markup {
    let (people, guests, expected) = (sums.tally.people(), sums.tally.guests, sums.expected());
    html! {
        p.of { strong { (lang.number(people)) } " " (lang.say("hadir dari", "present of")) " " (lang.number(expected)) " " (lang.say("yang diharapkan", "expected")) @if guests > 0 { ", " (lang.number(guests)) " " (lang.say("di antaranya tamu", "of them guests")) } }
    }
}

/// The pledge that is signed here: its code while it takes signatures, and how many have signed.
fn pledge(site: &Site, lang: Lang, (occasion, now): (&Occasion, Moment)) -> Markup {
    let path = format!("/pakta/{}", occasion.drive);
    let code = occasion.code();
    let open = now <= occasion.until;
    html! {
        h2 { (lang.say("2 Ikrar", "2 Pledge")) }
        @if open {
            (qr(&site.url(&format!("{path}?di={code}")), lang.say("Kode QR ke ikrar", "QR code to the pledge")))
            p.digits.code { (code) }
            p.of { (lang.say("atau ketik di", "or type it at")) " " strong { (bare(&site.url(&path))) } }
        } @else {
            p.of { (lang.say("Penandatanganan di sini sudah selesai.", "Signing here is over.")) }
        }
        p.of { strong { (lang.number(occasion.signed)) } " " (lang.say("ikrar ditandatangani di sini", "pledges signed here")) }
    }
}
