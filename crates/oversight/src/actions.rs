//! The verbs of oversight: form, change and end a team, follow those who leave, see who has a team and what it
//! does, plan, report, record findings, tell operators what waits for them, audit.

mod audit;
mod bodies;
mod change;
mod finding;
mod follow;
mod form;
mod notice;
mod plan;
mod reach;
mod standing;
mod view;

pub use audit::audit;
pub use change::{change, changing, end, ending};
pub use finding::{FindingView, Findings, Offered, concerned, finding, findings, record_finding, recording};
pub use follow::{follow, is_behind};
pub use form::{form, units_to_form};
pub use notice::{Notice, What, notices};
pub use plan::{Goes, ItemView, PlanView, add_item, finish, item, plan, planning, report};
pub use reach::Reach;
pub use standing::{Counts, Has, Standing, UnitStanding, of_unit, standing};
pub use view::{Changed, MemberView, TeamView, Work, team};
