//! Real tables: a caption, headers, numbers to the right, sorting by link and pages by cursor. The rows
//! come ready; nothing here asks a database.

use crate::visit::Visit;
use maud::{Markup, Render, html};
use netra_base::Lang;

/// A column's head.
#[derive(Debug, Clone)]
pub struct Column {
    label: String,
    numeric: bool,
    sort: Option<(String, Option<bool>)>,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false, sort: None }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true, sort: None }
    }

    /// Sortable by link: the key is the value of the query field `urut`; a second use turns it round
    /// (`-key`).
    #[must_use]
    pub fn sort(mut self, visit: &Visit, key: &str) -> Self {
        let now = visit.asked("urut").unwrap_or_default();
        let (next, state) = match now.strip_prefix('-').map_or((now == key, false), |rest| (rest == key, true)) {
            (true, false) => (format!("-{key}"), Some(true)),
            (true, true) => (key.to_owned(), Some(false)),
            _ => (key.to_owned(), None),
        };
        self.sort = Some((visit.here_with("urut", &next), state));
        self
    }
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell(Markup);

impl Cell {
    /// Words, escaped.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self(html! { (text.as_ref()) })
    }

    /// A number in the habits of the language.
    #[must_use]
    pub fn number(lang: Lang, value: i64) -> Self {
        Self(html! { (lang.number(value)) })
    }

    /// A link.
    #[must_use]
    pub fn link(href: &str, words: &str) -> Self {
        Self(html! { a href=(href) { (words) } })
    }

    /// Any markup: a tag, a bar.
    pub fn of(markup: impl Render) -> Self {
        Self(markup.render())
    }
}

/// A table being made.
#[derive(Debug, Clone)]
pub struct Table {
    caption: String,
    hidden: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    total: Option<Vec<Cell>>,
}

impl Table {
    /// A table says in its caption what its rows are.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), hidden: false, columns, rows: Vec::new(), total: None }
    }

    /// The caption is for screen readers only: the heading above says the same.
    #[must_use]
    pub fn caption_hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Adds a row; its first cell is the row's head.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Adds all rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// A last row that sums up.
    #[must_use]
    pub fn total(mut self, cells: Vec<Cell>) -> Self {
        self.total = Some(cells);
        self
    }

    /// The table in a frame that scrolls by itself on a phone.
    #[must_use]
    pub fn show(&self) -> Markup {
        html! {
            div.frame role="region" aria-label=(self.caption) tabindex="0" {
                table {
                    caption.unseen[self.hidden] { (self.caption) }
                    thead { tr { @for column in &self.columns { (head(column)) } } }
                    tbody { @for row in &self.rows { tr { (self.cells(row)) } } }
                    @if let Some(total) = &self.total { tfoot { tr { (self.cells(total)) } } }
                }
            }
        }
    }

    fn cells(&self, row: &[Cell]) -> Markup {
        html! {
            @for (at, cell) in row.iter().enumerate() {
                @if at == 0 { th scope="row" { (cell.0) } }
                @else { td.n[self.columns.get(at).is_some_and(|column| column.numeric)] { (cell.0) } }
            }
        }
    }
}

fn head(column: &Column) -> Markup {
    let order = column.sort.as_ref().and_then(|(_, up)| *up);
    html! {
        th.n[column.numeric] scope="col" aria-sort=[order.map(|up| if up { "ascending" } else { "descending" })] {
            @match &column.sort {
                Some((href, order)) => a href=(href) {
                    (column.label)
                    @if let Some(up) = order { span aria-hidden="true" { (if *up { " ↑" } else { " ↓" }) } }
                },
                None => (column.label),
            }
        }
    }
}

/// Links to the neighbouring pages of a list; cursors are the values of the query field `dari`.
#[must_use]
pub fn pages(visit: &Visit, first: bool, next: Option<&str>) -> Markup {
    html! {
        @if !first || next.is_some() {
            nav.pages aria-label=(visit.say("Halaman daftar", "Pages of the list")) {
                @if !first { a href=(visit.here_with("dari", "")) { (visit.say("Ke awal", "To the start")) } }
                @if let Some(cursor) = next { a href=(visit.here_with("dari", cursor)) rel="next" { (visit.say("Berikutnya", "Next")) " →" } }
            }
        }
    }
}
