//! Activities: roll calls, readiness roll calls, declarations, meetings, outreach, trainings, coordination with institutions.
//! Each is planned, held, told and reported by the unit that keeps it, and stands in calendars. Who was there is attendance's
//! question: it moves the counters. Simultaneous drives of many places are not known here, but for their number.
//!
//! Offered to others: planning and the steps of the day, counters and sums by drive, clashes, open decisions.

pub mod actions;
pub mod api;
mod bodies;
pub mod demo;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;

pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
