//! SQL of a team's own findings. Who may see a row is decided in actions; nothing here hides any.

use super::day;
use crate::model::finding::Finding;
use crate::model::{FindingId, TeamId};
use netra_base::{EmployeeId, EntryId, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// A finding as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptFinding {
    pub id: FindingId,
    pub team: i64,
    pub unit: i64,
    pub act: Option<String>,
    pub what: String,
    pub found: String,
    pub deadline: String,
    pub recorded: Moment,
    pub evidence: Option<String>,
    pub concerned: Option<i64>,
    pub by: i64,
    pub entry: EntryId,
}

const FINDING: &str = "SELECT id, team, unit, act, what, found, deadline, recorded, evidence, concerned, made_by, entry
    FROM oversight_finding";

fn read(row: &Row<'_>) -> Result<KeptFinding> {
    Ok(KeptFinding {
        id: FindingId(row.int(0)?),
        team: row.int(1)?,
        unit: row.int(2)?,
        act: row.opt_text(3)?,
        what: row.text(4)?,
        found: row.text(5)?,
        deadline: row.text(6)?,
        recorded: Moment(row.int(7)?),
        evidence: row.opt_text(8)?,
        concerned: row.opt_int(9)?,
        by: row.int(10)?,
        entry: EntryId(row.int(11)?),
    })
}

fn parse(kept: KeptFinding) -> Result<Finding> {
    Ok(Finding {
        id: kept.id,
        team: TeamId(kept.team),
        unit: UnitId(kept.unit),
        act: kept.act,
        what: kept.what,
        found: day(&kept.found, "oversight_finding.found")?,
        recorded: kept.recorded,
        deadline: day(&kept.deadline, "oversight_finding.deadline")?,
        evidence: kept.evidence,
        concerned: kept.concerned.map(EmployeeId),
        by: EmployeeId(kept.by),
        entry: kept.entry,
    })
}

/// Keeps a finding; its entry comes after.
pub(crate) fn insert(tx: &mut Tx<'_>, finding: &Finding) -> Result<FindingId> {
    tx.query_one(
        "INSERT INTO oversight_finding (team, unit, act, what, found, deadline, recorded, evidence, concerned, made_by, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0) RETURNING id",
        params![
            finding.team.0,
            finding.unit,
            finding.act.as_ref(),
            &finding.what,
            finding.found,
            finding.deadline,
            finding.recorded,
            finding.evidence.as_ref(),
            finding.concerned,
            finding.by,
        ],
        |row| Ok(FindingId(row.int(0)?)),
    )
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, id: FindingId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE oversight_finding SET entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

pub(crate) fn finding(tx: &mut Tx<'_>, id: FindingId) -> Result<Option<Finding>> {
    tx.query_opt(&format!("{FINDING} WHERE id = ?1"), params![id.0], read)?.map(parse).transpose()
}

/// Findings of one unit at most on a page: more than a team makes in its period.
pub(crate) const MOST: i64 = 500;

/// The findings of a unit, newest first.
pub(crate) fn of_unit(tx: &mut Tx<'_>, unit: UnitId) -> Result<Vec<Finding>> {
    let kept = tx.query(&format!("{FINDING} WHERE unit = ?1 ORDER BY id DESC LIMIT ?2"), params![unit, MOST], read)?;
    kept.into_iter().map(parse).collect()
}

/// The findings about somebody, of every unit at and below a path: those a team below may have to pass up.
pub(crate) fn about_somebody(tx: &mut Tx<'_>) -> Result<Vec<Finding>> {
    let kept = tx.query(
        &format!("{FINDING} WHERE concerned IS NOT NULL ORDER BY id DESC LIMIT ?1"),
        params![MOST * 10],
        read,
    )?;
    kept.into_iter().map(parse).collect()
}

/// Every finding after a number, as it stands, a thousand at a time.
pub(crate) fn kept_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptFinding>> {
    tx.query(&format!("{FINDING} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![after], read)
}
