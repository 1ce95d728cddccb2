//! Reading rosters and lists of units from files: CSV and XLSX, row by row, with a sentence for each row
//! that cannot be taken. A file that is no table at all is refused as a whole and changes nothing.
//!
//! What holds if we stop half-way: each batch of rows is one durable transaction, so what was written stays
//! and the same file can simply be imported again; rows already taken count as unchanged.
//!
//! A roster is a snapshot of the people it lists: who is not listed is not touched.

mod batch;
mod csv;
mod header;
mod outcome;
mod roster;
mod sheet;
mod spool;
mod units;
mod xlsx;

pub use outcome::{Outcome, Problem};

use netra_base::{AccountId, Chance, Lang, Moment, Result};
use netra_store::Store;
use std::path::Path;

/// Largest file on the upload page. 150 MB are some 1.6 million rows of a CSV: more than any one unit has.
pub const PAGE_LIMIT: u64 = 150 * 1024 * 1024;
/// Largest file of the command: 4.3 million rows of about 90 bytes are 390 MB; twice that and some room.
pub const COMMAND_LIMIT: u64 = 1024 * 1024 * 1024;
/// Refused rows that are kept and shown; the rest is counted and goes to the refusal file. At about 400
/// bytes each these are 4 MB.
pub const KEPT_PROBLEMS: usize = 10_000;

/// How to import.
#[derive(Debug, Clone)]
pub struct ImportOptions<'a> {
    /// Look and count only.
    pub dry_run: bool,
    /// The present moment: its day in each unit's zone is the day of the changes.
    pub now: Moment,
    /// For the salt of the ledger entry.
    pub chance: Chance,
    /// Who asked, when it was an account.
    pub by: Option<AccountId>,
    /// Paths of the units that may be written, with all below; `None` for all.
    pub scope: Option<Vec<String>>,
    /// The language of the sentences.
    pub lang: Lang,
    /// The largest file: [`PAGE_LIMIT`] or [`COMMAND_LIMIT`].
    pub limit: u64,
    /// The name that the run is remembered by; the file's own name when `None`.
    pub name: Option<String>,
    /// Where to write every refusal as CSV while reading.
    pub refusals: Option<&'a Path>,
}

impl ImportOptions<'_> {
    /// An import by the command, of everything, for real.
    #[must_use]
    pub fn command(now: Moment, chance: Chance) -> Self {
        Self {
            dry_run: false,
            now,
            chance,
            by: None,
            scope: None,
            lang: Lang::Id,
            limit: COMMAND_LIMIT,
            name: None,
            refusals: None,
        }
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The run's number, unless it is a dry run.
    pub import: Option<i64>,
    /// Data rows settled.
    pub rows: u64,
    /// Bytes settled of the file, or of its unpacked rows.
    pub bytes: u64,
    /// All bytes.
    pub total: u64,
}

/// Imports a roster: `nip,nama,status,jabatan,golongan,unit` and perhaps `nomor_kontrak`.
///
/// # Errors
/// Refused when the file is no table that could be read; nothing is changed then.
pub fn roster(
    store: &Store,
    source: &Path,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome> {
    roster::run(store, source, options, progress)
}

/// Imports units: `code,name,kind,parent` and perhaps `zone,valid_from`. Parents may stand below their
/// children in the file.
///
/// # Errors
/// Refused when the file is no table that could be read; nothing is changed then.
pub fn units(
    store: &Store,
    source: &Path,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome> {
    units::run(store, source, options, progress)
}
