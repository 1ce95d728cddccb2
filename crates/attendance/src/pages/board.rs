//! `/kegiatan/{id}/layar`: the screen in front. A large QR code and its digits, new each half minute, and how many are
//! there; at a declaration also the way to the pledge. Where no script runs the page reloads by itself; a lost line is said.

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
use netra_web::components::{bar, live, stage};
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

fn screen(
    site: &Site,
    lang: Lang,
    (secret, now): (&Secret, Moment),
    sums: &Sums,
    occasion: Option<&Occasion>,
) -> Markup {
    let activity = &sums.home.activity;
    let open = rules::admits(activity, now);
    let address = site.url(&format!("/hadir/{}?k={}", activity.id, secret.qr(now)));
    let digits = secret.typed(now);
    let (left, right) = digits.split_at(3);
    let short = site.url(&format!("/hadir/{}", activity.id));
    stage(
        html! {
            h1 { (activity.title) }
            p.of { (sums.home.host.name) }
            @match &open {
                Ok(_) => {
                    p.digits { (left) " " (right) }
                    p.of { (lang.say("atau ketik angka ini di", "or type these digits at")) " " (short.trim_start_matches("https://").trim_start_matches("http://")) }
                },
                Err(refusal) => p.of { (refusal.say.to(lang)) },
            }
            (present(lang, sums))
            @if let Some(occasion) = occasion { (pledge(site, lang, occasion)) }
            p.of { (lang.moment(now, activity.zone)) }
        },
        html! {
            @if open.is_ok() { div.scan { (qr(&address, lang.say("Kode QR untuk presensi", "QR code to check in"))) } }
        },
    )
}

fn present(lang: Lang, sums: &Sums) -> Markup {
    let (tally, expected) = (sums.tally, sums.expected());
    html! {
        p.of { strong { (lang.number(tally.present)) } " " (lang.say("hadir dari", "present of")) " " (lang.number(expected)) " " (lang.say("yang diharapkan", "expected")) @if tally.guests > 0 { " · " (lang.number(tally.guests)) " " (lang.say("tamu", "guests")) } }
        (bar(tally.present, expected))
    }
}

fn pledge(site: &Site, lang: Lang, occasion: &Occasion) -> Markup {
    let address = site.url(&format!("/pakta/{}?di={}", occasion.drive, occasion.id));
    html! {
        p.of { strong { (lang.number(occasion.signed)) } " " (lang.say("ikrar ditandatangani di sini", "pledges signed here")) }
        (qr(&address, lang.say("Kode QR ke ikrar", "QR code to the pledge")))
    }
}
