//! SQL of reports in their versions, and of their openings for correction.

use crate::model::{ActivityId, Correction, Filed};
use netra_base::{EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

fn read_filed(row: &Row<'_>) -> Result<Filed> {
    Ok(Filed {
        version: row.int(0)?,
        at: Moment(row.int(1)?),
        by: row.int(2)?,
        number: row.text(3)?,
        data: row.text(4)?,
        made_from: row.text(5)?,
        entry: EntryId(row.int(6)?),
    })
}

const FILED: &str = "SELECT version, filed, filed_by, number, data, made_from, entry FROM activity_report";

/// The versions of a report, the first first.
pub(crate) fn versions(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<Filed>> {
    tx.query(&format!("{FILED} WHERE activity = ?1 ORDER BY version"), params![id.0], read_filed)
}

/// Keeps a version; the first one marks the activity as reported.
pub(crate) fn insert(tx: &mut Tx<'_>, id: ActivityId, filed: &Filed) -> Result<()> {
    tx.execute(
        "INSERT INTO activity_report (activity, version, filed, filed_by, number, data, made_from, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id.0, filed.version, filed.at, filed.by, &filed.number, &filed.data, &filed.made_from, filed.entry],
    )?;
    tx.execute("UPDATE activity SET reported = ?2 WHERE id = ?1 AND reported IS NULL", params![id.0, filed.at])?;
    Ok(())
}

/// The openings for correction, the first first.
pub(crate) fn corrections(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<Correction>> {
    tx.query(
        "SELECT version, reason, opened, opened_by, entry FROM activity_correction WHERE activity = ?1 ORDER BY version",
        params![id.0],
        |row| {
            Ok(Correction {
                version: row.int(0)?,
                reason: row.text(1)?,
                at: Moment(row.int(2)?),
                by: row.int(3)?,
                entry: EntryId(row.int(4)?),
            })
        },
    )
}

/// Keeps an opening for correction.
pub(crate) fn open(tx: &mut Tx<'_>, id: ActivityId, one: &Correction) -> Result<()> {
    tx.execute(
        "INSERT INTO activity_correction (activity, version, reason, opened, opened_by, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id.0, one.version, &one.reason, one.at, one.by, one.entry],
    )?;
    Ok(())
}

/// Activities with a report or an opening for correction, after a number, some hundreds at a time.
pub(crate) fn reported_after(tx: &mut Tx<'_>, after: ActivityId) -> Result<Vec<ActivityId>> {
    tx.query(
        "SELECT id FROM activity WHERE id > ?1 AND (reported IS NOT NULL
           OR EXISTS (SELECT 1 FROM activity_report r WHERE r.activity = activity.id)
           OR EXISTS (SELECT 1 FROM activity_correction c WHERE c.activity = activity.id)) ORDER BY id LIMIT 500",
        params![after.0],
        |row| Ok(ActivityId(row.int(0)?)),
    )
}

/// Reports and corrections whose activity is not there.
pub(crate) fn strays(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT (SELECT COUNT(*) FROM activity_report r WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = r.activity))
           + (SELECT COUNT(*) FROM activity_correction c WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = c.activity))",
        params![],
        |row| row.int(0),
    )
}
