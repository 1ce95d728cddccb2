//! The verbs of activities: plan and change, start, finish, cancel, tell what came of it, report, follow decisions up, list,
//! see a month, warn of clashes, audit.

mod audit;
mod clash;
mod count;
mod days;
mod decisions;
mod drive;
mod feed;
mod files;
mod lists;
mod plan;
mod reach;
mod report;
mod state;
mod tell;
mod view;

pub use audit::audit;
pub use clash::{Clash, Of, Party, What, clashes};
pub use count::{UnitSums, add_party, add_tally, adds_up, drive_sums, in_drive, parties};
pub use days::marks;
pub use decisions::{After as DecisionsAfter, OpenDecision, decide, decisions, done, open_decisions, undecide};
pub use drive::{delegations_in_drive, drive_page};
pub use feed::{feed, feed_key, make_feed_key, revoke_feed_key};
pub use files::{Asked, add_file, add_photo, file, prove, remove_file, remove_photo};
pub use lists::{Filter, Line, PAGE, Place, list};
pub use plan::{change, is_warning, plan, planning};
pub use reach::{Reach, held, of_keeper, seen};
pub use report::{ReportView, correct_report, file_report, pictures, report};
pub use state::{cancel, finish, start};
pub use tell::{MOST_MINUTES, after, quote, spend, unquote, write_minutes};
pub use view::{View, activity, details, view};
