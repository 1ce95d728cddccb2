//! The verbs of pledges: open and close a drive, open an occasion of it, sign, decline, see coverage, see who is outstanding,
//! follow moves, audit.

mod audit;
mod coverage;
mod drive;
mod follow;
mod occasion;
mod outstanding;
mod pakta;
mod public;
mod sign;
mod view;

pub use audit::audit;
pub use coverage::{Branch, Burn, Coverage, burn_up, coverage, coverage_within};
pub use drive::{audience, close, drive, drives, drives_for, may_close, open, text_of};
pub use follow::{follow, is_behind};
pub use occasion::{
    change_occasion, drives_at, end_occasion, gathers, occasion, occasion_known, occasion_seen, occasions_of,
    open_occasion,
};
pub use outstanding::{Outstanding, Refused, declined_overseen, outstanding, overseen, reasons};

pub use pakta::{Offered, Pakta, offered, pakta, pakta_number, signed_within};
pub use public::{PublicDrive, PublicRow, public_drives, public_rows, public_total};
pub use sign::{Decline, SignRequest, Signed, Standing, decline, sign, standing};
pub use view::{Glimpse, Known, View, answers, glimpses, known, view};
