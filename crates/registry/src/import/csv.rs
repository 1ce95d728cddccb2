//! CSV as people's programs write it: comma or semicolon, quotes, either line end, with or without BOM.
//! Reads one record at a time into the same memory; a record that outgrows its limit is an error, so an
//! unclosed quote cannot eat the machine.

use super::sheet::{MAX_COLUMNS, MAX_ROW_BYTES, Record, too_many_columns};
use anyhow::Context;
use netra_base::{Error, Refusal, Result};
use std::io::BufRead;

/// A CSV being read.
pub(crate) struct Csv<R> {
    input: R,
    delimiter: u8,
    row: u64,
    bytes: u64,
    skip_newline: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

impl<R: BufRead> Csv<R> {
    /// Looks at the first line to learn the delimiter and skips a byte-order mark.
    pub fn new(mut input: R) -> Result<Self> {
        let start = input.fill_buf().context("reading the file")?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(not_utf8(1).into());
        }
        let mark = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        let delimiter = delimiter(&start[mark..]);
        input.consume(mark);
        Ok(Self { input, delimiter, row: 0, bytes: mark as u64, skip_newline: false })
    }

    /// What it reads from.
    pub fn into_inner(self) -> R {
        self.input
    }

    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next record, blank lines included (they have no cells, or empty ones). False at the end.
    pub fn next(&mut self, record: &mut Record) -> Result<bool> {
        let mut text = record.begin(self.row + 1);
        let mut state = State::Start;
        let mut seen = false;
        loop {
            let buffer = self.input.fill_buf().context("reading the file")?;
            if buffer.is_empty() {
                break;
            }
            let (used, done) =
                step(buffer, self.delimiter, &mut state, &mut self.skip_newline, &mut text, record, &mut seen);
            self.input.consume(used);
            self.bytes += used as u64;
            if text.len() > MAX_ROW_BYTES {
                return Err(row_long(self.row + 1).into());
            }
            if record.columns() > MAX_COLUMNS {
                return Err(too_many_columns(self.row + 1).into());
            }
            if done {
                break;
            }
        }
        if state == State::Quoted {
            return Err(quote_open(self.row + 1).into());
        }
        if !seen {
            return Ok(false);
        }
        self.row += 1;
        record.end_cell(text.len());
        if text.contains(&0) {
            return Err(binary().into());
        }
        record.finish(text).map_err(|()| Error::from(not_utf8(self.row)))?;
        Ok(true)
    }
}

/// Takes what it can from `buffer`: how many bytes, and whether the record is complete.
fn step(
    buffer: &[u8],
    delimiter: u8,
    state: &mut State,
    skip_newline: &mut bool,
    text: &mut Vec<u8>,
    record: &mut Record,
    seen: &mut bool,
) -> (usize, bool) {
    let mut at = 0;
    while let Some(&byte) = buffer.get(at) {
        if std::mem::take(skip_newline) && byte == b'\n' {
            at += 1;
            continue;
        }
        *seen = true;
        match *state {
            State::Quoted => {
                let rest = &buffer[at..];
                let run = rest.iter().position(|&b| b == b'"').unwrap_or(rest.len());
                text.extend_from_slice(&rest[..run]);
                at += run;
                if run < rest.len() {
                    *state = State::Closed;
                    at += 1;
                } else if text.len() > MAX_ROW_BYTES {
                    return (at, false);
                }
                continue;
            }
            State::Closed if byte == b'"' => {
                text.push(b'"');
                *state = State::Quoted;
            }
            State::Start if byte == b'"' => *state = State::Quoted,
            _ if byte == delimiter => {
                record.end_cell(text.len());
                *state = State::Start;
                if record.columns() > MAX_COLUMNS {
                    return (at + 1, false);
                }
            }
            _ if byte == b'\n' || byte == b'\r' => {
                *skip_newline = byte == b'\r';
                return (at + 1, true);
            }
            _ => {
                let rest = &buffer[at..];
                let stop = |b: u8| b == delimiter || b == b'\n' || b == b'\r';
                let run = rest.iter().position(|&b| stop(b)).unwrap_or(rest.len());
                text.extend_from_slice(&rest[..run]);
                at += run;
                *state = State::Plain;
                continue;
            }
        }
        at += 1;
    }
    (at, false)
}

/// Comma or semicolon: whichever the first line has more of, outside quotes.
fn delimiter(start: &[u8]) -> u8 {
    let mut quoted = false;
    let (mut commas, mut semicolons) = (0, 0);
    for &byte in start.iter().take(MAX_ROW_BYTES) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            b',' if !quoted => commas += 1,
            b';' if !quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

fn row_long(row: u64) -> Refusal {
    Refusal::new(
        "row-long",
        format!("Baris {row} lebih panjang dari 64 KB; mungkin tanda kutip tidak ditutup. Perbaiki lalu impor lagi."),
        format!("Row {row} is longer than 64 KB; perhaps a quote is not closed. Repair it and import again."),
    )
}

fn quote_open(row: u64) -> Refusal {
    Refusal::new(
        "quote-open",
        format!("Tanda kutip di baris {row} tidak ditutup sampai akhir berkas; tutup tanda kutipnya lalu impor lagi."),
        format!("The quote in row {row} is not closed until the end of the file; close it and import again."),
    )
}

fn not_utf8(row: u64) -> Refusal {
    Refusal::new(
        "file-encoding",
        format!("Teks di baris {row} bukan UTF-8; simpan berkas sebagai \"CSV UTF-8\" atau XLSX lalu impor lagi."),
        format!("The text in row {row} is not UTF-8; save the file as \"CSV UTF-8\" or XLSX and import again."),
    )
}

pub(crate) fn binary() -> Refusal {
    Refusal::new(
        "file-binary",
        "Berkas ini bukan tabel CSV atau XLSX; ekspor dari aplikasi asal sebagai CSV UTF-8 atau XLSX.",
        "This file is no CSV or XLSX table; export it from its program as CSV UTF-8 or XLSX.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn rows(text: &[u8], buffer: usize) -> Result<Vec<(u64, Vec<String>)>> {
        let mut csv = Csv::new(BufReader::with_capacity(buffer, text))?;
        let mut record = Record::default();
        let mut out = Vec::new();
        while csv.next(&mut record)? {
            out.push((record.row(), (0..record.columns()).map(|n| record.get(n).to_owned()).collect()));
        }
        Ok(out)
    }

    #[test]
    fn rows_count_as_a_sheet_counts_them_whatever_the_line_end() {
        let text = "a;\"b\nc\"\r\n\r\n\"d\"\"e\";f;\n;\nx";
        for buffer in [16, 17, 64, 4096] {
            let found = rows(text.as_bytes(), buffer).expect("reads");
            let expected: Vec<(u64, Vec<&str>)> = vec![
                (1, vec!["a", "b\nc"]),
                (2, vec![""]),
                (3, vec!["d\"e", "f", ""]),
                (4, vec!["", ""]),
                (5, vec!["x"]),
            ];
            let found: Vec<(u64, Vec<&str>)> =
                found.iter().map(|(row, cells)| (*row, cells.iter().map(String::as_str).collect())).collect();
            assert_eq!(found, expected, "buffer {buffer}");
        }
    }

    #[test]
    fn a_file_that_is_no_table_is_refused_with_one_code() {
        let long = [b"a,b\n".as_slice(), &vec![b'x'; 70_000]].concat();
        let wide = [b"a,b\n".as_slice(), &[b','; 200]].concat();
        let open = [b"a,b\n\"x".as_slice(), &vec![b'\n'; 70_000]].concat();
        let cases: &[(&[u8], &str)] = &[
            (b"nama\nJos\xe9\n", "file-encoding"),
            (b"\xff\xfea\0", "file-encoding"),
            (b"a\0b", "file-binary"),
            (b"a,b\n\"x,1\n", "quote-open"),
            (&long, "row-long"),
            (&wide, "columns-many"),
            (&open, "row-long"),
        ];
        for (bytes, code) in cases {
            match rows(bytes, 4096) {
                Err(Error::Refused(list)) => assert_eq!(list[0].code, *code),
                other => panic!("{code}: {other:?}"),
            }
        }
    }
}
