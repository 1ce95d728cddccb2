//! What is taught at every place of a drive: shown on its board, chosen on a page of its own by those who keep the drive.

use super::{MENU, address, drive_id, drive_page, number};
use crate::actions::{self, Board, Seen, Teaching};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Refusal, Result};
use netra_lessons::model::{MaterialId, Taught};
use netra_web::components::text::note_refusals;
use netra_web::components::{Filled, Select, button, empty, form, quiet_link};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Letters of a title in the list of choices: fifty of them are some 8 KB of the page.
const SHORT: usize = 80;

/// The material on the board; the way to choose it for those who keep a drive that stands.
pub(super) fn on_board(lang: Lang, board: &Board) -> Markup {
    let seen = &board.seen;
    let chooses = seen.keeps && seen.drive.withdrawn.is_none();
    html! {
        @if chooses || !board.taught.is_empty() {
            h2 id="materi" { (lang.say("Materi yang diajarkan", "Material taught")) }
            @if board.taught.is_empty() {
                p.soft { (lang.say("Belum ada materi untuk kegiatan serentak ini.", "There is no material for this drive yet.")) }
            } @else {
                ul { @for one in &board.taught { li { (title(lang, one)) } } }
            }
            @if chooses { p.actions { (quiet_link(&address(seen, "/materi"), lang.say("Atur materi", "Choose the material"))) } }
        }
    }
}

fn title(lang: Lang, one: &Taught) -> Markup {
    html! {
        a href={ "/materi/" (one.material) "/versi/" (one.number) } { (one.title) } ", " (lang.say("versi", "version")) " " (one.number)
    }
}

/// The page where material is chosen.
///
/// # Errors
/// `NotFound` for those who do not keep the drive's unit.
pub async fn material(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let id = drive_id(&drive)?;
    let found = site.store.read(move |tx| actions::teaching(tx, &who, id)).await?;
    Ok(show(&visit, &found, &[]))
}

fn show(visit: &Visit, found: &Teaching, refusals: &[Refusal]) -> Response {
    let lang = visit.lang;
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let blank = Fields::default();
    let filled = if refusals.is_empty() { Filled::blank(lang) } else { Filled::again(lang, &blank, refusals) };
    let above: Vec<Refusal> = refusals.iter().filter(|one| one.field.is_none()).cloned().collect();
    let lead = lang.say(
        "Yang dipilih di sini tampil di halaman belajar setiap tempat; tempat boleh menambah materinya sendiri.",
        "What is chosen here shows on the learning page of every place; a place may add material of its own.",
    );
    let page = drive_page(visit, lang.say("Materi kegiatan serentak", "Material of the drive"), &found.seen);
    page.current(MENU).narrow().status(status).lead(lead).show(html! {
        @if !above.is_empty() { (note_refusals(&above, lang)) }
        @if found.taught.is_empty() {
            (empty(lang.say("Belum ada materi untuk kegiatan serentak ini.", "There is no material for this drive yet."),
                html! { p { a href="/materi" { (lang.say("Lihat semua materi", "See all material")) } } }))
        }
        @for one in &found.taught { (lesson(lang, &found.seen, one)) }
        (offer(lang, found, filled))
        p { (quiet_link(&address(&found.seen, ""), lang.say("Ke papan rencana", "To the plan board"))) }
    })
}

fn lesson(lang: Lang, seen: &Seen, one: &Taught) -> Markup {
    let action = address(seen, "/materi");
    html! {
        section.card {
            h3 { (title(lang, one)) }
            p { (one.summary) }
            @if seen.drive.withdrawn.is_none() {
                @if one.latest > one.number {
                    form method="post" action=(action) {
                        input type="hidden" name="material" value=(one.material);
                        p.actions { button.btn.quiet { (lang.say("Pakai versi", "Use version")) " " (one.latest) } }
                    }
                }
                form method="post" action=(action) {
                    input type="hidden" name="lepas" value=(one.material);
                    p.actions { button.btn.quiet { (lang.say("Lepaskan dari kegiatan serentak", "Take away from the drive")) } }
                }
            }
        }
    }
}

fn offer(lang: Lang, found: &Teaching, filled: Filled<'_>) -> Markup {
    let words = |title: &str| title.chars().take(SHORT).collect::<String>();
    let choices: Vec<(String, String)> =
        found.offered.iter().map(|one| (one.material.id.to_string(), words(&one.title))).collect();
    html! {
        @if !choices.is_empty() && found.seen.drive.withdrawn.is_none() {
            (form(&address(&found.seen, "/materi"), filled, html! {
                (Select::new("material", lang.say("Ajarkan materi", "Teach a material"), choices).prompt(lang.say("Pilih materi", "Choose one")).show(filled))
                (button(lang.say("Lampirkan ke kegiatan serentak", "Attach to the drive")))
            }))
        }
    }
}

/// Teaches a material at every place, or takes one away.
///
/// # Errors
/// `NotFound` for those who do not keep the drive's unit, or an unknown material.
pub async fn teach(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    fields: Fields,
) -> Reply {
    let id = drive_id(&drive)?;
    let (now, by) = (site.now(), who.clone());
    let outcome = match (chosen(&fields, "lepas")?, chosen(&fields, "material")?) {
        (Some(material), _) => site.store.write(move |tx| actions::stop_teaching(tx, &by, id, material)).await,
        (None, Some(material)) => site.store.write(move |tx| actions::teach(tx, now, &by, id, material)).await,
        (None, None) => Err(none_chosen()),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("/kegiatan/serentak/{id}/materi"))),
        Err(Error::Refused(refusals)) => again(&site, &visit, who, id, &refusals).await,
        Err(other) => Err(other.into()),
    }
}

async fn again(
    site: &Site,
    visit: &Visit,
    who: Principal,
    id: crate::model::ActivityDriveId,
    refusals: &[Refusal],
) -> Reply {
    let found = site.store.read(move |tx| actions::teaching(tx, &who, id)).await?;
    Ok(show(visit, &found, refusals))
}

fn chosen(fields: &Fields, name: &str) -> Result<Option<MaterialId>> {
    let text = fields.get(name).filter(|text| !text.is_empty());
    text.map(|text| number(text).map(MaterialId)).transpose()
}

fn none_chosen() -> Error {
    Refusal::new("material-missing", "Pilih materi dulu.", "Choose a material first.").at("material").into()
}
