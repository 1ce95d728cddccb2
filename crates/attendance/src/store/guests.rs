//! SQL of guests: who was entered, who still counts. One row a name and institution of an activity.

use super::{broken, settled};
use crate::model::{Guest, GuestId, KeptGuest, Settled, Via};
use netra_activities::model::ActivityId;
use netra_base::{AccountId, Moment, Result};
use netra_media::FileId;
use netra_store::{Row, Tx, params};

const GUEST: &str = "SELECT id, name, institution, function, at, via, counts, signature, settled_by, settled, reason
    FROM attendance_guest";

fn read(row: &Row<'_>) -> Result<KeptGuest> {
    Ok(KeptGuest {
        id: GuestId(row.int(0)?),
        guest: Guest { name: row.text(1)?, institution: row.text(2)?, function: row.opt_text(3)? },
        at: Moment(row.int(4)?),
        via: Via::parse(&row.text(5)?).ok_or_else(|| broken("attendance_guest.via"))?,
        counts: row.flag(6)?,
        signature: row.opt_int(7)?.map(FileId),
        settled: settled(row.opt_int(8)?, row.opt_int(9)?, row.opt_text(10)?),
    })
}

/// Keeps a guest where there is none with this name and institution.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    activity: ActivityId,
    guest: &Guest,
    (at, by, via): (Moment, AccountId, Via),
    change: Option<i64>,
) -> Result<u64> {
    tx.execute(
        "INSERT INTO attendance_guest (activity, key, name, institution, function, at, via, counts, made_by, change)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9) ON CONFLICT (activity, key) DO NOTHING",
        params![
            activity.0,
            guest.key(),
            &guest.name,
            &guest.institution,
            guest.function.as_deref(),
            at,
            via.code(),
            by,
            change,
        ],
    )
}

pub(crate) fn by_key(tx: &mut Tx<'_>, activity: ActivityId, key: &str) -> Result<Option<KeptGuest>> {
    tx.query_opt(&format!("{GUEST} WHERE activity = ?1 AND key = ?2"), params![activity.0, key], read)
}

pub(crate) fn guest(tx: &mut Tx<'_>, activity: ActivityId, id: GuestId) -> Result<Option<KeptGuest>> {
    tx.query_opt(&format!("{GUEST} WHERE activity = ?1 AND id = ?2"), params![activity.0, id.0], read)
}

/// Guests before a number, the latest first.
pub(crate) fn page(tx: &mut Tx<'_>, activity: ActivityId, before: i64, limit: usize) -> Result<Vec<KeptGuest>> {
    let sql = format!("{GUEST} WHERE activity = ?1 AND id < ?2 ORDER BY id DESC LIMIT {limit}");
    tx.query(&sql, params![activity.0, before], read)
}

/// Sets whether a guest counts, if it was the other way before; 0 when somebody was faster.
pub(crate) fn set_counts(
    tx: &mut Tx<'_>,
    id: GuestId,
    counts: bool,
    settled: &Settled,
    change: Option<i64>,
) -> Result<u64> {
    tx.execute(
        "UPDATE attendance_guest SET counts = ?2, settled_by = ?3, settled = ?4, reason = ?5, change = COALESCE(?6, change)
         WHERE id = ?1 AND counts = 1 - ?2",
        params![id.0, counts, settled.by, settled.at, settled.reason.as_deref(), change],
    )
}

pub(crate) fn set_signature(tx: &mut Tx<'_>, id: GuestId, file: Option<FileId>) -> Result<()> {
    tx.execute("UPDATE attendance_guest SET signature = ?2 WHERE id = ?1", params![id.0, file.map(|file| file.0)])?;
    Ok(())
}

/// Guests that count, of each activity after a number.
pub(crate) fn sums(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<(ActivityId, i64)>> {
    tx.query(
        &format!(
            "SELECT activity, COUNT(CASE WHEN counts = 1 THEN 1 END) FROM attendance_guest WHERE activity > ?1
             GROUP BY activity ORDER BY activity LIMIT {limit}"
        ),
        params![after],
        |row| Ok((ActivityId(row.int(0)?), row.int(1)?)),
    )
}

/// The institutions of the guests that count, each with how many.
pub(crate) fn institutions(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Vec<(String, i64)>> {
    tx.query(
        "SELECT institution, COUNT(*) FROM attendance_guest WHERE activity = ?1 AND counts = 1
         GROUP BY institution ORDER BY institution",
        params![activity.0],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Each guest of an activity in the order of coming, for files.
pub(crate) fn each(tx: &mut Tx<'_>, activity: ActivityId, mut to: impl FnMut(KeptGuest) -> Result<()>) -> Result<()> {
    tx.for_each(&format!("{GUEST} WHERE activity = ?1 ORDER BY id"), params![activity.0], |row| to(read(row)?))
}

/// Each guest that names an act, with whether he counts (guest, counts, act).
pub(crate) fn each_changed(tx: &mut Tx<'_>, mut to: impl FnMut(i64, bool, i64)) -> Result<()> {
    let sql = "SELECT id, counts, change FROM attendance_guest WHERE change IS NOT NULL ORDER BY id";
    tx.for_each(sql, params![], |row| {
        to(row.int(0)?, row.flag(1)?, row.int(2)?);
        Ok(())
    })
}
