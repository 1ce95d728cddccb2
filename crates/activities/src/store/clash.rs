//! SQL of clashes: the same person or the same venue at the same time, among activities that are not cancelled.

use super::take_turn;
use crate::model::{ActivityDriveId, ActivityId};
use netra_base::{Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// One side of a clash as the tables say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub id: ActivityId,
    pub unit: UnitId,
    pub title: String,
    pub starts: Moment,
    pub ends: Moment,
}

fn other(row: &Row<'_>, at: usize) -> Result<Other> {
    Ok(Other {
        id: ActivityId(row.int(at)?),
        unit: UnitId(row.int(at + 1)?),
        title: row.text(at + 2)?,
        starts: Moment(row.int(at + 3)?),
        ends: Moment(row.int(at + 4)?),
    })
}

/// Rows of one question at most: more clashes than anybody reads.
const MOST: usize = 200;

/// Who clashes with whom in a question about the activities `a` and `b`.
const CLASH: &str =
    "b.id <> a.id AND a.state <> 'cancelled' AND b.state <> 'cancelled' AND a.starts < b.ends AND b.starts < a.ends";

/// Two places of one drive are told once.
const ONCE: &str = "(a.id < b.id OR COALESCE(b.drive, 0) <> a.drive)";

/// Activities `a` and `b` that share a person.
const BY_PERSON: &str = "activity a
     JOIN activity_person p ON p.activity = a.id AND p.key <> ''
     JOIN activity_person q ON q.key = p.key
     JOIN activity b ON b.id = q.activity";

/// Activities `a` and `b` that share a venue.
const BY_VENUE: &str = "activity a JOIN activity b ON b.venue_key = a.venue_key";

/// Notes a planned activity and whatever it clashes with as contested, as far as they are places of a drive. None is ever
/// missing; the other side may stay noted when the clash has gone.
pub(crate) fn mark(tx: &mut Tx<'_>, id: ActivityId, now: Moment) -> Result<()> {
    // Two plans of one instant would not see each other. Nothing that others wait for is taken after this turn.
    take_turn(tx, UnitId(0), now)?;
    tx.execute(
        "DELETE FROM activity_contested WHERE activity = ?1 AND drive = (SELECT drive FROM activity WHERE id = ?1)",
        params![id.0],
    )?;
    for shared in [BY_PERSON, BY_VENUE] {
        for side in ["a", "b"] {
            let noted = format!(
                "INSERT INTO activity_contested (drive, activity) SELECT DISTINCT {side}.drive, {side}.id FROM {shared}
                 WHERE a.id = ?1 AND {side}.drive IS NOT NULL AND {CLASH} ON CONFLICT DO NOTHING"
            );
            tx.execute(&noted, params![id.0])?;
        }
    }
    Ok(())
}

/// Places of drives that clash and are not noted as contested; at most so many. For the audit.
pub(crate) fn unmarked(tx: &mut Tx<'_>) -> Result<Vec<ActivityId>> {
    tx.query(
        &format!(
            "SELECT id FROM (SELECT a.id AS id, a.drive AS drive FROM {BY_PERSON} WHERE a.drive IS NOT NULL AND {CLASH}
               UNION SELECT a.id, a.drive FROM {BY_VENUE} WHERE a.drive IS NOT NULL AND {CLASH}) found
             WHERE NOT EXISTS (SELECT 1 FROM activity_contested c WHERE c.drive = found.drive AND c.activity = found.id)
             ORDER BY id LIMIT 100"
        ),
        params![],
        |row| Ok(ActivityId(row.int(0)?)),
    )
}

/// Activities at which the person of this key is due in that time, but for one.
pub(crate) fn of_person(
    tx: &mut Tx<'_>,
    key: &str,
    (starts, ends): (Moment, Moment),
    but: ActivityId,
) -> Result<Vec<Other>> {
    tx.query(
        &format!(
            "SELECT DISTINCT a.id, a.unit, a.title, a.starts, a.ends FROM activity_person p JOIN activity a ON a.id = p.activity
             WHERE p.key = ?1 AND a.id <> ?2 AND a.starts < ?3 AND a.ends > ?4 AND a.state <> 'cancelled'
             ORDER BY a.starts, a.id LIMIT {MOST}"
        ),
        params![key, but.0, ends, starts],
        |row| other(row, 0),
    )
}

/// Activities at the venue of this key in that time, but for one.
pub(crate) fn of_venue(
    tx: &mut Tx<'_>,
    key: &str,
    (starts, ends): (Moment, Moment),
    but: ActivityId,
) -> Result<Vec<Other>> {
    tx.query(
        &format!(
            "SELECT a.id, a.unit, a.title, a.starts, a.ends FROM activity a
             WHERE a.venue_key = ?1 AND a.id <> ?2 AND a.starts < ?3 AND a.ends > ?4 AND a.state <> 'cancelled'
             ORDER BY a.starts, a.id LIMIT {MOST}"
        ),
        params![key, but.0, ends, starts],
        |row| other(row, 0),
    )
}

/// Two activities of which one belongs to the drive, with the person they share.
pub(crate) fn persons_in_drive(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<(String, Other, Other)>> {
    tx.query(
        &format!(
            "SELECT p.name, p.function, p.institution, a.id, a.unit, a.title, a.starts, a.ends,
               b.id, b.unit, b.title, b.starts, b.ends
             FROM activity_contested c CROSS JOIN {BY_PERSON}
             WHERE c.drive = ?1 AND a.id = c.activity AND {CLASH} AND {ONCE} ORDER BY a.starts, a.id, b.id LIMIT {MOST}"
        ),
        params![drive.0],
        |row| {
            let parts = [Some(row.text(0)?), row.opt_text(1)?, row.opt_text(2)?];
            let words: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            Ok((words.join(", "), other(row, 3)?, other(row, 8)?))
        },
    )
}

/// Two activities of which one belongs to the drive, with the venue they share.
pub(crate) fn venues_in_drive(tx: &mut Tx<'_>, drive: ActivityDriveId) -> Result<Vec<(String, Other, Other)>> {
    tx.query(
        &format!(
            "SELECT a.venue, a.id, a.unit, a.title, a.starts, a.ends, b.id, b.unit, b.title, b.starts, b.ends
             FROM activity_contested c CROSS JOIN {BY_VENUE}
             WHERE c.drive = ?1 AND a.id = c.activity AND {CLASH} AND {ONCE} ORDER BY a.starts, a.id, b.id LIMIT {MOST}"
        ),
        params![drive.0],
        |row| Ok((row.opt_text(0)?.unwrap_or_default(), other(row, 1)?, other(row, 6)?)),
    )
}

/// The key of an activity's venue.
pub(crate) fn venue_key(tx: &mut Tx<'_>, id: ActivityId) -> Result<Option<String>> {
    tx.query_one("SELECT venue_key FROM activity WHERE id = ?1", params![id.0], |row| row.opt_text(0))
}
