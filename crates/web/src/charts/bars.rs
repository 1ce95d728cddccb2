//! Horizontal bars: a name, its share, and how many of how many, in words beside a thin SVG. Readable at
//! any width because only the bar itself is a picture.

use crate::components::figure::bar;
use maud::{Markup, html};
use netra_base::Lang;

/// A row of [`bars`].
#[derive(Debug, Clone)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// How many.
    pub part: i64,
    /// Of how many.
    pub whole: i64,
    /// Where its rows are.
    pub href: Option<String>,
    /// Words in place of the exact figures: for the public.
    pub words: Option<String>,
}

/// The bars as a list under the name `label`.
#[must_use]
pub fn bars(label: &str, list: &[Bar], lang: Lang) -> Markup {
    html! {
        ul.bars aria-label=(label) {
            @for one in list {
                li {
                    span.name { @match &one.href { Some(href) => a href=(href) { (one.label) }, None => (one.label) } }
                    span.value {
                        @match &one.words {
                            Some(words) => (words),
                            None => {
                                (lang.percent(one.part, one.whole)) " "
                                span.soft { (lang.number(one.part)) " " (lang.say("dari", "of")) " " (lang.number(one.whole)) }
                            },
                        }
                    }
                    (bar(one.part, one.whole))
                }
            }
        }
    }
}
