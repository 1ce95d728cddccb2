//! Reading a table of holidays from a file, CSV or XLSX: `date,kind,reason` and perhaps `reason_en` and
//! `confidence`, in any order. Every row is looked at; what a row may say is decided in `rules::rows`. One
//! refused row refuses the file, so nothing is ever imported in part.

mod csv;
mod xlsx;

use crate::actions::HolidayFile;
use crate::rules::rows::{self, Fault, Row};
use netra_base::{Moment, Refusal, Result, canonical};

/// Bytes of a file at most: 100 years of 40 days of 100 bytes are 400 KB.
pub const FILE_LIMIT: u64 = 1024 * 1024;
/// Rows at most: 100 years of 60 days are 6,000.
const MAX_ROWS: usize = 10_000;
/// Columns at most: there are five.
const MAX_COLUMNS: usize = 32;

/// The columns, those that cannot be left out first.
const COLUMNS: [&str; 5] = ["date", "kind", "reason", "reason_en", "confidence"];
const NEEDED: usize = 3;

/// The rows of a sheet: its own row number and the cells.
type Sheet = Vec<(u64, Vec<String>)>;

/// What a file holds.
#[derive(Debug)]
pub enum Reading {
    /// Whole years.
    Years(HolidayFile, u64),
    /// Refused rows, in their order, and how many rows were read.
    Faults(Vec<Fault>, u64),
}

/// Reads a file from its bytes, to be imported at `now`.
///
/// # Errors
/// Refused when it is no table of holidays at all.
pub fn read(bytes: &[u8], now: Moment) -> Result<Reading> {
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(too_large().into());
    }
    let sheet = if bytes.starts_with(b"PK") { xlsx::sheet(bytes)? } else { csv::sheet(bytes)? };
    let rows = table(sheet)?;
    let count = rows.len() as u64;
    Ok(match rows::years(&rows, now) {
        Ok(years) => Reading::Years(HolidayFile { hash: canonical::sha256(bytes), years }, count),
        Err(faults) => Reading::Faults(faults, count),
    })
}

fn table(sheet: Sheet) -> Result<Vec<Row>, Refusal> {
    let mut sheet = sheet.into_iter();
    let (_, header) = sheet.next().ok_or_else(empty)?;
    let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    let places = COLUMNS.map(|column| names.iter().position(|name| name == column));
    let unknown = names.iter().enumerate().find(|(at, name)| !name.is_empty() && !places.contains(&Some(*at)));
    if places.iter().take(NEEDED).any(Option::is_none) || unknown.is_some() {
        return Err(header_wrong());
    }
    let rows: Vec<Row> = sheet
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|(row, cells)| {
            let cell = |column: usize| {
                let text = places[column].and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
                text.to_owned()
            };
            Row { row, date: cell(0), kind: cell(1), reason: cell(2), reason_en: cell(3), confidence: cell(4) }
        })
        .collect();
    if rows.is_empty() {
        return Err(empty());
    }
    if rows.len() > MAX_ROWS { Err(too_large()) } else { Ok(rows) }
}

fn empty() -> Refusal {
    Refusal::new(
        "file-empty",
        "Berkas ini tidak berisi satu pun hari libur; tulis judul kolom di baris 1 dan satu tanggal di tiap baris.",
        "This file has no holiday; write the column names in row 1 and one date in each row.",
    )
}

fn header_wrong() -> Refusal {
    let all = COLUMNS.join(",");
    Refusal::new(
        "columns-wrong",
        format!(
            "Nama kolom di baris 1 belum benar; tulis {all} (dua yang terakhir boleh tidak ada), masing-masing sekali."
        ),
        format!("The column names in row 1 are not right; write {all} (the last two may be left out), each once."),
    )
}

fn too_large() -> Refusal {
    Refusal::new(
        "file-large",
        "Berkas lebih besar dari 1 MB atau berisi lebih dari 10.000 baris; daftar hari libur jauh lebih kecil, periksa berkasnya.",
        "The file is larger than 1 MB or has more than 10,000 rows; a list of holidays is far smaller, check the file.",
    )
}

fn unreadable() -> Refusal {
    Refusal::new(
        "file-unreadable",
        "Berkas ini tidak dapat dibaca sebagai CSV UTF-8 atau XLSX; simpan ulang dalam salah satu bentuk itu lalu impor lagi.",
        "This file cannot be read as CSV UTF-8 or XLSX; save it in one of these forms and import again.",
    )
}
