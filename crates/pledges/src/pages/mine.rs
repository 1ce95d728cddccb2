//! My pledges: the drives meant for me, the pledge to read and sign, declining. The person is always the one
//! who is signed in; no form here has a field for it.

use super::place::{self, Here};
use crate::actions::{self, SignRequest, Standing};
use crate::api;
use crate::model::{Asked, Drive, Phase, PledgeText, Reason};
use crate::rules::phase;
use crate::words;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{DriveId, Error, Moment, Principal, Refusal, Result};
use netra_registry::model::Standing as Person;
use netra_rulebook::model::Row;
use netra_web::components::{Checkbox, Filled, Kind, TextArea, button_link, empty, form, note, quiet_link, tag, when};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// The drives meant for me, and what to do first.
///
/// # Errors
/// When the database fails.
pub async fn mine(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let now = site.now();
    let page = visit.page(visit.say("Pakta saya", "My pledges")).current("/pakta").narrow();
    let Some(employee) = who.employee else {
        let words = visit.say(
            "Akun ini bukan akun pegawai, jadi tidak ada pakta untuk ditandatangani. Bila Anda pegawai yang memegang peran, masuk sekali lagi dengan kode sekali pakai.",
            "This account belongs to no employee, so there is nothing to sign. If you are an employee with a role, sign in again with a one-time code.",
        );
        return Ok(page.show(empty(words, quiet_link("/", visit.say("Ke beranda", "To the home page")))));
    };
    let (person, drives) = site.store.read(move |tx| actions::answers(tx, employee, now)).await?;
    let waiting = drives.iter().filter(|(_, standing)| matches!(standing, Standing::May)).count();
    let lead = match waiting {
        0 => visit.say("Tidak ada yang menunggu Anda saat ini.", "Nothing waits for you now.").to_owned(),
        1 => visit.say("Satu pakta menunggu tanda tangan Anda.", "One pledge waits for your signature.").to_owned(),
        count => {
            format!("{count} {}", visit.say("pakta menunggu tanda tangan Anda.", "pledges wait for your signature."))
        }
    };
    let (first, rest): (Vec<_>, Vec<_>) = drives.iter().partition(|(_, standing)| matches!(standing, Standing::May));
    Ok(page.lead(lead).show(html! {
        @if drives.is_empty() {
            (empty(
                visit.say("Belum ada gerakan untuk unit Anda.", "No drive for your unit yet."),
                html! { p { (visit.say("Bila ada, Anda akan menemukannya di sini.", "When there is one, you will find it here.")) } },
            ))
        }
        @for (drive, standing) in first.into_iter().chain(rest) { (card(&visit, drive, standing, &person, now)) }
    }))
}

fn card(visit: &Visit, drive: &Drive, standing: &Standing, person: &Person, now: Moment) -> Markup {
    let lang = visit.lang;
    let zone = drive.window.zone.for_unit(person.zone);
    let href = format!("/pakta/{}", drive.id);
    let phase = phase(&drive.window, person.zone, now);
    html! {
        section.card {
            h2 { a href=(href) { (drive.title) } }
            p.soft { (words::window(lang, &drive.window, Some(person.zone))) }
            @match (standing, phase) {
                (Standing::Signed(answer), _) => {
                    p { (tag(Kind::Ok, lang.say("Sudah ditandatangani", "Signed"))) " " (when(answer.at, zone, lang)) }
                    p { (quiet_link(&format!("{href}/bukti"), lang.say("Lihat bukti", "See the receipt"))) }
                },
                (Standing::May, Phase::Open(until)) => {
                    p { (tag(Kind::Plain, lang.say("Menunggu Anda", "Waits for you"))) " " (lang.say("sampai", "until")) " " (when(until, zone, lang)) }
                    p { (button_link(&href, lang.say("Baca dan tanda tangani", "Read and sign"))) }
                },
                (Standing::Declined(answer), Phase::Open(until)) if drive.closed.is_none() => {
                    p { (tag(Kind::Plain, lang.say("Anda menolak", "You declined"))) " " (when(answer.at, zone, lang)) }
                    p { (lang.say("Anda masih dapat menandatangani sampai", "You may still sign until")) " " (when(until, zone, lang)) }
                    p { (quiet_link(&href, lang.say("Buka pakta", "Open the pledge"))) }
                },
                (Standing::Declined(answer), _) => p { (tag(Kind::Plain, lang.say("Anda menolak", "You declined"))) " " (when(answer.at, zone, lang)) },
                (_, Phase::Before(opens)) => p { (tag(Kind::Plain, lang.say("Belum dibuka", "Not open yet"))) " " (lang.say("Dibuka", "Opens")) " " (when(opens, zone, lang)) },
                _ => p { (tag(Kind::Plain, lang.say("Selesai", "Over"))) " " (lang.say("Anda tidak menandatangani.", "You did not sign.")) },
            }
        }
    }
}

/// What the page of one pledge shows.
struct Offer {
    drive: Drive,
    text: PledgeText,
    instruments: Vec<Row>,
    person: Person,
    standing: Standing,
    /// Does the drive take this person's answer now?
    open: bool,
    /// The occasion in the address.
    here: Option<Here>,
    /// Is there an occasion of it somewhere now?
    gathers: bool,
}

async fn offer(site: &Site, who: &Principal, drive: DriveId, (at, now): (Option<Asked>, Moment)) -> Result<Offer> {
    let employee = api::employee(who)?;
    site.store
        .read(move |tx| {
            let drive = actions::drive(tx, drive)?;
            let text = actions::text_of(tx, &drive)?;
            let person = netra_registry::actions::standing(tx, employee)?.ok_or(Error::NotFound)?;
            let standing = actions::standing(tx, &drive, employee, now)?;
            let law = netra_rulebook::actions::current(tx, now)?;
            let instruments = text.instruments.iter().filter_map(|id| law.book().row(id).cloned()).collect();
            let open = drive.closed.is_none() && matches!(phase(&drive.window, person.zone, now), Phase::Open(_));
            let here = at.map(|asked| place::here(tx, drive.id, (asked, employee), now)).transpose()?;
            let gathers = actions::gathers(tx, drive.id, now)?;
            Ok(Offer { drive, text, instruments, person, standing, open, here, gathers })
        })
        .await
}

/// The pledge: its text, what it rests on, and the form to sign it.
///
/// # Errors
/// `NotFound` for an unknown drive or an account that is no employee's.
pub async fn pledge(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let at = visit.asked("di").filter(|text| !text.trim().is_empty()).map(|text| Asked::read(&text));
    let offer = offer(&site, &who, api::drive_id(&drive)?, (at, site.now())).await?;
    Ok(show(&visit, &who, &offer, Filled::blank(visit.lang), StatusCode::OK))
}

fn show(visit: &Visit, who: &Principal, offer: &Offer, filled: Filled<'_>, status: StatusCode) -> Response {
    let Offer { drive, text, person, .. } = offer;
    let lang = visit.lang;
    let lead = format!(
        "{} · {} · {} {}",
        drive.title,
        words::window(lang, &drive.window, Some(person.zone)),
        lang.say("naskah versi", "text version"),
        text.version
    );
    let page = visit.page(text.title(lang)).current("/pakta").narrow().status(status);
    page.under("/pakta", lang.say("Pakta saya", "My pledges")).lead(lead).show(html! {
        @match &offer.standing {
            Standing::Signed(_) => (note(Kind::Ok, html! { p { strong { (lang.say("Anda sudah menandatangani pakta ini.", "You have signed this pledge.")) } " " a href={ "/pakta/" (drive.id) "/bukti" } { (lang.say("Lihat bukti Anda", "See your receipt")) } } })),
            Standing::Declined(_) => (note(Kind::Plain, html! { p { (lang.say("Anda pernah menolak pakta ini. Selama masih dibuka, Anda tetap dapat menandatanganinya.", "You declined this pledge. While it is open you may still sign it.")) } })),
            Standing::MayNot(refusal) => (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })),
            Standing::May => {},
        }
        @if let Some(here) = offer.here.as_ref().filter(|_| !matches!(offer.standing, Standing::Signed(_))) { (here.show(visit)) }
        @let may = offer.open && matches!(offer.standing, Standing::May | Standing::Declined(_));
        @if may && offer.gathers && offer.here.as_ref().is_none_or(Here::is_unknown) {
            (place::ask(lang, drive.id, offer.here.is_some()))
        }
        (paper(visit, offer))
        @if may { (signing(visit, who, offer, filled)) }
        (rests_on(visit, &offer.instruments))
    })
}

/// The text as a paper.
fn paper(visit: &Visit, offer: &Offer) -> Markup {
    let text = &offer.text;
    let english = visit.lang == netra_base::Lang::En;
    html! {
        @if english {
            (note(Kind::Plain, html! { p { "You sign the Indonesian text. The English below each point is a help to read, not part of what is signed." } }))
        }
        article.card lang="id" {
            @if visit.demo { p { (tag(Kind::Plain, "CONTOH")) } }
            p { (text.preface) }
            @if english { p.soft lang="en" { (text.preface_en) } }
            ol.pledge {
                @for (at, point) in text.points.iter().enumerate() {
                    li {
                        (point)
                        @if let Some(help) = text.points_en.get(at).filter(|_| english) { br; span.soft lang="en" { (help) } }
                    }
                }
            }
            p.soft { (offer.person.name) " · " (offer.person.unit_code) }
        }
    }
}

fn signing(visit: &Visit, who: &Principal, offer: &Offer, filled: Filled<'_>) -> Markup {
    let (lang, drive, standing) = (visit.lang, offer.drive.id, &offer.standing);
    let read =
        lang.say("Saya telah membaca dan memahami keempat butir ini.", "I have read and understood these four points.");
    html! {
        (form(&format!("/pakta/{drive}"), filled, html! {
            @if let Some(here) = &offer.here { (here.field()) }
            (Checkbox::new("read", read).show(filled))
            p.soft {
                (lang.say("Sesi Anda dibuka dengan ", "Your session was opened with: ")) (who.signed_in_by.name(lang))
                (lang.say("; hal itu tertulis pada bukti Anda.", "; your receipt will say so."))
            }
            p.actions {
                button.btn { (lang.say("Tanda tangan", "Sign")) }
                @if !matches!(standing, Standing::Declined(_)) {
                    (quiet_link(&format!("/pakta/{drive}/tolak"), lang.say("Saya menolak", "I decline")))
                }
            }
        }))
        p.soft { (lang.say(
            "Tanda tangan tidak dapat ditarik. Nama Anda tidak diterbitkan: log publik hanya memuat sidik matematis catatannya.",
            "A signature cannot be withdrawn. Your name is not published: the public log holds only a mathematical fingerprint of the record.")) }
    }
}

fn rests_on(visit: &Visit, instruments: &[Row]) -> Markup {
    let lang = visit.lang;
    html! {
        h2 { (lang.say("Dasar pakta ini", "What this pledge rests on")) }
        ul {
            @for one in instruments {
                li {
                    a href={ "/aturan/" (one.id) } { (one.name(lang)) } " "
                    span.soft {
                        "(" (one.id) @if let Some(since) = one.since(lang) { ", " (since) }
                        @if let Some(until) = one.until { " " (lang.say("sampai", "until")) " " (lang.day(until)) }
                        ")"
                    }
                }
            }
        }
    }
}

/// Signs and leads to the receipt; comes back with what was refused otherwise.
///
/// # Errors
/// `NotFound` for an unknown drive or an account that is no employee's.
pub async fn sign(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    fields: Fields,
) -> Reply {
    let now = site.now();
    let occasion = fields.get("di").filter(|text| !text.is_empty()).map(Asked::read);
    let request = SignRequest { occasion, ..api::request(&who, &drive)? };
    let outcome = if fields.ticked("read") { api::sign_once(&site, request, now).await } else { Err(unread().into()) };
    match outcome {
        Ok(signed) => Ok(redirect(&format!("/pakta/{}/bukti{}", request.drive, place::query(&signed)))),
        Err(Error::Refused(refusals)) => {
            let offer = offer(&site, &who, request.drive, (occasion, now)).await?;
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(show(&visit, &who, &offer, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn unread() -> Refusal {
    Refusal::new(
        "unread",
        "Centang pernyataan bahwa Anda telah membaca keempat butir, lalu tanda tangani.",
        "Tick that you have read the four points, then sign.",
    )
    .at("read")
}

/// The page for those who decline.
///
/// # Errors
/// `NotFound` for an unknown drive or an account that is no employee's.
pub async fn decline_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let offer = offer(&site, &who, api::drive_id(&drive)?, (None, site.now())).await?;
    Ok(declining(&visit, &offer, Filled::blank(visit.lang), StatusCode::OK))
}

fn declining(visit: &Visit, offer: &Offer, filled: Filled<'_>, status: StatusCode) -> Response {
    let (lang, drive) = (visit.lang, &offer.drive);
    let href = format!("/pakta/{}", drive.id);
    let page =
        visit.page(lang.say("Menolak menandatangani", "Declining to sign")).current("/pakta").narrow().status(status);
    page.under("/pakta", lang.say("Pakta saya", "My pledges")).under(href.clone(), drive.title.clone()).show(html! {
        @match &offer.standing {
            Standing::May => {
                (note(Kind::Plain, html! { p { (lang.say(
                    "Alasan Anda hanya dibaca anggota tim pembinaan dan pengawasan. Atasan, pimpinan, dan operator unit hanya melihat jumlah, tanpa nama dan tanpa alasan. Anda boleh menandatangani kemudian, selama gerakan masih dibuka.",
                    "Only members of the oversight team read your reason. Superiors, leaders and unit operators see counts only, without names or reasons. You may sign later, while the drive is open.")) } }))
                (form(&format!("{href}/tolak"), filled, html! {
                    (TextArea::new("reason", lang.say("Alasan Anda", "Your reason"), Reason::MAX).hint(lang.say("Dengan kata-kata Anda sendiri, paling banyak 1.000 huruf.", "In your own words, at most 1,000 characters.")).show(filled))
                    p.actions {
                        button.btn { (lang.say("Saya menolak", "I decline")) }
                        (quiet_link(&href, lang.say("Kembali ke pakta", "Back to the pledge")))
                    }
                }))
            },
            Standing::Signed(_) => (note(Kind::Plain, html! { p { (lang.say("Anda sudah menandatangani pakta ini; tanda tangan tidak dapat ditarik.", "You have signed this pledge; a signature cannot be withdrawn.")) } })),
            Standing::Declined(_) => (declined(visit, &href)),
            Standing::MayNot(refusal) => (note(Kind::Warn, html! { p { (refusal.say.to(lang)) } })),
        }
    })
}

fn declined(visit: &Visit, href: &str) -> Markup {
    let lang = visit.lang;
    html! {
        (note(Kind::Ok, html! { p { strong { (lang.say("Penolakan Anda tercatat.", "Your refusal is recorded.")) } " "
            (lang.say("Tidak ada yang perlu Anda lakukan lagi. Hanya anggota tim pembinaan dan pengawasan yang membaca alasannya.", "There is nothing more to do. Only members of the oversight team read the reason.")) } }))
        p { (lang.say("Bila kemudian Anda ingin menandatangani, bukalah pakta ini selama gerakannya masih berjalan.", "If you want to sign later, open the pledge while the drive is running.")) }
        p.actions { (quiet_link(href, lang.say("Buka pakta", "Open the pledge"))) (quiet_link("/pakta", lang.say("Pakta saya", "My pledges"))) }
    }
}

/// Records the refusal.
///
/// # Errors
/// `NotFound` for an unknown drive or an account that is no employee's.
pub async fn decline(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    fields: Fields,
) -> Reply {
    let (request, now) = (api::request(&who, &drive)?, site.now());
    let outcome = match Reason::parse(fields.get("reason").unwrap_or_default()) {
        Ok(reason) => api::decline_once(&site, request, reason, now).await,
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(_) => Ok(redirect(&format!("/pakta/{}/tolak", request.drive))),
        Err(Error::Refused(refusals)) => {
            let offer = offer(&site, &who, request.drive, (None, now)).await?;
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(declining(&visit, &offer, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
