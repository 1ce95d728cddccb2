//! The page where an activity's people learn: what is taught, the tests before and after, the certificate, feedback; and
//! for those who oversee and keep it what came of it.

use super::{address as material_address, feedback, figures, number};
use crate::actions::{self, Learning, Own};
use crate::model::{MaterialId, Taught};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_activities::model::ActivityId;
use netra_base::{Error, Lang, Principal, Refusal, Result};
use netra_guidance::model::Phase;
use netra_web::components::text::note_refusals;
use netra_web::components::{Filled, Kind, Select, button, button_link, empty, form, quiet_link, tag};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

const MENU: &str = "/kegiatan";
/// The field that names a test.
const TEST: &str = "tes";

/// The address of this page.
pub(super) fn address(id: ActivityId) -> String {
    format!("{MENU}/{id}/belajar")
}

/// What was sent and refused.
type Sent<'a> = (&'a Fields, &'a [Refusal]);

/// The page of one activity.
///
/// # Errors
/// `NotFound` for those who may not see the activity.
pub async fn learn(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let found = look(&site, &who, ActivityId(number(&id)?)).await?;
    Ok(show(&visit, &found, None)?)
}

async fn look(site: &Site, who: &Principal, id: ActivityId) -> Result<Learning> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::learning(tx, now, &who, id)).await
}

/// The page again, with what was refused.
pub(super) async fn show_again(site: &Site, visit: &Visit, who: &Principal, id: ActivityId, sent: Sent<'_>) -> Reply {
    let found = look(site, who, id).await?;
    Ok(show(visit, &found, Some(sent))?)
}

fn show(visit: &Visit, found: &Learning, sent: Option<Sent<'_>>) -> Result<Response> {
    let (lang, activity) = (visit.lang, &found.activity);
    let status = if sent.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let filled = sent.map_or(Filled::blank(lang), |(fields, refusals)| Filled::again(lang, fields, refusals));
    // What belongs to no field of the feedback stands above.
    let above: Vec<Refusal> =
        sent.map_or(&[][..], |(_, refusals)| refusals).iter().filter(|one| one.field.is_none()).cloned().collect();
    let figures = found.gain.as_ref().map(|gain| figures::gained(lang, gain)).transpose()?;
    let page =
        visit.page(visit.say("Belajar", "Learning")).current(MENU).under(MENU, visit.say("Kegiatan", "Activities"));
    let page = page.under(format!("{MENU}/{}", activity.id), activity.title.clone()).narrow().status(status);
    Ok(page.lead(&activity.title).show(html! {
        @if !above.is_empty() { (note_refusals(&above, lang)) }
        (taught(lang, found, filled))
        @if let Some(own) = &found.own {
            (tests(lang, activity.id, own))
            (feedback::asked(lang, activity.id, own, filled))
        }
        @if let Some(figures) = figures { (figures) }
        @if let Some(said) = &found.said { (figures::heard(lang, said)) }
    }))
}

fn taught(lang: Lang, found: &Learning, filled: Filled<'_>) -> Markup {
    html! {
        h2 { (lang.say("Materi", "Material")) }
        @if found.taught.is_empty() {
            (empty(lang.say("Belum ada materi untuk kegiatan ini.", "There is no material for this activity yet."),
                html! { p { a href="/materi" { (lang.say("Lihat semua materi", "See all material")) } } }))
        }
        @for one in &found.taught { (lesson(lang, found, one)) }
        @if found.reach.keeps { (offer(lang, found, filled)) }
    }
}

fn lesson(lang: Lang, found: &Learning, one: &Taught) -> Markup {
    let own = material_address(one.material, Some(one.number));
    let action = format!("{}/materi", address(found.activity.id));
    html! {
        section.card {
            h3 { a href=(own) { (one.title) } }
            p { (one.summary) }
            p.source { (lang.say("Versi", "Version")) " " (one.number)
                @if one.of_drive { ", " (lang.say("dari kegiatan serentak", "of the simultaneous drive")) } }
            @if one.file { p { a href={ (own) "/berkas.pdf" } { (lang.say("Unduh PDF", "Download the PDF")) } } }
            @if found.reach.keeps && !one.of_drive {
                @if one.latest > one.number {
                    form method="post" action=(action) {
                        input type="hidden" name="material" value=(one.material);
                        p.actions { button.btn.quiet { (lang.say("Pakai versi", "Use version")) " " (one.latest) } }
                    }
                }
                form method="post" action=(action) {
                    input type="hidden" name="lepas" value=(one.material);
                    p.actions { button.btn.quiet { (lang.say("Lepaskan dari kegiatan", "Take away from the activity")) } }
                }
            }
        }
    }
}

/// Materials in the list of choices: the latest fifty, some 8 KB of the page.
fn offer(lang: Lang, found: &Learning, filled: Filled<'_>) -> Markup {
    let words = |title: &str| title.chars().take(80).collect::<String>();
    let choices: Vec<(String, String)> =
        found.offered.iter().map(|one| (one.material.id.to_string(), words(&one.title))).collect();
    html! {
        @if !choices.is_empty() {
            (form(&format!("{}/materi", address(found.activity.id)), Filled::blank(lang), html! {
                (Select::new("material", lang.say("Ajarkan materi", "Teach a material"), choices).prompt(lang.say("Pilih materi", "Choose one")).show(filled))
                (button(lang.say("Lampirkan ke kegiatan", "Attach to the activity")))
            }))
        }
    }
}

fn tests(lang: Lang, id: ActivityId, own: &Own) -> Markup {
    html! {
        h2 id="tes" { (lang.say("Tes Anda", "Your tests")) }
        @for (at, phase) in [Phase::Pre, Phase::Post].into_iter().enumerate() {
            section.card {
                h3 { (phase.name().to(lang)) }
                @for one in own.tests.taken.iter().filter(|one| one.phase == phase) {
                    p {
                        @if phase == Phase::Post && one.passed { (tag(Kind::Ok, lang.say("Lulus", "Passed"))) " " }
                        (lang.day(one.day)) ": " (one.score) " " (lang.say("dari", "of")) " " (one.questions)
                    }
                }
                @match (&own.tests.refused[at], own.tests.running[at]) {
                    (_, Some(_)) => p { (button_link(&format!("/tanya/kuis/tes/{}", phase.word()), lang.say("Lanjutkan tes", "Go on with the test"))) },
                    (Some(refusal), None) => p.soft { (refusal.say.to(lang)) },
                    (None, None) => form method="post" action={ (address(id)) "/tes" } {
                        input type="hidden" name=(TEST) value=(phase.word());
                        (button(match phase { Phase::Pre => lang.say("Mulai tes awal", "Begin the pre-test"), Phase::Post => lang.say("Mulai tes akhir", "Begin the post-test") }))
                    },
                }
            }
        }
        @for one in &own.tests.certificates {
            p.actions { (button_link(&format!("/tanya/kuis/sertifikat/{}", one.code), lang.say("Sertifikat Anda", "Your certificate")))
                " " (quiet_link("/tanya/kuis/periksa", lang.say("Periksa sebuah sertifikat", "Check a certificate"))) }
        }
        p.soft { (lang.say(
            "Siapa yang lulus tes akhir mendapat sertifikat yang menyebut kegiatan ini dan dapat diperiksa siapa saja. Tes yang dikerjakan dari halaman ini terhitung di kegiatan ini. Tes yang sedang berjalan di tempat lain dan belum dikirim gugur ketika tes di sini dimulai. Yang disimpan hanya nilai, tanggal, dan unit Anda.",
            "Who passes the post-test gets a certificate that names this activity and that anybody can check. Tests taken from this page count at this activity. A test that runs elsewhere and is not sent yet lapses when one is begun here. Only the score, the day and your unit are kept.")) }
    }
}

/// Begins a test at the activity, or finds the one that runs, and leads to it.
///
/// # Errors
/// `NotFound` for those the activity is not for, or an unknown test.
pub async fn begin_test(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let id = ActivityId(number(&id)?);
    let phase = fields.get(TEST).and_then(Phase::from_word).ok_or(Error::NotFound)?;
    let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
    match site.store.write(move |tx| actions::begin_test(tx, &chance, now, &by, id, phase)).await {
        Ok(_) => Ok(redirect(&format!("/tanya/kuis/tes/{}", phase.word()))),
        Err(Error::Refused(refusals)) => show_again(&site, &visit, &who, id, (&fields, &refusals)).await,
        Err(other) => Err(other.into()),
    }
}

/// Teaches a material at the activity, or takes one away.
///
/// # Errors
/// `NotFound` for those who do not keep the activity, or an unknown material.
pub async fn teach(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now, by) = (ActivityId(number(&id)?), site.now(), who.clone());
    let outcome = match (fields.get("lepas"), fields.get("material")) {
        (Some(material), _) => {
            let material = MaterialId(number(material)?);
            site.store.write(move |tx| actions::detach(tx, &by, id, material)).await
        }
        (None, Some(material)) => {
            let material = MaterialId(number(material)?);
            site.store.write(move |tx| actions::attach(tx, now, &by, id, material)).await
        }
        (None, None) => Err(Refusal::new("material-missing", "Pilih materi dulu.", "Choose a material first.")
            .at("material")
            .into()),
    };
    match outcome {
        Ok(()) => Ok(redirect(&address(id))),
        Err(Error::Refused(refusals)) => show_again(&site, &visit, &who, id, (&fields, &refusals)).await,
        Err(other) => Err(other.into()),
    }
}
