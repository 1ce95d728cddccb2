//! The screens of lessons: material and its versions, and the page where an activity's people learn. Forms and words only;
//! what may be seen and done is decided in actions.

mod feedback;
mod figures;
mod learn;
mod list;
mod material;
mod publish;

pub use feedback::answer;
pub use learn::{begin_test, learn, teach};
pub use list::materials;
pub use material::{file, material, version};
pub use publish::{new_material, new_version, publish, revise};

use crate::model::{Block, MaterialId, Piece, blocks, pieces};
use maud::{Markup, html};
use netra_base::{Error, Result};
use netra_web::{Page, Visit};

/// Where material stands.
const HOME: &str = "/materi";
/// Where these pages stand in the menu.
const MENU: &str = "/kegiatan";

/// The number in the address; what is no number is nothing.
pub(crate) fn material_id(text: &str) -> Result<MaterialId> {
    number(text).map(MaterialId)
}

/// A number in an address or a form.
pub(crate) fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// A page below the list of materials.
fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    visit.page(title).current(MENU).under(HOME, visit.say("Materi", "Material"))
}

/// The address of a version; of the latest when none is given.
fn address(id: MaterialId, number: Option<i64>) -> String {
    number.map_or_else(|| format!("{HOME}/{id}"), |number| format!("{HOME}/{id}/versi/{number}"))
}

/// A text of material as it is read.
fn text(body: &str) -> Markup {
    html! {
        @for block in blocks(body) {
            @match block {
                Block::Heading(words) => h2 { (line(words)) },
                Block::Paragraph(lines) => p { @for (at, one) in lines.iter().enumerate() { @if at > 0 { br; } (line(one)) } },
                Block::List(points) => ul { @for one in points { li { (line(one)) } } },
            }
        }
    }
}

fn line(words: &str) -> Markup {
    html! {
        @for piece in pieces(words) {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Rule(id) => a href={ "/aturan/" (id) } { (id) },
            }
        }
    }
}
