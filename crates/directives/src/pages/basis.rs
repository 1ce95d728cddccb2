//! What a directive rests on, as a chain that can be followed up to the law, and what rests on it.

use super::MENU;
use crate::actions::Basis;
use crate::model::Directive;
use maud::{Markup, html};
use netra_base::Lang;
use netra_web::components::{Kind, tag};

/// The chain upward.
pub(super) fn upward(lang: Lang, basis: &Basis) -> Markup {
    html! {
        @if basis.instruments.is_empty() && basis.directives.is_empty() {
            p.soft { (lang.say("Tidak menyebut dasar.", "It names no basis.")) }
        } @else { (level(lang, basis)) }
    }
}

fn level(lang: Lang, basis: &Basis) -> Markup {
    html! {
        ul {
            @for (one, opens, rests) in &basis.directives {
                li {
                    (named(lang, one, *opens))
                    @if one.end.is_some() { " " (tag(Kind::Warn, lang.say("tidak berlaku lagi", "no longer in force"))) }
                    @if !rests.instruments.is_empty() || !rests.directives.is_empty() {
                        span.soft { " · " (lang.say("berdasar pada", "rests on")) }
                        (level(lang, rests))
                    }
                }
            }
            @for (id, row) in &basis.instruments {
                li {
                    @match row {
                        Some(row) => {
                            a href={ "/aturan/" (id) } { (row.name(lang)) } " "
                            span.soft { "(" (id) @if let Some(since) = row.since(lang) { ", " (since) } ")" }
                        },
                        None => (id),
                    }
                }
            }
        }
    }
}

/// A directive by its name, with the way to it where the asker may go there.
pub(super) fn named(lang: Lang, one: &Directive, opens: bool) -> Markup {
    html! {
        @if opens { a href={ (MENU) "/" (one.id) } { (one.name_and_day(lang)) } } @else { (one.name_and_day(lang)) }
        span.soft { " – " (one.subject) }
    }
}

/// What rests on it.
pub(super) fn below(lang: Lang, resting: &[Directive]) -> Markup {
    html! {
        @if !resting.is_empty() {
            h2 { (lang.say("Yang berdasar pada arahan ini", "What rests on this directive")) }
            ul { @for one in resting { li { (named(lang, one, true)) } } }
        }
    }
}
