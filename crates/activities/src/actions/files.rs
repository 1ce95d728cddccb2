//! Photos and papers of an activity. What a filed report shows, and the paper that proves what it says was spent, stays
//! kept, even when a later version leaves it out; other papers stand in no report and are forgotten when they are taken away.

use super::reach::seen;
use super::report::told;
use super::tell::{attaching, full, open};
use crate::model::after::{MOST_FILES, MOST_PHOTOS};
use crate::model::{ActivityId, Filed, Words, line};
use crate::store::{after as store, report};
use netra_base::{Error, Moment, Principal, Refusal, Result, canonical};
use netra_media::{FileId, FileKind, Kept, Ready, actions as media};
use netra_store::Tx;

/// Adds a photo; the same one again changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is not the time, for the words, and when there are
/// enough.
pub fn add_photo(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    ready: &Ready,
    (alt, caption): (&str, &str),
) -> Result<i64> {
    open(tx, by, id)?;
    if ready.kind() != FileKind::Photo {
        let (says, en) = ("Pilih foto: JPEG, PNG, atau WebP.", "Choose a photo: JPEG, PNG or WebP.");
        return Err(Refusal::new("not-a-photo", says, en).at(netra_media::FIELD).into());
    }
    let caption = line(caption, &Words::new("caption", ("Keterangan foto", "Caption"), 3..=200));
    let alt = line(alt, &Words::new("alt", ("Uraian foto", "Description of the photo"), 3..=200));
    let (alt, caption) = match (alt, caption) {
        (Ok(alt), Ok(caption)) => (alt, caption),
        (alt, caption) => return Err(Error::Refused(caption.err().into_iter().chain(alt.err()).collect())),
    };
    let known = store::photos(tx, id)?;
    for photo in &known {
        if media::about(tx, photo.file)?.sha256 == ready.sha256() {
            return Ok(photo.number);
        }
    }
    if known.len() >= MOST_PHOTOS {
        return Err(full(netra_media::FIELD, MOST_PHOTOS).into());
    }
    let file = media::keep(tx, now, by.account, ready)?;
    store::photo(tx, id, file, (&alt, &caption))
}

/// Takes a photo away. One that is not there any more changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the unit; refused when it is not the time.
pub fn remove_photo(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, number: i64) -> Result<()> {
    open(tx, by, id)?;
    let Some(photo) = store::photos(tx, id)?.into_iter().find(|one| one.number == number) else { return Ok(()) };
    store::unphoto(tx, id, number)?;
    forget_photo(tx, id, photo.file)
}

/// Adds a paper, from the planning on: invitation, slides, sheet; the same one again changes nothing.
///
/// # Errors
/// As [`add_photo`].
pub fn add_file(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    ready: &Ready,
    title: &str,
) -> Result<i64> {
    attaching(tx, by, id)?;
    let title = line(title, &Words::new("title", ("Nama berkas", "Name of the file"), 3..=160))?;
    let known = store::of(tx, id)?.files;
    for file in &known {
        if media::about(tx, file.file)?.sha256 == ready.sha256() {
            return Ok(file.number);
        }
    }
    if known.len() >= MOST_FILES {
        return Err(full(netra_media::FIELD, MOST_FILES).into());
    }
    let file = media::keep(tx, now, by.account, ready)?;
    store::file(tx, id, file, &title)
}

/// Takes a paper away. One that is not there any more changes nothing.
///
/// # Errors
/// As [`remove_photo`].
pub fn remove_file(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, number: i64) -> Result<()> {
    attaching(tx, by, id)?;
    let Some(file) = store::of(tx, id)?.files.into_iter().find(|one| one.number == number) else { return Ok(()) };
    store::unfile(tx, id, number)?;
    media::forget(tx, file.file)
}

/// Keeps the paper that shows what was spent, in place of the one before.
///
/// # Errors
/// As [`add_photo`]; refused without a budget.
pub fn prove(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: ActivityId, ready: &Ready) -> Result<()> {
    let (activity, _) = open(tx, by, id)?;
    if activity.budget.is_none() {
        return Err(Refusal::new("no-budget", "Kegiatan ini tanpa anggaran.", "This activity has no budget.").into());
    }
    let before = store::of(tx, id)?.evidence;
    if let Some(before) = before
        && media::about(tx, before)?.sha256 == ready.sha256()
    {
        return Ok(());
    }
    let file = media::keep(tx, now, by.account, ready)?;
    store::prove(tx, id, file)?;
    match before {
        Some(before) => forget_evidence(tx, id, before),
        None => Ok(()),
    }
}

/// Forgets a photo, unless a version of the report that was filed shows it. What a correction brought and took away again
/// stands in none.
fn forget_photo(tx: &mut Tx<'_>, id: ActivityId, file: FileId) -> Result<()> {
    for version in report::versions(tx, id)? {
        if told(&version)?.photos.iter().any(|one| one.file == file.0) {
            return Ok(());
        }
    }
    media::forget(tx, file)
}

/// Forgets the paper that showed what was spent, unless a version that was filed was made from it.
fn forget_evidence(tx: &mut Tx<'_>, id: ActivityId, file: FileId) -> Result<()> {
    let hash = canonical::hex(&media::about(tx, file)?.sha256);
    let filed = report::versions(tx, id)?;
    let proves = |one: &Filed| {
        let made_from: serde_json::Value = serde_json::from_str(&one.made_from).unwrap_or_default();
        made_from["evidence"] == hash.as_str()
    };
    if filed.iter().any(proves) { Ok(()) } else { media::forget(tx, file) }
}

/// Which file of an activity is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A photo, whole.
    Photo(i64),
    /// The small one of a photo.
    Thumb(i64),
    /// A paper.
    File(i64),
    /// The paper that shows what was spent; for those who may read the money.
    Evidence,
}

/// A file of an activity, for who may see the activity.
///
/// # Errors
/// `NotFound` for everybody else.
pub fn file(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, asked: Asked) -> Result<Kept> {
    let (_, _, reach) = seen(tx, who, id)?;
    let photo = |tx: &mut Tx<'_>, number: i64| {
        let found = store::photos(tx, id)?.into_iter().find(|one| one.number == number);
        found.map(|one| one.file).ok_or(Error::NotFound)
    };
    match asked {
        Asked::Photo(number) => {
            let file = photo(tx, number)?;
            media::file(tx, file)
        }
        Asked::Thumb(number) => {
            let file = photo(tx, number)?;
            media::thumb(tx, file)
        }
        Asked::File(number) => {
            let found = store::of(tx, id)?.files.into_iter().find(|one| one.number == number);
            media::file(tx, found.ok_or(Error::NotFound)?.file)
        }
        Asked::Evidence => {
            let file = store::of(tx, id)?.evidence.filter(|_| reach.money).ok_or(Error::NotFound)?;
            media::file(tx, file)
        }
    }
}
