//! Coverage as a file: CSV and XLSX with the same columns. Every row repeats the drive, the moment and the
//! denominator's definition, so that no row travels without what it means. Cells are data, never formulas.

use crate::actions::{View, public_rows};
use crate::model::{Drive, Figures, Told};
use crate::words;
use anyhow::Context;
use netra_base::{Lang, Moment, Result, Zone};
use netra_registry::model::Unit;
use rust_xlsxwriter::{Format, Workbook};

/// A cell: a number stays a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Int(i64),
    Share(Option<f64>),
}

/// A coverage file before it is written.
#[derive(Debug)]
pub(crate) struct Sheet {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<(&'static str, String)>,
}

/// The oversight team's files have one column more, `menolak`, after `belum`.
const INSIDE: [&str; 14] = [
    "kode",
    "nama",
    "jenis",
    "induk",
    "seharusnya",
    "menandatangani",
    "belum",
    "cakupan_persen",
    "seharusnya_unit_sendiri",
    "menandatangani_unit_sendiri",
    "gerakan",
    "per",
    "penyebut",
    "keterangan",
];
const PUBLIC: [&str; 11] = [
    "kode",
    "nama",
    "jenis",
    "induk",
    "seharusnya",
    "menandatangani",
    "cakupan",
    "gerakan",
    "per",
    "penyebut",
    "keterangan",
];

/// The file for those inside: every unit the asker sees, each with everything below it.
pub(crate) fn inside(view: &View, demo: bool) -> Sheet {
    let notes = notes(&view.drive, view.coverage.at, view.coverage.is_final, demo);
    let code = |unit: &Unit| view.coverage.of(unit.parent?).map(|above| above.unit.code.to_string());
    let rows = view.coverage.branches.iter().map(|branch| {
        let all = branch.all;
        let mut row = unit_cells(&branch.unit, code(&branch.unit));
        row.extend([all.should, all.signed, all.outstanding()].map(Cell::Int));
        row.extend(view.team.then_some(Cell::Int(all.declined)));
        row.push(Cell::Share(share(&all)));
        row.extend([branch.own.should, branch.own.signed].map(Cell::Int));
        row.extend(notes.iter().map(|(_, text)| Cell::Text(text.clone())));
        row
    });
    let rows = rows.collect();
    let mut columns = INSIDE.to_vec();
    if view.team {
        let at = columns.iter().position(|name| *name == "belum").map_or(0, |at| at + 1);
        columns.insert(at, "menolak");
    }
    Sheet { columns, rows, notes }
}

/// The file for the public. What may be told is a plain number; what may not is words (`<5`, `>95`, `≥ 20`).
pub(crate) fn public(view: &View, demo: bool) -> Sheet {
    let mut notes = notes(&view.drive, view.coverage.at, view.coverage.is_final, demo);
    if let Some((_, last)) = notes.last_mut() {
        last.push_str("; ");
        last.push_str(words::blurring(Lang::Id));
    }
    let rows = public_rows(&view.coverage).into_iter().map(|row| {
        let told = |count: Told| count.exact().map_or_else(|| Cell::Text(count.words(Lang::Id)), Cell::Int);
        let mut cells = unit_cells(&row.unit, row.parent);
        cells.extend([row.figures.should, row.figures.signed].map(told));
        cells.push(Cell::Text(row.figures.share(Lang::Id)));
        cells.extend(notes.iter().map(|(_, text)| Cell::Text(text.clone())));
        cells
    });
    Sheet { columns: PUBLIC.to_vec(), rows: rows.collect(), notes }
}

fn unit_cells(unit: &Unit, parent: Option<String>) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![text(unit.code.as_str()), text(&unit.name), text(unit.kind.code()), text(&parent.unwrap_or_default())]
}

fn notes(drive: &Drive, at: Moment, is_final: bool, demo: bool) -> Vec<(&'static str, String)> {
    let state = if is_final { "angka akhir" } else { "angka berjalan" };
    let sample = if demo { "CONTOH: data peragaan, bukan data sebenarnya; " } else { "" };
    vec![
        ("gerakan", format!("{} (nomor {})", drive.title, drive.id)),
        ("per", at.iso(Zone::Wib)),
        ("penyebut", words::denominator(Lang::Id, drive)),
        ("keterangan", format!("{sample}{state}; setiap baris termasuk unit di bawahnya")),
    ]
}

/// Per cent with one digit, by the same rule as on screens: never 100 for less than all.
fn share(figures: &Figures) -> Option<f64> {
    Lang::En.percent(figures.signed, figures.should).strip_suffix(" %").and_then(|text| text.parse().ok())
}

/// A text that no spreadsheet takes for a formula.
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

impl Sheet {
    /// The file as CSV, UTF-8, comma.
    pub(crate) fn csv(&self) -> Result<Vec<u8>> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(&self.columns).context("writing CSV")?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => harmless(text),
                Cell::Int(number) => number.to_string(),
                Cell::Share(share) => share.map(|share| format!("{share:.1}")).unwrap_or_default(),
            });
            out.write_record(cells).context("writing CSV")?;
        }
        Ok(out.into_inner().context("writing CSV")?)
    }

    /// The file as XLSX: the figures, and a second sheet that says what they mean.
    pub(crate) fn xlsx(&self) -> Result<Vec<u8>> {
        Ok(self.workbook().context("writing XLSX")?)
    }

    fn workbook(&self) -> std::result::Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let bold = Format::new().set_bold();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Cakupan")?;
        sheet.set_freeze_panes(1, 2)?.set_column_width(1, 42)?;
        for (column, name) in (0_u16..).zip(&self.columns) {
            sheet.write_with_format(0, column, *name, &bold)?;
        }
        for (at, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(at, column, harmless(text))?,
                    Cell::Int(number) => sheet.write(at, column, *number)?,
                    Cell::Share(Some(share)) => sheet.write_number(at, column, *share)?,
                    Cell::Share(None) => sheet,
                };
            }
        }
        let sheet = book.add_worksheet().set_name("Keterangan")?;
        sheet.set_column_width(0, 16)?.set_column_width(1, 100)?;
        for (at, (name, text)) in (0_u32..).zip(&self.notes) {
            sheet.write_with_format(at, 0, *name, &bold)?;
            sheet.write_string(at, 1, harmless(text))?;
        }
        book.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_looks_like_a_formula_is_written_as_words() {
        for text in ["=1+1", "+62", "-3", "@SUM(A1)", "\tx"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("Kanwil Bali"), "Kanwil Bali");
    }
}
