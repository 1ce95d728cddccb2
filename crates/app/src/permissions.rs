//! The permission table: every route of the house, who may use it, and its door. The router is built from
//! this table and from nothing else, so a route that is not here does not exist. Rights on a single unit are
//! decided in actions, by the grants of who asks. `netra routes` prints the table.

mod activities;
mod attendance;
mod correspondence;
mod directives;
mod drives;
mod law;
mod lessons;
mod oversight;
mod people;
mod programme;
mod public;

use netra_base::Role;
use netra_web::{Need, Route};

/// Who keeps a part of the organisation.
const KEEPERS: Need = Need::Roles(&[Role::UnitOperator, Role::Administrator]);
/// Who sees figures of a part of the organisation.
const VIEWERS: Need = Need::Roles(&[Role::UnitOperator, Role::Leader, Role::Auditor, Role::Administrator]);
/// Those, and the teams that read why some declined.
const OVERSEERS: Need =
    Need::Roles(&[Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator]);

/// Every route.
pub fn routes() -> Vec<Route> {
    let mut all = public::routes();
    all.extend(law::routes());
    all.extend(people::routes());
    all.extend(programme::routes());
    all.extend(correspondence::routes());
    all.extend(oversight::routes());
    all.extend(activities::routes());
    all.extend(attendance::routes());
    all.extend(drives::routes());
    all.extend(lessons::routes());
    all.extend(directives::routes());
    all
}
