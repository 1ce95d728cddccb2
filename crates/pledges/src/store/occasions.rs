//! SQL of occasions: where a drive is signed, and how many signed there. The count is kept per lane, as the drive's own
//! counters are: 500 people who sign in one yard within a minute do not wait for one row.

use crate::model::{NewOccasion, Occasion, OccasionId, Place};
use netra_base::{DriveId, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

const OCCASION: &str = "SELECT o.id, o.drive, o.unit, o.title, o.starts, o.ends,
    COALESCE((SELECT CAST(SUM(c.signed) AS {int}) FROM pledge_occasion_count c WHERE c.occasion = o.id), 0)
    FROM pledge_occasion o";

fn read(row: &Row<'_>) -> Result<Occasion> {
    Ok(Occasion {
        id: OccasionId(row.int(0)?),
        drive: DriveId(row.int(1)?),
        unit: UnitId(row.int(2)?),
        title: row.text(3)?,
        from: Moment(row.int(4)?),
        until: Moment(row.int(5)?),
        signed: row.int(6)?,
    })
}

/// An occasion with its count.
pub(crate) fn occasion(tx: &mut Tx<'_>, id: OccasionId) -> Result<Option<Occasion>> {
    tx.query_opt(&format!("{OCCASION} WHERE o.id = ?1"), params![id.0], read)
}

/// Occasions of a drive in one unit, the latest first.
pub(crate) fn of_unit(tx: &mut Tx<'_>, drive: DriveId, unit: UnitId, limit: i64) -> Result<Vec<Occasion>> {
    tx.query(
        &format!("{OCCASION} WHERE o.drive = ?1 AND o.unit = ?2 ORDER BY o.starts DESC, o.id DESC LIMIT ?3"),
        params![drive, unit, limit],
        read,
    )
}

/// What decides whether a signature counts: one row by its key, and no count, for those who sign.
pub(crate) fn place(tx: &mut Tx<'_>, id: OccasionId) -> Result<Option<Place>> {
    tx.query_opt("SELECT drive, starts, ends FROM pledge_occasion WHERE id = ?1", params![id.0], |row| {
        Ok(Place { id, drive: DriveId(row.int(0)?), from: Moment(row.int(1)?), until: Moment(row.int(2)?) })
    })
}

pub(crate) fn insert(tx: &mut Tx<'_>, new: &NewOccasion, at: Moment, by: i64) -> Result<OccasionId> {
    let id = tx.insert(
        "INSERT INTO pledge_occasion (drive, unit, title, starts, ends, opened, opened_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![new.drive, new.unit, &new.title, new.from, new.until, at, by],
    )?;
    Ok(OccasionId(id))
}

/// Title and times as they are from now on.
pub(crate) fn update(tx: &mut Tx<'_>, id: OccasionId, title: &str, from: Moment, until: Moment) -> Result<()> {
    tx.execute(
        "UPDATE pledge_occasion SET title = ?2, starts = ?3, ends = ?4 WHERE id = ?1",
        params![id.0, title, from, until],
    )?;
    Ok(())
}

/// Counts one signature.
pub(crate) fn count(tx: &mut Tx<'_>, id: OccasionId) -> Result<()> {
    let lane = tx.lane();
    tx.execute(
        "INSERT INTO pledge_occasion_count (occasion, lane, signed) VALUES (?1, ?2, 1)
         ON CONFLICT (occasion, lane) DO UPDATE SET signed = pledge_occasion_count.signed + 1",
        params![id.0, lane],
    )?;
    Ok(())
}

/// Every occasion with its drive, for the audit.
pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<(OccasionId, DriveId)>> {
    tx.query("SELECT id, drive FROM pledge_occasion ORDER BY id", params![], |row| {
        Ok((OccasionId(row.int(0)?), DriveId(row.int(1)?)))
    })
}

/// Every count, for the audit.
pub(crate) fn counts(tx: &mut Tx<'_>) -> Result<Vec<(OccasionId, i64)>> {
    tx.query(
        "SELECT occasion, CAST(SUM(signed) AS {int}) FROM pledge_occasion_count GROUP BY occasion ORDER BY occasion",
        params![],
        |row| Ok((OccasionId(row.int(0)?), row.int(1)?)),
    )
}
