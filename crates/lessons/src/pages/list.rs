//! The list of materials, latest first.

use super::{HOME, MENU, address};
use crate::actions::{self, Cursor};
use axum::extract::State;
use maud::html;
use netra_base::{Error, Lang};
use netra_web::components::{button_link, empty, pages, when};
use netra_web::{Reply, Signed, Site, Visit};

/// Materials, fifty at a time.
///
/// # Errors
/// When the database fails.
pub async fn materials(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (lang, now) = (visit.lang, site.now());
    let asked = visit.asked("dari").and_then(|text| Cursor::parse(&text));
    let from = asked.unwrap_or(Cursor::START);
    let (list, next, may) = site
        .store
        .read(move |tx| {
            let (list, next) = actions::materials(tx, from)?;
            let may = match actions::publishing(tx, now, &who) {
                Ok(_) => true,
                Err(Error::NotFound) => false,
                Err(other) => return Err(other),
            };
            Ok((list, next, may))
        })
        .await?;
    let lead = visit.say(
        "Bahan yang diajarkan di kegiatan. Setiap versi diterbitkan oleh pusat atau Kantor Wilayah dan sidik jarinya tercatat di log.",
        "What is taught at activities. Each version is published by the centre or a regional office, and its fingerprint is in the log.",
    );
    let new = new_link(lang, may);
    Ok(visit
        .page(visit.say("Materi", "Material"))
        .current(MENU)
        .under(MENU, visit.say("Kegiatan", "Activities"))
        .lead(lead)
        .show(html! {
            (new)
            @if list.is_empty() {
                (empty(lang.say("Belum ada materi.", "There is no material yet."), html! {}))
            }
            @for one in &list {
                section.card {
                    h2 { a href=(address(one.material.id, None)) { (one.title) } }
                    p { (one.summary) }
                    p.source {
                        (one.unit) ", " (lang.say("versi", "version")) " " (one.material.latest) ", "
                        (when(one.material.published, netra_base::Zone::Wib, lang))
                    }
                }
            }
            (pages(&visit, asked.is_none(), next.map(|cursor| cursor.to_string()).as_deref()))
        }))
}

fn new_link(lang: Lang, may: bool) -> maud::Markup {
    html! { @if may { p.actions { (button_link(&format!("{HOME}/baru"), lang.say("Terbitkan materi baru", "Publish new material"))) } } }
}
