//! The calendar of the civil service: holidays of each year as data, working days, deadlines in three time
//! zones. A year without data is an error, never a guess. It knows no procedure: how many days somebody has is
//! the rulebook's fact.
//!
//! Offered to others: [`model::Calendar`] with its questions, and `actions::calendar`, which adds imported years
//! to those of `data/holidays`.

pub mod actions;
pub mod api;
pub mod cli;
pub mod import;
mod migrations;
pub mod model;
pub mod pages;
mod question;
pub mod rules;
mod store;
pub mod told;

pub use migrations::MIGRATIONS;
pub use model::{Calendar, Confidence, Deadline, Holiday, HolidayKind, Limit, Origin, Skipped, Year};

#[cfg(test)]
mod tests;
