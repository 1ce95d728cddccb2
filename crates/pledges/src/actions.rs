//! The verbs of pledges: open and close a drive, sign, decline, see coverage, see who is outstanding,
//! follow moves, audit.

mod audit;
mod coverage;
mod drive;
mod follow;
mod outstanding;
mod sign;

pub use audit::audit;
pub use coverage::{Branch, Burn, Coverage, burn_up, coverage, live_total};
pub use drive::{close, drive, drives, drives_for, open, text_of};
pub use follow::follow;
pub use outstanding::{Outstanding, Refused, outstanding, reasons};
pub use sign::{Decline, SignRequest, Signed, Standing, decline, sign, standing};
