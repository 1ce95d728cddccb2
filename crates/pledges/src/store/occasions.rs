//! SQL of occasions: where a drive is signed, and how many signed there. The count is kept per lane, as the drive's own
//! counters are: 500 people who sign in one yard within a minute do not wait for one row.

use crate::model::{NewOccasion, Occasion, OccasionId, OccasionKey, Place};
use netra_base::{DriveId, EntryId, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

const OCCASION: &str = "SELECT o.id, o.drive, o.unit, o.title, o.starts, o.ends, o.key,
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
        key: OccasionKey::new(row.int(6)?),
        signed: row.int(7)?,
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

/// Is there an occasion of a drive at this moment?
pub(crate) fn any_at(tx: &mut Tx<'_>, drive: DriveId, now: Moment) -> Result<bool> {
    let sql = "SELECT id FROM pledge_occasion WHERE drive = ?1 AND starts <= ?2 AND ends >= ?2 LIMIT 1";
    Ok(tx.query_opt(sql, params![drive, now], |row| row.int(0))?.is_some())
}

/// What decides whether a signature counts: one row by its key, and no count, for those who sign.
pub(crate) fn place(tx: &mut Tx<'_>, id: OccasionId) -> Result<Option<Place>> {
    tx.query_opt("SELECT drive, unit, starts, ends, key FROM pledge_occasion WHERE id = ?1", params![id.0], |row| {
        Ok(Place {
            id,
            drive: DriveId(row.int(0)?),
            unit: UnitId(row.int(1)?),
            from: Moment(row.int(2)?),
            until: Moment(row.int(3)?),
            key: OccasionKey::new(row.int(4)?),
        })
    })
}

pub(crate) fn insert(tx: &mut Tx<'_>, new: &NewOccasion, key: OccasionKey) -> Result<OccasionId> {
    let id = tx.insert(
        "INSERT INTO pledge_occasion (drive, unit, title, starts, ends, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![new.drive, new.unit, &new.title, new.from, new.until, key.number()],
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

/// A version of an occasion as its row says.
#[derive(Debug)]
pub(crate) struct KeptVersion {
    pub occasion: OccasionId,
    pub version: i64,
    pub title: String,
    pub starts: i64,
    pub ends: i64,
    pub at: Moment,
    pub by: i64,
    pub entry: EntryId,
}

const VERSION: &str = "SELECT occasion, version, title, starts, ends, at, made_by, entry FROM pledge_occasion_version";

fn read_version(row: &Row<'_>) -> Result<KeptVersion> {
    Ok(KeptVersion {
        occasion: OccasionId(row.int(0)?),
        version: row.int(1)?,
        title: row.text(2)?,
        starts: row.int(3)?,
        ends: row.int(4)?,
        at: Moment(row.int(5)?),
        by: row.int(6)?,
        entry: EntryId(row.int(7)?),
    })
}

pub(crate) fn keep_version(tx: &mut Tx<'_>, one: &KeptVersion) -> Result<()> {
    tx.execute(
        "INSERT INTO pledge_occasion_version (occasion, version, title, starts, ends, at, made_by, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![one.occasion.0, one.version, &one.title, one.starts, one.ends, one.at, one.by, one.entry],
    )?;
    Ok(())
}

/// The last version of an occasion; 0 before the first.
pub(crate) fn last_version(tx: &mut Tx<'_>, id: OccasionId) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(version), 0) FROM pledge_occasion_version WHERE occasion = ?1";
    tx.query_one(sql, params![id.0], |row| row.int(0))
}

/// Versions after one, in order, a thousand at a time, for the audit.
pub(crate) fn versions_after(tx: &mut Tx<'_>, (id, version): (OccasionId, i64)) -> Result<Vec<KeptVersion>> {
    tx.query(
        &format!("{VERSION} WHERE (occasion, version) > (?1, ?2) ORDER BY occasion, version LIMIT 1000"),
        params![id.0, version],
        read_version,
    )
}

/// Occasions after one, in order, a thousand at a time, for the audit.
pub(crate) fn after(tx: &mut Tx<'_>, id: OccasionId) -> Result<Vec<Occasion>> {
    tx.query(&format!("{OCCASION} WHERE o.id > ?1 ORDER BY o.id LIMIT 1000"), params![id.0], read)
}

/// Every count, for the audit.
pub(crate) fn counts(tx: &mut Tx<'_>) -> Result<Vec<(OccasionId, i64)>> {
    tx.query(
        "SELECT occasion, CAST(SUM(signed) AS {int}) FROM pledge_occasion_count GROUP BY occasion ORDER BY occasion",
        params![],
        |row| Ok((OccasionId(row.int(0)?), row.int(1)?)),
    )
}
