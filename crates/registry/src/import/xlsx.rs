//! XLSX: the first sheet, cell by cell. Formulas are never run: what the file remembers as their result is
//! the data. A spreadsheet is a ZIP and may unpack to anything, so its real size is counted first.

use super::sheet::{Flaw, MAX_COLUMNS, MAX_ROW_BYTES, Record, empty, too_many_columns, unreadable};
use super::spool;
use anyhow::Context;
use calamine::{DataRef, Dimensions, Reader, Xlsx};
use netra_base::{Error, Refusal, Result};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Unpacked size of everything: a full sheet of 1,048,576 rows with seven columns of text is some 600 MB.
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Unpacked size of each part other than sheets: they are held in memory while reading. A million
/// different names and numbers are some 75 MB of shared strings.
const MAX_PART: u64 = 96 * 1024 * 1024;
/// Parts of a spreadsheet: sheets, styles, pictures.
const MAX_PARTS: usize = 2_000;
/// Areas of merged cells: each is compared with each row.
const MAX_AREAS: usize = 1_000;
/// From here on a spreadsheet's number no longer holds every digit (it keeps fifteen).
const LOSSY: f64 = 1e15;

/// Checks a spreadsheet and unpacks its first sheet.
pub(crate) fn unpack(file: File, header: &mut dyn FnMut(&Record) -> Result<()>) -> Result<spool::Reader> {
    let mut input = BufReader::new(file);
    let merged = measure(&mut input)?;
    input.rewind().context("reading the file")?;
    // The reader of this format is not ours; should it panic on a broken file, that file is refused.
    catch_unwind(AssertUnwindSafe(|| spool_rows(input, merged, header))).unwrap_or_else(|_| Err(unreadable().into()))
}

/// Unpacks everything to nowhere, counting. Answers whether any sheet has merged cells.
fn measure(input: &mut (impl Read + Seek)) -> Result<bool> {
    let mut zip = zip::ZipArchive::new(input).map_err(|_| Error::from(unreadable()))?;
    if zip.len() > MAX_PARTS {
        return Err(bomb().into());
    }
    let mut total = 0u64;
    let mut merged = false;
    let mut buffer = vec![0u8; 128 * 1024];
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(|_| Error::from(unreadable()))?;
        let is_sheet = part.name().is_ok_and(|name| name.contains("worksheets/"));
        let mut size = 0u64;
        let mut kept = 0;
        loop {
            let got = part.read(&mut buffer[kept..]).map_err(|_| Error::from(unreadable()))?;
            if got == 0 {
                break;
            }
            size += got as u64;
            total += got as u64;
            if total > MAX_UNPACKED || (!is_sheet && size > MAX_PART) {
                return Err(bomb().into());
            }
            let filled = kept + got;
            merged = merged || (is_sheet && contains(&buffer[..filled], b"mergeCell "));
            // The word may lie across two reads: keep the last few bytes.
            kept = filled.min(16);
            buffer.copy_within(filled - kept..filled, 0);
        }
    }
    Ok(merged)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

type Cells = Vec<(Option<Flaw>, String)>;

fn spool_rows(
    input: BufReader<File>,
    merged: bool,
    header: &mut dyn FnMut(&Record) -> Result<()>,
) -> Result<spool::Reader> {
    let bad = |_| Error::from(unreadable());
    let mut book: Xlsx<_> = Xlsx::new(input).map_err(bad)?;
    let name = book.sheet_names().first().cloned().ok_or_else(|| Error::from(unreadable()))?;
    let areas = if merged { book.merge_cells_by_sheet_name(&name).map_err(bad)? } else { Vec::new() };
    if areas.len() > MAX_AREAS {
        return Err(many_areas().into());
    }
    let mut reader = book.worksheet_cells_reader(&name).map_err(bad)?;
    let mut out = Rows { spool: spool::Writer::new()?, row: 0, cells: Vec::new(), areas, header, seen_header: false };
    while let Some(cell) = reader.next_cell().map_err(bad)? {
        let (row, column) = cell.get_position();
        let (flaw, text) = value(cell.get_value());
        out.move_to(row)?;
        out.put(column as usize, flaw, text)?;
    }
    out.flush()?;
    if !out.seen_header {
        return Err(empty().into());
    }
    out.spool.finish()
}

/// Gathers the cells of a row and passes each row on.
struct Rows<'a> {
    spool: spool::Writer,
    row: u32,
    cells: Cells,
    areas: Vec<Dimensions>,
    header: &'a mut dyn FnMut(&Record) -> Result<()>,
    seen_header: bool,
}

impl Rows<'_> {
    fn move_to(&mut self, row: u32) -> Result<()> {
        if row != self.row {
            self.flush()?;
            if row < self.row {
                return Err(unreadable().into());
            }
            self.row = row;
        }
        Ok(())
    }

    fn put(&mut self, column: usize, flaw: Option<Flaw>, text: String) -> Result<()> {
        if text.is_empty() && flaw.is_none() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(too_many_columns(u64::from(self.row) + 1).into());
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, (None, String::new()));
        }
        self.cells[column] = (flaw, text);
        Ok(())
    }

    /// Only the first of merged cells has the value; the others may not even be in the file.
    fn mark_merged(&mut self) {
        for area in self.areas.iter().filter(|area| (area.start.0..=area.end.0).contains(&self.row)) {
            for column in area.start.1..=area.end.1.min(63) {
                let column = column as usize;
                if self.cells.len() <= column {
                    self.cells.resize(column + 1, (None, String::new()));
                }
                self.cells[column].0 = Some(Flaw::Merged);
            }
        }
    }

    fn flush(&mut self) -> Result<()> {
        if self.cells.is_empty() {
            return Ok(());
        }
        self.mark_merged();
        if self.cells.iter().map(|(_, text)| text.len()).sum::<usize>() > MAX_ROW_BYTES {
            return Err(row_long(u64::from(self.row) + 1).into());
        }
        if !self.seen_header {
            let mut record = Record::default();
            let mut text = record.begin(u64::from(self.row) + 1);
            for (_, cell) in &self.cells {
                text.extend_from_slice(cell.as_bytes());
                record.end_cell(text.len());
            }
            record.finish(text).map_err(|()| Error::from(unreadable()))?;
            (self.header)(&record)?;
            self.seen_header = true;
        }
        self.spool.write(self.row + 1, &self.cells)?;
        self.cells.clear();
        Ok(())
    }
}

fn value(value: &DataRef<'_>) -> (Option<Flaw>, String) {
    match value {
        DataRef::Empty => (None, String::new()),
        DataRef::String(text) => (None, text.clone()),
        DataRef::SharedString(text) => (None, (*text).to_owned()),
        DataRef::Int(number) => (None, number.to_string()),
        DataRef::Float(number) if number.abs() >= LOSSY || !number.is_finite() => {
            (Some(Flaw::LostDigits), number.to_string())
        }
        DataRef::Float(number) => (None, number.to_string()),
        DataRef::Bool(flag) => (None, if *flag { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            (None, format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (None, text.clone()),
        DataRef::Error(kind) => (Some(Flaw::Error), kind.to_string()),
    }
}

fn bomb() -> Refusal {
    Refusal::new(
        "file-unpacked",
        "Isi XLSX ini terlalu besar setelah dibuka; bagi menurut unit, atau ekspor sebagai CSV UTF-8.",
        "This XLSX is too large once unpacked; split it by unit, or export it as CSV UTF-8.",
    )
}

fn many_areas() -> Refusal {
    Refusal::new(
        "file-merged",
        "Lembar ini berisi terlalu banyak sel gabungan; pisahkan semua sel gabungan lalu impor lagi.",
        "This sheet has too many merged cells; unmerge them all and import again.",
    )
}

fn row_long(row: u64) -> Refusal {
    Refusal::new(
        "row-long",
        format!("Baris {row} lebih panjang dari 64 KB; hapus isi yang bukan data."),
        format!("Row {row} is longer than 64 KB; remove what is not data."),
    )
}
