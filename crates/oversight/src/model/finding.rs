//! A finding that a team makes itself, without any report. It waits for the case desk. Its text names nobody; a
//! person concerned is chosen from the registry, and then that person and those below cannot see it. Evidence is
//! files beside it, for fewer eyes than the finding.

use super::{EvidenceId, FindingId, TeamId};
use netra_base::{Day, EmployeeId, EntryId, Moment, UnitId};
use netra_media::FileId;

/// The rule that a finding is fixed within so many days after it was found.
pub const RULE: &str = "uu7-454";
/// Those days: calendar days.
pub const FIX_DAYS: u16 = 7;

/// A finding to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinding {
    /// The id of the act, when the team can tell.
    pub act: Option<String>,
    /// What was found; no names.
    pub what: String,
    /// When.
    pub found: Day,
    /// Where the evidence lies.
    pub evidence: Option<String>,
    /// Who it is about.
    pub concerned: Option<EmployeeId>,
}

/// A finding as kept. There is one state yet: it waits for the case desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its number.
    pub id: FindingId,
    /// The team that recorded it.
    pub team: TeamId,
    /// The unit of that team: whoever is in its team sees it.
    pub unit: UnitId,
    /// The id of the act.
    pub act: Option<String>,
    /// What was found.
    pub what: String,
    /// When it was found.
    pub found: Day,
    /// When it was recorded.
    pub recorded: Moment,
    /// By when it had to be fixed.
    pub deadline: Day,
    /// Where the evidence lies.
    pub evidence: Option<String>,
    /// Who it is about.
    pub concerned: Option<EmployeeId>,
    /// Who recorded it.
    pub by: EmployeeId,
    /// The ledger entry.
    pub entry: EntryId,
}

/// Files of one finding at most: with 1 MB a photo some 20 MB, as much as somebody looks through.
pub const MOST_EVIDENCE: usize = 20;

/// A file that shows something of a finding. Files are added, never exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its number.
    pub id: EvidenceId,
    /// Of which finding.
    pub finding: FindingId,
    /// The file, as it is kept.
    pub file: FileId,
    /// What it shows; no names.
    pub shows: String,
    /// When it was added.
    pub at: Moment,
    /// By whom.
    pub by: EmployeeId,
}
