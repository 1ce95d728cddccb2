//! What waits for an operator: units with too few places planned while the window is still to close, places over and not
//! reported. Of the latest drives only; older ones no longer wait for anybody.

use super::board::{Group, rows};
use super::seen::drives;
use crate::model::ActivityDriveId;
use crate::rules;
use netra_base::{Moment, Principal, Result};
use netra_store::Tx;

/// Drives looked at: a ministry runs a few a year.
const LATEST: usize = 5;

/// What waits in one drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The drive.
    pub drive: ActivityDriveId,
    /// Its name.
    pub title: String,
    /// Units the asker keeps that have fewer places than asked, while they can still plan some.
    pub to_plan: i64,
    /// Places the asker keeps that are over and not reported.
    pub to_report: i64,
}

/// What waits for this principal in the latest drives.
///
/// # Errors
/// When the database fails.
pub fn notices(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Vec<Notice>> {
    let mut out = Vec::new();
    for seen in drives(tx, who, None, LATEST)?.into_iter().filter(|seen| seen.plans && seen.drive.withdrawn.is_none()) {
        let window = seen.drive.definition.window;
        let (_, rows) = rows(tx, &seen)?;
        let (mut to_plan, mut to_report) = (0, 0);
        for row in rows.iter().filter(|row| rules::keeps(who, &row.unit.path)) {
            let open = now < window.closes.at(row.unit.zone);
            to_plan += i64::from(open && row.group() != Group::Enough);
            to_report += row.sums.held - row.sums.reported;
        }
        if to_plan > 0 || to_report > 0 {
            out.push(Notice { drive: seen.drive.id, title: seen.drive.definition.title, to_plan, to_report });
        }
    }
    Ok(out)
}
