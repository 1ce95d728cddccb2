//! The verbs of oversight: form, change and end a team, follow those who leave, see who has a team and what it
//! does, plan, report, give tasks, record findings with their evidence, tell operators what waits for them, audit.

mod audit;
mod bodies;
mod change;
mod decree;
mod duty;
mod evidence;
mod finding;
mod follow;
mod form;
mod notice;
mod plan;
mod reach;
mod standing;
mod task;
mod valid;
mod view;

pub use audit::audit;
pub use change::{change, changing, end, ending};
pub use decree::{Scans, Sheet, add_scan, scan_file, scans, sheet};
pub use duty::{Left, MyDuty, Owed, duties};
pub use evidence::{EvidenceView, add_evidence, adding, evidence_file};
pub use finding::{FindingView, Findings, Offered, concerned, finding, findings, record_finding, recording};
pub use follow::{follow, is_behind};
pub use form::{form, units_to_form};
pub use notice::{Notice, What, notices};
pub use plan::{Goes, ItemView, PlanView, add_item, finish, item, plan, planning, report};
pub use reach::Reach;
pub use standing::{Counts, Has, Standing, UnitStanding, of_unit, standing};
pub use task::{TaskView, Tasks, end_task, give, leads, task, tasks};
pub use valid::{ValidTeam, pointed, valid_team, valid_teams};
pub use view::{Changed, MemberView, TeamView, Work, all_plans, team};
