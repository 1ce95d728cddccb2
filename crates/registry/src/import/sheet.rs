//! A table in a file, whatever its format: opened, checked from the first byte to the last, then read row
//! by row. The check comes first so that a file which turns out to be broken in its last row changes
//! nothing at all.

use super::csv::{Csv, binary};
use super::{spool, xlsx};
use anyhow::Context;
use netra_base::{Error, Refusal, Result};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// Columns of a table at most: a roster has seven.
pub(crate) const MAX_COLUMNS: usize = 64;
/// Bytes of a row at most: 64 columns of a kilobyte.
pub(crate) const MAX_ROW_BYTES: usize = 64 * 1024;
const BUFFER: usize = 256 * 1024;

/// What a cell of a spreadsheet was, when it was more than text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A number too long for a spreadsheet: its last digits are lost.
    LostDigits,
    /// An error value such as `#REF!`.
    Error,
    /// Part of merged cells.
    Merged,
}

/// One row. Its memory is used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Record {
    row: u64,
    text: String,
    ends: Vec<usize>,
    pub(crate) flaws: Vec<(usize, Flaw)>,
}

impl Record {
    /// Starts a row; gives the memory to fill.
    pub fn begin(&mut self, row: u64) -> Vec<u8> {
        self.row = row;
        self.ends.clear();
        self.flaws.clear();
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        bytes
    }

    /// The text so far belongs to the present cell.
    pub fn end_cell(&mut self, length: usize) {
        self.ends.push(length);
    }

    /// Gives the filled memory back. `Err` when it is not UTF-8.
    pub fn finish(&mut self, text: Vec<u8>) -> Result<(), ()> {
        self.text = String::from_utf8(text).map_err(|_| ())?;
        // A boundary inside a letter cannot happen: delimiters and quotes are ASCII.
        Ok(())
    }

    /// The sheet's own row number; the header is row 1.
    pub fn row(&self) -> u64 {
        self.row
    }

    pub fn columns(&self) -> usize {
        self.ends.len()
    }

    /// A cell; one that is not there is empty.
    pub fn get(&self, column: usize) -> &str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end).unwrap_or("")
    }

    pub fn flaw(&self, column: usize) -> Option<Flaw> {
        self.flaws.iter().find(|(at, _)| *at == column).map(|(_, flaw)| *flaw)
    }

    /// Nothing but blanks.
    pub fn is_blank(&self) -> bool {
        self.flaws.is_empty() && self.text.chars().all(char::is_whitespace)
    }
}

/// A checked table, ready to be read.
pub(crate) struct Sheet {
    rows: Rows,
    /// SHA-256 of the file.
    pub hash: [u8; 32],
    /// The file's length.
    pub bytes: u64,
    /// What [`Sheet::position`] will be at the end.
    pub total: u64,
}

enum Rows {
    Csv(Box<Csv<BufReader<File>>>),
    Spool(spool::Reader),
}

impl Sheet {
    /// Opens a file. `header` is shown the first row, and may refuse it, before the rest is read.
    pub fn open(path: &Path, limit: u64, mut header: impl FnMut(&Record) -> Result<()>) -> Result<Self> {
        let mut file = File::open(path).map_err(|error| cannot_open(&error))?;
        let bytes = file.metadata().context("looking at the file")?.len();
        check_size(bytes, limit)?;
        let mut magic = [0u8; 8];
        let got = file.read(&mut magic).context("reading the file")?;
        file.rewind().context("reading the file")?;
        if magic[..got].starts_with(b"PK\x03\x04") {
            let hash = hash(&mut file)?;
            let reader = xlsx::unpack(file, &mut header)?;
            let total = reader.total();
            return Ok(Self { rows: Rows::Spool(reader), hash, bytes, total });
        }
        if magic[..got].starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(old_excel().into());
        }
        let hash = check_csv(file, &mut header)?;
        let file = File::open(path).map_err(|error| cannot_open(&error))?;
        let csv = Csv::new(BufReader::with_capacity(BUFFER, file))?;
        Ok(Self { rows: Rows::Csv(Box::new(csv)), hash, bytes, total: bytes })
    }

    /// The next row; false at the end.
    pub fn next(&mut self, record: &mut Record) -> Result<bool> {
        match &mut self.rows {
            Rows::Csv(csv) => csv.next(record),
            Rows::Spool(spool) => spool.next(record),
        }
    }

    /// How far reading has come, of [`Sheet::total`].
    pub fn position(&self) -> u64 {
        match &self.rows {
            Rows::Csv(csv) => csv.bytes(),
            Rows::Spool(spool) => spool.position(),
        }
    }
}

/// Reads the whole file once: its hash, and whether every row can be read.
fn check_csv(file: File, header: &mut dyn FnMut(&Record) -> Result<()>) -> Result<[u8; 32]> {
    let hashing = Hashing { file, hash: Sha256::new() };
    let mut csv = Csv::new(BufReader::with_capacity(BUFFER, hashing))?;
    let mut record = Record::default();
    if !csv.next(&mut record)? {
        return Err(empty().into());
    }
    header(&record)?;
    while csv.next(&mut record)? {}
    Ok(csv.into_inner().into_inner().hash.finalize().into())
}

/// Hashes what passes through.
struct Hashing {
    file: File,
    hash: Sha256,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.file.read(buffer)?;
        self.hash.update(&buffer[..got]);
        Ok(got)
    }
}

fn hash(file: &mut File) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0u8; BUFFER];
    loop {
        let got = file.read(&mut buffer).context("reading the file")?;
        if got == 0 {
            break;
        }
        hash.update(&buffer[..got]);
    }
    file.rewind().context("reading the file")?;
    Ok(hash.finalize().into())
}

fn check_size(bytes: u64, limit: u64) -> Result<()> {
    if bytes == 0 {
        return Err(empty().into());
    }
    if bytes > limit {
        let (mib, most) = (bytes.div_ceil(1024 * 1024), limit / (1024 * 1024));
        return Err(Refusal::new(
            "file-large",
            format!(
                "Berkas {mib} MB terlalu besar, paling besar {most} MB; bagi menurut unit lalu impor satu per satu."
            ),
            format!(
                "The file of {mib} MB is too large, the limit is {most} MB; split it by unit and import the parts."
            ),
        )
        .into());
    }
    Ok(())
}

pub(crate) fn empty() -> Refusal {
    Refusal::new(
        "file-empty",
        "Berkas kosong; baris pertama harus berisi nama kolom dan baris berikutnya datanya.",
        "The file is empty; its first row must hold the column names and the next rows the data.",
    )
}

fn cannot_open(error: &std::io::Error) -> Error {
    Refusal::new(
        "file-open",
        format!("Berkas tidak dapat dibuka ({error}); periksa nama dan izinnya."),
        format!("The file cannot be opened ({error}); check its name and permissions."),
    )
    .into()
}

fn old_excel() -> Refusal {
    Refusal::new(
        "file-xls",
        "Berkas .xls lama atau berkata sandi tidak dapat dibaca; simpan sebagai XLSX tanpa kata sandi atau CSV UTF-8.",
        "An old .xls file or one with a password cannot be read; save it as XLSX without password or as CSV UTF-8.",
    )
}

pub(crate) fn too_many_columns(row: u64) -> Refusal {
    Refusal::new(
        "columns-many",
        format!("Baris {row} memiliki lebih dari {MAX_COLUMNS} kolom; hapus kolom yang tidak diperlukan."),
        format!("Row {row} has more than {MAX_COLUMNS} columns; remove those that are not needed."),
    )
}

pub(crate) fn unreadable() -> Refusal {
    binary()
}
