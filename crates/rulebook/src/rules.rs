//! Decisions of the rulebook: what follows for an act on a date (`decide`), who may punish (`authority`),
//! whether a book is whole (`check`) and keeps its cases (`cases`), what differs between two books (`differ`).

mod authority;
mod cases;
mod check;
mod decide;
mod differ;
mod notes;

pub use authority::authorities;
pub use cases::{Case, CaseFacts, Expected, Outcome, run, run_all};
pub use check::check;
pub use decide::decide;
pub use differ::{Change, differences};
