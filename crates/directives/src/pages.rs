//! The screens of directives: mine and those I may know of, one to read and acknowledge, issuing and changing, passing on,
//! how far it has come, who has not. Forms and words only; what may be seen and done is decided in actions.

mod basis;
mod change;
mod directive;
mod list;
mod names;
mod new;
mod paper;
mod pass;
mod spread;

pub use change::{correct, correct_form, end, end_form};
pub use directive::{acknowledge, directive, receipt_json};
pub(crate) use directive::{acknowledge_once, employee};
pub use list::list;
pub use names::{names, remind};
pub use new::{issue, new_directive};
pub use paper::{attach, attach_form, original, pdf};
pub use pass::{pass_form, pass_on};
pub use spread::spread;

use crate::model::{Directive, DirectiveId, Ending, Part, Text};
use crate::rules;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Result};
use netra_web::components::{Kind, tag};
use netra_web::form::Fields;
use netra_web::{Page, Visit};

/// Where these pages stand in the menu.
const MENU: &str = "/arahan";

/// The number in the address; what is no number is nothing.
pub(crate) fn directive_id(text: &str) -> Result<DirectiveId> {
    text.parse().map(DirectiveId).map_err(|_| Error::NotFound)
}

/// A page below the list.
fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    visit.page(title).current(MENU).under(MENU, visit.say("Arahan", "Directives"))
}

/// A page below that of one directive.
fn directive_page<'a>(visit: &'a Visit, title: &str, directive: &Directive) -> Page<'a> {
    page(visit, title).under(format!("{MENU}/{}", directive.id), directive.name(visit.lang))
}

/// Whether a directive holds on a day, in a word or two.
fn validity(lang: Lang, directive: &Directive, today: Day) -> Markup {
    match &directive.end {
        Some(end) if matches!(end.how, Ending::Replaced(_)) => tag(Kind::Warn, lang.say("Diganti", "Replaced")),
        Some(_) => tag(Kind::Warn, lang.say("Dicabut", "Withdrawn")),
        None if !rules::runs(directive, today) => tag(Kind::Plain, lang.say("Masa berlaku habis", "Over")),
        None if directive.from.is_some_and(|from| today < from) => {
            tag(Kind::Plain, lang.say("Belum mulai berlaku", "Not in force yet"))
        }
        None => tag(Kind::Ok, lang.say("Berlaku", "In force")),
    }
}

/// A text as people wrote it.
fn text(text: &Text) -> Markup {
    html! {
        @for part in text.parts() {
            @match part {
                Part::Paragraph(words) => p { (words) },
                Part::List(items) => ol { @for item in items { li { (item) } } },
            }
        }
    }
}

/// Several lines as people wrote them.
fn lines(words: &str) -> Markup {
    html! { @for line in words.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } } }
}

/// The ids ticked in a form; what is no number is not there.
fn ticked(fields: &Fields, name: &str) -> Vec<DirectiveId> {
    fields.all(name).map(|id| DirectiveId(id.parse().unwrap_or(0))).collect()
}
