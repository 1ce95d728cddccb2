//! The verbs of drives: announce, change, withdraw, say what is taught, plan a place, look at the plan, the day and what came
//! of it, tell operators what waits for them, audit.

mod announce;
mod audit;
mod board;
mod bodies;
mod live;
mod notice;
mod place;
mod recap;
mod reports;
mod seen;
mod teach;
mod withdraw;

pub use announce::{Offer, announce, change, changing, offer};
pub use audit::audit;
pub use board::{Board, ClashRow, Group, MOST_CLASHES, RegionSum, Totals, UnitRow, board, regions};
pub use live::{Live, LivePick, PlaceRow, live};
pub use notice::{Notice, notices};
pub use place::{Offers, PlaceForm, change_place, moving, offers, place_form, plan_place};
pub use recap::{Money, Recap, RecapRow, attended, recap};
pub use reports::{MOST_LATE, Owing, Reports, reports};
pub use seen::{Basis, Seen, Units, drives, seen};
pub use teach::{Teaching, stop_teaching, teach, teaching};
pub use withdraw::{Going, Withdrawal, withdraw, withdrawing};
