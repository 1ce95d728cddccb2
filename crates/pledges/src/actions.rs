//! The verbs of pledges: open and close a drive, sign, decline, see coverage, see who is outstanding,
//! follow moves, audit.

mod audit;
mod coverage;
mod drive;
mod follow;
mod outstanding;
mod public;
mod sign;
mod view;

pub use audit::audit;
pub use coverage::{Branch, Burn, Coverage, burn_up, coverage, coverage_within};
pub use drive::{audience, close, drive, drives, drives_for, may_close, open, text_of};
pub use follow::{follow, is_behind};
pub use outstanding::{Outstanding, Refused, declined_overseen, outstanding, overseen, reasons};

pub use public::{PublicDrive, PublicRow, public_drives, public_rows, public_total};
pub use sign::{Decline, SignRequest, Signed, Standing, decline, sign, standing};
pub use view::{Glimpse, Known, View, answers, glimpses, known, view};
