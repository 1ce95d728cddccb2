//! Lessons: what is taught at activities and what comes of it. Material with versions, published by the centre or a
//! regional office; the tests before and after, which are guidance's quiz taken at a place; the gain of each place; a
//! feedback of three questions whose answers are kept without persons. The activity itself is not here, nor who was there.
//!
//! Offered to others: what was gained at activities ([`actions::gain`], [`actions::gains`]), the material of a
//! simultaneous drive ([`actions::attach_to_drive`], [`actions::detach_from_drive`], [`actions::of_drive`]), what a
//! certificate names of an activity ([`actions::at_activity`]).

pub mod actions;
pub mod api;
pub mod demo;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;

pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
