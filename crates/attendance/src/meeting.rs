//! The list of participants that a meeting tool hands out as CSV: read whatever its dialect, its rows of one person put
//! together, and each person held against the people who were invited. Nothing here is kept; what a list says becomes
//! attendance only when somebody confirms it.
//!
//! In scope: comma, semicolon or tab; UTF-8 or UTF-16 with its mark; lines above the header; names of columns in
//! Indonesian and English; days and times in either order. Out of scope: XLSX, and the tools' own services.

mod decode;
mod fit;
mod header;
mod names;
mod people;
mod when;

pub use fit::{Fit, Known, MOST_PEOPLE, Roster, Search};
pub use people::{Person, Read};
pub use when::About;

use netra_base::Refusal;

/// The largest file: 5,000 rows of a hundred letters are 500 KB, twice that in UTF-16; ten times is room enough.
pub const MAX_BYTES: u64 = 5 << 20;
/// The same with what stands around the file in its form: what its route takes.
pub const BODY_LIMIT: usize = (5 << 20) + (64 << 10);
/// Rows at most: the largest rooms of the usual tools hold a thousand people, who come and go five times.
pub const MAX_ROWS: usize = 5_000;
/// Problems that are told one by one.
pub const TOLD: usize = 50;

/// Reads a list.
///
/// # Errors
/// A refusal at `file` when it is no list that could be read: what it is instead, and what to do.
pub fn read(bytes: &[u8], about: &About) -> Result<Read, Refusal> {
    let text = decode::text(bytes).map_err(|refusal| refusal.at("file"))?;
    let table = header::table(&text).map_err(|refusal| refusal.at("file"))?;
    people::gather(table, about).map_err(|refusal| refusal.at("file"))
}

#[cfg(test)]
mod tests;
