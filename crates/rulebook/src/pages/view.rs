//! The book as one page shows it: the language, the version, and how a row is named and linked from there. On a page
//! of an old version the links stay within that version.

use super::HERE;
use super::parts::confidence_mark;
use super::words::{self, Holding};
use crate::library::Library;
use crate::model::{Row, Rulebook};
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_web::components::{Kind, tag};

/// What a page shows, and in which language.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) lang: Lang,
    pub(super) ready: &'a Library,
    old: Option<&'a str>,
}

impl<'a> View<'a> {
    /// The book in force.
    pub(super) fn new(lang: Lang, library: &'a Library) -> Self {
        Self { lang, ready: library, old: None }
    }

    /// A version by its hash.
    pub(super) fn of_version(self, hash: &'a str) -> Self {
        Self { old: Some(hash), ..self }
    }

    pub(super) fn book(&self) -> &'a Rulebook {
        self.ready.book()
    }

    /// The address of a row or an act.
    pub(super) fn address(&self, id: &str) -> String {
        match self.old {
            Some(hash) => format!("{HERE}/{id}?versi={hash}"),
            None => format!("{HERE}/{id}"),
        }
    }

    /// A link that shows the id.
    pub(super) fn link(&self, id: &str) -> Markup {
        html! { a href=(self.address(id)) { (id) } }
    }

    /// A link that shows the formal name, or the words of an act.
    pub(super) fn named(&self, id: &str) -> Markup {
        let book = self.book();
        let act = book.act(id).map(|act| act.title.to(self.lang));
        let name = act.or_else(|| book.row(id).map(|row| row.name(self.lang))).unwrap_or(id);
        html! { a href=(self.address(id)) { (name) } }
    }

    /// The id as a link, the words, and how sure they are when less than verified.
    pub(super) fn line(&self, id: &str) -> Markup {
        html! {
            (self.link(id))
            @if let Some(row) = self.book().row(id) {
                ": " (row.name(self.lang)) (confidence_mark(self.lang, row.confidence))
            }
        }
    }

    /// Names as links: one alone, several as a list.
    pub(super) fn names(&self, ids: &[String]) -> Markup {
        html! {
            @match ids {
                [id] => (self.named(id)),
                ids => ul { @for id in ids { li { (self.named(id)) } } },
            }
        }
    }

    /// A list of such lines.
    pub(super) fn lines<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Markup {
        html! { ul { @for id in ids { li { (self.line(id)) } } } }
    }

    /// A sentence in which every id of a row is a link.
    pub(super) fn linked(&self, text: &str) -> Markup {
        html! {
            @for piece in pieces(text) {
                @if self.book().row(piece).is_some() { (self.link(piece)) } @else { (piece) }
            }
        }
    }

    /// Whether the row is in force on the day, in words.
    pub(super) fn state(&self, row: &Row, day: Day) -> Markup {
        let (holding, words) = words::holding(self.lang, self.book(), row, day);
        let kind = match holding {
            Holding::Now => Kind::Ok,
            Holding::Later => Kind::Warn,
            Holding::Past => Kind::Plain,
        };
        tag(kind, words)
    }
}

/// Words and what stands between them, in order; an id is one word.
fn pieces(text: &str) -> Vec<&str> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = word(first);
        let end = rest.find(|c| word(c) != inside).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}
