//! A number is a sentence: the great figure, its denominator, what was counted, when and by whom, and the
//! way to the rows. It formats; it does not count and does not suppress (see `charts::numbers`).

use maud::{Markup, html};

/// A figure with its sentence.
#[derive(Debug, Clone)]
pub struct Figure {
    number: String,
    sentence: String,
    share: Option<(i64, i64)>,
    source: Option<String>,
    link: Option<(String, String)>,
}

impl Figure {
    /// `Figure::new("61.482", "dari 69.871 pegawai telah menandatangani (88,0 %)")`.
    pub fn new(number: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            sentence: sentence.into().replace(" %", "\u{a0}%"),
            share: None,
            source: None,
            link: None,
        }
    }

    /// A thin bar under the figure.
    #[must_use]
    pub fn share(mut self, part: i64, whole: i64) -> Self {
        self.share = Some((part, whole));
        self
    }

    /// Who counted, of what, and when.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The way to the rows.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>, words: impl Into<String>) -> Self {
        self.link = Some((href.into(), words.into()));
        self
    }

    fn show(&self) -> Markup {
        html! {
            div.fig {
                b { (self.number) }
                @if let Some((part, whole)) = self.share { (bar(part, whole)) }
                p { (self.sentence) }
                @if let Some(source) = &self.source { p.source { (source) } }
                @if let Some((href, words)) = &self.link { p { a href=(href) { (words) } } }
            }
        }
    }
}

/// Figures side by side.
#[must_use]
pub fn figures(list: &[Figure]) -> Markup {
    html! { div.figs { @for figure in list { (figure.show()) } } }
}

/// A thin bar of `part` of `whole`. It repeats what stands beside it, so it is hidden from readers.
#[must_use]
pub fn bar(part: i64, whole: i64) -> Markup {
    let width = if whole > 0 { (part.clamp(0, whole) * 1_000) / whole } else { 0 };
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.rest width="1000" height="10" {}
            rect.part width=(width) height="10" {}
        }
    }
}

/// The projector's screen when two things are to be done: what it is about on top, each below with its own code.
#[must_use]
pub fn twin(about: impl maud::Render, first: impl maud::Render, second: impl maud::Render) -> Markup {
    html! { div.twin { header { (about) } section { (first) } section { (second) } } }
}

/// The projector's screen: words and the great figure to the left, the picture to the right.
#[must_use]
pub fn stage(words: impl maud::Render, picture: impl maud::Render) -> Markup {
    html! { div.stage { div { (words) } div { (picture) } } }
}
