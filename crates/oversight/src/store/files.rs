//! SQL of the files that belong to oversight: scans of decrees and evidence. The bytes are kept by `media`; here stands
//! whose they are and the hash they had when they were handed in.

use crate::model::finding::Evidence;
use crate::model::{EvidenceId, FindingId, Scan, ScanId, TeamId};
use netra_base::{EmployeeId, EntryId, Moment, Result};
use netra_media::FileId;
use netra_store::{Row, Tx, params};

/// A scan as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptScan {
    pub id: ScanId,
    pub file: i64,
    pub sha256: String,
    pub at: Moment,
    pub change: i64,
}

impl From<KeptScan> for Scan {
    fn from(kept: KeptScan) -> Self {
        Self { id: kept.id, file: FileId(kept.file), at: kept.at }
    }
}

const SCAN: &str = "SELECT id, file, sha256, at, change FROM oversight_scan";

fn read_scan(row: &Row<'_>) -> Result<KeptScan> {
    Ok(KeptScan {
        id: ScanId(row.int(0)?),
        file: row.int(1)?,
        sha256: row.text(2)?,
        at: Moment(row.int(3)?),
        change: row.int(4)?,
    })
}

/// Keeps a scan, with the change of the team that it is.
pub(crate) fn insert_scan(
    tx: &mut Tx<'_>,
    team: TeamId,
    (file, sha256): (FileId, &str),
    at: Moment,
    change: i64,
) -> Result<ScanId> {
    tx.query_one(
        "INSERT INTO oversight_scan (team, file, sha256, at, change) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
        params![team.0, file.0, sha256, at, change],
        |row| Ok(ScanId(row.int(0)?)),
    )
}

/// The scans of a team, as they came: a few.
pub(crate) fn scans(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<KeptScan>> {
    tx.query(&format!("{SCAN} WHERE team = ?1 ORDER BY id LIMIT 100"), params![team.0], read_scan)
}

/// Every scan after a number, as it stands, a thousand at a time.
pub(crate) fn scans_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptScan>> {
    tx.query(&format!("{SCAN} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![after], read_scan)
}

/// A file of a finding as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptEvidence {
    pub id: EvidenceId,
    pub finding: i64,
    pub file: i64,
    pub sha256: String,
    pub shows: String,
    pub at: Moment,
    pub by: i64,
    pub entry: EntryId,
}

impl From<KeptEvidence> for Evidence {
    fn from(kept: KeptEvidence) -> Self {
        Self {
            id: kept.id,
            finding: FindingId(kept.finding),
            file: FileId(kept.file),
            shows: kept.shows,
            at: kept.at,
            by: EmployeeId(kept.by),
        }
    }
}

const EVIDENCE: &str = "SELECT id, finding, file, sha256, shows, at, made_by, entry FROM oversight_evidence";

fn read_evidence(row: &Row<'_>) -> Result<KeptEvidence> {
    Ok(KeptEvidence {
        id: EvidenceId(row.int(0)?),
        finding: row.int(1)?,
        file: row.int(2)?,
        sha256: row.text(3)?,
        shows: row.text(4)?,
        at: Moment(row.int(5)?),
        by: row.int(6)?,
        entry: EntryId(row.int(7)?),
    })
}

/// Keeps a file of a finding; its entry comes after.
pub(crate) fn insert_evidence(
    tx: &mut Tx<'_>,
    finding: FindingId,
    (file, sha256): (FileId, &str),
    shows: &str,
    (at, by): (Moment, EmployeeId),
) -> Result<KeptEvidence> {
    tx.query_one(
        "INSERT INTO oversight_evidence (finding, file, sha256, shows, at, made_by, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
         RETURNING id, finding, file, sha256, shows, at, made_by, entry",
        params![finding.0, file.0, sha256, shows, at, by],
        read_evidence,
    )
}

pub(crate) fn set_evidence_entry(tx: &mut Tx<'_>, id: EvidenceId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE oversight_evidence SET entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

/// The files of a finding, as they came: they are limited.
pub(crate) fn evidence(tx: &mut Tx<'_>, finding: FindingId) -> Result<Vec<KeptEvidence>> {
    tx.query(&format!("{EVIDENCE} WHERE finding = ?1 ORDER BY id LIMIT 100"), params![finding.0], read_evidence)
}

/// Every file of a finding after a number, as it stands, a thousand at a time.
pub(crate) fn evidence_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptEvidence>> {
    tx.query(&format!("{EVIDENCE} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![after], read_evidence)
}
