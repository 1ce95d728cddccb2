//! SQL of reports as the press desk lists them: the last version of each, by the moment it was filed, newest first.

use crate::model::ActivityId;
use netra_base::{Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// The last version of a report, without what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Newest {
    pub activity: ActivityId,
    pub unit: UnitId,
    pub version: i64,
    pub filed: Moment,
    /// It is open for correction now.
    pub correcting: bool,
    /// How many photos the activity has.
    pub photos: i64,
    /// It is a place of a simultaneous drive.
    pub driven: bool,
}

fn read(row: &Row<'_>) -> Result<Newest> {
    Ok(Newest {
        activity: ActivityId(row.int(0)?),
        unit: UnitId(row.int(1)?),
        version: row.int(2)?,
        filed: Moment(row.int(3)?),
        correcting: row.int(4)? > 0,
        photos: row.int(5)?,
        driven: row.opt_int(6)?.is_some(),
    })
}

/// What the list leaves out: an empty kind, drive 0 and team 0 leave nothing out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Only<'a> {
    pub kind: &'a str,
    pub drive: i64,
    pub team: i64,
}

/// Filed before this place, newest first; of one unit, which follows that unit's reported activities, or of everybody.
pub(crate) fn newest(
    tx: &mut Tx<'_>,
    unit: Option<UnitId>,
    (at, id): (Moment, i64),
    only: Only<'_>,
    limit: usize,
) -> Result<Vec<Newest>> {
    let of = if unit.is_some() { "a.unit = ?1 AND a.reported IS NOT NULL" } else { "?1 = 0" };
    // The plain bound before the pair lets both engines walk the index.
    let sql = format!(
        "SELECT r.activity, a.unit, r.version, r.filed,
           (SELECT COUNT(*) FROM activity_correction c WHERE c.activity = r.activity AND c.version > r.version),
           (SELECT COUNT(*) FROM activity_photo p WHERE p.activity = r.activity), a.drive
         FROM activity_report r JOIN activity a ON a.id = r.activity
         WHERE {of} AND r.filed <= ?2 AND (r.filed < ?2 OR r.activity < ?3) AND (?4 = '' OR a.kind = ?4)
           AND (?5 = 0 OR (?5 = -1 AND a.drive IS NULL) OR a.drive = ?5) AND (?6 = 0 OR a.team = ?6)
           AND NOT EXISTS (SELECT 1 FROM activity_report n WHERE n.activity = r.activity AND n.version > r.version)
         ORDER BY r.filed DESC, r.activity DESC LIMIT {limit}"
    );
    tx.query(&sql, params![unit.map_or(0, |unit| unit.0), at, id, only.kind, only.drive, only.team], read)
}
