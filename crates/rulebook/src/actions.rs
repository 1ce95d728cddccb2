//! The verbs of the rulebook: the version in force, an old version, the adoption of a new one, the audit.

use crate::library::{self, Library};
use crate::read::{self, Files};
use crate::store::{self, Kept};
use crate::{built_in, rules};
use anyhow::Context;
use netra_base::{Chance, Day, EntryId, Error, Moment, Refusal, Result, Zone};
use netra_calendar::Calendar;
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;
use serde::Serialize;
use std::sync::Arc;

/// An adopted version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number: later adoptions have higher ones.
    pub id: i64,
    /// SHA-256 of its files, in hex.
    pub hash: String,
    /// What its editors call it.
    pub edition: String,
    /// The first day on which it is in force.
    pub effective: Day,
    /// Who put it in force: an office and its decision.
    pub authority: String,
    /// When it was adopted.
    pub adopted: Moment,
    /// Its entry in the ledger.
    pub entry: EntryId,
}

impl Version {
    fn of(kept: Kept) -> Result<Self> {
        let Kept { id, hash, edition, effective, authority, adopted, entry } = kept;
        let effective = Day::parse(&effective).context("rulebook_version.effective cannot be read")?;
        Ok(Self { id, hash, edition, effective, authority, adopted, entry })
    }
}

/// Every adopted version, newest first.
///
/// # Errors
/// When the database fails.
pub fn versions(tx: &mut Tx<'_>) -> Result<Vec<Version>> {
    store::all(tx)?.into_iter().map(Version::of).collect()
}

/// The version in force at that moment, if one was adopted.
///
/// # Errors
/// When the database fails.
pub fn in_force(tx: &mut Tx<'_>, now: Moment) -> Result<Option<Version>> {
    store::in_force(tx, &now.day(Zone::Wib).to_string())?.map(Version::of).transpose()
}

/// The book in force at that moment, by the day in Jakarta. A house that has adopted none yet speaks the book
/// that comes with the binary.
///
/// # Errors
/// When the database fails.
pub fn current(tx: &mut Tx<'_>, now: Moment) -> Result<Arc<Library>> {
    match store::in_force(tx, &now.day(Zone::Wib).to_string())? {
        Some(kept) => version(tx, &kept.hash),
        None => Ok(library::built_in()?),
    }
}

/// The book of this hash, whenever it was in force: what an old case was decided under.
///
/// # Errors
/// `NotFound` when no such version was adopted.
pub fn version(tx: &mut Tx<'_>, hash: &str) -> Result<Arc<Library>> {
    let mut missing = false;
    let library = library::of(hash, || {
        let text = store::files(tx, hash).map_err(|error| anyhow::anyhow!("{error}"))?;
        missing = text.is_none();
        serde_json::from_str(&text.context("no such version")?).context("rulebook_version.files cannot be read")
    });
    if missing {
        return Err(Error::NotFound);
    }
    Ok(library?)
}

#[derive(Serialize)]
struct Body<'a> {
    authority: &'a str,
    edition: &'a str,
    effective: &'a str,
    sha256: &'a str,
}

/// Puts a book in force from a day on. It must be whole and keep its cases; it cannot begin in the past, except
/// the first one. The same book from the same day again changes nothing.
///
/// # Errors
/// One refusal for each fault.
pub fn adopt(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    files: &Files,
    (effective, authority): (Day, &str),
    calendar: &Calendar,
) -> Result<Version> {
    let authority = authority.trim();
    if authority.is_empty() || authority.len() > 300 || authority.chars().any(char::is_control) {
        return Err(Refusal::new(
            "authority",
            "Sebutkan siapa yang menetapkan: jabatan dan keputusannya, paling panjang 300 huruf.",
            "Say who puts it in force: the office and its decision, at most 300 letters.",
        )
        .at("by")
        .into());
    }
    let reading = read::read(files).map_err(|faults| read::refused(&faults))?;
    let faults = rules::check(&reading.book, &reading.cases);
    if !faults.is_empty() {
        return Err(read::refused(&faults));
    }
    let broken = rules::run_all(&reading.book, &reading.cases, calendar);
    if let Some((at, id, en)) = broken.into_iter().next() {
        let place = &reading.cases[at].place;
        let place = format!("{}:{}", place.file, place.line);
        return Err(Refusal::new("case-broken", format!("{place}: {id}"), format!("{place}: {en}")).into());
    }
    let known = versions(tx)?;
    let same = store::in_force(tx, &effective.to_string())?.map(Version::of).transpose()?;
    if let Some(same) = same.filter(|one| one.hash == reading.book.hash && one.effective == effective) {
        return Ok(same);
    }
    let today = now.day(Zone::Wib);
    if effective < today && !known.is_empty() {
        return Err(Refusal::new(
            "effective-past",
            format!("Versi baru tidak boleh mulai di masa lalu ({effective}); paling awal hari ini, {today}."),
            format!("A new version cannot begin in the past ({effective}); today, {today}, at the earliest."),
        )
        .at("from")
        .into());
    }
    let (hash, edition, effective) = (reading.book.hash.clone(), reading.book.edition.clone(), effective.to_string());
    let body = Body { authority, edition: &edition, effective: &effective, sha256: &hash };
    let entry = netra_ledger::actions::record(tx, chance, now, Kind::RulebookAdopted, &body)?;
    let text = serde_json::to_string(files).context("files as JSON")?;
    let authority = authority.to_owned();
    let mut kept = Kept { id: 0, hash, edition, effective, authority, adopted: now, entry };
    kept.id = store::insert(tx, &kept, &text)?;
    Version::of(kept)
}

/// Adopts the book that comes with the binary, when the house has none yet.
///
/// # Errors
/// When the database fails.
pub fn adopt_first(tx: &mut Tx<'_>, chance: &Chance, now: Moment) -> Result<()> {
    if store::all(tx)?.is_empty() {
        let from = (now.day(Zone::Wib), "bawaan program");
        adopt(tx, chance, now, &built_in::files(), from, &Calendar::built_in()?)?;
    }
    Ok(())
}

/// Compares every version with its record, and its files with its hash.
///
/// # Errors
/// When the database fails; what does not add up is a finding.
pub fn audit(tx: &mut Tx<'_>, audit: &mut Audit) -> Result<()> {
    for kept in store::all(tx)? {
        let Kept { authority, edition, effective, hash, .. } = &kept;
        let body = Body { authority, edition, effective, sha256: hash };
        audit.live(tx, "rulebook_version", kept.id, (kept.entry, Kind::RulebookAdopted, kept.adopted), &body)?;
        let text = store::files_kept(tx, kept.id)?;
        let files: Option<Files> = serde_json::from_str(&text).ok();
        if files.is_none_or(|files| read::hash(&files) != kept.hash) {
            audit.wrong("rulebook_version", kept.id, Some("files"), "are not the files that were adopted");
        }
    }
    Ok(())
}
