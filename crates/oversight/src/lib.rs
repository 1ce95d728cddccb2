//! Oversight: teams formed by decree, their members and functions, the plan of supervision with visits, and
//! findings a team makes itself. Handling a case is not here; a finding waits for it. The instruments that a
//! decree may name are the rulebook's: whoever builds the house hands them in ([`Instruments`]).
//!
//! Offered to others: who has a valid team, who is in it, what waits for a unit's operator.

pub mod actions;
pub mod api;
pub mod demo;
pub mod instruments;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;

pub use instruments::{Instrument, Instruments};
pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
