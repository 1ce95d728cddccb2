//! Units and rosters as files: JSON, CSV and XLSX, streamed. CSV cells that a spreadsheet could run are
//! marked as text, NIPs are always text, and an exported roster can be imported again without changing
//! anything (it lists the people who work here, not those who left).

use crate::model::{Employee, Unit};
use crate::store::{people, units};
use crate::text::csv_line;
use anyhow::{Context, anyhow};
use netra_base::{Error, Refusal, Result, UnitId};
use netra_store::{Store, Tx};
use rust_xlsxwriter::{Format as CellFormat, Workbook, Worksheet};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Seek, Write};

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, UTF-8 with byte-order mark, as spreadsheets like it.
    Csv,
    /// A list of objects.
    Json,
    /// A spreadsheet; at most 1,048,575 rows.
    Xlsx,
}

impl Format {
    /// Reads `csv`, `json` or `xlsx`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

const UNIT_COLUMNS: [&str; 8] = ["code", "name", "kind", "parent", "zone", "valid_from", "valid_to", "class"];
const ROSTER_COLUMNS: [&str; 7] = ["nip", "nama", "status", "jabatan", "golongan", "unit", "nomor_kontrak"];

/// Writes the units at and below a path (`/` for all).
///
/// # Errors
/// When the database or the writing fails.
pub fn units(store: &Store, path: &str, format: Format, out: &mut dyn Write) -> Result<()> {
    store.read_long(|tx| {
        let codes: HashMap<UnitId, String> =
            units::all(tx)?.into_iter().map(|unit| (unit.id, unit.code.as_str().to_owned())).collect();
        let mut table = Table::begin(format, &UNIT_COLUMNS, out)?;
        for unit in units::below_path(tx, path)? {
            let parent = unit.parent.and_then(|id| codes.get(&id)).cloned();
            match format {
                Format::Json => table.object(&unit_object(&unit, parent.as_deref()))?,
                Format::Csv | Format::Xlsx => table.row(&unit_cells(unit, parent.unwrap_or_default()))?,
            }
        }
        table.end()
    })
}

fn unit_object(unit: &Unit, parent: Option<&str>) -> Value {
    json!({
        "code": unit.code, "name": unit.name, "kind": unit.kind, "parent": parent,
        "zone": unit.zone.abbreviation(), "valid_from": unit.valid_from, "valid_to": unit.valid_to,
        "class": unit.class, "sample": unit.sample,
    })
}

fn unit_cells(unit: Unit, parent: String) -> [String; 8] {
    [
        unit.code.as_str().to_owned(),
        unit.name,
        unit.kind.code().to_owned(),
        parent,
        unit.zone.abbreviation().to_owned(),
        unit.valid_from.to_string(),
        unit.valid_to.map(|day| day.to_string()).unwrap_or_default(),
        unit.class.unwrap_or_default(),
    ]
}

/// Writes the people who work at and below a path (`/` for all).
///
/// # Errors
/// When the database or the writing fails; refused when a spreadsheet cannot hold so many rows.
pub fn roster(store: &Store, path: &str, format: Format, out: &mut dyn Write) -> Result<()> {
    store.read_long(|tx| roster_of(tx, path, format, out))
}

fn roster_of(tx: &mut Tx<'_>, path: &str, format: Format, out: &mut dyn Write) -> Result<()> {
    let mut table = Table::begin(format, &ROSTER_COLUMNS, out)?;
    people::each_below(tx, path, |person, unit| {
        if !person.service.is_active() {
            return Ok(());
        }
        let cells = roster_cells(&person, unit);
        match format {
            Format::Json => {
                let pairs = ROSTER_COLUMNS.iter().zip(&cells).map(|(name, cell)| ((*name).to_owned(), json!(cell)));
                table.object(&Value::Object(pairs.collect()))
            }
            Format::Csv | Format::Xlsx => table.row(&cells),
        }
    })?;
    table.end()
}

fn roster_cells(person: &Employee, unit: &str) -> [String; 7] {
    [
        person.nip.map(|nip| nip.to_string()).unwrap_or_default(),
        person.name.as_str().to_owned(),
        person.employment.code().to_owned(),
        person.position.clone().unwrap_or_default(),
        person.grade.as_ref().map(|grade| grade.as_str().to_owned()).unwrap_or_default(),
        unit.to_owned(),
        person.contract.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default(),
    ]
}

/// A table on its way out.
enum Table<'a> {
    Csv(&'a mut dyn Write),
    Json { out: &'a mut dyn Write, first: bool },
    Xlsx { out: &'a mut dyn Write, book: Box<Workbook>, text: Box<CellFormat>, row: u32 },
}

/// Rows of a sheet below its header.
const SHEET_ROWS: u32 = 1_048_575;

impl<'a> Table<'a> {
    fn begin(format: Format, columns: &[&str], out: &'a mut dyn Write) -> Result<Self> {
        match format {
            Format::Csv => {
                put(out, b"\xef\xbb\xbf")?;
                put(out, csv_line(columns).as_bytes())?;
                Ok(Self::Csv(out))
            }
            Format::Json => {
                put(out, b"[")?;
                Ok(Self::Json { out, first: true })
            }
            Format::Xlsx => {
                let mut book = Box::new(Workbook::new());
                let bold = CellFormat::new().set_bold();
                let sheet = book.add_worksheet_with_constant_memory().map_err(sheet_failed)?;
                for (column, name) in (0u16..).zip(columns) {
                    sheet.write_string_with_format(0, column, *name, &bold).map_err(sheet_failed)?;
                }
                let text = Box::new(CellFormat::new().set_num_format("@"));
                Ok(Self::Xlsx { out, book, text, row: 0 })
            }
        }
    }

    fn object(&mut self, value: &Value) -> Result<()> {
        let Self::Json { out, first } = self else { return Err(Error::Failed(anyhow!("an object in a sheet"))) };
        put(*out, if std::mem::take(first) { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut **out, value).context("writing the export")?;
        Ok(())
    }

    fn row(&mut self, cells: &[String]) -> Result<()> {
        match self {
            Self::Json { .. } => Err(Error::Failed(anyhow!("a row among objects"))),
            Self::Csv(out) => put(*out, csv_line(cells).as_bytes()),
            Self::Xlsx { book, text, row, .. } => {
                *row += 1;
                if *row > SHEET_ROWS {
                    return Err(too_many_rows());
                }
                let sheet = book.worksheet_from_index(0).map_err(sheet_failed)?;
                write_row(sheet, *row, cells, text)
            }
        }
    }

    fn end(self) -> Result<()> {
        match self {
            Self::Csv(out) => out.flush().context("writing the export")?,
            Self::Json { out, .. } => put(out, b"\n]\n")?,
            Self::Xlsx { out, mut book, .. } => {
                let mut file = tempfile::tempfile().context("making a temporary file")?;
                book.save_to_writer(&file).map_err(sheet_failed)?;
                file.rewind().context("reading a temporary file")?;
                std::io::copy(&mut file, out).context("writing the export")?;
            }
        }
        Ok(())
    }
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[String], text: &CellFormat) -> Result<()> {
    for (column, cell) in (0u16..).zip(cells) {
        if !cell.is_empty() {
            // Always a string: never a formula, and no digit of a NIP is lost.
            sheet.write_string_with_format(row, column, cell, text).map_err(sheet_failed)?;
        }
    }
    Ok(())
}

fn put(out: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    out.write_all(bytes).context("writing the export")?;
    Ok(())
}

fn sheet_failed(error: rust_xlsxwriter::XlsxError) -> Error {
    Error::Failed(anyhow::Error::new(error).context("writing a spreadsheet"))
}

fn too_many_rows() -> Error {
    Refusal::new(
        "rows-many",
        "Satu lembar XLSX hanya memuat 1.048.575 baris; ekspor sebagai CSV atau per Kanwil.",
        "One XLSX sheet holds only 1,048,575 rows; export as CSV or Kanwil by Kanwil.",
    )
    .into()
}
