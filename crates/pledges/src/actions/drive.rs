//! Opening and closing drives, and finding them. Opening publishes the denominator of that day, closing
//! the final one, each with an entry of its own.

use super::coverage;
use crate::model::{Drive, Figures, NewDrive, PledgeText, TextFile};
use crate::rules;
use crate::store::{self, tally};
use anyhow::Context;
use netra_base::{Chance, DriveId, EntryId, Error, Moment, Principal, Refusal, Result, UnitId, canonical};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_store::Tx;
use serde::Serialize;

/// What the record of an opening says.
#[derive(Debug, Serialize)]
pub(super) struct OpenedBody<'a> {
    pub closes: String,
    pub drive: DriveId,
    pub instruments: &'a [String],
    pub kinds: String,
    pub opened_by: i64,
    pub opens: String,
    pub should_at_opening: i64,
    pub text: &'a str,
    pub text_sha256: String,
    pub title: &'a str,
    pub units: String,
    pub zone: &'a str,
}

/// What the record of a closing says: the final figures of each unit and employment kind.
#[derive(Debug, Serialize)]
pub(super) struct ClosedBody {
    pub closed_by: Option<i64>,
    pub declined: i64,
    pub drive: DriveId,
    pub rows: Vec<(i64, i64, i64, i64, i64)>,
    pub should: i64,
    pub signed: i64,
}

impl ClosedBody {
    pub(super) fn new(drive: DriveId, closed_by: Option<i64>, rows: &[(UnitId, i64, Figures)]) -> Self {
        let mut total = Figures::default();
        for (_, _, figures) in rows {
            total.add(figures);
        }
        let rows = rows.iter().map(|(unit, kind, f)| (unit.0, *kind, f.should, f.signed, f.declined)).collect();
        Self { closed_by, declined: total.declined, drive, rows, should: total.should, signed: total.signed }
    }
}

fn opened_body<'a>(drive: &'a Drive, instruments: &'a [String]) -> OpenedBody<'a> {
    OpenedBody {
        closes: drive.window.closes.to_string(),
        drive: drive.id,
        instruments,
        kinds: store::kinds_text(&drive.audience.kinds),
        opened_by: drive.opened_by,
        opens: drive.window.opens.to_string(),
        should_at_opening: drive.should_at_opening,
        text: &drive.text,
        text_sha256: canonical::base64(&drive.text_hash),
        title: &drive.title,
        units: store::units_text(&drive.audience.units),
        zone: drive.window.zone.code(),
    }
}

/// Opens a drive for units that the operator's grant covers.
///
/// # Errors
/// Refusals for each field that is wrong; nothing is kept then.
pub fn open(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, new: &NewDrive) -> Result<DriveId> {
    let text = TextFile::find(&new.text)?.ok_or_else(|| {
        Refusal::new("text-unknown", "Pilih salah satu naskah yang tersedia.", "Choose one of the texts on offer.")
            .at("text")
    })?;
    let mut paths = Vec::new();
    for unit in &new.audience.units {
        paths.push((*unit, registry::unit(tx, *unit)?.path));
    }
    let covers = paths.iter().all(|(_, path)| rules::runs(by, path));
    let law = netra_rulebook::actions::current(tx, now)?;
    rules::may_open(new, &text, law.book(), covers, now).map_err(Error::Refused)?;
    let body = text.canonical()?;
    let hash = canonical::sha256(body.as_bytes());
    store::keep_text(tx, &new.text, &body, &hash)?;
    let (_, kept) = store::text(tx, &new.text)?.context("the text was just kept")?;
    if kept != hash {
        return Err(Error::Failed(anyhow::anyhow!("text {} differs from the one kept under its name", new.text)));
    }
    // Held first: two drives opened at once get two numbers, and the denominator is that of this very change.
    let followed = registry::hold_changes(tx)?;
    let mut drive = Drive {
        id: store::next_drive(tx)?,
        title: new.title.clone(),
        text: new.text.clone(),
        text_hash: hash,
        audience: crate::model::Audience { units: rules::topmost(&paths), kinds: new.audience.kinds.clone() },
        window: new.window,
        opened: now,
        opened_by: by.account.0,
        should_at_opening: 0,
        entry: EntryId(0),
        closed: None,
        followed,
    };
    drive.should_at_opening = coverage::denominators(tx, &drive)?.iter().map(|(_, _, count)| count).sum();
    drive.entry = record(tx, chance, now, Kind::DriveOpened, &opened_body(&drive, &text.instruments))?;
    store::insert_drive(tx, &drive)?;
    Ok(drive.id)
}

/// The units with these codes, for the audience of a new drive.
///
/// # Errors
/// A refusal that names every code no unit has.
pub fn audience(tx: &mut Tx<'_>, codes: &[String]) -> Result<Vec<UnitId>> {
    let (mut units, mut unknown) = (Vec::new(), Vec::new());
    for code in codes {
        match registry::unit_by_code(tx, code) {
            Ok(unit) => units.push(unit.id),
            Err(Error::NotFound) => unknown.push(code.chars().take(40).collect::<String>()),
            Err(other) => return Err(other),
        }
    }
    if unknown.is_empty() {
        return Ok(units);
    }
    let list = unknown.join(", ");
    Err(Refusal::new(
        "unit-unknown",
        format!("Tidak ada unit dengan kode {list}. Periksa kodenya di daftar unit."),
        format!("No unit has the code {list}. Check it in the list of units."),
    )
    .at("units")
    .into())
}

/// May this asker close the drive now, and if not, why?
///
/// # Errors
/// `NotFound` unless the asker runs all of its audience.
pub fn may_close(tx: &mut Tx<'_>, now: Moment, by: &Principal, id: DriveId) -> Result<(Drive, Option<Refusal>)> {
    let drive = store::drive(tx, id)?.ok_or(Error::NotFound)?;
    for unit in &drive.audience.units {
        if !rules::runs(by, &registry::unit(tx, *unit)?.path) {
            return Err(Error::NotFound);
        }
    }
    let behind = registry::last_change(tx)? - drive.followed;
    let refusal = rules::may_close(&drive, now).and_then(|()| rules::near_enough(behind)).err();
    Ok((drive, refusal))
}

/// Closes a drive for good and freezes its figures.
///
/// # Errors
/// `NotFound` outside the operator's units; a refusal while the window is still open somewhere, when many
/// changes of the roster are not counted yet, or when somebody else closed it just now.
pub fn close(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, id: DriveId) -> Result<()> {
    registry::hold_changes(tx)?;
    let (drive, refusal) = may_close(tx, now, by, id)?;
    if let Some(refusal) = refusal {
        return Err(refusal.into());
    }
    super::follow::follow_one(tx, id, drive.followed, usize::MAX)?;
    let rows = coverage::rows(tx, &drive)?;
    let entry = record(tx, chance, now, Kind::DriveClosed, &ClosedBody::new(id, Some(by.account.0), &rows))?;
    if store::close_drive(tx, id, now, by.account.0, entry)? == 0 {
        return Err(rules::closed_already().into());
    }
    tally::keep_finals(tx, id, &rows)
}

/// The drive with this number.
///
/// # Errors
/// `NotFound`.
pub fn drive(tx: &mut Tx<'_>, id: DriveId) -> Result<Drive> {
    store::drive(tx, id)?.ok_or(Error::NotFound)
}

/// Every drive, newest first.
///
/// # Errors
/// When the database fails.
pub fn drives(tx: &mut Tx<'_>) -> Result<Vec<Drive>> {
    store::drives(tx)
}

/// The drives whose audience a unit's path and employment kind belong to, newest first.
///
/// # Errors
/// When the database fails.
pub fn drives_for(tx: &mut Tx<'_>, path: &str, kind: netra_registry::model::Employment) -> Result<Vec<Drive>> {
    Ok(store::drives(tx)?.into_iter().filter(|drive| rules::in_audience(&drive.audience, path, kind)).collect())
}

/// The text of a drive as it was signed.
///
/// # Errors
/// `NotFound` when the drive's text is gone.
pub fn text_of(tx: &mut Tx<'_>, drive: &Drive) -> Result<PledgeText> {
    let (body, _) = store::text(tx, &drive.text)?.ok_or(Error::NotFound)?;
    Ok(serde_json::from_str(&body).context("the kept text cannot be read")?)
}
