//! What was gained at activities, for their pages and for the recap of a drive. Who may see it is decided by who asks here.

use crate::model::Gain;
use netra_activities::model::ActivityId;
use netra_base::Result;
use netra_guidance::actions as quiz;
use netra_guidance::model::Occasion;
use netra_store::Tx;

/// What was gained at one activity.
///
/// # Errors
/// When the database fails.
pub fn gain(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Gain> {
    let told = quiz::at_occasion(tx, &Occasion::activity(activity.0))?;
    Ok(Gain { activity, told })
}

/// What was gained at each of these activities, in their order: three small questions of the database each, so that the
/// 2,000 places of the largest drive take some tenths of a second.
///
/// # Errors
/// When the database fails.
pub fn gains(tx: &mut Tx<'_>, activities: &[ActivityId]) -> Result<Vec<Gain>> {
    activities.iter().map(|id| gain(tx, *id)).collect()
}
