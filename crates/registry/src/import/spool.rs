//! The unpacked rows of a spreadsheet in an unnamed temporary file: written once while the spreadsheet is
//! checked, then read like any other table. The file has no name, so it is gone with the process.
//!
//! A row is: number (u32), count of cells (u32), then per cell a flaw (u8), a length (u32) and the text.

use super::sheet::{Flaw, Record};
use anyhow::{Context, anyhow};
use netra_base::{Error, Result};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};

/// Rows being written.
pub(crate) struct Writer {
    file: BufWriter<File>,
    bytes: u64,
}

impl Writer {
    pub fn new() -> Result<Self> {
        let file = tempfile::tempfile().context("making a temporary file")?;
        Ok(Self { file: BufWriter::with_capacity(256 * 1024, file), bytes: 0 })
    }

    pub fn write(&mut self, row: u32, cells: &[(Option<Flaw>, String)]) -> Result<()> {
        let mut put = |bytes: &[u8]| -> Result<()> {
            self.bytes += bytes.len() as u64;
            self.file.write_all(bytes).context("writing a temporary file")?;
            Ok(())
        };
        let count = |n: usize| u32::try_from(n).map_err(|_| Error::Failed(anyhow!("a cell too long")));
        put(&row.to_le_bytes())?;
        put(&count(cells.len())?.to_le_bytes())?;
        for (flaw, text) in cells {
            let mark = match flaw {
                None => 0,
                Some(Flaw::LostDigits) => 1,
                Some(Flaw::Error) => 2,
                Some(Flaw::Merged) => 3,
            };
            put(&[mark])?;
            put(&count(text.len())?.to_le_bytes())?;
            put(text.as_bytes())?;
        }
        Ok(())
    }

    pub fn finish(self) -> Result<Reader> {
        let mut file = self.file.into_inner().map_err(|e| anyhow!("writing a temporary file: {}", e.error()))?;
        file.rewind().context("reading a temporary file")?;
        Ok(Reader { file: BufReader::with_capacity(256 * 1024, file), at: 0, total: self.bytes })
    }
}

/// Rows being read back.
pub(crate) struct Reader {
    file: BufReader<File>,
    at: u64,
    total: u64,
}

impl Reader {
    pub fn total(&self) -> u64 {
        self.total
    }

    pub fn position(&self) -> u64 {
        self.at
    }

    pub fn next(&mut self, record: &mut Record) -> Result<bool> {
        if self.at >= self.total {
            return Ok(false);
        }
        let row = self.number()?;
        let mut text = record.begin(u64::from(row));
        for column in 0..self.number()? as usize {
            let mut mark = [0u8];
            self.fill(&mut mark)?;
            let flaw = match mark[0] {
                1 => Some(Flaw::LostDigits),
                2 => Some(Flaw::Error),
                3 => Some(Flaw::Merged),
                _ => None,
            };
            record.flaws.extend(flaw.map(|flaw| (column, flaw)));
            let start = text.len();
            text.resize(start + self.number()? as usize, 0);
            self.fill(&mut text[start..])?;
            record.end_cell(text.len());
        }
        record.finish(text).map_err(|()| anyhow!("a temporary file was changed"))?;
        Ok(true)
    }

    fn number(&mut self) -> Result<u32> {
        let mut bytes = [0u8; 4];
        self.fill(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.file.read_exact(bytes).context("reading a temporary file")?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}
