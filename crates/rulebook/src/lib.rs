//! The law as data: instruments, acts, rules with their cases, sanctions, authorities, procedures, contests; the
//! decision they give for an act on a date; versions with the date from which each is in force. It decides nothing
//! about a person: an officer does, with a reason.
//!
//! Offered to others: `Library` (the version in force, with its cases and its search), `rules::decide`. Not here:
//! the wizard and the check of a text (`guidance`), cases and their papers.

pub mod actions;
pub mod api;
pub mod built_in;
pub mod cli;
mod library;
mod migrations;
pub mod model;
pub mod pages;
pub mod read;
pub mod rules;
mod store;

pub use library::{Hit, Library, built_in as comes_with};
pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
