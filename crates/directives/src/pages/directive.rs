//! One directive: its text, how it stands with the reader, what it rests on. Opening it is noted once; the button below the
//! text acknowledges the version that was shown.

use super::basis::{below, named, upward};
use super::{MENU, directive_id, lines, page, text, validity};
use crate::actions::{self, AckRequest, Acknowledged, Line, MyMark, View};
use crate::model::{DirectiveId, Ending};
use crate::rules::due::with_weekday;
use crate::{rules, words};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use netra_base::{EmployeeId, Error, Lang, Moment, Principal, Refusal, Result, canonical};
use netra_ledger::Log;
use netra_registry::model::Employment;
use netra_web::components::{Filled, Kind, details, error_summary, facts, form, note, quiet_link, tag, when};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};
use std::time::Duration;

/// The directive, in its newest version or an older one.
///
/// # Errors
/// `NotFound` for those who may not know of it.
pub async fn directive(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let (id, now) = (directive_id(&id)?, site.now());
    let version = visit.asked("versi").and_then(|version| version.parse().ok());
    let view = look(&site, &who, id, version, now).await?;
    let newest = view.version.version == view.directive.version;
    if let (Some(employee), true, true) =
        (who.employee, newest, view.mine.as_ref().is_some_and(|mine| mine.read.is_none()))
    {
        site.store.write(move |tx| actions::mark_read(tx, now, employee, id)).await?;
    }
    Ok(show(&visit, &view, Filled::blank(visit.lang), &[], StatusCode::OK))
}

async fn look(site: &Site, who: &Principal, id: DirectiveId, version: Option<i64>, now: Moment) -> Result<View> {
    let who = who.clone();
    site.store.read(move |tx| actions::view(tx, now, &who, id, version)).await
}

fn show(visit: &Visit, view: &View, filled: Filled<'_>, refusals: &[Refusal], status: StatusCode) -> Response {
    let (lang, directive) = (visit.lang, &view.directive);
    let lead = html! {
        (view.version.content.subject) br;
        span.soft { (words::issuer(lang, directive)) " · " (directive.dated.words(lang)) }
    };
    let title = directive.name(lang);
    page(visit, &title).narrow().status(status).lead(lead).show(html! {
        p {
            (validity(lang, directive, view.today)) " "
            @if directive.version > 1 { (tag(Kind::Plain, &format!("{} {}", lang.say("versi", "version"), view.version.version))) }
        }
        (ended(lang, view))
        @if view.version.version != directive.version {
            (note(Kind::Warn, html! { p { (lang.say("Ini versi lama.", "This is an old version.")) " " a href={ (MENU) "/" (directive.id) } { (lang.say("Baca versi terbaru", "Read the newest version")) } } }))
        }
        @if let Some(mine) = &view.mine { (standing(visit, view, mine)) }
        article.card lang="id" {
            @if visit.demo { p { (tag(Kind::Plain, "CONTOH")) } }
            @if let Some(reader) = &directive.read_by { p.soft { "Dibacakan oleh " (reader) " atas nama " (directive.issuer) } }
            @if let Some(occasion) = &directive.occasion { p.soft { "Disampaikan pada " (occasion) } }
            (text(&view.version.content.text))
        }
        @match view.mine.as_ref().filter(|_| asks(view)) {
            Some(mine) => (asking(lang, view, mine, filled)),
            None => @if !refusals.is_empty() { (error_summary(filled)) },
        }
        (links(lang, view))
        h2 { (lang.say("Dasarnya", "What it rests on")) }
        (upward(lang, &view.basis))
        (below(lang, &view.resting))
        h2 { (lang.say("Tentang arahan ini", "About this directive")) }
        (about(lang, view))
    })
}

fn ended(lang: Lang, view: &View) -> Markup {
    let Some(end) = &view.directive.end else { return html! {} };
    note(
        Kind::Warn,
        html! {
            p {
                @match (&end.how, &view.successor) {
                    (Ending::Replaced(_), Some(next)) => { (lang.say("Arahan ini sudah diganti oleh ", "This directive was replaced by ")) (named(lang, next, true)) },
                    (Ending::Replaced(_), None) => (lang.say("Arahan ini sudah diganti.", "This directive was replaced.")),
                    (Ending::Withdrawn(reason), _) => { (lang.say("Arahan ini dicabut: ", "This directive was withdrawn: ")) (reason) },
                }
                " (" (when(end.at, view.unit.zone, lang)) ")"
            }
        },
    )
}

/// What was acknowledged, or that something waits.
fn standing(visit: &Visit, view: &View, mine: &MyMark) -> Markup {
    let (lang, zone) = (visit.lang, mine.person.zone);
    html! {
        @match &mine.acknowledged {
            Some(mark) if mine.done => (note(Kind::Ok, html! {
                p {
                    strong { (lang.say("Anda sudah menyatakan membaca dan memahami arahan ini.", "You have acknowledged this directive.")) } " "
                    (when(mark.at, zone, lang)) ", " (lang.say("versi", "version")) " " (mark.version)
                    @if rules::late(&view.directive, mark.at.day(zone)) { " " (tag(Kind::Warn, lang.say("sesudah batas", "late"))) }
                    " · " a href={ (MENU) "/" (view.directive.id) "/bukti.json" } { (lang.say("Unduh bukti (JSON)", "Download the receipt (JSON)")) }
                }
                @if mark.version != view.directive.version { p { (lang.say("Naskahnya kemudian diperbaiki tanpa perlu dinyatakan lagi.", "Its text was corrected since, without asking you again.")) } }
            })),
            Some(mark) if mine.may.is_ok() => (note(Kind::Warn, html! { p {
                (lang.say("Anda menyatakan versi", "You acknowledged version")) " " (mark.version) " " (lang.say("pada", "on")) " " (when(mark.at, zone, lang)) ". "
                (lang.say("Naskahnya kemudian berubah; baca dan nyatakan lagi.", "The text has changed since; read and acknowledge it anew."))
            } })),
            _ => {},
        }
        @if let Some(at) = mine.reminded {
            (note(Kind::Warn, html! { p { (lang.say("Operator unit mengingatkan Anda", "Your unit's operator reminded you")) " " (when(at, zone, lang)) "." } }))
        }
    }
}

/// Is there something to acknowledge, or to say about it?
fn asks(view: &View) -> bool {
    let newest = view.version.version == view.directive.version;
    newest && view.directive.asked.is_some() && view.mine.as_ref().is_some_and(|mine| !mine.done)
}

/// The button, or why there is none.
fn asking(lang: Lang, view: &View, mine: &MyMark, filled: Filled<'_>) -> Markup {
    let until = view.directive.asked.and_then(|asked| asked.until);
    html! {
        @match &mine.may {
            Err(refusal) => (note(Kind::Plain, html! { p { (refusal.say.to(lang)) } })),
            Ok(()) => (form(&format!("{MENU}/{}/terima", view.directive.id), filled, html! {
                input type="hidden" name="version" value=(view.version.version);
                @if let Some(until) = until { p { (lang.say("Dinyatakan paling lambat", "To be acknowledged by")) " " (with_weekday(lang, until)) ". " (lang.say("Sesudah itu tetap dapat, dan ditandai terlambat.", "Later is possible and marked late.")) } }
                p.actions { button.btn { (lang.say("Saya sudah membaca dan memahami", "I have read and understood")) } }
                p.soft { (lang.say("Pernyataan ini menyebut versi naskahnya dan tercatat di log tanpa nama Anda.", "It names the version of the text and is recorded in the log without your name.")) }
            })),
        }
    }
}

fn links(lang: Lang, view: &View) -> Markup {
    let base = format!("{MENU}/{}", view.directive.id);
    let old = if view.version.version == view.directive.version {
        String::new()
    } else {
        format!("?versi={}", view.version.version)
    };
    html! {
        p.actions {
            (quiet_link(&format!("{base}/surat.pdf{old}"), lang.say("Unduh PDF", "Download PDF")))
            @if view.original.is_some() { (quiet_link(&format!("{base}/asli{old}"), lang.say("Pindaian naskah asli", "Scan of the original"))) }
            @if view.reach.sees { (quiet_link(&format!("{base}/sebaran"), lang.say("Sebaran", "How far it has come"))) }
            @if view.reach.passes && rules::runs(&view.directive, view.today) { (quiet_link(&format!("{base}/teruskan"), lang.say("Teruskan", "Pass on"))) }
            @if view.reach.keeps && view.directive.end.is_none() {
                (quiet_link(&format!("{base}/koreksi"), lang.say("Perbaiki naskah", "Correct the text")))
                (quiet_link(&format!("{base}/akhiri"), lang.say("Cabut atau ganti", "Withdraw or replace")))
            }
            @if view.reach.keeps && view.original.is_none() { (quiet_link(&format!("{base}/asli/kirim"), lang.say("Kirim pindaian", "Send a scan"))) }
        }
    }
}

fn about(lang: Lang, view: &View) -> Markup {
    let directive = &view.directive;
    let until = directive.until.map_or(lang.say("sampai dicabut", "until withdrawn").to_owned(), |until| {
        format!("{} {}", lang.say("sampai", "until"), lang.day(until))
    });
    html! {
        (facts(&[
            (lang.say("Nomor", "Number"), html! { (directive.number.as_deref().unwrap_or("–")) }),
            (lang.say("Tanggal", "Day"), html! { (directive.dated.words(lang)) }),
            (lang.say("Penerbit", "Issuer"), html! { (words::issuer(lang, directive)) br; span.soft { (view.unit.name) } }),
            (lang.say("Untuk", "For"), html! { (view.audience.join(", ")) " " (lang.say("dan semua di bawahnya", "and everything below")) br; span.soft { (words::kinds(&directive.audience.kinds)) } }),
            (lang.say("Berlaku", "In force"), html! { (words::from(lang, directive)) " " (until) }),
            (lang.say("Pernyataan", "Acknowledgement"), html! { (words::asked(lang, directive)) }),
            (lang.say("Dicatat di sini", "Recorded here"), html! { (when(directive.issued, view.unit.zone, lang)) }),
            (lang.say("Naskah", "Text"), html! { (lang.say("versi", "version")) " " (view.version.version) br; span.mono.soft { "SHA-256 " (canonical::hex(&view.version.hash)) } }),
        ]))
        @if let Some(row) = &directive.row { p { (lang.say("Dalam aturan", "In the rules")) ": " a href={ "/aturan/" (row) } { (row) } } }
        @if view.reach.keeps && !directive.audience.kinds.contains(&Employment::Ppnpn) {
            (note(Kind::Warn, html! { p { (lang.say("PPNPN tidak termasuk tujuan arahan ini, padahal mereka juga harus menerima aturan netralitas:", "PPNPN are left out, though they must receive the rules of neutrality too:"))
                @for id in rules::PPNPN_RULES { " " a href={ "/aturan/" (id) } { (id) } } } }))
        }
        @if let Some(mine) = view.mine.as_ref().filter(|mine| !mine.way.is_empty()) { (way(lang, mine)) }
        @if view.editions.len() > 1 { (details(lang.say("Semua versi", "All versions"), editions(lang, view))) }
    }
}

/// How it came down to the reader's unit.
fn way(lang: Lang, mine: &MyMark) -> Markup {
    html! {
        h3 { (lang.say("Perjalanannya ke unit Anda", "How it came to your unit")) }
        p.source { (lang.say("Anda dapat membacanya sejak diterbitkan. Meneruskan adalah tugas setiap unit, dan diukur.", "You can read it since it was issued. Passing it on is a duty of each unit, and is measured.")) }
        ul {
            @for (unit, line) in mine.way.iter().rev() {
                li {
                    (unit.name) ": "
                    @match line {
                        Line::Done(passed) => {
                            (lang.say("diteruskan", "passed on")) " " (when(passed.at, unit.zone, lang)) " " (lang.say("oleh", "by")) " " (passed.function)
                            @if let Some(order) = passed.order { ", " a href={ (MENU) "/" (order) } { (lang.say("dengan instruksi sendiri", "with an order of its own")) } }
                            @if let Some(note) = &passed.note { (lines(note)) }
                        },
                        _ => (tag(Kind::Plain, lang.say("belum meneruskan", "not passed on yet"))),
                    }
                }
            }
        }
    }
}

fn editions(lang: Lang, view: &View) -> Markup {
    html! {
        ul {
            @for one in view.editions.iter().rev().take(50) {
                li {
                    a href={ (MENU) "/" (view.directive.id) "?versi=" (one.version) } { (lang.say("Versi", "Version")) " " (one.version) } ", " (when(one.at, view.unit.zone, lang))
                    @if let Some(reason) = &one.reason { ": " (reason) }
                    @if one.anew { " (" (lang.say("harus dinyatakan lagi", "to be acknowledged anew")) ")" }
                }
            }
        }
    }
}

/// The person behind the account.
pub(crate) fn employee(who: &Principal) -> Result<EmployeeId> {
    who.employee.ok_or(Error::NotFound)
}

/// Acknowledges once. When another connection was faster, the second look finds its acknowledgement.
pub(crate) async fn acknowledge_once(site: &Site, request: AckRequest, now: Moment) -> Result<Acknowledged> {
    let write = || {
        let chance = site.chance.clone();
        site.store.write(move |tx| actions::acknowledge(tx, &chance, now, &request))
    };
    match write().await {
        Err(Error::Refused(list)) if list.iter().any(|refusal| refusal.code == "answered-meanwhile") => write().await,
        other => other,
    }
}

/// Acknowledges and leads back to the directive, which says so.
///
/// # Errors
/// `NotFound` outside its audience, or for an account that is no employee's.
pub async fn acknowledge(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now) = (directive_id(&id)?, site.now());
    let version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or(0);
    let request = AckRequest { directive: id, employee: employee(&who)?, by: who.signed_in_by, version };
    match acknowledge_once(&site, request, now).await {
        Ok(_) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            let view = look(&site, &who, id, None, now).await?;
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(show(&visit, &view, filled, &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// The sequencer places entries every 150 ms; a second is six of its rounds.
const WAITS: usize = 20;

/// The receipt of my acknowledgement as a file that anybody can check; the page instead while it waits for its place.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn receipt_json(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply {
    let (id, now) = (directive_id(&id)?, site.now());
    let view = look(&site, &who, id, None, now).await?;
    let entry = view.mine.and_then(|mine| mine.acknowledged).ok_or(Error::NotFound)?.entry;
    for _ in 0..WAITS {
        let published = log.published();
        let found = site.store.read(move |tx| netra_ledger::actions::receipt(tx, entry, &published)).await?;
        if let Some(receipt) = found {
            let sample = if site.demo { "-CONTOH" } else { "" };
            let name = format!("attachment; filename=\"bukti-arahan-{id}{sample}.json\"");
            let manner = HeaderValue::from_str(&name).map_err(anyhow::Error::from)?;
            let kind = HeaderValue::from_static("application/json");
            let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, manner)];
            return Ok((headers, receipt.to_bytes()?).into_response());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(redirect(&format!("{MENU}/{id}")))
}
