//! Form fields in one fixed order: label, hint, error, input. They show again what was typed and what was
//! refused, by name. Parsing is `form.rs`; deciding is the feature's.

use crate::form::Fields;
use maud::{Markup, html};
use netra_base::{Lang, Refusal};

/// What a form shows: the language, what was typed before and what was refused.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// The language.
    pub lang: Lang,
    fields: Option<&'a Fields>,
    refusals: &'a [Refusal],
}

impl<'a> Filled<'a> {
    /// A form nobody has filled yet.
    #[must_use]
    pub fn blank(lang: Lang) -> Self {
        Self { lang, fields: None, refusals: &[] }
    }

    /// A form that comes back with what was typed and what was refused.
    #[must_use]
    pub fn again(lang: Lang, fields: &'a Fields, refusals: &'a [Refusal]) -> Self {
        Self { lang, fields: Some(fields), refusals }
    }

    fn value(&self, name: &'a str, otherwise: &'a str) -> &'a str {
        self.fields.map_or(otherwise, |fields| fields.get(name).unwrap_or(""))
    }

    fn has(&self, name: &str, value: &str, otherwise: bool) -> bool {
        self.fields.map_or(otherwise, |fields| fields.all(name).any(|given| given == value))
    }

    /// Was one of these fields refused? What folds a part of a form opens it then.
    #[must_use]
    pub fn refuses(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.error(name).is_some())
    }

    /// Was something sent in one of these fields, or refused? What folds a part of a form opens it then.
    #[must_use]
    pub fn touches(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.sent(name) > 0) || self.refuses(names)
    }

    /// How many values of a field were sent: boxes that are ticked.
    #[must_use]
    pub fn sent(&self, name: &str) -> usize {
        self.fields.map_or(0, |fields| fields.all(name).count())
    }

    fn error(&self, name: &str) -> Option<&'a str> {
        self.refusals.iter().find(|r| r.field.as_deref() == Some(name)).map(|r| r.say.to(self.lang))
    }
}

/// What every field has.
#[derive(Debug, Clone)]
struct Common {
    name: String,
    /// What a label and an error point at: `f-` and the name.
    id: String,
    label: String,
    hint: Option<String>,
    optional: bool,
}

impl Common {
    fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self { id: format!("f-{name}"), name, label: label.into(), hint: None, optional: false }
    }

    fn described(&self, error: Option<&str>) -> Option<String> {
        let ids = [self.hint.is_some().then_some("h"), error.is_some().then_some("e")];
        let ids: Vec<String> = ids.into_iter().flatten().map(|end| format!("{}-{end}", self.id)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn label(&self, lang: Lang) -> Markup {
        html! { (self.label) @if self.optional { span.soft { " (" (lang.say("tidak wajib", "optional")) ")" } } }
    }

    fn below(&self, error: Option<&str>) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (self.id) "-h" } { (hint) } }
            @if let Some(error) = error { p.error id={ (self.id) "-e" } { (error) } }
        }
    }

    fn wrap(&self, form: Filled<'_>, input: &Markup) -> Markup {
        let error = form.error(&self.name);
        html! {
            div.field.wrong[error.is_some()] {
                label for=(self.id) { (self.label(form.lang)) }
                (self.below(error))
                (input)
            }
        }
    }

    /// A group of boxes under one legend.
    fn group(&self, form: Filled<'_>, boxes: &Markup) -> Markup {
        let error = form.error(&self.name);
        html! {
            fieldset.field.wrong[error.is_some()] id=(self.id) aria-describedby=[self.described(error)] {
                legend { (self.label(form.lang)) }
                (self.below(error))
                (boxes)
            }
        }
    }
}

macro_rules! common {
    ($name:ident) => {
        impl $name {
            /// A sentence below the label that says what is expected.
            #[must_use]
            pub fn hint(mut self, hint: impl Into<String>) -> Self {
                self.common.hint = Some(hint.into());
                self
            }

            /// Sets the field apart from those of the same name in another form of the page.
            #[must_use]
            pub fn apart(mut self, place: impl std::fmt::Display) -> Self {
                self.common.id = format!("f-{}-{place}", self.common.name);
                self
            }

            /// Says that the field may be left out.
            #[must_use]
            pub fn optional(mut self) -> Self {
                self.common.optional = true;
                self
            }
        }
    };
}

/// A one-line input.
#[derive(Debug, Clone)]
pub struct Input {
    common: Common,
    kind: &'static str,
    value: String,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    max: Option<usize>,
    short: bool,
}

common!(Input);

impl Input {
    fn of(kind: &'static str, name: impl Into<String>, label: impl Into<String>) -> Self {
        let common = Common::new(name, label);
        Self { common, kind, value: String::new(), autocomplete: None, inputmode: None, max: None, short: false }
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of("text", name, label)
    }

    /// A password; what was typed is never shown again.
    pub fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of("password", name, label)
    }

    /// Digits: a NIP, a code, a number. A text field with a numeric keyboard.
    pub fn digits(name: impl Into<String>, label: impl Into<String>) -> Self {
        let mut input = Self::of("text", name, label);
        input.inputmode = Some("numeric");
        input
    }

    /// A search term.
    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of("search", name, label)
    }

    /// A day.
    pub fn day(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of("date", name, label).short()
    }

    /// A time of day.
    pub fn time(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of("time", name, label).short()
    }

    /// What stands in it at first.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What the browser may fill in: `username`, `current-password`, `one-time-code`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// At most so many characters.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = Some(characters);
        self
    }

    /// A narrow input, for codes and numbers.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// The field.
    #[must_use]
    pub fn show(&self, form: Filled<'_>) -> Markup {
        let common = &self.common;
        let error = form.error(&common.name);
        let value = if self.kind == "password" { "" } else { form.value(&common.name, &self.value) };
        common.wrap(form, &html! {
            input.short[self.short] id=(common.id) name=(common.name) type=(self.kind) value=[(!value.is_empty()).then_some(value)]
                required[!common.optional] autocomplete=[self.autocomplete] inputmode=[self.inputmode] maxlength=[self.max]
                aria-invalid=[error.map(|_| "true")] aria-describedby=[common.described(error)];
        })
    }
}

/// A text of several lines.
#[derive(Debug, Clone)]
pub struct TextArea {
    common: Common,
    value: String,
    rows: u32,
    max: usize,
}

common!(TextArea);

impl TextArea {
    /// A text of at most `max` characters.
    pub fn new(name: impl Into<String>, label: impl Into<String>, max: usize) -> Self {
        Self { common: Common::new(name, label), value: String::new(), rows: 5, max }
    }

    /// What stands in it at first.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The field.
    #[must_use]
    pub fn show(&self, form: Filled<'_>) -> Markup {
        let common = &self.common;
        let error = form.error(&common.name);
        common.wrap(form, &html! {
            textarea id=(common.id) name=(common.name) rows=(self.rows) maxlength=(self.max) required[!common.optional]
                aria-invalid=[error.map(|_| "true")] aria-describedby=[common.described(error)] {
                (form.value(&common.name, &self.value))
            }
        })
    }
}

/// One of a list that opens.
#[derive(Debug, Clone)]
pub struct Select {
    common: Common,
    choices: Vec<(String, String)>,
    value: String,
    prompt: Option<String>,
}

common!(Select);

impl Select {
    /// Choices are (value, words).
    pub fn new(name: impl Into<String>, label: impl Into<String>, choices: Vec<(String, String)>) -> Self {
        Self { common: Common::new(name, label), choices, value: String::new(), prompt: None }
    }

    /// What is chosen at first.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// An empty first line: "Pilih unit".
    #[must_use]
    pub fn prompt(mut self, words: impl Into<String>) -> Self {
        self.prompt = Some(words.into());
        self
    }

    /// The field.
    #[must_use]
    pub fn show(&self, form: Filled<'_>) -> Markup {
        let common = &self.common;
        let error = form.error(&common.name);
        let chosen = form.value(&common.name, &self.value);
        common.wrap(
            form,
            &html! {
                select id=(common.id) name=(common.name) required[!common.optional]
                    aria-invalid=[error.map(|_| "true")] aria-describedby=[common.described(error)] {
                    @if let Some(prompt) = &self.prompt { option value="" { (prompt) } }
                    @for (value, words) in &self.choices { option value=(value) selected[value == chosen] { (words) } }
                }
            },
        )
    }
}

/// A single box to tick: a consent. Its value is `1`.
#[derive(Debug, Clone)]
pub struct Checkbox {
    common: Common,
    ticked: bool,
}

common!(Checkbox);

impl Checkbox {
    /// A box with its sentence.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { common: Common::new(name, label), ticked: false }
    }

    /// Ticked at first.
    #[must_use]
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }

    /// The field.
    #[must_use]
    pub fn show(&self, form: Filled<'_>) -> Markup {
        let common = &self.common;
        let error = form.error(&common.name);
        html! {
            div.field.wrong[error.is_some()] {
                (common.below(error))
                label.check {
                    input id=(common.id) name=(common.name) type="checkbox" value="1"
                        checked[form.has(&common.name, "1", self.ticked)] required[!common.optional]
                        aria-invalid=[error.map(|_| "true")] aria-describedby=[common.described(error)];
                    span { (common.label) }
                }
            }
        }
    }
}

/// One (radios) or several (boxes) of a short list that is always open.
#[derive(Debug, Clone)]
pub struct Radios {
    common: Common,
    choices: Vec<(String, String)>,
    chosen: Vec<String>,
    several: bool,
}

common!(Radios);

impl Radios {
    /// One of these (value, words).
    pub fn one(name: impl Into<String>, label: impl Into<String>, choices: Vec<(String, String)>) -> Self {
        Self { common: Common::new(name, label), choices, chosen: Vec::new(), several: false }
    }

    /// Any of these (value, words).
    pub fn several(name: impl Into<String>, label: impl Into<String>, choices: Vec<(String, String)>) -> Self {
        Self { several: true, ..Self::one(name, label, choices) }
    }

    /// Chosen at first.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen.push(value.into());
        self
    }

    /// The field.
    #[must_use]
    pub fn show(&self, form: Filled<'_>) -> Markup {
        let common = &self.common;
        let kind = if self.several { "checkbox" } else { "radio" };
        common.group(
            form,
            &html! {
                @for (value, words) in &self.choices {
                    label.pick {
                        input type=(kind) name=(common.name) value=(value) required[!self.several && !common.optional]
                            checked[form.has(&common.name, value, self.chosen.contains(value))];
                        span { (words) }
                    }
                }
            },
        )
    }
}

/// A file to send; its form is [`upload_form`].
#[derive(Debug, Clone)]
pub struct FileInput {
    common: Common,
    accept: &'static str,
}

common!(FileInput);

impl FileInput {
    /// `accept` as the browser wants it: `.csv,.xlsx`.
    pub fn new(name: impl Into<String>, label: impl Into<String>, accept: &'static str) -> Self {
        Self { common: Common::new(name, label), accept }
    }

    /// The field.
    #[must_use]
    pub fn show(&self, form: Filled<'_>) -> Markup {
        let common = &self.common;
        let error = form.error(&common.name);
        common.wrap(
            form,
            &html! {
                input id=(common.id) name=(common.name) type="file" accept=(self.accept) required[!common.optional]
                    aria-invalid=[error.map(|_| "true")] aria-describedby=[common.described(error)];
            },
        )
    }
}

/// What was refused, at the top, each with a link to its field. Nothing when nothing was.
#[must_use]
pub fn error_summary(form: Filled<'_>) -> Markup {
    html! {
        @if !form.refusals.is_empty() {
            div.summary role="alert" tabindex="-1" autofocus {
                h2 { (form.lang.say("Perlu diperbaiki dulu", "Please correct this first")) }
                ul {
                    @for refusal in form.refusals {
                        li {
                            @match &refusal.field {
                                Some(field) => a href={ "#f-" (field) } { (refusal.say.to(form.lang)) },
                                None => (refusal.say.to(form.lang)),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A form that acts, with its summary of refusals. Browsers leave the checking to us: our sentences are in
/// the page's language and stand beside the field.
#[must_use]
pub fn form(action: &str, filled: Filled<'_>, body: impl maud::Render) -> Markup {
    html! { (error_summary(filled)) form method="post" action=(action) novalidate { (body) } }
}

/// A form that sends a file.
#[must_use]
pub fn upload_form(action: &str, filled: Filled<'_>, body: impl maud::Render) -> Markup {
    html! { (error_summary(filled)) form method="post" action=(action) enctype="multipart/form-data" novalidate { (body) } }
}

/// A form that narrows a list: its fields go into the address, so a filtered list can be linked.
#[must_use]
pub fn filter_form(action: &str, button: &str, body: impl maud::Render) -> Markup {
    html! {
        form.filters role="search" action=(action) {
            (body)
            div.field.go { button.btn.quiet { (button) } }
        }
    }
}
