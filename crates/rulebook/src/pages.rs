//! The law as anybody reads it at `/aturan`: the front door, the search, every row at its own address, chapters as a
//! document, instruments, the calendar of each contest, what changed, and the examiner's form. Public; nothing that
//! is asked here is kept. Words and fragments that other doors use as well stand in `parts`.

mod act;
mod cases;
mod chapter;
mod contests;
mod examine;
mod facts;
mod index;
mod instruments;
pub mod parts;
mod row;
mod search;
mod timeline;
mod versions;
mod view;
mod words;

pub use chapter::chapter;
pub use contests::calendar;
pub use examine::{decide, decide_form};
pub use index::index;
pub use instruments::instruments;
pub use row::row;
pub use search::{search, search_form};
pub use versions::versions;

use crate::actions;
use crate::library::Library;
use crate::model::Chapter;
use netra_base::{Day, Result, Zone};
use netra_web::{Page, Site, Visit};
use std::sync::Arc;

/// Where these pages begin.
const HERE: &str = "/aturan";

/// The book in force now.
async fn in_force(site: &Site) -> Result<Arc<Library>> {
    let now = site.now();
    site.store.read(move |tx| actions::current(tx, now)).await
}

/// Today, where the clock of the capital stands: one day for all readers.
fn today(site: &Site) -> Day {
    site.now().day(Zone::Wib)
}

/// A page below the front door.
fn below(visit: &Visit, title: impl Into<String>) -> Page<'_> {
    visit.page(title).current(HERE).under(HERE, visit.say("Aturan", "Rules"))
}

/// The address of a chapter.
fn chapter_address(chapter: &Chapter) -> String {
    format!("{HERE}/bab/{}", chapter.file.trim_end_matches(".toml"))
}
