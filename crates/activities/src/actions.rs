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
mod held;
mod landing;
mod lists;
mod owed;
mod plan;
mod pledge;
mod reach;
mod report;
mod reported;
mod state;
mod team;
mod tell;
mod today;
mod view;

pub use audit::audit;
pub use clash::{Clash, Of, Party, What, clashes};
pub use count::{UnitSums, add_party, add_tally, adds_up, counted, drive_sums, in_drive, parties};
pub use days::marks;
pub use decisions::{
    After as DecisionsAfter, OpenCount, OpenDecision, count_open, decide, decisions, done, open_decisions, undecide,
};
pub use drive::{UnitWaits, delegations_in_drive, drive_name, drive_page, drive_waits, name_drive, proven_in_drive};
pub use feed::{feed, feed_key, make_feed_key, revoke_feed_key};
pub use files::{Asked, add_file, add_photo, file, prove, remove_file, remove_photo};
pub use held::{HeldCount, Span, count_held, list_held};
pub use landing::{Folded, Landing, Stretch, landing, stretch};
pub use lists::{Filter, Line, PAGE, Part, Place, list};
pub use owed::{OWED_DAYS, Owed, list_owed, owed};
pub use plan::{change, is_warning, plan, planning};
pub use pledge::{Pledges, pledges_to_sign};
pub use reach::{Reach, held, of_keeper, seen, shared};
pub use report::{REPORT_CLASS, ReportView, correct_report, file_report, pictures, report};
pub use reported::{News, Reported, report_photo, reported};
pub use state::{cancel, finish, start};
pub use team::{Behalf, Teams, behalf, teams_to_name};
pub use tell::{MOST_MINUTES, after, quote, spend, unquote, write_minutes};
pub use today::today;
pub use view::{View, activity, details, view};
