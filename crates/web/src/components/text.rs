//! Words on a page: notes, tags, buttons, facts, steps, breadcrumbs, texts to copy. No forms, no figures.

use maud::{Markup, Render, html};
use netra_base::{Lang, Moment, Refusal, Zone};

/// How something stands. It never speaks by colour alone: the words come with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Neither good nor bad.
    Plain,
    /// Done, valid.
    Ok,
    /// Soon due, incomplete.
    Warn,
    /// Refused, invalid, late.
    Bad,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Ok => "✓ ",
            Self::Warn => "! ",
            Self::Bad => "✕ ",
        }
    }
}

/// A remark beside the text.
#[must_use]
pub fn note(kind: Kind, body: impl Render) -> Markup {
    html! { div.note.{ (kind.class()) } { (body) } }
}

/// Refusals as a remark.
#[must_use]
pub fn note_refusals(list: &[Refusal], lang: Lang) -> Markup {
    note(Kind::Bad, html! { ul { @for refusal in list { li { (refusal.say.to(lang)) } } } })
}

/// A state in a word or two.
#[must_use]
pub fn tag(kind: Kind, words: &str) -> Markup {
    html! { span.tag.{ (kind.class()) } { span aria-hidden="true" { (kind.sign()) } (words) } }
}

/// The button of a form; it says what happens.
#[must_use]
pub fn button(words: &str) -> Markup {
    html! { p.actions { button.btn { (words) } } }
}

/// A link that looks like the page's main button.
#[must_use]
pub fn button_link(href: &str, words: &str) -> Markup {
    html! { a.btn href=(href) { (words) } }
}

/// A link that looks like a lesser button.
#[must_use]
pub fn quiet_link(href: &str, words: &str) -> Markup {
    html! { a.btn.quiet href=(href) { (words) } }
}

/// The one step that follows what was just done, as broad as the page: on a phone it is met without looking for it.
#[must_use]
pub fn onward(href: &str, words: &str) -> Markup {
    html! { p.actions.onward { (button_link(href, words)) } }
}

/// A button that prints the page; shown only where scripts run.
#[must_use]
pub fn print_button(lang: Lang) -> Markup {
    html! { button.btn.quiet type="button" data-print hidden { (lang.say("Cetak halaman ini", "Print this page")) } }
}

/// A text to keep, in fixed width, with a copy button where scripts run.
#[must_use]
pub fn copyable(id: &str, text: &str, lang: Lang) -> Markup {
    html! {
        div.copy {
            code.mono id=(id) tabindex="0" { (text) }
            button.btn.quiet type="button" data-copy=(id) data-done=(lang.say("Tersalin", "Copied")) hidden { (lang.say("Salin", "Copy")) }
        }
    }
}

/// Facts by name: a definition list.
#[must_use]
pub fn facts(list: &[(&str, Markup)]) -> Markup {
    html! { dl.facts { @for (name, value) in list { div { dt { (name) } dd { (value) } } } } }
}

/// Steps of a way, with the number done.
#[must_use]
pub fn steps(list: &[&str], done: usize, lang: Lang) -> Markup {
    html! {
        ol.steps {
            @for (at, words) in list.iter().enumerate() {
                li.done[at < done] aria-current=[(at == done).then_some("step")] {
                    (words) @if at < done { span.unseen { " (" (lang.say("selesai", "done")) ")" } }
                }
            }
        }
    }
}

/// Where this page stands, outermost first, each (address, words).
#[must_use]
pub fn breadcrumbs(list: &[(String, String)], lang: Lang) -> Markup {
    html! {
        nav.trail aria-label=(lang.say("Jejak halaman", "Breadcrumbs")) {
            ol { @for (href, words) in list { li { a href=(href) { (words) } } } }
        }
    }
}

/// What stands in place of an empty list: what it would hold, and what to do.
#[must_use]
pub fn empty(words: &str, next: impl Render) -> Markup {
    html! { div.empty { p { (words) } (next) } }
}

/// More, for those who want it: closed at first.
#[must_use]
pub fn details(summary: &str, body: impl Render) -> Markup {
    fold(summary, false, body)
}

/// The same, open at first when something in it asks for attention: a part of a form with a refusal.
#[must_use]
pub fn fold(summary: &str, open: bool, body: impl Render) -> Markup {
    html! { details.more open[open] { summary { (summary) } div { (body) } } }
}

/// A moment in words, with its exact time for programs.
#[must_use]
pub fn when(at: Moment, zone: Zone, lang: Lang) -> Markup {
    html! { time datetime=(at.iso(zone)) { (lang.moment(at, zone)) } }
}

/// A part that renews itself from `url` every few seconds where scripts run: the reply there is the same
/// markup as `body`. When the line is lost the page says since when.
#[must_use]
pub fn live(url: &str, every_seconds: u32, lang: Lang, body: impl Render) -> Markup {
    html! {
        div data-live=(url) data-every=(every_seconds) { (body) }
        p.lost role="status" hidden data-words=(lang.say("Sambungan terputus; angka ini terakhir diperbarui sebelum pukul", "Connection lost; these figures are from before")) {}
    }
}
