//! What a certificate names of the activity at which its test was taken. Whoever brings a certificate's code reads it, so
//! nothing is told beyond what stands on the certificate: title, day, unit.

use netra_activities::actions as activities;
use netra_activities::model::ActivityId;
use netra_base::{Error, Result};
use netra_guidance::AtActivity;
use netra_guidance::model::Occasion;
use netra_registry::actions as registry;
use netra_store::Tx;

/// The activity of an occasion; none when the occasion is no activity. Its title and day stand since it began, and nobody
/// passes a test at it before.
///
/// # Errors
/// When the database fails.
pub fn at_activity(tx: &mut Tx<'_>, occasion: &Occasion) -> Result<Option<AtActivity>> {
    let Some(number) = occasion.activity_number() else { return Ok(None) };
    let activity = match activities::activity(tx, ActivityId(number)) {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    let unit = registry::unit(tx, activity.unit)?.name;
    Ok(Some(AtActivity { title: activity.title, day: activity.starts.day(activity.zone), unit }))
}
