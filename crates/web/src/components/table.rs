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

    fn class(&self) -> Option<&'static str> {
        self.numeric.then_some("n")
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
    cards: bool,
    folds: Vec<Fold>,
}

/// Rows from one on that a phone folds.
#[derive(Debug, Clone)]
struct Fold {
    from: usize,
    words: String,
    open: bool,
}

impl Table {
    /// A table says in its caption what its rows are.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            caption: caption.into(),
            hidden: false,
            columns,
            rows: Vec::new(),
            total: None,
            cards: false,
            folds: Vec::new(),
        }
    }

    /// The caption is for screen readers only: the heading above says the same.
    #[must_use]
    pub fn caption_hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// On a phone each row is a card: its head on top, every other cell with its column's name before it.
    #[must_use]
    pub fn cards(mut self) -> Self {
        self.cards = true;
        self
    }

    /// Where rows are [`cards`](Self::cards), those from here to the next fold stand behind these words until somebody opens
    /// them; on a desk all of them stand there. Works without a script.
    pub fn fold(&mut self, words: impl Into<String>, open: bool) {
        self.folds.push(Fold { from: self.rows.len(), words: words.into(), open });
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

    /// The table in a frame that scrolls by itself on a phone, unless its rows become [`cards`](Self::cards).
    #[must_use]
    pub fn show(&self) -> Markup {
        html! {
            div.frame.cards[self.cards] role="region" aria-label=(self.caption) tabindex="0" {
                table {
                    caption class=[self.hidden.then_some("unseen")] { (self.caption) }
                    thead { tr { @for column in &self.columns { (head(column)) } } }
                    @for (fold, rows) in self.parts() { tbody {
                        @if let Some(fold) = fold { (self.shut(fold)) }
                        @for row in rows { tr { (self.cells(row)) } }
                    } }
                    @if let Some(total) = &self.total { tfoot { tr { (self.cells(total)) } } }
                }
            }
        }
    }

    /// The rows before the first fold, when there are any, and those of each.
    fn parts(&self) -> Vec<(Option<&Fold>, &[Vec<Cell>])> {
        let first = self.folds.first().map_or(self.rows.len(), |fold| fold.from);
        let mut out = Vec::new();
        if first > 0 || self.folds.is_empty() {
            out.push((None, &self.rows[..first]));
        }
        for (at, fold) in self.folds.iter().enumerate() {
            let end = self.folds.get(at + 1).map_or(self.rows.len(), |next| next.from);
            out.push((Some(fold), &self.rows[fold.from..end]));
        }
        out
    }

    fn shut(&self, fold: &Fold) -> Markup {
        html! {
            tr.shut { th scope="rowgroup" colspan=(self.columns.len()) {
                label { input type="checkbox" checked[fold.open]; (fold.words) }
            } }
        }
    }

    fn cells(&self, row: &[Cell]) -> Markup {
        html! {
            @for (at, cell) in row.iter().enumerate() {
                @let column = self.columns.get(at);
                @if at == 0 { th scope="row" { (cell.0) } }
                @else {
                    td class=[column.and_then(Column::class)]
                        data-label=[column.filter(|_| self.cards).map(|column| &column.label)] { (cell.0) }
                }
            }
        }
    }
}

fn head(column: &Column) -> Markup {
    let order = column.sort.as_ref().and_then(|(_, up)| *up);
    html! {
        th class=[column.class()] scope="col" aria-sort=[order.map(|up| if up { "ascending" } else { "descending" })] {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Table {
        let columns = vec![Column::text("Unit"), Column::number("Hadir <b>"), Column::text("")];
        Table::new("Unit", columns).rows([vec![Cell::text("Lapas"), Cell::number(Lang::Id, 1_200), Cell::text("")]])
    }

    #[test]
    fn on_a_phone_a_cell_says_its_column_and_the_table_stays_a_table() {
        let html = unit().cards().total(vec![Cell::text("Semua"), Cell::text("1.200")]).show().into_string();
        assert!(
            html.contains(r#"<div class="frame cards" role="region" aria-label="Unit" tabindex="0"><table>"#),
            "{html}"
        );
        let cell =
            r#"<th scope="row">Lapas</th><td class="n" data-label="Hadir &lt;b&gt;">1.200</td><td data-label=""></td>"#;
        assert!(html.contains(cell), "{html}");
        assert!(
            html.contains(r#"<th scope="row">Semua</th><td class="n" data-label="Hadir &lt;b&gt;">1.200</td>"#),
            "{html}"
        );
        assert_eq!(html.matches(r#"scope="col""#).count(), 3, "{html}");
    }

    #[test]
    fn what_a_phone_folds_is_one_table_with_a_part_for_each_fold() {
        let mut table = unit().cards();
        table.fold("Bali <2>", true);
        table.row(vec![Cell::text("Rutan")]);
        table.row(vec![Cell::text("Bapas")]);
        let html = table.show().into_string();
        assert_eq!((html.matches("<tbody>").count(), html.matches(r#"scope="row""#).count()), (2, 3), "{html}");
        let shut = r#"<tbody><tr class="shut"><th scope="rowgroup" colspan="3"><label><input type="checkbox" checked>Bali &lt;2&gt;</label></th></tr><tr><th scope="row">Rutan"#;
        assert!(html.contains(shut), "{html}");
    }

    #[test]
    fn a_table_that_scrolls_carries_no_labels() {
        let html = unit().show().into_string();
        assert!(html.contains(r#"<div class="frame" role"#) && !html.contains("data-label"), "{html}");
    }
}
