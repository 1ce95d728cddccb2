//! XLSX: the first sheet, cell by cell. Formulas are never run. A spreadsheet is a ZIP and may unpack to
//! anything, so its real size is counted before it is read.

use super::{MAX_COLUMNS, MAX_ROWS, Sheet, too_large, unreadable};
use calamine::{DataRef, Reader, Xlsx};
use netra_base::Refusal;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of everything once unpacked: ten thousand rows are some 2 MB.
const MAX_UNPACKED: u64 = 16 * 1024 * 1024;

/// The rows of the first sheet.
pub(super) fn sheet(bytes: &[u8]) -> Result<Sheet, Refusal> {
    measure(bytes)?;
    // The reader of this format is not ours; should it panic on a broken file, that file is refused.
    catch_unwind(AssertUnwindSafe(|| cells(bytes))).unwrap_or_else(|_| Err(unreadable()))
}

/// Unpacks everything to nowhere, counting.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut left = MAX_UNPACKED;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|_| unreadable())?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| unreadable())?;
        left = left.checked_sub(size).ok_or_else(too_large)?;
    }
    Ok(())
}

fn cells(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let name = book.sheet_names().first().cloned().ok_or_else(unreadable)?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(|_| unreadable())? {
        let (row, column) = cell.get_position();
        let text = words(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let column = usize::try_from(column).ok().filter(|column| *column < MAX_COLUMNS).ok_or_else(unreadable)?;
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        if rows.len() > MAX_ROWS + 1 {
            return Err(too_large());
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| (u64::from(row) + 1, cells)).collect())
}

fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.chars().take(10).collect(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::Error(kind) => kind.to_string(),
    }
}
